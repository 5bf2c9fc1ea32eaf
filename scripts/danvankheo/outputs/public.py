"""``cong-khai.json``: what the site shows in public, so that the next publication can be compared with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from danvankheo.base import public_content
from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.public_content import PublicContent, PublicPage, Withdrawal, withdrawal
from danvankheo.figures import Figures, PeriodFigures, compute
from danvankheo.media.photo_rules import Memory, facts_of
from danvankheo.media.responsive_images import path_stem
from danvankheo.outputs.context import Context
from danvankheo.records.registry import Record, Registry
from danvankheo.records.schema import Entry
from danvankheo.records.vocabulary import YearFigures

_COUNTING = (("counted", "được tính"), ("missing", "chưa được tính"))
_NOT_NUMBERS = frozenset({"list_sent", "report_sent", "further", "source", "sample"})


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield the file."""
    registry = context.registry
    withdrawn = (
        part for key, record in (*registry.withdrawn.items(), *registry.hidden.items()) for part in (key, record.front)
    )
    inputs = digest(registry.facts, context.as_of.isoformat(), *withdrawn, *sorted(registry.noticed))
    yield Artifact(
        public_content.FILE,
        inputs,
        lambda: public_content.to_json(replace(_public(registry, context.figures), noticed=registry.noticed)).encode(),
        "content/, models/",
    )


def public_of(
    registry: Registry, as_of: date, waiting: Mapping[str, str] | None = None, held: frozenset[str] = frozenset()
) -> PublicContent:
    """Return what is public of a registry on a day; waiting, held: fields of ``PublicContent`` known only from a repository."""
    return _public(registry, compute(registry, as_of), waiting or {}, held)


def served(registry: Registry, address: str, memory: Memory) -> Iterator[str]:
    """Yield the addresses of an entry, or of one photo of it ("mo-hinh/x#anh-1.jpg"): today's, former ones, file names."""
    page, _, photo = address.partition("#")
    folder, _, slug = page.partition("/")
    group: Mapping[str, Record[Any]] = registry.models if folder == "mo-hinh" else registry.exemplars
    record: Record[Entry] | None = group.get(slug)
    yield page
    if record:
        yield from (f"{folder}/{former}" for former in record.data.former_slugs)
        for name in [photo] if photo else [each.file for each in record.data.photos]:
            facts = facts_of(registry.photo_file(record, name), memory)
            if facts.is_photo:
                yield path_stem(facts)


def _public(
    registry: Registry, figures: Figures, waiting: Mapping[str, str] | None = None, held: frozenset[str] = frozenset()
) -> PublicContent:
    return PublicContent(
        dict(_pages(registry)), registry.redirects, dict(_withdrawn(registry)), _ended(registry, figures),
        waiting or {}, held,
    )  # fmt: skip


def _pages(registry: Registry) -> Iterator[tuple[str, PublicPage]]:
    for slug, model in registry.models.items():
        yield f"mo-hinh/{slug}", _entry(model, has_page=model.has_page)
    for slug, person in registry.exemplars.items():
        yield f"dien-hinh/{slug}", _entry(person)
    for slug, unit in registry.units.items():
        yield f"don-vi/{slug}", PublicPage(unit.data.name)
    for slug, field in registry.fields.items():
        yield f"linh-vuc/{slug}", PublicPage(field.data.name)
    for slug, kind in registry.types.items():
        yield f"loai-mo-hinh/{slug}", PublicPage(kind.data.name)
    for slug, page in registry.pages.items():
        yield slug, PublicPage(page.data.title)


def _entry(record: Record[Entry], *, has_page: bool = True) -> PublicPage:
    data = record.data
    by, on = (data.approval.by, data.approval.day.isoformat()) if data.approval else ("", "")
    return PublicPage(data.title, data.unit, data.sample, by, on, has_page)


def _withdrawn(registry: Registry) -> Iterator[tuple[str, Withdrawal]]:
    """Yield the withdrawn entries and photos; samples are left out."""
    groups = [
        ("mo-hinh", registry.models.values()),
        ("dien-hinh", registry.exemplars.values()),
        ("tin", registry.news.values()),
    ]
    entries = [(f"{folder}/{record.slug}", record) for folder, group in groups for record in group if record.photos]
    for address, record in (*registry.withdrawn.items(), *registry.hidden.items(), *entries):
        data = record.data
        names = [address, *(f"{address.partition('/')[0]}/{former}" for former in data.former_slugs)]
        if data.withdrawn and not data.sample:
            yield withdrawal(names, data.withdrawn.isoformat())
        for photo in data.photos if not data.sample else ():
            if photo.withdrawn:
                yield withdrawal([f"{name}#{photo.file}" for name in names], photo.withdrawn.isoformat())


def _ended(registry: Registry, figures: Figures) -> dict[str, dict[str, dict[str, str]]]:
    """Return the real figures of periods and years that ended before the day: period → unit → figure → how the unit counts, or value."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for each in figures.real.periods.values():
        if each.period.end < figures.as_of:
            units = {slug: dict(_counting(slug, each, registry)) for slug in each.period.units}
            found[each.period.label] = {slug: cells for slug, cells in units.items() if cells}
    for slug, unit in registry.units.items():
        for number, year in unit.data.years.items():
            cells = dict(_reported(year)) if number < figures.as_of.year and not year.sample else {}
            if cells:
                found.setdefault(str(number), {}).setdefault(slug, {}).update(cells)
    return found


def _counting(slug: str, row: PeriodFigures, registry: Registry) -> Iterator[tuple[str, str]]:
    for figure in row.indicators:
        for names, words in _COUNTING:
            if slug in getattr(figure, names):
                yield figure.name, words


def _reported(year: YearFigures) -> Iterator[tuple[str, str]]:
    for name, info in YearFigures.model_fields.items():
        value = getattr(year, name)
        if name not in _NOT_NUMBERS and value is not None:
            yield info.title or name, str(value)
    yield from ((each.code, str(each.value)) for each in year.further)
