"""Sorts the keys of front matter in the order of the schema: lines are moved, their text is not changed.

Comments directly above a key, and the empty lines before them, move with it. Lines above the first empty line
of the file, or below the last key, belong to no key and stay.
"""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel
from yaml import YAMLError

from danvankheo.base.yaml_tree import TreeBuilder
from danvankheo.editing.file_edit import end_of_keys, is_blank_or_comment
from danvankheo.records.section import keys_in_file


def in_order(schema: type[BaseModel], lines: Sequence[str]) -> list[str] | None:
    """Return the lines of front matter with sorted keys; None when they are sorted already, or the schema lacks a key."""
    text = "\n".join(line.rstrip("\r\n") for line in lines)
    builder = TreeBuilder(text, places=True)
    try:
        tree = builder.build()
    except (YAMLError, ValueError):
        return None
    rank = {key: number for number, key in enumerate(keys_in_file(schema))}
    keys = [(str(loc[0]), place.line) for loc, place in builder.keys.items() if len(loc) == 1]
    if builder.flaws or not keys or any(key not in rank for key, _ in keys):
        return None
    if [key for key, _ in keys] == sorted((key for key, _ in keys), key=rank.__getitem__):
        return None
    floors = [0, *(line + 1 for _, line in keys)]
    starts = [_above(lines, line, floor) for (_, line), floor in zip(keys, floors, strict=False)]
    starts[0] = _first(lines, starts[0], keys[0][1])
    end = end_of_keys(lines, keys[-1][1] + 1)
    pieces = {
        key: list(lines[start:stop]) for (key, _), start, stop in zip(keys, starts, [*starts[1:], end], strict=True)
    }
    moved = [
        *lines[: starts[0]],
        *(line for key in sorted(pieces, key=rank.__getitem__) for line in pieces[key]),
        *lines[end:],
    ]
    after = TreeBuilder("\n".join(line.rstrip("\r\n") for line in moved))
    return moved if after.build() == tree and not after.flaws else None


def _above(lines: Sequence[str], line: int, floor: int) -> int:
    """Return the first of the comments and empty lines directly above a line, not above ``floor``."""
    start = line
    while start > floor and is_blank_or_comment(lines[start - 1]):
        start -= 1
    return start


def _first(lines: Sequence[str], start: int, line: int) -> int:
    """Return the line where the first key's piece begins: comments up to the first empty line belong to the file."""
    blank = next((number for number in range(start, line) if not lines[number].strip()), None)
    return start if blank is None else blank
