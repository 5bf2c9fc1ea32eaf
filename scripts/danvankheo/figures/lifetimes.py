"""When a model counts for a year: the one rule behind indicators 1 and 2 (SCHEMA: "has a model in year N").

A model counts in a row when it is under way or completed and was registered for the row's year or still ran in the
row. "Mới đăng ký" never counts; "đã dừng" counts until its end.

- *Ran* means after it was registered: from the latest of its start, its first registration and the first of January of
  the first year it was registered for.
- Without ``ket_thuc`` a model under way has no end; a completed or stopped one is taken to end with the last year it
  was registered for, since nothing says that it went on.
- A model keeps its unit. After a change of units it counts in no row of the successor's; the row tells beside the
  figure where a predecessor's model still runs.
- What is dated after the as-of day is not known yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from danvankheo.figures.reporting_periods import Row
from danvankheo.records.choices import Status
from danvankheo.records.registry import model_date
from danvankheo.records.schema import Model


@dataclass(frozen=True, slots=True)
class Life:
    """A model in time. years: those it was registered for; start and end: the days it ran, both included."""

    status: Status
    years: frozenset[int]
    start: date
    end: date


def life(model: Model, as_of: date) -> Life | None:
    """Return a model's life as known on the day; None when it was not known yet."""
    born = model_date(model)
    if born > as_of:
        return None
    registrations = model.guideline.registrations if model.guideline else []
    years = frozenset(each.year for each in registrations if each.day <= as_of) or frozenset({born.year})
    start = max(born, model.started or born, date(min(years), 1, 1))
    end = model.ended or (date.max if model.status is Status.ACTIVE else date(max(*years, start.year), 12, 31))
    return Life(model.status, years if registrations else frozenset(), start, end)


def ran_in(life: Life, row: Row) -> bool:
    """Tell whether a model ran in the row."""
    return life.status is not Status.REGISTERED and life.start <= row.end and row.start <= life.end


def counts_in(life: Life, row: Row) -> bool:
    """Tell whether a model makes its unit "have a model" in the row."""
    if life.status is Status.REGISTERED or (life.status is Status.STOPPED and life.end < row.start):
        return False
    return row.year in life.years or ran_in(life, row)
