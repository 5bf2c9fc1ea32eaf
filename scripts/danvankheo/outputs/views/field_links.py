"""The fields of work as links with the number of their models, and how sentences speak of them and of their days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from danvankheo.base.locale import short_date, small_number
from danvankheo.outputs.views.parts import GalleryLink
from danvankheo.outputs.views.summary_cards import SummaryCards, count_words, newest_first
from danvankheo.records.registry import Record, Registry
from danvankheo.records.schema import Model
from danvankheo.records.section import Dated


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


def fields_in_words(registry: Registry, as_of: date) -> str:
    """Return how many fields there are on a day: "bốn lĩnh vực"; "các lĩnh vực" without any, or with more than ten."""
    count = sum(record.data.valid_on(as_of) for record in registry.fields.values())
    return f"{small_number(count) or 'các'} lĩnh vực"


def with_days(text: str, dated: Dated, as_of: date) -> str:
    """Return a text that introduces a field or type, followed by its last day when it has ended, its first when it is to come."""
    if dated.until and dated.until < as_of:
        return f"{text} Đã dùng đến hết ngày {short_date(dated.until)}."
    if dated.since and dated.since > as_of:
        return f"{text} Dùng từ ngày {short_date(dated.since)}."
    return text
