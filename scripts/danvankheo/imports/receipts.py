"""What happens to the rows of a list: one outcome each, and nothing stays written that the check finds wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from danvankheo.base.problems import Problem, Severity
from danvankheo.records.rules.plan import NO_PLAN

# Stands where an import wrote something, with the digest of what it wrote: see decisions/0006.
MARK = "# Nhập tự động, mã: "
Check = Callable[[], Iterable[Problem]]


class Outcome(StrEnum):
    """What happened to a row."""

    NEW = "tạo mới"
    UPDATED = "cập nhật"
    SAME = "không đổi"
    KEPT = "giữ nguyên"
    REFUSED = "chưa nhập"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The report on one row: where (row and column letter), what happened, to which file, and why."""

    row: int
    column: str
    outcome: Outcome
    path: str
    says: str


class RowError(Exception):
    """What keeps a row from being entered, and in which column it stands."""

    def __init__(self, column: str, says: str) -> None:
        super().__init__(says)
        self.column = column


def mark(body: str) -> str:
    """Return the comment by which a later import knows that nobody edited what is below it."""
    return MARK + hashlib.sha256(body.encode()).hexdigest()[:16]


def judged(repo: Path, lines: list[Receipt], before: Mapping[str, bytes | None], check: Check) -> list[Receipt]:
    """Take back what the check finds wrong, and say why; tell of a year without a plan. before: the files as they were, None for those that were not."""
    wrong: dict[str, str] = {}
    told: dict[str, str] = {}
    for problem in check() if before else ():
        if problem.path in before and problem.severity is Severity.ERROR:
            wrong.setdefault(problem.path, f"{problem.message} {problem.advice}".strip())
        elif problem.path in before and problem.code == NO_PLAN:
            told.setdefault(problem.path, problem.message)
    for path in wrong:
        old = before[path]
        if old is None:
            (repo / path).unlink()
        else:
            (repo / path).write_bytes(old)
    return [_judged(line, wrong.get(line.path, ""), told.get(line.path, "")) for line in lines]


def _judged(line: Receipt, wrong: str, told: str) -> Receipt:
    if wrong:
        return Receipt(line.row, line.column, Outcome.REFUSED, line.path, wrong)
    if told and line.outcome in (Outcome.NEW, Outcome.UPDATED):
        return replace(line, says="; ".join(part for part in (line.says, f"lưu ý: {told}") if part))
    return line
