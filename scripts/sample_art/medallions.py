"""The medallions of the exemplars: a person from behind in a round frame."""

from __future__ import annotations

from sample_art.buildings import house
from sample_art.canvas import HEIGHT, WIDTH, Canvas, mix
from sample_art.nature import NAVY, SEASONS, SHIRT, SUN, WATER, areca, dusky, ground, ribbon, sky, wash
from sample_art.people import person


def medallion(c: Canvas, hour: str, season: str, variant: int) -> None:
    """A person from behind before the land they work for, in a round frame; no likeness of anyone.

    The variant is the field (0–3) plus four times the hat (0 leaf, 1 cap, 2 pony tail, 3 none).
    """
    rings = (("#FEF3C7", "#B45309"), ("#CCFBF1", "#0F766E"), ("#FFE4E6", "#9F1239"), ("#DBEAFE", "#1D4ED8"))
    pale, strong = rings[variant % 4]
    sky(c, hour, horizon=560, sun_x=(1010, 590)[variant // 4 % 2])
    colours = SEASONS[season]
    ground(c, 570, colours[:2])
    for x in (430, 560, 1060, 1190):
        house(c, x, 650, 92, lit=hour in ("night", "dusk"))
        areca(c, x + 115, 655, 140)
    ground(c, 650, colours)
    ribbon(c, [(930, 620, 16), (1000, 720, 60), (880, 860, 150), (1010, 1090, 330)], dusky(WATER, hour), colours[0])
    hats = ("leaf", "cap", "tail", "")
    person(
        c,
        760,
        1330,
        860,
        hat=hats[variant // 4],
        bag=(("", NAVY, "#3F7F63")[variant % 3]),
        arms=((-0.18, -0.48), (0.18, -0.48)),
        shirt=(SHIRT, "#0F766E", SHIRT, "#1D4ED8")[variant % 4],
    )
    wash(c, hour)
    _mat(c, pale)
    c.ring(800, 533, 500, 20, strong)
    c.ring(800, 533, 474, 6, SUN)
    for x, way in ((150, 1), (1450, -1)):
        for leaf in range(6):
            y = 830 - leaf * 100
            c.blob(
                [(x, y), (x + way * 60, y - 60), (x + way * 46, y - 130), (x - way * 6, y - 78)],
                mix(strong, pale, 0.35 + leaf * 0.07),
            )
        c.curve([(x - way * 10, 900), (x - way * 16, 600), (x + way * 20, 250)], 9, mix(strong, pale, 0.3))


def _mat(c: Canvas, colour: str) -> None:
    """Cover everything outside the round frame."""
    arc = [(800 + dx, 533 + dy) for dx, dy in _circle(498)]
    half = len(arc) // 2
    c.poly([*arc[: half + 1], (300, 533), (0, 533), (0, HEIGHT), (WIDTH, HEIGHT), (WIDTH, 533)], colour)
    c.poly([*arc[half:], (1298, 533), (WIDTH, 533), (WIDTH, 0), (0, 0), (0, 533)], colour)


def _circle(radius: float) -> list[tuple[float, float]]:
    quarter = [(radius, 0.0), (0.0, radius), (-radius, 0.0), (0.0, -radius)]
    points = quarter
    for _ in range(6):
        doubled = []
        for one, other in zip(points, [*points[1:], points[0]], strict=True):
            x, y = (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
            reach = radius / (x * x + y * y) ** 0.5
            doubled += [one, (x * reach, y * reach)]
        points = doubled
    return points
