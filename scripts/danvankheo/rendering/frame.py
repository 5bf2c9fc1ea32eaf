"""Frames: header, menu and footer around a page, drawn once per menu section and depth, cut at slots and filled as strings.

A slot is a comment ``<!--slot:name-->`` in the drawn page. Links in a frame are relative to a page of its depth, so one
frame serves every page of a section at that depth; only the frame of ``404.html`` has absolute links, because a server
shows it at any address. ``aria-current`` in the menu is "page" at depth 1, the section's first page, and "true" below it;
another page at depth 1 belongs to ``khac``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from danvankheo.base.artifact import digest

_SLOT = re.compile(r"<!--slot:([a-z]+)-->")
_MARGIN = re.compile(r"\s*\n\s*")
REQUIRED = frozenset({"title", "head", "content"})
OPTIONAL = frozenset({"publisher"})


class MenuSection(StrEnum):
    """The sections of the menu; ``OTHER`` is for pages outside them."""

    HOME = "trang-chu"
    MODELS = "mo-hinh"
    EXEMPLARS = "dien-hinh"
    FIELDS = "linh-vuc"
    UNITS = "don-vi"
    RESULTS = "ket-qua"
    SUBMIT = "gui-bai"
    OTHER = "khac"


_DEEP = (1, 2, 3, 4)
DEPTHS: Mapping[MenuSection, tuple[int, ...]] = {
    MenuSection.HOME: (0,),
    MenuSection.MODELS: _DEEP,
    MenuSection.EXEMPLARS: _DEEP,
    MenuSection.FIELDS: (*_DEEP, 5),
    MenuSection.UNITS: _DEEP,
    MenuSection.RESULTS: _DEEP,
    MenuSection.SUBMIT: (1, 2),
    MenuSection.OTHER: _DEEP,
}


@dataclass(frozen=True, slots=True)
class Frame:
    """The HTML around slots: ``pieces[0] slots[0] pieces[1] … slots[n-1] pieces[n]``."""

    pieces: tuple[str, ...]
    slots: tuple[str, ...]
    digest: str

    @classmethod
    def cut(cls, html: str) -> Frame:
        """Return a drawn page, cut at its slots. Raises ValueError when a slot is missing or unknown."""
        parts = _SLOT.split(html)
        pieces, slots = tuple(_MARGIN.sub("\n", part) for part in parts[::2]), tuple(parts[1::2])
        if missing := REQUIRED - set(slots):
            raise ValueError(f"frame without slot: {', '.join(sorted(missing))}")
        if unknown := set(slots) - REQUIRED - OPTIONAL:
            raise ValueError(f"frame with unknown slot: {', '.join(sorted(unknown))}")
        return cls(pieces, slots, digest(*pieces, *slots))

    def bind(self, values: Mapping[str, str]) -> Frame:
        """Return the frame with some slots filled; their values count in its digest."""
        pieces, slots = [self.pieces[0]], []
        for slot, piece in zip(self.slots, self.pieces[1:], strict=True):
            if slot in values:
                pieces[-1] += values[slot] + piece
            else:
                slots.append(slot)
                pieces.append(piece)
        return Frame(tuple(pieces), tuple(slots), digest(*pieces, *slots))

    def fill(self, values: Mapping[str, str]) -> str:
        """Return the page. values: HTML, the title escaped. Raises KeyError when a required slot has no value."""
        parts = [self.pieces[0]]
        for slot, piece in zip(self.slots, self.pieces[1:], strict=True):
            parts.append(values[slot] if slot in REQUIRED else values.get(slot, ""))
            parts.append(piece)
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class Frames:
    """The frames of a build, by menu section and depth (segments of the URL's folder), and the one of ``404.html``."""

    frames: Mapping[tuple[MenuSection, int], Frame]
    not_found: Frame
    digest: str

    @classmethod
    def of(cls, frames: Mapping[tuple[MenuSection, int], Frame], not_found: Frame) -> Frames:
        """Return frames with a digest that changes when any of them does."""
        return cls(dict(frames), not_found, digest(not_found.digest, *(frames[key].digest for key in sorted(frames))))

    def get(self, section: MenuSection | str, depth: int) -> Frame:
        """Return the frame for a page. Raises KeyError when the section has no pages at this depth."""
        return self.frames[MenuSection(section), depth]

    def bind(self, values: Mapping[str, str]) -> Frames:
        """Return the frames with some slots filled in all of them (the publisher's name and contact)."""
        return Frames.of({key: frame.bind(values) for key, frame in self.frames.items()}, self.not_found.bind(values))

    def to_json(self) -> str:
        """Return the frames as JSON, for ``from_json``."""
        rows = [[str(kind), depth, frame.pieces, frame.slots] for (kind, depth), frame in sorted(self.frames.items())]
        return json.dumps([rows, [self.not_found.pieces, self.not_found.slots]], ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Frames:
        """Return the frames that ``to_json`` wrote."""
        rows, (pieces, slots) = json.loads(text)
        frames = {(MenuSection(kind), depth): _frame(p, s) for kind, depth, p, s in rows}
        return cls.of(frames, _frame(pieces, slots))


def _frame(pieces: list[str], slots: list[str]) -> Frame:
    return Frame(tuple(pieces), tuple(slots), digest(*pieces, *slots))
