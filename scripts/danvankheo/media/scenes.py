"""The scene in front of a landscape, by field of work: orchard, painted wall, dyke with lamps, meeting house … (others: ``streets``)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType

from danvankheo.media import streets
from danvankheo.media.canvas import HEIGHT, Canvas, mix, smooth, translucent
from danvankheo.media.props import GREEN, TILE, WOOD, bamboo, house, meeting_house, palm, person, tree

_Draw = Callable[[Canvas, float, tuple[str, ...]], None]


def draw(canvas: Canvas, palette: str, scene: str, bands: list[float], fields: tuple[str, ...], *, dark: bool) -> bool:
    """Draw a distant village and a scene in front; return whether the scene has street lamps (``props.lamps``).

    scene: a key of ``SCENES``, "" for one of the field's; bands: the tops of the bands of fields; fields: their colours.
    """
    rng = canvas.random
    _village(canvas, bands[1] + 6, dark=dark)
    # The school gate has no scene at night.
    options = [name for name in _BY_FIELD.get(palette, ()) if not (dark and name == "gate")]
    if not options:
        return False
    name = rng.choice(options)
    name = scene if scene in SCENES else name
    SCENES[name](canvas, bands[2], fields)
    return name == "dyke"


def _village(canvas: Canvas, y: float, *, dark: bool) -> None:
    rng = canvas.random
    middle = canvas.width * rng.choice((0.2, 0.78))
    places = sorted(middle + step * 62 + rng.uniform(-10, 10) for step in (-1, 0, 1))
    for x in places:
        palm(canvas, x - 12, y + 2, rng.uniform(52, 70))
    for x in places:
        house(canvas, x, y + rng.uniform(-3, 6), rng.uniform(36, 46), lit=dark)
    for x in (places[0] - 34, places[-1] + 66):
        tree(canvas, x, y + 6, rng.uniform(36, 48))


def _orchard(canvas: Canvas, y: float, fields: tuple[str, ...]) -> None:
    for row, (shift, size) in enumerate(((0.0, 62.0), (0.5, 84.0), (0.1, 110.0))):
        step = size * 1.5
        x = -step * shift
        while x < canvas.width + step:
            tree(canvas, x, y + 36 + row * 66, size, fruit="#FFC72C")
            x += step
    person(canvas, canvas.width * canvas.random.uniform(0.3, 0.7), y + 150, 92, reach=1)


def _harvest(canvas: Canvas, y: float, fields: tuple[str, ...]) -> None:
    for row, size in enumerate((26.0, 38.0, 54.0)):
        x = canvas.random.uniform(0, size * 2)
        while x < canvas.width:
            at = y + 30 + row * 62
            canvas.poly(
                [(x - size * 0.5, at), (x, at - size * 1.15), (x + size * 0.5, at)], mix("#F3CF63", "#C98F2B", 0.25)
            )
            canvas.poly([(x - size * 0.18, at), (x, at - size * 1.15), (x + size * 0.5, at)], "#F6DA86")
            canvas.rect(x - size * 0.2, at - size * 0.66, size * 0.4, size * 0.1, "#A5702A")
            x += size * canvas.random.uniform(2.4, 3.6)
    for dx in (-46, 0, 50):
        person(canvas, canvas.width * 0.5 + dx, y + 150 + abs(dx) * 0.2, 92)


def _beds(canvas: Canvas, y: float, fields: tuple[str, ...]) -> None:
    """Draw beds of vegetables that converge at the horizon."""
    middle = canvas.width * canvas.random.uniform(0.35, 0.65)
    for bed in range(-6, 7):
        near, far = middle + bed * 132, middle + bed * 30
        canvas.poly([(far - 9, y + 16), (far + 9, y + 16), (near + 40, y + 260), (near - 40, y + 260)], "#9A7448")
        for step in range(9):
            share = (step / 8) ** 1.5
            x, at = far + (near - far) * share, y + 18 + 240 * share
            size = 6 + 19 * share
            leaf = "#57B24F" if bed % 2 else "#8CCB4E"
            for lean in (-0.7, 0.7, 0.0):
                canvas.disc(x + lean * size, at - size * (0.3 if lean else 0.7), size * 0.62, leaf if lean else mix(leaf, "#E7F08A", 0.35))  # fmt: skip
    person(canvas, middle - 66, y + 128, 88)
    person(canvas, middle + 70, y + 170, 98)


def _mural(canvas: Canvas, y: float, fields: tuple[str, ...]) -> None:
    """Draw a painted wall along the village road, with flowers at its foot."""
    top, foot = y + 24, y + 108
    canvas.poly([(-10, foot), (canvas.width + 10, foot), (canvas.width + 10, foot + 150), (-10, foot + 150)], "#DCD6C8")
    canvas.rect(-10, foot, canvas.width + 20, 8, "#C4BCA8")
    canvas.rect(-10, top, canvas.width + 20, foot - top, "#F7F1E1")
    panels = [("#BFE4F2", "#2F8F5B"), ("#FFE3A3", "#E08A1E"), ("#CCFBF1", "#0F766E"), ("#FAD7C8", "#C2574B"), ("#DBEAFE", "#1976BE")]  # fmt: skip
    x, number = 8.0 - canvas.random.uniform(0, 60), canvas.random.randint(0, 4)
    while x < canvas.width:
        paper, ink = panels[number % 5]
        canvas.rect(x, top + 9, 112, foot - top - 18, paper, 3)
        if number % 3 == 0:
            canvas.poly(
                [(x, foot - 9), (x + 34, top + 38), (x + 62, foot - 34), (x + 86, top + 46), (x + 112, foot - 9)], ink
            )
            canvas.disc(x + 84, top + 27, 9, "#FFB300")
        elif number % 3 == 1:
            for petal in range(6):
                turn = petal * math.tau / 6
                canvas.disc(x + 56 + math.cos(turn) * 17, (top + foot) / 2 + math.sin(turn) * 17, 11, ink)
            canvas.disc(x + 56, (top + foot) / 2, 11, "#FFD100")
        else:
            house(canvas, x + 30, foot - 12, 50, roof=ink)
        x, number = x + 126, number + 1
    canvas.rect(-10, top - 7, canvas.width + 20, 9, TILE)
    x = 4.0
    while x < canvas.width:
        canvas.disc(x, foot + 2, 9, "#3F9F62")
        canvas.disc(x + 3, foot - 5, 4.4, canvas.random.choice(("#F472B6", "#FFD100", "#FB7185", "#ffffff")))
        x += canvas.random.uniform(15, 30)
    middle = canvas.width * canvas.random.uniform(0.34, 0.6)
    person(canvas, middle, foot + 34, 104, hat=False, reach=1)
    person(canvas, middle - 96, foot + 46, 110, reach=-1)


def _kites(canvas: Canvas, y: float, fields: tuple[str, ...]) -> None:
    """Draw kites over a field, children below, a meeting house at the side."""
    rng = canvas.random
    for number, colour in enumerate(("#F26A5B", "#FFD100", "#1BA39C")):
        hand = canvas.width * (0.24 + number * 0.24), min(y + 150 + number % 2 * 34, HEIGHT - 14 - number % 2 * 8)
        at = hand[0] + rng.uniform(40, 100), rng.uniform(90, 200)
        canvas.curve(
            [(hand[0] + 26, hand[1] - 74), ((hand[0] + at[0]) / 2 + 20, (hand[1] + at[1]) / 2), at],
            1.3,
            translucent("#ffffff", 0.9),
        )
        canvas.poly([(at[0], at[1] - 26), (at[0] + 20, at[1]), (at[0], at[1] + 34), (at[0] - 20, at[1])], colour)
        canvas.poly([(at[0], at[1] - 26), (at[0] + 20, at[1]), (at[0], at[1] + 34)], mix(colour, "#ffffff", 0.3))
        canvas.curve([(at[0], at[1] + 34), (at[0] - 10, at[1] + 52), (at[0] + 6, at[1] + 72)], 2.4, colour)
        person(canvas, *hand, 82, hat=False, reach=1)
    meeting_house(canvas, canvas.width * rng.choice((0.04, 0.7)), y + 74, 150)


def _playground(canvas: Canvas, y: float, fields: tuple[str, ...]) -> None:
    """Draw a slide, a swing and half-buried tyres."""
    x, foot = canvas.width * canvas.random.uniform(0.16, 0.4), min(y + 150, HEIGHT - 62)
    canvas.disc(x + 110, foot + 16, 250, "#EBD9A8", 0.2)
    for post in (x, x + 46):
        canvas.line([(post, foot), (post, foot - 124)], 7, "#1976BE")
    canvas.poly([(x - 14, foot - 118), (x + 23, foot - 152), (x + 60, foot - 118)], "#F26A5B")
    canvas.rect(x - 4, foot - 72, 54, 8, WOOD)
    canvas.curve([(x + 46, foot - 70), (x + 84, foot - 52), (x + 118, foot - 14), (x + 160, foot)], 13, "#FFD100")
    beam = x + 210
    for lean in (-24, 24):
        for side in (0, 116):
            canvas.line([(beam + side + lean, foot + 8), (beam + side, foot - 112)], 6, "#0F766E")
    canvas.line([(beam - 2, foot - 112), (beam + 118, foot - 112)], 7, "#0F766E")
    for rope in (40, 76):
        canvas.line([(beam + rope, foot - 110), (beam + rope + 6, foot - 34)], 2, "#5B4630")
    canvas.rect(beam + 36, foot - 36, 52, 8, "#C2574B", 3)
    for number in range(5):
        colour = ("#F26A5B", "#FFD100", "#1BA39C", "#1976BE", "#7B5EA7")[number]
        canvas.half_disc(x - 30 + number * 62, foot + 70, 27, colour)
        canvas.half_disc(x - 30 + number * 62, foot + 70, 12, mix(fields[3], fields[4], 0.5))
    person(canvas, x + 178, foot + 44, 84, hat=False)


def _dyke(canvas: Canvas, y: float, fields: tuple[str, ...]) -> None:
    """Draw the dyke road with three people on watch; lamps are added at night."""
    crest = smooth([(-40, y + 118), (canvas.width * 0.4, y + 92), (canvas.width + 60, y + 60)])
    canvas.land(crest, "#4F8F55")
    canvas.poly([*crest, *((px, py + 26) for px, py in reversed(crest))], "#DCCBA0")
    for number in range(5):
        px, py = crest[min(len(crest) - 1, 2 + number * len(crest) // 5)]
        palm(canvas, px, py + 4, 96 - number * 6)
    for number, share in enumerate((0.3, 0.42, 0.54)):
        px, py = crest[int(len(crest) * share)]
        person(canvas, px, py + 24, 96, hat=number == 1)
    bamboo(canvas, canvas.width * 0.92, y + 190, 150)


def _boats(canvas: Canvas, y: float, fields: tuple[str, ...]) -> None:
    """Draw boats with people on the wide river."""
    bank = smooth(
        [(-40, y + 44), (canvas.width * 0.35, y + 30), (canvas.width * 0.7, y + 48), (canvas.width + 60, y + 34)]
    )
    canvas.land([(px, py - 4) for px, py in bank], "#E3D2A4")
    canvas.land(bank, "#7FBFDF")
    for number in range(22):
        x, at = canvas.random.uniform(0, canvas.width), y + 62 + number * 9
        canvas.line([(x, at), (x + 24 + number * 2.4, at)], 2.2, translucent("#ffffff", 0.5))
    for x, at, size in ((0.24, 96, 120.0), (0.62, 132, 170.0)):
        left = canvas.width * x
        for seat in (0.32, 0.54, 0.76):
            person(canvas, left + size * seat, y + at - size * 0.02, size * 0.5, hat=seat == 0.54)
        canvas.blob([(left, y + at - size * 0.2), (left + size * 0.5, y + at - size * 0.1), (left + size * 1.1, y + at - size * 0.22), (left + size * 0.9, y + at + size * 0.06), (left + size * 0.2, y + at + size * 0.06)], WOOD)  # fmt: skip
    bamboo(canvas, canvas.width * 0.06, y + 60, 120)
    bamboo(canvas, canvas.width * 0.95, y + 60, 130)


def _hall(canvas: Canvas, y: float, fields: tuple[str, ...]) -> None:
    """Draw people in front of the meeting house, with pennants over the yard."""
    x = canvas.width * canvas.random.uniform(0.26, 0.4)
    meeting_house(canvas, x, y + 96, 250)
    canvas.disc(x + 125, y + 132, 260, "#E9DCB8", 0.2)
    for line in range(2):
        ends = (x - 90, y - 6 + line * 18), (x + 340, y - 20 + line * 26)
        canvas.line(ends, 1.4, translucent("#ffffff", 0.8))
        for number in range(13):
            px = ends[0][0] + (ends[1][0] - ends[0][0]) * (number + 0.5) / 13
            py = ends[0][1] + (ends[1][1] - ends[0][1]) * (number + 0.5) / 13
            canvas.poly(
                [(px - 8, py), (px + 8, py), (px, py + 18)],
                ("#FFD100", "#1976BE", "#1BA39C", "#F26A5B")[(number + line) % 4],
            )
    for post in (x - 90, x + 340):
        canvas.line([(post, y + 128), (post, y - 26)], 4, "#C9BFA8")
    for number in range(5):
        person(canvas, x + 10 + number * 56, y + 150 + number % 2 * 16, 86, hat=number % 3 == 1)


def _banyan(canvas: Canvas, y: float, fields: tuple[str, ...]) -> None:
    """Draw the banyan at the entrance of the village, with people talking below it."""
    x, foot = canvas.width * canvas.random.uniform(0.42, 0.62), y + 96
    canvas.disc(x, foot + 6, 190, translucent("#0B3B2A", 0.2), 0.16)
    for root in (-46, -26, -8, 10, 28, 48):
        canvas.curve(
            [(x + root, foot + abs(root) * 0.12), (x + root * 0.55, foot - 70), (x + root * 1.3, foot - 150)],
            13,
            "#7A5638",
        )
    for dx, dy, radius, share in ((-110, -150, 66, 0.3), (112, -146, 64, 0.3), (-58, -196, 78, 0.12), (60, -196, 80, 0.12), (0, -168, 84, 0.0), (0, -234, 64, -0.2), (-70, -226, 34, -0.3)):  # fmt: skip
        colour = mix(GREEN, "#0B3B2A", share) if share >= 0 else mix(GREEN, "#E7F08A", -share)
        canvas.disc(x + dx, foot + dy, radius, colour)
    canvas.rect(x - 150, foot + 12, 92, 9, "#C9BFA8", 3)
    canvas.rect(x + 66, foot + 12, 92, 9, "#C9BFA8", 3)
    for number, dx in enumerate((-128, -84, 84, 132)):
        person(canvas, x + dx, foot + 40 + number % 2 * 12, 88, hat=number == 2)


SCENES: Mapping[str, _Draw] = MappingProxyType(
    {
        "orchard": _orchard,
        "harvest": _harvest,
        "beds": _beds,
        "mural": _mural,
        "kites": _kites,
        "playground": _playground,
        "dyke": _dyke,
        "boats": _boats,
        "hall": _hall,
        "banyan": _banyan,
        "road": streets.road,
        "gate": streets.gate,
        "board": streets.board,
        "pond": streets.pond,
    }
)
_BY_FIELD: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "kinh-te": ("orchard", "harvest", "beds", "pond"),
        "van-hoa": ("mural", "kites", "playground", "road"),
        "quoc-phong": ("dyke", "boats", "gate"),
        "chinh-tri": ("hall", "banyan", "board"),
        "moi-truong": ("orchard", "dyke", "banyan"),
        "so-hoa": ("board", "hall", "road"),
        "giao-duc": ("playground", "kites", "gate"),
        "an-sinh": ("road", "hall", "pond"),
    }
)
