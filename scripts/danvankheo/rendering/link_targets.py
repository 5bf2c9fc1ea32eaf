"""The pages that links may lead to: all pages for the check, only the shown ones for the outputs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from danvankheo.records.files import Kind
from danvankheo.records.record import Record, WaitingFor
from danvankheo.records.registry import Registry
from danvankheo.rendering.links import LinkedPage, LinkedPages, Visibility, address_of, on_page, within

_SITE = re.compile(r"^site_url:\s*[\"']?(https?://[^\s\"'#]+)", re.M)


def site_of(repo: Path) -> str:
    """Return ``site_url`` of mkdocs.yml, ending with a slash; "" when there is none."""
    try:
        found = _SITE.search((repo / "mkdocs.yml").read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return ""
    return found[1].rstrip("/") + "/" if found else ""


def of_records(records: Iterable[Record[Any]], site: str) -> LinkedPages:
    """Return the pages of all records, shown or not."""
    found = {address: record for record in records if (address := address_of(record.path)) is not None}
    pages = {address: LinkedPage(_visibility(record), record.headings) for address, record in found.items()}
    moved = {f"{address.partition('/')[0]}/{old}": address.rstrip("/")
             for address, record in found.items() for old in record.summary.former_slugs}  # fmt: skip
    return LinkedPages(pages, site, moved)


def _visibility(record: Record[Any]) -> Visibility:
    if record.is_withdrawn:
        return Visibility.WITHDRAWN
    if record.is_public and record.kind is Kind.NEWS:
        return Visibility.NO_NEWS_PAGE
    if record.is_public:
        return Visibility.SHOWN if record.has_page else Visibility.NO_PAGE
    return Visibility.WAITING if record.waiting_for is WaitingFor.APPROVAL else Visibility.DRAFT


def of_registry(registry: Registry, site: str) -> LinkedPages:
    """Return the pages that are shown."""
    found = {address: record for record in _shown(registry) if (address := address_of(record.path)) is not None}
    pages = {address: LinkedPage(headings=record.headings) for address, record in found.items()}
    return LinkedPages(pages, site, registry.redirects)


def _shown(registry: Registry) -> Iterator[Record[Any]]:
    groups = (registry.models, registry.exemplars, registry.units, registry.fields, registry.types, registry.pages)
    return (record for group in groups for record in group.values() if record.has_page)


def resolved(pages: LinkedPages, record: Record[Any]) -> dict[str, str | None]:
    """Return the links within the site of a record's story, with the addresses they lead to (see ``links.within``)."""
    return within(record.links, pages, record.path)


def link_of(pages: LinkedPages, record: Record[Any], root: str) -> Callable[[str], str | None]:
    """Return a function from an address in a record's story to the address on its page (see ``links.on_page``)."""
    return on_page(resolved(pages, record), address_of(record.path) or "", root)


def headings_basis(registry: Registry, site: str) -> str:
    """Return the headings of other pages that links use, for the digests of pages: headings are not in the front matter."""
    linked = [record for record in _shown(registry) if any("#" in link for link in record.links)]
    pages = of_registry(registry, site)
    return repr([resolved(pages, record) for record in linked]) if linked else ""
