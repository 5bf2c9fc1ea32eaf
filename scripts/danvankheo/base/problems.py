"""Problems of files and their reports: text for a terminal, GitHub annotations, Markdown, JSON.

A problem has a place (path, line, column), a message and a hint how to mend it, in Vietnamese. A remedy with a known text
is a ``Fix``: the lines to paste, and where.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

_LONGEST = 1000
_NO_WORD = "\u200b"
_HARMLESS = str.maketrans({c: f"&#{ord(c)};" for c in "<>&@`|"} | {c: f"\\{c}" for c in "\\*_{}[]()#~!"})


class Severity(StrEnum):
    """An error keeps the record from being published; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Fix:
    """A remedy that can be pasted: replace lines ``line``–``last``, insert after ``line``, or delete them.

    Lines count from 1; ``text`` has no closing newline and may hold several lines. ``example``: the text shows only the
    form; the author fills in the facts.
    """

    action: Literal["replace", "insert", "delete"]
    line: int
    text: str = ""
    last: int = 0
    example: bool = False

    def instruction(self) -> str:
        """Return the sentence that tells a person what to do; the text to paste follows it on lines of its own."""
        lines = f"dòng {self.line}" if self._end == self.line else f"các dòng {self.line}–{self._end}"
        if self.action == "delete":
            return f"Xóa {lines}."
        if self.action == "insert":
            where = f"sau dòng {self.line}" if self.line else "đầu tệp"
            return f"Thêm vào {where}{', ví dụ' if self.example else ''}:\n{self.text}"
        return f"Điền {lines}, ví dụ:\n{self.text}" if self.example else f"Sửa {lines} thành:\n{self.text}"

    @property
    def _end(self) -> int:
        return max(self.line, self.last)

    def apply(self, text: str) -> str:
        """Return the file's text with the remedy carried out."""
        lines = text.split("\n")
        new = [] if self.action == "delete" else self.text.split("\n")
        start = self.line if self.action == "insert" else self.line - 1
        stop = self.line if self.action == "insert" else self._end
        lines[start:stop] = new
        return "\n".join(lines)


def seen(text: str) -> str:
    """Return a text for display: invisible characters become a space or U+FFFD."""
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() or c == "\n" else " " if c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in text
    )


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one place. ``path`` is relative to the repository; line and column count from 1.

    words: for a built file, the words by which ``gate.source_tracing`` finds the source.
    """

    code: str
    path: str
    line: int
    column: int
    message: str
    advice: str = ""
    fix: Fix | None = None
    severity: Severity = Severity.ERROR
    words: str = ""

    def __post_init__(self) -> None:
        """Replace control characters and direction marks in the message."""
        object.__setattr__(self, "message", seen(self.message))

    @property
    def hint(self) -> str:
        """How to mend it: the advice, then the lines to paste."""
        parts = [self.advice] if self.advice else []
        if self.fix:
            parts.append(self.fix.instruction())
        return seen(" ".join(parts))

    def as_dict(self) -> dict[str, str | int]:
        """Return the shape of the JSON report."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "path": self.path,
            "line": self.line,
            "column": self.column,
            "message": self.message,
            "hint": self.hint,
        }


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems by place, without duplicates."""
    unique = dict.fromkeys(problems)
    return sorted(unique, key=lambda p: (p.path, p.line, p.column, p.code, p.message))


def count_words(problems: Iterable[Problem]) -> str:
    """Return "3 lỗi, 1 lưu ý" (or "không có lỗi")."""
    return words_of(*counted(problems))


def counted(problems: Iterable[Problem]) -> tuple[int, int]:
    """Return the numbers of errors and of warnings."""
    found = [p.severity is Severity.ERROR for p in problems]
    return sum(found), len(found) - sum(found)


def words_of(errors: int, warnings: int) -> str:
    """Return numbers of errors and warnings in words."""
    words = [f"{errors} lỗi"] if errors else []
    words += [f"{warnings} lưu ý"] if warnings else []
    return ", ".join(words) or "không có lỗi"


def remedy_text(hint: str, fix: Fix | None) -> str:
    """Return a remedy for a terminal; lines to paste begin in the first column, so that they can be copied with their indentation."""
    pasted = fix.text.count("\n") + 1 if fix and fix.action != "delete" else 0
    lines = hint.split("\n")
    advice, exact = (lines[:-pasted], lines[-pasted:]) if pasted else (lines, [])
    return "\n".join(["    → " + "\n        ".join(advice), *exact])


def to_text(problems: Iterable[Problem]) -> str:
    """Return the report for a terminal."""
    blocks = []
    for p in problems:
        kind = "LỖI" if p.severity is Severity.ERROR else "Lưu ý"
        block = f"{p.path}:{p.line}:{p.column}: {kind} {p.code}\n    {p.message}"
        blocks.append(block + (f"\n{remedy_text(p.hint, p.fix)}" if p.hint else ""))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _escape_property(value: str) -> str:
    return _escape_data(value).replace(":", "%3A").replace(",", "%2C")


def _escape_data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def to_github(problems: Iterable[Problem]) -> str:
    """Return workflow commands, one annotation per problem (GitHub shows about ten of each kind per step)."""
    lines = []
    for p in problems:
        place = f"file={_escape_property(p.path)},line={p.line},col={p.column},title={_escape_property(p.code)}"
        lines.append(f"::{p.severity} {place}::{_escape_data(p.message + (chr(10) + p.hint if p.hint else ''))}")
    return "".join(line + "\n" for line in lines)


def harmless(value: str) -> str:
    """Escape untrusted text for a Markdown table: it causes no markup, cell, row, link, mention or reference."""
    flat = value.replace("\r", " ").replace("\n", " ⏎ ").translate(_HARMLESS)
    # Hosts search for mentions and references after rendering, when entities are characters again.
    flat = re.sub(r"&#64;(?=\w)|\\#(?=\d)|\bGH-(?=\d)", lambda found: found[0] + _NO_WORD, flat)
    return flat.replace("://", "&#58;//").replace("www.", "www&#46;")


def _remedy(hint: str) -> str:
    """Return a hint for a table's cell; lines to paste keep their indentation."""
    advice, *lines = hint.split("\n")
    return "<br>".join([harmless(advice), *(f"<code>{harmless(line)}</code>" for line in lines)])


def to_markdown(problems: Iterable[Problem], room: int | None = None) -> str:
    """Return a table for a job summary or a comment. room: most bytes of the rows; problems left out are counted."""
    found = list(problems)
    if not found:
        return "**Không có lỗi.** Cảm ơn bạn!\n"
    return f"**{count_words(found)}**\n\n{table(found, room=room)}"


def table(
    problems: Sequence[Problem],
    link: Callable[[Problem], str] | None = None,
    room: int | None = None,
    total: int = 0,
    heads: str = "Có gì chưa đúng | Sửa thế nào",
) -> str:
    """Return a Markdown table.

    link: returns the encoded address where a problem is mended, "" for none; room: most bytes of the rows; total: the
    number of problems when not all are given; heads: of the last two columns.
    """
    rows = [f"| Tệp | Dòng | Mã | {heads} |", "|---|---:|---|---|---|"]
    left = max(total, len(problems))
    for p in map(shortened, problems):
        address = link(p) if link else ""
        line = f"[{p.line}]({address})" if address else str(p.line)
        row = f"| {harmless(p.path)} | {line} | {p.code} | {harmless(p.message)} | {_remedy(p.hint)} |"
        if room is not None:
            room -= len(row.encode("utf-8", "replace")) + 1
            if room < 0:
                break
        rows.append(row)
        left -= 1
    return "\n".join(rows) + "\n" + (f"\n… và {left} dòng nữa.\n" if left else "")


def to_json(problems: Iterable[Problem]) -> str:
    """Return a JSON list of objects with code, severity, path, line, column, message and hint."""
    return json.dumps([p.as_dict() for p in problems], ensure_ascii=False, indent=1) + "\n"


def from_json(rows: object) -> list[Problem]:
    """Return the problems of an untrusted JSON report; rows of another form are left out."""
    return [_problem(row) for row in rows if _is_row(row)] if isinstance(rows, list) else []


def _is_row(row: object) -> bool:
    return (
        isinstance(row, dict)
        and all(isinstance(row.get(key), str) for key in ("code", "severity", "path", "message", "hint"))
        and all(type(row.get(key)) is int and row[key] >= 0 for key in ("line", "column"))
        and re.fullmatch(r"DVK\d{3}", row["code"]) is not None
        and row["severity"] in list(Severity)
    )


def _problem(row: Mapping[str, Any]) -> Problem:
    return shortened(Problem(row["code"], row["path"], row["line"], row["column"], row["message"], row["hint"],
                             severity=Severity(row["severity"])))  # fmt: skip


def shortened(problem: Problem) -> Problem:
    """Return a problem with texts of at most 1,000 characters."""
    path, message, hint = (text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
                        for text in (seen(problem.path), problem.message, problem.hint))  # fmt: skip
    return Problem(problem.code, path, problem.line, problem.column, message, hint, severity=problem.severity)


REPORTERS: Mapping[str, Callable[[Iterable[Problem]], str]] = {
    "text": to_text, "github": to_github, "markdown": to_markdown, "json": to_json,
}  # fmt: skip
