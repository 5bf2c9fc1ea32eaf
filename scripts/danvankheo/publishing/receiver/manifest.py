"""Manifests and digests: what a release is, as text and on a disk of ours.

The standard library alone: a server runs this file too (``server_files.py`` packs it).
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from danvankheo.base.errors import DanVanKheoError

ID = re.compile(r"[0-9a-f]{64}")
_PATH = re.compile(r"(?!\.)[^/\\]+(/(?!\.)[^/\\]+)*")


def is_path(path: str) -> bool:
    """Tell whether a path may name a file of a release.

    Printable characters alone: no line break of any kind, whatever counts as one. No backslash (``sha256sum`` would escape
    it), no segment that begins with a dot.
    """
    return path.isprintable() and bool(_PATH.fullmatch(path))


def read_manifest(data: bytes) -> dict[str, str]:
    """Return what a manifest lists; rows that no manifest of ours has are left out."""
    rows = (row.partition("  ") for row in data.decode("utf-8", "replace").split("\n"))
    return {path: digest for digest, _, path in rows if ID.fullmatch(digest) and is_path(path)}


def manifest_text(manifest: Mapping[str, str]) -> str:
    """Return a manifest as ``sha256sum`` writes it; its SHA-256 is the release's id."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(manifest.items()))


def release_id(manifest: Mapping[str, str]) -> str:
    """Return the name of the release that holds exactly these files."""
    return hashlib.sha256(manifest_text(manifest).encode("utf-8")).hexdigest()


def digest_of(file: Path) -> str:
    """Return a file's SHA-256."""
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


def files_below(folder: Path) -> set[str]:
    """Return every file below a folder. Raises DanVanKheoError for a link or anything else that is no regular file."""
    found = set()
    for place, folders, names in os.walk(folder):
        for name in (*folders, *names):
            file = Path(place, name)
            if file.is_symlink() or not (file.is_file() or file.is_dir()):
                raise DanVanKheoError(f"“{file.relative_to(folder)}” trong trang không phải tệp thường; chưa đăng.")
        found |= {Path(place, name).relative_to(folder).as_posix() for name in names}
    return found


@contextmanager
def nobody_sends(part: Path) -> Iterator[None]:
    """Wait until no transfer into a folder is left over from a publisher that was cut off, and let none begin."""
    handle = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        for _ in range(100):
            with suppress(BlockingIOError):
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            time.sleep(0.1)
        else:
            raise DanVanKheoError("Một lần chép trước vẫn chưa dừng hẳn. Chờ một lát rồi chạy lại.")
        yield
    finally:
        os.close(handle)
