"""The search as visitors meet it: header link, key "/", dialog, own page, facets, keyboard, without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.faults = faults = []  # type: ignore[attr-defined]
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    assert faults == []
    context.close()


def fetched(page: Page) -> list[str]:
    urls: list[str] = []
    page.on("request", lambda request: urls.append(request.url))
    return urls


def test_nothing_is_fetched_before_the_visitor_turns_to_search(page: Page, address: str) -> None:
    urls = fetched(page)
    page.goto(address, wait_until="networkidle")
    assert not [url for url in urls if "search" in url or "tim-kiem" in url]
    page.get_by_role("link", name="Tìm kiếm").click()
    expect(page.get_by_role("searchbox")).to_be_focused()
    assert [url for url in urls if re.search(r"search-engine\.[0-9a-f]{8}\.js$", url)]


@pytest.mark.parametrize("width", [320, 1280])
def test_the_header_opens_a_dialog_that_fits_and_closes(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700})
    page = context.new_page()
    page.goto(f"{address}don-vi/xa-xuan-lai/")
    page.get_by_role("link", name="Tìm kiếm").click()
    dialog = page.get_by_role("dialog", name="Tìm kiếm")
    page.get_by_role("searchbox").fill("bich hoa")
    expect(dialog.get_by_role("status")).to_contain_text("Tìm thấy")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert dialog.evaluate("node => node.scrollWidth <= node.clientWidth")
    dialog.get_by_role("button", name="Đóng tìm kiếm").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("link", name="Tìm kiếm")).to_be_focused()
    context.close()


def test_the_key_opens_it_and_arrows_lead_to_a_story(page: Page, address: str) -> None:
    page.goto(f"{address}mo-hinh/trang/2/")
    page.locator("[data-search][aria-keyshortcuts]").wait_for(state="attached")
    page.keyboard.press("/")
    field = page.get_by_role("searchbox")
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    field.fill("vuon buoi")
    expect(page.locator("mark").first).to_have_text("vườn")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/vuon-buoi-tu-vuon-tap-tho-xuong/")


def test_a_slash_in_a_text_field_stays_a_slash(page: Page, address: str) -> None:
    page.goto(f"{address}tim-kiem/")
    page.locator("[data-search][aria-keyshortcuts]").wait_for(state="attached")
    page.keyboard.press("/")
    field = page.get_by_role("searchbox")
    expect(field).to_be_focused()
    page.keyboard.type("26/3")
    expect(field).to_have_value("26/3")
    assert page.locator("dialog").count() == 0


def test_enter_in_the_dialog_leads_to_the_page_with_the_query(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("[data-search][aria-keyshortcuts]").wait_for(state="attached")
    page.keyboard.press("/")
    page.get_by_role("searchbox").fill("hoà giải")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=ho%C3%A0+gi%E1%BA%A3i")
    expect(page.get_by_role("searchbox")).to_have_value("hoà giải")
    expect(page.get_by_role("status")).to_contain_text("Tìm thấy")


def test_the_address_follows_and_the_back_button_goes_back(page: Page, address: str) -> None:
    page.goto(f"{address}tim-kiem/?q=bich+hoa")
    status = page.get_by_role("status")
    expect(status).to_contain_text("Tìm thấy")
    expect(status).to_have_attribute("aria-live", "polite")
    before = page.locator(".search-result h3").first.inner_text()
    page.get_by_role("searchbox").fill("sân chơi")
    page.get_by_role("button", name="Tìm", exact=True).click()
    page.wait_for_url("**/tim-kiem/?q=s%C3%A2n+ch%C6%A1i")
    expect(page.locator(".search-result h3").first).to_contain_text("ân chơi")
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("bich hoa")
    expect(page.locator(".search-result h3").first).to_have_text(before)


@pytest.mark.parametrize("sent", [True, False])
def test_words_typed_slowly_are_one_step_of_the_history_sent_or_not(page: Page, address: str, sent: bool) -> None:
    page.goto(f"{address}tim-kiem/?q=bich+hoa")
    field = page.get_by_role("searchbox")
    expect(page.get_by_role("status")).to_contain_text("Tìm thấy")
    for typed in ("sân", "sân chơi"):  # the pause is longer than the one before a search starts
        field.fill(typed)
        expect(page.locator("form[data-search-done]")).to_have_attribute("data-search-done", typed)
    if sent:
        page.get_by_role("button", name="Tìm", exact=True).click()
    page.wait_for_url("**/tim-kiem/?q=s%C3%A2n+ch%C6%A1i")
    page.go_back()
    expect(field).to_have_value("bich hoa")
    page.go_forward()
    expect(field).to_have_value("sân chơi")


def test_going_back_after_narrowing_leads_to_all_that_was_found(page: Page, address: str) -> None:
    page.goto(f"{address}tim-kiem/")
    field, status = page.get_by_role("searchbox"), page.get_by_role("status")
    field.fill("doan vien")
    expect(status).to_contain_text("Tìm thấy")
    everything = status.inner_text()
    year = page.get_by_role("combobox", name="Năm")
    year.select_option(index=1)
    expect(status).not_to_have_text(everything)
    page.go_back()
    expect(status).to_have_text(everything)
    expect(year).to_have_value("")
    expect(field).to_have_value("doan vien")


def test_facets_narrow_the_results_and_stand_in_the_address(page: Page, address: str) -> None:
    page.goto(f"{address}tim-kiem/?q=doan+vien")
    results, status = page.locator(".search-result"), page.get_by_role("status")
    expect(status).to_contain_text("Tìm thấy")
    everything = status.inner_text()
    year = page.get_by_role("combobox", name="Năm")
    words = year.locator("option").nth(1).inner_text()
    label, count = words.rstrip(")").split(" (")
    year.select_option(label=words)
    expect(status).to_have_text(f"Tìm thấy {count} kết quả.")
    assert status.inner_text() != everything
    assert all(label in place for place in page.locator(".search-result__place").all_inner_texts())
    assert "nam=" in page.url
    page.reload()
    expect(status).to_have_text(f"Tìm thấy {count} kết quả.")
    expect(results.first).to_be_visible()
    for name in ("Lĩnh vực", "Đơn vị", "Loại bài"):
        assert page.get_by_role("combobox", name=name).locator("option").count() > 1


def test_a_slip_is_answered_with_what_was_meant(page: Page, address: str) -> None:
    page.goto(f"{address}tim-kiem/?q=tranh+bich+hoaa")
    expect(page.locator(".search__meant")).to_contain_text("Ý bạn là")
    meant = page.locator(".search__meant-words")
    words = meant.inner_text()
    assert words == "tranh bích họa"
    meant.click()
    expect(page.get_by_role("searchbox")).to_have_value(words)
    expect(page.locator(".search__meant")).to_be_hidden()


def test_a_unit_is_offered_as_a_place_to_go_to(page: Page, address: str) -> None:
    page.goto(f"{address}tim-kiem/?q=xuan+lai")
    page.locator(".search__pages").get_by_role("link", name="Đoàn xã Xuân Lai").click()
    page.wait_for_url("**/don-vi/xa-xuan-lai/")


def test_what_a_visitor_types_is_never_markup(page: Page, address: str) -> None:
    page.goto(f"{address}tim-kiem/?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E+bich+hoa")
    expect(page.get_by_role("status")).to_contain_text("ìm")
    assert page.locator("[data-search-page] img").count() == 0


def test_more_results_come_on_demand_and_take_the_focus(page: Page, address: str) -> None:
    page.goto(f"{address}tim-kiem/?q=doan")
    expect(page.locator(".search-result")).to_have_count(10)
    page.get_by_role("button", name="Xem thêm").click()
    expect(page.locator(".search-result")).to_have_count(20)
    expect(page.locator(".search-result").nth(10).get_by_role("link")).to_be_focused()
    page.goto(f"{address}tim-kiem/?q=bich+hoa+tien+nong")
    expect(page.locator(".search-result").first).to_be_visible()
    expect(page.get_by_role("button", name="Xem thêm")).to_be_hidden()


def test_without_scripts_the_link_leads_to_a_page_that_says_what_else_there_is(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}mo-hinh/")
    page.get_by_role("link", name="Tìm kiếm").click()
    assert page.url == f"{address}tim-kiem/"
    expect(page.get_by_text("Tìm kiếm cần JavaScript")).to_be_visible()
    page.get_by_role("link", name="Tất cả mô hình").click()
    assert page.url == f"{address}mo-hinh/"
    context.close()


def test_it_works_on_the_page_for_a_wrong_address(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}404.html")
    page.locator("[data-search][aria-keyshortcuts]").wait_for(state="attached")
    page.keyboard.press("/")
    page.get_by_role("searchbox").fill("bich hoa")
    expect(page.locator(".search-result").first).to_be_visible()
    context.close()


def test_when_the_index_cannot_be_fetched_the_visitor_is_told(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/chi-muc.json", lambda route: route.abort())
    page.goto(f"{address}tim-kiem/?q=bich+hoa")
    expect(page.get_by_role("status")).to_contain_text("Chưa tải được phần tìm kiếm")
    page.unroute("**/chi-muc.json")
    page.get_by_role("button", name="Tìm", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Tìm thấy")
    context.close()


def test_a_site_published_anew_meanwhile_is_asked_again(page: Page, address: str) -> None:
    page.goto(f"{address}tim-kiem/")
    page.route(
        "**/chi-muc.json",
        lambda route: route.fulfill(json=route.fetch().json() | {"tags": {"d": "", "p": ""}}),
        times=1,
    )
    page.get_by_role("searchbox").fill("bich hoa")
    expect(page.locator(".search-result").first).to_be_visible()
    page.faults.clear()  # type: ignore[attr-defined]


def test_scripts_are_small_modules_and_put_in_text_as_text(repo: Path) -> None:
    for path in (repo / "theme" / "assets" / "javascripts").glob("*.js"):
        text = path.read_text("utf-8")
        assert "innerHTML" not in text
        assert text.count("\n") < 350
