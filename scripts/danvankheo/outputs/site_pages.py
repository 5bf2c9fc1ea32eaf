"""Every page and file of the site but the entries' own pages. A new kind of page is named here, in ``PAGES``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from danvankheo.base.artifact import Artifact
from danvankheo.outputs import downloads, photo_files, public, withdrawal_ledger
from danvankheo.outputs.context import Context, PageArtifact
from danvankheo.outputs.feeds import calendar, news, sitemap
from danvankheo.outputs.pages import (
    consent_form,
    coverage,
    editor,
    fields,
    gallery,
    hand_written,
    home,
    indicators,
    mending,
    not_found,
    redirects,
    search,
    sharing,
    story,
    submission_form,
    types,
    unit,
    units,
    withdrawn,
    year,
    years,
)
from danvankheo.outputs.sharing import images

# Each module has ``artifacts(context)``, which yields its pages or files; they are made in this order. ``ADDRESSES`` are the
# patterns of the addresses that no record stands for: links in stories may lead there.
PAGES = (
    home, gallery, fields, types, indicators, coverage, units, unit, years, year, hand_written, not_found, redirects,
    withdrawn, mending, submission_form, consent_form, editor, sharing, search,
)  # fmt: skip
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


def is_page(address: str) -> bool:
    """Tell whether the site may have a page or file at an address (``nam/2023/``) that no record stands for.

    Whether one is really there, the audit of the built site tells.
    """
    return any(re.fullmatch(pattern, address) for pattern in addresses())


def addresses() -> Iterator[str]:
    """Yield the patterns of the addresses that no record stands for."""
    for module in (*PAGES, *FILES, sitemap):
        yield from getattr(module, "ADDRESSES", ())
