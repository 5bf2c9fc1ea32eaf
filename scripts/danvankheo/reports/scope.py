"""The scope of a report: the rows of its years, all units or one, real data or samples."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property

from danvankheo.base.locale import join_words, official_date
from danvankheo.figures import DataSet, Figures, PeriodFigures, ReportingPeriod
from danvankheo.figures.reporting_periods import credited_units
from danvankheo.records.plan import Period
from danvankheo.records.registry import Record, Registry
from danvankheo.records.schema import Exemplar, Model


class ReportKind(Enum):
    """What a report looks back on; the value: the first word of its subject."""

    YEAR = "Kết quả"
    FINAL = "Tổng kết"
    MID_TERM = "Sơ kết"


@dataclass(frozen=True)
class ReportScope:
    """What one report covers. rows: oldest first; unit: slug of its one unit, None for all units.

    office: code of the unit or body over whose own units it is, None for the units the plan counts; the figures are those of
    the office then. kind: of a year, or of a period.
    """

    registry: Registry
    figures: Figures
    rows: tuple[ReportingPeriod, ...]
    unit: str | None
    sample: bool
    office: str | None = None
    kind: ReportKind = ReportKind.YEAR

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
        if self.unit is None:
            return tuple(self.data.periods[row.code] for row in self.rows)
        codes = {row.code for row in self.rows}
        found = self.figures.periods_of(self.unit, sample=self.sample)
        return tuple(each for each in found if each.period.code in codes)

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
        """The years in words: "năm 2023", "giai đoạn 2022 – 2025", "giai đoạn 2022 – 2025, tính đến ngày 30/6/2024"."""
        if self.kind is ReportKind.YEAR:
            return f"năm {self.rows[0].year}"
        plan = self.rows[-1].plan_period
        first, last = plan.start.year, plan.end.year
        words = f"năm {first}" if first == last else f"giai đoạn {first} – {last}"
        return (
            words if plan.end <= self.figures.as_of else f"{words}, tính đến ngày {official_date(self.figures.as_of)}"
        )

    @property
    def file_name(self) -> str:
        """The name of the report's file, without extension; no two kinds of report have one."""
        code = self.rows[-1].plan_period.code
        names = {
            ReportKind.YEAR: str(self.rows[0].year),
            ReportKind.FINAL: f"tong-ket-{code}",
            ReportKind.MID_TERM: f"so-ket-{code}-den-{self.figures.as_of.isoformat()}",
        }
        office = f"truc-thuoc-{self.office}" if self.office else ""
        parts = ["bao-cao", names[self.kind], self.unit or office, "minh-hoa" if self.sample else ""]
        return "-".join(filter(None, parts))

    def within(self, day: date | None) -> bool:
        """Tell whether a day lies in the rows and not after the day of the figures."""
        return day is not None and self.rows[0].start <= day <= min(self.rows[-1].end, self.figures.as_of)

    def covers(self, *units: str) -> bool:
        """Tell whether the report includes one of the units, or the unit above whose entries its count for."""
        return any(unit in self._members for unit in units)

    @cached_property
    def _members(self) -> frozenset[str]:
        units = {slug: record.data for slug, record in self.registry.units.items()}
        credited = [each for row in self.rows for each in credited_units(row, units).items()]
        return frozenset(slug for slug, unit in credited if self.unit in (None, unit))

    @property
    def office_name(self) -> str:
        """The name of the office whose units the report is over, "" without one."""
        return "" if self.office is None else self.registry.office_name(self.office)

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
        """The exemplars of the years, as known on the day of the figures."""
        years = {row.year for row in self.rows}
        return tuple(
            each for each in self.registry.exemplars.values()
            if each.data.sample is self.sample and each.data.year in years and self.covers(*each.data.units)
            and not (each.data.published and each.data.published > self.figures.as_of)
        )  # fmt: skip

    def name(self, slug: str) -> str:
        """Return a unit's short name."""
        return self.registry.unit_short_name(slug)

    def names(self, slugs: Iterable[str]) -> str:
        """Return the units' short names, joined."""
        return join_words([self.name(slug) for slug in slugs])
