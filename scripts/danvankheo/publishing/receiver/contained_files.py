"""Files below a folder, reached one folder at a time and never through a link: whatever lies there, nothing outside is touched.

Every path is checked where it is used: the folder that holds a name is opened, each step without following links, and the
work is done on that open folder. The standard library alone: a server runs this file too.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from danvankheo.base.errors import DanVanKheoError

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# O_NONBLOCK: opening a pipe that somebody left there must not wait for a writer.
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
# What the system says of a name that is not there, or that no path of plain folders leads to.
_NOT_THERE = {errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.EISDIR, errno.EINVAL}


@contextmanager
def _holder(root: Path, path: str, *, make: bool = False) -> Iterator[tuple[int, str]]:
    """Open the folder that holds a path below ``root``; yield it with the path's last name."""
    names = path.split("/")
    if not {"", ".", ".."}.isdisjoint(names):
        raise OSError(errno.EINVAL, "không phải đường dẫn bên trong thư mục", path)
    handle = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for name in names[:-1]:
            if make:
                with suppress(FileExistsError):
                    os.mkdir(name, 0o755, dir_fd=handle)
            inner = os.open(name, _FOLDER, dir_fd=handle)
            os.close(handle)
            handle = inner
        yield handle, names[-1]
    finally:
        os.close(handle)


@contextmanager
def _opened(root: Path, path: str) -> Iterator[int]:
    """Open a regular file."""
    with _holder(root, path) as (folder, name):
        handle = os.open(name, _FILE, dir_fd=folder)
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise OSError(errno.EINVAL, "không phải tệp thường", path)
            yield handle
        finally:
            os.close(handle)


@contextmanager
def _if_there() -> Iterator[None]:
    """Do nothing about what is not there."""
    try:
        yield
    except OSError as error:
        if error.errno not in _NOT_THERE:
            raise


def is_folder(root: Path, path: str) -> bool:
    """Tell whether a path is a folder, itself and on the whole way to it no link."""
    with _if_there(), _holder(root, path) as (folder, name):
        return stat.S_ISDIR(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
    return False


def make_folder(root: Path, path: str) -> None:
    """Make a folder, unless it is there; raises OSError when something else bears its name."""
    with _holder(root, f"{path}/x", make=True):
        pass


def digest(root: Path, path: str) -> str:
    """Return the SHA-256 of a regular file, "" when there is none."""
    with _if_there(), _opened(root, path) as handle, os.fdopen(os.dup(handle), "rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()
    return ""


def read(root: Path, path: str) -> bytes | None:
    """Return what a regular file holds, None when there is none."""
    with _if_there(), _opened(root, path) as handle, os.fdopen(os.dup(handle), "rb") as data:
        return data.read()
    return None


def remove(root: Path, path: str) -> None:
    """Remove a file, or a link itself; nothing when there is none."""
    with _if_there(), _holder(root, path) as (folder, name):
        os.unlink(name, dir_fd=folder)


def write(root: Path, path: str, data: bytes) -> None:
    """Write a file whole or not at all, safe on the disk."""
    with _holder(root, path, make=True) as (folder, name), _aside(folder, name) as aside:
        handle = os.open(
            aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644, dir_fd=folder
        )
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.rename(aside, name, src_dir_fd=folder, dst_dir_fd=folder)


def link(root: Path, source: str, place: str) -> None:
    """Put a hard link of a regular file in a place, over what may be there, without a moment of nothing."""
    with (
        _holder(root, source) as (here, name),
        _holder(root, place, make=True) as (there, new),
        _aside(there, new) as aside,
    ):
        if not stat.S_ISREG(os.stat(name, dir_fd=here, follow_symlinks=False).st_mode):
            raise DanVanKheoError(f"“{source}” ở nơi đăng không phải tệp thường.")
        os.link(name, aside, src_dir_fd=here, dst_dir_fd=there, follow_symlinks=False)
        os.rename(aside, new, src_dir_fd=there, dst_dir_fd=there)


def rename(root: Path, old: str, new: str) -> None:
    """Rename a file or folder."""
    with _holder(root, old) as (here, name), _holder(root, new) as (there, other):
        os.rename(name, other, src_dir_fd=here, dst_dir_fd=there)


def seal(root: Path, path: str, moment: int) -> None:
    """Give a file its time and its rights, and wait until it is safe on the disk."""
    with _opened(root, path) as handle:
        if os.fstat(handle).st_mtime != moment:
            os.utime(handle, (moment, moment))
            os.fchmod(handle, 0o644)
            os.fsync(handle)


def seal_folders(root: Path, path: str) -> None:
    """Give a folder and all below it their rights, and wait until they are safe on the disk."""
    with _holder(root, path) as (folder, name):
        for _, _, _, handle in os.fwalk(name, dir_fd=folder):
            os.fchmod(handle, 0o755)
            os.fsync(handle)


def tidy(root: Path, path: str, keep: Collection[str] = ()) -> None:
    """Remove all below a folder but the regular files named (as seen from it); then the folders that leaves empty."""
    with _if_there(), _holder(root, path) as (folder, name):
        for place, folders, names, handle in os.fwalk(name, dir_fd=folder):
            below = place[len(name) + 1 :]
            for each in (*names, *folders):
                mode = os.stat(each, dir_fd=handle, follow_symlinks=False).st_mode
                ours = stat.S_ISREG(mode) and (f"{below}/{each}" if below else each) in keep
                if not ours and not stat.S_ISDIR(mode):
                    os.unlink(each, dir_fd=handle)
    remove_empty(root, path)


def remove_empty(root: Path, path: str) -> None:
    """Remove a folder and those below it as far as they are empty."""
    with _if_there(), _holder(root, path) as (folder, name):
        for _, folders, _, handle in os.fwalk(name, topdown=False, dir_fd=folder):
            for each in folders:
                with suppress(OSError):  # not empty, or a link
                    os.rmdir(each, dir_fd=handle)
        with suppress(OSError):
            os.rmdir(name, dir_fd=folder)


@contextmanager
def _aside(folder: int, name: str) -> Iterator[str]:
    """Yield a name beside another one, free now and again afterwards."""
    aside = f".{name}.new"
    for moment in ("before", "after"):
        with suppress(FileNotFoundError):  # a rename between links of one file does nothing
            os.unlink(aside, dir_fd=folder)
        if moment == "before":
            yield aside
