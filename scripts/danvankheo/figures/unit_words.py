"""What the targets of a plan ask of one unit, and what its reports say of them, in words."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from danvankheo.base.locale import number, percent_value
from danvankheo.figures.figure import Figure, Indicators
from danvankheo.figures.words import noun, threshold, year_number
from danvankheo.records.choices import Measure
from danvankheo.records.plan import Parameters, Period
from danvankheo.records.vocabulary import YearFigures


def unit_aim(figure: Figure) -> str:
    """Return what a target asks of each unit: "Có mô hình", "Từ 80% trở lên"; "–" for what it asks of all units together."""
    line = threshold(figure.plan_target, figure.reading)
    if figure.measure in (Measure.POOLED_RATE, Measure.UNITS_AT_RATE):
        share = line if figure.measure is Measure.UNITS_AT_RATE else figure.plan_target.value
        return f"Từ {percent_value(share)} trở lên"
    if not figure.of_units:
        return "–"
    if figure.from_reports:
        return f"Từ {number(line)} trở lên"
    return "Có mô hình" if line <= 1 else f"Từ {number(line)} mô hình"


def unit_number(period: Period, what: Parameters, reported: YearFigures | None) -> str:
    """Return the number or rate a unit reported: "8 hoạt động", "90% (189/210 thanh niên)"; "" when it is unknown."""
    if reported is None:
        return ""
    if what.number:
        value, named = reported.number(what.number), year_number(period, what.number)
        return "" if value is None else f"{number(value)} {named.unit or noun(named)}"
    rate, heads = unit_rate(what, reported), ""
    part, whole = (reported.number(code) if code else None for code in (what.part, what.whole))
    if part is not None and whole:
        counted = year_number(period, what.whole)
        heads = f" ({number(part)}/{number(whole)} {counted.unit or noun(counted)})"
    return "" if rate is None else percent_value(rate) + heads


def unit_rate(what: Parameters, reported: YearFigures) -> Decimal | None:
    """Return a unit's rate in percent: from the two numbers when both are there, else as reported."""
    part, whole = (reported.number(code) if code else None for code in (what.part, what.whole))
    if part is not None and whole:
        return part * 100 / whole
    return reported.number(what.rate) if what.rate else None


def unit_gaps(indicators: Indicators, period: Period, reported: YearFigures | None) -> Iterator[str]:
    """Yield what a unit's reports lack for the targets, or where they stay below one."""
    told: set[str] = set()
    for figure in indicators:
        what, code = figure.reading.parameters, figure.plan_target.code
        if not figure.from_reports or code in told:
            continue
        told.add(code)
        words = unit_number(period, what, reported)
        if what.number:
            if not words:
                yield f"chưa có số {noun(year_number(period, what.number))}"
            continue
        name = figure.plan_target.name[:1].lower() + figure.plan_target.name[1:]
        rate = unit_rate(what, reported) if reported else None
        if rate is None:
            yield f"chưa có {name}"
        elif rate < figure.plan_target.value:
            yield f"{name} {percent_value(rate)}, chưa đạt {percent_value(figure.plan_target.value)}"
