"""sitemap.xml and robots.txt for search engines. A sitemap needs absolute addresses, so a ``site_url``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from xml.etree.ElementTree import Element, SubElement

from danvankheo.base.artifact import Artifact, digest
from danvankheo.outputs.context import SitemapEntry
from danvankheo.outputs.feeds.xml import add_text, xml_bytes

ADDRESSES = (r"sitemap\.xml",)

SITEMAP = "sitemap.xml"
# The protocol's limit of addresses in one file.
SITEMAP_MOST = 50_000
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_IMAGES = "http://www.google.com/schemas/sitemap-image/1.1"


def artifacts(pages: Iterable[SitemapEntry], site_url: str) -> Iterator[Artifact]:
    """Yield sitemap.xml with the pages search engines may list (more files when it would be too long), robots.txt."""
    if not site_url:
        yield _file("robots.txt", b"User-agent: *\nAllow: /\n")
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


def _changed(page: SitemapEntry, changed: Mapping[str, date | None]) -> date | None:
    """Return the day a page changed; without one, the newest day of the pages it lists; None when no day is known."""
    days = (changed.get(address) for address in page.items)
    return page.changed or max((day for day in days if day), default=None)


def _urls(root: str, each: str, rows: Iterable[tuple[str, date | None, Sequence[str]]]) -> bytes:
    urls = Element(root, {"xmlns": _SITEMAPS, **({"xmlns:image": _IMAGES} if root == "urlset" else {})})
    for address, changed, images in rows:
        url = SubElement(urls, each)
        add_text(url, "loc", address)
        if changed:
            add_text(url, "lastmod", changed.isoformat())
        for image in images:
            add_text(SubElement(url, "image:image"), "image:loc", image)
    return xml_bytes(urls)


def _file(path: str, data: bytes) -> Artifact:
    return Artifact(path, digest(data), lambda: data, path)
