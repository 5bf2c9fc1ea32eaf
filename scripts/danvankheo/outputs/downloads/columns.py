"""Tables and columns of the downloads, declared once: CSV, workbook, JSON, schemas and dictionary are all made from them.

A column that is a field of the schema takes its name from the front matter's key and its label, help, kind and closed
list from the schema, so that the downloads cannot drift from what contributors fill in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from danvankheo.forms.template import choices
from danvankheo.outputs.downloads.scope import Scope
from danvankheo.records import scalars
from danvankheo.records.diagnostics import inner_schema, is_list

Value = str | int | bool | Decimal | date | tuple[str, ...] | None
Row = tuple[Value, ...]


class Kind(StrEnum):
    """What a column holds, in the words of the dictionary. CODE: ASCII words of ours, such as slugs."""

    TEXT = "chữ"
    CODE = "mã"
    LIST = "danh sách"
    DATE = "ngày"
    YEAR = "năm"
    WHOLE = "số nguyên"
    NUMBER = "số"
    FLAG = "có/không"
    LINK = "liên kết"


_KINDS: tuple[tuple[Any, Kind], ...] = (
    *((kind, Kind.TEXT) for kind in scalars.TEXTS), (scalars.Day, Kind.DATE), (scalars.Number, Kind.NUMBER), (scalars.Share, Kind.NUMBER),
    (scalars.Whole, Kind.WHOLE), (scalars.Year, Kind.YEAR), (scalars.Flag, Kind.FLAG), (scalars.Slug, Kind.CODE),
    (scalars.Link, Kind.LINK),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One column. values: the closed list as (code, label); needed: never empty; refers: the table whose ``ma`` it names."""

    name: str
    label: str
    kind: Kind = Kind.TEXT
    meaning: str = ""
    values: tuple[tuple[str, str], ...] = ()
    needed: bool = False
    refers: str = ""


class Group(StrEnum):
    """What a table's rows are made from; a change elsewhere leaves it as it is."""

    MODELS = "models"
    EXEMPLARS = "exemplars"
    ENTRIES = "entries"
    UNITS = "units"
    VOCABULARY = "vocabulary"
    FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class Table:
    """One table: a CSV file, a sheet, a JSON file.

    name: of its files; title: of its sheet (at most 31 characters); page: the page of the site it comes from; key: the
    columns that name a row ("" without); parts: for a table with a file an entry, the tables an entry's file also
    holds; sampled: samples have rows here.
    """

    name: str
    title: str
    about: str
    page: str
    group: Group
    columns: tuple[Column, ...]
    rows: Callable[[Scope], Iterator[Row]]
    key: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    sampled: bool = True

    @property
    def own_name(self) -> str:
        """The column by which other tables name a row of this one."""
        return self.name.replace("-", "_")


@dataclass(frozen=True, slots=True)
class Fields:
    """Fields of a schema as columns, and the function that takes their values from a record."""

    columns: tuple[Column, ...]
    take: Callable[[Any], Row]


def fields(schema: type[BaseModel], *paths: str, refers: dict[str, str] | None = None) -> Fields:
    """Return the fields at the dotted attribute paths ("guideline.directed_by"); ``refers`` by path."""
    columns = [replace(_column(schema, path), refers=(refers or {}).get(path, "")) for path in paths]
    if len(paths) > 1 and not any(
        "." in path or column.kind is Kind.LIST for path, column in zip(paths, columns, strict=True)
    ):
        return Fields(tuple(columns), attrgetter(*paths))
    getters = [_getter(path.split("."), column.kind) for path, column in zip(paths, columns, strict=True)]
    return Fields(tuple(columns), lambda record: tuple([getter(record) for getter in getters]))


def _column(schema: type[BaseModel], path: str) -> Column:
    names: list[str] = []
    needed = True
    current: type[BaseModel] | None = schema
    info: FieldInfo | None = None
    for step in path.split("."):
        assert current is not None, path
        info = current.model_fields[step]
        names.append(info.alias or step)
        needed = needed and info.is_required()
        current = inner_schema(info.annotation)
    assert info is not None
    members = tuple((str(member.value), member.label) for member in choices(info))
    kind = Kind.LIST if is_list(info.annotation) else Kind.CODE if members else _kind(info)
    has_default = not info.is_required() and info.default not in (None, [])
    return Column("_".join(names), str(info.title), kind, info.description or "", members,
                  needed or (len(names) == 1 and has_default))  # fmt: skip


def _kind(info: FieldInfo) -> Kind:
    """Return the kind of a scalar: pydantic keeps the reader of a plain type on the field and drops the type around it."""
    for scalar, kind in _KINDS:
        if scalar.__metadata__[0] in info.metadata or scalar in getattr(info.annotation, "__args__", ()):
            return kind
    raise ValueError(f"{info.alias}: a type the downloads have no column for")


def _getter(steps: list[str], kind: Kind) -> Callable[[Any], Any]:
    """Return what fetches a value: nothing on the way is nothing at the end, of a list an empty one."""
    first = attrgetter(steps[0])
    if len(steps) > 1:
        rest, none = _getter(steps[1:], kind), () if kind is Kind.LIST else None
        return lambda record: none if (inner := first(record)) is None else rest(inner)
    return (lambda record: tuple(first(record))) if kind is Kind.LIST else first
