"""The two deadlines a year (plan V.2): the list of models in January, the report in November."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from danvankheo.figures.reporting_periods import Row, rows
from danvankheo.figures.tally import reported
from danvankheo.records.vocabulary import Period, Unit


class State(StrEnum):
    """How a paper stands. SENT: it came, though none was owed."""

    ON_TIME = "on-time"
    LATE = "late"
    MISSING = "missing"
    NOT_DUE = "not-due"
    NOT_APPLICABLE = "not-applicable"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Paper:
    """A list or report.

    due: the last day on time, None when none is owed; days_late: 0 unless LATE; note: why none is owed, in Vietnamese.
    """

    state: State
    due: date | None
    sent: date | None
    days_late: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Papers:
    """The two papers of a unit in a row."""

    models: Paper
    report: Paper


@dataclass(frozen=True, slots=True)
class Due:
    """A day on which something is due of whoever is a unit then: the list of models (January) or the report (November)."""

    report: bool
    year: int
    day: date


def calendar(periods: list[Period], units: Mapping[str, Unit]) -> tuple[Due, ...]:
    """Return every deadline of the periods, oldest first, also those to come."""
    found = set()
    for row in rows(periods, units, date.max):
        if row.list_due:
            found.add(Due(False, row.year, row.list_due))
        if row.report_due:
            found.add(Due(True, row.year, row.report_due))
    return tuple(sorted(found, key=lambda due: due.day))


def deadlines(row: Row, units: Mapping[str, Unit], *, sample: bool, as_of: date) -> dict[str, Papers]:
    """Return the papers of each unit of the row as they stand on the day."""
    found: dict[str, Papers] = {}
    for slug in row.units:
        unit = units[slug]
        figures = reported(unit, row.year, sample=sample, as_of=as_of)
        list_sent, report_sent = (figures.list_sent, figures.report_sent) if figures else (None, None)
        found[slug] = Papers(
            _paper(unit, row.list_due, row.list_note, list_sent, as_of),
            _paper(unit, row.report_due, row.report_note, report_sent, as_of),
        )
    return found


def _paper(unit: Unit, due: date | None, note: str, sent: date | None, as_of: date) -> Paper:
    if due is not None and not unit.existed_on(due):
        due, note = None, "không áp dụng – đơn vị không có vào ngày hết hạn"
    if due is None:
        return Paper(State.SENT if sent else State.NOT_APPLICABLE, None, sent, 0, note)
    if sent:
        late = max(0, (sent - due).days)
        return Paper(State.LATE if late else State.ON_TIME, due, sent, late)
    return Paper(State.MISSING if as_of > due else State.NOT_DUE, due, None)
