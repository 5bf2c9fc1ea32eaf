"""The public changes between two states of a site.

Lost pages, dead addresses, cancelled withdrawals, approvals, samples that become real, figures of ended years. Pure
functions of two values: a pull request is compared with its target branch, a publication with the current release.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from danvankheo.base.public_content import PublicContent, PublicPage
from danvankheo.base.source_paths import source_of
from danvankheo.base.text import fold
from danvankheo.base.withdrawal_ledger import row_of

_ENTRIES = ("mo-hinh/", "dien-hinh/")
_ALIKE = 0.75  # the least similarity of two titles of one entry
# Titles are not compared beyond this number of pairs, because it would take too long; then only the history tells renames.
_MOST_COMPARED = 5_000


class ChangeKind(Enum):
    """Kinds of changes: the problem's code, the word in a permission ("" when none is needed), the key to look at."""

    GONE = "gone", "DVK740", "mat-trang", "ten"
    UNAPPROVED = "unapproved", "DVK740", "mat-trang", "duyet"
    DRAFTED = "drafted", "DVK740", "mat-trang", "nhap"
    UNTOLD = "untold", "DVK740", "mat-trang", "ten"
    MADE_SAMPLE = "made-sample", "DVK740", "mat-trang", "minh_hoa"
    DEAD = "dead", "DVK741", "mat-trang", "ten_cu"
    UNWITHDRAWN = "unwithdrawn", "DVK742", "hien-lai", "rut_dong_y"
    APPROVAL = "approval", "DVK743", "", "duyet"
    MADE_REAL = "made-real", "DVK744", "", "minh_hoa"
    ADDED = "added", "DVK745", "", "ten"
    TOLD = "told", "DVK745", "", "ten"
    PUBLISHED = "published", "DVK745", "", "duyet"
    FIGURES = "figures", "DVK746", "", "theo_nam"
    WITHDRAWN = "withdrawn", "DVK747", "", "rut_dong_y"
    MOVED = "moved", "DVK747", "", "ten_cu"
    HELD = "held", "DVK747", "", "ten"
    SAMPLE_GONE = "sample-gone", "DVK747", "", "minh_hoa"

    def __init__(self, _word: str, code: str, permission: str, key: str) -> None:
        self.code = code
        self.permission = permission
        self.key = key

    @property
    def refused(self) -> bool:
        """Whether the change needs a permission."""
        return bool(self.permission)


@dataclass(frozen=True, slots=True)
class PublicChange:
    """One change.

    address: of the page ("" for a withdrawal that is known by its digest only); old, new: the values before and after (a
    title, an address, an approval); mark: the digest of a withdrawn address; since: a permission must not be older than
    this day; row: of figures; cells: (name, old, new) of the figures that changed.
    """

    kind: ChangeKind
    address: str
    old: str = ""
    new: str = ""
    since: str = ""
    mark: str = ""
    row: str = ""
    cells: tuple[tuple[str, str, str], ...] = ()

    @property
    def key(self) -> str:
        """The key in the file to look at, for ``PlaceOf``."""
        if self.kind is ChangeKind.UNWITHDRAWN and "#" in self.address:
            return "anh"
        return f"{self.kind.key}.{self.row[:4]}" if self.row else self.kind.key

    @property
    def path(self) -> str:
        """The usual path of the file to look at; the file of permissions for a withdrawal known by its digest only."""
        if not self.address:
            return "content/cho-phep.yml"
        return source_of(self.new if self.kind in (ChangeKind.DEAD, ChangeKind.MOVED) else self.address)


@dataclass(frozen=True, slots=True)
class Permission:
    """A named person's permission for one change. what: a ``ChangeKind.permission``; line: in the file of permissions."""

    address: str
    what: str
    day: str
    by: str
    reason: str
    line: int = 1

    def covers(self, change: PublicChange, today: str) -> bool:
        """Tell whether the permission covers a change: a later approval or withdrawal needs a later permission."""
        named = self.address in (change.address, change.mark[:16]) if self.address else False
        about = named or (bool(change.mark) and row_of(self.address) == change.mark)
        return about and self.what == change.kind.permission and change.since <= self.day <= today


def compare(
    before: PublicContent, after: PublicContent, renamed: Mapping[str, str] | None = None
) -> list[PublicChange]:
    """Return every change; those that need a permission first.

    renamed: former address → present one, by the git history of the files; other renames are found by unit and title.
    """
    moved = _moved(before, after, renamed or {})
    found = [
        *_lost(before, after, moved), *_dead(before, after, moved), *_unwithdrawn(before, after), *_stayed(before, after),
        *_new(before, after, frozenset(moved.values())), *_figures(before, after),
    ]  # fmt: skip
    return sorted(found, key=lambda change: not change.kind.refused)


def _moved(before: PublicContent, after: PublicContent, renamed: Mapping[str, str]) -> dict[str, str]:
    """Return former address → present address of pages that moved, as far as it is known."""
    missing = [address for address in before.pages if address.startswith(_ENTRIES) and address not in after.pages]
    found = {old: after.redirects[old] for old in missing if after.redirects.get(old) in after.pages}
    taken = set(found.values())
    free: dict[tuple[str, str], list[str]] = {}
    for new, page in after.pages.items():
        if new.startswith(_ENTRIES) and new not in before.pages and new not in taken:
            free.setdefault((new.partition("/")[0], page.unit), []).append(new)
    budget = _MOST_COMPARED
    for old in missing:
        if old in found or old in after.waiting or old in after.held or row_of(old) in after.gone:
            continue
        page = before.pages[old]
        known, near = renamed.get(old, ""), free.get((old.partition("/")[0], page.unit), [])
        if known in after.pages and known not in before.pages and known not in taken:
            new = known
        else:
            near = [each for each in near if each not in taken]
            budget -= len(near)
            new = _likeliest(page, near, after) if budget > 0 else ""
        if new:
            found[old] = new
            taken.add(new)
    return found


def _likeliest(page: PublicPage, near: Sequence[str], after: PublicContent) -> str:
    """Return the address of the new page whose title is most similar to an old page's, "" when none is similar enough."""
    title = fold(page.title)
    scores = {new: SequenceMatcher(None, title, fold(after.pages[new].title)).ratio() for new in near}
    best = max(scores, key=lambda new: scores[new], default="")
    return best if best and scores[best] >= _ALIKE else ""


def _lost(before: PublicContent, after: PublicContent, moved: Mapping[str, str]) -> Iterator[PublicChange]:
    for address, page in sorted(before.pages.items()):
        if address in after.pages:
            continue
        kind, new = ChangeKind.GONE, moved.get(address, "")
        if after.redirects.get(address) == new != "":
            kind = ChangeKind.MOVED
        elif row_of(address) in after.gone:
            kind = ChangeKind.WITHDRAWN
        elif address in after.held:
            kind = ChangeKind.HELD
        elif page.sample:
            kind = ChangeKind.SAMPLE_GONE
        elif new:
            kind = ChangeKind.DEAD
        elif reason := after.waiting.get(address):
            kind = ChangeKind.DRAFTED if reason == "nhap" else ChangeKind.UNAPPROVED
        yield PublicChange(kind, address, page.title, new, page.approved_on)
    present = {*before.pages, *after.known, *after.held}
    for address in sorted(before.noticed - present):
        if row_of(address) not in after.gone:
            yield PublicChange(ChangeKind.GONE, address, "Bài đang được sửa")


def _dead(before: PublicContent, after: PublicContent, moved: Mapping[str, str]) -> Iterator[PublicChange]:
    """Yield redirects that no longer exist although their page does."""
    for old, target in sorted(before.redirects.items()):
        now = target if target in after.pages else moved.get(target, "")
        if old in after.redirects or old in after.pages or row_of(old) in after.gone or now not in after.pages:
            continue  # the lost page itself is reported by ``_lost``
        page = after.pages[now]
        yield PublicChange(
            ChangeKind.SAMPLE_GONE if page.sample else ChangeKind.DEAD, old, page.title, now, page.approved_on
        )


def _unwithdrawn(before: PublicContent, after: PublicContent) -> Iterator[PublicChange]:
    shown = {row_of(address): address for address in (*after.pages, *after.redirects)} if before.withdrawn else {}
    for key, withdrawal in sorted(before.withdrawn.items()):
        lost = [name for name in withdrawal.names if name not in after.gone]
        if lost:
            address = withdrawal.address or next((shown[name] for name in lost if name in shown), "")
            back = next((shown[name] for name in lost if name in shown), address.partition("#")[0])
            yield PublicChange(
                ChangeKind.UNWITHDRAWN,
                address,
                withdrawal.day,
                back if back in after.pages else "",
                withdrawal.day,
                key,
            )


def _stayed(before: PublicContent, after: PublicContent) -> Iterator[PublicChange]:
    for address, page in sorted(before.pages.items()):
        now = after.pages.get(address)
        if now is None:
            continue
        if page.sample and not now.sample:
            yield PublicChange(ChangeKind.MADE_REAL, address, page.title, now.title)
        elif now.sample and not page.sample:
            yield PublicChange(ChangeKind.MADE_SAMPLE, address, page.title, now.title, page.approved_on)
        if page.told != now.told and not page.sample:
            lost = ChangeKind.HELD if address in after.held else ChangeKind.UNTOLD
            kind = lost if page.told else ChangeKind.TOLD
            yield PublicChange(kind, address, page.title, now.title, page.approved_on)
        if not page.sample and (page.approved_by, page.approved_on) != (now.approved_by, now.approved_on):
            yield PublicChange(ChangeKind.APPROVAL, address, _approval(page), _approval(now))


def _approval(page: PublicPage) -> str:
    return ", ".join(part for part in (page.approved_by, page.approved_on) if part)


def _new(before: PublicContent, after: PublicContent, moved: frozenset[str]) -> Iterator[PublicChange]:
    back = {row_of(a) for a in after.pages} & (before.gone - after.gone) if before.withdrawn else set()
    for address, page in sorted(after.pages.items()):
        known = address in before.pages or address in before.held or address in moved
        if not known and address.startswith(_ENTRIES) and not page.sample and row_of(address) not in back:
            waited = before.waiting.get(address, "duyet" if address in before.noticed else "")
            kind = (
                ChangeKind.MADE_REAL if waited == "minh_hoa" else ChangeKind.PUBLISHED if waited else ChangeKind.ADDED
            )
            yield PublicChange(kind, address, "", page.title)


def _figures(before: PublicContent, after: PublicContent) -> Iterator[PublicChange]:
    for row, units in sorted(before.figures.items()):
        now = after.figures.get(row, {})
        for unit in sorted({*units, *now}):
            old, new = units.get(unit, {}), now.get(unit, {})
            cells = tuple(
                (c, old.get(c, ""), new.get(c, "")) for c in dict.fromkeys((*old, *new)) if old.get(c) != new.get(c)
            )
            if cells:
                page = after.pages.get(f"don-vi/{unit}") or before.pages.get(f"don-vi/{unit}") or PublicPage(unit)
                yield PublicChange(ChangeKind.FIGURES, f"don-vi/{unit}", page.title, row=row, cells=cells)
