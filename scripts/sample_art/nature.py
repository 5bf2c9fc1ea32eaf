"""The palette and the pieces of landscape: skies, hills, fields, water, trees."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sample_art.canvas import HEIGHT, WIDTH, Canvas, Point, glass, mix, smooth

NAVY, BLUE, SUN, RED = "#042454", "#0063A8", "#FFD100", "#DA251D"
CREAM, TILE, TILE_DARK, WOOD, CONCRETE = "#FBEBCB", "#C9573A", "#A5432D", "#8A5A34", "#D9D2C3"
WATER, SHIRT, SKIN, HAIR, STRAW = "#BFE4F2", "#1976BE", "#E2A87B", "#2B2430", "#F2D58A"
GREENS = ("#24805A", "#3F9F62", "#6BBD5F", "#9ED05B", "#CFDD63")
GOLDS = ("#8A8F3A", "#B9A23E", "#DDB544", "#F0C95A", "#F7DC86")
WINTER = ("#3B7563", "#5E9470", "#8CAF78", "#B7C98A", "#DBD9A0")


@dataclass(frozen=True)
class Hour:
    """The light of an hour: sky from top to bottom, three ranges of hills, a wash over everything."""

    top: str
    bottom: str
    hills: tuple[str, str, str]
    wash: tuple[str, float] = ("#ffffff", 0.0)
    dark: bool = False


HOURS = {
    "dawn": Hour("#FFC98B", "#FFF0D2", ("#8FB2D6", "#5C8FC0", "#33699C")),
    "morning": Hour("#9AD4FA", "#E2F3FB", ("#7FB6E2", "#4B90C8", "#246CA4")),
    "noon": Hour("#6FC0F2", "#CBEBFB", ("#5FA2D6", "#2D78B3", "#165A8C")),
    "dusk": Hour("#F79F6A", "#FFE0AE", ("#B98FA8", "#7E6F9F", "#4A4F85"), ("#FF9A4A", 0.07)),
    "night": Hour("#06204A", "#1F4E86", ("#1B4476", "#143863", "#0D2B50"), ("#06204A", 0.28), dark=True),
    "storm": Hour("#5C7288", "#AFC0C9", ("#7F95A5", "#627B8E", "#4A6478"), ("#41566B", 0.14)),
    "overcast": Hour("#B9CCDA", "#E9EEEF", ("#A2BACB", "#7F9EB5", "#5D829D")),
}
SEASONS = {"spring": GREENS, "summer": GREENS[:1] + GREENS[:4], "harvest": GOLDS, "winter": WINTER}


def sky(c: Canvas, hour: str, *, horizon: float = 560, sun_x: float | None = None) -> None:
    """Sky with the sun or moon, clouds or stars, and the three ranges of hills above the horizon."""
    light = HOURS[hour]
    c.fade(light.top, light.bottom, 0, HEIGHT)
    x = sun_x if sun_x is not None else c.rng.uniform(250, 1350)
    if light.dark:
        for _ in range(90):
            c.disc(
                c.rng.uniform(0, WIDTH),
                c.rng.uniform(0, horizon - 120),
                c.rng.uniform(0.8, 2.6),
                glass("#FFF3C4", 0.85),
            )
        c.disc(x, 170, 105, glass("#FFF3C4", 0.12))
        c.disc(x, 170, 66, "#FFF0C2")
        c.disc(x + 26, 156, 56, mix(light.top, light.bottom, 0.15))
    elif hour not in ("storm", "overcast"):
        y = {"dawn": horizon - 150, "dusk": horizon - 120}.get(hour, 190)
        for radius, opacity in ((190, 0.22), (138, 0.34)):
            c.disc(x, y, radius, glass("#FFF0B0" if hour != "dusk" else SUN, opacity + 0.08))
        c.disc(x, y, 88, SUN if hour != "dusk" else "#FFB22E")
    if not light.dark:
        clouds(
            c,
            mix(light.bottom, "#5C7288", 0.35) if hour == "storm" else mix(light.bottom, "#ffffff", 0.55),
            6 if hour in ("storm", "overcast") else 3,
        )
    for level, colour in enumerate(light.hills):
        base = horizon - 110 + level * 52
        ridge(c, base, 70 - level * 12, colour)


def clouds(c: Canvas, colour: str, count: int) -> None:
    """Flat-bottomed clouds of three or four discs."""
    for _ in range(count):
        x, y, size = c.rng.uniform(60, WIDTH - 60), c.rng.uniform(70, 270), c.rng.uniform(0.6, 1.15)
        for dx, dy, radius in ((-62, 4, 30), (-20, -16, 44), (34, -8, 38), (74, 6, 26)):
            c.disc(x + dx * size, y + dy * size, radius * size, colour)
        c.rect(x - 92 * size, y + 4 * size, 192 * size, 30 * size, colour, 15 * size)


def ridge(c: Canvas, base: float, swing: float, colour: str) -> None:
    """A range of hills across the sheet."""
    points: list[Point] = []
    x = -200.0
    while x < WIDTH + 400:
        points.append((x, base + c.rng.uniform(-swing, swing * 0.5)))
        x += c.rng.uniform(170, 330)
    c.poly([*smooth(points), (WIDTH + 500, HEIGHT), (-300, HEIGHT)], colour)


def ground(c: Canvas, top: float, colours: tuple[str, ...], *, wave: float = 20) -> None:
    """Bands of field from ``top`` to the bottom edge, nearer ones broader, each with a paper-cut edge."""
    depth = HEIGHT - top
    for level, colour in enumerate(colours):
        y = top + depth * (level / len(colours)) ** 1.25
        points = [(x, y + c.rng.uniform(-wave, wave)) for x in range(-100, WIDTH + 300, 260)]
        edge = smooth(points)
        c.poly([*((x, y - 5) for x, y in edge), (WIDTH + 300, HEIGHT), (-100, HEIGHT)], mix(colour, "#ffffff", 0.22))
        c.poly([*edge, (WIDTH + 300, HEIGHT), (-100, HEIGHT)], colour)


def ribbon(c: Canvas, spine: list[tuple[float, float, float]], colour: str, edge: str | None = None) -> None:
    """A river or path: points with a width each."""
    for grow, fill in ((14.0, edge), (0.0, colour)):
        if fill is not None:
            left = smooth([(x - width / 2 - grow * width / 220, y) for x, y, width in spine])
            right = smooth([(x + width / 2 + grow * width / 220, y) for x, y, width in spine])
            c.poly([*left, *reversed(right)], fill)


def round_tree(c: Canvas, x: float, y: float, size: float, colour: str = "#2F8F5B", fruit: str | None = None) -> None:
    """A round tree with its foot at ``x, y``; with fruit it is a pomelo tree."""
    c.disc(x, y + 2, size * 0.42, glass("#0B3B2A", 0.18), 0.22)
    c.line([(x, y), (x, y - size * 0.5)], size * 0.09, WOOD)
    dark, pale = mix(colour, "#0B3B2A", 0.22), mix(colour, "#E7F08A", 0.28)
    for dx, dy, radius, fill in (
        (0, -0.72, 0.46, dark),
        (-0.24, -0.62, 0.3, dark),
        (0.26, -0.62, 0.3, dark),
        (-0.06, -0.8, 0.36, colour),
        (0.14, -0.7, 0.28, colour),
        (-0.14, -0.92, 0.17, pale),
    ):
        c.disc(x + dx * size, y + dy * size, radius * size, fill)
    if fruit:
        for _ in range(9):
            angle, reach = c.rng.uniform(0, math.tau), c.rng.uniform(0.1, 0.36)
            fx, fy = x + math.cos(angle) * reach * size, y - size * 0.68 + math.sin(angle) * reach * size
            c.disc(fx, fy, size * 0.062, fruit)
            c.disc(fx - size * 0.018, fy - size * 0.02, size * 0.018, glass("#ffffff", 0.5))


def areca(c: Canvas, x: float, y: float, height: float, colour: str = "#2F8F5B") -> None:
    """A slender areca palm."""
    lean = c.rng.uniform(-0.05, 0.05) * height
    top = (x + lean, y - height)
    c.curve([(x, y), (x + lean * 0.3, y - height * 0.5), top], height * 0.035, "#B9A889")
    c.line([(top[0], top[1] + height * 0.1), top], height * 0.042, "#6FA65A")
    for angle in (-168, -140, -112, -68, -40, -12):
        reach = height * 0.27
        tip = (
            top[0] + math.cos(math.radians(angle)) * reach,
            top[1] + math.sin(math.radians(angle)) * reach * 0.75 + reach * 0.28,
        )
        middle = (
            top[0] + math.cos(math.radians(angle)) * reach * 0.55,
            top[1] + math.sin(math.radians(angle)) * reach * 0.7 - reach * 0.1,
        )
        c.curve([top, middle, tip], height * 0.028, colour if angle % 3 else mix(colour, "#E7F08A", 0.25))


def banana(c: Canvas, x: float, y: float, height: float, colour: str = "#5DB35B") -> None:
    """A banana plant with broad leaves."""
    c.line([(x, y), (x, y - height * 0.5)], height * 0.09, "#A7B96A")
    for angle in (-160, -130, -100, -75, -48, -18):
        turn, reach = math.radians(angle + c.rng.uniform(-6, 6)), height * c.rng.uniform(0.46, 0.6)
        tip = (x + math.cos(turn) * reach, y - height * 0.48 + math.sin(turn) * reach * 0.9)
        across = (-math.sin(turn) * height * 0.075, math.cos(turn) * height * 0.075)
        middle = ((x + tip[0]) / 2, (y - height * 0.48 + tip[1]) / 2 - height * 0.04)
        leaf = [
            (x, y - height * 0.48),
            (middle[0] + across[0], middle[1] + across[1]),
            tip,
            (middle[0] - across[0], middle[1] - across[1]),
        ]
        c.blob(leaf, colour if angle in (-130, -75, -18) else mix(colour, "#1E6B48", 0.35))
        c.line([leaf[0], tip], height * 0.012, glass("#E7F08A", 0.6), caps=False)


def bamboo(c: Canvas, x: float, y: float, height: float, stems: int = 6) -> None:
    """A clump of bamboo."""
    for stem in range(stems):
        lean = (stem - stems / 2) * height * 0.08
        tip = (x + lean * 2.1, y - height * c.rng.uniform(0.82, 1.0))
        c.curve(
            [(x + lean * 0.4, y), (x + lean, y - height * 0.5), tip],
            height * 0.022,
            mix("#7FA646", "#3F8F4F", c.rng.random()),
        )
        for _ in range(15):
            along = c.rng.uniform(0.35, 1.0)
            lx, ly = x + lean * (0.4 + 1.7 * along), y - (y - tip[1]) * along
            side = c.rng.choice((-1, 1)) * height * c.rng.uniform(0.06, 0.12)
            c.poly(
                [
                    (lx, ly),
                    (lx + side * 0.5, ly - height * 0.02),
                    (lx + side, ly + height * 0.04),
                    (lx + side * 0.4, ly + height * 0.03),
                ],
                mix("#4E9B4F", "#A6CC5C", c.rng.random()),
            )


def dusky(water: str, hour: str) -> str:
    """Return the colour of water at the hour."""
    return mix(water, "#7F9FD0", 0.45) if hour == "dusk" else water


def wash(c: Canvas, hour: str) -> None:
    """Tint the whole sheet with the light of the hour."""
    colour, opacity = HOURS[hour].wash
    if opacity:
        c.rect(0, 0, WIDTH, HEIGHT, glass(colour, opacity))
