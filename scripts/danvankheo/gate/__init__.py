"""The one gate between the sources and a public site: whoever publishes, checks or merges asks here.

``judge`` checks the sources, builds what is right exactly as it would be published, has the audit look at that, and tells
every finding at the source that made it. Nothing leaves the machine.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from danvankheo import checking, drawing, pipeline, plugin
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.locks import held
from danvankheo.base.problems import Problem, Severity
from danvankheo.base.settings import last_day
from danvankheo.checking import Checked
from danvankheo.gate import tracing
from danvankheo.gate.contact import unreachable
from danvankheo.publishing import kept_cards, prepare, targets
from danvankheo.publishing.audit import audit
from danvankheo.publishing.targets import Target

CONFIG = "mkdocs.yml"
# Where entries lie: one of them can be held back, and the rest be published.
_ENTRIES = ("models/", "exemplars/")
_PATIENCE = 600  # seconds


@dataclass(frozen=True)
class Judged:
    """What the gate found.

    site:    the folder as it would be published, not packed yet; None when nothing could be built.
    as_of:   the day of its figures.
    checked: the check of the sources, with what was found in the built site told at its source.
    """

    site: Path | None
    as_of: date | None
    checked: Checked

    @cached_property
    def errors(self) -> list[Problem]:
        """The problems that keep the site from being published."""
        return [problem for problem in self.checked.problems if problem.severity is Severity.ERROR]

    @cached_property
    def refused(self) -> frozenset[str]:
        """The paths of the entries that cannot be published as they are (``models/ten-bai.md``)."""
        return frozenset(path for path in self.checked.wrong if path.startswith(_ENTRIES))


def target(repo: Path, name: str | None = None) -> Target:
    """Return the target of a name, None: the real site. Raises DanVanKheoError when there is none of that name."""
    address = plugin.configured(repo / CONFIG)[0]
    if name is None and not (repo / targets.FILE).exists():
        return targets.real({}, address)
    known = targets.read(repo / targets.FILE, address)
    return targets.named(known, name) if name is not None else targets.real(known, address)


@contextmanager
def alone(repo: Path, target: Target) -> Iterator[None]:
    """Hold the folder in which a target's site is built and judged until the block ends: two runs would mix their files."""
    work = _work(repo, target)
    work.mkdir(parents=True, exist_ok=True)
    busy = DanVanKheoError(f"Một lượt khác đang dựng bản để đăng lên “{target.name}”. Chờ lượt ấy xong rồi chạy lại.")
    with held(work / "lock", _PATIENCE, busy):
        yield


def _work(repo: Path, target: Target) -> Path:
    return repo / ".cache" / "publish" / target.name


def judge(
    repo: Path,
    target: Target,
    *,
    as_of: date | None = None,
    commit: str = "",
    without: Collection[str] = (),
    cards_at: str | None = None,
    restored: Collection[str] = (),
) -> Judged:
    """Judge what would be published at a target; whoever uses the built site holds ``alone``.

    as_of: the day of the figures, None: today; commit: the version the site is told to be of; without: the paths of entries
    to be left out; cards_at: the address of the site shown now, whose share images are kept; restored: withdrawn pages and
    photos that people let back by name.
    """
    judged = _built(repo, target, as_of, commit, without, (cards_at, restored))
    if not target.production:
        return judged
    lacking = unreachable(repo, judged.checked.reading.registry.movement.data)
    return replace(judged, checked=replace(judged.checked, problems=[*judged.checked.problems, *lacking]))


def _built(
    repo: Path,
    target: Target,
    as_of: date | None,
    commit: str,
    without: Collection[str],
    before: tuple[str | None, Collection[str]],
) -> Judged:
    """Check the sources, build what is right, and have it audited."""
    checked = checking.check(repo, samples=target.samples, today=last_day(as_of, os.environ))
    if any(not path.startswith(_ENTRIES) for path in checked.wrong):
        return Judged(None, None, checked)  # units, fields and pages are part of every page
    work = _work(repo, target)
    url = target.address or None
    drawn = drawing.draw(repo / CONFIG, site_dir=work / "built", site_url=url, as_of=as_of, samples=target.samples)
    if target.before:
        drawn = replace(drawn, settings=replace(drawn.settings, first_url=target.before[0]))
    try:
        built = pipeline.build(drawing.dated(drawn), strict=False, without=without)
    except pipeline.Refused as refused:
        return Judged(None, None, replace(checked, problems=refused.problems))
    site = work / "site"
    prepare.ready(work / "built", site, commit=commit, as_of=built.as_of.isoformat())
    kept_cards.keep(site, *before)
    found = audit(site, repo=repo, production=target.production).problems
    traced = tracing.trace(found, repo, site, built.written.sources) if found else []
    return Judged(site, built.as_of, replace(built.checked, problems=[*built.checked.problems, *traced]))
