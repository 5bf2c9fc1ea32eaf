"""Sums over entries: people and participations apart, money with and without labour apart, what nobody told is unknown."""

from __future__ import annotations

from datetime import date

from danvankheo.figures.evidence import evidence_counts
from danvankheo.figures.totals import ReportedSum, work_totals
from danvankheo.outputs.views.work_totals import work_facts
from danvankheo.records.choices import Headcount, Level
from figures.made_records import exemplar, model

DAY = date(2025, 11, 20)


def _forces(*groups: tuple[str, str, str]) -> dict[str, object]:
    return {"mo_ta": "…", "tham_gia": [{"nhom": group, "so": count, "dvt": unit} for group, count, unit in groups]}


def _award(level: str, day: str) -> dict[str, str]:
    return {"cap": level, "hinh_thuc": "giay-khen", "ngay": day, "co_quan": "Cơ quan thử"}


def test_people_and_participations_are_two_sums_over_the_models_that_tell_them() -> None:
    found = work_totals(
        [
            model(luc_luong=_forces(("doan-vien", "45", "người"), ("nguoi-dan", "120", "lượt"))),
            model(luc_luong=_forces(("doan-vien", "15", "người"), ("hoi-vien", "10", "người"))),
            model(),
        ],
        [],
        DAY,
    )
    assert found.forces == {Headcount.PEOPLE: ReportedSum(70, 2), Headcount.PARTICIPATIONS: ReportedSum(120, 1)}
    lines = {line.label: line.value for line in work_facts(found)}
    assert lines["Người tham gia"] == "70 người, theo 2/3 mô hình"
    assert lines["Lượt tham gia"] == "120 lượt, theo 1/3 mô hình"


def test_an_estimate_makes_the_sum_an_estimate() -> None:
    forces = {"mo_ta": "…", "tham_gia": [{"nhom": "nguoi-dan", "so": "100", "dvt": "lượt", "uoc_luong": "hon"}]}
    lines = {line.label: line.value for line in work_facts(work_totals([model(luc_luong=forces)], [], DAY))}
    assert lines["Lượt tham gia"] == "khoảng 100 lượt, theo 1/1 mô hình"


def test_money_with_labour_is_never_added_to_money_without() -> None:
    paid = {"nguon": "Nhân dân", "so": "12000000", "dvt": "đồng"}
    found = work_totals([model(kinh_phi=[paid, {**paid, "gom_ngay_cong": "true"}]), model(kinh_phi=[paid])], [], DAY)
    lines = {line.label: line.value for line in work_facts(found)}
    assert lines["Kinh phí, không gồm ngày công"] == "24.000.000 đồng, theo 2/2 mô hình"
    assert lines["Kinh phí, gồm cả ngày công quy ra tiền"] == "12.000.000 đồng, theo 1/2 mô hình"


def test_recognitions_count_by_level_for_models_and_people_and_not_before_their_day() -> None:
    found = work_totals(
        [model(ghi_nhan=[_award("cap-huyen", "2023-11-20"), _award("cap-tinh", "2025-12-01")])],
        [exemplar(ghi_nhan=[_award("cap-huyen", "2024-11-20")])],
        DAY,
    )
    assert found.awards == {Level.DISTRICT: 2}


def test_publicity_is_told_in_days_from_the_start_and_from_the_first_recognition() -> None:
    found = work_totals(
        [
            model(bat_dau="2023-02-01", ngay_dang="2023-02-11", ghi_nhan=[_award("cap-co-so", "2023-12-01")]),
            model(bat_dau="2023-02-01", ngay_dang="2023-03-03"),
            model(ngay_dang="2023-03-03", ghi_nhan=[_award("cap-co-so", "2023-03-01")]),
        ],
        [],
        DAY,
    )
    assert (found.since_start.days, found.since_start.early) == ((10, 30), 0)
    assert (found.since_award.days, found.since_award.early) == ((2,), 1)
    lines = {line.label: line.value for line in work_facts(found)}
    assert lines["Từ ngày bắt đầu làm đến ngày đăng bài"] == (
        "một nửa trong 2 bài đăng trong vòng 10 ngày; nhanh nhất 10 ngày, chậm nhất 30 ngày"
    )
    assert (
        lines["Từ ngày được khen thưởng lần đầu đến ngày đăng bài"]
        == "2 ngày (1 bài); 1 bài đăng trước ngày được khen thưởng"
    )


def test_what_no_entry_tells_is_unknown_and_no_zero() -> None:
    lines = [line.value for line in work_facts(work_totals([model()], [], DAY))]
    assert lines.count("chưa có số liệu") == 6
    assert not any(value.startswith("0") for value in lines)


def test_a_model_only_registered_or_not_known_yet_counts_in_no_sum() -> None:
    forces = _forces(("doan-vien", "45", "người"))
    found = work_totals(
        [model(trang_thai="moi-dang-ky", luc_luong=forces), model("2026-01-10", luc_luong=forces)], [], DAY
    )
    assert (found.models, found.forces) == (0, {})


def test_the_evidence_of_all_models_is_counted_criterion_by_criterion() -> None:
    whole, states = evidence_counts([model(), model(luc_luong=_forces(("doan-vien", "45", "người")))])
    assert whole == 0
    assert [(each.complete, each.partial, each.none) for each in states] == [
        (2, 0, 0), (2, 0, 0), (1, 0, 1), (0, 0, 2), (0, 0, 2),
    ]  # fmt: skip
    assert evidence_counts([]) == (0, ())
