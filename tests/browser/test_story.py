"""A story's page in a real Chromium: photos one after another, sharing, printing."""

from __future__ import annotations

from playwright.sync_api import Browser

STORY = "mo-hinh/duong-tranh-bich-hoa-thon-tien-nong/"


def test_photos_open_large_and_are_leafed_through_with_the_keyboard(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(address + STORY)
    first = page.locator(".photo-grid a").first
    first.focus()
    page.keyboard.press("Enter")
    box = page.get_by_role("dialog", name="Xem ảnh")
    assert box.is_visible()
    place = box.locator(".lightbox__place")
    assert place.inner_text() == "Ảnh 1/4"
    assert box.locator("img").get_attribute("alt") == first.locator("img").get_attribute("alt")
    page.keyboard.press("ArrowRight")
    assert place.inner_text() == "Ảnh 2/4"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert place.inner_text() == "Ảnh 4/4"
    box.get_by_role("button", name="Ảnh sau").click()
    assert place.inner_text() == "Ảnh 1/4"
    page.keyboard.press("Escape")
    assert not box.is_visible()
    assert page.evaluate("document.activeElement === document.querySelector('.photo-grid a')"), (
        "focus is back on the photo shown"
    )
    context.close()


def test_without_scripts_a_photo_is_a_link_to_the_picture(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + STORY)
    href = page.locator(".photo-grid a").first.get_attribute("href")
    assert href
    answer = page.request.get(page.url + href)
    assert answer.headers["content-type"] == "image/jpeg"
    context.close()


def test_the_link_is_copied_and_the_visitor_told(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + STORY)
    page.get_by_role("button", name="Sao chép liên kết").click()
    page.get_by_text("Đã sao chép liên kết.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"https://vi-du.test/dan-van-kheo/{STORY}", (
        "the plain canonical address"
    )
    page.get_by_role("button", name="Sao chép lời giới thiệu").click()
    page.get_by_text("Đã sao chép lời giới thiệu.").wait_for()
    words = page.evaluate("navigator.clipboard.readText()").split("\n\n")
    assert words[0] == "Đường tranh bích họa thôn Tiên Nông"
    assert words[1].startswith("Bốn mươi lăm đoàn viên")
    assert words[2] == f"Đọc cả bài: https://vi-du.test/dan-van-kheo/{STORY}"
    facebook = page.get_by_role("link", name="Chia sẻ lên Facebook").get_attribute("href")
    assert facebook == f"https://www.facebook.com/sharer/sharer.php?u=https%3A//vi-du.test/dan-van-kheo/{STORY}"
    context.close()


def test_a_phone_offers_its_own_share_sheet_first(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.add_init_script("navigator.share = async (what) => { window.shared = what; }")
    page = context.new_page()
    page.goto(address + STORY)
    shown = page.locator("[data-share-bar] .share-bar__item:visible")
    assert shown.nth(0).inner_text() == "Gửi qua Zalo, tin nhắn…"
    assert shown.nth(1).inner_text() == "Chia sẻ lên Facebook"
    shown.nth(0).click()
    shared = page.evaluate("window.shared")
    assert shared["url"] == f"https://vi-du.test/dan-van-kheo/{STORY}"
    assert "Đường tranh bích họa thôn Tiên Nông" in shared["title"]
    context.close()


def test_a_printed_story_is_the_story_alone(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address + STORY)
    page.emulate_media(media="print")
    for name in (".site-header", ".site-footer", ".call", ".share-bar", ".crumbs"):
        assert not page.locator(name).first.is_visible(), name
    assert page.locator("h1").is_visible()
    assert page.locator(".criterion").count() == 5
    assert page.locator(".papers dl").is_visible(), "folded documents are printed"
    assert len(page.pdf(format="A4")) > 10_000
    context.close()
