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
from danvankheo.pages.frame import Frames, PageKind
from danvankheo.pages.templates import Templates
from danvankheo.records.registry import Registry
from danvankheo.records.vocabulary import Movement

SITE_NAME = "Dân vận khéo Thọ Xuân"


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
        og_type: str = "website",
        image: str = "",
    ) -> Artifact:
        """Return a page of the site.

        path: the folder's URL below the site's root ("" for the home page, ``mo-hinh/x/``); data: what the template
        prints; late: more of it, worked out only when the page is drawn; inputs: digest of both; sample: the page shows
        illustrative data and asks not to be indexed; image: a picture's path below the root.
        """
        depth = path.count("/")
        frame = self.frames.get(kind, depth)
        root = "../" * depth or "./"
        head = self._head(path, title, description, sample, og_type, image)
        shown = f"{title} – {SITE_NAME}" if path else title
        address = self.settings.site_url + path if self.settings.site_url else ""

        def render() -> bytes:
            values = {**data, **(late() if late else {}), "root": root, "sample_page": sample, "address": address}
            body = self.templates.render(template, values)
            return frame.fill({"title": escape(shown), "head": head, "content": body}).encode("utf-8")

        digests = (frame.digest, self.templates.digest, template, head, shown, inputs)
        return Artifact(f"{path}index.html", digest(*digests), render, source or template)

    def _head(self, path: str, title: str, description: str, sample: bool, og_type: str, image: str) -> str:
        words = escape(" ".join(description.split()))
        tags = [f'<meta name="description" content="{words}">']
        if sample:
            tags.append('<meta name="robots" content="noindex">')
        tags += [
            f'<meta property="og:title" content="{escape(title)}">',
            f'<meta property="og:description" content="{words}">',
            f'<meta property="og:type" content="{og_type}">',
            '<meta property="og:locale" content="vi_VN">',
            f'<meta property="og:site_name" content="{escape(SITE_NAME)}">',
        ]
        if url := self.settings.site_url:
            address = escape(url + path)
            tags.append(f'<link rel="canonical" href="{address}">')
            tags.append(f'<meta property="og:url" content="{address}">')
            if image:
                tags.append(f'<meta property="og:image" content="{escape(url + image)}">')
        return "\n".join(tags)


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
