"""Scenes of yards and lanes in a village. Every scene takes the canvas, an hour, a season and a variant."""

from __future__ import annotations

from sample_art.buildings import hall, house
from sample_art.canvas import HEIGHT, WIDTH, Canvas, glass, mix, smooth
from sample_art.nature import (
    BLUE,
    CONCRETE,
    CREAM,
    HAIR,
    NAVY,
    RED,
    SEASONS,
    SHIRT,
    SUN,
    WOOD,
    areca,
    bamboo,
    banana,
    ground,
    ribbon,
    round_tree,
    sky,
    wash,
)
from sample_art.people import PAINTING, person, sweeper


def playground(c: Canvas, hour: str, season: str, variant: int) -> None:
    """A playground of old tyres beside the meeting house."""
    sky(c, hour, horizon=430)
    colours = SEASONS[season]
    ground(c, 440, (colours[0], colours[1], colours[2]))
    hall(c, (880, 130, 520)[variant], 650, 560)
    for x, size in (((120, 330), (520, 260)), ((1450, 330), (980, 250)), ((180, 330), (1420, 340)))[variant]:
        round_tree(c, x, 650, size)
    c.poly(smooth([(-50, 690), (500, 650), (1100, 670), (1650, 640), (1650, 1150), (-50, 1150)]), "#E7CE9F")
    _swing(c, (330, 1080, 300)[variant], 850, 330)
    _slide(c, (1130, 360, 1200)[variant], 860, 320)
    paints = (RED, SUN, "#1976BE", "#3F9F62", "#F28BB0", "#7B5EA7", "#F26A21")
    for index, paint in enumerate(paints):
        x = 140 + index * 215
        c.disc(x, 1000 + index % 2 * 22, 84, mix(paint, "#000000", 0.25))
        c.rect(-20 + x - 90, 1010 + index % 2 * 22, 220, 120, "#E7CE9F")
        c.ring(x, 985 + index % 2 * 22, 84, 34, paint)
        c.rect(x - 110, 1012 + index % 2 * 22, 220, 90, "#D9BB84")
    if variant != 2:
        person(c, 800, 900, 190, shirt="#F28BB0", hat="tail", arms=((-0.34, -0.9), (0.34, -0.9)))
        person(c, 690, 915, 175, shirt=SUN, arms=((-0.2, -0.45), (0.36, -0.85)))
    else:
        person(c, 800, 910, 320, hat="cap", arms=((-0.16, -0.48), (0.24, -0.44)))
        person(c, 960, 930, 330, hat="tail", arms=((-0.24, -0.44), (0.16, -0.46)))
    wash(c, hour)


def cleanup(c: Canvas, hour: str, season: str, variant: int) -> None:
    """Sweeping the lane on a Saturday morning."""
    sky(c, hour, horizon=440)
    colours = SEASONS[season]
    ground(c, 450, (colours[0], colours[1], colours[2], colours[3]))
    house(c, 1080, 640, 340)
    bamboo(c, 170, 660, 430, 8)
    bamboo(c, 400, 630, 320, 6)
    ribbon(c, [(760, 560, 70), (740, 680, 190), (800, 840, 430), (840, 1120, 850)], CONCRETE, colours[1])
    for x, colour in ((1180, "#3F9F62"), (1300, "#F2A516"), (1420, BLUE)):
        c.rect(x, 760, 96, 130, colour, 12)
        c.rect(x - 8, 744, 112, 26, mix(colour, "#000000", 0.2), 10)
        c.disc(x + 48, 828, 22, glass("#ffffff", 0.85))
    sweeper(c, 640, 900, 300)
    sweeper(c, 960, 950, 325)
    person(c, 330, 960, 320, hat="leaf", shirt="#C2574B", arms=((-0.18, -0.42), (0.2, -0.42)))
    c.blob([(390, 970), (372, 890), (404, 846), (436, 890), (430, 970)], "#3E4C59")
    for _ in range(18):
        lx, ly = c.rng.uniform(560, 1000), c.rng.uniform(930, 1040)
        c.blob(
            [(lx, ly), (lx + 14, ly - 8), (lx + 26, ly), (lx + 12, ly + 7)],
            c.rng.choice(("#C99A3B", "#A8B35A", "#B96A3A")),
        )
    wash(c, hour)


def loudspeaker(c: Canvas, hour: str, season: str, variant: int) -> None:
    """The village loudspeaker above roofs and bamboo at daybreak."""
    sky(c, hour, horizon=640, sun_x=1180)
    ground(c, 640, SEASONS[season][:3])
    for x, width in ((80, 300), (980, 330), (1320, 260)):
        house(c, x, 860, width, lit=hour in ("dawn", "dusk"))
    bamboo(c, 800, 860, 480, 8)
    banana(c, 450, 880, 260)
    ground(c, 880, SEASONS[season][2:5])
    c.rect(560, 150, 26, 860, "#A9A294", 8)
    for way, y in ((-1, 250), (1, 320)):
        base = 573
        c.poly(
            [
                (base, y - 16),
                (base + way * 70, y - 26),
                (base + way * 170, y - 86),
                (base + way * 170, y + 86),
                (base + way * 70, y + 26),
                (base, y + 16),
            ],
            "#8FA0AE",
        )
        c.disc(base + way * 170, y, 86, "#C6D0D8", 1)
        c.disc(base + way * 170, y, 66, "#5D6B78", 1)
        c.disc(base + way * 170, y, 22, "#C6D0D8", 1)
        for wave in range(3):
            reach = 130 + wave * 46
            c.curve(
                [
                    (base + way * (170 + reach * 0.64), y - reach * 0.55),
                    (base + way * (170 + reach * 0.9), y),
                    (base + way * (170 + reach * 0.64), y + reach * 0.55),
                ],
                9,
                glass(SUN, 0.9 - wave * 0.22),
            )
    wash(c, hour)


def roof_repair(c: Canvas, hour: str, season: str, variant: int) -> None:
    """Mending an old roof before the storms."""
    sky(c, hour, horizon=430)
    ground(c, 450, SEASONS[season][:3])
    banana(c, 190, 700, 330)
    areca(c, 1440, 720, 460)
    house(c, 430, 790, 720)
    for column in range(4):
        for row in range(3):
            c.rect(
                690 + column * 52 + row * 4, 318 + row * 50, 48, 46, mix("#E08A5C", "#F0A878", (column + row) % 2), 8
            )
    ground(c, 800, SEASONS[season][2:5])
    c.line([(1000, 930), (900, 400)], 14, WOOD)
    c.line([(1080, 930), (980, 400)], 14, WOOD)
    for rung in range(10):
        share = (rung + 0.5) / 10
        c.line(
            [(1000 - 100 * share, 930 - 530 * share), (1080 - 100 * share, 930 - 530 * share)],
            10,
            mix(WOOD, CREAM, 0.2),
        )
    person(c, 985, 690, 290, hat="helmet", arms=((-0.3, -0.92), (0.2, -0.86)))
    person(c, 1180, 960, 330, hat="cap", arms=((-0.4, -0.72), (0.15, -0.47)))
    person(c, 560, 960, 320, hat="tail", arms=((-0.14, -0.55), (0.14, -0.55)))
    for tile in range(5):
        c.rect(620 + tile % 2 * 8, 930 - tile * 22, 110, 20, "#E08A5C", 5)
    wash(c, hour)


def volleyball(c: Canvas, hour: str, season: str, variant: int) -> None:
    """Volleyball in the yard of the meeting house."""
    sky(c, hour, horizon=440)
    ground(c, 450, SEASONS[season][:2])
    hall(c, 520, 660, 560, lit=hour == "dusk")
    for x in (160, 340, 1240, 1460):
        areca(c, x, 670, 380)
    c.poly([(0, 690), (WIDTH, 690), (WIDTH, HEIGHT), (0, HEIGHT)], "#D98F5E")
    c.poly([(240, 760), (1360, 760), (1560, 1040), (40, 1040)], "#E6A671")
    for start, end in (
        ((240, 760), (1360, 760)),
        ((1360, 760), (1560, 1040)),
        ((1560, 1040), (40, 1040)),
        ((40, 1040), (240, 760)),
    ):
        c.line([start, end], 9, "#ffffff")
    c.line([(800, 690), (800, 480)], 14, NAVY)
    c.line([(800, 1067), (800, 620)], 18, NAVY)
    c.poly([(800, 490), (800, 630), (800, 760), (800, 600)], "#ffffff")
    for x, y, shirt, arms in (
        (420, 930, RED, ((-0.3, -1.0), (0.3, -1.0))),
        (620, 850, RED, PAINTING),
        (1010, 860, SHIRT, ((-0.24, -0.88), (0.16, -0.5))),
        (1220, 950, SHIRT, ((-0.3, -0.96), (0.28, -1.0))),
    ):
        person(c, x, y, 290, shirt=shirt, arms=arms, trousers="#2B2F3A", stride=0.1)
    c.disc(735, 420, 44, "#FFF6DF")
    c.curve([(698, 400), (735, 430), (776, 408)], 5, BLUE)
    c.curve([(720, 380), (730, 420), (715, 458)], 5, SUN)
    wash(c, hour)


def _swing(c: Canvas, x: float, y: float, size: float) -> None:
    for side in (-1, 1):
        c.line([(x + side * size * 0.4, y), (x + side * size * 0.3, y - size * 0.9)], 15, BLUE)
        c.line([(x + side * size * 0.2, y), (x + side * size * 0.3, y - size * 0.9)], 15, BLUE)
    c.line([(x - size * 0.32, y - size * 0.9), (x + size * 0.32, y - size * 0.9)], 16, RED)
    for seat in (-0.13, 0.13):
        c.line([(x + seat * size, y - size * 0.9), (x + seat * size, y - size * 0.36)], 5, HAIR)
        c.ring(x + seat * size, y - size * 0.25, size * 0.12, size * 0.045, "#3A3F4A")


def _slide(c: Canvas, x: float, y: float, size: float) -> None:
    c.line([(x - size * 0.28, y), (x - size * 0.18, y - size * 0.82)], 14, WOOD)
    c.line([(x - size * 0.1, y), (x - size * 0.06, y - size * 0.82)], 14, WOOD)
    for rung in range(5):
        ry = y - size * (0.14 + rung * 0.14)
        c.line([(x - size * (0.26 - rung * 0.02), ry), (x - size * (0.1 - rung * 0.006), ry)], 9, CREAM)
    c.poly(
        smooth(
            [
                (x - size * 0.08, y - size * 0.84),
                (x + size * 0.2, y - size * 0.5),
                (x + size * 0.5, y - size * 0.1),
                (x + size * 0.72, y - size * 0.04),
            ]
        )
        + [
            (x + size * 0.72, y + size * 0.02),
            (x + size * 0.44, y + size * 0.0),
            (x + size * 0.1, y - size * 0.46),
            (x - size * 0.12, y - size * 0.72),
        ],
        SUN,
    )
    c.poly(
        [(x - size * 0.3, y - size * 0.84), (x - size * 0.13, y - size * 1.08), (x + size * 0.04, y - size * 0.84)], RED
    )
