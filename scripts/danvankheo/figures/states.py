"""The state of a unit in a reporting period, and of a paper it owes: closed types with the words people read.

A unit stands on a ladder by what the site knows of its models. A paper or model that comes in never takes it down: the state is
the highest step that anything known reaches. A paper has one state for the office and one for the public, which accuses nobody:
what the office knows to be late or not received is "đã nhận" or "chưa có thông tin" there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum, IntEnum

from danvankheo.base.locale import short_date
from danvankheo.figures.deadlines import Submission, SubmissionState
from danvankheo.figures.lifetimes import counts_in, lifetime
from danvankheo.figures.reporting_periods import ReportingPeriod
from danvankheo.figures.tally import reported
from danvankheo.records.choices import Matter, Status
from danvankheo.records.schema import Model
from danvankheo.records.vocabulary import Unit


class LadderStep(IntEnum):
    """A step of the ladder, the lowest first. LISTED: a list was sent, none of its models has a record yet."""

    label: str

    UNKNOWN = 0, "trang chưa có thông tin"
    LISTED = 1, "đã gửi danh sách, chưa có hồ sơ"
    RECORDED = 2, "có hồ sơ"
    ACTIVE = 3, "đang thực hiện"
    COMPLETED = 4, "hoàn thành"
    CONFIRMED = 5, "đã xác nhận"

    def __new__(cls, height: int, label: str) -> LadderStep:
        """Create a step from its height and the words people read."""
        step = int.__new__(cls, height)
        step._value_ = height
        step.label = label
        return step


# A stopped model has a record; nothing says that it was completed.
_STEPS = {
    Status.REGISTERED: LadderStep.RECORDED, Status.STOPPED: LadderStep.RECORDED,
    Status.ACTIVE: LadderStep.ACTIVE, Status.COMPLETED: LadderStep.COMPLETED,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class UnitState:
    """The state of a unit. listed: how many models its list names, None when unknown."""

    step: LadderStep
    listed: int | None = None

    @property
    def words(self) -> str:
        """The state as people read it."""
        if self.step is not LadderStep.LISTED or self.listed is None:
            return self.step.label
        if self.listed == 0:
            return "đã gửi danh sách, không có mô hình"
        return f"đã gửi danh sách {self.listed} mô hình, chưa có hồ sơ"


def unit_state(unit: Unit, period: ReportingPeriod, models: Iterable[Model], *, sample: bool, as_of: date) -> UnitState:
    """Return the state of a unit in a reporting period, as known on a day.

    models: of the unit, of any year; those of the other data set (``sample``) and those that do not belong to the period are not
    looked at. What is dated after the day is not known yet.
    """
    figures = reported(unit, period.year, sample=sample, as_of=as_of)
    listed = figures.models_listed if figures else None
    is_listed = figures is not None and (figures.list_sent is not None or listed is not None)
    steps = [step for model in models if model.sample is sample and (step := _step(model, period, as_of)) is not None]
    step = max([LadderStep.LISTED if is_listed else LadderStep.UNKNOWN, *steps])
    return UnitState(step, listed)


def _step(model: Model, period: ReportingPeriod, as_of: date) -> LadderStep | None:
    """Return the step a model reaches, None when it does not belong to the period."""
    known = lifetime(model, as_of)
    if known is None:
        return None
    is_waiting = known.status is Status.REGISTERED and period.year in known.years
    if not is_waiting and not counts_in(known, period):
        return None
    return LadderStep.CONFIRMED if _is_confirmed(model, as_of) else _STEPS[known.status]


def _is_confirmed(model: Model, as_of: date) -> bool:
    """Tell whether both matters are confirmed: that it was built, and that it has an effect (plan IV.1.2)."""
    found = model.guideline.confirmation if model.guideline else None
    return found is not None and found.day <= as_of and set(found.matters) == set(Matter)


class PaperState(Enum):
    """The state of a list or report; the values are the words. LATE and NOT_RECEIVED are the office's alone."""

    RECEIVED = "đã nhận"
    LATE = "sau hạn"
    NOT_DUE = "chưa đến hạn"
    NOT_OWED = "không phải nộp"
    NOT_RECEIVED = "chưa nhận"
    NO_INFORMATION = "chưa có thông tin"


_PUBLIC = {PaperState.LATE: PaperState.RECEIVED, PaperState.NOT_RECEIVED: PaperState.NO_INFORMATION}


@dataclass(frozen=True, slots=True)
class Paper:
    """A list or report of a unit. received: the day it came, None when it did not; note: why none is owed, in Vietnamese."""

    state: PaperState
    received: date | None = None
    note: str = ""

    @property
    def public(self) -> Paper:
        """The same as the public reads it."""
        return Paper(_PUBLIC.get(self.state, self.state), self.received, self.note)

    @property
    def words(self) -> str:
        """The state as people read it: "đã nhận (12/11/2023)", "sau hạn (20/11/2023)", "không phải nộp"."""
        return f"{self.state.value} ({short_date(self.received)})" if self.received else self.state.value


def paper_of(submission: Submission, recorded_until: date | None) -> Paper:
    """Return the paper of a submission as the office knows it.

    recorded_until: the day up to which the office has recorded what came (``da_ghi_nhan_den``). A paper that was due later, or
    whose office never said, may have come without being recorded.
    """
    if submission.sent:
        is_late = submission.state is SubmissionState.LATE
        return Paper(PaperState.LATE if is_late else PaperState.RECEIVED, submission.sent)
    if submission.state is SubmissionState.MISSING:
        is_known = bool(recorded_until and submission.due and submission.due <= recorded_until)
        return Paper(PaperState.NOT_RECEIVED if is_known else PaperState.NO_INFORMATION)
    not_due = submission.state is SubmissionState.NOT_DUE
    return Paper(PaperState.NOT_DUE if not_due else PaperState.NOT_OWED, None, submission.note)
