"""The built files that are no pages: pictures without anything hidden, styles that load nothing from elsewhere, feeds."""

from __future__ import annotations

import re
import struct
import warnings
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree

from PIL import Image

from danvankheo.base.problems import Problem

PICTURES = {".jpg": "JPEG", ".webp": "WEBP", ".png": "PNG"}
# What Pillow finds in a file beside pixels. A profile is no secret, but ours are sRGB and need none.
_HIDDEN = (
    "exif",
    "xmp",
    "comment",
    "photoshop",
    "icc_profile",
    "XML:com.adobe.xmp",
    "Raw profile type exif",
    "Software",
    "parsed_exif",
)
_CSS_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]*)|@import\s+["']([^"']+)""", re.IGNORECASE)
_FOREIGN = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)


def size_of(data: bytes) -> tuple[int, int] | None:
    """Return a picture's width and height in pixels, None when it is none."""
    try:
        with Image.open(BytesIO(data), formats=tuple(PICTURES.values())) as image:
            return image.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def picture(path: str, suffix: str, data: bytes) -> Iterator[Problem]:
    """Yield what is hidden in a picture, or that it is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(BytesIO(data), formats=(PICTURES[suffix],)) as image:
                hidden = [name for name in _HIDDEN if image.info.get(name)]
                texts = list(getattr(image, "text", None) or ())
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError):
        yield Problem("DVK707", path, 1, 1, f"Tệp không phải ảnh {PICTURES[suffix]} nguyên vẹn.")
        return
    for name in dict.fromkeys([*hidden, *texts]):
        yield Problem("DVK707", path, 1, 1, f"Ảnh còn thông tin ẩn: {name}.")
    if _end(suffix, data) != len(data):
        yield Problem("DVK707", path, 1, 1, "Sau phần ảnh còn dữ liệu khác, hoặc ảnh bị cắt cụt.")


def _end(suffix: str, data: bytes) -> int:
    """Return where the picture ends in the file by its own account; -1 when it does not say."""
    if suffix == ".webp":
        return int(struct.unpack("<I", data[4:8])[0]) + 8
    if suffix == ".jpg":
        return len(data) if data.endswith(b"\xff\xd9") and data.count(b"\xff\xd9") == 1 else -1
    end = data.rfind(b"IEND")
    return end + 8 if end >= 0 else -1


def style(path: str, text: str) -> Iterator[Problem]:
    """Yield what a style sheet loads from elsewhere."""
    for match in _CSS_ADDRESS.finditer(text):
        address = match[1] or match[2] or ""
        if is_foreign(address):
            yield Problem(
                "DVK705",
                path,
                text.count("\n", 0, match.start()) + 1,
                1,
                f"Kiểu dáng tải “{address[:80]}” từ nơi khác.",
            )


def is_foreign(address: str) -> bool:
    """Tell whether an address lies on another host (or names any host at all)."""
    return _FOREIGN.match(address) is not None


def addresses(path: str, data: bytes) -> tuple[list[str], list[Problem]]:
    """Return the addresses a sitemap or feed names, and what is wrong with its XML."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return [], [Problem("DVK711", path, 1, 1, "Tệp XML có khai báo DOCTYPE.")]
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 - no DOCTYPE, so nothing to expand
    except ElementTree.ParseError as error:
        return [], [Problem("DVK711", path, *error.position, "Tệp XML không đọc được.")]
    found = [element.text or "" for element in root.iter() if element.tag.endswith("}loc")]
    found += [element.get("href", "") for element in root.iter() if element.tag.endswith("}link")]
    return found, []
