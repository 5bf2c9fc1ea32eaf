"""The registry: every record of the repository, checked, with what is wrong said in one run."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from pydantic import BaseModel

from danvankheo.base import privacy
from danvankheo.base.artifact import digest
from danvankheo.base.front_matter import decode, is_other_text
from danvankheo.base.lazily import Lazily
from danvankheo.base.problems import Problem, Severity
from danvankheo.base.text import sort_key
from danvankheo.records import references, rules, vocabulary_rules
from danvankheo.records.abstract import Abstract
from danvankheo.records.disk import Kind, record_files, slug_of
from danvankheo.records.draft import Draft, newest_in, parse, read_draft
from danvankheo.records.findings import Binder, Finding
from danvankheo.records.recall import Shelf, recall, world
from danvankheo.records.references import Book, model_date
from danvankheo.records.schema import Entry, Exemplar, Model
from danvankheo.records.shape import Shaped, example_tree, shape
from danvankheo.records.source import story_of
from danvankheo.records.vocabulary import FieldOfWork, ModelType, Movement, Page, Period, Unit

__all__ = ["Kind", "Record", "Registry", "load", "model_date"]

T_co = TypeVar("T_co", bound=BaseModel, covariant=True)
MOVEMENT_PATH = "content/phong-trao.yml"
_UNFINISHED = frozenset({"DVK203", "DVK204", "DVK306", "DVK319"})  # missing, empty, due at its stage, consent to come


class Holds(Protocol[T_co]):
    """Whatever holds the data of a record, or makes them when they are asked for."""

    @property
    def data(self) -> T_co:
        """Return the data."""

    @property
    def abstract(self) -> Abstract:
        """Return the entry in short."""


@dataclass(frozen=True, slots=True)
class Record(Generic[T_co]):
    """One record: its kind, slug, path from the repository's root, digest of the file, whether it tells a story.

    held: what has its data; front: digest of the front matter alone, from which the data come, by which records are
    compared; newest: the newest date it
    names; photos: the names of its photos.
    """

    kind: Kind
    slug: str
    path: str
    held: Holds[T_co] = field(compare=False)
    digest: str
    front: str
    has_story: bool
    newest: date | None = None
    photos: tuple[str, ...] = ()

    @property
    def data(self) -> T_co:
        """What the front matter says; made when somebody asks for the first time."""
        return self.held.data

    @property
    def abstract(self) -> Abstract:
        """The entry in short, for those who look at many."""
        return self.held.abstract

    def story(self, repo: Path) -> tuple[str, int]:
        """Return the Markdown text, read again from the file, and the line it begins on."""
        return story_of(repo, self.kind, self.path)


def holding(data: BaseModel) -> Holds[Any]:
    """Return what holds data that are there already."""
    return Shaped(data, (), ())


@dataclass(frozen=True)
class Registry:
    """What may be shown. ``models`` and ``exemplars`` are the public ones: right, approved, no drafts, not withdrawn."""

    repo: Path
    movement: Record[Movement]
    fields: dict[str, Record[FieldOfWork]]
    types: dict[str, Record[ModelType]]
    units: dict[str, Record[Unit]]
    models: dict[str, Record[Model]]
    exemplars: dict[str, Record[Exemplar]]
    pages: dict[str, Record[Page]]
    withdrawn: dict[str, Record[Entry]]

    def photo_folder(self, record: Record[Entry]) -> Path:
        """Return the folder of a record's photos."""
        return self.repo / record.kind / "anh" / record.slug

    def without(self, paths: Collection[str]) -> Registry:
        """Return the registry without the entries and pages of the given files: those that later checks found wrong."""
        if not paths:
            return self
        groups = {name: getattr(self, name) for name in ("models", "exemplars", "pages", "withdrawn")}
        kept: dict[str, Any] = {
            name: {slug: r for slug, r in group.items() if r.path not in paths} for name, group in groups.items()
        }
        return replace(self, **kept)

    @cached_property
    def redirects(self) -> dict[str, str]:
        """The addresses entries had before, with those they have now."""
        shown = [("mo-hinh", r) for r in self.models.values()] + [("dien-hinh", r) for r in self.exemplars.values()]
        return {f"{folder}/{old}": f"{folder}/{r.slug}" for folder, r in shown for old in r.data.former_slugs}

    @cached_property
    def facts(self) -> str:
        """Digest of everything that records hold beside their stories."""
        groups = (self.models, self.exemplars, self.units, self.fields, self.types, self.pages)
        rows = ((slug, r.front, str(r.has_story)) for group in groups for slug, r in group.items())
        return digest(self.movement.digest, *(part for row in rows for part in row))

    def newest_date(self) -> date:
        """Return the newest date in the data: the as-of date when nobody gives one."""
        groups = (self.models, self.exemplars, self.units)
        dates = (record.newest for group in groups for record in group.values() if record.newest)
        return max(dates, default=self.movement.data.periods[0].start)


@dataclass(frozen=True)
class Reading:
    """Everything read in one run: what is wrong, the drafts other checks look at, the world they were judged in."""

    problems: list[Problem]
    drafts: list[Draft]
    world: str
    _made: Callable[[], Registry]

    @cached_property
    def registry(self) -> Registry:
        """What may be shown, made when somebody asks."""
        return self._made()


def load(repo: Path, *, samples: bool = True) -> tuple[Registry, list[Problem]]:
    """Read and check every record below the repository.

    Records with errors are left out of the registry; their problems come in the second value.
    """
    reading = read_all(repo, samples=samples)
    return reading.registry, reading.problems


def read_all(repo: Path, *, samples: bool = True, shelf: Shelf | None = None) -> Reading:
    """Do as ``load`` does and keep the drafts, for the checks of photos and text; what the shelf knows is recalled."""
    drafts: dict[Kind, dict[str, Draft]] = {}
    problems: list[Problem] = []
    for kind in Kind:
        there = record_files(repo, kind)
        problems += there.problems
        drafts[kind] = {}
        for name in there.names:
            draft = recall(repo, kind, name, shelf) if shelf else None
            if draft is None:
                draft, found = read_draft(repo, kind, name)
                problems += found
            if draft:
                drafts[kind][draft.source.slug] = draft
        for name in there.misnamed:  # what else is wrong is told now, not after the file was renamed
            draft, found = read_draft(repo, kind, name)
            if slug_of(name) in drafts[kind] or is_other_text(found):
                continue
            problems += found
            if draft:
                drafts[kind][draft.source.slug] = draft
    movement, found = read_movement(repo)
    problems += found
    everything = [draft for group in drafts.values() for draft in group.values()]
    around = world(movement.digest, everything)
    same = shelf is not None and shelf.world == around
    kinds = (Kind.FIELD, Kind.TYPE, Kind.UNIT, Kind.MODEL, Kind.EXEMPLAR)
    book = Book(movement.data, *(_datas(drafts[kind]) for kind in kinds))
    for kind in Kind:
        new = {slug: draft for slug, draft in drafts[kind].items() if not (same and draft.recalled)}
        findings = _titles(drafts[kind], new) if new and kind in (Kind.MODEL, Kind.EXEMPLAR) else {}
        for slug, draft in new.items():
            problems += _judge(repo, slug, draft, book, findings.get(slug, []))
    bad = {problem.path for problem in problems if problem.severity is Severity.ERROR}
    return Reading(problems, everything, around, lambda: _registry(repo, movement, drafts, bad, samples))


def _datas(drafts: Mapping[str, Draft]) -> Mapping[str, Any]:
    return Lazily(drafts, lambda slug: drafts[slug].shaped.data)


def read_movement(repo: Path) -> tuple[Record[Movement], list[Problem]]:
    """Read the movement's file; without a usable one a placeholder keeps the other checks going."""
    path = repo / MOVEMENT_PATH
    data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
    if not data:
        problem = Problem(
            "DVK016", MOVEMENT_PATH, 1, 1, "Thiếu tệp khai báo phong trào.", "Khôi phục tệp này từ kho gốc."
        )
        return Record(
            Kind.PAGE,
            "phong-trao",
            MOVEMENT_PATH,
            holding(Movement.model_validate(example_tree(Movement))),
            "",
            "",
            False,
        ), [problem]
    text, problems = decode(MOVEMENT_PATH, data)
    parsed, more = parse(MOVEMENT_PATH, text or "", 1, Movement)
    shaped = shape(Movement, parsed.tree, parsed.empty)
    problems += more
    problems += Binder(MOVEMENT_PATH, Movement, parsed.text, 1).problems(list(shaped.findings))
    return Record(Kind.PAGE, "phong-trao", MOVEMENT_PATH, shaped, digest(data), digest(data), False), problems


def _titles(drafts: Mapping[str, Draft], new: Collection[str]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    faces = {slug: json.loads(draft.face) for slug, draft in drafts.items()}
    for slug, finding in references.same_title({slug: (face[0], face[1]) for slug, face in faces.items()}, new):
        found.setdefault(slug, []).append(finding)
    return found


def _judge(repo: Path, slug: str, draft: Draft, book: Book, findings: list[Finding]) -> list[Problem]:
    """Run every rule of a record; places whose value was replaced are not judged again."""
    data, shaped = draft.shaped.data, draft.shaped
    if draft.recalled:
        findings = [*findings, *_links(slug, data, book)]
        again = read_draft(repo, draft.source.kind, draft.source.name)[0] if findings else None
        if again is None:
            return []
        draft = again
    else:
        own = own_findings(data, book.movement.periods[-1])
        findings = [f for f in [*findings, *own, *_links(slug, data, book)] if shaped.judges(f.loc)]
    findings += references.resolve_names(list(shaped.findings), book)
    problems = list(_private(draft))
    if findings:
        binder = Binder(draft.source.path, draft.schema, draft.yaml_text, draft.source.front_line)
        problems += binder.problems(findings)
    return [_still_to_fill_in(p) for p in problems] if isinstance(data, Entry) and data.draft else problems


def _still_to_fill_in(problem: Problem) -> Problem:
    """Return what a draft lacks as a warning: a draft is never published, and nobody has to finish it today."""
    return replace(problem, severity=Severity.WARNING) if problem.code in _UNFINISHED else problem


def is_right(draft: Draft, period: Period) -> bool:
    """Tell whether nothing is wrong with a file that was read without problems, as far as the file alone tells."""
    return not (draft.shaped.findings or any(own_findings(draft.shaped.data, period)) or any(_private(draft)))


def own_findings(data: BaseModel, period: Period) -> Iterator[Finding]:
    """Yield what is wrong in a record by itself."""
    if isinstance(data, Entry):
        for rule in rules.MODEL_RULES if isinstance(data, Model) else rules.EXEMPLAR_RULES:
            yield from rule(data, period)
    elif isinstance(data, Unit):
        yield from vocabulary_rules.unit_figures(data)


def _links(slug: str, data: BaseModel, book: Book) -> Iterator[Finding]:
    """Yield what is wrong between a record and the others."""
    if isinstance(data, Entry):
        for check in references.ENTRY_RULES:
            yield from check(slug, data, book)
    elif isinstance(data, Unit):
        yield from vocabulary_rules.unit_links(slug, data, book)
    elif isinstance(data, (FieldOfWork, ModelType)):
        yield from vocabulary_rules.vocabulary_links(slug, data, book)


def _private(draft: Draft) -> Iterator[Problem]:
    """Yield private data in an entry's front matter and story, with line and column."""
    source = draft.source
    if not isinstance(draft.shaped.data, Entry):
        return
    for text, first in ((draft.yaml_text, source.front_line), (source.body, source.body_line)):
        for leak in privacy.first_of_each(text):
            before = text[: leak.start]
            line_start = before.rfind("\n") + 1
            if _is_plain_number(text, line_start, leak):
                continue
            yield Problem(leak.code, source.path, before.count("\n") + first, leak.start - line_start + 1,
                          f"Trong bài có {leak.what}: “{leak.shown}”.",
                          "Trang không đăng thông tin riêng tư. Xóa phần này khỏi bài.")  # fmt: skip


def _is_plain_number(text: str, line_start: int, leak: privacy.Leak) -> bool:
    """Tell whether the digits are a number field's whole value (``so: 0912…`` is refused elsewhere, money is none)."""
    head = text[line_start : leak.start]
    return bool(re.search(r"(?:^|[\s{,-])(?:so|ma_gso|van_ban): *['\"]?\Z", head))


def _registry(
    repo: Path, movement: Record[Movement], drafts: dict[Kind, dict[str, Draft]], bad: Collection[str], samples: bool
) -> Registry:
    def records(kind: Kind) -> dict[str, Record[Any]]:
        return {slug: Record(kind, slug, d.source.path, d.shaped, d.source.digest, d.front, d.has_story, d.newest, d.photos)
                for slug, d in drafts[kind].items()
                if d.source.path not in bad and (samples or not d.standing.sample)}  # fmt: skip

    def public(kind: Kind, group: Mapping[str, Record[Any]]) -> dict[str, Record[Any]]:
        return {slug: record for slug, record in group.items() if drafts[kind][slug].standing.public}

    models, exemplars = records(Kind.MODEL), records(Kind.EXEMPLAR)
    entries = [("mo-hinh", Kind.MODEL, models), ("dien-hinh", Kind.EXEMPLAR, exemplars)]
    fields, types, units = records(Kind.FIELD), records(Kind.TYPE), records(Kind.UNIT)
    return Registry(
        repo, movement,
        dict(sorted(fields.items(), key=lambda item: (item[1].data.order, item[0]))),
        dict(sorted(types.items(), key=lambda item: (item[1].data.order, item[0]))),
        dict(sorted(((s, _without_samples(u) if not samples else u) for s, u in units.items()), key=lambda i: sort_key(i[1].data.name))),
        public(Kind.MODEL, models),
        public(Kind.EXEMPLAR, exemplars),
        records(Kind.PAGE),
        {f"{folder}/{slug}": record for folder, kind, group in entries for slug, record in group.items()
         if drafts[kind][slug].standing.withdrawn},
    )  # fmt: skip


def _without_samples(record: Record[Unit]) -> Record[Unit]:
    unit = record.data
    kept = {"years": {year: figures for year, figures in unit.years.items() if not figures.sample},
            "plan": None if unit.plan and unit.plan.sample else unit.plan,
            "inspections": [i for i in unit.inspections if not i.sample]}  # fmt: skip
    data = unit.model_copy(update=kept)
    return replace(record, held=holding(data), newest=newest_in(data))
