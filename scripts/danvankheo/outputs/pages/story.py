"""The pages of models and exemplars: the story, one section per criterion with its evidence, how others can do it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.locale import short_date
from danvankheo.media.responsive_images import ResponsiveImage
from danvankheo.outputs.context import Context, Listed, Words, listed_as
from danvankheo.outputs.head import About
from danvankheo.outputs.pages.criteria import Criterion, Paper, exemplar_criteria, model_criteria, model_papers
from danvankheo.outputs.pages.entry_cards import Card, Cards, seed_of
from danvankheo.outputs.photos import pictures
from danvankheo.records.numbers import Number, figure_number, key_numbers
from danvankheo.records.registry import Kind, Record, Registry, model_date
from danvankheo.records.schema import Entry, Exemplar, Model, Replication
from danvankheo.records.vocabulary import Unit
from danvankheo.rendering import link_targets, markdown
from danvankheo.rendering.frame import MenuSection
from danvankheo.rendering.templates import Markup


@dataclass(frozen=True, slots=True)
class Link:
    """A link below the site's root; an empty href is plain text."""

    href: str
    name: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value in words."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class StoryView:
    """Everything an entry's page prints but the story itself."""

    title: str
    kind: Link
    field: Link
    palette: str
    summary: str
    unit: Link
    now: Link | None
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
    models: tuple[Link, ...]
    papers: tuple[Paper, ...]
    cover: ResponsiveImage | None
    photos: tuple[ResponsiveImage, ...]
    seed: int
    byline: str
    dates: tuple[Fact, ...]
    sources: tuple[Link, ...]
    related: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """An entry's page before it is worked out. story: returns what the template prints of it, beside ``words``.

    inputs: returns a digest of all that both depend on.
    """

    path: str
    record: Record[Entry]
    card: Card
    words: Callable[[], Words]
    story: Callable[[], Mapping[str, Any]]
    inputs: Callable[[], str]
    about: About


def with_page(registry: Registry) -> Iterator[Record[Entry]]:
    """Yield every model that has something to tell, and every person."""
    yield from (record for record in registry.models.values() if record.has_page)
    yield from registry.exemplars.values()


def told(context: Context, cards: Cards, records: Iterable[Record[Entry]]) -> Iterator[Told]:
    """Yield entries that have a page."""
    for record in records:
        path, shown = path_of(record), pictures(record, context.registry, context.memory)
        inputs = partial(_inputs, record, context, cards, shown)
        group, view = (cards.models, model_view) if record.kind is Kind.MODEL else (cards.exemplars, exemplar_view)
        words = partial(_words, context, cards, record, view)
        story = partial(_story, context, record)
        yield Told(path, record, group[record.slug], words, story, inputs, _listed_about(record, shown))


def path_of(record: Record[Entry]) -> str:
    """Return the address of an entry's page below the site's root."""
    return f"mo-hinh/{record.slug}/" if record.kind is Kind.MODEL else f"dien-hinh/{record.slug}/"


def _listed_about(record: Record[Entry], shown: Mapping[str, ResponsiveImage]) -> About:
    images = tuple(picture.jpeg for picture in shown.values())
    entry = record.abstract
    return About(published=_day(entry.published), updated=_day(entry.updated), images=images)


def _day(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None


def listed(entries: Iterable[Told]) -> Iterator[Listed]:
    """Yield what search engines are told of entries: all but the samples."""
    return (listed_as(entry.path, entry.about) for entry in entries if not entry.record.abstract.sample)


def artifacts(context: Context, entries: Iterable[Told]) -> Iterator[Artifact]:
    """Yield the pages of entries."""
    for entry in entries:
        kind, template = (MenuSection.MODELS, "story.html")
        if entry.card.person:
            kind, template = (MenuSection.EXEMPLARS, "person.html")
        yield context.entry_page(
            entry.path, kind, template, words=entry.words, late=entry.story, inputs=entry.inputs(),
            record=entry.record, about=entry.about,
        )  # fmt: skip


def _words(context: Context, cards: Cards, record: Record[Any], view_of: Callable[..., StoryView]) -> Words:
    view = view_of(record, context, cards)
    about = _about(record, view, context.registry)
    return Words(record.data.title, _description(view), {"view": view}, about)


def _inputs(record: Record[Any], context: Context, cards: Cards, shown: Mapping[str, ResponsiveImage]) -> str:
    """Return a digest of what the page of an entry shows of its own file, of its photos and of others' files."""
    registry, entry = context.registry, record.abstract
    unit, now = _unit_links(entry.unit, registry)
    leads = repr(link_targets.resolved(registry, context.places, record))
    own = (record.digest, registry.fields[entry.field].digest, repr((unit, now)), repr(shown), leads)
    others = _model_inputs if record.kind is Kind.MODEL else _person_inputs
    return digest(*own, *others(record, context, cards))


def _model_inputs(record: Record[Model], context: Context, cards: Cards) -> Iterator[str]:
    """Yield digests of what a model's page shows of other files: its type, other fields, and the entries it leads to."""
    model, registry, relations = record.abstract, context.registry, context.figures.relations
    if model.model_type:
        yield registry.types[model.model_type].digest
    # Topics of any field may be named.
    yield from (field.digest for field in registry.fields.values())
    for slug in (model.origin, *relations.copies.get(record.slug, ())):
        yield cards.model_digest(slug)
    yield "people"
    yield from map(cards.exemplar_digest, relations.people.get(record.slug, ()))
    yield "related"
    yield from map(cards.model_digest, relations.related_models(record.slug))


def _person_inputs(record: Record[Exemplar], context: Context, cards: Cards) -> Iterator[str]:
    """Yield digests of what a person's page shows of other files: the models they led, like people."""
    yield from map(cards.model_digest, record.abstract.led)
    yield "related"
    yield from map(cards.exemplar_digest, context.figures.relations.related_exemplars(record.slug))


def _description(view: StoryView) -> str:
    """Return the summary; one that says little is followed by whose story it is."""
    place = f"{view.unit.name}, {view.year}."
    if not view.summary:
        return f"{view.title}. {place}"
    return view.summary if len(view.summary) >= 110 else f"{view.summary} {place}"


def _about(record: Record[Entry], view: StoryView, registry: Registry) -> About:
    """Return what the page is: an article with its tags, or a person's profile."""
    entry = record.data
    tags: list[str] = []
    if isinstance(entry, Model):
        names = {topic.slug: topic.name for topic in registry.fields[entry.field].data.topics}
        tags = [registry.types[entry.model_type].data.name] if entry.model_type else []
        tags += [names[topic] for topic in entry.topics if topic in names]
    return About(
        kind="article" if isinstance(entry, Model) else "person",
        published=entry.published,
        updated=entry.updated,
        section=view.field.name,
        tags=(*tags, view.unit.name),
        author=entry.byline.name if entry.byline else "",
        role=view.role,
        unit=view.unit.name,
    )


def _story(context: Context, record: Record[Entry]) -> dict[str, Markup]:
    """Read and render the story."""
    text, _ = record.story(context.registry.repo)
    known = {
        f"anh/{record.slug}/{file}": picture
        for file, picture in pictures(record, context.registry, context.memory).items()
    }
    link = link_targets.link_of(context.registry, context.places, record, "../../")
    return {"story": Markup(markdown.render(text, image=known.get, prefix="../../", link=link))}


def _unit_links(unit: str, registry: Registry) -> tuple[Link, Link | None]:
    """Return the unit and, where it has ended, what it is part of now."""
    data: Unit = registry.units[unit].data
    successor = registry.units.get(data.successor or "")
    now = Link(f"don-vi/{successor.slug}/", successor.data.place) if successor else None
    return Link(f"don-vi/{unit}/", data.name), now


def _shared(record: Record[Entry], context: Context) -> dict[str, object]:
    """Return what the pages of models and people have in common."""
    entry, registry = record.data, context.registry
    field = registry.fields[entry.field].data
    unit, now = _unit_links(entry.unit, registry)
    shown = tuple(pictures(record, registry, context.memory).values())
    dates = [("Đăng ngày", entry.published), ("Cập nhật ngày", entry.updated)]
    byline = entry.byline
    return {
        "title": entry.title,
        "field": Link(f"linh-vuc/{entry.field}/", field.short_name),
        "palette": field.palette.value,
        "summary": entry.summary or "",
        "unit": unit,
        "now": now,
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


def model_view(record: Record[Model], context: Context, cards: Cards) -> StoryView:
    """Return what a model's page prints."""
    model, registry = record.data, context.registry
    relations = context.figures.relations
    effect = model.effect
    replication = effect.replication if effect else None
    return StoryView(
        **_shared(record, context),  # type: ignore[arg-type]
        kind=Link("mo-hinh/", "Mô hình"),
        year=_years(model),
        role="",
        status=model.status.label,
        numbers=tuple(key_numbers(model)[:6]),
        facts=tuple(_model_facts(model, registry)),
        criteria=tuple(model_criteria(model)),
        how_to=replication,
        origin=_model_link(model.replicated_from or "", cards),
        copies=tuple(link for slug in relations.copies.get(record.slug, ()) if (link := _model_link(slug, cards))),
        people=tuple(_person_link(slug, cards) for slug in relations.people.get(record.slug, ())),
        models=(),
        papers=tuple(model_papers(model)),
        related=tuple(cards.models[slug] for slug in relations.related_models(record.slug)),
    )


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


def _model_link(slug: str, cards: Cards) -> Link | None:
    card = cards.models.get(slug)
    return Link(card.href or "", f"{card.title} ({card.place})") if card else None


def _person_link(slug: str, cards: Cards) -> Link:
    card = cards.exemplars[slug]
    return Link(card.href or "", card.title)


def exemplar_view(record: Record[Exemplar], context: Context, cards: Cards) -> StoryView:
    """Return what a person's page prints."""
    person = record.data
    relations = context.figures.relations
    achievement = person.achievement
    led = achievement.models if achievement else []
    return StoryView(
        **_shared(record, context),  # type: ignore[arg-type]
        kind=Link("dien-hinh/", "Điển hình cá nhân"),
        year=str(person.year),
        role=person.position or "",
        status="",
        numbers=tuple(figure_number(figure) for figure in (achievement.figures if achievement else [])),
        facts=(),
        criteria=tuple(exemplar_criteria(person)),
        how_to=None,
        origin=None,
        copies=(),
        people=(),
        models=tuple(link for slug in led if (link := _model_link(slug, cards))),
        papers=(),
        related=tuple(cards.exemplars[slug] for slug in relations.related_exemplars(record.slug)),
    )
