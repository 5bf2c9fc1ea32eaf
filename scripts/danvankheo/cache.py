"""The only cache: bytes that took time to make, kept below ``.cache/`` under a digest of all they depend on.

Deleting the folder changes nothing but time. Every key is salted with the package's own code and the libraries that
make bytes, so that a changed program never serves what an older one made. Pictures alone are salted with the libraries
only: their inputs name the code that draws them, and hundreds of them are not drawn anew because a template changed. A
stored entry carries its own digest: a torn or altered file counts as missing.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath
from threading import get_ident

from danvankheo.base.artifact import Artifact, digest

_MAKERS = ("pillow", "pillow-heif", "nh3", "pyromark", "jinja2", "pydantic", "segno")
_PAINTERS = ("pillow", "pillow-heif", "segno")
# Pages are cheaper to make than to keep twice; pictures are not.
_KEPT = frozenset({".webp", ".jpg", ".png", ".avif"})
_SEAL = 16


@dataclass(frozen=True, slots=True)
class Known:
    """What the last build left at a path: the artifact's inputs, the file's size (bytes) and time (nanoseconds)."""

    inputs: str
    size: int
    mtime_ns: int


class Cache:
    """A folder of sealed entries; ``get`` and ``put`` take any key, ``make`` an artifact."""

    def __init__(self, folder: Path, salt: str = "") -> None:
        self._folder = folder
        self._salt = salt or _salt()
        self._picture_salt = salt or digest(*_versions(_PAINTERS))

    def get(self, key: str) -> bytes | None:
        """Return what was put under the key, None when it is not there or not whole."""
        return _read(self._file(key, self._salt))

    def put(self, key: str, value: bytes) -> None:
        """Keep the bytes; another process may do the same at the same time."""
        _write(self._file(key, self._salt), value)

    def make(self, artifact: Artifact) -> bytes:
        """Return the artifact's bytes, rendered only when they are not kept."""
        if not keeps(artifact):
            return artifact.render()
        file = self._file("artifact " + artifact.inputs, self._picture_salt)
        kept = _read(file)
        if kept is None:
            kept = artifact.render()
            _write(file, kept)
        return kept

    def known_files(self, site_dir: Path) -> dict[str, Known]:
        """Return what the last build left in a site folder, by path; empty when nobody remembers."""
        kept = self.get(_site_key(site_dir))
        if kept is None:
            return {}
        return {path: Known(*row) for path, row in json.loads(kept).items()}

    def remember_files(self, site_dir: Path, known: Mapping[str, Known]) -> None:
        """Remember what this build left in a site folder."""
        rows = {path: (row.inputs, row.size, row.mtime_ns) for path, row in known.items()}
        self.put(_site_key(site_dir), json.dumps(rows, separators=(",", ":")).encode())

    def _file(self, key: str, salt: str) -> Path:
        name = digest(salt, key)
        return self._folder / name[:2] / name[2:]


def keeps(artifact: Artifact) -> bool:
    """Tell whether an artifact takes so long to make that its bytes are kept: pictures do."""
    return PurePosixPath(artifact.path).suffix in _KEPT


def _read(file: Path) -> bytes | None:
    try:
        data = file.read_bytes()
    except OSError:
        return None
    seal, value = data[:_SEAL], data[_SEAL:]
    return value if seal == _sealed(value) else None


def _write(file: Path, value: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_name(f"{file.name}.{os.getpid()}-{get_ident()}")
    aside.write_bytes(_sealed(value) + value)
    aside.replace(file)


def _sealed(value: bytes) -> bytes:
    return blake2b(value, digest_size=_SEAL).digest()


def _site_key(site_dir: Path) -> str:
    return f"site {site_dir.resolve()}"


def _salt() -> str:
    package = Path(__file__).parent
    code = [file.read_bytes() for file in sorted(package.rglob("*.py"))]
    return digest(*code, *_versions(_MAKERS))


def _versions(names: Iterable[str]) -> list[str]:
    return [f"{name} {_version(name)}" for name in names]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "-"
