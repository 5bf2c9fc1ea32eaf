"""What is wrong with a record that was read: by itself, between it and the others, on the day, and private data in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from pydantic import BaseModel

from danvankheo.base import privacy
from danvankheo.base.problems import Problem, Severity
from danvankheo.base.yaml_tree import Loc, Place, TreeBuilder
from danvankheo.records import references, rules, vocabulary_rules
from danvankheo.records.days import not_come
from danvankheo.records.diagnostics import Binder, Finding
from danvankheo.records.draft import Draft, read_draft
from danvankheo.records.references import Book
from danvankheo.records.schema import Entry, Model
from danvankheo.records.vocabulary import FieldOfWork, ModelType, Movement, Unit

_UNFINISHED = frozenset({"DVK203", "DVK204", "DVK306", "DVK319"})  # missing, empty, due at its stage, consent to come


def has_come(draft: Draft, today: date) -> bool:
    """Tell whether nothing that a draft names lies ahead."""
    return draft.settled is None or draft.settled <= today


def judge(
    repo: Path, slug: str, draft: Draft, book: Book, findings: list[Finding], today: date
) -> list[Problem]:  # fmt: skip
    """Run every rule of a record; places whose value was replaced are not judged again."""
    data, shaped = draft.shaped.data, draft.shaped
    if not has_come(draft, today):
        findings = [*findings, *not_come(data, today)]
    if draft.recalled:
        findings = [*findings, *_links(slug, data, book)]
        again = read_draft(repo, draft.source.kind, draft.source.name)[0] if findings else None
        if again is None:
            return []
        draft = again
    else:
        own = own_findings(data, book.movement)
        findings = [f for f in [*findings, *own, *_links(slug, data, book)]
                    if all(map(shaped.judges, (f.loc, *f.needs)))]  # fmt: skip
    findings += references.resolve_names(list(shaped.findings), book)
    problems = list(_private(draft, book.movement))
    if findings:
        binder = Binder(draft.source.path, draft.schema, draft.yaml_text, draft.source.front_line)
        problems += binder.problems(findings)
    return [_still_to_fill_in(p) for p in problems] if isinstance(data, Entry) and data.draft else problems


def _still_to_fill_in(problem: Problem) -> Problem:
    """Return what a draft lacks as a warning: a draft is never published, and nobody has to finish it today."""
    return replace(problem, severity=Severity.WARNING) if problem.code in _UNFINISHED else problem


def is_right(draft: Draft, movement: Movement) -> bool:
    """Tell whether nothing is wrong with a file that was read without problems, as far as the file alone tells."""
    return not (
        draft.shaped.findings or any(own_findings(draft.shaped.data, movement)) or any(_private(draft, movement))
    )


def own_findings(data: BaseModel, movement: Movement) -> Iterator[Finding]:
    """Yield what is wrong in a record by itself."""
    if isinstance(data, Entry):
        for rule in rules.MODEL_RULES if isinstance(data, Model) else rules.EXEMPLAR_RULES:
            yield from rule(data, movement)
    elif isinstance(data, Unit):
        yield from vocabulary_rules.unit_figures(data, movement)


def _links(slug: str, data: BaseModel, book: Book) -> Iterator[Finding]:
    """Yield what is wrong between a record and the others."""
    if isinstance(data, Entry):
        for check in references.ENTRY_RULES:
            yield from check(slug, data, book)
    elif isinstance(data, Unit):
        yield from vocabulary_rules.unit_links(slug, data, book)
    elif isinstance(data, (FieldOfWork, ModelType)):
        yield from vocabulary_rules.vocabulary_links(slug, data, book)


def _private(draft: Draft, movement: Movement) -> Iterator[Problem]:
    """Yield private data in a record's front matter and story, as written and as YAML reads it, with line and column."""
    source = draft.source
    publisher = movement.publisher
    own = {re.sub(r"\D", "", number) for number in (publisher.phone, publisher.zalo) if number}

    def leaks(text: str) -> Iterator[privacy.Leak]:
        return (leak for leak in privacy.leaks(text) if re.sub(r"\D", "", leak.shown) not in own)

    for leak in leaks(source.slug.replace("-", " ")):
        yield Problem(
            leak.code, source.path, 1, 1, f"Tên tệp có {leak.what}: “{leak.shown}”.", "Đổi tên tệp, bỏ phần này."
        )
    told: set[tuple[str, int]] = set()
    for text, first in ((draft.yaml_text, source.front_line), (source.body, source.body_line)):
        for leak in leaks(text):
            line_start = text.rfind("\n", 0, leak.start) + 1
            if text is draft.yaml_text and (privacy.is_number_field(text, leak) or _NEXT_KEY.search(leak.shown)):
                continue
            line = text.count("\n", 0, leak.start) + first
            told.add((leak.code, line))
            yield _told(leak, source.path, line, leak.start - line_start + 1)
    if "\\" in draft.yaml_text:  # an escape ("\u0030912…") shows what it says only when it is read
        for place, value in _values(draft):
            for leak in leaks(value):
                line = place.line + source.front_line
                if (leak.code, line) not in told:
                    yield _told(leak, source.path, line, place.column + 1)


# What runs over from one key into the next is no sentence.
_NEXT_KEY = re.compile(r"\n\s*(?:- *)?[a-z_]+ *:")


def _told(leak: privacy.Leak, path: str, line: int, column: int) -> Problem:
    shown = " ".join(leak.shown.split())
    return Problem(
        leak.code,
        path,
        line,
        column,
        f"Trong bài có {leak.what}: “{shown}”.",
        f"Trang không đăng thông tin riêng tư. {leak.instead}",
    )


def _values(draft: Draft) -> Iterator[tuple[Place, str]]:
    """Yield every text of the front matter as YAML reads it, with its place."""
    builder = TreeBuilder(draft.yaml_text, places=True)
    tree = builder.build()
    for loc, place in builder.values.items():
        value = tree
        for step in loc:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                value = None
        if isinstance(value, str):
            yield place, value


def wrong_places(slug: str, draft: Draft, book: Book, today: date) -> list[Loc]:
    """Return the places of a record, made whole by its reading, that rules find wrong."""
    data = draft.shaped.data
    found = [*own_findings(data, book.movement), *_links(slug, data, book), *not_come(data, today)]
    return [finding.loc for finding in found if finding.severity is Severity.ERROR]
