"""The two deadlines of a year (plan V.2): the list of models in January, the report in November."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from danvankheo.figures.reporting_periods import ReportingPeriod, reporting_periods
from danvankheo.figures.tally import began_before, continues, reported
from danvankheo.records.plan import Period
from danvankheo.records.vocabulary import Unit


class SubmissionState(StrEnum):
    """The state of a list or report. SENT: it was sent although none was due."""

    ON_TIME = "on-time"
    LATE = "late"
    MISSING = "missing"
    NOT_DUE = "not-due"
    NOT_APPLICABLE = "not-applicable"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Submission:
    """A list or report of a unit.

    due: the last day on time, None when none is due; days_late: 0 unless LATE; note: why none is due, in Vietnamese.
    """

    state: SubmissionState
    due: date | None
    sent: date | None
    days_late: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class UnitSubmissions:
    """The list and the report of a unit in a reporting period."""

    models: Submission
    report: Submission


@dataclass(frozen=True, slots=True)
class DueDate:
    """The last day for the list of models (January) or, with ``report``, for the report (November) of a year."""

    report: bool
    year: int
    day: date


def due_dates(periods: list[Period], units: Mapping[str, Unit]) -> tuple[DueDate, ...]:
    """Return every deadline of the plan's periods, past and to come, oldest first."""
    found = set()
    for period in reporting_periods(periods, units, date.max):
        if period.list_due:
            found.add(DueDate(False, period.year, period.list_due))
        if period.report_due:
            found.add(DueDate(True, period.year, period.report_due))
    return tuple(sorted(found, key=lambda due: due.day))


def unit_submissions(
    period: ReportingPeriod, units: Mapping[str, Unit], *, sample: bool, as_of: date
) -> dict[str, UnitSubmissions]:
    """Return the list and report of each unit of a reporting period, as known on the day."""
    found: dict[str, UnitSubmissions] = {}
    for slug in period.units:
        unit = units[slug]
        figures = reported(unit, period.year, sample=sample, as_of=as_of)
        list_sent, report_sent = (figures.list_sent, figures.report_sent) if figures else (None, None)
        models = _submission(unit, period.list_due, period.list_note, list_sent, as_of)
        report = _submission(unit, period.report_due, period.report_note, report_sent, as_of)
        if period.list_due is None and began_before(unit, period):
            models = _elsewhere("không áp dụng – danh sách của cả năm tính ở phần đầu năm")
        if period.report_due is None and continues(unit, period):
            report = _elsewhere("không áp dụng – báo cáo của cả năm tính ở phần cuối năm")
        found[slug] = UnitSubmissions(models, report)
    return found


def _elsewhere(note: str) -> Submission:
    """Return a list or report that belongs to another part of the year."""
    return Submission(SubmissionState.NOT_APPLICABLE, None, None, 0, note)


def _submission(unit: Unit, due: date | None, note: str, sent: date | None, as_of: date) -> Submission:
    if due is not None and not unit.existed_on(due):
        due, note = None, "không áp dụng – đơn vị không có vào ngày hết hạn"
    if due is None:
        return Submission(SubmissionState.SENT if sent else SubmissionState.NOT_APPLICABLE, None, sent, 0, note)
    if sent:
        days_late = max(0, (sent - due).days)
        return Submission(SubmissionState.LATE if days_late else SubmissionState.ON_TIME, due, sent, days_late)
    return Submission(SubmissionState.MISSING if as_of > due else SubmissionState.NOT_DUE, due, None)
