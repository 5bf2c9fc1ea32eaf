"""Every page of the site used as a reader uses it, under its own policy."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from browser.test_policy import _LISTEN, used
from conftest import CHROMIUM_FLAGS
from danvankheo.base.headers import EDITOR_FOLDER
from hostile.test_hostile import _Quiet
from playwright.sync_api import sync_playwright


def rows(repo: Path, work: Path) -> Iterator[tuple[str, int, int, float]]:
    """Yield pages against violations of the policy."""
    begun, site, found = time.monotonic(), work / "trang", []
    command = [sys.executable, "-m", "danvankheo.cli", "build", "--site-dir", str(site)]
    subprocess.run(command, cwd=repo, check=True, capture_output=True)
    files = [file for file in site.rglob("index.html") if b'http-equiv="refresh"' not in file.read_bytes()]
    pages = sorted(file.parent.relative_to(site).as_posix() for file in files)
    pages = [page for page in pages if f"{page}/" != EDITOR_FOLDER]
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
            context = browser.new_context(viewport={"width": 1280, "height": 800})
            context.add_init_script(_LISTEN)
            page = context.new_page()
            for name in pages:
                page.goto(
                    f"http://127.0.0.1:{server.server_port}/{'' if name == '.' else f'{name}/'}", wait_until="load"
                )
                if page.locator("[data-scheme-switch]").count():
                    used(page)
                found += [f"{name}: {fault}" for fault in page.evaluate("window.violations")]
            browser.close()
    finally:
        server.shutdown()
        server.server_close()
    for line in found[:40]:
        print(f"    {line}", file=sys.stderr)
    yield "pages used / violations of the policy", len(pages), len(found), time.monotonic() - begun
