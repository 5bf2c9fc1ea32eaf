"""YAML trees that hold every field of a schema, made from the schema, for tests that put a value into each field."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from danvankheo.base.yaml_tree import Loc, TreeBuilder
from danvankheo.records.diagnostics import fields_of, inner_schema, is_list
from pydantic import BaseModel
from pydantic.fields import FieldInfo

Fill = Callable[[Loc, FieldInfo], str | None]


def full(schema: type[BaseModel], fill: Fill, where: Loc = ()) -> dict[str, Any]:
    """Return a tree with every section of the schema; ``fill`` says what a field holds, None leaves it out."""
    tree: dict[str, Any] = {}
    for key, info in fields_of(schema).items():
        inner, many = inner_schema(info.annotation), is_list(info.annotation)
        if inner:
            by_year = "dict[" in repr(info.annotation)
            loc: Loc = (*where, key, *((0,) if many else ("2023",) if by_year else ()))
            held = full(inner, fill, loc)
            tree[key] = [held] if many else {"2023": held} if by_year else held
        elif (value := fill((*where, key), info)) is not None:
            tree[key] = [value] if many and not isinstance(value, list) else value
    return tree


def example(info: FieldInfo) -> Any:
    """Return the schema's example as a tree holds it, None without one."""
    text = str(info.examples[0]) if info.examples else ""
    return TreeBuilder(text).build() if text.startswith("[") else text or None


def replaced(tree: Any, loc: Loc, info: FieldInfo, value: str) -> Any:
    """Return the tree with another value at the place of a field, in a list where it takes one."""
    if not loc:
        return [value] if is_list(info.annotation) else value
    step, rest = loc[0], loc[1:]
    if isinstance(tree, list):
        return [replaced(item, rest, info, value) if number == step else item for number, item in enumerate(tree)]
    return {**tree, step: replaced(tree.get(step), rest, info, value)}


def places(schema: type[BaseModel]) -> list[tuple[Loc, FieldInfo]]:
    """Return every field that holds a value, with its place in ``full``."""
    found: list[tuple[Loc, FieldInfo]] = []
    full(schema, lambda loc, info: found.append((loc, info)))
    return found


def front_matter(tree: Any, indent: str = "") -> str:
    """Return a tree as YAML in blocks, every value in quotes."""
    lines = []
    for key, value in tree.items():
        if isinstance(value, dict):
            lines.append(f"{indent}{key}:\n{front_matter(value, indent + '  ')}")
        elif isinstance(value, list):
            lines.append(f"{indent}{key}:\n{''.join(_item(each, indent + '  ') for each in value)}")
        else:
            lines.append(f"{indent}{key}: {json.dumps(value, ensure_ascii=False)}\n")
    return "".join(lines)


def _item(value: Any, indent: str) -> str:
    if isinstance(value, dict):
        return f"{indent}- {front_matter(value, indent + '  ').lstrip()}"
    return f"{indent}- {json.dumps(value, ensure_ascii=False)}\n"
