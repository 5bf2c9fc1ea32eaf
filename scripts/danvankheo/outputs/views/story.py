"""What the pages of models and exemplars print: the values of their templates, without the story."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from danvankheo.base.locale import short_date
from danvankheo.figures import Relations
from danvankheo.media.photo_rules import Memory
from danvankheo.media.responsive_images import ResponsiveImage
from danvankheo.outputs.views.criteria import (
    Criterion,
    collective_criteria,
    exemplar_criteria,
    in_words_of,
    model_criteria,
    model_documents,
)
from danvankheo.outputs.views.parts import Fact, Link
from danvankheo.outputs.views.photos import pictures
from danvankheo.outputs.views.summary_cards import EXEMPLARS, SummaryCard, SummaryCards, models_of_collective, seed_of
from danvankheo.records.choices import ExemplarKind
from danvankheo.records.model_sections import Replication
from danvankheo.records.numbers import Number, figure_number, key_numbers
from danvankheo.records.plan_criteria import PlanCriteria
from danvankheo.records.registry import Record, Registry, model_date
from danvankheo.records.schema import Entry, Exemplar, Model
from danvankheo.records.vocabulary import Unit


@dataclass(frozen=True, slots=True)
class StoryView:
    """Everything an entry's page prints but the story.

    kind: link to the gallery; now: the unit that an ended unit is part of; partners: further units; origin, copies: models it was made after and
    models made after it; people: who led a model; collectives: those honoured for it; models: what a person led, or a collective
    is honoured for; seed: see ``SummaryCard``.
    """

    title: str
    kind: Link
    field: Link
    palette: str
    summary: str
    unit: Link
    now: Link | None
    partners: tuple[Link, ...]
    year: str
    role: str
    status: str
    recognitions: tuple[str, ...]
    numbers: tuple[Number, ...]
    facts: tuple[Fact, ...]
    criteria: tuple[Criterion, ...]
    how_to: Replication | None
    origin: Link | None
    copies: tuple[Link, ...]
    people: tuple[Link, ...]
    collectives: tuple[Link, ...]
    models: tuple[Link, ...]
    documents: tuple[Fact, ...]
    cover: ResponsiveImage | None
    photos: tuple[ResponsiveImage, ...]
    seed: int
    byline: str
    dates: tuple[Fact, ...]
    sources: tuple[Link, ...]
    related: tuple[SummaryCard, ...]


def unit_links(unit: str, registry: Registry) -> tuple[Link, Link | None]:
    """Return a link to the unit and, when it has ended, to the unit it is part of now."""
    data: Unit = registry.units[unit].data
    successor = registry.units.get(data.successor or "")
    now = Link(f"don-vi/{successor.slug}/", registry.unit_place(successor.slug)) if successor else None
    return Link(f"don-vi/{unit}/", registry.unit_name(unit)), now


def partner_links(units: Iterable[str], registry: Registry) -> tuple[Link, ...]:
    """Return links to the further units of an entry."""
    return tuple(Link(f"don-vi/{unit}/", registry.unit_name(unit)) for unit in units if unit in registry.units)


def _common(record: Record[Entry], registry: Registry, memory: Memory) -> dict[str, object]:
    """Return the fields of ``StoryView`` that models and people fill in the same way."""
    entry = record.data
    field = registry.fields[entry.field].data
    unit, now = unit_links(entry.unit, registry)
    shown = tuple(pictures(record, registry, memory).values())
    dates = [("Đăng ngày", entry.published), ("Cập nhật ngày", entry.updated)]
    byline = entry.byline
    return {
        "title": entry.title,
        "field": Link(f"linh-vuc/{entry.field}/", field.short_name),
        "palette": field.palette.value,
        "summary": entry.summary or "",
        "unit": unit,
        "now": now,
        "partners": partner_links(entry.partner_units, registry),
        "recognitions": tuple(
            f"{award.form.label} {award.level.label.lower()}: {award.body}, ngày {short_date(award.day)}"
            + (f", số {award.document}" if award.document else "")
            for award in entry.awards
        ),
        "cover": shown[0] if shown else None,
        "photos": shown[1:],
        "seed": seed_of(record.slug),
        "byline": (byline.name + (f", {byline.role}" if byline.role else "")) if byline else "",
        "dates": tuple(Fact(label, short_date(day)) for label, day in dates if day),
        "sources": tuple(Link(source.link or "", source.name) for source in entry.sources),
    }


def model_view(
    record: Record[Model], registry: Registry, relations: Relations, cards: SummaryCards, memory: Memory
) -> StoryView:
    """Return what a model's page prints."""
    model = record.data
    honoured = [cards.exemplars[slug] for slug in relations.people.get(record.slug, ())]
    effect = model.effect
    replication = effect.replication if effect else None
    return StoryView(
        **_common(record, registry, memory),  # type: ignore[arg-type]
        kind=Link("mo-hinh/", "Mô hình"),
        year=_years(model),
        role="",
        status=model.status.label,
        numbers=tuple(key_numbers(model)[:6]),
        facts=tuple(_model_facts(model, registry)),
        criteria=tuple(in_words_of(plan_words(record, registry), model_criteria(model))),
        how_to=replication,
        origin=_model_link(model.replicated_from or "", cards),
        copies=tuple(link for slug in relations.copies.get(record.slug, ()) if (link := _model_link(slug, cards))),
        people=tuple(_honoured(honoured, ExemplarKind.PERSON)),
        collectives=tuple(_honoured(honoured, ExemplarKind.COLLECTIVE)),
        models=(),
        documents=tuple(model_documents(model)),
        related=tuple(cards.models[slug] for slug in relations.related_models(record.slug)),
    )


def plan_words(record: Record[Any], registry: Registry) -> PlanCriteria:
    """Return the words for the criteria of the plan an entry belongs to: of a model's first day, of a person's year."""
    movement, entry = registry.movement.data, record.data
    if isinstance(entry, Model):
        return movement.criteria_on(model_date(entry))
    period = movement.period_in(entry.year)
    return period.criteria if period else PlanCriteria()


def _years(model: Model) -> str:
    years = sorted({registration.year for registration in (model.guideline.registrations if model.guideline else [])})
    years = years or [model_date(model).year]
    return str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"


def _model_facts(model: Model, registry: Registry) -> Iterator[Fact]:
    topics = {topic.slug: topic.name for field in registry.fields.values() for topic in field.data.topics}
    yield Fact("Chủ thể", f"{model.owner.name} ({model.owner.kind.label.lower()})")
    yield Fact("Địa chỉ", model.address)
    if model.model_type:
        yield Fact("Loại mô hình", registry.types[model.model_type].data.name)
    if model.topics:
        yield Fact("Nội dung", "; ".join(topics[topic] for topic in model.topics))
    if model.other_fields:
        yield Fact("Lĩnh vực khác", "; ".join(registry.fields[slug].data.short_name for slug in model.other_fields))
    if model.started:
        yield Fact("Bắt đầu", short_date(model.started))
    if model.ended:
        yield Fact("Kết thúc", short_date(model.ended))
    yield Fact("Trạng thái", model.status.label)


def _model_link(slug: str, cards: SummaryCards) -> Link | None:
    card = cards.models.get(slug)
    return Link(card.href or "", f"{card.title} ({card.place})") if card else None


def _honoured(cards: Iterable[SummaryCard], kind: ExemplarKind) -> Iterator[Link]:
    """Yield links to the exemplars of a kind."""
    yield from (Link(card.href or "", card.title) for card in cards if card.exemplar is kind)


def exemplar_view(
    record: Record[Exemplar], registry: Registry, relations: Relations, cards: SummaryCards, memory: Memory
) -> StoryView:
    """Return what the page of a person or a collective prints."""
    person = record.data
    achievement = person.achievement
    led = achievement.models if achievement else []
    if person.collective:
        criteria = tuple(collective_criteria([each.data for each in models_of_collective(record, registry)]))
    else:
        criteria = tuple(exemplar_criteria(person))
    return StoryView(
        **_common(record, registry, memory),  # type: ignore[arg-type]
        kind=Link("dien-hinh/", EXEMPLARS),
        year=str(person.year),
        role=person.position or "",
        status="",
        numbers=tuple(figure_number(figure) for figure in (achievement.figures if achievement else [])),
        facts=tuple(_achievement_facts(person)) if person.collective else (),
        criteria=tuple(in_words_of(plan_words(record, registry), criteria)),
        how_to=None,
        origin=None,
        copies=(),
        people=(),
        collectives=(),
        models=tuple(link for slug in led if (link := _model_link(slug, cards))),
        documents=(),
        related=tuple(cards.exemplars[slug] for slug in relations.related_exemplars(record.slug)),
    )


def _achievement_facts(collective: Exemplar) -> Iterator[Fact]:
    """Yield what a collective's file tells of its results; its criteria are those of its models."""
    if found := collective.achievement:
        yield Fact("Thành tích", found.text)
        yield from (
            Fact(label, text)
            for label, text in (("Ý tưởng, cách làm", found.idea), ("Vận động mọi người", found.persuasion))
            if text
        )
