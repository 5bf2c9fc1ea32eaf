"""Cards: how an entry looks in galleries, on the home page and beside other entries. Made once, shown in many places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from zlib import crc32

from danvankheo.base.artifact import digest
from danvankheo.base.lazily import Lazily
from danvankheo.base.locale import number
from danvankheo.base.text import normalize
from danvankheo.figures import exemplar_evidence, model_evidence
from danvankheo.media.photo_rules import Memory
from danvankheo.media.pictures import Picture
from danvankheo.outputs.photos import pictures
from danvankheo.records.registry import Record, Registry, model_date
from danvankheo.records.schema import Exemplar, Figure, Force, Model


@dataclass(frozen=True, slots=True)
class Number:
    """A number that matters: value with its unit ("600 m"), what it counts."""

    value: str
    name: str


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
    picture: Picture | None
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


def has_page(record: Record[Model]) -> bool:
    """Tell whether a model has a page of its own: there is a story, or at least a summary to tell."""
    return record.has_story or bool(record.abstract.summary)


def model_card(record: Record[Model], registry: Registry, memory: Memory) -> Card:
    """Return a model's card."""
    model = record.data
    field = registry.fields[model.field].data
    numbers = key_numbers(model)
    return Card(
        slug=record.slug,
        href=f"mo-hinh/{record.slug}/" if has_page(record) else None,
        title=model.title,
        palette=field.palette.value,
        field=field.short_name,
        place=f"{registry.units[model.unit].data.name} · {model_date(model).year}",
        number=numbers[0] if numbers else None,
        evidence=tuple(evidence.complete for evidence in model_evidence(model)),
        status=model.status.label,
        person=False,
        sample=model.sample,
        picture=next(iter(pictures(record, registry, memory).values()), None),
        seed=seed_of(record.slug),
    )


def exemplar_card(record: Record[Exemplar], registry: Registry, memory: Memory) -> Card:
    """Return a person's card."""
    person = record.data
    field = registry.fields[person.field].data
    unit = registry.units[person.unit].data.name
    return Card(
        slug=record.slug,
        href=f"dien-hinh/{record.slug}/",
        title=person.title,
        palette=field.palette.value,
        field=field.short_name,
        place=f"{unit} · {person.year}",
        number=None,
        evidence=tuple(evidence.complete for evidence in exemplar_evidence(person)),
        status=person.position or "",
        person=True,
        sample=person.sample,
        picture=next(iter(pictures(record, registry, memory).values()), None),
        seed=seed_of(record.slug),
    )


def seed_of(slug: str) -> int:
    """Return a number that is the same for a slug on every machine."""
    return crc32(slug.encode())


def key_numbers(model: Model) -> list[Number]:
    """Return the numbers that matter: the effect's first, then who took part."""
    figures = model.effect.figures if model.effect else []
    groups = model.forces.groups if model.forces else []
    return [figure_number(figure) for figure in figures] + [force_number(force) for force in groups]


def figure_number(figure: Figure) -> Number:
    """Return a figure with its unit and qualifier: "hơn 600 m"."""
    qualifier = f"{figure.estimate.label} " if figure.estimate else ""
    name = lower_first(figure.name)
    said = name.removeprefix(f"{figure.unit} ")  # "63 hộ" + "hộ được giúp" is said "63 hộ được giúp"
    return Number(f"{qualifier}{amount(figure.value, figure.unit)}", said)


def force_number(force: Force) -> Number:
    """Return a number of people or participations, never added to another."""
    qualifier = f"{force.estimate.label} " if force.estimate else ""
    return Number(f"{qualifier}{number(force.count)} {force.unit.label}", f"{force.group.label.lower()} tham gia")


def amount(value: Decimal | int, unit: str) -> str:
    """Return a number with its unit; money is shortened as people say it: "12 triệu đồng"."""
    if unit == "đồng" and value >= 1_000_000:
        millions = Decimal(value) / 1_000_000
        scaled, word = (millions / 1000, "tỷ") if millions >= 1000 else (millions, "triệu")
        if scaled == round(scaled, 2):
            return f"{number(scaled.normalize() if scaled % 1 else int(scaled))} {word} đồng"
    return f"{number(value)}{'' if unit == '%' else ' '}{unit}"


def lower_first(text: str) -> str:
    """Return the text with a small first letter, unless the first word is an abbreviation or a name follows."""
    words = normalize(text).split(" ", 1)
    if not words[0] or words[0].isupper() or (len(words) > 1 and words[1][:1].isupper()):
        return text
    return text[0].lower() + text[1:]


def newest_first(items: Iterable[Record[Model]]) -> list[Record[Model]]:
    """Return models, the newest first: by publication, then by date, then by slug."""
    by_slug = sorted(items, key=lambda record: record.slug)
    return sorted(
        by_slug,
        key=lambda record: (record.data.published or model_date(record.data), model_date(record.data)),
        reverse=True,
    )


def newest_people(items: Iterable[Record[Exemplar]]) -> list[Record[Exemplar]]:
    """Return people, the newest first."""
    by_slug = sorted(items, key=lambda record: record.slug)
    return sorted(by_slug, key=lambda record: record.data.published or date(record.data.year, 1, 1), reverse=True)
