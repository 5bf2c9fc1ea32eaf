"""Everything ``dvk check`` looks at, in one run and without building: records, photos, the text of stories."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from danvankheo.base.problems import Problem
from danvankheo.cache import Cache
from danvankheo.media import photo_rules
from danvankheo.pages import markup
from danvankheo.records.draft import Draft, photo_files, photo_lines
from danvankheo.records.registry import Kind, Registry, read_all
from danvankheo.records.source import files

_WITH_PHOTOS = (Kind.MODEL, Kind.EXEMPLAR)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: the registry of the right records, every problem, the number of files read."""

    registry: Registry
    problems: list[Problem]
    files: int


def check(repo: Path, *, samples: bool = True) -> Checked:
    """Check every file of the repository; nothing is written but the cache."""
    reading = read_all(repo, samples=samples)
    memory = Cache(repo / ".cache" / "store")
    problems = list(reading.problems)
    for draft in reading.drafts:
        problems += _text(draft)
        if draft.source.kind in _WITH_PHOTOS:
            problems += _photos(repo, draft, memory)
    for kind in _WITH_PHOTOS:
        slugs = [entry.name.removesuffix(".md") for entry in files(repo, kind)]
        problems += photo_rules.strays(repo / kind / "anh", f"{kind}/anh", slugs)
    return Checked(reading.registry, problems, len(reading.drafts))


def _text(draft: Draft) -> Iterator[Problem]:
    source = draft.source
    if source.body.strip():
        images = [f"anh/{source.slug}/{file}" for file in photo_files(draft)]
        yield from markup.check(source.body, path=source.path, first_line=source.body_line, images=images)


def _photos(repo: Path, draft: Draft, memory: Cache) -> list[Problem]:
    """Check a record's photos; lines are looked up only when there is something to say."""
    source = draft.source
    folder_path = f"{source.kind}/anh/{source.slug}"
    folder = repo / folder_path
    named = photo_files(draft)
    if not named and not folder.exists() and not folder.is_symlink():
        return []
    entries = [photo_rules.PhotoEntry(file) for file in named]
    found = list(photo_rules.check(folder, entries, path=source.path, folder_path=folder_path, memory=memory))
    if not found:
        return []
    entries = [photo_rules.PhotoEntry(*line) for line in photo_lines(draft)]
    return list(photo_rules.check(folder, entries, path=source.path, folder_path=folder_path, memory=memory))
