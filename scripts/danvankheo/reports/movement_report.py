"""The movement's report over all units: for one year, or the mid-term or final report of a period."""

from __future__ import annotations

from collections.abc import Iterator

from danvankheo.base.locale import long_date, number, short_date
from danvankheo.figures import Figure, PeriodFigures
from danvankheo.figures.deadlines import SubmissionState
from danvankheo.figures.reporting_periods import counted_kinds, official_date
from danvankheo.outputs.views.figure_views import figure_view
from danvankheo.outputs.views.trends import trend_views
from danvankheo.records.plan import PlanTarget
from danvankheo.reports.draft_report import Block, DraftReport, Gap, Paragraph, ReportSection, ReportTable
from danvankheo.reports.scope import ReportScope
from danvankheo.reports.shared_sections import (
    field_results,
    next_steps,
    nothing_to_compare,
    publicity,
    recognised,
    submission_words,
    weak_points,
    without_targets,
)

# The most units a sentence names; the annex lists more.
MOST_NAMES = 8
_NO_VALUE = {"not-applicable": "Không áp dụng", "incomplete": "Chưa có danh sách đầy đủ"}


def report(scope: ReportScope) -> DraftReport:
    """Return the draft over all units."""
    review = len({row.year for row in scope.rows}) > 1
    gaps = list(_gaps(scope))
    return DraftReport(
        name=scope.file_name,
        issuer=_issuer(scope),
        place=_capital(_place(scope)) or "………………",
        subject=f"{scope.kind.value} thực hiện phong trào thi đua “Dân vận khéo” {scope.span}"
        + (f" của các đơn vị trực thuộc {scope.office_name}" if scope.office else ""),
        opening=_opening(scope),
        sections=(
            _directing(scope), _targets(scope, review=review), field_results(scope), recognised(scope), weak_points(gaps),
            next_steps(list(_tasks(scope))),
        ),
        annex=_annex(scope),
        recipients=_recipients(scope) or ("………………",),
        sample=scope.sample,
        as_of=long_date(scope.figures.as_of).removeprefix("ngày "),
    )  # fmt: skip


def _place(scope: ReportScope) -> str:
    locality = scope.registry.movement.data.locality
    if scope.office in scope.registry.units:
        return scope.registry.units[scope.office].data.place
    return locality.name if locality else ""


def _issuer(scope: ReportScope) -> tuple[str, str]:
    if scope.office not in scope.registry.units:
        return "(Cơ quan cấp trên)", scope.office_name or "(Cơ quan lập báo cáo)"
    return scope.registry.superior_name(
        scope.office, scope.figures.as_of
    ) or "(Đoàn cấp trên)", f"BCH {scope.office_name}"


def _recipients(scope: ReportScope) -> tuple[str, ...]:
    if scope.office in scope.registry.units:
        return tuple(filter(None, [scope.registry.receiver_for(scope.office, scope.figures.as_of)]))
    return scope.registry.movement.data.recipients_on(scope.rows[-1].plan_period, scope.figures.as_of)


def _opening(scope: ReportScope) -> str:
    rest = f"ết quả thực hiện phong trào thi đua “Dân vận khéo” {scope.span} như sau:"
    bases = [
        f"số {each.number} ngày {official_date(each.day)} của {each.body}"
        for plan in scope.plans
        for each in plan.bases
    ]
    return f"Thực hiện văn bản {', văn bản '.join(bases)}, k{rest}" if bases else f"K{rest}"


def _directing(scope: ReportScope) -> ReportSection:
    units = {
        slug: scope.registry.units[slug].data for slug in dict.fromkeys(s for row in scope.rows for s in row.units)
    }
    plans = {slug: unit.plan for slug, unit in units.items() if unit.plan and unit.plan.sample is scope.sample}
    blocks: list[Block] = [Paragraph("1. Công tác chỉ đạo, triển khai", head=True)]
    if plans:
        reported = sum(bool(plan.reported_to) for plan in plans.values())
        funded = sum(bool(plan.resources) for plan in plans.values())
        blocks.append(Paragraph(f"Có số liệu về kế hoạch của {number(len(plans))}/{number(len(units))} đơn vị; trong đó {number(reported)} đơn vị "
                           f"đã báo cáo cấp ủy, chính quyền, {number(funded)} đơn vị ghi rõ nguồn lực."))  # fmt: skip
    rest = [slug for slug in units if slug not in plans]
    if rest:
        blocks.append(Gap(f"Chưa có số liệu về kế hoạch riêng của {number(len(rest))} đơn vị."))
    blocks.append(Paragraph("2. Kiểm tra, giám sát", head=True))
    checks = [(each.day, scope.name(slug), each) for slug, unit in units.items() for each in unit.inspections
              if each.sample is scope.sample and scope.within(each.day)]  # fmt: skip
    if checks:
        lines = tuple(
            (short_date(day), unit, each.subject, each.body) for day, unit, each in sorted(checks, key=lambda c: c[:2])
        )
        blocks.append(ReportTable("", ("Ngày", "Đơn vị", "Nội dung", "Cơ quan"), lines, (2.5, 3.5, 6.0, 4.5)))
    else:
        blocks.append(Gap("Chưa có số liệu về việc kiểm tra, giám sát trong thời gian này."))
    blocks += [Paragraph("3. Công tác tuyên truyền", head=True), *publicity(scope)]
    return ReportSection("I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI, TUYÊN TRUYỀN", tuple(blocks))


def _over_the_years(scope: ReportScope) -> ReportTable:
    """Return the values of the targets row by row, and the difference from the target in the newest row."""
    labels = tuple(row.label for row in scope.rows)
    views = [
        view
        for view in trend_views(scope.data, scope.registry)
        if tuple(point.label for point in view.points) == labels
    ]
    lines = tuple(
        (view.title, *(_capital(point.value) for point in view.points), _capital(view.points[-1].gap)) for view in views
    )
    widths = (3.9, *(9.6 / len(labels) for _ in labels), 3.0)
    return ReportTable(
        "Các chỉ tiêu qua các năm", ("Chỉ tiêu", *labels, f"So với chỉ tiêu, {labels[-1]}"), lines, widths
    )


def _registered(row: PeriodFigures) -> str:
    """Return how many models were registered for a time without targets, each counted once."""
    waiting = {slug for slugs in row.tally.waiting.values() for slug in slugs}
    every = waiting | {slug for slugs in row.tally.registered.values() for slug in slugs}
    rest = f", trong đó {number(len(waiting))} mô hình mới đăng ký, chưa bắt đầu" if waiting else ""
    return f"Trên trang có {number(len(every))} mô hình đăng ký năm {row.period.label} của các đơn vị nêu ở Phụ lục 1{rest}."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _targets(scope: ReportScope, *, review: bool) -> ReportSection:
    blocks: list[Block] = [_over_the_years(scope)] if review else []
    for row in scope.row_figures:
        if not row.period.plan_period.targets:
            blocks += [without_targets(row.period), Paragraph(_registered(row))]
            continue
        lines = []
        for figure in row.indicators:
            view = figure_view(figure, row, scope.registry, sample=scope.sample)
            value = (
                f"{view.value}{view.sign}" if view.value is not None else _NO_VALUE.get(view.state, "Chưa có số liệu")
            )
            lines.append(
                (
                    f"{figure.plan_target.code}. {_title(figure)}",
                    value,
                    ". ".join([view.fraction, *(f"{kind.capitalize()}: {words}" for kind, words in view.kinds)]),
                    view.verdict or "–",
                )
            )
        lines += [(f"{each.code}. {each.name}", "Chưa có con số", "–", "–") for each in _unmeasured(row)]
        heads = ("Chỉ tiêu", "Kết quả", "Tử số/mẫu số", "So với chỉ tiêu")
        blocks.append(ReportTable(f"Năm {row.period.label}", heads, tuple(lines), (5.4, 2.4, 5.2, 3.5)))
    if len({row.units for row in scope.rows}) > 1:
        note = scope.registry.movement.data.reorganisation_note
        blocks.append(
            Paragraph(f"Ghi chú: {note}" if note else "Các phần của năm không cộng với nhau vì đơn vị khác nhau.")
        )
    counted = {kind for plan in scope.plans for kind in counted_kinds(plan)[0]} if scope.office is None else ()
    others = [kind.label for kind, count in scope.figures.other_kinds.items() if not count and kind in counted]
    if others:
        blocks.append(Gap(f"Chưa có danh sách: {', '.join(others)}."))
    return ReportSection("II. KẾT QUẢ THỰC HIỆN CHỈ TIÊU", tuple(blocks))


def _unmeasured(row: PeriodFigures) -> list[PlanTarget]:
    """Return the targets of which the plan does not say how they are measured."""
    return [each for each in row.period.plan_period.targets if not each.readings]


def _title(figure: Figure) -> str:
    return f"Có mô hình ở lĩnh vực {figure.name}" if figure.field else figure.name


def _gaps(scope: ReportScope) -> Iterator[Block]:
    """Yield row by row what is missing, with the units' names."""
    for row in scope.row_figures:
        if not row.period.plan_period.targets:
            yield Gap(f"- {nothing_to_compare(row.period)}.")
            continue
        unmeasured = ", ".join(each.code for each in _unmeasured(row))
        if unmeasured:
            yield Gap(f"- Năm {row.period.label}: chỉ tiêu {unmeasured} chưa có cách đo nên chưa có con số.")
        lines = [
            (_title(figure), _named(scope, figure.missing, figure), _named(scope, figure.unknown, figure))
            for figure in row.indicators
            if figure.applicable
            and (figure.field or figure in row.indicators.followed)
            and (figure.missing or figure.unknown)
        ]
        if lines:
            heads = ("Chỉ tiêu", "Chưa đạt ở", "Chưa có số liệu của")
            yield ReportTable(f"Năm {row.period.label}", heads, tuple(lines), (4.5, 6.0, 6.0))
        for words, submissions in (("danh sách đăng ký mô hình", {s: p.models for s, p in row.submissions.items()}),
                              ("báo cáo năm", {s: p.report for s, p in row.submissions.items()})):  # fmt: skip
            missing = [slug for slug, submission in submissions.items() if submission.state is SubmissionState.MISSING]
            if missing:
                yield Gap(
                    f"- Năm {row.period.label}: chưa nhận được {words} của {number(len(missing))} đơn vị (xem Phụ lục 2)."
                )


def _named(scope: ReportScope, slugs: tuple[str, ...], figure: Figure) -> str:
    """Return units by name. More than MOST_NAMES are counted, because the first annex names them; "all" is one phrase."""
    if not slugs:
        return "–"
    if len(slugs) == figure.units:
        return f"Tất cả {number(len(slugs))} đơn vị"
    if len(slugs) <= MOST_NAMES or figure.from_reports:
        return scope.names(slugs)
    return f"{number(len(slugs))}/{number(figure.units)} đơn vị (xem Phụ lục 1)"


def _tasks(scope: ReportScope) -> Iterator[str]:
    last = scope.row_figures[-1]
    if not last.period.plan_period.targets:
        return
    for figure in last.indicators:
        if figure.field and figure.missing:
            title, where = _title(figure), _named(scope, figure.missing, figure)
            yield f"{title.replace('Có', 'Xây dựng', 1)} tại {where.replace('Tất cả', 'tất cả', 1)}."
    if any(figure.unknown for figure in last.indicators if figure.applicable):
        yield "Thu thập đủ số liệu còn thiếu nêu tại mục V."


def _annex(scope: ReportScope) -> ReportSection:
    blocks: list[Block] = []
    for row in scope.row_figures:
        fields = [scope.registry.fields[slug].data.short_name for slug in row.coverage.fields]
        lines = tuple(
            (scope.name(slug), *(_count(row.coverage.count(slug, field)) for field in row.coverage.fields))
            for slug in row.period.units
        )
        if scope.office and row.tally.known:
            lines += (("Cộng", *(_count(row.coverage.total(field)) for field in row.coverage.fields)),)
        widths = (4.1, *(12.4 / max(len(fields), 1) for _ in fields))
        blocks.append(
            ReportTable(
                f"Phụ lục 1. Số mô hình theo đơn vị và lĩnh vực, năm {row.period.label}",
                ("Đơn vị", *fields),
                lines,
                widths,
            )
        )
    for row in scope.row_figures:
        lines = tuple(
            (scope.name(slug), submission_words(submissions.models), submission_words(submissions.report))
            for slug, submissions in row.submissions.items()
        )
        heads = ("Đơn vị", "Danh sách đăng ký mô hình", "Báo cáo năm")
        blocks.append(
            ReportTable(
                f"Phụ lục 2. Danh sách và báo cáo đã nhận, năm {row.period.label}", heads, lines, (4.1, 6.2, 6.2)
            )
        )
    if scope.row_figures[-1].indicators:
        blocks.append(Paragraph("Phụ lục 3. Cách tính", head=True))
        blocks += [Paragraph(f"- {_title(figure)}: {figure.method}")
                   for figure in scope.row_figures[-1].indicators]  # fmt: skip
    return ReportSection("PHỤ LỤC", tuple(blocks))


def _count(value: int | None) -> str:
    return "Chưa có số liệu" if value is None else number(value)
