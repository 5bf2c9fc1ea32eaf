"""From front matter to a tree of texts. Lines that are not YAML are reported one by one and corrected in memory."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml
from pydantic import BaseModel

from danvankheo.base.problems import Fix, Problem, Severity
from danvankheo.base.yaml_tree import Flaw, Loc, TooDeep, TreeBuilder
from danvankheo.records.diagnostics import fields_of, inner_schema
from danvankheo.records.yaml_advice import LineFlaw, diagnose, missing_spaces

_HASH = re.compile(r"(?P<head>\s*(?:- +)?\w+: )(?P<value>[^\s\"'\[{|>#&*][^#]*?) #(?P<rest>.*)\Z")
_TEMPLATE = "So với mẫu bài (docs/mau-bai.md) rồi viết lại cho đúng."


@cache
def known_keys(schema: type[BaseModel]) -> frozenset[str]:
    """Return every key the schema knows, nested ones included."""
    keys: set[str] = set()
    for key, info in fields_of(schema).items():
        keys.add(key)
        if inner := inner_schema(info.annotation):
            keys |= known_keys(inner)
    return frozenset(keys)


@dataclass(frozen=True, slots=True)
class ParsedYaml:
    """YAML text and its tree (None when it holds no mapping), with the places of empty keys and unwanted constructs."""

    text: str
    tree: dict[str, Any] | None
    empty: set[Loc]
    flaws: list[Flaw]


def _built(text: str) -> ParsedYaml | None:
    """Parse a text; None when it is not YAML. Raises TooDeep."""
    builder = TreeBuilder(text)
    try:
        tree = builder.build()
    except (yaml.YAMLError, ValueError) as error:
        if isinstance(error, TooDeep):
            raise
        return None
    return ParsedYaml(text, tree if isinstance(tree, dict) else None, builder.empty, builder.flaws)


def parse(path: str, front: str, first: int, schema: type[BaseModel]) -> tuple[ParsedYaml, list[Problem]]:
    """Parse front matter; where it is not YAML, report every wrong line and parse the corrected text."""
    nothing = ParsedYaml(front, None, set(), [])
    try:
        parsed, problems = _parsed(path, front, first, known_keys(schema))
    except TooDeep as error:
        advice = "Chia bớt thông tin; phần kể chuyện viết xuống dưới dòng “---” thứ hai."
        message = "Khai báo lồng nhau quá sâu hoặc quá nhiều mục."
        return nothing, [Problem("DVK114", path, error.line + first, 1, message, advice)]
    if parsed is None:
        return nothing, problems or [Problem("DVK199", path, first, 1, "Không đọc được phần khai báo.", _TEMPLATE)]
    problems += _flaw_problems(path, first, parsed.text, parsed.flaws)
    problems += _cut_values(path, first, parsed.text)
    if parsed.tree is None and not problems:
        message = "Phần khai báo giữa hai dòng “---” không có mục nào đọc được; mỗi dòng cần dạng “khóa: giá trị”."
        problems.append(Problem("DVK115", path, first, 1, message, _TEMPLATE))
    return parsed, problems


def respaced(path: str, text: str, first: int, schema: type[BaseModel]) -> tuple[ParsedYaml | None, list[Problem]]:
    """Parse text in which "key:value" without a space is meant as a key; None when there is no such line.

    For YAML that does not fit the schema: without the space such a line is a text, not a key.
    """
    flaws, mended = missing_spaces(text, known_keys(schema))
    parsed = _built(mended) if flaws else None
    return (parsed, _line_problems(path, first, flaws)) if parsed and parsed.tree is not None else (None, [])


def _parsed(path: str, front: str, first: int, keys: Collection[str]) -> tuple[ParsedYaml | None, list[Problem]]:
    parsed = _built(front)
    flaws: list[LineFlaw] = []
    if parsed is None:
        flaws, text = diagnose(front, keys)
        parsed = _built(text)
    elif parsed.tree is None:
        flaws, text = missing_spaces(front, keys)
        parsed = (_built(text) if flaws else None) or parsed
    return parsed, _line_problems(path, first, flaws)


def _line_problems(path: str, first: int, flaws: Iterable[LineFlaw]) -> list[Problem]:
    """Return the flaws as problems; several on one line share one fix that corrects all of them."""
    flaws = list(flaws)
    final = {flaw.line: flaw.mended for flaw in flaws}
    return [Problem(flaw.code, path, flaw.line + first, flaw.column + 1, flaw.message,
                    "" if final[flaw.line] is not None else _TEMPLATE,
                    Fix("replace", flaw.line + first, final[flaw.line] or "") if final[flaw.line] is not None else None)
            for flaw in flaws]  # fmt: skip


def _flaw_problems(path: str, first: int, text: str, flaws: list[Flaw]) -> Iterator[Problem]:
    lines = text.split("\n")
    for flaw in flaws:
        line = lines[flaw.line]
        if flaw.code == "DVK108":
            yield Problem("DVK108", path, flaw.line + first, flaw.column + 1, f"Mục “{flaw.word}” đã có ở trên; mỗi mục chỉ ghi một lần.",
                          "Giữ dòng đúng, xóa dòng kia.", Fix("delete", flaw.line + first))  # fmt: skip
            continue
        fix = _without_sign(line, flaw.line + first, "\n".join(lines[flaw.line + 1 : flaw.line + 2]))
        code = "DVK107" if fix else "DVK109"
        yield Problem(code, path, flaw.line + first, flaw.column + 1,
                      f"“{flaw.word}” là ký hiệu riêng của YAML, không dùng ở đây.", "Đặt cả giá trị trong dấu nháy thẳng." if fix else "Xóa ký hiệu này.", fix)  # fmt: skip


def _without_sign(line: str, number: int, below: str) -> Fix | None:
    """Return the corrected line if a value begins with a YAML sign (&name, *name, !name) that is meant as text.

    Above indented lines the sign is not part of a text: in quotes, the lines below would no longer be YAML.
    """
    key, colon, value = line.partition(": ")
    if not colon or '"' in value or value.strip()[:1] not in ("&", "*", "!"):
        return None
    if len(below) - len(below.lstrip()) > len(line) - len(line.lstrip()):
        return None
    return Fix("replace", number, f'{key}: "{value.strip()}"')


def _cut_values(path: str, first: int, text: str) -> Iterator[Problem]:
    """Yield values cut short by " #", which YAML takes for the beginning of a comment."""
    if " #" not in text:
        return
    for number, line in enumerate(text.split("\n")):
        match = _HASH.match(line)
        if match and not match["value"].endswith(" ") and " " in match["value"] + match["rest"]:
            whole = f"{match['value']} #{match['rest']}".replace('"', "”")
            yield Problem("DVK110", path, number + first, match.end("value") + 2, f"Từ dấu # trở đi bị bỏ qua: “#{match['rest']}”.",
                          "Nếu là ghi chú thì chuyển lên một dòng riêng bắt đầu bằng #.",
                          Fix("replace", number + first, f'{match["head"]}"{whole}"'), Severity.WARNING)  # fmt: skip
