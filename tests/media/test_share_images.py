"""Share images as drawn: their formats, their words, what they depend on."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
import segno
from danvankheo.media import landscapes, layout, panels, seasons
from danvankheo.media.canvas import Canvas
from danvankheo.media.layout import IMAGE_FORMATS, Cover, FigureTile, ShareImage
from danvankheo.media.scenes import SCENES
from danvankheo.media.share_images import line_heights, printable, render
from danvankheo.media.typeset import TextBlock
from PIL import Image, ImageChops

WORDS = ShareImage(
    seed="duong-tranh",
    title="Đường tranh bích họa thôn Tiên Nông",
    chip="Văn hóa – xã hội",
    line="Đoàn xã Xuân Lai · 2022",
    number=("600 m", "tường tranh"),
    summary="Đoàn viên cùng bà con vẽ tường.",
    palette="van-hoa",
    address="vi-du.test",
    url="https://vi-du.test/mo-hinh/duong-tranh/",
)
PALETTES = ("", "kinh-te", "van-hoa", "quoc-phong", "chinh-tri", "don-vi")


def drawn(words: ShareImage, format_name: str = "link") -> Image.Image:
    return Image.open(io.BytesIO(render(words, format_name))).convert("RGB")


@pytest.mark.parametrize(
    ("format_name", "size"), [("link", (1200, 630)), ("square", (1080, 1080)), ("story", (1080, 1920))]
)
def test_a_share_image_has_the_size_its_channel_asks_for(format_name: str, size: tuple[int, int]) -> None:
    data = render(WORDS, format_name)
    with Image.open(io.BytesIO(data)) as image:
        assert (image.format, image.size) == ("JPEG", size)
    assert len(data) < (130_000 if format_name == "link" else 230_000)


@pytest.mark.parametrize("format_name", IMAGE_FORMATS)
def test_the_same_share_image_is_the_same_bytes(format_name: str) -> None:
    assert render(WORDS, format_name) == render(WORDS, format_name)


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Tên khác"},
        {"seed": "khac"},
        {"line": "Đoàn xã Thọ Hải · 2022"},
        {"number": ("601 m", "tường tranh")},
        {"palette": "kinh-te"},
        {"sample": True},
        {"scene": "kites"},
        {"address": "khac.test"},
        {"cover": Cover(Path("x.jpg"), "abc")},
        {"tiles": (FigureTile("100%", "a", "b"),)},
    ],
)
def test_whatever_is_seen_is_in_the_digest(change: dict[str, object]) -> None:
    assert replace(WORDS, **change).digest("link") != WORDS.digest("link")  # type: ignore[arg-type]


def test_the_address_of_the_page_counts_only_where_it_is_shown() -> None:
    other = replace(WORDS, url="https://khac.test/")
    assert other.digest("link") == WORDS.digest("link")
    assert other.digest("story") != WORDS.digest("story")


def test_a_new_version_gives_new_addresses_and_new_code_draws_again(monkeypatch: pytest.MonkeyPatch) -> None:
    address, inputs = WORDS.digest("link"), WORDS.inputs("link")
    monkeypatch.setattr(layout, "SOURCES", layout.SOURCES[1:])
    assert (WORDS.digest("link"), WORDS.inputs("link") == inputs) == (address, False)
    monkeypatch.setattr(layout, "DRAWING_VERSION", "2")
    assert WORDS.digest("link") != address


def test_a_focus_moves_the_crop(tmp_path: Path) -> None:
    wide = Image.new("RGB", (1600, 400), "#ff0000")
    wide.paste("#00ff00", (800, 0, 1600, 400))
    wide.save(tmp_path / "a.jpg")
    left, right = (
        drawn(replace(WORDS, cover=Cover(tmp_path / "a.jpg", "1", (x, 0.5)))).getpixel((1000, 300)) for x in (0.0, 1.0)
    )
    assert left[0] > 200 > left[1]
    assert right[1] > 200 > right[0]


def test_samples_carry_the_ribbon() -> None:
    ribbon = (255, 243, 196)
    for name, measures in IMAGE_FORMATS.items():
        at = (measures.size[0] - 12, measures.ribbon_top + 8)
        marked = drawn(replace(WORDS, sample=True), name).getpixel(at)
        assert all(abs(a - b) < 12 for a, b in zip(marked, ribbon, strict=True))
        assert drawn(WORDS, name).getpixel(at) != marked


def test_the_code_on_a_story_leads_to_the_page() -> None:
    image = drawn(WORDS, "story")
    rows = [list(row) for row in segno.make(WORDS.url, error="m", micro=False).matrix]
    side = len(rows) * 6
    right, middle = IMAGE_FORMATS["story"].qr_place or (0, 0)
    left, top = right - side - 24, middle - (side + 48) // 2 + 24
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            pixel = image.getpixel((left + x * 6 + 3, top + y * 6 + 3))
            assert (sum(pixel) < 380) is bool(dark), (x, y)


def test_marks_above_and_below_are_not_clipped() -> None:
    font = panels.font(60 * panels.OVERSAMPLING, 800)
    for text in ("ẪỮỖẤ", "ợỹgộ", "Ẫợ"):
        image = Image.new("RGB", (400, 300))
        panels.draw_text(image, 20, 150, text, 60, 800, "#ffffff")
        top, bottom = image.getbbox()[1::2]
        _, above, _, below = font.getbbox(text, anchor="ls")
        assert abs(top - (150 + above / panels.OVERSAMPLING)) <= 1.5
        assert abs(bottom - (150 + below / panels.OVERSAMPLING)) <= 1.5


@pytest.mark.parametrize("lines", [("ĐỘI CỨU HỘ ỢỆ", "SÔNG CHU ỮẪỖ"), ("Đội cứu hộ", "sông Chu"), ("ợỹgộ", "ẪỮỖẤ")])
def test_the_dot_below_a_line_never_meets_the_mark_above_the_next(lines: tuple[str, str]) -> None:
    first, last = line_heights(TextBlock(lines, 60))
    (_, below), (above, _) = (panels.ink_extent(line, 60, 800) for line in lines)
    assert first >= below + above + 5
    assert last >= 60


@pytest.mark.parametrize("palette", PALETTES)
def test_landscapes_differ_by_seed_and_not_by_run(palette: str) -> None:
    pictures = [landscapes.paint((200, 210), f"bai-{number}", palette) for number in range(4)]
    assert pictures[0].tobytes() == landscapes.paint((200, 210), "bai-0", palette).tobytes()
    assert len({picture.tobytes() for picture in pictures}) == 4


@pytest.mark.parametrize("season", landscapes.SEASONS)
def test_every_season_has_its_sign(season: str) -> None:
    bare, signed = (Canvas((200, 210), "x") for _ in range(2))
    seasons.draw(signed, season, 300.0)
    assert signed.done().tobytes() != bare.done().tobytes()


def test_two_dozen_stories_of_a_field_show_two_dozen_landscapes() -> None:
    drawn = [landscapes.paint((60, 63), f"x{number}", "quoc-phong") for number in range(24)]
    assert len({image.tobytes() for image in drawn}) == 24


@pytest.mark.parametrize("scene", SCENES)
def test_every_scene_can_be_asked_for(scene: str) -> None:
    plain = landscapes.paint((200, 210), "x", "van-hoa", calm=True)
    shown = landscapes.paint((200, 210), "x", "van-hoa", scene=scene)
    assert ImageChops.difference(plain, shown).getbbox()


def test_what_the_fonts_lack_is_left_out() -> None:
    assert printable("Vui quá 🎉 ngày hội 👩🏽‍🌾") == "Vui quá ngày hội"
    assert printable("Tiếng Việt: Ẫ Ữ ợ ỹ – “đ”…") == "Tiếng Việt: Ẫ Ữ ợ ỹ – “đ”…"


@pytest.mark.parametrize("weight", [400, 800])
def test_the_fonts_hold_every_letter_that_is_let_through(weight: int) -> None:
    font = panels.font(40, weight)
    missing = bytes(font.getmask("\U0001f389"))
    letters = [chr(code) for code in range(0x21, 0x2200) if panels.has_glyph(chr(code))]
    lacking = [each for each in letters if not each.isspace() and bytes(font.getmask(each)) == missing]
    assert lacking == []
    assert len(letters) > 290


@pytest.mark.parametrize("format_name", IMAGE_FORMATS)
def test_the_longest_words_stay_inside(format_name: str) -> None:
    long = "Nghiêng nghiêng khuếch trương huỳnh quỳnh ngoằn ngoèo " * 8
    words = replace(
        WORDS,
        title=long,
        chip=long[:40],
        line=long[:120],
        number=("1.234.567 lượt", long[:60]),
        summary=long,
        sample=True,
    )
    image = drawn(words, format_name)
    plain = drawn(replace(WORDS, title="", chip="", line="", number=None, summary="", sample=True), format_name)
    foot = IMAGE_FORMATS[format_name].foot_top
    box = (0, foot - 4, IMAGE_FORMATS[format_name].text_box[2], foot - 2)
    changed = (
        ImageChops.difference(image.crop(box), plain.crop(box))
        .convert("L")
        .point(lambda level: 255 if level > 60 else 0)
    )
    assert not changed.getbbox()
