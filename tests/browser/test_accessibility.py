"""WCAG 2.2 AA in the eyes of axe-core, on every kind of page; the keyboard alone reaches everything."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from browser.page_kinds import PAGES
from playwright.sync_api import Browser, Page, expect

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def axe(repo: Path) -> str:
    """The checker's source, as npm installed it."""
    return (repo / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")


def violations(page: Page, axe: str) -> list[str]:
    """Return what axe finds wrong with the page as it stands."""
    page.evaluate(axe)
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, { runOnly: rules, resultTypes: ['violations'] })", RULES
    )
    return [
        f"{each['id']}: {node['target']} {node.get('failureSummary', '')}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


def found_on(browser: Browser, address: str, axe: str, names: Iterable[str], width: int, scheme: str) -> dict[str, Any]:
    """Return the violations on pages by their kind. width: of the window, in CSS pixels; scheme: light or dark."""
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    found = {}
    for name in names:
        page.goto(address + PAGES[name])
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
        if wrong := violations(page, axe):
            found[name] = wrong
    context.close()
    return found


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_kind_of_page_has_no_violation(browser: Browser, address: str, axe: str, width: int, scheme: str) -> None:
    """Each page at both widths and in both schemes, in two of the four pairs; in all four: ``make soak ONLY=pages``."""
    half = (width == 390) == (scheme == "light")
    assert found_on(browser, address, axe, list(PAGES)[half::2], width, scheme) == {}


def test_filters_and_photos_have_no_violation_while_open(browser: Browser, address: str, axe: str, repo: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{address}mo-hinh/?nam=2023")
    expect(page.locator(".filters__count")).not_to_be_empty()
    assert violations(page, axe) == []
    page.goto(f"{address}{PAGES['model']}")
    page.locator(".photo-grid a").first.click()
    assert violations(page, axe) == []
    page.goto(f"{address}{PAGES['sending']}")
    page.locator("[data-pick]").set_input_files(repo / "models/anh/banh-gai-tu-tru-len-san/gian-hang.jpg")
    page.locator("[data-slot='1']").get_by_label("Có trẻ em").check()
    page.get_by_role("button", name="Sao chép").click()
    assert violations(page, axe) == []
    context.close()


def test_a_journey_with_the_keyboard_alone(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(address)

    def reach(words: str, most: int = 60) -> None:
        for _ in range(most):
            page.keyboard.press("Tab")
            told = page.evaluate(
                "(document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText ?? '').trim()"
            )
            if told.startswith(words):
                box = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert box != "none", f"focus on “{words}” cannot be seen"
                return
        raise AssertionError(f"Tab never reached “{words}”")

    reach("Menu")
    page.keyboard.press("Enter")
    reach("Mô hình")
    page.keyboard.press("Enter")
    page.wait_for_url("**/mo-hinh/")
    reach("Lọc và sắp xếp")
    page.keyboard.press("Enter")
    page.get_by_label("Năm", exact=True).focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".filters__count")).not_to_be_empty()
    page.locator(".filters__cards .story-card__title a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/mo-hinh/*/")
    reach("Sao chép liên kết")
    context.close()


@pytest.mark.parametrize("name", ["home", "gallery", "model", "indicators", "unit"])
def test_what_is_pressed_is_large_enough(browser: Browser, address: str, name: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(address + PAGES[name])
    small = page.evaluate(
        """() => [...document.querySelectorAll('a, button, select, summary')].filter(each => {
            const box = each.getBoundingClientRect();
            const inText = each.closest('p, li, dd, td, th, dt, figcaption, nav.crumbs') && each.tagName === 'A';
            return box.width && !inText && (box.height < 24 || box.width < 24);
        }).map(each => each.outerHTML.slice(0, 90))"""
    )
    assert small == []
    context.close()
