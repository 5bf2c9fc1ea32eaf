"""Scenes of fields, river and weather. Every scene takes the canvas, an hour, a season and a variant."""

from __future__ import annotations

import math

from sample_art.buildings import hall, house
from sample_art.canvas import HEIGHT, WIDTH, Canvas, glass, mix, smooth
from sample_art.nature import (
    CONCRETE,
    NAVY,
    RED,
    SEASONS,
    SHIRT,
    STRAW,
    SUN,
    WATER,
    WOOD,
    areca,
    bamboo,
    dusky,
    ground,
    ribbon,
    ridge,
    sky,
    wash,
)
from sample_art.people import CARRYING, PAINTING, person


def rice_river(c: Canvas, hour: str, season: str, variant: int) -> None:
    """Rice fields and the river Chu."""
    sky(c, hour, horizon=520, sun_x=(1120, 420, 820)[variant])
    colours = SEASONS[season]
    ground(c, 500, colours[:2])
    for x in (120, 300, 1260, 1390):
        house(c, x, 575 + c.rng.uniform(-8, 8), 92, lit=hour == "night")
        areca(c, x + 118, 580, 120)
    ground(c, 590, colours)
    bend = (1, -1, 1)[variant]
    middle = (830, 760, 640)[variant]
    ribbon(
        c,
        [
            (middle - 190 * bend, 560, 10),
            (middle + 40 * bend, 640, 46),
            (middle - 70 * bend, 770, 120),
            (middle + 190 * bend, 930, 250),
            (middle + 60 * bend, 1120, 420),
        ],
        dusky(WATER, hour),
        colours[0],
    )
    for row in range(5):
        y = 700 + row * 70
        for tuft in range(30):
            x = tuft * 58 + row * 23
            if abs(x - middle) > 190 + row * 70:
                for lean in (-5, 0, 5):
                    c.line(
                        [(x, y), (x + lean * 1.6, y - 16 - row * 3)],
                        3 + row * 0.4,
                        mix(colours[0], colours[3], 0.25 if lean else 0.6),
                        caps=False,
                    )
    if variant != 1:
        for x, y, size in ((250, 860, 150), (370, 900, 165), (500, 850, 150)):
            person(
                c,
                x,
                y,
                size,
                shirt=(SHIRT, "#7B5EA7", "#C2574B")[int(x) % 3],
                hat="leaf",
                arms=((-0.12, -0.36), (0.12, -0.36)),
            )
    else:
        _boat(c, 590, 930, 170, people=1)
    wash(c, hour)


def harvest(c: Canvas, hour: str, season: str, variant: int) -> None:
    """A combine harvester of a youth cooperative at work."""
    sky(c, hour, horizon=500, sun_x=360)
    colours = SEASONS[season]
    ground(c, 500, (colours[0], colours[2], colours[3]))
    for palm in range(40, 1600, 145):
        areca(c, palm + c.rng.uniform(-40, 40), 520, c.rng.uniform(70, 120))
    c.poly(
        [(0, 760), (930, 700), (1600, 790), (1600, HEIGHT), (0, HEIGHT)],
        colours[4] if season == "harvest" else "#E6DC9A",
    )
    for row in range(8):
        furrow = 790 + row * 36
        c.line(
            [(0, furrow + row * 6), (940, furrow - 70 + row * 12), (1600, furrow + 10 + row * 8)],
            5,
            glass(colours[1], 0.45),
            caps=False,
        )
    for _ in range(150):
        x, y = c.rng.uniform(0, 1600), c.rng.uniform(590, 715)
        if not 860 < x < 1330:
            c.line(
                [(x, y + 26), (x + c.rng.uniform(-6, 6), y - 14)], 6, mix(colours[2], colours[0], c.rng.random() * 0.6)
            )
    _combine(c, 1090, 800, 360)
    person(c, 420, 930, 270, hat="leaf", arms=((-0.13, -0.5), (0.13, -0.5)))
    person(c, 560, 950, 275, hat="cap", arms=((-0.16, -0.45), (0.3, -0.86)))
    for x in (180, 262, 222):
        c.blob(
            [(x - 44, 1000), (x - 40, 915), (x, 890), (x + 40, 915), (x + 44, 1000)],
            "#EFE3C0" if x != 222 else "#E2D2A2",
        )
        c.line([(x - 18, 908), (x + 18, 908)], 8, RED)
    wash(c, hour)


def dyke_storm(c: Canvas, hour: str, season: str, variant: int) -> None:
    """Young people raising the dyke before the flood."""
    sky(c, hour, horizon=430)
    c.poly([(0, 520), (WIDTH, 470), (WIDTH, HEIGHT), (0, HEIGHT)], "#A98B62")
    for _ in range(26):
        x, y = c.rng.uniform(0, WIDTH), c.rng.uniform(545, 700)
        c.curve([(x, y), (x + 40, y - 9), (x + 80, y), (x + 120, y - 9)], 5, glass("#D9C29A", 0.75))
    c.poly(smooth([(-50, 800), (400, 740), (900, 690), (1650, 600), (1650, 1200), (-50, 1200)]), "#4F7D4C")
    c.poly(
        smooth(
            [
                (-50, 860),
                (500, 800),
                (1000, 745),
                (1650, 650),
                (1650, 700),
                (1000, 810),
                (500, 880),
                (-50, 960),
                (-50, 860),
            ]
        ),
        "#C7A878",
    )
    c.poly([(0, 962), (1600, 712), (1600, HEIGHT), (0, HEIGHT)], "#5F9150")
    for step in range(13):
        for level in range(2 if step < 9 else 1):
            x, y = 40 + step * 78 + level * 36, 838 - step * 9 - level * 34
            c.rect(x, y, 84, 40, mix("#E8DDBF", "#CDBE95", (step + level) % 2 * 0.7), 18)
            c.line([(x + 14, y + 8), (x + 70, y + 8)], 3, glass("#8A7A55", 0.6))
    coats = ("#F2A516", "#1976BE", "#F2A516", "#3F9F62", "#1976BE")
    for index, x in enumerate((330, 520, 700, 910, 1120)):
        y = 985 - (x - 330) * 0.17
        person(
            c,
            x,
            y,
            255,
            shirt=coats[index],
            hat="cap" if index % 2 else "helmet",
            arms=CARRYING if index != 4 else PAINTING,
            stride=0.08,
        )
        if index in (0, 1, 2):
            c.rect(x + 62, y - 190, 96, 46, "#E8DDBF", 20)
    for _ in range(210):
        x, y = c.rng.uniform(-60, WIDTH), c.rng.uniform(-20, HEIGHT)
        c.line([(x, y), (x - 12, y + 46)], 2.2, glass("#ffffff", 0.42), caps=False)
    wash(c, hour)


def boat_practice(c: Canvas, hour: str, season: str, variant: int) -> None:
    """Rescue practice on the river with life vests."""
    sky(c, hour, horizon=430)
    ground(c, 430, SEASONS[season][:2])
    water = mix(WATER, "#4B90C8", 0.3)
    c.poly([(0, 560), (WIDTH, 545), (WIDTH, HEIGHT), (0, HEIGHT)], water)
    for row in range(16):
        y = 580 + row * row * 1.9
        for _ in range(5):
            x = c.rng.uniform(-50, WIDTH)
            c.line([(x, y), (x + 60 + row * 9, y)], 3 + row * 0.35, glass("#ffffff", 0.4))
    bamboo(c, 150, 590, 330)
    bamboo(c, 1480, 580, 300)
    _boat(c, 980, 760, 460, people=3)
    _boat(c, 420, 690, 250, people=2)
    for x, y in ((560, 860), (1290, 900)):
        c.ring(x, y, 62, 26, "#F26A21")
        for angle in (45, 135, 225, 315):
            c.disc(x + math.cos(math.radians(angle)) * 49, y + math.sin(math.radians(angle)) * 49, 12, "#ffffff")
    c.poly(smooth([(-50, 960), (300, 930), (700, 985), (1000, 1080), (-50, 1100)]), "#D9BE8C")
    for x, hat in ((170, "cap"), (330, "helmet")):
        person(
            c,
            x,
            1040,
            300,
            shirt="#F26A21",
            hat=hat,
            arms=((-0.15, -0.47), (0.32, -0.9)) if hat == "cap" else ((-0.15, -0.47), (0.15, -0.47)),
        )
    wash(c, hour)


def rice_hall(c: Canvas, hour: str, season: str, variant: int) -> None:
    """Wide view: hills, fields and the meeting house at their edge, nobody in sight."""
    sky(c, hour, horizon=500, sun_x=(330, 1230, 800)[variant])
    colours = SEASONS[season]
    ground(c, 500, colours[:2])
    ridge(c, 560, 10, colours[0])
    hall(c, (860, 300, 560)[variant], 690, 430, lit=hour in ("night", "dusk"))
    for x in (700, 800, 1420, 1500) if variant == 0 else (140, 220, 900, 1010):
        areca(c, x, 700, 300)
    ground(c, 700, colours[1:])
    ribbon(
        c,
        [
            ((1075, 515, 775)[variant], 690, 90),
            ((1000, 560, 760)[variant], 800, 150),
            (880, 930, 260),
            (760, 1120, 420),
        ],
        CONCRETE,
        colours[0],
    )
    wash(c, hour)


def _boat(c: Canvas, x: float, y: float, width: float, *, people: int) -> None:
    for seat in range(people):
        px = x - width * 0.28 + seat * width * 0.28
        person(
            c,
            px,
            y + width * 0.1,
            width * 0.62,
            shirt="#F26A21",
            hat=("cap", "helmet", "leaf")[seat],
            arms=((-0.2, -0.5), (0.24, -0.52)),
        )
        c.line([(px + width * 0.15, y - width * 0.24), (px + width * 0.3, y + width * 0.26)], width * 0.018, WOOD)
    hull = [
        (x - width * 0.55, y - width * 0.07),
        (x - width * 0.42, y + width * 0.1),
        (x + width * 0.4, y + width * 0.1),
        (x + width * 0.56, y - width * 0.09),
    ]
    c.poly(smooth([*hull, (x, y - width * 0.015), hull[0]]), NAVY if people > 2 else WOOD)
    c.curve([hull[0], (x, y - width * 0.012), hull[-1]], width * 0.022, SUN if people > 2 else STRAW)
    c.disc(x, y + width * 0.12, width * 0.5, glass("#ffffff", 0.28), 0.07)


def _combine(c: Canvas, x: float, y: float, width: float) -> None:
    c.disc(x, y + width * 0.12, width * 0.62, glass("#5B4A1F", 0.28), 0.12)
    c.rect(x - width * 0.42, y - width * 0.44, width * 0.84, width * 0.4, RED, width * 0.04)
    c.rect(x - width * 0.42, y - width * 0.2, width * 0.84, width * 0.06, "#ffffff")
    c.rect(x - width * 0.36, y - width * 0.78, width * 0.34, width * 0.36, mix(RED, "#000000", 0.15), width * 0.03)
    c.rect(x - width * 0.33, y - width * 0.74, width * 0.28, width * 0.25, "#BFE4F2", width * 0.02)
    c.line(
        [
            (x + width * 0.1, y - width * 0.44),
            (x + width * 0.44, y - width * 0.78),
            (x + width * 0.62, y - width * 0.7),
        ],
        width * 0.07,
        SUN,
    )
    c.rect(x - width * 0.46, y - width * 0.06, width * 0.9, width * 0.2, "#2E3440", width * 0.1)
    for wheel in range(5):
        c.disc(x - width * 0.36 + wheel * width * 0.175, y + width * 0.04, width * 0.066, "#8B95A3")
    c.ring(x - width * 0.64, y - width * 0.05, width * 0.22, width * 0.03, SUN)
    for angle in range(0, 180, 30):
        turn = math.radians(angle)
        dx, dy = math.cos(turn) * width * 0.21, math.sin(turn) * width * 0.21
        c.line(
            [(x - width * 0.64 - dx, y - width * 0.05 - dy), (x - width * 0.64 + dx, y - width * 0.05 + dy)],
            width * 0.016,
            SUN,
        )
    c.rect(x - width * 0.86, y + width * 0.1, width * 0.46, width * 0.05, "#B81D16", width * 0.01)
