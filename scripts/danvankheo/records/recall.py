"""What was read before: a file that was right is neither parsed nor judged again while its bytes are the same.

What depends on other files (units at a date, links between entries) is judged again when any of them shows another face;
photos are looked at each time.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple, Protocol

from danvankheo.base.artifact import digest
from danvankheo.records.disk import Kind, file_digest, stamp_of
from danvankheo.records.draft import SCHEMAS, Draft
from danvankheo.records.shape import Recalled
from danvankheo.records.source import Source


class Kept(NamedTuple):
    """A right file. stamp: of the file on disk, "" to compare its bytes; newest: date in it (ISO).

    photos: names, one a line; face: see ``Draft``; tree: its values, JSON.
    """

    stamp: str
    digest: str
    has_story: bool
    newest: str
    photos: str
    face: str
    tree: str


class Shelf(Protocol):
    """Where right files are remembered, by path from the repository's root; ``cache.Shelf`` is one."""

    @property
    def world(self) -> str:
        """The world in which all these files were right."""

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
    source = Source(kind, name.removesuffix(".md"), path, kept.digest, "", 1, "", 1, stamp)
    newest = date.fromisoformat(kept.newest) if kept.newest else None
    photos, shaped = tuple(kept.photos.split("\n")) if kept.photos else (), Recalled(SCHEMAS[kind], kept.tree)
    return Draft(
        source, SCHEMAS[kind], "", None, shaped, bool(kept.has_story), newest, photos, kept.face, recalled=True
    )


def keep(draft: Draft) -> Kept:
    """Return the row by which a right file that was just read is remembered."""
    tree = json.dumps(draft.tree, ensure_ascii=False, separators=(",", ":"))
    newest, photos = draft.newest.isoformat() if draft.newest else "", "\n".join(draft.photos)
    return Kept(draft.source.stamp, draft.source.digest, draft.has_story, newest, photos, draft.face, tree)


def world(movement: str, drafts: Iterable[Draft]) -> str:
    """Return a digest of all that rules between files look at: the movement's file and every file's face."""
    return digest(movement, *(part for draft in drafts for part in (draft.source.path, draft.face)))
