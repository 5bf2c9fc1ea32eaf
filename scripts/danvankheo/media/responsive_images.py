"""A photo as a page shows it: the names and sizes of its files, known without opening one. Sizes are in pixels."""

from __future__ import annotations

from dataclasses import dataclass

from danvankheo.base.artifact import digest
from danvankheo.media.photos import PhotoFacts

MAX_WIDTH, MAX_HEIGHT = 1200, 2400
WIDTHS = (480, 800)
FOLDER = "anh"
RECIPE = "2: 480 800 1200x2400 lanczos, webp q80 m4, jpeg q82 420 progressive"
CENTRE = (0.5, 0.5)


@dataclass(frozen=True, slots=True)
class ResponsiveImage:
    """A photo on a page: paths below the site's root, size in pixels, words (plain text).

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


def shown_size(facts: PhotoFacts) -> tuple[int, int]:
    """Return the size the photo is shown at: within 1200 × 2400, never enlarged."""
    scale = min(1.0, MAX_WIDTH / facts.width, MAX_HEIGHT / facts.height)
    return max(1, round(facts.width * scale)), max(1, round(facts.height * scale))


def sizes(facts: PhotoFacts) -> list[tuple[int, int]]:
    """Return the sizes of the WebP files, the smallest first; a size hardly smaller than the next is not worth a file."""
    width, height = shown_size(facts)
    smaller = [(each, max(1, round(height * each / width))) for each in WIDTHS if each < width * 0.85]
    return [*smaller, (width, height)]


def path_stem(facts: PhotoFacts) -> str:
    """Return the beginning of the paths of a photo's files, which all its sizes share."""
    return f"{FOLDER}/{digest(facts.digest, RECIPE)}"


def responsive_image(
    facts: PhotoFacts, alt: str, caption: str | None, focus: tuple[float, float] = CENTRE
) -> ResponsiveImage:
    """Return how a page shows a photo; the paths are those of ``derive``."""
    name = path_stem(facts)
    *smaller, (width, height) = sizes(facts)
    sources = (*((f"{name}-{each}.webp", each) for each, _ in smaller), (f"{name}.webp", width))
    return ResponsiveImage(f"{name}.webp", f"{name}.jpg", width, height, alt, caption, sources, focus)
