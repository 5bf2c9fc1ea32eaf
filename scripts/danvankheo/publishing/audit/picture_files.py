"""Reads picture files byte by byte: only the parts that a picture needs, nothing after its end, and its size in pixels."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

#: The largest picture of a page and the largest share image, in bytes; services that show shared links refuse more.
MOST_BYTES = 1024 * 1024
SUFFIXES = {".jpg": "JPEG", ".png": "PNG", ".webp": "WebP", ".svg": "SVG"}
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_CHUNKS = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"sRGB", b"gAMA", b"cHRM", b"pHYs", b"sBIT"})
_WEBP_CHUNKS = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH"})
_SVG_ELEMENTS = frozenset("svg g path circle rect line ellipse polygon polyline text tspan title desc defs "  # noqa: SIM905
                          "linearGradient radialGradient stop clipPath".split())  # fmt: skip
_SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True, slots=True)
class PictureFile:
    """The kind of a picture file ("JPEG", "PNG", "WebP", "SVG", "" unknown), its size in pixels (0 unknown), its faults."""

    kind: str
    width: int
    height: int
    faults: tuple[str, ...]


def read(data: bytes, suffix: str) -> PictureFile:
    """Read a picture; its bytes must be of the kind that its suffix states."""
    faults: list[str] = []
    kind, width, height = "", 0, 0
    try:
        if data.startswith(b"\xff\xd8"):
            kind = "JPEG"
            width, height = _jpeg(data, faults)
        elif data.startswith(_PNG):
            kind = "PNG"
            width, height = _png(data, faults)
        elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            kind = "WebP"
            width, height = _webp(data, faults)
        elif suffix == ".svg":
            kind = "SVG"
            faults += _svg(data)
    except (struct.error, IndexError, zlib.error):
        faults.append("ảnh bị cắt cụt")
    if kind != SUFFIXES.get(suffix):
        faults.append(f"đuôi {suffix} nhưng nội dung là {kind or 'thứ khác'}")
    elif kind != "SVG" and not (width and height):
        faults.append("không đọc được kích thước ảnh")
    if len(data) > MOST_BYTES:
        faults.append(f"ảnh nặng {len(data) // 1024} KB, quá {MOST_BYTES // 1024} KB")
    return PictureFile(kind, width, height, tuple(faults))


def _jpeg(data: bytes, faults: list[str]) -> tuple[int, int]:
    """Walk the segments up to the picture's data, then its entropy-coded scans up to the end; return width and height."""
    place, size = 2, (0, 0)
    while True:
        if data[place] != 0xFF:
            faults.append("ảnh có byte lạ giữa các phần")
            return size
        marker = data[place + 1]
        if marker == 0xD9:
            if len(data) > place + 2:
                faults.append(f"{len(data) - place - 2} byte thừa sau ảnh")
            return size
        (length,) = struct.unpack_from(">H", data, place + 2)
        if length < 2 or place + 2 + length > len(data):
            raise IndexError
        body = data[place + 4 : place + 2 + length]
        if marker == 0xE1:
            faults.append("ảnh còn thông tin kèm theo (EXIF hoặc XMP: máy chụp, vị trí)")
        elif marker == 0xFE:
            faults.append("ảnh còn ghi chú bên trong")
        elif (0xE0 < marker <= 0xEF and marker != 0xEE) or (marker == 0xE0 and not body.startswith(b"JFIF\0")):
            faults.append(f"ảnh còn phần không cần (APP{marker - 0xE0})")
        elif marker == 0xE0 and len(body) != 14:
            faults.append("ảnh còn ảnh nhỏ kèm theo")
        elif 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", body, 1)
            size = (width, height)
        place += 2 + length
        if marker == 0xDA:
            found = _AFTER_SCAN.search(data, place)
            if found is None:
                raise IndexError
            place = found.start()


# The first marker after a scan that is neither a stuffed byte nor a restart marker.
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def _png(data: bytes, faults: list[str]) -> tuple[int, int]:
    place, size = len(_PNG), (0, 0)
    while True:
        (length,) = struct.unpack_from(">I", data, place)
        name = data[place + 4 : place + 8]
        body = data[place + 8 : place + 8 + length]
        (checksum,) = struct.unpack_from(">I", data, place + 8 + length)
        if checksum != zlib.crc32(name + body):
            faults.append("ảnh có phần hỏng")
        if name == b"IHDR":
            width, height = struct.unpack_from(">II", body)
            size = (width, height)
        elif name not in _PNG_CHUNKS:
            faults.append(f"ảnh còn phần không cần ({name.decode('ascii', 'replace')})")
        place += 12 + length
        if name == b"IEND":
            if place < len(data):
                faults.append(f"{len(data) - place} byte thừa sau ảnh")
            return size


def _webp(data: bytes, faults: list[str]) -> tuple[int, int]:
    (length,) = struct.unpack_from("<I", data, 4)
    if len(data) < 8 + length:
        raise IndexError
    if len(data) > 8 + length:
        faults.append(f"{len(data) - 8 - length} byte thừa sau ảnh")
    place, size = 12, (0, 0)
    while place < 8 + length:
        name = data[place : place + 4]
        (part,) = struct.unpack_from("<I", data, place + 4)
        body = data[place + 8 : place + 8 + part]
        if len(body) < part:
            raise IndexError
        if name == b"VP8 ":
            width, height = struct.unpack_from("<HH", body, 6)
            size = (width & 0x3FFF, height & 0x3FFF)
        elif name == b"VP8L":
            (bits,) = struct.unpack_from("<I", body, 1)
            size = ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        elif name not in _WEBP_CHUNKS:
            faults.append(f"ảnh còn phần không cần ({name.decode('ascii', 'replace').strip()})")
        place += 8 + part + (part & 1)
    return size


def _svg(data: bytes) -> Iterator[str]:
    """Yield elements and attributes that a plain drawing does not need: scripts, links, embedded files."""
    if b"<!" in data or b"<?xml-" in data:
        yield "SVG có khai báo lạ"
        return
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 (no declarations, so no entities)
    except ElementTree.ParseError:
        yield "SVG không đúng dạng XML"
        return
    for element in root.iter():
        name = element.tag if isinstance(element.tag, str) else "?"
        if not name.startswith(_SVG) or name.removeprefix(_SVG) not in _SVG_ELEMENTS:
            yield f"SVG có phần tử không được dùng: {name.removeprefix(_SVG)[:40]}"
        for attribute, value in element.attrib.items():
            if (
                attribute.lower().startswith("on")
                or "href" in attribute.lower()
                or "url(" in value.replace("url(#", "")
            ):
                yield f"SVG có thuộc tính không được dùng: {attribute[:40]}"
