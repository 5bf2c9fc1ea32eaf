"""The tables as JSON: one file a table, one file an entry; the schema of both, from the same columns."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import Any

from danvankheo.outputs.downloads.columns import Column, Kind, Row, Table
from danvankheo.outputs.downloads.facts import licence
from danvankheo.outputs.downloads.scope import Scope

_TYPES: Mapping[Kind, dict[str, Any]] = {
    Kind.TEXT: {"type": "string"},
    Kind.CODE: {"type": "string"},
    Kind.LIST: {"type": "array", "items": {"type": "string"}},
    Kind.DATE: {"type": "string", "format": "date"},
    Kind.YEAR: {"type": "integer"},
    Kind.WHOLE: {"type": "integer", "minimum": 0},
    Kind.NUMBER: {"type": "number"},
    Kind.FLAG: {"type": "boolean"},
    Kind.LINK: {"type": "string"},
}
_DAY = "Ngày chốt số liệu; trong tệp của một mô hình, điển hình: ngày mới nhất mà hồ sơ nhắc đến."
_ABOUT: dict[str, Any] = {
    "minh_hoa": {"type": "boolean", "description": "true: số liệu minh họa, không phải số thật."},
    "ngay_so_lieu": {"type": "string", "format": "date", "description": _DAY},
    "nguon_so_lieu": {"type": "string", "description": "Trang mà số liệu này lấy ra."},
    "giay_phep": {"type": "string", "description": "Mã SPDX của giấy phép."},
}


def table_json(table: Table, rows: Iterable[Row], scope: Scope) -> bytes:
    """Return a table; one row a line, so that two editions are easily compared."""
    names = [column.name for column in table.columns]
    encode = _encoder()
    head = encode({"bang": table.name, **_about(scope, scope.as_of, table.page)})
    lines = ",\n".join([encode(dict(zip(names, row, strict=True))) for row in rows])
    return f'{head[:-1]},"du_lieu":[\n{lines}\n]}}\n'.encode()


def entry_maker(table: Table, parts: tuple[Table, ...], scope: Scope) -> Callable[[str, date, str], bytes]:
    """Return what makes the file of an entry (its code, day, page) with its rows of other tables."""
    encode = _encoder()
    names = [column.name for column in table.columns]
    kept = [(part, *_kept(part, table)) for part in parts]

    def make(code: str, day: date, page: str) -> bytes:
        own = scope.only(table.name, code)
        entry = next(row for row in table.rows(own) if row[0] == code)
        document: dict[str, Any] = {
            "bang": table.name,
            **_about(scope, day, page),
            **dict(zip(names, entry, strict=True)),
        }
        for part, columns, take in kept:
            document[part.own_name] = [dict(zip(columns, take(row), strict=True)) for row in part.rows(own)]
        return (encode(document) + "\n").encode()

    return make


def _kept(part: Table, of: Table) -> tuple[list[str], Callable[[Row], Row]]:
    columns = part_columns(part, of)
    return [column.name for column in columns], itemgetter(*(part.columns.index(column) for column in columns))


def _about(scope: Scope, day: date, page: str) -> dict[str, Any]:
    return {
        "minh_hoa": scope.sample,
        "ngay_so_lieu": day.isoformat(),
        "nguon_so_lieu": scope.site_url + page,
        "giay_phep": licence(sample=scope.sample).code,
    }


def part_columns(part: Table, of: Table) -> list[Column]:
    """Return the columns a part has in an entry's file: not those that say whose it is, nor which data set."""
    whose = {of.own_name, f"{of.own_name}_ten", "minh_hoa"}
    whose |= {"mo_hinh", "dien_hinh"} if of.own_name in ("mo_hinh", "dien_hinh") else set()
    return [column for column in part.columns if column.name not in whose]


def _encoder() -> Callable[[object], str]:
    return json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain).encode


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(type(value).__name__)


def schema(tables: tuple[Table, ...]) -> dict[str, Any]:
    """Return the JSON Schema: ``$defs`` holds "mo-hinh" (the file of a table) and "mot-mo-hinh" (the file of an entry)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Số liệu “Dân vận khéo” Thọ Xuân",
        "description": "Chưa biết là null, không bao giờ là 0.",
        "$defs": dict(definitions(tables)),
    }


def definitions(tables: tuple[Table, ...]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every definition by its name."""
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
                parts[part.own_name] = {"type": "array", "items": items}
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
    kind = dict(_TYPES[column.kind])
    codes = [code for code, _ in column.values]
    if codes and column.kind is Kind.LIST:
        kind["items"] = {"type": "string", "enum": codes}
    elif codes:
        kind["enum"] = codes if column.needed else [*codes, None]
    if not column.needed and column.kind is not Kind.LIST:
        kind["type"] = [kind["type"], "null"]
    words = ": ".join(word for word in (column.label, column.meaning) if word)
    labels = "; ".join(f"{code} = {label}" for code, label in column.values if code != label)
    return {**kind, "description": f"{words} ({labels})" if labels else words}
