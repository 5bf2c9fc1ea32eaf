"""/nam/: the years with their numbers, the newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from danvankheo.base.artifact import Artifact, digest
from danvankheo.outputs.context import Context
from danvankheo.outputs.views.year_counts import YearCounts, year_counts
from danvankheo.rendering.frame import MenuSection

ADDRESSES = ("nam/",)


@dataclass(frozen=True, slots=True)
class YearSummary:
    """A year on the index, by data set."""

    year: int
    sets: tuple[YearCounts, ...]


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield the page."""
    registry, figures = context.registry, context.figures
    years = tuple(
        YearSummary(year, tuple(year_counts(registry, figures, year)))
        for year in sorted(figures.real.years, reverse=True)
    )
    yield context.page(
        "nam/",
        MenuSection.RESULTS,
        "years.html",
        title="Theo năm",
        description=f"Mô hình, điển hình “Dân vận khéo” của {registry.movement.data.youth} theo từng năm.",
        data={"years": years},
        inputs=digest(repr(years)),
    )
