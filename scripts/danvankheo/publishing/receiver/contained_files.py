"""File operations that stay below a root folder, whatever links lie in it.

Each folder on the way is opened without following links, and the operation works on the open folder, so a path cannot
change between check and use.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import stat
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from danvankheo.base.errors import DanVanKheoError

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# O_NONBLOCK: opening a named pipe must not wait for a writer.
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
# Errors for a name that is missing, or behind a link or a file.
_MISSING = {errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.EISDIR, errno.EINVAL}


@contextmanager
def _parent(root: Path, path: str, *, make: bool = False) -> Iterator[tuple[int, str]]:
    """Open the folder of a path below ``root``; yield its handle and the path's last name. make: create missing folders."""
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
    """Open a regular file for reading."""
    with _parent(root, path) as (folder, name):
        handle = os.open(name, _FILE, dir_fd=folder)
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise OSError(errno.EINVAL, "không phải tệp thường", path)
            yield handle
        finally:
            os.close(handle)


@contextmanager
def _ignore_missing() -> Iterator[None]:
    """Suppress errors for a missing name."""
    try:
        yield
    except OSError as error:
        if error.errno not in _MISSING:
            raise


def is_folder(root: Path, path: str) -> bool:
    """Tell whether a path is a folder and no part of the path is a link."""
    with _ignore_missing(), _parent(root, path) as (folder, name):
        return stat.S_ISDIR(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
    return False


def make_folder(root: Path, path: str) -> None:
    """Make a folder and its parents. Raises OSError when a file has its name."""
    with _parent(root, f"{path}/x", make=True):
        pass


def digest(root: Path, path: str) -> str:
    """Return the SHA-256 of a regular file, "" when there is none."""
    with _ignore_missing(), _opened(root, path) as handle, os.fdopen(os.dup(handle), "rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()
    return ""


def read(root: Path, path: str) -> bytes | None:
    """Return the bytes of a regular file, None when there is none."""
    with _ignore_missing(), _opened(root, path) as handle, os.fdopen(os.dup(handle), "rb") as data:
        return data.read()
    return None


def remove(root: Path, path: str) -> None:
    """Remove a file, or a link itself; a missing name is no error."""
    with _ignore_missing(), _parent(root, path) as (folder, name):
        os.unlink(name, dir_fd=folder)


def write(root: Path, path: str, data: bytes) -> None:
    """Write a file under a temporary name, flush it to the disk, and rename it."""
    with _parent(root, path, make=True) as (folder, name), _temporary(folder, name) as temporary:
        handle = os.open(
            temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644, dir_fd=folder
        )
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.rename(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)


def link(root: Path, source: str, place: str) -> None:
    """Replace ``place`` by a hard link of a regular file in one rename."""
    with (
        _parent(root, source) as (here, name),
        _parent(root, place, make=True) as (there, new),
        _temporary(there, new) as temporary,
    ):
        if not stat.S_ISREG(os.stat(name, dir_fd=here, follow_symlinks=False).st_mode):
            raise DanVanKheoError(f"“{source}” ở nơi đăng không phải tệp thường.")
        os.link(name, temporary, src_dir_fd=here, dst_dir_fd=there, follow_symlinks=False)
        os.rename(temporary, new, src_dir_fd=there, dst_dir_fd=there)


def rename(root: Path, old: str, new: str) -> None:
    """Rename a file or folder."""
    with _parent(root, old) as (here, name), _parent(root, new) as (there, other):
        os.rename(name, other, src_dir_fd=here, dst_dir_fd=there)


def seal(root: Path, path: str, moment: int) -> None:
    """Set a file's modification time (seconds) and mode 0644, and flush it to the disk."""
    with _opened(root, path) as handle:
        if os.fstat(handle).st_mtime != moment:
            os.utime(handle, (moment, moment))
            os.fchmod(handle, 0o644)
            os.fsync(handle)


def seal_folders(root: Path, path: str) -> None:
    """Set mode 0755 on a folder and the folders below it, and flush them to the disk."""
    with _parent(root, path) as (folder, name):
        for _, _, _, handle in os.fwalk(name, dir_fd=folder):
            os.fchmod(handle, 0o755)
            os.fsync(handle)


def remove_others(root: Path, path: str, keep: Collection[str] = ()) -> None:
    """Remove everything below a folder except the regular files ``keep`` (relative to it), then empty folders."""
    with _ignore_missing(), _parent(root, path) as (folder, name):
        for place, folders, names, handle in os.fwalk(name, dir_fd=folder):
            below = place[len(name) + 1 :]
            for each in (*names, *folders):
                mode = os.stat(each, dir_fd=handle, follow_symlinks=False).st_mode
                is_kept = stat.S_ISREG(mode) and (f"{below}/{each}" if below else each) in keep
                if not is_kept and not stat.S_ISDIR(mode):
                    os.unlink(each, dir_fd=handle)
    remove_empty(root, path)


def remove_empty(root: Path, path: str) -> None:
    """Remove a folder and the folders below it where they are empty."""
    with _ignore_missing(), _parent(root, path) as (folder, name):
        for _, folders, _, handle in os.fwalk(name, topdown=False, dir_fd=folder):
            for each in folders:
                with suppress(OSError):  # not empty, or a link
                    os.rmdir(each, dir_fd=handle)
        with suppress(OSError):
            os.rmdir(name, dir_fd=folder)


@contextmanager
def _temporary(folder: int, name: str) -> Iterator[str]:
    """Yield a free name in the same folder; the file of that name is removed afterwards."""
    temporary = f".{name}.new"
    for moment in ("before", "after"):
        with suppress(FileNotFoundError):  # renaming a hard link over a link of the same file leaves both
            os.unlink(temporary, dir_fd=folder)
        if moment == "before":
            yield temporary


def flush_folder(folder: Path) -> None:
    """Flush a folder's entries to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def no_transfer(folder: Path) -> Iterator[None]:
    """Wait until no transfer into a folder runs (at most 10 seconds), and let none begin until the block ends.

    A transfer holds a shared lock on the folder (``command.receive``).
    """
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
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
