"""Manifests: the paths of a release's files with their SHA-256."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path

from danvankheo.base.errors import DanVanKheoError

ID = re.compile(r"[0-9a-f]{64}")
_PATH = re.compile(r"(?!\.)[^/\\]+(/(?!\.)[^/\\]+)*")


def is_path(path: str) -> bool:
    """Tell whether a path may name a file of a release.

    All characters are printable (no line break of any kind); no backslash, which ``sha256sum`` escapes; no segment begins
    with a dot.
    """
    return path.isprintable() and bool(_PATH.fullmatch(path))


def read_manifest(data: bytes) -> dict[str, str]:
    """Return path → digest of a manifest; rows of another form are left out."""
    rows = (row.partition("  ") for row in data.decode("utf-8", "replace").split("\n"))
    return {path: digest for digest, _, path in rows if ID.fullmatch(digest) and is_path(path)}


def manifest_text(manifest: Mapping[str, str]) -> str:
    """Return a manifest in the format of ``sha256sum``; its SHA-256 is the id of the release."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(manifest.items()))


def release_id(manifest: Mapping[str, str]) -> str:
    """Return the id of the release with these files."""
    return hashlib.sha256(manifest_text(manifest).encode("utf-8")).hexdigest()


def digest_of(file: Path) -> str:
    """Return a file's SHA-256."""
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


def files_below(folder: Path) -> set[str]:
    """Return the paths of all files below a folder. Raises DanVanKheoError for a link or another special file."""
    found = set()
    for place, folders, names in os.walk(folder):
        for name in (*folders, *names):
            file = Path(place, name)
            if file.is_symlink() or not (file.is_file() or file.is_dir()):
                raise DanVanKheoError(f"“{file.relative_to(folder)}” trong trang không phải tệp thường; chưa đăng.")
        found |= {Path(place, name).relative_to(folder).as_posix() for name in names}
    return found


def original_of(path: str) -> str:
    """Return the path of the file that a compressed copy (``.gz``, ``.br``) belongs to; a file itself for others."""
    return path.removesuffix(".gz").removesuffix(".br")
