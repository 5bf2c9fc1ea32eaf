"""A file lock between processes; the system releases it when the process ends."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_PAUSE = 0.05  # seconds between two tries


@contextmanager
def locked(file: Path, patience: float, refusal: Exception) -> Iterator[None]:
    """Hold the lock of a file, which is created if missing and stays, until the block ends.

    Waits at most ``patience`` seconds for another process, then raises ``refusal``.
    """
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        end = time.monotonic() + patience
        while not _try_lock(handle):
            if time.monotonic() >= end:
                raise refusal
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(handle)


def _try_lock(handle: int) -> bool:
    """Try to take the lock without waiting; return whether it succeeded."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
