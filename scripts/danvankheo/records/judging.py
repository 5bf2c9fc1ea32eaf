"""Which rules run on a record, and when. What the rules are: ``rules``.

- By the record and the movement alone: each time one of the two files changes (``own_findings``).
- By other records: each time one of those that rules look at changes (``findings_with_others``).
- By today's date: each day, for records that name a day still to come (``dates.not_come``).
- Private data, in every text: with the first (``privacy.private_data``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from pydantic import BaseModel

from danvankheo.base.problems import Problem, Severity
from danvankheo.base.yaml_tree import Loc
from danvankheo.records.diagnostics import Finding, problems_of
from danvankheo.records.draft import Draft, read_draft
from danvankheo.records.record_index import RecordIndex, with_codes
from danvankheo.records.rules import rules_for
from danvankheo.records.rules.dates import not_come
from danvankheo.records.rules.privacy import private_data
from danvankheo.records.rules.rule import When
from danvankheo.records.schema import Entry
from danvankheo.records.vocabulary import Movement

# What a draft may lack: a missing or empty key, what its stage requires, a consent.
_UNFINISHED = frozenset({"DVK203", "DVK204", "DVK306", "DVK319"})


def own_findings(data: BaseModel, movement: Movement) -> Iterator[Finding]:
    """Yield what is wrong in a record by itself."""
    for rule in rules_for(type(data), When.FILE_CHANGED):
        yield from rule(data, movement=movement)


def findings_with_others(slug: str, data: BaseModel, others: RecordIndex) -> Iterator[Finding]:
    """Yield what is wrong between a record and the others."""
    for rule in rules_for(type(data), When.OTHERS_CHANGED):
        yield from rule(data, slug=slug, others=others)


def has_come(draft: Draft, today: date) -> bool:
    """Tell whether every day and year a draft names has come."""
    return draft.settled is None or draft.settled <= today


def judge(repo: Path, slug: str, draft: Draft, others: RecordIndex, today: date) -> list[Problem]:
    """Run every rule on a record; a place whose value was replaced, or that depends on one, is not judged again."""
    data, shaped = draft.shaped.data, draft.shaped
    findings = [] if has_come(draft, today) else list(not_come(data, today=today))
    findings += findings_with_others(slug, data, others)
    if draft.recalled:  # nothing is wrong with it by itself; its text is read again only to say on which line
        again = read_draft(repo, draft.source.kind, draft.source.name)[0] if findings else None
        if again is None:
            return []
        draft = again
    else:
        findings += own_findings(data, others.movement)
        findings = [each for each in findings if all(map(shaped.judges, (each.loc, *each.depends_on)))]
    findings += [with_codes(finding, others) for finding in shaped.findings]
    problems = list(private_data(draft, others.movement.publisher))
    problems += problems_of(findings, draft.source.path, draft.yaml_text, draft.source.front_line)
    return [_as_unfinished(p) for p in problems] if isinstance(data, Entry) and data.draft else problems


def _as_unfinished(problem: Problem) -> Problem:
    """Return what a draft lacks as a warning: a draft is never published and may be finished later."""
    return replace(problem, severity=Severity.WARNING) if problem.code in _UNFINISHED else problem


def is_right(draft: Draft, movement: Movement) -> bool:
    """Tell whether nothing is wrong with a file that was read without problems, as far as the file alone shows."""
    data = draft.shaped.data
    return not (
        draft.shaped.findings or any(own_findings(data, movement)) or any(private_data(draft, movement.publisher))
    )


def wrong_places(slug: str, draft: Draft, others: RecordIndex, today: date) -> list[Loc]:
    """Return the places of a repaired record that rules report as errors."""
    data = draft.shaped.data
    findings = [
        *own_findings(data, others.movement),
        *findings_with_others(slug, data, others),
        *not_come(data, today=today),
    ]
    return [finding.loc for finding in findings if finding.severity is Severity.ERROR]
