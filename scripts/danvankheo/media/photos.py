"""Photos: what is wrong with them, and the two files made of each: upright, in sRGB, stripped, at most 1200 px wide.

An original is never published. What a photo says about itself (place, camera, thumbnail) stays behind, because its
pixels are painted on a new image. Sizes are in pixels unless a name says bytes.
"""

from __future__ import annotations

import io
import os
import stat
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageCms, ImageOps

from danvankheo.base.artifact import Artifact, digest

MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 50_000_000
MAX_WIDTH, MAX_HEIGHT = 1200, 2400
FOLDER = "anh"
SUFFIXES = {"JPEG": (".jpg", ".jpeg"), "PNG": (".png",), "WEBP": (".webp",)}

_FORMATS = ("JPEG", "PNG", "WEBP")
_RECIPE = "1: 1200x2400 lanczos, webp q80 m4, jpeg q82 420 progressive"
_GPS = 0x8825


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file turned out to be.

    kind: jpeg, png, webp, or what is wrong with it: heic, svg, unknown (no image we take), broken (cut off or damaged),
    heavy (too many bytes), vast (too many pixels), missing, odd (no regular file). Width and height are those of the
    upright photo, 0 when unknown; digest is of the file's bytes.
    """

    kind: str
    digest: str = ""
    width: int = 0
    height: int = 0
    has_place: bool = False

    @property
    def is_photo(self) -> bool:
        """Tell whether the site can show it."""
        return self.kind.upper() in _FORMATS


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo as a page shows it: paths below the site's root, size in pixels, words (plain text)."""

    webp: str
    jpeg: str
    width: int
    height: int
    alt: str
    caption: str | None = None


def read(file: Path) -> tuple[Facts, bytes]:
    """Read a photo whole and find out what it is; never raises for what a file may hold."""
    try:
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        return Facts("missing"), b""
    except OSError:
        return Facts("odd"), b""
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        return Facts("odd"), b""
    with open(descriptor, "rb") as opened:
        if status.st_size > MAX_BYTES:
            return Facts("heavy"), b""
        data = opened.read(MAX_BYTES + 1)
    return inspect(data), data


def inspect(data: bytes) -> Facts:
    """Find out what bytes are; decodes them once, to see that they are whole."""
    if kind := _not_taken(data):
        return Facts(kind)
    mark = digest(data)
    with warnings.catch_warnings():
        # Pillow warns of oddities that do no harm; a size that might be a bomb is refused below, before decoding.
        warnings.simplefilter("ignore")
        try:
            image = Image.open(io.BytesIO(data), formats=_FORMATS)
        except Image.DecompressionBombError:
            return Facts("vast", mark)
        except Exception:  # a decoder given hostile bytes may raise anything
            return Facts("broken" if _looks_like_photo(data) else "unknown", mark)
        if image.width * image.height > MAX_PIXELS:
            return Facts("vast", mark)
        try:
            upright, has_place = _orientation(image), _tells_place(image)
            image.draft("RGB", (1, 1))
            image.load()
        except Exception:  # as above
            return Facts("broken", mark)
    width, height = upright
    # A JPEG from a phone may hold several pictures; Pillow then calls it MPO. The first one counts.
    kind = "jpeg" if image.format == "MPO" else str(image.format).lower()
    return Facts(kind, mark, width, height, has_place)


def _not_taken(data: bytes) -> str:
    """Recognize what volunteers send that is no JPEG, PNG or WebP."""
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<svg", b"<?xml", b"<!doctype svg")) or b"<svg" in head:
        return "svg"
    if data[4:8] == b"ftyp":
        return (
            "heic"
            if data[8:12] in (b"heic", b"heix", b"hevc", b"hevx", b"mif1", b"msf1", b"heim", b"heis")
            else "unknown"
        )
    return "" if _looks_like_photo(data) else "unknown"


def _looks_like_photo(data: bytes) -> bool:
    return data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def _orientation(image: Image.Image) -> tuple[int, int]:
    """Return the size of the photo held upright."""
    turned = image.getexif().get(0x0112) in (5, 6, 7, 8)
    return (image.height, image.width) if turned else (image.width, image.height)


def _tells_place(image: Image.Image) -> bool:
    """Tell whether the photo says where it was taken, in EXIF or in XMP."""
    if any(tag in (2, 4) for tag in image.getexif().get_ifd(_GPS)):
        return True
    xmp = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    return b"GPSLatitude" in (xmp.encode("utf-8", "replace") if isinstance(xmp, str) else xmp)


def shown_size(facts: Facts) -> tuple[int, int]:
    """Return the size the photo is shown at: within 1200 × 2400, never enlarged."""
    scale = min(1.0, MAX_WIDTH / facts.width, MAX_HEIGHT / facts.height)
    return max(1, round(facts.width * scale)), max(1, round(facts.height * scale))


def derive(file: Path, facts: Facts, source: str) -> tuple[Artifact, Artifact]:
    """Return the WebP and the JPEG of a photo that ``inspect`` found whole.

    Names come from content and recipe, so two records may share a photo and a changed one gets a new address.
    """
    inputs = digest(facts.digest, _RECIPE)
    name = f"{FOLDER}/{inputs}"

    def artifact(suffix: str, encode: Callable[[Image.Image], bytes]) -> Artifact:
        return Artifact(f"{name}{suffix}", digest(inputs, suffix), lambda: encode(_painted(file, facts)), source)

    return artifact(".webp", _webp), artifact(".jpg", _jpeg)


def picture(facts: Facts, alt: str, caption: str | None) -> Picture:
    """Return how a page shows a photo; the paths are those of ``derive``."""
    name = f"{FOLDER}/{digest(facts.digest, _RECIPE)}"
    return Picture(f"{name}.webp", f"{name}.jpg", *shown_size(facts), alt, caption)


def _painted(file: Path, facts: Facts) -> Image.Image:
    """Return the pixels alone: upright, sRGB, at the size shown, on a new image that knows nothing of the old one."""
    size = shown_size(facts)
    with Image.open(file, formats=_FORMATS) as image:
        # The decoder may halve a big JPEG while reading it, down to no less than is shown, in the way it lies.
        image.draft("RGB", size if image.width == facts.width else (size[1], size[0]))
        profile = image.info.get("icc_profile")
        upright = ImageOps.exif_transpose(image)
        colours = _on_white(_srgb(upright, profile))
    painted = Image.new("RGB", size)
    painted.paste(colours.resize(size, Image.Resampling.LANCZOS))
    return painted


def _srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the image in sRGB, through its own colour profile when it has one that can be read."""
    if image.mode not in ("RGB", "RGBA", "CMYK", "L"):
        image = image.convert("RGBA" if "transparency" in image.info or image.mode in ("LA", "PA") else "RGB")
    if not profile or image.mode == "L":
        return image
    try:
        converted = ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGBA" if image.mode == "RGBA" else "RGB",
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return converted or image


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image.convert("RGB")
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white


def _webp(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "WEBP", quality=80, method=4)
    return out.getvalue()


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=82, subsampling="4:2:0", optimize=True, progressive=True)
    return out.getvalue()
