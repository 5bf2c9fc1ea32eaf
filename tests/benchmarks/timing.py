"""How long a command takes and what memory it and its processes need."""

from __future__ import annotations

import os
import signal
import statistics
import threading
import time
from dataclasses import dataclass
from pathlib import Path

# As on a machine nobody has tuned: Python keeps what it compiled.
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": ""}


class Failed(Exception):
    """A command that failed or took too long; the message says which."""


@dataclass(frozen=True)
class Run:
    """One run of a command, or medians: CPU of it and its children and wall in seconds, memory of all its processes in MiB.

    Memory is the highest sum of proportional shares (what processes share is counted once); 0 where the system tells none.
    """

    cpu: float
    wall: float
    memory: float


def run(command: list[str], log: Path, limit: float = float("inf")) -> Run:
    """Run a command to its end; raises Failed when it fails, or is ended after ``limit`` seconds."""
    with log.open("wb") as out:
        began = time.monotonic()
        child = os.posix_spawn(command[0], command, ENVIRONMENT, setpgroup=0, file_actions=[
            (os.POSIX_SPAWN_DUP2, out.fileno(), 1), (os.POSIX_SPAWN_DUP2, out.fileno(), 2)])  # fmt: skip
        watch = _Watch(child, began + limit)
        watch.start()
        _, status, used = os.wait4(child, 0)
        wall = time.monotonic() - began
        watch.done.set()
        watch.join()
    if watch.overtime:
        raise Failed(f"took more than {limit:.0f} s")
    if status:
        raise Failed(f"failed: {log.read_text('utf-8', 'replace')[-600:]}")
    return Run(used.ru_utime + used.ru_stime, wall, watch.most / 1024)


class _Watch(threading.Thread):
    """Looks at the memory of a process and its children now and then, in this process's own time; ends it when it is late."""

    def __init__(self, pid: int, deadline: float) -> None:
        super().__init__(daemon=True)
        self.done = threading.Event()
        self.most = 0.0
        self.overtime = False
        self._pid = pid
        self._deadline = deadline

    def run(self) -> None:
        """Look until the process has ended, one twentieth of the time at most: looking holds it up."""
        pause = 0.05
        while not self.done.wait(pause):
            began = time.monotonic()
            self.most = max(self.most, _shares(self._pid))
            pause = max(0.05, 20 * (time.monotonic() - began))
            if began > self._deadline:
                self.overtime = True
                os.killpg(self._pid, signal.SIGKILL)
                return


def _shares(pid: int) -> float:
    """Return the proportional shares of a process and all below it in KiB; what ended meanwhile counts nothing."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
        below = [path.read_text("ascii").split() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return 0.0
    share = next((float(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0.0)
    return share + sum(_shares(int(child)) for children in below for child in children)


def medians(runs: list[Run]) -> Run:
    """Return the medians of several runs."""
    return Run(*(statistics.median(getattr(each, name) for each in runs) for name in ("cpu", "wall", "memory")))
