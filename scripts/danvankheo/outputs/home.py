"""The home page: what the movement is, where it stands, the newest stories, the four fields, a call to send one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.locale import short_date
from danvankheo.figures import DataSet
from danvankheo.outputs.cards import Card, Cards, has_page, newest_first, newest_people
from danvankheo.outputs.context import Context
from danvankheo.outputs.due_dates import Banner, banners
from danvankheo.outputs.feeds import FEED, JSON_FEED
from danvankheo.outputs.figure_views import TILES, FigureView, figure_view
from danvankheo.outputs.galleries import Link, by_field, count_words
from danvankheo.outputs.head import About
from danvankheo.outputs.unit_index import UnitsBlock, index
from danvankheo.pages.frame import PageKind
from danvankheo.records.registry import Record
from danvankheo.records.schema import Model


@dataclass(frozen=True, slots=True)
class Tiles:
    """The four indicators of the newest row in which something is known; ``figures`` is empty when nothing is."""

    sample: bool
    label: str
    figures: tuple[FigureView, ...]


@dataclass(frozen=True, slots=True)
class HomeView:
    """Everything the home page prints."""

    full_name: str
    summary: str
    counts: str
    as_of: str
    tiles: tuple[Tiles, ...]
    newest: tuple[Card, ...]
    people: tuple[Card, ...]
    fields: tuple[Link, ...]
    has_samples: bool
    units: tuple[UnitsBlock, ...]
    due: tuple[Banner, ...]


def artifacts(context: Context, cards: Cards) -> Iterator[Artifact]:
    """Yield the home page."""
    registry, figures = context.registry, context.figures
    page = registry.pages["index"].data if "index" in registry.pages else None
    models = [cards.models[record.slug] for record in newest_first(registry.models.values()) if has_page(record)]
    people = [cards.exemplars[record.slug] for record in newest_people(registry.exemplars.values())]
    everything = [*models, *people]
    view = HomeView(
        full_name=registry.movement.data.full_name,
        summary=page.summary if page else "",
        counts=f"{count_words(models)} và {count_words(people, 'điển hình cá nhân')}",
        as_of=short_date(context.as_of),
        tiles=tuple(_tiles(context, data) for data in (figures.real, figures.samples) if data is figures.real or data.known),
        newest=tuple(models[:6]),
        people=tuple(people[:3]),
        fields=tuple(
            Link(f"linh-vuc/{slug}/", registry.fields[slug].data.name, _words(cards, records), registry.fields[slug].data.palette.value)
            for slug, records in by_field(context).items()
        ),
        has_samples=any(card.sample for card in everything),
        units=index(registry, figures),
        due=banners(context),
    )  # fmt: skip
    yield context.page(
        "", PageKind.HOME, "home.html", title="Dân vận khéo Thọ Xuân – tuổi trẻ làm theo lời Bác",
        description=view.summary or view.full_name, data={"view": view}, inputs=digest(repr(view)), source="content/index.md",
        about=About(feeds=(FEED, JSON_FEED), items=tuple((card.href or "", card.title) for card in (*view.newest, *view.people))),
    )  # fmt: skip


def _words(cards: Cards, records: list[Record[Model]]) -> str:
    return count_words([cards.models[record.slug] for record in records])


def _tiles(context: Context, data: DataSet) -> Tiles:
    row = data.latest
    if row is None:
        return Tiles(data.sample, "", ())
    by_code = {figure.code: figure for figure in row.indicators.all()}
    views = tuple(
        figure_view(by_code[code], row, context.registry, sample=data.sample) for code in TILES if code in by_code
    )
    return Tiles(data.sample, row.row.label, views)
