"""/chi-tieu/: the plan's targets and how far they are reached; real figures and samples are separate and never added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.locale import number, percent_value, short_date
from danvankheo.figures import DataSet, Figure, Figures, PeriodFigures
from danvankheo.figures.deadlines import SubmissionState
from danvankheo.figures.reporting_periods import counted_kinds, official_date
from danvankheo.figures.words import numeral
from danvankheo.outputs.context import Context
from danvankheo.outputs.feeds.calendar import Banner, banners
from danvankheo.outputs.views.figure_views import (
    INCOMPLETE,
    FigureView,
    NameList,
    cell,
    deadline_note,
    figure_view,
    target_words,
)
from danvankheo.outputs.views.parts import Cell
from danvankheo.outputs.views.plan_state import RESULTS, PlanState, plan_state, results_of
from danvankheo.outputs.views.trends import PeriodTrends, period_trends
from danvankheo.outputs.views.unit_names import places_word
from danvankheo.records.choices import Measure
from danvankheo.records.movement import STATE_UNITS
from danvankheo.records.plan import Period, PlanTarget
from danvankheo.records.registry import Registry
from danvankheo.rendering.frame import MenuSection

ADDRESSES = ("chi-tieu/", r"chi-tieu/\d[a-z0-9-]*/")


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """The figures of one target. unknown: a sentence printed instead of them when nothing is known of any."""

    title: str
    unknown: str
    figures: tuple[FigureView, ...]


@dataclass(frozen=True, slots=True)
class SubmissionView:
    """How many units sent their list, or their report; missing: the units that did not."""

    title: str
    text: str
    missing: NameList | None


@dataclass(frozen=True, slots=True)
class PeriodView:
    """A reporting period ("Năm 2023"). latest: the newest with figures, shown open.

    coverage: the anchor of its matrix on the page of coverage, "" without one; summary: in the order of the table's columns;
    plan_note: that the site has no targets of the row's plan, "" when it has.
    """

    coverage: str
    anchor: str
    label: str
    note: str
    known: bool
    latest: bool
    groups: tuple[TargetGroup, ...]
    submissions: tuple[SubmissionView, ...]
    summary: tuple[Cell, ...]
    plan_note: str


@dataclass(frozen=True, slots=True)
class SummaryTable:
    """The rows of one plan in short. plan: its years, "" when the site has one plan alone; columns: without the first one."""

    plan: str
    columns: tuple[str, ...]
    rows: tuple[PeriodView, ...]


@dataclass(frozen=True, slots=True)
class IndicatorsBlock:
    """One data set, the newest period first. known: whether anything is known in it; else its rows are not printed."""

    sample: bool
    known: bool
    anchor: str
    periods: tuple[PeriodTrends, ...]
    tables: tuple[SummaryTable, ...]
    rows: tuple[PeriodView, ...]


@dataclass(frozen=True, slots=True)
class TargetView:
    """A target of the plan and how it is worked out."""

    name: str
    value: str
    method: str


@dataclass(frozen=True, slots=True)
class PlanLink:
    """A plan of the site with the address of its results; rows: its reporting periods, newest first, with their anchors."""

    label: str
    address: str
    here: bool
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class IndicatorsView:
    """Everything the page of one plan prints. plan: its years; plans: all plans when there are several, the newest first.

    ended: the last day of an earlier plan, "" on the page of the running or newest one.
    """

    plan: str
    plans: tuple[PlanLink, ...]
    state: PlanState | None
    ended: str
    as_of: str
    known: bool
    blocks: tuple[IndicatorsBlock, ...]
    targets: tuple[TargetView, ...]
    target_count: str
    deadline_note: str
    places: str
    other_kinds: tuple[str, ...]
    reorganisation_note: str
    due: tuple[Banner, ...] = ()


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield a page for each plan that has begun; the running one, or the last one, has the first address."""
    movement, day = context.registry.movement.data, context.as_of
    begun = [plan for plan in movement.newest_first(day) if plan.start <= day]
    for plan in begun or (None,):
        view = indicators_view(context.registry, context.figures, plan)
        if not view.ended:
            view = replace(view, due=banners(context))
        years = f" giai đoạn {plan.label}" if plan and len(begun) > 1 else ""
        yield context.page(
            results_of(movement, plan, day) if plan else RESULTS,
            MenuSection.RESULTS,
            "indicators.html",
            title=f"Kết quả thực hiện chỉ tiêu{years}",
            description=_description(context.registry, context.figures, plan or Period.without_plan(day, day)),
            data={"view": view},
            inputs=digest(repr(view)),
        )


def indicators_view(registry: Registry, figures: Figures, plan: Period | None = None) -> IndicatorsView:
    """Return what the page of a plan prints; None: of the running one, or the last."""
    movement, day = registry.movement.data, figures.as_of
    plan = plan or movement.newest_period(day) or Period.without_plan(day, day)
    blocks = tuple(_block(each, registry, plan) for each in figures.sets)
    first = movement.newest_period(day)
    return IndicatorsView(
        plan=plan.label,
        plans=tuple(_plan_links(registry, figures, plan)),
        state=plan_state(movement, day) if first is None or first.code == plan.code else None,
        ended=short_date(plan.end) if first and first.code != plan.code else "",
        as_of=short_date(figures.as_of),
        known=any(block.known for block in blocks),
        blocks=blocks,
        targets=tuple(_targets(plan)),
        target_count=numeral(len(plan.targets)),
        deadline_note=deadline_note(plan) if plan.has_plan else "",
        places=places_word(record.data for record in registry.units.values()),
        other_kinds=tuple(_other_kinds(registry, figures, plan)),
        reorganisation_note=movement.reorganisation_note or "",
    )


def _other_kinds(registry: Registry, figures: Figures, plan: Period) -> Iterator[str]:
    """Yield the kinds of unit that the plan counts and of which there is no complete list."""
    counted = {kind for target in plan.targets for kind in counted_kinds(plan, target)[0]}
    for kind, count in figures.other_kinds.items():
        if kind in counted and not registry.movement.data.list_is_complete(kind, plan.start, plan.end):
            words = f"đã có hồ sơ của {count} đơn vị, chưa đủ danh sách" if count else "chưa có danh sách"
            yield f"{kind.label}: {words}"


def _plan_links(registry: Registry, figures: Figures, plan: Period) -> Iterator[PlanLink]:
    """Yield the plans that have begun, the newest first; nothing when there is one alone."""
    movement, day = registry.movement.data, figures.as_of
    begun = [each for each in movement.newest_first(day) if each.start <= day]
    for each in begun if len(begun) > 1 else ():
        rows = tuple(
            (row.label, tuple(f"{_anchor(sample=data.sample)}-{row.code}" for data in figures.sets if data.known))
            for row in reversed(figures.periods)
            if row.plan_period.code == each.code
        )
        yield PlanLink(each.label, results_of(movement, each, day), each.code == plan.code, rows)


def _anchor(*, sample: bool) -> str:
    return "minh-hoa" if sample else "nam"


def _description(registry: Registry, figures: Figures, plan: Period) -> str:
    """Return what search engines show of the page: the targets of the newest row that has any."""
    rows = (row.indicators.headlines for row in _rows_of(figures.real, plan))
    names = [figure.short_name[:1].lower() + figure.short_name[1:] for figure in next(filter(None, rows), ())]
    rest = f": {', '.join(names)}" if names else ""
    return f"Kết quả từng năm so với chỉ tiêu của phong trào “{registry.movement.data.name}”{rest}."


def _targets(period: Period) -> Iterator[TargetView]:
    for target in period.targets:
        yield TargetView(target.name, target_words(target.value, target.unit), target.method)


def _rows_of(data: DataSet, plan: Period) -> list[PeriodFigures]:
    """Return the reporting periods of a plan, the newest first."""
    return [each for each in data.periods.values() if each.period.plan_period.code == plan.code][::-1]


def _block(data: DataSet, registry: Registry, plan: Period) -> IndicatorsBlock:
    anchor = "minh-hoa" if data.sample else "so-lieu-that"
    newest_first = _rows_of(data, plan) if plan.has_plan else []
    latest = next((each for each in newest_first if each.known), None)
    rows = {each.period.code: _row(each, registry, sample=data.sample, latest=each is latest) for each in newest_first}
    tables = tuple(_tables(newest_first, rows))
    return IndicatorsBlock(
        data.sample, data.known, anchor, tuple(period_trends(data, registry, plan)), tables, tuple(rows.values())
    )


def _tables(newest_first: list[PeriodFigures], rows: Mapping[str, PeriodView]) -> Iterator[SummaryTable]:
    """Yield a table for each plan that sets targets, the newest plan first."""
    plans = [list(group) for _, group in groupby(newest_first, key=lambda each: each.period.plan_period.code)]
    for plan in plans:
        columns = tuple(figure.short_name for figure in plan[0].indicators if not figure.field)
        label = plan[0].period.plan_period.label if len(plans) > 1 else ""
        if columns:
            yield SummaryTable(label, columns, tuple(rows[each.period.code] for each in plan))


def _row(row: PeriodFigures, registry: Registry, *, sample: bool, latest: bool) -> PeriodView:
    prefix, plan = _anchor(sample=sample), row.period.plan_period
    return PeriodView(
        coverage=f"{'minh-hoa' if sample else 'so-lieu-that'}-{row.period.code}" if row.tally.known else "",
        anchor=f"{prefix}-{row.period.code}",
        label=f"Năm {row.period.label}",
        note=_row_note(row, registry),
        known=row.known,
        latest=latest,
        groups=tuple(_groups(row, registry, sample=sample)),
        submissions=tuple(_submissions(row, registry)),
        summary=tuple(cell(_summary(figure)) for figure in row.indicators if not figure.field),
        plan_note="" if plan.targets else f"Trang này chưa nhận được chỉ tiêu của giai đoạn {plan.label}.",
    )


def _groups(row: PeriodFigures, registry: Registry, *, sample: bool) -> Iterator[TargetGroup]:
    """Yield the figures of each target, of neighbouring targets with one heading together; those of the fields come last."""
    for title, targets in groupby(row.period.plan_period.targets, key=target_heading):
        figures = [figure for target in targets for figure in row.indicators.of(target)]
        figures.sort(key=lambda figure: bool(figure.field))
        if figures:
            yield _group(title, tuple(figure_view(each, row, registry, sample=sample) for each in figures))


def target_heading(target: PlanTarget) -> str:
    """Return the heading under which a target stands."""
    return target.heading or f"Chỉ tiêu {target.code}: {target.name}"


def _group(title: str, figures: tuple[FigureView, ...]) -> TargetGroup:
    same = {figure.fraction for figure in figures if figure.value is None}
    nothing = len(same) == 1 and all(figure.value is None for figure in figures)
    return TargetGroup(title, f"{same.pop()}." if nothing else "", figures)


def _row_note(row: PeriodFigures, registry: Registry) -> str:
    """Return over how many units a part of a year is counted, "" for a whole year."""
    if row.period.whole_year:
        return ""
    units = [unit for slug in row.period.units if (unit := registry.units[slug].data).kind in STATE_UNITS]
    since = (
        f" từ ngày {official_date(row.period.start)}"
        if (row.period.start.month, row.period.start.day) != (1, 1)
        else ""
    )
    until = (
        f" đến hết ngày {official_date(row.period.end)}"
        if (row.period.end.month, row.period.end.day) != (12, 31)
        else ""
    )
    return f"Tính trên {len(units)} {places_word(units)} có{since}{until}."


def _summary(figure: Figure) -> str | None:
    if not figure.applicable:
        return "không áp dụng"
    if not figure.complete:
        return INCOMPLETE
    if figure.value is None:
        return None
    if not figure.is_share:
        return f"{number(figure.value)} {figure.counts}"
    if figure.measure is Measure.POOLED_RATE:
        return percent_value(figure.value)
    return f"{percent_value(figure.value)} ({figure.numerator}/{figure.denominator})"


def _submissions(row: PeriodFigures, registry: Registry) -> Iterator[SubmissionView]:
    lists = {slug: submissions.models for slug, submissions in row.submissions.items()}
    reports = {slug: submissions.report for slug, submissions in row.submissions.items()}
    both = (
        ("Danh sách đăng ký", "danh sách", lists, row.period.list_due, row.period.list_note),
        ("Báo cáo kết quả", "báo cáo", reports, row.period.report_due, row.period.report_note),
    )
    for title, what, submissions, due, note in both:
        sent = [slug for slug, each in submissions.items() if each.sent]
        missing = [
            slug
            for slug, each in submissions.items()
            if each.state in (SubmissionState.MISSING, SubmissionState.NOT_DUE)
        ]
        on_time = sum(each.state is SubmissionState.ON_TIME for each in submissions.values())
        if due is None:
            text = note + (f"; đã nhận của {len(sent)} đơn vị" if sent else "")
        elif sent:
            text = f"hạn {short_date(due)}; đã nhận {len(sent)}/{len(submissions)}, trong đó {on_time} gửi trong hạn"
        elif any(each.state is SubmissionState.MISSING for each in submissions.values()):
            text = f"hạn {short_date(due)}; trang chưa có số liệu về việc gửi {what}"
        else:
            text = f"hạn {short_date(due)}; chưa đến hạn"
        names = ", ".join(registry.unit_short_name(slug) for slug in missing)
        listed = NameList("Chưa nhận được", f"{len(missing)} đơn vị", names) if missing and sent else None
        yield SubmissionView(title, text, listed)
