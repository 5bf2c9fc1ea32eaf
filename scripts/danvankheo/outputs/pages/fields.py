"""The fields of work: /linh-vuc/, a gallery for each field and for each topic of a field."""

from __future__ import annotations

from collections.abc import Iterator

from danvankheo.base.artifact import Artifact, digest
from danvankheo.outputs.context import Context
from danvankheo.outputs.feeds.news import FEED
from danvankheo.outputs.pages.gallery import Gallery, cards_of, gallery_pages, introduction_of
from danvankheo.outputs.views.field_links import field_links, fields_in_words, models_by_field, with_days
from danvankheo.outputs.views.parts import GalleryLink, Link
from danvankheo.outputs.views.summary_cards import count_words
from danvankheo.records.registry import Record
from danvankheo.records.schema import Model
from danvankheo.records.vocabulary import FieldOfWork
from danvankheo.rendering.frame import MenuSection

ADDRESSES = ("linh-vuc/", r"linh-vuc/[a-z0-9-]+/[a-z0-9-]+/")

FOLDER = "linh-vuc/"
_CRUMB = Link(FOLDER, "Lĩnh vực")


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield the index and the galleries."""
    fields = context.registry.fields.values()
    links = tuple(field_links(context.registry, context.cards))
    words, as_of = fields_in_words(context.registry, context.as_of), context.as_of
    title = words[0].upper() + words[1:]
    shown = [
        (link, with_days(field.data.summary, field.data, as_of)) for link, field in zip(links, fields, strict=True)
    ]
    yield context.page(
        FOLDER, MenuSection.FIELDS, "fields.html", title=title,
        description=f"{title} xây dựng mô hình “Dân vận khéo” theo Kế hoạch, với các nội dung và mô hình của từng lĩnh vực.",
        data={"links": shown, "title": title, "words": words},
        inputs=digest(repr(shown), title, *(record.digest for record in fields)),
    )  # fmt: skip
    for slug, models in models_by_field(context.registry).items():
        yield from _field(context, slug, context.registry.fields[slug], models)


def _field(context: Context, slug: str, record: Record[FieldOfWork], models: list[Record[Model]]) -> Iterator[Artifact]:
    """Yield the gallery of a field and those of its topics."""
    field, cards, base = record.data, context.cards, f"{FOLDER}{slug}/"
    by_topic = {topic.slug: [each for each in models if topic.slug in each.data.topics] for topic in field.topics}
    gallery = Gallery(
        field.name,
        with_days(field.summary, field, context.as_of),
        (_CRUMB,),
        **cards_of(cards, models),
        topics=tuple(
            GalleryLink(
                f"{base}{topic.slug}/",
                topic.name,
                count_words([cards.models[each.slug] for each in by_topic[topic.slug]]),
            )
            for topic in field.topics
        ),
        palette=field.palette.value,
    )
    yield from gallery_pages(
        context, base, MenuSection.FIELDS, gallery, introduction=introduction_of(context, record), source=record.path,
        feeds=(f"{base}{FEED}",),
    )  # fmt: skip
    crumbs = (_CRUMB, Link(base, field.short_name))
    for topic in field.topics:
        gallery = Gallery(
            topic.name, crumbs=crumbs, **cards_of(cards, by_topic[topic.slug]), palette=field.palette.value
        )
        yield from gallery_pages(context, f"{base}{topic.slug}/", MenuSection.FIELDS, gallery, source=record.path)
