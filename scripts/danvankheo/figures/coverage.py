"""The matrix unit × field: how many models of a unit count in a reporting period, by main field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from danvankheo.figures.reporting_periods import ReportingPeriod
from danvankheo.figures.tally import Tally
from danvankheo.records.schema import Model


@dataclass(frozen=True, slots=True)
class Coverage:
    """One period's matrix.

    fields: slugs in the plan's order; counts: unit → number of models by field, in that order, or None where nothing is
    known of the unit ("no data" is not zero); also: unit → fields that are only a further field of its models; totals: number of
    models by field over all units, a model of several units once.
    """

    fields: tuple[str, ...]
    counts: Mapping[str, tuple[int, ...] | None]
    also: Mapping[str, frozenset[str]]
    totals: tuple[int, ...]

    def covered(self, unit: str) -> int | None:
        """Return in how many fields the unit has a model (0–4), None when nothing is known of it."""
        counts = self.counts.get(unit)
        return None if counts is None else sum(count > 0 for count in counts)

    def count(self, unit: str, field: str) -> int | None:
        """Return the number of the unit's models in a field, None when nothing is known of the unit."""
        counts = self.counts.get(unit)
        return None if counts is None else counts[self.fields.index(field)]

    def total(self, field: str) -> int:
        """Return the number of models in a field over all units of the period, each once."""
        return self.totals[self.fields.index(field)]

    @property
    def shared(self) -> bool:
        """Whether some model counts for several units, so that the units' numbers add up to more than the totals."""
        return sum(self.totals) < sum(sum(counts) for counts in self.counts.values() if counts is not None)


def coverage(period: ReportingPeriod, tally: Tally, models: Mapping[str, Model], fields: tuple[str, ...]) -> Coverage:
    """Return the matrix of a period."""
    counts: dict[str, tuple[int, ...] | None] = {}
    also: dict[str, frozenset[str]] = {}
    for unit in period.units:
        own = [models[slug] for slug in tally.counting.get(unit, ())]
        main = [model.field for model in own]
        counts[unit] = tuple(main.count(field) for field in fields) if unit in tally.known else None
        also[unit] = frozenset(field for model in own for field in model.other_fields) - frozenset(main)
    every = [models[slug].field for slug in {each for unit in period.units for each in tally.counting.get(unit, ())}]
    return Coverage(fields, counts, also, tuple(every.count(field) for field in fields))
