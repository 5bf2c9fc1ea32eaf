"""How long ``dvk serve`` takes from a saved story to the page that shows it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from timing import ENVIRONMENT

PAGE = "mo-hinh/mo-hinh-000007/"
_PATIENCE = 600.0


def seconds_to_show(root: Path, story: Path, runs: int) -> list[float]:
    """Return the seconds from saving a story to the answer that shows it, over loopback, for several savings."""
    port = _free_port()
    command = [sys.executable, "-m", "danvankheo.cli", "--repo", str(root), "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, "</html>")
        found = []
        for number in range(runs):
            time.sleep(3)  # let the server come to rest
            words = f"Câu vừa lưu lần {number} lúc {time.time_ns()}."
            text = story.read_text("utf-8")
            began = time.monotonic()
            story.write_text(f"{text}\n{words}\n", "utf-8")
            _wait_for(port, words)
            found.append(time.monotonic() - began)
        return found
    finally:
        os.kill(server.pid, signal.SIGTERM)
        server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, words: str) -> None:
    began = time.monotonic()
    while time.monotonic() - began < _PATIENCE:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{PAGE}", timeout=10) as answer:
                if words in answer.read().decode():
                    return
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.01)
    raise SystemExit(f"{words!r} was not shown within {_PATIENCE:.0f} s")
