"""The hand-written pages of content/: text in Markdown alone; other pages of that folder have modules of their own."""

from __future__ import annotations

from collections.abc import Iterator

from danvankheo.base.artifact import Artifact, digest
from danvankheo.outputs.context import Context
from danvankheo.records.registry import Record
from danvankheo.records.vocabulary import HandWrittenPage
from danvankheo.rendering import link_targets, markdown
from danvankheo.rendering.frame import MenuSection
from danvankheo.rendering.templates import Markup

_OWN_MODULE = {"index", "404", "gui-bai"}


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield the pages."""
    for slug, record in context.registry.pages.items():
        if slug not in _OWN_MODULE:
            yield _page(context, slug, record)


def _page(context: Context, slug: str, record: Record[HandWrittenPage]) -> Artifact:
    data = record.data

    def body() -> dict[str, object]:
        text, _ = record.story(context.registry.repo)
        link = link_targets.link_of(context.places, record, "../")
        return {"story": Markup(markdown.render(text, image=lambda _: None, prefix="../", link=link))}

    return context.page(
        f"{slug}/", MenuSection.OTHER, "hand_written.html", title=data.title, description=data.summary,
        data={"title": data.title, "lead": data.summary}, more_data=body, inputs=digest(record.digest, repr(link_targets.resolved(context.places, record))),
        source=record.path,
    )  # fmt: skip
