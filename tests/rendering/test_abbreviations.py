"""Abbreviations are spelt out where a reader meets them first."""

from __future__ import annotations

import pytest
from danvankheo.rendering.abbreviations import WORDS
from danvankheo.rendering.markdown import render


def html(text: str) -> str:
    return render(text, image=lambda _: None)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Chị lập CLB hát. CLB có 20 người.", "Chị lập câu lạc bộ (CLB) hát. CLB có 20 người."),
        ("CLB có 20 người.", "Câu lạc bộ (CLB) có 20 người."),
        ("Vui lắm. ĐVTN đến đủ.", "Vui lắm. Đoàn viên thanh niên (ĐVTN) đến đủ."),
        ("Có **HTX** giúp.", "Có <strong>hợp tác xã (HTX)</strong> giúp."),
        ("Cùng HTX, UBND xã", "Cùng hợp tác xã (HTX), Ủy ban nhân dân (UBND) xã"),
        ("Câu lạc bộ họp. CLB vui.", "Câu lạc bộ họp. CLB vui."),
        ("Lập câu lạc bộ (CLB) hát.", "Lập câu lạc bộ (CLB) hát."),
        ("Sản phẩm OCOP (mỗi xã một sản phẩm).", "Sản phẩm OCOP (mỗi xã một sản phẩm)."),
        ("Giữ ANTT, giữ ATGT.", "Giữ an ninh trật tự (ANTT), giữ an toàn giao thông (ATGT)."),
        ("Mã HTX-12 và ABCLB", "Mã HTX-12 và ABCLB"),
    ],
)
def test_the_first_use_is_spelt_out_and_no_other(text: str, read: str) -> None:
    assert html(text) == f"<p>{read}</p>\n"


def test_headings_links_and_code_keep_the_author_s_words() -> None:
    assert '<h2 id="muc-clb">CLB</h2>' in html("## CLB\n\nCLB họp.")
    assert "câu lạc bộ (CLB)" in html("## CLB\n\nTừ đó CLB họp.")
    assert ">CLB hát</a>" in html("[CLB hát](https://vi-du.test/)")
    assert "<code>CLB</code>" in html("`CLB`")


def test_no_abbreviation_is_spelt_with_another() -> None:
    assert all(short not in long for short in WORDS for long in WORDS.values())
