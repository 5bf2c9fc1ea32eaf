"""Reading the repository: every record, checked, with what is wrong said in one run, and the registry of the right ones."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from danvankheo.base.artifact import digest
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.front_matter import decode, is_other_text
from danvankheo.base.problems import Problem, Severity
from danvankheo.base.settings import today as day_of
from danvankheo.base.text import sort_key
from danvankheo.records.days import newest_in
from danvankheo.records.diagnostics import problems_of
from danvankheo.records.draft import Draft, parse, read_draft
from danvankheo.records.earlier import Earlier
from danvankheo.records.files import SECTIONS, Kind, opened_file, record_files, slug_of
from danvankheo.records.judging import has_come, judge
from danvankheo.records.permissions import read_permissions
from danvankheo.records.record_cache import Shelf, recall, world
from danvankheo.records.record_index import RecordIndex, TitleIndex, title_index
from danvankheo.records.registry import MOVEMENT_PATH, Record, Registry, holding
from danvankheo.records.repair import VOCABULARY, Instead, Vocabulary, book_of, keeps_back, mended
from danvankheo.records.rules.dates import not_come
from danvankheo.records.validation import example_tree, shape
from danvankheo.records.vocabulary import Movement, Unit


@dataclass(frozen=True)
class Reading:
    """Everything read in one run: what is wrong, the drafts other checks look at, the world they were judged in."""

    problems: list[Problem]
    drafts: list[Draft]
    world: str
    book: RecordIndex
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
    drafts, problems = _drafts(repo, shelf)
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
        others = replace(book, titles=_titles(drafts[kind], let_back)) if new and kind is not Kind.PAGE else book
        for slug, draft in new.items():
            problems += judge(repo, slug, draft, others, today)
    problems += vocabulary.problems()
    problems += vocabulary.missing_pages()
    bad = frozenset(problem.path for problem in problems if keeps_back(problem))
    around = "" if any(vocabulary.lost.values()) else around  # what was lost must be asked for each time

    def made(instead: Instead) -> Registry:
        return _registry(repo, movement, vocabulary, replace(instead, wrong={*bad, *instead.wrong}), samples, today)

    return Reading(problems, everything, around, book, made)


def _drafts(repo: Path, shelf: Shelf | None) -> tuple[dict[Kind, dict[str, Draft]], list[Problem]]:
    """Return every file as it was read or recalled, by kind and slug, and what is wrong with those that were read."""
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
    return drafts, problems


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
    findings = [*shaped.findings, *(f for f in not_come(shaped.data, today=today) if shaped.judges(f.loc))]
    problems += [*more, *problems_of(findings, MOVEMENT_PATH, parsed.text, 1)]
    if any(problem.severity is Severity.ERROR for problem in problems):
        return None, problems
    return Record(Kind.PAGE, "phong-trao", MOVEMENT_PATH, shaped, digest(data), digest(data), False), problems


def _titles(drafts: Mapping[str, Draft], let_back: Collection[str]) -> TitleIndex:
    """Return the titles of entries of one kind; let_back: paths of files that may show again what was withdrawn."""
    faces = {slug: json.loads(draft.face) for slug, draft in drafts.items()}
    titles = ((slug, face[0], face[1], face[5]) for slug, face in faces.items())
    return title_index(titles, {slug for slug, draft in drafts.items() if draft.source.path in let_back})


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
        hidden={f"{folder}/{slug}": _record(slug, draft, today) for kind, folder in SECTIONS.items()
                for slug, draft in instead.hidden.get(kind, {}).items()},
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
