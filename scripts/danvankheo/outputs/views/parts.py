"""Small values that several templates print with the macros of ``parts.html`` and ``unit_parts.html``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value in words; the label may be empty. known: False when the value says that nothing is known."""

    label: str
    value: str
    known: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. state: "none" (0) and "some" only where numbers are coloured."""

    text: str
    state: Literal["known", "unknown", "none", "some"] = "known"


@dataclass(frozen=True, slots=True)
class Link:
    """A link below the site's root; an empty href is plain text."""

    href: str
    name: str


@dataclass(frozen=True, slots=True)
class GalleryLink:
    """A link to a gallery with the number of its entries in words; palette: of its field."""

    href: str
    name: str
    words: str
    palette: str = ""


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry in the list of a unit or year; href: None for a model without a page; unit: "" on the unit's own page."""

    href: str | None
    title: str
    detail: str
    palette: str
    sample: bool
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Pager:
    """The place of a page in a list of several pages; hrefs are below the site's root, None at the ends.

    number: from 1; pages: (number, href) of the first, the last and those around this page, None where some are left out.
    """

    number: int
    count: int
    previous: str | None
    next: str | None
    pages: tuple[tuple[int, str] | None, ...]


ONE_PAGE = Pager(1, 1, None, None, ())


def page_href(base: str, number: int) -> str:
    """Return the address of a page of a list that begins at ``base``."""
    return base if number == 1 else f"{base}trang/{number}/"


def pager(base: str, number: int, count: int) -> Pager:
    """Return the pager of page ``number`` of ``count``."""
    near = sorted({1, count, *range(max(1, number - 1), min(count, number + 1) + 1)})
    pages: list[tuple[int, str] | None] = []
    for page in near:
        if pages and pages[-1] and page - pages[-1][0] > 1:
            pages.append(None)
        pages.append((page, page_href(base, page)))
    previous = page_href(base, number - 1) if number > 1 else None
    following = page_href(base, number + 1) if number < count else None
    return Pager(number, count, previous, following, tuple(pages))
