"""The sheet of the sample pictures: 1600 × 1067 units, drawn at twice the size, scaled down for smooth edges."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

from PIL import Image, ImageDraw

WIDTH, HEIGHT, SCALE = 1600, 1067, 2
QUALITY = 80
Point = tuple[float, float]
Colour = str | tuple[int, int, int] | tuple[int, int, int, int]


def rgb(colour: str) -> tuple[int, int, int]:
    """Return the channels of ``#rrggbb``."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(one: str, other: str, share: float) -> str:
    """Return the colour that lies ``share`` (0–1) of the way from one to the other."""
    channels = (round(a + (b - a) * share) for a, b in zip(rgb(one), rgb(other), strict=True))
    return "#" + "".join(f"{channel:02x}" for channel in channels)


def glass(colour: str, opacity: float) -> tuple[int, int, int, int]:
    """Return a colour one can see through; opacity 0–1."""
    return (*rgb(colour), round(255 * opacity))


def smooth(points: Sequence[Point], steps: int = 24) -> list[Point]:
    """Return a Catmull–Rom curve through the points."""
    padded = [points[0], *points, points[-1]]
    curve: list[Point] = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for step in range(steps):
            t = step / steps
            curve.append(
                tuple(  # type: ignore[arg-type]
                    0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t**2 + (3 * q - p - 3 * r + s) * t**3)
                    for p, q, r, s in zip(a, b, c, d, strict=True)
                )
            )
    return [*curve, points[-1]]


class Canvas:
    """A sheet with its own random numbers, seeded by the picture's name: the same name gives the same picture."""

    def __init__(self, name: str) -> None:
        """Prepare an empty sheet."""
        self.rng = random.Random(name)
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), "#ffffff")
        self._pen = ImageDraw.Draw(self.image, "RGBA")

    @staticmethod
    def _scaled(points: Iterable[Point]) -> list[Point]:
        return [(x * SCALE, y * SCALE) for x, y in points]

    def poly(self, points: Iterable[Point], fill: Colour) -> None:
        """Fill a polygon."""
        self._pen.polygon(self._scaled(points), fill=fill)

    def blob(self, points: Sequence[Point], fill: Colour) -> None:
        """Fill a closed smooth shape through the points."""
        self.poly(smooth([*points, points[0]]), fill)

    def rect(self, x: float, y: float, width: float, height: float, fill: Colour, radius: float = 0) -> None:
        """Fill a rectangle with rounded corners; ``x, y`` is its upper left corner."""
        (box,) = [[*self._scaled([(x, y)])[0], *self._scaled([(x + width, y + height)])[0]]]
        self._pen.rounded_rectangle(box, radius * SCALE, fill=fill)

    def disc(self, x: float, y: float, radius: float, fill: Colour, flat: float = 1.0) -> None:
        """Fill a disc; ``flat`` squeezes its height."""
        high = radius * flat
        self._pen.ellipse(
            [(x - radius) * SCALE, (y - high) * SCALE, (x + radius) * SCALE, (y + high) * SCALE], fill=fill
        )

    def ring(self, x: float, y: float, radius: float, width: float, fill: Colour) -> None:
        """Draw a ring of the given outer radius."""
        box = [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE]
        self._pen.ellipse(box, outline=fill, width=round(width * SCALE))

    def half(self, x: float, y: float, radius: float, start: float, end: float, fill: Colour) -> None:
        """Fill a slice of a disc between two angles (degrees, clockwise from the right)."""
        box = [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE]
        self._pen.pieslice(box, start, end, fill=fill)

    def line(self, points: Sequence[Point], width: float, fill: Colour, *, caps: bool = True) -> None:
        """Draw a line with round joints and, for opaque colours, round ends."""
        scaled = self._scaled(points)
        self._pen.line(scaled, fill=fill, width=max(1, round(width * SCALE)), joint="curve")
        if caps:
            for x, y in (points[0], points[-1]):
                self.disc(x, y, width / 2, fill)

    def curve(self, points: Sequence[Point], width: float, fill: Colour) -> None:
        """Draw a smooth line through the points."""
        self.line(smooth(points, 14), width, fill)

    def star(self, x: float, y: float, radius: float, fill: Colour) -> None:
        """Fill an upright five-pointed star."""
        inner = radius * math.sin(math.radians(18)) / math.sin(math.radians(54))
        angles = (math.radians(-90 + 36 * corner) for corner in range(10))
        self.poly(
            [
                (
                    x + (inner if corner % 2 else radius) * math.cos(angle),
                    y + (inner if corner % 2 else radius) * math.sin(angle),
                )
                for corner, angle in enumerate(angles)
            ],
            fill,
        )

    def fade(self, top: str, bottom: str, y0: float, y1: float) -> None:
        """Fill the width of the sheet with a vertical gradient."""
        rows = round((y1 - y0) * SCALE)
        column = Image.new("RGB", (1, rows))
        column.putdata([rgb(mix(top, bottom, row / max(1, rows - 1))) for row in range(rows)])
        self.image.paste(column.resize((WIDTH * SCALE, rows)), (0, round(y0 * SCALE)))

    def save(self, path: Path) -> None:
        """Scale down, lay a faint paper grain over the flat colours and write a JPEG without metadata."""
        sheet = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        grain = Image.frombytes("L", (400, 267), random.Random("paper").randbytes(400 * 267))
        grain = grain.point([120 + level // 22 for level in range(256)]).resize(
            (WIDTH, HEIGHT), Image.Resampling.BICUBIC
        )
        paper = Image.blend(sheet, Image.merge("RGB", (grain, grain, grain)), 0.022)
        path.parent.mkdir(parents=True, exist_ok=True)
        paper.save(path, "JPEG", quality=QUALITY, optimize=True, subsampling=2)
