"""Every page of the site: its use under its own policy, its HTML, its accessibility."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import chromium
from browser.page_kinds import PAGES
from browser.test_accessibility import found_on
from browser.test_policy import _LISTEN, used
from danvankheo.base.headers import EDITOR_FOLDER
from playwright.sync_api import Browser
from test_html import faults
from web_server import serving_folder


def rows(repo: Path, work: Path) -> Iterator[tuple[str, int, int, float]]:
    """Yield the number of pages and of violations of the policy, of WCAG and of HTML."""
    site = work / "trang"
    command = [sys.executable, "-m", "danvankheo.cli", "build", "--site-dir", str(site)]
    subprocess.run(command, cwd=repo, check=True, capture_output=True)
    with serving_folder(site) as address, chromium.launched() as browser:
        yield _policy(site, address, browser)
        yield _accessibility(repo, address, browser)
    begun, files = time.monotonic(), sorted(site.rglob("*.html"))
    found = faults(repo, files)
    print(found, file=sys.stderr, end="")
    yield "pages / invalid HTML", len(files), int(found != ""), time.monotonic() - begun


def _policy(site: Path, address: str, browser: Browser) -> tuple[str, int, int, float]:
    begun, found = time.monotonic(), []
    files = [file for file in site.rglob("index.html") if b'http-equiv="refresh"' not in file.read_bytes()]
    pages = sorted(file.parent.relative_to(site).as_posix() for file in files)
    pages = [page for page in pages if f"{page}/" != EDITOR_FOLDER]
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(_LISTEN)
    page = context.new_page()
    for name in pages:
        page.goto(f"{address}{'' if name == '.' else f'{name}/'}", wait_until="load")
        if page.locator("[data-scheme-switch]").count():
            used(page)
        found += [f"{name}: {fault}" for fault in page.evaluate("window.violations")]
    context.close()
    for line in found[:40]:
        print(f"    {line}", file=sys.stderr)
    return "pages used / violations of the policy", len(pages), len(found), time.monotonic() - begun


def _accessibility(repo: Path, address: str, browser: Browser) -> tuple[str, int, int, float]:
    begun, failed = time.monotonic(), 0
    axe = (repo / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
    views = list(product((390, 1280), ("light", "dark")))
    for width, scheme in views:
        found = found_on(browser, address, axe, PAGES, width, scheme)
        failed += len(found)
        print(*found.items(), sep="\n", file=sys.stderr)
    return "kinds of pages / violations of WCAG", len(PAGES) * len(views), failed, time.monotonic() - begun
