"""What every output is given, and the one way a page is made: a body drawn by a template, filled into a frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from html import escape
from typing import Any

from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.settings import Settings
from danvankheo.figures import Figures
from danvankheo.media.photo_rules import Memory
from danvankheo.outputs.head import About, Page, full_title
from danvankheo.outputs.head import render as render_head
from danvankheo.outputs.sharing.images import Shared, shared_by
from danvankheo.records.registry import Record, Registry
from danvankheo.records.vocabulary import Movement
from danvankheo.rendering import link_targets
from danvankheo.rendering.frame import Frames, MenuSection
from danvankheo.rendering.links import LinkedPages
from danvankheo.rendering.templates import Templates


@dataclass(frozen=True, slots=True)
class Listed:
    """A page as search engines list it. address: below the site's root; changed: when it is known.

    images: paths of its photos; items: addresses of the pages it lists.
    """

    address: str
    changed: date | None
    images: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageArtifact(Artifact):
    """A page; listed: None when search engines may not list it."""

    listed: Listed | None


@dataclass(frozen=True, slots=True)
class Words:
    """What a page says. data: what the template prints; about: what the page is, for those who show a link to it."""

    title: str
    description: str
    data: Mapping[str, Any]
    about: About


@dataclass(frozen=True)
class Context:
    """Everything an output may look at. ``frames`` carry the publisher's name and contact already."""

    registry: Registry
    figures: Figures
    frames: Frames
    templates: Templates
    settings: Settings
    as_of: date
    memory: Memory
    shares: Mapping[str, Shared]

    @cached_property
    def places(self) -> LinkedPages:
        """The pages links may lead to."""
        return link_targets.of_registry(self.registry, self.settings.site_url)

    def page(
        self,
        path: str,
        kind: MenuSection,
        template: str,
        *,
        title: str,
        description: str,
        data: Mapping[str, Any],
        inputs: str,
        late: Callable[[], Mapping[str, Any]] | None = None,
        sample: bool = False,
        source: str = "",
        about: About | None = None,
    ) -> PageArtifact:
        """Return a page of the site.

        path: the folder's URL below the site's root ("" for the home page, ``mo-hinh/x/``); data: what the template
        prints; late: more of it, worked out only when the page is drawn; inputs: digest of both; sample: the page shows
        illustrative data and asks not to be indexed; about: what the page is, for those who show a link to it.
        """
        words = Words(title, description, data, about or About())
        draw = partial(self._drawn, path, kind, template, lambda: words, late, sample)
        found = digest(self._named(path), title, description, repr(words.about), str(sample), inputs)
        return self._artifact(path, kind, template, found, draw, words.about, sample, source)

    def entry_page(
        self,
        path: str,
        kind: MenuSection,
        template: str,
        *,
        words: Callable[[], Words],
        inputs: str,
        record: Record[Any],
        about: About,
        late: Callable[[], Mapping[str, Any]] | None = None,
    ) -> PageArtifact:
        """Return the page of an entry, of which nothing is worked out before it is drawn.

        late: more of what the template prints; inputs: digest of all that both depend on beside the settings, the
        publisher and the page's cards; about: what search engines are told.
        """
        sample = record.abstract.sample
        draw = partial(self._drawn, path, kind, template, words, late, sample)
        return self._artifact(path, kind, template, digest(self._named(path), inputs), draw, about, sample, record.path)

    def _named(self, path: str) -> str:
        """Return a digest of what a page's head takes from others: the address, who publishes it, its card."""
        publisher = self.registry.movement.data.publisher.name
        return digest(path, self.settings.site_url, publisher, repr(shared_by(self.shares, path)))

    def _artifact(
        self,
        path: str,
        kind: MenuSection,
        template: str,
        inputs: str,
        draw: Callable[[], bytes],
        about: About,
        sample: bool,
        source: str,
    ) -> PageArtifact:
        frame = self.frames.get(kind, path.count("/"))
        inputs = digest(frame.digest, self.templates.digest, template, inputs)
        listed = None if sample or about.hidden else listed_as(path, about)
        return PageArtifact(f"{path}index.html", inputs, draw, source or template, listed)

    def head(self, path: str, words: Words, sample: bool) -> str:
        """Return the tags of a page's head."""
        page = Page(path, words.title, words.description, sample, words.about, shared_by(self.shares, path))
        return render_head(page, self.settings.site_url, self.registry.movement.data.publisher.name)

    def _drawn(
        self,
        path: str,
        kind: MenuSection,
        template: str,
        words_of: Callable[[], Words],
        late: Callable[[], Mapping[str, Any]] | None,
        sample: bool,
    ) -> bytes:
        depth = path.count("/")
        address = self.settings.site_url + path if self.settings.site_url else ""
        words, more = words_of(), late() if late else {}
        values = {**words.data, **more, "root": "../" * depth or "./", "sample_page": sample, "address": address}
        slots = {
            "title": escape(full_title(path, words.title)),
            "head": self.head(path, words, sample),
            "content": self.templates.render(template, values),
        }
        return self.frames.get(kind, depth).fill(slots).encode("utf-8")


def listed_as(path: str, about: About) -> Listed:
    """Return how search engines list a page."""
    items = tuple(address for address, _ in about.items)
    return Listed(path, about.updated or about.published, about.images, items)


def publisher_html(movement: Movement) -> str:
    """Return the publisher's name and contact as the foot of every page shows them."""
    publisher = movement.publisher
    lines = [f"<strong>{escape(publisher.name)}</strong>"]
    if publisher.address:
        lines.append(escape(publisher.address))
    if publisher.email:
        lines.append(f'Thư điện tử: <a href="mailto:{escape(publisher.email)}">{escape(publisher.email)}</a>')
    for label, value in (("Điện thoại", publisher.phone), ("Zalo", publisher.zalo)):
        if value:
            lines.append(f"{label}: {escape(value)}")
    if not publisher.reachable:  # never on the real site, which is refused without a contact
        lines.append("Trang chạy thử, chưa có địa chỉ liên hệ.")
    return "".join(f"<p>{line}</p>" for line in lines)
