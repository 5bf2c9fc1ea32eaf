"""Evidence: what is there and what is still to be added, in words, and never a verdict."""

from __future__ import annotations

from danvankheo.records.evidence import exemplar_evidence, model_evidence
from figures.made_records import exemplar, model

CONFIRMED = {
    "boi": "doan-cap-tren",
    "co_quan": "Đoàn cấp trên thử",
    "ngay": "2023-11-02",
    "noi_dung": ["viec-xay-dung"],
}
AWARD = {"cap": "cap-co-so", "hinh_thuc": "bieu-duong", "ngay": "2023-11-20", "co_quan": "Đoàn xã thử"}


def test_a_model_has_five_criteria_and_a_person_three() -> None:
    assert [each.label for each in model_evidence(model())] == [
        "Chủ trương, định hướng",
        "Chủ thể",
        "Lực lượng tham gia",
        "Phương pháp, cách làm",
        "Hiệu quả",
    ]
    assert len(exemplar_evidence(exemplar())) == 3


def test_a_registered_model_lacks_no_confirmation_until_it_is_put_forward() -> None:
    assert model_evidence(model())[0].words == "Có minh chứng"
    recognised = model_evidence(model(ghi_nhan=[AWARD]))[0]
    assert recognised.words == "Đang bổ sung: xác nhận việc xây dựng, xác nhận hiệu quả"


def test_a_confirmation_of_one_matter_still_lacks_the_other() -> None:
    guideline = model().guideline
    assert guideline is not None
    keys = {**guideline.model_dump(by_alias=True, exclude_none=True), "xac_nhan": CONFIRMED}
    keys["dang_ky"] = [{"nam": "2023", "noi": "cap-uy", "co_quan": "Đảng ủy thử", "ngay": "2023-01-10"}]
    assert model_evidence(model(chu_truong=keys, ghi_nhan=[AWARD]))[0].missing == ("xác nhận hiệu quả",)


def test_what_is_there_counts_and_what_is_missing_is_named() -> None:
    effect = {
        "mo_ta": "Tường sạch",
        "so_lieu": [{"chi_so": "Chiều dài", "so": "600", "dvt": "m"}],
        "lan_toa": "Thôn bên làm theo",
    }
    found = model_evidence(model(hieu_qua=effect))[4]
    assert found.present
    assert not found.complete
    assert found.words == "Đang bổ sung: ai gìn giữ, duy trì, khả năng nhân rộng"


def test_a_criterion_with_nothing_is_not_called_failed() -> None:
    found = model_evidence(model())[2]
    assert not found.present
    assert found.words == "Đang bổ sung: những ai tham gia, số người tham gia"


def test_what_a_person_says_of_themselves_is_not_enough() -> None:
    assert exemplar_evidence(exemplar(pham_chat={"mo_ta": "Gương mẫu"}))[0].missing == ("nơi nhận xét", "ngày nhận xét")
