"""The page of indicators, /chi-tieu/: the real figures first, then the same block over the samples, never added."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.locale import percent_value, short_date
from danvankheo.figures import DataSet, Figure, Figures, RowFigures
from danvankheo.figures.deadlines import State
from danvankheo.figures.reporting_periods import official_date
from danvankheo.outputs.context import Context
from danvankheo.outputs.feeds.calendar import Banner, banners
from danvankheo.outputs.pages.figure_views import UNKNOWN, FigureView, NameList, aim, figure_view, places, short_name
from danvankheo.outputs.pages.trends import TrendView, trend_views
from danvankheo.records.registry import Registry
from danvankheo.records.vocabulary import Period, Target
from danvankheo.rendering.frame import MenuSection

PATH = "chi-tieu/"
TEMPLATE = "indicators.html"


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of one target; ``unknown``: the one sentence that stands for them when nothing is known of any."""

    title: str
    unknown: str
    figures: tuple[FigureView, ...]


@dataclass(frozen=True, slots=True)
class PaperView:
    """How many units sent a list or report."""

    title: str
    text: str
    missing: NameList | None


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of the page: "Năm 2023"; the latest one with figures stands open.

    coverage: its matrix's anchor, "" without one.
    """

    coverage: str
    anchor: str
    label: str
    note: str
    known: bool
    latest: bool
    groups: tuple[Group, ...]
    papers: tuple[PaperView, ...]
    summary: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One data set on the page, the newest row first; trends: every target over each period, the newest period first.

    known: anything is known in it; without that its rows say nothing.
    """

    sample: bool
    known: bool
    anchor: str
    trends: tuple[TrendView, ...]
    columns: tuple[str, ...]
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True)
class TargetView:
    """A target as the plan sets it and how it is worked out."""

    name: str
    value: str
    method: str


@dataclass(frozen=True, slots=True)
class IndicatorsView:
    """Everything the page prints."""

    as_of: str
    blocks: tuple[Block, ...]
    targets: tuple[TargetView, ...]
    deadline_note: str
    other_kinds: tuple[str, ...]
    reorganisation_note: str
    due: tuple[Banner, ...] = ()


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield the page of indicators."""
    view = replace(page(context.registry, context.figures), due=banners(context))
    yield context.page(
        PATH,
        MenuSection.RESULTS,
        TEMPLATE,
        title="Kết quả thực hiện chỉ tiêu",
        description="Kết quả từng năm so với chỉ tiêu của phong trào “Dân vận khéo”: đơn vị có mô hình, đủ bốn lĩnh vực, "
        "hoạt động tình nguyện, tỷ lệ tập hợp đoàn kết thanh niên.",
        data={"view": view},
        inputs=digest(repr(view)),
    )


def page(registry: Registry, figures: Figures) -> IndicatorsView:
    """Return what the page prints."""
    movement = registry.movement.data
    sets = [figures.real] + ([figures.samples] if figures.samples.known else [])
    return IndicatorsView(
        as_of=short_date(figures.as_of),
        blocks=tuple(_block(each, registry) for each in sets),
        targets=tuple(_targets(movement.periods[-1])),
        deadline_note=deadline_note(movement.periods[-1]),
        other_kinds=tuple(
            f"{kind.label}: " + (f"đã có hồ sơ của {count} đơn vị, chưa đủ danh sách" if count else "chưa có danh sách")
            for kind, count in figures.other_kinds.items()
        ),
        reorganisation_note=movement.reorganisation_note or "",
    )


def _targets(period: Period) -> Iterator[TargetView]:
    for target in period.targets:
        yield TargetView(target.name, goal(target), target.method)


def goal(target: Target) -> str:
    """Return what a target asks for: "100%", "từ 80% trở lên"."""
    return aim(target.value)


def deadline_note(period: Period) -> str:
    """Return the sentence on the day the plan names: "trước ngày 15/11" counted to the end of that day, or not."""
    (list_month, list_day), (month, day) = period.deadlines.registration, period.deadlines.report
    until = "đến hết ngày" if period.deadlines.inclusive else "đến hết ngày trước ngày"
    return (
        f"Kế hoạch ghi “trước ngày {day}/{month}”; trang này tính {until} {day}/{month}. "
        f"Danh sách đăng ký cũng vậy: “trước ngày {list_day}/{list_month:02}”, tính {until} {list_day}/{list_month:02}."
    )


def _block(data: DataSet, registry: Registry) -> Block:
    anchor = "minh-hoa" if data.sample else "so-lieu-that"
    columns = ("Có mô hình", "Có mô hình đăng ký trong năm", "Đủ bốn lĩnh vực", "Hoạt động tình nguyện",
               "Tỷ lệ tập hợp thanh niên", "Đơn vị đạt tỷ lệ tập hợp")  # fmt: skip
    latest = data.latest
    rows = tuple(
        _row(each, registry, sample=data.sample, latest=each is latest) for each in reversed(list(data.rows.values()))
    )
    return Block(data.sample, data.known, anchor, tuple(trend_views(data, registry)), columns, rows)


def _row(row: RowFigures, registry: Registry, *, sample: bool, latest: bool) -> RowView:
    found = row.indicators

    def view(figure: Figure) -> FigureView:
        return figure_view(figure, row, registry, sample=sample)

    groups = (
        _group("Chỉ tiêu 1: cơ sở Đoàn có mô hình", (view(found.has_model), view(found.registered))),
        _group("Chỉ tiêu 2: mô hình ở bốn lĩnh vực", (view(found.all_fields), *map(view, found.fields))),
        _group(
            "Chỉ tiêu 3: tình nguyện và tập hợp thanh niên",
            (view(found.volunteering), view(found.gathering), view(found.gathering_units)),
        ),
    )
    main = (
        found.has_model,
        found.registered,
        found.all_fields,
        found.volunteering,
        found.gathering,
        found.gathering_units,
    )
    prefix = "minh-hoa" if sample else "nam"
    return RowView(
        coverage=f"{'minh-hoa' if sample else 'so-lieu-that'}-{row.row.code}" if row.tally.known else "",
        anchor=f"{prefix}-{row.row.code}",
        label=f"Năm {row.row.label}",
        note=_row_note(row, registry),
        known=row.known,
        latest=latest,
        groups=groups,
        papers=tuple(_papers(row, registry)),
        summary=tuple(_cell(figure) for figure in main),
    )


def _group(title: str, figures: tuple[FigureView, ...]) -> Group:
    same = {figure.fraction for figure in figures if figure.value is None}
    nothing = len(same) == 1 and all(figure.value is None for figure in figures)
    return Group(title, f"{same.pop()}." if nothing else "", figures)


def _row_note(row: RowFigures, registry: Registry) -> str:
    """Say over which units a part of a year is counted."""
    if row.row.whole_year:
        return ""
    units = [registry.units[slug].data for slug in row.row.units]
    since = f" từ ngày {official_date(row.row.start)}" if (row.row.start.month, row.row.start.day) != (1, 1) else ""
    until = f" đến hết ngày {official_date(row.row.end)}" if (row.row.end.month, row.row.end.day) != (12, 31) else ""
    return f"Tính trên {len(units)} {places(units)} có{since}{until}."


def _cell(figure: Figure) -> str:
    if not figure.applicable:
        return "không áp dụng"
    if figure.value is None:
        return UNKNOWN
    if figure.code == "3b-pooled":
        return percent_value(figure.value)
    return f"{percent_value(figure.value)} ({figure.numerator}/{figure.denominator})"


def _papers(row: RowFigures, registry: Registry) -> Iterator[PaperView]:
    lists = {slug: papers.models for slug, papers in row.papers.items()}
    reports = {slug: papers.report for slug, papers in row.papers.items()}
    both = (
        ("Danh sách đăng ký", "danh sách", lists, row.row.list_due, row.row.list_note),
        ("Báo cáo kết quả", "báo cáo", reports, row.row.report_due, row.row.report_note),
    )
    for title, what, papers, due, note in both:
        came = [slug for slug, paper in papers.items() if paper.sent]
        missing = [slug for slug, paper in papers.items() if paper.state in (State.MISSING, State.NOT_DUE)]
        on_time = sum(paper.state is State.ON_TIME for paper in papers.values())
        if due is None:
            text = note + (f"; đã nhận của {len(came)} đơn vị" if came else "")
        elif came:
            text = f"hạn {short_date(due)}; đã nhận {len(came)}/{len(papers)}, trong đó {on_time} gửi trong hạn"
        elif any(paper.state is State.MISSING for paper in papers.values()):
            text = f"hạn {short_date(due)}; trang chưa có số liệu về việc gửi {what}"
        else:
            text = f"hạn {short_date(due)}; chưa đến hạn"
        names = ", ".join(short_name(registry.units[slug].data) for slug in missing)
        listed = NameList("Chưa nhận được", f"{len(missing)} đơn vị", names) if missing and came else None
        yield PaperView(title, text, listed)
