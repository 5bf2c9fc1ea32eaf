"""/nam/: the years with their numbers, the newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from danvankheo.base.artifact import Artifact, digest
from danvankheo.outputs.context import Context
from danvankheo.outputs.views.plan_state import plan_state
from danvankheo.outputs.views.year_counts import YearCounts, without_plan, year_counts
from danvankheo.rendering.frame import MenuSection

ADDRESSES = ("nam/",)


@dataclass(frozen=True, slots=True)
class YearSummary:
    """A year on the index, by data set. note: that the site has no plan for it."""

    year: int
    note: str
    sets: tuple[YearCounts, ...]


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield the page."""
    registry, figures = context.registry, context.figures
    years = tuple(
        YearSummary(year, without_plan(figures, year), tuple(year_counts(registry, figures, year)))
        for year in sorted(figures.real.years, reverse=True)
    )
    plan = plan_state(registry.movement.data, context.as_of)
    yield context.page(
        "nam/",
        MenuSection.RESULTS,
        "years.html",
        title="Theo năm",
        description=f"Mô hình, điển hình “Dân vận khéo” của {registry.movement.data.youth} theo từng năm.",
        data={"years": years, "plan": plan},
        inputs=digest(repr(years), repr(plan)),
    )
