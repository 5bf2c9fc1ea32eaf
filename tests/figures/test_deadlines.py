"""Lists and reports: on time, late by how many days, missing, not due yet, not applicable."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from danvankheo.figures import compute
from danvankheo.figures.deadlines import Submission, SubmissionState, unit_submissions
from danvankheo.figures.reporting_periods import due_day, reporting_periods
from danvankheo.figures.tally import reported_in
from danvankheo.records.plan import Deadlines, Grassroots
from danvankheo.records.reading import load
from danvankheo.records.registry import Registry
from danvankheo.records.vocabulary import Unit

HERE = Path(__file__).parents[1] / "fixtures" / "figures"
AS_OF = date(2025, 11, 20)


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load(HERE)[0]


def _paper(registry: Registry, row: str, unit: str, which: str, as_of: date = AS_OF) -> Submission:
    papers = compute(registry, as_of).real.periods[row].submissions[unit]
    return papers.report if which == "report" else papers.models


@pytest.mark.parametrize(
    ("row", "unit", "which", "state", "days_late"),
    [
        ("2022", "xa-an", "list", SubmissionState.SENT, 0),
        ("2022", "xa-cat", "list", SubmissionState.NOT_APPLICABLE, 0),
        ("2022", "xa-an", "report", SubmissionState.ON_TIME, 0),
        ("2022", "xa-binh", "report", SubmissionState.LATE, 1),
        ("2022", "thi-tran-dua", "report", SubmissionState.MISSING, 0),
        ("2023", "xa-an", "list", SubmissionState.ON_TIME, 0),
        ("2023", "xa-binh", "list", SubmissionState.LATE, 1),
        ("2023", "thi-tran-dua", "list", SubmissionState.MISSING, 0),
        ("2023", "xa-cat", "report", SubmissionState.ON_TIME, 0),
        ("2023", "xa-binh", "report", SubmissionState.MISSING, 0),
        ("2025-den-30-6", "xa-an", "list", SubmissionState.ON_TIME, 0),
        ("2025-den-30-6", "xa-binh", "list", SubmissionState.MISSING, 0),
        ("2025-den-30-6", "xa-an", "report", SubmissionState.NOT_APPLICABLE, 0),
        ("2025-tu-1-7", "xa-dong-2025", "list", SubmissionState.NOT_APPLICABLE, 0),
        ("2025-tu-1-7", "xa-dong-2025", "report", SubmissionState.ON_TIME, 0),
        ("2025-tu-1-7", "xa-tay-2025", "report", SubmissionState.LATE, 1),
    ],
)
def test_a_paper_stands_as_worked_by_hand(
    registry: Registry, row: str, unit: str, which: str, state: SubmissionState, days_late: int
) -> None:
    paper = _paper(registry, row, unit, which)
    assert (paper.state, paper.days_late) == (state, days_late)


def test_old_units_do_not_owe_the_report_of_the_year_they_ended_in(registry: Registry) -> None:
    assert _paper(registry, "2025-den-30-6", "xa-an", "report").note == "không áp dụng – đơn vị đã sắp xếp từ 01/7/2025"


def test_new_units_do_not_owe_the_list_of_the_year_they_began_in(registry: Registry) -> None:
    assert _paper(registry, "2025-tu-1-7", "xa-tay-2025", "list").note == "không áp dụng – đơn vị có từ 01/7/2025"


def test_a_deadline_before_the_plan_is_owed_by_nobody(registry: Registry) -> None:
    assert _paper(registry, "2022", "xa-cat", "list").note == "không áp dụng – hạn 15/01/2022 có trước Kế hoạch"


def test_on_the_last_day_a_report_is_not_missing_yet(registry: Registry) -> None:
    assert _paper(registry, "2024", "xa-an", "report", date(2024, 11, 15)).state is SubmissionState.NOT_DUE
    assert _paper(registry, "2024", "xa-an", "report", date(2024, 11, 16)).state is SubmissionState.MISSING


def test_a_report_sent_after_the_as_of_day_has_not_come_yet(registry: Registry) -> None:
    early = compute(registry, date(2022, 11, 15)).real.periods["2022"]
    assert early.submissions["xa-binh"].report.state is SubmissionState.NOT_DUE
    assert early.indicators.get("3a").counted == ("xa-an",)
    assert "xa-binh" in early.indicators.get("3a").unknown


@pytest.mark.parametrize(("inclusive", "last"), [("true", 15), ("false", 14)])
def test_the_movement_says_whether_the_day_itself_counts(inclusive: str, last: int) -> None:
    words = {"dang_ky": "01-15", "bao_cao": "11-15", "tinh_ca_ngay_han": inclusive}
    assert due_day(Deadlines.model_validate(words), 2023, report=True) == date(2023, 11, last)


def test_a_school_of_the_whole_year_owes_its_list_in_the_first_part_and_its_report_in_the_last(
    registry: Registry,
) -> None:
    sent = {
        "gui_danh_sach": "2025-01-10",
        "so_mo_hinh_dang_ky": "2",
        "gui_bao_cao": "2025-11-14",
        "hoat_dong_tinh_nguyen": "3",
        "nguon": "Báo cáo",
    }
    school = Unit.model_validate(
        {"ten": "Đoàn trường thử", "dia_ban": "Trường thử", "loai": "truong-hoc", "theo_nam": {"2025": sent}}
    )
    units = {slug: record.data for slug, record in registry.units.items()} | {"truong": school}
    schools = Grassroots.model_validate({"loai": ["xa", "thi-tran", "truong-hoc"]})
    plans = [each.model_copy(update={"grassroots": schools}) for each in registry.movement.data.periods]
    first, last = [row for row in reporting_periods(plans, units, AS_OF) if row.year == 2025]
    before, after = (unit_submissions(row, units, sample=False, as_of=AS_OF)["truong"] for row in (first, last))
    assert (before.models.state, after.report.state) == (SubmissionState.ON_TIME, SubmissionState.ON_TIME)
    assert (before.report.state, before.report.note) == (
        SubmissionState.NOT_APPLICABLE, "không áp dụng – báo cáo của cả năm tính ở phần cuối năm",
    )  # fmt: skip
    assert (after.models.state, after.models.sent) == (SubmissionState.NOT_APPLICABLE, None)
    told = [reported_in(school, row, sample=False, as_of=AS_OF) for row in (first, last)]
    assert [figures and figures.volunteering for figures in told] == [None, 3]
    assert [figures and figures.models_listed for figures in told] == [2, 2]
