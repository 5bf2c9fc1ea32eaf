"""The table of a unit's years: list and report, numbers of models by its list and by the records, young people."""

from __future__ import annotations

from dataclasses import dataclass

from danvankheo.base.locale import number, percent_value, short_date
from danvankheo.figures import Figures, PeriodFigures
from danvankheo.figures.deadlines import Submission, SubmissionState
from danvankheo.figures.tally import reported_in
from danvankheo.figures.words import year_number
from danvankheo.outputs.views.figure_views import cell
from danvankheo.outputs.views.parts import Cell
from danvankheo.records.vocabulary import Unit, YearFigures

COLUMNS = ("Năm", "Danh sách đăng ký", "Báo cáo kết quả", "Mô hình theo danh sách", "Hồ sơ đăng ký năm đó", "Mô hình trên trang này",
           "Lĩnh vực có mô hình", "Thanh niên", "Đoàn viên", "Hội viên", "Được tập hợp", "Tỷ lệ tập hợp", "Hoạt động tình nguyện")  # fmt: skip


@dataclass(frozen=True, slots=True)
class YearTable:
    """The unit's years in one data set. columns: ``COLUMNS``, and the names of the plans' own numbers that it reported."""

    sample: bool
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sources: tuple[str, ...]


def year_table(slug: str, unit: Unit, figures: Figures, *, sample: bool) -> YearTable:
    """Return the unit's table: no rows when nothing is known of it; for samples only rows with data."""
    further = _further(unit, figures, sample)
    rows: list[tuple[Cell, ...]] = []
    sources: list[str] = []
    known = False
    for row in figures.periods_of(slug, sample=sample):
        year = unit.years.get(row.period.year)
        mine = year is not None and year.sample is sample
        known = known or mine or slug in row.tally.known
        if sample and not mine and slug not in row.tally.known:
            continue
        told = reported_in(unit, row.period, sample=sample, as_of=figures.as_of)
        numbers = (told.number(code) if told else None for code in further)
        texts = (*_texts(slug, told, row), *(None if each is None else number(each) for each in numbers))
        rows.append(tuple(cell(text) for text in texts))
        if year and mine and year.source and not sample:
            sources.append(f"{row.period.year}: {year.source}")
    return YearTable(sample, (*COLUMNS, *further.values()), tuple(rows) if known else (), tuple(dict.fromkeys(sources)))


def _further(unit: Unit, figures: Figures, sample: bool) -> dict[str, str]:
    """Return the plans' own numbers that a unit reported: code → name."""
    found: dict[str, str] = {}
    for row in figures.of(sample=sample).periods.values():
        year = unit.years.get(row.period.year)
        for each in year.further if year and year.sample is sample else ():
            found.setdefault(each.code, year_number(row.period.plan_period, each.code).name)
    return found


def _texts(slug: str, figures: YearFigures | None, row: PeriodFigures) -> tuple[str | None, ...]:
    submissions, covered = row.submissions[slug], row.coverage.covered(slug)
    rate = figures.rate if figures else None
    counts = (
        [figures.youth, figures.union_members, figures.federation_members, figures.gathered] if figures else [None] * 4
    )
    models = len(row.tally.counting.get(slug, ()))
    any_sent = any(each.models.sent or each.report.sent for each in row.submissions.values())
    return (
        row.period.label,
        submission_words(submissions.models, any_sent=any_sent),
        submission_words(submissions.report, any_sent=any_sent),
        _count(figures.models_listed if figures else None),
        _records(slug, row, figures.models_listed if figures else None),
        None if covered is None else number(models),
        None if covered is None else number(covered),
        *map(_count, counts),
        None if rate is None else percent_value(rate),
        _count(figures.volunteering if figures else None),
    )


def _records(slug: str, row: PeriodFigures, listed: int | None) -> str | None:
    """Return the number of models on the site that were registered for the year, compared with the unit's list."""
    if slug not in row.tally.known:
        return None
    found = len(row.tally.registered.get(slug, ())) + len(row.tally.waiting.get(slug, ()))
    if listed is None:
        return number(found)
    if found == listed:
        return f"{number(found)}, khớp danh sách"
    words = "còn thiếu {} hồ sơ" if found < listed else "nhiều hơn danh sách {} mô hình"
    return f"{number(found)}, {words.format(number(abs(listed - found)))}"


def _count(value: int | None) -> str | None:
    return None if value is None else number(value)


def submission_words(submission: Submission, *, any_sent: bool) -> str | None:
    """Return the state of a list or report in neutral words; any_sent: the site knows a list or report of any unit for that year."""
    if submission.state is SubmissionState.LATE:
        return f"{short_date(submission.sent)}, sau hạn {submission.days_late} ngày" if submission.sent else ""
    if submission.sent:
        return short_date(submission.sent) + (", trong hạn" if submission.state is SubmissionState.ON_TIME else "")
    if submission.state is SubmissionState.NOT_DUE and submission.due:
        return f"chưa đến hạn ({short_date(submission.due)})"
    if submission.state is SubmissionState.MISSING:
        return "chưa nhận được" if any_sent else None
    return submission.note
