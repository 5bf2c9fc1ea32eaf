"""Draws a landscape where an entry has no photo: fields and hills at an hour of the day, in a season.

The seed decides hour, season, hills and water, so that hundreds of entries have different pictures. The field of work decides
the scene in front (``scenes``).
"""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

from danvankheo.media import props, scenes, seasons
from danvankheo.media.canvas import HEIGHT, Canvas, Point, mix, smooth, translucent

SUN = "#FFD100"


@dataclass(frozen=True, slots=True)
class Lighting:
    """The colours of an hour of the day.

    top, bottom: of the sky; hills: three ranges, the farthest first; sun: sun or moon; low: it is near the horizon; wash: colour
    and opacity (0–1) of a layer over the land; dark: night.
    """

    top: str
    bottom: str
    hills: tuple[str, str, str]
    sun: str
    low: bool = False
    wash: tuple[str, float] = ("#ffffff", 0.0)
    dark: bool = False


HOURS = {
    "dawn": Lighting(
        "#FFBE7A", "#FFF1D6", ("#A9BEDC", "#7A9DC9", "#4B7BAF"), "#FFD84A", low=True, wash=("#FFC98B", 0.08)
    ),
    "morning": Lighting("#8FD0FA", "#E4F5FD", ("#86BBE4", "#4F94CB", "#256FA8"), SUN),
    "noon": Lighting("#5DB7F0", "#CDECFB", ("#68A9DB", "#337FBB", "#17608F"), SUN),
    "afternoon": Lighting("#7FC4EC", "#FFF3D0", ("#9DBBD6", "#6C9BC4", "#3F789F"), "#FFC93A", wash=("#FFD27A", 0.06)),
    "dusk": Lighting(
        "#F48C5E", "#FFE2B0", ("#C596AC", "#8672A3", "#4F5389"), "#FFB02E", low=True, wash=("#E8743B", 0.12)
    ),
    "night": Lighting(
        "#071D47", "#2A5C96", ("#1D477A", "#153A66", "#0E2D52"), "#FFF1C4", wash=("#061B40", 0.34), dark=True
    ),
}
# Colours of the bands of fields, from the hills to the foreground.
SEASONS = {
    "spring": ("#1F8A5B", "#3FA866", "#6CC063", "#9DD35C", "#CFE06A"),
    "summer": ("#1B7350", "#2C8C5A", "#47A35C", "#74BC58", "#A5CF5B"),
    "harvest": ("#6F9440", "#A9A23C", "#D9B443", "#F0C858", "#F8DD8A"),
    "winter": ("#35775F", "#588F6B", "#86AE78", "#B3C88A", "#D9DDA4"),
}
_HOURS = ("morning", "dawn", "noon", "dusk", "afternoon")


def paint(
    size: tuple[int, int], seed: str, palette: str = "", *, scene: str = "", lift: float = 0.0, calm: bool = False
) -> Image.Image:
    """Return a landscape of the size in pixels.

    palette: slug of the field of work, "" for the site itself; scene: a key of ``scenes.SCENES``, "" for one of the field's;
    lift: how much higher the land lies (units) when something covers the foot of the picture; calm: without village and
    scene, as a background.
    """
    canvas = Canvas(size, f"landscape {palette} {seed}")
    rng = canvas.random
    hours = _HOURS if palette != "quoc-phong" else (*_HOURS, "night")
    hour = rng.choice(hours) if palette else "dawn"
    lighting = HOURS[hour]
    seasons_of_hour = [name for name in SEASONS if not (name == "harvest" and lighting.dark)]
    season = rng.choice(seasons_of_hour) if palette else "spring"
    horizon = rng.uniform(335, 370) - lift
    _sky(canvas, lighting, horizon)
    _hills(canvas, lighting, horizon)
    fields = SEASONS[season]
    bands = _ground(canvas, fields, horizon)
    if rng.random() < 0.62 or not palette:
        _river(canvas, lighting, fields, horizon)
    if season == "winter":
        seasons.draw(canvas, season, horizon)
    lit = not calm and scenes.draw(canvas, palette, scene, bands, fields, dark=lighting.dark) and lighting.dark
    if season != "winter" and palette and not (lighting.dark or calm):
        seasons.draw(canvas, season, horizon)
    colour, opacity = lighting.wash
    if not lighting.dark:
        picture = canvas.done()
        return Image.blend(picture, Image.new("RGB", size, colour), opacity) if opacity else picture
    canvas.rect(0, horizon, canvas.width, HEIGHT, translucent(colour, opacity))
    if lit:
        props.lamps(canvas, bands)
    return canvas.done()


def _sky(canvas: Canvas, lighting: Lighting, horizon: float) -> None:
    rng, width = canvas.random, canvas.width
    canvas.fade(lighting.top, lighting.bottom, 0, horizon + 60)
    x = width * rng.uniform(0.36, 0.72)
    y = horizon - rng.uniform(66, 96) if lighting.low else rng.uniform(0.34, 0.46) * horizon
    if lighting.dark:
        for _ in range(round(width / 9)):
            place = rng.uniform(0, width), rng.uniform(0, horizon - 90)
            canvas.disc(*place, rng.uniform(0.7, 1.9), translucent("#FFF3C4", rng.uniform(0.5, 0.95)))
        canvas.disc(x, y, 96, translucent(lighting.sun, 0.08))
        canvas.disc(x, y, 72, translucent(lighting.sun, 0.10))
        canvas.disc(x, y, 46, lighting.sun)
        for dx, dy, radius in ((-14, -10, 9), (12, 12, 7), (16, -14, 5)):
            canvas.disc(x + dx, y + dy, radius, mix(lighting.sun, "#D9BE86", 0.5))
        return
    if lighting.low:
        canvas.rays(x, y, 110, 900, 18, translucent("#ffffff", 0.16))
    for radius, opacity in ((126, 0.26), (96, 0.36)):
        canvas.disc(x, y, radius, translucent(mix(lighting.sun, "#FFF6CF", 0.6), opacity))
    canvas.disc(x, y, 64, lighting.sun)
    cloud = mix(lighting.bottom, "#ffffff", 0.6)
    for number in range(max(2, round(width / 260))):
        left = width * (number + rng.uniform(0.05, 0.7)) / max(2, round(width / 260))
        _cloud(canvas, left, rng.uniform(52, horizon - 150), rng.uniform(0.55, 1.0), cloud)
    flock = (width * rng.uniform(0.12, 0.7), rng.uniform(70, 190))
    wing = "#ffffff" if not lighting.low else mix(lighting.hills[1], "#ffffff", 0.15)
    for number in range(rng.randint(4, 6)):
        step = (number + 1) // 2 * (-1 if number % 2 else 1)
        canvas.bird(flock[0] + step * 34, flock[1] + abs(step) * 15, 26, wing)


def _cloud(canvas: Canvas, x: float, y: float, size: float, colour: str) -> None:
    """Draw a cloud with a flat base."""
    fill = translucent(colour, 0.92)
    points = [(-62, 12), (-56, -10), (-34, -16), (-16, -36), (14, -34), (30, -16), (54, -14), (64, 12)]
    canvas.poly([*smooth([(x + dx * size, y + dy * size) for dx, dy in points])], fill)


def _hills(canvas: Canvas, lighting: Lighting, horizon: float) -> None:
    rng = canvas.random
    peaks = rng.uniform(0.7, 1.25)
    for level, colour in enumerate(lighting.hills):
        base, swing = horizon - 62 + level * 30, (70 - level * 17) * peaks
        points: list[Point] = []
        x = -160.0
        while x < canvas.width + 300:
            points.append((x, base + rng.uniform(-swing, swing * 0.45)))
            x += rng.uniform(105, 215)
        canvas.land(smooth(points), colour)


def _ground(canvas: Canvas, colours: tuple[str, ...], horizon: float) -> list[float]:
    """Draw the fields; return the top of each band, from the hills to the foreground."""
    rng = canvas.random
    top, depth = horizon + 8, HEIGHT - horizon
    starts = []
    lean = rng.uniform(-16, 16)
    for level, colour in enumerate(colours):
        y = top + depth * (level / len(colours)) ** 1.2
        starts.append(y)
        points: list[Point] = []
        x = -80.0
        while x < canvas.width + 260:
            points.append((x, y + lean * (x / canvas.width - 0.5) * (1 + level * 0.4) + rng.uniform(-9, 9)))
            x += 170
        edge = smooth(points)
        canvas.land([(x, y - 2.6) for x, y in edge], mix(colour, "#ffffff", 0.24))
        canvas.land(edge, colour)
        if level >= 2:
            _furrows(canvas, edge, colour, level)
    return starts


def _furrows(canvas: Canvas, edge: list[Point], colour: str, level: int) -> None:
    """Draw faint rows along the edge of a field."""
    for row in range(1, 4):
        drop = row * (8 + level * 2.4)
        canvas.line([(x, y + drop) for x, y in edge[::4]], 1.4, translucent(mix(colour, "#0B3B2A", 0.5), 0.16))


def _river(canvas: Canvas, lighting: Lighting, fields: tuple[str, ...], horizon: float) -> None:
    rng = canvas.random
    water = mix("#BFE4F2", lighting.bottom, 0.35) if not lighting.dark else "#6E9BCB"
    bend = rng.choice((-1, 1))
    x = canvas.width * rng.uniform(0.38, 0.62)
    spine = [
        (x - 88 * bend, horizon + 12, 3),
        (x + 6 * bend, horizon + 58, 13),
        (x + 74 * bend, horizon + 110, 34),
        (x + 46 * bend, horizon + 170, 62),
        (x - 40 * bend, horizon + 250, 108),
        (x - 110 * bend, horizon + 330, 160),
    ]
    for grow, fill in ((7.0, mix(fields[1], "#ffffff", 0.25)), (0.0, water)):
        left = smooth([(px - wide / 2 - grow * wide / 90, py) for px, py, wide in spine])
        right = smooth([(px + wide / 2 + grow * wide / 90, py) for px, py, wide in spine])
        canvas.poly([*left, *reversed(right)], fill)
    for px, py, wide in spine[2:5]:
        for shift in (-0.2, 0.16):
            at = px + wide * shift
            canvas.line([(at - wide * 0.16, py + 14), (at + wide * 0.16, py + 14)], 2.2, translucent("#ffffff", 0.55))
