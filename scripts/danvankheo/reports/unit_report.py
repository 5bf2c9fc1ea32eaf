"""The report of one unit to the higher level of the Union: its list of models and its results."""

from __future__ import annotations

from collections.abc import Iterator

from danvankheo.base.locale import join_words, long_date, number, short_date
from danvankheo.figures import Figure, PeriodFigures
from danvankheo.figures.unit_words import unit_aim, unit_gaps, unit_number
from danvankheo.outputs.views.unit_names import outreach_words
from danvankheo.records.choices import Measure
from danvankheo.records.movement import DIRECT_SUPERIOR
from danvankheo.records.vocabulary import YEAR_NUMBERS, YearFigures
from danvankheo.reports.draft_report import Block, DraftReport, Gap, Paragraph, ReportSection, ReportTable
from danvankheo.reports.scope import ReportScope
from danvankheo.reports.shared_sections import (
    DOTS,
    field_results,
    next_steps,
    nothing_to_compare,
    own_units,
    publicity,
    recognised,
    submission_words,
    weak_points,
    without_targets,
)

UNKNOWN = "Chưa có số liệu"


def report(scope: ReportScope, slug: str) -> DraftReport:
    """Return the draft of a unit. slug: of the unit."""
    unit = scope.registry.units[slug].data
    return DraftReport(
        name=scope.file_name,
        issuer=(scope.registry.superior_name(slug, scope.figures.as_of) or "(Đoàn cấp trên)", f"BCH {unit.name}"),
        place=unit.place[:1].upper() + unit.place[1:],
        subject=f"{scope.kind.value} thực hiện phong trào thi đua “Dân vận khéo” {scope.span} của {unit.name}",
        opening=_opening(scope, unit.name),
        sections=(
            _directing(scope, slug), _targets(scope, slug), field_results(scope), recognised(scope),
            weak_points([Gap(f"- {gap}") for gap in _gaps(scope, slug)]), next_steps(list(_tasks(scope, slug))),
        ),
        annex=_annex(scope, slug),
        recipients=(scope.registry.receiver_for(slug, scope.figures.as_of) or DIRECT_SUPERIOR.capitalize(),),
        sample=scope.sample,
        as_of=long_date(scope.figures.as_of).removeprefix("ngày "),
    )  # fmt: skip


def _opening(scope: ReportScope, name: str) -> str:
    if not scope.plans:
        return f"{name} báo cáo kết quả phong trào thi đua “Dân vận khéo” {scope.span} như sau:"
    plans = join_words([f"giai đoạn {plan.start.year} – {plan.end.year}" for plan in scope.plans])
    return f"Thực hiện Kế hoạch phong trào thi đua “Dân vận khéo” {plans}, {name} báo cáo kết quả {scope.span} như sau:"


def _directing(scope: ReportScope, slug: str) -> ReportSection:
    unit = scope.registry.units[slug].data
    plan = unit.plan if unit.plan and unit.plan.sample is scope.sample else None
    blocks: list[Block] = [Paragraph("1. Công tác chỉ đạo, triển khai", head=True)]
    if plan:
        day = f" ngày {short_date(plan.day)}" if plan.day else ""
        number_words = f"Kế hoạch của đơn vị: {plan.number or 'chưa có số'}{day}."
        reported = f" Đã báo cáo: {', '.join(plan.reported_to)}." if plan.reported_to else ""
        funded = f" Nguồn lực: {plan.resources}." if plan.resources else ""
        blocks.append(Paragraph(number_words + reported + funded))
    else:
        blocks.append(Gap("Chưa có số liệu về kế hoạch của đơn vị, việc báo cáo cấp ủy, chính quyền và nguồn lực."))
    blocks.append(Paragraph("2. Kiểm tra, giám sát", head=True))
    checks = [each for each in unit.inspections if each.sample is scope.sample and scope.within(each.day)]
    blocks += [Paragraph(f"- {short_date(each.day)}: {each.subject} ({each.body}).") for each in checks]
    if not checks:
        blocks.append(Gap("Chưa có số liệu về việc kiểm tra, giám sát trong thời gian này."))
    years = {row.year for row in scope.rows}
    blocks.append(Paragraph("3. Phối hợp với các tổ chức chính trị – xã hội", head=True))
    together = [each for each in unit.cooperations if each.sample is scope.sample and each.year in years]
    blocks += [Paragraph(f"- {each.year}: {each.subject} ({each.body}).") for each in together]
    if not together:
        blocks.append(Gap("Chưa có số liệu về việc phối hợp trong thời gian này."))
    blocks.append(Paragraph("4. Công tác tuyên truyền", head=True))
    told = [each for each in unit.outreach if each.sample is scope.sample and each.year in years]
    blocks += [*(Paragraph(f"- {each.year}: {outreach_words(each)}.") for each in told), *publicity(scope)]
    below = own_units(scope, slug)
    blocks += [Paragraph("5. Các đơn vị trực thuộc", head=True), *below] if below else []
    return ReportSection("I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI, TUYÊN TRUYỀN", tuple(blocks))


def _targets(scope: ReportScope, slug: str) -> ReportSection:
    blocks: list[Block] = []
    for row in scope.row_figures:
        title = f"Năm {row.period.label}"
        lines = tuple(_target_lines(scope, row, slug))
        if lines:
            heads = ("Chỉ tiêu", "Mức cần đạt", "Kết quả")
            blocks.append(ReportTable(title, heads, lines, (7.5, 3.8, 5.2)))
        else:
            facts = ReportTable(title, ("Nội dung", "Số liệu"), tuple(_facts(scope, row, slug)), (9.0, 7.5))
            blocks += [_uncounted(row) if row.period.plan_period.targets else without_targets(row.period), facts]
    return ReportSection("II. KẾT QUẢ THỰC HIỆN CHỈ TIÊU", tuple(blocks))


def _uncounted(row: PeriodFigures) -> Gap:
    """Return what stands in place of the targets when none counts the unit, or none says how it is measured."""
    return Gap(
        f"Năm {row.period.label}: trang này không có chỉ tiêu nào tính riêng cho đơn vị, nên báo cáo chỉ nêu những gì đã đăng ký, đã làm."
    )


def _target_lines(scope: ReportScope, row: PeriodFigures, slug: str) -> Iterator[tuple[str, str, str]]:
    """Yield what the unit contributes to each target: name, what is asked of it, its own result."""
    for target in row.period.plan_period.targets:
        figures = [figure for figure in row.indicators.of(target) if figure.count_of(slug)]
        by_field = [figure for figure in figures if figure.field]
        whole = [figure for figure in figures if not figure.field]
        if by_field:  # they tell more than whether the unit has all of them
            whole = [figure for figure in whole if figure.measure is not Measure.UNITS_IN_ALL_FIELDS]
        for figure in (*whole[:1], *by_field):
            rate = figure.measure in (Measure.POOLED_RATE, Measure.UNITS_AT_RATE)
            name = target.name if rate else figure.name
            yield f"{target.code}. {name}", unit_aim(figure), _result(scope, row, slug, figure) or UNKNOWN


def _facts(scope: ReportScope, row: PeriodFigures, slug: str) -> Iterator[tuple[str, str]]:
    """Yield a unit's models and numbers of a time without targets."""
    counts = row.coverage.counts.get(slug)
    yield "Mô hình", UNKNOWN if counts is None else f"{number(sum(counts))} mô hình"
    for place, field in enumerate(row.coverage.fields):
        name = scope.registry.fields[field].data.short_name
        yield name, UNKNOWN if counts is None else f"{number(counts[place])} mô hình"
    reported = _reported(scope, slug, row.period.year)
    for code, name in YEAR_NUMBERS:
        value = reported.number(code) if reported else None
        yield name, UNKNOWN if value is None else number(value)


def _result(scope: ReportScope, row: PeriodFigures, slug: str, figure: Figure) -> str:
    """Return a unit's own result in words, "" when it is unknown."""
    what, reported = figure.reading.parameters, _reported(scope, slug, row.period.year)
    if figure.from_reports:
        return unit_number(row.period.plan_period, what, reported)
    if figure.field or figure.measure is Measure.UNITS_WITH_MODELS:
        models = [scope.registry.models[each].data for each in row.tally.counting.get(slug, ())]
        found = [model for model in models if not figure.field or model.field == figure.field]
        return f"{number(len(found))} mô hình" if slug in row.tally.known else ""
    (counted, missing), count = figure.labels, figure.count_of(slug)
    if count is None or slug in count.unknown:
        return ""
    return counted if slug in count.counted else missing


def _reported(scope: ReportScope, slug: str, year: int) -> YearFigures | None:
    figures = scope.registry.units[slug].data.years.get(year)
    known = (
        figures
        and figures.sample is scope.sample
        and not (figures.report_sent and figures.report_sent > scope.figures.as_of)
    )
    return figures if known else None


def _gaps(scope: ReportScope, slug: str) -> Iterator[str]:
    for row in scope.row_figures:
        year = f"Năm {row.period.label}"
        if not row.period.plan_period.targets:
            yield f"{nothing_to_compare(row.period)}."
            continue
        counts = row.coverage.counts.get(slug)
        if counts is None:
            yield f"{year}: trang chưa có hồ sơ mô hình nào của đơn vị."
        elif not row.tally.counting.get(slug):
            yield f"{year}: chưa có mô hình đang thực hiện hoặc hoàn thành."
        empty = _empty_fields(row, slug)
        if empty:
            names = ", ".join(scope.registry.fields[field].data.short_name for field in empty)
            yield f"{year}: chưa có mô hình ở lĩnh vực {names}."
        reported = _reported(scope, slug, row.period.year)
        yield from (f"{year}: {gap}." for gap in unit_gaps(row.indicators, row.period.plan_period, reported))


def _empty_fields(row: PeriodFigures, slug: str) -> list[str]:
    """Return the fields without a model of the unit; none for a unit that no target asks for models by field."""
    if not any(figure.field and figure.count_of(slug) for figure in row.indicators):
        return []
    return [
        field
        for field, count in zip(row.coverage.fields, row.coverage.counts.get(slug) or (), strict=False)
        if not count
    ]


def _tasks(scope: ReportScope, slug: str) -> Iterator[str]:
    row = scope.row_figures[-1]
    if not row.period.plan_period.targets:
        return
    for field in _empty_fields(row, slug):
        yield f"Xây dựng mô hình ở lĩnh vực {scope.registry.fields[field].data.short_name}."
    if row.coverage.counts.get(slug) is None:
        yield "Thu thập đủ số liệu còn thiếu nêu tại mục V."


def _annex(scope: ReportScope, slug: str) -> ReportSection:
    blocks: list[Block] = []
    for row in scope.row_figures:
        submissions = row.submissions[slug]
        listed = _reported(scope, slug, row.period.year)
        count = number(listed.models_listed) if listed and listed.models_listed is not None else UNKNOWN
        own = len({*row.tally.counting.get(slug, ()), *row.tally.waiting.get(slug, ())})
        lines = (
            ("Danh sách đăng ký mô hình", submission_words(submissions.models)),
            ("Báo cáo năm", submission_words(submissions.report)),
            ("Số mô hình theo danh sách của đơn vị", count),
            ("Số mô hình có hồ sơ trên trang", number(own)),
        )
        blocks.append(
            ReportTable(f"Danh sách, báo cáo năm {row.period.label}", ("Nội dung", "Số liệu"), lines, (8.5, 8.0))
        )
    return ReportSection("PHỤ LỤC", (*blocks, Paragraph(DOTS)))
