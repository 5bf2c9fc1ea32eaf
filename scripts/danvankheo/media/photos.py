"""Reads photo files: their format, and whether the site can show them. Sizes are in pixels unless the name says bytes."""

from __future__ import annotations

import io
import os
import stat
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from danvankheo.base.artifact import digest

if TYPE_CHECKING:  # loading the decoders takes time; most runs open no photo
    from PIL import Image

MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 50_000_000
# The smallest longer side, and the largest ratio of the sides. Smaller files are thumbnails, longer ones are no photos.
MIN_SIDE, MAX_RATIO = 200, 8
SUFFIXES = {"JPEG": (".jpg", ".jpeg"), "PNG": (".png",), "WEBP": (".webp",), "HEIF": (".heic", ".heif")}

# Pillow warns of harmless irregularities of files, in any thread.
warnings.filterwarnings("ignore", module=r"PIL\.")

_FORMATS = ("JPEG", "PNG", "WEBP")
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"mif1", b"msf1", b"heim", b"heis")
_GPS = 0x8825


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """What a file is.

    kind: jpeg, png, webp, heif, or what is wrong: svg, unknown (no accepted image format), broken (incomplete or damaged),
    heavy (more than ``MAX_BYTES``), vast (more than ``MAX_PIXELS``), missing, irregular (no regular file); width, height: of the
    upright photo, 0 if unknown; digest: of the file's bytes; has_location: metadata hold the place (GPS).
    """

    kind: str
    digest: str = ""
    width: int = 0
    height: int = 0
    has_location: bool = False

    @property
    def is_photo(self) -> bool:
        """Tell whether the site can show it."""
        return self.kind.upper() in SUFFIXES


def read(file: Path) -> tuple[PhotoFacts, bytes]:
    """Return what a photo file is, and its bytes. Never raises because of the file's content."""
    opened = read_bytes(file)
    return (opened, b"") if isinstance(opened, PhotoFacts) else (inspect(opened), opened)


def read_bytes(file: Path) -> bytes | PhotoFacts:
    """Return a file's bytes, not decoded, or what is wrong with the file (missing, irregular, heavy). Does not follow symbolic links."""
    try:
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        return PhotoFacts("missing")
    except OSError:
        return PhotoFacts("irregular")
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        return PhotoFacts("irregular")
    with open(descriptor, "rb") as opened:
        if status.st_size > MAX_BYTES:
            return PhotoFacts("heavy")
        return opened.read(MAX_BYTES + 1)


def inspect(data: bytes) -> PhotoFacts:
    """Return what bytes are; decodes them once to find damaged photos."""
    if kind := _rejected_kind(data):
        return PhotoFacts(kind)
    from PIL import Image

    content_digest = digest(data)
    try:
        image = open_photo(io.BytesIO(data))
    except Image.DecompressionBombError:
        return PhotoFacts("vast", content_digest)
    except Exception:  # a decoder given hostile bytes may raise anything
        return PhotoFacts("broken" if _looks_like_photo(data) else "unknown", content_digest)
    if image.width * image.height > MAX_PIXELS:
        return PhotoFacts("vast", content_digest)
    try:
        (width, height), located = _upright_size(image), _has_location(image)
        image.draft("RGB", (1, 1))
        image.load()
    except Exception:  # see above
        return PhotoFacts("broken", content_digest)
    # MPO is a JPEG from a phone that holds several pictures; only the first is used.
    kind = "jpeg" if image.format == "MPO" else str(image.format).lower()
    return PhotoFacts(kind, content_digest, width, height, located)


def _rejected_kind(data: bytes) -> str:
    """Return "svg" or "unknown" for bytes that are no photo of an accepted format, "" for others."""
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<svg", b"<?xml", b"<!doctype svg")) or b"<svg" in head:
        return "svg"
    return "" if _looks_like_photo(data) else "unknown"


def _looks_like_photo(data: bytes) -> bool:
    return (
        data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))
        or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
        or _is_heic(data)
    )


def _is_heic(data: bytes) -> bool:
    return data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS


def open_photo(file: Path | io.BytesIO) -> Image.Image:
    """Open a photo of an accepted format without decoding it. Raises any exception of the decoders."""
    from PIL import Image
    from pillow_heif import HeifImageFile

    head = file.getbuffer()[:12].tobytes() if isinstance(file, io.BytesIO) else _head(file)
    # HEIC needs its own reader, which also turns the photo upright.
    return HeifImageFile(file) if _is_heic(head) else Image.open(file, formats=_FORMATS)  # type: ignore[no-untyped-call]


def _head(file: Path) -> bytes:
    with open(file, "rb") as opened:
        return opened.read(12)


def _upright_size(image: Image.Image) -> tuple[int, int]:
    """Return the size of the photo held upright."""
    turned = image.getexif().get(0x0112) in (5, 6, 7, 8)
    return (image.height, image.width) if turned else (image.width, image.height)


def has_location(data: bytes) -> bool:
    """Tell whether bytes are a photo whose metadata hold the place. Does not decode pixels; never raises because of the bytes."""
    try:
        found = _looks_like_photo(data) and _has_location(open_photo(io.BytesIO(data)))
    except Exception:  # a decoder given hostile bytes may raise anything
        found = False
    return found or b"GPSLatitude" in data


def _has_location(image: Image.Image) -> bool:
    """Tell whether EXIF or XMP of a photo holds the place where it was taken."""
    if any(tag in (2, 4) for tag in image.getexif().get_ifd(_GPS)):
        return True
    xmp = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    return b"GPSLatitude" in (xmp.encode("utf-8", "replace") if isinstance(xmp, str) else xmp)
