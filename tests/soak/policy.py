"""Every page of the site used as a reader uses it, under its own policy."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import chromium
from browser.test_policy import _LISTEN, used
from danvankheo.base.headers import EDITOR_FOLDER
from web_server import serving_folder


def rows(repo: Path, work: Path) -> Iterator[tuple[str, int, int, float]]:
    """Yield pages against violations of the policy."""
    begun, site, found = time.monotonic(), work / "trang", []
    command = [sys.executable, "-m", "danvankheo.cli", "build", "--site-dir", str(site)]
    subprocess.run(command, cwd=repo, check=True, capture_output=True)
    files = [file for file in site.rglob("index.html") if b'http-equiv="refresh"' not in file.read_bytes()]
    pages = sorted(file.parent.relative_to(site).as_posix() for file in files)
    pages = [page for page in pages if f"{page}/" != EDITOR_FOLDER]
    with serving_folder(site) as address, chromium.launched() as browser:
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        context.add_init_script(_LISTEN)
        page = context.new_page()
        for name in pages:
            page.goto(f"{address}{'' if name == '.' else f'{name}/'}", wait_until="load")
            if page.locator("[data-scheme-switch]").count():
                used(page)
            found += [f"{name}: {fault}" for fault in page.evaluate("window.violations")]
    for line in found[:40]:
        print(f"    {line}", file=sys.stderr)
    yield "pages used / violations of the policy", len(pages), len(found), time.monotonic() - begun
