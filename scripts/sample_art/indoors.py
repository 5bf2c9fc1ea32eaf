"""Scenes indoors, at a counter or a stall. Every scene takes the canvas, an hour, a season and a variant."""

from __future__ import annotations

from sample_art.buildings import house
from sample_art.canvas import HEIGHT, WIDTH, Canvas, glass, mix, smooth
from sample_art.murals import panel_fields
from sample_art.nature import (
    BLUE,
    CREAM,
    HAIR,
    NAVY,
    RED,
    SEASONS,
    SHIRT,
    SUN,
    TILE,
    WOOD,
    areca,
    ground,
    round_tree,
    sky,
    wash,
)
from sample_art.people import person

BOOKS = (RED, BLUE, "#3F9F62", SUN, "#F2A516", "#7B5EA7", "#F28BB0", "#0F766E", CREAM)


def library(c: Canvas, hour: str, season: str, variant: int) -> None:
    """Book shelves in the meeting house, children reading."""
    _room(c, "#F8E3BE", "#C98F5A", hour, season, (1130, 130, 1130)[variant])
    left = (90, 640, 90)[variant]
    c.rect(left, 150, 870, 630, WOOD, 10)
    for shelf in range(4):
        top = 176 + shelf * 150
        c.rect(left + 22, top, 826, 130, mix(WOOD, "#2B1608", 0.35))
        x = left + 34.0
        while x < left + 800:
            width, high = c.rng.uniform(16, 38), c.rng.uniform(84, 122)
            colour = c.rng.choice(BOOKS)
            c.rect(x, top + 130 - high, width, high, colour, 3)
            c.rect(x + 4, top + 130 - high + 14, width - 8, 9, mix(colour, "#ffffff", 0.6))
            x += width + (3 if c.rng.random() > 0.1 else 34)
    c.rect(left - 12, 770, 894, 26, mix(WOOD, "#2B1608", 0.2), 6)
    for x, shirt, hat in ((left + 200, "#ffffff", ""), (left + 420, "#F28BB0", "tail"), (left + 640, SHIRT, "cap")):
        person(
            c,
            x,
            960,
            255 if hat != "cap" else 350,
            shirt=shirt,
            hat=hat,
            arms=((-0.14, -0.6), (0.32, -0.9)) if hat != "tail" else ((-0.12, -0.58), (0.12, -0.58)),
        )


def circle_talk(c: Canvas, hour: str, season: str, variant: int) -> None:
    """A talk around a long table, seen from the back row."""
    _room(c, ("#DCE8F5", "#F8E3BE", "#E3F1EA")[variant], "#B98B5A", hour, season, 120)
    c.rect(620, 130, 640, 360, "#ffffff", 10)
    c.rect(636, 146, 608, 328, "#F3F7FB", 6)
    if variant == 0:
        panel_fields(c, 656, 166, 300, 230)
        for row in range(5):
            c.rect(985, 180 + row * 46, 210 - row % 3 * 40, 16, (BLUE, "#9DB4C9")[row > 0], 6)
    elif variant == 1:
        for bar, high in enumerate((90, 140, 120, 190, 230)):
            c.rect(690 + bar * 104, 440 - high, 66, high, (BLUE, "#1976BE", "#3F9F62", SUN, RED)[bar], 6)
    else:
        for row in range(6):
            c.disc(690, 188 + row * 46, 13, "#3F9F62" if row < 4 else "#C6D0D8")
            c.rect(724, 178 + row * 46, 420 - row * 37 % 150, 18, "#9DB4C9", 6)
    person(c, 1370, 700, 400, hat="tail", arms=((-0.46, -0.86), (0.15, -0.5)))
    c.poly([(260, 640), (1340, 640), (1560, 800), (40, 800)], "#D9A066")
    c.poly([(40, 800), (1560, 800), (1560, 836), (40, 836)], "#A8713F")
    for x in range(330, 1300, 190):
        c.poly([(x, 690), (x + 90, 690), (x + 104, 750), (x - 6, 750)], "#ffffff")
        c.disc(x + 130, 712, 20, "#3F9F62", 0.5)
    shirts = (SHIRT, SHIRT, "#ffffff", SHIRT, "#C2574B", SHIRT)
    for seat, shirt in enumerate(shirts):
        x = 150 + seat * 262
        person(
            c,
            x,
            1285,
            500,
            shirt=shirt,
            hat=("", "tail", "", "cap", "tail", "")[(seat + variant) % 6],
            arms=((-0.2, -0.56), (0.2, -0.56)),
        )


def help_desk(c: Canvas, hour: str, season: str, variant: int) -> None:
    """Young people helping neighbours with online forms at the counter."""
    _room(c, "#E4EEF8", "#AEB9C4", hour, season, 1220)
    c.rect(90, 150, 1010, 130, BLUE, 12)
    for bar in range(9):
        c.rect(150 + bar * 102, 196, 78, 40, "#ffffff", 6)
    for desk in range(2):
        x = 60 + desk * 640
        c.rect(x, 640, 560, 34, mix(WOOD, CREAM, 0.25), 8)
        c.rect(x + 20, 674, 520, 190, WOOD)
        c.rect(x + 300, 480, 190, 130, NAVY, 10)
        c.rect(x + 312, 492, 166, 104, "#BFE4F2", 4)
        c.rect(x + 330, 512, 90, 14, BLUE, 4)
        for row in range(3):
            c.rect(x + 330, 538 + row * 18, 130 - row * 22, 9, "#7FA3C2", 3)
        c.rect(x + 360, 608, 70, 34, "#8FA0AE")
    person(c, 190, 960, 430, shirt="#7B5EA7", arms=((-0.15, -0.5), (0.18, -0.6)))
    person(c, 400, 960, 450, hat="tail", arms=((-0.15, -0.5), (0.3, -0.74)))
    person(c, 830, 960, 430, shirt="#C2574B", hat="leaf", arms=((-0.14, -0.5), (0.14, -0.58)))
    person(c, 1040, 960, 455, arms=((-0.26, -0.66), (0.15, -0.5)))
    _phone(c, 470, 640, 70)


def cake_stall(c: Canvas, hour: str, season: str, variant: int) -> None:
    """A stall of Tứ Trụ thorn-leaf cakes, sold in the market and on a phone."""
    sky(c, hour, horizon=430)
    ground(c, 440, SEASONS[season][:2])
    house(c, 60, 560, 300)
    areca(c, 1500, 600, 400)
    round_tree(c, 1380, 600, 300)
    c.rect(0, 600, WIDTH, 480, "#E2C795")
    for post in (330, 1270):
        c.rect(post - 10, 280, 20, 640, WOOD)
    c.poly([(280, 250), (1320, 250), (1390, 400), (210, 400)], CREAM)
    for stripe in range(0, 10, 2):
        c.poly(
            [
                (280 + stripe * 104, 250),
                (384 + stripe * 104, 250),
                (328 + stripe * 118, 400),
                (210 + stripe * 118, 400),
            ],
            ("#B45309", TILE, "#0F766E")[variant],
        )
    for scallop in range(10):
        c.half(269 + scallop * 118, 398, 59, 0, 180, CREAM if scallop % 2 else ("#B45309", TILE, "#0F766E")[variant])
    person(c, 1150, 880, 400, hat="tail", shirt="#0F766E", arms=((-0.3, -0.56), (0.15, -0.5)))
    c.rect(260, 700, 1080, 40, "#D9A066", 8)
    c.rect(280, 740, 1040, 210, WOOD)
    c.rect(560, 770, 480, 140, "#FFF3D6", 10)
    for row, size in ((0, 200), (1, 260), (2, 170)):
        c.rect(610, 796 + row * 36, size + 100, 18, ("#B45309", NAVY, "#9DB4C9")[row], 6)
    for stack in range(4):
        for level in range(4 - stack % 2):
            for cake in range(3):
                x, y = 310 + stack * 175 + cake * 50 + level * 8, 690 - level * 38
                if cake * 50 + level * 16 < 140:
                    _cake(c, x, y)
    c.line([(1010, 990), (1050, 800), (1090, 990)], 9, HAIR)
    c.line([(1050, 990), (1050, 640)], 9, HAIR)
    _phone(c, 1050, 600, 100)
    person(c, 430, 1040, 380, shirt="#7B5EA7", hat="leaf", arms=((-0.15, -0.48), (0.26, -0.66)))
    wash(c, hour)


def mailbox(c: Canvas, hour: str, season: str, variant: int) -> None:
    """A box for suggestions and a notice board at the meeting house."""
    c.fade("#FFE3A3", "#FBD488", 0, HEIGHT)
    c.rect(0, 0, WIDTH, 90, TILE)
    for tile in range(17):
        c.half(tile * 100, 88, 50, 0, 180, mix(TILE, "#6E2A1B", tile % 2 * 0.18))
    for column in (60, 1480):
        c.rect(column, 110, 70, 830, "#FFF6DF")
    c.rect(760, 220, 620, 470, WOOD, 12)
    c.rect(784, 244, 572, 422, "#3F7F63")
    for x, y, colour in (
        (810, 270, "#ffffff"),
        (1000, 276, "#FFF3B0"),
        (1190, 268, "#ffffff"),
        (816, 470, "#DBEAFE"),
        (1004, 476, "#ffffff"),
        (1186, 470, "#FFE4E6"),
    ):
        c.rect(x, y, 150, 168, colour, 4)
        c.disc(x + 75, y + 10, 8, RED)
        for row in range(4):
            c.rect(x + 18, y + 36 + row * 28, 112 - row * 21 % 50, 10, "#9DB4C9", 4)
    c.rect(300, 360, 300, 340, BLUE, 22)
    c.rect(300, 360, 300, 80, NAVY, 22)
    c.rect(360, 392, 180, 18, "#0A0F1F", 8)
    c.poly([(400, 330), (500, 318), (508, 396), (408, 404)], "#ffffff")
    c.rect(360, 490, 180, 100, "#FFF3B0", 8)
    for row in range(3):
        c.rect(384, 508 + row * 24, 132 - row * 30, 11, NAVY, 4)
    c.disc(450, 648, 15, SUN)
    c.rect(0, 860, WIDTH, 210, "#D9B98A")
    c.rect(0, 848, WIDTH, 26, "#B99763")
    person(c, 640, 985, 470, hat=("tail", "cap", "")[variant], arms=((-0.28, -0.98), (0.15, -0.48)))
    for x in (170, 1400):
        c.poly([(x - 60, 880), (x + 60, 880), (x + 44, 1000), (x - 44, 1000)], TILE)
        round_tree(c, x, 890, 230)
    wash(c, hour)


def notebook(c: Canvas, hour: str, season: str, variant: int) -> None:
    """A diary, a pen, a lamp and a glass of tea on a desk by the window."""
    _room(c, "#E8EEF7", "#A8713F", hour, season, 980)
    c.rect(0, 690, WIDTH, 380, "#C98F5A")
    c.rect(0, 690, WIDTH, 18, mix("#C98F5A", "#ffffff", 0.3))
    c.poly([(330, 770), (700, 790), (690, 1010), (280, 980)], "#FFFDF4")
    c.poly([(700, 790), (1080, 760), (1140, 970), (690, 1010)], "#FFF8E4")
    for row in range(6):
        c.line([(372 - row * 7, 808 + row * 30), (660, 824 + row * 29)], 5, glass("#6F90B5", 0.75))
        c.line(
            [(738, 824 + row * 29), (1050 + row * 9, 800 + row * 27)], 5, glass("#6F90B5", 0.75 if row < 4 else 0.15)
        )
    c.line([(1010, 940), (1180, 850)], 18, NAVY)
    c.line([(1180, 850), (1200, 839)], 18, SUN)
    c.rect(150, 580, 70, 150, "#3F7F63", 10)
    for pen, colour in enumerate((RED, SUN, BLUE)):
        c.line([(166 + pen * 18, 590), (156 + pen * 26, 500)], 11, colour)
    c.rect(1330, 800, 120, 140, glass("#ffffff", 0.75), 14)
    c.rect(1342, 840, 96, 92, "#C9A24A", 10)
    for steam in (1365, 1400):
        c.curve([(steam, 780), (steam + 14, 740), (steam - 8, 700), (steam + 8, 660)], 8, glass("#ffffff", 0.6))
    for book in range(4):
        c.rect(300 + book % 2 * 16, 664 - book * 34, 330 - book * 26, 32, BOOKS[book], 6)


def phone_alert(c: Canvas, hour: str, season: str, variant: int) -> None:
    """A phone with a warning, held before a village at dusk: the bell against fraud."""
    sky(c, hour, horizon=600, sun_x=260)
    ground(c, 600, tuple(mix(colour, NAVY, 0.35 if hour == "night" else 0) for colour in SEASONS[season]))
    for x in (80, 330, 1180, 1400):
        house(c, x, 720, 180, lit=True)
    wash(c, hour)
    for glow in (330, 260) if hour == "night" else ():
        c.disc(805, 560, glow + 200, glass("#BFE4FA", 0.10))
    c.rect(590, 150, 430, 850, "#10192C", 58)
    c.rect(614, 190, 382, 770, "#F3F7FB", 34)
    c.rect(614, 190, 382, 130, BLUE, 34)
    c.rect(660, 240, 210, 26, "#ffffff", 10)
    for row, (width, right) in enumerate(((250, False), (200, False), (240, True), (180, True))):
        y = 360 + row * 92
        c.rect(956 - width if right else 640, y, width, 64, "#BFE4F2" if right else "#ffffff", 22)
        c.rect((974 - width) if right else 660, y + 24, width - 60, 14, "#7FA3C2", 6)
    c.poly([(805, 722), (922, 920), (688, 920)], SUN)
    c.rect(795, 790, 20, 70, NAVY, 8)
    c.disc(805, 888, 13, NAVY)


def _room(c: Canvas, wall: str, floor: str, hour: str, season: str, window_x: float) -> None:
    c.rect(0, 0, WIDTH, HEIGHT, mix(wall, "#E9C98F", 0.55) if hour == "night" else wall)
    c.rect(window_x - 16, 134, 352, 402, "#ffffff", 8)
    view = {"night": "#143863", "dusk": "#FFC98B", "dawn": "#FFE0AE"}.get(hour, "#BFE4FA")
    c.rect(window_x, 150, 320, 370, view)
    if hour == "night":
        c.disc(window_x + 230, 230, 38, "#FFF0C2")
    for level, colour in enumerate(SEASONS[season][:3]):
        y = 380 + level * 46
        c.poly(
            [
                *smooth([(window_x, y), (window_x + 110, y - 22), (window_x + 220, y + 10), (window_x + 320, y - 8)]),
                (window_x + 320, 520),
                (window_x, 520),
            ],
            mix(colour, NAVY, 0.5 if hour == "night" else 0),
        )
    c.rect(window_x + 154, 150, 12, 370, "#ffffff")
    c.rect(window_x - 30, 530, 380, 22, mix(wall, WOOD, 0.45), 6)
    c.rect(0, 800, WIDTH, 270, floor)
    c.rect(0, 792, WIDTH, 16, mix(floor, "#2B1608", 0.25))
    if hour in ("night", "dusk"):
        for radius in (620, 430, 250):
            c.disc(560, 60, radius, glass("#FFF0A8", 0.2))
        c.line([(560, 0), (560, 60)], 6, NAVY)
        c.half(560, 110, 70, 180, 360, NAVY)
        c.disc(560, 112, 24, "#FFF6CF")


def _cake(c: Canvas, x: float, y: float) -> None:
    c.rect(x - 26, y - 32, 52, 34, "#8C6B3A", 8)
    c.rect(x - 26, y - 22, 52, 8, "#B08B50")
    c.rect(x - 5, y - 32, 10, 34, RED)


def _phone(c: Canvas, x: float, y: float, height: float) -> None:
    c.rect(x - height * 0.3, y - height * 0.55, height * 0.6, height * 1.1, "#10192C", height * 0.08)
    c.rect(x - height * 0.25, y - height * 0.48, height * 0.5, height * 0.96, "#FFE58A", height * 0.05)
    c.disc(x, y, height * 0.13, RED)
