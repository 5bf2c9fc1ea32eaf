"""/chi-tieu/: the plan's targets and how far they are reached; real figures and samples are separate and never added."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.locale import percent_value, short_date
from danvankheo.figures import DataSet, Figure, Figures, PeriodFigures
from danvankheo.figures.deadlines import SubmissionState
from danvankheo.figures.reporting_periods import PLACE_KINDS, official_date
from danvankheo.outputs.context import Context
from danvankheo.outputs.feeds.calendar import Banner, banners
from danvankheo.outputs.views.figure_views import FigureView, NameList, cell, deadline_note, figure_view, target_words
from danvankheo.outputs.views.parts import Cell
from danvankheo.outputs.views.trends import PeriodTrends, period_trends
from danvankheo.outputs.views.unit_names import places_word, short_name
from danvankheo.records.plan import Period
from danvankheo.records.registry import Registry
from danvankheo.rendering.frame import MenuSection

ADDRESSES = ("chi-tieu/",)

PATH = "chi-tieu/"


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

    coverage: the anchor of its matrix on the page of coverage, "" without one; summary: in the order of ``columns``.
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


@dataclass(frozen=True, slots=True)
class IndicatorsBlock:
    """One data set, the newest period first. known: whether anything is known in it; else its rows are not printed."""

    sample: bool
    known: bool
    anchor: str
    periods: tuple[PeriodTrends, ...]
    columns: tuple[str, ...]
    rows: tuple[PeriodView, ...]


@dataclass(frozen=True, slots=True)
class TargetView:
    """A target of the plan and how it is worked out."""

    name: str
    value: str
    method: str


@dataclass(frozen=True, slots=True)
class IndicatorsView:
    """Everything the page prints."""

    as_of: str
    known: bool
    blocks: tuple[IndicatorsBlock, ...]
    targets: tuple[TargetView, ...]
    deadline_note: str
    places: str
    other_kinds: tuple[str, ...]
    reorganisation_note: str
    due: tuple[Banner, ...] = ()


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield the page of indicators."""
    view = replace(indicators_view(context.registry, context.figures), due=banners(context))
    yield context.page(
        PATH,
        MenuSection.RESULTS,
        "indicators.html",
        title="Kết quả thực hiện chỉ tiêu",
        description="Kết quả từng năm so với chỉ tiêu của phong trào “Dân vận khéo”: đơn vị có mô hình, đủ bốn lĩnh vực, "
        "hoạt động tình nguyện, tỷ lệ tập hợp đoàn kết thanh niên.",
        data={"view": view},
        inputs=digest(repr(view)),
    )


def indicators_view(registry: Registry, figures: Figures) -> IndicatorsView:
    """Return what the page prints."""
    movement = registry.movement.data
    blocks = tuple(_block(each, registry) for each in figures.sets)
    return IndicatorsView(
        as_of=short_date(figures.as_of),
        known=any(block.known for block in blocks),
        blocks=blocks,
        targets=tuple(_targets(movement.periods[-1])),
        deadline_note=deadline_note(movement.periods[-1]),
        places=places_word(record.data for record in registry.units.values()),
        other_kinds=tuple(
            f"{kind.label}: " + (f"đã có hồ sơ của {count} đơn vị, chưa đủ danh sách" if count else "chưa có danh sách")
            for kind, count in figures.other_kinds.items()
        ),
        reorganisation_note=movement.reorganisation_note or "",
    )


def _targets(period: Period) -> Iterator[TargetView]:
    for target in period.targets:
        yield TargetView(target.name, target_words(target.value), target.method)


def _block(data: DataSet, registry: Registry) -> IndicatorsBlock:
    anchor = "minh-hoa" if data.sample else "so-lieu-that"
    columns = ("Có mô hình", "Có mô hình đăng ký trong năm", "Đủ bốn lĩnh vực", "Hoạt động tình nguyện",
               "Tỷ lệ tập hợp thanh niên", "Đơn vị đạt tỷ lệ tập hợp")  # fmt: skip
    latest = data.latest
    rows = tuple(
        _row(each, registry, sample=data.sample, latest=each is latest)
        for each in reversed(list(data.periods.values()))
    )
    return IndicatorsBlock(data.sample, data.known, anchor, tuple(period_trends(data, registry)), columns, rows)


def _row(row: PeriodFigures, registry: Registry, *, sample: bool, latest: bool) -> PeriodView:
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
    return PeriodView(
        coverage=f"{'minh-hoa' if sample else 'so-lieu-that'}-{row.period.code}" if row.tally.known else "",
        anchor=f"{prefix}-{row.period.code}",
        label=f"Năm {row.period.label}",
        note=_row_note(row, registry),
        known=row.known,
        latest=latest,
        groups=groups,
        submissions=tuple(_submissions(row, registry)),
        summary=tuple(cell(_summary(figure)) for figure in main),
    )


def _group(title: str, figures: tuple[FigureView, ...]) -> TargetGroup:
    same = {figure.fraction for figure in figures if figure.value is None}
    nothing = len(same) == 1 and all(figure.value is None for figure in figures)
    return TargetGroup(title, f"{same.pop()}." if nothing else "", figures)


def _row_note(row: PeriodFigures, registry: Registry) -> str:
    """Return over how many units a part of a year is counted, "" for a whole year."""
    if row.period.whole_year:
        return ""
    units = [unit for slug in row.period.units if (unit := registry.units[slug].data).kind in PLACE_KINDS]
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
    if figure.value is None:
        return None
    if figure.code == "3b-pooled":
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
        names = ", ".join(short_name(registry.units[slug].data) for slug in missing)
        listed = NameList("Chưa nhận được", f"{len(missing)} đơn vị", names) if missing and sent else None
        yield SubmissionView(title, text, listed)
