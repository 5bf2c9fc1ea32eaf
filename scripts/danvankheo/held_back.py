"""Entries that cannot be shown as their files are now, and what is shown in their place.

An entry stays as the release shown has it, when that still passes today's rules. What the new text says against showing
wins, even where nobody but a person can read the text: a draft, a withdrawal, an approval or a photo taken away. An
address that visitors know says “Bài đang được sửa” as long as its file is there and is not to be shown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from danvankheo.base.artifact import digest
from danvankheo.base.front_matter import says_yes, split, textual_keys
from danvankheo.base.problems import Problem, Severity
from danvankheo.base.text import is_slug
from danvankheo.records import places
from danvankheo.records.draft import SCHEMAS, Draft, Held, Standing
from danvankheo.records.earlier import Earlier
from danvankheo.records.files import SECTIONS, Kind, opened_file, slug_of
from danvankheo.records.repair import Instead, keeps_back
from danvankheo.records.schema import Entry
from danvankheo.records.validation import Shaped, example_tree, from_values

#: Returns what today's rules find wrong in a draft that is read below its own root.
Judge = Callable[[Draft], list[Problem]]
_ENTRY = re.compile(r"(models|exemplars)/(?:anh/)?([^/]+?)(?:\.md)?(?:/.*)?\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class StandIn(StrEnum):
    """What stands at the address of an entry that is held back."""

    EARLIER = "trang vẫn hiện bản đã đăng trước đó"
    NOTICE = "địa chỉ của bài hiện “Bài đang được sửa”"
    WITHDRAWN = "địa chỉ của bài hiện lời báo bài đã được gỡ"
    NOTHING = "không hiện gì"


@dataclass(frozen=True, slots=True)
class HeldBack:
    """An entry held back.

    path: its file; address: below the site's root; problem: the first one, which is why; commit: as of which it is shown.
    """

    path: str
    address: str
    shown: StandIn
    problem: Problem
    commit: str = ""

    @property
    def source(self) -> str:
        """The path its file should have."""
        entry = entry_of(self.path)
        return f"{entry[0]}/{entry[1]}.md" if entry else self.path

    def told(self) -> str:
        """Return the sentence a person reads."""
        where = f"{self.problem.path}, dòng {self.problem.line}"
        return f"{self.path}: {self.shown}, cho tới khi sửa xong {where} ({self.problem.code}: {self.problem.message})"


@dataclass(frozen=True, slots=True)
class _Text:
    """What the file of an entry says in plain sight. whole: it begins and ends its front matter, and every byte is read."""

    keys: Mapping[str, str]
    raw: str
    whole: bool

    def says(self, key: str) -> bool:
        return says_yes(self.keys, key)

    @property
    def withdrawn(self) -> bool:
        """Whether the entry, not one of its photos, is withdrawn."""
        return bool(re.search(r"(?im)^[\"']?rut_dong_y\b", self.raw))

    @property
    def approved(self) -> bool:
        return bool(self.keys.get("duyet", "").strip())


def entry_of(path: str) -> tuple[Kind, str] | None:
    """Return the kind and the slug of the entry to which a path belongs, its photos included."""
    found = _ENTRY.match(path)
    return (Kind(found[1]), slug_of(f"{found[2]}.md")) if found else None


def stand_ins(
    repo: Path,
    drafts: Iterable[Draft],
    wrong: Mapping[str, Problem],
    earlier: Earlier,
    judge: Judge,
    is_photo: Callable[[Path], bool],
    *,
    samples: bool,
    dropped: Iterable[str] = (),
    known: Collection[str] = (),
) -> tuple[list[HeldBack], Instead]:
    """Return what is held back and what is shown instead.

    wrong: files with errors, each with its first; dropped: those of which the version shown is no longer fit either; known:
    the addresses visitors may know.
    """
    read = {(draft.source.kind, draft.source.slug): draft for draft in drafts}
    refused = {entry_of(path) for path in dropped}
    held: list[HeldBack] = []
    instead: dict[Kind, dict[str, Draft]] = {kind: {} for kind in SECTIONS}
    mending: dict[str, str] = {}
    hidden: dict[Kind, dict[str, Draft]] = {kind: {} for kind in SECTIONS}
    for (kind, slug), waiting in read.items():
        if waiting.standing.held and waiting.source.path not in wrong and (gone := _gone_photos(waiting)):
            hidden[kind][slug] = gone
    held += _taken_back(
        repo, [draft for draft in read.values() if draft.source.path not in wrong], known, samples, mending
    )
    for path, problem in sorted(wrong.items()):
        entry = entry_of(path)
        if entry is None or not path.endswith(".md"):
            continue
        kind, slug = entry
        text = _text(repo, path)
        if not is_slug(slug) or (_is_other(repo, path, f"{kind}/{slug}.md") and not text.withdrawn):
            continue  # a name of which no address can be made; a copy under a wrong name of a file that is there
        old = earlier.entry(kind, slug, is_photo)
        former = [each for draft in (old, read.get(entry)) if draft for each in draft.former_slugs]
        addresses = [f"{SECTIONS[kind]}/{each}" for each in (slug, *former)]
        shown, draft = _choice(text, read.get(entry), old, samples, any(a in known for a in addresses))
        if shown is StandIn.EARLIER and (entry in refused or draft is None or any(map(keeps_back, judge(draft)))):
            shown, draft = StandIn.NOTICE, None
        if draft is not None:
            instead[kind][slug] = draft
        elif shown is not StandIn.WITHDRAWN and (gone := _gone_photos(read.get(entry), old, earlier.draft(kind, slug))):
            hidden[kind][slug] = gone
        if shown is StandIn.NOTICE:
            mending.update(dict.fromkeys(addresses, path))
        elif draft is not None and not draft.has_page:
            mending.update({address: path for address in addresses if address in known})
        commit = earlier.commit_of(f"{kind}/{slug}.md") if shown is StandIn.EARLIER else ""
        held.append(HeldBack(path, f"{addresses[0]}/", shown, problem, commit))
    return sorted(held, key=lambda each: each.path), Instead(
        wrong, instead, mending, frozenset(mending.keys() & set(known)), hidden
    )


def _taken_back(
    repo: Path, right: Iterable[Draft], known: Collection[str], samples: bool, mending: dict[str, str]
) -> Iterator[HeldBack]:
    """Yield the entries with nothing wrong in them that are not to be shown any more, at addresses visitors know."""
    line_of = places.line_of(repo)
    for draft in right if known else ():
        source, reason = draft.source, _reason(draft, samples)
        folder = SECTIONS.get(source.kind, "")
        if not reason or not folder:
            continue
        addresses = [a for slug in (source.slug, *draft.former_slugs) if (a := f"{folder}/{slug}") in known]
        mending.update(dict.fromkeys(addresses, source.path))
        if addresses:
            key, said, how = reason
            problem = Problem("DVK770", source.path, line_of(source.path, key), 1, said, how, severity=Severity.WARNING)
            yield HeldBack(source.path, f"{addresses[0]}/", StandIn.NOTICE, problem)


def _gone_photos(*versions: Draft | None) -> Draft | None:
    """Return an entry with nothing but the photos that one of its versions has withdrawn; None when there is none."""
    known = [each for each in versions if each is not None and isinstance(each.shaped.data, Entry)]
    photos = {photo.file: photo for each in reversed(known) for photo in each.shaped.data.photos if photo.withdrawn}
    if not photos:
        return None
    former = dict.fromkeys(slug for each in known for slug in each.former_slugs)
    data = known[0].shaped.data.model_copy(update={"photos": list(photos.values()), "former_slugs": list(former)})
    source = replace(known[0].source, root="")  # the photos themselves lie where they are now, if they still do
    marks = digest(*(f"{photo.file} {photo.withdrawn}" for photo in photos.values()), *former)
    return replace(known[0], source=source, shaped=Shaped(data, (), ()), photos=tuple(photos), front=marks)


def _reason(draft: Draft, samples: bool) -> tuple[str, str, str] | None:
    """Return why an entry has no page: the key to look at, what happened and what to do; None when it has one."""
    standing = draft.standing
    if standing.withdrawn:
        return None
    if standing.sample and not samples:
        return "minh_hoa", "bài đang công khai nay ghi là bài minh họa", "Bỏ dòng minh_hoa: true nếu là bài thật."
    if standing.held is Held.DRAFT:
        return "nhap", "bài đang công khai nay là bản nháp", "Bỏ dòng nhap: true khi viết xong."
    if standing.held is Held.UNAPPROVED:
        return "duyet", "bài đang công khai nay không còn mục duyệt", "Ghi lại mục duyet khi đã được duyệt."
    if not draft.has_page:
        return "ten", "bài đang công khai nay không còn phần kể chuyện", "Ghi lại phần kể chuyện."
    return None


def _is_other(repo: Path, path: str, named: str) -> bool:
    """Tell whether a file of the right name lies beside a file: then that one is the entry."""
    return path != named and (repo / named).is_file() and not (repo / named).is_symlink()


def _choice(
    text: _Text, new: Draft | None, old: Draft | None, samples: bool, known: bool
) -> tuple[StandIn, Draft | None]:
    """Decide what stands at an address, the fitness of the old version left aside. known: visitors may know the address."""
    fit = old is not None and old.standing.public and (samples or not old.standing.sample)
    was_public = fit or known
    meant = was_public or text.approved or not text.whole
    if (new and new.standing.withdrawn) or text.withdrawn:
        return StandIn.WITHDRAWN, _withdrawn(text, new or old)
    if old is not None and old.standing.withdrawn:  # it does not come back by a file that cannot be read
        return StandIn.WITHDRAWN, old
    if text.says("nhap") or (text.says("minh_hoa") and not samples) or (text.whole and not text.approved):
        return (StandIn.NOTICE if was_public else StandIn.NOTHING), None
    if not fit or old is None or _withdraws_more(text, new, old):
        return (StandIn.NOTICE if meant else StandIn.NOTHING), None
    return StandIn.EARLIER, _without_photos(old, text, new)


def _withdraws_more(text: _Text, new: Draft | None, old: Draft) -> bool:
    """Tell whether a photo is withdrawn in the new text and nobody but a person can read which."""
    data = new.shaped.data if new else None
    understood = sum(photo.withdrawn is not None for photo in data.photos) if isinstance(data, Entry) else 0
    before = _text(Path(old.source.root), old.source.path).raw.count("rut_dong_y")
    return text.raw.lower().count("rut_dong_y") > max(understood, before)


def _without_photos(old: Draft, text: _Text, new: Draft | None) -> Draft | None:
    """Return the old version without the photos that are withdrawn or taken out by now; None where consent was."""
    data: Any = old.shaped.data
    if text.whole and old.yaml_text.count("dong_y") > text.raw.count("dong_y"):
        return None
    withdrawn = _gone_photos(new, old)
    gone = {photo.file: photo for photo in withdrawn.shaped.data.photos} if withdrawn else {}
    folder = Path(old.source.root) / old.source.kind / "anh" / old.source.slug
    kept = [gone.get(photo.file, photo) for photo in data.photos if photo.file in gone or (
            (folder / photo.file).is_file() and (not text.whole or photo.file in text.raw))]  # fmt: skip
    if kept == data.photos:
        return old
    shaped = Shaped(data.model_copy(update={"photos": kept}), (), ())
    marks = digest(old.front, *(f"{photo.file} {photo.withdrawn}" for photo in kept))
    return replace(old, shaped=shaped, photos=tuple(photo.file for photo in kept), front=marks)


def _withdrawn(text: _Text, known: Draft | None) -> Draft | None:
    """Return the draft of a withdrawn entry that says nothing but since when, and under which addresses it stood."""
    if known is None:
        return None
    schema = SCHEMAS[known.source.kind]
    said = _DAY.search(text.keys.get("rut_dong_y", ""))
    tree = example_tree(schema)
    if said and _is_day(said[0]):
        tree["rut_dong_y"] = said[0]
    if isinstance(known.shaped.data, Entry):
        tree["ten_cu"] = known.shaped.data.former_slugs
    shaped = Shaped(from_values(schema, json.dumps(tree)), (), ())
    standing = Standing(None, public=False, withdrawn=True, sample=known.standing.sample)
    return replace(known, shaped=shaped, has_story=False, newest=None, photos=(), standing=standing)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _text(repo: Path, path: str) -> _Text:
    opened = opened_file(repo, path)
    data = b"" if isinstance(opened, Problem) else opened[0]
    raw = data.decode("utf-8-sig", "replace")
    parts, problems = split(path, raw)
    whole = parts is not None and not problems and "\N{REPLACEMENT CHARACTER}" not in raw and "\x00" not in raw
    return _Text(textual_keys(raw), raw, whole)
