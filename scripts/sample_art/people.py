"""People, always seen from behind."""

from __future__ import annotations

from sample_art.canvas import Canvas, glass, mix, smooth
from sample_art.nature import HAIR, RED, SHIRT, SKIN, STRAW, WOOD

# Where the hands are, in heights from the feet: painting or reaching up; carrying.
PAINTING = ((-0.16, -0.5), (0.22, -0.9))
CARRYING = ((-0.14, -0.66), (0.14, -0.66))


def person(
    c: Canvas,
    x: float,
    y: float,
    height: float,
    *,
    shirt: str = SHIRT,
    trousers: str = "#26364F",
    hat: str = "",
    arms: tuple[tuple[float, float], tuple[float, float]] = ((-0.15, -0.47), (0.15, -0.47)),
    bag: str = "",
    stride: float = 0.05,
) -> None:
    """A person from behind, feet at ``x, y``.

    Arms end at points given in heights from the feet; the hat is "", "leaf", "cap", "tail" (tied hair) or "helmet".
    """
    h = height
    c.disc(x, y, h * 0.17, glass("#1B2A2A", 0.2), 0.2)
    for side in (-1, 1):
        c.line([(x + side * h * 0.045, y - h * 0.48), (x + side * h * stride, y - h * 0.03)], h * 0.085, trousers)
        c.disc(x + side * h * stride, y - h * 0.015, h * 0.046, "#3A2F2A", 0.55)
    for side, (ax, ay) in zip((-1, 1), arms, strict=True):
        shoulder, hand = (x + side * h * 0.1, y - h * 0.755), (x + ax * h, y + ay * h)
        elbow = ((shoulder[0] + hand[0]) / 2 + side * h * 0.035, (shoulder[1] + hand[1]) / 2 + h * 0.02)
        c.line([shoulder, elbow, hand], h * 0.052, SKIN)
        c.line([shoulder, elbow], h * 0.07, mix(shirt, "#000000", 0.12))
    c.poly(
        smooth(
            [
                (x - h * 0.13, y - h * 0.76),
                (x - h * 0.06, y - h * 0.81),
                (x + h * 0.06, y - h * 0.81),
                (x + h * 0.13, y - h * 0.76),
                (x + h * 0.118, y - h * 0.6),
                (x + h * 0.112, y - h * 0.44),
                (x - h * 0.112, y - h * 0.44),
                (x - h * 0.118, y - h * 0.6),
                (x - h * 0.13, y - h * 0.76),
            ],
            8,
        ),
        shirt,
    )
    c.curve(
        [(x - h * 0.11, y - h * 0.7), (x, y - h * 0.685), (x + h * 0.11, y - h * 0.7)],
        h * 0.006,
        mix(shirt, "#000000", 0.15),
    )
    c.rect(x - h * 0.03, y - h * 0.845, h * 0.06, h * 0.06, SKIN)
    c.disc(x, y - h * 0.905, h * 0.078, HAIR)
    c.rect(x - h * 0.07, y - h * 0.905, h * 0.14, h * 0.05, HAIR, h * 0.03)
    if bag:
        c.rect(x - h * 0.09, y - h * 0.74, h * 0.18, h * 0.23, bag, h * 0.04)
        c.rect(x - h * 0.06, y - h * 0.6, h * 0.12, h * 0.07, mix(bag, "#ffffff", 0.35), h * 0.015)
    _hat(c, x, y, h, hat)


def _hat(c: Canvas, x: float, y: float, h: float, hat: str) -> None:
    if hat == "leaf":
        c.poly([(x - h * 0.17, y - h * 0.885), (x, y - h * 1.03), (x + h * 0.17, y - h * 0.885)], STRAW)
        c.disc(x, y - h * 0.885, h * 0.17, mix(STRAW, WOOD, 0.25), 0.16)
        c.line(
            [(x - h * 0.085, y - h * 0.955), (x + h * 0.085, y - h * 0.955)], h * 0.005, glass(WOOD, 0.5), caps=False
        )
    elif hat == "cap":
        c.disc(x, y - h * 0.895, h * 0.125, "#7F8E4C", 0.34)
        c.half(x, y - h * 0.905, h * 0.085, 180, 360, "#8F9E58")
    elif hat == "helmet":
        c.half(x, y - h * 0.9, h * 0.09, 180, 360, "#F2A516")
        c.rect(x - h * 0.1, y - h * 0.905, h * 0.2, h * 0.02, "#D98C0A", h * 0.01)
    elif hat == "tail":
        c.blob(
            [
                (x - h * 0.028, y - h * 0.9),
                (x + h * 0.028, y - h * 0.9),
                (x + h * 0.034, y - h * 0.78),
                (x, y - h * 0.7),
                (x - h * 0.034, y - h * 0.78),
            ],
            HAIR,
        )
        c.rect(x - h * 0.028, y - h * 0.885, h * 0.056, h * 0.018, RED, h * 0.008)


def sweeper(c: Canvas, x: float, y: float, height: float) -> None:
    """A person sweeping, from behind."""
    person(c, x, y, height, hat="leaf" if int(x) % 2 else "cap", arms=((0.1, -0.52), (0.22, -0.62)))
    c.line([(x + height * 0.16, y - height * 0.72), (x + height * 0.42, y - height * 0.1)], height * 0.028, WOOD)
    c.poly(
        [
            (x + height * 0.38, y - height * 0.15),
            (x + height * 0.45, y - height * 0.12),
            (x + height * 0.56, y + height * 0.04),
            (x + height * 0.36, y + height * 0.06),
        ],
        "#DDB544",
    )
