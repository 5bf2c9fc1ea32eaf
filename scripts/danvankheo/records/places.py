"""Where a file lies, and the line of a key in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from yaml import YAMLError

from danvankheo.base.front_matter import decode, split
from danvankheo.base.problems import Problem
from danvankheo.base.source_paths import entry_of
from danvankheo.base.yaml_tree import TreeBuilder
from danvankheo.records.files import SECTIONS, opened_file, record_files


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


def place_of(repo: Path) -> Callable[[str, str], tuple[str, int]]:
    """Return a function of a file's usual path (see ``EntryPath``) and a key: where the file lies, and ``line_of`` the key."""
    line = line_of(repo)
    paths = [f"{kind}/{name}" for kind in SECTIONS for name in record_files(repo, kind).names]
    lies_at = {entry.usual: path for path in paths if (entry := entry_of(path))}

    def find(usual: str, key: str) -> tuple[str, int]:
        path = lies_at.get(usual, usual)
        return path, line(path, key)

    return find
