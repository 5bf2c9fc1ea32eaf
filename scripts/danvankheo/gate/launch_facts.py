"""Collects the facts for ``dvk launch``: files of the repository, git's settings, and the targets, without network access."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from danvankheo import plugin
from danvankheo.base import git
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.submitted_files import INBOX
from danvankheo.gate.contact import movement_text
from danvankheo.gate.launch_checklist import CONFIG, IGNORED, OWNERS, LaunchFacts
from danvankheo.publishing import targets
from danvankheo.publishing.targets import PublishTarget, TargetKind
from danvankheo.records.registry import Registry

HOOKS = ".githooks"


def facts(repo: Path, registry: Registry, today: date) -> LaunchFacts:
    """Return the facts of a repository on a day."""
    config = _text(repo / CONFIG)
    address = plugin.configured(repo / CONFIG)[0]
    places, unreadable = _places(repo, address)
    units = [record.data for record in registry.units.values()]
    entries = [*registry.models.values(), *registry.exemplars.values()]
    remote = git.text(git.ask(repo, "remote", "get-url", "origin"))
    tracked = git.text(git.ask(repo, "ls-files", "--", f"{INBOX}/"))
    return LaunchFacts(
        movement=registry.movement.data,
        movement_text=movement_text(repo),
        site_url=(address, _line(config, r"site_url\s*:")),
        samples=(re.search(r"(?m)^\s+samples\s*:\s*false\b", config) is None, _line(config, r"\s+samples\s*:")),
        places=places,
        unreadable=unreadable,
        stories=sum(not record.summary.sample for record in entries),
        ended=sum(unit.until is not None and unit.until < today for unit in units),
        workflows=frozenset(_names(repo / ".github" / "workflows")),
        owners=any(line.strip() and not line.lstrip().startswith("#") for line in _text(repo / OWNERS).split("\n")),
        on_github="github.com" in remote,
        hooks=git.text(git.ask(repo, "config", "core.hooksPath")) == HOOKS,
        inbox_ignored=any(line.strip().strip("/") == INBOX for line in _text(repo / IGNORED).split("\n")),
        inbox_tracked=len(tracked.split("\n")) if tracked else 0,
        hindrances={name: hindrance for name, (target, _) in places.items() if (hindrance := _hindrance(target))},
    )


def _places(repo: Path, address: str) -> tuple[dict[str, tuple[PublishTarget, int]], str]:
    try:
        known = targets.read(repo / targets.FILE, address)
    except DanVanKheoError as error:
        return {}, str(error)
    text = _text(repo / targets.FILE)
    return {
        name: (target, _line(text, rf"\[\s*[\"']?{re.escape(name)}[\"']?\s*\]")) for name, target in known.items()
    }, ""


def _hindrance(target: PublishTarget) -> str:
    """Return what prevents publishing to a target, as far as this computer shows; "" when nothing does."""
    if target.kind is TargetKind.SERVER:
        lacking = [str(path) for path in (target.key, target.known_hosts) if path and not path.is_file()]
        return f"không có tệp {', '.join(lacking)}" if lacking else ""
    place = Path(target.place)
    existing = next(folder for folder in (place, *place.parents) if folder.exists())
    if not existing.is_dir():
        return f"“{existing}” không phải thư mục"
    return "" if os.access(existing, os.W_OK) else f"không ghi được vào “{existing}”"


def _names(folder: Path) -> Iterator[str]:
    return (entry.name for entry in folder.iterdir()) if folder.is_dir() else iter(())


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig", errors="replace")
    except OSError:
        return ""


def _line(text: str, pattern: str) -> int:
    """Return the number of the first line that begins with a pattern, from 1; 1 when there is none."""
    found = re.search(rf"(?m)^{pattern}", text)
    return text.count("\n", 0, found.start()) + 1 if found else 1
