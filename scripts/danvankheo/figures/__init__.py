"""Figures: indicators, coverage, deadlines, relations. Pure functions of a registry and an as-of day.

``compute`` is the entry point. Real data and samples are two data sets that are never added.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from danvankheo.figures.coverage import Coverage, coverage
from danvankheo.figures.deadlines import UnitSubmissions, unit_submissions
from danvankheo.figures.figure import Figure, Indicators
from danvankheo.figures.indicators import indicators
from danvankheo.figures.measures import RowData
from danvankheo.figures.relations import Relations, relations
from danvankheo.figures.reporting_periods import (
    Chosen,
    ReportingPeriod,
    below,
    credited_units,
    not_counted,
    predecessors,
    reporting_periods,
)
from danvankheo.figures.tally import Tally, reported_in, tallies
from danvankheo.figures.years import YearIndex, years
from danvankheo.records.choices import UnitKind
from danvankheo.records.movement import STATE_UNITS, Movement
from danvankheo.records.registry import Registry
from danvankheo.records.schema import Exemplar, Model
from danvankheo.records.vocabulary import FieldOfWork, Unit

__all__ = [
    "Coverage",
    "DataSet",
    "Figure",
    "Figures",
    "Indicators",
    "PeriodFigures",
    "Relations",
    "ReportingPeriod",
    "Tally",
    "UnitSubmissions",
    "YearIndex",
    "compute",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """All figures of one reporting period in one data set; submissions: by unit."""

    period: ReportingPeriod
    indicators: Indicators
    coverage: Coverage
    submissions: Mapping[str, UnitSubmissions]
    tally: Tally

    @property
    def known(self) -> bool:
        """Whether anything is known in the period."""
        return bool(self.tally.known) or any(figure.value is not None for figure in self.indicators)


@dataclass(frozen=True)
class DataSet:
    """The figures over the real data or over the samples: by code of reporting period, oldest first, and by year."""

    sample: bool
    periods: Mapping[str, PeriodFigures]
    years: Mapping[int, YearIndex]

    @property
    def known(self) -> bool:
        """Whether anything is known."""
        return any(period.known for period in self.periods.values()) or not all(
            year.empty for year in self.years.values()
        )

    @property
    def latest(self) -> PeriodFigures | None:
        """The newest period of a plan in which something is known."""
        newest_first = reversed(list(self.periods.values()))
        return next((each for each in newest_first if each.known and each.period.plan_period.has_plan), None)

    def periods_of(self, unit: str) -> Iterator[PeriodFigures]:
        """Yield the periods in which a unit counts, oldest first."""
        return (each for each in self.periods.values() if unit in each.period.units)


@dataclass(frozen=True)
class Figures:
    """All figures of a registry as known on a day, each worked out at its first use in time linear in the number of entries."""

    as_of: date
    _registry: Registry
    _chosen: Chosen | None = None

    def below(self, office: str) -> Figures:
        """Return the figures of an office over its own units, those directly below it. office: code of a unit or of a body."""
        if office not in self._offices:
            self._offices[office] = Figures(self.as_of, self._registry, below(office))
        return self._offices[office]

    @cached_property
    def _offices(self) -> dict[str, Figures]:
        return {}

    @cached_property
    def not_counted(self) -> Figures:
        """The figures of the units that no plan counts, for example chi đoàn."""
        return Figures(self.as_of, self._registry, not_counted)

    @cached_property
    def periods(self) -> tuple[ReportingPeriod, ...]:
        """The reporting periods, oldest first."""
        timeline = self._registry.movement.data.timeline(self._first_day, self.as_of)
        return reporting_periods(timeline, self._data.units, self.as_of, self._chosen)

    @property
    def _first_day(self) -> date:
        """1 January of the first year that a model, a person or a unit's figures belong to."""
        years = [year for each in self._data.units.values() for year in each.years]
        years += [each.year for each in self._data.exemplars.values()]
        years += [
            each.year
            for model in self._data.models.values()
            for each in (model.guideline.registrations if model.guideline else ())
        ]
        return date(min(years, default=self.as_of.year), 1, 1)

    @cached_property
    def real(self) -> DataSet:
        """The figures over the real data."""
        return _data_set(self._data, self.periods, sample=False)

    @cached_property
    def samples(self) -> DataSet:
        """The figures over the samples."""
        return _data_set(self._data, self.periods, sample=True)

    @cached_property
    def relations(self) -> Relations:
        """The relations between entries."""
        groups = self._registry.models, self._registry.exemplars
        return relations(*({slug: record.summary for slug, record in group.items()} for group in groups))

    @cached_property
    def predecessors(self) -> Mapping[str, tuple[str, ...]]:
        """The units that became part of each unit."""
        return predecessors(self._data.units)

    @cached_property
    def other_kinds(self) -> Mapping[UnitKind, int]:
        """The kinds of unit outside all indicators, with their number of units (0: "chưa có danh sách")."""
        kinds = [unit.kind for unit in self._data.units.values()]
        return {kind: kinds.count(kind) for kind in UnitKind if kind not in STATE_UNITS}

    def periods_of(self, unit: str, *, sample: bool) -> list[PeriodFigures]:
        """Return the reporting periods in which a unit existed, the oldest first, whether or not their plan counts it."""
        found = [each for each in self.of(sample=sample).periods.values() if unit in each.period.units]
        data, counted = self._data.units[unit], {each.period.code for each in found}
        if any(data.existed_between(each.start, each.end) and each.code not in counted for each in self.periods):
            found += self.not_counted.of(sample=sample).periods_of(unit)
        return sorted(found, key=lambda each: each.period.start)

    @property
    def sets(self) -> tuple[DataSet, ...]:
        """The real data, and the samples when there are any."""
        return (self.real, self.samples) if self.samples.known else (self.real,)

    def of(self, *, sample: bool) -> DataSet:
        """Return the data set of a real entry or of a sample."""
        return self.samples if sample else self.real

    @cached_property
    def _data(self) -> _Data:
        registry = self._registry
        return _Data(
            self.as_of,
            {slug: record.data for slug, record in registry.units.items()},
            {slug: record.data for slug, record in registry.models.items()},
            {slug: record.data for slug, record in registry.exemplars.items()},
            {slug: record.data for slug, record in registry.fields.items()},
            registry.movement.data,
            self.relations.copies,
        )


@dataclass(frozen=True, slots=True)
class _Data:
    """The registry's data without its paths and digests."""

    as_of: date
    units: Mapping[str, Unit]
    models: Mapping[str, Model]
    exemplars: Mapping[str, Exemplar]
    fields: Mapping[str, FieldOfWork]
    movement: Movement
    copies: Mapping[str, tuple[str, ...]]

    def fields_of(self, period: ReportingPeriod) -> tuple[str, ...]:
        """Return the fields of the period's plan; those valid in the reporting period when the plan names none."""
        named = period.plan_period.fields
        return tuple(
            slug
            for slug, each in self.fields.items()
            if (slug in named if named else each.valid_between(period.start, period.end))
        )


def compute(registry: Registry, as_of: date) -> Figures:
    """Return all figures of a registry as known on a day."""
    return Figures(as_of, registry)


def _data_set(data: _Data, periods: tuple[ReportingPeriod, ...], *, sample: bool) -> DataSet:
    as_of, units = data.as_of, data.units
    models = {slug: each for slug, each in data.models.items() if each.sample is sample}
    exemplars = {slug: each for slug, each in data.exemplars.items() if each.sample is sample}
    names = {slug: each.short_name for slug, each in data.fields.items()}
    tally_of = tallies(periods, units, models, sample=sample, as_of=as_of)
    found: dict[str, PeriodFigures] = {}
    for period in periods:
        tally = tally_of[period.code]
        matrix = coverage(period, tally, models, data.fields_of(period))
        reports = {slug: reported_in(units[slug], period, sample=sample, as_of=as_of) for slug in period.units}
        credited = credited_units(period, units)
        row = RowData(period, units, tally, matrix, reports, credited, models, exemplars, data.copies, as_of)
        found[period.code] = PeriodFigures(
            period,
            indicators(row, data.movement, names),
            matrix,
            unit_submissions(period, units, sample=sample, as_of=as_of),
            tally,
        )
    calendar = sorted({period.year for period in periods})
    return DataSet(sample, found, years(calendar, models, exemplars, sample=sample, as_of=as_of))
