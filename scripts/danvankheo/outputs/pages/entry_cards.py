"""Cards: how an entry looks in galleries, on the home page and beside other entries. Made once, shown in many places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zlib import crc32

from danvankheo.base.artifact import digest
from danvankheo.base.lazily import Lazily
from danvankheo.media.photo_rules import Memory
from danvankheo.media.responsive_images import ResponsiveImage
from danvankheo.outputs.photos import pictures
from danvankheo.records.choices import Status
from danvankheo.records.numbers import Number
from danvankheo.records.registry import Kind, Record, Registry
from danvankheo.records.schema import Exemplar, Model


@dataclass(frozen=True, slots=True)
class Card:
    """An entry as a card. href: below the site's root, None without a page; seed: which landscape stands in for a photo."""

    slug: str
    href: str | None
    title: str
    palette: str
    field: str
    place: str
    number: Number | None
    evidence: tuple[bool, ...]
    status: str
    person: bool
    sample: bool
    picture: ResponsiveImage | None
    seed: int

    @property
    def evidence_words(self) -> str:
        """Say how many criteria have evidence: "Minh chứng: 4/5 tiêu chí"."""
        return f"Minh chứng: {sum(self.evidence)}/{len(self.evidence)} tiêu chí"


@dataclass(frozen=True)
class Cards:
    """Every card by slug, made when it is looked at; ``models`` holds also those without a page ("Đã đăng ký – chưa có bài")."""

    models: Mapping[str, Card]
    exemplars: Mapping[str, Card]
    _digests: dict[int, str] = field(default_factory=dict)

    def model_digest(self, slug: str) -> str:
        """Return a digest of everything a model's card shows, "" when there is none."""
        return self.digest(self.models[slug]) if slug in self.models else ""

    def exemplar_digest(self, slug: str) -> str:
        """Return a digest of everything a person's card shows, "" when there is none."""
        return self.digest(self.exemplars[slug]) if slug in self.exemplars else ""

    def digest(self, card: Card) -> str:
        """Return a digest of everything one of these cards shows, worked out once."""
        found = self._digests.get(id(card))
        if found is None:
            found = self._digests[id(card)] = digest(repr(card))
        return found


def cards(registry: Registry, memory: Memory) -> Cards:
    """Return the cards of all public entries."""
    models, exemplars = registry.models, registry.exemplars
    return Cards(
        Lazily(models, lambda slug: model_card(models[slug], registry, memory)),
        Lazily(exemplars, lambda slug: exemplar_card(exemplars[slug], registry, memory)),
    )


def model_card(record: Record[Model], registry: Registry, memory: Memory) -> Card:
    """Return a model's card."""
    status = Status.parse(record.abstract.status).label
    return _card(record, f"mo-hinh/{record.slug}/" if record.has_page else None, status, registry, memory)


def exemplar_card(record: Record[Exemplar], registry: Registry, memory: Memory) -> Card:
    """Return a person's card."""
    return _card(record, f"dien-hinh/{record.slug}/", record.abstract.role, registry, memory)


def _card(record: Record[Any], href: str | None, status: str, registry: Registry, memory: Memory) -> Card:
    entry = record.abstract
    field = registry.fields[entry.field].data
    return Card(
        slug=record.slug,
        href=href,
        title=entry.title,
        palette=field.palette.value,
        field=field.short_name,
        place=f"{registry.units[entry.unit].data.name} · {entry.year}",
        number=Number(*entry.number) if entry.number else None,
        evidence=entry.evidence,
        status=status,
        person=record.kind is Kind.EXEMPLAR,
        sample=entry.sample,
        picture=next(iter(pictures(record, registry, memory).values()), None),
        seed=seed_of(record.slug),
    )


def seed_of(slug: str) -> int:
    """Return a number that is the same for a slug on every machine."""
    return crc32(slug.encode())


def newest_first(items: Iterable[Record[Model]]) -> list[Record[Model]]:
    """Return models, the newest first: by publication, then by date, then by slug."""
    by_slug = sorted(items, key=lambda record: record.slug)
    return sorted(by_slug, key=lambda r: (r.abstract.published or r.abstract.day, r.abstract.day), reverse=True)


def newest_people(items: Iterable[Record[Exemplar]]) -> list[Record[Exemplar]]:
    """Return people, the newest first."""
    by_slug = sorted(items, key=lambda record: record.slug)
    return sorted(by_slug, key=lambda r: r.abstract.published or date(r.abstract.year, 1, 1).toordinal(), reverse=True)
