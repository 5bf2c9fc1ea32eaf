"""The pages of models and people: the story, the criteria with their evidence, how others can do the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.locale import short_date
from danvankheo.media.responsive_images import ResponsiveImage
from danvankheo.outputs.context import Context, EntryPage, PageContent, SitemapEntry, sitemap_entry
from danvankheo.outputs.head import PageMetadata
from danvankheo.outputs.views.criteria import Criterion, exemplar_criteria, model_criteria, model_documents
from danvankheo.outputs.views.parts import Fact, Link
from danvankheo.outputs.views.photos import pictures
from danvankheo.outputs.views.summary_cards import SummaryCard, SummaryCards, seed_of
from danvankheo.records.numbers import Number, figure_number, key_numbers
from danvankheo.records.registry import Kind, Record, Registry, model_date
from danvankheo.records.schema import Entry, Exemplar, Model, Replication
from danvankheo.records.vocabulary import Unit
from danvankheo.rendering import link_targets, markdown
from danvankheo.rendering.frame import MenuSection
from danvankheo.rendering.templates import Markup


@dataclass(frozen=True, slots=True)
class StoryView:
    """Everything an entry's page prints but the story.

    kind: link to the gallery; now: the unit that an ended unit is part of; partners: further units; origin, copies: models it was made after and
    models made after it; people: who led a model; models: what a person led; seed: see ``SummaryCard``.
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
    models: tuple[Link, ...]
    documents: tuple[Fact, ...]
    cover: ResponsiveImage | None
    photos: tuple[ResponsiveImage, ...]
    seed: int
    byline: str
    dates: tuple[Fact, ...]
    sources: tuple[Link, ...]
    related: tuple[SummaryCard, ...]


def entries_with_page(registry: Registry) -> Iterator[Record[Entry]]:
    """Yield every model that has more than a registration, and every person."""
    yield from (record for record in registry.models.values() if record.has_page)
    yield from registry.exemplars.values()


def entry_pages(context: Context, records: Iterable[Record[Entry]]) -> Iterator[EntryPage]:
    """Yield the pages of entries."""
    for record in records:
        shown = pictures(record, context.registry, context.memory)
        model = record.kind is Kind.MODEL
        yield EntryPage(
            path=path_of(record),
            record=record,
            card=(context.cards.models if model else context.cards.exemplars)[record.slug],
            content=partial(_content, context, record, model_view if model else exemplar_view),
            inputs=partial(_inputs, record, context, shown),
            metadata=_sitemap_metadata(record, shown),
            story=partial(_story, context, record),
        )


def path_of(record: Record[Entry]) -> str:
    """Return the address of an entry's page below the site's root."""
    return f"mo-hinh/{record.slug}/" if record.kind is Kind.MODEL else f"dien-hinh/{record.slug}/"


def _sitemap_metadata(record: Record[Entry], shown: Mapping[str, ResponsiveImage]) -> PageMetadata:
    images = tuple(picture.jpeg for picture in shown.values())
    entry = record.summary
    return PageMetadata(published=_day(entry.published), updated=_day(entry.updated), images=images)


def _day(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None


def sitemap_entries(pages: Iterable[EntryPage]) -> Iterator[SitemapEntry]:
    """Yield the sitemap's entries of entry pages; samples have none."""
    return (sitemap_entry(page.path, page.metadata) for page in pages if not page.record.summary.sample)


def artifacts(context: Context, records: Iterable[Record[Entry]]) -> Iterator[Artifact]:
    """Yield the pages of some entries. They are drawn in groups (see ``Site``), so this is not in ``site_pages``."""
    for page in entry_pages(context, records):
        if page.card.person:
            yield context.entry_page(page, MenuSection.EXEMPLARS, "story_person.html")
        else:
            yield context.entry_page(page, MenuSection.MODELS, "story.html")


def _content(context: Context, record: Record[Any], view_of: Callable[..., StoryView]) -> PageContent:
    view = view_of(record, context)
    metadata = _metadata(record, view, context.registry)
    return PageContent(record.data.title, _description(view), {"view": view}, metadata)


def _inputs(record: Record[Any], context: Context, shown: Mapping[str, ResponsiveImage]) -> str:
    """Return a digest of all that an entry's page shows: of its own file, its photos, other files."""
    registry, entry = context.registry, record.summary
    units = repr((_unit_links(entry.unit, registry), _partners(entry.partner_units, registry)))
    links = repr(link_targets.resolved(context.places, record))
    own = (record.digest, registry.fields[entry.field].digest, units, repr(shown), links)
    others = _model_inputs if record.kind is Kind.MODEL else _person_inputs
    return digest(*own, *others(record, context))


def _model_inputs(record: Record[Model], context: Context) -> Iterator[str]:
    """Yield digests of what a model's page shows of other files: its type, all fields, and the entries it links to."""
    model, registry, relations, cards = record.summary, context.registry, context.figures.relations, context.cards
    if model.model_type:
        yield registry.types[model.model_type].digest
    # A model may have topics of any field.
    yield from (field.digest for field in registry.fields.values())
    for slug in (model.origin, *relations.copies.get(record.slug, ())):
        yield cards.model_digest(slug)
    yield "people"
    yield from map(cards.exemplar_digest, relations.people.get(record.slug, ()))
    yield "related"
    yield from map(cards.model_digest, relations.related_models(record.slug))


def _person_inputs(record: Record[Exemplar], context: Context) -> Iterator[str]:
    """Yield digests of what a person's page shows of other files: the models they led, related people."""
    cards = context.cards
    yield from map(cards.model_digest, record.summary.led)
    yield "related"
    yield from map(cards.exemplar_digest, context.figures.relations.related_exemplars(record.slug))


def _description(view: StoryView) -> str:
    """Return the summary; unit and year follow a short one."""
    place = f"{view.unit.name}, {view.year}."
    if not view.summary:
        return f"{view.title}. {place}"
    return view.summary if len(view.summary) >= 110 else f"{view.summary} {place}"


def _metadata(record: Record[Entry], view: StoryView, registry: Registry) -> PageMetadata:
    """Return the metadata of the page: of an article with its tags, or of a person's profile."""
    entry = record.data
    tags: list[str] = []
    if isinstance(entry, Model):
        names = {topic.slug: topic.name for topic in registry.fields[entry.field].data.topics}
        tags = [registry.types[entry.model_type].data.name] if entry.model_type else []
        tags += [names[topic] for topic in entry.topics if topic in names]
    return PageMetadata(
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
    link = link_targets.link_of(context.places, record, "../../")
    return {"story": Markup(markdown.render(text, image=known.get, prefix="../../", link=link))}


def _unit_links(unit: str, registry: Registry) -> tuple[Link, Link | None]:
    """Return a link to the unit and, when it has ended, to the unit it is part of now."""
    data: Unit = registry.units[unit].data
    successor = registry.units.get(data.successor or "")
    now = Link(f"don-vi/{successor.slug}/", successor.data.place) if successor else None
    return Link(f"don-vi/{unit}/", data.name), now


def _partners(units: Iterable[str], registry: Registry) -> tuple[Link, ...]:
    """Return links to the further units of an entry."""
    return tuple(Link(f"don-vi/{unit}/", registry.units[unit].data.name) for unit in units if unit in registry.units)


def _common(record: Record[Entry], context: Context) -> dict[str, object]:
    """Return the fields of ``StoryView`` that models and people fill in the same way."""
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
        "partners": _partners(entry.partner_units, registry),
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


def model_view(record: Record[Model], context: Context) -> StoryView:
    """Return what a model's page prints."""
    model, registry = record.data, context.registry
    relations, cards = context.figures.relations, context.cards
    effect = model.effect
    replication = effect.replication if effect else None
    return StoryView(
        **_common(record, context),  # type: ignore[arg-type]
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
        documents=tuple(model_documents(model)),
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


def _model_link(slug: str, cards: SummaryCards) -> Link | None:
    card = cards.models.get(slug)
    return Link(card.href or "", f"{card.title} ({card.place})") if card else None


def _person_link(slug: str, cards: SummaryCards) -> Link:
    card = cards.exemplars[slug]
    return Link(card.href or "", card.title)


def exemplar_view(record: Record[Exemplar], context: Context) -> StoryView:
    """Return what a person's page prints."""
    person = record.data
    relations, cards = context.figures.relations, context.cards
    achievement = person.achievement
    led = achievement.models if achievement else []
    return StoryView(
        **_common(record, context),  # type: ignore[arg-type]
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
        documents=(),
        related=tuple(cards.exemplars[slug] for slug in relations.related_exemplars(record.slug)),
    )
