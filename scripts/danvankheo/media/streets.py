"""More scenes (``scenes.SCENES``): a road with flowers, a school gate, a notice board with loudspeakers, a lotus pond."""

from __future__ import annotations

import math

from danvankheo.media.canvas import HEIGHT, Canvas, mix, smooth, translucent
from danvankheo.media.props import CREAM, TILE, WOOD, person, tree

_PETALS = ("#F472B6", "#FFD100", "#FB7185", "#FFFFFF", "#F97316")


def road(canvas: Canvas, y: float, fields: tuple[str, ...]) -> None:
    """Draw a concrete village road between flower beds, with lanterns above and a cyclist."""
    rng, middle = canvas.random, canvas.width * canvas.random.uniform(0.4, 0.6)
    far, near = y - 8, HEIGHT + 6
    canvas.poly([(middle - 16, far), (middle + 16, far), (middle + 150, near), (middle - 150, near)], "#DAD5C9")
    for step in range(5):
        share = (step / 5) ** 1.7
        at = far + (near - far) * share
        canvas.rect(middle - 2 - 3 * share, at, 4 + 6 * share, 10 + 26 * share, "#FFFFFF", 2)
    for side in (-1, 1):
        for step in range(26):
            share = (step / 25) ** 1.6
            at, size = far + (near - far) * share, 4 + 13 * share
            x = middle + side * (20 + 152 * share + size)
            canvas.disc(x, at, size, mix("#2F8F5B", "#6CBF5A", rng.random()))
            canvas.disc(x + rng.uniform(-3, 3), at - size * 0.6, size * 0.52, rng.choice(_PETALS))
    for number in range(3):
        share = number / 2
        top, wide = y - 66 - 58 * share, 42 + 88 * share
        for side in (-1, 1):
            canvas.line(
                [(middle + side * wide, y + 4 + 60 * share), (middle + side * wide, top)], 2.6 + 1.6 * share, WOOD
            )
        sag = smooth([(middle - wide, top), (middle, top + 14 + 10 * share), (middle + wide, top)], 10)
        canvas.line(sag, 1.2 + share, translucent("#7A3B22", 0.8))
        for place in range(3, len(sag) - 2, 4):
            canvas.disc(*sag[place], 4 + 3.4 * share, ("#F26A5B", "#FFD100")[place // 4 % 2], 1.15)
    bicycle(canvas, middle + 34, min(y + 150, HEIGHT - 26), 92)


def bicycle(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Draw a cyclist who rides to the right."""
    wheel = size * 0.22
    for dx in (-0.34, 0.34):
        canvas.disc(x + dx * size, y - wheel, wheel, "#2B2F3A")
        canvas.disc(x + dx * size, y - wheel, wheel * 0.78, "#E6EAF0")
    frame = ((-0.34, -0.22), (-0.06, -0.56), (0.24, -0.52), (0.34, -0.22), (0.02, -0.24), (-0.06, -0.56))
    canvas.line([(x + dx * size, y + dy * size) for dx, dy in frame], size * 0.045, "#DA251D")
    canvas.line([(x + 0.24 * size, y - 0.52 * size), (x + 0.22 * size, y - 0.66 * size)], size * 0.05, "#2B2F3A")
    canvas.line(
        [(x - 0.06 * size, y - 0.6 * size), (x + 0.1 * size, y - 0.42 * size), (x + 0.04 * size, y - 0.2 * size)],
        size * 0.1,
        "#042454",
    )
    canvas.line([(x - 0.06 * size, y - 0.6 * size), (x + 0.02 * size, y - 0.98 * size)], size * 0.22, "#1976BE")
    canvas.line([(x + 0.02 * size, y - 0.9 * size), (x + 0.22 * size, y - 0.68 * size)], size * 0.075, "#1976BE")
    canvas.disc(x + 0.05 * size, y - 1.16 * size, size * 0.105, "#E2A87B")
    canvas.poly(
        [(x - 0.19 * size, y - 1.18 * size), (x + 0.05 * size, y - 1.42 * size), (x + 0.29 * size, y - 1.18 * size)],
        "#F2D58A",
    )


def gate(canvas: Canvas, y: float, fields: tuple[str, ...]) -> None:
    """Draw a school behind its gate, a zebra crossing in front, two guards and children."""
    width, foot = canvas.width, y + 74
    x = width * canvas.random.uniform(0.3, 0.46)
    canvas.rect(x - 120, foot - 138, 330, 138, CREAM)
    canvas.rect(x - 132, foot - 152, 354, 18, TILE, 4)
    for floor in range(2):
        for number in range(6):
            canvas.rect(x - 106 + number * 53, foot - 124 + floor * 62, 34, 38, "#8EC0DC", 2)
    for side in (x - 210, x + 300):
        tree(canvas, side, foot + 4, 92)
    canvas.rect(-10, foot - 34, width + 20, 34, "#F4EBD3")
    canvas.rect(-10, foot - 38, width + 20, 6, "#C9A66B")
    canvas.rect(x - 44, foot - 40, 178, 44, fields[3])
    for post in (x - 52, x + 126):
        canvas.rect(post, foot - 92, 20, 92, "#E9B949")
        canvas.rect(post - 4, foot - 98, 28, 10, TILE, 3)
    canvas.rect(x - 40, foot - 122, 174, 30, "#0063A8", 6)
    for number in range(5):
        canvas.rect(x - 22 + number * 29, foot - 111, 20, 8, translucent("#FFFFFF", 0.9), 3)
    canvas.rect(-10, foot, width + 20, HEIGHT - foot + 10, "#8D97A5")
    canvas.rect(-10, foot, width + 20, 9, "#D9D3C3")
    for number in range(7):
        left = x - 62 + number * 34
        canvas.poly(
            [(left, foot + 24), (left + 19, foot + 24), (left + 8, HEIGHT + 4), (left - 16, HEIGHT + 4)], "#F5F5F0"
        )
    stand = min(foot + 74, HEIGHT - 16)
    for dx, reach in ((-84, 1.0), (196, -1.0)):
        person(canvas, x + dx, stand, 104, hat=False, reach=reach)
    for number, dx in enumerate((18, 66, 108)):
        person(canvas, x + dx, stand - 8 + number % 2 * 10, 70, hat=False)


def board(canvas: Canvas, y: float, fields: tuple[str, ...]) -> None:
    """Draw a notice board under a roof, the village loudspeakers, people reading."""
    x, foot = canvas.width * canvas.random.uniform(0.34, 0.56), y + 92
    canvas.disc(x, foot + 20, 240, "#E9DCB8", 0.2)
    pole = x + 168
    canvas.line([(pole, foot + 14), (pole, foot - 214)], 6, "#9A8B73")
    for side, height in ((-1, 196), (1, 172)):
        at = foot - height
        canvas.poly(
            [(pole, at - 6), (pole + side * 40, at - 24), (pole + side * 40, at + 24), (pole, at + 6)], "#C7CDD6"
        )
        canvas.disc(pole + side * 40, at, 24, "#EEF1F5", 1.0)
        canvas.disc(pole + side * 40, at, 11, "#7D8896", 1.0)
        for ring in (1, 2):
            start, end = (-50, 50) if side > 0 else (130, 230)
            turns = [math.radians(start + (end - start) * step / 8) for step in range(9)]
            reach = 40 + ring * 17
            canvas.curve(
                [(pole + side * 30 + math.cos(t) * reach, at + math.sin(t) * reach) for t in turns],
                3,
                translucent("#FFFFFF", 0.75),
            )
    for post in (x - 108, x + 92):
        canvas.rect(post, foot - 150, 12, 158, WOOD)
    canvas.rect(x - 118, foot - 140, 232, 96, "#FFF9EA", 6)
    canvas.poly([(x - 142, foot - 142), (x - 112, foot - 172), (x + 108, foot - 172), (x + 138, foot - 142)], TILE)
    papers = (("#DBEAFE", "#1976BE"), ("#FEF3C7", "#E08A1E"), ("#CCFBF1", "#0F766E"), ("#FFE4E6", "#C2574B"))
    for number, (paper, ink) in enumerate(papers):
        left, top = x - 106 + number * 54, foot - 130 + number % 2 * 8
        canvas.rect(left, top, 44, 58, paper, 2)
        for line in range(4):
            canvas.rect(left + 6, top + 9 + line * 12, 32 - line % 2 * 9, 4, ink)
    for number, dx in enumerate((-92, -34, 34, 84)):
        person(canvas, x + dx, min(foot + 50 + number % 2 * 14, HEIGHT - 14), 92, hat=number % 2 == 1)


def pond(canvas: Canvas, y: float, fields: tuple[str, ...]) -> None:
    """Draw a lotus pond with ducks and a person who feeds them."""
    rng, width = canvas.random, canvas.width
    middle, across, deep = (width * 0.5, y + 84), width * 0.64, 58.0

    def afloat(turn: float, reach: float) -> tuple[float, float]:
        return middle[0] + math.cos(turn) * across * reach, middle[1] + math.sin(turn) * deep * reach

    canvas.disc(middle[0], middle[1] + 5, across + 14, mix(fields[2], "#8A6A3E", 0.3), (deep + 14) / (across + 14))
    canvas.disc(*middle, across, "#8CCBE0", deep / across)
    for _ in range(12):
        x, at = afloat(rng.uniform(0, math.tau), rng.uniform(0.1, 0.8))
        canvas.line([(x, at), (x + 34, at)], 2, translucent("#FFFFFF", 0.5))
    for number in range(15):
        x, at = afloat(number * 2.4, 0.2 + 0.64 * ((number * 37) % 10) / 10)
        size = 18 + (at - y) * 0.07
        canvas.disc(x, at, size, mix("#2F8F5B", "#7DBB5E", rng.random()), 0.42)
        if number % 3 == 0:
            for dx, dy in ((-0.45, -0.55), (0.45, -0.55), (-0.2, -0.85), (0.2, -0.85), (0.0, -0.6)):
                canvas.disc(x + dx * size, at + dy * size, size * 0.38, "#F78FB3" if dx else "#FBC2D5", 1.4)
    for number in range(4):
        x, at = middle[0] + (number - 1.2) * 62, middle[1] + number % 2 * 26 - 4
        canvas.disc(x, at, 17, "#FFFDF3", 0.6)
        canvas.disc(x + 14, at - 13, 8, "#FFFDF3")
        canvas.poly([(x + 20, at - 15), (x + 32, at - 11), (x + 20, at - 8)], "#F59E0B")
    person(canvas, width * rng.uniform(0.76, 0.84), min(y + 196, HEIGHT - 6), 104, reach=-1)
