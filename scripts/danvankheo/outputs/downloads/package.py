"""The Frictionless data package that describes the CSV files: https://specs.frictionlessdata.io/."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from danvankheo.outputs.downloads.columns import Column, Kind, Table
from danvankheo.outputs.downloads.facts import Made, licence, title
from danvankheo.outputs.downloads.scope import Scope
from danvankheo.outputs.downloads.tables import CSV_TAIL

_TYPES: Mapping[Kind, dict[str, Any]] = {
    Kind.TEXT: {"type": "string"},
    Kind.CODE: {"type": "string"},
    Kind.LIST: {"type": "string"},
    Kind.DATE: {"type": "date", "format": "default"},
    Kind.YEAR: {"type": "year"},
    Kind.WHOLE: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.FLAG: {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    Kind.LINK: {"type": "string"},
}


def package_json(scope: Scope, tables: Iterable[Table], made: Mapping[str, Made]) -> bytes:
    """Return datapackage.json of one data set; ``made`` says what each table's CSV file came out as."""
    tables = tuple(tables)
    terms = licence(sample=scope.sample)
    here = {table.name for table in tables}
    described = {
        "profile": "tabular-data-package",
        "name": "dan-van-kheo-tho-xuan" + ("-minh-hoa" if scope.sample else ""),
        "title": title(scope.sample),
        "description": "Ô trống là chưa có số liệu, không phải 0. Chữ bắt đầu (đầu ô, đầu dòng, sau dấu chấm phẩy) bằng = + - @ có thêm "
        "dấu nháy đơn ở trước để phần mềm bảng tính không hiểu nhầm là công thức; bỏ dấu ấy đi là được chữ gốc. Nhiều giá trị trong một ô ngăn bằng “; ”.",
        "version": scope.as_of.isoformat(),
        "licenses": [{"name": terms.code, "path": terms.url, "title": terms.title}],
        "sources": [{"title": scope.registry.movement.data.publisher.name, **({"path": scope.site_url} if scope.site_url else {})}],
        "keywords": ["dân vận khéo", "Thọ Xuân", "Thanh Hóa"] + (["minh họa"] if scope.sample else []),
        "resources": [_resource(table, made[table.name], here) for table in tables],
    }  # fmt: skip
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(table: Table, made: Made, here: set[str]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "description": table.about,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "bytes": made.size,
        "hash": f"sha256:{made.sha256}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": _schema(table, here),
    }


def _schema(table: Table, here: set[str]) -> dict[str, Any]:
    """Return the table's schema; keys to tables of another package cannot be said."""
    keys = [
        {
            "fields": column.name,
            "reference": {"resource": "" if column.refers == table.name else column.refers, "fields": "ma"},
        }
        for column in table.columns
        if column.refers in here
    ]
    return {
        "fields": [_field(column) for column in (*table.columns, *CSV_TAIL)],
        "missingValues": [""],
        **({"primaryKey": list(table.key)} if table.key else {}),
        **({"foreignKeys": keys} if keys else {}),
    }


def _field(column: Column) -> dict[str, Any]:
    codes = [code for code, _ in column.values]
    limits: dict[str, Any] = {"required": True} if column.needed else {}
    if codes and column.kind is Kind.CODE:
        limits["enum"] = codes
    words = {"title": column.label, **({"description": column.meaning} if column.meaning else {})}
    return {"name": column.name, **_TYPES[column.kind], **words, **({"constraints": limits} if limits else {})}
