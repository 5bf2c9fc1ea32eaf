"""The lane with a painted wall, and the paintings on it. It takes the canvas, an hour, a season and a variant."""

from __future__ import annotations

import math

from sample_art.buildings import house
from sample_art.canvas import HEIGHT, WIDTH, Canvas, glass, smooth
from sample_art.nature import BLUE, CONCRETE, NAVY, RED, SEASONS, SUN, TILE, TILE_DARK, WOOD, areca, ground, sky, wash
from sample_art.people import PAINTING, person


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
    panels = (
        (panel_fields, _panel_lotus, _panel_boat),
        (_panel_boat, _panel_kites, _panel_heritage),
        (_panel_heritage, panel_fields, _panel_lotus),
        (_panel_phone, _panel_kites, _panel_phone),
    )[variant]
    for slot in range(3):
        x = 40 + slot * 520
        c.rect(x - 8, 470, 496, 316, "#ffffff", 12)
        panels[slot](c, x, 478, 480, 300)
    for slot in range(4):
        c.rect(-10 + slot * 520, 430, 26, 390, "#E4D2AE")
    c.rect(0, 812, WIDTH, 34, SEASONS[season][1])
    c.rect(0, 840, WIDTH, 230, CONCRETE)
    for joint in range(7):
        c.line([(joint * 270 - 30, 842), (joint * 270 - 150, HEIGHT)], 4, glass("#9E9684", 0.7), caps=False)
    for index, (x, hat) in enumerate(
        (
            ((300, "cap"), (520, "tail"), (1120, "leaf")),
            ((420, "tail"), (980, "cap"), (1190, "tail")),
            ((240, "leaf"), (760, "cap"), (1380, "tail")),
        )[variant % 3]
    ):
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
    c.poly(
        smooth([(x, y + h * 0.5), (x + w * 0.3, y + h * 0.36), (x + w * 0.6, y + h * 0.52), (x + w, y + h * 0.4)])
        + [(x + w, y + h), (x, y + h)],
        "#2D78B3",
    )
    for level, colour in enumerate(("#248C5C", "#6BBD5F", "#D3DE60")):
        top = y + h * (0.58 + level * 0.14)
        c.poly(
            smooth([(x, top), (x + w * 0.4, top - 14), (x + w * 0.75, top + 12), (x + w, top - 6)])
            + [(x + w, y + h), (x, y + h)],
            colour,
        )


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
            c.blob(
                [(cx, cy), (middle[0] + side[0], middle[1] + side[1]), tip, (middle[0] - side[0], middle[1] - side[1])],
                "#F28BB0" if angle % 60 else "#E0608F",
            )
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
                c.curve(
                    [
                        (wx, y + h * (0.64 + row * 0.12)),
                        (wx + 28, y + h * (0.61 + row * 0.12)),
                        (wx + 56, y + h * (0.64 + row * 0.12)),
                    ],
                    6,
                    "#9AD4FA",
                )
    c.poly(
        [
            (x + w * 0.52, y + h * 0.6),
            (x + w * 0.88, y + h * 0.6),
            (x + w * 0.8, y + h * 0.74),
            (x + w * 0.6, y + h * 0.74),
        ],
        "#8A3B24",
    )
    c.poly([(x + w * 0.69, y + h * 0.14), (x + w * 0.69, y + h * 0.57), (x + w * 0.88, y + h * 0.57)], "#ffffff")
    c.poly([(x + w * 0.67, y + h * 0.2), (x + w * 0.67, y + h * 0.57), (x + w * 0.54, y + h * 0.57)], "#FFE9C2")


def _panel_kites(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    c.rect(x, y, w, h, "#7CC4F2", 8)
    c.poly(
        smooth([(x, y + h * 0.8), (x + w * 0.5, y + h * 0.66), (x + w, y + h * 0.82)]) + [(x + w, y + h), (x, y + h)],
        "#6BBD5F",
    )
    for fx, fy, colour in ((0.2, 0.34, RED), (0.5, 0.24, SUN), (0.78, 0.4, "#ffffff")):
        kx, ky = x + w * fx, y + h * fy
        c.poly([(kx, ky - 44), (kx + 36, ky), (kx, ky + 50), (kx - 36, ky)], colour)
        c.line([(kx, ky - 44), (kx, ky + 50)], 3, glass(NAVY, 0.5), caps=False)
        c.curve([(kx, ky + 50), (kx + 18, ky + 80), (kx - 6, ky + 112), (kx + 10, ky + 140)], 4, colour)


def _panel_phone(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    c.rect(x, y, w, h, "#FFE08A", 8)
    c.disc(x + w * 0.5, y + h * 0.52, 138, glass("#ffffff", 0.45))
    c.rect(x + w * 0.36, y + 22, w * 0.28, h - 44, "#10192C", 20)
    c.rect(x + w * 0.385, y + 42, w * 0.23, h - 84, "#F3F7FB", 8)
    c.poly([(x + w * 0.5, y + 84), (x + w * 0.585, y + 190), (x + w * 0.415, y + 190)], RED)
    c.rect(x + w * 0.493, y + 116, 7, 38, "#ffffff", 3)
    c.disc(x + w * 0.5, y + 170, 6, "#ffffff")
    for way in (-1, 1):
        for wave in (0, 1):
            mid = x + w * (0.5 + way * (0.21 + wave * 0.08))
            c.curve([(mid, y + 80), (mid + way * 22, y + h / 2), (mid, y + h - 80)], 9, RED)


def _panel_heritage(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    c.rect(x, y, w, h, "#FFF0C9", 8)
    c.disc(x + w * 0.5, y + h * 0.42, 96, glass(SUN, 0.6))
    for level, (width, top) in enumerate(((300, 0.5), (220, 0.3))):
        left, roof = x + w * 0.5 - width / 2, y + h * top
        c.rect(left + 30, roof, width - 60, h * 0.2, "#B5452C")
        c.poly(
            smooth(
                [(left - 26, roof - 12), (left + 20, roof), (left + width - 20, roof), (left + width + 26, roof - 12)]
            )
            + [(left + width - 44, roof - 44), (left + 44, roof - 44)],
            TILE_DARK,
        )
        if level == 0:
            for column in range(5):
                c.rect(left + 36 + column * (width - 86) / 4, roof, 14, h * 0.32, "#8A3B24")
    c.rect(x + w * 0.14, y + h * 0.8, w * 0.72, h * 0.06, "#C9BFA8")
    c.rect(x + w * 0.08, y + h * 0.86, w * 0.84, h * 0.08, "#B3A88E")
