"""The sign of the season at the edge of a landscape: peach blossom, flame tree, ripe rice, mist over winter fields."""

from __future__ import annotations

import math

from danvankheo.media.canvas import HEIGHT, Canvas, mix, smooth, translucent

_BARK = "#5B3A29"


def draw(canvas: Canvas, season: str, horizon: float) -> None:
    """Draw the sign of a season (a key of ``landscapes.SEASONS``)."""
    {"spring": _peach, "summer": _flame, "harvest": _ears, "winter": _mist}[season](canvas, horizon)


def _branch(canvas: Canvas, reach: float) -> list[tuple[float, float]]:
    """Draw a branch from the upper right edge; return points along branch and twigs."""
    right = canvas.width + 12
    main = smooth([(right, 150), (right - reach * 0.35, 128), (right - reach * 0.7, 150), (right - reach, 196)], 10)
    canvas.line(main, 6, _BARK)
    points = main[6:]
    for start, dx, dy in ((8, -58, -56), (14, -44, 58), (20, -62, -40), (24, -18, 52)):
        x, y = main[start]
        twig = smooth([(x, y), (x + dx * 0.5, y + dy * 0.4), (x + dx, y + dy)], 6)
        canvas.line(twig, 3.4, _BARK)
        points += twig[2:]
    return points


def _peach(canvas: Canvas, horizon: float) -> None:
    rng = canvas.random
    for x, y in _branch(canvas, rng.uniform(170, 215))[::2]:
        x, y = x + rng.uniform(-9, 9), y + rng.uniform(-9, 9)
        size, turn = rng.uniform(6.0, 9.5), rng.uniform(0, 1)
        for petal in range(5):
            angle = (petal / 5 + turn) * math.tau
            canvas.disc(x + math.cos(angle) * size * 0.72, y + math.sin(angle) * size * 0.72, size * 0.62, "#F9A8C4")
        canvas.disc(x, y, size * 0.36, "#E11D6A")


def _flame(canvas: Canvas, horizon: float) -> None:
    rng = canvas.random
    points = _branch(canvas, rng.uniform(180, 230))
    for x, y in points[::2]:
        canvas.disc(x + rng.uniform(-12, 12), y + rng.uniform(-4, 16), rng.uniform(9, 15), mix("#2F8F5B", "#7FBF5A", rng.random()), 0.6)  # fmt: skip
    for x, y in points:
        x, y = x + rng.uniform(-12, 12), y + rng.uniform(-12, 8)
        canvas.disc(x, y, rng.uniform(5, 10), rng.choice(("#E5322D", "#F0532D", "#D81F26")), 0.8)


def _ears(canvas: Canvas, horizon: float) -> None:
    """Draw ripe ears in the foreground, at both sides."""
    rng = canvas.random
    for side in (0.0, canvas.width):
        way = 1 if side == 0 else -1
        for stalk in range(8):
            foot = side + way * (stalk * 13 - 8)
            height = rng.uniform(120, 190) - stalk * 7
            tip = foot + way * rng.uniform(26, 54)
            stem = smooth([(foot, HEIGHT + 4), (foot + way * 4, HEIGHT - height * 0.7), (tip, HEIGHT - height)], 8)
            canvas.line(stem, 2.6, "#B98A1E")
            for x, y in stem[7:]:
                for lean in (-5, 5):
                    canvas.disc(x + lean, y + abs(lean), 4.4, mix("#F6C945", "#D99A1C", rng.random()), 1.3)


def _mist(canvas: Canvas, horizon: float) -> None:
    for level in range(4):
        y = horizon - 34 + level * 30
        x = canvas.width * canvas.random.uniform(-0.3, 0.4)
        width = canvas.width * canvas.random.uniform(0.7, 1.1)
        for grow, opacity in ((1.0, 0.2), (0.82, 0.24)):
            canvas.rect(
                x + width * (1 - grow) / 2,
                y - 11 * grow,
                width * grow,
                22 * grow,
                translucent("#FFFFFF", opacity),
                11 * grow,
            )
