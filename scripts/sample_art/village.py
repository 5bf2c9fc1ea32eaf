"""Scenes of lanes, yards and streets. Every scene takes the canvas, an hour, a season and a variant (0, 1, 2)."""

from __future__ import annotations

import math

from sample_art.canvas import HEIGHT, WIDTH, Canvas, glass, mix, smooth
from sample_art.land import PAINTING
from sample_art.pieces import (
    BLUE, CONCRETE, CREAM, HAIR, NAVY, RED, SEASONS, SHIRT, SUN, TILE, TILE_DARK, WOOD, areca, bamboo, banana, flag, ground, hall,
    house, lamp, person, ribbon, round_tree, sky, wash,
)  # fmt: skip


def mural_wall(c: Canvas, hour: str, season: str, variant: int) -> None:
    """A lane with a long wall being painted."""
    sky(c, hour, horizon=400)
    ground(c, 410, SEASONS[season][:2])
    for x, width in ((90, 330), (720, 380), (1260, 320)):
        house(c, x + c.rng.uniform(-20, 20), 480, width)
    for x in (40, 520, 640, 1180):
        areca(c, x, 480, c.rng.uniform(270, 340))
    c.rect(0, 430, WIDTH, 390, "#F3E6CC")
    c.rect(0, 416, WIDTH, 22, TILE)
    c.rect(0, 438, WIDTH, 7, TILE_DARK)
    panels = (panel_fields, _panel_lotus, _panel_boat, _panel_kites, _panel_heritage)
    for slot in range(3):
        x = 40 + slot * 520
        c.rect(x - 8, 470, 496, 316, "#ffffff", 12)
        panels[(slot + variant * 2) % 5](c, x, 478, 480, 300)
    for slot in range(4):
        c.rect(-10 + slot * 520, 430, 26, 390, "#E4D2AE")
    c.rect(0, 812, WIDTH, 34, SEASONS[season][1])
    c.rect(0, 840, WIDTH, 230, CONCRETE)
    for joint in range(7):
        c.line([(joint * 270 - 30, 842), (joint * 270 - 150, HEIGHT)], 4, glass("#9E9684", 0.7), caps=False)
    for index, (x, hat) in enumerate((((300, "cap"), (520, "tail"), (1120, "leaf")), ((420, "tail"), (980, "cap"), (1190, "tail")), ((240, "leaf"), (760, "cap"), (1380, "tail")))[variant]):
        person(c, x, 945 + index * 12, 330, hat=hat, arms=PAINTING if index != 1 else ((-0.24, -0.88), (0.16, -0.5)))
        side = 1 if index != 1 else -1
        c.line([(x + side * 72, 945 + index * 12 - 295), (x + side * 92, 945 + index * 12 - 345)], 9, WOOD)
    for x, colour in ((640, RED), (690, SUN), (738, BLUE)):
        c.rect(x, 915, 40, 46, "#C9D1D6", 6)
        c.disc(x + 20, 916, 20, colour, 0.35)
    wash(c, hour)


def panel_fields(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    """A painting of hills and fields; also shown on a screen indoors."""
    c.rect(x, y, w, h, "#AEE0FB", 8)
    c.disc(x + w * 0.7, y + h * 0.3, 44, SUN)
    c.poly(smooth([(x, y + h * 0.5), (x + w * 0.3, y + h * 0.36), (x + w * 0.6, y + h * 0.52), (x + w, y + h * 0.4)]) + [(x + w, y + h), (x, y + h)], "#2D78B3")
    for level, colour in enumerate(("#248C5C", "#6BBD5F", "#D3DE60")):
        top = y + h * (0.58 + level * 0.14)
        c.poly(smooth([(x, top), (x + w * 0.4, top - 14), (x + w * 0.75, top + 12), (x + w, top - 6)]) + [(x + w, y + h), (x, y + h)], colour)


def _panel_lotus(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    c.rect(x, y, w, h, "#BFE9DF", 8)
    for fx, fy, size in ((0.3, 0.62, 78), (0.68, 0.5, 64)):
        cx, cy = x + w * fx, y + h * fy
        c.line([(cx, cy), (cx, y + h - 4)], 9, "#2F8F5B", caps=False)
        for angle in (-150, -120, -90, -60, -30):
            turn = math.radians(angle)
            tip = (cx + math.cos(turn) * size, cy + math.sin(turn) * size)
            side = (-math.sin(turn) * size * 0.26, math.cos(turn) * size * 0.26)
            middle = ((cx + tip[0]) / 2, (cy + tip[1]) / 2)
            c.blob([(cx, cy), (middle[0] + side[0], middle[1] + side[1]), tip, (middle[0] - side[0], middle[1] - side[1])], "#F28BB0" if angle % 60 else "#E0608F")
    for fx, fy in ((0.16, 0.88), (0.5, 0.84), (0.84, 0.88)):
        c.disc(x + w * fx, y + h * fy, 56, "#3F9F62", 0.38)
        c.disc(x + w * fx, y + h * fy - 3, 40, "#6BBD5F", 0.3)


def _panel_boat(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    c.rect(x, y, w, h, "#FFD9A0", 8)
    c.disc(x + w * 0.3, y + h * 0.42, 52, "#F2703A")
    c.rect(x, y + h * 0.55, w, h * 0.45, "#2D78B3", 8)
    for row in range(3):
        for wave in range(5):
            wx = x + 20 + wave * 94 + row * 22
            if wx + 60 < x + w:
                c.curve([(wx, y + h * (0.64 + row * 0.12)), (wx + 28, y + h * (0.61 + row * 0.12)), (wx + 56, y + h * (0.64 + row * 0.12))], 6, "#9AD4FA")
    c.poly([(x + w * 0.52, y + h * 0.6), (x + w * 0.88, y + h * 0.6), (x + w * 0.8, y + h * 0.74), (x + w * 0.6, y + h * 0.74)], "#8A3B24")
    c.poly([(x + w * 0.69, y + h * 0.14), (x + w * 0.69, y + h * 0.57), (x + w * 0.88, y + h * 0.57)], "#ffffff")
    c.poly([(x + w * 0.67, y + h * 0.2), (x + w * 0.67, y + h * 0.57), (x + w * 0.54, y + h * 0.57)], "#FFE9C2")


def _panel_kites(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    c.rect(x, y, w, h, "#7CC4F2", 8)
    c.poly(smooth([(x, y + h * 0.8), (x + w * 0.5, y + h * 0.66), (x + w, y + h * 0.82)]) + [(x + w, y + h), (x, y + h)], "#6BBD5F")
    for fx, fy, colour in ((0.2, 0.34, RED), (0.5, 0.24, SUN), (0.78, 0.4, "#ffffff")):
        kx, ky = x + w * fx, y + h * fy
        c.poly([(kx, ky - 44), (kx + 36, ky), (kx, ky + 50), (kx - 36, ky)], colour)
        c.line([(kx, ky - 44), (kx, ky + 50)], 3, glass(NAVY, 0.5), caps=False)
        c.curve([(kx, ky + 50), (kx + 18, ky + 80), (kx - 6, ky + 112), (kx + 10, ky + 140)], 4, colour)


def _panel_heritage(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    c.rect(x, y, w, h, "#FFF0C9", 8)
    c.disc(x + w * 0.5, y + h * 0.42, 96, glass(SUN, 0.6))
    for level, (width, top) in enumerate(((300, 0.5), (220, 0.3))):
        left, roof = x + w * 0.5 - width / 2, y + h * top
        c.rect(left + 30, roof, width - 60, h * 0.2, "#B5452C")
        c.poly(smooth([(left - 26, roof - 12), (left + 20, roof), (left + width - 20, roof), (left + width + 26, roof - 12)]) + [(left + width - 44, roof - 44), (left + 44, roof - 44)], TILE_DARK)
        if level == 0:
            for column in range(5):
                c.rect(left + 36 + column * (width - 86) / 4, roof, 14, h * 0.32, "#8A3B24")
    c.rect(x + w * 0.14, y + h * 0.8, w * 0.72, h * 0.06, "#C9BFA8")
    c.rect(x + w * 0.08, y + h * 0.86, w * 0.84, h * 0.08, "#B3A88E")


def lamp_road(c: Canvas, hour: str, season: str, variant: int) -> None:
    """A village road with solar lamps."""
    sky(c, hour, horizon=520, sun_x=(1250, 360, 1150)[variant])
    colours = tuple(mix(colour, NAVY, 0.5 if hour == "night" else 0.0) for colour in SEASONS[season])
    lit = hour in ("night", "dusk")
    ground(c, 520, colours[:3])
    for x, width in ((60, 150), (270, 190), (1150, 200), (1400, 150)):
        house(c, x, 610 + c.rng.uniform(-10, 12), width, mix(CREAM, NAVY, 0.35 if hour == "night" else 0), lit=lit)
    ribbon(c, [(810, 540, 26), (800, 640, 120), (790, 800, 360), (780, 1120, 900)], mix(CONCRETE, NAVY, 0.45 if hour == "night" else 0), colours[0])
    for dash in range(4):
        y = 640 + dash * dash * 34 + dash * 40
        c.poly([(797 - 3 - dash, y), (797 + 3 + dash, y), (795 + 5 + dash * 2, y + 22 + dash * 16), (795 - 5 - dash * 2, y + 22 + dash * 16)], glass("#ffffff", 0.7))
    for x in (80, 190, 1440, 1540):
        banana(c, x, 840 + c.rng.uniform(-20, 20), 230, mix("#5DB35B", NAVY, 0.45 if hour == "night" else 0))
    for left_x, right_x, y, size in ((720, 880, 640, 170), (630, 955, 740, 290), (440, 1130, 920, 520)):
        lamp(c, left_x, y, size, lit=lit)
        lamp(c, right_x, y, size, lit=lit, left=True)
    if variant == 1:
        _cyclist(c, 700, 930, 250, SHIRT)
        _cyclist(c, 880, 890, 225, "#C2574B")
    elif variant == 2:
        for x, size, hat in ((690, 300, "cap"), (800, 310, "tail"), (905, 295, "cap")):
            person(c, x, 960, size, hat=hat)
    wash(c, "dusk" if hour == "dusk" else "noon")


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
                    c.rect(x + width * side + 6, wy + 6, width * 0.28 - 12, 74, "#FFD978" if hour in ("dusk", "night") else "#8EC0DC", 2)
        c.rect(x + width * 0.12, 620, width * 0.76, 150, mix(wall, NAVY, 0.55))
        c.poly([(x + 12, 620), (x + width - 12, 620), (x + width + 4, 655), (x - 4, 655)], (RED, BLUE, "#3F9F62")[index % 3])
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
        _broom(c, 940, 985, 300)
    elif variant == 1:
        _broom(c, 420, 985, 300)
        _broom(c, 1120, 965, 290)
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
    for x, y, shirt, bag in ((700, 800, "#ffffff", RED), (775, 815, "#ffffff", BLUE), (850, 800, "#ffffff", "#F28BB0"), (735, 905, "#ffffff", "#3F9F62"), (850, 915, "#ffffff", SUN)):
        person(c, x, y, 190 if y < 850 else 215, shirt=shirt, bag=bag, trousers=NAVY, hat="tail" if x == 850 else "")
    for x, way in ((430, 1), (1130, -1)):
        person(c, x, 960, 350, hat="cap", arms=((-0.5, -0.74), (0.15, -0.47)) if way < 0 else ((-0.15, -0.47), (0.5, -0.74)))
        c.line([(x + way * 178, 700), (x + way * 178, 640)], 9, "#E8E2D2")
        c.disc(x + way * 178, 612, 40, RED)
        c.rect(x + way * 178 - 24, 605, 48, 14, "#ffffff", 3)
    if variant == 1:
        for row in range(3):
            c.rect(1230 + row * 110, 830, 80, 12, SUN, 4)
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
    for x, hat, shirt in ((560, "leaf", "#7B5EA7"), (720, "cap", SHIRT), (920, "cap", SHIRT), (1090, "leaf", "#C2574B")):
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
    _broom(c, 640, 900, 300)
    _broom(c, 960, 950, 325)
    person(c, 330, 960, 320, hat="leaf", shirt="#C2574B", arms=((-0.18, -0.42), (0.2, -0.42)))
    c.blob([(390, 970), (372, 890), (404, 846), (436, 890), (430, 970)], "#3E4C59")
    for _ in range(18):
        x, y = c.rng.uniform(560, 1000), c.rng.uniform(930, 1040)
        c.blob([(x, y), (x + 14, y - 8), (x + 26, y), (x + 12, y + 7)], c.rng.choice(("#C99A3B", "#A8B35A", "#B96A3A")))
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
        c.poly([(base, y - 16), (base + way * 70, y - 26), (base + way * 170, y - 86), (base + way * 170, y + 86), (base + way * 70, y + 26), (base, y + 16)], "#8FA0AE")
        c.disc(base + way * 170, y, 86, "#C6D0D8", 1)
        c.disc(base + way * 170, y, 66, "#5D6B78", 1)
        c.disc(base + way * 170, y, 22, "#C6D0D8", 1)
        for wave in range(3):
            reach = 130 + wave * 46
            c.curve([(base + way * (170 + reach * 0.64), y - reach * 0.55), (base + way * (170 + reach * 0.9), y), (base + way * (170 + reach * 0.64), y + reach * 0.55)], 9, glass(SUN, 0.9 - wave * 0.22))
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
            c.rect(690 + column * 52 + row * 4, 318 + row * 50, 48, 46, mix("#E08A5C", "#F0A878", (column + row) % 2), 8)
    ground(c, 800, SEASONS[season][2:5])
    c.line([(1000, 930), (900, 400)], 14, WOOD)
    c.line([(1080, 930), (980, 400)], 14, WOOD)
    for rung in range(10):
        share = (rung + 0.5) / 10
        c.line([(1000 - 100 * share, 930 - 530 * share), (1080 - 100 * share, 930 - 530 * share)], 10, mix(WOOD, CREAM, 0.2))
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
    for start, end in (((240, 760), (1360, 760)), ((1360, 760), (1560, 1040)), ((1560, 1040), (40, 1040)), ((40, 1040), (240, 760))):
        c.line([start, end], 9, "#ffffff")
    c.line([(800, 690), (800, 480)], 14, NAVY)
    c.line([(800, 1067), (800, 620)], 18, NAVY)
    c.poly([(800, 490), (800, 630), (800, 760), (800, 600)], "#ffffff")
    for x, y, shirt, arms in ((420, 930, RED, ((-0.3, -1.0), (0.3, -1.0))), (620, 850, RED, PAINTING), (1010, 860, SHIRT, ((-0.24, -0.88), (0.16, -0.5))), (1220, 950, SHIRT, ((-0.3, -0.96), (0.28, -1.0)))):
        person(c, x, y, 290, shirt=shirt, arms=arms, trousers="#2B2F3A", stride=0.1)
    c.disc(735, 420, 44, "#FFF6DF")
    c.curve([(698, 400), (735, 430), (776, 408)], 5, BLUE)
    c.curve([(720, 380), (730, 420), (715, 458)], 5, SUN)
    wash(c, hour)


def _cyclist(c: Canvas, x: float, y: float, height: float, shirt: str) -> None:
    c.disc(x, y + height * 0.01, height * 0.24, glass("#1B2A2A", 0.25), 0.16)
    c.rect(x - height * 0.02, y - height * 0.34, height * 0.04, height * 0.36, "#2B2F3A", height * 0.02)
    person(c, x, y - height * 0.06, height, shirt=shirt, hat="cap", arms=((-0.24, -0.5), (0.24, -0.5)), stride=0.09)
    c.line([(x - height * 0.24, y - height * 0.55), (x + height * 0.24, y - height * 0.55)], height * 0.025, "#8FA0AE")
    c.rect(x - height * 0.03, y - height * 0.36, height * 0.06, height * 0.05, RED, height * 0.01)


def _broom(c: Canvas, x: float, y: float, height: float) -> None:
    person(c, x, y, height, hat="leaf" if int(x) % 2 else "cap", arms=((0.1, -0.52), (0.22, -0.62)))
    c.line([(x + height * 0.16, y - height * 0.72), (x + height * 0.42, y - height * 0.1)], height * 0.028, WOOD)
    c.poly([(x + height * 0.38, y - height * 0.15), (x + height * 0.45, y - height * 0.12), (x + height * 0.56, y + height * 0.04), (x + height * 0.36, y + height * 0.06)], "#DDB544")


def _cone(c: Canvas, x: float, y: float) -> None:
    c.poly([(x - 30, y), (x - 7, y - 90), (x + 7, y - 90), (x + 30, y)], "#F26A21")
    c.poly([(x - 20, y - 34), (x - 14, y - 58), (x + 14, y - 58), (x + 20, y - 34)], "#ffffff")


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
    c.poly(smooth([(x - size * 0.08, y - size * 0.84), (x + size * 0.2, y - size * 0.5), (x + size * 0.5, y - size * 0.1), (x + size * 0.72, y - size * 0.04)])
           + [(x + size * 0.72, y + size * 0.02), (x + size * 0.44, y + size * 0.0), (x + size * 0.1, y - size * 0.46), (x - size * 0.12, y - size * 0.72)], SUN)  # fmt: skip
    c.poly([(x - size * 0.3, y - size * 0.84), (x - size * 0.13, y - size * 1.08), (x + size * 0.04, y - size * 0.84)], RED)

