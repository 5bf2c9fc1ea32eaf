"""The tables of coverage in a real Chromium: filtered by year, by what a unit lacks, by its name; whole without scripts."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

ROWS = "#minh-hoa details[data-row] tbody tr:visible"


def test_a_year_and_what_is_lacking_are_chosen_together(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.goto(f"{address}chi-tieu/do-phu/")
    page.get_by_label("Năm", exact=True).select_option("2023")
    expect(page.locator(ROWS)).to_have_count(30, timeout=30_000)
    page.get_by_label("Chỉ xem").select_option("chua-du")
    lacking = page.locator(ROWS).evaluate_all("rows => rows.map(row => row.dataset.lacking)")
    assert lacking
    assert all(lacking)
    page.get_by_label("Chỉ xem").select_option("phat-trien-kinh-te")
    fewer = page.locator(ROWS).evaluate_all("rows => rows.map(row => row.dataset.lacking.split(' '))")
    assert all("phat-trien-kinh-te" in each for each in fewer)
    page.get_by_label("Chỉ xem").select_option("")
    page.get_by_label("Đơn vị", exact=True).fill("xuan lai")
    expect(page.locator(ROWS)).to_have_count(1, timeout=30_000)
    assert page.locator(ROWS).locator("th").inner_text() == "Xuân Lai"
    expect(page.get_by_role("status")).to_contain_text("Đang hiện 1 trên 30 dòng")
    context.close()


def test_without_scripts_every_year_is_there_and_no_form(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.goto(f"{address}chi-tieu/do-phu/")
    assert not page.locator("[data-coverage]").is_visible()
    assert page.locator("#minh-hoa details[data-row]").count() == 5
    page.locator("#minh-hoa-2022 summary").click()
    assert page.locator("#minh-hoa-2022 tbody tr").first.is_visible()
    context.close()
