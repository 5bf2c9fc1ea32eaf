"""The hand-written pages of content/: text in Markdown alone; other pages of that folder have modules of their own."""

from __future__ import annotations

from collections.abc import Iterator

from danvankheo.base.artifact import Artifact, digest
from danvankheo.outputs.context import Context
from danvankheo.records.movement import Movement
from danvankheo.records.plan_criteria import CriterionWords, PlanCriteria
from danvankheo.records.registry import Record
from danvankheo.records.vocabulary import HandWrittenPage
from danvankheo.rendering import link_targets, markdown
from danvankheo.rendering.frame import MenuSection
from danvankheo.rendering.templates import Markup

_CRITERIA = "tieu-chi"
_OWN_MODULE = {"index", "404", "gui-bai"}


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield the pages."""
    for slug, record in context.registry.pages.items():
        if slug not in _OWN_MODULE:
            yield _page(context, slug, record)


def _page(context: Context, slug: str, record: Record[HandWrittenPage]) -> Artifact:
    data = record.data
    plans = _criteria_of_plans(context.registry.movement.data) if slug == _CRITERIA else ""

    def body() -> dict[str, object]:
        text, _ = record.story(context.registry.repo)
        text += plans
        link = link_targets.link_of(context.places, record, "../")
        return {"story": Markup(markdown.render(text, image=lambda _: None, prefix="../", link=link))}

    return context.page(
        f"{slug}/", MenuSection.OTHER, "hand_written.html", title=data.title, description=data.summary,
        data={"title": data.title, "lead": data.summary}, more_data=body, inputs=digest(record.digest, plans, repr(link_targets.resolved(context.places, record))),
        source=record.path,
    )  # fmt: skip


def _criteria_of_plans(movement: Movement) -> str:
    """Return, as Markdown, the criteria that plans put in words of their own, the newest plan first; "" without any."""
    parts = []
    for period in sorted(movement.periods, key=lambda each: each.start, reverse=True):
        lines = [
            f"- **{words.name or info.title}**: {words.help or words.question or ''}".rstrip(": ")
            for name, info in PlanCriteria.model_fields.items()
            if (words := period.criteria.words(name)) != CriterionWords()
        ]
        parts += [f"\n\n## Lời của kế hoạch {period.label}\n\n" + "\n".join(lines)] if lines else []
    return "".join(parts)
