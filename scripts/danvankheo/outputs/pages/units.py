"""/don-vi/: all units as a cartogram, grouped by the communes of today."""

from __future__ import annotations

from collections.abc import Iterator

from danvankheo.base.artifact import Artifact, digest
from danvankheo.outputs.context import Context
from danvankheo.outputs.views.cartogram import cartograms
from danvankheo.rendering.frame import MenuSection

ADDRESSES = ("don-vi/",)


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield the page."""
    registry = context.registry
    blocks = cartograms(registry, context.figures)
    yield context.page(
        "don-vi/",
        MenuSection.UNITS,
        "units.html",
        title="Đơn vị",
        description="Đoàn các xã, thị trấn của Thọ Xuân, xếp theo các xã sau sắp xếp: số mô hình “Dân vận khéo” và số "
        "lĩnh vực có mô hình.",
        data={
            "blocks": blocks,
            "fields": len(registry.fields),
            "note": registry.movement.data.reorganisation_note,
        },
        inputs=digest(repr(blocks), registry.movement.digest),
    )
