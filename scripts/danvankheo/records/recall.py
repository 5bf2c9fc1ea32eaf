"""What was read before: a file that was right is neither parsed nor judged by itself again while its bytes are the same.

Only what a file says by itself is remembered. What depends on other files (units at a date, links between entries,
photos) is looked at anew each time.
"""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import NamedTuple, Protocol

from danvankheo.records.disk import Kind, file_digest, stamp_of
from danvankheo.records.draft import SCHEMAS, Draft
from danvankheo.records.shape import Shaped
from danvankheo.records.source import Source


class Kept(NamedTuple):
    """A right file. stamp: of the file on disk, "" to compare its bytes; newest: date in it (ISO); tree: its values, JSON."""

    stamp: str
    digest: str
    has_story: bool
    newest: str
    tree: str


class Shelf(Protocol):
    """Where right files are remembered, by path from the repository's root; ``cache.Shelf`` is one."""

    def get(self, path: str) -> Kept | None:
        """Return what is known about a file."""


def recall(repo: Path, kind: Kind, name: str, shelf: Shelf) -> Draft | None:
    """Return the draft of a file known to be right, with the stamp it has now; None when it must be read."""
    path = f"{kind}/{name}"
    kept = shelf.get(path)
    if kept is None:
        return None
    try:
        stamp = stamp_of(os.lstat(f"{repo}/{path}"))
    except OSError:
        return None
    if kept.stamp != stamp and kept.digest != file_digest(repo, path):
        return None
    schema = SCHEMAS[kind]
    data = schema.__pydantic_validator__.validate_json(kept.tree)
    source = Source(kind, name.removesuffix(".md"), path, kept.digest, "", 1, "", 1, stamp)
    newest = date.fromisoformat(kept.newest) if kept.newest else None
    return Draft(source, schema, "", None, Shaped(data, (), ()), kept.has_story, newest, recalled=True)


def keep(draft: Draft) -> Kept:
    """Return the row by which a right file that was just read is remembered."""
    tree = json.dumps(draft.tree, ensure_ascii=False, separators=(",", ":"))
    newest = draft.newest.isoformat() if draft.newest else ""
    return Kept(draft.source.stamp, draft.source.digest, draft.has_story, newest, tree)
