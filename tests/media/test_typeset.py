"""Titles are broken for sense: by a table of titles, and by rules that hold for all."""

from __future__ import annotations

from itertools import accumulate
from pathlib import Path

import pytest
from danvankheo.media import typeset
from danvankheo.media.layout import IMAGE_FORMATS
from danvankheo.media.panels import measure_at
from danvankheo.media.share_images import printable
from hypothesis import given, settings
from hypothesis import strategies as st

WIDTH = 542
SIZES = IMAGE_FORMATS["link"].title_sizes


def lines(title: str, width: float = WIDTH) -> list[str]:
    return list(typeset.fit(title, measure_at(800), width, SIZES).lines)


TITLES = [
    ("Đường tranh bích họa thôn Tiên Nông", ["Đường tranh", "bích họa", "thôn Tiên Nông"]),
    ("Xây dựng hệ thống chính trị vững mạnh", ["Xây dựng", "hệ thống", "chính trị", "vững mạnh"]),
    ("Quốc phòng – an ninh", ["Quốc phòng –", "an ninh"]),
    ("Bức tường kể chuyện vua Lê Hoàn", ["Bức tường", "kể chuyện", "vua Lê Hoàn"]),
    ("Sáng thứ Bảy không rác", ["Sáng thứ Bảy", "không rác"]),
    ("Ngõ tranh nhỏ thôn 2", ["Ngõ tranh", "nhỏ thôn 2"]),
    (
        "Nguyễn Hữu Toàn, thủ lĩnh của đội cứu hộ sông Chu",
        ["Nguyễn Hữu Toàn,", "thủ lĩnh của đội", "cứu hộ sông Chu"],
    ),
    ("Đoàn thị trấn Lam Sơn", ["Đoàn thị trấn", "Lam Sơn"]),
    ("“Dân vận khéo thì việc gì cũng thành công.”", ["“Dân vận khéo", "thì việc gì cũng", "thành công.”"]),
    ("Lùi hàng rào, mở đường liên thôn", ["Lùi hàng rào,", "mở đường", "liên thôn"]),
    ("Loa nhỏ", ["Loa nhỏ"]),
    ("", []),
]


@pytest.mark.parametrize(("title", "wanted"), TITLES)
def test_titles_are_broken_for_sense(title: str, wanted: list[str]) -> None:
    assert lines(title) == wanted


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Tuổi trẻ góp 12 triệu đồng xây nhà cho bà mẹ đơn thân trong thôn", "12 triệu đồng"),
        ("Con đường dài hơn 1.250 m do thanh niên tự làm và tự giữ gìn", "hơn 1.250 m"),
        ("Phong trào thi đua Dân vận khéo của tuổi trẻ toàn huyện năm 2023", "Dân vận khéo"),
        ("Phong trào thi đua Dân vận khéo của tuổi trẻ toàn huyện năm 2023", "năm 2023"),
        ("Mô hình của các bạn trẻ ở thôn 12 và thôn 3 xã Thọ Lập", "thôn 12"),
        ("Tổ công nghệ số cộng đồng giúp 350 hộ nộp hồ sơ trên mạng", "350 hộ"),
        ("Chị Nguyễn Thị Hồng Ánh và đội tình nguyện bên sông Chu", "Nguyễn Thị Hồng Ánh"),
    ],
)
@pytest.mark.parametrize("width", [420, 542, 700, 930])
def test_what_belongs_together_stays_on_a_line(title: str, kept: str, width: int) -> None:
    assert any(kept in line for line in lines(title, width))


@pytest.mark.parametrize("width", [360, 450, 542, 640, 936])
def test_no_title_of_the_plan_ends_with_a_lone_syllable(width: int) -> None:
    titles = [
        "Xây dựng hệ thống chính trị",
        "Tuyên truyền bảo vệ Tổ quốc",
        "Câu lạc bộ Lý luận trẻ",
        "Văn hóa – xã hội",
    ]
    for title in titles:
        broken = lines(title, width)
        assert len(broken) == 1 or all(" " in line for line in broken), broken


def test_a_title_too_long_is_cut_at_a_word() -> None:
    title = "Tổ thanh niên tình nguyện hướng dẫn bà con nộp hồ sơ " * 6
    broken = lines(title)
    assert len(broken) == 4
    assert broken[-1].endswith("…")
    assert title.startswith(" ".join(broken).removesuffix("…"))


def test_a_word_wider_than_the_card_is_cut() -> None:
    (line,) = lines("W" * 60)
    assert measure_at(800)(SIZES[-1])(line) <= WIDTH
    assert line.endswith("…")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("aăâeêghoôơuưyỹợẪ0123456789,.–“”", min_size=1, max_size=12), max_size=40).map(" ".join))
def test_whatever_is_written_fits(title: str) -> None:
    block = typeset.fit(title, measure_at(800), WIDTH, SIZES)
    assert len(block.lines) <= 4
    assert all(measure_at(800)(block.size)(line) <= WIDTH + 1 for line in block.lines)
    assert " ".join(title.split()).startswith(" ".join(block.lines).removesuffix("…"))


NASTY = [
    line.split("|")[1] for line in Path(__file__).with_name("nasty_titles.txt").read_text("utf-8").splitlines() if line
]


@pytest.mark.parametrize("format_name", IMAGE_FORMATS)
@pytest.mark.parametrize("title", NASTY)
def test_the_nastiest_titles_are_broken_for_sense_on_every_card(title: str, format_name: str) -> None:
    measures = IMAGE_FORMATS[format_name]
    width = measures.text_box[2] - measures.text_box[0]
    sizes = tuple(round(size * measures.scale) for size in measures.title_sizes)
    words = printable(title)
    block = typeset.fit(words, measure_at(800), width, sizes)
    assert " ".join(block.lines) == words, "nothing is cut"
    assert len(block.lines) <= 4
    assert all(measure_at(800)(block.size)(line) <= width for line in block.lines)
    costs = typeset.break_costs(words.split())
    ends = accumulate(len(line.split()) for line in block.lines[:-1])
    assert all(costs[end - 1] < typeset.IN_WORD for end in ends), "no word, number and unit, or short name is torn"
    if len(block.lines) > 1:
        assert all(len(line) > 4 for line in block.lines), "no lone syllable"
