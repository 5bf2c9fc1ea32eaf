"""What a target shows now, compared with the site that is to take its place: what nobody may lose or bring back silently."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from danvankheo.base import change_words
from danvankheo.base.comparison import Change, ChangeKind, Permission, compare
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.problems import Problem
from danvankheo.base.public import FILE, SOURCES, Public, PublicPage, from_tree

_PAGE = re.compile(rf"((?:{'|'.join(SOURCES)})/[a-z0-9-]+)/(?:index\.html)?")


@dataclass(frozen=True, slots=True)
class ShownRelease:
    """What a target shows. version: of the release, {} when there is none; public: what is public of it.

    whole: whether the release tells that itself; one made by an earlier version of the program names its pages alone.
    """

    version: Mapping[str, Any]
    public: Public
    whole: bool = True


NOTHING = ShownRelease({}, Public({}))


def shown(version: Mapping[str, Any], tree: Any, paths: Iterable[str], where: str) -> ShownRelease:
    """Return what a release shows. tree: its own word, None when it has none; paths: of its pages, for that case.

    Raises DanVanKheoError when its word cannot be read: then nobody knows what would be lost.
    """
    if tree is None:
        pages = {found[1]: PublicPage() for path in paths if (found := _PAGE.fullmatch(path))}
        return ShownRelease(version, Public(pages), whole=False)
    try:
        return ShownRelease(version, from_tree(tree))
    except ValueError:
        raise DanVanKheoError(
            f"Không đọc được {FILE} của bản đang đăng ở {where}; không rõ những gì đang công khai, nên chưa đăng."
        ) from None


def changes(before: ShownRelease, site: Path, samples: Iterable[str] = ()) -> list[Change]:
    """Return what changes for visitors when a site takes the place of what is shown.

    samples: addresses that were samples then, as the history tells.
    """
    after = from_tree(json.loads((site / FILE).read_text("utf-8")))
    left = [each for each in before.public.known if each not in after.pages or not after.pages[each].told]
    there = frozenset(address for address in left if (site / address / "index.html").is_file())
    after = replace(after, held=there)
    known = replace(before.public, waiting=dict.fromkeys(samples, "minh_hoa"))
    if before.whole:
        return compare(known, after)
    lost = {address: page for address, page in known.pages.items() if address in left and address not in there}
    return [change for change in compare(Public(lost), after) if change.kind in (ChangeKind.GONE, ChangeKind.DEAD)]


def judged(
    found: Sequence[Change], permissions: Sequence[Permission], line_of: change_words.LineOf, today: str
) -> tuple[list[Problem], list[Problem]]:
    """Return what is refused, and what is only told, allowed changes among it."""
    left, given = change_words.split(found, permissions, today)
    told = [change_words.problem(change, line_of, today) for change in left if not change.kind.refused]
    allowed = [change_words.allowed(change, by, fresh=False) for change, by in given]
    return [change_words.problem(change, line_of, today) for change in left if change.kind.refused], [*allowed, *told]
