"""A unit's years as its page tells them: its list and report, numbers by its list and by the records, its young people."""

from __future__ import annotations

from dataclasses import dataclass

from danvankheo.base.locale import number, percent_value, short_date
from danvankheo.figures import DataSet, RowFigures
from danvankheo.figures.deadlines import Paper, State
from danvankheo.outputs.pages.figure_views import UNKNOWN
from danvankheo.records.vocabulary import Unit

COLUMNS = ("Năm", "Danh sách đăng ký", "Báo cáo kết quả", "Mô hình theo danh sách", "Hồ sơ đăng ký năm đó", "Mô hình trên trang này",
           "Lĩnh vực có mô hình", "Thanh niên", "Đoàn viên", "Hội viên", "Được tập hợp", "Tỷ lệ tập hợp", "Hoạt động tình nguyện")  # fmt: skip


@dataclass(frozen=True, slots=True)
class YearTable:
    """The unit's years in one data set: cells in the order of ``COLUMNS``."""

    sample: bool
    rows: tuple[tuple[str, ...], ...]
    sources: tuple[str, ...]


def year_table(slug: str, unit: Unit, data: DataSet) -> YearTable:
    """Return the unit's rows, none when nothing at all is known of it; samples leave out the rows they do not reach."""
    rows: list[tuple[str, ...]] = []
    sources: list[str] = []
    told = False
    for row in data.rows_of(slug):
        year = unit.years.get(row.row.year)
        mine = year is not None and year.sample is data.sample
        told = told or mine or slug in row.tally.known
        if data.sample and not mine and slug not in row.tally.known:
            continue
        rows.append(_cells(slug, unit, row, data.sample))
        if year and mine and year.source and not data.sample:
            sources.append(f"{row.row.year}: {year.source}")
    return YearTable(data.sample, tuple(rows) if told else (), tuple(sources))


def _cells(slug: str, unit: Unit, row: RowFigures, sample: bool) -> tuple[str, ...]:
    year = unit.years.get(row.row.year)
    figures = year if year is not None and year.sample is sample else None
    papers, covered = row.papers[slug], row.coverage.covered(slug)
    rate = figures.rate if figures else None
    counts = (
        [figures.youth, figures.union_members, figures.federation_members, figures.gathered] if figures else [None] * 4
    )
    models = len(row.tally.counting.get(slug, ()))
    heard = any(each.models.sent or each.report.sent for each in row.papers.values())
    return (
        row.row.label,
        paper_words(papers.models, heard=heard),
        paper_words(papers.report, heard=heard),
        _count(figures.models_listed if figures else None),
        _records(slug, row, figures.models_listed if figures else None),
        UNKNOWN if covered is None else number(models),
        UNKNOWN if covered is None else number(covered),
        *map(_count, counts),
        UNKNOWN if rate is None else percent_value(rate),
        _count(figures.volunteering if figures else None),
    )


def _records(slug: str, row: RowFigures, listed: int | None) -> str:
    """Return how many models the site has of those registered for the year, and how that agrees with the unit's list."""
    if slug not in row.tally.known:
        return UNKNOWN
    found = len(row.tally.registered.get(slug, ())) + len(row.tally.waiting.get(slug, ()))
    if listed is None:
        return number(found)
    if found == listed:
        return f"{number(found)}, khớp danh sách"
    words = "còn thiếu {} hồ sơ" if found < listed else "nhiều hơn danh sách {} mô hình"
    return f"{number(found)}, {words.format(number(abs(listed - found)))}"


def _count(value: int | None) -> str:
    return UNKNOWN if value is None else number(value)


def paper_words(paper: Paper, *, heard: bool) -> str:
    """Return how a list or report stands, in neutral words; ``heard``: any unit's paper of that year is known here."""
    if paper.state is State.LATE:
        return f"{short_date(paper.sent)}, sau hạn {paper.days_late} ngày" if paper.sent else ""
    if paper.sent:
        return short_date(paper.sent) + (", trong hạn" if paper.state is State.ON_TIME else "")
    if paper.state is State.NOT_DUE and paper.due:
        return f"chưa đến hạn ({short_date(paper.due)})"
    if paper.state is State.MISSING:
        return "chưa nhận được" if heard else UNKNOWN
    return paper.note
