"""Which models count in which reporting period, by unit; worked out in one pass over the models."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from danvankheo.figures.lifetimes import counts_in, lifetime, ran_in
from danvankheo.figures.reporting_periods import ONE_DAY, ReportingPeriod, credited_units, successor_in
from danvankheo.records.choices import Status
from danvankheo.records.schema import Model
from danvankheo.records.vocabulary import Unit, YearFigures

ModelsOf = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Tally:
    """The models of one reporting period. Each mapping: slug of unit → slugs of its models, units without any left out.

    A model of several units is in the list of each; one of a unit that the period does not have (a chi đoàn) is in the list of
    the level above.

    counting: models that count for the unit; registered: those of them registered for the year; waiting: models with
    status "mới đăng ký" for the year; inherited: models of a former unit that ran in the period, by the unit it became
    part of. known: units with any model in the period, or whose list says 0; all of them
    where the office has recorded everything until its end.
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


def tallies(periods: Iterable[ReportingPeriod], units: Mapping[str, Unit], models: Mapping[str, Model], *, sample: bool,
            as_of: date) -> dict[str, Tally]:  # fmt: skip
    """Return the tally of each period by its code, over the real models or over the samples."""
    periods = tuple(periods)
    members = {period.code: frozenset(period.units) for period in periods}
    credited = {period.code: credited_units(period, units) for period in periods}
    places = {slug: _places(slug, periods, units, members, credited) for slug in units}
    drafts = {period.code: _Draft() for period in periods}
    for slug, model in models.items():
        for unit in model.units if model.sample is sample else ():
            if unit in places:
                _put(slug, model, places[unit], drafts, as_of)
    return {period.code: _finish(drafts[period.code], period, units, sample, as_of) for period in periods}


# A reporting period, the unit that a unit's models belong to in it, and whether that is its successor.
_Place = tuple[ReportingPeriod, str, bool]


def _places(slug: str, periods: tuple[ReportingPeriod, ...], units: Mapping[str, Unit], members: Mapping[str, frozenset[str]],
            credited: Mapping[str, Mapping[str, str]]) -> list[_Place]:  # fmt: skip
    """Return the periods a unit's models may belong to."""
    found: list[_Place] = []
    for period in periods:
        if slug in credited[period.code]:
            found.append((period, credited[period.code][slug], False))
        elif successor := successor_in(slug, units, members[period.code]):
            found.append((period, successor, True))
    return found


def _put(slug: str, model: Model, places: list[_Place], drafts: Mapping[str, _Draft], as_of: date) -> None:
    """Add a model to one of the units it counts for. places: of that unit."""
    known = lifetime(model, as_of)
    if known is None:
        return
    for period, place, succeeded in places:
        draft = drafts[period.code]
        if succeeded:
            if ran_in(known, period):
                draft.inherited.setdefault(place, []).append(slug)
        elif counts_in(known, period):
            draft.counting.setdefault(place, []).append(slug)
            if period.year in known.years:
                draft.registered.setdefault(place, []).append(slug)
        elif known.status is Status.REGISTERED and period.year in known.years:
            draft.waiting.setdefault(place, []).append(slug)


def _finish(draft: _Draft, period: ReportingPeriod, units: Mapping[str, Unit], sample: bool, as_of: date) -> Tally:
    answered = {slug for slug in period.units if _lists_none(units[slug], period, sample=sample, as_of=as_of)}
    if not sample and _recorded(period):
        answered.update(period.units)
    return Tally(
        counting=_fixed(draft.counting),
        registered=_fixed(draft.registered),
        waiting=_fixed(draft.waiting),
        inherited=_fixed(_not_in(draft.inherited, draft.counting)),
        known=frozenset(answered | draft.counting.keys() | draft.waiting.keys()),
    )


def _not_in(drafted: dict[str, list[str]], counted: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return models of former units without those that count for the unit itself, as a partner."""
    left = {unit: [slug for slug in slugs if slug not in counted.get(unit, ())] for unit, slugs in drafted.items()}
    return {unit: slugs for unit, slugs in left.items() if slugs}


def _fixed(drafted: dict[str, list[str]]) -> ModelsOf:
    return {unit: tuple(dict.fromkeys(slugs)) for unit, slugs in drafted.items()}


def _lists_none(unit: Unit, period: ReportingPeriod, *, sample: bool, as_of: date) -> bool:
    """Tell whether the unit's list says that it has no model. A list of models that the site lacks, or a report, shows nothing."""
    figures = reported_in(unit, period, sample=sample, as_of=as_of)
    return figures is not None and figures.models_listed == 0


def _recorded(period: ReportingPeriod) -> bool:
    """Tell whether the office declares that all it received until the end of the reporting period is on the site."""
    until = period.plan_period.recorded_until
    return until is not None and period.end <= until


def reported(unit: Unit, year: int, *, sample: bool, as_of: date) -> YearFigures | None:
    """Return a unit's figures of a year as known on the day, real ones or those of samples."""
    figures = unit.years.get(year)
    if figures is None or figures.sample is not sample or date(year, 1, 1) > as_of:
        return None
    if figures.report_sent and figures.report_sent > as_of:
        figures = _of_list(figures)
    if figures.list_sent and figures.list_sent > as_of:
        figures = figures.model_copy(update={"list_sent": None, "models_listed": None})
    return figures


def _of_list(figures: YearFigures) -> YearFigures:
    """Return what a unit's list says, without its report."""
    return YearFigures.model_construct(
        list_sent=figures.list_sent, models_listed=figures.models_listed, sample=figures.sample
    )


def reported_in(unit: Unit, period: ReportingPeriod, *, sample: bool, as_of: date) -> YearFigures | None:
    """Return a unit's figures of the year of a reporting period.

    A unit that is in several parts of the year has the figures of its report in the part the report is due in, else the last
    one; those of its list in each.
    """
    figures = reported(unit, period.year, sample=sample, as_of=as_of)
    if figures is not None and not period.report_due and continues(unit, period):
        figures = _of_list(figures)
    return figures


def continues(unit: Unit, period: ReportingPeriod) -> bool:
    """Tell whether a unit is in a later part of the year, too."""
    return not period.last_part and unit.existed_on(period.end + ONE_DAY)


def began_before(unit: Unit, period: ReportingPeriod) -> bool:
    """Tell whether a unit is in an earlier part of the year, too."""
    return not period.first_part and unit.existed_on(period.start - ONE_DAY)
