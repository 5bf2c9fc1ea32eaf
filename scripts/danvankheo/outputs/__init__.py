"""One module an output family; each yields artifacts. ``Site`` is everything together.

What shows no story is loaded when it is listed (``storyless``): after a changed story nothing of it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING

from danvankheo import figures
from danvankheo.base.artifact import Artifact, Group, digest
from danvankheo.base.settings import Settings
from danvankheo.media.photo_rules import Memory
from danvankheo.outputs import photos
from danvankheo.outputs.context import Context, publisher_html
from danvankheo.outputs.pages import editor, story
from danvankheo.outputs.pages.entry_cards import Cards, cards
from danvankheo.outputs.search import page
from danvankheo.outputs.sharing import images
from danvankheo.records.registry import Record, Registry
from danvankheo.records.schema import Entry
from danvankheo.rendering import link_targets
from danvankheo.rendering.frame import Frames
from danvankheo.rendering.templates import Templates

if TYPE_CHECKING:
    from danvankheo.outputs.sharing.kit import Kit

# Stories that are looked at together: one that was told otherwise has its neighbours' inputs worked out again.
_NEIGHBOURS = 16


@dataclass(frozen=True)
class Site:
    """Everything the site consists of; nothing is worked out before somebody asks."""

    registry: Registry
    frames: Frames
    templates: Templates
    settings: Settings
    as_of: date
    memory: Memory

    @classmethod
    def of(cls, registry: Registry, frames: Frames, settings: Settings, as_of: date, memory: Memory) -> Site:
        """Return the site of a registry, its figures drawn up for a day."""
        bound = frames.bind({"publisher": publisher_html(registry.movement.data)})
        templates = Templates(settings.repo / "theme" / "pages", settings.cache_dir / "templates")
        return cls(registry, bound, templates, settings, as_of, memory)

    @cached_property
    def deck(self) -> Cards:
        """The cards of all entries."""
        return cards(self.registry, self.memory)

    @cached_property
    def context(self) -> Context:
        """What every output is given."""
        registry, settings, memory = self.registry, self.settings, self.memory
        numbers = figures.compute(registry, self.as_of)
        shares = images.cards(registry, numbers, self.deck, settings, memory) if settings.cards else {}
        return Context(registry, numbers, self.frames, self.templates, settings, self.as_of, memory, shares)

    @cached_property
    def basis(self) -> str:
        """Digest of everything the site is made of but the stories of entries."""
        registry = self.registry
        written = (registry.units, registry.fields, registry.types, registry.pages)
        entries = (registry.models, registry.exemplars, registry.withdrawn)
        return digest(
            repr(self.settings), self.as_of.isoformat(), self.frames.digest, self.templates.digest,
            editor.basis(self.settings.repo), registry.facts,
            *(record.digest for group in written for record in group.values()),
            *(part for key, record in registry.withdrawn.items() for part in (key, record.front)),
            link_targets.parts_basis(registry, self.settings.site_url),
            *(photos.basis(record, registry, self.memory) for group in entries for record in group.values()),
        )  # fmt: skip

    def prepare(self) -> None:
        """Work out what many pages need, before other processes begin as copies of this one."""
        self.templates.prepare([*self.deck.models.values(), *self.deck.exemplars.values()])

    def artifacts(self) -> Iterator[Artifact | Group]:
        """Yield everything the site consists of."""
        index = page.begin(self.registry, self.memory)
        records = list(story.with_page(self.registry))
        for first in range(0, len(records), _NEIGHBOURS):
            together = records[first : first + _NEIGHBOURS]
            yield Group(digest(self.basis, *(record.digest for record in together)), partial(self._stories, together))
        yield Group(self.basis, self._others)
        yield from page.artifacts(index)

    def shared(self) -> list[story.Told]:
        """Return the entries that can be shared."""
        return [entry for entry in self._told() if entry.path in self.context.shares]

    def kit(self, entry: story.Told) -> Kit:
        """Return what is needed to post an entry, without building the site."""
        from danvankheo.outputs.sharing import pages

        return pages.kit_of(self.context, entry, self.context.shares[entry.path])

    def _told(self) -> Iterator[story.Told]:
        return story.told(self.context, self.deck, story.with_page(self.registry))

    def _stories(self, records: Iterable[Record[Entry]]) -> Iterator[Artifact]:
        return story.artifacts(self.context, story.told(self.context, self.deck, records))

    def _others(self) -> Iterator[Artifact]:
        from danvankheo.outputs import site_pages

        return site_pages.artifacts(self.context, self.deck, self._told)
