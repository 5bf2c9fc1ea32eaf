"""Checks of a published site: over HTTP, and as a reader in Chromium."""

from __future__ import annotations

import html
import re
import urllib.error
import urllib.request
from collections.abc import Iterable
from urllib.parse import quote

from danvankheo.base.text import fold
from playwright.sync_api import Browser, Page, expect
from reality.made_entries import MadeEntry, Visibility

_LISTEN = """
window.violations = [];
document.addEventListener("securitypolicyviolation", e => violations.push(`${e.effectiveDirective} ${e.blockedURI}`));
"""


def get(address: str) -> tuple[int, str]:
    """Return the status and text of an answer."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status, answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode("utf-8", "replace")


def faults(address: str, entries: Iterable[MadeEntry]) -> list[str]:
    """Return where the site shows more or less of an entry than its visibility says."""
    found = []
    pages = {path: get(address + path)[1] for path in ("", "mo-hinh/", "dien-hinh/", "sitemap.xml", "feed.xml", "tim-kiem/")}  # fmt: skip
    if "Hãy là người kể đầu tiên" not in pages[""] and not any(entry.seen in (Visibility.PAGE, Visibility.LISTED) for entry in entries):  # fmt: skip
        found.append("the home page of an empty site invites to no first story")
    for entry in entries:
        status, text = get(address + entry.address)
        title, shown = html.escape(entry.title, quote=False), html.unescape(text)
        everywhere = [path for path, page in pages.items() if entry.slug in page or entry.title in html.unescape(page)]
        if entry.seen is Visibility.PAGE:
            if status != 200 or entry.title not in shown or f"{entry.address}" not in pages["sitemap.xml"]:
                found.append(f"{entry.address} shows no story ({status})")
            found += [f"{old} does not lead to {entry.slug}" for old in entry.former if entry.slug not in get(f"{address}{entry.address.split('/')[0]}/{old}/")[1]]  # fmt: skip
        elif entry.seen is Visibility.NOTICE:
            if status != 200 or title in text or everywhere:
                found.append(f"{entry.address} is withdrawn, yet shown ({status}; also {everywhere})")
        elif entry.seen is Visibility.NOTHING and (status != 404 or everywhere):
            found.append(f"{entry.address} is a draft, yet shown ({status}; also {everywhere})")
        elif entry.seen is Visibility.LISTED and {"sitemap.xml", "feed.xml"} & set(everywhere):
            found.append(f"{entry.address} has no story, yet stands in {everywhere}")
    return found


def visit(browser: Browser, address: str, story: MadeEntry | None) -> list[str]:
    """Open the home page, the gallery, a story and the search; return errors, policy violations and requests to other hosts."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(_LISTEN)
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}") if message.type in ("error", "warning") else None)  # fmt: skip
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    page.on("request", lambda request: said.append(f"asked {request.url}") if not request.url.startswith((address, "data:", "blob:")) else None)  # fmt: skip
    try:
        page.goto(address, wait_until="load")
        expect(page.locator("h1").first).to_be_visible()
        said += _violations(page)
        page.goto(f"{address}mo-hinh/", wait_until="load")
        if story:
            _filters(page, story)
            said += _violations(page)
            page.goto(address + story.address, wait_until="load")
            expect(page.locator("h1").first).to_have_text(story.title)
            broken = page.evaluate("[...document.images].filter(i => i.complete && !i.naturalWidth && i.loading != 'lazy').map(i => i.src)")  # fmt: skip
            said += [f"no picture: {source}" for source in broken] + _violations(page)
            page.goto(f"{address}tim-kiem/?q={quote(typed(story.title))}", wait_until="load")
            expect(page.locator(f"a[href*='/{story.address}']").first).to_be_visible()
        said += _violations(page)
    finally:
        context.close()
    return said


def typed(title: str) -> str:
    """Return a title as people type it into the search box: without diacritics and punctuation."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(title))[:8])


def _filters(page: Page, story: MadeEntry) -> None:
    if story.kind != "models":
        return
    page.get_by_text("Lọc và sắp xếp").click()
    page.get_by_label("Lĩnh vực", exact=True).select_option(value=str(story.keys["linh_vuc"]))
    expect(page.locator(".filters__count")).to_have_text(re.compile(r"^\d+ "))


def _violations(page: Page) -> list[str]:
    return [f"{page.url}: {fault}" for fault in page.evaluate("window.violations")]
