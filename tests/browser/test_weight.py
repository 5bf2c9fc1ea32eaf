"""What a first visit costs over the wire, photos apart, compressed as our servers do; nothing jumps while it loads."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from browser.page_kinds import PAGES
from playwright.sync_api import Browser

KIB = 1024
MOST_BYTES, MOST_REQUESTS, MOST_STORY = 130 * KIB, 12, 15 * KIB
COMPRESSED = (".html", ".css", ".js", ".svg", ".json")
PHOTOS = (".webp", ".jpg", ".jpeg", ".png")


@pytest.mark.parametrize("name", PAGES)
def test_a_first_visit_stays_within_the_budget(browser: Browser, address: str, built_site: Path, name: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    sizes: dict[str, int] = {}
    root = address.split("/dan-van-kheo/")[0]
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach(each => { if (!each.hadRecentInput) window.shift += each.value; }))"
        ".observe({ type: 'layout-shift', buffered: true });"
    )
    page.on("request", lambda request: sizes.setdefault(request.url, 0))
    page.goto(address + PAGES[name])
    page.wait_for_load_state("networkidle")
    for url in sizes:
        path = url.removeprefix(root).split("?")[0].removeprefix("/dan-van-kheo/")
        file = built_site / (path + "index.html" if not path or path.endswith("/") else path)
        data = file.read_bytes()
        sizes[url] = len(gzip.compress(data, 9)) if file.suffix in COMPRESSED else len(data)
    kept = {url: size for url, size in sizes.items() if not url.split("?")[0].endswith(PHOTOS)}
    assert sum(kept.values()) <= MOST_BYTES
    assert len(kept) <= MOST_REQUESTS
    assert page.evaluate("window.shift") <= 0.02, "nothing jumps"
    context.close()


def test_a_storys_html_is_small(built_site: Path) -> None:
    sizes = {
        path.parent.name: len(gzip.compress(path.read_bytes(), 9)) for path in built_site.glob("mo-hinh/*/index.html")
    }
    assert len(sizes) > 20
    assert {name: size for name, size in sizes.items() if size > MOST_STORY} == {}
