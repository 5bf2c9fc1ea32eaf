"""What the site says of the plan of a day: that it ended, that the next one is not here yet, what continues; where its results stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from danvankheo.base.locale import short_date
from danvankheo.figures.reporting_periods import official_date
from danvankheo.records.movement import Movement
from danvankheo.records.plan import Period

RESULTS = "chi-tieu/"


@dataclass(frozen=True, slots=True)
class PlanState:
    """Sentences about the plan. head: the first one; rest: the others; year: the year in which work continues, 0 with a whole plan."""

    head: str
    rest: str
    year: int


def plan_state(movement: Movement, day: date) -> PlanState | None:
    """Return what is to be said of the plan on a day, None when the site has the plan of the day with its targets."""
    running, newest = movement.period_on(day), movement.newest_period(day)
    if running:
        if running.targets:
            return None
        return PlanState(
            f"Trang này chưa nhận được chỉ tiêu của kế hoạch giai đoạn {running.label}.", _goes_on(day), day.year
        )
    ended = newest if newest and newest.end < day else None
    told = [f"Kế hoạch giai đoạn {ended.label} đã kết thúc ngày {short_date(ended.end)}."] if ended else []
    told.append(f"Trang này chưa nhận được kế hoạch {_missing(ended, day)}.")
    coming = min((each for each in movement.periods if each.start > day), key=lambda each: each.start, default=None)
    if coming:
        told.append(f"Giai đoạn {coming.label} bắt đầu từ ngày {short_date(coming.start)}.")
    return PlanState(told[0], " ".join([*told[1:], _goes_on(day)]), day.year)


def _missing(ended: Period | None, day: date) -> str:
    if ended and ended.end.year == day.year:
        return f"của thời gian sau ngày {official_date(ended.end)}"
    return f"năm {day.year}"


def _goes_on(day: date) -> str:
    return f"Mô hình, điển hình năm {day.year} vẫn được đăng ký, gửi bài và liệt kê trên trang này; chưa tính vào chỉ tiêu nào."


def results_of(movement: Movement, period: Period, day: date) -> str:
    """Return the address of the results of a plan: the running or newest one has the first page, earlier ones theirs."""
    newest = movement.newest_period(day)
    return RESULTS if newest and newest.code == period.code else f"{RESULTS}{period.code}/"
