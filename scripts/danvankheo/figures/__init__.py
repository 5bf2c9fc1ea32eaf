"""Figures: indicators, coverage, deadlines, relations. Pure: a registry and an as-of day in, frozen values out.

``compute`` is the one entry point. Real data and samples are two data sets that are never added.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from danvankheo.figures.coverage import Coverage, coverage
from danvankheo.figures.deadlines import Papers, deadlines
from danvankheo.figures.indicators import Figure, Indicators, indicators
from danvankheo.figures.relations import Relations, relations
from danvankheo.figures.reporting_periods import PLACE_KINDS, Row, predecessors, rows
from danvankheo.figures.tally import Tally, tallies
from danvankheo.figures.years import YearIndex, years
from danvankheo.records.choices import UnitKind
from danvankheo.records.registry import Registry
from danvankheo.records.schema import Exemplar, Model
from danvankheo.records.vocabulary import Unit

__all__ = [
    "Coverage", "DataSet", "Figure", "Figures", "Indicators", "Papers", "Relations", "Row", "RowFigures",
    "Tally", "YearIndex", "compute",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class RowFigures:
    """Everything about one row of one data set."""

    row: Row
    indicators: Indicators
    coverage: Coverage
    papers: Mapping[str, Papers]
    tally: Tally

    @property
    def known(self) -> bool:
        """Tell whether anything at all is known in the row."""
        return any(figure.value is not None for figure in self.indicators.all())


@dataclass(frozen=True)
class DataSet:
    """The figures over the real data or over the samples: by row code, oldest first, and by calendar year."""

    sample: bool
    rows: Mapping[str, RowFigures]
    years: Mapping[int, YearIndex]

    @property
    def known(self) -> bool:
        """Tell whether anything at all is known."""
        return any(row.known for row in self.rows.values()) or not all(year.empty for year in self.years.values())

    @property
    def latest(self) -> RowFigures | None:
        """The newest row in which something is known."""
        return next((row for row in reversed(list(self.rows.values())) if row.known), None)

    def rows_of(self, unit: str) -> Iterator[RowFigures]:
        """Yield the rows in which a unit counts, oldest first."""
        return (each for each in self.rows.values() if unit in each.row.units)


@dataclass(frozen=True)
class Figures:
    """All figures of a registry as known on a day, each worked out when somebody asks. Linear in the number of entries."""

    as_of: date
    _registry: Registry

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows figures are given for, oldest first."""
        return rows(self._registry.movement.data.periods, self._data.units, self.as_of)

    @cached_property
    def real(self) -> DataSet:
        """The figures over the real data."""
        return _data_set(self._data, self.rows, sample=False)

    @cached_property
    def samples(self) -> DataSet:
        """The figures over the samples."""
        return _data_set(self._data, self.rows, sample=True)

    @cached_property
    def relations(self) -> Relations:
        """How entries hang together."""
        groups = self._registry.models, self._registry.exemplars
        return relations(*({slug: record.abstract for slug, record in group.items()} for group in groups))

    @cached_property
    def predecessors(self) -> Mapping[str, tuple[str, ...]]:
        """By unit, the units that became part of it."""
        return predecessors(self._data.units)

    @cached_property
    def other_kinds(self) -> Mapping[UnitKind, int]:
        """Kinds of unit that stand in no denominator, with the number of files there are (0: "chưa có danh sách")."""
        kinds = [unit.kind for unit in self._data.units.values()]
        return {kind: kinds.count(kind) for kind in UnitKind if kind not in PLACE_KINDS}

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
            tuple(registry.fields),
        )


@dataclass(frozen=True, slots=True)
class _Data:
    """The registry's data without its paths and digests."""

    as_of: date
    units: Mapping[str, Unit]
    models: Mapping[str, Model]
    exemplars: Mapping[str, Exemplar]
    fields: tuple[str, ...]


def compute(registry: Registry, as_of: date) -> Figures:
    """Return all figures of a registry as known on a day."""
    return Figures(as_of, registry)


def _data_set(data: _Data, table: tuple[Row, ...], *, sample: bool) -> DataSet:
    as_of, units, models = data.as_of, data.units, data.models
    tally_of = tallies(table, units, models, sample=sample, as_of=as_of)
    found: dict[str, RowFigures] = {}
    for row in table:
        tally = tally_of[row.code]
        matrix = coverage(row, tally, models, data.fields)
        numbers = indicators(row, tally, matrix, units, sample=sample, as_of=as_of)
        found[row.code] = RowFigures(row, numbers, matrix, deadlines(row, units, sample=sample, as_of=as_of), tally)
    calendar = sorted({row.year for row in table})
    return DataSet(sample, found, years(calendar, models, data.exemplars, sample=sample, as_of=as_of))
