"""The gallery's filters in a real Chromium: combined, counted, in the address; nothing before they are asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from danvankheo.base.text import sort_key
from playwright.sync_api import Browser, Page, expect


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    yield context.new_page()
    context.close()


def titles(page: Page) -> list[str]:
    """Return the titles of the cards a visitor sees."""
    return [text for text in page.locator(".story-card__title:visible").all_inner_texts() if text]


def choose(page: Page, label: str, option: str) -> str:
    """Choose an option by its words, which end with how many models it leaves; return the answer once it says so."""
    box = page.get_by_label(label, exact=True)
    chosen = box.locator("option").filter(has_text=re.compile(rf"^{re.escape(option)} \(\d+\)$"))
    expect(chosen).to_have_count(1)
    words = chosen.inner_text()
    box.select_option(label=words)
    left = words.rpartition("(")[2].rstrip(")")
    answer = page.locator(".filters__count")
    expect(answer).to_have_text(re.compile(rf"^{left} "))
    return answer.inner_text()


def test_nothing_is_fetched_before_the_filters_are_opened(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}mo-hinh/")
    assert not [url for url in asked if "/loc/" in url]
    page.get_by_text("Lọc và sắp xếp").click()
    page.get_by_label("Lĩnh vực", exact=True).wait_for()
    assert [url for url in asked if "/loc/chon.json" in url]
    assert not [url for url in asked if "/loc/the-" in url], "cards come when there is something to show"


def test_choices_are_combined_counted_and_kept_in_the_address(page: Page, address: str) -> None:
    page.goto(f"{address}mo-hinh/")
    page.get_by_text("Lọc và sắp xếp").click()
    culture = choose(page, "Lĩnh vực", "Văn hóa – xã hội")
    both = choose(page, "Năm", "2023")
    assert int(both.split()[0]) < int(culture.split()[0])
    assert page.url.endswith("mo-hinh/?linh-vuc=van-hoa-xa-hoi&nam=2023")
    assert len(titles(page)) == min(12, int(both.split()[0]))
    page.go_back()
    expect(page.locator(".filters__count")).to_have_text(culture)
    page.go_back()
    expect(page.locator(".filters__count")).to_be_empty()
    expect(page.locator(".gallery-list")).to_be_visible()


def test_an_address_with_choices_opens_the_same_result_in_another_browser(page: Page, address: str) -> None:
    page.goto(f"{address}mo-hinh/?linh-vuc=quoc-phong-an-ninh&xep=ten")
    expect(page.locator(".filters__count")).not_to_be_empty()
    shown = titles(page)
    assert shown
    assert shown == sorted(shown, key=sort_key), "as a Vietnamese dictionary sorts"
    assert page.get_by_label("Lĩnh vực", exact=True).input_value() == "quoc-phong-an-ninh"
    page.locator(".filters__cards .story-card__title a").first.click()
    expect(page.locator("h1")).to_have_text(shown[0])


def test_more_than_a_page_of_results_can_be_leafed_through(page: Page, address: str) -> None:
    page.goto(f"{address}mo-hinh/?xep=ten")
    expect(page.locator(".filters__count")).not_to_be_empty()
    first = titles(page)
    page.locator(".filters__pager").get_by_role("link", name="Trang sau").click()
    page.wait_for_url("**/mo-hinh/?xep=ten&trang=2")
    expect(page.locator(".filters__cards a").first).not_to_have_text(first[0])
    assert not set(first) & set(titles(page))
    page.get_by_role("button", name="Xóa bộ lọc").click()
    page.wait_for_url("**/mo-hinh/")
    expect(page.locator(".gallery-list")).to_be_visible()


def test_a_choice_that_leaves_nothing_cannot_be_made_and_a_forged_address_says_so(page: Page, address: str) -> None:
    page.goto(f"{address}mo-hinh/?linh-vuc=van-hoa-xa-hoi&don-vi=xa-nam-giang&nam=2022&cap=trung-uong")
    expect(page.locator(".filters__count")).not_to_be_empty()
    assert page.locator(".filters__count").inner_text().startswith("Không có mô hình nào phù hợp")
    page.goto(f"{address}mo-hinh/?linh-vuc=<script>alert(1)</script>&nam=khong-co")
    page.get_by_label("Lĩnh vực", exact=True).wait_for()
    assert page.locator(".gallery-list").is_visible(), "what is not a choice is no choice"


def test_when_the_data_does_not_arrive_the_list_stays_and_words_say_why(page: Page, address: str) -> None:
    page.route("**/loc/chon.json*", lambda route: route.abort())
    page.goto(f"{address}mo-hinh/?nam=2023")
    page.get_by_text("Chưa tải được bộ lọc").wait_for()
    assert page.locator(".gallery-list").is_visible()


def test_without_scripts_there_are_no_filters_and_the_list_works(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}mo-hinh/")
    assert not page.get_by_text("Lọc và sắp xếp").is_visible()
    page.get_by_role("link", name="Trang sau").click()
    assert page.url == f"{address}mo-hinh/trang/2/"
    context.close()


def test_exemplars_are_filtered_by_what_they_are(page: Page, address: str) -> None:
    page.goto(f"{address}dien-hinh/")
    page.get_by_text("Lọc và sắp xếp").click()
    page.get_by_label("Tập thể, cá nhân", exact=True).wait_for()
    assert choose(page, "Tập thể, cá nhân", "Điển hình tập thể") == "1 điển hình phù hợp"
    assert titles(page) == ["Đội xung kích phòng chống thiên tai thanh niên xã Thọ Hải"]
    assert page.locator(".filters__cards rect:visible").count() == 5
    people = choose(page, "Tập thể, cá nhân", "Điển hình cá nhân")
    assert people == f"{len(titles(page))} điển hình phù hợp"
    assert page.locator(".filters__cards .story-card").first.locator("rect").count() == 3
    assert page.locator(".filters__cards .story-card__role").count() > 0
