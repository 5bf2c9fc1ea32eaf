"""The Frictionless data package that describes the CSV files: https://specs.frictionlessdata.io/."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from danvankheo.outputs.downloads.columns import Column, ColumnType, DatasetTable
from danvankheo.outputs.downloads.dataset import DatasetRecords, dataset_name, dataset_title
from danvankheo.outputs.downloads.files import FileStats
from danvankheo.outputs.downloads.licences import licence
from danvankheo.outputs.downloads.tables import CSV_TAIL

_TYPES: Mapping[ColumnType, dict[str, Any]] = {
    ColumnType.TEXT: {"type": "string"},
    ColumnType.CODE: {"type": "string"},
    ColumnType.LIST: {"type": "string"},
    ColumnType.DATE: {"type": "date", "format": "default"},
    ColumnType.YEAR: {"type": "year"},
    ColumnType.WHOLE: {"type": "integer"},
    ColumnType.NUMBER: {"type": "number"},
    ColumnType.FLAG: {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    ColumnType.LINK: {"type": "string"},
}


def package_json(records: DatasetRecords, tables: Iterable[DatasetTable], stats: Mapping[str, FileStats]) -> bytes:
    """Return datapackage.json of one data set. stats: those of each table's CSV file, by the table's name."""
    tables = tuple(tables)
    terms = licence(sample=records.sample)
    here = {table.name for table in tables}
    movement = records.registry.movement.data
    places = [name for name in (movement.locality.name, movement.locality.within) if name] if movement.locality else []
    described = {
        "profile": "tabular-data-package",
        "name": dataset_name(movement, sample=records.sample),
        "title": dataset_title(movement, sample=records.sample),
        "description": "Ô trống là chưa có số liệu, không phải 0. Chữ bắt đầu (đầu ô, đầu dòng, sau dấu chấm phẩy) bằng = + - @ có thêm "
        "dấu nháy đơn ở trước để phần mềm bảng tính không hiểu nhầm là công thức; bỏ dấu ấy đi là được chữ gốc. Nhiều giá trị trong một ô ngăn bằng “; ”. Khi ghép bảng của nhiều nơi, khóa của mỗi bảng gồm thêm cột dia_phuong.",
        "version": records.as_of.isoformat(),
        "licenses": [{"name": terms.code, "path": terms.url, "title": terms.title}],
        "sources": [{"title": movement.publisher.name, **({"path": records.site_url} if records.site_url else {})}],
        "keywords": ["dân vận khéo", *places, *(["minh họa"] if records.sample else [])],
        "resources": [_resource(table, stats[table.name], here) for table in tables],
    }  # fmt: skip
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(table: DatasetTable, stats: FileStats, here: set[str]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "description": table.about,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "bytes": stats.size,
        "hash": f"sha256:{stats.sha256}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": _schema(table, here),
    }


def _schema(table: DatasetTable, here: set[str]) -> dict[str, Any]:
    """Return the table's schema. here: the tables of this package; only they can be referred to by a foreign key."""
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
    if codes and column.type is ColumnType.CODE:
        limits["enum"] = codes
    words = {"title": column.label, **({"description": column.meaning} if column.meaning else {})}
    return {"name": column.name, **_TYPES[column.type], **words, **({"constraints": limits} if limits else {})}
