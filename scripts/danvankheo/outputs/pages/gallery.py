"""The galleries of models and exemplars, /mo-hinh/ and /dien-hinh/; the pages of fields and types use ``gallery_pages``, too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.locale import number
from danvankheo.outputs.context import Context
from danvankheo.outputs.head import PageMetadata
from danvankheo.outputs.views import gallery_filters
from danvankheo.outputs.views.field_links import field_links
from danvankheo.outputs.views.gallery_filters import Filters
from danvankheo.outputs.views.parts import ONE_PAGE, GalleryLink, Link, Pager, page_href, pager
from danvankheo.outputs.views.summary_cards import (
    EXEMPLARS,
    SummaryCard,
    SummaryCards,
    count_words,
    exemplar_words,
    newest_first,
    newest_people,
)
from danvankheo.records.registry import Record
from danvankheo.records.schema import Model
from danvankheo.rendering import link_targets, markdown
from danvankheo.rendering.frame import MenuSection
from danvankheo.rendering.templates import Markup

ADDRESSES = ("mo-hinh/", "dien-hinh/")

PER_PAGE = 12


@dataclass(frozen=True, slots=True)
class Gallery:
    """A gallery, or one page of it.

    words: the number of entries; cards: all entries with a page, on a page those of that page; without_page: models
    that are only registered; filters: their data; samples: a sample may be among
    what the filters show.
    """

    title: str
    lead: str = ""
    crumbs: tuple[Link, ...] = ()
    words: str = ""
    cards: tuple[SummaryCard, ...] = ()
    without_page: tuple[SummaryCard, ...] = ()
    topics: tuple[GalleryLink, ...] = ()
    links: tuple[GalleryLink, ...] = ()
    links_title: str = ""
    pager: Pager = ONE_PAGE
    palette: str = ""
    filters: Filters | None = None
    samples: bool = False


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield the pages of both galleries, and the data of the models' filters."""
    filters = gallery_filters.model_filters(context.registry, context.cards)
    yield from _models(context, filters)
    yield from gallery_filters.artifacts(filters) if filters else ()
    filters = gallery_filters.exemplar_filters(context.registry, context.cards)
    yield from gallery_filters.artifacts(filters) if filters else ()
    people = tuple(context.cards.exemplars[each.slug] for each in newest_people(context.registry.exemplars.values()))
    gallery = Gallery(
        EXEMPLARS,
        "Những người trẻ, những tập thể kiên trì vận động, được đoàn viên và nhân dân tin, làm theo.",
        words=exemplar_words(people),
        cards=people,
        filters=filters,
        samples=any(card.sample for card in people),
    )
    yield from gallery_pages(context, "dien-hinh/", MenuSection.EXEMPLARS, gallery, source="exemplars/")


def _models(context: Context, filters: Filters | None) -> Iterator[Artifact]:
    cards = cards_of(context.cards, newest_first(context.registry.models.values()))
    gallery = Gallery(
        "Mô hình “Dân vận khéo”",
        "Việc tốt của các tập thể, cá nhân ở cơ sở Đoàn: ai làm, vận động thế nào, điều gì đã thay đổi và nơi khác làm theo ra sao.",
        **cards,
        links=tuple(field_links(context.registry, context.cards)),
        links_title="Theo lĩnh vực",
        filters=filters,
        samples=any(card.sample for card in cards["cards"]),
    )  # fmt: skip
    yield from gallery_pages(context, "mo-hinh/", MenuSection.MODELS, gallery, source="models/")


def cards_of(cards: SummaryCards, records: Sequence[Record[Model]]) -> dict[str, Any]:
    """Return the fields ``cards``, ``without_page`` and ``words`` of a gallery of these models."""
    found = tuple(cards.models[record.slug] for record in records if record.has_page)
    rest = tuple(cards.models[record.slug] for record in records if not record.has_page)
    words = count_words([*found, *rest])
    if found and rest:  # other pages name the sum; without this the cards would not add up to it
        words = f"{words}; trong đó {number(len(rest))} mới đăng ký, chưa có bài"
    return {"cards": found, "without_page": rest, "words": words}


def gallery_pages(
    context: Context,
    base: str,
    kind: MenuSection,
    gallery: Gallery,
    *,
    introduction: str = "",
    source: str = "",
    feeds: tuple[str, ...] = (),
) -> Iterator[Artifact]:
    """Yield the pages of a gallery at ``base``; only the first has the introduction (HTML) and the other lists."""
    every = gallery.cards
    later = Gallery(gallery.title, crumbs=gallery.crumbs, words=gallery.words, palette=gallery.palette)
    description = (
        gallery.lead
        or f"{gallery.title}: {gallery.words or f'mô hình “Dân vận khéo” của {context.registry.movement.data.youth}'}."
    )
    count = max(1, -(-len(every) // PER_PAGE))
    for page in range(1, count + 1):
        first = page == 1
        cards = every[(page - 1) * PER_PAGE : page * PER_PAGE]
        view = replace(gallery if first else later, cards=cards, pager=pager(base, page, count))
        story = introduction if first else ""
        yield context.page(
            page_href(base, page),
            kind,
            "gallery.html",
            title=gallery.title if first else f"{gallery.title} – trang {page}",
            description=description,
            data={"view": view, "story": Markup(story)},
            inputs=digest(repr(view), story),
            sample=bool(cards) and all(card.sample for card in cards),
            source=source,
            metadata=PageMetadata(
                "gallery",
                items=tuple((card.href, card.title) for card in cards if card.href),
                feeds=feeds if first else (),
            ),
        )


def introduction_of(context: Context, record: Record[Any]) -> str:
    """Return the text of a field's or type's file as HTML, "" without one."""
    text, _ = record.story(context.registry.repo)
    if not text.strip():
        return ""
    link = link_targets.link_of(context.places, record, "../../")
    return markdown.render(text, image=lambda _: None, prefix="../../", link=link)
