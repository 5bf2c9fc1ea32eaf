"""Failures during a publication, drawn by a seed: visitors see one whole site, the old or the new."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from danvankheo.publishing import publication
from publishing.servers import Host, shown, without_address

_PROGRAM = """
import pickle, sys
from pathlib import Path
from danvankheo.base.errors import DanVanKheoError
from danvankheo.publishing import publication
try:
    publication.publish(Path(sys.argv[1]), pickle.loads(bytes.fromhex(sys.argv[2])), lambda version: None)
except DanVanKheoError as error:
    sys.exit(str(error))
"""


def publisher(site: Path, host: Host) -> subprocess.Popen[bytes]:
    """Publish in a process group of its own, as a command does."""
    import pickle

    target = pickle.dumps(without_address(host.target)).hex()
    command = [sys.executable, "-c", _PROGRAM, str(site), target]
    return subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)


def files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def states(host: Host, sites: list[Path]) -> str:
    """Return which site is shown: on the disk and to a visitor; "" when it is none of them wholly."""
    for _ in range(5):  # the other side may just be turning from one to the other while we look twice
        now = shown(host.root)
        fits = [site.name for site in sites if files(site) == now]
        if fits and host.get(host.target.base)[2] == now["index.html"]:
            return fits[0]
        time.sleep(0.1)
    return ""


def kill_one(host: Host, old: Path, new: Path, draw: random.Random, seconds: float, *, far: bool) -> tuple[bool, str]:
    """Kill a publisher, or what serves it on the other side, at a moment drawn; return whether it was running, and what is shown."""
    process = publisher(new, host)
    time.sleep(draw.uniform(0.0, 0.95 * seconds))
    alive = process.poll() is None
    if far:
        for pid in host.connections():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    _, said = process.communicate(timeout=60)
    assert b"Traceback" not in said, said.decode()
    return alive, states(host, [old, new])


def settle(host: Host, site: Path) -> None:
    """Publish after an accident: it takes up what is there. The connection that was cut may still be letting go."""
    for _ in range(100):
        process = publisher(site, host)
        _, said = process.communicate(timeout=120)
        if process.returncode == 0:
            return
        assert "người khác đang đăng" in said.decode() or "chưa dừng hẳn" in said.decode(), said.decode()
        time.sleep(0.1)
    raise AssertionError("the lock is never let go of")


def measured(host: Host, old: Path, new: Path) -> float:
    """How long a publication takes here and now, so that moments are drawn from all of it."""
    settle(host, old)
    start = time.monotonic()
    settle(host, new)
    seconds = time.monotonic() - start
    settle(host, old)
    return seconds


@contextmanager
def little_room(place: Path, bytes_: int) -> Iterator[None]:
    """A disk that is soon full: a small one of its own where that may be mounted, else a limit on what is written."""
    place.mkdir()
    if (
        os.getuid() == 0
        and subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={bytes_}", "tmpfs", place]).returncode == 0
    ):
        try:
            yield
        finally:
            subprocess.run(["umount", "--lazy", place], check=True)
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


def switch_back_and_forth(host: Host, names: list[str], times: int) -> None:
    """Let two kept releases take turns."""
    from danvankheo.publishing.sessions import connect

    with connect(host.target) as session:
        for turn in range(times):
            session.ask("rollback", id=names[turn % 2])


def newest(host: Host) -> list[str]:
    """Return the ids of the last two releases."""
    return list(publication.listing(host.target)["releases"])[-2:]
