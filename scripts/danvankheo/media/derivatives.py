"""What is made of a photo: WebP in a few widths and one JPEG, upright, in sRGB, with nothing but pixels in them.

An original is never published. What a photo says about itself (place, camera, thumbnail) stays behind, because its
pixels are painted on a new image. Sizes are in pixels.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock

from PIL import Image, ImageCms, ImageOps

from danvankheo.base.artifact import Artifact, digest
from danvankheo.media.photos import Facts, open_photo

MAX_WIDTH, MAX_HEIGHT = 1200, 2400
WIDTHS = (480, 800)
FOLDER = "anh"
_RECIPE = "2: 480 800 1200x2400 lanczos, webp q80 m4, jpeg q82 420 progressive"
CENTRE = (0.5, 0.5)


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo as a page shows it: paths below the site's root, size in pixels, words (plain text).

    webp and jpeg are of that size; sources: every WebP with its width, the smallest first; focus: the point a crop
    keeps, from the left and from the top (0–1).
    """

    webp: str
    jpeg: str
    width: int
    height: int
    alt: str
    caption: str | None = None
    sources: tuple[tuple[str, int], ...] = ()
    focus: tuple[float, float] = CENTRE

    def srcset(self, root: str) -> str:
        """Return the widths to choose from, for a page from which ``root`` leads to the site's root."""
        return ", ".join(f"{root}{path} {width}w" for path, width in self.sources) or root + self.webp

    @property
    def position(self) -> str:
        """Return the classes that keep the focus in view where a stylesheet crops: tenths, "" for the middle."""
        if self.focus == CENTRE:
            return ""
        return f"focus-x-{round(self.focus[0] * 10)} focus-y-{round(self.focus[1] * 10)}"


def shown_size(facts: Facts) -> tuple[int, int]:
    """Return the size the photo is shown at: within 1200 × 2400, never enlarged."""
    scale = min(1.0, MAX_WIDTH / facts.width, MAX_HEIGHT / facts.height)
    return max(1, round(facts.width * scale)), max(1, round(facts.height * scale))


def _sizes(facts: Facts) -> list[tuple[int, int]]:
    """Return the sizes of the WebP files, the smallest first; a size hardly smaller than the next is not worth a file."""
    width, height = shown_size(facts)
    smaller = [(each, max(1, round(height * each / width))) for each in WIDTHS if each < width * 0.85]
    return [*smaller, (width, height)]


def derive(file: Path, facts: Facts, source: str) -> tuple[Artifact, ...]:
    """Return the WebP files, the largest first, and the JPEG of a photo that ``inspect`` found whole.

    Names come from content and recipe, so two records may share a photo and a changed one gets a new address.
    """
    inputs = digest(facts.digest, _RECIPE)
    largest = _Once(lambda: _painted(file, facts))

    def artifact(suffix: str, encode: Callable[[Image.Image], bytes], size: tuple[int, int]) -> Artifact:
        def render() -> bytes:
            # Pillow notes down on an image how it is being saved: what several threads share is never saved itself.
            image = largest.get()
            return encode(
                image.copy() if image.size == size else image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
            )

        return Artifact(f"{FOLDER}/{inputs}{suffix}", digest(inputs, suffix, _code()), render, source)

    *smaller, full = _sizes(facts)
    return (
        artifact(".webp", _webp, full),
        *(artifact(f"-{size[0]}.webp", _webp, size) for size in reversed(smaller)),
        artifact(".jpg", _jpeg, full),
    )


def picture(facts: Facts, alt: str, caption: str | None, focus: tuple[float, float] = CENTRE) -> Picture:
    """Return how a page shows a photo; the paths are those of ``derive``."""
    name = f"{FOLDER}/{digest(facts.digest, _RECIPE)}"
    *smaller, (width, height) = _sizes(facts)
    sources = (*((f"{name}-{each}.webp", each) for each, _ in smaller), (f"{name}.webp", width))
    return Picture(f"{name}.webp", f"{name}.jpg", width, height, alt, caption, sources, focus)


@lru_cache(maxsize=1)
def _code() -> str:
    """Return the digest of the code that paints; the names of files follow the recipe alone."""
    here = Path(__file__)
    return digest(here.read_bytes(), here.with_name("photos.py").read_bytes())


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


def upright(file: Path, least: tuple[int, int]) -> Image.Image:
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


def _painted(file: Path, facts: Facts) -> Image.Image:
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
