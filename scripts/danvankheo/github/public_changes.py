"""Compare a pull request with its target branch: what changes for visitors, and which changes need permission."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from danvankheo.base import change_messages
from danvankheo.base.problems import Problem
from danvankheo.base.public_changes import Permission, PublicChange, compare
from danvankheo.base.public_content import PublicContent
from danvankheo.base.source_paths import address_of
from danvankheo.checking import CheckResult
from danvankheo.editing import renames
from danvankheo.outputs.public import public_of
from danvankheo.records.permissions import read_permissions
from danvankheo.records.places import place_of
from danvankheo.records.record import WaitingFor


@dataclass(frozen=True, slots=True)
class PublicState:
    """What is public in a checkout, and the permissions it holds."""

    public: PublicContent
    permissions: Sequence[Permission]


def public_state(checked: CheckResult, repo: Path, day: date) -> PublicState:
    """Return the public state of a checked repository."""
    waiting = {
        address: "nhap" if waiting_for is WaitingFor.AUTHOR else "duyet"
        for path, waiting_for in checked.waiting_for.items() if (address := address_of(path))
    }  # fmt: skip
    registry = checked.registry
    held = {address for path in checked.wrong if (address := address_of(path)) and (repo / path).is_file()}
    return PublicState(
        public_of(registry, day, waiting, frozenset({*held, *registry.mending})), read_permissions(repo)[0]
    )


def problems(
    before: PublicState, after: PublicState, repo: Path, renamed: dict[str, str], today: date
) -> list[Problem]:
    """Return the changes as problems: refused, allowed by a permission, or for information.

    renamed: former address with the present one.
    """
    day = today.isoformat()
    left, given = change_messages.split(compare(before.public, after.public, renamed), after.permissions, day)
    old = {_key(permission) for permission in before.permissions}
    allowed = [change_messages.allowed(change, by, fresh=_key(by) not in old) for change, by in given]
    return [*_problems(left, repo, day), *allowed]


def _problems(changes: Sequence[PublicChange], repo: Path, day: str) -> list[Problem]:
    places = place_of(repo)
    return [change_messages.problem(change, places, day) for change in changes]


def _key(permission: Permission) -> tuple[str, ...]:
    return permission.address, permission.what, permission.day, permission.by, permission.reason


def renamed(source: Path) -> dict[str, str]:
    """Return the entries a merge renames: former address with the present one."""
    return {address_of(old): address_of(new) for old, new in renames.renamed(source, "HEAD^1", "HEAD").items()}
