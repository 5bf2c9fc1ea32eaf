"""Styles that load nothing from elsewhere; sitemap and feeds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from xml.etree import ElementTree

from danvankheo.base.problems import Problem

_CSS_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]*)|@import\s+["']([^"']+)""", re.IGNORECASE)
_ATOM = "{http://www.w3.org/2005/Atom}"
_FOREIGN = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)


def style(path: str, text: str) -> Iterator[Problem]:
    """Yield what a style sheet loads from elsewhere."""
    for match in _CSS_ADDRESS.finditer(text):
        address = match[1] or match[2] or ""
        if is_foreign(address):
            yield Problem(
                "DVK705",
                path,
                text.count("\n", 0, match.start()) + 1,
                1,
                f"Kiểu dáng tải “{address[:80]}” từ nơi khác.",
            )


def is_foreign(address: str) -> bool:
    """Tell whether an address lies on another host (or names any host at all)."""
    return _FOREIGN.match(address) is not None


def addresses(path: str, data: bytes) -> tuple[list[str], list[Problem]]:
    """Return the addresses a sitemap or feed names, and what is wrong with its XML."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return [], [Problem("DVK711", path, 1, 1, "Tệp XML có khai báo DOCTYPE.")]
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 - no DOCTYPE, so nothing to expand
    except ElementTree.ParseError as error:
        return [], [Problem("DVK711", path, *error.position, "Tệp XML không đọc được.")]
    found = [element.text or "" for element in root.iter() if element.tag.endswith("}loc")]
    found += [element.get("href", "") for element in root.iter() if element.tag.endswith("}link")]
    return found, []


def feed(data: bytes) -> Iterator[str]:
    """Yield what a reader of feeds would stumble over, in a feed that is well-formed XML."""
    root = ElementTree.fromstring(data)  # noqa: S314 - no DOCTYPE, as ``addresses`` saw
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
                aware = datetime.fromisoformat(entry.findtext(_ATOM + name) or "").tzinfo is not None
            except ValueError:
                aware = False
            if not aware:
                yield f"Bản tin có ngày không đúng ({name})."
