"""The share image of a page: the picture that Facebook and Zalo show with a link to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from danvankheo.media.layout import IMAGE_FORMATS, ShareImage

FOLDER = "anh/the"
_SUFFIXES = MappingProxyType({"link": "", "square": "-vuong", "story": "-dung"})
# The text under a title names no unit on these pages, so they have no image for a post or a story.
_LINK_ONLY = ("linh-vuc/", "don-vi/")


@dataclass(frozen=True, slots=True)
class PageShareImage:
    """A page's share image in one or three shapes.

    content: what is drawn; alt: the text in place of the image; name: the page's path, "trang-chu" for the home page;
    source: the file the image is made from.
    """

    content: ShareImage
    alt: str
    name: str
    source: str

    def path(self, shape: str = "link") -> str:
        """Return the file's path. It contains a digest of what is drawn, so a published address never changes its bytes."""
        return f"{FOLDER}/{self.name}{_SUFFIXES[shape]}-{self.content.digest(shape)[:8]}.jpg"

    @property
    def shapes(self) -> tuple[str, ...]:
        """The shapes of this image."""
        return ("link",) if f"{self.name}/".startswith(_LINK_ONLY) else tuple(IMAGE_FORMATS)


#: What makes the share image of each page, by the page's path. An image is made when a page needs it: most builds need few.
ShareImages: TypeAlias = Mapping[str, Callable[[], PageShareImage]]


def image_of(images: ShareImages, path: str) -> PageShareImage | None:
    """Return the image of a page: its own, else that of the page above it, finally the home page's."""
    while path and path not in images:
        path = "/".join([*path.split("/")[:-2], ""])
    return images[path]() if path in images else None
