"""Scenes of gardens, cane and poultry. Every scene takes the canvas, an hour, a season and a variant."""

from __future__ import annotations

import math

from sample_art.buildings import house
from sample_art.canvas import WIDTH, Canvas, glass, mix
from sample_art.nature import (
    CREAM,
    RED,
    SEASONS,
    SHIRT,
    WOOD,
    ground,
    ribbon,
    round_tree,
    sky,
    wash,
)
from sample_art.people import person


def pomelo_garden(c: Canvas, hour: str, season: str, variant: int) -> None:
    """A garden of Luận Văn pomelos, red when ripe."""
    sky(c, hour, horizon=470)
    colours = SEASONS[season]
    ground(c, 470, (colours[1], colours[2], colours[3]))
    house(c, (1120, 140, 650)[variant], 590, 230, lit=hour == "night")
    ribbon(c, [(820, 560, 40), (790, 700, 110), (860, 860, 200), (760, 1120, 380)], "#E9CF9C", "#CBAA6E")
    fruit = "#E4573D" if season in ("harvest", "winter") else None
    for row, (y, size) in enumerate(((640, 170), (770, 260), (960, 390))):
        for x in range(-40 + row * 40, WIDTH + 150, int(size * 1.12)):
            if abs(x - 810) > 110 + row * 95:
                round_tree(
                    c,
                    x + c.rng.uniform(-14, 14),
                    y + c.rng.uniform(-10, 10),
                    size,
                    mix("#2F8F5B", "#3FA05A", c.rng.random()),
                    fruit,
                )
    if variant != 2:
        person(c, 735, 880, 255, hat="cap", arms=((-0.34, -0.92), (0.16, -0.5)))
        person(c, 930, 905, 240, shirt="#C2574B", hat="leaf", arms=((-0.16, -0.44), (0.3, -0.86)))
    for x, y in ((790, 985), (900, 1005)) if fruit else ():
        _basket(c, x, y, 120, fruit or "#E4573D")
    wash(c, hour)


def sugarcane(c: Canvas, hour: str, season: str, variant: int) -> None:
    """A field class between rows of sugar cane."""
    sky(c, hour, horizon=450)
    colours = SEASONS[season]
    ground(c, 450, (colours[0], colours[1]))
    ribbon(c, [(800, 470, 80), (800, 640, 240), (800, 820, 560), (800, 1120, 1050)], "#C98F5A", "#A36B3E")
    for row in range(6):
        y, size = 560 + row * 92, 190 + row * 92
        for side in (-1, 1):
            for stem in range(8):
                x = 800 + side * (130 + row * 66 + stem * (50 + row * 8))
                _cane(c, x, y, size * c.rng.uniform(0.9, 1.1))
        if row == 2:
            for x, size2, hat in ((790, 200, "leaf"), (880, 215, "cap"), (960, 205, "leaf")):
                person(c, x, y + 40, size2, hat=hat, shirt="#C2574B" if x == 960 else SHIRT)
        if row == 4:
            person(c, 660, y + 40, 300, hat="cap", arms=((-0.16, -0.48), (0.3, -0.82)))
            c.line([(660 + 90, y - 205), (660 + 110, y - 330)], 12, "#7FA646")
    wash(c, hour)


def chicken_hill(c: Canvas, hour: str, season: str, variant: int) -> None:
    """Free-range chickens on a low hill."""
    sky(c, hour, horizon=430)
    colours = SEASONS[season]
    ground(c, 430, (colours[0], colours[1], colours[2], colours[3]), wave=44)
    for x, y, size in ((140, 640, 260), (420, 590, 200), (1460, 660, 300), (1230, 600, 190)):
        round_tree(c, x, y, size)
    house(c, 730, 640, 300, "#E9D8B4", roof="#8FA3B0", lit=hour == "night")
    for post in range(15):
        x = post * 120 - 30
        c.line([(x, 720), (x, 640)], 9, WOOD)
    for rail in (660, 695):
        c.line([(0, rail), (WIDTH, rail)], 5, mix(WOOD, CREAM, 0.3))
    person(c, 560, 900, 300, hat="leaf", arms=((-0.16, -0.5), (0.36, -0.6)))
    for _ in range(24):
        hx, hy = c.rng.uniform(80, 1520), c.rng.uniform(780, 1010)
        if not 480 < hx < 640:
            _hen(
                c,
                hx,
                hy,
                34 + (hy - 780) * 0.12,
                c.rng.choice(("#B9552F", "#D98A3D", "#F4E6CB", "#6E4A35")),
                c.rng.choice((-1, 1)),
            )
    wash(c, hour)


def _basket(c: Canvas, x: float, y: float, width: float, fruit: str) -> None:
    for dx, dy in ((-0.3, -0.34), (0.28, -0.34), (0, -0.36), (-0.14, -0.52), (0.16, -0.52)):
        c.disc(x + dx * width, y + dy * width, width * 0.17, mix(fruit, "#ffffff", 0.12 * abs(dx)))
    c.poly(
        [
            (x - width * 0.5, y - width * 0.32),
            (x + width * 0.5, y - width * 0.32),
            (x + width * 0.36, y + width * 0.14),
            (x - width * 0.36, y + width * 0.14),
        ],
        "#B98546",
    )
    for row in range(3):
        c.line(
            [
                (x - width * (0.47 - row * 0.04), y - width * (0.24 - row * 0.13)),
                (x + width * (0.47 - row * 0.04), y - width * (0.24 - row * 0.13)),
            ],
            width * 0.03,
            "#DDB26C",
        )


def _cane(c: Canvas, x: float, y: float, height: float) -> None:
    tip = (x + c.rng.uniform(-0.06, 0.06) * height, y - height * 0.7)
    c.line([(x, y), tip], height * 0.042, mix("#9C7B4A", "#A8B35A", c.rng.random()))
    for joint in range(1, 6):
        jx, jy = x + (tip[0] - x) * joint / 6, y + (tip[1] - y) * joint / 6
        c.line([(jx - height * 0.018, jy), (jx + height * 0.018, jy)], height * 0.009, "#6E5530", caps=False)
    for angle in (-165, -135, -105, -80, -50, -18):
        turn = math.radians(angle)
        far = (tip[0] + math.cos(turn) * height * 0.36, tip[1] + math.sin(turn) * height * 0.3 + height * 0.08)
        knee = (tip[0] + math.cos(turn) * height * 0.2, tip[1] + math.sin(turn) * height * 0.3 - height * 0.04)
        c.curve([tip, knee, far], height * 0.026, mix("#3F9F62", "#A8CF5A", c.rng.random()))


def _hen(c: Canvas, x: float, y: float, size: float, colour: str, way: int) -> None:
    c.disc(x, y + size * 0.62, size * 0.6, glass("#1B2A2A", 0.18), 0.25)
    for leg in (-0.15, 0.15):
        c.line([(x + leg * size, y + size * 0.3), (x + leg * size, y + size * 0.62)], size * 0.07, "#E0A030")
    c.blob(
        [
            (x - way * size * 0.75, y - size * 0.5),
            (x - way * size * 0.2, y - size * 0.18),
            (x + way * size * 0.3, y - size * 0.4),
            (x + way * size * 0.5, y + size * 0.02),
            (x, y + size * 0.42),
            (x - way * size * 0.5, y + size * 0.14),
        ],
        colour,
    )
    c.disc(x + way * size * 0.42, y - size * 0.5, size * 0.2, colour)
    c.disc(x + way * size * 0.4, y - size * 0.7, size * 0.09, RED)
    c.poly(
        [
            (x + way * size * 0.58, y - size * 0.55),
            (x + way * size * 0.78, y - size * 0.46),
            (x + way * size * 0.58, y - size * 0.42),
        ],
        "#E0A030",
    )
