"""robots.txt, sitemap and feeds: well formed, every address exists, every public page and every new entry is listed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from xml.etree import ElementTree

from danvankheo.base.problems import Problem
from danvankheo.publishing.audit.built_site import BuiltSite

_ATOM = "{http://www.w3.org/2005/Atom}"
_FEEDS = ("feed.xml", "feed.json")


def sitemap_and_feed_problems(site: BuiltSite) -> Iterator[Problem]:
    """Yield the faults of these files."""
    if "robots.txt" not in site.files:
        yield Problem("DVK711", "robots.txt", 1, 1, "Thiếu tệp robots.txt.")
    in_sitemap: set[str] = set()
    in_feed: dict[str, set[str]] = {}
    for path in site.files:
        if not path.endswith(".xml") and path != "feed.json":
            continue
        if path == "feed.json":
            addresses = _json_feed_addresses(site.data(path).decode("utf-8", "replace"))
        else:
            addresses, problems = _xml_addresses(path, site.data(path))
            yield from problems
            if not problems:
                yield from (Problem("DVK711", path, 1, 1, fault) for fault in _atom_faults(site.data(path)))
        for address in addresses:
            target = site.resolve(site.pages["index.html"], address) if "index.html" in site.pages else None
            if address and (target is None or target[0] not in site.files):
                yield Problem("DVK711", path, 1, 1, f"Địa chỉ “{address[:120]}” không có trên trang.")
            elif target and path.startswith("feed."):
                in_feed.setdefault(path, set()).add(target[0])
            elif target and path.startswith("sitemap"):
                in_sitemap.add(target[0])
                if target[0] in site.pages and site.pages[target[0]].hidden:
                    message = f"Sơ đồ trang có “{address[:120]}”, trang này không dành cho máy tìm kiếm."
                    yield Problem("DVK711", path, 1, 1, message)
    if site.address:
        yield from _missing_in_feeds(site, in_feed)
        for page in site.pages.values():
            if not (page.hidden or page.refresh or page.path in in_sitemap):
                yield Problem("DVK711", page.path, 1, 1, "Trang không có trong sơ đồ trang (sitemap.xml).")


def _missing_in_feeds(site: BuiltSite, in_feed: Mapping[str, set[str]]) -> Iterator[Problem]:
    """Yield entries that a main feed leaves out although they are newer than the oldest entry it lists."""
    days = {page.path: page.meta.get("article:published_time", "") for page in site.pages.values()}
    for feed in _FEEDS:
        if feed not in site.texts:
            yield Problem("DVK711", feed, 1, 1, "Thiếu bản tin.")
            continue
        listed = {path for path in in_feed.get(feed, ()) if days.get(path)}
        oldest = min((days[path] for path in listed), default="")
        for path in sorted(path for path, day in days.items() if day > oldest and path not in listed):
            yield Problem("DVK711", feed, 1, 1, f"Bản tin thiếu bài mới {path}.")


def _json_feed_addresses(text: str) -> list[str]:
    """Return the addresses of the entries of a JSON feed; none when it is no feed."""
    try:
        rows = json.loads(text).get("items", [])
        return [str(row["url"]) for row in rows]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return []


def _xml_addresses(path: str, data: bytes) -> tuple[list[str], list[Problem]]:
    """Return the addresses in a sitemap or feed, and what is wrong with its XML."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return [], [Problem("DVK711", path, 1, 1, "Tệp XML có khai báo DOCTYPE.")]
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 - no DOCTYPE, so nothing to expand
    except ElementTree.ParseError as error:
        return [], [Problem("DVK711", path, *error.position, "Tệp XML không đọc được.")]
    found = [element.text or "" for element in root.iter() if element.tag.endswith("}loc")]
    found += [element.get("href", "") for element in root.iter() if element.tag.endswith("}link")]
    return found, []


def _atom_faults(data: bytes) -> Iterator[str]:
    """Yield what RFC 4287 requires and an Atom feed lacks; nothing for other well-formed XML."""
    root = ElementTree.fromstring(data)  # noqa: S314 - no DOCTYPE, as ``_xml_addresses`` checked
    if root.tag != f"{_ATOM}feed":
        return
    if not all(root.findtext(_ATOM + name) for name in ("id", "title", "updated")):
        yield "Bản tin thiếu id, tên hoặc ngày."
    entries = root.findall(f"{_ATOM}entry")
    ids = [entry.findtext(f"{_ATOM}id") or "" for entry in entries]
    if len(set(ids)) != len(ids) or "" in ids:
        yield "Bản tin có bài trùng hoặc thiếu id."
    for entry in entries:
        if not (entry.findtext(f"{_ATOM}title") or "").strip():
            yield "Bản tin có bài không tên."
        for name in ("published", "updated"):
            try:
                has_zone = datetime.fromisoformat(entry.findtext(_ATOM + name) or "").tzinfo is not None
            except ValueError:
                has_zone = False
            if not has_zone:
                yield f"Bản tin có ngày không đúng ({name})."
