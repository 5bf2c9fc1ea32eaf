"""The OpenAPI 3.1 description of /api/v1/: static files read with GET."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from danvankheo.outputs.downloads.api import definitions
from danvankheo.outputs.downloads.columns import DatasetTable
from danvankheo.outputs.downloads.dataset import dataset_title
from danvankheo.outputs.downloads.licences import OPEN_LICENCE
from danvankheo.records.movement import Movement

VERSION = "1.0.0"


def openapi(tables: tuple[DatasetTable, ...], site_url: str, movement: Movement, *, samples: bool) -> dict[str, Any]:
    """Return the description. site_url: "" when it is not configured; the server is then the folder of the description."""
    publisher = movement.publisher
    contact = {"name": publisher.name, **({"email": publisher.email} if publisher.email else {})}
    paths = dict(_paths(tables, ""))
    if samples:
        paths |= dict(_paths(tables, "/minh-hoa"))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": dataset_title(movement, sample=False),
            "version": VERSION,
            "description": "Mỗi bảng một tệp, mỗi mô hình, điển hình, đơn vị, kỳ một tệp. Chưa biết là null, không bao giờ là 0. Mục "
            "mới có thể được thêm; mục đã có không đổi nghĩa trong v1."
            + (" Dưới /minh-hoa là số liệu minh họa, không phải số thật." if samples else ""),
            "license": {"name": OPEN_LICENCE.title, "identifier": OPEN_LICENCE.code},
            "contact": contact,
        },
        "servers": [{"url": f"{site_url}api/v1" if site_url else "."}],
        "paths": paths,
        "components": {"schemas": dict(definitions(tables))},
    }


def _paths(tables: tuple[DatasetTable, ...], below: str) -> Iterator[tuple[str, dict[str, Any]]]:
    name = "minh-hoa-" if below else ""
    for table in tables:
        if table.sampled or not below:
            yield f"{below}/{table.name}.json", {"get": _read(f"{name}{table.name}", table.name, table.about)}
        if table.parts:
            code = {
                "name": "ma",
                "in": "path",
                "required": True,
                "description": "Mã, như cột ma của bảng.",
                "schema": {"type": "string"},
            }
            operation = _read(
                f"{name}mot-{table.name}",
                f"mot-{table.name}",
                f"Một dòng của bảng {table.name}, kèm mọi dòng liên quan.",
            )
            yield f"{below}/{table.name}/{{ma}}.json", {"parameters": [code], "get": operation}


def _read(name: str, schema: str, summary: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {
        "operationId": name,
        "summary": summary,
        "responses": {"200": {"description": "Có số liệu", "content": content}},
    }
