"""What was read before: a file that was right is neither parsed nor judged again while its bytes are the same.

What depends on other files (units at a date, links between entries) is judged again when any of them shows another face;
photos are looked at each time.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple, Protocol

from danvankheo.base.artifact import digest
from danvankheo.base.errors import DanVanKheoError
from danvankheo.records.draft import SCHEMAS, Draft, Held, Standing, read_draft
from danvankheo.records.files import Kind, file_digest, stamp_of
from danvankheo.records.source import Source
from danvankheo.records.summary import to_json
from danvankheo.records.validation import Recalled, values_of


class Kept(NamedTuple):
    """A right file. stamp: of the file on disk, "" to compare its bytes; newest, settled: dates (ISO) of ``Draft``.

    front, face: see ``Draft``; photos: names, one a line; standing: its values as JSON; leads: see ``Draft``;
    short: ``abstract.to_json``; values: the record (``values_of``), "" where they are to
    be asked for.
    """

    stamp: str
    digest: str
    front: str
    has_story: bool
    newest: str
    settled: str
    photos: str
    face: str
    standing: str
    leads: str
    short: str
    values: str = ""


class Shelf(Protocol):
    """Where right files are remembered, by path from the repository's root; ``cache.Shelf`` is one."""

    @property
    def world(self) -> str:
        """The world in which all these files were right."""

    @property
    def known(self) -> Mapping[str, Kept]:
        """What is known about files, by path."""

    def values(self, path: str, digest: str) -> str:
        """Return the values a file of the digest holds, "" when they are not known any more."""


def recall(repo: Path, kind: Kind, name: str, shelf: Shelf) -> Draft | None:
    """Return the draft of a file known to be right, with the stamp it has now; None when it must be read."""
    path = f"{kind}/{name}"
    kept = shelf.known.get(path)
    if kept is None:
        return None
    try:
        stamp = stamp_of(os.lstat(f"{repo}/{path}"))
    except OSError:
        return None
    if kept.stamp != stamp and kept.digest != file_digest(repo, path):
        return None
    source = Source(kind, name.removesuffix(".md"), path, kept.digest, "", 1, "", 1, stamp)
    newest, settled = (date.fromisoformat(day) if day else None for day in (kept.newest, kept.settled))
    photos = tuple(kept.photos.split("\n")) if kept.photos else ()
    schema, standing = SCHEMAS[kind], _standing(kept.standing)
    shaped = Recalled(schema, kept.short, partial(_values, repo, kind, name, kept.digest, shelf))
    return Draft(source, schema, "", None, shaped, kept.front, bool(kept.has_story), newest, settled, photos, kept.face,
                 standing, recalled=True, leads=kept.leads)  # fmt: skip


@cache  # there are few that differ
def _standing(kept: str) -> Standing:
    held, *others = json.loads(kept)
    return Standing(Held(held) if held else None, *others)


def _values(repo: Path, kind: Kind, name: str, digest: str, shelf: Shelf) -> str:
    """Return the values of a file, read again when somebody made the shelf forget them in the meantime."""
    if values := shelf.values(f"{kind}/{name}", digest):
        return values
    draft, _ = read_draft(repo, kind, name)
    if draft is None or draft.source.digest != digest:
        raise DanVanKheoError(f"Tệp “{kind}/{name}” vừa đổi trong lúc đang đọc. Hãy chạy lại lệnh.")
    return values_of(draft.shaped.data)


def keep(draft: Draft, leads: str) -> Kept:
    """Return the row by which a right file that was just read is remembered, with what its story leads to."""
    newest, settled = (day.isoformat() if day else "" for day in (draft.newest, draft.settled))
    photos = "\n".join(draft.photos)
    return Kept(draft.source.stamp, draft.source.digest, draft.front, draft.has_story, newest, settled, photos, draft.face,
                json.dumps(draft.standing), leads, to_json(draft.shaped.data), values_of(draft.shaped.data))  # fmt: skip


def world(movement: str, drafts: Iterable[Draft]) -> str:
    """Return a digest of all that rules between files look at: the movement's file and every file's face."""
    return digest(movement, *(part for draft in drafts for part in (draft.source.path, draft.face)))
