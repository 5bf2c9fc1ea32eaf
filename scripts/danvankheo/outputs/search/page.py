"""Search: what can be found and by which words, the files of the index, the page /tim-kiem/.

Stories (models with a page, exemplars) are what is ranked; pages of units, fields, types and the hand-written ones are
documents of their own kind, which the browser offers apart as places to go to.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence, Set
from functools import partial

from pydantic import BaseModel

from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.hands import Hands
from danvankheo.media.photo_rules import Memory
from danvankheo.outputs.context import Context
from danvankheo.outputs.search.index import Document, Facets, Shown, build
from danvankheo.outputs.search.postings import Text
from danvankheo.records.registry import Kind, Record, Registry, model_date
from danvankheo.records.schema import Entry, Exemplar, Model
from danvankheo.rendering.frame import MenuSection

FIRST_FILE = "tim-kiem/chi-muc.json"
FOLDER = "assets/tim-kiem/"
KINDS = ("Mô hình của tập thể", "Mô hình của cá nhân", "Điển hình cá nhân", "Trang")
_PAGE = KINDS.index("Trang")
# Nothing of an address is read by people; alt texts and link texts stay.
_UNREAD = re.compile(r"\]\([^)\s]*[^)]*\)|https?://\S+|<[^>\n]*>|\[\^[^\]\n]*\]")
_TITLE, _UNIT, _SUMMARY, _TYPE = 6.0, 2.5, 2.5, 1.2
_NOT_FOUND = {"404", "index"}
# Beginning another process takes longer than bringing an index of fewer entries up to date.
_FEW = 1_000
# The name under which the last index is remembered: what it was made from, its addresses.
_LAST = "search index"


class Index:
    """The files of the index by their addresses: what an earlier build left, or what is being made meanwhile."""

    def __init__(self, registry: Registry, memory: Memory) -> None:
        self.inputs = _inputs(registry)
        self._memory = memory
        kept, *paths = (memory.get(_LAST) or b"").decode().split("\n")
        self.paths = paths if kept == self.inputs else None
        self._make = partial(_index, registry, memory)
        self._files: dict[str, str] = {}
        few = bool(paths) and len(registry.models) + len(registry.exemplars) < _FEW
        self._hands = Hands(1) if few else Hands()
        if self.paths is None:
            _years(registry)  # looks at each entry in short; another process would keep what it finds for itself
            self._hands.give(partial(self._made, frozenset(paths) - {FIRST_FILE}))

    def _made(self, before: Set[str]) -> bytes:
        """Return the files with what is in them; of those an earlier index had, nobody is likely to ask for that."""
        files = self._make().items()
        return json.dumps({path: "" if path in before else text for path, text in files}, ensure_ascii=False).encode()

    def wait(self) -> list[str]:
        """Return the addresses, when need be after the index was made."""
        if self.paths is None:
            (made,) = self._hands.results()
            self._files = json.loads(made)
            self.paths = list(self._files)
            self._memory.put(_LAST, "\n".join([self.inputs, *self.paths]).encode())
        return self.paths

    def file(self, path: str) -> bytes:
        """Return a file's bytes."""
        if not self._files.get(path):
            self._files = self._make()
        return self._files[path].encode("utf-8")


def begin(registry: Registry, memory: Memory) -> Index:
    """Begin to make the index beside other work; it is made only when a record changed."""
    return Index(registry, memory)


def page(context: Context) -> Artifact:
    """Return the page of search."""
    return context.page(
        "tim-kiem/", MenuSection.OTHER, "search.html", title="Tìm kiếm",
        description="Tìm mô hình, điển hình, đơn vị: gõ có dấu hay không dấu đều được.", data={}, inputs="",
    )  # fmt: skip


def artifacts(index: Index) -> Iterator[Artifact]:
    """Yield the files of the index."""
    for path in index.wait():
        # What an address names by its content is never written twice.
        yield Artifact(path, index.inputs if path == FIRST_FILE else path, partial(index.file, path), "models/")


def _inputs(registry: Registry) -> str:
    groups = (registry.models, registry.exemplars, registry.units, registry.fields, registry.types, registry.pages)
    return digest(*(part for group in groups for slug, record in group.items() for part in (slug, record.digest)))


def _years(registry: Registry) -> list[int]:
    groups = registry.models, registry.exemplars
    return sorted({record.abstract.year for group in groups for record in group.values()}, reverse=True)


def _index(registry: Registry, memory: Memory) -> dict[str, str]:
    """Return the files of the index by their addresses."""
    years = _years(registry)
    labels: dict[str, Sequence[object]] = {
        "field": [[record.data.short_name, record.data.palette.value] for record in registry.fields.values()] + [["", ""]],
        "unit": [*_unit_names(registry), ""],
        "year": [*years, 0],
        "kind": list(KINDS),
    }  # fmt: skip
    files = build(_documents(registry, years), labels, memory)
    return {f"{FOLDER}{name}.json" if name else FIRST_FILE: content for name, content in files.items()}


def _unit_names(registry: Registry) -> Iterator[str]:
    """Yield the units' names; where two share one, the later says since when."""
    names = [record.data.name for record in registry.units.values()]
    for record in registry.units.values():
        unit = record.data
        again = names.count(unit.name) > 1 and unit.since
        yield f"{unit.name} (từ {unit.since.month}/{unit.since.year})" if again and unit.since else unit.name


def _documents(registry: Registry, years: Sequence[int]) -> Iterator[Document]:
    fields = {slug: number for number, slug in enumerate(registry.fields)}
    units = {slug: number for number, slug in enumerate(registry.units)}
    stories: list[tuple[int, str, Record[Model] | Record[Exemplar]]] = [
        *((-record.abstract.year, f"mo-hinh/{slug}/", record)
          for slug, record in registry.models.items() if record.has_page),
        *((-record.abstract.year, f"dien-hinh/{slug}/", record) for slug, record in registry.exemplars.items()),
    ]  # fmt: skip
    for year, href, record in sorted(stories, key=lambda story: story[:2]):
        entry = record.abstract
        kind = 2 if record.kind is Kind.EXEMPLAR else int(entry.by_person)
        facets = Facets(fields[entry.field], units[entry.unit], years.index(-year), kind)
        shown = Shown(href, entry.title, entry.summary, entry.role, entry.sample)
        around = [registry.units[entry.unit].digest, registry.fields[entry.field].digest]
        around += [registry.types[entry.model_type].digest] if entry.model_type else []
        yield Document(shown, facets, " ".join((href, record.digest, *around)), partial(_text, record, registry))
    nowhere = (len(fields), len(units), len(years), _PAGE)
    for shown, more, body in _pages(registry):
        text = Text(((shown.title, _TITLE), (more, _UNIT), (shown.summary, _SUMMARY)), body)
        yield Document(shown, Facets(*nowhere), digest(shown.title, shown.summary, more, body), partial(_same, text))


def _same(text: Text) -> Text:
    return text


def _text(record: Record[Model] | Record[Exemplar], registry: Registry) -> Text:
    """Return what a story says, read again from its file."""
    told = _UNREAD.sub(" ", record.story(registry.repo)[0]) if record.has_story else ""
    entry = record.data
    return Text(tuple(_short(entry, registry)), f"{' '.join(_criteria(entry))} {told}")


def _short(entry: Model | Exemplar, registry: Registry) -> Iterator[tuple[str, float]]:
    """Yield the short fields of a story with their weights."""
    unit = registry.units[entry.unit].data
    place = [unit.name, unit.place]
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


def _criteria(entry: Entry) -> Iterator[str]:
    """Yield what an entry says of its criteria: every text below its sections but who signed and numbered what."""
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


def _pages(registry: Registry) -> Iterator[tuple[Shown, str, str]]:
    """Yield what pages that are no stories show, a second name, their text."""
    for name, (slug, unit) in zip(_unit_names(registry), registry.units.items(), strict=True):
        yield Shown(f"don-vi/{slug}/", name, ""), unit.data.place, ""
    for slug, field in registry.fields.items():
        topics = " · ".join(topic.name for topic in field.data.topics)
        yield Shown(f"linh-vuc/{slug}/", field.data.name, field.data.summary), "", topics
        for topic in field.data.topics:
            yield Shown(f"linh-vuc/{slug}/{topic.slug}/", topic.name, ""), "", ""
    for slug, kind in registry.types.items():
        yield Shown(f"loai-mo-hinh/{slug}/", kind.data.name, kind.data.summary), "", ""
    for slug, page in registry.pages.items():
        if slug not in _NOT_FOUND:
            story = page.story(registry.repo)[0]
            yield Shown(f"{slug}/", page.data.title, page.data.summary), "", _UNREAD.sub(" ", story)
