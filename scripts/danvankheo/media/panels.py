"""The parts that share images have in common: the navy panel with its curved edge, logo, fonts, sample ribbon, QR codes.

Functions with ``lru_cache`` return one shared image: callers paste it and never draw on it.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import segno
from PIL import Image, ImageDraw, ImageFont

from danvankheo.media.canvas import Point, gradient, smooth
from danvankheo.media.layout import IMAGE_FORMATS
from danvankheo.media.typeset import Measure

NAVY, BLUE, YELLOW, RED, WHITE, INK, BLUE_PALE = (
    "#042454",
    "#0063A8",
    "#FFD100",
    "#DA251D",
    "#FFFFFF",
    "#042454",
    "#CFE3F7",
)
# Text and background colour of the fields, the same as in theme/assets/stylesheets/site.css.
FIELDS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "kinh-te": ("#92400E", "#FEF3C7"),
    "van-hoa": ("#0F5F58", "#CCFBF1"),
    "quoc-phong": ("#9F1239", "#FFE4E6"),
    "chinh-tri": ("#1D4ED8", "#DBEAFE"),
    "moi-truong": ("#166534", "#DCFCE7"),
    "so-hoa": ("#6D28D9", "#EDE9FE"),
    "giao-duc": ("#A21CAF", "#FAE8FF"),
    "an-sinh": ("#334155", "#E2E8F0"),
})  # fmt: skip
# Text is drawn this many times larger, then scaled down.
OVERSAMPLING = 3
# The most characters drawn on one line: twice what fits any format in the smallest letters.
_MAX_CHARACTERS = 200
# Draws a row of a share image; the argument is the top of the row.
DrawRow = Callable[[float], None]


@lru_cache(maxsize=128)
def font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    """Return Be Vietnam Pro in a size (pixels) and a weight (400 or 800)."""
    file = Path(__file__).parent / "fonts" / f"be-vietnam-pro-{weight}.ttf"
    return ImageFont.truetype(io.BytesIO(file.read_bytes()), size)


def measure_at(weight: int) -> Callable[[int], Measure]:
    """Return, for a font size, the function that measures how wide a text is (pixels)."""
    return lambda size: lambda text: font(size * OVERSAMPLING, weight).getlength(single_line(text)) / OVERSAMPLING


def single_line(text: str) -> str:
    """Return a text for one line: without line breaks, which FreeType refuses, and of limited length."""
    if not text.isprintable():
        text = "".join(char if char.isprintable() else " " for char in text)
    return text[:_MAX_CHARACTERS]


def ink_extent(text: str, size: int, weight: int) -> tuple[float, float]:
    """Return how far the ink of a text extends above and below its baseline (pixels); Ẫ and ợ extend far."""
    _, top, _, bottom = font(size * OVERSAMPLING, weight).getbbox(single_line(text), anchor="ls")
    return -top / OVERSAMPLING, bottom / OVERSAMPLING


def draw_text(image: Image.Image, x: float, y: float, text: str, size: int, weight: int, fill: str) -> None:
    """Draw a line with its baseline at ``x, y``; drawn larger first, because FreeType rounds the space between small letters."""
    typeface, text = font(size * OVERSAMPLING, weight), single_line(text)
    above, below = round(size * OVERSAMPLING * 1.25), round(size * OVERSAMPLING * 0.45)
    needed = round(typeface.getlength(text)) + 12, above + below
    width, height = (-(-each // OVERSAMPLING) * OVERSAMPLING for each in needed)  # rounded up
    ink = Image.new("L", (width, height))
    left, top = math.floor(x) - 1, math.floor(y) - above // OVERSAMPLING
    start = ((x - left) * OVERSAMPLING, (y - top) * OVERSAMPLING)
    ImageDraw.Draw(ink).text(start, text, font=typeface, fill=255, anchor="ls")
    ink = ink.reduce(OVERSAMPLING)
    image.paste(fill, (left, top, left + ink.width, top + ink.height), ink)


def has_glyph(char: str) -> bool:
    """Tell whether the fonts have a character: Latin, Vietnamese and common punctuation (see fonts/README.md)."""
    code = ord(char)
    return (
        0x20 <= code <= 0x7E
        or (0xA1 <= code <= 0xFF and code != 0xAD)
        or 0x1EA0 <= code <= 0x1EF9
        or char in "ĂăĐđĨĩŨũƠơƯư–—‘’‚“”„•…‹›₫−≠≤≥"
    )


@lru_cache(maxsize=4)
def foreground(name: str) -> Image.Image:
    """Return the layer over the picture of a format (a key of ``IMAGE_FORMATS``): navy panel, yellow edge."""
    image_format = IMAGE_FORMATS[name]
    width, height = image_format.size
    panel = gradient(image_format.size, NAVY, "#0068B0", across=0.62 if image_format.vertical_edge else 0.4)
    circles = Image.new("L", (width * 2, height * 2))
    pen = ImageDraw.Draw(circles)
    middle = (-60, height + 60)
    for radius in range(180, 2400, 120):
        box = [2 * (middle[0] - radius), 2 * (middle[1] - radius), 2 * (middle[0] + radius), 2 * (middle[1] + radius)]
        pen.ellipse(box, outline=26, width=3)
    panel.paste("#9CCBF5", mask=circles.reduce(2))
    edge = smooth(image_format.panel_edge, 24)
    mask, line = (Image.new("L", (width * 2, height * 2)) for _ in range(2))
    corners = [(0, height), (0, 0)] if image_format.vertical_edge else [(width, height), (0, height)]
    ImageDraw.Draw(mask).polygon([(2 * x, 2 * y) for x, y in [*edge, *corners]], fill=255)
    aside, below = (13, 0) if image_format.vertical_edge else (0, 13)
    near, far = ([(2 * x + way * aside, 2 * y + way * below) for x, y in edge] for way in (-1, 1))
    ImageDraw.Draw(line).polygon([*near, *reversed(far)], fill=255)
    if name == "story":
        panel.paste(*_story_fields(image_format.size))
    panel.paste(YELLOW, mask=line.reduce(2))
    shown = Image.new("L", (width * 2, height * 2))
    shown.paste(255, mask=mask)
    shown.paste(255, mask=line)
    panel.putalpha(shown.reduce(2))
    return panel


def _story_fields(size: tuple[int, int]) -> tuple[Image.Image, tuple[int, int], Image.Image]:
    """Return the landscape at the foot of the story format, which has no text there: picture, place, mask."""
    width, height = size
    band = 300
    picture = Image.new("RGBA", (width * 2, band * 2), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    edges = (
        ("#14603F", ((-10, 110), (300, 60), (640, 96), (1090, 30))),
        ("#1F8A4C", ((-10, 150), (360, 128), (760, 160), (1090, 110))),
        ("#57AE55", ((-10, 214), (320, 232), (700, 206), (1090, 196))),
        ("#8BD05A", ((-10, 276), (400, 262), (800, 282), (1090, 262))),
    )
    for colour, points in edges:
        edge = smooth(points, 24)
        pen.polygon([(2 * x, 2 * y) for x, y in [*edge, (width, band + 5), (0, band + 5)]], fill=colour)
    small = picture.reduce(2)
    return small.convert("RGB"), (0, height - band), small.getchannel("A")


@lru_cache(maxsize=8)
def logo(size: int) -> Image.Image:
    """Return the logo, half a sun over a field (theme/assets/images/mark.svg), in a white ring; size in pixels."""
    scale = size * 4 / 70
    image = Image.new("RGBA", (size * 4, size * 4), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)

    def at(points: list[Point]) -> list[Point]:
        return [((x + 3) * scale, (y + 3) * scale) for x, y in points]

    pen.ellipse((0, 0, size * 4 - 1, size * 4 - 1), fill=WHITE)
    inside = Image.new("L", image.size)
    ImageDraw.Draw(inside).ellipse([*at([(0, 0)])[0], *at([(64, 64)])[0]], fill=255)
    disc = Image.new("RGB", image.size, "#0A4A8F")
    pen = ImageDraw.Draw(disc)
    pen.pieslice([*at([(17, 23)])[0], *at([(47, 53)])[0]], 180, 360, fill="#FFD200")
    pen.rectangle([*at([(30, 12)])[0], *at([(34, 19)])[0]], fill="#FFD200")
    pen.polygon(at([(13.2, 19.6), (16, 16.8), (21, 21.8), (18.2, 24.6)]), fill="#FFD200")
    pen.polygon(at([(48, 16.8), (50.8, 19.6), (45.8, 24.6), (43, 21.8)]), fill="#FFD200")
    pen.rectangle([*at([(-4, 38)])[0], *at([(70, 70)])[0]], fill="#1F8A4C")
    upper = smooth([(0, 47), (10, 42), (22, 40.6), (32, 43), (45, 46.4), (66, 46)], 12)
    lower = smooth([(66, 62), (48, 54), (32, 49.6), (16, 53), (0, 62)], 12)
    pen.polygon(at([*upper, *lower]), fill="#8BD05A")
    image.paste(disc, mask=inside)
    return image.reduce(4)


@lru_cache(maxsize=64)
def rounded_box(size: tuple[int, int], colour: str, radius: int = 0) -> Image.Image:
    """Return a filled box with rounded corners; radius 0: the short sides are half circles."""
    mask = Image.new("L", (size[0] * 2, size[1] * 2))
    box = (0, 0, size[0] * 2 - 1, size[1] * 2 - 1)
    ImageDraw.Draw(mask).rounded_rectangle(box, 2 * radius or size[1], fill=255)
    image = Image.new("RGB", size, colour)
    image.putalpha(mask.reduce(2))
    return image


@lru_cache(maxsize=4)
def sample_ribbon(scale: float) -> Image.Image:
    """Return the ribbon "Minh họa" of samples, which starts at the right edge, as on the site."""
    size, words = round(25 * scale), "MINH HỌA"
    width, height = round(font(size, 800).getlength(words) + 52 * scale), round(54 * scale)
    ribbon = rounded_box((width + height, height), "#FFF3C4").crop((0, 0, width, height))
    ImageDraw.Draw(ribbon).text(
        (28 * scale, height / 2 + size * 0.34), words, font=font(size, 800), fill="#5C4300", anchor="ls"
    )
    return ribbon


def qr_code(url: str, module: int = 6) -> Image.Image:
    """Return a QR code on white with the quiet zone of four modules (ISO/IEC 18004); module: side of a square in pixels."""
    rows = [list(row) for row in segno.make(url, error="m", micro=False).matrix]
    count, margin = len(rows), 4 * module
    code = Image.new("L", (count, count))
    code.putdata([255 if dark else 0 for row in rows for dark in row])
    code = code.resize((count * module, count * module), Image.Resampling.NEAREST)
    box = rounded_box((code.width + 2 * margin, code.height + 2 * margin), WHITE, radius=20).copy()
    box.paste(Image.new("RGB", code.size, NAVY), (margin, margin), code)
    return box
