"""The targets of a row's plan as figures (SCHEMA "What a figure means"): for each target, for each reading.

Every figure carries what a reader needs to check it: numerator and denominator, the units behind the numerator, the
units without, the units without data, the target and the method. ``value`` is None where nothing is
known: "chưa có số liệu", never 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal

from danvankheo.figures import words
from danvankheo.figures.figure import OVER_ALL_UNITS, Count, Figure, Indicators, KindCount, Names
from danvankheo.figures.measures import CATALOGUE, RowData
from danvankheo.figures.reporting_periods import counted_kinds, units_of_target
from danvankheo.figures.words import Wording
from danvankheo.records.choices import Measure, UnitKind
from danvankheo.records.movement import STATE_UNITS, Movement
from danvankheo.records.plan import PlanTarget, Reading


@dataclass(frozen=True, slots=True)
class TargetUnits:
    """The units of a row that a target counts, by kind; complete: the kinds whose list is complete."""

    by_kind: Mapping[UnitKind, Names]
    complete: frozenset[UnitKind]

    def of(self, kinds: frozenset[UnitKind], order: Names) -> Names:
        """Return the units of some kinds in the order of the row."""
        chosen = {slug for kind in kinds for slug in self.by_kind.get(kind, ())}
        return tuple(slug for slug in order if slug in chosen)


def indicators(row: RowData, movement: Movement, field_names: Mapping[str, str]) -> Indicators:
    """Return the figures of a row over one data set; empty when its plan sets no target. field_names: slug → short name."""
    return Indicators(tuple(
        figure
        for target in row.period.plan_period.targets
        for reading in target.readings
        for figure in _figures(row, movement, target, reading, field_names)
    ))  # fmt: skip


def target_units(row: RowData, movement: Movement, target: PlanTarget) -> TargetUnits:
    """Return the units that a target counts; of the kinds of the state's own units those that the registry has.

    In the figures of an office over its own units a target counts all of them, unless it names kinds of unit.
    """
    period = row.period
    chosen = units_of_target(period, target, row.units)
    there = {unit.kind for unit in row.units.values()}
    kinds = (
        counted_kinds(period.plan_period, target)[0] if period.by_plan else {row.units[slug].kind for slug in chosen}
    )
    declared = target.kinds or period.plan_period.grassroots is not None
    by_kind = {
        kind: tuple(slug for slug in chosen if row.units[slug].kind is kind)
        for kind in UnitKind
        if kind in kinds and (declared or kind in there)
    }
    complete = frozenset(kind for kind in by_kind if movement.list_is_complete(kind, period.start, period.end))
    return TargetUnits(by_kind, complete)


def _figures(
    row: RowData, movement: Movement, target: PlanTarget, reading: Reading, field_names: Mapping[str, str]
) -> Iterator[Figure]:
    units = target_units(row, movement, target)
    if not row.period.by_plan and not units.by_kind:
        return
    main_kinds = units.complete if reading.measure in OVER_ALL_UNITS else frozenset(units.by_kind)
    complete = bool(main_kinds)
    main = units.of(main_kinds or frozenset(units.by_kind), row.period.units)
    wording = Wording(
        row.period.plan_period, target, reading,
        {slug: field_names[slug] for slug in row.coverage.fields if slug in field_names},
        tuple(kind for kind in units.by_kind if kind in main_kinds),
    )  # fmt: skip
    by_kind = _by_kind(row, units, reading, wording)
    goal = _goal(target, reading)
    for place, count in enumerate(_measured(row, main, reading, wording, complete=complete)):
        yield Figure(
            **{each.name: getattr(count, each.name) for each in fields(Count)},
            code=f"{reading.code}-{count.field}" if count.field else reading.code,
            name=words.name(wording, count.field),
            short_name=reading.short_name or words.name(wording, count.field),
            method=words.method(wording),
            counts=words.counts(wording),
            labels=words.labels(wording, count.field),
            plan_target=target,
            reading=reading,
            target=goal,
            meets=_meets(count, goal),
            kinds=tuple(kind for kind in UnitKind if any(row.units[slug].kind is kind for slug in main)),
            complete=complete,
            by_kind=tuple(KindCount(kind, kind in units.complete, counts[place]) for kind, counts in by_kind.items()),
        )


def _measured(row: RowData, units: Names, reading: Reading, wording: Wording, *, complete: bool) -> list[Count]:
    """Return what the measure finds; over an incomplete list there is a numerator, but no share."""
    parameters = reading.parameters.model_copy(update={"at_least": wording.threshold})
    found = list(CATALOGUE[reading.measure](row, units, parameters))
    return found if complete else [replace(each, value=None, lowest=None, highest=None) for each in found]


def _by_kind(row: RowData, units: TargetUnits, reading: Reading, wording: Wording) -> dict[UnitKind, list[Count]]:
    """Return the counts of each kind; empty when the row has only the state's own units, or none of another kind."""
    if not any(slugs for kind, slugs in units.by_kind.items() if kind not in STATE_UNITS):
        return {}
    partly = reading.measure not in OVER_ALL_UNITS
    return {
        kind: _measured(row, slugs, reading, wording, complete=partly or kind in units.complete)
        for kind, slugs in units.by_kind.items()
        if slugs
    }


def _goal(target: PlanTarget, reading: Reading) -> Decimal | None:
    """Return the value a reading is compared with; None when the target's value already is what each unit must reach."""
    own_line = reading.measure is Measure.UNITS_AT_RATE and reading.parameters.at_least is None
    return target.value if reading.to_target and not own_line else None


def _meets(count: Count, goal: Decimal | None) -> bool | None:
    """Tell whether a target is met; None when that depends on what is unknown."""
    if goal is None:
        return None
    if count.lowest is not None and count.lowest >= goal:
        return True
    return False if count.highest is not None and count.highest < goal else None
