"""/chia-se/: whoever posts an entry finds pictures, words and link; with and without scripts; nobody else finds the page."""

from __future__ import annotations

import re
from pathlib import Path

from danvankheo.outputs.cards import Card, Number
from danvankheo.outputs.sharing import caption
from playwright.sync_api import Browser

PAGE = "chia-se/mo-hinh/duong-tranh-bich-hoa-thon-tien-nong/"


def test_the_words_tell_who_what_and_where_to_read_on() -> None:
    number = Number("600 m", "chiều dài tường tranh")
    card = Card(
        "x",
        "mo-hinh/x/",
        "Đường tranh",
        "van-hoa",
        "Văn hóa",
        "Đoàn xã Xuân Lai · 2023",
        number,
        (),
        "",
        False,
        False,
        None,
        1,
    )
    words = caption(card, "Bà con góp sơn.", "https://vi-du.test/mo-hinh/x/")
    assert words.split("\n") == [
        "Đường tranh",
        "Mô hình “Dân vận khéo” · Đoàn xã Xuân Lai · 2023",
        "",
        "Bà con góp sơn.",
        "",
        "Chiều dài tường tranh: 600 m",
        "",
        "Đọc cả bài: https://vi-du.test/mo-hinh/x/",
    ]
    assert "#" not in words
    assert "http" not in caption(card, "", "")


def test_every_entry_has_its_page_and_the_pictures_are_there(built_site: Path) -> None:
    index = (built_site / "chia-se/index.html").read_text("utf-8")
    pages = re.findall(r'href="\.\./(chia-se/[a-z-]+/[a-z0-9-]+/)"', index)
    assert len(pages) > 30
    for page in pages:
        html = (built_site / page / "index.html").read_text("utf-8")
        assert '<meta name="robots" content="noindex">' in html
        pictures = re.findall(r'<img src="((?:\.\./)+anh/the/[^"]+)"', html)
        assert len(pictures) == 3
        assert all((built_site / page / picture).resolve().is_file() for picture in pictures)
    assert '<meta name="robots" content="noindex">' in index


def test_no_other_page_leads_there(built_site: Path) -> None:
    for file in built_site.rglob("*.html"):
        if "chia-se" not in file.relative_to(built_site).parts:
            assert "chia-se/" not in file.read_text("utf-8"), file


def test_a_button_copies_the_words(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + PAGE)
    page.get_by_role("button", name="Sao chép lời").click()
    page.get_by_text("Đã chép.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("Đường tranh bích họa thôn Tiên Nông")
    context.close()


def test_without_scripts_the_words_can_still_be_selected(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(address + PAGE)
    assert page.get_by_role("button", name="Sao chép lời").count() == 0
    assert "Đường tranh" in page.get_by_role("textbox", name="Lời kèm theo").input_value()
    context.close()
