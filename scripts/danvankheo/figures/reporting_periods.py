"""The reporting periods: one for each year, two for a year in which all communes and towns were replaced or the plan changes.

A year is cut after a day on which every unit of the state's own (commune, town, ward) of that day ended (2025-06-30, by the
units' own dates). Figures of the parts are never added, because their units are not the same. A unit of another kind, which
existed in both parts, is in both: its list belongs to the first one, its report to the last one.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from danvankheo.base.locale import official_date as official_date
from danvankheo.records.choices import UnitKind
from danvankheo.records.movement import STATE_UNITS
from danvankheo.records.plan import Deadlines, Period, PlanTarget
from danvankheo.records.vocabulary import Unit

ONE_DAY = timedelta(days=1)
NO_DEADLINE = "không áp dụng – Kế hoạch không đặt hạn cho đơn vị này"
#: Tells whether a unit is in the reporting periods of a plan in a part of a year, from its first to its last day.
Chosen = Callable[[Period, Unit, date, date], bool]


@dataclass(frozen=True, slots=True)
class ReportingPeriod:
    """A year, or part of a year, for which figures are given.

    code: "2023", "2025-den-30-6" (also an anchor); label: on pages; units: slugs of the units of every kind that are valid in
    it and that its plan counts (of an office: those below it), in the order given; plan_period: the period of the plan it
    belongs to, or a time without a plan; list_due, report_due:
    the last day on time, None when none is due, with the reason in the note (Vietnamese); first_part, last_part: whether the
    year begins and ends with it; by_plan: whether its units are those that the plan counts.
    """

    code: str
    label: str
    year: int
    start: date
    end: date
    units: tuple[str, ...]
    plan_period: Period
    list_due: date | None
    list_note: str
    report_due: date | None
    report_note: str
    first_part: bool = True
    last_part: bool = True
    by_plan: bool = True

    @property
    def whole_year(self) -> bool:
        """Whether the period is a year that was not cut."""
        return self.code == str(self.year)


def reporting_periods(
    plan_periods: list[Period], units: Mapping[str, Unit], as_of: date, chosen: Chosen | None = None
) -> tuple[ReportingPeriod, ...]:
    """Return the reporting periods that had begun on ``as_of``, oldest first; chosen: their units, else those the plan counts."""
    changed: dict[str, Any] = {"by_plan": chosen is None}
    if chosen is not_counted:
        changed |= {"list_due": None, "report_due": None, "list_note": NO_DEADLINE, "report_note": NO_DEADLINE}
    found = [
        replace(period, **changed)
        for plan_period in plan_periods
        for period in _of_period(plan_period, units, chosen or counted_by_plan)
    ]
    found.sort(key=lambda period: period.start)
    years = [None, *(period.year for period in found), None]
    parts = (
        replace(period, first_part=period.year != before, last_part=period.year != after)
        for period, before, after in zip(found, years, years[2:], strict=False)
    )
    return tuple(period for period in parts if period.start <= as_of)


def below(office: str) -> Chosen:
    """Choose the units directly below an office: a unit, or a body of ``co_quan``."""
    return lambda plan, unit, start, end: _is_below(unit, {office}, start, end)


def counted_by_plan(plan_period: Period, unit: Unit, start: date, end: date) -> bool:
    """Choose the units that a plan or one of its targets counts."""
    counted = {counted_kinds(plan_period, target) for target in plan_period.targets}
    if plan_period.grassroots or not counted:
        counted.add(counted_kinds(plan_period))
    return any(_counts(unit, kinds, under, start, end) for kinds, under in counted)


def not_counted(plan_period: Period, unit: Unit, start: date, end: date) -> bool:
    """Choose the units that a plan does not count, for example chi đoàn."""
    return not counted_by_plan(plan_period, unit, start, end)


def counted_kinds(plan: Period, target: PlanTarget | None = None) -> tuple[frozenset[UnitKind], frozenset[str]]:
    """Return the kinds of unit that a target counts and the codes of their superiors (none: every superior).

    Without a target: what the plan calls "cơ sở Đoàn". A plan that does not say counts the state's own units.
    """
    grassroots = plan.grassroots
    kinds = (target.kinds if target else []) or (grassroots.kinds if grassroots else [])
    under = (target.under if target else []) or (grassroots.under if grassroots else [])
    return frozenset(kinds) or STATE_UNITS, frozenset(under)


def units_of_target(period: ReportingPeriod, target: PlanTarget, units: Mapping[str, Unit]) -> tuple[str, ...]:
    """Return the units of a reporting period that a target counts, in the period's order.

    Of an office's own units a target counts all, unless it names kinds of unit.
    """
    kinds, under = counted_kinds(period.plan_period, target)
    if not period.by_plan:
        kinds, under = frozenset(target.kinds or UnitKind), frozenset()
    return tuple(slug for slug in period.units if _counts(units[slug], kinds, under, period.start, period.end))


def _counts(unit: Unit, kinds: frozenset[UnitKind], under: frozenset[str], start: date, end: date) -> bool:
    return unit.kind in kinds and (not under or _is_below(unit, under, start, end))


def _is_below(unit: Unit, superiors: Collection[str], start: date, end: date) -> bool:
    """Tell whether a unit is below one of the superiors on some day from ``start`` to ``end``."""
    return any(each.code in superiors and each.valid_between(start, end) for each in unit.superiors)


def _of_period(plan_period: Period, units: Mapping[str, Unit], chosen: Chosen) -> Iterator[ReportingPeriod]:
    places = [unit for unit in units.values() if unit.kind in STATE_UNITS]
    for year in range(plan_period.start.year, plan_period.end.year + 1):
        first, last = max(date(year, 1, 1), plan_period.start), min(date(year, 12, 31), plan_period.end)
        parts = [
            (
                start,
                end,
                tuple(
                    s
                    for s, unit in units.items()
                    if unit.existed_between(start, end) and chosen(plan_period, unit, start, end)
                ),
            )
            for start, end in _cut(first, last, places)
        ]
        parts = [part for part in parts if part[2]] or [(first, last, ())]
        for part in parts:
            yield _reporting_period(plan_period, part)


def _cut(first: date, last: date, places: list[Unit]) -> Iterator[tuple[date, date]]:
    """Yield the parts of a year, cut after each day on which all units of the state's own ended."""
    start = first
    for day in sorted({unit.until for unit in places if unit.until and first <= unit.until < last}):
        if not any(unit.existed_on(day) and unit.existed_on(day + ONE_DAY) for unit in places):
            yield start, day
            start = day + ONE_DAY
    yield start, last


def _reporting_period(plan_period: Period, part: tuple[date, date, tuple[str, ...]]) -> ReportingPeriod:
    start, end, units = part
    year = start.year
    code, label = str(year), str(year)
    if start > date(year, 1, 1):
        code += f"-tu-{start.day}-{start.month}"
        label += f" từ {start.day}/{start.month}"
    if end < date(year, 12, 31):
        code += f"-den-{end.day}-{end.month}"
        label += f" đến {end.day}/{end.month}"
    list_due, list_note = _owed(plan_period, year, start, end, report=False)
    report_due, report_note = _owed(plan_period, year, start, end, report=True)
    return ReportingPeriod(
        code, label, year, start, end, units, plan_period, list_due, list_note, report_due, report_note
    )


def due_day(deadlines: Deadlines, year: int, *, report: bool) -> date:
    """Return the last day on time in a year; the day the plan names counts only when its deadlines are inclusive."""
    month, day = deadlines.report if report else deadlines.registration
    named = date(year, month, min(day, monthrange(year, month)[1]))
    return named if deadlines.inclusive else named - ONE_DAY


def _owed(plan_period: Period, year: int, start: date, end: date, *, report: bool) -> tuple[date | None, str]:
    """Return the due day and "" for a part of a year, or None and the reason in Vietnamese."""
    if plan_period.deadlines is None:
        lacking = "hạn gửi của" if plan_period.has_plan else "kế hoạch"
        return None, f"trang này chưa nhận được {lacking} năm {year}"
    due = due_day(plan_period.deadlines, year, report=report)
    if plan_period.end < due:
        return None, f"không áp dụng – kế hoạch kết thúc ngày {official_date(plan_period.end)}"
    if due < plan_period.start:
        return None, f"không áp dụng – kế hoạch bắt đầu từ ngày {official_date(plan_period.start)}"
    if end < due:
        return None, f"không áp dụng – đơn vị đã sắp xếp từ {official_date(end + ONE_DAY)}"
    if due < start:
        return None, f"không áp dụng – đơn vị có từ {official_date(start)}"
    plan = min((basis.day for basis in plan_period.bases), default=plan_period.start)
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


def credited_units(period: ReportingPeriod, units: Mapping[str, Unit]) -> dict[str, str]:
    """Return for each unit that existed in a reporting period the unit of the period that its entries count for.

    That is the unit itself, or the nearest level above it: the models of a chi đoàn are those of its Đoàn xã where the plan
    counts the Đoàn xã.
    """
    members = frozenset(period.units)
    found = {}
    for slug, unit in units.items():
        if unit.existed_between(period.start, period.end) and (credited := _climb(slug, period, units, members)):
            found[slug] = credited
    return found


def _climb(slug: str, period: ReportingPeriod, units: Mapping[str, Unit], members: frozenset[str]) -> str | None:
    seen: set[str] = set()
    while slug in units and slug not in seen:
        if slug in members:
            return slug
        seen.add(slug)
        now = [each for each in units[slug].superiors if each.valid_between(period.start, period.end)]
        slug = now[-1].code if now else ""
    return None
