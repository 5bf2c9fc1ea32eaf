"""Problems: what a contributor reads when something in a file is wrong, and how it is shown.

A problem says where (path, line, column), what is wrong (message) and how to mend it (hint), in Vietnamese. A problem
whose remedy is a known text carries it as a ``Fix``: the line to paste, and what to do with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Severity(StrEnum):
    """An error keeps the record from being published; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Fix:
    """A remedy that can be pasted: replace lines ``line``–``last``, add after ``line``, or delete them.

    Lines count from 1; ``text`` has no closing newline and may hold several lines.
    """

    action: Literal["replace", "insert", "delete"]
    line: int
    text: str = ""
    last: int = 0

    def instruction(self) -> str:
        """Return the sentence that tells a person what to do; the text to paste follows it on lines of its own."""
        lines = f"dòng {self.line}" if self._end == self.line else f"các dòng {self.line}–{self._end}"
        if self.action == "delete":
            return f"Xóa {lines}."
        if self.action == "insert":
            where = f"sau dòng {self.line}" if self.line else "đầu tệp"
            return f"Thêm vào {where}:\n{self.text}"
        return f"Sửa {lines} thành:\n{self.text}"

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


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one place. ``path`` is relative to the repository; line and column count from 1."""

    code: str
    path: str
    line: int
    column: int
    message: str
    advice: str = ""
    fix: Fix | None = None
    severity: Severity = Severity.ERROR

    @property
    def hint(self) -> str:
        """How to mend it: the advice, then the line to paste if there is one."""
        parts = [self.advice] if self.advice else []
        if self.fix:
            parts.append(self.fix.instruction())
        return " ".join(parts)

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
    """Return the problems by place, each said once, whichever rule found it."""
    unique = dict.fromkeys(problems)
    return sorted(unique, key=lambda p: (p.path, p.line, p.column, p.code, p.message))


def count_words(problems: Iterable[Problem]) -> str:
    """Return "3 lỗi, 1 lưu ý" (or "không có lỗi")."""
    found = list(problems)
    errors = sum(p.severity is Severity.ERROR for p in found)
    warnings = len(found) - errors
    words = [f"{errors} lỗi"] if errors else []
    words += [f"{warnings} lưu ý"] if warnings else []
    return ", ".join(words) or "không có lỗi"


def to_text(problems: Iterable[Problem]) -> str:
    """Return the report for a terminal."""
    blocks = []
    for p in problems:
        kind = "LỖI" if p.severity is Severity.ERROR else "Lưu ý"
        hint = p.hint.replace("\n", "\n        ")
        block = f"{p.path}:{p.line}:{p.column}: {kind} {p.code}\n    {p.message}"
        blocks.append(block + (f"\n    → {hint}" if hint else ""))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _escape_property(value: str) -> str:
    return _escape_data(value).replace(":", "%3A").replace(",", "%2C")


def _escape_data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def to_github(problems: Iterable[Problem]) -> str:
    """Return workflow commands, one annotation a problem (GitHub shows about ten of each kind a step)."""
    lines = []
    for p in problems:
        place = f"file={_escape_property(p.path)},line={p.line},col={p.column},title={_escape_property(p.code)}"
        lines.append(f"::{p.severity} {place}::{_escape_data(p.message + (chr(10) + p.hint if p.hint else ''))}")
    return "".join(line + "\n" for line in lines)


def _cell(value: str) -> str:
    """Make hostile text harmless inside a Markdown table: no markup, no new cell, no new row, no mention."""
    flat = value.replace("\\", "\\\\").replace("\r", " ").replace("\n", " ⏎ ")
    for char in "`*_{}[]()<>#|~!@&":
        flat = flat.replace(char, f"&#{ord(char)};") if char in "<>&@`|" else flat.replace(char, "\\" + char)
    return flat


def to_markdown(problems: Iterable[Problem]) -> str:
    """Return the whole list as a table for a job summary or a comment."""
    found = list(problems)
    if not found:
        return "**Không có lỗi.** Cảm ơn bạn!\n"
    rows = ["| Tệp | Dòng | Mã | Có gì chưa đúng | Sửa thế nào |", "|---|---:|---|---|---|"]
    for p in found:
        rows.append(f"| {_cell(p.path)} | {p.line} | {p.code} | {_cell(p.message)} | {_cell(p.hint)} |")
    return f"**{count_words(found)}**\n\n" + "\n".join(rows) + "\n"


def to_json(problems: Iterable[Problem]) -> str:
    """Return a JSON list of objects with code, severity, path, line, column, message and hint."""
    return json.dumps([p.as_dict() for p in problems], ensure_ascii=False, indent=1) + "\n"


REPORTERS = {"text": to_text, "github": to_github, "markdown": to_markdown, "json": to_json}
