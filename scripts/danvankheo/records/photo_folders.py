"""Where the photos of entries lie: in folders ``anh/<slug>/``, beside the entry's file or anywhere below its kind's folder.

A file that is moved into a folder leaves its photos behind, because a repository's host cannot move them in a browser
(decisions/0022). The slug says whose they are.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Collection, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from danvankheo.base.source_paths import PHOTOS
from danvankheo.records.files import SECTIONS, Kind, listing
from danvankheo.records.record import Record


def beside(record: Record[Any]) -> str:
    """Return the photo folder beside an entry's file, from the repository's root; it need not exist."""
    return f"{posixpath.dirname(record.path)}/{PHOTOS}/{record.slug}"


class PhotoFolders:
    """The photo folders of a repository; looked up once."""

    def __init__(self, repo: Path) -> None:
        self._repo = repo

    def roots(self, kind: Kind) -> Sequence[str]:
        """Return the folders ``anh`` of a kind, from the repository's root, existing or not: the one directly below it first."""
        return self._found[kind][0]

    def slugs(self, kind: Kind) -> Collection[str]:
        """Return the names of all photo folders of a kind."""
        return self._found[kind][1]

    def named(self, kind: Kind, slug: str) -> Sequence[str]:
        """Return the existing photo folders with the name of a slug."""
        return self._found[kind][1].get(slug, ())

    def has(self, record: Record[Any]) -> bool:
        """Tell whether an entry has a photo folder."""
        return record.slug in self._found[record.kind][1]

    def of(self, record: Record[Any]) -> list[str]:
        """Return the photo folders of an entry that exist, the one beside its file first; that one when there are none."""
        there = self.named(record.kind, record.slug)
        own = beside(record)
        return [*([own] if own in there or not there else []), *(each for each in there if each != own)]

    def file(self, record: Record[Any], name: str) -> Path:
        """Return where a photo of an entry lies, or would lie."""
        folders = self.of(record) if record.kind in self._found else [beside(record)]
        there = next((each for each in folders if os.path.lexists(f"{self._repo}/{each}/{name}")), folders[0])
        return self._repo / there / name

    @cached_property
    def _found(self) -> dict[Kind, tuple[list[str], dict[str, list[str]]]]:
        """By kind: the folders ``anh``; by slug the folders in them."""
        found: dict[Kind, tuple[list[str], dict[str, list[str]]]] = {}
        for kind in SECTIONS:
            roots = [f"{kind}/{below}{PHOTOS}" for below, _ in listing(self._repo, kind)] or [f"{kind}/{PHOTOS}"]
            by_slug: dict[str, list[str]] = {}
            for root in roots:
                for slug in _names(self._repo / root):
                    by_slug.setdefault(slug, []).append(f"{root}/{slug}")
            found[kind] = roots, by_slug
        return found


def _names(folder: Path) -> list[str]:
    """Return the names in a folder; none when there is no such folder, or it is a link."""
    try:
        return [] if folder.is_symlink() else sorted(os.listdir(folder))
    except OSError:
        return []
