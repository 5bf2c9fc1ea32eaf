"""A pull request compared with the branch it goes into: what changes for visitors, and what nobody may do silently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from danvankheo.base import change_messages
from danvankheo.base.problems import Problem
from danvankheo.base.public_changes import Permission, PublicChange, compare
from danvankheo.base.public_content import SECTION_OF, PublicContent
from danvankheo.checking import CheckResult
from danvankheo.editing import renames
from danvankheo.outputs.public import public_of
from danvankheo.records.permissions import read_permissions
from danvankheo.records.places import line_of
from danvankheo.records.record import WaitingFor


@dataclass(frozen=True, slots=True)
class PublicState:
    """What was public, and allowed, before."""

    public: PublicContent
    permissions: Sequence[Permission]


def public_state(checked: CheckResult, repo: Path, day: date) -> PublicState:
    """Return what is public of a checked repository, with its permissions."""
    waiting = {
        address: "nhap" if held is WaitingFor.AUTHOR else "duyet"
        for path, held in checked.waiting_for.items() if (address := address_of(path))
    }  # fmt: skip
    registry = checked.registry
    held = {address for path in checked.wrong if (address := address_of(path)) and (repo / path).is_file()}
    return PublicState(
        public_of(registry, day, waiting, frozenset({*held, *registry.mending})), read_permissions(repo)[0]
    )


def address_of(path: str) -> str:
    """Return the address of a file's page; "" for a file that has none."""
    folder, _, name = path.rpartition("/")
    return f"{SECTION_OF[folder]}/{name.removesuffix('.md')}" if folder in SECTION_OF and name.endswith(".md") else ""


def problems(
    before: PublicState, after: PublicState, repo: Path, renamed: dict[str, str], today: date
) -> list[Problem]:
    """Return what changes as people are told of it: refused, allowed by somebody's word, or to be known."""
    day = today.isoformat()
    left, given = change_messages.split(compare(before.public, after.public, renamed), after.permissions, day)
    old = {_said(permission) for permission in before.permissions}
    allowed = [change_messages.allowed(change, by, fresh=_said(by) not in old) for change, by in given]
    return [*_told(left, repo, day), *allowed]


def _told(changes: Sequence[PublicChange], repo: Path, day: str) -> list[Problem]:
    places = line_of(repo)
    return [change_messages.problem(change, places, day) for change in changes]


def _said(permission: Permission) -> tuple[str, ...]:
    return permission.address, permission.what, permission.day, permission.by, permission.reason


def renamed(source: Path) -> dict[str, str]:
    """Return the entries that a merge knows under another name than the branch: former address with the present one."""
    return {address_of(old): address_of(new) for old, new in renames.renamed(source, "HEAD^1", "HEAD").items()}
