"""What publishing does to the disk, small and safe: digests, manifests, hard links, writing that is whole or not at all.

The standard library alone: a server runs this file too (``server_files.py`` packs it).
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from danvankheo.base.errors import DanVanKheoError


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


def read_json(file: Path) -> Any:
    """Return what a JSON file says, None when it cannot be read."""
    try:
        return json.loads(file.read_bytes())
    except (OSError, ValueError):
        return None


def write(file: Path, text: str) -> None:
    """Write a text whole or not at all, safe on the disk."""
    aside = file.with_name(f".{file.name}.new")
    with aside.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    aside.replace(file)


def link(source: Path, place: Path) -> None:
    """Put a hard link in a place, over what may be there, without a moment of nothing."""
    place.parent.mkdir(parents=True, exist_ok=True)
    aside = place.with_name(f".{place.name}.new")
    aside.unlink(missing_ok=True)
    os.link(source, aside)
    aside.replace(place)
    aside.unlink(missing_ok=True)  # a rename between links of one file does nothing


def sync(path: Path) -> None:
    """Wait until a file or folder is safe on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_empty(folder: Path) -> None:
    """Remove a folder and those below it as far as they are empty."""
    for place, _, _ in os.walk(folder, topdown=False):
        with suppress(OSError):
            Path(place).rmdir()


@contextmanager
def nobody_sends(part: Path) -> Iterator[None]:
    """Wait until no transfer into a folder is left over from a publisher that was cut off, and let none begin."""
    handle = os.open(part, os.O_RDONLY | os.O_DIRECTORY)
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
