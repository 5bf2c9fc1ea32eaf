"""One module an output family; each yields artifacts. ``artifacts`` is everything the site consists of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from danvankheo.base.artifact import Artifact
from danvankheo.base.settings import Settings
from danvankheo.figures import Figures
from danvankheo.media.photo_rules import Memory
from danvankheo.outputs import (
    feeds,
    galleries,
    hand_written,
    home,
    indicators,
    papers,
    photos,
    search,
    sending,
    share,
    sharing,
    stories,
    units,
    years,
)
from danvankheo.outputs.cards import cards
from danvankheo.outputs.context import Context, PageArtifact, publisher_html
from danvankheo.pages.frame import Frames
from danvankheo.pages.templates import Templates
from danvankheo.records.registry import Registry

# From here on pages are made by several processes, which are to find the templates compiled.
_MANY = 300


def artifacts(
    registry: Registry, figures: Figures, frames: Frames, settings: Settings, as_of: date, memory: Memory
) -> Iterator[Artifact]:
    """Yield everything the site consists of; what lists its pages comes after them."""
    listed: list[PageArtifact] = []
    for artifact in _made(registry, figures, frames, settings, as_of, memory):
        if isinstance(artifact, PageArtifact) and artifact.indexed:
            listed.append(artifact)
        yield artifact
    yield from feeds.sitemap(listed, settings.site_url)


def _made(
    registry: Registry, figures: Figures, frames: Frames, settings: Settings, as_of: date, memory: Memory
) -> Iterator[Artifact]:
    """Yield every page and picture made from the registry; nothing is drawn before the writer asks."""
    bound = frames.bind({"publisher": publisher_html(registry.movement.data)})
    templates = Templates(settings.repo / "theme" / "pages", settings.cache_dir / "templates")
    deck = cards(registry, memory)
    if len(registry.models) > _MANY:
        templates.prepare([*deck.models.values(), *deck.exemplars.values()])
    shares = share.cards(registry, figures, deck, settings, memory) if settings.cards else {}
    context = Context(registry, figures, bound, templates, settings, as_of, memory, shares)
    yield from home.artifacts(context, deck)
    yield from stories.artifacts(context, deck)
    yield from galleries.artifacts(context, deck)
    yield from indicators.artifacts(context)
    yield from units.artifacts(context)
    yield from years.artifacts(context)
    yield from feeds.artifacts(context)
    yield from hand_written.artifacts(context)
    yield from sending.artifacts(context)
    yield from papers.artifacts(context)
    yield from sharing.artifacts(context, deck)
    yield from search.artifacts(context)
    yield from photos.artifacts(registry, memory)
    yield from share.artifacts(shares, registry.withdrawn) if shares else ()
