"""The numbers of a calendar year, as /nam/ and the page of the year print them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from danvankheo.figures import Figures, YearIndex
from danvankheo.records.registry import Registry


@dataclass(frozen=True, slots=True)
class FieldCount:
    """The number of models in a field; bar: percent of the largest field's number, for the drawing."""

    slug: str
    name: str
    palette: str
    count: int
    bar: str


@dataclass(frozen=True, slots=True)
class YearCounts:
    """The numbers of one year in one data set. known: False when nothing is known of the year.

    waiting: models only registered; collectives, people: exemplars; results: anchor and label of each reporting period on the page of indicators.
    """

    sample: bool
    known: bool
    registered: int
    running: int
    waiting: int
    collectives: int
    people: int
    fields: tuple[FieldCount, ...]
    results: tuple[tuple[str, str], ...]


def year_counts(registry: Registry, figures: Figures, year: int) -> Iterator[YearCounts]:
    """Yield the numbers of a year in each data set."""
    for data in figures.sets:
        found = data.years[year]
        prefix = "minh-hoa" if data.sample else "nam"
        results = tuple(
            (f"{prefix}-{each.period.code}", each.period.label)
            for each in data.periods.values()
            if each.period.year == year and data.known
        )
        fields = tuple(_fields(registry, found))
        collectives = sum(registry.exemplars[slug].summary.collective for slug in found.exemplars)
        yield YearCounts(data.sample, not found.empty, len(found.registered), len(found.running), len(found.waiting),
                         collectives, len(found.exemplars) - collectives, fields, results)  # fmt: skip


def _fields(registry: Registry, year: YearIndex) -> Iterator[FieldCount]:
    largest = max(year.by_field.values(), default=0) or 1
    for slug, record in registry.fields.items():
        count = year.by_field.get(slug, 0)
        yield FieldCount(slug, record.data.short_name, str(record.data.palette), count, f"{count * 100 / largest:.1f}")
