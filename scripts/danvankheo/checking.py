"""Everything ``dvk check`` looks at, in one run and without building: records, photos, the text of stories."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from pathlib import Path

from danvankheo.base import submitted_files
from danvankheo.base.hands import Hands
from danvankheo.base.problems import Problem, Severity, in_order
from danvankheo.base.settings import today as day_of
from danvankheo.cache import Cache, Shelf
from danvankheo.held_back import HeldBack, stand_ins
from danvankheo.media import photo_rules
from danvankheo.media.photo_rules import facts_of
from danvankheo.records.draft import Draft, Held, photo_lines, read_draft, withdrawn_photos
from danvankheo.records.earlier import Earlier
from danvankheo.records.files import files, record_files, slug_of
from danvankheo.records.judging import is_right, judge
from danvankheo.records.reading import Reading, read_all, read_movement
from danvankheo.records.record_cache import Kept, keep
from danvankheo.records.registry import Kind, Registry
from danvankheo.records.repair import Instead, keeps_back
from danvankheo.records.vocabulary import Movement
from danvankheo.rendering import link_rules, link_targets, links, markdown
from danvankheo.rendering.links import LinkedPages

_WITH_PHOTOS = (Kind.MODEL, Kind.EXEMPLAR)
# Files given to one process at a time; fewer are read sooner than a process is begun.
_BATCH = 500


@dataclass(frozen=True)
class Checked:
    """What a check found: the registry of the right records, every problem, the number of files read."""

    reading: Reading
    problems: list[Problem]
    files: int
    leads: Mapping[str, str]
    _held_back: Callable[[Mapping[str, Problem]], tuple[list[HeldBack], Instead]]

    @cached_property
    def wrong(self) -> frozenset[str]:
        """The paths of the files with an error."""
        return frozenset(problem.path for problem in self.problems if problem.severity is Severity.ERROR)

    @cached_property
    def held(self) -> dict[str, Held]:
        """By path, the entries without an error that wait for their author or for approval."""
        drafts = ((draft.source.path, draft.standing.held) for draft in self.reading.drafts)
        return {path: held for path, held in drafts if held and path not in self.wrong}

    def waiting(self, wanted: Callable[[str], bool] = bool) -> str:
        """Return the sentence that says how many of the entries at wanted paths wait, and for what; "" when none does.

        Nobody waits for a sample.
        """
        samples = {draft.source.path for draft in self.reading.drafts if draft.standing.sample}
        kinds = [held for path, held in self.held.items() if wanted(path) and path not in samples]
        told = ", ".join(f"{kinds.count(kind)} bài {kind}" for kind in Held if kind in kinds)
        return f"Chưa lên trang: {told}." if told else ""

    @cached_property
    def _instead(self) -> tuple[list[HeldBack], Instead]:
        found: dict[str, Problem] = {}
        for problem in filter(keeps_back, in_order(self.problems)):
            found.setdefault(problem.path, problem)
        return self._held_back(found)

    @property
    def held_back(self) -> list[HeldBack]:
        """The entries that cannot be shown as their files are now."""
        return self._instead[0]

    @cached_property
    def registry(self) -> Registry:
        """The registry of the right records and of what stands in for the others, made when somebody asks."""
        return link_targets.with_leads(self.reading.showing(self._instead[1]), self.leads)


@dataclass(frozen=True, slots=True)
class Shows:
    """What a site shows now, and what of it is to be held back.

    commit, held: of the release shown, see ``Earlier``; known: the addresses visitors may know; refused: the entries that
    may not be shown although the check found nothing wrong, by path; dropped: those whose version shown may not either.
    """

    commit: str = ""
    held: Mapping[str, str] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    refused: Mapping[str, Problem] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()


def check(
    repo: Path, *, samples: bool = True, today: date | None = None, shows: Shows | None = None, site: str = ""
) -> Checked:  # fmt: skip
    """Check every file of the repository; nothing is written but the cache. ``today``: see ``reading.read_all``.

    site: the address links to the site's own pages begin with, "": the one mkdocs.yml says.
    """
    store, shows, today = repo / ".cache" / "store", shows or Shows(), today or day_of(os.environ)
    earlier = Earlier(repo, shows.commit, shows.held)
    movement, _ = read_movement(repo, earlier=earlier)
    memory, shelf = Cache(store), Shelf(store, movement.digest)
    _read_ahead(repo, shelf, movement.data)
    reading = read_all(repo, samples=samples, shelf=shelf, today=today, earlier=earlier)
    problems = list(reading.problems)
    folders = {kind: _names(repo / kind / "anh") for kind in _WITH_PHOTOS}
    leads = {draft.source.path: _leads(draft) for draft in reading.drafts}
    places = link_targets.of_drafts(reading.drafts, leads, site or link_targets.site_of(repo))
    for draft in reading.drafts:
        problems += [*_text(draft), *_links(repo, draft, leads[draft.source.path], places)]
        if draft.photos or draft.source.slug in folders.get(draft.source.kind, ()):
            problems += _photos(repo, draft, memory)
    for kind in _WITH_PHOTOS:
        slugs = [slug_of(entry.name) for entry in files(repo, kind)]
        stray = not set(folders[kind]).issubset(slugs)
        own = (draft for draft in reading.drafts if draft.source.kind is kind) if stray else ()
        moved = {old: draft.source.slug for draft in own for old in draft.former_slugs}
        problems += photo_rules.unowned_photos(repo / kind / "anh", f"{kind}/anh", slugs, moved)
    problems += _shown_again(repo, reading.drafts, memory)
    told = {problem.path for problem in problems}
    problems += [
        p for path in submitted_files.in_tree(repo) if (p := submitted_files.problem(path)) and p.path not in told
    ]
    _remember(shelf, reading.drafts, {problem.path for problem in problems}, leads)
    shelf.settle(reading.world)

    def judge_anew(draft: Draft) -> list[Problem]:
        root, source = Path(draft.source.root), draft.source
        return [*judge(root, source.slug, draft, reading.book, today), *_text(draft), *_photos(root, draft, memory)]

    def held_back(errors: Mapping[str, Problem]) -> tuple[list[HeldBack], Instead]:
        return stand_ins(
            repo, reading.drafts, {**shows.refused, **errors}, earlier, judge_anew,
            lambda file: facts_of(file, memory).is_photo, samples=samples, dropped=shows.dropped, known=shows.known,
        )  # fmt: skip

    return Checked(reading, problems, len(reading.drafts), leads, held_back)


def _remember(shelf: Shelf, drafts: Sequence[Draft], wrong: Collection[str], leads: Mapping[str, str]) -> None:
    """Remember the files with which nothing is wrong, forget the others."""
    right = {draft.source.path: draft for draft in drafts if draft.source.path not in wrong}
    shelf.put({path: keep(draft, leads[path]) for path, draft in right.items() if not draft.recalled})
    stamps = {path: draft.source.stamp for path, draft in right.items() if draft.recalled}
    shelf.stamp({path: stamp for path, stamp in stamps.items() if shelf.known[path].stamp != stamp})
    shelf.forget(shelf.known.keys() - right.keys())


def _read_ahead(repo: Path, shelf: Shelf, movement: Movement) -> None:
    """Read many new files in several processes: those that are right are then recalled like old ones."""
    there = {f"{kind}/{name}" for kind in _WITH_PHOTOS for name in _names(repo / kind)}
    if len(there - shelf.known.keys()) < _BATCH:
        return
    names = [(kind, name) for kind in _WITH_PHOTOS for name in record_files(repo, kind).names]
    new = [(kind, name) for kind, name in names if f"{kind}/{name}" not in shelf.known]
    hands = Hands()
    for start in range(0, len(new), _BATCH):
        hands.give(partial(_right_ones, repo, new[start : start + _BATCH], movement))
    for rows in hands.results():
        shelf.put({path: Kept(*row) for path, row in json.loads(rows).items()})


def _right_ones(repo: Path, names: Sequence[tuple[Kind, str]], movement: Movement) -> bytes:
    rows: dict[str, Kept] = {}
    for kind, name in names:
        draft, problems = read_draft(repo, kind, name)
        if draft and not problems and is_right(draft, movement) and not any(_text(draft)):
            rows[draft.source.path] = keep(draft, _leads(draft))
    return json.dumps(rows, ensure_ascii=False).encode()


def _names(folder: Path) -> set[str]:
    """Return the names in a folder, whatever they are."""
    try:
        return set(os.listdir(folder))
    except OSError:
        return set()


def _text(draft: Draft) -> Iterator[Problem]:
    source = draft.source
    if draft.has_story and not draft.recalled:
        images = [f"anh/{source.slug}/{file}" for file in draft.photos]
        yield from markdown.check(source.body, path=source.path, first_line=source.body_line, images=images)


def _leads(draft: Draft) -> str:
    """Return what a story's links and headings are, as it is remembered."""
    return draft.leads if draft.recalled else links.story_links(draft.source.body).to_json() if draft.has_story else ""


def _links(repo: Path, draft: Draft, leads: str, places: LinkedPages) -> Iterator[Problem]:
    """Yield the links of a story that lead to nothing on the site; lines are looked up only when there is one."""
    path = draft.source.path
    here = [inside for link in links.story_links_from(leads).links if (inside := places.inside(link))]
    if not all(places.is_shown(link, path) for link in here):
        again = read_draft(repo, draft.source.kind, draft.source.name)[0] if draft.recalled else draft
        if again is not None:
            yield from link_rules.within_site(again.source.body, path, again.source.body_line, places)


def _photos(repo: Path, draft: Draft, memory: Cache) -> list[Problem]:
    """Check a record's photos; lines are looked up only when there is something to say."""
    source = draft.source
    folder_path = f"{source.kind}/anh/{source.slug}"
    folder = repo / folder_path
    former = draft.former_slugs
    entries = [photo_rules.PhotoReference(file) for file in draft.photos]

    def judged(entries: list[photo_rules.PhotoReference]) -> list[Problem]:
        return list(
            photo_rules.check(folder, entries, path=source.path, folder_path=folder_path, former=former, memory=memory)
        )

    if not judged(entries):
        return []
    if draft.recalled:
        draft = read_draft(repo, source.kind, source.name)[0] or draft
    return judged([photo_rules.PhotoReference(*line) for line in photo_lines(draft)])


def _shown_again(repo: Path, drafts: Sequence[Draft], memory: Cache) -> Iterator[Problem]:
    """Yield the photos that another entry has withdrawn, or the same one under another name: equal bytes, one face."""

    def face(draft: Draft, photo: str) -> str:
        facts = photo_rules.facts_of(repo / draft.source.kind / "anh" / draft.source.slug / photo, memory)
        return facts.digest if facts.is_photo else ""

    gone = {face(draft, photo): draft.source.path for draft in drafts for photo in withdrawn_photos(draft)}
    gone.pop("", None)
    for draft in drafts if gone else ():
        left = set(draft.photos) - set(withdrawn_photos(draft))
        for photo in sorted(photo for photo in left if face(draft, photo) in gone):
            again = (read_draft(repo, draft.source.kind, draft.source.name)[0] or draft) if draft.recalled else draft
            line = next((each for each in photo_lines(again) if each.file == photo), None)
            yield Problem(
                "DVK750", draft.source.path, line.line if line else 1, line.column if line else 1,
                f"Ảnh “{photo}” là ảnh đã rút đồng ý, ghi ở {gone[face(draft, photo)]}.",
                "Bỏ ảnh này khỏi bài và xóa tệp ảnh; hoặc ghi rut_dong_y dưới ảnh này.",
            )  # fmt: skip
