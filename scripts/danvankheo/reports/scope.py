"""The scope of a report: the rows of its years, all units or one, real data or samples."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from danvankheo.base.locale import join_words
from danvankheo.figures import DataSet, Figures, PeriodFigures, ReportingPeriod
from danvankheo.records.plan import Period
from danvankheo.records.registry import Record, Registry
from danvankheo.records.schema import Exemplar, Model


@dataclass(frozen=True)
class ReportScope:
    """What one report covers. rows: oldest first; unit: slug of its one unit, None for all units."""

    registry: Registry
    figures: Figures
    rows: tuple[ReportingPeriod, ...]
    unit: str | None
    sample: bool

    @property
    def data(self) -> DataSet:
        """The figures over the data set."""
        return self.figures.of(sample=self.sample)

    @property
    def plans(self) -> tuple[Period, ...]:
        """The plans that the rows belong to, oldest first; empty when the site has none for these years."""
        return tuple({row.plan_period.code: row.plan_period for row in self.rows if row.plan_period.has_plan}.values())

    @property
    def row_figures(self) -> tuple[PeriodFigures, ...]:
        """The figures of the rows, oldest first."""
        return tuple(self.data.periods[row.code] for row in self.rows)

    @property
    def has_data(self) -> bool:
        """Tell whether the data set has any data on the rows and units."""
        if self.unit is None:
            return any(row.known for row in self.row_figures) or bool(self.exemplars)
        own = self.registry.units[self.unit].data
        years = [own.years[row.year] for row in self.rows if row.year in own.years]
        return any(each.sample is self.sample for each in years) or bool(self.models or self.exemplars)

    @property
    def span(self) -> str:
        """The years in words: "năm 2023", "giai đoạn 2022 – 2025"."""
        first, last = self.rows[0].year, self.rows[-1].year
        return f"năm {first}" if first == last else f"giai đoạn {first} – {last}"

    def within(self, day: date | None) -> bool:
        """Tell whether a day lies in the rows and not after the day of the figures."""
        return day is not None and self.rows[0].start <= day <= min(self.rows[-1].end, self.figures.as_of)

    def covers(self, *units: str) -> bool:
        """Tell whether the report includes one of the units."""
        return any(unit == self.unit if self.unit else any(unit in row.units for row in self.rows) for unit in units)

    @property
    def models(self) -> tuple[Record[Model], ...]:
        """The models counted in any of the rows, in the registry's order."""
        counting = {
            slug
            for row in self.row_figures
            for unit, slugs in row.tally.counting.items()
            if self.covers(unit)
            for slug in slugs
        }
        return tuple(record for slug, record in self.registry.models.items() if slug in counting)

    @property
    def exemplars(self) -> tuple[Record[Exemplar], ...]:
        """The exemplars of the years."""
        years = {row.year for row in self.rows}
        return tuple(
            each for each in self.registry.exemplars.values()
            if each.data.sample is self.sample and each.data.year in years and self.covers(*each.data.units)
        )  # fmt: skip

    def name(self, slug: str) -> str:
        """Return a unit's short name."""
        return self.registry.unit_short_name(slug)

    def names(self, slugs: Iterable[str]) -> str:
        """Return the units' short names, joined."""
        return join_words([self.name(slug) for slug in slugs])
