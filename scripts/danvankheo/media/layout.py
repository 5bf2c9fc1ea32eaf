"""What a share image shows, and the measures of its formats. Pages need no more than this to name an image before it is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from pathlib import Path
from types import MappingProxyType

from danvankheo.base.artifact import digest
from danvankheo.media.source_digest import source_digest

_SIZES = (84, 76, 70, 66, 62, 58, 54, 50, 46, 42, 38, 35, 32, 30)
Box = tuple[int, int, int, int]
# Part of the address of every share image. Choose a new value when a share image looks different, because sites that showed
# the old one keep it under its address; tests/media/test_recorded_pictures.py says when. Edits of code alone keep the value.
DRAWING_VERSION = "74b0f71ef5fa54220a3b8c0d9a111f4e"
# The files that decide about the pixels.
SOURCES = (
    "canvas.py",
    "derivatives.py",
    "fonts/be-vietnam-pro-400.ttf",
    "fonts/be-vietnam-pro-800.ttf",
    "landscapes.py",
    "layout.py",
    "panels.py",
    "photos.py",
    "props.py",
    "responsive_images.py",
    "scenes.py",
    "seasons.py",
    "share_images.py",
    "source_digest.py",
    "streets.py",
    "typeset.py",
    "words.toml",
)


@dataclass(frozen=True, slots=True)
class ImageFormat:
    """The measures of one format of share images; lengths in pixels, boxes as (left, top, right, bottom).

    picture_box: the area of the photo or landscape; text_box: the area of the words; panel_edge: points on the edge between picture
    and navy panel; vertical_edge: the panel lies left of its edge, otherwise below; foot_top: top of logo and site name; scale:
    size of words relative to the link format; gap: between field label and first line; text_position: of the words between
    label and foot, from 0 (top) to 1 (bottom); ribbon_top: top of the sample ribbon; tile_boxes: figures as (left, top,
    width, height); quality: of the JPEG, 0–100; title_sizes: before scaling, the largest first; summary_lines: the most lines of
    the summary; qr_place: right edge and vertical centre of the QR code.
    """

    size: tuple[int, int]
    picture_box: Box
    text_box: Box
    panel_edge: tuple[tuple[float, float], ...]
    vertical_edge: bool
    foot_top: int
    scale: float
    gap: int
    text_position: float
    ribbon_top: int
    tile_boxes: tuple[Box, ...]
    tile_scale: float
    quality: int
    title_sizes: tuple[int, ...] = _SIZES
    summary_lines: int = 0
    qr_place: tuple[int, int] | None = None


IMAGE_FORMATS: Mapping[str, ImageFormat] = MappingProxyType(
    {
        "link": ImageFormat(
            size=(1200, 630),
            picture_box=(610, 0, 1200, 630),
            text_box=(64, 50, 606, 524),
            panel_edge=((738, -10), (668, 150), (640, 320), (658, 480), (706, 640)),
            vertical_edge=True,
            foot_top=546,
            scale=1.0,
            gap=20,
            text_position=0.5,
            ribbon_top=28,
            tile_boxes=((704, 98, 226, 244), (944, 98, 226, 244), (704, 356, 226, 244), (944, 356, 226, 244)),
            tile_scale=1.0,
            quality=84,
        ),
        "square": ImageFormat(
            size=(1080, 1080),
            picture_box=(0, 0, 1080, 500),
            title_sizes=_SIZES[2:],
            text_box=(72, 518, 1008, 956),
            panel_edge=((-10, 416), (270, 470), (540, 480), (810, 454), (1090, 390)),
            vertical_edge=False,
            foot_top=976,
            scale=1.1,
            gap=20,
            text_position=0.35,
            ribbon_top=32,
            tile_boxes=((60, 108, 228, 272), (304, 108, 228, 272), (548, 108, 228, 272), (792, 108, 228, 272)),
            tile_scale=1.0,
            quality=82,
        ),
        "story": ImageFormat(
            size=(1080, 1920),
            picture_box=(0, 0, 1080, 680),
            text_box=(80, 690, 1000, 1340),
            panel_edge=((-10, 580), (270, 638), (540, 650), (810, 622), (1090, 552)),
            vertical_edge=False,
            foot_top=1452,
            scale=1.2,
            gap=28,
            title_sizes=_SIZES[2:],
            text_position=0.2,
            ribbon_top=216,
            tile_boxes=((96, 290, 436, 140), (548, 290, 436, 140), (96, 444, 436, 140), (548, 444, 436, 140)),
            tile_scale=1.06,
            quality=72,
            summary_lines=4,
            qr_place=(1000, 1480),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Cover:
    """A photo for a share image; focus: the point to keep when it is cropped, from the left and from the top (0–1)."""

    file: Path
    digest: str
    focus: tuple[float, float] = (0.5, 0.5)


@dataclass(frozen=True, slots=True)
class FigureTile:
    """A figure on a share image: value with its unit ("86,7%"), name, a line of remark."""

    value: str
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class ShareImage:
    """What one share image shows.

    seed: decides the landscape where there is no cover; chip: the field's label; kicker: a line above the title; line: unit and
    year; number: value and name of a figure; palette: slug of the field that gives colours; scene: key of ``scenes.SCENES``;
    address: of the site, in words; owner: whose site it is; url: target of the QR code, "" without one; sample: draws the ribbon "Minh họa".
    """

    seed: str
    title: str
    chip: str = ""
    kicker: str = ""
    line: str = ""
    number: tuple[str, str] | None = None
    summary: str = ""
    palette: str = ""
    scene: str = ""
    address: str = ""
    owner: str = ""
    url: str = ""
    sample: bool = False
    cover: Cover | None = None
    tiles: tuple[FigureTile, ...] = ()

    def digest(self, format_name: str) -> str:
        """Return the digest of what the image of a format shows; its address contains the digest."""
        cover = f"{self.cover.digest} {self.cover.focus}" if self.cover else ""
        words = (self.seed, self.title, self.chip, self.kicker, self.line, repr(self.number), self.summary, self.palette,
                 self.scene, self.address, self.owner, self.url if format_name == "story" else "", str(self.sample), repr(tuple(astuple(tile) for tile in self.tiles)))  # fmt: skip
        return digest(format_name, cover, *words, DRAWING_VERSION)

    def inputs(self, format_name: str) -> str:
        """Return the digest of everything the image's bytes depend on, the drawing code included."""
        return digest(self.digest(format_name), source_digest(*SOURCES))
