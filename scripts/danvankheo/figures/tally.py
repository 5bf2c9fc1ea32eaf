"""One pass over the models: which of them count in which row, unit by unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from danvankheo.figures.lifetimes import counts_in, life, ran_in
from danvankheo.figures.reporting_periods import Row, successor_in
from danvankheo.records.choices import Status
from danvankheo.records.schema import Model
from danvankheo.records.vocabulary import Unit, YearFigures

ModelsOf = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Tally:
    """The models of one row; each mapping goes from a unit's slug to slugs of models, units without any left out.

    counting: make the unit "have a model"; registered: those of them registered for the year; waiting: "mới đăng ký"
    for the year; inherited: a predecessor's models that ran in the row, by the unit they now lie in.
    known: units of which something is known: a list or report sent, or a model of whatever status in the row.
    """

    counting: ModelsOf
    registered: ModelsOf
    waiting: ModelsOf
    inherited: ModelsOf
    known: frozenset[str]


@dataclass(slots=True)
class _Draft:
    counting: dict[str, list[str]] = field(default_factory=dict)
    registered: dict[str, list[str]] = field(default_factory=dict)
    waiting: dict[str, list[str]] = field(default_factory=dict)
    inherited: dict[str, list[str]] = field(default_factory=dict)


def tallies(rows: Iterable[Row], units: Mapping[str, Unit], models: Mapping[str, Model], *, sample: bool,
            as_of: date) -> dict[str, Tally]:  # fmt: skip
    """Return the tally of each row by its code, over the real models or over the samples."""
    rows = tuple(rows)
    members = {row.code: frozenset(row.units) for row in rows}
    places = {slug: _places(slug, rows, units, members) for slug in units}
    drafts = {row.code: _Draft() for row in rows}
    for slug, model in models.items():
        if model.sample is sample and model.unit in places:
            _put(slug, model, places[model.unit], drafts, as_of)
    return {row.code: _finish(drafts[row.code], row, units, sample, as_of) for row in rows}


def _places(slug: str, rows: tuple[Row, ...], units: Mapping[str, Unit],
            members: Mapping[str, frozenset[str]]) -> list[tuple[Row, str]]:  # fmt: skip
    """Return the rows a unit's models may stand in, each with the unit they stand under there."""
    found = [(row, successor_in(slug, units, members[row.code])) for row in rows]
    return [(row, place) for row, place in found if place]


def _put(slug: str, model: Model, places: list[tuple[Row, str]], drafts: Mapping[str, _Draft], as_of: date) -> None:
    known = life(model, as_of)
    if known is None:
        return
    for row, place in places:
        draft = drafts[row.code]
        if place != model.unit:
            if ran_in(known, row):
                draft.inherited.setdefault(place, []).append(slug)
        elif counts_in(known, row):
            draft.counting.setdefault(place, []).append(slug)
            if row.year in known.years:
                draft.registered.setdefault(place, []).append(slug)
        elif known.status is Status.REGISTERED and row.year in known.years:
            draft.waiting.setdefault(place, []).append(slug)


def _finish(draft: _Draft, row: Row, units: Mapping[str, Unit], sample: bool, as_of: date) -> Tally:
    answered = {slug for slug in row.units if _wrote(reported(units[slug], row.year, sample=sample, as_of=as_of))}
    return Tally(
        counting=_fixed(draft.counting),
        registered=_fixed(draft.registered),
        waiting=_fixed(draft.waiting),
        inherited=_fixed(draft.inherited),
        known=frozenset(answered | draft.counting.keys() | draft.waiting.keys()),
    )


def _fixed(drafted: dict[str, list[str]]) -> ModelsOf:
    return {unit: tuple(slugs) for unit, slugs in drafted.items()}


def _wrote(figures: YearFigures | None) -> bool:
    """Tell whether a list or report came: then "no model" is known. A rate from a newspaper says nothing of models."""
    return figures is not None and bool(figures.list_sent or figures.report_sent or figures.models_listed is not None)


def reported(unit: Unit, year: int, *, sample: bool, as_of: date) -> YearFigures | None:
    """Return what is known of a unit's year on the day, from the real figures or from the samples."""
    figures = unit.years.get(year)
    if figures is None or figures.sample is not sample or date(year, 1, 1) > as_of:
        return None
    if figures.report_sent and figures.report_sent > as_of:
        figures = YearFigures.model_construct(
            list_sent=figures.list_sent, models_listed=figures.models_listed, sample=sample
        )
    if figures.list_sent and figures.list_sent > as_of:
        figures = figures.model_copy(update={"list_sent": None, "models_listed": None})
    return figures
