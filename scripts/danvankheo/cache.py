"""The cache of bytes that take time to make, stored below ``.cache/`` under a digest of everything they depend on.

Deleting the folder costs only time. Every key includes a digest of the package's code and the versions of the libraries, so
a changed program never reads results of an older one. Keys of pictures include the libraries only: a picture's inputs name
the version of its drawing code, and a changed template does not draw hundreds of pictures again. Each stored file begins
with a digest of its content: a damaged file counts as missing. Files not read for a month are removed.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from threading import get_ident

from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.versions import version

_MAKERS = ("pillow", "pillow-heif", "nh3", "pyromark", "jinja2", "pydantic", "pyyaml", "segno")
_PAINTERS = ("pillow", "pillow-heif", "segno")
# Only pictures are stored: making a page costs less than storing it twice.
_KEPT = frozenset({".webp", ".jpg", ".png", ".avif"})
_SEAL = 16
_DAY = 86_400  # seconds
_KEPT_FOR = 30 * _DAY
_PRUNED = ".pruned"


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file the last build wrote: the artifact's inputs and source, the size in bytes, the time in nanoseconds."""

    inputs: str
    size: int
    mtime_ns: int
    source: str


@dataclass(frozen=True, slots=True)
class LastBuild:
    """The files a build left in a site folder by their path, and the paths of each artifact group by its key."""

    files: Mapping[str, WrittenFile]
    groups: Mapping[str, Sequence[str]]


class Cache:
    """A folder of stored bytes; ``get`` and ``put`` take any key, ``make`` takes an artifact."""

    def __init__(self, folder: Path, salt: str = "") -> None:
        self._folder = folder
        self._salt = salt or code_salt()
        self._picture_salt = salt or digest(*_versions(_PAINTERS))

    def get(self, key: str) -> bytes | None:
        """Return the bytes stored under the key; None when they are missing or damaged."""
        return _read(self._file(key, self._salt))

    def put(self, key: str, value: bytes) -> None:
        """Store the bytes; safe when another process stores the same key."""
        _write(self._file(key, self._salt), value)

    def make(self, artifact: Artifact) -> bytes:
        """Return the artifact's bytes: stored ones, else rendered (and stored when the artifact is a picture)."""
        if not keeps(artifact):
            return artifact.render()
        file = self._file("artifact " + artifact.inputs, self._picture_salt)
        kept = _read(file)
        if kept is None:
            kept = artifact.render()
            _write(file, kept)
        return kept

    def prune(self, now: float) -> int:
        """Remove files not read for a month; return their number. now: seconds since 1970. Runs at most once a day.

        The modification time of a file is the day of its last reading.
        """
        stamp = self._folder / _PRUNED
        if not self._folder.is_dir() or (stamp.exists() and 0 <= now - stamp.stat().st_mtime < _DAY):
            return 0
        stamp.touch()
        os.utime(stamp, (now, now))
        gone = 0
        for file in self._folder.glob("[0-9a-f][0-9a-f]/*"):
            with suppress(OSError):  # another build may remove it at the same time
                if now - file.stat().st_mtime > _KEPT_FOR:
                    file.unlink()
                    gone += 1
        return gone

    def last_build(self, site_dir: Path) -> LastBuild:
        """Return the files the last build left in a site folder; none when that is not known."""
        kept = self.get(_site_key(site_dir))
        if kept is None:
            return LastBuild({}, {})
        sources, rows, groups = json.loads(kept)
        files = {path: WrittenFile(inputs, size, mtime, sources[source]) for path, inputs, size, mtime, source in rows}
        paths = list(files)
        return LastBuild(files, {key: [paths[number] for number in numbers] for key, numbers in groups.items()})

    def remember_build(self, site_dir: Path, left: LastBuild) -> None:
        """Store the files this build left in a site folder. Each path and source is stored once."""
        sources = {source: number for number, source in enumerate(dict.fromkeys(k.source for k in left.files.values()))}
        rows = [(path, k.inputs, k.size, k.mtime_ns, sources[k.source]) for path, k in left.files.items()]
        numbers = {path: number for number, path in enumerate(left.files)}
        groups = {key: [numbers[path] for path in paths] for key, paths in left.groups.items()}
        self.put(_site_key(site_dir), json.dumps((list(sources), rows, groups), separators=(",", ":")).encode())

    def _file(self, key: str, salt: str) -> Path:
        name = digest(salt, key)
        return self._folder / name[:2] / name[2:]


def keeps(artifact: Artifact) -> bool:
    """Tell whether the bytes of an artifact are stored: those of pictures are."""
    return PurePosixPath(artifact.path).suffix in _KEPT


def _read(file: Path) -> bytes | None:
    try:
        data = file.read_bytes()
    except OSError:
        return None
    seal, value = data[:_SEAL], data[_SEAL:]
    if seal != _sealed(value):
        return None
    with suppress(OSError):  # how old the file is counts from its last reading
        if time.time() - file.stat().st_mtime > _DAY:
            os.utime(file)
    return value


def _write(file: Path, value: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_name(f"{file.name}.{os.getpid()}-{get_ident()}")
    aside.write_bytes(_sealed(value) + value)
    aside.replace(file)


def _sealed(value: bytes) -> bytes:
    return blake2b(value, digest_size=_SEAL).digest()


def _site_key(site_dir: Path) -> str:
    return f"site {site_dir.resolve()}"


@lru_cache(maxsize=1)
def code_salt() -> str:
    """Return a digest of the package's files and of the libraries that make bytes."""
    package = Path(__file__).parent
    files = sorted(file for file in package.rglob("*") if file.suffix != ".pyc" and file.is_file())
    code = [file.read_bytes() for file in files]
    return digest(*code, *_versions(_MAKERS))


def _versions(names: Iterable[str]) -> list[str]:
    return [f"{name} {version(name)}" for name in names]
