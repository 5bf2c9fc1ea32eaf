"""Frames: what stands around every page, drawn once per kind and depth, cut at its slots and filled as strings.

A slot is a comment ``<!--slot:name-->`` in the drawn page. Links in a frame are relative to a page of its depth, so one
frame serves every page of a kind that lies as deep; only the frame of ``404.html`` is absolute, because a server shows
it at any address. ``aria-current`` in the navigation is "page" at depth 1, where a section's own page lies, and "true"
below it; a page at depth 1 that is no section's own takes the kind ``khac``.
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
    """The sections of the navigation; ``OTHER`` is every page outside them."""

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
    """The HTML between slots: ``pieces[0] slots[0] pieces[1] … slots[n-1] pieces[n]``."""

    pieces: tuple[str, ...]
    slots: tuple[str, ...]
    digest: str

    @classmethod
    def cut(cls, html: str) -> Frame:
        """Cut a drawn page at its slots; raises ValueError when a slot is missing or unknown."""
        parts = _SLOT.split(html)
        pieces, slots = tuple(_MARGIN.sub("\n", part) for part in parts[::2]), tuple(parts[1::2])
        if missing := REQUIRED - set(slots):
            raise ValueError(f"frame without slot: {', '.join(sorted(missing))}")
        if unknown := set(slots) - REQUIRED - OPTIONAL:
            raise ValueError(f"frame with unknown slot: {', '.join(sorted(unknown))}")
        return cls(pieces, slots, digest(*pieces, *slots))

    def bind(self, values: Mapping[str, str]) -> Frame:
        """Return the frame with some slots filled for good; what was filled counts in its digest."""
        pieces, slots = [self.pieces[0]], []
        for slot, piece in zip(self.slots, self.pieces[1:], strict=True):
            if slot in values:
                pieces[-1] += values[slot] + piece
            else:
                slots.append(slot)
                pieces.append(piece)
        return Frame(tuple(pieces), tuple(slots), digest(*pieces, *slots))

    def fill(self, values: Mapping[str, str]) -> str:
        """Return the page. Values are HTML (the title escaped); a required slot without a value raises KeyError."""
        parts = [self.pieces[0]]
        for slot, piece in zip(self.slots, self.pieces[1:], strict=True):
            parts.append(values[slot] if slot in REQUIRED else values.get(slot, ""))
            parts.append(piece)
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class Frames:
    """Every frame of a build, by kind and depth (segments of the URL's directory), and the one of ``404.html``."""

    frames: Mapping[tuple[MenuSection, int], Frame]
    not_found: Frame
    digest: str

    @classmethod
    def of(cls, frames: Mapping[tuple[MenuSection, int], Frame], not_found: Frame) -> Frames:
        """Bundle frames; the digest changes when any of them does."""
        return cls(dict(frames), not_found, digest(not_found.digest, *(frames[key].digest for key in sorted(frames))))

    def get(self, kind: MenuSection | str, depth: int) -> Frame:
        """Return the frame for a page; raises KeyError when pages of this kind never lie that deep."""
        return self.frames[MenuSection(kind), depth]

    def bind(self, values: Mapping[str, str]) -> Frames:
        """Return the frames with some slots filled for good in all of them (the publisher's name and contact)."""
        return Frames.of({key: frame.bind(values) for key, frame in self.frames.items()}, self.not_found.bind(values))

    def to_json(self) -> str:
        """Return the frames in a form ``from_json`` reads back."""
        rows = [[str(kind), depth, frame.pieces, frame.slots] for (kind, depth), frame in sorted(self.frames.items())]
        return json.dumps([rows, [self.not_found.pieces, self.not_found.slots]], ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Frames:
        """Read frames back."""
        rows, (pieces, slots) = json.loads(text)
        frames = {(MenuSection(kind), depth): _frame(p, s) for kind, depth, p, s in rows}
        return cls.of(frames, _frame(pieces, slots))


def _frame(pieces: list[str], slots: list[str]) -> Frame:
    return Frame(tuple(pieces), tuple(slots), digest(*pieces, *slots))
