"""Every page and file that shows no entry's story, in the order they are made."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from danvankheo.base.artifact import Artifact
from danvankheo.outputs import downloads, photos, public
from danvankheo.outputs.context import Context, PageArtifact
from danvankheo.outputs.feeds import calendar, news
from danvankheo.outputs.pages import (
    consent_form,
    coverage,
    editor,
    galleries,
    hand_written,
    home,
    indicators,
    story,
    submission_form,
    units,
    years,
)
from danvankheo.outputs.pages.entry_cards import Cards
from danvankheo.outputs.search import page as search_page
from danvankheo.outputs.sharing import images
from danvankheo.outputs.sharing import pages as sharing_pages


def artifacts(context: Context, cards: Cards, told: Callable[[], Iterator[story.Told]]) -> Iterator[Artifact]:
    """Yield them all; what lists the site's pages comes last. told: gives the entries that have a page."""
    listed = list(story.listed(told()))
    for artifact in _pages(context, cards, told):
        if isinstance(artifact, PageArtifact) and artifact.listed:
            listed.append(artifact.listed)
        yield artifact
    yield from news.sitemap(listed, context.settings.site_url)


def _pages(context: Context, cards: Cards, told: Callable[[], Iterator[story.Told]]) -> Iterator[Artifact]:
    yield from home.artifacts(context, cards)
    yield from galleries.artifacts(context, cards)
    yield from indicators.artifacts(context)
    yield from coverage.artifacts(context)
    yield from units.artifacts(context)
    yield from years.artifacts(context)
    yield from downloads.artifacts(context)
    yield from news.artifacts(context)
    yield from calendar.artifacts(context)
    yield from hand_written.artifacts(context)
    yield from submission_form.artifacts(context)
    yield from consent_form.artifacts(context)
    yield from editor.artifacts(context)
    yield from sharing_pages.artifacts(context, told()) if context.shares else ()
    yield search_page.page(context)
    yield public.artifact(context)
    yield from photos.artifacts(context.registry, context.memory)
    yield images.ledger_of(context.registry, context.memory)
    yield from images.artifacts(context.shares) if context.shares else ()
