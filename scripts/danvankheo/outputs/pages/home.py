"""The home page: the movement, its figures, the newest stories, the fields, the cartogram, an invitation to send a story.

Without any story it explains how to send the first. A figure stands here only when it is known of at least half the
units, the cartogram only when enough units are known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.locale import short_date
from danvankheo.figures import DataSet, Figure, PeriodFigures
from danvankheo.outputs.context import Context
from danvankheo.outputs.feeds.calendar import Banner, banners
from danvankheo.outputs.feeds.news import FEED, JSON_FEED
from danvankheo.outputs.head import PageMetadata
from danvankheo.outputs.views.cartogram import Cartogram, cartograms
from danvankheo.outputs.views.field_links import field_links, fields_in_words
from danvankheo.outputs.views.figure_views import MOST_HEADLINES, FigureView, figure_view
from danvankheo.outputs.views.parts import GalleryLink
from danvankheo.outputs.views.plan_state import RESULTS, PlanState, plan_state, results_of
from danvankheo.outputs.views.summary_cards import SummaryCard, newest_first, newest_people
from danvankheo.records.plan import Period
from danvankheo.rendering.frame import MenuSection

ADDRESSES = ("",)

# With fewer known units the cartogram would look empty.
_MAP_FROM = 8


@dataclass(frozen=True, slots=True)
class HeadlineFigures:
    """The headline figures of the newest reporting period in which enough is known; figures: empty without such a period."""

    sample: bool
    label: str
    figures: tuple[FigureView, ...]
    results: str


@dataclass(frozen=True, slots=True)
class HomeView:
    """Everything the home page prints."""

    full_name: str
    summary: str
    as_of: str
    headlines: tuple[HeadlineFigures, ...]
    newest: tuple[SummaryCard, ...]
    people: tuple[SummaryCard, ...]
    fields: tuple[GalleryLink, ...]
    fields_words: str
    units: tuple[Cartogram, ...]
    due: tuple[Banner, ...]
    plan: PlanState | None
    deadlines: str


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield the home page."""
    registry, figures, cards = context.registry, context.figures, context.cards
    page = registry.pages["index"].data if "index" in registry.pages else None
    models = [cards.models[record.slug] for record in newest_first(registry.models.values()) if record.has_page]
    people = [cards.exemplars[record.slug] for record in newest_people(registry.exemplars.values())]
    found = (_headline(context, figures.real), _headline(context, figures.samples))
    view = HomeView(
        full_name=registry.movement.data.full_name,
        summary=page.summary if page else "",
        as_of=short_date(context.as_of),
        headlines=tuple(each for each in found if each.figures or (figures.samples.known and not each.sample)),
        newest=tuple(models[:6]),
        people=tuple(people[:3]),
        fields=tuple(
            link if models or people else replace(link, words=field.data.summary)
            for link, field in zip(field_links(registry, cards), registry.fields.values(), strict=True)
            if field.data.valid_on(context.as_of)
        ),
        fields_words=fields_in_words(registry, context.as_of),
        units=tuple(block for block in cartograms(registry, figures) if block.known >= _MAP_FROM),
        due=banners(context),
        plan=plan_state(registry.movement.data, context.as_of),
        deadlines=_deadlines(registry.movement.data.period_on(context.as_of)),
    )  # fmt: skip
    yield context.page(
        "", MenuSection.HOME, "home.html", title=f"{registry.movement.data.site_name} – tuổi trẻ làm theo lời Bác",
        description=view.summary or view.full_name, data={"view": view}, inputs=digest(repr(view)), source="content/index.md",
        metadata=PageMetadata(feeds=(FEED, JSON_FEED), items=tuple((card.href or "", card.title) for card in (*view.newest, *view.people))),
    )  # fmt: skip


def _headline(context: Context, data: DataSet) -> HeadlineFigures:
    """Return the figures of the newest reporting period in which at least one is known well enough."""
    for row in reversed([each for each in data.periods.values() if each.period.plan_period.has_plan]):
        figures = _well_known(row)
        if any(figure.value is not None for figure in figures):
            views = tuple(figure_view(figure, row, context.registry, sample=data.sample) for figure in figures)
            results = results_of(context.registry.movement.data, row.period.plan_period, context.as_of)
            return HeadlineFigures(data.sample, row.period.label, views, results)
    return HeadlineFigures(data.sample, "", (), RESULTS)


def _deadlines(plan: Period | None) -> str:
    """Return until when lists and reports are sent under the plan of the day, "" without one."""
    if plan is None or plan.deadlines is None:
        return ""
    (month, day), (report_month, report_day) = plan.deadlines.registration, plan.deadlines.report
    return f"Đơn vị gửi danh sách trước ngày {day:02}/{month:02} và báo cáo trước ngày {report_day:02}/{report_month:02} hằng năm."


def _well_known(row: PeriodFigures) -> list[Figure]:
    """Return the headline figures of a reporting period; one that is unknown of more than half the units has no value."""
    return [
        figure if 2 * len(figure.unknown) <= figure.units else replace(figure, value=None)
        for figure in row.indicators.headlines[:MOST_HEADLINES]
    ]
