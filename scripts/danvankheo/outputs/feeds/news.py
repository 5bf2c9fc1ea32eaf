"""The newest entries as Atom and JSON Feed: feed.xml, feed.json, and a feed.xml for each field.

Feeds need absolute addresses, so they exist only with a ``site_url``. Samples, which only a preview holds, say so in
their title.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element, SubElement

from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.settings import Settings
from danvankheo.outputs.context import Context
from danvankheo.outputs.feeds.xml import add_text, xml_bytes
from danvankheo.outputs.head import vietnam_time
from danvankheo.records.movement import Movement
from danvankheo.records.schema import Entry

ADDRESSES = (r"feed\.xml", r"feed\.json")

FEED, JSON_FEED = "feed.xml", "feed.json"
NEWEST = 30
_ATOM = "http://www.w3.org/2005/Atom"
# The date in a tag URI: a day on which the publisher had the address; the movement's first year.
_SINCE = "2022"


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An entry in a feed.

    name: its first address, so that a renamed entry is not shown as new; image: path of its share image, "" without one.
    """

    path: str
    name: str
    title: str
    summary: str
    author: str
    field: str
    published: date
    updated: date
    image: str


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield the feeds of all entries, in both formats, and a feed for each field."""
    if not context.settings.site_url:
        return
    items = _items(context)
    movement = context.registry.movement.data
    publisher, site_name = movement.publisher.name, movement.site_name
    label = {slug: record.data.name for slug, record in context.registry.fields.items()}

    def feed(path: str, title: str, newest_first: Sequence[FeedItem]) -> Artifact:
        newest = tuple(newest_first[:NEWEST])
        inputs = digest(
            path,
            title,
            publisher,
            context.settings.site_url,
            context.settings.lasting_host,
            repr(newest),
            repr(label),
            str(context.as_of),
        )
        return Artifact(path, inputs, lambda: _atom(path, title, publisher, newest, label, context), "models/")

    yield feed(FEED, site_name, items)
    data = _json(items[:NEWEST], movement, label, context.settings)
    yield Artifact(JSON_FEED, digest(data), lambda: data, "models/")
    for slug, name in label.items():
        yield feed(f"linh-vuc/{slug}/{FEED}", f"{name} – {site_name}", [item for item in items if item.field == slug])


def _items(context: Context) -> list[FeedItem]:
    """Return the entries with a page, the newest first."""
    registry = context.registry
    models = [("mo-hinh", slug, record.data) for slug, record in registry.models.items() if record.has_page]
    people = [("dien-hinh", slug, record.data) for slug, record in registry.exemplars.items()]
    items = [_item(kind, slug, entry, context) for kind, slug, entry in (*models, *people)]
    return sorted(sorted(items, key=lambda item: item.path), key=lambda item: item.published, reverse=True)


def _item(kind: str, slug: str, entry: Entry, context: Context) -> FeedItem:
    approved = entry.approval.day if entry.approval else context.as_of
    published = entry.published or approved
    unit = context.registry.unit_name(entry.unit)
    title = f"[Minh họa] {entry.title}" if entry.sample else entry.title
    author = entry.byline.name if entry.byline else unit
    name = f"{kind}/{(entry.former_slugs or [slug])[0]}"
    updated = max(published, entry.updated or published)
    path = f"{kind}/{slug}/"
    image = context.share_images[path]().path() if path in context.share_images else ""
    return FeedItem(path, name, title, entry.summary or unit, author, entry.field, published, updated, image)


def _atom(
    path: str, title: str, publisher: str, items: Iterable[FeedItem], label: dict[str, str], context: Context
) -> bytes:
    site = context.settings.site_url
    tag = _tag(context.settings)
    items = list(items)
    page = path.removesuffix(FEED)
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": "vi"})
    add_text(feed, "id", f"{tag}{page or 'trang-chu/'}")
    add_text(feed, "title", title)
    add_text(feed, "subtitle", context.registry.movement.data.full_name)
    add_text(feed, "updated", vietnam_time(max((item.updated for item in items), default=context.as_of)))
    add_text(SubElement(feed, "author"), "name", publisher)
    SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": site + path})
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": site + page})
    for item in items:
        entry = SubElement(feed, "entry")
        add_text(entry, "id", f"{tag}{item.name}")
        add_text(entry, "title", item.title)
        SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": site + item.path})
        add_text(entry, "published", vietnam_time(item.published))
        add_text(entry, "updated", vietnam_time(item.updated))
        add_text(SubElement(entry, "author"), "name", item.author)
        SubElement(entry, "category", {"term": item.field, "label": label[item.field]})
        add_text(entry, "summary", item.summary)
    return xml_bytes(feed)


def _json(items: Iterable[FeedItem], movement: Movement, label: dict[str, str], settings: Settings) -> bytes:
    """Return the feed as JSON Feed 1.1, which has an image for each item; Atom has none."""
    site = settings.site_url
    rows = [
        {
            "id": f"{_tag(settings)}{item.name}",
            "url": site + item.path,
            "title": item.title,
            "content_text": item.summary,
            "summary": item.summary,
            **({"image": site + item.image} if item.image else {}),
            "date_published": vietnam_time(item.published),
            "date_modified": vietnam_time(item.updated),
            "authors": [{"name": item.author}],
            "tags": [label[item.field]],
        }
        for item in items
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": movement.site_name,
        "home_page_url": site,
        "feed_url": site + JSON_FEED,
        "language": "vi",
        "authors": [{"name": movement.publisher.name}],
        "items": rows,
    }
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def _tag(settings: Settings) -> str:
    return f"tag:{settings.lasting_host},{_SINCE}:"
