"""The head of a page: Open Graph tags and linked data (JSON-LD), read by search engines and by sites that show a link.

Addresses are absolute, so a build without ``site_url`` leaves out all that needs one. Browsers do not run JSON-LD, so
the Content-Security-Policy allows it. It is escaped so that no title can close its element.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from html import escape, unescape
from typing import Any

from danvankheo.base.text import cut
from danvankheo.media.layout import IMAGE_FORMATS
from danvankheo.outputs.views.share_image import PageShareImage
from danvankheo.records.movement import Movement

TITLE, DESCRIPTION = 65, 160
# The first page of each section, as breadcrumbs name it.
SECTIONS = (
    ("mo-hinh/", "Mô hình"),
    ("dien-hinh/", "Tập thể, cá nhân điển hình"),
    ("linh-vuc/", "Lĩnh vực"),
    ("loai-mo-hinh/", "Loại mô hình"),
    ("don-vi/", "Đơn vị"),
    ("nam/", "Theo năm"),
)
# The names of organisations begin like this; other authors are people.
_BODIES = ("Ban ", "Đoàn ", "Chi đoàn", "Huyện ", "Tỉnh ", "Hội ", "Câu lạc bộ", "Tổ ", "Đội ", "Văn phòng")
_OG = re.compile(r'<meta property="og:([a-z_:]+)" content="([^"]*)">')
# Characters that could close the script element or end a line in it, written as JSON escapes.
_ESCAPES = tuple((sign, f"\\u{ord(sign):04x}") for sign in "<>&\u2028\u2029")


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What a page's head says beside title and description.

    kind: "page", "article" (a model), "person", "gallery", "dataset"; items: (path, name) of the pages in a gallery,
    (path, media type) of the files of a data set; license: address of its licence; role, unit: of a person; author: ""
    when none is named; hidden: for the staff, not for search engines; feeds, images: paths of the page's own feeds and
    photos.
    """

    kind: str = "page"
    published: date | None = None
    updated: date | None = None
    section: str = ""
    tags: tuple[str, ...] = ()
    author: str = ""
    role: str = ""
    unit: str = ""
    items: tuple[tuple[str, str], ...] = ()
    hidden: bool = False
    feeds: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    license: str = ""


@dataclass(frozen=True, slots=True)
class PageHead:
    """All that a page's head is made of; path: below the site's root; image: None when the site makes no share images."""

    path: str
    title: str
    description: str
    sample: bool
    metadata: PageMetadata
    image: PageShareImage | None


def full_title(path: str, title: str, site_name: str) -> str:
    """Return the title in the browser's tab; the site's name follows where there is room for it."""
    words = " ".join(title.split())
    longer = f"{words} – {site_name}"
    return longer if path and len(longer) <= TITLE else cut(words, TITLE + 10)


def vietnam_time(day: date) -> str:
    """Return the beginning of a day in Vietnam in ISO 8601."""
    return f"{day.isoformat()}T00:00:00+07:00"


def render(page: PageHead, site_url: str, movement: Movement) -> str:
    """Return the tags of a page's head. movement: names the site, its publisher and its place."""
    description = cut(page.description, DESCRIPTION)
    tags = [_named("description", description)]
    if page.sample or page.metadata.hidden:
        tags.append(_named("robots", "noindex"))
    if site_url:
        tags.append(f'<link rel="canonical" href="{escape(site_url + page.path)}">')
        tags += [_feed(page, site_url + path, movement.site_name) for path in page.metadata.feeds]
    article = page.metadata.kind in ("article", "person")
    tags += [
        _property("og:type", "article" if article else "website"),
        _property("og:title", cut(page.title, TITLE + 10)),
        _property("og:description", description),
        _property("og:site_name", movement.site_name),
        _property("og:locale", "vi_VN"),
    ]
    if site_url:
        tags.append(_property("og:url", site_url + page.path))
        tags += _image(page.image, site_url)
    if article:
        tags += _article(page.metadata, site_url)
    tags.append(_named("twitter:card", "summary_large_image" if page.image and site_url else "summary"))
    data = json.dumps(_graph(page, description, site_url, movement), ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in _ESCAPES:
        data = data.replace(sign, escaped)
    tags.append(f'<script type="application/ld+json">{data}</script>')
    return "\n".join(tags)


def read(head: str) -> dict[str, str]:
    """Return the Open Graph tags of a head made by ``render``, by name without "og:"."""
    return {name: unescape(content) for name, content in _OG.findall(head)}


def _named(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{escape(content)}">'


def _feed(page: PageHead, address: str, site_name: str) -> str:
    title = escape(f"Bài mới: {page.title}" if page.path else f"Bài mới – {site_name}")
    kind = "application/feed+json" if address.endswith(".json") else "application/atom+xml"
    return f'<link rel="alternate" type="{kind}" title="{title}" href="{escape(address)}">'


def _property(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{escape(content)}">'


def _image(image: PageShareImage | None, site_url: str) -> list[str]:
    if image is None:
        return []
    # Without width and height Facebook shows no image the first time a link is shared.
    width, height = IMAGE_FORMATS["link"].size
    return [
        _property("og:image", site_url + image.path()),
        _property("og:image:type", "image/jpeg"),
        _property("og:image:width", str(width)),
        _property("og:image:height", str(height)),
        _property("og:image:alt", cut(image.alt, 200)),
    ]


def _article(metadata: PageMetadata, site_url: str) -> list[str]:
    pairs = [("published_time", metadata.published), ("modified_time", metadata.updated or metadata.published)]
    tags = [_property(f"article:{name}", vietnam_time(day)) for name, day in pairs if day]
    if metadata.section:
        tags.append(_property("article:section", metadata.section))
    tags += [_property("article:tag", tag) for tag in metadata.tags]
    return [*tags, _property("article:publisher", site_url)] if site_url else tags


def _graph(page: PageHead, description: str, site_url: str, movement: Movement) -> dict[str, Any]:
    """Return the page as linked data (schema.org)."""
    home, publisher = site_url or "", movement.publisher.name
    organization = _given({"@type": "Organization", "@id": home and f"{home}#don-vi", "name": publisher, "url": home})
    nodes = [organization]
    url = home and home + page.path
    metadata, images = page.metadata, _images(page.image, home)
    common = {
        "url": url,
        "description": description,
        "inLanguage": "vi",
        "publisher": {"@id": organization["@id"]} if home else {"@type": "Organization", "name": publisher},
    }
    days = {
        "datePublished": vietnam_time(metadata.published) if metadata.published else "",
        "dateModified": vietnam_time(day) if (day := metadata.updated or metadata.published) else "",
    }
    if metadata.kind == "article":
        kind = "Organization" if metadata.author.startswith(_BODIES) else "Person"
        author = {"@type": kind, "name": metadata.author} if metadata.author else common["publisher"]
        nodes.append({"@type": "NewsArticle", "headline": cut(page.title, 110), **common, **days, "image": images,
                      "mainEntityOfPage": url, "articleSection": metadata.section, "keywords": list(metadata.tags),
                      "author": author, "isAccessibleForFree": True,
                      "creativeWorkStatus": "Minh họa" if page.sample else ""})  # fmt: skip
    elif metadata.kind in ("person", "collective"):
        person = metadata.kind == "person"
        sample = "Nhân vật minh họa, không có thật" if person else "Tập thể minh họa, không có thật"
        honoured = {"@type": "Person" if person else "Organization", "name": page.title, "jobTitle": metadata.role, "url": url,
                    "memberOf" if person else "parentOrganization": {"@type": "Organization", "name": metadata.unit} if metadata.unit else "",
                    "disambiguatingDescription": sample if page.sample else ""}  # fmt: skip
        nodes.append({"@type": "ProfilePage", "name": page.title, **common, **days, "image": images,
                      "mainEntity": _given(honoured)})  # fmt: skip
    elif metadata.kind == "gallery":
        nodes.append({"@type": "CollectionPage", "name": page.title, **common, "mainEntity": _items(metadata, home)})
    elif metadata.kind == "dataset":
        files = [
            {"@type": "DataDownload", "contentUrl": home + path, "encodingFormat": kind}
            for path, kind in metadata.items
        ]
        nodes.append({"@type": "Dataset", "name": f"Số liệu phong trào {movement.site_name}", **common, **days, "creator": common["publisher"],
                      "license": metadata.license, "isAccessibleForFree": True, "spatialCoverage": movement.locality.whole_name if movement.locality else "",
                      "distribution": files if home else ""})  # fmt: skip
    else:
        kind = "WebPage" if page.path else "WebSite"
        nodes.append({"@type": kind, "name": page.title if page.path else movement.site_name, **common})
    if crumbs := _crumbs(page, home):
        nodes.append({"@type": "BreadcrumbList", "itemListElement": crumbs})
    return {"@context": "https://schema.org", "@graph": [_given(node) for node in nodes]}


def _given(node: dict[str, Any]) -> dict[str, Any]:
    """Return a node without its empty values."""
    return {name: value for name, value in node.items() if value not in ("", [], None)}


def _images(image: PageShareImage | None, home: str) -> list[str]:
    return [home + image.path(shape) for shape in image.shapes if shape != "story"] if image and home else []


def _items(metadata: PageMetadata, home: str) -> dict[str, Any] | str:
    if not home or not metadata.items:
        return ""
    pages = [
        {"@type": "ListItem", "position": place, "url": home + path, "name": name}
        for place, (path, name) in enumerate(metadata.items, 1)
    ]
    return {"@type": "ItemList", "numberOfItems": len(pages), "itemListElement": pages}


def _crumbs(page: PageHead, home: str) -> list[dict[str, Any]]:
    """Return the breadcrumbs: the home page, the section, the page."""
    if not home or not page.path:
        return []
    crumbs = [("", "Trang chủ")]
    crumbs += [(path, name) for path, name in SECTIONS if page.path.startswith(path) and page.path != path]
    crumbs.append((page.path, page.title))
    return [
        {"@type": "ListItem", "position": place, "name": name, "item": home + path}
        for place, (path, name) in enumerate(crumbs, 1)
    ]
