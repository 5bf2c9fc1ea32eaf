"""One module an output family; each yields artifacts. ``Site`` is everything together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from danvankheo.base.artifact import Artifact
from danvankheo.base.settings import Settings
from danvankheo.figures import Figures
from danvankheo.media.photo_rules import Memory
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
    search,
    sending,
    share,
    share_kit,
    sharing,
    stories,
    units,
    years,
)
from danvankheo.outputs.cards import Cards, cards
from danvankheo.outputs.context import Context, PageArtifact, publisher_html
from danvankheo.pages.frame import Frames
from danvankheo.pages.templates import Templates
from danvankheo.records.registry import Registry


@dataclass(frozen=True)
class Site:
    """Everything the site consists of."""

    context: Context
    deck: Cards

    @classmethod
    def of(
        cls, registry: Registry, figures: Figures, frames: Frames, settings: Settings, as_of: date, memory: Memory
    ) -> Site:
        """Return the site of a registry; nothing is drawn before the writer asks."""
        bound = frames.bind({"publisher": publisher_html(registry.movement.data)})
        templates = Templates(settings.repo / "theme" / "pages", settings.cache_dir / "templates")
        deck = cards(registry, memory)
        shares = share.cards(registry, figures, deck, settings, memory) if settings.cards else {}
        return cls(Context(registry, figures, bound, templates, settings, as_of, memory, shares), deck)

    def prepare(self) -> None:
        """Work out what many pages need, before other processes begin as copies of this one."""
        self.context.templates.prepare([*self.deck.models.values(), *self.deck.exemplars.values()])

    def artifacts(self) -> Iterator[Artifact]:
        """Yield everything the site consists of; what lists its pages comes after them."""
        listed: list[PageArtifact] = []
        for artifact in self._made():
            if isinstance(artifact, PageArtifact) and artifact.indexed:
                listed.append(artifact)
            yield artifact
        yield from feeds.sitemap(listed, self.context.settings.site_url)

    def shared(self) -> list[stories.Told]:
        """Return the entries that can be shared."""
        return [entry for entry in stories.told(self.context, self.deck) if entry.path in self.context.shares]

    def kit(self, entry: stories.Told) -> share_kit.Kit:
        """Return what is needed to post an entry, without building the site."""
        return sharing.kit_of(self.context, entry, self.context.shares[entry.path])

    def _made(self) -> Iterator[Artifact]:
        """Yield every page and picture made from the registry."""
        context, deck, registry = self.context, self.deck, self.context.registry
        index = search.begin(context)
        yield from home.artifacts(context, deck)
        yield from stories.artifacts(context, stories.told(context, deck))
        yield from galleries.artifacts(context, deck)
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
        yield from sharing.artifacts(context, stories.told(context, deck)) if context.shares else ()
        yield from search.artifacts(context, index)
        yield from photos.artifacts(registry, context.memory)
        yield from share.artifacts(context.shares, registry) if context.shares else ()
