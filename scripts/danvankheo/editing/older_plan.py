"""Writes into ``content/phong-trao.yml`` what a file from before targets had measures lacks (``records/older_plan.py``)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

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


def mend_movement(repo: Path) -> FileEdit | None:
    """Return the edit that brings an older file to today's keys; None when it needs none or has mistakes."""
    data = opened_file(repo, MOVEMENT_PATH)
    text = None if isinstance(data, Problem) else decode(MOVEMENT_PATH, data)[0]
    if isinstance(data, Problem) or text is None:
        return None
    parsed, problems = parse(MOVEMENT_PATH, text, 1, Movement)
    valid = validate(Movement, parsed.tree, parsed.empty)
    if problems or valid.replaced:
        return None
    before = data.decode("utf-8", "surrogateescape")
    after = with_additions(before, additions(valid.data))
    return FileEdit(MOVEMENT_PATH, before, after, (REASON,)) if after != before else None


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
