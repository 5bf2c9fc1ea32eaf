"""Every page and file of the site but the entries' own pages.

Each module in ``pages/`` makes one kind of page; modules are found by their folder, not by a list.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from danvankheo.base.artifact import Artifact
from danvankheo.outputs import downloads, pages, photo_files, public, withdrawal_ledger
from danvankheo.outputs.context import Context, PageArtifact
from danvankheo.outputs.feeds import calendar, news, sitemap
from danvankheo.outputs.pages import story
from danvankheo.outputs.sharing import images

# Every module of ``pages/`` has ``artifacts(context)``, which yields its pages; stories are drawn in groups (``Site``).
PAGES = tuple(
    import_module(f"{pages.__name__}.{module.name}")
    for module in iter_modules(pages.__path__)
    if module.name != "story"
)
FILES = (downloads, news, calendar, public, photo_files, withdrawal_ledger, images)


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield them all; the sitemap comes last, because it lists the pages before it."""
    entries = story.entry_pages(context, story.entries_with_page(context.registry))
    listed = list(story.sitemap_entries(entries))
    for module in (*PAGES, *FILES):
        for artifact in module.artifacts(context):
            if isinstance(artifact, PageArtifact) and artifact.sitemap_entry:
                listed.append(artifact.sitemap_entry)
            yield artifact
    yield from sitemap.artifacts(listed, context.settings.site_url)
