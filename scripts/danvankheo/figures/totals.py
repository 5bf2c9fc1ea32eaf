"""What entries tell of the work itself: who took part, money, recognitions, how soon an entry was published.

People and participations are never added, nor money with and without the worth of labour; what no entry tells is None
or left out, never 0. What is dated after the as-of day is not known yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from danvankheo.figures.lifetimes import life
from danvankheo.records.choices import Headcount, Level, Status
from danvankheo.records.schema import Exemplar, Model


@dataclass(frozen=True, slots=True)
class Sum:
    """A total over the models that tell it. estimated: at least one of its numbers is not exact."""

    total: int
    models: int
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Lags:
    """Days from an event to the day its entry was published, shortest first; early: entries published before it."""

    days: tuple[int, ...]
    early: int

    @property
    def median(self) -> int:
        """The number of days within which half of the entries, or more, were published."""
        return self.days[(len(self.days) - 1) // 2]


@dataclass(frozen=True, slots=True)
class Work:
    """The sums over some entries. models: how many there are, "mới đăng ký" left out; money: by currency, with labour."""

    models: int
    forces: Mapping[Headcount, Sum]
    money: Mapping[tuple[str, bool], Sum]
    awards: Mapping[Level, int]
    since_start: Lags
    since_award: Lags


def work(models: Iterable[Model], exemplars: Iterable[Exemplar], as_of: date) -> Work:
    """Return the sums over the entries known on the day."""
    told = [each for each in models if each.status is not Status.REGISTERED and life(each, as_of)]
    people = [each for each in exemplars if not (each.published and each.published > as_of)]
    awards = [award.level for each in (*told, *people) for award in each.awards if award.day <= as_of]
    return Work(
        models=len(told),
        forces={kind: found for kind in Headcount if (found := _people(told, kind))},
        money=dict(sorted(_money(told).items())),
        awards={level: awards.count(level) for level in Level if level in awards},
        since_start=_lags(((each.started, each.published) for each in told), as_of),
        since_award=_lags(((min((award.day for award in each.awards), default=None), each.published)
                           for each in (*told, *people)), as_of),
    )  # fmt: skip


def _people(models: list[Model], kind: Headcount) -> Sum | None:
    told = [
        own for each in models if each.forces and (own := [force for force in each.forces.groups if force.unit is kind])
    ]
    counts = [force for own in told for force in own]
    total = sum(force.count for force in counts)
    return Sum(total, len(told), any(force.estimate for force in counts)) if told else None


def _money(models: list[Model]) -> dict[tuple[str, bool], Sum]:
    found: dict[tuple[str, bool], Sum] = {}
    for each in models:
        own: dict[tuple[str, bool], int] = {}
        for item in each.funding:
            key = (item.currency, item.with_labour)
            own[key] = own.get(key, 0) + item.amount
        for key, amount in own.items():
            before = found.get(key, Sum(0, 0))
            found[key] = Sum(before.total + amount, before.models + 1)
    return found


def _lags(pairs: Iterable[tuple[date | None, date | None]], as_of: date) -> Lags:
    days = [
        (published - event).days for event, published in pairs if event and published and published <= as_of >= event
    ]
    return Lags(tuple(sorted(each for each in days if each >= 0)), sum(each < 0 for each in days))
