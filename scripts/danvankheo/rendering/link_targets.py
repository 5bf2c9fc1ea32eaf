"""Which pages there are for links to lead to: as the check knows them, with what is not shown yet, and as outputs show them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from danvankheo.base.lazily import Lazily
from danvankheo.records.draft import Draft, Held
from danvankheo.records.files import Kind
from danvankheo.records.registry import Record, Registry
from danvankheo.rendering.links import (
    LinkedPage,
    LinkedPages,
    Visibility,
    address_of,
    on_page,
    story_links,
    story_links_from,
    within,
)

_SITE = re.compile(r"^site_url:\s*[\"']?(https?://[^\s\"'#]+)", re.M)


def site_of(repo: Path) -> str:
    """Return the address of the site as mkdocs.yml says it, ending with a slash; "" when it says none."""
    try:
        found = _SITE.search((repo / "mkdocs.yml").read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return ""
    return found[1].rstrip("/") + "/" if found else ""


def of_drafts(drafts: Iterable[Draft], leads: Mapping[str, str], site: str) -> LinkedPages:
    """Return the pages as the check knows them: also those that wait, and why."""
    found = {address: draft for draft in drafts if (address := address_of(draft.source.path)) is not None}

    def place(address: str) -> LinkedPage:
        draft = found[address]
        return LinkedPage(_seen(draft), story_links_from(leads[draft.source.path]).headings)

    def moved() -> Iterator[tuple[str, str]]:
        for address, draft in found.items():
            if draft.source.kind in (Kind.MODEL, Kind.EXEMPLAR):
                yield from ((f"{address.partition('/')[0]}/{old}", address.rstrip("/")) for old in draft.former_slugs)

    return LinkedPages(Lazily(found, place), site, lambda: dict(moved()))


def _seen(draft: Draft) -> Visibility:
    if draft.standing.withdrawn:
        return Visibility.WITHDRAWN
    if draft.standing.held is Held.DRAFT or not (draft.standing.public or draft.standing.held):
        return Visibility.DRAFT
    if draft.standing.held is Held.UNAPPROVED:
        return Visibility.WAITING
    return Visibility.SHOWN if draft.has_page else Visibility.NO_PAGE


def of_registry(registry: Registry, site: str) -> LinkedPages:
    """Return the pages that are shown."""
    found = {address: record.path for record in _shown(registry) if (address := address_of(record.path)) is not None}
    there = Lazily(
        found, lambda address: LinkedPage(headings=story_links_from(registry.leads.get(found[address], "")).headings)
    )
    return LinkedPages(there, site, lambda: registry.redirects)


def with_leads(registry: Registry, leads: Mapping[str, str]) -> Registry:
    """Return the registry with what its stories lead to; of a record that stands as it was earlier, that story's."""
    groups = (registry.models, registry.exemplars, registry.units, registry.fields, registry.types, registry.pages)
    earlier = (record for group in groups for record in group.values() if record.root)
    told = {record.path: story_links(record.story(registry.repo)[0]).to_json() for record in earlier}
    return replace(registry, leads={**leads, **told})


def _shown(registry: Registry) -> Iterator[Record[Any]]:
    groups = (registry.models, registry.exemplars, registry.units, registry.fields, registry.types, registry.pages)
    return (record for group in groups for record in group.values() if record.has_page)


def resolved(registry: Registry, places: LinkedPages, record: Record[Any]) -> dict[str, str | None]:
    """Return what becomes of the links of a record's story within the site."""
    kept = registry.leads.get(record.path, "")
    return within(story_links_from(kept), places, record.path) if kept else {}


def link_of(registry: Registry, places: LinkedPages, record: Record[Any], root: str) -> Callable[[str], str | None]:
    """Return what turns the addresses of a record's story into those of its page; root: what leads to the site's root."""
    return on_page(resolved(registry, places, record), address_of(record.path) or "", root)


def parts_basis(registry: Registry, site: str) -> str:
    """Return what pages with links to parts of other pages show of those: their headings are in no front matter."""
    if not any("#" in kept for kept in registry.leads.values()):
        return ""
    places = of_registry(registry, site)
    shown = ((record, registry.leads.get(record.path, "")) for record in _shown(registry))
    return repr([resolved(registry, places, record) for record, kept in shown if "#" in kept])
