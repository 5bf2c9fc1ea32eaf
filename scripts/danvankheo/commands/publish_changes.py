"""For ``dvk publish``: print what a publication changes for visitors; refuse changes without permission."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from danvankheo.base.errors import DanVanKheoError

if TYPE_CHECKING:
    from danvankheo.base.problems import Problem
    from danvankheo.publishing.current_release import CurrentRelease

_MOST = 50


def release_comparison(
    repo: Path, site: Path, commit: str, as_of: str, rewritten: str = ""
) -> Callable[[CurrentRelease], None]:
    """Return a function that compares ``site`` with the current release and prints what changes for visitors.

    It raises DanVanKheoError for an older version, and for changes that need a permission and have none.
    """
    from danvankheo.base.settings import today
    from danvankheo.publishing import current_release, revision
    from danvankheo.records.permissions import read_permissions
    from danvankheo.records.places import place_of

    day = today(os.environ).isoformat()

    def compare(before: CurrentRelease) -> None:
        revision.refuse_older(repo, commit, as_of, before.version, rewritten)
        samples = revision.samples_in(repo, str(before.version.get(revision.REVISION, "")))
        found = current_release.changes(before, site, samples) if before.version or before.public.pages else []
        refused, notes = current_release.sort_out(found, read_permissions(repo)[0], place_of(repo), day)
        if notes:
            print(f"So với bản đang đăng, người xem sẽ thấy khác:\n{_listed(notes)}")
        if refused:
            raise DanVanKheoError(
                f"{_listed(refused)}\nChưa đăng: {len(refused)} thay đổi như trên cần sửa lại, hoặc cần lời cho phép; "
                "bản đang đăng không đổi."
            )

    return compare


def restored(repo: Path) -> list[str]:
    """Return the paths of withdrawn pages and photos that a permission restores."""
    from danvankheo import checking
    from danvankheo.cache import Cache
    from danvankheo.outputs.public import served
    from danvankheo.records.permissions import read_permissions

    wanted = [each.address for each in read_permissions(repo)[0] if each.what == "hien-lai"]
    if not wanted:
        return []
    registry, memory = checking.check(repo).registry, Cache(repo / ".cache" / "store")
    return sorted({name for address in wanted for name in served(registry, address, memory)})


def _listed(problems: Sequence[Problem]) -> str:
    from danvankheo.base.problems import to_text

    more = f"\n… và {len(problems) - _MOST} thay đổi nữa" if len(problems) > _MOST else ""
    return to_text(list(problems[:_MOST])).rstrip("\n") + more
