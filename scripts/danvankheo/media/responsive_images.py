"""A photo on a page: addresses and sizes (pixels) of its files, worked out from ``PhotoFacts`` without opening the photo."""

from __future__ import annotations

from dataclasses import dataclass

from danvankheo.base.artifact import digest
from danvankheo.media.photos import PhotoFacts

MAX_WIDTH, MAX_HEIGHT = 1200, 2400
WIDTHS = (480, 800)
FOLDER = "anh"
# Part of the address of every file made of a photo. Choose a new value when the files look different
# (tests/media/test_recorded_pictures.py).
RECIPE = "2: 480 800 1200x2400 lanczos, webp q80 m4, jpeg q82 420 progressive"
CENTRE = (0.5, 0.5)


@dataclass(frozen=True, slots=True)
class ResponsiveImage:
    """A photo on a page: paths below the site's root, size in pixels, alt and caption as plain text.

    webp, jpeg: the files of that size; sources: every WebP with its width, the smallest first; focus: the point to keep
    when the photo is cropped, from the left and from the top (0–1).
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
        """Return the value of ``srcset``; root: relative path from the page to the site's root."""
        return ", ".join(f"{root}{path} {width}w" for path, width in self.sources) or root + self.webp

    @property
    def position(self) -> str:
        """Return the CSS classes that keep the focus in view when a stylesheet crops (in tenths); "" for the centre."""
        if self.focus == CENTRE:
            return ""
        return f"focus-x-{round(self.focus[0] * 10)} focus-y-{round(self.focus[1] * 10)}"


def shown_size(facts: PhotoFacts) -> tuple[int, int]:
    """Return the size the photo is shown at: within 1200 × 2400, never enlarged."""
    scale = min(1.0, MAX_WIDTH / facts.width, MAX_HEIGHT / facts.height)
    return max(1, round(facts.width * scale)), max(1, round(facts.height * scale))


def sizes(facts: PhotoFacts) -> list[tuple[int, int]]:
    """Return the sizes of the WebP files, the smallest first; widths above 85 % of the full width are left out."""
    width, height = shown_size(facts)
    smaller = [(each, max(1, round(height * each / width))) for each in WIDTHS if each < width * 0.85]
    return [*smaller, (width, height)]


def path_stem(facts: PhotoFacts) -> str:
    """Return the beginning of the paths of all files made of a photo."""
    return f"{FOLDER}/{digest(facts.digest, RECIPE)}"


def responsive_image(
    facts: PhotoFacts, alt: str, caption: str | None, focus: tuple[float, float] = CENTRE
) -> ResponsiveImage:
    """Return a photo for a page; the paths are those of ``derivatives.derive``."""
    stem = path_stem(facts)
    *smaller, (width, height) = sizes(facts)
    sources = (*((f"{stem}-{each}.webp", each) for each, _ in smaller), (f"{stem}.webp", width))
    return ResponsiveImage(f"{stem}.webp", f"{stem}.jpg", width, height, alt, caption, sources, focus)
