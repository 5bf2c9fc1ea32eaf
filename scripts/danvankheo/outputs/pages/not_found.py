"""404.html: the page a server shows at a wrong address."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from danvankheo.base.artifact import Artifact, digest
from danvankheo.outputs.context import Context
from danvankheo.outputs.head import full_title
from danvankheo.rendering import markdown
from danvankheo.rendering.templates import Markup


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield the page. It is shown at any address, so its links begin at the site's path."""
    frame, site_name = context.frames.not_found, context.registry.movement.data.site_name
    record = context.registry.pages.get("404")
    title = record.data.title if record else "Không tìm thấy trang"
    lead = record.data.summary if record else ""

    def render() -> bytes:
        text = record.story(context.registry.repo)[0] if record else ""
        story = Markup(markdown.render(text, image=lambda _: None))
        values = {
            "title": title,
            "lead": lead,
            "story": story,
            "root": context.settings.base_path,
            "sample_page": False,
        }
        body = context.templates.render("not_found.html", values)
        head = '<meta name="robots" content="noindex">'
        return frame.fill(
            {"title": escape(full_title("404.html", title, site_name)), "head": head, "content": body}
        ).encode()

    inputs = digest(frame.digest, context.templates.digest, title, site_name, lead, record.digest if record else "")
    yield Artifact("404.html", inputs, render, "content/404.md")
