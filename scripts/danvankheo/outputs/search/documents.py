"""What search finds: every story and page as a document, with its text, weights and facets.

Stories (models with a page, exemplars) are ranked. Pages of units, fields and types and the hand-written ones are documents
of their own kind, which the browser lists apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from pydantic import BaseModel

from danvankheo.base.artifact import digest
from danvankheo.outputs.search.postings import DocumentText
from danvankheo.records.registry import Kind, Record, Registry, model_date
from danvankheo.records.schema import Entry, Exemplar, Model

KINDS = ("Mô hình của tập thể", "Mô hình của cá nhân", "Điển hình cá nhân", "Điển hình tập thể", "Trang")
_PAGE = KINDS.index("Trang")
# Addresses, tags and footnote marks are left out of the text; alt texts and link texts stay.
_UNREAD = re.compile(r"\]\([^)\s]*[^)]*\)|https?://\S+|<[^>\n]*>|\[\^[^\]\n]*\]")
# Weights of the short fields.
_TITLE, _UNIT, _SUMMARY, _TYPE = 6.0, 2.5, 2.5, 1.2
_NOT_FOUND = {"404", "index"}


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A result as it is listed. href: below the site's root; role: of a person."""

    href: str
    title: str
    summary: str
    role: str = ""
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Facets:
    """The values that results are filtered by, each the number of a label (``labels``)."""

    field: int
    unit: int
    year: int
    kind: int


@dataclass(frozen=True, slots=True)
class Document:
    """A page that can be found. inputs: digest of all that ``text`` depends on; text: called only when inputs are new."""

    result: SearchResult
    facets: Facets
    inputs: str
    text: Callable[[], DocumentText]


def years_of(registry: Registry) -> list[int]:
    """Return the years of the entries, the newest first."""
    groups = registry.models, registry.exemplars
    return sorted({record.summary.year for group in groups for record in group.values()}, reverse=True)


def labels(registry: Registry) -> dict[str, Sequence[object]]:
    """Return the labels of every facet; the last of each is for documents that have none."""
    return {
        "field": [[record.data.short_name, record.data.palette.value] for record in registry.fields.values()] + [["", ""]],
        "unit": [*map(registry.unit_name, registry.units), ""],
        "year": [*years_of(registry), 0],
        "kind": list(KINDS),
    }  # fmt: skip


def documents(registry: Registry) -> Iterator[Document]:
    """Yield the documents: stories, the newest first, then other pages."""
    years = years_of(registry)
    fields = {slug: number for number, slug in enumerate(registry.fields)}
    units = {slug: number for number, slug in enumerate(registry.units)}
    stories: list[tuple[int, str, Record[Model] | Record[Exemplar]]] = [
        *((-record.summary.year, f"mo-hinh/{slug}/", record)
          for slug, record in registry.models.items() if record.has_page),
        *((-record.summary.year, f"dien-hinh/{slug}/", record) for slug, record in registry.exemplars.items()),
    ]  # fmt: skip
    for year, href, record in sorted(stories, key=lambda story: story[:2]):
        entry = record.summary
        kind = 2 + entry.collective if record.kind is Kind.EXEMPLAR else int(entry.by_person)
        facets = Facets(fields[entry.field], units[entry.unit], years.index(-year), kind)
        result = SearchResult(href, entry.title, entry.summary, entry.role, entry.sample)
        named = (entry.unit, *_partners(entry.partner_units, registry))
        around = [*(registry.units[each].digest for each in named), registry.fields[entry.field].digest]
        around += [registry.types[entry.model_type].digest] if entry.model_type else []
        yield Document(result, facets, " ".join((href, record.digest, *around)), partial(_text, record, registry))
    no_facets = (len(fields), len(units), len(years), _PAGE)
    for page, second_name, body in _pages(registry):
        text = DocumentText(((page.title, _TITLE), (second_name, _UNIT), (page.summary, _SUMMARY)), body)
        yield Document(
            page, Facets(*no_facets), digest(page.title, page.summary, second_name, body), partial(_same, text)
        )


def _same(text: DocumentText) -> DocumentText:
    return text


def _text(record: Record[Model] | Record[Exemplar], registry: Registry) -> DocumentText:
    """Return all text of a story, read again from its file."""
    story = _UNREAD.sub(" ", record.story(registry.repo)[0]) if record.has_story else ""
    entry = record.data
    return DocumentText(tuple(_short(entry, registry)), f"{' '.join(_criteria(entry))} {story}")


def _short(entry: Model | Exemplar, registry: Registry) -> Iterator[tuple[str, float]]:
    """Yield the short fields of a story with their weights."""
    unit = registry.units[entry.unit].data
    place = [
        unit.name,
        unit.place,
        *(registry.units[each].data.name for each in _partners(entry.partner_units, registry)),
    ]
    kinds = [registry.fields[entry.field].data.name]
    if isinstance(entry, Model):
        topics = {topic.slug: topic.name for topic in registry.fields[entry.field].data.topics}
        place += [entry.address, entry.owner.name, entry.owner.in_charge or "", str(model_date(entry).year)]
        kinds += [topics[slug] for slug in entry.topics if slug in topics]
        kinds += [registry.types[entry.model_type].data.name] if entry.model_type else []
    else:
        place += [entry.position or "", str(entry.year)]
    yield entry.title, _TITLE
    yield " · ".join(dict.fromkeys(place)), _UNIT
    yield entry.summary or "", _SUMMARY
    yield " · ".join(reversed(kinds)), _TYPE


def _partners(units: Sequence[str], registry: Registry) -> list[str]:
    return [each for each in units if each in registry.units]


def _criteria(entry: Entry) -> Iterator[str]:
    """Yield what an entry says of its criteria: the texts of its sections, without signers and document numbers."""
    yield from (each.name for each in getattr(entry, "directives", ()))
    names = ("forces", "method", "effect", "character", "achievement", "prestige")
    for name in names:
        section = getattr(entry, name, None)
        if section is not None:
            yield from _texts(section)


def _texts(section: BaseModel) -> Iterator[str]:
    for name, value in section:
        if name in ("attested_by", "recognised_by", "document", "models", "groups"):
            continue
        if isinstance(value, str):
            yield value
        elif isinstance(value, BaseModel):
            yield from _texts(value)
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, BaseModel):
                    yield from _texts(item)
                else:
                    yield str(item)


def _pages(registry: Registry) -> Iterator[tuple[SearchResult, str, str]]:
    """Yield the results of pages that are not stories, each with a second name and its text."""
    for slug, unit in registry.units.items():
        yield SearchResult(f"don-vi/{slug}/", registry.unit_name(slug), ""), unit.data.place, ""
    for slug, field in registry.fields.items():
        topics = " · ".join(topic.name for topic in field.data.topics)
        yield SearchResult(f"linh-vuc/{slug}/", field.data.name, field.data.summary), "", topics
        for topic in field.data.topics:
            yield SearchResult(f"linh-vuc/{slug}/{topic.slug}/", topic.name, ""), "", ""
    for slug, kind in registry.types.items():
        yield SearchResult(f"loai-mo-hinh/{slug}/", kind.data.name, kind.data.summary), "", ""
    for slug, page in registry.pages.items():
        if slug not in _NOT_FOUND:
            story = page.story(registry.repo)[0]
            yield SearchResult(f"{slug}/", page.data.title, page.data.summary), "", _UNREAD.sub(" ", story)
