"""More hands for work that can be split: each batch is done in a process of its own that begins as a copy of this one.

A copy knows everything already, so nothing is sent to it; what it made comes back as bytes. Where processes cannot be
copied (Windows, macOS) or one dies, this process does the work itself.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from typing import BinaryIO

Batch = Callable[[], bytes]
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
_CAN_COPY = sys.platform == "linux"


class Hands:
    """Takes batches, at most as many at a time as there are cores; ``results`` come in the order they were given."""

    def __init__(self, cores: int = CORES) -> None:
        self._cores = cores
        self._running: deque[tuple[Batch, int, BinaryIO]] = deque()
        self._done: list[bytes] = []

    def give(self, batch: Batch) -> None:
        """Begin a batch, after waiting for the oldest when every core has one."""
        if not _CAN_COPY or self._cores < 2 or threading.active_count() > 1:  # a copy has this thread alone
            self._done.append(batch())
            return
        if len(self._running) >= self._cores:
            self._collect()
        self._running.append((batch, *_copy(batch)))

    def results(self) -> Iterator[bytes]:
        """Yield what every batch made; what a batch raises is raised here."""
        while self._running:
            self._collect()
        done, self._done = self._done, []
        yield from done

    def drop(self) -> None:
        """Wait for what still runs and forget it."""
        while self._running:
            _, process, pipe = self._running.popleft()
            pipe.close()
            os.waitpid(process, 0)

    def _collect(self) -> None:
        batch, process, pipe = self._running.popleft()
        with pipe:
            made = pipe.read()
        _, status = os.waitpid(process, 0)
        self._done.append(made if status == 0 else batch())


def _copy(batch: Batch) -> tuple[int, BinaryIO]:
    """Start a copy of this process that does the batch; return its number and the end of a pipe."""
    reading, writing = os.pipe()
    gc.freeze()  # the copies share what is there as long as nobody touches it
    process = os.fork()
    if process:
        gc.unfreeze()
        os.close(writing)
        return process, os.fdopen(reading, "rb")
    status = 1
    try:
        gc.disable()
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(batch())
        status = 0
    finally:
        os._exit(status)  # nothing of the parent's is flushed, closed or cleaned up twice
