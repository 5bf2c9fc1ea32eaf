"""The site as artifacts: ``Site`` lists every file of it. One module makes one kind of page or file.

``site_pages`` lists all but the entries' own pages; it is imported only when one of its pages may have changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING

from danvankheo import figures
from danvankheo.base.artifact import Artifact, ArtifactGroup, digest
from danvankheo.base.settings import Settings
from danvankheo.media.photo_rules import Memory
from danvankheo.outputs.context import Context, EntryPage, publisher_html
from danvankheo.outputs.pages import editor, story
from danvankheo.outputs.search import index_files
from danvankheo.outputs.sharing import images
from danvankheo.outputs.views import photos
from danvankheo.outputs.views.summary_cards import summary_cards
from danvankheo.records.registry import Record, Registry
from danvankheo.records.schema import Entry
from danvankheo.rendering import link_targets
from danvankheo.rendering.frame import Frames
from danvankheo.rendering.templates import Templates

if TYPE_CHECKING:
    from danvankheo.outputs.sharing.kit import ShareKit

# Stories in one group: after a changed story the inputs of its whole group are worked out again.
_GROUP_SIZE = 16


@dataclass(frozen=True)
class Site:
    """Everything the site consists of; its properties are worked out at their first use."""

    registry: Registry
    frames: Frames
    templates: Templates
    settings: Settings
    as_of: date
    memory: Memory

    @classmethod
    def of(cls, registry: Registry, frames: Frames, settings: Settings, as_of: date, memory: Memory) -> Site:
        """Return the site of a registry with its figures as of a day."""
        bound = frames.bind({"publisher": publisher_html(registry.movement.data)})
        templates = Templates(settings.repo / "theme" / "pages", settings.cache_dir / "templates")
        return cls(registry, bound, templates, settings, as_of, memory)

    @cached_property
    def context(self) -> Context:
        """Everything an output may read."""
        registry, settings, memory = self.registry, self.settings, self.memory
        numbers, cards = figures.compute(registry, self.as_of), summary_cards(registry, memory)
        shares = images.share_images(registry, numbers, cards, settings, memory) if settings.cards else {}
        return Context(registry, numbers, self.frames, self.templates, settings, self.as_of, memory, cards, shares)

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
            *(record.path for group in entries for record in group.values()),
            link_targets.headings_basis(registry, self.settings.site_url),
            *(photos.basis(record, registry, self.memory) for group in entries for record in group.values()),
        )  # fmt: skip

    def artifacts(self) -> Iterator[Artifact | ArtifactGroup]:
        """Yield every file: the stories in groups, all other pages as one group, the search index."""
        records = list(story.entries_with_page(self.registry))
        for first in range(0, len(records), _GROUP_SIZE):
            group = records[first : first + _GROUP_SIZE]
            yield ArtifactGroup(digest(self.basis, *(record.digest for record in group)), partial(self._stories, group))
        yield ArtifactGroup(self.basis, self._other_pages)
        yield from index_files.artifacts(self.registry, self.memory)

    def shareable(self) -> list[EntryPage]:
        """Return the pages of the entries that can be shared."""
        from danvankheo.outputs.pages import sharing

        return list(sharing.shareable(self.context))

    def kit(self, entry: EntryPage) -> ShareKit:
        """Return the sharing kit of an entry without building the site."""
        from danvankheo.outputs.pages import sharing

        return sharing.kit_of(self.context, entry, self.context.share_images[entry.path]())

    def _stories(self, records: Sequence[Record[Entry]]) -> Iterator[Artifact]:
        return story.artifacts(self.context, records)

    def _other_pages(self) -> Iterator[Artifact]:
        from danvankheo.outputs import site_pages

        return site_pages.artifacts(self.context)
