"""The release that a target shows now, and the changes for visitors when a new site replaces it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from danvankheo.base import change_messages
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.problems import Problem
from danvankheo.base.public_changes import ChangeKind, Permission, PublicChange, compare
from danvankheo.base.public_content import FILE, PublicContent, PublicPage, from_tree
from danvankheo.base.source_paths import SOURCES

_PAGE = re.compile(rf"((?:{'|'.join(SOURCES)})/[a-z0-9-]+)/(?:index\.html)?")


@dataclass(frozen=True, slots=True)
class CurrentRelease:
    """The release that a target shows. version: its ``phien-ban.json``, {} without a release; public: its public content.

    whole: False for a release by an earlier version of the program: only the addresses of its pages are known.
    """

    version: Mapping[str, Any]
    public: PublicContent
    whole: bool = True


NO_RELEASE = CurrentRelease({}, PublicContent({}))


def parse_release(version: Mapping[str, Any], tree: Any, paths: Iterable[str], where: str) -> CurrentRelease:
    """Return a release. tree: its ``cong-khai.json``, None when it has none; paths: of its pages, for that case.

    Raises DanVanKheoError when the tree has the wrong form: then the changes for visitors are unknown.
    """
    if tree is None:
        pages = {found[1]: PublicPage() for path in paths if (found := _PAGE.fullmatch(path))}
        return CurrentRelease(version, PublicContent(pages), whole=False)
    try:
        return CurrentRelease(version, from_tree(tree))
    except ValueError:
        raise DanVanKheoError(
            f"Không đọc được {FILE} của bản đang đăng ở {where}; không rõ những gì đang công khai, nên chưa đăng."
        ) from None


def changes(before: CurrentRelease, site: Path, samples: Iterable[str] = ()) -> list[PublicChange]:
    """Return the changes for visitors when a built site replaces the release.

    samples: addresses of entries that were samples in the release's commit.
    """
    after = from_tree(json.loads((site / FILE).read_text("utf-8")))
    missing = [each for each in before.public.known if each not in after.pages or not after.pages[each].told]
    notices = frozenset(address for address in missing if (site / address / "index.html").is_file())
    after = replace(after, held=notices)
    known = replace(before.public, waiting=dict.fromkeys(samples, "minh_hoa"))
    if before.whole:
        return compare(known, after)
    lost = {address: page for address, page in known.pages.items() if address in missing and address not in notices}
    return [
        change for change in compare(PublicContent(lost), after) if change.kind in (ChangeKind.GONE, ChangeKind.DEAD)
    ]


def sort_out(
    found: Sequence[PublicChange], permissions: Sequence[Permission], place_of: change_messages.PlaceOf, today: str
) -> tuple[list[Problem], list[Problem]]:
    """Return the changes that stop the publication, and those that are only reported: free ones and permitted ones."""
    left, permitted = change_messages.split(found, permissions, today)
    refused = [change_messages.problem(change, place_of, today) for change in left if change.kind.refused]
    allowed = [change_messages.allowed(change, by, fresh=False) for change, by in permitted]
    free = [change_messages.problem(change, place_of, today) for change in left if not change.kind.refused]
    return refused, [*allowed, *free]
