"""All checks of ``dvk check``, in one run and without building: records, photos, the text of stories."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from danvankheo.base import submitted_files
from danvankheo.base.problems import Problem, Severity, in_order
from danvankheo.base.settings import today as day_of
from danvankheo.cache import Cache, code_salt
from danvankheo.held_back import HeldBackEntry, PublishedState, hold_back
from danvankheo.media import photo_rules
from danvankheo.media.photo_rules import facts_of
from danvankheo.records.earlier import EarlierVersions
from danvankheo.records.files import SECTIONS, Kind, listing, slug_of
from danvankheo.records.judging import judge_alone, judge_among
from danvankheo.records.photo_folders import PhotoFolders, beside
from danvankheo.records.reading import RepositoryRecords, read_all, read_judged, read_movement
from danvankheo.records.record import Record, WaitingFor
from danvankheo.records.record_cache import RecordCache
from danvankheo.records.record_file import photo_lines, read_record, text_of
from danvankheo.records.registry import Registry
from danvankheo.records.repair import Replacements, keeps_back
from danvankheo.rendering import link_rules, link_targets, links, markdown
from danvankheo.rendering.links import LinkedPages


@dataclass(frozen=True)
class CheckResult:
    """The result of a check: every record, every problem."""

    repository: RepositoryRecords
    problems: list[Problem]
    _held_back: Callable[[Mapping[str, Problem]], tuple[list[HeldBackEntry], Replacements]]

    @property
    def files(self) -> int:
        """The number of files read."""
        return len(self.repository.records)

    @cached_property
    def wrong(self) -> frozenset[str]:
        """The paths of the files with an error."""
        return frozenset(problem.path for problem in self.problems if problem.severity is Severity.ERROR)

    @cached_property
    def waiting_for(self) -> dict[str, WaitingFor]:
        """By path, the entries without an error that wait for their author or for approval."""
        found = ((record.path, record.waiting_for) for record in self.repository.records)
        return {path: waiting for path, waiting in found if waiting and path not in self.wrong}

    def waiting(self, wanted: Callable[[str], bool] = bool) -> str:
        """Return a sentence with the number of entries at the wanted paths that wait, and for what; "" for none.

        Samples are not counted.
        """
        samples = {record.path for record in self.repository.records if record.summary.sample}
        found = [waits for path, waits in self.waiting_for.items() if wanted(path) and path not in samples]
        words = ", ".join(f"{found.count(each)} bài {each}" for each in WaitingFor if each in found)
        return f"Chưa lên trang: {words}." if words else ""

    @cached_property
    def _replacements(self) -> tuple[list[HeldBackEntry], Replacements]:
        found: dict[str, Problem] = {}
        for problem in filter(keeps_back, in_order(self.problems)):
            found.setdefault(problem.path, problem)
        return self._held_back(found)

    @property
    def held_back(self) -> list[HeldBackEntry]:
        """The entries that cannot be shown as their files are now."""
        return self._replacements[0]

    @cached_property
    def registry(self) -> Registry:
        """The registry of the records without errors and of the replacements for the others."""
        return self.repository.registry_with(self._replacements[1])


def check(
    repo: Path, *, samples: bool = True, today: date | None = None, published: PublishedState | None = None, site: str = ""
) -> CheckResult:  # fmt: skip
    """Check every file of the repository; nothing is written but the cache. ``today``: see ``reading.read_all``.

    site: the site's public address, to recognise links to its own pages; "": the one in mkdocs.yml.
    """
    published, today = published or PublishedState(), today or day_of(os.environ)
    store = repo / ".cache" / "store"
    earlier = EarlierVersions(repo, published.commit, published.held_at, _read_with_links)
    movement, _ = read_movement(repo, earlier=earlier)
    memory, record_cache = Cache(store), RecordCache(store / "records.sqlite3", code_salt() + movement.digest)

    def read_alone(repo: Path, kind: Kind, name: str) -> tuple[Record[Any] | None, list[Problem]]:
        record, problems = read_judged(repo, kind, name, movement.data)
        return (_with_links(repo, record), [*problems, *_story(repo, record)]) if record else (None, problems)

    def read(repo: Path, kind: Kind, name: str) -> tuple[Record[Any] | None, list[Problem]]:
        return record_cache.read(repo, kind, name, read_alone)

    found = read_all(repo, samples=samples, today=today, earlier=earlier, read=read)
    record_cache.save()
    problems = [*found.problems, *_all_photos(repo, found.records, memory)]
    places = link_targets.of_records(found.records, site or link_targets.site_of(repo))
    for record in found.records:
        problems += _links(repo, record, places)
    known = {problem.path for problem in problems}
    problems += [
        p for path in submitted_files.in_tree(repo) if (p := submitted_files.problem(path)) and p.path not in known
    ]

    def judge_anew(record: Record[Any]) -> list[Problem]:
        root = Path(record.root)
        judged, private = judge_alone(root, record, movement.data)
        among = judge_among(root, judged, found.index, today)
        return [*private, *among, *_story(root, record), *_photos(root, record, [beside(record)], [], memory)]

    def held_back(errors: Mapping[str, Problem]) -> tuple[list[HeldBackEntry], Replacements]:
        is_photo = lambda file: facts_of(file, memory).is_photo  # noqa: E731
        return hold_back(repo, found.records, errors, published, earlier, judge_anew, is_photo, samples=samples)

    return CheckResult(found, problems, held_back)


def _read_with_links(repo: Path, kind: Kind, name: str) -> tuple[Record[Any] | None, list[Problem]]:
    record, problems = read_record(repo, kind, name)
    return (_with_links(repo, record) if record else None), problems


def _with_links(repo: Path, record: Record[Any]) -> Record[Any]:
    """Return the record with the links and headings of its story."""
    found = links.story_links(text_of(repo, record).story) if record.has_story else links.StoryLinks()
    return replace(record, links=found.links, headings=found.headings)


def _story(repo: Path, record: Record[Any]) -> Iterator[Problem]:
    """Yield the problems in the text of a story."""
    if record.has_story:
        text, images = text_of(repo, record), [f"anh/{record.slug}/{file}" for file in record.photos]
        yield from markdown.check(text.story, path=record.path, first_line=text.story_line, images=images)


def _links(repo: Path, record: Record[Any], places: LinkedPages) -> Iterator[Problem]:
    """Yield the problems of links within the site; the story is read only when there is one."""
    inside = [path for link in record.links if (path := places.inside(link))]
    imitated = any(link_rules.imitates_site(link, places) for link in record.links)
    if imitated or not all(places.is_shown(path, record.path) for path in inside):
        text = text_of(repo, record)
        yield from link_rules.within_site(text.story, record.path, text.story_line, places)


def _all_photos(repo: Path, records: Iterable[Record[Any]], memory: Cache) -> Iterator[Problem]:
    """Yield the problems of the photos of entries, and of files in their folders that belong to no entry."""
    photos = PhotoFolders(repo)
    for record in records:
        if record.photos or (record.kind in SECTIONS and photos.has(record)):
            former = [folder for slug in record.summary.former_slugs for folder in photos.named(record.kind, slug)]
            yield from _photos(repo, record, photos.of(record), former, memory)
    for kind in SECTIONS:
        slugs = [slug_of(entry.name) for _, entries in listing(repo, kind) for entry in entries]
        moved = {old: each.slug for each in records if each.kind is kind for old in each.summary.former_slugs}
        for root in photos.roots(kind):
            yield from photo_rules.unowned_photos(repo / root, root, slugs, moved)
    yield from _shown_again(repo, records, photos, memory)


def _photos(repo: Path, record: Record[Any], folders: list[str], former: list[str], memory: Cache) -> list[Problem]:
    """Check a record's photos; lines are looked up only for problems. folders, former: see ``photo_rules.check``."""

    def judged(entries: list[photo_rules.PhotoReference]) -> list[Problem]:
        return list(photo_rules.check(repo, folders, entries, path=record.path, former=former, memory=memory))

    if not judged([photo_rules.PhotoReference(file) for file in record.photos]):
        return []
    return judged([photo_rules.PhotoReference(*line) for line in photo_lines(text_of(repo, record))])


def _shown_again(repo: Path, records: Iterable[Record[Any]], photos: PhotoFolders, memory: Cache) -> Iterator[Problem]:
    """Yield the photos whose bytes are those of a photo that was withdrawn, in another entry or under another name."""

    def bytes_of(record: Record[Any], photo: str) -> str:
        facts = photo_rules.facts_of(photos.file(record, photo), memory)
        return facts.digest if facts.is_photo else ""

    withdrawn = {bytes_of(record, photo): record.path
                 for record in records if record.photos for photo in record.summary.withdrawn_photos}  # fmt: skip
    withdrawn.pop("", None)
    for record in records if withdrawn else ():
        for photo in sorted({*record.photos} - {*record.summary.withdrawn_photos}):
            if not (path := withdrawn.get(bytes_of(record, photo))):
                continue
            lines = photo_lines(text_of(repo, record))
            line = next((each for each in lines if each.file == photo), None)
            yield Problem(
                "DVK750", record.path, line.line if line else 1, line.column if line else 1,
                f"Ảnh “{photo}” là ảnh đã rút đồng ý, ghi ở {path}.",
                "Bỏ ảnh này khỏi bài và xóa tệp ảnh; hoặc ghi rut_dong_y dưới ảnh này.",
            )  # fmt: skip
