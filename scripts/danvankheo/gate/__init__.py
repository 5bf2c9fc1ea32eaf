"""The gate before a public site, used by publishing, ``dvk check --publish`` and pull requests.

``evaluate`` checks the sources, builds the site as it would be published, audits it, and traces every problem of the built
site back to its source. Nothing is sent.
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
from danvankheo.records.rules.older_plan import OLDER_PLAN

CONFIG = "mkdocs.yml"
# Folders of entries; a single entry can be held back while the rest is published.
_ENTRIES = ("models/", "exemplars/", "content/tin/")
_PATIENCE = 600  # seconds
# A round holds an entry back at its published version, the next one entirely; then entries that mention it.
_ROUNDS = 4


@dataclass(frozen=True)
class GateResult:
    """The result of the gate.

    site:    the folder as it would be published, not compressed yet; None when nothing could be built.
    as_of:   the day of its figures.
    checked: the check of the sources, with the problems of the built site at their sources.
    held_back: the entries that the site shows in an earlier version or as a notice.
    found:   the errors that keep the built site from being published, at their sources.
    """

    site: Path | None
    as_of: date | None
    checked: CheckResult
    held_back: list[HeldBackEntry] = field(default_factory=list)
    found: list[Problem] = field(default_factory=list)

    @cached_property
    def errors(self) -> list[Problem]:
        """All errors."""
        return [problem for problem in self.checked.problems if problem.severity is Severity.ERROR]

    @cached_property
    def refused(self) -> frozenset[str]:
        """The paths of the entries with errors (``models/ten-bai.md``)."""
        return frozenset(path for path in self.checked.wrong if path.startswith(_ENTRIES))


def target(repo: Path, name: str | None = None) -> PublishTarget:
    """Return a target by its name; None: the real site. Raises DanVanKheoError for an unknown name."""
    address = plugin.configured(repo / CONFIG)[0]
    if name is None and not (repo / targets.FILE).exists():
        return targets.production_target({}, address)
    known = targets.read(repo / targets.FILE, address)
    return targets.target_named(known, name) if name is not None else targets.production_target(known, address)


@contextmanager
def locked_target(repo: Path, target: PublishTarget) -> Iterator[None]:
    """Hold the lock of the folder in which a target's site is built, so that two runs do not mix their files."""
    work = _work(repo, target)
    work.mkdir(parents=True, exist_ok=True)
    busy = DanVanKheoError(f"Một lượt khác đang dựng bản để đăng lên “{target.name}”. Chờ lượt ấy xong rồi chạy lại.")
    with locked(work / "lock", _PATIENCE, busy):
        yield


def _work(repo: Path, target: PublishTarget) -> Path:
    return repo / ".cache" / "publish" / target.name


def evaluate(
    repo: Path,
    target: PublishTarget,
    *,
    as_of: date | None = None,
    commit: str = "",
    published: PublishedState | None = None,
    cards_at: str | None = None,
    restored: Collection[str] = (),
) -> GateResult:
    """Build and check what would be published to a target. Callers that use the built site hold ``locked_target``.

    as_of: the day of the figures, None: today; commit: of the sources; published: the current release and the entries to
    hold back; cards_at: the address whose share images are kept; restored: withdrawn pages and photos that a permission
    allows.
    """
    result = _built(repo, target, as_of, commit, published, (cards_at, restored))
    if not target.production:
        return result
    told = result.checked.problems
    refused = unreachable(repo, result.checked.repository.movement.data)
    # The check only warns of a file from before targets had measures; published, all its results would go without a word.
    refused += [replace(each, severity=Severity.ERROR) for each in told if each.code == OLDER_PLAN]
    checked = replace(result.checked, problems=[*(each for each in told if each.code != OLDER_PLAN), *refused])
    return replace(result, checked=checked, found=[*result.found, *refused])


def _built(
    repo: Path,
    target: PublishTarget,
    as_of: date | None,
    commit: str,
    published: PublishedState | None,
    before: tuple[str | None, Collection[str]],
) -> GateResult:
    """Check the sources, build the site with entries held back, and audit it."""
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
    held = {mark_of(each.usual_path): each.commit for each in built.checked.held_back if each.commit}
    prepare.make_release(work / "built", site, commit=commit, as_of=built.as_of.isoformat(), held=held)
    kept_share_images.keep(site, *before)
    found = audit(site, repo=repo, production=target.production, replacements=built.checked.registry.files).problems
    traced = source_tracing.at_sources(found, repo, site, built.written.sources) if found else []
    checked = replace(built.checked, problems=[*built.checked.problems, *traced])
    errors = [problem for problem in traced if problem.severity is Severity.ERROR]
    return GateResult(site, built.as_of, checked, built.checked.held_back, errors)


def evaluate_and_hold_back(
    repo: Path,
    target: PublishTarget,
    *,
    shown: CurrentRelease = NO_RELEASE,
    as_of: date | None = None,
    commit: str = "",
    cards_at: str | None = None,
    restored: Collection[str] = (),
) -> GateResult:
    """Evaluate, and hold back entries with errors until the rest can be published: then ``found`` is empty.

    shown: the current release; other parameters: see ``evaluate``.
    """
    held = shown.version.get(revision.HELD)
    commit_shown = str(shown.version.get(revision.REVISION, ""))
    published = PublishedState(commit_shown, _texts(held) if isinstance(held, dict) else {}, shown.public.known)
    for _ in range(_ROUNDS):
        result = evaluate(
            repo, target, as_of=as_of, commit=commit, published=published, cards_at=cards_at, restored=restored
        )  # fmt: skip
        by_path = {problem.path: problem for problem in reversed(result.found) if problem.path.startswith(_ENTRIES)}
        new = {path: problem for path, problem in by_path.items() if path not in published.dropped}
        if not new:
            break
        again = new.keys() & {each.path for each in result.held_back}
        published = replace(published, refused={**new, **published.refused}, dropped=published.dropped | again)
    return result


def _texts(tree: Mapping[Any, Any]) -> dict[str, str]:
    """Return the text values of an untrusted mapping with text keys."""
    return {name: value for name, value in tree.items() if isinstance(name, str) and isinstance(value, str)}
