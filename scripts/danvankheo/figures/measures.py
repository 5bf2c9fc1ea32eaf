"""The measures of a plan's targets: a small catalogue, one pure function each (``choices.Measure``).

A measure looks at some units of a row and yields what it finds, one ``Count`` for each figure. It knows no target of any plan:
what it counts stands in the parameters of the reading.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from danvankheo.figures.coverage import Coverage
from danvankheo.figures.figure import Count, Names, percent_of
from danvankheo.figures.lifetimes import lifetime
from danvankheo.figures.reporting_periods import ReportingPeriod, successor_in
from danvankheo.figures.tally import Tally
from danvankheo.records.choices import Condition, Counted, Matter, Measure, Status
from danvankheo.records.plan import Parameters
from danvankheo.records.registry import model_date
from danvankheo.records.schema import Entry, Exemplar, Model
from danvankheo.records.vocabulary import Unit, YearFigures

Entries = Mapping[str, Names]
Measurement = Callable[["RowData", Names, Parameters], Iterator[Count]]


@dataclass(frozen=True, slots=True)
class RowData:
    """All that measures read of one reporting period, in one data set.

    reports: unit → what it reported for the year, as known on the day; credited: unit → unit of the row that its entries count
    for; models, exemplars: of the data set; copies: model →
    models replicated from it.
    """

    period: ReportingPeriod
    units: Mapping[str, Unit]
    tally: Tally
    coverage: Coverage
    reports: Mapping[str, YearFigures | None]
    credited: Mapping[str, str]
    models: Mapping[str, Model]
    exemplars: Mapping[str, Exemplar]
    copies: Mapping[str, tuple[str, ...]]
    as_of: date

    @property
    def last_day(self) -> date:
        """The last day of the row that is known."""
        return min(self.period.end, self.as_of)


def units_with_models(row: RowData, units: Names, what: Parameters) -> Iterator[Count]:
    """Yield the share of units with at least n models."""
    own = _own_models(row, units, what)
    counted = [unit for unit in units if len(own[unit]) >= _at_least(what)]
    inherited = () if what.registered_in_year else [u for u in units if row.tally.inherited.get(u) and not own[u]]
    yield _share_of_units(row, units, counted, inherited)


def units_in_each_field(row: RowData, units: Names, what: Parameters) -> Iterator[Count]:
    """Yield for each field the share of units with at least n models whose main field it is."""
    own = _own_models(row, units, what)
    for field in what.fields or row.coverage.fields:
        counted = _with_field(row, own, field, _at_least(what))
        further = [unit for unit in units if unit not in counted and field in _fields(row, own[unit])]
        yield _share_of_units(row, units, counted, further, field)


def units_in_all_fields(row: RowData, units: Names, what: Parameters) -> Iterator[Count]:
    """Yield the share of units with at least n models in every field; beside: counting the further fields of their models."""
    own = _own_models(row, units, what)
    fields = what.fields or row.coverage.fields
    having = [_with_field(row, own, field, _at_least(what)) for field in fields]
    counted = frozenset.intersection(*having) if having else frozenset()
    further = [unit for unit in units if unit not in counted and fields and _fields(row, own[unit]) >= set(fields)]
    yield _share_of_units(row, units, counted, further)


def units_reporting(row: RowData, units: Names, what: Parameters) -> Iterator[Count]:
    """Yield the share of units whose yearly number is at least n, among the units that reported it."""
    yield _share_of_known(row, units, _numbers(row, units, what.number), _at_least(what))


def pooled_rate(row: RowData, units: Names, what: Parameters) -> Iterator[Count]:
    """Yield the rate of two numbers, each added up over the units that reported both; beside: they reported only a rate."""
    parts, wholes = _numbers(row, units, what.part), _numbers(row, units, what.whole)
    both = tuple(unit for unit in units if unit in parts and wholes.get(unit))
    part, whole = int(sum(parts[unit] for unit in both)), int(sum(wholes[unit] for unit in both))
    value = percent_of(part, whole) if whole else None
    rate_only = tuple(unit for unit in _numbers(row, units, what.rate) if unit not in both)
    yield Count(numerator=part, denominator=whole, value=value, lowest=value, highest=value, counted=both, missing=(),
                unknown=tuple(unit for unit in units if unit not in both), beside=rate_only,
                applicable=bool(row.period.report_due or both))  # fmt: skip


def units_at_rate(row: RowData, units: Names, what: Parameters) -> Iterator[Count]:
    """Yield the share of units whose rate is at least n percent, worked out from two numbers or as reported."""
    parts, wholes = _numbers(row, units, what.part), _numbers(row, units, what.whole)
    rates = _numbers(row, units, what.rate)
    rates.update({unit: parts[unit] * 100 / wholes[unit] for unit in parts if wholes.get(unit)})
    yield _share_of_known(row, units, rates, _at_least(what))


def count_of_entries(row: RowData, units: Names, what: Parameters) -> Iterator[Count]:
    """Yield the number of models or exemplars, each once: those of the row, or those that met a condition within it."""
    if what.condition:
        entries = row.exemplars if what.of is Counted.EXEMPLARS else row.models
        found = _with_condition(row, units, entries, what)
    else:
        found = _own_exemplars(row, units, what) if what.of is Counted.EXEMPLARS else _own_models(row, units, what)
    counted, missing, unknown = _by_state(row, found)
    number = len({slug for slugs in found.values() for slug in slugs})
    value = Decimal(number) if number or len(unknown) < len(units) else None
    yield Count(numerator=number, denominator=0, value=value, lowest=Decimal(number), highest=None if unknown else value,
                counted=counted, missing=missing, unknown=unknown)  # fmt: skip


def share_of_models(row: RowData, units: Names, what: Parameters) -> Iterator[Count]:
    """Yield the share of the models of the row that met a condition by its end."""
    own = _own_models(row, units, what)
    models = {slug for slugs in own.values() for slug in slugs}
    met = [slug for slug in models if any(day <= row.last_day for day in _days(row, slug, row.models[slug], what))]
    counted, missing, unknown = _by_state(row, own)
    value = percent_of(len(met), len(models)) if models else None
    bound = None if unknown else value
    yield Count(numerator=len(met), denominator=len(models), value=value, lowest=bound, highest=bound, counted=counted,
                missing=missing, unknown=unknown)  # fmt: skip


CATALOGUE: Mapping[Measure, Measurement] = {
    Measure.UNITS_WITH_MODELS: units_with_models,
    Measure.UNITS_IN_EACH_FIELD: units_in_each_field,
    Measure.UNITS_IN_ALL_FIELDS: units_in_all_fields,
    Measure.UNITS_REPORTING: units_reporting,
    Measure.POOLED_RATE: pooled_rate,
    Measure.UNITS_AT_RATE: units_at_rate,
    Measure.COUNT: count_of_entries,
    Measure.SHARE_OF_MODELS: share_of_models,
}


def _at_least(what: Parameters) -> Decimal:
    return Decimal(1) if what.at_least is None else what.at_least


def _own_models(row: RowData, units: Names, what: Parameters) -> Entries:
    """Return the models that count in the row, by unit: all of them, or those registered for its year; of the fields asked for."""
    found = row.tally.registered if what.registered_in_year else row.tally.counting
    return {unit: tuple(slug for slug in found.get(unit, ()) if _in_fields(row.models[slug], what)) for unit in units}


def _own_exemplars(row: RowData, units: Names, what: Parameters) -> Entries:
    """Return the exemplars of the row's year, by unit."""
    found: dict[str, list[str]] = {unit: [] for unit in units}
    for slug, exemplar in row.exemplars.items():
        if exemplar.year == row.period.year and _in_fields(exemplar, what) and not _comes_later(exemplar, row.as_of):
            for unit in dict.fromkeys(row.credited.get(each) for each in exemplar.units):
                if unit in found:
                    found[unit].append(slug)
    return {unit: tuple(slugs) for unit, slugs in found.items()}


def _with_condition(row: RowData, units: Names, entries: Mapping[str, Entry], what: Parameters) -> Entries:
    """Return the entries that met the condition within the row, by unit; those of a former unit by the one it became part of."""
    found: dict[str, list[str]] = {unit: [] for unit in units}
    among = frozenset(units)
    for slug, entry in entries.items():
        if _in_fields(entry, what) and any(
            row.period.start <= day <= row.last_day for day in _days(row, slug, entry, what)
        ):
            places = (row.credited.get(each) or successor_in(each, row.units, among) for each in entry.units)
            for unit in dict.fromkeys(places):
                if unit in found:
                    found[unit].append(slug)
    return {unit: tuple(slugs) for unit, slugs in found.items()}


def _days(row: RowData, slug: str, entry: Entry, what: Parameters) -> Iterator[date]:
    """Yield the days on which an entry met the condition."""
    if what.condition is Condition.RECOGNISED:
        yield from (award.day for award in entry.awards if what.level in (None, award.level))
    if what.condition is Condition.PUBLISHED and entry.published:
        yield entry.published
    if isinstance(entry, Model):
        yield from _days_of_model(row, slug, entry, what.condition)


def _days_of_model(row: RowData, slug: str, model: Model, condition: Condition | None) -> Iterator[date]:
    confirmation = model.guideline.confirmation if model.guideline else None
    if condition is Condition.CONFIRMED and confirmation and set(confirmation.matters) == set(Matter):
        yield confirmation.day
    if condition is Condition.REPLICATED:
        yield from (model_date(row.models[copy]) for copy in row.copies.get(slug, ()) if copy in row.models)
    if condition is Condition.COMPLETED and model.status is Status.COMPLETED and (known := lifetime(model, row.as_of)):
        yield known.end


def _comes_later(entry: Entry, as_of: date) -> bool:
    return entry.published is not None and entry.published > as_of


def _in_fields(entry: Entry, what: Parameters) -> bool:
    return not what.fields or entry.field in what.fields


def _with_field(row: RowData, own: Entries, field: str, at_least: Decimal) -> frozenset[str]:
    """Return the units with at least n models whose main field it is."""
    return frozenset(
        u for u, slugs in own.items() if sum(row.models[slug].field == field for slug in slugs) >= at_least
    )


def _fields(row: RowData, slugs: Names) -> set[str]:
    """Return the main and further fields of models."""
    return {field for slug in slugs for field in (row.models[slug].field, *row.models[slug].other_fields)}


def _numbers(row: RowData, units: Names, code: str | None) -> dict[str, Decimal]:
    """Return a yearly number of the units that reported it; code: its key in ``theo_nam``, or that of the plan's own numbers."""
    reports = {unit: report for unit in units if code and (report := row.reports.get(unit))}
    numbers = {unit: report.number(code) for unit, report in reports.items()} if code else {}
    return {unit: number for unit, number in numbers.items() if number is not None}


def _share_of_units(
    row: RowData, units: Names, having: Collection[str], beside: Iterable[str], field: str = ""
) -> Count:
    """Return a share of all units; its value is None when nothing is known of any of them."""
    counted, missing, unknown = _by_state(row, {unit: (unit,) if unit in having else () for unit in units})
    value = percent_of(len(counted), len(units)) if len(unknown) < len(units) else None
    lowest, highest = _bounds(len(counted), len(unknown), len(units))
    return Count(numerator=len(counted), denominator=len(units), value=value, lowest=lowest, highest=highest, counted=counted,
                 missing=missing, unknown=unknown, beside=tuple(beside), field=field)  # fmt: skip


def _share_of_known(row: RowData, units: Names, numbers: Mapping[str, Decimal], at_least: Decimal) -> Count:
    """Return the share of units whose number is at least n, among the units that have one."""
    counted = tuple(unit for unit in units if unit in numbers and numbers[unit] >= at_least)
    missing = tuple(unit for unit in units if unit in numbers and numbers[unit] < at_least)
    unknown = tuple(unit for unit in units if unit not in numbers)
    value = percent_of(len(counted), len(numbers)) if numbers else None
    lowest, highest = _bounds(len(counted), len(unknown), len(units))
    return Count(numerator=len(counted), denominator=len(numbers), value=value, lowest=lowest, highest=highest, counted=counted,
                 missing=missing, unknown=unknown, applicable=bool(row.period.report_due or numbers))  # fmt: skip


def _by_state(row: RowData, found: Entries) -> tuple[Names, Names, Names]:
    """Return the units with entries, those known to have none, those of which nothing is known."""
    missing = tuple(unit for unit, slugs in found.items() if not slugs and unit in row.tally.known)
    unknown = tuple(unit for unit, slugs in found.items() if not slugs and unit not in row.tally.known)
    return tuple(unit for unit, slugs in found.items() if slugs), missing, unknown


def _bounds(counted: int, unknown: int, units: int) -> tuple[Decimal | None, Decimal | None]:
    """Return the lowest and the highest share of all units that the unknown ones allow."""
    if not units:
        return None, None
    return percent_of(counted, units), percent_of(counted + unknown, units)
