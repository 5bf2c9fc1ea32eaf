"""The ladder of units and the states of papers: every step by its words, and nothing that comes in takes a unit down."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from danvankheo.figures import compute
from danvankheo.figures.deadlines import Submission, SubmissionState
from danvankheo.figures.reporting_periods import ReportingPeriod
from danvankheo.figures.states import LadderStep, Paper, PaperState, UnitState, paper_of, unit_state
from danvankheo.records.reading import load
from danvankheo.records.schema import Model
from danvankheo.records.vocabulary import Unit
from figures.made_records import model
from laws import Cases

HERE = Path(__file__).parents[1] / "fixtures" / "figures"
AS_OF = date(2025, 11, 20)
BOTH = {
    "boi": "doan-cap-tren",
    "co_quan": "Huyện Đoàn thử",
    "ngay": "2023-11-02",
    "noi_dung": ["viec-xay-dung", "hieu-qua"],
}
HALF = BOTH | {"noi_dung": ["viec-xay-dung"]}
REGISTERED = {"nam": "2023", "noi": "cap-uy", "co_quan": "Đảng ủy thử", "ngay": "2023-01-10"}


@pytest.fixture(scope="module")
def rows() -> dict[str, ReportingPeriod]:
    figures = compute(load(HERE)[0], AS_OF)
    return {code: each.period for code, each in figures.real.periods.items()}


def unit(**year: Any) -> Unit:
    keys = {"ten": "Đoàn xã A", "dia_ban": "xã A", "loai": "xa"}
    return Unit.model_validate(keys | ({"theo_nam": {"2023": year | {"nguon": "Danh sách"}}} if year else {}))


def confirmed(paper: dict[str, Any], **keys: Any) -> Model:
    return model(chu_truong={"dang_ky": [REGISTERED], "xac_nhan": paper}, **keys)


@pytest.mark.parametrize(
    ("year", "models", "step", "words"),
    [
        ({}, [], LadderStep.UNKNOWN, "trang chưa có thông tin"),
        ({"doan_vien": "210"}, [], LadderStep.UNKNOWN, "trang chưa có thông tin"),
        ({"gui_bao_cao": "2023-11-10"}, [], LadderStep.UNKNOWN, "trang chưa có thông tin"),
        ({"gui_danh_sach": "2023-01-10"}, [], LadderStep.LISTED, "đã gửi danh sách, chưa có hồ sơ"),
        ({"gui_danh_sach": "2023-01-10", "so_mo_hinh_dang_ky": "4"}, [], LadderStep.LISTED, "đã gửi danh sách 4 mô hình, chưa có hồ sơ"),
        ({"so_mo_hinh_dang_ky": "0"}, [], LadderStep.LISTED, "đã gửi danh sách, không có mô hình"),
        ({}, [model(trang_thai="moi-dang-ky")], LadderStep.RECORDED, "có hồ sơ"),
        ({}, [model(trang_thai="da-dung", ket_thuc="2023-06-01")], LadderStep.RECORDED, "có hồ sơ"),
        ({"so_mo_hinh_dang_ky": "4"}, [model()], LadderStep.ACTIVE, "đang thực hiện"),
        ({}, [model(), model(trang_thai="hoan-thanh")], LadderStep.COMPLETED, "hoàn thành"),
        ({}, [confirmed(HALF)], LadderStep.ACTIVE, "đang thực hiện"),
        ({}, [confirmed(BOTH), model(trang_thai="moi-dang-ky")], LadderStep.CONFIRMED, "đã xác nhận"),
        ({}, [confirmed(BOTH | {"ngay": "2025-11-21"})], LadderStep.ACTIVE, "đang thực hiện"),
        ({}, [model("2024-01-10")], LadderStep.UNKNOWN, "trang chưa có thông tin"),
        ({}, [model(minh_hoa="true")], LadderStep.UNKNOWN, "trang chưa có thông tin"),
    ],
)  # fmt: skip
def test_the_ladder_has_a_step_for_what_the_site_knows(
    rows: dict[str, ReportingPeriod], year: dict[str, str], models: list[Model], step: LadderStep, words: str
) -> None:
    state = unit_state(unit(**year), rows["2023"], models, sample=False, as_of=AS_OF)
    assert (state.step, state.words) == (step, words)


def test_what_comes_after_the_day_is_not_known_yet(rows: dict[str, ReportingPeriod]) -> None:
    listed = unit(gui_danh_sach="2023-01-10", so_mo_hinh_dang_ky="4")
    before, after = (
        unit_state(listed, rows["2023"], [model("2023-03-10")], sample=False, as_of=date(2023, 1, day))
        for day in (9, 10)
    )
    assert (before.step, after.step) == (LadderStep.UNKNOWN, LadderStep.LISTED)


def test_the_steps_are_in_order_and_told_apart() -> None:
    assert all(low < high for low, high in pairwise(LadderStep))
    assert len({step.label for step in LadderStep}) == len(LadderStep)
    assert len({UnitState(step, 3).words for step in LadderStep}) == len(LadderStep)


def drawn(draw: Random) -> Model:
    status = draw.choice(("moi-dang-ky", "dang-thuc-hien", "hoan-thanh", "da-dung"))
    years = sorted(draw.sample(range(2022, 2026), draw.randint(1, 3)))
    papers = [REGISTERED | {"nam": str(year), "ngay": f"{year}-01-{draw.randint(4, 28):02}"} for year in years]
    confirmation = (
        {"xac_nhan": draw.choice((BOTH, HALF)) | {"ngay": f"{years[-1]}-11-02"}} if draw.random() < 0.4 else {}
    )
    ended = {"ket_thuc": f"{years[-1]}-12-01"} if status == "da-dung" else {}
    sample = {"minh_hoa": "true"} if draw.random() < 0.2 else {}
    return model(trang_thai=status, chu_truong={"dang_ky": papers} | confirmation, **ended, **sample)


@pytest.mark.law(6)
def test_no_paper_and_no_model_that_comes_in_takes_a_unit_down(rows: dict[str, ReportingPeriod], cases: Cases) -> None:
    papers = {"gui_danh_sach": "2023-01-10", "so_mo_hinh_dang_ky": "2", "gui_bao_cao": "2023-11-12", "doan_vien": "210"}
    for draw in cases.draws(150, "units to which papers and models come in"):
        known: dict[str, str] = {}
        models: list[Model] = []
        row, sample, as_of = (
            draw.choice(list(rows.values())),
            draw.random() < 0.2,
            date(draw.randint(2023, 2025), 11, 20),
        )
        coming: list[Any] = [*papers, *(drawn(draw) for _ in range(4))]
        draw.shuffle(coming)
        steps = []
        for each in coming:
            if isinstance(each, str):
                known[each] = papers[each]
            else:
                models.append(each)
            steps.append(unit_state(unit(**known), row, models, sample=sample, as_of=as_of).step)
            assert steps[-1] == unit_state(unit(**known), row, models[::-1], sample=sample, as_of=as_of).step
        assert steps == sorted(steps)


DUE = date(2023, 11, 15)


@pytest.mark.parametrize(
    ("submission", "until", "office", "public"),
    [
        (Submission(SubmissionState.ON_TIME, DUE, date(2023, 11, 12)), None, "đã nhận (12/11/2023)", "đã nhận (12/11/2023)"),
        (Submission(SubmissionState.LATE, DUE, date(2023, 11, 20), 5), None, "sau hạn (20/11/2023)", "đã nhận (20/11/2023)"),
        (Submission(SubmissionState.SENT, None, date(2022, 1, 10)), None, "đã nhận (10/01/2022)", "đã nhận (10/01/2022)"),
        (Submission(SubmissionState.NOT_DUE, DUE, None), None, "chưa đến hạn", "chưa đến hạn"),
        (Submission(SubmissionState.NOT_APPLICABLE, None, None, 0, "không áp dụng"), None, "không phải nộp", "không phải nộp"),
        (Submission(SubmissionState.MISSING, DUE, None), None, "chưa có thông tin", "chưa có thông tin"),
        (Submission(SubmissionState.MISSING, DUE, None), date(2023, 11, 14), "chưa có thông tin", "chưa có thông tin"),
        (Submission(SubmissionState.MISSING, DUE, None), DUE, "chưa nhận", "chưa có thông tin"),
    ],
)  # fmt: skip
def test_a_paper_has_a_state_for_the_office_and_one_that_accuses_nobody(
    submission: Submission, until: date | None, office: str, public: str
) -> None:
    paper = paper_of(submission, until)
    assert (paper.words, paper.public.words) == (office, public)
    assert paper.note == paper.public.note == submission.note


def test_the_public_reads_four_states_and_each_of_them_from_itself() -> None:
    shown = {Paper(state).public.state for state in PaperState}
    assert shown == {PaperState.RECEIVED, PaperState.NOT_DUE, PaperState.NOT_OWED, PaperState.NO_INFORMATION}
    assert all(Paper(state).public.state is state for state in shown)
