"""Relations between entries: replication, related entries, who led a model. Real entries and samples are never mixed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from danvankheo.records.choices import Status
from danvankheo.records.summary import EntrySummary

Bucket: TypeAlias = tuple[object, ...]
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class ReplicationTree:
    """A model with the models replicated from it."""

    slug: str
    copies: tuple[ReplicationTree, ...]


@dataclass(frozen=True)
class Relations:
    """Links between entries, all by slug; public entries only.

    origin: model → the model it was replicated from; copies: model → the models replicated from it, oldest first;
    people: model → exemplars who led it.
    """

    origin: Mapping[str, str]
    copies: Mapping[str, tuple[str, ...]]
    people: Mapping[str, tuple[str, ...]]
    _models: Mapping[str, EntrySummary]
    _exemplars: Mapping[str, EntrySummary]
    _buckets: Mapping[Bucket, tuple[str, ...]]

    def ancestors(self, slug: str) -> tuple[str, ...]:
        """Return the chain of models from which a model was replicated, the oldest first."""
        chain: list[str] = []
        while (slug := self.origin.get(slug, "")) and slug not in chain:
            chain.append(slug)
        return tuple(reversed(chain))

    def tree(self, slug: str) -> ReplicationTree:
        """Return a model with all models replicated from it, directly or indirectly."""
        return self._tree(slug, frozenset())

    def _tree(self, slug: str, above: frozenset[str]) -> ReplicationTree:
        below = above | {slug}
        return ReplicationTree(
            slug, tuple(self._tree(each, below) for each in self.copies.get(slug, ()) if each not in below)
        )

    def related_models(self, slug: str, count: int = 3) -> tuple[str, ...]:
        """Return models like this one: same field, then same type, then same unit, the newest first.

        Each key of the entry leads to a sorted list, so the cost does not depend on the size of the registry.
        """
        return self._related(slug, _model_keys(self._models[slug]), count)

    def related_exemplars(self, slug: str, count: int = 3) -> tuple[str, ...]:
        """Return people like this one: same field, then same unit, the newest first."""
        return self._related(slug, _exemplar_keys(self._exemplars[slug]), count)

    def _related(self, slug: str, keys: Iterable[Bucket], count: int) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for other in (each for key in keys for each in self._buckets.get(key, ())):
            if len(found) == count:
                break
            if other != slug:
                found.setdefault(other)
        return tuple(found)


def relations(models: Mapping[str, EntrySummary], exemplars: Mapping[str, EntrySummary]) -> Relations:
    """Return the links between public entries, in one pass over each kind."""
    origin = {slug: model.origin for slug, model in models.items() if model.origin in models}
    copies: dict[str, list[str]] = {}
    for slug in sorted(origin, key=lambda each: (models[each].day, each)):
        copies.setdefault(origin[slug], []).append(slug)
    people: dict[str, list[str]] = {}
    for slug, exemplar in exemplars.items():
        for led in exemplar.led:
            if led in models and models[led].sample is exemplar.sample:
                people.setdefault(led, []).append(slug)
    with_story = [slug for slug, model in models.items() if model.status != Status.REGISTERED.value]
    buckets: dict[Bucket, list[str]] = {}
    for slug in sorted(with_story, key=lambda each: (-models[each].day, each)):
        for key in _model_keys(models[slug]):
            buckets.setdefault(key, []).append(slug)
    for slug in sorted(exemplars, key=lambda each: (-exemplars[each].year, -exemplars[each].day, each)):
        for key in _exemplar_keys(exemplars[slug]):
            buckets.setdefault(key, []).append(slug)
    return Relations(origin, _fixed(copies), _fixed(people), models, exemplars, _fixed(buckets))


def _model_keys(model: EntrySummary) -> Iterator[Bucket]:
    """Yield the keys of the lists a model is in, the most similar first; type "khac" is no common type."""
    kind = model.model_type if model.model_type != "khac" else ""
    base: Bucket = ("model", model.sample)
    if kind:
        yield (*base, "field type unit", model.field, kind, model.unit)
        yield (*base, "field type", model.field, kind)
    yield (*base, "field unit", model.field, model.unit)
    yield (*base, "field", model.field)
    if kind:
        yield (*base, "type", kind)
    yield (*base, "unit", model.unit)
    yield base


def _exemplar_keys(exemplar: EntrySummary) -> Iterator[Bucket]:
    base: Bucket = ("exemplar", exemplar.sample)
    yield (*base, "field unit", exemplar.field, exemplar.unit)
    yield (*base, "field", exemplar.field)
    yield (*base, "unit", exemplar.unit)
    yield base


def _fixed(drafted: dict[Key, list[str]]) -> dict[Key, tuple[str, ...]]:
    return {key: tuple(slugs) for key, slugs in drafted.items()}
