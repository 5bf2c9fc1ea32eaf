"""Makes the files of a photo for the site: WebP in several widths and one JPEG, upright, in sRGB, without metadata.

An original is never published. Its metadata (place, camera, thumbnail) is lost because the pixels are copied to a new image.
Sizes are in pixels.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from PIL import Image, ImageCms, ImageOps

from danvankheo.base.artifact import Artifact, digest
from danvankheo.media.photos import PhotoFacts, open_photo
from danvankheo.media.responsive_images import FOLDER, RECIPE, shown_size, sizes
from danvankheo.media.source_digest import source_digest

# The files that decide about the pixels.
SOURCES = ("derivatives.py", "photos.py", "responsive_images.py", "source_digest.py")


def derive(file: Path, facts: PhotoFacts, source: str) -> tuple[Artifact, ...]:
    """Return the WebP files, the largest first, and the JPEG of a photo; facts: what ``photos.inspect`` returned for it.

    Paths depend on content and ``RECIPE``, so records may share a photo, and a changed photo gets a new address.
    """
    inputs = digest(facts.digest, RECIPE)
    largest = _SharedImage(lambda: clean_copy(file, shown_size(facts)))

    def artifact(suffix: str, encode: Callable[[Image.Image], bytes], size: tuple[int, int]) -> Artifact:
        def render() -> bytes:
            # Saving changes attributes of a Pillow image, so threads save copies of the shared one.
            image = largest.get()
            return encode(
                image.copy() if image.size == size else image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
            )

        return Artifact(f"{FOLDER}/{inputs}{suffix}", digest(inputs, suffix, source_digest(*SOURCES)), render, source)

    *smaller, full = sizes(facts)
    return (
        artifact(".webp", _webp, full),
        *(artifact(f"-{size[0]}.webp", _webp, size) for size in reversed(smaller)),
        artifact(".jpg", _jpeg, full),
    )


class _SharedImage:
    """An image made at the first request and shared by threads."""

    def __init__(self, make: Callable[[], Image.Image]) -> None:
        self._make = make
        self._lock = Lock()
        self._made: Image.Image | None = None

    def get(self) -> Image.Image:
        with self._lock:
            if self._made is None:
                self._made = self._make()
            return self._made


def upright(file: Path | io.BytesIO, least: tuple[int, int]) -> Image.Image:
    """Return a photo's pixels upright and in sRGB; a large photo may be scaled down, to no less than ``least``."""
    with open_photo(file) as image:
        # The JPEG decoder may scale down while it reads, to no less than the size asked for, before the image is turned.
        turned = image.getexif().get(0x0112) in (5, 6, 7, 8)
        image.draft("RGB", (least[1], least[0]) if turned else least)
        profile = image.info.get("icc_profile")
        return _on_white(_srgb(ImageOps.exif_transpose(image), profile))


def cropped(file: Path, size: tuple[int, int], focus: tuple[float, float]) -> Image.Image:
    """Return a photo cropped to a size; focus: the point to keep, from the left and from the top (0–1)."""
    whole = upright(file, size)
    return ImageOps.fit(whole, size, Image.Resampling.LANCZOS, centering=focus)


def clean_copy(file: Path | io.BytesIO, size: tuple[int, int]) -> Image.Image:
    """Return a photo's pixels at a size, upright and in sRGB, on a new image without metadata."""
    copy = Image.new("RGB", size)
    copy.paste(upright(file, size).resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0))
    return copy


def _srgb(image: Image.Image, profile: object) -> Image.Image:
    """Return the image in sRGB, converted from its colour profile if it has a readable one."""
    if image.mode not in ("RGB", "RGBA", "CMYK", "L"):
        image = image.convert("RGBA" if "transparency" in image.info or image.mode in ("LA", "PA") else "RGB")
    if not profile or not isinstance(profile, bytes) or image.mode == "L":  # a PNG may have a text of that name
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
