"""Scenes of roads and streets. Every scene takes the canvas, an hour, a season and a variant."""

from __future__ import annotations

from sample_art.buildings import flag, house, street_lamp
from sample_art.canvas import HEIGHT, WIDTH, Canvas, glass, mix
from sample_art.nature import (
    BLUE,
    CONCRETE,
    CREAM,
    NAVY,
    RED,
    SEASONS,
    SHIRT,
    SUN,
    TILE,
    TILE_DARK,
    WOOD,
    areca,
    banana,
    ground,
    ribbon,
    round_tree,
    sky,
    wash,
)
from sample_art.people import person, sweeper


def lamp_road(c: Canvas, hour: str, season: str, variant: int) -> None:
    """A village road with solar lamps."""
    sky(c, hour, horizon=520, sun_x=(1250, 360, 1150)[variant])
    colours = tuple(mix(colour, NAVY, 0.5 if hour == "night" else 0.0) for colour in SEASONS[season])
    lit = hour in ("night", "dusk")
    ground(c, 520, colours[:3])
    for x, width in ((60, 150), (270, 190), (1150, 200), (1400, 150)):
        house(c, x, 610 + c.rng.uniform(-10, 12), width, mix(CREAM, NAVY, 0.35 if hour == "night" else 0), lit=lit)
    ribbon(
        c,
        [(810, 540, 26), (800, 640, 120), (790, 800, 360), (780, 1120, 900)],
        mix(CONCRETE, NAVY, 0.45 if hour == "night" else 0),
        colours[0],
    )
    for dash in range(4):
        y = 640 + dash * dash * 34 + dash * 40
        c.poly(
            [
                (797 - 3 - dash, y),
                (797 + 3 + dash, y),
                (795 + 5 + dash * 2, y + 22 + dash * 16),
                (795 - 5 - dash * 2, y + 22 + dash * 16),
            ],
            glass("#ffffff", 0.7),
        )
    for x in (80, 190, 1440, 1540):
        banana(c, x, 840 + c.rng.uniform(-20, 20), 230, mix("#5DB35B", NAVY, 0.45 if hour == "night" else 0))
    for left_x, right_x, y, size in ((720, 880, 640, 170), (630, 955, 740, 290), (440, 1130, 920, 520)):
        street_lamp(c, left_x, y, size, lit=lit)
        street_lamp(c, right_x, y, size, lit=lit, left=True)
    if variant == 1:
        _cyclist(c, 700, 930, 250, SHIRT)
        _cyclist(c, 880, 890, 225, "#C2574B")
    elif variant == 2:
        for x, size, hat in ((690, 300, "cap"), (800, 310, "tail"), (905, 295, "cap")):
            person(c, x, 960, size, hat=hat)
    wash(c, "dusk" if hour == "dusk" else "noon")


def flag_street(c: Canvas, hour: str, season: str, variant: int) -> None:
    """A street with flags and flower boxes."""
    sky(c, hour, horizon=420)
    shades = ("#FBEBCB", "#FAD7A0", "#CFE8DC", "#F6C9B4", "#D5E4F4", "#FFE9A8")
    for index in range(6):
        x, width = index * 275 - 20, 270
        high = (430, 500, 390, 470, 520, 420)[(index + variant) % 6]
        wall = shades[(index + variant * 2) % 6]
        c.rect(x, 770 - high, width, high, wall)
        c.rect(x, 770 - high, width, 20, mix(wall, WOOD, 0.35))
        for floor in range(2):
            for side in (0.14, 0.58):
                wy = 770 - high + 52 + floor * 130
                if wy < 560:
                    c.rect(x + width * side, wy, width * 0.28, 86, "#ffffff", 4)
                    c.rect(
                        x + width * side + 6,
                        wy + 6,
                        width * 0.28 - 12,
                        74,
                        "#FFD978" if hour in ("dusk", "night") else "#8EC0DC",
                        2,
                    )
        c.rect(x + width * 0.12, 620, width * 0.76, 150, mix(wall, NAVY, 0.55))
        c.poly(
            [(x + 12, 620), (x + width - 12, 620), (x + width + 4, 655), (x - 4, 655)],
            (RED, BLUE, "#3F9F62")[index % 3],
        )
        for stripe in range(1, 6, 2):
            left = x + 12 + stripe * (width - 24) / 6
            c.poly([(left, 620), (left + 40, 620), (left + 42, 655), (left - 2, 655)], "#ffffff")
    c.rect(0, 770, WIDTH, 60, "#D9D2C3")
    c.rect(0, 826, WIDTH, 260, "#8C97A3")
    for dash in range(6):
        c.rect(dash * 300 + 20, 955, 160, 14, "#F4F1E4", 5)
    for index in range(7):
        x = 60 + index * 245
        flag(c, x, 800, 330, width=120)
        c.rect(x + 62, 770, 120, 44, TILE, 6)
        for bloom in range(6):
            c.disc(x + 74 + bloom * 20, 764 - bloom % 2 * 12, 15, (SUN, "#F28BB0", RED, "#ffffff")[(bloom + index) % 4])
            c.disc(x + 74 + bloom * 20, 782, 13, "#3F9F62", 0.7)
    if variant == 0:
        person(c, 520, 960, 300, hat="tail", arms=((-0.15, -0.47), (0.3, -0.8)))
        sweeper(c, 940, 985, 300)
    elif variant == 1:
        sweeper(c, 420, 985, 300)
        sweeper(c, 1120, 965, 290)
    else:
        _cyclist(c, 640, 990, 280, SHIRT)
        _cyclist(c, 900, 1010, 290, "#3F9F62")
    wash(c, hour)


def school_gate(c: Canvas, hour: str, season: str, variant: int) -> None:
    """A school gate at the end of class, volunteers holding the crossing."""
    sky(c, hour, horizon=420)
    ground(c, 430, SEASONS[season][:2])
    c.rect(180, 300, 1240, 330, "#FFE3A3")
    c.rect(160, 280, 1280, 34, TILE)
    for window in range(8):
        for floor in (340, 480):
            c.rect(225 + window * 148, floor, 96, 88, "#ffffff", 4)
            c.rect(233 + window * 148, floor + 8, 80, 72, "#8EC0DC")
    for x in (90, 1500):
        round_tree(c, x, 650, 420, "#D9503A" if season == "summer" else "#3F9F62")
    c.rect(0, 560, 560, 90, "#F3E6CC")
    c.rect(1040, 560, 560, 90, "#F3E6CC")
    for x in (540, 1020):
        c.rect(x, 430, 50, 230, TILE_DARK)
        c.rect(x - 8, 416, 66, 24, CREAM)
    c.rect(530, 386, 550, 58, BLUE, 8)
    for bar in range(9):
        c.rect(566 + bar * 54, 406, 40, 18, "#ffffff", 3)
    c.rect(0, 650, WIDTH, 60, "#D9D2C3")
    c.rect(0, 704, WIDTH, 370, "#7F8A96")
    for stripe in range(7):
        top, low = 612 + stripe * 58, 430 + stripe * 108
        c.poly([(top, 715), (top + 34, 715), (low + 66, HEIGHT), (low, HEIGHT)], "#F7F4EA")
    for x, y, shirt, bag in (
        (700, 800, "#ffffff", RED),
        (775, 815, "#ffffff", BLUE),
        (850, 800, "#ffffff", "#F28BB0"),
        (735, 905, "#ffffff", "#3F9F62"),
        (850, 915, "#ffffff", SUN),
    ):
        person(c, x, y, 190 if y < 850 else 215, shirt=shirt, bag=bag, trousers=NAVY, hat="tail" if x == 850 else "")
    for x, way in ((430, 1), (1130, -1)):
        person(
            c,
            x,
            960,
            350,
            hat="cap",
            arms=((-0.5, -0.74), (0.15, -0.47)) if way < 0 else ((-0.15, -0.47), (0.5, -0.74)),
        )
        c.line([(x + way * 178, 700), (x + way * 178, 640)], 9, "#E8E2D2")
        c.disc(x + way * 178, 612, 40, RED)
        c.rect(x + way * 178 - 24, 605, 48, 14, "#ffffff", 3)
    if variant == 1:
        for row in range(3):
            _cone(c, 1270 + row * 100, 860)
    wash(c, hour)


def road_making(c: Canvas, hour: str, season: str, variant: int) -> None:
    """Neighbours laying a concrete road where hedges stood."""
    sky(c, hour, horizon=430)
    colours = SEASONS[season]
    ground(c, 440, (colours[0], colours[1], colours[2]))
    house(c, 150, 600, 300)
    house(c, 1180, 610, 280)
    for x in (80, 500, 1120, 1520):
        areca(c, x, 610, 300)
    ribbon(c, [(790, 520, 60), (800, 640, 180), (800, 820, 470), (800, 1120, 900)], "#B98B5A", "#8A5F3C")
    ribbon(c, [(790, 520, 56), (799, 610, 132), (800, 700, 240), (800, 760, 340)], CONCRETE)
    for x, hat, shirt in (
        (560, "leaf", "#7B5EA7"),
        (720, "cap", SHIRT),
        (920, "cap", SHIRT),
        (1090, "leaf", "#C2574B"),
    ):
        y = 900 + (x % 7) * 6
        person(c, x, y, 290, hat=hat, shirt=shirt, arms=((-0.06, -0.45), (0.22, -0.52)))
        c.line([(x + 5, y - 70), (x + 90, y - 190)], 9, WOOD)
        c.poly([(x - 34, y - 20), (x + 14, y - 92), (x + 36, y - 62), (x - 4, y - 8)], "#8FA0AE")
    c.blob([(170, 1010), (230, 900), (330, 870), (430, 930), (480, 1010)], "#CDBE95")
    c.blob([(1180, 1020), (1240, 930), (1330, 905), (1420, 950), (1480, 1020)], "#9EA4A8")
    for bag in range(4):
        c.rect(1320 + bag % 2 * 96, 800 - bag // 2 * 44, 92, 42, "#D8DCDD", 12)
        c.rect(1344 + bag % 2 * 96, 812 - bag // 2 * 44, 44, 12, BLUE, 3)
    wash(c, hour)


def _cyclist(c: Canvas, x: float, y: float, height: float, shirt: str) -> None:
    c.disc(x, y + height * 0.01, height * 0.24, glass("#1B2A2A", 0.25), 0.16)
    c.rect(x - height * 0.02, y - height * 0.34, height * 0.04, height * 0.36, "#2B2F3A", height * 0.02)
    person(c, x, y - height * 0.06, height, shirt=shirt, hat="cap", arms=((-0.24, -0.5), (0.24, -0.5)), stride=0.09)
    c.line([(x - height * 0.24, y - height * 0.55), (x + height * 0.24, y - height * 0.55)], height * 0.025, "#8FA0AE")
    c.rect(x - height * 0.03, y - height * 0.36, height * 0.06, height * 0.05, RED, height * 0.01)


def _cone(c: Canvas, x: float, y: float) -> None:
    c.poly([(x - 30, y), (x - 7, y - 90), (x + 7, y - 90), (x + 30, y)], "#F26A21")
    c.poly([(x - 20, y - 34), (x - 14, y - 58), (x + 14, y - 58), (x + 20, y - 34)], "#ffffff")
