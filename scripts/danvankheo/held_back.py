"""Entries that cannot be shown as their files are now, and what visitors find at their addresses.

The site keeps the published version of such an entry if it still passes the present rules. Reasons in the new text
not to show it have priority, even if YAML cannot read that text: a draft, a withdrawal, an approval or a photo that was
removed. A published address shows “Bài đang được sửa” while its file exists and cannot be shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from danvankheo.base import source_paths
from danvankheo.base.artifact import digest
from danvankheo.base.front_matter import says_yes, split, textual_keys
from danvankheo.base.problems import Problem, Severity
from danvankheo.base.text import is_slug
from danvankheo.records import places
from danvankheo.records.choices import Purpose
from danvankheo.records.consents import missing_for_the_site, permits
from danvankheo.records.earlier import EarlierVersions
from danvankheo.records.files import SECTIONS, Kind, opened_file, slug_of
from danvankheo.records.photo_folders import beside
from danvankheo.records.record import Record, WaitingFor
from danvankheo.records.record_file import text_of
from danvankheo.records.repair import Replacements, keeps_back
from danvankheo.records.validation import example_tree, validate

EntryRecord = Record[Any]
#: Returns the problems of a record by the present rules; an earlier version has its own root.
Judge = Callable[[EntryRecord], list[Problem]]
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Fallback(StrEnum):
    """What visitors find at the address of an entry that is held back."""

    EARLIER = "trang vẫn hiện bản đã đăng trước đó"
    NOTICE = "địa chỉ của bài hiện “Bài đang được sửa”"
    WITHDRAWN = "địa chỉ của bài hiện lời báo bài đã được gỡ"
    NOTHING = "không hiện gì"


@dataclass(frozen=True, slots=True)
class PublishedState:
    """The state of the published site.

    commit, held_at: of the release, see ``EarlierVersions``; known: its addresses; refused: by path, further entries that may not
    be shown as they are now, each with the reason; dropped: the paths of entries whose published version may not be shown either.
    """

    commit: str = ""
    held_at: Mapping[str, str] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    refused: Mapping[str, Problem] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class HeldBackEntry:
    """An entry held back.

    path: its file; address: below the site's root; problem: the first one in the file; commit: of the shown version, "" for none.
    """

    path: str
    address: str
    fallback: Fallback
    problem: Problem
    commit: str = ""

    @property
    def usual_path(self) -> str:
        """The usual path of the entry's file: with the slug as its name, outside of folders."""
        entry = entry_of(self.path)
        return f"{entry[0]}/{entry[1]}.md" if entry else self.path

    def sentence(self) -> str:
        """Return the sentence a person reads."""
        where = f"{self.problem.path}, dòng {self.problem.line}"
        return (
            f"{self.path}: {self.fallback}, cho tới khi sửa xong {where} ({self.problem.code}: {self.problem.message})"
        )


@dataclass(frozen=True, slots=True)
class _PlainText:
    """The text of an entry's file, searched without YAML. whole: it has both --- lines and is valid UTF-8."""

    keys: Mapping[str, str]
    raw: str
    whole: bool

    def says(self, key: str) -> bool:
        return says_yes(self.keys, key)

    @property
    def withdrawn(self) -> bool:
        """Whether the entry itself is withdrawn, not one of its photos."""
        return bool(re.search(r"(?im)^[\"']?rut_dong_y\b", self.raw))

    @property
    def approved(self) -> bool:
        return bool(self.keys.get("duyet", "").strip())


def entry_of(path: str) -> tuple[Kind, str] | None:
    """Return the kind and the slug of the entry to which a path belongs, its photos included."""
    found = source_paths.entry_of(path)
    return (Kind(found.folder), slug_of(f"{found.name}.md")) if found else None


def hold_back(
    repo: Path,
    records: Iterable[EntryRecord],
    errors: Mapping[str, Problem],
    published: PublishedState,
    earlier: EarlierVersions,
    judge: Judge,
    is_photo: Callable[[Path], bool],
    *,
    samples: bool,
) -> tuple[list[HeldBackEntry], Replacements]:
    """Return the entries held back and what is shown instead. errors: the files with errors, each with its first one."""
    by_entry = {(record.kind, record.slug): record for record in records}
    wrong = {**published.refused, **errors}
    dropped = {entry_of(path) for path in published.dropped}
    entries: dict[Kind, dict[str, EntryRecord]] = {kind: {} for kind in SECTIONS}
    hidden: dict[Kind, dict[str, EntryRecord]] = {kind: {} for kind in SECTIONS}
    mending: dict[str, str] = {}
    right = [record for record in by_entry.values() if record.path not in wrong]
    for record in right:
        if record.waiting_for and (withdrawn := _withdrawn_photos(record)):
            hidden[record.kind][record.slug] = withdrawn
    found = list(_taken_back(repo, right, published, samples, mending))
    for (kind, slug), paths in _of_entries(wrong, by_entry, repo):
        text = _together([_plain_text(repo, path) for path in paths])
        new, old = by_entry.get((kind, slug)), earlier.entry(kind, slug, paths[0], is_photo)
        former = [each for record in (old, new) if record for each in record.summary.former_slugs]
        addresses = [f"{SECTIONS[kind]}/{each}" for each in (slug, *former)]
        fallback, shown = _choose(text, new, old, samples, any(each in published.known for each in addresses))
        if fallback is Fallback.EARLIER and (
            (kind, slug) in dropped or shown is None or any(map(keeps_back, judge(shown)))
        ):
            fallback, shown = Fallback.NOTICE, None
        if kind is Kind.NEWS and fallback is Fallback.NOTICE:  # no page, so no address that could say anything
            fallback = Fallback.NOTHING
        if shown is not None:
            entries[kind][slug] = shown
        elif fallback is not Fallback.WITHDRAWN and (
            withdrawn := _withdrawn_photos(new, old, earlier.record(kind, slug))
        ):
            hidden[kind][slug] = withdrawn
        if fallback is Fallback.NOTICE:
            mending.update(dict.fromkeys(addresses, paths[0]))
        elif shown is not None and not shown.has_page:
            mending.update({address: paths[0] for address in addresses if address in published.known})
        commit = earlier.commit_of(f"{kind}/{slug}.md") if fallback is Fallback.EARLIER else ""
        found += [HeldBackEntry(path, f"{addresses[0]}/", fallback, wrong[path], commit) for path in paths]
    noticed = frozenset(mending.keys() & published.known)
    return sorted(found, key=lambda each: each.path), Replacements(wrong, entries, mending, noticed, hidden)


def _of_entries(
    wrong: Mapping[str, Problem], by_entry: Mapping[tuple[Kind, str], EntryRecord], repo: Path
) -> Iterator[tuple[tuple[Kind, str], list[str]]]:
    """Yield the entries with wrong files, each with those files.

    A wrongly named file beside a rightly named one is a copy: it counts only if it withdraws the entry.
    """
    groups: dict[tuple[Kind, str], list[str]] = {}
    for path in sorted(wrong):
        entry = entry_of(path)
        if entry and path.endswith(".md") and is_slug(entry[1]):
            groups.setdefault(entry, []).append(path)
    for entry, paths in groups.items():
        right = [path for path in paths if _is_right(path, entry)]
        if right or (entry in by_entry and _is_right(by_entry[entry].path, entry)):
            paths = [path for path in paths if path in right or _plain_text(repo, path).withdrawn]
        if paths:
            yield entry, paths


def _is_right(path: str, entry: tuple[Kind, str]) -> bool:
    """Tell whether the file of an entry is named after its slug."""
    return path.rpartition("/")[2] == f"{entry[1]}.md"


def _taken_back(
    repo: Path, right: Iterable[EntryRecord], published: PublishedState, samples: bool, mending: dict[str, str]
) -> Iterator[HeldBackEntry]:
    """Yield the entries without mistakes that lose their published page; add their addresses to ``mending``."""
    line_of = places.line_of(repo)
    for record in right if published.known else ():
        reason, section = _reason(record, samples), SECTIONS.get(record.kind)
        if not reason or not section:
            continue
        slugs = (record.slug, *record.summary.former_slugs)
        addresses = [address for slug in slugs if (address := f"{section}/{slug}") in published.known]
        mending.update(dict.fromkeys(addresses, record.path))
        if addresses:
            key, message, advice = reason
            line = line_of(record.path, key)
            problem = Problem("DVK770", record.path, line, 1, message, advice, severity=Severity.WARNING)
            yield HeldBackEntry(record.path, f"{addresses[0]}/", Fallback.NOTICE, problem)


def _reason(record: EntryRecord, samples: bool) -> tuple[str, str, str] | None:
    """Return why an entry has no page: the key to look at, what happened and what to do; None when it has one."""
    if record.is_withdrawn:
        return None
    if record.summary.sample and not samples:
        return "minh_hoa", "bài đang công khai nay ghi là bài minh họa", "Bỏ dòng minh_hoa: true nếu là bài thật."
    if record.waiting_for is WaitingFor.AUTHOR:
        return "nhap", "bài đang công khai nay là bản nháp", "Bỏ dòng nhap: true khi viết xong."
    if record.waiting_for is WaitingFor.APPROVAL:
        return "duyet", "bài đang công khai nay không còn mục duyệt", "Ghi lại mục duyet khi đã được duyệt."
    if not record.has_page:
        return "ten", "bài đang công khai nay không còn phần kể chuyện", "Ghi lại phần kể chuyện."
    return None


def _choose(
    text: _PlainText, new: EntryRecord | None, old: EntryRecord | None, samples: bool, known: bool
) -> tuple[Fallback, EntryRecord | None]:
    """Return what an address shows. The caller checks the old version by the rules. known: the address is published."""
    fit = old is not None and old.is_public and (samples or not old.summary.sample)
    was_public = fit or known
    if (new and new.is_withdrawn) or text.withdrawn:
        return Fallback.WITHDRAWN, _withdrawn(text, new or old)
    if old is not None and old.is_withdrawn:  # an unreadable new file does not undo the withdrawal
        return Fallback.WITHDRAWN, old
    if text.says("nhap") or (text.says("minh_hoa") and not samples) or (text.whole and not text.approved):
        return (Fallback.NOTICE if was_public else Fallback.NOTHING), None
    if not fit or old is None or _withdraws_more(text, new, old):
        meant_to_be_public = was_public or text.approved or not text.whole
        return (Fallback.NOTICE if meant_to_be_public else Fallback.NOTHING), None
    return Fallback.EARLIER, _without_photos(old, text, new)


def _withdraws_more(text: _PlainText, new: EntryRecord | None, old: EntryRecord) -> bool:
    """Tell whether the new text has more ``rut_dong_y`` than the schema could read: a withdrawn photo is not known."""
    understood = sum(photo.withdrawn is not None for photo in new.data.photos) if new else 0
    before = _plain_text(Path(old.root), old.path).raw.count("rut_dong_y")
    return text.raw.lower().count("rut_dong_y") > max(understood, before)


def _without_photos(old: EntryRecord, text: _PlainText, new: EntryRecord | None) -> EntryRecord | None:
    """Return the old version without photos that were withdrawn or removed since; None when a consent was removed or narrowed."""
    if text.whole and text_of(Path(old.root), old).front.count("dong_y") > text.raw.count("dong_y"):
        return None
    if new and new.data.consent and missing_for_the_site(new.data):
        return None
    withdrawn = _withdrawn_photos(new, old)
    marked = {photo.file: photo for photo in withdrawn.data.photos} if withdrawn else {}
    folder = Path(old.root) / beside(old)
    refused = (
        {photo.file for photo in new.data.photos if photo.consent and not permits(new.data, Purpose.SITE, photo)}
        if new
        else set()
    )
    photos = [marked.get(photo.file, photo) for photo in old.data.photos if photo.file in marked or (
            (folder / photo.file).is_file() and (not text.whole or photo.file in text.raw) and photo.file not in refused)]  # fmt: skip
    if photos == old.data.photos:
        return old
    marks = digest(old.front, *(f"{photo.file} {photo.withdrawn}" for photo in photos))
    data = old.data.model_copy(update={"photos": photos})
    return old.with_data(data, photos=tuple(photo.file for photo in photos), front=marks)


def _withdrawn_photos(*versions: EntryRecord | None) -> EntryRecord | None:
    """Return an entry with only the photos that one of its versions withdraws; None when there are none."""
    known = [each for each in versions if each is not None and each.kind in SECTIONS]
    photos = {photo.file: photo for each in reversed(known) if each.summary.withdrawn_photos
              for photo in each.data.photos if photo.withdrawn}  # fmt: skip
    if not photos:
        return None
    former = dict.fromkeys(slug for each in known for slug in each.summary.former_slugs)
    data = known[0].data.model_copy(update={"photos": list(photos.values()), "former_slugs": list(former)})
    marks = digest(*(f"{photo.file} {photo.withdrawn}" for photo in photos.values()), *former)
    return known[0].with_data(data, root="", photos=tuple(photos), front=marks)  # the files lie where they are now


def _withdrawn(text: _PlainText, known: EntryRecord | None) -> EntryRecord | None:
    """Return a withdrawn entry with nothing but the day of withdrawal and its former addresses."""
    if known is None:
        return None
    tree = example_tree(known.schema)
    day = _DAY.search(text.keys.get("rut_dong_y", ""))
    if day and _is_day(day[0]):
        tree["rut_dong_y"] = day[0]
    tree["ten_cu"] = list(known.summary.former_slugs)
    bare = known.with_data(validate(known.schema, tree).data, has_story=False, newest=None, photos=())
    summary = bare.summary._replace(withdrawn=True, draft=False, sample=known.summary.sample)
    return replace(bare, summary=summary)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _together(texts: list[_PlainText]) -> _PlainText:
    """Return the texts of files with one slug as one: what one of them forbids is forbidden."""
    keys = {name: value for text in texts for name, value in text.keys.items()}
    for name in ("nhap", "minh_hoa", "rut_dong_y"):
        said = [text.keys[name] for text in texts if name in text.keys]
        keys |= {name: next((text.keys[name] for text in texts if text.says(name)), said[0])} if said else {}
    if not all(text.approved for text in texts):
        keys.pop("duyet", None)
    return _PlainText(keys, "\n".join(text.raw for text in texts), all(text.whole for text in texts))


def _plain_text(repo: Path, path: str) -> _PlainText:
    data = opened_file(repo, path)
    raw = b"" if isinstance(data, Problem) else data
    text = raw.decode("utf-8-sig", "replace")
    parts, problems = split(path, text)
    whole = parts is not None and not problems and "\N{REPLACEMENT CHARACTER}" not in text and "\x00" not in text
    return _PlainText(textual_keys(text), text, whole)
