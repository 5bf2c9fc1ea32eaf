"""A record's file as it was read: where it lies, its bytes' digest, its front matter and its story."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from danvankheo.base.artifact import digest
from danvankheo.base.front_matter import decode, split, unix_lines
from danvankheo.base.problems import Problem
from danvankheo.base.text import normalize
from danvankheo.records.files import Kind, opened_file, slug_of


@dataclass(frozen=True, slots=True)
class Source:
    """One file as it was read.

    path: relative to the repository; digest: of the bytes; front: the YAML text, beginning on line ``front_line``;
    body: the Markdown after it, beginning on ``body_line`` (lines count from 1); stamp: of the file on disk; root:
    below which it stands, "" for the repository.
    """

    kind: Kind
    slug: str
    path: str
    digest: str
    front: str
    front_line: int
    body: str
    body_line: int
    stamp: str = ""
    root: str = ""

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.path.rpartition("/")[2]


def read(repo: Path, kind: Kind, name: str) -> tuple[Source | None, list[Problem]]:
    """Read one file. A file that cannot be split into front matter and story gives no source."""
    path = f"{kind}/{name}"
    opened = opened_file(repo, path)
    if isinstance(opened, Problem):
        return None, [opened]
    data, stamp = opened
    text, problems = decode(path, data)
    if text is None:
        return None, problems
    parts, more = split(path, text)
    if parts is None:
        return None, problems + more
    front, body = (parts.front, parts.front_line), (parts.body, parts.body_line)
    return Source(kind, slug_of(name), path, digest(data), *front, *body, stamp), problems + more


def story_of(repo: Path, path: str) -> tuple[str, int]:
    """Return the story of a file that was found right, and the line it begins on; nothing is judged again."""
    opened = opened_file(repo, path)
    if isinstance(opened, Problem):
        return "", 1
    text = unix_lines(opened[0].decode("utf-8-sig", "replace"))
    parts, _ = split(path, normalize(text))
    return (parts.body, parts.body_line) if parts else ("", 1)
