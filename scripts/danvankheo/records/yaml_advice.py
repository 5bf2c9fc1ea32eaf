"""Explains front matter that is not YAML, line by line, with the corrected line to paste.

libyaml stops at the first error, and its messages are for programmers. This module looks for common mistakes in every
line. The other checks go on with the mended text, which has the same line numbers: one run reports everything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

import yaml

from danvankheo.base.yaml_tree import TooDeep, TreeBuilder
from danvankheo.records.diagnostics import quoted

_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_KEY_LINE = re.compile(r"(?P<indent>\s*(?:- +)?)(?P<key>[A-Za-z0-9_]+)(?P<colon>[ ]*[:：])(?P<gap>\s*)(?P<value>.*)\Z")
_ODD_SPACE = re.compile(rf"[{_SPACES}]")
_BLOCK = re.compile(r"(?::|-)\s+[|>][-+0-9]*\s*(?:#.*)?\Z")
_SPECIAL = "&*!@`%"
MAX_ROUNDS = 40


@dataclass(frozen=True, slots=True)
class LineFlaw:
    """A mistake on a line (from 0) of the YAML text, and the line as it should be (None when only the author knows it)."""

    code: str
    line: int
    column: int
    message: str
    mended: str | None


def diagnose(text: str, known_keys: Collection[str]) -> tuple[list[LineFlaw], str]:
    """Return the flaws of the text, and the text corrected as far as possible; ([], text) when it is YAML."""
    if _error_line(text) is None:
        return [], text
    flaws = [flaw for number, line in _own_lines(text) for flaw in _line_flaws(number, line, known_keys)]
    text = _mend(text, flaws)
    for _ in range(MAX_ROUNDS):
        where = _error_line(text)
        if where is None:
            break
        flaw = _other_error(text, where, known_keys)
        flaws.append(flaw)
        if flaw.mended is None:
            return flaws, _without_errors(text, where)
        text = _mend(text, [flaw])
    return flaws, text


def missing_spaces(text: str, known_keys: Collection[str]) -> tuple[list[LineFlaw], str]:
    """Return missing spaces and colons in a text that is valid YAML, where "ten:abc" is a text, not a key.

    The second value is the text with these corrected, and with mistakes that appear only then; ([], text) without any.
    """
    found = [flaw for number, line in _own_lines(text) if (flaw := _colon(number, line, known_keys))]
    if not found:
        return [], text
    more, mended = diagnose(_mend(text, found), known_keys)
    return ([*found, *more], mended) if mended and _error_line(mended) is None else ([], text)


def _mend(text: str, flaws: list[LineFlaw]) -> str:
    lines = text.split("\n")
    for flaw in flaws:
        if flaw.mended is not None:
            lines[flaw.line] = flaw.mended
    return "\n".join(lines)


def _error_line(text: str) -> int | None:
    """Return the line (from 0) at which the text stops being YAML, None when it is YAML."""
    try:
        TreeBuilder(text).build()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return min(mark.line, text.count("\n")) if mark else 0
    except TooDeep:
        return None
    except yaml.YAMLError:  # a control character: reported by the file checks
        return 0
    return None


def _own_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that are YAML syntax: not blank, not comments, not inside a block of free text."""
    block_indent: int | None = None
    for number, line in enumerate(text.split("\n")):
        indent = len(line) - len(line.lstrip(" \t"))
        if block_indent is not None:
            if not line.strip() or indent > block_indent:
                continue
            block_indent = None
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if _BLOCK.search(line):
            block_indent = indent
        yield number, line


def _line_flaws(number: int, line: str, known: Collection[str]) -> Iterator[LineFlaw]:
    """Yield the flaws of one line. Each check gets the line as the earlier checks corrected it."""
    for check in (_tabs, _odd_spaces, _colon, _value):
        flaw = check(number, line, known)
        if flaw:
            yield flaw
            line = flaw.mended if flaw.mended is not None else line


def _tabs(number: int, line: str, known: Collection[str]) -> LineFlaw | None:
    lead = line[: len(line) - len(line.lstrip())]
    if "\t" not in lead:
        return None
    message = "Đầu dòng có phím Tab; thụt dòng chỉ được dùng khoảng trắng."
    return LineFlaw("DVK101", number, lead.index("\t"), message, lead.replace("\t", "  ") + line.lstrip())


def _odd_spaces(number: int, line: str, known: Collection[str]) -> LineFlaw | None:
    match = _KEY_LINE.match(line)
    head = line[: match.start("value")] if match else line[: len(line) - len(line.lstrip())]
    if not (found := _ODD_SPACE.search(head)):
        return None
    message = "Có khoảng trắng đặc biệt (thường do chép từ Word hoặc Zalo) ở đầu dòng hoặc sau dấu hai chấm."
    return LineFlaw("DVK111", number, found.start(), message, _ODD_SPACE.sub(" ", head) + line[len(head) :])


def _colon(number: int, line: str, known: Collection[str]) -> LineFlaw | None:
    match = _KEY_LINE.match(line)
    if match and match["key"] in known and match["value"] and (not match["gap"] or "：" in match["colon"]):
        mended = f"{match['indent']}{match['key']}: {match['value']}"
        return LineFlaw(
            "DVK102", number, match.start("colon"), f"Thiếu khoảng trắng sau dấu hai chấm của “{match['key']}”.", mended
        )
    word = line.strip().removeprefix("- ").split(" ")[0]
    if not match and word in known and ":" not in line:
        mended = line.replace(word, word + ":", 1)
        return LineFlaw("DVK112", number, line.index(word), f"Thiếu dấu hai chấm sau “{word}”.", mended)
    return None


def _value(number: int, line: str, known: Collection[str]) -> LineFlaw | None:
    match = _KEY_LINE.match(line)
    if not match or not match["value"]:
        return None
    value, start = match["value"].rstrip(), match.start("value")

    def flaw(code: str, message: str, new: str) -> LineFlaw:
        return LineFlaw(code, number, start, message, line[:start] + new)

    if value[0] in "“”„‘’":
        bare = value.strip("“”„‘’")
        return flaw("DVK105", "Giá trị nằm trong dấu nháy cong (“ ”); ở đây phải dùng dấu nháy thẳng.", _straight(bare))
    if value[0] in "\"'":
        return _quotes(value, flaw)
    if value[0] in _SPECIAL:
        return flaw(
            "DVK107",
            f"Giá trị bắt đầu bằng ký tự “{value[0]}”; phải đặt cả giá trị trong dấu nháy thẳng.",
            _straight(value),
        )
    if value[0] in "[{":
        return _brackets(value, flaw)
    if value[0] not in "|>" and (": " in value or value.endswith(":")):
        return flaw(
            "DVK103", "Trong giá trị có dấu hai chấm; phải đặt cả giá trị trong dấu nháy thẳng.", _straight(value)
        )
    return None


def _straight(value: str) -> str:
    plain = quoted(value)
    return plain if plain[:1] in "\"'" else f'"{value}"'


def _quotes(value: str, flaw: Callable[[str, str, str], LineFlaw]) -> LineFlaw | None:
    mark = value[0]
    body = value[1:]
    inner = body.replace("''", "") if mark == "'" else re.sub(r"\\.", "", body)
    closed = inner.find(mark)
    if closed == len(inner) - 1 and inner:
        return None
    rest = inner[closed + 1 :].lstrip() if closed >= 0 else ""
    if closed >= 0 and rest.startswith("#"):
        return None
    text = body.replace("\\", "/") if closed < 0 else value
    return flaw("DVK104", "Dấu nháy mở ra mà không đóng lại đúng chỗ.", _straight(text.rstrip("“”")))


def _brackets(value: str, flaw: Callable[[str, str, str], LineFlaw]) -> LineFlaw | None:
    pairs = {"[": "]", "{": "}"}
    open_: list[str] = []
    for char in re.sub(r"\"[^\"]*\"|'[^']*'", "", value):
        if char in pairs:
            open_.append(pairs[char])
        elif open_ and char == open_[-1]:
            open_.pop()
    if not open_:
        return None
    return flaw("DVK113", "Ngoặc mở ra mà chưa đóng.", value + "".join(reversed(open_)))


def _other_error(text: str, where: int, known: Collection[str]) -> LineFlaw:
    """Explain an error that no check of single lines found: wrong indentation, else any other."""
    lines = text.split("\n")
    for number in (where, where - 1):
        if not 0 <= number < len(lines) or not lines[number].strip():
            continue
        for indent in _indents_above(lines, number):
            candidate = " " * indent + lines[number].strip()
            after = _error_line("\n".join([*lines[:number], candidate, *lines[number + 1 :]]))
            if candidate != lines[number] and (after is None or after > where):
                message = "Dòng này thụt vào không thẳng hàng với các dòng cùng nhóm."
                return LineFlaw("DVK106", number, 0, message, candidate)
    line = lines[where]
    message = "Dòng này hoặc dòng ngay trên viết chưa đúng: mỗi mục cần dạng “khóa: giá trị”, các mục con thụt vào hai khoảng trắng."
    mended = _as_text(line) if _KEY_LINE.match(line) else None
    if mended and mended != line:
        after = _error_line("\n".join([*lines[:where], mended, *lines[where + 1 :]]))
        if after is None or after > where:
            return LineFlaw("DVK199", where, 0, message, mended)
    return LineFlaw("DVK199", where, 0, message, None)


def _as_text(line: str) -> str:
    match = _KEY_LINE.match(line)
    return line[: match.start("value")] + _straight(match["value"].rstrip()) if match and match["value"] else line


def _indents_above(lines: list[str], number: int) -> list[int]:
    """Return the indentations in use just above a line, nearest first."""
    found: dict[int, None] = {}
    for line in reversed(lines[max(0, number - 12) : number]):
        if line.strip():
            indent = len(line) - len(line.lstrip(" "))
            found[indent] = None
            if line.lstrip().startswith("- "):
                found[indent + 2] = None
            if indent == 0:
                break
    return [*found, 0] if number else [0]


def _without_errors(text: str, where: int) -> str:
    """Return the text with the unreadable line emptied, if the result is YAML; else ""."""
    lines = text.split("\n")
    lines[where] = ""
    rest = "\n".join(lines)
    return rest if _error_line(rest) is None else ""
