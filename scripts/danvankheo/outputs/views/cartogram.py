"""The cartogram: a tile for each unit, grouped by the communes of today and the units that became part of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from danvankheo.figures import DataSet, Figures
from danvankheo.figures.reporting_periods import official_date
from danvankheo.outputs.views.figure_views import UNKNOWN
from danvankheo.outputs.views.unit_names import merged_on, places_word, validity
from danvankheo.records.movement import STATE_UNITS
from danvankheo.records.registry import Registry


@dataclass(frozen=True, slots=True)
class UnitTile:
    """A unit. level: the number of fields with a model (0–4), None where nothing is known.

    models: the number of models that count; year: the newest reporting period in which something is known.
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

    head_validity, validity: when the commune began and when the others ended: "Từ 01/7/2025", "Đến 30/6/2025", or "".
    """

    title: str
    head_validity: str
    validity: str
    head: UnitTile | None
    tiles: tuple[UnitTile, ...]

    @property
    def all(self) -> tuple[UnitTile, ...]:
        """The group's units, the one of today first."""
        return (self.head, *self.tiles) if self.head else self.tiles


@dataclass(frozen=True, slots=True)
class Cartogram:
    """The tiles of one data set. places: the noun for its units; merged_on: when units took the place of others, or ""."""

    sample: bool
    places: str
    merged_on: str
    groups: tuple[TileGroup, ...]

    @property
    def known(self) -> int:
        """The number of units of which something is known."""
        return sum(tile.level is not None for group in self.groups for tile in group.all)


def cartograms(registry: Registry, figures: Figures) -> tuple[Cartogram, ...]:
    """Return the cartogram of the real data and, when there are samples, that of the samples."""
    units = {slug: record.data for slug, record in registry.units.items()}
    merged, places = merged_on(units), places_word(units.values())
    day = official_date(merged) if merged else ""
    return tuple(Cartogram(data.sample, places, day, tuple(_groups(registry, figures, data))) for data in figures.sets)


def _groups(registry: Registry, figures: Figures, data: DataSet) -> Iterator[TileGroup]:
    units = {slug: record.data for slug, record in registry.units.items()}
    tiles = {slug: _tile(slug, registry.unit_short_name(slug), figures, sample=data.sample) for slug in units}
    grouped: set[str] = set()
    for slug, former in figures.predecessors.items():
        if former:
            grouped |= {slug, *former}
            ends = {validity(units[each]) for each in former}
            yield TileGroup(
                title=_capital(registry.unit_place(slug)),
                head_validity=_capital(validity(units[slug])),
                validity=_capital(ends.pop()) if len(ends) == 1 else "",
                head=tiles[slug],
                tiles=tuple(tiles[each] for each in former),
            )
    places = [slug for slug, unit in units.items() if slug not in grouped and unit.kind in STATE_UNITS]
    others = [slug for slug, unit in units.items() if slug not in grouped and unit.kind not in STATE_UNITS]
    other = " khác" if grouped else ""
    noun = _capital(places_word(units[slug] for slug in places))
    for title, rest in ((f"{noun}{other}", places), ("Đơn vị khác" if grouped or places else "Đơn vị", others)):
        if rest:
            yield TileGroup(title, "", "", None, tuple(tiles[slug] for slug in rest))


def _tile(slug: str, name: str, figures: Figures, *, sample: bool) -> UnitTile:
    """Return a unit's tile as of the newest reporting period in which something is known of its models."""
    known = [row for row in figures.periods_of(slug, sample=sample) if row.coverage.covered(slug) is not None]
    if not known:
        return UnitTile(slug, name, None, UNKNOWN)
    row = known[-1]
    level, models = row.coverage.covered(slug), len(row.tally.counting.get(slug, ()))
    return UnitTile(
        slug,
        name,
        level,
        f"{f'{models} mô hình, {level} lĩnh vực' if models else 'chưa có mô hình'} (năm {row.period.label})",
        models,
        row.period.label,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
