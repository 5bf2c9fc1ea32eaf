"""A target over a plan's period: the gap in each reporting period, and the change from the one before.

Two reporting periods are compared only when both are whole years with the same units, and the figure is known for the
same ones among these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from itertools import groupby

from danvankheo.figures.figure import Figure, Indicators
from danvankheo.figures.reporting_periods import ReportingPeriod
from danvankheo.records.plan import Period


class Comparison(StrEnum):
    """Whether a reporting period can be compared with the one before, and if not, why."""

    YES = "yes"
    FIRST = "first"
    UNKNOWN = "unknown"
    OTHER_UNITS = "other-units"
    PART_OF_YEAR = "part-of-year"
    OTHER_REPORTS = "other-reports"


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A figure in one reporting period.

    gap: the distance to the target, 0 when it is reached, None where nothing is known or no target is set; change:
    from the period before, None unless ``compared`` is YES. Both in what the figure counts when these are units or entries, else in
    percentage points.
    """

    period: ReportingPeriod
    figure: Figure
    gap: Decimal | None
    compared: Comparison
    change: Decimal | None

    @property
    def known(self) -> int:
        """The number of units for which the figure is known."""
        return len(self.figure.counted) + len(self.figure.missing)


@dataclass(frozen=True, slots=True)
class Trend:
    """A figure over a plan's period, the oldest reporting period first."""

    code: str
    plan_period: Period
    points: tuple[TrendPoint, ...]

    @property
    def latest(self) -> TrendPoint | None:
        """The newest period in which the figure is known."""
        return next((point for point in reversed(self.points) if point.figure.value is not None), None)


def trends(periods: Iterable[tuple[ReportingPeriod, Indicators]]) -> Iterator[Trend]:
    """Yield the trends of each plan's period, the newest first; periods: the oldest first."""
    planned = [each for each in periods if each[0].plan_period.has_plan]
    by_plan_period = [list(group) for _, group in groupby(planned, key=lambda each: each[0].plan_period.code)]
    for plan_period in reversed(by_plan_period):
        for code in (figure.code for figure in plan_period[-1][1].followed):
            series = [(period, figure) for period, found in plan_period if (figure := found.get(code))]
            before: list[tuple[ReportingPeriod, Figure] | None] = [None, *series[:-1]]
            points = tuple(_point(*now, earlier) for now, earlier in zip(series, before, strict=True))
            yield Trend(code, plan_period[0][0].plan_period, points)


def _point(period: ReportingPeriod, figure: Figure, before: tuple[ReportingPeriod, Figure] | None) -> TrendPoint:
    compared = _compared(period, figure, before)
    change = _measure(figure) - _measure(before[1]) if before and compared is Comparison.YES else None
    return TrendPoint(period, figure, _gap(figure), compared, change)


def _measure(figure: Figure) -> Decimal:
    """Return the number that is compared: of units, of entries, or percent."""
    return Decimal(len(figure.counted)) if figure.of_units else figure.value or Decimal(0)


def _gap(figure: Figure) -> Decimal | None:
    if figure.value is None or figure.target is None:
        return None
    if not figure.of_units:
        return max(figure.target - figure.value, Decimal(0))
    needed = (figure.target * len(_units(figure)) / 100).to_integral_value(ROUND_CEILING)
    return max(needed - len(figure.counted), Decimal(0))


def _compared(period: ReportingPeriod, figure: Figure, before: tuple[ReportingPeriod, Figure] | None) -> Comparison:
    if before is None:
        return Comparison.FIRST
    earlier, old = before
    if _units(figure) != _units(old):
        return Comparison.OTHER_UNITS
    if not (period.whole_year and earlier.whole_year):
        return Comparison.PART_OF_YEAR
    if figure.value is None or old.value is None:
        return Comparison.UNKNOWN
    return Comparison.YES if set(figure.unknown) == set(old.unknown) else Comparison.OTHER_REPORTS


def _units(figure: Figure) -> set[str]:
    return {*figure.counted, *figure.missing, *figure.unknown}
