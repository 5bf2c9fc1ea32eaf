"""Fixtures that all tests share: the repository, its site built once below a sub-path, a web server, a Chromium."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import chromium
import pytest
from laws import Cases, add_options, count_table
from memory import collect_garbage
from playwright.sync_api import Browser, expect
from web_server import serving_folder

BASE = "/dan-van-kheo/"
# Files and folders of tests that take a minute and more.
_LONG = ("reality/", "test_build.py", "test_stale.py", "publishing/", "browser/", "hostile/", "search/", "one_file/")
expect.set_options(timeout=30_000)  # milliseconds; a busy machine answers late
# Commands ask the live site. In tests, and in the processes that tests start, only this machine answers.
os.environ |= {
    "http_proxy": "http://127.0.0.1:9",
    "https_proxy": "http://127.0.0.1:9",
    "no_proxy": "127.0.0.1,localhost",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the project's tests."""
    parser.addoption("--write-golden", action="store_true", help="write tests/golden anew, to be read before a commit")
    add_options(parser)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how many cases each law's tests made."""
    if rows := count_table(terminalreporter):
        terminalreporter.section("cases made")
        for row in rows:
            terminalreporter.write_line(row)


@pytest.fixture
def cases(request: pytest.FixtureRequest) -> Cases:
    """The source of a property test's input; the end of the run prints how many cases it made."""
    return Cases(request)


@pytest.fixture(autouse=True)
def _collect_garbage() -> Iterator[None]:
    yield
    collect_garbage()


@pytest.fixture(scope="session")
def repo() -> Path:
    """The repository."""
    return Path(__file__).parents[1]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the longest files first: the workers then finish at about the same time."""
    turns = {f"tests/{name}": turn for turn, name in enumerate(_LONG)}
    items.sort(
        key=lambda item: next((turn for name, turn in turns.items() if item.nodeid.startswith(name)), len(turns))
    )


@pytest.fixture(scope="session")
def built_site(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's site, built by ``dvk build`` for a sub-path: one for all workers, read-only."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    site = shared / "site" / "dan-van-kheo"
    with (shared / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not site.exists():
            _build(repo, site)
    return site


def _build(repo: Path, site: Path) -> None:
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


@pytest.fixture(scope="session")
def address(built_site: Path) -> Iterator[str]:
    """The address of the built site on a free port of this machine."""
    with serving_folder(built_site.parent) as address:
        yield address.rstrip("/") + BASE


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium that Debian packages."""
    with chromium.launched() as browser:
        yield browser
