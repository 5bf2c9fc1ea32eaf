"""Every page and file that shows no entry's story, in the order they are made."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from danvankheo.base.artifact import Artifact
from danvankheo.outputs import (
    coverage,
    data,
    due_dates,
    editor,
    feeds,
    galleries,
    hand_written,
    home,
    indicators,
    papers,
    photos,
    public,
    search,
    sending,
    share,
    sharing,
    stories,
    units,
    years,
)
from danvankheo.outputs.cards import Cards
from danvankheo.outputs.context import Context, PageArtifact


def artifacts(context: Context, cards: Cards, told: Callable[[], Iterator[stories.Told]]) -> Iterator[Artifact]:
    """Yield them all; what lists the site's pages comes last. told: gives the entries that have a page."""
    listed = list(stories.listed(told()))
    for artifact in _pages(context, cards, told):
        if isinstance(artifact, PageArtifact) and artifact.listed:
            listed.append(artifact.listed)
        yield artifact
    yield from feeds.sitemap(listed, context.settings.site_url)


def _pages(context: Context, cards: Cards, told: Callable[[], Iterator[stories.Told]]) -> Iterator[Artifact]:
    yield from home.artifacts(context, cards)
    yield from galleries.artifacts(context, cards)
    yield from indicators.artifacts(context)
    yield from coverage.artifacts(context)
    yield from units.artifacts(context)
    yield from years.artifacts(context)
    yield from data.artifacts(context)
    yield from feeds.artifacts(context)
    yield from due_dates.artifacts(context)
    yield from hand_written.artifacts(context)
    yield from sending.artifacts(context)
    yield from papers.artifacts(context)
    yield from editor.artifacts(context)
    yield from sharing.artifacts(context, told()) if context.shares else ()
    yield search.page(context)
    yield public.artifact(context)
    yield from photos.artifacts(context.registry, context.memory)
    yield share.ledger_of(context.registry, context.memory)
    yield from share.artifacts(context.shares) if context.shares else ()
