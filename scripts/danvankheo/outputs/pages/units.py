"""/don-vi/: all units as a cartogram, grouped by the communes of today."""

from __future__ import annotations

from collections.abc import Iterator

from danvankheo.base.artifact import Artifact, digest
from danvankheo.outputs.context import Context
from danvankheo.outputs.views.cartogram import cartograms
from danvankheo.outputs.views.unit_names import merged_on, places_word
from danvankheo.rendering.frame import MenuSection

ADDRESSES = ("don-vi/",)


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield the page."""
    registry = context.registry
    blocks, place = cartograms(registry, context.figures), registry.movement.data.locality
    units = {slug: record.data for slug, record in registry.units.items()}
    of, merged = f" của {place.name}" if place else "", merged_on(units) is not None
    who = f"Đoàn các {places_word(units.values())}{of}, xếp theo các xã sau sắp xếp" if merged else f"Các đơn vị{of}"
    yield context.page(
        "don-vi/",
        MenuSection.UNITS,
        "units.html",
        title="Đơn vị",
        description=f"{who}: số mô hình “Dân vận khéo” và số lĩnh vực có mô hình.",
        data={
            "blocks": blocks,
            "fields": len(registry.fields),
            "merged": merged,
            "places": places_word(units.values()),
            "note": registry.movement.data.reorganisation_note,
        },
        inputs=digest(repr(blocks), who, registry.movement.digest),
    )
