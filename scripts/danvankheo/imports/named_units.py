"""A unit as lists name it: its kind from the beginning of its name, its name and place as files have them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from danvankheo.base.text import fold, slugify
from danvankheo.records.choices import UnitKind

# How names of units begin, folded, the longer beginnings first; a beginning that names the kind of place is part of the place.
_BEGINNINGS = (
    ("chi doan", UnitKind.BRANCH), ("cong an", UnitKind.ARMED_FORCES), ("quan su", UnitKind.ARMED_FORCES), ("ban chi huy", UnitKind.ARMED_FORCES),
    ("bo chi huy", UnitKind.ARMED_FORCES), ("bien phong", UnitKind.ARMED_FORCES), ("don bien phong", UnitKind.ARMED_FORCES),
    ("cong ty", UnitKind.ENTERPRISE), ("doanh nghiep", UnitKind.ENTERPRISE), ("hop tac xa", UnitKind.ENTERPRISE), ("ngan hang", UnitKind.ENTERPRISE),
    ("truong", UnitKind.SCHOOL), ("trung tam giao duc", UnitKind.SCHOOL), ("co quan", UnitKind.AGENCY), ("benh vien", UnitKind.AGENCY),
    ("trung tam", UnitKind.AGENCY), ("tram", UnitKind.AGENCY), ("so", UnitKind.AGENCY), ("khoi", UnitKind.AFFILIATED), ("thi tran", UnitKind.TOWN),
    ("dac khu", UnitKind.SPECIAL_ZONE), ("phuong", UnitKind.WARD), ("xa", UnitKind.COMMUNE),
)  # fmt: skip
# Kinds whose first word is written small: "Đoàn xã Sông Mới".
_SMALL = frozenset({UnitKind.COMMUNE, UnitKind.WARD, UnitKind.TOWN, UnitKind.SPECIAL_ZONE})


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit to be written. place: the area or body, without the Union's word; code: the administrative code, "" when none was given."""

    slug: str
    name: str
    place: str
    kind: UnitKind
    code: str = ""


def kind_of(said: str) -> UnitKind | None:
    """Return the kind by its code or its label, with or without "Đoàn"; None for other words."""
    words = slugify(said)
    return next(
        (
            kind
            for kind in UnitKind
            if words in (kind.value, slugify(kind.label), slugify(kind.label.removeprefix("Đoàn ")))
        ),
        None,
    )


def named_unit(name: str, told: UnitKind | None, code: str, usual: UnitKind | None = None) -> NewUnit | None:
    """Return the unit of a name. told: its kind as the list says it; usual: the kind when nothing tells it; None when unknown."""
    rest = re.sub(r"\A(?:BCH |Ban Chấp hành )?Đoàn (?=\S)", "", name, flags=re.IGNORECASE)
    folded = f"{fold(rest)} "
    begin = next(((words, kind) for words, kind in _BEGINNINGS if folded.startswith(f"{words} ")), None)
    kind = told or (begin[1] if begin else usual)
    if kind is None:
        return None
    if kind is UnitKind.BRANCH:
        place = re.sub(r"\Achi đoàn\s+", "", rest, flags=re.IGNORECASE) or rest
        whole = f"Chi đoàn {place}"
        return NewUnit(slugify(whole), whole, place, kind, code)
    if kind in _SMALL and begin and begin[1] is kind:
        place = rest[: len(begin[0])].lower() + rest[len(begin[0]) :]
    elif kind in _SMALL:
        place = f"{kind.label.removeprefix('Đoàn ')} {rest}"
    else:
        place = rest
    return NewUnit(slugify(place), f"Đoàn {place}", place, kind, code)
