"""The days and years in a record: the newest past day, the last future day, the date of a model.

The schema declares which keys hold a day or a year, and which of these may lie ahead (``section.key``).
"""

from __future__ import annotations

import typing
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from pydantic import BaseModel

from danvankheo.base.locale import short_date
from danvankheo.base.yaml_tree import Loc
from danvankheo.records.scalars import IS_YEAR
from danvankheo.records.schema import Model
from danvankheo.records.section import declared


class DatedKey(NamedTuple):
    """A key with a day or a year. words: the day or year as people read it.

    since: the first day on which it is not in the future: the day itself, or 1 January; a year declared with ``ahead``
    is allowed from 1 January of the year before.
    """

    loc: Loc
    since: date
    words: str
    is_day: bool
    attribute: str


#: The date of a model whose file gives none.
NO_DATE = date(2000, 1, 15)


def model_date(model: Model) -> date:
    """Return a model's date: its first registration's, else its start, else 15 January 2000 (not known)."""
    registrations = model.guideline.registrations if model.guideline else []
    if registrations:
        return min(registration.day for registration in registrations)
    return model.started or NO_DATE


def newest_in(data: BaseModel, today: date = date.max) -> date | None:
    """Return the newest day in a record up to today; days declared with ``ahead`` (plans, lifetimes of units) are ignored."""
    return max((named.since for named in named_in(data) if named.is_day and named.since <= today), default=None)


def settled_on(data: BaseModel) -> date | None:
    """Return the latest ``since`` of a record: from that day on, nothing in it is in the future. None without days or years."""
    return max((named.since for named in named_in(data)), default=None)


def named_in(data: BaseModel, where: Loc = ()) -> Iterator[DatedKey]:
    """Yield the days and years below a section, in the order of the schema."""
    for name, (alias, is_year, ahead) in _fields(type(data)).items():
        value = data.__dict__.get(name)
        if value is None or value == []:
            continue
        loc = (*where, alias)
        if isinstance(value, date):
            if not ahead:
                yield DatedKey(loc, value, short_date(value), True, name)
        elif isinstance(value, dict):
            for year, section in value.items():
                if is_year:
                    yield DatedKey((*loc, str(year)), date(year - ahead, 1, 1), f"năm {year}", False, name)
                yield from named_in(section, (*loc, str(year)))
        elif is_year:
            yield DatedKey(loc, date(value - ahead, 1, 1), f"năm {value}", False, name)
        elif isinstance(value, BaseModel):
            yield from named_in(value, loc)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from named_in(item, (*loc, index))


@cache
def _fields(schema: type[BaseModel]) -> dict[str, tuple[str, bool, bool]]:
    """Return the fields that hold days, years or sections: key, whether it is a year, whether it may lie ahead."""
    found = {}
    for name, info in schema.model_fields.items():
        ahead = bool(declared(info, "ahead"))
        is_year = IS_YEAR in info.metadata or _holds_year(info.annotation)
        if is_year or _holds(info.annotation):
            found[name] = (info.alias or name, is_year, ahead)
    return found


def _holds_year(annotation: Any) -> bool:
    if IS_YEAR in getattr(annotation, "__metadata__", ()):
        return True
    return any(_holds_year(part) for part in typing.get_args(annotation))


def _holds(annotation: Any) -> bool:
    """Tell whether a field holds a day or a section, alone, optional or in a list."""
    if isinstance(annotation, type) and issubclass(annotation, (date, BaseModel)):
        return True
    return any(_holds(part) for part in typing.get_args(annotation))
