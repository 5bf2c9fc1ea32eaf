"""Targets over a period: in words, as a table, and as a chart of bars with its coordinates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from danvankheo.base.locale import number, percent_value
from danvankheo.figures import DataSet
from danvankheo.figures.trends import Comparison, Trend, TrendPoint, trends
from danvankheo.outputs.views.figure_views import UNKNOWN, FigureState, figure_view, target_words
from danvankheo.records.plan import Period
from danvankheo.records.registry import Registry

# The bars' place in the chart, in SVG units: numbers stand above, years below, the target's name at the right.
TOP, BOTTOM, RIGHT = 30, 140, 272

WHY_NOT = {
    Comparison.FIRST: "năm đầu của giai đoạn",
    Comparison.UNKNOWN: "chưa so được, thiếu số liệu",
    Comparison.OTHER_UNITS: "không so, vì đơn vị đã sắp xếp lại",
    Comparison.PART_OF_YEAR: "không so, vì chỉ là một phần của năm",
    Comparison.OTHER_REPORTS: "không so, vì hai năm không cùng những đơn vị có số liệu",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the chart, in SVG units; its label in two lines ("2025", "đến 30/6")."""

    middle: str
    left: str
    width: str
    top: str
    height: str
    year: str
    part: str


@dataclass(frozen=True, slots=True)
class PointView:
    """A reporting period in words; state: see ``FigureView``."""

    label: str
    value: str
    state: FigureState
    fraction: str
    gap: str
    change: str
    known: str
    bar: Bar


@dataclass(frozen=True, slots=True)
class TrendView:
    """One figure over the period.

    goal: the target in words; sentence: the chart in words; latest: the newest figure in words; line: the target's
    height in the chart, None without a target.
    """

    code: str
    title: str
    goal: str
    sentence: str
    latest: str
    line: str | None
    points: tuple[PointView, ...]


@dataclass(frozen=True, slots=True)
class PeriodTrends:
    """The figures over one period ("2021–2025"); a figure without any known value is left out."""

    label: str
    trends: tuple[TrendView, ...]


def period_trends(data: DataSet, registry: Registry, plan: Period) -> Iterator[PeriodTrends]:
    """Yield the trends of a plan in a data set; nothing before its first reporting period."""
    periods: dict[str, list[TrendView]] = {}
    for trend in trends((each.period, each.indicators) for each in data.periods.values()):
        if trend.plan_period.code != plan.code:
            continue
        label = f"{plan.start.year}–{plan.end.year}"
        views = periods.setdefault(label, [])
        if trend.latest:
            views.append(_view(trend, data, registry))
    return (PeriodTrends(label, tuple(periods[label])) for label in sorted(periods))


def trend_views(data: DataSet, registry: Registry) -> Iterator[TrendView]:
    """Yield every trend of a data set."""
    for trend in trends((each.period, each.indicators) for each in data.periods.values()):
        yield _view(trend, data, registry)


def _view(trend: Trend, data: DataSet, registry: Registry) -> TrendView:
    slot, full = RIGHT / len(trend.points), _full(trend)
    points = tuple(_point(point, place * slot, slot, full, data, registry) for place, point in enumerate(trend.points))
    newest = trend.points[-1]
    title = newest.figure.name
    target = newest.figure.target
    goal = "" if target is None else f"Chỉ tiêu {target_words(target, newest.figure.plan_target.unit)}"
    values = "; ".join(f"năm {point.label} {point.value}" for point in points)
    return TrendView(
        code=trend.code,
        title=title,
        goal=goal or "Kế hoạch không đặt mức cho cách tính này",
        sentence=f"{title}{f', {goal.lower()}' if goal else ''}: {values}.",
        latest=_latest(trend, points),
        line=None if target is None else _height(target, full),
        points=points,
    )


def _latest(trend: Trend, points: tuple[PointView, ...]) -> str:
    if trend.latest is None:
        return ""
    shown = points[trend.points.index(trend.latest)]
    gap = f" {shown.gap[:1].upper()}{shown.gap[1:]}." if trend.latest.gap is not None else ""
    return f"Năm {shown.label}: {shown.value} ({shown.fraction}).{gap}"


def _point(point: TrendPoint, left: float, slot: float, full: float, data: DataSet, registry: Registry) -> PointView:
    figure, period = point.figure, point.period
    shown = figure_view(figure, data.periods[period.code], registry, sample=data.sample)
    top = _height(figure.value, full) if figure.value is not None else str(TOP)
    year, _, part = period.label.partition(" ")
    return PointView(
        label=period.label,
        value="không áp dụng" if not figure.applicable else f"{shown.value}{shown.sign}" if shown.value else UNKNOWN,
        state=shown.state,
        fraction=shown.fraction[:1].lower() + shown.fraction[1:],
        gap=_gap(point),
        change=_change(point),
        known=f"{point.known}/{figure.units} đơn vị" if figure.applicable else "–",
        bar=Bar(
            middle=f"{left + slot / 2:.1f}",
            left=f"{left + slot * 0.19:.1f}",
            width=f"{slot * 0.62:.1f}",
            top=top,
            height=f"{BOTTOM - float(top):.1f}",
            year=year,
            part=part,
        ),
    )


def _full(trend: Trend) -> float:
    """Return the value that is drawn as high as the chart: 100 percent, or the greatest number."""
    if trend.points[-1].figure.is_share:
        return 100
    values = [value for each in trend.points for value in (each.figure.value, each.figure.target) if value is not None]
    return float(max(values, default=1)) or 1


def _height(value: Decimal, full: float) -> str:
    return f"{BOTTOM - (BOTTOM - TOP) * min(float(value), full) / full:.1f}"


def _gap(point: TrendPoint) -> str:
    figure = point.figure
    if not figure.applicable or figure.target is None:
        return "–"
    if point.gap is None:
        return UNKNOWN
    if not point.gap:
        return "đã đạt"
    if not figure.of_units:
        return f"còn thiếu {_amount(point, point.gap)}"
    words, unknown = f"còn thiếu {number(point.gap)} đơn vị", len(figure.unknown)
    if 2 * unknown > figure.units:  # too little is known to say how many units lack a model
        return f"{number(unknown)} đơn vị chưa có số liệu"
    if not unknown:
        return words
    if point.gap != len(figure.missing) + unknown:
        return f"{words}; {unknown} đơn vị chưa có số liệu"
    return f"{words}, {f'trong đó {unknown} đơn vị' if figure.missing else 'đều'} chưa có số liệu"


def _change(point: TrendPoint) -> str:
    if not point.figure.applicable:
        return "–"
    if point.change is None:
        return WHY_NOT[point.compared]
    if not point.change:
        return "như năm trước"
    size = abs(point.change)
    return f"{'tăng' if point.change > 0 else 'giảm'} {_amount(point, size)}"


def _amount(point: TrendPoint, value: Decimal) -> str:
    """Return a difference in words: "2 đơn vị", "3 mô hình", "1,5 điểm phần trăm"."""
    if point.figure.of_units or not point.figure.is_share:
        return f"{number(value)} {point.figure.counts}"
    return f"{percent_value(value).removesuffix('%')} điểm phần trăm"
