"""The keys of a file in the order of the schema: lines change places, none changes.

A key takes along what stands directly above it: its comments and the empty lines before them. What stands above the
first empty line of the file, or below the last key, belongs to no key and stays.
"""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel
from yaml import YAMLError

from danvankheo.base.yaml_tree import TreeBuilder
from danvankheo.records.section import keys_in_file


def in_order(schema: type[BaseModel], lines: Sequence[str]) -> list[str] | None:
    """Return the lines of front matter with the keys in order; None when they are, or when one key is not the schema's."""
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
    starts = [
        _above(lines, line, floor) for (_, line), floor in zip(keys, [0, *(line + 1 for _, line in keys)], strict=False)
    ]
    starts[0] = _first(lines, starts[0], keys[0][1])
    end = _foot(lines, keys[-1][1])
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
    """Return the first of the comments and empty lines directly above a line, not above the floor."""
    start = line
    while start > floor and _is_idle(lines[start - 1]):
        start -= 1
    return start


def _first(lines: Sequence[str], start: int, line: int) -> int:
    """Return where the first key's piece begins: the head of the file, up to an empty line, is nobody's."""
    blank = next((number for number in range(start, line) if not lines[number].strip()), None)
    return start if blank is None else blank


def _foot(lines: Sequence[str], line: int) -> int:
    """Return where the last key's value ends: comments and empty lines below it are nobody's."""
    end = len(lines)
    while end > line + 1 and _is_idle(lines[end - 1]):
        end -= 1
    return end


def _is_idle(line: str) -> bool:
    return not line.strip() or line.startswith("#")
