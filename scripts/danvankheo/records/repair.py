"""The vocabulary that every entry can rely on: units, fields, types with mistakes repaired, lost ones found again.

What is wrong in such a file is told by the check; here it is made to do no harm. A wrong figure is left out. What a record
cannot do without comes from the file's last good version, else from what the entries say; nothing is made up: an
example of the schema never stands for a value.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from danvankheo.base.artifact import digest
from danvankheo.base.lazily import Lazily
from danvankheo.base.problems import Problem, Severity
from danvankheo.base.text import slugify
from danvankheo.base.yaml_tree import Loc
from danvankheo.records.choices import UnitKind
from danvankheo.records.days import newest_in, settled_on
from danvankheo.records.diagnostics import fields_of, inner_schema
from danvankheo.records.draft import SCHEMAS, Draft, Standing
from danvankheo.records.earlier import Earlier
from danvankheo.records.files import Kind
from danvankheo.records.judging import judge, wrong_places
from danvankheo.records.record_index import RecordIndex
from danvankheo.records.schema import Entry, Model
from danvankheo.records.source import Source
from danvankheo.records.validation import Shaped, example_tree, from_values, values_of
from danvankheo.records.vocabulary import FieldOfWork, Movement, Topic

#: Hand-written pages to which every page leads.
NEEDED_PAGES = ("gui-bai", "phong-trao", "quyen-rieng-tu", "tham-gia", "tieu-chi")
#: Errors that keep nothing from being shown: a link to an entry that is not there is left out of the page.
_HARMLESS = frozenset({"DVK311", "DVK313", "DVK340", "DVK341"})
VOCABULARY = (Kind.FIELD, Kind.TYPE, Kind.UNIT)
_NOUNS = {Kind.FIELD: "lĩnh vực", Kind.TYPE: "loại mô hình", Kind.UNIT: "đơn vị"}
# Where a name stands, in the order in which one is taken for another that is missing.
_NAMES = ("ten", "dia_ban", "ten_ngan")
# What stands where nothing is known: words that claim nothing, and the last place in a list.
_NEUTRAL = {"tom_tat": "Phần giới thiệu đang được sửa.", "thu_tu": "999"}


def keeps_back(problem: Problem) -> bool:
    """Tell whether a file with this problem cannot be shown as it is."""
    return problem.severity is Severity.ERROR and problem.code not in _HARMLESS


@dataclass(frozen=True, slots=True)
class Instead:
    """What is shown instead of files with mistakes.

    wrong: the paths of these files; drafts: what stands in for entries, by kind and slug; mending: the addresses that
    say that something is being mended, with the path of the file; noticed: those of them that were public once;
    hidden: entries that are not shown, with the photos of theirs that were withdrawn: that is not forgotten.
    """

    wrong: Collection[str] = ()
    drafts: Mapping[Kind, Mapping[str, Draft]] = field(default_factory=dict)
    mending: Mapping[str, str] = field(default_factory=dict)
    noticed: frozenset[str] = frozenset()
    hidden: Mapping[Kind, Mapping[str, Draft]] = field(default_factory=dict)


@dataclass
class Vocabulary:
    """The units, fields and types of a reading, by kind; whoever asks for one that was lost gets it back.

    there: tells whether a file of the name lies there although it gave no draft; entries: the drafts of entries, of
    which a lost record's name is read; vague: the fields of which nobody knows all topics; lost: what was found again.
    """

    drafts: Mapping[Kind, dict[str, Draft]]
    earlier: Earlier
    there: Callable[[Kind, str], bool]
    entries: Iterable[Draft]
    vague: set[str] = field(default_factory=set)
    lost: dict[Kind, dict[str, Draft]] = field(default_factory=lambda: {kind: {} for kind in VOCABULARY})
    _unknown: set[tuple[Kind, str]] = field(default_factory=set)

    def of(self, kind: Kind) -> Mapping[str, Any]:
        """Return the records of a kind."""
        return _Known(self, kind)

    def find(self, kind: Kind, slug: str) -> Draft | None:
        """Return the draft of a record, one of a lost file as it was or as the entries tell; None for what never was."""
        found = self.drafts[kind].get(slug) or self.lost[kind].get(slug)
        if found or (kind, slug) in self._unknown:
            return found
        draft = self.earlier.draft(kind, slug)
        if draft is None and self.there(kind, slug):
            draft = self._placeholder(kind, slug)
        if draft is None:
            self._unknown.add((kind, slug))
            return None
        self.lost[kind][slug] = draft
        return draft

    def problems(self) -> Iterator[Problem]:
        """Yield a problem for every file that was deleted although others name it."""
        for kind, found in self.lost.items():
            for slug in found:
                if not self.there(kind, slug):
                    yield Problem("DVK730", f"{kind}/{slug}.md", 1, 1, f"Thiếu tệp của {_NOUNS[kind]} “{slug}”, trong khi tệp khác còn ghi mã này.",
                                  "Khôi phục tệp này, hoặc sửa mã ở những tệp còn ghi nó. Trong lúc chờ, trang dùng bản trước của tệp.")  # fmt: skip

    def missing_pages(self) -> Iterator[Problem]:
        """Yield a problem for every page that all others lead to and that is not there."""
        for slug in NEEDED_PAGES:
            path = f"{Kind.PAGE}/{slug}.md"
            if slug in self.drafts[Kind.PAGE] or self.there(Kind.PAGE, slug) or not self.earlier.draft(Kind.PAGE, slug):
                continue
            yield Problem("DVK731", path, 1, 1, f"Thiếu tệp của trang “{slug}”; mọi trang đều dẫn tới đó.",
                          "Khôi phục tệp này từ git. Trong lúc chờ, trang dùng bản trước của tệp.")  # fmt: skip

    def pages(self, wrong: Collection[str]) -> tuple[dict[str, Draft], dict[str, str]]:
        """Return the hand-written pages, those with mistakes as they were; and where there is none, addresses with paths."""
        found, mending = dict(self.drafts[Kind.PAGE]), {}
        lacking = {slug: f"{Kind.PAGE}/{slug}.md" for slug in NEEDED_PAGES if slug not in found}
        broken = {slug: draft.source.path for slug, draft in found.items() if draft.source.path in wrong}
        for slug, path in (broken | lacking).items():
            if before := self.earlier.draft(Kind.PAGE, slug):
                found[slug] = before
            elif slug in broken or self.there(Kind.PAGE, slug):
                found.pop(slug, None)
                mending[slug] = path
        return found, mending

    def repair(self, draft: Draft, wrong: Iterable[Loc]) -> Draft:
        """Return a draft with mistakes as it may be shown. wrong: where a rule found something wrong in it."""
        source, schema = draft.source, draft.schema
        earlier = self.earlier.draft(source.kind, source.slug)
        tree = json.loads(values_of(draft.shaped.data))
        required = _cut(schema, tree, [*draft.shaped.bad, *wrong])
        before = json.loads(values_of(earlier.shaped.data)) if earlier else {}
        self._fill(source.kind, source.slug, tree, required, before)
        if source.kind is Kind.FIELD:  # what was torn from the file may have been topics
            tree["noi_dung"] = _joined(tree.get("noi_dung", []), before.get("noi_dung", []))
            self.vague.add(source.slug)
        if source.kind is Kind.UNIT:  # a commune that seems to have gone on would join the two parts of its last year
            tree |= {key: before[key] for key in ("tu", "den", "nay_thuoc") if key in before and key not in tree}
        data = from_values(schema, json.dumps(tree))
        root = earlier.source.root if earlier else source.root
        marks = digest(draft.source.digest, values_of(data), *([earlier.source.digest] if earlier else []))
        return replace(
            draft, source=replace(source, root=root, digest=marks), shaped=Shaped(data, draft.shaped.findings, draft.shaped.bad), front=marks,
            has_story=earlier.has_story if earlier else draft.has_story, newest=newest_in(data),
            settled=settled_on(data), face=marks,
        )  # fmt: skip

    def _placeholder(self, kind: Kind, slug: str) -> Draft:
        schema, path = SCHEMAS[kind], f"{kind}/{slug}.md"
        tree: dict[str, Any] = example_tree(schema)
        self._fill(kind, slug, tree, set(tree), {})
        if kind is Kind.FIELD:
            self.vague.add(slug)
        data = from_values(schema, json.dumps(tree))
        marks = digest(path, values_of(data))
        source = Source(kind, slug, path, marks, "", 1, "", 1, root=self.earlier.nowhere)
        return Draft(source, schema, "", None, Shaped(data, (), ()), marks, False, None, None, (), marks, Standing())

    def _fill(
        self, kind: Kind, slug: str, tree: dict[str, Any], required: Collection[str], before: Mapping[str, Any]
    ) -> None:
        """Give the keys that a record cannot do without the value they had, else one that claims nothing."""
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
        """Return the words by which entries call a unit whose code is the slug; without any, the code."""
        code = slug.removesuffix("-2025")
        for entry in self.entries if kind is Kind.UNIT else ():
            data = entry.shaped.data
            if isinstance(data, Model) and data.unit == slug and (words := words_of(code, data.address)):
                return words
        return slug

    def add_topics(self, entries: Iterable[Entry]) -> Iterator[tuple[str, Draft]]:
        """Yield the vague fields with the topics that entries name, by slug: an entry's topics all have a name."""
        for slug in sorted(self.vague):
            draft = self.find(Kind.FIELD, slug)
            if draft is None:
                continue
            data: FieldOfWork = draft.shaped.data
            elsewhere = {topic for known in self.of(Kind.FIELD).values() for topic in (t.slug for t in known.topics)}
            named = {topic for entry in entries if isinstance(entry, Model) and slug in (entry.field, *entry.other_fields)
                     for topic in entry.topics}  # fmt: skip
            new = [
                Topic.model_construct(slug=topic, name=topic.replace("-", " ").capitalize())
                for topic in sorted(named - elsewhere)
            ]
            if new:
                data = data.model_copy(update={"topics": [*data.topics, *new]})
                marks = digest(draft.front, values_of(data))
                yield (
                    slug,
                    replace(
                        draft, shaped=Shaped(data, (), ()), front=marks, source=replace(draft.source, digest=marks)
                    ),
                )


def mended(
    repo: Path, vocabulary: Vocabulary, book: RecordIndex, told: Iterable[Problem], today: date
) -> list[Problem]:  # fmt: skip
    """Judge units, fields, types; put a repaired draft in the place of each that has a mistake. told: what is known.

    One whose name nobody knows, neither the file nor git nor an entry, stands nowhere until somebody names it.
    """
    groups = [(kind, slug, draft) for kind in VOCABULARY for slug, draft in vocabulary.drafts[kind].items()]
    found = [problem for _, slug, draft in groups for problem in judge(repo, slug, draft, book, today)]
    wrong = {problem.path for problem in (*told, *found) if problem.severity is Severity.ERROR}
    for kind, slug, draft in groups:
        if draft.source.path in wrong:
            repaired = vocabulary.repair(draft, wrong_places(slug, draft, book, today))
            if repaired.shaped.data.name == slug:
                del vocabulary.drafts[kind][slug]
                vocabulary.vague.discard(slug)
            else:
                vocabulary.drafts[kind][slug] = repaired
    return found


def book_of(movement: Movement, vocabulary: Vocabulary) -> RecordIndex:
    """Return what rules look up."""
    fields, types, units = (vocabulary.of(kind) for kind in VOCABULARY)
    models, exemplars = (_datas(vocabulary.drafts[kind]) for kind in (Kind.MODEL, Kind.EXEMPLAR))
    return RecordIndex(movement, fields, types, units, models, exemplars, vocabulary.vague)


def _datas(drafts: Mapping[str, Draft]) -> Mapping[str, Any]:
    return Lazily(drafts, lambda slug: drafts[slug].shaped.data)


class _Known(Mapping[str, Any]):
    """The data of the records of a kind, made when they are asked for; lost ones can be asked for, and are not listed."""

    def __init__(self, vocabulary: Vocabulary, kind: Kind) -> None:
        self._vocabulary, self._kind = vocabulary, kind

    def __getitem__(self, slug: str) -> Any:
        found = self._vocabulary.find(self._kind, slug)
        if found is None:
            raise KeyError(slug)
        return found.shaped.data

    def __iter__(self) -> Iterator[str]:
        return iter(self._vocabulary.drafts[self._kind])

    def __len__(self) -> int:
        return len(self._vocabulary.drafts[self._kind])


def words_of(code: str, text: str) -> str:
    """Return the words of a text of which a code was made: "xa-xuan-lai" of "Thôn 1, xã Xuân Lai" → "xã Xuân Lai"."""
    words, length = text.replace(",", " , ").split(), code.count("-") + 1
    windows = (" ".join(words[start : start + length]) for start in range(len(words) - length + 1))
    return next((window for window in windows if slugify(window) == code), "")


def _joined(topics: list[dict[str, str]], before: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return the topics of a field with those it had before and lacks now."""
    known = {topic["ma"] for topic in topics}
    return [*topics, *(topic for topic in before if topic["ma"] not in known)]


def _cut(schema: type[BaseModel], tree: dict[str, Any], wrong: Iterable[Loc]) -> set[str]:
    """Take wrong values out of a tree, each with as little around it as can go; return the keys that cannot go."""
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
    """Tell whether what holds a place needs it; items of lists and mappings are not needed."""
    section: type[BaseModel] | None = schema
    needed = False
    for step in loc:
        info = fields_of(section).get(step) if section and isinstance(step, str) else None
        needed = bool(info and info.is_required())
        section = inner_schema(info.annotation) if info else section
    return needed
