"""A target over a period: what each row lacks of it, and how it differs from the row before.

Two rows are compared only where the difference says something of the movement: both are whole years, over the same
units, and known of the same of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from itertools import groupby

from danvankheo.figures.indicators import Figure, Indicators
from danvankheo.figures.reporting_periods import Row
from danvankheo.records.vocabulary import Period

# The figures followed over a period: the headline of each target, and the second reading of 3b.
FOLLOWED = ("1", "2-all", "3a", "3b-pooled", "3b-units")


class Compared(StrEnum):
    """Whether a row can be compared with the one before, and if not, why."""

    YES = "yes"
    FIRST = "first"
    UNKNOWN = "unknown"
    OTHER_UNITS = "other-units"
    PART_OF_YEAR = "part-of-year"
    OTHER_REPORTS = "other-reports"


@dataclass(frozen=True, slots=True)
class Point:
    """A figure in one row of the period.

    gap: what is lacking of the target, 0 when it is reached, None where nothing is known or no target is set; change:
    against the row before, None unless ``compared`` is YES. Both in units, in percentage points for "3b-pooled".
    """

    row: Row
    figure: Figure
    gap: Decimal | None
    compared: Compared
    change: Decimal | None

    @property
    def known(self) -> int:
        """The number of units of which the figure is known."""
        return len(self.figure.counted) + len(self.figure.missing)


@dataclass(frozen=True, slots=True)
class Trend:
    """A figure over a period, the oldest row first."""

    code: str
    period: Period
    points: tuple[Point, ...]

    @property
    def latest(self) -> Point | None:
        """The newest row in which the figure is known."""
        return next((point for point in reversed(self.points) if point.figure.value is not None), None)


def trends(rows: Iterable[tuple[Row, Indicators]]) -> Iterator[Trend]:
    """Yield the trends of each period, the newest period first; ``rows``: oldest first."""
    periods = [list(group) for _, group in groupby(rows, key=lambda each: each[0].period.code)]
    for period in reversed(periods):
        for code in FOLLOWED:
            series = [(row, next(each for each in found.all() if each.code == code)) for row, found in period]
            before: list[tuple[Row, Figure] | None] = [None, *series[:-1]]
            points = tuple(_point(*now, earlier) for now, earlier in zip(series, before, strict=True))
            yield Trend(code, period[0][0].period, points)


def _point(row: Row, figure: Figure, before: tuple[Row, Figure] | None) -> Point:
    compared = _compared(row, figure, before)
    change = _measure(figure) - _measure(before[1]) if before and compared is Compared.YES else None
    return Point(row, figure, _gap(row, figure), compared, change)


def _measure(figure: Figure) -> Decimal:
    """Return what differences are told in: percent for the pooled rate, units for the rest."""
    return figure.value or Decimal(0) if figure.code == "3b-pooled" else Decimal(len(figure.counted))


def _gap(row: Row, figure: Figure) -> Decimal | None:
    if figure.value is None or figure.target is None:
        return None
    if figure.code == "3b-pooled":
        return max(figure.target - figure.value, Decimal(0))
    needed = (figure.target * len(row.units) / 100).to_integral_value(ROUND_CEILING)
    return max(needed - len(figure.counted), Decimal(0))


def _compared(row: Row, figure: Figure, before: tuple[Row, Figure] | None) -> Compared:
    if before is None:
        return Compared.FIRST
    earlier, old = before
    if row.units != earlier.units:
        return Compared.OTHER_UNITS
    if not (row.whole_year and earlier.whole_year):
        return Compared.PART_OF_YEAR
    if figure.value is None or old.value is None:
        return Compared.UNKNOWN
    return Compared.YES if set(figure.unknown) == set(old.unknown) else Compared.OTHER_REPORTS
