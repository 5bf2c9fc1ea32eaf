"""Findings of rules, and how they become problems with line, column and text to paste.

A rule gives a place by its keys (``key_path``). Only files with findings are parsed again, to get the positions of keys.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal, Union

import yaml
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from danvankheo.base.problems import Fix, Problem, Severity
from danvankheo.base.yaml_tree import Loc, Place, TooDeep, TreeBuilder

RemedyKind = Literal["value", "key", "add", "delete", "line"]


@dataclass(frozen=True, slots=True)
class Remedy:
    """How to correct a place; kind: replace its ``value`` or its ``key``, ``add`` a child, or ``delete`` it.

    text: YAML, as it is pasted into the file: a value that a person wrote goes through ``quoted``. example: the right value
    is not known, and ``text`` only shows the format.
    """

    kind: RemedyKind
    text: str = ""
    example: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A mistake at ``loc``, the keys that lead to it in the file; ``()`` is the whole record.

    depends_on: other places the rule read; when the value at one of them was wrong itself, the finding is dropped.
    """

    code: str
    loc: Loc
    message: str
    advice: str = ""
    remedy: Remedy | None = None
    severity: Severity = Severity.ERROR
    depends_on: tuple[Loc, ...] = ()


def fields_of(schema: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the schema's fields by the key in the file."""
    return {info.alias or name: info for name, info in schema.model_fields.items()}


def inner_schema(annotation: Any) -> type[BaseModel] | None:
    """Return the section a field holds, alone, optional, in a list or in a dict; None for scalars."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in reversed(typing.get_args(annotation)):
        if found := inner_schema(argument):
            return found
    return None


def is_list(annotation: Any) -> bool:
    """Tell whether a field holds a list (also an optional one)."""
    if typing.get_origin(annotation) in (Union, types.UnionType):
        return any(is_list(argument) for argument in typing.get_args(annotation))
    return typing.get_origin(annotation) is list


@lru_cache(maxsize=4096)
def key_path(schema: type[BaseModel], *path: str | int) -> Loc:
    """Return the keys in the file for attribute names: ``key_path(Model, "guideline", "registrations", 0, "day")``."""
    loc: list[str | int] = []
    current: type[BaseModel] | None = schema
    for step in path:
        if isinstance(step, int) or current is None:
            loc.append(step)
            continue
        info = current.model_fields[step]
        loc.append(info.alias or step)
        current = inner_schema(info.annotation)
    return tuple(loc)


def field_at(schema: type[BaseModel], loc: Loc) -> FieldInfo | None:
    """Return the declaration of the field at a place; for a list item, of the list. None for unknown keys."""
    current: type[BaseModel] | None = schema
    info: FieldInfo | None = None
    for step in loc:
        if current is None:
            return info
        found = fields_of(current).get(step) if isinstance(step, str) else None
        if found is None:
            continue
        info, current = found, inner_schema(found.annotation)
    return info


def section_at(schema: type[BaseModel], loc: Loc) -> type[BaseModel]:
    """Return the section class at a place."""
    info = field_at(schema, loc)
    return (inner_schema(info.annotation) if info else None) or schema


def place_name(schema: type[BaseModel], loc: Loc) -> str:
    """Return a place in words: "Ngày đăng ký (chu_truong › dang_ky › 1 › ngay)"."""
    if not loc:
        return "Tệp này"
    path = " › ".join(str(step + 1) if isinstance(step, int) else step for step in loc)
    info = field_at(schema, loc)
    known = info is not None and info.alias in loc
    return f"{info.title} ({path})" if info and known and info.alias == _last_key(loc) else f"Mục {path}"


def _last_key(loc: Loc) -> str | int | None:
    return next((step for step in reversed(loc) if isinstance(step, str)), None)


_RISKY_START = "&*!|>%@`\"'#{}[],?:-“”‘’ "


def quoted(value: str) -> str:
    """Return a value as YAML: plain where YAML reads it as this text, else in straight quotes."""
    risky = not value or value[0] in _RISKY_START or ": " in value or " #" in value or value.endswith((":", " "))
    if not risky:
        return value
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


@dataclass(frozen=True, slots=True)
class _Edit:
    """A replacement of the characters from (line, start) to (last, end) by ``text``; lines and columns count from 0."""

    line: int
    start: int
    last: int
    end: int
    text: str
    example: bool = False


def problems_of(findings: Sequence[Finding], path: str, yaml_text: str, first_line: int) -> Iterator[Problem]:
    """Yield a problem for each finding in a file. Findings on one line share one fix, with all their remedies applied.

    yaml_text: the front matter; it begins on line ``first_line`` of the file.
    """
    if findings:
        yield from _Locator(path, yaml_text, first_line).problems(findings)


class _Locator:
    """Finds the lines of findings in the front matter of one file."""

    def __init__(self, path: str, yaml_text: str, first_line: int) -> None:
        self._path = path
        self._lines = yaml_text.split("\n")
        self._first = first_line
        self._keys: dict[Loc, Place] = {}
        self._values: dict[Loc, Place] = {}
        builder = TreeBuilder(yaml_text, places=True)
        try:
            builder.build()
        except (yaml.YAMLError, TooDeep):
            return
        self._keys, self._values = builder.keys, builder.values

    def problems(self, findings: Iterable[Finding]) -> Iterator[Problem]:
        """Yield the problems of findings, in their order."""
        findings = [self._at_its_empty_key(finding) for finding in findings]
        edits = [self._edit(finding) for finding in findings]
        by_line: dict[int, list[_Edit]] = {}
        for edit in dict.fromkeys(edits):
            if edit and edit.line == edit.last:
                by_line.setdefault(edit.line, []).append(edit)
        for finding, edit in zip(findings, edits, strict=True):
            line, column = self._position(finding)
            if edit is None:
                fix = self._whole(finding)
            else:
                fix = self._written(by_line.get(edit.line, [edit]) if edit.line == edit.last else [edit])
            yield Problem(finding.code, self._path, line + self._first, column + 1, finding.message, finding.advice, fix,
                          finding.severity)  # fmt: skip

    def _at_its_empty_key(self, finding: Finding) -> Finding:
        """Return a finding that adds a key as one that sets its value, if the key exists without a value: no key may occur twice."""
        key, _, text = finding.remedy.text.partition(":") if finding.remedy else ("", "", "")
        if finding.remedy is None or finding.remedy.kind != "add" or (*finding.loc, key) not in self._keys:
            return finding
        return replace(
            finding,
            loc=(*finding.loc, key),
            remedy=replace(finding.remedy, kind="value", text=text if text[:1] == "\n" else text.strip()),
        )

    def _position(self, finding: Finding) -> tuple[int, int]:
        loc = finding.loc
        about_key = finding.remedy is not None and finding.remedy.kind in ("key", "delete")
        while loc:
            key, value = self._keys.get(loc), self._values.get(loc)
            if (
                value
                and not (about_key and key)
                and (key is None or (value.line == key.line and value.end_line == key.line))
            ):
                return value.line, value.column
            if key:
                return key.line, key.column
            loc = loc[:-1]
        return 0, 0

    def _edit(self, finding: Finding) -> _Edit | None:
        """Return the replacement a remedy asks for; None where it adds or removes whole lines."""
        remedy, loc = finding.remedy, finding.loc
        if remedy is None or remedy.kind == "delete":
            return None
        key, value = self._keys.get(loc), self._values.get(loc)
        if remedy.kind == "key":
            return _Edit(key.line, key.column, key.end_line, key.end_column, remedy.text) if key else None
        if value is None:
            return None
        if remedy.kind == "add":
            return self._add_inside(value, remedy)
        if key and (value.line, value.column) == (value.end_line, value.end_column):  # empty: write it after the key
            text = remedy.text.replace("\n", "\n" + " " * key.column)
            return _Edit(
                key.line,
                key.end_column,
                key.line,
                len(self._lines[key.line]),
                ":" + text if text[:1] == "\n" else ": " + text,
                remedy.example,
            )
        last, end = self._end(value)
        return _Edit(value.line, value.column, last, end, remedy.text.replace("\n", "\n" + " " * value.column))

    def _end(self, place: Place) -> tuple[int, int]:
        """Return line and column where the text of a value ends; YAML reports the end of a block at the start of the next one."""
        last, end = place.end_line, place.end_column
        if last > place.line and not self._lines[last][:end].strip() if last < len(self._lines) else last > place.line:
            last -= 1
            while last > place.line and not self._lines[last].strip():
                last -= 1
            end = len(self._lines[last])
        return last, end

    def _add_inside(self, mapping: Place, remedy: Remedy) -> _Edit | None:
        """Return the replacement that adds ``key: value`` to a mapping in braces on one line."""
        line, text = self._lines[mapping.line], remedy.text
        if line[mapping.column : mapping.column + 1] != "{" or mapping.line != mapping.end_line or "\n" in text:
            return None
        inside = line[mapping.column + 1 : mapping.end_column - 1].rstrip()
        start = mapping.column + 1 + len(inside)
        return _Edit(mapping.line, start, mapping.line, mapping.end_column - 1,
                    f", {text}" if inside.strip() else text, remedy.example)  # fmt: skip

    def _written(self, edits: list[_Edit]) -> Fix:
        first, last = edits[0].line, edits[0].last
        text, after = "", self._lines[last]
        for edit in sorted(edits, key=lambda e: (e.start, e.end), reverse=True):
            if edit.end <= len(after) or edit.last != edit.line:
                text = edit.text + after[edit.end :] + text
                after = self._lines[edit.line][: edit.start]
        example = any(edit.example for edit in edits)
        return Fix("replace", first + self._first, (after + text).rstrip(), last + self._first, example)

    def _whole(self, finding: Finding) -> Fix | None:
        """Return the fix that adds lines to the record or to a block, or removes lines."""
        remedy, loc = finding.remedy, finding.loc
        if remedy is None:
            return None
        if remedy.kind == "delete":
            return self._delete(loc)
        if remedy.kind != "add":
            return None
        if not loc:
            last = len(self._lines)
            while last and not self._lines[last - 1].strip():
                last -= 1
            return Fix("insert", last + self._first - 1, remedy.text, example=remedy.example)
        for child, key in self._keys.items():
            value = self._values.get(child)
            if child[:-1] == loc and value and value.line == value.end_line == key.line:
                text = _indented(remedy.text, key.column)
                return Fix("insert", key.line + self._first, text, example=remedy.example)
        return self._first_inside(loc, remedy)

    def _first_inside(self, loc: Loc, remedy: Remedy) -> Fix | None:
        """Return the fix that adds lines below the key of a block, before its content."""
        opening = self._keys.get(loc)
        child, place = next(((c, v) for c, v in self._values.items() if c[:-1] == loc and c), ((), None))
        if opening is None or place is None or place.line == opening.line:
            return None
        column = place.column - len("- ") if isinstance(child[-1], int) else self._keys[child].column
        return Fix("insert", opening.line + self._first, _indented(remedy.text, column), example=remedy.example)

    def _delete(self, loc: Loc) -> Fix | None:
        key, value = self._keys.get(loc), self._values.get(loc)
        if not key or not value or self._lines[key.line][: key.column].strip():
            return None
        last = value.end_line if value.end_column or value.end_line == key.line else value.end_line - 1
        return Fix("delete", key.line + self._first, "", last + self._first)


def _indented(text: str, width: int) -> str:
    return "\n".join(" " * width + line for line in text.split("\n"))
