"""What a share card says, and the measures of its shapes: all that pages tell of a card nobody has to draw."""

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
    "brush.py",
    "cards.py",
    "derivatives.py",
    "fonts/be-vietnam-pro-400.ttf",
    "fonts/be-vietnam-pro-800.ttf",
    "landscapes.py",
    "layout.py",
    "motifs.py",
    "panels.py",
    "photos.py",
    "pictures.py",
    "props.py",
    "seasons.py",
    "source_digest.py",
    "streets.py",
    "typeset.py",
    "words.toml",
)


@dataclass(frozen=True, slots=True)
class ImageFormat:
    """The measures of one kind of card, in pixels.

    picture and text: boxes (left, top, right, bottom); curve: points of the panel's edge, the panel lying after them;
    unit: how large words are against those of the card for links; lean: where the words stand between chip and foot
    (0 top, 1 bottom); tab: how far down the ribbon hangs; tiles: boxes (left, top, width, height); quality: of the JPEG;
    sizes: of titles, in units; summary: lines of it at most; qr: the right edge and the middle of the code.
    """

    size: tuple[int, int]
    picture: Box
    text: Box
    curve: tuple[tuple[float, float], ...]
    upright: bool
    foot: int
    unit: float
    gap: int
    lean: float
    tab: int
    tiles: tuple[Box, ...]
    tile_unit: float
    quality: int
    sizes: tuple[int, ...] = _SIZES
    summary: int = 0
    qr: tuple[int, int] | None = None


FORMATS: Mapping[str, ImageFormat] = MappingProxyType(
    {
        "link": ImageFormat(
            size=(1200, 630),
            picture=(610, 0, 1200, 630),
            text=(64, 50, 606, 524),
            curve=((738, -10), (668, 150), (640, 320), (658, 480), (706, 640)),
            upright=True,
            foot=546,
            unit=1.0,
            gap=20,
            lean=0.5,
            tab=28,
            tiles=((704, 98, 226, 244), (944, 98, 226, 244), (704, 356, 226, 244), (944, 356, 226, 244)),
            tile_unit=1.0,
            quality=84,
        ),
        "square": ImageFormat(
            size=(1080, 1080),
            picture=(0, 0, 1080, 500),
            sizes=_SIZES[2:],
            text=(72, 518, 1008, 956),
            curve=((-10, 416), (270, 470), (540, 480), (810, 454), (1090, 390)),
            upright=False,
            foot=976,
            unit=1.1,
            gap=20,
            lean=0.35,
            tab=32,
            tiles=((60, 108, 228, 272), (304, 108, 228, 272), (548, 108, 228, 272), (792, 108, 228, 272)),
            tile_unit=1.0,
            quality=82,
        ),
        "story": ImageFormat(
            size=(1080, 1920),
            picture=(0, 0, 1080, 680),
            text=(80, 690, 1000, 1340),
            curve=((-10, 580), (270, 638), (540, 650), (810, 622), (1090, 552)),
            upright=False,
            foot=1452,
            unit=1.2,
            gap=28,
            sizes=_SIZES[2:],
            lean=0.2,
            tab=216,
            tiles=((96, 290, 436, 140), (548, 290, 436, 140), (96, 444, 436, 140), (548, 444, 436, 140)),
            tile_unit=1.06,
            quality=72,
            summary=4,
            qr=(1000, 1480),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Cover:
    """A photo for the card; focus: the point to keep, from the left and from the top (0–1)."""

    file: Path
    digest: str
    focus: tuple[float, float] = (0.5, 0.5)


@dataclass(frozen=True, slots=True)
class FigureTile:
    """A figure: value with its unit ("86,7%"), what it is, one line below."""

    value: str
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class ShareImage:
    """The words of a card. seed: names the landscape; url: where the QR code leads, "" without one."""

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
    url: str = ""
    sample: bool = False
    cover: Cover | None = None
    tiles: tuple[FigureTile, ...] = ()

    def digest(self, shape: str) -> str:
        """Return the digest of what the image of that shape shows: its address names it."""
        cover = f"{self.cover.digest} {self.cover.focus}" if self.cover else ""
        words = (self.seed, self.title, self.chip, self.kicker, self.line, repr(self.number), self.summary, self.palette,
                 self.scene, self.address, self.url if shape == "story" else "", str(self.sample), repr(tuple(astuple(tile) for tile in self.tiles)))  # fmt: skip
        return digest(shape, cover, *words, DRAWING_VERSION)

    def inputs(self, shape: str) -> str:
        """Return the digest of everything the image's bytes depend on, the drawing code included."""
        return digest(self.digest(shape), source_digest(*SOURCES))
