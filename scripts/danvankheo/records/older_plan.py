"""What a ``phong-trao.yml`` lacks that was written before targets had measures: the lines it needs, and where they go.

Such a file has the targets of the plan of 2022–2025 by their codes alone; how they are measured, which units they count
and when the district's bodies ended stood in the program. ``rules/older_plan.py`` tells it, ``dvk fix`` writes the lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from danvankheo.base.text import slugify
from danvankheo.base.yaml_tree import Loc
from danvankheo.records.diagnostics import key_path, quoted
from danvankheo.records.movement import Movement
from danvankheo.records.plan import Period, PlanTarget

#: The last day of the plan whose targets older files declare by their codes alone.
LAST_DAY = date(2025, 12, 31)
# How the four targets of the plan of 2022–2025 are measured, by code.
MEASURES = {
    "1": """\
nhom: "Chỉ tiêu 1: cơ sở Đoàn có mô hình"
cach_doc:
  - {ma: "1", do: ty-le-don-vi-co-mo-hinh, ten: Cơ sở Đoàn có mô hình, ten_ngan: Có mô hình}
  - {ma: 1-strict, do: ty-le-don-vi-co-mo-hinh, tham_so: {dang_ky_trong_nam: true}}""",
    "2": """\
nhom: "Chỉ tiêu 2: mô hình ở bốn lĩnh vực"
loai_don_vi: [xa, thi-tran]
cach_doc:
  - {ma: "2", do: ty-le-don-vi-tung-linh-vuc}
  - {ma: 2-all, do: ty-le-don-vi-du-linh-vuc, ten_ngan: Đủ bốn lĩnh vực}""",
    "3a": """\
nhom: "Chỉ tiêu 3: tình nguyện và tập hợp thanh niên"
cach_doc:
  - ma: 3a
    ten: Tổ chức hoạt động tình nguyện
    ten_ngan: Hoạt động tình nguyện
    do: ty-le-don-vi-bao-cao-so
    tham_so: {so: hoat_dong_tinh_nguyen, it_nhat: 1}""",
    "3b": """\
nhom: "Chỉ tiêu 3: tình nguyện và tập hợp thanh niên"
cach_doc:
  - ma: 3b-pooled
    ten_ngan: Tỷ lệ tập hợp thanh niên
    do: ty-le-gop
    tham_so: {tu_so: tap_hop, mau_so: thanh_nien, ty_le: ty_le_tap_hop}
  - ma: 3b-units
    ten_ngan: Đơn vị đạt tỷ lệ tập hợp
    do: ty-le-don-vi-dat-ty-le
    tham_so: {tu_so: tap_hop, mau_so: thanh_nien, ty_le: ty_le_tap_hop}
    so_voi_muc: false""",
}
_GRASSROOTS = "co_so_doan:\n  loai: [xa, thi-tran, truong-hoc, co-quan, luc-luong-vu-trang, doanh-nghiep]"
# The district level ended in the whole country on that day.
_LEVELS = "cap_ghi_nhan:\n  - {ma: cap-huyen, den: 2025-06-30}\n  - {ma: cap-xa, tu: 2025-07-01}"
_PLACE = r"((?: [A-ZĐÀ-ỴĂÂÊÔƠƯ]\w*)*)"
_BODIES = {
    "tinh-doan": (re.compile(f"Tỉnh Đoàn{_PLACE}"), "Tỉnh Đoàn{}, cap: cap-tinh"),
    "huyen-doan": (re.compile(f"Huyện Đoàn{_PLACE}"), "Huyện Đoàn{}, cap: cap-huyen, den: 2025-06-30"),
    "huyen-uy": (re.compile(f"Huyện ủy{_PLACE}"), "Huyện ủy{}, cap: cap-huyen, den: 2025-06-30"),
    "ubnd-huyen": (re.compile(f"UBND huyện{_PLACE}"), "UBND huyện{}, cap: cap-huyen, den: 2025-06-30"),
}


@dataclass(frozen=True, slots=True)
class Addition:
    """Lines to write below the value at a place, indented like its key. after: the place; text: the lines."""

    after: Loc
    text: str


def measures_lacking(period: Period) -> list[PlanTarget]:
    """Return the targets of a period that an older file declares without a measure; none of a plan that ends later.

    A target of a later plan may have the same code and no measure yet: it is shown in words, nothing of 2022–2025 is its.
    """
    if period.end > LAST_DAY:
        return []
    return [target for target in period.targets if not target.readings and target.code in MEASURES]


def additions(movement: Movement) -> tuple[Addition, ...]:
    """Return what an older file lacks, in the order of the file; () for a file of today."""
    return tuple(_additions(movement)) if any(map(measures_lacking, movement.periods)) else ()


def _additions(movement: Movement) -> Iterator[Addition]:
    places = _places(movement)
    if movement.locality is None and places.get("huyen-doan"):
        within = f", thuoc: {quoted(places['tinh-doan'])}" if places.get("tinh-doan") else ""
        name = places["huyen-doan"]
        yield Addition(
            key_path(Movement, "full_name"), f"dia_phuong: {{ma: {slugify(name)}, ten: {quoted(name)}{within}}}"
        )
    for index, period in enumerate(movement.periods):
        where = key_path(Movement, "periods", index)
        if measures_lacking(period) and period.grassroots is None:
            yield Addition((*where, *key_path(Period, "end")), _GRASSROOTS)
        for number, target in enumerate(period.targets):
            if target in measures_lacking(period):
                yield Addition((*where, *key_path(Period, "targets", number, "method")), MEASURES[target.code])
    last = key_path(Movement, "periods")
    if not movement.bodies and places:
        rows = (
            f"  - {{ma: {code}, ten: {_BODIES[code][1].format(place and f' {place}')}}}"
            for code, place in places.items()
        )
        yield Addition(last, "\n".join(["co_quan:", *rows]))
    if not movement.levels:
        yield Addition(last, _LEVELS)


def _places(movement: Movement) -> dict[str, str]:
    """Return the bodies that the plan's receivers and papers name, by code, each with its place ("" when none is named)."""
    texts: list[str] = []
    for period in movement.periods:
        texts += [each.name for each in (*period.report_to, *period.recipients)]
        texts += [basis.body for basis in period.bases]
    found = {
        code: [m[1].strip() for text in texts for m in words.finditer(text)] for code, (words, _) in _BODIES.items()
    }
    return {code: max(places, key=len) for code, places in found.items() if places}
