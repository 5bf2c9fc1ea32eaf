"""The index of units, /don-vi/: a group for each commune of today, with the units that became part of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from danvankheo.figures import DataSet, Figures
from danvankheo.figures.reporting_periods import PLACE_KINDS, official_date
from danvankheo.outputs.pages.figure_views import UNKNOWN, short_name
from danvankheo.records.registry import Registry
from danvankheo.records.vocabulary import Unit


@dataclass(frozen=True, slots=True)
class Tile:
    """A unit on the index: level 0–4 is the number of fields covered, None where nothing is known.

    models: how many models count; year: the newest row in which something is known.
    """

    slug: str
    name: str
    level: int | None
    text: str
    models: int = 0
    year: str = ""


@dataclass(frozen=True, slots=True)
class TileGroup:
    """A commune of today with the units that became part of it; ``head`` is None for units that became part of none.

    head_era, era: when the commune began and when the others ended: "Từ 01/7/2025", "Đến 30/6/2025", or nothing.
    """

    title: str
    head_era: str
    era: str
    head: Tile | None
    tiles: tuple[Tile, ...]

    @property
    def all(self) -> tuple[Tile, ...]:
        """Return the group's units, the one of today first."""
        return (self.head, *self.tiles) if self.head else self.tiles


@dataclass(frozen=True, slots=True)
class UnitsBlock:
    """One data set on the index."""

    sample: bool
    groups: tuple[TileGroup, ...]

    @property
    def known(self) -> int:
        """Return of how many units something is known."""
        return sum(tile.level is not None for group in self.groups for tile in group.all)


def index(registry: Registry, figures: Figures) -> tuple[UnitsBlock, ...]:
    """Return the groups of units, over the real data and, when there are samples, over them."""
    sets = [figures.real] + ([figures.samples] if figures.samples.known else [])
    return tuple(UnitsBlock(data.sample, tuple(_groups(registry, figures, data))) for data in sets)


def _groups(registry: Registry, figures: Figures, data: DataSet) -> Iterator[TileGroup]:
    units = {slug: record.data for slug, record in registry.units.items()}
    tiles = {slug: _tile(slug, unit, data) for slug, unit in units.items()}
    grouped: set[str] = set()
    for slug, former in figures.predecessors.items():
        if former:
            grouped |= {slug, *former}
            eras = {era_words(units[each]) for each in former}
            era = _capital(eras.pop()) if len(eras) == 1 else ""
            head_era = _capital(era_words(units[slug]))
            yield TileGroup(
                _capital(units[slug].place), head_era, era, tiles[slug], tuple(tiles[each] for each in former)
            )
    places = [slug for slug, unit in units.items() if slug not in grouped and unit.kind in PLACE_KINDS]
    others = [slug for slug, unit in units.items() if slug not in grouped and unit.kind not in PLACE_KINDS]
    for title, rest in (("Xã, thị trấn khác", places), ("Đơn vị khác", others)):
        if rest:
            yield TileGroup(title, "", "", None, tuple(tiles[slug] for slug in rest))


def _tile(slug: str, unit: Unit, data: DataSet) -> Tile:
    """Return a unit's tile as of the newest row in which something is known of its models."""
    known = [row for row in data.rows_of(slug) if row.coverage.covered(slug) is not None]
    if not known:
        return Tile(slug, short_name(unit), None, UNKNOWN)
    row = known[-1]
    level, models = row.coverage.covered(slug), len(row.tally.counting.get(slug, ()))
    return Tile(
        slug,
        short_name(unit),
        level,
        f"{f'{models} mô hình, {level} lĩnh vực' if models else 'chưa có mô hình'} (năm {row.row.label})",
        models,
        row.row.label,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def era_words(unit: Unit) -> str:
    """Return the end of a unit that ended, else its beginning where one is known."""
    if unit.until:
        return f"đến {official_date(unit.until)}"
    return f"từ {official_date(unit.since)}" if unit.since else ""
