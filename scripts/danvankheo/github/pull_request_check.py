"""The result of a pull request's check, passed in a file to the job that comments. The reader does not trust the file."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from danvankheo.base.problems import Problem, counted, from_json, shortened, table, words_of
from danvankheo.base.source_paths import entry_of
from danvankheo.github.event import PullRequest, at, number, read_json

FILE = "ket-qua.json"
_MOST_BYTES = 2_000_000
# Bytes for the rows of one part; a comment holds 65,536 characters, a step summary 1 MiB.
COMMENT, SUMMARY = 19_000, 300_000
_ROOM_IN_FILE = 600_000
_PARTS = ("problems", "changes", "standing")
_HEADINGS = {
    "changes": "### Những gì đang công khai sẽ thay đổi",
    "problems": "### Cần sửa",
    "standing": "### Đã có sẵn trên nhánh chính, không phải do bài này",
}


_WRONG = "Có gì chưa đúng | Sửa thế nào"
_HEADS = {"changes": "Thay đổi | Cần làm", "problems": _WRONG, "standing": _WRONG}


@dataclass(frozen=True, slots=True)
class PullRequestCheck:
    """The result of checking a pull request.

    number: of the pull request; files: how many were checked; problems: those it adds; changes: what it changes for
    visitors; standing: errors the target branch already has; totals: (errors, warnings) by part, for parts that were cut.
    """

    number: int
    files: int
    problems: Sequence[Problem]
    changes: Sequence[Problem] = ()
    standing: Sequence[Problem] = ()
    totals: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def total(self, part: str) -> tuple[int, int]:
        """Return the number of errors and of warnings in a part."""
        given = counted(getattr(self, part))
        known = self.totals.get(part, given)
        return max(known[0], given[0]), max(known[1], given[1])

    @property
    def refused(self) -> bool:
        """Tell whether the pull request may not be merged as it is."""
        return bool(self.total("problems")[0] or self.total("changes")[0])

    def write(self, folder: Path) -> None:
        """Write the result for the job that comments, cut to the size that job reads, with the totals."""
        folder.mkdir(parents=True, exist_ok=True)
        tree: dict[str, object] = {"number": self.number, "files": self.files}
        for part in _PARTS:
            tree[part] = list(_fitting(getattr(self, part)))
        tree["totals"] = {part: self.total(part) for part in _PARTS}
        (folder / FILE).write_text(json.dumps(tree, ensure_ascii=False), "utf-8", errors="replace", newline="\n")


def _fitting(problems: Sequence[Problem]) -> Iterator[dict[str, str | int]]:
    room = _ROOM_IN_FILE
    for problem in problems:
        row = shortened(problem).as_dict()
        room -= len(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace")) + 2
        if room < 0:
            return
        yield row


def divided(problems: Sequence[Problem], before: Sequence[Problem]) -> tuple[list[Problem], list[Problem]]:
    """Divide problems into new and earlier ones; neither the line of a problem nor the folder of its entry is compared."""
    known = Counter((_usual(each.path), each.code, each.message) for each in before)
    new: list[Problem] = []
    standing: list[Problem] = []
    for each in problems:
        key = _usual(each.path), each.code, each.message
        (standing if known[key] > 0 else new).append(each)
        known[key] -= 1
    return new, standing


def _usual(path: str) -> str:
    entry = entry_of(path) if path.endswith(".md") else None
    return entry.usual if entry else path


def read(folder: Path) -> PullRequestCheck | None:
    """Return the result in a folder, None without one. Raises DanVanKheoError when the file is malformed."""
    if not (folder / FILE).exists():
        return None
    tree = read_json(folder / FILE, _MOST_BYTES)
    files = at(tree, "files")
    problems, changes, standing = (from_json(at(tree, part)) for part in _PARTS)
    totals = {part: pair for part in _PARTS if (pair := _pair(at(tree, "totals", part)))}
    return PullRequestCheck(
        number(tree, "number"), files if type(files) is int else 0, problems, changes, standing, totals
    )


def _pair(row: object) -> tuple[int, int] | None:
    if isinstance(row, list) and len(row) == 2 and all(type(each) is int and 0 <= each < 10**9 for each in row):
        return row[0], row[1]
    return None


def summary(result: PullRequestCheck, pull: PullRequest | None, server: str, room: int = SUMMARY) -> str:
    """Return the result as Markdown: tables of bounded size, each row with a link to the editor."""

    def link(problem: Problem) -> str:
        return pull.edit_link(server, problem.path, problem.line) if pull else ""

    return "\n".join(
        [f"Đã kiểm tra {result.files} tệp: {words_of(*result.total('problems'))}.\n", *_parts(result, link, room, pull)]
    )


def _parts(
    result: PullRequestCheck, link: Callable[[Problem], str], room: int, pull: PullRequest | None
) -> Iterator[str]:
    if not any(map(any, map(result.total, _PARTS))):
        yield "**Không có lỗi.** Cảm ơn bạn!\n"
    for part, heading in _HEADINGS.items():
        errors, warnings = result.total(part)
        if errors or warnings:
            rows = table(
                getattr(result, part), link if part != "standing" else None, room, errors + warnings, _HEADS[part]
            )
            yield f"{heading}\n\n{_lead(part, errors, warnings)}\n\n{rows}"
    if pull and (result.refused or result.problems):
        yield "Bấm số dòng để mở đúng chỗ cần sửa. Sửa xong bấm **Commit changes**, máy kiểm tra lại.\n"


def _lead(part: str, errors: int, warnings: int) -> str:
    if part != "changes":
        return f"**{words_of(errors, warnings)}**"
    refused = (
        f"**{errors} thay đổi chưa nhập được**: cần sửa lại, hoặc cần lời cho phép trong content/cho-phep.yml. "
        if errors
        else ""
    )
    return refused + (f"{warnings} thay đổi để người duyệt biết." if warnings else "")


def comment_text(result: PullRequestCheck, pull: PullRequest, server: str) -> str:
    """Return the summary, cut to the size of a comment."""
    return summary(result, pull, server, COMMENT)
