"""The office page: lists and reports each unit has not sent, with reminders to copy. It is never part of the site.

Contacts come from ``van-phong/lien-he.csv``, which git ignores: the unit's code and any further columns. The page is one
self-contained HTML file in the same folder.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.locale import short_date
from danvankheo.figures import Figures
from danvankheo.figures.deadlines import Submission, SubmissionState
from danvankheo.outputs.views.unit_names import units_by_kind
from danvankheo.records.movement import DIRECT_SUPERIOR
from danvankheo.records.registry import Registry
from danvankheo.reports.shared_sections import submission_words

FOLDER = "van-phong"
CONTACTS = "lien-he.csv"
UNIT_COLUMN = "don_vi"
# A submission is listed from two months before its deadline. Two months after it, a deadline with no notes counts as not noted.
_AHEAD = timedelta(days=60)
_LABELS = {
    SubmissionState.MISSING: "chưa nhận được", SubmissionState.NOT_DUE: "sắp đến hạn", SubmissionState.LATE: "đã nhận, muộn", SubmissionState.ON_TIME: "đã nhận, đúng hạn",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DueSubmission:
    """A list or report that a unit has to send.

    deadline: title of the deadline, to filter by; due: its last day; words: the state in words; contact: (column, value);
    reminder: message to copy.
    """

    deadline: str
    due: date
    unit: str
    state: SubmissionState
    words: str
    contact: tuple[tuple[str, str], ...]
    reminder: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline. owed: how many submissions; came: how many were received.

    blank: it ended over _AHEAD ago and no submission is noted for it or any earlier one, so the notes are missing rather than
    every unit's submission.
    """

    key: str
    title: str
    owed: int
    came: int
    blank: bool


def contacts(folder: Path) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the contacts of each unit as (column, value) in the file's order; {} without a file.

    Raises DanVanKheoError when the file is not CSV or has no column ``don_vi``.
    """
    file = folder / CONTACTS
    if not file.is_file():
        return {}
    try:
        text = file.read_text("utf-8-sig")
        rows = list(
            csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if ";" in text.partition("\n")[0] else ",")
        )
    except (UnicodeDecodeError, csv.Error) as error:
        raise DanVanKheoError(f"Không đọc được “{file}”: tệp phải là CSV, mã UTF-8.") from error
    if rows and UNIT_COLUMN not in rows[0]:
        raise DanVanKheoError(f"“{file}” cần cột “{UNIT_COLUMN}” ghi mã đơn vị (tên tệp trong content/don-vi).")
    return {
        (row[UNIT_COLUMN] or "").strip(): tuple(
            (name, value.strip()) for name, value in row.items() if name and name != UNIT_COLUMN and isinstance(value, str) and value.strip()
        )
        for row in rows
    }  # fmt: skip


def render(
    registry: Registry,
    figures: Figures,
    known: Mapping[str, tuple[tuple[str, str], ...]],
    *,
    office: str | None = None,
    sample: bool,
) -> str:
    """Return the page as HTML.

    known: contacts by unit; office: code of the unit or body whose page it is, with its figures; None for the units the plan
    counts; sample: list the samples instead of the real data.
    """
    lines = list(_lines(registry, figures, known, sample=sample))
    deadlines = list(_deadlines(lines, figures.as_of))
    blank = {each.key for each in deadlines if each.blank}
    environment = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined,
                              trim_blocks=True, lstrip_blocks=True)  # fmt: skip
    unknown_units = sorted(set(known) - set(registry.units))
    return environment.get_template("office.html").render(
        lines=[line for line in lines if line.state is SubmissionState.NOT_DUE or (line.state is SubmissionState.MISSING and line.deadline not in blank)],
        deadlines=deadlines, as_of=short_date(figures.as_of), sample=sample, unknown_units=unknown_units,
        contacts=f"{FOLDER}/{CONTACTS}", office=registry.office_name(office) if office else "", own=_own_units(registry, figures, sample=sample) if office else None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnUnits:
    """An office's own units in the newest reporting period. lines: name, number of models, state of list and report."""

    year: str
    words: str
    lines: tuple[tuple[str, str, str, str], ...]


def _own_units(registry: Registry, figures: Figures, *, sample: bool) -> OwnUnits | None:
    rows = [row for row in figures.of(sample=sample).periods.values() if row.period.units]
    if not rows:
        return None
    row, units = rows[-1], {slug: record.data for slug, record in registry.units.items()}
    counting = row.tally.counting
    models = {slug for found in counting.values() for slug in found}
    having = sum(bool(counting.get(slug)) for slug in row.period.units)
    words = (
        f"{len(row.period.units)} đơn vị ({units_by_kind(units[slug] for slug in row.period.units)}); "
        f"{len(models)} mô hình, ở {having} đơn vị; chưa biết gì về {len(set(row.period.units) - row.tally.known)} đơn vị."
    )
    lines = tuple(
        (units[slug].name, str(len(counting.get(slug, ()))) if slug in row.tally.known else "chưa có số liệu",
         submission_words(papers.models), submission_words(papers.report))
        for slug, papers in row.submissions.items()
    )  # fmt: skip
    return OwnUnits(row.period.label, words, lines)


def missing(registry: Registry, figures: Figures, *, sample: bool) -> tuple[int, int]:
    """Return the number of overdue submissions, and the number of past deadlines for which no submission is noted."""
    lines = list(_lines(registry, figures, {}, sample=sample))
    blank = {each.key for each in _deadlines(lines, figures.as_of) if each.blank}
    overdue = [line.deadline for line in lines if line.state is SubmissionState.MISSING]
    return sum(key not in blank for key in overdue), len(blank.intersection(overdue))


def _lines(
    registry: Registry, figures: Figures, known: Mapping[str, tuple[tuple[str, str], ...]], *, sample: bool
) -> Iterator[DueSubmission]:
    """Yield the submissions to be sent, the newest deadline first."""
    found = [
        (submission.due, what, slug, submission)
        for row in figures.of(sample=sample).periods.values()
        for slug, submissions in row.submissions.items()
        for what, submission in (
            ("danh sách đăng ký mô hình", submissions.models),
            ("báo cáo kết quả", submissions.report),
        )
        if submission.due and submission.due <= figures.as_of + _AHEAD
    ]
    for due, what, slug, submission in sorted(found, key=lambda item: item[0], reverse=True):
        yield DueSubmission(
            f"{what} – hạn {short_date(due)}", due, registry.unit_name(slug), submission.state, _LABELS[submission.state], known.get(slug, ()),
            _reminder(registry, slug, what, due, submission, figures.as_of),
        )  # fmt: skip


def _reminder(registry: Registry, slug: str, what: str, due: date, submission: Submission, as_of: date) -> str:
    """Return a message that reminds the unit, or its successor."""
    unit = registry.units[slug].data
    where = f" về {registry.receiver_for(slug, max(due, as_of)) or DIRECT_SUPERIOR}"
    if unit.until and unit.until < as_of:
        after = registry.units.get(unit.successor or "")
        asked = f"Kính gửi {after.data.name}. " if after else ""
        return (
            f"{asked}{unit.name} đã sắp xếp từ {short_date(unit.until + timedelta(days=1))}; chúng tôi chưa nhận được {what} "
            f"“Dân vận khéo” của đơn vị ấy (hạn {short_date(due)}). Nếu còn lưu, đề nghị đồng chí gửi{where}. Trân trọng."
        )
    if submission.state is SubmissionState.NOT_DUE:
        return f"Kính gửi {unit.name}. Hạn gửi {what} “Dân vận khéo” là hết ngày {short_date(due)}. Đề nghị đồng chí gửi{where} đúng hạn. Trân trọng."
    return (
        f"Kính gửi {unit.name}. Tính đến ngày {short_date(as_of)}, chúng tôi chưa nhận được {what} “Dân vận khéo” "
        f"(hạn {short_date(due)}). Đề nghị đồng chí gửi{where}; nếu đã gửi, xin báo lại ngày gửi để cập nhật. Trân trọng."
    )


def _deadlines(lines: list[DueSubmission], as_of: date) -> Iterator[Deadline]:
    came = (SubmissionState.ON_TIME, SubmissionState.LATE)
    first = min((line.due for line in lines if line.state in came), default=as_of - _AHEAD)
    for key in dict.fromkeys(line.deadline for line in lines):
        here = [line for line in lines if line.deadline == key]
        blank = here[0].due < min(first, as_of - _AHEAD)
        yield Deadline(key, key[0].upper() + key[1:], len(here), sum(line.state in came for line in here), blank)
