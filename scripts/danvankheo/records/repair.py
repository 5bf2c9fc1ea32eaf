"""Repairs the vocabulary (units, fields, types): corrects records with mistakes, restores those whose file is missing.

Every entry refers to the vocabulary, so a record of it is shown even if its file has mistakes. A wrong value is left
out; a required value comes from the last good version of the file, else from the entries. An example of the
schema is never shown as a value.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from danvankheo.base.artifact import digest
from danvankheo.base.problems import Problem, Severity
from danvankheo.base.text import slugify
from danvankheo.base.yaml_tree import Loc
from danvankheo.records.choices import UnitKind
from danvankheo.records.days import newest_in, settled_on
from danvankheo.records.diagnostics import fields_of, inner_schema
from danvankheo.records.earlier import EarlierVersions
from danvankheo.records.files import Kind
from danvankheo.records.judging import judge_among, wrong_places
from danvankheo.records.movement import Movement
from danvankheo.records.record import SCHEMAS, Record
from danvankheo.records.record_file import text_of
from danvankheo.records.record_index import RecordIndex
from danvankheo.records.schema import Entry, Model
from danvankheo.records.validation import example_tree, validate
from danvankheo.records.vocabulary import FieldOfWork, Topic

#: Hand-written pages to which every page has a link.
NEEDED_PAGES = ("gui-bai", "phong-trao", "quyen-rieng-tu", "tham-gia", "tieu-chi")
#: Errors in spite of which a file is shown: the page leaves out a link to an entry that does not exist.
_HARMLESS = frozenset({"DVK311", "DVK313", "DVK340", "DVK341"})
VOCABULARY = (Kind.FIELD, Kind.TYPE, Kind.UNIT)
_NOUNS = {Kind.FIELD: "lĩnh vực", Kind.TYPE: "loại mô hình", Kind.UNIT: "đơn vị"}
# Keys that hold a name. A missing one takes the value of the first of the others that exists.
_NAMES = ("ten", "dia_ban", "ten_ngan")
# Values for required keys without a known value: a neutral sentence, and the last position in a list.
_NEUTRAL = {"tom_tat": "Phần giới thiệu đang được sửa.", "thu_tu": "999"}


def keeps_back(problem: Problem) -> bool:
    """Tell whether a file with this problem cannot be shown as it is."""
    return problem.severity is Severity.ERROR and problem.code not in _HARMLESS


@dataclass(frozen=True, slots=True)
class Replacements:
    """What is shown in place of files that cannot be shown as they are.

    wrong: the paths of these files; entries: the versions shown instead, by kind and slug; mending: the addresses with
    the notice "Bài đang được sửa", each with the path of its file; noticed: those that were public before; hidden: entries
    that are not shown, each with its withdrawn photos only, so that these stay withdrawn.
    """

    wrong: Collection[str] = ()
    entries: Mapping[Kind, Mapping[str, Record[Any]]] = field(default_factory=dict)
    mending: Mapping[str, str] = field(default_factory=dict)
    noticed: frozenset[str] = frozenset()
    hidden: Mapping[Kind, Mapping[str, Record[Any]]] = field(default_factory=dict)


@dataclass
class Vocabulary:
    """The units, fields and types of the repository; ``find`` restores one whose file is missing or cannot be read.

    records: all records, by kind and slug; exists: tells whether there is a file of a kind and slug, readable or not;
    incomplete: slugs of fields that may lack topics; lost: the restored records.
    """

    records: Mapping[Kind, dict[str, Record[Any]]]
    earlier: EarlierVersions
    exists: Callable[[Kind, str], bool]
    incomplete: set[str] = field(default_factory=set)
    lost: dict[Kind, dict[str, Record[Any]]] = field(default_factory=lambda: {kind: {} for kind in VOCABULARY})
    _unknown: set[tuple[Kind, str]] = field(default_factory=set)

    def of(self, kind: Kind) -> Mapping[str, Any]:
        """Return the data of a kind by slug. A look-up by slug also restores lost records; iteration does not."""
        return _DataOfKind(self, kind)

    def find(self, kind: Kind, slug: str) -> Record[Any] | None:
        """Return a record, for a lost file its last version, else a placeholder; None if there was never such a record."""
        found = self.records[kind].get(slug) or self.lost[kind].get(slug)
        if found or (kind, slug) in self._unknown:
            return found
        record = self.earlier.record(kind, slug)
        if record is None and self.exists(kind, slug):
            record = self._placeholder(kind, slug)
        if record is None:
            self._unknown.add((kind, slug))
            return None
        self.lost[kind][slug] = record
        return record

    def problems(self) -> Iterator[Problem]:
        """Yield a problem for every deleted file to which other files refer."""
        for kind, found in self.lost.items():
            for slug in found:
                if not self.exists(kind, slug):
                    yield Problem("DVK730", f"{kind}/{slug}.md", 1, 1, f"Thiếu tệp của {_NOUNS[kind]} “{slug}”, trong khi tệp khác còn ghi mã này.",
                                  "Khôi phục tệp này, hoặc sửa mã ở những tệp còn ghi nó. Trong lúc chờ, trang dùng bản trước của tệp.")  # fmt: skip

    def missing_pages(self) -> Iterator[Problem]:
        """Yield a problem for every deleted page to which every page has a link."""
        for slug in NEEDED_PAGES:
            path = f"{Kind.PAGE}/{slug}.md"
            if (
                slug in self.records[Kind.PAGE]
                or self.exists(Kind.PAGE, slug)
                or not self.earlier.record(Kind.PAGE, slug)
            ):
                continue
            yield Problem("DVK731", path, 1, 1, f"Thiếu tệp của trang “{slug}”; mọi trang đều dẫn tới đó.",
                          "Khôi phục tệp này từ git. Trong lúc chờ, trang dùng bản trước của tệp.")  # fmt: skip

    def pages(self, wrong: Collection[str]) -> tuple[dict[str, Record[Any]], dict[str, str]]:
        """Return the hand-written pages (the last good version of those with mistakes), and the paths of those without any."""
        found, mending = dict(self.records[Kind.PAGE]), {}
        lacking = {slug: f"{Kind.PAGE}/{slug}.md" for slug in NEEDED_PAGES if slug not in found}
        broken = {slug: record.path for slug, record in found.items() if record.path in wrong}
        for slug, path in (broken | lacking).items():
            if before := self.earlier.record(Kind.PAGE, slug):
                found[slug] = before
            elif slug in broken or self.exists(Kind.PAGE, slug):
                found.pop(slug, None)
                mending[slug] = path
        return found, mending

    def repair(self, repo: Path, record: Record[Any], wrong: Iterable[Loc]) -> Record[Any]:
        """Return a record with mistakes as the site can show it. wrong: the places that rules report as errors."""
        kind, schema = record.kind, record.schema
        earlier = self.earlier.record(kind, record.slug)
        valid = validate(schema, copy.deepcopy(text_of(repo, record).tree))
        tree, required = valid.tree, _cut(schema, valid.tree, [*valid.replaced, *wrong])
        before = text_of(repo, earlier).tree if earlier else {}
        self._fill(kind, record.slug, tree, required, before)
        if kind is Kind.FIELD:  # unreadable lines may have been topics
            tree["noi_dung"] = _joined(tree.get("noi_dung", []), before.get("noi_dung", []))
            self.incomplete.add(record.slug)
        if kind is Kind.UNIT:  # without its last day a commune would share that year with its successor
            tree |= {key: before[key] for key in ("tu", "den", "nay_thuoc") if key in before and key not in tree}
        data = validate(schema, tree).data
        marks = digest(record.digest, repr(tree), *([earlier.digest] if earlier else []))
        story = earlier or record
        return record.with_data(
            data, root=story.root, digest=marks, front=marks, has_story=story.has_story, links=story.links,
            headings=story.headings, newest=newest_in(data), settled=settled_on(data),
        )  # fmt: skip

    def _placeholder(self, kind: Kind, slug: str) -> Record[Any]:
        schema, path = SCHEMAS[kind], f"{kind}/{slug}.md"
        tree: dict[str, Any] = example_tree(schema)
        self._fill(kind, slug, tree, set(tree), {})
        if kind is Kind.FIELD:
            self.incomplete.add(slug)
        marks = digest(path, repr(tree))
        return Record(kind, slug, path, validate(schema, tree).data, marks, marks, False, root=self.earlier.nowhere)

    def _fill(
        self, kind: Kind, slug: str, tree: dict[str, Any], required: Collection[str], before: Mapping[str, Any]
    ) -> None:
        """Set required keys to their value in the earlier version (``before``), else to a neutral value."""
        for key in required:
            if key in before:
                tree[key] = before[key]
            elif key in _NAMES:
                others = (tree[other] for other in _NAMES if other in tree and other not in required)
                tree[key] = next(others, None) or self._said(kind, slug)
            elif key == "loai":
                tree[key] = next((each.value for each in UnitKind if slug.startswith(f"{each.value}-")), tree[key])
            else:
                tree[key] = _NEUTRAL.get(key, tree[key])

    def _said(self, kind: Kind, slug: str) -> str:
        """Return the name of a unit from the addresses in entries; the slug if no address has it."""
        code = slug.removesuffix("-2025")
        for model in self.records[Kind.MODEL].values() if kind is Kind.UNIT else ():
            if model.summary.unit == slug and (words := words_of(code, model.summary.address)):
                return words
        return slug

    def add_topics(self, entries: Iterable[Entry]) -> Iterator[tuple[str, Record[Any]]]:
        """Yield the incomplete fields by slug, with the missing topics of entries added, so that every topic has a name."""
        for slug in sorted(self.incomplete):
            record = self.find(Kind.FIELD, slug)
            if record is None:
                continue
            data: FieldOfWork = record.data
            elsewhere = {topic for known in self.of(Kind.FIELD).values() for topic in (t.slug for t in known.topics)}
            named = {topic for entry in entries if isinstance(entry, Model) and slug in (entry.field, *entry.other_fields)
                     for topic in entry.topics}  # fmt: skip
            new = [
                Topic.model_construct(slug=topic, name=topic.replace("-", " ").capitalize())
                for topic in sorted(named - elsewhere)
            ]
            if new:
                data = data.model_copy(update={"topics": [*data.topics, *new]})
                marks = digest(record.front, repr(data.topics))
                yield slug, record.with_data(data, digest=marks, front=marks)


def judge_vocabulary(
    repo: Path, vocabulary: Vocabulary, index: RecordIndex, known: Iterable[Problem], today: date
) -> list[Problem]:  # fmt: skip
    """Judge units, fields and types; replace each that has a mistake by its repaired record. known: problems found so far.

    A record whose name is neither in the file nor in git nor in an entry is left out.
    """
    records = [record for kind in VOCABULARY for record in vocabulary.records[kind].values()]
    found = [problem for record in records for problem in judge_among(repo, record, index, today)]
    wrong = {problem.path for problem in (*known, *found) if problem.severity is Severity.ERROR}
    for record in records:
        if record.path in wrong:
            kind, slug = record.kind, record.slug
            repaired = vocabulary.repair(repo, record, wrong_places(record, index, today))
            if repaired.data.name == slug:
                del vocabulary.records[kind][slug]
                vocabulary.incomplete.discard(slug)
            else:
                vocabulary.records[kind][slug] = repaired
    return found


def index_of(movement: Movement, vocabulary: Vocabulary) -> RecordIndex:
    """Return the records that rules look up."""
    fields, types, units = (vocabulary.of(kind) for kind in VOCABULARY)
    models, exemplars, news = (
        {slug: record.summary for slug, record in vocabulary.records[kind].items()}
        for kind in (Kind.MODEL, Kind.EXEMPLAR, Kind.NEWS)
    )
    return RecordIndex(movement, fields, types, units, models, exemplars, vocabulary.incomplete, news=news)


class _DataOfKind(Mapping[str, Any]):
    """The data of the records of a kind by slug; lost records are found by slug, but not listed."""

    def __init__(self, vocabulary: Vocabulary, kind: Kind) -> None:
        self._vocabulary, self._kind = vocabulary, kind

    def __getitem__(self, slug: str) -> Any:
        found = self._vocabulary.find(self._kind, slug)
        if found is None:
            raise KeyError(slug)
        return found.data

    def __iter__(self) -> Iterator[str]:
        return iter(self._vocabulary.records[self._kind])

    def __len__(self) -> int:
        return len(self._vocabulary.records[self._kind])


def words_of(code: str, text: str) -> str:
    """Return the words of a text whose slug is a code: for "xa-xuan-lai" in "Thôn 1, xã Xuân Lai", "xã Xuân Lai"."""
    words, length = text.replace(",", " , ").split(), code.count("-") + 1
    windows = (" ".join(words[start : start + length]) for start in range(len(words) - length + 1))
    return next((window for window in windows if slugify(window) == code), "")


def _joined(topics: list[dict[str, str]], before: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return the topics of a field, with those that only the earlier version has."""
    known = {topic["ma"] for topic in topics}
    return [*topics, *(topic for topic in before if topic["ma"] not in known)]


def _cut(schema: type[BaseModel], tree: dict[str, Any], wrong: Iterable[Loc]) -> set[str]:
    """Remove wrong values from a tree, each with as little around it as possible; return the required keys, which must stay."""
    required: set[str] = set()
    cuts: set[Loc] = set()
    for loc in wrong:
        for depth in range(len(loc), 0, -1):
            if depth == 1 and _is_required(schema, loc[:1]):
                required.add(str(loc[0]))
            elif not _is_required(schema, loc[:depth]):
                cuts.add(loc[:depth])
                break
    for loc in sorted(cuts, key=lambda cut: [(isinstance(step, str), step) for step in cut], reverse=True):
        parent: Any = tree
        for step in loc[:-1]:
            parent = parent.get(step) if isinstance(parent, dict) else _item(parent, step)
        if isinstance(parent, dict):
            parent.pop(loc[-1], None)
        elif _item(parent, loc[-1]) is not None:
            parent.pop(loc[-1])
    return required


def _item(items: Any, step: str | int) -> Any:
    return items[step] if isinstance(items, list) and isinstance(step, int) and step < len(items) else None


def _is_required(schema: type[BaseModel], loc: Loc) -> bool:
    """Tell whether the section that contains a place requires it; False for items of lists and mappings."""
    section: type[BaseModel] | None = schema
    needed = False
    for step in loc:
        info = fields_of(section).get(step) if section and isinstance(step, str) else None
        needed = bool(info and info.is_required())
        section = inner_schema(info.annotation) if info else section
    return needed
