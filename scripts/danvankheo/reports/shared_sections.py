"""Sections that the movement's report and a unit's report have in common."""

from __future__ import annotations

from collections import Counter

from danvankheo.base.locale import join_words, number, short_date, small_number
from danvankheo.figures import PeriodFigures, ReportingPeriod
from danvankheo.figures.deadlines import Submission, SubmissionState
from danvankheo.outputs.views.unit_names import units_by_kind
from danvankheo.reports.draft_report import Block, Gap, Paragraph, ReportSection, ReportTable
from danvankheo.reports.scope import ReportScope

#: A line to be filled in by hand.
DOTS = "…" * 24


def without_targets(period: ReportingPeriod) -> Gap:
    """Return what stands in place of the targets of a time for which the site has no plan, or a plan without targets."""
    return Gap(
        f"Năm {period.label}: trang này chưa nhận được {_lacking(period)}, nên báo cáo chỉ nêu những gì đã đăng ký, đã làm, không so với chỉ tiêu nào."
    )


def nothing_to_compare(period: ReportingPeriod) -> str:
    """Return the gap of such a time in section V, without a full stop."""
    return f"Năm {period.label}: chưa nhận được {_lacking(period)} để so"


def _lacking(period: ReportingPeriod) -> str:
    plan = period.plan_period
    return f"chỉ tiêu của kế hoạch {plan.label}" if plan.has_plan else "kế hoạch"


def publicity(scope: ReportScope) -> tuple[Block, ...]:
    """Return how many entries were published and shared in the years of the report."""
    entries = [
        each.data
        for group in (scope.registry.models, scope.registry.exemplars)
        for each in group.values()
        if each.data.sample is scope.sample and scope.covers(*each.data.units)
    ]
    published = sum(scope.within(entry.published) for entry in entries)
    shares = Counter(share.channel.label for entry in entries for share in entry.shares if scope.within(share.day))
    if not published and not shares:
        return (Gap("Chưa có số liệu về tin bài đã đăng, đã chia sẻ trong thời gian này."),)
    channels = join_words([f"{number(count)} lượt trên {channel}" for channel, count in sorted(shares.items())])
    words = f"Đã đăng {number(published)} bài về tập thể, cá nhân điển hình trên trang của phong trào."
    return (Paragraph(words + (f" Đã chia sẻ {channels}." if channels else "")),
            *(() if channels else (Gap("Chưa ghi nhận lượt chia sẻ nào trên các kênh."),)))  # fmt: skip


def own_units(scope: ReportScope, office: str) -> tuple[Block, ...]:
    """Return what is known of an office's own units, year by year; () for a unit that is no office."""
    units = {slug: record.data for slug, record in scope.registry.units.items()}
    blocks: list[Block] = []
    for row in scope.rows:
        below = scope.figures.below(office).of(sample=scope.sample).periods.get(row.code)
        if below is None or not below.period.units:
            continue
        own = below.period.units
        papers = below.submissions.values()
        having = sum(bool(below.tally.counting.get(slug)) for slug in own)
        lists, reports = (
            sum(bool(each.sent) for each in some) for some in zip(*((p.models, p.report) for p in papers), strict=True)
        )
        blocks.append(
            Paragraph(
                f"Năm {row.label}: trên trang có {number(len(own))} đơn vị trực thuộc ({units_by_kind(units[slug] for slug in own)}). "
                f"Đã có mô hình ở {number(having)} đơn vị; đã nhận danh sách của {number(lists)} đơn vị, báo cáo của {number(reports)} đơn vị."
            )
        )
        blocks += [Gap("Chưa có danh sách đầy đủ các đơn vị trực thuộc.")] if _incomplete(scope, below.period) else []
        lines = tuple(
            (
                units[slug].name,
                _models_of(slug, below),
                submission_words(below.submissions[slug].models),
                submission_words(below.submissions[slug].report),
            )
            for slug in own
        )
        heads = ("Đơn vị", "Số mô hình", "Danh sách đăng ký mô hình", "Báo cáo năm")
        blocks.append(ReportTable("", heads, lines, (5.5, 2.6, 4.2, 4.2)))
    return tuple(blocks)


def _models_of(unit: str, row: PeriodFigures) -> str:
    return number(len(row.tally.counting.get(unit, ()))) if unit in row.tally.known else "Chưa có số liệu"


def _incomplete(scope: ReportScope, row: ReportingPeriod) -> bool:
    kinds = {scope.registry.units[slug].data.kind for slug in row.units}
    complete = scope.registry.movement.data.list_is_complete
    return not all(complete(kind, row.start, row.end) for kind in kinds)


def field_results(scope: ReportScope) -> ReportSection:
    """Return section III: the models of each field; a model stands under its main field only."""
    blocks: list[Block] = []
    shown = dict.fromkeys(slug for row in scope.row_figures for slug in row.coverage.fields)
    for place, slug in enumerate(shown, 1):
        field = scope.registry.fields[slug]
        own = [record.data for record in scope.models if record.data.field == slug]
        blocks.append(Paragraph(f"{place}. {field.data.name}", head=True))
        if not own:
            blocks.append(
                Gap("Chưa có hồ sơ mô hình nào đang thực hiện hoặc hoàn thành ở lĩnh vực này trong thời gian báo cáo.")
            )
            continue
        blocks.append(
            Paragraph(
                f"Có {number(len(own))} mô hình đang thực hiện, đã hoàn thành hoặc còn hoạt động trong thời gian này."
            )
        )
        lines = tuple((number(n), model.title, scope.names(model.units), model.status.label, model.summary or "Chưa có tóm tắt")
                      for n, model in enumerate(own, 1))  # fmt: skip
        blocks.append(
            ReportTable("", ("TT", "Mô hình", "Đơn vị", "Trạng thái", "Tóm tắt"), lines, (1.0, 4.2, 2.4, 2.2, 6.7))
        )
    words = small_number(len(shown)) or "các"
    return ReportSection(f"III. KẾT QUẢ THEO {words.upper()} LĨNH VỰC", tuple(blocks))


def recognised(scope: ReportScope) -> ReportSection:
    """Return section IV: awards dated within the report's years, and the exemplars of those years."""
    awards = [
        (award.day, record.data.title, scope.names(record.data.units), award)
        for group in (scope.registry.models, scope.registry.exemplars)
        for record in group.values()
        if record.data.sample is scope.sample and scope.covers(*record.data.units)
        for award in record.data.awards
        if scope.within(award.day)
    ]
    awards.sort(key=lambda each: (each[0], each[1]))
    lines = tuple((title, unit, f"{award.form.label} ({award.level.label.lower()})", award.body, short_date(day))
                  for day, title, unit, award in awards)  # fmt: skip
    blocks: list[Block] = [Paragraph("1. Tập thể, mô hình, cá nhân được công nhận, biểu dương, khen thưởng", head=True)]
    blocks.append(
        ReportTable("", ("Mô hình, tập thể, cá nhân", "Đơn vị", "Hình thức", "Cơ quan", "Ngày"), lines, (4.6, 2.4, 3.2, 3.6, 2.7))
        if lines else Gap("Chưa có hồ sơ ghi việc công nhận, biểu dương, khen thưởng trong thời gian này.")
    )  # fmt: skip
    blocks.append(Paragraph("2. Tập thể, cá nhân điển hình", head=True))
    honoured = [each.data for each in scope.exemplars]
    collectives = [each for each in honoured if each.collective]
    if honoured:
        counts = f"{number(len(collectives))} tập thể, {number(len(honoured) - len(collectives))} cá nhân"
        blocks.append(Paragraph(f"Có hồ sơ của {counts} điển hình trong thời gian này."))
    for each in (*collectives, *(each for each in honoured if not each.collective)):
        blocks.append(
            Paragraph(f"- {each.title}, {scope.names(each.units)} ({each.year}). {each.summary or ''}".rstrip())
        )
    if not honoured:
        blocks.append(Gap("Chưa có hồ sơ tập thể, cá nhân điển hình của thời gian này."))
    return ReportSection("IV. TẬP THỂ, CÁ NHÂN ĐIỂN HÌNH", tuple(blocks))


def weak_points(gaps: list[Block]) -> ReportSection:
    """Return section V: what is missing according to the data. The causes are left for the authors to write."""
    blocks: list[Block] = [Paragraph("1. Hạn chế về kết quả và số liệu", head=True)]
    blocks += gaps or [Paragraph("Các số liệu theo Kế hoạch đã có đủ.")]
    blocks += [Paragraph("2. Nguyên nhân (đơn vị lập báo cáo bổ sung)", head=True), Paragraph(DOTS)]
    return ReportSection("V. HẠN CHẾ, NGUYÊN NHÂN", tuple(blocks))


def next_steps(tasks: list[str]) -> ReportSection:
    """Return section VI: tasks that follow from the gaps, and lines for proposals."""
    blocks: list[Block] = [Paragraph("1. Phương hướng", head=True), *(Paragraph(f"- {each}") for each in tasks)]
    blocks += [
        Paragraph(DOTS),
        Paragraph("2. Đề xuất, kiến nghị (đơn vị lập báo cáo bổ sung)", head=True),
        Paragraph(DOTS),
    ]
    return ReportSection("VI. PHƯƠNG HƯỚNG, ĐỀ XUẤT", tuple(blocks))


def submission_words(submission: Submission) -> str:
    """Return the state of a list or report in words."""
    sent = f" ({short_date(submission.sent)})" if submission.sent else ""
    return {
        SubmissionState.ON_TIME: f"Đúng hạn{sent}",
        SubmissionState.LATE: f"Sau hạn {number(submission.days_late)} ngày{sent}",
        SubmissionState.MISSING: "Chưa nhận được",
        SubmissionState.NOT_DUE: "Chưa đến hạn",
        SubmissionState.NOT_APPLICABLE: submission.note[:1].upper() + submission.note[1:],
        SubmissionState.SENT: f"Đã nhận{sent}",
    }[submission.state]
