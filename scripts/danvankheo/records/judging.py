"""Which rules run on a record, and when. What the rules are: ``rules``.

- ``judge_alone``: rules on the record and the movement, and private data in its text. The outcome stays the same until
  one of the two files changes; the record cache remembers it.
- ``judge_among``: rules that look at other records, and rules about future days. They run every time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from danvankheo.base.problems import Problem, Severity
from danvankheo.base.yaml_tree import Loc
from danvankheo.records.diagnostics import Finding, problems_of
from danvankheo.records.files import SECTIONS
from danvankheo.records.movement import Movement
from danvankheo.records.record import Record
from danvankheo.records.record_file import text_of
from danvankheo.records.record_index import RecordIndex, with_codes
from danvankheo.records.rules import rules_for
from danvankheo.records.rules.privacy import private_data
from danvankheo.records.rules.rule import Trigger

# What a draft may lack: a missing or empty key, what its stage requires, a consent, a collective's models.
_UNFINISHED = frozenset({"DVK203", "DVK204", "DVK306", "DVK319", "DVK334"})


def own_findings(data: BaseModel, movement: Movement) -> Iterator[Finding]:
    """Run the rules on a record and the movement."""
    for rule in rules_for(type(data), Trigger.RECORD_CHANGED):
        yield from rule(data, movement=movement)


def findings_with_others(record: Record[Any], others: RecordIndex) -> Iterator[Finding]:
    """Run the rules on a record and other records; those on entries look at summaries."""
    looked_at = record.summary if record.kind in SECTIONS else record.data
    for rule in rules_for(record.schema, Trigger.OTHERS_CHANGED):
        yield from rule(looked_at, movement=others.movement, slug=record.slug, others=others)


def movement_findings_with_others(movement: Movement, others: RecordIndex) -> Iterator[Finding]:
    """Run the rules on the movement and other records."""
    for rule in rules_for(Movement, Trigger.OTHERS_CHANGED):
        yield from rule(movement, movement=movement, slug="", others=others)


def findings_of_the_day(data: BaseModel, today: date) -> Iterator[Finding]:
    """Run the rules about days and years of a record that are after today."""
    for rule in rules_for(type(data), Trigger.DAY_CHANGED):
        yield from rule(data, today=today)


def on_given_values(findings: Iterable[Finding], replaced: Collection[Loc]) -> list[Finding]:
    """Return the findings that concern only values from the file: not at, in or around a replaced place, nor dependent on one."""
    return [
        each
        for each in findings
        if not any(_meet(loc, bad) for loc in (each.loc, *each.depends_on) for bad in replaced)
    ]


def _meet(loc: Loc, bad: Loc) -> bool:
    """Tell whether one of two places contains the other; False for the whole record."""
    return loc[: len(bad)] == bad or bool(loc and bad[: len(loc)] == loc)


def judge_alone(repo: Path, record: Record[Any], movement: Movement) -> tuple[Record[Any], list[Problem]]:
    """Run the rules of one file: return the record with their findings, and the private data in its text."""
    own = on_given_values(own_findings(record.data, movement), record.replaced)
    private = private_data(record.slug, record.path, text_of(repo, record), movement.publisher)
    return replace(record, findings=(*own, *record.findings)), list(private)


def judge_among(repo: Path, record: Record[Any], others: RecordIndex, today: date) -> list[Problem]:
    """Run the rules between records and on the day; return these findings and the record's own as problems."""
    found = [] if record.is_settled(today) else list(findings_of_the_day(record.data, today))
    found += findings_with_others(record, others)
    findings = on_given_values(found, record.replaced)
    findings += [with_codes(each, others) for each in record.findings]
    if not findings:
        return []
    text = text_of(repo, record)
    problems = problems_of(findings, record.path, text.front, text.front_line)
    return [_as_unfinished(each) for each in problems] if record.summary.draft else list(problems)


def _as_unfinished(problem: Problem) -> Problem:
    """Return a missing part of a draft as a warning: drafts are never published and may be finished later."""
    return replace(problem, severity=Severity.WARNING) if problem.code in _UNFINISHED else problem


def wrong_places(record: Record[Any], others: RecordIndex, today: date) -> list[Loc]:
    """Return the places of a record that rules report as errors. Values that do not fit the schema are examples here."""
    data = record.data
    findings = [
        *own_findings(data, others.movement),
        *findings_with_others(record, others),
        *findings_of_the_day(data, today),
    ]
    return [finding.loc for finding in findings if finding.severity is Severity.ERROR]
