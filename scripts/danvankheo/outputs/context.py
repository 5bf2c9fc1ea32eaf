"""What every output is given, and the one way a page is made: a body drawn by a template, filled into a frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.settings import Settings
from danvankheo.figures import Figures
from danvankheo.media.photo_rules import Memory
from danvankheo.outputs.head import About, Page, full_title
from danvankheo.outputs.head import render as render_head
from danvankheo.outputs.share import Shared, shared_by
from danvankheo.pages.frame import Frames, PageKind
from danvankheo.pages.templates import Templates
from danvankheo.records.registry import Registry
from danvankheo.records.vocabulary import Movement


@dataclass(frozen=True, slots=True)
class PageArtifact(Artifact):
    """A page. address: below the site's root; indexed: search engines may list it; changed: when it is known."""

    address: str
    indexed: bool
    changed: date | None


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

    def page(
        self,
        path: str,
        kind: PageKind,
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
        depth = path.count("/")
        frame = self.frames.get(kind, depth)
        root = "../" * depth or "./"
        about = about or About()
        words = Page(path, title, description, sample, about, shared_by(self.shares, path))
        head = render_head(words, self.settings.site_url, self.registry.movement.data.publisher.name)
        shown = full_title(path, title)
        address = self.settings.site_url + path if self.settings.site_url else ""

        def render() -> bytes:
            values = {**data, **(late() if late else {}), "root": root, "sample_page": sample, "address": address}
            body = self.templates.render(template, values)
            return frame.fill({"title": escape(shown), "head": head, "content": body}).encode("utf-8")

        digests = (frame.digest, self.templates.digest, template, head, shown, inputs)
        indexed, changed = not (sample or about.hidden), about.updated or about.published
        file = f"{path}index.html"
        return PageArtifact(file, digest(*digests), render, source or template, path, indexed, changed)


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
    return "".join(f"<p>{line}</p>" for line in lines)
