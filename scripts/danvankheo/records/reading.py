"""Reads the repository: every record with its problems, and the registry of the records that can be shown."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from danvankheo.base.artifact import digest
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.front_matter import decode, is_other_text
from danvankheo.base.problems import Problem, Severity
from danvankheo.base.settings import today as day_of
from danvankheo.base.source_paths import address_of
from danvankheo.base.text import sort_key
from danvankheo.records.days import newest_in
from danvankheo.records.diagnostics import problems_of
from danvankheo.records.earlier import EarlierVersions
from danvankheo.records.files import SECTIONS, Kind, opened_file, record_files, slug_of
from danvankheo.records.judging import (
    findings_of_the_day,
    judge_alone,
    judge_among,
    movement_findings_with_others,
    on_given_values,
    own_findings,
)
from danvankheo.records.movement import Movement
from danvankheo.records.parsing import parse
from danvankheo.records.permissions import read_permissions
from danvankheo.records.record import Record
from danvankheo.records.record_file import ReadRecord, read_record
from danvankheo.records.record_index import RecordIndex, TitleIndex, title_index
from danvankheo.records.registry import MOVEMENT_PATH, Registry
from danvankheo.records.repair import VOCABULARY, Replacements, Vocabulary, index_of, judge_vocabulary, keeps_back
from danvankheo.records.validation import example_tree, validate
from danvankheo.records.vocabulary import Unit

_ENTRIES = (*SECTIONS,)


@dataclass(frozen=True)
class RepositoryRecords:
    """Every record of a repository. records: as in the files; vocabulary: repaired; index: what rules look up."""

    repo: Path
    movement: Record[Movement]
    records: list[Record[Any]]
    vocabulary: Vocabulary
    index: RecordIndex
    problems: list[Problem]
    samples: bool
    today: date

    @cached_property
    def registry(self) -> Registry:
        """The records that may be shown."""
        return self.registry_with(Replacements())

    def registry_with(self, replacements: Replacements) -> Registry:
        """Return the records that may be shown, with replacements for some. Raises DanVanKheoError without a movement."""
        if not self.movement.digest:
            raise DanVanKheoError(
                f"Chưa đọc được {MOVEMENT_PATH}, và git không giữ bản nào trước đó dùng được. Xem chỗ sai: dvk check"
            )
        wrong = {problem.path for problem in self.problems if keeps_back(problem)}
        return _registry(self, replace(replacements, wrong={*wrong, *replacements.wrong}))


def load(repo: Path, *, samples: bool = True, today: date | None = None) -> tuple[Registry, list[Problem]]:
    """Read and check every record below the repository; ``today``: see ``read_all``.

    Records with errors are left out of the registry; their problems come in the second value.
    """
    everything = read_all(repo, samples=samples, today=today)
    return everything.registry, everything.problems


def read_all(
    repo: Path, *, samples: bool = True, today: date | None = None, earlier: EarlierVersions | None = None,
    read: ReadRecord | None = None,
) -> RepositoryRecords:  # fmt: skip
    """Read every file and run the rules of records.

    today: later days are in the future; None: the day of ``settings.today``. read: reads one file and
    runs the rules that concern it alone.
    """
    today, earlier = today or day_of(os.environ), earlier or EarlierVersions(repo)
    movement, problems = read_movement(repo, today, earlier)
    records, found = _read_files(repo, read or partial(read_judged, movement=movement.data))
    permissions, unclear = read_permissions(repo)
    problems = [*found, *problems, *unclear]
    everything = [record for group in records.values() for record in group.values()]
    vocabulary = Vocabulary(records, earlier, lambda kind, slug: os.path.lexists(repo / kind / f"{slug}.md"))
    problems += judge_vocabulary(repo, vocabulary, index_of(movement.data, vocabulary), problems, today)
    index = index_of(movement.data, vocabulary)
    problems += _movement_among(repo, movement, index)
    allowed = {each.address.partition("#")[0] for each in permissions if each.what == "hien-lai"}
    for kind in (*_ENTRIES, Kind.PAGE):
        others = replace(index, titles=_titles(records[kind], allowed)) if kind in _ENTRIES else index
        for record in records[kind].values():
            problems += judge_among(repo, record, others, today)
    problems += vocabulary.problems()
    problems += vocabulary.missing_pages()
    return RepositoryRecords(repo, movement, everything, vocabulary, index, problems, samples, today)


def _movement_among(repo: Path, movement: Record[Movement], others: RecordIndex) -> tuple[Problem, ...]:
    """Run the rules on the movement and other records. An earlier version of the file is not judged."""
    findings = [] if movement.root else list(movement_findings_with_others(movement.data, others))
    opened = opened_file(repo, MOVEMENT_PATH) if findings else b""
    text = "" if isinstance(opened, Problem) else decode(MOVEMENT_PATH, opened)[0] or ""
    return tuple(problems_of(findings, MOVEMENT_PATH, parse(MOVEMENT_PATH, text, 1, Movement)[0].text, 1))


def read_judged(repo: Path, kind: Kind, name: str, movement: Movement) -> tuple[Record[Any] | None, list[Problem]]:
    """Read one file and run the rules that concern it alone."""
    record, problems = read_record(repo, kind, name)
    if record is None:
        return None, problems
    record, private = judge_alone(repo, record, movement)
    return record, [*problems, *private]


def _read_files(repo: Path, read: ReadRecord) -> tuple[dict[Kind, dict[str, Record[Any]]], list[Problem]]:
    """Return every record by kind and slug, and the problems of the files."""
    records: dict[Kind, dict[str, Record[Any]]] = {}
    problems: list[Problem] = []
    for kind in Kind:
        there = record_files(repo, kind)
        problems += there.problems
        records[kind] = {}
        for name in there.names:
            record, found = read(repo, kind, name)
            problems += found
            if record and (record.slug not in records[kind] or record.summary.withdrawn):
                records[kind][record.slug] = record  # of two files with one name, the one that was withdrawn
        for name in there.misnamed:  # their other mistakes are reported in the same run
            record, found = read(repo, kind, name)
            if slug_of(name) in records[kind] or is_other_text(found):
                continue
            problems += found
            if record:
                records[kind][record.slug] = record
    return records, problems


def read_movement(
    repo: Path, today: date = date.max, earlier: EarlierVersions | None = None
) -> tuple[Record[Movement], list[Problem]]:
    """Read the movement's file, or its last version without a mistake; else a placeholder (digest ""), so that all else is checked."""
    opened = opened_file(repo, MOVEMENT_PATH)
    data = b"" if isinstance(opened, Problem) else opened
    movement, problems = judged_movement(data, today)
    if movement is None:
        before = (earlier or EarlierVersions(repo)).texts(MOVEMENT_PATH)
        versions = ((root, judged_movement(version, today)[0]) for root, version in before)
        movement = next((replace(version, root=root) for root, version in versions if version), None)
    if not data:
        advice = "Khôi phục tệp này từ kho gốc."
        problems = [Problem("DVK016", MOVEMENT_PATH, 1, 1, "Thiếu tệp khai báo phong trào.", advice)]
    if movement is None:
        example = Movement.model_validate(example_tree(Movement))
        movement = Record(Kind.PAGE, "phong-trao", MOVEMENT_PATH, example, "", "", False)
    return movement, problems


def judged_movement(data: bytes, today: date) -> tuple[Record[Movement] | None, list[Problem]]:
    """Return the movement from its file (None if it has errors) and the problems of the file."""
    text, problems = decode(MOVEMENT_PATH, data)
    parsed, more = parse(MOVEMENT_PATH, text or "", 1, Movement)
    valid = validate(Movement, parsed.tree, parsed.empty)
    movement = Record(
        Kind.PAGE, "phong-trao", MOVEMENT_PATH, valid.data, digest(data), digest(data), False, replaced=valid.replaced
    )
    judged = (*own_findings(valid.data, valid.data), *findings_of_the_day(valid.data, today))
    findings = [*valid.findings, *on_given_values(judged, valid.replaced)]
    problems += [*more, *problems_of(findings, MOVEMENT_PATH, parsed.text, 1)]
    if any(problem.severity is Severity.ERROR for problem in problems):
        return None, problems
    return movement, problems


def _titles(records: Mapping[str, Record[Any]], allowed: Collection[str]) -> TitleIndex:
    """Return the titles of entries of one kind. allowed: addresses with the permission to restore withdrawn content."""
    summaries = ((slug, record.summary) for slug, record in records.items())
    titles = ((slug, each.title, each.unit, each.withdrawn) for slug, each in summaries)
    return title_index(titles, {slug for slug, record in records.items() if address_of(record.path) in allowed})


def _registry(read: RepositoryRecords, replacements: Replacements) -> Registry:
    vocabulary = read.vocabulary

    def shown(kind: Kind) -> dict[str, Record[Any]]:
        """Return the records of a kind, public or withdrawn, each in the version that is shown."""
        right = {slug: record for slug, record in vocabulary.records[kind].items()
                 if kind in VOCABULARY or record.path not in replacements.wrong}  # fmt: skip
        whole = {**right, **vocabulary.lost.get(kind, {}), **replacements.entries.get(kind, {})}
        return {slug: record for slug, record in whole.items() if read.samples or not record.summary.sample}

    def dated(records: Mapping[str, Record[Any]]) -> dict[str, Record[Any]]:
        """Return the records in the order of their file names, each with its newest day up to today."""
        return {slug: _dated(records[slug], read.today) for slug in sorted(records, key=lambda slug: f"{slug}.md")}

    def public(kind: Kind) -> dict[str, Record[Any]]:
        return dated({slug: record for slug, record in shown(kind).items() if record.is_public})

    models, exemplars = public(Kind.MODEL), public(Kind.EXEMPLAR)
    topics = dict(vocabulary.add_topics(record.data for record in models.values())) if vocabulary.incomplete else {}
    pages, mending = vocabulary.pages(replacements.wrong)
    fields, types = dated({**shown(Kind.FIELD), **topics}), dated(shown(Kind.TYPE))
    units = dated(shown(Kind.UNIT))
    if not read.samples:
        units = {slug: _without_samples(unit, read.today) for slug, unit in units.items()}
    return Registry(
        read.repo,
        read.movement,
        dict(sorted(fields.items(), key=lambda item: (item[1].data.order, item[0]))),
        dict(sorted(types.items(), key=lambda item: (item[1].data.order, item[0]))),
        dict(sorted(units.items(), key=lambda item: sort_key(item[1].data.name))),
        models,
        exemplars,
        dated(pages),
        {f"{folder}/{slug}": _dated(record, read.today) for kind, folder in SECTIONS.items()
         for slug, record in sorted(shown(kind).items()) if record.is_withdrawn},
        {**replacements.mending, **mending},
        replacements.noticed,
        {f"{folder}/{slug}": _dated(record, read.today) for kind, folder in SECTIONS.items()
         for slug, record in replacements.hidden.get(kind, {}).items()},
        public(Kind.NEWS),
    )  # fmt: skip


def _dated(record: Record[Any], today: date) -> Record[Any]:
    return record if record.is_settled(today) else replace(record, newest=newest_in(record.data, today))


def _without_samples(record: Record[Unit], today: date) -> Record[Unit]:
    unit = record.data
    real = {"years": {year: figures for year, figures in unit.years.items() if not figures.sample},
            "plan": None if unit.plan and unit.plan.sample else unit.plan,
            "inspections": [i for i in unit.inspections if not i.sample],
            "cooperations": [each for each in unit.cooperations if not each.sample],
            "outreach": [each for each in unit.outreach if not each.sample]}  # fmt: skip
    data = unit.model_copy(update=real)
    return record.with_data(data, newest=newest_in(data, today))
