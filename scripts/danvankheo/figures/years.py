"""The entries of a calendar year: models registered for it or running in it, people named in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from danvankheo.figures.lifetimes import Lifetime, lifetime
from danvankheo.records.choices import Status
from danvankheo.records.schema import Exemplar, Model


@dataclass(frozen=True, slots=True)
class YearIndex:
    """One year over the real entries or over the samples, all by slug in the registry's order.

    registered: counted models registered for the year; running: models of earlier years that still ran in it;
    waiting: "mới đăng ký" for it; by_field, by_topic: counted models (registered or running) by main field, and by field
    and topic (a model may have several); exemplars: people of the year.
    """

    registered: tuple[str, ...]
    running: tuple[str, ...]
    waiting: tuple[str, ...]
    by_field: Mapping[str, int]
    by_topic: Mapping[tuple[str, str], int]
    exemplars: tuple[str, ...]

    @property
    def models(self) -> int:
        """The number of models registered for the year or running in it."""
        return len(self.registered) + len(self.running)

    @property
    def empty(self) -> bool:
        """Whether the year has no entry."""
        return not (self.registered or self.running or self.waiting or self.exemplars)


def years(numbers: list[int], models: Mapping[str, Model], exemplars: Mapping[str, Exemplar], *, sample: bool,
          as_of: date) -> dict[int, YearIndex]:  # fmt: skip
    """Return the index of each year."""
    lives = {
        slug: known for slug, model in models.items() if model.sample is sample and (known := lifetime(model, as_of))
    }
    return {year: _index(year, lives, models, exemplars, sample) for year in numbers}


def _index(year: int, lives: Mapping[str, Lifetime], models: Mapping[str, Model], exemplars: Mapping[str, Exemplar],
           sample: bool) -> YearIndex:  # fmt: skip
    registered, running, waiting = [], [], []
    by_field: dict[str, int] = {}
    by_topic: dict[tuple[str, str], int] = {}
    for slug, known in lives.items():
        stopped_before = known.status is Status.STOPPED and known.end < date(year, 1, 1)
        if known.status is Status.REGISTERED:
            waiting += [slug] if year in known.years else []
            continue
        if year in known.years and not stopped_before:
            registered.append(slug)
        elif known.start <= date(year, 12, 31) and date(year, 1, 1) <= known.end:
            running.append(slug)
        else:
            continue
        field = models[slug].field
        by_field[field] = by_field.get(field, 0) + 1
        for topic in dict.fromkeys(models[slug].topics):
            by_topic[field, topic] = by_topic.get((field, topic), 0) + 1
    people = tuple(slug for slug, each in exemplars.items() if each.year == year and each.sample is sample)
    return YearIndex(tuple(registered), tuple(running), tuple(waiting), by_field, by_topic, people)
