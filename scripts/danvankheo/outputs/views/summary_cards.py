"""Summary cards: the boxes that show an entry in galleries, on the home page and beside other entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zlib import crc32

from danvankheo.base.artifact import digest
from danvankheo.base.locale import number
from danvankheo.media.photo_rules import Memory
from danvankheo.media.responsive_images import ResponsiveImage
from danvankheo.outputs.views.photos import pictures
from danvankheo.records.choices import ExemplarKind, Status
from danvankheo.records.numbers import Number
from danvankheo.records.registry import Kind, Record, Registry
from danvankheo.records.schema import Exemplar, Model

#: What the page of all exemplars is called.
EXEMPLARS = "Tập thể, cá nhân điển hình"


@dataclass(frozen=True, slots=True)
class SummaryCard:
    """An entry's box.

    href: below the site's root, None without a page; place: unit and year; evidence: per criterion, whether there is any,
    for a collective in any of its models; status: a model's status, a person's office; exemplar: None for a model; seed: chooses the landscape drawn where there is no photo.
    """

    slug: str
    href: str | None
    title: str
    palette: str
    field: str
    place: str
    number: Number | None
    evidence: tuple[bool, ...]
    status: str
    exemplar: ExemplarKind | None
    sample: bool
    picture: ResponsiveImage | None
    seed: int

    @property
    def person(self) -> bool:
        """Whether the entry honours a person."""
        return self.exemplar is ExemplarKind.PERSON

    @property
    def evidence_words(self) -> str:
        """The number of criteria with evidence: "Minh chứng: 4/5 tiêu chí"."""
        return f"Minh chứng: {sum(self.evidence)}/{len(self.evidence)} tiêu chí"


@dataclass(frozen=True)
class SummaryCards:
    """The cards of all public entries by slug, each made at its first use; ``models`` holds also those without a page."""

    models: Mapping[str, SummaryCard]
    exemplars: Mapping[str, SummaryCard]
    _digests: dict[int, str] = field(default_factory=dict)

    def model_digest(self, slug: str) -> str:
        """Return a digest of all that a model's card shows, "" when there is no such model."""
        return self._digest(self.models[slug]) if slug in self.models else ""

    def exemplar_digest(self, slug: str) -> str:
        """Return a digest of all that a person's card shows, "" when there is no such person."""
        return self._digest(self.exemplars[slug]) if slug in self.exemplars else ""

    def _digest(self, card: SummaryCard) -> str:
        found = self._digests.get(id(card))
        if found is None:
            found = self._digests[id(card)] = digest(repr(card))
        return found


def summary_cards(registry: Registry, memory: Memory) -> SummaryCards:
    """Return the cards of all public entries."""
    return SummaryCards(
        {slug: _model_card(record, registry, memory) for slug, record in registry.models.items()},
        {slug: _exemplar_card(record, registry, memory) for slug, record in registry.exemplars.items()},
    )


def _model_card(record: Record[Model], registry: Registry, memory: Memory) -> SummaryCard:
    status = Status.parse(record.summary.status).label
    href = f"mo-hinh/{record.slug}/" if record.has_page else None
    return _card(record, href, status, record.summary.evidence, registry, memory)


def _exemplar_card(record: Record[Exemplar], registry: Registry, memory: Memory) -> SummaryCard:
    person = record.summary
    evidence = person.evidence
    if person.collective:
        models = [each.summary.evidence for each in models_of_collective(record, registry)]
        evidence = tuple(map(any, zip(*models, strict=True)))
    return _card(record, f"dien-hinh/{record.slug}/", person.role, evidence, registry, memory)


def models_of_collective(record: Record[Exemplar], registry: Registry) -> list[Record[Model]]:
    """Return the public models that a collective is honoured for, samples apart from real ones."""
    found = [registry.models[slug] for slug in record.summary.led if slug in registry.models]
    return [each for each in found if each.summary.sample is record.summary.sample]


def _card(record: Record[Any], href: str | None, status: str, evidence: tuple[bool, ...], registry: Registry,
          memory: Memory) -> SummaryCard:  # fmt: skip
    entry = record.summary
    field = registry.fields[entry.field].data
    return SummaryCard(
        slug=record.slug,
        href=href,
        title=entry.title,
        palette=field.palette.value,
        field=field.short_name,
        place=f"{registry.unit_name(entry.unit)} · {entry.year}",
        number=Number(*entry.number) if entry.number else None,
        evidence=evidence,
        status=status,
        exemplar=exemplar_kind(record),
        sample=entry.sample,
        picture=next(iter(pictures(record, registry, memory).values()), None),
        seed=seed_of(record.slug),
    )


def exemplar_kind(record: Record[Any]) -> ExemplarKind | None:
    """Return whether an entry honours a person or a collective; None for a model."""
    if record.kind is not Kind.EXEMPLAR:
        return None
    return ExemplarKind.COLLECTIVE if record.summary.collective else ExemplarKind.PERSON


def seed_of(slug: str) -> int:
    """Return a number that is the same for a slug on every machine."""
    return crc32(slug.encode())


def newest_first(items: Iterable[Record[Model]]) -> list[Record[Model]]:
    """Return models, the newest first: by publication, then by date, then by slug."""
    by_slug = sorted(items, key=lambda record: record.slug)
    return sorted(by_slug, key=lambda r: (r.summary.published or r.summary.day, r.summary.day), reverse=True)


def newest_people(items: Iterable[Record[Exemplar]]) -> list[Record[Exemplar]]:
    """Return people, the newest first."""
    by_slug = sorted(items, key=lambda record: record.slug)
    return sorted(by_slug, key=lambda r: r.summary.published or date(r.summary.year, 1, 1).toordinal(), reverse=True)


def exemplar_words(cards: Sequence[SummaryCard]) -> str:
    """Return "2 tập thể, 5 cá nhân, 1 tập thể minh họa": real and sample entries, collectives and people counted apart."""
    people = [card for card in cards if card.person]
    collectives = [card for card in cards if not card.person]
    return ", ".join(filter(None, (count_words(collectives, "tập thể"), count_words(people, "cá nhân"))))


def count_words(cards: Sequence[SummaryCard], noun: str = "mô hình") -> str:
    """Return "12 mô hình, 3 mô hình minh họa": real and sample entries are counted apart; "" without cards."""
    real = sum(not card.sample for card in cards)
    samples = len(cards) - real
    if not real:
        return f"{number(samples)} {noun} minh họa" if samples else ""
    return f"{number(real)} {noun}" + (f", {number(samples)} {noun} minh họa" if samples else "")
