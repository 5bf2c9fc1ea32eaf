"""The rows of the figures: one a year of a period, two where a whole set of units ended within the year.

Nothing here knows about 2025. A year is cut after a day on which every commune and town of that day ended; figures of
the parts are never added up, because the units of one part are not the units of the other.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from danvankheo.records.choices import UnitKind
from danvankheo.records.vocabulary import Deadlines, Period, Unit

PLACE_KINDS = frozenset({UnitKind.COMMUNE, UnitKind.TOWN})
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of every table.

    code: "2023", "2025-den-30-6" (also an anchor); label: as people read it; units: slugs of the communes and towns
    valid in it, in the order given. ``list_due`` and ``report_due``: the last day on time, None when the row's units
    owe none, and then the note says why.
    """

    code: str
    label: str
    year: int
    start: date
    end: date
    units: tuple[str, ...]
    period: Period
    list_due: date | None
    list_note: str
    report_due: date | None
    report_note: str

    @property
    def whole_year(self) -> bool:
        """Tell whether the row is a year that was not cut."""
        return self.code == str(self.year)


def official_date(day: date) -> str:
    """Return the day as documents write it: 01/7/2025, 15/01/2023 (a zero before days below 10 and months below 3)."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{day.day:02}/{month}/{day.year}"


def rows(periods: list[Period], units: Mapping[str, Unit], as_of: date) -> tuple[Row, ...]:
    """Return the rows of all periods that had begun on ``as_of``, oldest first."""
    places = {slug: unit for slug, unit in units.items() if unit.kind in PLACE_KINDS}
    found = [row for period in periods for row in _of_period(period, places)]
    return tuple(sorted((row for row in found if row.start <= as_of), key=lambda row: row.start))


def _of_period(period: Period, places: Mapping[str, Unit]) -> Iterator[Row]:
    for year in range(period.start.year, period.end.year + 1):
        first, last = max(date(year, 1, 1), period.start), min(date(year, 12, 31), period.end)
        parts = [(start, end, _valid(places, start, end)) for start, end in _cut(first, last, places)]
        parts = [part for part in parts if part[2]] or [(first, last, ())]
        for part in parts:
            yield _row(period, (first, last), part)


def _cut(first: date, last: date, places: Mapping[str, Unit]) -> Iterator[tuple[date, date]]:
    """Yield the parts of the year: cut after each day that no unit outlived."""
    start = first
    for day in sorted({unit.until for unit in places.values() if unit.until and first <= unit.until < last}):
        if not any(unit.existed_on(day) and unit.existed_on(day + ONE_DAY) for unit in places.values()):
            yield start, day
            start = day + ONE_DAY
    yield start, last


def _valid(places: Mapping[str, Unit], start: date, end: date) -> tuple[str, ...]:
    return tuple(
        slug
        for slug, unit in places.items()
        if (unit.since is None or unit.since <= end) and (unit.until is None or unit.until >= start)
    )


def _row(period: Period, whole: tuple[date, date], part: tuple[date, date, tuple[str, ...]]) -> Row:
    start, end, units = part
    year = start.year
    code, label = str(year), str(year)
    if start > whole[0]:
        code += f"-tu-{start.day}-{start.month}"
        label += f" từ {start.day}/{start.month}"
    if end < whole[1]:
        code += f"-den-{end.day}-{end.month}"
        label += f" đến {end.day}/{end.month}"
    list_due, list_note = _owed(period, due_day(period.deadlines, year, report=False), start, end)
    report_due, report_note = _owed(period, due_day(period.deadlines, year, report=True), start, end)
    return Row(code, label, year, start, end, units, period, list_due, list_note, report_due, report_note)


def due_day(deadlines: Deadlines, year: int, *, report: bool) -> date:
    """Return the last day on time in the year; the deadline's own day counts only when the movement says so."""
    month, day = deadlines.report if report else deadlines.registration
    named = date(year, month, min(day, monthrange(year, month)[1]))
    return named if deadlines.inclusive else named - ONE_DAY


def _owed(period: Period, due: date, start: date, end: date) -> tuple[date | None, str]:
    """Return the day when the part's units owe something on it, else None and the reason in Vietnamese."""
    if end < due:
        return None, f"không áp dụng – đơn vị đã sắp xếp từ {official_date(end + ONE_DAY)}"
    if due < start:
        return None, f"không áp dụng – đơn vị có từ {official_date(start)}"
    plan = min((basis.day for basis in period.bases), default=period.start)
    if due < plan:
        return None, f"không áp dụng – hạn {official_date(due)} có trước Kế hoạch"
    return due, ""


def predecessors(units: Mapping[str, Unit]) -> dict[str, tuple[str, ...]]:
    """Return for each unit the units that became part of it, in the order given."""
    found: dict[str, list[str]] = {slug: [] for slug in units}
    for slug, unit in units.items():
        if unit.successor in found:
            found[unit.successor].append(slug)
    return {slug: tuple(former) for slug, former in found.items()}


def successor_in(slug: str, units: Mapping[str, Unit], among: frozenset[str]) -> str | None:
    """Return the unit of ``among`` that a unit became part of, directly or over several changes; None without one."""
    seen: set[str] = set()
    current: str | None = slug
    while current and current in units and current not in seen:
        if current in among:
            return current
        seen.add(current)
        current = units[current].successor
    return None
