"""Stories: what Markdown becomes, what never comes through, and what a contributor is told."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from danvankheo.base.problems import Problem, Severity
from danvankheo.media.responsive_images import ResponsiveImage
from danvankheo.rendering.markdown import check, render
from danvankheo.rendering.markdown_dialect import safe_href

LISTED = "anh/bai/a.jpg"
PICTURE = ResponsiveImage(
    f"anh/{'a' * 32}.webp", f"anh/{'a' * 32}.jpg", 1200, 800, "Đoàn viên vẽ tường", "Chiều 26/3 & sau đó"
)


def html(text: str, prefix: str = "../../") -> str:
    return render(text, image={LISTED: PICTURE}.get, prefix=prefix)


def problems(text: str, first_line: int = 1) -> list[Problem]:
    return list(check(text, path="models/bai.md", first_line=first_line, images=[LISTED]))


@pytest.fixture(autouse=True)
def no_silent_failure(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail the test when a filter raises: that is only reported there."""
    raised: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", raised.append)
    yield
    assert raised == []


SHOWN = [
    ("## Cách làm", '<h2 id="muc-cach-lam">Cách làm</h2>'),
    ("## Đội **tình nguyện**", '<h2 id="muc-doi-tinh-nguyen">Đội <strong>tình nguyện</strong></h2>'),
    ("# Một\n\n## Một", '<h2 id="muc-mot">Một</h2>\n<h2 id="muc-mot-1">Một</h2>'),
    ("## !!!", '<h2 id="muc-phan">!!!</h2>'),
    ("~~cũ~~ *mới*", "<p><del>cũ</del> <em>mới</em></p>"),
    ("dòng một  \ndòng hai", "<p>dòng một<br>\ndòng hai</p>"),
    ("3. ba\n4. bốn", '<ol start="3">'),
    ("- [x] xong", '<span class="task" role="img" aria-label="Đã xong">☑</span> xong'),
    ("> [!NOTE]\n> Nhớ", '<div class="alert alert--note" role="note"><p class="alert__title">Ghi chú</p>'),
    ("> [!TIP]\n> a", '<p class="alert__title">Mẹo</p>'),
    ("> [!IMPORTANT]\n> a", '<p class="alert__title">Quan trọng</p>'),
    ("> [!WARNING]\n> a", '<p class="alert__title">Lưu ý</p>'),
    ("> [!CAUTION]\n> a", '<p class="alert__title">Cẩn thận</p>'),
    ("```\na < b\n```", '<pre tabindex="0"><code>a &lt; b\n</code></pre>'),
    ("[trang](../tham-gia/)", '<a href="../tham-gia/">trang</a>'),
    ("[báo](https://bao.vn/a)", '<a href="https://bao.vn/a" rel="nofollow ugc noopener">báo</a>'),
    ("Xem https://bao.vn/a(b).", '<a href="https://bao.vn/a(b)" rel="nofollow ugc noopener">https://bao.vn/a(b)</a>.'),
    ("<ban@doan.vn>", '<a href="mailto:ban@doan.vn">ban@doan.vn</a>'),
    ("a <b>đậm</b>", "<p>a &lt;b&gt;đậm&lt;/b&gt;</p>"),
    ("<div>\nchữ\n</div>", "&lt;div&gt;\nchữ\n&lt;/div&gt;"),
]


@pytest.mark.parametrize(("text", "expected"), SHOWN)
def test_what_is_written_is_what_is_shown(text: str, expected: str) -> None:
    assert expected in html(text)


def test_a_picture_alone_is_a_figure_with_the_photos_own_caption() -> None:
    shown = html(f"![Vẽ tranh]({LISTED})")
    assert shown.startswith('<figure class="story-photo"><picture><source type="image/webp" srcset="../../anh/')
    assert 'width="1200" height="800" alt="Vẽ tranh" loading="lazy"' in shown
    assert "<figcaption>Chiều 26/3 &amp; sau đó</figcaption>" in shown


def test_a_picture_without_words_takes_the_photos_description() -> None:
    assert 'alt="Đoàn viên vẽ tường"' in html(f"![]({LISTED})")


def test_a_picture_within_a_line_is_no_figure() -> None:
    shown = html(f"Ảnh ![nhỏ]({LISTED}) đây")
    assert "<figure" not in shown
    assert "<p>Ảnh <picture>" in shown


def test_two_pictures_in_a_row_are_two_figures() -> None:
    assert html(f"![a]({LISTED})\n![b]({LISTED})").count("<figure") == 2


def test_a_picture_that_is_not_listed_leaves_its_words() -> None:
    assert html("![Vẽ tranh](anh/bai/khac.jpg)") == "<p>Vẽ tranh</p>\n"


def test_a_table_scrolls_can_be_reached_by_keyboard_and_has_a_name() -> None:
    shown = html("| Năm | Số |\n|---|---:|\n| 2023 | 12 |")
    assert '<section class="table-scroll" aria-label="Bảng 1" tabindex="0"><table>' in shown
    assert '<th scope="col">Năm</th><th scope="col" class="align-right">Số</th>' in shown
    assert '<td>2023</td><td class="align-right">12</td>' in shown


def test_footnotes_stand_last_in_the_order_of_reference_and_lead_back() -> None:
    shown = html("Một[^b] hai[^a] ba[^b]\n\n[^a]: Nguồn A\n\n[^b]: Nguồn B\n\n[^c]: Không ai nhắc")
    notes = shown.partition('<section class="footnotes" aria-label="Ghi chú">')[2]
    assert notes.index("Nguồn B") < notes.index("Nguồn A")
    assert "Không ai nhắc" not in shown
    assert '<a href="#ghi-chu-1" id="ghi-chu-1-tu-2" aria-label="Ghi chú 1">1</a>' in shown
    assert 'href="#ghi-chu-1-tu" aria-label="Quay lại chỗ có ghi chú 1">↩</a></p></li>' in notes


def test_links_go_where_the_caller_says_or_nowhere() -> None:
    link = {"khac.md": "../khac/", "#x": "#muc-x"}.get
    shown = render("[a](khac.md) [b](mat.md) [c](#x)", image=lambda _: None, link=link)
    assert shown == '<p><a href="../khac/">a</a> b <a href="#muc-x">c</a></p>\n'


HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<a href='javascript:alert(1)'>x</a>",
    "<style>*{display:none}</style>", "<iframe src=//x.vn></iframe>", "<math><mi xlink:href='javascript:alert(1)'>",
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](java&#x09;script:alert(1))", "[x](javascript&colon;alert(1))",
    "[x](\u00a0javascript:alert(1))", "[x](\u3000javascript:alert(1))", "[x](\u200bjavascript:alert(1))", "[x](&#1;javascript:alert(1))",
    "[x](vbscript:x)", "[x](data:text/html,<script>alert(1)</script>)", "[x](file:///etc/passwd)", "[x](//ke-xau.vn)",
    "[x](/\\ke-xau.vn)", "[x](\\\\ke-xau.vn)", "![x](https://ke-xau.vn/a.png)", "![x](javascript:alert(1))", "![x](data:image/svg+xml,a)",
    '[x](https://a.vn "\\" onmouseover=alert(1) x=\\"")', '![" onerror=alert(1) x="](anh/bai/a.jpg)', "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>", "<?php x ?>", "`<script>`", "## <img src=x onerror=alert(1)>", "[^<script>]\n\n[^<script>]: x",
    "| <script> |\n|---|\n| <img src=x onerror=alert(1)> |", "<details open ontoggle=alert(1)>", "<a id=__drawer>x</a>", "<p class=md-nav>",
    "<form><button formaction=javascript:alert(1)>", "&lt;script&gt;alert(1)&lt;/script&gt;", "<https://a.vn/\"onclick=alert(1)>",
    "http://a.vn/\"onmouseover=alert(1)", "<javascript:alert(1)>", "[a]: javascript:alert(1)\n\n[a]", "<x-y onclick=alert(1)>",
]  # fmt: skip
TAGS = (
    "a p h2 h3 h4 h5 h6 em strong del code pre blockquote ul ol li br hr div section span sup table thead tbody tr th td "
    "figure figcaption picture source img"
)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("around", ["{}", "Chữ {} chữ", "- {}", "> [!NOTE]\n> {}"])
def test_nothing_hostile_comes_through(text: str, around: str) -> None:
    reader = _Reader()
    reader.feed(html(around.format(text)))
    for tag, attributes in reader.seen:
        assert f" {tag} " in f" {TAGS} "
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        href = attributes.get("href") or ""
        assert re.match(r"(?:https?://|mailto:|#|(?!//)[^:\\]*\Z)", href), href
        assert re.match(r"(?:\.\./\.\./anh/[0-9a-f]{32}\.jpg)?\Z", attributes.get("src") or "")
        assert not (attributes.get("id") or "muc-").startswith(("md-", "__"))
        assert "md-" not in (attributes.get("class") or "")


@pytest.mark.parametrize("text", HOSTILE)
def test_what_was_written_still_shows_as_text(text: str) -> None:
    if text == "<script>alert(1)</script>":
        assert html(text) == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
    assert "<script" not in html(text)


@pytest.mark.parametrize(
    ("address", "passes"),
    [("https://a.vn", True), ("HTTP://a.vn", True), ("mailto:a@b.vn", True), ("../x/", True), ("#muc-a", True), ("x/y:z", True),
     ("javascript:x", False), ("https:a.vn", False), ("//a.vn", False), ("tel:0353", False), ("a b", False), ("\u3000x", False),
     ("a\u200bb", False), ("\\\\a.vn", False)],
)  # fmt: skip
def test_only_addresses_every_browser_reads_alike_are_linked(address: str, passes: bool) -> None:
    assert safe_href(address) == (address if passes else None)


TOLD = [
    ("chữ <b>đậm</b>", "DVK501", 1, 5, "chữ **đậm**"),
    ("a\n\nĐất <br> đai", "DVK501", 3, 5, "a\n\nĐất   đai"),
    ("<div>\nchữ\n</div>\n\nsau", "DVK501", 1, 1, "\nchữ\n\n\nsau"),
    ("trước\n\n<!-- xóa -->\n\nsau", "DVK501", 3, 1, "trước\n\n\nsau"),
    ("# Cách làm", "DVK502", 1, 1, "## Cách làm"),
    ("Cách làm\n===", "DVK502", 1, 1, "## Cách làm"),
    ("> # Cách làm", "DVK502", 1, 3, "> ## Cách làm"),
    ("## A\n\n#### B", "DVK503", 3, 1, "## A\n\n### B"),
    ("![x](anh/bai/A.JPG)", "DVK504", 1, 1, f"![x]({LISTED})"),
    ("![x](a.jpg)", "DVK504", 1, 1, f"![x]({LISTED})"),
    ("![x](anh/bai/mua-gat-tren-dong.png)", "DVK504", 1, 1, None),
    ("Đây ![x](https://a.vn/x.png)", "DVK505", 1, 5, None),
    ("[x](javascript:a)", "DVK506", 1, 1, None),
    ("[x]()", "DVK506", 1, 1, None),
    ("a" * 70_000, "DVK507", 1, 1, None),
    ("ngắn\n\n" + "dài " * 1500, "DVK508", 3, 1, None),
    ("> " * 11 + "sâu", "DVK509", 1, 21, None),
    ("[a](https://a.vn) " * 201, "DVK510", 1, 3601, None),
    ("![a](anh/bai/a.jpg)\n" * 41, "DVK510", 41, 1, None),
]


@pytest.mark.parametrize(("text", "code", "line", "column", "mended"), TOLD)
def test_each_mistake_is_told_where_it_is_with_a_remedy_that_works(
    text: str, code: str, line: int, column: int, mended: str | None
) -> None:
    found = [problem for problem in problems(text) if problem.code == code]
    assert (found[0].line, found[0].column) == (line, column)
    assert found[0].hint
    if mended is not None:
        assert found[0].fix is not None
        assert found[0].fix.apply(text) == mended
        assert code not in {problem.code for problem in problems(mended)}


def test_lines_are_counted_in_the_file_not_in_the_story() -> None:
    assert problems("# A", first_line=30)[0].line == 30


def test_skipped_levels_and_nothing_else_are_warnings() -> None:
    assert [p.severity for p in problems("## A\n\n#### B")] == [Severity.WARNING]
    assert {p.severity for p in problems("# A\n\n<b>x</b>")} == {Severity.ERROR}


@pytest.mark.parametrize(
    "text", ["x < y và y > z", "`<b>`", "    <b>", "<3", "<thôn Tiên Nông>", "\\<b>", f"![x](./{LISTED})", "<a@b.vn>"]
)
def test_what_only_looks_like_a_mistake_is_left_alone(text: str) -> None:
    assert problems(text) == []


def test_one_mistake_made_everywhere_is_told_a_few_times() -> None:
    assert len(problems("<b>\n\n" * 500)) <= 20


FLOODS = {
    "quotes": ">", "nested quotes": "> ", "lists": "- ", "brackets": "[", "images": "![", "emphasis": "*a ", "mixed emphasis": "*_",
    "angles": "<", "open tags": "<a ", "tags": "<b>", "html blocks": "<div>\n\n", "comments": "<!--", "headings": "# a\n", "links": "[a](b)",
    "addresses": "http://a.vn ", "parentheses": "http://a)", "footnotes": "[^1]", "entities": "&", "backticks": "`a", "tildes": "~~a",
    "table cells": "|a", "cdata": "<![CDATA[", "instructions": "<?", "strong": "**a",
}  # fmt: skip


@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS)
def test_a_flood_of_marks_takes_little_time(flood: str) -> None:
    text = (flood * 65_000)[:65_000]
    start = time.process_time()
    html(text)
    problems(text)
    assert time.process_time() - start < 2


def test_a_wide_table_is_told_and_takes_little_time() -> None:
    text = "|a" * 2400 + "\n" + "|-" * 2400 + "\n" + "|b\n" * 15_000
    start = time.process_time()
    html(text)
    assert "DVK510" in {problem.code for problem in problems(text)}
    assert time.process_time() - start < 4


@pytest.mark.parametrize("written", ["&#8;", "&#x202e;", "&#xFFFD;", "&#0;", "&#xD800;", "&#x2066;"])
def test_a_character_no_page_may_hold_is_told_however_it_is_written(written: str) -> None:
    found = list(check(f"Đường hoa.\n\nThôn {written}Bàn.\n", path="models/x.md"))
    assert [(p.code, p.line, p.column) for p in found] == [("DVK520", 3, 6)]
