"""The audit of a built site before it is published: it reads the built files with parsers of its own.

It imports nothing of the builder but ``base/``, so that it finds the builder's faults. A site with an error is
not published.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from danvankheo.base.problems import Problem
from danvankheo.publishing.audit.built_site import BuiltSite
from danvankheo.publishing.audit.entry_status import entry_problems
from danvankheo.publishing.audit.links import link_problems, load_problems
from danvankheo.publishing.audit.page_weight import weight_problems
from danvankheo.publishing.audit.private_data import private_data_problems
from danvankheo.publishing.audit.share_previews import preview_problems
from danvankheo.publishing.audit.sitemap_feeds import sitemap_and_feed_problems
from danvankheo.publishing.audit.source_entries import SourceTree


@dataclass(frozen=True, slots=True)
class AuditReport:
    """The result: the number of pages and of files that were read, and the problems by path and line."""

    pages: int
    files: int
    problems: tuple[Problem, ...]


def audit(
    site: Path, *, repo: Path | None = None, production: bool = False, replacements: Mapping[str, Path] | None = None
) -> AuditReport:
    """Audit a built site.

    repo: the repository whose entries say what may be shown; None: that is not checked. production: the real site, where
    no sample may stand. replacements: by path in the repository, the files that the site was built from instead.
    """
    sources = SourceTree(repo, replacements or {}) if repo else None
    built = BuiltSite(site)
    problems = [
        *built.problems,
        *link_problems(built),
        *load_problems(built),
        *preview_problems(built),
        *weight_problems(built),
        *sitemap_and_feed_problems(built),
        *private_data_problems(built, sources.own_numbers if sources else ()),
        *entry_problems(built, sources, production=production),
    ]
    problems.sort(key=lambda problem: (problem.path, problem.line, problem.code, problem.message))
    return AuditReport(len(built.pages), len(built.files), tuple(problems))
