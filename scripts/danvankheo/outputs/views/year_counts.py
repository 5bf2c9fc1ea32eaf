"""The numbers of a calendar year, as /nam/ and the page of the year print them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from danvankheo.base.locale import join_words
from danvankheo.figures import Figures, YearIndex
from danvankheo.outputs.views.plan_state import results_of
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

    waiting: models only registered; collectives, people: exemplars; results: address and label of each reporting period on the pages of indicators.
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
    movement = registry.movement.data
    for data in figures.sets:
        found = data.years[year]
        prefix = "minh-hoa" if data.sample else "nam"
        results = tuple(
            (
                f"{results_of(movement, each.period.plan_period, figures.as_of)}#{prefix}-{each.period.code}",
                each.period.label,
            )
            for each in data.periods.values()
            if each.period.year == year and data.known and each.period.plan_period.has_plan
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


def without_plan(figures: Figures, year: int) -> str:
    """Return the sentence for a year, or part of one, for which the site has no plan; "" when it has one."""
    free = [row for row in figures.periods if row.year == year and not row.plan_period.has_plan]
    if not free:
        return ""
    labels = join_words([row.label for row in free])
    return f"Trang này chưa nhận được kế hoạch năm {labels}. Mô hình, điển hình vẫn được liệt kê, chưa tính vào chỉ tiêu nào."
