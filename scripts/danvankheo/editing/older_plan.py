"""Writes into ``content/phong-trao.yml`` what a file from before targets had measures lacks (``records/older_plan.py``)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from danvankheo.base.front_matter import decode
from danvankheo.base.problems import Problem
from danvankheo.base.yaml_tree import Loc, TreeBuilder
from danvankheo.editing.file_edit import FileEdit, join_lines, split_lines
from danvankheo.records.files import opened_file
from danvankheo.records.movement import Movement
from danvankheo.records.older_plan import Addition, additions
from danvankheo.records.parsing import parse
from danvankheo.records.registry import MOVEMENT_PATH
from danvankheo.records.validation import validate

REASON = "thêm cách đo của các chỉ tiêu, cơ sở Đoàn, cơ quan và cấp theo thời gian (trước đây nằm trong chương trình)"


class MendedMovement(NamedTuple):
    """The edit of an older file, and the movement as the file says it afterwards."""

    edit: FileEdit
    data: Movement


def mend_movement(repo: Path) -> MendedMovement | None:
    """Return an older file brought to today's keys; None when it needs none or has mistakes."""
    data = opened_file(repo, MOVEMENT_PATH)
    text = None if isinstance(data, Problem) else decode(MOVEMENT_PATH, data)[0]
    if isinstance(data, Problem) or text is None:
        return None
    movement = _movement(text)
    missing = additions(movement) if movement else ()
    if not missing:
        return None
    before = data.decode("utf-8", "surrogateescape")
    after = with_additions(before, missing)
    mended = _movement(decode(MOVEMENT_PATH, after.encode("utf-8", "surrogateescape"))[0] or "")
    return MendedMovement(FileEdit(MOVEMENT_PATH, before, after, (REASON,)), mended) if mended else None


def _movement(text: str) -> Movement | None:
    """Return the movement of a file; None when it has mistakes."""
    parsed, problems = parse(MOVEMENT_PATH, text, 1, Movement)
    valid = validate(Movement, parsed.tree, parsed.empty)
    return None if problems or valid.replaced or valid.findings else valid.data


def with_additions(text: str, missing: Sequence[Addition]) -> str:
    """Return a YAML text with lines added below the values they belong to; every other byte stays."""
    lines, ends = split_lines(text)
    builder = TreeBuilder("\n".join(lines), places=True)
    builder.build()
    newline = ends[0] or "\n"
    places = [_line_after(lines, builder, each.after) for each in missing]
    for at, each in reversed(list(zip(places, missing, strict=True))):  # from below: the places above stay right
        indent = " " * builder.keys[each.after].column
        new = [indent + line for line in each.text.split("\n")]
        ends[at - 1] = ends[at - 1] or newline
        lines[at:at] = new
        ends[at:at] = [newline] * len(new)
    return join_lines(lines, ends)


def _line_after(lines: Sequence[str], builder: TreeBuilder, loc: Loc) -> int:
    """Return the number (from 0) of the line below a value; comments that belong to the next key stay with it."""
    key, value = builder.keys[loc], builder.values[loc]
    end = value.end_line + 1
    if value.end_line > key.line and (
        value.end_line >= len(lines) or not lines[value.end_line][: value.end_column].strip()
    ):
        end = value.end_line  # YAML ends a block where the next one begins
    while end > key.line + 1 and _not_of_the_value(lines[end - 1], key.column):
        end -= 1
    return end


def _not_of_the_value(line: str, column: int) -> bool:
    inside = line.lstrip(" ")
    return not inside or (inside.startswith("#") and len(line) - len(inside) <= column)
