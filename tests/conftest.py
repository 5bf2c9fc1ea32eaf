"""What all tests share: the repository, the real site built once below a sub-path, a server, a real browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from laws import Cases, add_options, count_table
from playwright.sync_api import Browser, expect, sync_playwright

BASE = "/dan-van-kheo/"
expect.set_options(timeout=30_000)  # an answer may come late on a busy machine; it must only come
CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--no-proxy-server",
]  # fmt: skip
# Commands ask the live site; in tests no address but this machine's own answers, in the processes they begin either.
os.environ |= {
    "http_proxy": "http://127.0.0.1:9",
    "https_proxy": "http://127.0.0.1:9",
    "no_proxy": "127.0.0.1,localhost",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a person write golden pages anew."""
    parser.addoption("--write-golden", action="store_true", help="write tests/golden anew, to be read before a commit")
    add_options(parser)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many cases the laws' tests made."""
    if rows := count_table(terminalreporter):
        terminalreporter.section("cases made")
        for row in rows:
            terminalreporter.write_line(row)


@pytest.fixture
def cases(request: pytest.FixtureRequest) -> Cases:
    """What a property test draws its input from; how many it made is said at the end of the run."""
    return Cases(request)


@pytest.fixture(scope="session")
def repo() -> Path:
    """The repository."""
    return Path(__file__).parents[1]


@pytest.fixture(scope="session")
def built_site(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's site, built by the real command as if it lived below a sub-path."""
    site = tmp_path_factory.mktemp("site") / "dan-van-kheo"
    command = [
        sys.executable,
        "-m",
        "danvankheo.cli",
        "build",
        "--site-dir",
        str(site),
        "--site-url",
        f"https://vi-du.test{BASE}",
    ]
    done = subprocess.run(
        command, cwd=repo, capture_output=True, text=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return site


class _Quiet(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".html": "text/html; charset=utf-8",
        ".webp": "image/webp",
    }

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture(scope="session")
def address(built_site: Path) -> Iterator[str]:
    """The address of the built site on a free port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(built_site.parent)))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}{BASE}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium, the one Debian packages."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "Chromium is missing: run scripts/setup/system.sh"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield running
        running.close()
