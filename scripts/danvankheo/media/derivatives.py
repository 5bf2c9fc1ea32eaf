"""What is made of a photo: WebP in a few widths and one JPEG, upright, in sRGB, with nothing but pixels in them.

An original is never published. What a photo says about itself (place, camera, thumbnail) stays behind, because its
pixels are painted on a new image. Sizes are in pixels.
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
    """Return the WebP files, the largest first, and the JPEG of a photo that ``inspect`` found whole.

    Names come from content and recipe, so two records may share a photo and a changed one gets a new address.
    """
    inputs = digest(facts.digest, RECIPE)
    largest = _Once(lambda: _painted(file, facts))

    def artifact(suffix: str, encode: Callable[[Image.Image], bytes], size: tuple[int, int]) -> Artifact:
        def render() -> bytes:
            # Pillow notes down on an image how it is being saved: what several threads share is never saved itself.
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


class _Once:
    """A picture made when first asked for; several threads may ask, one makes it."""

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
    """Return a photo's pixels upright and in sRGB, no smaller than ``least`` if the photo itself is not."""
    with open_photo(file) as image:
        # The decoder may halve a big JPEG while reading it, down to no less than asked for, in the way it lies.
        turned = image.getexif().get(0x0112) in (5, 6, 7, 8)
        image.draft("RGB", (least[1], least[0]) if turned else least)
        profile = image.info.get("icc_profile")
        return _on_white(_srgb(ImageOps.exif_transpose(image), profile))


def cropped(file: Path, size: tuple[int, int], focus: tuple[float, float]) -> Image.Image:
    """Return a photo cropped to a size, the focus kept in view."""
    whole = upright(file, size)
    return ImageOps.fit(whole, size, Image.Resampling.LANCZOS, centering=focus)


def _painted(file: Path, facts: PhotoFacts) -> Image.Image:
    """Return the pixels alone, at the size shown, on a new image that knows nothing of the old one."""
    size = shown_size(facts)
    painted = Image.new("RGB", size)
    painted.paste(upright(file, size).resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0))
    return painted


def _srgb(image: Image.Image, profile: object) -> Image.Image:
    """Return the image in sRGB, through its own colour profile when it has one that can be read."""
    if image.mode not in ("RGB", "RGBA", "CMYK", "L"):
        image = image.convert("RGBA" if "transparency" in image.info or image.mode in ("LA", "PA") else "RGB")
    if not profile or not isinstance(profile, bytes) or image.mode == "L":  # a text of a PNG may bear the name
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
