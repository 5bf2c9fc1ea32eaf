"""The page at the address of an entry whose consent was withdrawn."""

from __future__ import annotations

from collections.abc import Iterator

from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.locale import short_date
from danvankheo.outputs.context import Context
from danvankheo.records.files import Kind
from danvankheo.rendering.frame import MenuSection


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield a page for every withdrawn entry; a withdrawn news item never had one."""
    for key, record in sorted(context.registry.withdrawn.items()):
        if record.kind is Kind.NEWS:
            continue
        day = record.data.withdrawn
        yield context.page(
            f"{key}/", MenuSection.OTHER, "withdrawn.html", title="Bài đã được gỡ",
            description="Bài này đã được gỡ theo yêu cầu.", data={"day": short_date(day) if day else ""},
            inputs=digest(str(day)), sample=True, source=record.path,
        )  # fmt: skip
