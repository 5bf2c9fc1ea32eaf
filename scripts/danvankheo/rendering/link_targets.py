"""Which pages there are for links to lead to: as the check knows them, with what is not shown yet, and as outputs show them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from danvankheo.records.record import Record, WaitingFor
from danvankheo.records.registry import Registry
from danvankheo.rendering.links import LinkedPage, LinkedPages, Visibility, address_of, on_page, within

_SITE = re.compile(r"^site_url:\s*[\"']?(https?://[^\s\"'#]+)", re.M)


def site_of(repo: Path) -> str:
    """Return the address of the site as mkdocs.yml says it, ending with a slash; "" when it says none."""
    try:
        found = _SITE.search((repo / "mkdocs.yml").read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return ""
    return found[1].rstrip("/") + "/" if found else ""


def of_records(records: Iterable[Record[Any]], site: str) -> LinkedPages:
    """Return the pages as the check knows them: also those that wait, and why."""
    found = {address: record for record in records if (address := address_of(record.path)) is not None}
    pages = {address: LinkedPage(_seen(record), record.headings) for address, record in found.items()}
    moved = {f"{address.partition('/')[0]}/{old}": address.rstrip("/")
             for address, record in found.items() for old in record.summary.former_slugs}  # fmt: skip
    return LinkedPages(pages, site, moved)


def _seen(record: Record[Any]) -> Visibility:
    if record.is_withdrawn:
        return Visibility.WITHDRAWN
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


def resolved(places: LinkedPages, record: Record[Any]) -> dict[str, str | None]:
    """Return what becomes of the links of a record's story within the site."""
    return within(record.links, places, record.path)


def link_of(places: LinkedPages, record: Record[Any], root: str) -> Callable[[str], str | None]:
    """Return what turns the addresses of a record's story into those of its page; root: what leads to the site's root."""
    return on_page(resolved(places, record), address_of(record.path) or "", root)


def parts_basis(registry: Registry, site: str) -> str:
    """Return what pages with links to parts of other pages show of those: their headings are in no front matter."""
    linked = [record for record in _shown(registry) if any("#" in link for link in record.links)]
    places = of_registry(registry, site)
    return repr([resolved(places, record) for record in linked]) if linked else ""
