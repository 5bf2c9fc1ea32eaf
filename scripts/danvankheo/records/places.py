"""The line of a key in a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from yaml import YAMLError

from danvankheo.base.front_matter import decode, split
from danvankheo.base.problems import Problem
from danvankheo.base.yaml_tree import TreeBuilder
from danvankheo.records.files import opened_file


def line_of(repo: Path) -> Callable[[str, str], int]:
    """Return a function of a path and a key ("duyet", "theo_nam.2023"): the line of the key, else of its parent key, else 1."""

    def find(path: str, key: str) -> int:
        opened = opened_file(repo, path)
        text = None if isinstance(opened, Problem) else decode(path, opened)[0]
        front = split(path, text)[0] if text else None
        if front is None:
            return 1
        builder = TreeBuilder(front.front, places=True)
        try:
            builder.build()
        except (YAMLError, ValueError):
            return front.front_line
        parts = tuple(key.split("."))
        while parts and parts not in builder.keys:
            parts = parts[:-1]
        return builder.keys[parts].line + front.front_line if parts else 1

    return find
