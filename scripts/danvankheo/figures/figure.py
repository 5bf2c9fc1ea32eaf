"""What a figure is: a target of the plan, read in one way, over one reporting period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from danvankheo.records.choices import Measure, UnitKind
from danvankheo.records.plan import PlanTarget, Reading

Names = tuple[str, ...]

# Measures of numbers that only the units' reports hold; the others are counted from the entries.
FROM_REPORTS = frozenset({Measure.UNITS_REPORTING, Measure.POOLED_RATE, Measure.UNITS_AT_RATE})
# Measures whose numerator and denominator are units.
OF_UNITS = frozenset({Measure.UNITS_WITH_MODELS, Measure.UNITS_IN_EACH_FIELD, Measure.UNITS_IN_ALL_FIELDS,
                      Measure.UNITS_REPORTING, Measure.UNITS_AT_RATE})  # fmt: skip
# Measures that need every unit of a kind: without a complete list of them no share is given.
OVER_ALL_UNITS = OF_UNITS | {Measure.POOLED_RATE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What a measure finds over some units.

    numerator, denominator: units, people, models …; denominator 0 for a plain number. value: percent, or the number; exact;
    None = nothing known. lowest, highest: between them the value lies whatever is unknown; None = no bound is known.
    counted, missing, unknown: slugs of the units in the numerator, of those known not to count, of those without data;
    together the units looked at. beside: units for a note (one of a field: it is only a further field of their models;
    a pooled rate: they reported only a rate; units with models: a predecessor's model runs in them). field: slug, "" for
    a figure over all fields. applicable: False when the units need not send this number and none did.
    """

    numerator: int
    denominator: int
    value: Decimal | None
    lowest: Decimal | None
    highest: Decimal | None
    counted: Names
    missing: Names
    unknown: Names
    beside: Names = ()
    field: str = ""
    applicable: bool = True

    @property
    def units(self) -> int:
        """The number of units looked at."""
        return len(self.counted) + len(self.missing) + len(self.unknown)

    @property
    def of_all(self) -> Decimal | None:
        """The share of all units that are in the numerator, in percent; None when nothing is known."""
        return None if self.value is None or not self.units else percent_of(len(self.counted), self.units)


@dataclass(frozen=True, slots=True)
class KindCount:
    """A figure over the units of one kind. complete: whether the list of units of that kind is; if not, no share is given."""

    kind: UnitKind
    complete: bool
    count: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Count):
    """One reading of a target in a reporting period, over the kinds of unit whose lists are complete.

    code: of the reading, with the field's slug when there is one figure for each field. name, short_name (of a column), method, counts ("đơn vị", "thanh
    niên", "mô hình": what the numerator counts), labels (of the counted, of the missing units): in words.
    target: the value to reach, None when this reading is not compared with it. meets: None when that depends on the unknown.
    kinds: of the units looked at. complete: False when no list of these kinds is complete; then there is no value.
    by_kind: the same for each kind; empty when only the state's own units are there.
    """

    code: str
    name: str
    short_name: str
    method: str
    counts: str
    labels: tuple[str, str]
    plan_target: PlanTarget
    reading: Reading
    target: Decimal | None
    meets: bool | None
    kinds: tuple[UnitKind, ...]
    complete: bool = True
    by_kind: tuple[KindCount, ...] = ()

    def count_of(self, unit: str) -> Count | None:
        """Return the count that a unit is looked at in, that of its kind when there is one; None when the target leaves it out."""
        counts = (*(each.count for each in self.by_kind), self)
        return next((each for each in counts if unit in (*each.counted, *each.missing, *each.unknown)), None)

    @property
    def measure(self) -> Measure:
        """How the figure is measured."""
        return self.reading.measure

    @property
    def is_share(self) -> bool:
        """Whether the value is in percent."""
        return self.measure is not Measure.COUNT

    @property
    def from_reports(self) -> bool:
        """Whether the numbers come from the units' reports."""
        return self.measure in FROM_REPORTS

    @property
    def of_units(self) -> bool:
        """Whether numerator and denominator are units."""
        return self.measure in OF_UNITS


@dataclass(frozen=True, slots=True)
class Indicators:
    """The figures of a reporting period, in the order of its plan: target by target, reading by reading."""

    figures: tuple[Figure, ...] = ()

    def __iter__(self) -> Iterator[Figure]:
        """Yield the figures."""
        return iter(self.figures)

    def __len__(self) -> int:
        """Return the number of figures."""
        return len(self.figures)

    def get(self, code: str) -> Figure | None:
        """Return the figure of a code."""
        return next((figure for figure in self.figures if figure.code == code), None)

    def of(self, target: PlanTarget) -> tuple[Figure, ...]:
        """Return the figures of a target."""
        return tuple(figure for figure in self.figures if figure.plan_target.code == target.code)

    @property
    def headlines(self) -> tuple[Figure, ...]:
        """The main figure of each target: its first over all fields."""
        found: dict[str, Figure] = {}
        for figure in self.figures:
            if not figure.field:
                found.setdefault(figure.plan_target.code, figure)
        return tuple(found.values())

    @property
    def followed(self) -> tuple[Figure, ...]:
        """The figures followed over the years: of each target the first of each measure, over all fields."""
        found: dict[tuple[str, Measure], Figure] = {}
        for figure in self.figures:
            if not figure.field:
                found.setdefault((figure.plan_target.code, figure.measure), figure)
        return tuple(found.values())


def percent_of(part: int, whole: int) -> Decimal:
    """Return a share in percent, exact."""
    return Decimal(part) * 100 / Decimal(whole)
