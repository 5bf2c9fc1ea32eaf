"""A receipt for each row of an imported list; files with errors in the check are restored."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from danvankheo.base.problems import Problem, Severity
from danvankheo.records.rules.plan import NO_PLAN

# A comment above what an import wrote, with its digest; see decisions/0006.
MARK = "# Nhập tự động, mã: "
Check = Callable[[], Iterable[Problem]]


class Outcome(StrEnum):
    """The result of importing a row."""

    NEW = "tạo mới"
    UPDATED = "cập nhật"
    SAME = "không đổi"
    KEPT = "giữ nguyên"
    REFUSED = "chưa nhập"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The result of one row. column: letter of the cell with the mistake, "" for none; path: the file; report: details, in Vietnamese."""

    row: int
    column: str
    outcome: Outcome
    path: str
    report: str


class RowError(Exception):
    """Raised when a row cannot be imported. column: name of the column, as in the list's layout."""

    def __init__(self, column: str, report: str) -> None:
        super().__init__(report)
        self.column = column


def mark(body: str) -> str:
    """Return the comment with a digest of the text below it; a later import sees whether that text was edited."""
    return MARK + hashlib.sha256(body.encode()).hexdigest()[:16]


def checked(repo: Path, lines: list[Receipt], before: Mapping[str, bytes | None], check: Check) -> list[Receipt]:
    """Restore files with errors, and return the receipts with the reasons; a year without a plan is noted.

    before: the former bytes of the files, None for new ones; check: checks the repository as it is now.
    """
    wrong: dict[str, str] = {}
    notes: dict[str, str] = {}
    for problem in check() if before else ():
        if problem.path in before and problem.severity is Severity.ERROR:
            wrong.setdefault(problem.path, f"{problem.message} {problem.advice}".strip())
        elif problem.path in before and problem.code == NO_PLAN:
            notes.setdefault(problem.path, problem.message)
    for path in wrong:
        old = before[path]
        if old is None:
            (repo / path).unlink()
        else:
            (repo / path).write_bytes(old)
    return [_checked(line, wrong.get(line.path, ""), notes.get(line.path, "")) for line in lines]


def _checked(line: Receipt, wrong: str, note: str) -> Receipt:
    if wrong:
        return Receipt(line.row, line.column, Outcome.REFUSED, line.path, wrong)
    if note and line.outcome in (Outcome.NEW, Outcome.UPDATED):
        return replace(line, report="; ".join(part for part in (line.report, f"lưu ý: {note}") if part))
    return line
