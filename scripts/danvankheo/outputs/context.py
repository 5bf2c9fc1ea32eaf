"""``Context``: everything an output may read, and how a page is made: a template's HTML is filled into a frame."""

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
from danvankheo.outputs.head import PageHead, PageMetadata, full_title
from danvankheo.outputs.head import render as render_head
from danvankheo.outputs.views.share_image import ShareImages, image_of
from danvankheo.outputs.views.summary_cards import SummaryCard, SummaryCards
from danvankheo.records.movement import Movement
from danvankheo.records.registry import Record, Registry
from danvankheo.rendering import link_targets
from danvankheo.rendering.frame import Frames, MenuSection
from danvankheo.rendering.links import LinkedPages
from danvankheo.rendering.templates import Templates


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A page in the sitemap.

    address: below the site's root; changed: None when no day is known; images: paths of its photos; items: addresses of
    the pages it lists.
    """

    address: str
    changed: date | None
    images: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageArtifact(Artifact):
    """A page; sitemap_entry: None when search engines may not list it."""

    sitemap_entry: SitemapEntry | None


@dataclass(frozen=True, slots=True)
class PageContent:
    """The text of a page. data: the values its template prints; metadata: what its head says of it."""

    title: str
    description: str
    data: Mapping[str, Any]
    metadata: PageMetadata


@dataclass(frozen=True, slots=True)
class EntryPage:
    """A page about one entry; content and story are called only when it is drawn.

    path: below the site's root; content: returns everything but the story; story: returns the story as HTML, by the name
    its template prints; inputs: returns a digest of all that both depend on; metadata: what the sitemap needs.
    """

    path: str
    record: Record[Any]
    card: SummaryCard
    content: Callable[[], PageContent]
    inputs: Callable[[], str]
    metadata: PageMetadata
    story: Callable[[], Mapping[str, Any]] = dict


@dataclass(frozen=True)
class Context:
    """Everything an output may read.

    frames: with the publisher's name and contact; as_of: the day of the figures; share_images: by the path of the page
    they belong to, empty when the site makes none.
    """

    registry: Registry
    figures: Figures
    frames: Frames
    templates: Templates
    settings: Settings
    as_of: date
    memory: Memory
    cards: SummaryCards
    share_images: ShareImages

    @cached_property
    def places(self) -> LinkedPages:
        """The pages that links in texts may lead to."""
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
        more_data: Callable[[], Mapping[str, Any]] | None = None,
        sample: bool = False,
        source: str = "",
        metadata: PageMetadata | None = None,
    ) -> PageArtifact:
        """Return a page of the site.

        path: the folder's URL below the site's root ("" for the home page, ``mo-hinh/x/``); data: the values the
        template prints; more_data: returns further values, called only when the page is drawn; inputs: digest of both;
        sample: the page shows illustrative data and asks not to be indexed; metadata: what its head says of it.
        """
        content = PageContent(title, description, data, metadata or PageMetadata())
        draw = partial(self._drawn, path, kind, template, lambda: content, more_data, sample)
        found = digest(self._head_inputs(path), title, description, repr(content.metadata), str(sample), inputs)
        return self._artifact(path, kind, template, found, draw, content.metadata, sample, source)

    def entry_page(self, page: EntryPage, kind: MenuSection, template: str) -> PageArtifact:
        """Return an entry's page as an artifact."""
        sample = page.record.summary.sample
        draw = partial(self._drawn, page.path, kind, template, page.content, page.story, sample)
        inputs = digest(self._head_inputs(page.path), page.inputs())
        return self._artifact(page.path, kind, template, inputs, draw, page.metadata, sample, page.record.path)

    def _head_inputs(self, path: str) -> str:
        """Return a digest of what a page's head takes from elsewhere: the site's address, its names, the share image."""
        movement = self.registry.movement.data
        names = repr((movement.name, movement.locality, movement.publisher.name))
        return digest(path, self.settings.site_url, names, repr(image_of(self.share_images, path)))

    def _artifact(
        self,
        path: str,
        kind: MenuSection,
        template: str,
        inputs: str,
        draw: Callable[[], bytes],
        metadata: PageMetadata,
        sample: bool,
        source: str,
    ) -> PageArtifact:
        frame = self.frames.get(kind, path.count("/"))
        inputs = digest(frame.digest, self.templates.digest, template, inputs)
        entry = None if sample or metadata.hidden else sitemap_entry(path, metadata)
        return PageArtifact(f"{path}index.html", inputs, draw, source or template, entry)

    def head(self, path: str, content: PageContent, sample: bool) -> str:
        """Return the tags of a page's head."""
        image = image_of(self.share_images, path)
        page = PageHead(path, content.title, content.description, sample, content.metadata, image)
        return render_head(page, self.settings.site_url, self.registry.movement.data)

    def _drawn(
        self,
        path: str,
        kind: MenuSection,
        template: str,
        content_of: Callable[[], PageContent],
        more_data: Callable[[], Mapping[str, Any]] | None,
        sample: bool,
    ) -> bytes:
        depth = path.count("/")
        address = self.settings.site_url + path if self.settings.site_url else ""
        content, more = content_of(), more_data() if more_data else {}
        movement = self.registry.movement.data
        values = {
            **content.data, **more, "root": "../" * depth or "./", "sample_page": sample, "address": address,
            "site_name": movement.site_name, "youth": movement.youth,
        }  # fmt: skip
        slots = {
            "title": escape(full_title(path, content.title, movement.site_name)),
            "head": self.head(path, content, sample),
            "content": self.templates.render(template, values),
        }
        return self.frames.get(kind, depth).fill(slots).encode("utf-8")


def sitemap_entry(path: str, metadata: PageMetadata) -> SitemapEntry:
    """Return a page's entry in the sitemap."""
    items = tuple(address for address, _ in metadata.items)
    return SitemapEntry(path, metadata.updated or metadata.published, metadata.images, items)


def publisher_html(movement: Movement) -> str:
    """Return the publisher's name and contact for the footer of every page."""
    publisher = movement.publisher
    lines = [f"<strong>{escape(publisher.name)}</strong>"]
    if publisher.address:
        lines.append(escape(publisher.address))
    if publisher.email:
        lines.append(f'Thư điện tử: <a href="mailto:{escape(publisher.email)}">{escape(publisher.email)}</a>')
    for label, value in (("Điện thoại", publisher.phone), ("Zalo", publisher.zalo)):
        if value:
            lines.append(f"{label}: {escape(value)}")
    if not publisher.reachable:  # only in previews: a site without a contact cannot be published
        lines.append("Trang chạy thử, chưa có địa chỉ liên hệ.")
    return "".join(f"<p>{line}</p>" for line in lines)
