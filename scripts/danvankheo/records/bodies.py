"""Which bodies a record names, and on which day: the keys that are declared with ``body`` in the schema."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from pydantic import BaseModel

from danvankheo.base.yaml_tree import Loc
from danvankheo.records.days import model_date
from danvankheo.records.diagnostics import inner_schema
from danvankheo.records.schema import Model
from danvankheo.records.section import declared


class NamedBody(NamedTuple):
    """A body that a record names. day: the day of what is said of it, None when unknown."""

    loc: Loc
    text: str
    day: date | None


def bodies_in(data: BaseModel) -> Iterator[NamedBody]:
    """Yield the bodies a record names, in the order of the schema.

    The day is that of the section (of the check, where a section tells when it was checked), else the model's.
    """
    yield from _bodies(data, (), model_date(data) if isinstance(data, Model) else None)


def _bodies(data: BaseModel, where: Loc, day: date | None) -> Iterator[NamedBody]:
    day = getattr(data, "day", None) or getattr(getattr(data, "seen", None), "day", None) or day
    for name, (alias, is_body) in _fields(type(data)).items():
        yield from _in_value(data.__dict__.get(name), (*where, alias), day, is_body=is_body)


def _in_value(value: object, loc: Loc, day: date | None, *, is_body: bool) -> Iterator[NamedBody]:
    if isinstance(value, str) and is_body:
        yield NamedBody(loc, value, day)
    elif isinstance(value, BaseModel):
        yield from _bodies(value, loc, day)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _in_value(item, (*loc, index), day, is_body=is_body)


@cache
def _fields(schema: type[BaseModel]) -> dict[str, tuple[str, bool]]:
    """Return the fields that hold a body or a section: key, whether it is a body."""
    fields = ((name, info, bool(declared(info, "body"))) for name, info in schema.model_fields.items())
    return {n: (i.alias or n, is_body) for n, i, is_body in fields if is_body or inner_schema(i.annotation)}
