"""The fields of work as links with the number of their models."""

from __future__ import annotations

from collections.abc import Iterator

from danvankheo.outputs.views.parts import GalleryLink
from danvankheo.outputs.views.summary_cards import SummaryCards, count_words, newest_first
from danvankheo.records.registry import Record, Registry
from danvankheo.records.schema import Model


def models_by_field(registry: Registry) -> dict[str, list[Record[Model]]]:
    """Return the models of each field, the newest first; also the fields without one."""
    found: dict[str, list[Record[Model]]] = {slug: [] for slug in registry.fields}
    for record in newest_first(registry.models.values()):
        found[record.summary.field].append(record)
    return found


def field_links(registry: Registry, cards: SummaryCards) -> Iterator[GalleryLink]:
    """Yield a link for each field, in the plan's order."""
    for slug, records in models_by_field(registry).items():
        field = registry.fields[slug].data
        words = count_words([cards.models[record.slug] for record in records])
        yield GalleryLink(f"linh-vuc/{slug}/", field.name, words, field.palette.value)
