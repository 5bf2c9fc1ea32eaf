"""Objects of a landscape: houses, trees, people, lamps. ``x, y`` is the foot of an object; lengths are in canvas units."""

from __future__ import annotations

import math

from danvankheo.media.canvas import Canvas, mix, smooth, translucent

TILE, CREAM, WOOD, GREEN, STRAW, NAVY = "#C9573A", "#FBEBCB", "#8A5A34", "#2F8F5B", "#F2D58A", "#042454"
_SHIRTS = ("#1976BE", "#0F766E", "#7B5EA7", "#C2574B", "#E08A1E")


def house(canvas: Canvas, x: float, y: float, width: float, *, lit: bool = False, roof: str = TILE) -> None:
    """Draw a low tiled house whose lower left corner is ``x, y``."""
    wall = width * 0.44
    canvas.rect(x, y - wall, width, wall, CREAM)
    canvas.rect(x, y - wall * 0.18, width, wall * 0.18, mix(CREAM, WOOD, 0.35))
    slope = [(-0.1, 1.0), (0.1, 1.72), (0.9, 1.72), (1.1, 1.0)]
    canvas.poly([(x + width * dx, y - wall * dy) for dx, dy in slope], roof)
    canvas.rect(x - width * 0.1, y - wall - 1.2, width * 1.2, 2.4, mix(roof, "#3A140C", 0.35))
    canvas.rect(x + width * 0.42, y - wall * 0.72, width * 0.17, wall * 0.72, WOOD)
    for wx in (0.13, 0.71):
        canvas.rect(x + width * wx, y - wall * 0.7, width * 0.17, wall * 0.36, "#FFD978" if lit else "#7FB0CF")


def tree(canvas: Canvas, x: float, y: float, size: float, colour: str = GREEN, fruit: str = "") -> None:
    """Draw a round tree; fruit: the colour of its fruit, "" for none."""
    canvas.disc(x, y + 1, size * 0.4, translucent("#0B3B2A", 0.18), 0.22)
    canvas.line([(x, y), (x, y - size * 0.5)], size * 0.09, WOOD)
    dark, pale = mix(colour, "#0B3B2A", 0.22), mix(colour, "#E7F08A", 0.28)
    leaves = (
        (0.0, -0.72, 0.44, dark),
        (-0.24, -0.6, 0.29, dark),
        (0.26, -0.6, 0.29, dark),
        (-0.06, -0.8, 0.35, colour),
        (0.14, -0.7, 0.27, colour),
        (-0.14, -0.92, 0.17, pale),
    )
    for dx, dy, radius, fill in leaves:
        canvas.disc(x + dx * size, y + dy * size, radius * size, fill)
    for number in range(8 if fruit else 0):
        turn, reach = number * 2.4 + size, 0.12 + 0.24 * ((number * 37) % 10) / 10
        at = x + math.cos(turn) * reach * size, y - size * 0.68 + math.sin(turn) * reach * size
        canvas.disc(*at, size * 0.066, fruit)


def palm(canvas: Canvas, x: float, y: float, height: float, colour: str = GREEN) -> None:
    """Draw a slender areca palm."""
    top = (x + canvas.random.uniform(-0.05, 0.05) * height, y - height)
    canvas.line([(x, y), top], height * 0.042, "#A89878")
    for angle in (-170, -140, -110, -70, -40, -10):
        turn, reach = math.radians(angle), height * 0.27
        tip = (top[0] + math.cos(turn) * reach, top[1] + math.sin(turn) * reach * 0.7 + reach * 0.3)
        bend = (top[0] + math.cos(turn) * reach * 0.55, top[1] + math.sin(turn) * reach * 0.72 - reach * 0.08)
        canvas.line(smooth([top, bend, tip], 5), height * 0.036, colour if angle % 3 else mix(colour, "#E7F08A", 0.25))


def bamboo(canvas: Canvas, x: float, y: float, height: float) -> None:
    """Draw a clump of bamboo."""
    rng = canvas.random
    for stem in range(6):
        lean = (stem - 2.5) * height * 0.1
        tip = (x + lean * 2, y - height * rng.uniform(0.8, 1.0))
        canvas.curve([(x + lean * 0.3, y), (x + lean, y - height * 0.55), tip], height * 0.025, mix("#7FA646", "#3F8F4F", stem / 5))  # fmt: skip
        for leaf in range(9):
            along = 0.4 + leaf * 0.07
            lx, ly = x + lean * (0.3 + 1.7 * along), y - (y - tip[1]) * along
            side = (1 if leaf % 2 else -1) * height * rng.uniform(0.08, 0.14)
            canvas.poly([(lx, ly), (lx + side * 0.5, ly - height * 0.03), (lx + side, ly + height * 0.05)], mix("#4E9B4F", "#A6CC5C", rng.random()))  # fmt: skip


def person(canvas: Canvas, x: float, y: float, size: float, *, hat: bool = True, reach: float = 0.0) -> None:
    """Draw a standing young person; reach: side of a raised arm (-1 left, 1 right, 0 none)."""
    shirt = canvas.random.choice(_SHIRTS)
    for leg in (-0.07, 0.07):
        canvas.line([(x + leg * size, y), (x + leg * size * 0.7, y - size * 0.42)], size * 0.1, NAVY)
    canvas.rect(x - size * 0.14, y - size * 0.78, size * 0.28, size * 0.42, shirt, size * 0.09)
    arms = ((-0.2, -0.4), (0.2, -0.4)) if not reach else ((-0.2 * reach, -0.42), (0.34 * reach, -0.86))
    for dx, dy in arms:
        canvas.line([(x + math.copysign(0.11, dx) * size, y - size * 0.72), (x + dx * size, y + dy * size)], size * 0.085, shirt)  # fmt: skip
    canvas.disc(x, y - size * 0.88, size * 0.105, "#E2A87B")
    if hat:
        canvas.poly([(x - size * 0.24, y - size * 0.9), (x, y - size * 1.13), (x + size * 0.24, y - size * 0.9)], STRAW)
    else:
        canvas.half_disc(x, y - size * 0.89, size * 0.115, "#2B2430")


def lamps(canvas: Canvas, bands: list[float]) -> None:
    """Draw street lamps with their light; called after the dark wash of the night, which must not cover them."""
    y = bands[3] + 14
    for number in range(1, 5):
        x = canvas.width * (number - 0.5) / 4
        height = 120.0
        for spread, opacity in ((0.5, 0.12), (0.3, 0.16)):
            cone = [(x - 3, y - height), (x + 3, y - height), (x + height * spread, y), (x - height * spread, y)]
            canvas.poly(cone, translucent("#FFE58A", opacity))
            canvas.disc(x, y, height * spread, translucent("#FFE58A", opacity), 0.16)
        canvas.line([(x + 16, y), (x + 16, y - height - 4), (x, y - height - 2)], 3.6, "#9FB2C6")
        canvas.disc(x, y - height, 13, translucent("#FFF3B0", 0.35))
        canvas.rect(x - 8, y - height - 3, 16, 6, "#FFF3B0", 3)


def meeting_house(canvas: Canvas, x: float, y: float, width: float) -> None:
    """Draw the village's meeting house: porch, columns, a step."""
    wall = width * 0.36
    canvas.rect(x - width * 0.05, y - width * 0.04, width * 1.1, width * 0.05, "#C9BFA8")
    canvas.rect(x, y - wall, width, wall - width * 0.03, "#FFE3A3")
    canvas.poly(
        [(x + width * dx, y - wall * dy) for dx, dy in ((-0.08, 1.0), (0.1, 1.55), (0.9, 1.55), (1.08, 1.0))], TILE
    )
    canvas.rect(x - width * 0.08, y - wall - width * 0.012, width * 1.16, width * 0.03, "#A5432D")
    canvas.rect(x + width * 0.28, y - wall * 0.92, width * 0.44, wall * 0.15, "#0063A8")
    for wx in (0.1, 0.74):
        canvas.rect(x + width * wx, y - wall * 0.68, width * 0.16, wall * 0.4, "#8EC0DC")
    canvas.rect(x + width * 0.4, y - wall * 0.7, width * 0.2, wall * 0.62, WOOD)
    for column in (0.02, 0.3, 0.67, 0.95):
        canvas.rect(x + width * column, y - wall, width * 0.032, wall - width * 0.03, "#FFF6DF")
