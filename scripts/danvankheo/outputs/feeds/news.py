"""What machines follow: Atom, JSON Feed, sitemap.xml and robots.txt. All need absolute addresses, so a ``site_url``.

Feeds hold the newest entries that have a page; samples, which only a preview holds, say so in their title.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.settings import Settings
from danvankheo.outputs.context import Context, Listed
from danvankheo.outputs.head import SITE_NAME, vietnam_time
from danvankheo.records.schema import Entry

FEED, JSON_FEED = "feed.xml", "feed.json"
NEWEST = 30
SITEMAP = "sitemap.xml"
# The protocol's limit for one file.
SITEMAP_MOST = 50_000
_ATOM = "http://www.w3.org/2005/Atom"
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_IMAGES = "http://www.google.com/schemas/sitemap-image/1.1"
# A tag URI names a day on which its maker held the address; the movement's first year.
_SINCE = "2022"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a feed.

    name: stays the same when the entry is renamed, so that nobody is told of it twice; picture: its card, "" without one.
    """

    path: str
    name: str
    title: str
    summary: str
    author: str
    field: str
    published: date
    updated: date
    picture: str


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield the feeds of everything, in both formats, and one a field."""
    if not context.settings.site_url:
        return
    items = _items(context)
    publisher = context.registry.movement.data.publisher.name
    label = {slug: record.data.name for slug, record in context.registry.fields.items()}

    def feed(path: str, title: str, shown: Sequence[Item]) -> Artifact:
        newest = tuple(shown[:NEWEST])
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

    yield feed(FEED, SITE_NAME, items)
    yield _file(JSON_FEED, _json(items[:NEWEST], publisher, label, context.settings), "models/")
    for slug, name in label.items():
        yield feed(f"linh-vuc/{slug}/{FEED}", f"{name} – {SITE_NAME}", [item for item in items if item.field == slug])


def _items(context: Context) -> list[Item]:
    """Return the entries with a page, the newest first."""
    registry = context.registry
    models = [("mo-hinh", slug, record.data) for slug, record in registry.models.items() if record.has_page]
    people = [("dien-hinh", slug, record.data) for slug, record in registry.exemplars.items()]
    items = [_item(kind, slug, entry, context) for kind, slug, entry in (*models, *people)]
    return sorted(sorted(items, key=lambda item: item.path), key=lambda item: item.published, reverse=True)


def _item(kind: str, slug: str, entry: Entry, context: Context) -> Item:
    approved = entry.approval.day if entry.approval else context.as_of
    published = entry.published or approved
    unit = context.registry.units[entry.unit].data.name
    title = f"[Minh họa] {entry.title}" if entry.sample else entry.title
    author = entry.byline.name if entry.byline else unit
    name = f"{kind}/{(entry.former_slugs or [slug])[0]}"
    updated = max(published, entry.updated or published)
    path = f"{kind}/{slug}/"
    shared = context.shares.get(path)
    picture = shared.path() if shared else ""
    return Item(path, name, title, entry.summary or unit, author, entry.field, published, updated, picture)


def _atom(
    path: str, title: str, publisher: str, items: Iterable[Item], label: dict[str, str], context: Context
) -> bytes:
    site = context.settings.site_url
    tag = _tag(context.settings)
    items = list(items)
    page = path.removesuffix(FEED)
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": "vi"})
    _text(feed, "id", f"{tag}{page or 'trang-chu/'}")
    _text(feed, "title", title)
    _text(feed, "subtitle", context.registry.movement.data.full_name)
    _text(feed, "updated", vietnam_time(max((item.updated for item in items), default=context.as_of)))
    _text(SubElement(feed, "author"), "name", publisher)
    SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": site + path})
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": site + page})
    for item in items:
        entry = SubElement(feed, "entry")
        _text(entry, "id", f"{tag}{item.name}")
        _text(entry, "title", item.title)
        SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": site + item.path})
        _text(entry, "published", vietnam_time(item.published))
        _text(entry, "updated", vietnam_time(item.updated))
        _text(SubElement(entry, "author"), "name", item.author)
        SubElement(entry, "category", {"term": item.field, "label": label[item.field]})
        _text(entry, "summary", item.summary)
    return _xml(feed)


def _json(items: Iterable[Item], publisher: str, label: dict[str, str], settings: Settings) -> bytes:
    """Return the feed as JSON Feed 1.1, with the picture Atom has no word for."""
    site = settings.site_url
    rows = [
        {
            "id": f"{_tag(settings)}{item.name}",
            "url": site + item.path,
            "title": item.title,
            "content_text": item.summary,
            "summary": item.summary,
            **({"image": site + item.picture} if item.picture else {}),
            "date_published": vietnam_time(item.published),
            "date_modified": vietnam_time(item.updated),
            "authors": [{"name": item.author}],
            "tags": [label[item.field]],
        }
        for item in items
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": SITE_NAME,
        "home_page_url": site,
        "feed_url": site + JSON_FEED,
        "language": "vi",
        "authors": [{"name": publisher}],
        "items": rows,
    }
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def _tag(settings: Settings) -> str:
    return f"tag:{settings.lasting_host},{_SINCE}:"


def sitemap(pages: Iterable[Listed], site_url: str) -> Iterator[Artifact]:
    """Yield sitemap.xml with the pages search engines may list (more files when it would be too long), robots.txt."""
    if not site_url:
        return
    listed = sorted(pages, key=lambda page: page.address)
    changed = {page.address: page.changed for page in listed}
    rows = [
        (site_url + page.address, _changed(page, changed), [site_url + path for path in page.images]) for page in listed
    ]
    parts = [rows[first : first + SITEMAP_MOST] for first in range(0, len(rows), SITEMAP_MOST)] or [[]]
    names = [SITEMAP] if len(parts) == 1 else [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield _file(name, _urls("urlset", "url", part))
    if len(parts) > 1:
        yield _file(SITEMAP, _urls("sitemapindex", "sitemap", [(site_url + name, None, []) for name in names]))
    yield _file("robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {site_url}{SITEMAP}\n".encode())


def _changed(page: Listed, changed: Mapping[str, date | None]) -> date | None:
    """Return the day a page says it changed, that of the newest page it lists otherwise; None when nobody knows."""
    days = (changed.get(address) for address in page.items)
    return page.changed or max((day for day in days if day), default=None)


def _urls(root: str, each: str, rows: Iterable[tuple[str, date | None, Sequence[str]]]) -> bytes:
    urls = Element(root, {"xmlns": _SITEMAPS, **({"xmlns:image": _IMAGES} if root == "urlset" else {})})
    for address, changed, images in rows:
        url = SubElement(urls, each)
        _text(url, "loc", address)
        if changed:
            _text(url, "lastmod", changed.isoformat())
        for image in images:
            _text(SubElement(url, "image:image"), "image:loc", image)
    return _xml(urls)


def _file(path: str, data: bytes, source: str = "") -> Artifact:
    return Artifact(path, digest(data), lambda: data, source or path)


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = _NOT_XML.sub("", text)


def _xml(root: Element) -> bytes:
    indent(root)
    text: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()
