"""Types to declare tables and columns of the downloads once: CSV, workbook, JSON, schemas and dictionary derive from them.

A column for a schema field takes its name (the front matter's key), label, help, type and closed list from the schema.
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

from danvankheo.forms.entry_template import choices
from danvankheo.outputs.downloads.dataset import DatasetRecords
from danvankheo.records import scalars
from danvankheo.records.diagnostics import inner_schema, is_list
from danvankheo.records.scalars import limit_of

CellValue = str | int | bool | Decimal | date | tuple[str, ...] | None
TableRow = tuple[CellValue, ...]


class ColumnType(StrEnum):
    """Type of a column's values, as the dictionary names it. CODE: ASCII identifiers, such as slugs."""

    TEXT = "chữ"
    CODE = "mã"
    LIST = "danh sách"
    DATE = "ngày"
    YEAR = "năm"
    WHOLE = "số nguyên"
    NUMBER = "số"
    FLAG = "có/không"
    LINK = "liên kết"


_SCALAR_TYPES: tuple[tuple[Any, ColumnType], ...] = (
    (scalars.Day, ColumnType.DATE), (scalars.Number, ColumnType.NUMBER), (scalars.Share, ColumnType.NUMBER),
    (scalars.Whole, ColumnType.WHOLE), (scalars.Year, ColumnType.YEAR), (scalars.Flag, ColumnType.FLAG), (scalars.Slug, ColumnType.CODE),
    (scalars.Link, ColumnType.LINK),
)  # fmt: skip

# Keys of the schema that are in no table, by the reason.
LEFT_OUT: dict[str, frozenset[str]] = {
    "the author's words": frozenset(
        [
            "summary",
            "forces.text",
            "method.text",
            "method.persuasion",
            "method.novelty",
            "effect.text",
            "effect.lasting",
            "effect.spread",
            "effect.replication.prospects",
            "effect.replication.preparations",
            "effect.replication.steps",
            "effect.replication.cautions",
            "character.text",
            "achievement.text",
            "achievement.idea",
            "achievement.persuasion",
            "prestige.text",
            "prestige.peers",
        ]
    ),
    "private": frozenset(
        ("owner.in_charge", "byline.name", "byline.role", "consent.day", "consent.form", "consent.purposes")
    ),
    "photos are their authors'": frozenset(("photos",)),
    "how the site is run": frozenset(
        [
            "draft",
            "withdrawn",
            "sample",
            "former_slugs",
            "palette",
            "icon",
            "plan.sample",
            "inspections.sample",
            "cooperations.sample",
            "outreach.sample",
            "years.sample",
        ]
    ),
}
# Columns that a table makes of more than the key itself.
_MADE_BY_TABLES = frozenset(("title", "unit", "field", "model_type", "replicated_from", "published", "updated"))


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    meaning: help text; values: closed list as (code, label); needed: never empty; refers: the table whose column ``ma``
    it refers to.
    """

    name: str
    label: str
    type: ColumnType = ColumnType.TEXT
    meaning: str = ""
    values: tuple[tuple[str, str], ...] = ()
    needed: bool = False
    refers: str = ""


class TableSource(StrEnum):
    """What a table's rows are made from; its files are made again only when that changes."""

    MODELS = "models"
    EXEMPLARS = "exemplars"
    ENTRIES = "entries"
    UNITS = "units"
    VOCABULARY = "vocabulary"
    FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class DatasetTable:
    """One table: a CSV file, a worksheet, a JSON file.

    name: of its files; title: of its worksheet (at most 31 characters); page: path of the site's page it is taken from;
    key: the columns that identify a row, () without; parts: when each entry has a JSON file, the tables included in it;
    sampled: the samples have this table too.
    """

    name: str
    title: str
    about: str
    page: str
    source: TableSource
    columns: tuple[Column, ...]
    rows: Callable[[DatasetRecords], Iterator[TableRow]]
    key: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    sampled: bool = True

    @property
    def column_name(self) -> str:
        """The column by which other tables refer to this one."""
        return self.name.replace("-", "_")


@dataclass(frozen=True, slots=True)
class SchemaColumns:
    """Fields of a schema as columns, and the function that reads their values from an object of that schema."""

    columns: tuple[Column, ...]
    take: Callable[[Any], TableRow]


def schema_columns(schema: type[BaseModel], *paths: str, refers: dict[str, str] | None = None) -> SchemaColumns:
    """Return the columns of fields given as dotted attribute paths ("guideline.directed_by"). refers: by path."""
    columns = [replace(_column(schema, path), refers=(refers or {}).get(path, "")) for path in paths]
    if len(paths) > 1 and not any(
        "." in path or column.type is ColumnType.LIST for path, column in zip(paths, columns, strict=True)
    ):
        return SchemaColumns(tuple(columns), attrgetter(*paths))
    getters = [_getter(path.split("."), column.type) for path, column in zip(paths, columns, strict=True)]
    return SchemaColumns(tuple(columns), lambda record: tuple([getter(record) for getter in getters]))


def further_keys(schema: type[BaseModel], *listed: str) -> tuple[str, ...]:
    """Return the plain keys of an entry's schema that no list here names: a new key becomes a column by itself."""
    known = _MADE_BY_TABLES.union(listed, *LEFT_OUT.values())
    fields = schema.model_fields.items()
    return tuple(name for name, info in fields if name not in known and inner_schema(info.annotation) is None)


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
    column_type = ColumnType.LIST if is_list(info.annotation) else ColumnType.CODE if members else _scalar_type(info)
    has_default = not info.is_required() and info.default not in (None, [])
    return Column("_".join(names), str(info.title), column_type, info.description or "", members,
                  needed or (len(names) == 1 and has_default))  # fmt: skip


def _scalar_type(info: FieldInfo) -> ColumnType:
    """Return the type of a scalar field; pydantic moves the metadata of an Annotated type into ``info.metadata``."""
    if limit_of(info):
        return ColumnType.TEXT
    for scalar, column_type in _SCALAR_TYPES:
        if scalar.__metadata__[0] in info.metadata or scalar in getattr(info.annotation, "__args__", ()):
            return column_type
    raise ValueError(f"{info.alias}: no column type for this field")


def _getter(steps: list[str], column_type: ColumnType) -> Callable[[Any], Any]:
    """Return a function that reads the value at a path; a None on the way gives None, for a list ()."""
    first = attrgetter(steps[0])
    if len(steps) > 1:
        rest, empty = _getter(steps[1:], column_type), () if column_type is ColumnType.LIST else None
        return lambda record: empty if (inner := first(record)) is None else rest(inner)
    return (lambda record: tuple(first(record))) if column_type is ColumnType.LIST else first
