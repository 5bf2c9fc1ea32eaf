"""The pages of models and exemplars: the story, the criteria with their evidence, how others can do the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from danvankheo.base.artifact import Artifact, digest
from danvankheo.media.responsive_images import ResponsiveImage
from danvankheo.outputs.context import Context, EntryPage, PageContent, SitemapEntry, sitemap_entry
from danvankheo.outputs.head import PageMetadata
from danvankheo.outputs.views.photos import pictures
from danvankheo.outputs.views.story import StoryView, exemplar_view, model_view, partner_links, plan_words, unit_links
from danvankheo.outputs.views.summary_cards import exemplar_kind, models_of_collective
from danvankheo.records.choices import ExemplarKind
from danvankheo.records.registry import Kind, Record, Registry
from danvankheo.records.schema import Entry, Exemplar, Model
from danvankheo.rendering import link_targets, markdown
from danvankheo.rendering.frame import MenuSection
from danvankheo.rendering.templates import Markup

_TEMPLATES = {None: "story.html", ExemplarKind.PERSON: "story_person.html", ExemplarKind.COLLECTIVE: "story_collective.html"}  # fmt: skip
_METADATA_KINDS = {None: "article", ExemplarKind.PERSON: "person", ExemplarKind.COLLECTIVE: "collective"}


def entries_with_page(registry: Registry) -> Iterator[Record[Entry]]:
    """Yield every model that has more than a registration, and every exemplar."""
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
        kind = page.card.exemplar
        section = MenuSection.EXEMPLARS if kind else MenuSection.MODELS
        yield context.entry_page(page, section, _TEMPLATES[kind])


def _content(context: Context, record: Record[Any], view_of: Callable[..., StoryView]) -> PageContent:
    view = view_of(record, context.registry, context.figures.relations, context.cards, context.memory)
    metadata = _metadata(record, view, context.registry)
    return PageContent(record.data.title, _description(view), {"view": view}, metadata)


def _inputs(record: Record[Any], context: Context, shown: Mapping[str, ResponsiveImage]) -> str:
    """Return a digest of all that an entry's page shows: of its own file, its photos, other files."""
    registry, entry = context.registry, record.summary
    units = repr((unit_links(entry.unit, registry), partner_links(entry.partner_units, registry)))
    links = repr(link_targets.resolved(context.places, record))
    own = (
        record.digest,
        repr(plan_words(record, registry)),
        registry.fields[entry.field].digest,
        units,
        repr(shown),
        links,
    )
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
    if record.summary.collective:
        yield from (each.digest for each in models_of_collective(record, context.registry))
    yield "related"
    yield from map(cards.exemplar_digest, context.figures.relations.related_exemplars(record.slug))


def _description(view: StoryView) -> str:
    """Return the summary; unit and year follow a short one."""
    place = f"{view.unit.name}, {view.year}."
    if not view.summary:
        return f"{view.title}. {place}"
    return view.summary if len(view.summary) >= 110 else f"{view.summary} {place}"


def _metadata(record: Record[Entry], view: StoryView, registry: Registry) -> PageMetadata:
    """Return the metadata of the page: of an article with its tags, or of a profile."""
    entry = record.data
    tags: list[str] = []
    if isinstance(entry, Model):
        names = {topic.slug: topic.name for topic in registry.fields[entry.field].data.topics}
        tags = [registry.types[entry.model_type].data.name] if entry.model_type else []
        tags += [names[topic] for topic in entry.topics if topic in names]
    return PageMetadata(
        kind=_METADATA_KINDS[exemplar_kind(record)],
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
