"""The Content-Security-Policy in the head: every page carries it, and nothing a reader does runs against it."""

from __future__ import annotations

from pathlib import Path

from browser.page_kinds import PAGES
from danvankheo.base.headers import EDITOR_FOLDER, META_POLICY, editor_policy
from playwright.sync_api import Browser, Page

_META = f'<meta http-equiv="Content-Security-Policy" content="{META_POLICY}">'
_LISTEN = """
window.violations = [];
document.addEventListener("securitypolicyviolation", e => violations.push(`${e.effectiveDirective} ${e.blockedURI}`));
"""


def _policy(site: Path, file: Path) -> str:
    """Return the policy a page must carry; the editor's is its own."""
    editor = file == site / EDITOR_FOLDER / "index.html"
    return _META.replace(META_POLICY, editor_policy("")) if editor else _META


def used(page: Page) -> None:
    """Do what a reader may do on any page: switches, menus, boxes, scrolling to the end."""
    for name in ("[data-scheme-switch]", '[data-text-step="1"]', '[data-text-step="-1"]'):
        page.locator(name).first.click()
    page.evaluate(
        "document.querySelectorAll('details').forEach(box => { box.open = true; });"
        "document.querySelectorAll('img').forEach(image => { image.loading = 'eager'; });"
    )
    page.evaluate(
        "Promise.all([...document.images].map(image => image.complete"
        " || new Promise(done => { image.onload = image.onerror = done; })))"
    )


def searched(page: Page) -> None:
    """Search from wherever the page is."""
    page.locator("[data-search][aria-keyshortcuts]").wait_for(state="attached")
    page.keyboard.press("/")
    page.get_by_role("searchbox").last.fill("bich hoa")
    page.locator("mark").first.wait_for()


def test_every_page_carries_the_policy_before_anything_it_governs(built_site: Path) -> None:
    without = [
        file.relative_to(built_site).as_posix()
        for file in built_site.rglob("*.html")
        if _policy(built_site, file) not in file.read_text("utf-8").split("<script")[0].split("<link")[0]
    ]
    assert without == []


def test_every_kind_of_page_is_used_without_one_violation(browser: Browser, address: str, built_site: Path) -> None:
    sharing = [f"chia-se/{entry}" for entry in ("", "mo-hinh/duong-tranh-bich-hoa-thon-tien-nong/")]
    found: dict[str, list[str]] = {}
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(_LISTEN)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if "Content Security" in message.text else None)
    for path in [*PAGES.values(), *sharing]:
        page.goto(address + path, wait_until="load")
        used(page)
        if path in ("", "mo-hinh/"):
            searched(page)
        if faults := [*page.evaluate("window.violations"), *said]:
            found[path] = faults
        said.clear()
    context.close()
    assert found == {}


def test_the_policy_stops_a_script_that_got_into_a_page(browser: Browser, address: str) -> None:
    context = browser.new_context()
    context.add_init_script(_LISTEN)
    page = context.new_page()

    def smuggle(route: object) -> None:
        answer = route.fetch()  # type: ignore[attr-defined]
        body = answer.text().replace("</main>", "<script>window.ran=1</script><b onclick='ran=1'></b></main>")
        route.fulfill(response=answer, body=body)  # type: ignore[attr-defined]

    page.route("**/tieu-chi/", smuggle)
    page.goto(address + "tieu-chi/", wait_until="load")
    assert page.evaluate("window.ran") is None
    assert any("script-src" in fault for fault in page.evaluate("window.violations"))
    context.close()
