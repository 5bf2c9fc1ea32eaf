"""Models and exemplars for tests, made from the keys of a file."""

from __future__ import annotations

from typing import Any

from danvankheo.records.schema import Exemplar, Model


def model(day: str = "2023-01-10", **keys: Any) -> Model:
    """Return a model under way, registered on the day for its year."""
    registration = {"nam": day[:4], "noi": "cap-uy", "co_quan": "Đảng ủy thử", "ngay": day}
    plain: dict[str, Any] = {
        "ten": "Mô hình thử",
        "don_vi": "xa-a",
        "linh_vuc": "van-hoa-xa-hoi",
        "loai": "duong-tranh-bich-hoa",
        "dia_chi": "Thôn thử",
        "trang_thai": "dang-thuc-hien",
        "chu_truong": {"chi_dao": "Đoàn xã thử", "dang_ky": [registration]},
        "chu_the": {"loai": "tap-the", "ten": "Chi đoàn thử"},
    }
    return Model.model_validate({**plain, **keys})


def exemplar(**keys: Any) -> Exemplar:
    """Return a person of 2023."""
    plain: dict[str, Any] = {"ten": "Người thử", "don_vi": "xa-a", "linh_vuc": "van-hoa-xa-hoi", "nam": "2023"}
    return Exemplar.model_validate({**plain, **keys})
