"""The one gate between the sources and a public site: whoever publishes, checks or merges asks here.

``judge`` checks the sources, builds what is right exactly as it would be published, has the audit look at that, and tells
every finding at the source that made it. Nothing leaves the machine.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from danvankheo import build, checking, plugin, theme_frames
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.file_lock import locked
from danvankheo.base.problems import Problem, Severity
from danvankheo.checking import CheckResult
from danvankheo.gate import source_tracing
from danvankheo.gate.contact import unreachable
from danvankheo.held_back import HeldBackEntry, PublishedState
from danvankheo.publishing import kept_share_images, prepare, revision, targets
from danvankheo.publishing.audit import audit
from danvankheo.publishing.current_release import NO_RELEASE, CurrentRelease
from danvankheo.publishing.targets import PublishTarget
from danvankheo.records.earlier import mark_of

CONFIG = "mkdocs.yml"
# Where entries lie: one of them can be held back, and the rest be published.
_ENTRIES = ("models/", "exemplars/")
_PATIENCE = 600  # seconds
# An entry is held back at its version shown, then altogether; what it is mentioned in may follow.
_ROUNDS = 4


@dataclass(frozen=True)
class GateResult:
    """What the gate found.

    site:    the folder as it would be published, not packed yet; None when nothing could be built.
    as_of:   the day of its figures.
    checked: the check of the sources, with what was found in the built site told at its source.
    held_back: the entries of which the site shows something else than their files say.
    found:   what keeps the built site from being published, told so.
    """

    site: Path | None
    as_of: date | None
    checked: CheckResult
    held_back: list[HeldBackEntry] = field(default_factory=list)
    found: list[Problem] = field(default_factory=list)

    @cached_property
    def errors(self) -> list[Problem]:
        """All that is wrong with the sources."""
        return [problem for problem in self.checked.problems if problem.severity is Severity.ERROR]

    @cached_property
    def refused(self) -> frozenset[str]:
        """The paths of the entries that cannot be published as they are (``models/ten-bai.md``)."""
        return frozenset(path for path in self.checked.wrong if path.startswith(_ENTRIES))


def target(repo: Path, name: str | None = None) -> PublishTarget:
    """Return the target of a name, None: the real site. Raises DanVanKheoError when there is none of that name."""
    address = plugin.configured(repo / CONFIG)[0]
    if name is None and not (repo / targets.FILE).exists():
        return targets.production_target({}, address)
    known = targets.read(repo / targets.FILE, address)
    return targets.target_named(known, name) if name is not None else targets.production_target(known, address)


@contextmanager
def alone(repo: Path, target: PublishTarget) -> Iterator[None]:
    """Hold the folder in which a target's site is built and judged until the block ends: two runs would mix their files."""
    work = _work(repo, target)
    work.mkdir(parents=True, exist_ok=True)
    busy = DanVanKheoError(f"Một lượt khác đang dựng bản để đăng lên “{target.name}”. Chờ lượt ấy xong rồi chạy lại.")
    with locked(work / "lock", _PATIENCE, busy):
        yield


def _work(repo: Path, target: PublishTarget) -> Path:
    return repo / ".cache" / "publish" / target.name


def judge(
    repo: Path,
    target: PublishTarget,
    *,
    as_of: date | None = None,
    commit: str = "",
    published: PublishedState | None = None,
    cards_at: str | None = None,
    restored: Collection[str] = (),
) -> GateResult:
    """Judge what would be published at a target; whoever uses the built site holds ``alone``.

    as_of: the day of the figures, None: today; commit: the version the site is told to be of; published: what the site
    published now, and is held back; cards_at: the address of the site shown now, whose share images are kept; restored:
    withdrawn pages and photos that people let back by name.
    """
    judged = _built(repo, target, as_of, commit, published, (cards_at, restored))
    if not target.production:
        return judged
    lacking = unreachable(repo, judged.checked.repository.movement.data)
    checked = replace(judged.checked, problems=[*judged.checked.problems, *lacking])
    return replace(judged, checked=checked, found=[*judged.found, *lacking])


def _built(
    repo: Path,
    target: PublishTarget,
    as_of: date | None,
    commit: str,
    published: PublishedState | None,
    before: tuple[str | None, Collection[str]],
) -> GateResult:
    """Check the sources, build what is right and what stands in for the rest, and have it audited."""
    work = _work(repo, target)
    url = target.address or None
    drawn = theme_frames.draw(repo / CONFIG, site_dir=work / "built", site_url=url, as_of=as_of, samples=target.samples)
    if target.former_addresses:
        drawn = replace(drawn, settings=replace(drawn.settings, first_url=target.former_addresses[0]))
    try:
        built = build.build(theme_frames.dated(drawn), published=published)
    except build.BuildRefused as refused:
        checked = checking.check(repo, samples=target.samples)
        return GateResult(None, None, replace(checked, problems=refused.problems), [], refused.problems)
    site = work / "site"
    held = {mark_of(each.right_path): each.commit for each in built.checked.held_back if each.commit}
    prepare.make_release(work / "built", site, commit=commit, as_of=built.as_of.isoformat(), held=held)
    kept_share_images.keep(site, *before)
    found = audit(site, repo=repo, production=target.production, replacements=built.checked.registry.files).problems
    traced = source_tracing.trace(found, repo, site, built.written.sources) if found else []
    told = replace(built.checked, problems=[*built.checked.problems, *traced])
    wrong = [problem for problem in traced if problem.severity is Severity.ERROR]
    return GateResult(site, built.as_of, told, built.checked.held_back, wrong)


def admit(
    repo: Path,
    target: PublishTarget,
    *,
    shown: CurrentRelease = NO_RELEASE,
    as_of: date | None = None,
    commit: str = "",
    cards_at: str | None = None,
    restored: Collection[str] = (),
) -> GateResult:
    """Judge what would be published, and hold back what may not be, until the rest may: then nothing is ``found``.

    shown: the release shown; the others: see ``judge``.
    """
    kept = shown.version.get(revision.HELD)
    commit_shown = str(shown.version.get(revision.REVISION, ""))
    published = PublishedState(commit_shown, _words(kept) if isinstance(kept, dict) else {}, shown.public.known)
    for _ in range(_ROUNDS):
        judged = judge(
            repo, target, as_of=as_of, commit=commit, published=published, cards_at=cards_at, restored=restored
        )  # fmt: skip
        told = {problem.path: problem for problem in reversed(judged.found) if problem.path.startswith(_ENTRIES)}
        new = {path: problem for path, problem in told.items() if path not in published.dropped}
        if not new:
            break
        again = new.keys() & {each.path for each in judged.held_back}
        published = replace(published, refused={**new, **published.refused}, dropped=published.dropped | again)
    return judged


def _words(tree: Mapping[Any, Any]) -> dict[str, str]:
    """Return what of a tree that came from elsewhere is text."""
    return {name: value for name, value in tree.items() if isinstance(name, str) and isinstance(value, str)}
