"""The tables as JSON: one file per table, one file per entry; the JSON Schema of both, made from the same columns."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import Any

from danvankheo.outputs.downloads.columns import Column, ColumnType, DatasetTable, TableRow
from danvankheo.outputs.downloads.dataset import DatasetRecords, dataset_title
from danvankheo.outputs.downloads.licences import licence
from danvankheo.outputs.downloads.tables import PLACE
from danvankheo.records.movement import Movement

_TYPES: Mapping[ColumnType, dict[str, Any]] = {
    ColumnType.TEXT: {"type": "string"},
    ColumnType.CODE: {"type": "string"},
    ColumnType.LIST: {"type": "array", "items": {"type": "string"}},
    ColumnType.DATE: {"type": "string", "format": "date"},
    ColumnType.YEAR: {"type": "integer"},
    ColumnType.WHOLE: {"type": "integer", "minimum": 0},
    ColumnType.NUMBER: {"type": "number"},
    ColumnType.FLAG: {"type": "boolean"},
    ColumnType.LINK: {"type": "string"},
}
_DAY = "Ngày chốt số liệu; trong tệp của một mô hình, điển hình: ngày mới nhất mà hồ sơ nhắc đến."
_ABOUT: dict[str, Any] = {
    "minh_hoa": {"type": "boolean", "description": "true: số liệu minh họa, không phải số thật."},
    "dia_phuong": {"type": ["string", "null"], "description": PLACE.meaning},
    "ngay_so_lieu": {"type": "string", "format": "date", "description": _DAY},
    "nguon_so_lieu": {"type": "string", "description": "Trang mà số liệu này lấy ra."},
    "giay_phep": {"type": "string", "description": "Mã SPDX của giấy phép."},
}


def table_json(table: DatasetTable, rows: Iterable[TableRow], records: DatasetRecords) -> bytes:
    """Return a table as JSON; one row per line, so that a diff of two versions is readable."""
    names = [column.name for column in table.columns]
    encode = _encoder()
    head = encode({"bang": table.name, **_about(records, records.as_of, table.page)})
    lines = ",\n".join([encode(dict(zip(names, row, strict=True))) for row in rows])
    return f'{head[:-1]},"du_lieu":[\n{lines}\n]}}\n'.encode()


def entry_maker(
    table: DatasetTable, parts: tuple[DatasetTable, ...], records: DatasetRecords
) -> Callable[[str, date, str], bytes]:
    """Return a function that makes the JSON file of one entry from its code, day and page.

    parts: the tables whose rows about the entry are included.
    """
    encode = _encoder()
    names = [column.name for column in table.columns]
    included = [(part, *_included(part, table)) for part in parts]

    def make(code: str, day: date, page: str) -> bytes:
        own = records.entry(table.name, code)
        entry = next(row for row in table.rows(own) if row[0] == code)
        document: dict[str, Any] = {
            "bang": table.name,
            **_about(records, day, page),
            **dict(zip(names, entry, strict=True)),
        }
        for part, columns, take in included:
            document[part.column_name] = [dict(zip(columns, take(row), strict=True)) for row in part.rows(own)]
        return (encode(document) + "\n").encode()

    return make


def _included(part: DatasetTable, of: DatasetTable) -> tuple[list[str], Callable[[TableRow], TableRow]]:
    columns = part_columns(part, of)
    return [column.name for column in columns], itemgetter(*(part.columns.index(column) for column in columns))


def _about(records: DatasetRecords, day: date, page: str) -> dict[str, Any]:
    return {
        "minh_hoa": records.sample,
        "dia_phuong": records.place,
        "ngay_so_lieu": day.isoformat(),
        "nguon_so_lieu": records.site_url + page,
        "giay_phep": licence(sample=records.sample).code,
    }


def part_columns(part: DatasetTable, of: DatasetTable) -> list[Column]:
    """Return the columns of a part in an entry's file: without those that name the entry or the data set."""
    names = {of.column_name, f"{of.column_name}_ten", "minh_hoa"}
    names |= {"mo_hinh", "dien_hinh"} if of.column_name in ("mo_hinh", "dien_hinh") else set()
    return [column for column in part.columns if column.name not in names]


def _encoder() -> Callable[[object], str]:
    return json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain).encode


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(type(value).__name__)


def schema(tables: tuple[DatasetTable, ...], movement: Movement) -> dict[str, Any]:
    """Return the JSON Schema. ``$defs``: for example "mo-hinh" (file of a table) and "mot-mo-hinh" (file of an entry)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": dataset_title(movement, sample=False),
        "description": "Chưa biết là null, không bao giờ là 0.",
        "$defs": dict(definitions(tables)),
    }


def definitions(tables: tuple[DatasetTable, ...]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every definition with its name."""
    by_name = {table.name: table for table in tables}
    for table in tables:
        row = _closed({column.name: _property(column) for column in table.columns}, table.about)
        yield (
            table.name,
            _closed({"bang": {"const": table.name}, **_ABOUT, "du_lieu": {"type": "array", "items": row}}, table.about),
        )
        if table.parts:
            own = {column.name: _property(column) for column in table.columns if column.name != "minh_hoa"}
            parts = {}
            for part in (by_name[name] for name in table.parts):
                items = _closed({c.name: _property(c) for c in part_columns(part, table)}, part.about)
                parts[part.column_name] = {"type": "array", "items": items}
            yield f"mot-{table.name}", _closed({"bang": {"const": table.name}, **_ABOUT, **own, **parts}, table.about)


def _closed(properties: dict[str, Any], about: str) -> dict[str, Any]:
    return {
        "type": "object",
        "description": about,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _property(column: Column) -> dict[str, Any]:
    kind = dict(_TYPES[column.type])
    codes = [code for code, _ in column.values]
    if codes and column.type is ColumnType.LIST:
        kind["items"] = {"type": "string", "enum": codes}
    elif codes:
        kind["enum"] = codes if column.needed else [*codes, None]
    if not column.needed and column.type is not ColumnType.LIST:
        kind["type"] = [kind["type"], "null"]
    words = ": ".join(word for word in (column.label, column.meaning) if word)
    labels = "; ".join(f"{code} = {label}" for code, label in column.values if code != label)
    return {**kind, "description": f"{words} ({labels})" if labels else words}
