"""What the check of a pull request hands to the job that writes the comment. The reader takes nothing in it on trust."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from danvankheo.base.problems import Problem, count_words, from_json, to_markdown
from danvankheo.github.event import PullRequest, at, number, read_json

FILE = "ket-qua.json"
_MOST_BYTES = 2_000_000
_MOST_SHOWN = 60
# A comment holds 65,536 characters.
_MOST_LETTERS = 60_000


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of a check: which pull request, what was found, how many files were read."""

    number: int
    files: int
    problems: Sequence[Problem]

    def write(self, folder: Path) -> None:
        """Write the result for the job that comments."""
        folder.mkdir(parents=True, exist_ok=True)
        rows = [problem.as_dict() for problem in self.problems]
        tree = {"number": self.number, "files": self.files, "problems": rows}
        (folder / FILE).write_text(json.dumps(tree, ensure_ascii=False), "utf-8", newline="\n")


def read(folder: Path) -> Result | None:
    """Return what a check wrote, None when there is nothing; raises for what no check writes."""
    if not (folder / FILE).exists():
        return None
    tree = read_json(folder / FILE, _MOST_BYTES)
    files = at(tree, "files")
    return Result(number(tree, "number"), files if type(files) is int else 0, from_json(at(tree, "problems")))


def summary(result: Result, pull: PullRequest | None, server: str, most: int | None = None) -> str:
    """Return what people read about a check: the table, each line leading to where it is mended."""

    def link(problem: Problem) -> str:
        return pull.edit_link(server, problem.path, problem.line) if pull else ""

    head = f"Đã kiểm tra {result.files} tệp: {count_words(result.problems)}.\n\n"
    how = "\nBấm số dòng để mở đúng chỗ cần sửa. Sửa xong bấm **Commit changes**, máy kiểm tra lại.\n"
    return head + to_markdown(result.problems, link, most) + (how if result.problems and pull else "")


def comment(result: Result, pull: PullRequest, server: str) -> str:
    """Return the same for a comment, shortened to what one holds."""
    most = _MOST_SHOWN
    text = summary(result, pull, server, most)
    while len(text) > _MOST_LETTERS and most > 1:
        most //= 2
        text = summary(result, pull, server, most)
    return text
