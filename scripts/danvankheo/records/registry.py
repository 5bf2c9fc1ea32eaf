"""The registry: every record of the repository, checked, with what is wrong said in one run."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from pydantic import BaseModel

from danvankheo.base.artifact import digest
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.front_matter import decode, is_other_text
from danvankheo.base.problems import Problem, Severity
from danvankheo.base.settings import today as day_of
from danvankheo.base.text import sort_key
from danvankheo.records import references
from danvankheo.records.abstract import Abstract
from danvankheo.records.days import newest_in, not_come
from danvankheo.records.disk import SECTIONS, Kind, opened_file, record_files, slug_of
from danvankheo.records.draft import Draft, parse, read_draft
from danvankheo.records.earlier import Earlier
from danvankheo.records.findings import Binder, Finding
from danvankheo.records.judging import has_come, judge
from danvankheo.records.permissions import read_permissions
from danvankheo.records.recall import Shelf, recall, world
from danvankheo.records.references import Book, model_date
from danvankheo.records.repair import VOCABULARY, Instead, Vocabulary, book_of, keeps_back, mended
from danvankheo.records.schema import Entry, Exemplar, Model
from danvankheo.records.shape import Shaped, example_tree, shape
from danvankheo.records.source import story_of
from danvankheo.records.vocabulary import FieldOfWork, ModelType, Movement, Page, Unit

__all__ = ["Kind", "Record", "Registry", "load", "model_date"]

T_co = TypeVar("T_co", bound=BaseModel, covariant=True)
MOVEMENT_PATH = "content/phong-trao.yml"


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

    held: what has its data; root: below which its file stands, "" for the repository; front: digest of the front matter alone, by
    which records are compared; newest: the newest date it names; photos: the names of its photos.
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
    root: str = ""

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
        return story_of(Path(self.root) if self.root else repo, self.path)


def holding(data: BaseModel) -> Holds[Any]:
    """Return what holds data that are there already."""
    return Shaped(data, (), ())


@dataclass(frozen=True)
class Registry:
    """What may be shown. ``models`` and ``exemplars`` are the public ones: right, approved, no drafts, not withdrawn.

    The unit, the field and the type of each are there. mending, noticed: see ``Instead``; leads: by path what is remembered of
    a story's links and headings (``pages.links``).
    """

    repo: Path
    movement: Record[Movement]
    fields: dict[str, Record[FieldOfWork]]
    types: dict[str, Record[ModelType]]
    units: dict[str, Record[Unit]]
    models: dict[str, Record[Model]]
    exemplars: dict[str, Record[Exemplar]]
    pages: dict[str, Record[Page]]
    withdrawn: dict[str, Record[Entry]]
    mending: dict[str, str] = field(default_factory=dict)
    leads: Mapping[str, str] = field(default_factory=dict)
    noticed: frozenset[str] = frozenset()

    def photo_folder(self, record: Record[Entry]) -> Path:
        """Return the folder of a record's photos."""
        return Path(record.root or self.repo) / record.kind / "anh" / record.slug

    def without(self, paths: Collection[str]) -> Registry:
        """Return the registry without the entries and pages of the given files."""
        groups = {name: getattr(self, name) for name in ("models", "exemplars", "pages", "withdrawn")}
        kept: dict[str, Any] = {
            name: {slug: r for slug, r in group.items() if r.path not in paths} for name, group in groups.items()
        }
        return replace(self, **kept)

    @cached_property
    def files(self) -> dict[str, Path]:
        """The files of which other versions than those of now are shown, by path from the repository's root."""
        groups = (self.models, self.exemplars, self.units, self.fields, self.types, self.pages, self.withdrawn)
        records = (self.movement, *(record for group in groups for record in group.values()))
        return {record.path: Path(record.root) / record.path for record in records if record.root}

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
        return digest(self.movement.digest, *(part for row in rows for part in row), *self.mending)

    def newest_date(self) -> date:
        """Return the newest date in the data that has come: the as-of date when nobody gives one."""
        groups = (self.models, self.exemplars, self.units)
        dates = (record.newest for group in groups for record in group.values() if record.newest)
        return max(dates, default=self.movement.data.periods[0].start)


@dataclass(frozen=True)
class Reading:
    """Everything read in one run: what is wrong, the drafts other checks look at, the world they were judged in."""

    problems: list[Problem]
    drafts: list[Draft]
    world: str
    book: Book
    _made: Callable[[Instead], Registry]

    @cached_property
    def registry(self) -> Registry:
        """What may be shown, made when somebody asks."""
        return self.showing(Instead())

    def showing(self, instead: Instead) -> Registry:
        """Return what may be shown when other checks found more files wrong, and what is shown instead of them."""
        return self._made(instead)


def load(repo: Path, *, samples: bool = True, today: date | None = None) -> tuple[Registry, list[Problem]]:
    """Read and check every record below the repository; ``today``: see ``read_all``.

    Records with errors are left out of the registry; their problems come in the second value.
    """
    reading = read_all(repo, samples=samples, today=today)
    return reading.registry, reading.problems


def read_all(
    repo: Path, *, samples: bool = True, shelf: Shelf | None = None, today: date | None = None, earlier: Earlier | None = None
) -> Reading:  # fmt: skip
    """Do as ``load`` does and keep the drafts, for the checks of photos and text; what the shelf knows is recalled.

    today: the day after which nothing can have happened; None: the day of ``settings.today``; earlier: where files
    stand as they were.
    """
    today, earlier = today or day_of(os.environ), earlier or Earlier(repo)
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
    movement, found = read_movement(repo, today, earlier)
    permissions, unclear = read_permissions(repo)
    problems += [*found, *unclear]
    everything = [draft for group in drafts.values() for draft in group.values()]
    entries = [draft for kind in (Kind.MODEL, Kind.EXEMPLAR) for draft in drafts[kind].values()]
    vocabulary = Vocabulary(drafts, earlier, lambda kind, slug: os.path.lexists(repo / kind / f"{slug}.md"), entries)
    problems += mended(repo, vocabulary, book_of(movement.data, vocabulary), problems, today)
    book = book_of(movement.data, vocabulary)
    around = world(
        digest(movement.digest, repr(permissions)),
        [*everything, *(draft for kind in VOCABULARY for draft in drafts[kind].values())],
    )
    same = shelf is not None and shelf.world == around
    for kind in (Kind.MODEL, Kind.EXEMPLAR, Kind.PAGE):
        new = {
            slug: draft
            for slug, draft in drafts[kind].items()
            if not (same and draft.recalled and has_come(draft, today))
        }
        let_back = {each.source for each in permissions if each.what == "hien-lai"}
        findings = _titles(drafts[kind], new, let_back) if new and kind is not Kind.PAGE else {}
        for slug, draft in new.items():
            problems += judge(repo, slug, draft, book, findings.get(slug, []), today)
    problems += vocabulary.problems()
    problems += vocabulary.missing_pages()
    bad = frozenset(problem.path for problem in problems if keeps_back(problem))
    around = "" if any(vocabulary.lost.values()) else around  # what was lost must be asked for each time

    def made(instead: Instead) -> Registry:
        return _registry(repo, movement, vocabulary, replace(instead, wrong={*bad, *instead.wrong}), samples, today)

    return Reading(problems, everything, around, book, made)


def read_movement(
    repo: Path, today: date = date.max, earlier: Earlier | None = None
) -> tuple[Record[Movement], list[Problem]]:
    """Read the movement's file, or its last version without a mistake; else a placeholder keeps the other checks going."""
    opened = opened_file(repo, MOVEMENT_PATH)
    data = b"" if isinstance(opened, Problem) else opened[0]
    movement, problems = _movement(data, today)
    if movement is None:
        before = (earlier or Earlier(repo)).texts(MOVEMENT_PATH)
        versions = ((root, _movement(version, today)[0]) for root, version in before)
        movement = next((replace(version, root=root) for root, version in versions if version), None)
    if not data:
        advice = "Khôi phục tệp này từ kho gốc."
        problems = [Problem("DVK016", MOVEMENT_PATH, 1, 1, "Thiếu tệp khai báo phong trào.", advice)]
    if movement is None:
        nothing = holding(Movement.model_validate(example_tree(Movement)))
        movement = Record(Kind.PAGE, "phong-trao", MOVEMENT_PATH, nothing, "", "", False)
    return movement, problems


def _movement(data: bytes, today: date) -> tuple[Record[Movement] | None, list[Problem]]:
    """Return the movement as a file describes it, None when something is wrong, and what is."""
    text, problems = decode(MOVEMENT_PATH, data)
    parsed, more = parse(MOVEMENT_PATH, text or "", 1, Movement)
    shaped = shape(Movement, parsed.tree, parsed.empty)
    findings = [*shaped.findings, *(f for f in not_come(shaped.data, today) if shaped.judges(f.loc))]
    problems += [*more, *Binder(MOVEMENT_PATH, Movement, parsed.text, 1).problems(findings)]
    if any(problem.severity is Severity.ERROR for problem in problems):
        return None, problems
    return Record(Kind.PAGE, "phong-trao", MOVEMENT_PATH, shaped, digest(data), digest(data), False), problems


def _titles(drafts: Mapping[str, Draft], new: Collection[str], let_back: Collection[str]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    faces = {slug: json.loads(draft.face) for slug, draft in drafts.items()}
    for slug, finding in references.same_title({slug: (face[0], face[1]) for slug, face in faces.items()}, new):
        found.setdefault(slug, []).append(finding)
    gone = {slug: (face[0], face[1]) for slug, face in faces.items() if face[5]}
    shown = [s for s in new if drafts[s].standing.public and drafts[s].source.path not in let_back] if gone else []
    for slug, finding in references.withdrawn_before({s: (faces[s][0], faces[s][1]) for s in shown}, gone):
        found.setdefault(slug, []).append(finding)
    return found


def _registry(
    repo: Path, movement: Record[Movement], vocabulary: Vocabulary, instead: Instead, samples: bool, today: date
) -> Registry:
    if not movement.digest:
        raise DanVanKheoError(
            f"Chưa đọc được {MOVEMENT_PATH}, và git không giữ bản nào trước đó dùng được. Xem chỗ sai: dvk check"
        )

    def drafts(kind: Kind) -> dict[str, Draft]:
        found = {slug: draft for slug, draft in vocabulary.drafts[kind].items()
                 if kind in VOCABULARY or draft.source.path not in instead.wrong}  # fmt: skip
        whole = {**found, **vocabulary.lost.get(kind, {}), **instead.drafts.get(kind, {})}
        return {slug: draft for slug, draft in whole.items() if samples or not draft.standing.sample}

    def records(found: Mapping[str, Draft]) -> dict[str, Record[Any]]:
        return {
            slug: _record(slug, draft, today) for slug, draft in sorted(found.items(), key=lambda item: f"{item[0]}.md")
        }

    def public(kind: Kind) -> dict[str, Record[Any]]:
        return records({slug: draft for slug, draft in drafts(kind).items() if draft.standing.public})

    models, exemplars = public(Kind.MODEL), public(Kind.EXEMPLAR)
    topics = dict(vocabulary.add_topics(record.data for record in models.values())) if vocabulary.vague else {}
    pages, mending = vocabulary.pages(instead.wrong)
    fields, types, units = (
        records({**drafts(Kind.FIELD), **topics}),
        records(drafts(Kind.TYPE)),
        records(drafts(Kind.UNIT)),
    )
    return Registry(
        repo, movement,
        dict(sorted(fields.items(), key=lambda item: (item[1].data.order, item[0]))),
        dict(sorted(types.items(), key=lambda item: (item[1].data.order, item[0]))),
        dict(sorted(((s, _without_samples(u, today) if not samples else u) for s, u in units.items()), key=lambda i: sort_key(i[1].data.name))),
        models,
        exemplars,
        records(pages),
        {f"{folder}/{slug}": _record(slug, draft, today) for kind, folder in SECTIONS.items()
         for slug, draft in sorted(drafts(kind).items()) if draft.standing.withdrawn},
        {**instead.mending, **mending}, noticed=instead.noticed,
    )  # fmt: skip


def _record(slug: str, d: Draft, today: date) -> Record[Any]:
    newest = d.newest if has_come(d, today) else newest_in(d.shaped.data, today)
    return Record(d.source.kind, slug, d.source.path, d.shaped, d.source.digest, d.front, d.has_story, newest, d.photos,
                  d.source.root)  # fmt: skip


def _without_samples(record: Record[Unit], today: date) -> Record[Unit]:
    unit = record.data
    kept = {"years": {year: figures for year, figures in unit.years.items() if not figures.sample},
            "plan": None if unit.plan and unit.plan.sample else unit.plan,
            "inspections": [i for i in unit.inspections if not i.sample]}  # fmt: skip
    data = unit.model_copy(update=kept)
    return replace(record, held=holding(data), newest=newest_in(data, today))
