"""The built site in a real Chromium, below a sub-path: every kind of page opens cleanly and leads on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browser.page_kinds import PAGES
from playwright.sync_api import Browser, Page


class Watched:
    """A page whose console, errors and requests are watched."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.faults: list[str] = []
        host = address.split("/dan-van-kheo/")[0]
        page.on(
            "console",
            lambda message: self.faults.append(message.text) if message.type in ("error", "warning") else None,
        )
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith(host) else self.faults.append(request.url))
        page.on(
            "response",
            lambda answer: self.faults.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None,
        )


def all_photos(page: Page) -> None:
    """Load the photos that wait for being scrolled to."""
    page.evaluate("document.querySelectorAll('img').forEach(image => { image.loading = 'eager'; })")
    page.evaluate(
        "Promise.all([...document.images].map(image => image.complete"
        " || new Promise(done => { image.onload = image.onerror = done; })))"
    )
    page.wait_for_load_state("load")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_kind_of_page_opens_without_a_fault_and_fits_the_screen(
    browser: Browser, address: str, width: int, scheme: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    watched = Watched(context.new_page(), address)
    for name, path in PAGES.items():
        watched.page.goto(address + path)
        all_photos(watched.page)
        assert watched.page.locator("h1").count() == 1, name
        assert watched.page.locator("main").count() == 1, name
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} scrolls sideways"
        assert watched.page.evaluate("document.documentElement.dataset.mdColorScheme") == (
            "slate" if scheme == "dark" else "default"
        )
        assert watched.page.evaluate("[...document.images].filter(i => !i.complete || !i.naturalWidth).length") == 0, (
            f"{name} lacks a photo"
        )
        assert watched.faults == [], name
    context.close()


def test_a_visitor_clicks_through_the_site_below_its_path(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    watched = Watched(context.new_page(), address)
    page = watched.page
    page.goto(address)
    page.get_by_role("link", name="Xem các mô hình").click()
    assert page.url == f"{address}mo-hinh/"
    page.get_by_role("link", name="Trang sau").click()
    assert page.url == f"{address}mo-hinh/trang/2/"
    page.locator(".story-card__title a").first.click()
    page.wait_for_url(re.compile(r"/mo-hinh/[a-z0-9-]+/$"))
    assert page.locator(".criterion").count() == 5
    page.locator(".story__meta a").first.click()
    assert "/don-vi/" in page.url
    page.get_by_role("navigation", name="Mục chính").get_by_role("link", name="Kết quả").click()
    assert page.url == f"{address}chi-tieu/"
    page.get_by_role("link", name="Dân vận khéo Tuổi trẻ Thọ Xuân").first.click()
    assert page.url == address
    assert watched.faults == []
    context.close()


def test_the_menu_on_a_phone_opens_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.get_by_text("Menu", exact=True).click()
    page.locator(".site-menu__panel").get_by_role("link", name="Đơn vị").click()
    assert page.url == f"{address}don-vi/"
    context.close()


def test_the_keyboard_skips_to_the_content(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{address}mo-hinh/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Chuyển đến nội dung chính"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "noi-dung"
    context.close()


def test_every_link_of_every_page_leads_to_a_file(built_site: Path) -> None:
    from html.parser import HTMLParser
    from urllib.parse import unquote, urljoin, urlsplit

    class Links(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.found: list[str] = []
            self.ids: set[str] = set()

        def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
            for name, value in attributes:
                if name in ("href", "src", "srcset") and value:
                    self.found.append(value.split(" ")[0])
                if name == "id" and value:
                    assert value not in self.ids, f"id {value} twice"
                    self.ids.add(value)

    root = built_site.parent
    parsed: dict[Path, Links] = {}
    for path in sorted(built_site.rglob("*.html")):
        links = parsed[path] = Links()
        links.feed(path.read_text("utf-8"))
    broken = []
    for path, links in parsed.items():
        base = "https://vi-du.test/" + path.relative_to(root).as_posix()
        for href in links.found:
            target = urlsplit(urljoin(base, href))
            if target.netloc != "vi-du.test" or target.scheme not in ("http", "https"):
                continue
            file = root / unquote(target.path).lstrip("/")
            file = file / "index.html" if target.path.endswith("/") else file
            if not file.is_file() or (target.fragment and file in parsed and target.fragment not in parsed[file].ids):
                broken.append(f"{path.relative_to(root)}: {href}")
    assert broken == []
