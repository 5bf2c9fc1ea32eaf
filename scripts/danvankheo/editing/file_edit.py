"""An edit of one file: made in memory, shown as a difference, then written. Bytes it does not change stay as they are."""

from __future__ import annotations

import difflib
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class FileEdit:
    """A file before and after an edit; the two are equal when there is nothing to change.

    path: from the repository's root; before, after: the text, with surrogates for bytes that are not UTF-8; reasons: what
    was changed and why, one sentence each, in Vietnamese.
    """

    path: str
    before: str
    after: str
    reasons: tuple[str, ...] = ()

    def difference(self) -> str:
        """Return the change as a unified diff, as git shows it."""
        old, new = (re.sub(r"\r\n?", "\n", text).splitlines(keepends=True) for text in (self.before, self.after))
        lines = difflib.unified_diff(old, new, f"{self.path} (trước)", f"{self.path} (sau)", n=1)
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)

    def write(self, repo: Path) -> bool:
        """Replace the file; False when it is a link, or no longer the file that was read."""
        file = repo / self.path
        before, after = (text.encode("utf-8", "surrogateescape") for text in (self.before, self.after))
        if file.is_symlink() or not file.is_file() or file.read_bytes() != before:
            return False
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".", suffix=".tmp", delete=False) as new:
            new.write(after)
        Path(new.name).chmod(file.stat().st_mode & 0o777)
        Path(new.name).replace(file)
        return True


def split_lines(text: str) -> tuple[list[str], list[str]]:
    """Return the lines of a text and the line end after each; after the last line it is ""."""
    return _LINE_END.split(text), [*_LINE_END.findall(text), ""]


def join_lines(lines: Sequence[str], ends: Sequence[str]) -> str:
    """Return the text that ``split_lines`` divided. Raises ValueError when there are not as many ends as lines."""
    return "".join(line + end for line, end in zip(lines, ends, strict=True))


def comments_above(lines: Sequence[str], line: int, floor: int = 0) -> int:
    """Return the first of the comments directly above a line, not above ``floor``: they belong to the line's key."""
    while line > floor and lines[line - 1].startswith("#"):
        line -= 1
    return line


def end_of_keys(lines: Sequence[str], floor: int = 0) -> int:
    """Return the line after the last key's value; comments and empty lines below it belong to no key."""
    end = len(lines)
    while end > floor and is_blank_or_comment(lines[end - 1]):
        end -= 1
    return end


def is_blank_or_comment(line: str) -> bool:
    """Tell whether a line is empty or a comment without indentation."""
    return not line.strip() or line.startswith("#")
