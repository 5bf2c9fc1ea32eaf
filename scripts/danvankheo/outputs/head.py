"""The head of a page: what those who show a shared link, and search engines, read of it.

Addresses are absolute, so a build without ``site_url`` says nothing that needs one. Data in JSON-LD are no script to a
browser: a Content-Security-Policy lets them stand. They are escaped so that no title can end their element.
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
from danvankheo.outputs.sharing.images import Shared

SITE_NAME = "Dân vận khéo Thọ Xuân"
TITLE, DESCRIPTION = 65, 160
# The page a section begins with, as the way to a page names it.
SECTIONS = (
    ("mo-hinh/", "Mô hình"),
    ("dien-hinh/", "Điển hình cá nhân"),
    ("linh-vuc/", "Lĩnh vực"),
    ("loai-mo-hinh/", "Loại mô hình"),
    ("don-vi/", "Đơn vị"),
    ("nam/", "Theo năm"),
)
# How the names of bodies begin; other authors are people.
_BODIES = ("Ban ", "Đoàn ", "Chi đoàn", "Huyện ", "Tỉnh ", "Hội ", "Câu lạc bộ", "Tổ ", "Đội ", "Văn phòng")
_OG = re.compile(r'<meta property="og:([a-z_:]+)" content="([^"]*)">')
# What could end a script, or a line of it, in JSON as JSON writes it.
_ESCAPES = tuple((sign, f"\\u{ord(sign):04x}") for sign in "<>&\u2028\u2029")


@dataclass(frozen=True, slots=True)
class About:
    """What a page is.

    kind: "page", "article" (a model), "person", "gallery", "dataset"; items: paths and names of what a gallery shows,
    paths and media types of what a data set consists of; license: the address of its licence; role, unit: of a person;
    author: who wrote, "" when nobody is named; hidden: for the staff, not to be found by search engines; feeds: the
    paths of the page's own feeds; images: the paths of its photos.
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
class Page:
    """A page as others see it: its path below the root, words, and its card."""

    path: str
    title: str
    description: str
    sample: bool
    about: About
    shared: Shared | None


def full_title(path: str, title: str) -> str:
    """Return the words of a browser's tab: the site's name follows where there is room for it."""
    words = " ".join(title.split())
    longer = f"{words} – {SITE_NAME}"
    return longer if path and len(longer) <= TITLE else cut(words, TITLE + 10)


def vietnam_time(day: date) -> str:
    """Return the beginning of a day in Vietnam as machines write it."""
    return f"{day.isoformat()}T00:00:00+07:00"


def render(page: Page, site_url: str, publisher: str) -> str:
    """Return the tags of a page's head."""
    description = cut(page.description, DESCRIPTION)
    tags = [_named("description", description)]
    if page.sample or page.about.hidden:
        tags.append(_named("robots", "noindex"))
    if site_url:
        tags.append(f'<link rel="canonical" href="{escape(site_url + page.path)}">')
        tags += [_feed(page, site_url + path) for path in page.about.feeds]
    article = page.about.kind in ("article", "person")
    tags += [
        _property("og:type", "article" if article else "website"),
        _property("og:title", cut(page.title, TITLE + 10)),
        _property("og:description", description),
        _property("og:site_name", SITE_NAME),
        _property("og:locale", "vi_VN"),
    ]
    if site_url:
        tags.append(_property("og:url", site_url + page.path))
        tags += _image(page.shared, site_url)
    if article:
        tags += _article(page.about, site_url)
    tags.append(_named("twitter:card", "summary_large_image" if page.shared and site_url else "summary"))
    data = json.dumps(_graph(page, description, site_url, publisher), ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in _ESCAPES:
        data = data.replace(sign, escaped)
    tags.append(f'<script type="application/ld+json">{data}</script>')
    return "\n".join(tags)


def read(head: str) -> dict[str, str]:
    """Return the Open Graph tags of a head made here, without their prefix: what a shared link shows."""
    return {name: unescape(content) for name, content in _OG.findall(head)}


def _named(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{escape(content)}">'


def _feed(page: Page, address: str) -> str:
    title = escape(f"Bài mới: {page.title}" if page.path else f"Bài mới – {SITE_NAME}")
    kind = "application/feed+json" if address.endswith(".json") else "application/atom+xml"
    return f'<link rel="alternate" type="{kind}" title="{title}" href="{escape(address)}">'


def _property(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{escape(content)}">'


def _image(shared: Shared | None, site_url: str) -> list[str]:
    """Without width and height Facebook shows no picture the first time a link is shared."""
    if shared is None:
        return []
    width, height = IMAGE_FORMATS["link"].size
    return [
        _property("og:image", site_url + shared.path()),
        _property("og:image:type", "image/jpeg"),
        _property("og:image:width", str(width)),
        _property("og:image:height", str(height)),
        _property("og:image:alt", cut(shared.alt, 200)),
    ]


def _article(about: About, site_url: str) -> list[str]:
    pairs = [("published_time", about.published), ("modified_time", about.updated or about.published)]
    tags = [_property(f"article:{name}", vietnam_time(day)) for name, day in pairs if day]
    if about.section:
        tags.append(_property("article:section", about.section))
    tags += [_property("article:tag", tag) for tag in about.tags]
    return [*tags, _property("article:publisher", site_url)] if site_url else tags


def _graph(page: Page, description: str, site_url: str, publisher: str) -> dict[str, Any]:
    """Return the page as linked data."""
    home = site_url or ""
    organization = _given({"@type": "Organization", "@id": home and f"{home}#don-vi", "name": publisher, "url": home})
    nodes = [organization]
    url = home and home + page.path
    about, pictures = page.about, _pictures(page.shared, home)
    common = {
        "url": url,
        "description": description,
        "inLanguage": "vi",
        "publisher": {"@id": organization["@id"]} if home else {"@type": "Organization", "name": publisher},
    }
    days = {
        "datePublished": vietnam_time(about.published) if about.published else "",
        "dateModified": vietnam_time(day) if (day := about.updated or about.published) else "",
    }
    if about.kind == "article":
        kind = "Organization" if about.author.startswith(_BODIES) else "Person"
        author = {"@type": kind, "name": about.author} if about.author else common["publisher"]
        nodes.append({"@type": "NewsArticle", "headline": cut(page.title, 110), **common, **days, "image": pictures,
                      "mainEntityOfPage": url, "articleSection": about.section, "keywords": list(about.tags),
                      "author": author, "isAccessibleForFree": True,
                      "creativeWorkStatus": "Minh họa" if page.sample else ""})  # fmt: skip
    elif about.kind == "person":
        person = {"@type": "Person", "name": page.title, "jobTitle": about.role, "url": url,
                  "memberOf": {"@type": "Organization", "name": about.unit} if about.unit else "",
                  "disambiguatingDescription": "Nhân vật minh họa, không có thật" if page.sample else ""}  # fmt: skip
        nodes.append({"@type": "ProfilePage", "name": page.title, **common, **days, "image": pictures,
                      "mainEntity": _given(person)})  # fmt: skip
    elif about.kind == "gallery":
        nodes.append({"@type": "CollectionPage", "name": page.title, **common, "mainEntity": _items(about, home)})
    elif about.kind == "dataset":
        files = [
            {"@type": "DataDownload", "contentUrl": home + path, "encodingFormat": kind} for path, kind in about.items
        ]
        nodes.append({"@type": "Dataset", "name": f"Số liệu phong trào {SITE_NAME}", **common, **days, "creator": common["publisher"],
                      "license": about.license, "isAccessibleForFree": True, "spatialCoverage": "Thọ Xuân, Thanh Hóa",
                      "distribution": files if home else ""})  # fmt: skip
    else:
        kind = "WebPage" if page.path else "WebSite"
        nodes.append({"@type": kind, "name": page.title if page.path else SITE_NAME, **common})
    if crumbs := _crumbs(page, home):
        nodes.append({"@type": "BreadcrumbList", "itemListElement": crumbs})
    return {"@context": "https://schema.org", "@graph": [_given(node) for node in nodes]}


def _given(node: dict[str, Any]) -> dict[str, Any]:
    """Return a node without what nobody said."""
    return {name: value for name, value in node.items() if value not in ("", [], None)}


def _pictures(shared: Shared | None, home: str) -> list[str]:
    return [home + shared.path(shape) for shape in shared.shapes if shape != "story"] if shared and home else []


def _items(about: About, home: str) -> dict[str, Any] | str:
    if not home or not about.items:
        return ""
    rows = [
        {"@type": "ListItem", "position": place, "url": home + path, "name": name}
        for place, (path, name) in enumerate(about.items, 1)
    ]
    return {"@type": "ItemList", "numberOfItems": len(rows), "itemListElement": rows}


def _crumbs(page: Page, home: str) -> list[dict[str, Any]]:
    """Return the way to a page: the home page, the section, the page."""
    if not home or not page.path:
        return []
    way = [("", "Trang chủ")]
    way += [(path, name) for path, name in SECTIONS if page.path.startswith(path) and page.path != path]
    way.append((page.path, page.title))
    return [
        {"@type": "ListItem", "position": place, "name": name, "item": home + path}
        for place, (path, name) in enumerate(way, 1)
    ]
