"""A canvas for flat shapes. Lengths are in units (the height is 630); shapes are drawn larger and scaled down for smooth edges."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence

from PIL import Image, ImageDraw

HEIGHT = 630.0
Point = tuple[float, float]
Colour = str | tuple[int, int, int, int]


def rgb(colour: str) -> tuple[int, int, int]:
    """Return the channels of ``#rrggbb``."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(one: str, other: str, share: float) -> str:
    """Return the colour that lies ``share`` (0–1) of the way from one to the other."""
    channels = (round(a + (b - a) * share) for a, b in zip(rgb(one), rgb(other), strict=True))
    return "#" + "".join(f"{channel:02x}" for channel in channels)


def translucent(colour: str, opacity: float) -> tuple[int, int, int, int]:
    """Return a translucent colour; opacity 0–1."""
    return (*rgb(colour), round(255 * opacity))


def smooth(points: Sequence[Point], steps: int = 12) -> list[Point]:
    """Return a Catmull–Rom curve through the points."""
    padded = [points[0], *points, points[-1]]
    curve: list[Point] = []
    for (ax, ay), (bx, by), (cx, cy), (dx, dy) in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for step in range(steps):
            t = step / steps
            u, v = t * t, t * t * t
            curve.append(
                (
                    0.5
                    * (2 * bx + (cx - ax) * t + (2 * ax - 5 * bx + 4 * cx - dx) * u + (3 * bx - ax - 3 * cx + dx) * v),
                    0.5
                    * (2 * by + (cy - ay) * t + (2 * ay - 5 * by + 4 * cy - dy) * u + (3 * by - ay - 3 * cy + dy) * v),
                )
            )
    return [*curve, points[-1]]


def gradient(size: tuple[int, int], first: str, last: str, *, across: float = 0.0) -> Image.Image:
    """Return a gradient from the top to the bottom; across: how far (0–1) it runs from left to right instead."""
    down = Image.linear_gradient("L")
    level = Image.blend(down, down.transpose(Image.Transpose.ROTATE_90), across)
    level = level.resize(size, Image.Resampling.BILINEAR)
    bands = (
        level.point([round(a + (b - a) * step / 255) for step in range(256)])
        for a, b in zip(rgb(first), rgb(last), strict=True)
    )
    return Image.merge("RGB", list(bands))


class Canvas:
    """A canvas ``width`` units wide. ``random`` gives its random numbers: the same seed draws the same picture everywhere."""

    def __init__(self, pixels: tuple[int, int], seed: str, *, oversampling: int = 2) -> None:
        self.random = random.Random(seed)
        self._oversampling = oversampling
        self._scale = pixels[1] * oversampling / HEIGHT
        self.width = pixels[0] * HEIGHT / pixels[1]
        self._image = Image.new("RGB", (pixels[0] * oversampling, pixels[1] * oversampling))
        # Blending takes three times as long as filling, so opaque colours have a pen without it.
        self._solid, self._translucent = ImageDraw.Draw(self._image), ImageDraw.Draw(self._image, "RGBA")

    def _pen(self, fill: Colour) -> ImageDraw.ImageDraw:
        return self._solid if isinstance(fill, str) else self._translucent

    def _scaled(self, points: Iterable[Point]) -> list[Point]:
        scale = self._scale
        return [(x * scale, y * scale) for x, y in points]

    def fade(self, top: str, bottom: str, y0: float, y1: float) -> None:
        """Fill the whole width between two heights with a gradient."""
        height = round((y1 - y0) * self._scale)
        self._image.paste(gradient((self._image.width, height), top, bottom), (0, round(y0 * self._scale)))

    def poly(self, points: Iterable[Point], fill: Colour) -> None:
        """Fill a polygon."""
        self._pen(fill).polygon(self._scaled(points), fill=fill)

    def blob(self, points: Sequence[Point], fill: Colour) -> None:
        """Fill a closed smooth shape through the points."""
        self.poly(smooth([*points, points[0]]), fill)

    def land(self, edge: Sequence[Point], fill: Colour) -> None:
        """Fill everything below a line."""
        self.poly([*edge, (edge[-1][0], HEIGHT + 5), (edge[0][0], HEIGHT + 5)], fill)

    def rect(self, x: float, y: float, width: float, height: float, fill: Colour, radius: float = 0) -> None:
        """Fill a rectangle whose upper left corner is ``x, y``."""
        left, top = x * self._scale, y * self._scale
        box = (left, top, left + max(1.0, width * self._scale), top + max(1.0, height * self._scale))
        if radius:
            self._pen(fill).rounded_rectangle(box, radius * self._scale, fill=fill)
        else:
            self._pen(fill).rectangle(box, fill=fill)

    def disc(self, x: float, y: float, radius: float, fill: Colour, flat: float = 1.0) -> None:
        """Fill a disc; flat: its height relative to its width."""
        scale, half_height = self._scale, radius * flat
        self._pen(fill).ellipse(
            ((x - radius) * scale, (y - half_height) * scale, (x + radius) * scale, (y + half_height) * scale),
            fill=fill,
        )

    def half_disc(self, x: float, y: float, radius: float, fill: Colour) -> None:
        """Fill the upper half of a disc."""
        scale = self._scale
        box = ((x - radius) * scale, (y - radius) * scale, (x + radius) * scale, (y + radius) * scale)
        self._pen(fill).pieslice(box, 180, 360, fill=fill)

    def line(self, points: Sequence[Point], width: float, fill: Colour) -> None:
        """Draw a line with round joints."""
        self._pen(fill).line(self._scaled(points), fill=fill, width=max(1, round(width * self._scale)), joint="curve")

    def curve(self, points: Sequence[Point], width: float, fill: Colour) -> None:
        """Draw a smooth line through the points."""
        self.line(smooth(points, 8), width, fill)

    def bird(self, x: float, y: float, span: float, fill: Colour) -> None:
        """Draw a flying bird."""
        for way in (-1, 1):
            wing = [(x, y), (x + way * span * 0.25, y - span * 0.22), (x + way * span * 0.5, y - span * 0.06)]
            self.curve(wing, span * 0.09, fill)

    def rays(self, x: float, y: float, inner: float, outer: float, count: int, fill: Colour) -> None:
        """Draw broad rays around a point."""
        for number in range(count):
            turn = math.tau * number / count
            spread = math.tau / count / 4
            self.poly(
                [
                    (x + math.cos(turn - spread) * inner, y + math.sin(turn - spread) * inner),
                    (x + math.cos(turn - spread) * outer, y + math.sin(turn - spread) * outer),
                    (x + math.cos(turn + spread) * outer, y + math.sin(turn + spread) * outer),
                    (x + math.cos(turn + spread) * inner, y + math.sin(turn + spread) * inner),
                ],
                fill,
            )

    def done(self) -> Image.Image:
        """Return the picture at the size asked for."""
        return self._image.reduce(self._oversampling)
