"""Houses, the meeting house, flags and lamps."""

from __future__ import annotations

from sample_art.canvas import Canvas, glass, mix
from sample_art.nature import BLUE, CREAM, NAVY, RED, TILE, TILE_DARK, WOOD


def house(
    c: Canvas, x: float, y: float, width: float, wall: str = CREAM, *, lit: bool = False, roof: str = TILE
) -> None:
    """A low tiled village house, its left foot at ``x, y``."""
    high = width * 0.42
    c.rect(x, y - high, width, high, wall)
    c.rect(x, y - high * 0.16, width, high * 0.16, mix(wall, "#8A5A34", 0.35))
    c.poly(
        [
            (x - width * 0.09, y - high),
            (x + width * 0.08, y - high * 1.72),
            (x + width * 0.92, y - high * 1.72),
            (x + width * 1.09, y - high),
        ],
        roof,
    )
    for row in range(1, 4):
        ry = y - high - high * 0.72 * row / 4
        inset = -0.09 + 0.17 * row / 4
        c.line(
            [(x + width * inset, ry), (x + width * (1 - inset), ry)], width * 0.008, glass("#6E2A1B", 0.45), caps=False
        )
    c.rect(
        x - width * 0.1, y - high - width * 0.016, width * 1.2, width * 0.03, mix(roof, "#3A140C", 0.35), width * 0.01
    )
    glow = "#FFD978" if lit else "#7FB0CF"
    c.rect(x + width * 0.42, y - high * 0.74, width * 0.17, high * 0.74, WOOD)
    for wx in (0.12, 0.7):
        c.rect(x + width * wx, y - high * 0.7, width * 0.18, high * 0.36, mix(wall, WOOD, 0.75))
        c.rect(x + width * (wx + 0.015), y - high * 0.67, width * 0.15, high * 0.3, glow)
        c.line(
            [(x + width * (wx + 0.09), y - high * 0.67), (x + width * (wx + 0.09), y - high * 0.37)],
            width * 0.01,
            mix(wall, WOOD, 0.75),
            caps=False,
        )


def hall(c: Canvas, x: float, y: float, width: float, wall: str = "#FFE3A3", *, lit: bool = False) -> None:
    """A village meeting house (nhà văn hóa): porch with columns, a step, a flag."""
    high = width * 0.36
    c.rect(x - width * 0.04, y - width * 0.035, width * 1.08, width * 0.035, "#C9BFA8")
    c.rect(x, y - high, width, high - width * 0.03, wall)
    c.poly(
        [
            (x - width * 0.07, y - high),
            (x + width * 0.1, y - high * 1.5),
            (x + width * 0.9, y - high * 1.5),
            (x + width * 1.07, y - high),
        ],
        TILE,
    )
    for row in (0.33, 0.66):
        ry, inset = y - high - high * 0.5 * row, -0.07 + 0.17 * row
        c.line(
            [(x + width * inset, ry), (x + width * (1 - inset), ry)], width * 0.006, glass("#6E2A1B", 0.45), caps=False
        )
    c.rect(x - width * 0.07, y - high - width * 0.012, width * 1.14, width * 0.03, TILE_DARK, width * 0.008)
    c.rect(x + width * 0.28, y - high * 0.93, width * 0.44, high * 0.16, BLUE, width * 0.012)
    for bar in range(5):
        c.rect(x + width * (0.33 + bar * 0.07), y - high * 0.88, width * 0.05, high * 0.06, "#ffffff", width * 0.004)
    glow = "#FFD978" if lit else "#8EC0DC"
    for wx in (0.1, 0.74):
        c.rect(x + width * wx, y - high * 0.7, width * 0.16, high * 0.42, "#ffffff")
        c.rect(x + width * (wx + 0.012), y - high * 0.67, width * 0.136, high * 0.36, glow)
    c.rect(x + width * 0.4, y - high * 0.7, width * 0.2, high * 0.62, WOOD)
    c.rect(x + width * 0.495, y - high * 0.7, width * 0.01, high * 0.62, mix(WOOD, "#2B1608", 0.5))
    for column in (0.02, 0.3, 0.67, 0.95):
        c.rect(x + width * column, y - high, width * 0.032, high - width * 0.03, "#FFF6DF")


def flag(c: Canvas, x: float, y: float, height: float, *, pole: bool = True, width: float | None = None) -> None:
    """The national flag, 2:3 with its star in the middle, on an upright pole whose foot is at ``x, y``."""
    wide = width or height * 0.42
    high = wide * 2 / 3
    if pole:
        c.line([(x, y), (x, y - height)], height * 0.018, "#E8E2D2")
    c.rect(x, y - height, wide, high, RED)
    c.star(x + wide / 2, y - height + high / 2, high * 0.3, "#FFDE2E")


def street_lamp(c: Canvas, x: float, y: float, height: float, *, lit: bool, left: bool = False) -> None:
    """A solar street lamp; lit, it throws a cone of light."""
    way = -1 if left else 1
    head = (x + way * height * 0.2, y - height * 0.93)
    if lit:
        for spread, opacity in ((0.46, 0.10), (0.30, 0.14)):
            c.poly(
                [
                    (head[0] - height * 0.03, head[1]),
                    (head[0] + height * 0.03, head[1]),
                    (head[0] + height * spread, y),
                    (head[0] - height * spread, y),
                ],
                glass("#FFE58A", opacity),
            )
            c.disc(head[0], y, height * spread, glass("#FFE58A", opacity), 0.16)
    c.line([(x, y), (x, y - height)], height * 0.026, "#8FA0AE")
    c.curve([(x, y - height * 0.95), (x + way * height * 0.1, y - height * 0.97), head], height * 0.02, "#8FA0AE")
    c.poly(
        [
            (x - height * 0.1, y - height * 0.99),
            (x + height * 0.1, y - height * 1.05),
            (x + height * 0.12, y - height * 1.02),
            (x - height * 0.08, y - height * 0.96),
        ],
        NAVY,
    )
    c.rect(
        head[0] - height * 0.055,
        head[1] - height * 0.014,
        height * 0.11,
        height * 0.03,
        "#FFF3B0" if lit else "#E4E8EA",
        height * 0.012,
    )
    if lit:
        c.disc(head[0], head[1], height * 0.085, glass("#FFF3B0", 0.4))
