"""Galleries: /mo-hinh/, /dien-hinh/, fields and model types, each page a plain file, twelve cards a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.locale import number
from danvankheo.outputs.context import Context
from danvankheo.outputs.feeds.news import FEED
from danvankheo.outputs.head import About
from danvankheo.outputs.pages import gallery_filters
from danvankheo.outputs.pages.entry_cards import Card, Cards, newest_first, newest_people
from danvankheo.records.registry import Record
from danvankheo.records.schema import Model
from danvankheo.rendering import link_targets, markdown
from danvankheo.rendering.frame import MenuSection
from danvankheo.rendering.templates import Markup

PER_PAGE = 12


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a page stands among the pages of a gallery; links are below the site's root, None at the ends.

    pages: (number, link) of the first, the last and those around this page; None where some are left out.
    """

    number: int
    count: int
    previous: str | None
    next: str | None
    pages: tuple[tuple[int, str] | None, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link with a count in words."""

    href: str
    name: str
    words: str
    palette: str = ""


@dataclass(frozen=True, slots=True)
class Gallery:
    """One page of a gallery. filters: the version of the filters' data; samples: whether a sample may be among what they show."""

    title: str
    lead: str
    crumbs: tuple[Link, ...]
    words: str
    cards: tuple[Card, ...]
    waiting: tuple[Card, ...]
    topics: tuple[Link, ...]
    links: tuple[Link, ...]
    links_title: str
    pager: Pager
    palette: str = ""
    filters: str = ""
    samples: bool = False


def artifacts(context: Context, cards: Cards) -> Iterator[Artifact]:
    """Yield every gallery page, and what the filters of the first need."""
    found = gallery_filters.filters(context.registry, cards)
    yield from _models(context, cards, found.version if found else "")
    yield from gallery_filters.artifacts(found) if found else ()
    yield from _exemplars(context, cards)
    yield from _fields(context, cards)
    yield from _types(context, cards)


def count_words(items: Sequence[Card], noun: str = "mô hình") -> str:
    """Return "12 mô hình", real and sample told apart, never added; "" when there is nothing to count."""
    real = sum(not card.sample for card in items)
    samples = len(items) - real
    if not real:
        return f"{number(samples)} {noun} minh họa" if samples else ""
    return f"{number(real)} {noun}" + (f", {number(samples)} {noun} minh họa" if samples else "")


def pager(base: str, number_: int, count: int) -> Pager:
    """Return the pager of page ``number_`` (from 1) of ``count``."""

    def link(page: int) -> str:
        return base if page == 1 else f"{base}trang/{page}/"

    near = sorted({1, count, *range(max(1, number_ - 1), min(count, number_ + 1) + 1)})
    pages: list[tuple[int, str] | None] = []
    for page in near:
        if pages and pages[-1] and page - pages[-1][0] > 1:
            pages.append(None)
        pages.append((page, link(page)))
    previous = link(number_ - 1) if number_ > 1 else None
    following = link(number_ + 1) if number_ < count else None
    return Pager(number_, count, previous, following, tuple(pages))


def _pages(
    context: Context,
    base: str,
    kind: MenuSection,
    gallery: Gallery,
    cards: Sequence[Card],
    story: str = "",
    source: str = "",
    feeds: tuple[str, ...] = (),
) -> Iterator[Artifact]:
    """Yield the pages of one gallery; the introduction and the lists around stand on the first alone."""
    count = max(1, -(-len(cards) // PER_PAGE))
    for page in range(1, count + 1):
        first = page == 1
        view = Gallery(
            gallery.title, gallery.lead if first else "", gallery.crumbs, gallery.words,
            tuple(cards[(page - 1) * PER_PAGE : page * PER_PAGE]), gallery.waiting if first else (),
            gallery.topics if first else (), gallery.links if first else (), gallery.links_title,
            pager(base, page, count), gallery.palette, gallery.filters if first else "", gallery.samples and first,
        )  # fmt: skip
        shown = cards[(page - 1) * PER_PAGE : page * PER_PAGE]
        yield context.page(
            base if first else f"{base}trang/{page}/",
            kind,
            "gallery.html",
            title=gallery.title if first else f"{gallery.title} – trang {page}",
            description=gallery.lead
            or f"{gallery.title}: {gallery.words or 'mô hình “Dân vận khéo” của tuổi trẻ Thọ Xuân'}.",
            data={"view": view, "story": Markup(story) if first else Markup("")},
            inputs=digest(repr(view), story if first else ""),
            sample=bool(shown) and all(card.sample for card in shown),
            source=source,
            about=About(
                "gallery",
                items=tuple((card.href, card.title) for card in shown if card.href),
                feeds=feeds if first else (),
            ),
        )


def _told(cards: Cards, records: Sequence[Record[Model]]) -> tuple[list[Card], list[Card]]:
    """Return the cards of models with a page and of those registered without one."""
    told = [cards.models[record.slug] for record in records if record.has_page]
    return told, [cards.models[record.slug] for record in records if not record.has_page]


def _words(told: Sequence[Card], waiting: Sequence[Card]) -> str:
    """Return how many models there are and how many of them have no story yet: the sum other pages name is then no riddle."""
    words = count_words([*told, *waiting])
    return f"{words}; trong đó {number(len(waiting))} mới đăng ký, chưa có bài" if told and waiting else words


def _models(context: Context, cards: Cards, filters: str) -> Iterator[Artifact]:
    registry = context.registry
    told, waiting = _told(cards, newest_first(registry.models.values()))
    fields = tuple(_field_links(context, cards))
    lead = "Việc tốt của các tập thể, cá nhân ở cơ sở Đoàn: ai làm, vận động thế nào, điều gì đã thay đổi và nơi khác làm theo ra sao."
    gallery = Gallery(
        "Mô hình “Dân vận khéo”",
        lead,
        (),
        _words(told, waiting),
        (),
        tuple(waiting),
        (),
        fields,
        "Theo lĩnh vực",
        _ONE,
        "",
        filters,
        any(card.sample for card in told),
    )
    yield from _pages(context, "mo-hinh/", MenuSection.MODELS, gallery, told, source="models/")


def _exemplars(context: Context, cards: Cards) -> Iterator[Artifact]:
    people = [cards.exemplars[record.slug] for record in newest_people(context.registry.exemplars.values())]
    lead = "Những người trẻ kiên trì vận động, được đoàn viên và nhân dân tin, làm theo."
    gallery = Gallery("Điển hình cá nhân", lead, (), count_words(people, "điển hình"), (), (), (), (), "", _ONE)
    yield from _pages(context, "dien-hinh/", MenuSection.EXEMPLARS, gallery, people, source="exemplars/")


_ONE = Pager(1, 1, None, None, ())


def by_field(context: Context) -> dict[str, list[Record[Model]]]:
    """Return the models of each field, newest first, also the fields without one."""
    found: dict[str, list[Record[Model]]] = {slug: [] for slug in context.registry.fields}
    for record in newest_first(context.registry.models.values()):
        found[record.abstract.field].append(record)
    return found


def _field_links(context: Context, cards: Cards) -> Iterator[Link]:
    for slug, records in by_field(context).items():
        field = context.registry.fields[slug].data
        words = count_words([cards.models[record.slug] for record in records])
        yield Link(f"linh-vuc/{slug}/", field.name, words, field.palette.value)


def _fields(context: Context, cards: Cards) -> Iterator[Artifact]:
    links = tuple(_field_links(context, cards))
    yield context.page(
        "linh-vuc/", MenuSection.FIELDS, "fields.html", title="Bốn lĩnh vực",
        description="Bốn lĩnh vực xây dựng mô hình “Dân vận khéo” theo Kế hoạch, với các nội dung và mô hình của từng lĩnh vực.",
        data={"links": [(link, context.registry.fields[link.href.split("/")[1]].data.summary) for link in links]},
        inputs=digest(repr(links), *(record.digest for record in context.registry.fields.values())),
    )  # fmt: skip
    for slug, records in by_field(context).items():
        record = context.registry.fields[slug]
        told, waiting = _told(cards, records)
        by_topic = {topic.slug: [r for r in records if topic.slug in r.data.topics] for topic in record.data.topics}
        topics = tuple(
            Link(
                f"linh-vuc/{slug}/{topic.slug}/",
                topic.name,
                count_words([cards.models[r.slug] for r in by_topic[topic.slug]]),
            )
            for topic in record.data.topics
        )
        crumbs: tuple[Link, ...] = (Link("linh-vuc/", "Lĩnh vực", ""),)
        gallery = Gallery(record.data.name, record.data.summary, crumbs, _words(told, waiting), (), tuple(waiting), topics, (), "",
                          _ONE, record.data.palette.value)  # fmt: skip
        story = _introduction(context, record)
        yield from _pages(context, f"linh-vuc/{slug}/", MenuSection.FIELDS, gallery, told, story, record.path,
                          feeds=(f"linh-vuc/{slug}/{FEED}",))  # fmt: skip
        path_here = (*crumbs, Link(f"linh-vuc/{slug}/", record.data.short_name, ""))
        for topic in record.data.topics:
            told, waiting = _told(cards, by_topic[topic.slug])
            gallery = Gallery(
                topic.name,
                "",
                path_here,
                _words(told, waiting),
                (),
                tuple(waiting),
                (),
                (),
                "",
                _ONE,
                record.data.palette.value,
            )
            yield from _pages(
                context, f"linh-vuc/{slug}/{topic.slug}/", MenuSection.FIELDS, gallery, told, source=record.path
            )


def _types(context: Context, cards: Cards) -> Iterator[Artifact]:
    registry = context.registry
    found: dict[str, list[Record[Model]]] = {slug: [] for slug in registry.types}
    for record in newest_first(registry.models.values()):
        if record.abstract.model_type:
            found[record.abstract.model_type].append(record)
    groups: dict[str, list[Link]] = {}
    for slug, records in found.items():
        kind = registry.types[slug].data
        words = count_words([cards.models[record.slug] for record in records])
        groups.setdefault(kind.plan_section.label, []).append(Link(f"loai-mo-hinh/{slug}/", kind.name, words))
    yield context.page(
        "loai-mo-hinh/", MenuSection.MODELS, "types.html", title="Loại mô hình",
        description="Các loại mô hình Kế hoạch nêu làm ví dụ, mỗi loại một trang với những mô hình đã có.",
        data={"groups": list(groups.items())}, inputs=digest(repr(groups)),
    )  # fmt: skip
    for slug, records in found.items():
        kind_record = registry.types[slug]
        told, waiting = _told(cards, records)
        crumbs = (Link("mo-hinh/", "Mô hình", ""), Link("loai-mo-hinh/", "Loại mô hình", ""))
        gallery = Gallery(
            kind_record.data.name,
            kind_record.data.summary,
            crumbs,
            _words(told, waiting),
            (),
            tuple(waiting),
            (),
            (),
            "",
            _ONE,
        )
        story = _introduction(context, kind_record)
        yield from _pages(context, f"loai-mo-hinh/{slug}/", MenuSection.MODELS, gallery, told, story, kind_record.path)


def _introduction(context: Context, record: Record[Any]) -> str:
    text, _ = record.story(context.registry.repo)
    if not text.strip():
        return ""
    link = link_targets.link_of(context.registry, context.places, record, "../../")
    return markdown.render(text, image=lambda _: None, prefix="../../", link=link)
