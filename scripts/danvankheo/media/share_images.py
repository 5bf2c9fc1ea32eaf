"""Draws share images with Pillow: a photo or a landscape, a navy panel, the words of a page.

Text stands where the interfaces of Facebook, Zalo and Instagram do not cover it: in the story format the upper 250 and the
lower 320 pixels hold no text.
"""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from danvankheo.media import derivatives, landscapes, panels, typeset
from danvankheo.media.layout import IMAGE_FORMATS, FigureTile, ImageFormat, ShareImage
from danvankheo.media.panels import BLUE, BLUE_PALE, INK, RED, WHITE, YELLOW, measure_at


def render(content: ShareImage, format_name: str) -> bytes:
    """Return a share image as JPEG; format_name: a key of ``IMAGE_FORMATS``."""
    image_format = IMAGE_FORMATS[format_name]
    image = Image.new("RGB", image_format.size)
    image.paste(_picture(content, image_format), image_format.picture_box[:2])
    foreground = panels.foreground(format_name)
    image.paste(foreground, mask=foreground)
    writer = _Writer(image, content, image_format)
    writer.write()
    out = io.BytesIO()
    image.save(out, "JPEG", quality=image_format.quality, subsampling="4:2:0", optimize=True, progressive=True)
    return out.getvalue()


def _picture(content: ShareImage, image_format: ImageFormat) -> Image.Image:
    left, top, right, bottom = image_format.picture_box
    size = right - left, bottom - top
    if content.cover is None:
        lift = 0.0 if image_format.vertical_edge else 56.0
        return landscapes.paint(
            size, content.seed, content.palette, scene=content.scene, lift=lift, calm=bool(content.tiles)
        )
    return derivatives.cropped(content.cover.file, size, content.cover.focus)


class _Writer:
    """Draws the words of one share image, from the top of its text box to the bottom."""

    def __init__(self, image: Image.Image, content: ShareImage, image_format: ImageFormat) -> None:
        self._image = image
        self._content = content
        self._format = image_format
        self._pen = ImageDraw.Draw(image)
        self._left, self._top, right, self._bottom = image_format.text_box
        self._width = right - self._left

    def write(self) -> None:
        """Draw all words, the tiles, the foot and the ribbon."""
        content, image_format = self._content, self._format
        top = float(self._top)
        if content.chip:
            top = self._chip(content.chip, top) + image_format.gap
        rows = self._rows(self._bottom - top)
        used = sum(height for height, _ in rows)
        y = top + (self._bottom - top - used) * image_format.text_position
        for height, draw in rows:
            draw(y)
            y += height
        if content.tiles:
            self._tiles()
        self._foot()
        if content.sample:
            ribbon = panels.sample_ribbon(image_format.scale)
            self._image.paste(ribbon, (image_format.size[0] - ribbon.width, image_format.ribbon_top), ribbon)

    def _text(self, x: float, y: float, text: str, size: int, weight: int, fill: str) -> None:
        panels.draw_text(self._image, x, y, text, size, weight, fill)

    def _chip(self, text: str, y: float) -> float:
        scale = self._format.scale
        ink, paper = panels.FIELDS.get(self._content.palette, (INK, YELLOW))
        size = round(24 * scale)
        width, height = measure_at(800)(size)(text) + 44 * scale, 50 * scale
        box = panels.rounded_box((round(width), round(height)), paper)
        self._image.paste(box, (round(self._left), round(y)), box)
        self._text(self._left + 22 * scale, y + height / 2 + size * 0.35, text, size, 800, ink)
        return y + height

    def _rows(self, room: float) -> list[tuple[float, panels.DrawRow]]:
        """Return the rows between label and foot: height and drawing function; figure and summary only where there is room."""
        content, scale = self._content, self._format.scale
        rows: list[tuple[float, panels.DrawRow]] = []
        if content.kicker:
            for line in typeset.paragraph(content.kicker, measure_at(800)(round(24 * scale)), self._width, 2):
                rows.append((34 * scale, self._row(line, round(24 * scale), 800, YELLOW)))
            rows.append((10 * scale, _gap))
        title = self._title(room - sum(height for height, _ in rows) - 106 * scale)
        rows += zip(line_heights(title), (self._row(line, title.size, 800, WHITE) for line in title.lines), strict=True)
        rows += [(22 * scale, _gap), (8 * scale, self._bar), (18 * scale, _gap)]
        if content.line:
            size = round(27 * scale)
            for line in typeset.paragraph(content.line, measure_at(400)(size), self._width, 2):
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
        scale = self._format.scale
        sizes = [round(size * scale) for size in self._format.title_sizes]
        measure = measure_at(800)
        best = typeset.fit(printable(self._content.title), measure, self._width, tuple(sizes))
        while sum(line_heights(best)) > room and sizes[-1] < best.size:
            sizes = [size for size in sizes if size < best.size]
            best = typeset.fit(printable(self._content.title), measure, self._width, tuple(sizes))
        return best

    def _number(self) -> list[tuple[float, panels.DrawRow]]:
        if not self._content.number:
            return []
        value, name = self._content.number
        scale = self._format.scale
        large, small = round(46 * scale), round(25 * scale)
        wide = measure_at(800)(large)(value) + 14 * scale
        beside = wide + measure_at(400)(small)(name) <= self._width
        rest = () if beside else typeset.paragraph(name, measure_at(400)(small), self._width, 2)

        def draw(y: float) -> None:
            base = y + large
            self._text(self._left, base, value, large, 800, YELLOW)
            if beside:
                self._text(self._left + wide, base, name, small, 400, WHITE)

        rows: list[tuple[float, panels.DrawRow]] = [(16 * scale, _gap), (large * 1.2, draw)]
        return rows + [(small * 1.4, self._row(line, small, 400, WHITE)) for line in rest]

    def _summary(self, room: float) -> list[tuple[float, panels.DrawRow]]:
        """Return as much of the summary as there is room for, two lines at least."""
        scale = self._format.scale
        size = round(28 * scale)
        most = min(self._format.summary_lines, int((room - 22 * scale) / (size * 1.42)))
        if not self._content.summary or most < 2:
            return []
        lines = typeset.paragraph(printable(self._content.summary), measure_at(400)(size), self._width, most)
        return [(22 * scale, _gap), *((size * 1.42, self._row(line, size, 400, WHITE)) for line in lines)]

    def _row(self, text: str, size: int, weight: int, fill: str) -> panels.DrawRow:
        return lambda y: self._text(self._left, y + size, text, size, weight, fill)

    def _bar(self, y: float) -> None:
        scale = self._format.scale
        box = (self._left, y, self._left + 84 * scale, y + 8 * scale)
        self._pen.rounded_rectangle(box, 4 * scale, fill=RED)

    def _foot(self) -> None:
        """Draw the logo, the site's name and address; in the story format also the QR code."""
        image_format, scale = self._format, self._format.scale
        x, y = float(self._left), image_format.foot_top
        logo = panels.logo(round(52 * scale))
        self._image.paste(logo, (round(x), round(y)), logo)
        x += 52 * scale + 16 * scale
        self._text(x, y + 22 * scale, "Dân vận khéo", round(24 * scale), 800, WHITE)
        words = " · ".join(filter(None, (self._content.owner, self._content.address)))
        self._text(x, y + 48 * scale, words, round(18.5 * scale), 400, BLUE_PALE)
        if image_format.qr_place and self._content.url:
            code = panels.qr_code(self._content.url)
            right, middle = image_format.qr_place
            self._image.paste(code, (right - code.width, middle - code.height // 2), code)

    def _tiles(self) -> None:
        for box, tile in zip(self._format.tile_boxes, self._content.tiles, strict=False):
            self._tile(box, tile)

    def _tile(self, box: tuple[int, int, int, int], tile: FigureTile) -> None:
        x, y, width, height = box
        scale, left, inner = self._format.tile_scale, x + 20, width - 36
        back = panels.rounded_box((width, height), WHITE, radius=22)
        self._image.paste(back, (x, y), back)
        known = tile.value[:1].isdigit()
        sizes = (56, 50, 44, 38) if known else (28, 26, 24)
        value = typeset.fit(tile.value, measure_at(800), inner, sizes, 1 if known or width > 300 else 2)
        rows = [(line, value.size, 800, BLUE if known else "#5A6B85", 1.2) for line in value.lines]
        name, note = round(21 * scale), round(18 * scale)
        rows += [(line, name, 800, INK, 1.28) for line in typeset.paragraph(tile.name, measure_at(800)(name), inner, 3)]
        rows += [
            (line, note, 400, "#3E4E66", 1.34) for line in typeset.paragraph(tile.note, measure_at(400)(note), inner, 2)
        ]
        gaps = {len(value.lines): 8.0, len(rows) - sum(row[2] == 400 for row in rows): 4.0}
        used = sum(size * line_height for _, size, _, _, line_height in rows) + sum(gaps.values())
        at = y + (height - used) / 2
        for number, (line, size, weight, fill, line_height) in enumerate(rows):
            at += gaps.get(number, 0.0)
            self._text(left, at + size * 0.98, line, size, weight, fill)
            at += size * line_height


def line_heights(block: typeset.TextBlock) -> list[float]:
    """Return the height of each line: larger where a dot below the line would touch a diacritic of the next line."""
    if not block.lines:
        return []
    extents = [panels.ink_extent(line, block.size, 800) for line in block.lines]
    needed = (below + above for (_, below), (above, _) in zip(extents, extents[1:], strict=False))
    return [*(max(1.22 * block.size, each + 0.1 * block.size) for each in needed), 1.22 * block.size]


def _gap(_: float) -> None:
    """Draw nothing: the row is a gap."""


def printable(text: str) -> str:
    """Return the text without the characters that the fonts lack, such as emoji."""
    return " ".join("".join(char if panels.has_glyph(char) else " " for char in text).split())
