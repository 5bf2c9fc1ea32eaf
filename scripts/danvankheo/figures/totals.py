"""Totals over entries: people who took part, money, recognitions, days until an entry was published.

People and participations are never added, nor money with and without the value of labour. A total that no entry reports
is None or left out, never 0. What is dated after the as-of day is not known yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from danvankheo.figures.lifetimes import lifetime
from danvankheo.records.choices import Headcount, Level, Status
from danvankheo.records.schema import Exemplar, Model


@dataclass(frozen=True, slots=True)
class ReportedSum:
    """A total over the models that report it; models: their number; estimated: at least one number is not exact."""

    total: int
    models: int
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class PublicationDelays:
    """Days from an event to the day its entry was published, shortest first; early: entries published before it."""

    days: tuple[int, ...]
    early: int

    @property
    def median(self) -> int:
        """The number of days within which half of the entries, or more, were published."""
        return self.days[(len(self.days) - 1) // 2]


@dataclass(frozen=True, slots=True)
class WorkTotals:
    """Totals over some entries. models: their number, without "mới đăng ký"; money: by (currency, with labour)."""

    models: int
    forces: Mapping[Headcount, ReportedSum]
    money: Mapping[tuple[str, bool], ReportedSum]
    awards: Mapping[Level, int]
    since_start: PublicationDelays
    since_award: PublicationDelays


def work_totals(models: Iterable[Model], exemplars: Iterable[Exemplar], as_of: date) -> WorkTotals:
    """Return the totals over the entries known on the day."""
    counted = [each for each in models if each.status is not Status.REGISTERED and lifetime(each, as_of)]
    people = [each for each in exemplars if not (each.published and each.published > as_of)]
    awards = [award.level for each in (*counted, *people) for award in each.awards if award.day <= as_of]
    return WorkTotals(
        models=len(counted),
        forces={kind: found for kind in Headcount if (found := _people(counted, kind))},
        money=dict(sorted(_money(counted).items())),
        awards={level: awards.count(level) for level in Level if level in awards},
        since_start=_lags(((each.started, each.published) for each in counted), as_of),
        since_award=_lags(((min((award.day for award in each.awards), default=None), each.published)
                           for each in (*counted, *people)), as_of),
    )  # fmt: skip


def _people(models: list[Model], kind: Headcount) -> ReportedSum | None:
    groups = [
        own for each in models if each.forces and (own := [force for force in each.forces.groups if force.unit is kind])
    ]
    counts = [force for own in groups for force in own]
    total = sum(force.count for force in counts)
    return ReportedSum(total, len(groups), any(force.estimate for force in counts)) if groups else None


def _money(models: list[Model]) -> dict[tuple[str, bool], ReportedSum]:
    found: dict[tuple[str, bool], ReportedSum] = {}
    for each in models:
        own: dict[tuple[str, bool], int] = {}
        for item in each.funding:
            key = (item.currency, item.with_labour)
            own[key] = own.get(key, 0) + item.amount
        for key, amount in own.items():
            before = found.get(key, ReportedSum(0, 0))
            found[key] = ReportedSum(before.total + amount, before.models + 1)
    return found


def _lags(pairs: Iterable[tuple[date | None, date | None]], as_of: date) -> PublicationDelays:
    days = [
        (published - event).days for event, published in pairs if event and published and published <= as_of >= event
    ]
    return PublicationDelays(tuple(sorted(each for each in days if each >= 0)), sum(each < 0 for each in days))
