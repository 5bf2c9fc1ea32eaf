"""When a model counts for a year (SCHEMA: "has a model in year N"); indicators 1 and 2 use this rule.

A model counts in a reporting period when it is under way or completed and was registered for the period's year or still ran in the
period. "Mới đăng ký" never counts; "đã dừng" counts until its end.

- It *runs* from the latest of its start, its first registration and January 1 of the first year it was registered for.
- Without ``ket_thuc`` a model under way has no end; a completed or stopped one is taken to end with the last year it
  was registered for, because no data show that it continued.
- A model keeps its unit. After a change of units it does not count for the successor; the figures only note where a
  former unit's model still runs.
- What is dated after the as-of day is not known yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from danvankheo.figures.reporting_periods import ReportingPeriod
from danvankheo.records.choices import Status
from danvankheo.records.registry import model_date
from danvankheo.records.schema import Model


@dataclass(frozen=True, slots=True)
class Lifetime:
    """When a model ran. years: those it was registered for; start, end: first and last day."""

    status: Status
    years: frozenset[int]
    start: date
    end: date


def lifetime(model: Model, as_of: date) -> Lifetime | None:
    """Return when a model ran, as known on the day; None when the model was not known yet."""
    first_known = model_date(model)
    if first_known > as_of:
        return None
    registrations = model.guideline.registrations if model.guideline else []
    years = frozenset(each.year for each in registrations if each.day <= as_of) or frozenset({first_known.year})
    start = max(first_known, model.started or first_known, date(min(years), 1, 1))
    end = model.ended or (date.max if model.status is Status.ACTIVE else date(max(*years, start.year), 12, 31))
    return Lifetime(model.status, years if registrations else frozenset(), start, end)


def ran_in(lifetime: Lifetime, period: ReportingPeriod) -> bool:
    """Tell whether a model ran in the period."""
    return lifetime.status is not Status.REGISTERED and lifetime.start <= period.end and period.start <= lifetime.end


def counts_in(lifetime: Lifetime, period: ReportingPeriod) -> bool:
    """Tell whether a model counts for its unit in the period (indicator 1)."""
    if lifetime.status is Status.REGISTERED or (lifetime.status is Status.STOPPED and lifetime.end < period.start):
        return False
    return period.year in lifetime.years or ran_in(lifetime, period)
