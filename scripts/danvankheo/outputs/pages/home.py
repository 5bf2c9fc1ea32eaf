"""The home page: what the movement is, where it stands, the newest stories, the four fields, a call to send one.

Before there is a story it invites the first: how to send one, what a story has in it. A figure stands here only when it
is known of at least half the units, the map only when it would not be empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.locale import short_date
from danvankheo.figures import DataSet, Figure, RowFigures
from danvankheo.outputs.context import Context
from danvankheo.outputs.feeds.calendar import Banner, banners
from danvankheo.outputs.feeds.news import FEED, JSON_FEED
from danvankheo.outputs.head import About
from danvankheo.outputs.pages.entry_cards import Card, Cards, newest_first, newest_people
from danvankheo.outputs.pages.figure_views import TILES, FigureView, figure_units, figure_view
from danvankheo.outputs.pages.galleries import Link, by_field, count_words
from danvankheo.outputs.pages.unit_index import UnitsBlock, index
from danvankheo.records.registry import Record
from danvankheo.records.schema import Model
from danvankheo.rendering.frame import MenuSection

# With fewer units of which something is known the map would look empty.
_MAP_FROM = 8


@dataclass(frozen=True, slots=True)
class Tiles:
    """The four indicators of the newest row in which enough is known; ``figures`` is empty when there is none."""

    sample: bool
    label: str
    figures: tuple[FigureView, ...]


@dataclass(frozen=True, slots=True)
class HomeView:
    """Everything the home page prints."""

    full_name: str
    summary: str
    as_of: str
    tiles: tuple[Tiles, ...]
    newest: tuple[Card, ...]
    people: tuple[Card, ...]
    fields: tuple[Link, ...]
    units: tuple[UnitsBlock, ...]
    due: tuple[Banner, ...]


def artifacts(context: Context, cards: Cards) -> Iterator[Artifact]:
    """Yield the home page."""
    registry, figures = context.registry, context.figures
    page = registry.pages["index"].data if "index" in registry.pages else None
    models = [cards.models[record.slug] for record in newest_first(registry.models.values()) if record.has_page]
    people = [cards.exemplars[record.slug] for record in newest_people(registry.exemplars.values())]
    real, samples = figures.real, figures.samples
    view = HomeView(
        full_name=registry.movement.data.full_name,
        summary=page.summary if page else "",
        as_of=short_date(context.as_of),
        tiles=tuple(
            tiles for tiles in (_tiles(context, data) for data in (real, samples)) if tiles.figures or (samples.known and not tiles.sample)
        ),
        newest=tuple(models[:6]),
        people=tuple(people[:3]),
        fields=tuple(
            Link(f"linh-vuc/{slug}/", registry.fields[slug].data.name,
                 _words(cards, records) if models or people else registry.fields[slug].data.summary, registry.fields[slug].data.palette.value)
            for slug, records in by_field(context).items()
        ),
        units=tuple(block for block in index(registry, figures) if block.known >= _MAP_FROM),
        due=banners(context),
    )  # fmt: skip
    yield context.page(
        "", MenuSection.HOME, "home.html", title="Dân vận khéo Thọ Xuân – tuổi trẻ làm theo lời Bác",
        description=view.summary or view.full_name, data={"view": view}, inputs=digest(repr(view)), source="content/index.md",
        about=About(feeds=(FEED, JSON_FEED), items=tuple((card.href or "", card.title) for card in (*view.newest, *view.people))),
    )  # fmt: skip


def _words(cards: Cards, records: list[Record[Model]]) -> str:
    return count_words([cards.models[record.slug] for record in records])


def _tiles(context: Context, data: DataSet) -> Tiles:
    """Return the figures of the newest row of which at least one has ground; the others then say what they lack."""
    for row in reversed(list(data.rows.values())):
        figures = _shown(row)
        if any(figure.value is not None for figure in figures):
            views = tuple(figure_view(figure, row, context.registry, sample=data.sample) for figure in figures)
            return Tiles(data.sample, row.row.label, views)
    return Tiles(data.sample, "", ())


def _shown(row: RowFigures) -> list[Figure]:
    by_code = {figure.code: figure for figure in row.indicators.all()}
    found = [by_code[code] for code in TILES if code in by_code]
    return [
        figure if 2 * len(figure.unknown) <= figure_units(figure) else replace(figure, value=None) for figure in found
    ]
