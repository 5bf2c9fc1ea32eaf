"""Share cards: what a link, a post or a story shows of a page. Navy and yellow like the site, one picture, few words.

Everything is drawn here by Pillow from words, a photo or a landscape. Text stands where the interfaces of Facebook, Zalo
and Instagram do not cover it: in a story nothing to read lies in the upper 250 or the lower 320 pixels.
"""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from danvankheo.media import derivatives, landscapes, panels, typeset
from danvankheo.media.layout import FORMATS, FigureTile, ImageFormat, ShareImage
from danvankheo.media.panels import BLUE, BLUE_PALE, INK, RED, WHITE, YELLOW, measure_at


def render(card: ShareImage, shape_name: str) -> bytes:
    """Return a card as JPEG."""
    shape = FORMATS[shape_name]
    image = Image.new("RGB", shape.size)
    image.paste(_picture(card, shape), shape.picture[:2])
    front = panels.foreground(format_name)
    image.paste(front, mask=front)
    writer = _Writer(image, card, shape)
    writer.write()
    out = io.BytesIO()
    image.save(out, "JPEG", quality=shape.quality, subsampling="4:2:0", optimize=True, progressive=True)
    return out.getvalue()


def _picture(card: ShareImage, shape: ImageFormat) -> Image.Image:
    left, top, right, bottom = shape.picture
    size = right - left, bottom - top
    if card.cover is None:
        lift = 0.0 if shape.upright else 56.0
        return landscapes.paint(size, card.seed, card.palette, scene=card.scene, lift=lift, calm=bool(card.tiles))
    return derivatives.cropped(card.cover.file, size, card.cover.focus)


class _Writer:
    """Sets the words of one card, from the top of its text box to the bottom."""

    def __init__(self, image: Image.Image, card: ShareImage, shape: ImageFormat) -> None:
        self._image = image
        self._card = card
        self._shape = shape
        self._pen = ImageDraw.Draw(image)
        self._left, self._top, right, self._bottom = shape.text
        self._width = right - self._left

    def write(self) -> None:
        """Write everything."""
        card, shape = self._card, self._shape
        top = float(self._top)
        if card.chip:
            top = self._chip(card.chip, top) + shape.gap
        rows = self._rows(self._bottom - top)
        used = sum(height for height, _ in rows)
        y = top + (self._bottom - top - used) * shape.lean
        for height, draw in rows:
            draw(y)
            y += height
        if card.tiles:
            self._tiles()
        self._foot()
        if card.sample:
            mark = panels.sample_ribbon(shape.unit)
            self._image.paste(mark, (shape.size[0] - mark.width, shape.tab), mark)

    def _text(self, x: float, y: float, text: str, size: int, weight: int, fill: str) -> None:
        panels.draw_text(self._image, x, y, text, size, weight, fill)

    def _chip(self, text: str, y: float) -> float:
        unit = self._shape.unit
        ink, paper = panels.FIELDS.get(self._card.palette, (INK, YELLOW))
        size = round(24 * unit)
        wide, high = measure_at(800)(size)(text) + 44 * unit, 50 * unit
        pill = panels.rounded_box((round(wide), round(high)), paper)
        self._image.paste(pill, (round(self._left), round(y)), pill)
        self._text(self._left + 22 * unit, y + high / 2 + size * 0.35, text, size, 800, ink)
        return y + high

    def _rows(self, room: float) -> list[tuple[float, panels.DrawRow]]:
        """Return what stands between chip and foot: heights and what draws them; the last ones only if there is room."""
        card, unit = self._card, self._shape.unit
        rows: list[tuple[float, panels.DrawRow]] = []
        if card.kicker:
            for line in typeset.paragraph(card.kicker, measure_at(800)(round(24 * unit)), self._width, 2):
                rows.append((34 * unit, self._row(line, round(24 * unit), 800, YELLOW)))
            rows.append((10 * unit, _nothing))
        title = self._title(room - sum(height for height, _ in rows) - 106 * unit)
        rows += zip(pitches(title), (self._row(line, title.size, 800, WHITE) for line in title.lines), strict=True)
        rows += [(22 * unit, _nothing), (8 * unit, self._bar), (18 * unit, _nothing)]
        if card.line:
            size = round(27 * unit)
            for line in typeset.paragraph(card.line, measure_at(400)(size), self._width, 2):
                rows.append((size * 1.36, self._row(line, size, 400, BLUE_PALE)))
        room -= sum(height for height, _ in rows)
        number = self._number()
        height = sum(each for each, _ in number)
        if height <= room:
            rows += number
            room -= height
        return rows + self._summary(room)

    def _title(self, room: float) -> typeset.TextBlock:
        """Return the title at the largest size whose lines fit the box."""
        unit = self._shape.unit
        sizes = [round(size * unit) for size in self._shape.sizes]
        measure = measure_at(800)
        best = typeset.fit(printable(self._card.title), measure, self._width, tuple(sizes))
        while sum(pitches(best)) > room and sizes[-1] < best.size:
            sizes = [size for size in sizes if size < best.size]
            best = typeset.fit(printable(self._card.title), measure, self._width, tuple(sizes))
        return best

    def _number(self) -> list[tuple[float, panels.DrawRow]]:
        if not self._card.number:
            return []
        value, name = self._card.number
        unit = self._shape.unit
        big, small = round(46 * unit), round(25 * unit)
        wide = measure_at(800)(big)(value) + 14 * unit
        beside = wide + measure_at(400)(small)(name) <= self._width
        rest = () if beside else typeset.paragraph(name, measure_at(400)(small), self._width, 2)

        def draw(y: float) -> None:
            base = y + big
            self._text(self._left, base, value, big, 800, YELLOW)
            if beside:
                self._text(self._left + wide, base, name, small, 400, WHITE)

        rows: list[tuple[float, panels.DrawRow]] = [(16 * unit, _nothing), (big * 1.2, draw)]
        return rows + [(small * 1.4, self._row(line, small, 400, WHITE)) for line in rest]

    def _summary(self, room: float) -> list[tuple[float, panels.DrawRow]]:
        """Return as much of the summary as there is room for, two lines at least."""
        unit = self._shape.unit
        size = round(28 * unit)
        most = min(self._shape.summary, int((room - 22 * unit) / (size * 1.42)))
        if not self._card.summary or most < 2:
            return []
        lines = typeset.paragraph(printable(self._card.summary), measure_at(400)(size), self._width, most)
        return [(22 * unit, _nothing), *((size * 1.42, self._row(line, size, 400, WHITE)) for line in lines)]

    def _row(self, text: str, size: int, weight: int, fill: str) -> panels.DrawRow:
        return lambda y: self._text(self._left, y + size, text, size, weight, fill)

    def _bar(self, y: float) -> None:
        unit = self._shape.unit
        box = (self._left, y, self._left + 84 * unit, y + 8 * unit)
        self._pen.rounded_rectangle(box, 4 * unit, fill=RED)

    def _foot(self) -> None:
        """Set the mark, the name and the address; in a story also the QR code."""
        shape, unit = self._shape, self._shape.unit
        x, y = float(self._left), shape.foot
        mark = panels.logo(round(52 * unit))
        self._image.paste(mark, (round(x), round(y)), mark)
        x += 52 * unit + 16 * unit
        self._text(x, y + 22 * unit, "Dân vận khéo", round(24 * unit), 800, WHITE)
        words = "Tuổi trẻ Thọ Xuân" + (f" · {self._card.address}" if self._card.address else "")
        self._text(x, y + 48 * unit, words, round(18.5 * unit), 400, BLUE_PALE)
        if shape.qr and self._card.url:
            code = panels.qr_code(self._card.url)
            right, middle = shape.qr
            self._image.paste(code, (right - code.width, middle - code.height // 2), code)

    def _tiles(self) -> None:
        for box, tile in zip(self._shape.tiles, self._card.tiles, strict=False):
            self._tile(box, tile)

    def _tile(self, box: tuple[int, int, int, int], tile: FigureTile) -> None:
        x, y, wide, high = box
        unit, left, inner = self._shape.tile_unit, x + 20, wide - 36
        back = panels.rounded_box((wide, high), WHITE, radius=22)
        self._image.paste(back, (x, y), back)
        known = tile.value[:1].isdigit()
        sizes = (56, 50, 44, 38) if known else (28, 26, 24)
        value = typeset.fit(tile.value, measure_at(800), inner, sizes, 1 if known or wide > 300 else 2)
        rows = [(line, value.size, 800, BLUE if known else "#5A6B85", 1.2) for line in value.lines]
        name, note = round(21 * unit), round(18 * unit)
        rows += [(line, name, 800, INK, 1.28) for line in typeset.paragraph(tile.name, measure_at(800)(name), inner, 3)]
        rows += [
            (line, note, 400, "#3E4E66", 1.34) for line in typeset.paragraph(tile.note, measure_at(400)(note), inner, 2)
        ]
        gaps = {len(value.lines): 8.0, len(rows) - sum(row[2] == 400 for row in rows): 4.0}
        used = sum(size * pitch for _, size, _, _, pitch in rows) + sum(gaps.values())
        at = y + (high - used) / 2
        for number, (line, size, weight, fill, pitch) in enumerate(rows):
            at += gaps.get(number, 0.0)
            self._text(left, at + size * 0.98, line, size, weight, fill)
            at += size * pitch


def pitches(block: typeset.TextBlock) -> list[float]:
    """Return the height of each line: wider where the dot below one line would meet the mark above the next."""
    if not block.lines:
        return []
    reaches = [panels.ink_extent(line, block.size, 800) for line in block.lines]
    meet = (below + above for (_, below), (above, _) in zip(reaches, reaches[1:], strict=False))
    return [*(max(1.22 * block.size, each + 0.1 * block.size) for each in meet), 1.22 * block.size]


def _nothing(_: float) -> None:
    """Leave a gap."""


def printable(text: str) -> str:
    """Return the text without what the fonts cannot show, such as emoji."""
    return " ".join("".join(char if panels.has_glyph(char) else " " for char in text).split())
