"""A made-up Đoàn xã as an office over its own chi đoàn and schools, through the year 2026."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from reality.made_registry import MadeRegistry, write_registry

DAY = date(2026, 11, 20)
OFFICE = "xa-xuan-lap-2025"
SCHOOL = "truong-thcs-khuyeng"
BRANCHES = ("chi-doan-thon-loang", "chi-doan-thon-vuon", "chi-doan-thon-phen")
_PERIOD = """  - ma: 2026-2030
    tu: 2026-01-01
    den: 2030-12-31
    co_so_doan: {loai: [xa, phuong], truc_thuoc: [tinh-doan]}
    chi_tieu:
      - {ma: "1", ten: Cơ sở Đoàn có mô hình, dat: 100, dvt: "%", cach_tinh: "Số đơn vị có mô hình chia cho số đơn vị.", do: ty-le-don-vi-co-mo-hinh}
    han: {dang_ky: 01-15, bao_cao: 11-15, tinh_ca_ngay_han: true}
"""
_UNIT = """---
ten: {name}
dia_ban: {place}
loai: {kind}
truc_thuoc:
  - {{ma: {office}, tu: 2025-07-01}}
{years}---
"""
_YEAR = """theo_nam:
  2026:
    gui_danh_sach: 2026-01-09
    gui_bao_cao: 2026-11-12
    so_mo_hinh_dang_ky: {models}
    thanh_nien: 120
    doan_vien: 60
    tap_hop: 96
    hoat_dong_tinh_nguyen: 4
    nguon: Báo cáo số 07-BC/ĐTN của đơn vị
"""
_MODEL = """---
ten: {title}
don_vi: {unit}
linh_vuc: van-hoa-xa-hoi
noi_dung: [nong-thon-moi]
loai: duong-tranh-bich-hoa
dia_chi: Thôn Loảng, xã Xuân Lập
tom_tat: Đoàn viên cùng người dân vẽ tranh trên những bức tường cũ, giữ ngõ xóm sạch và sáng.
trang_thai: dang-thuc-hien
bat_dau: 2026-02-10
chu_truong:
  chi_dao: Đoàn xã Xuân Lập
  dang_ky:
    - {{nam: 2026, noi: doan-cap-tren, co_quan: Đoàn xã Xuân Lập, ngay: 2026-01-09}}
chu_the: {{loai: tap-the, ten: {owner}}}
luc_luong:
  mo_ta: Đoàn viên góp công vào các ngày thứ Bảy.
  tham_gia:
    - {{nhom: doan-vien, so: 20, dvt: người}}
phuong_phap:
  mo_ta: Mỗi tối một ngõ, đoàn viên mang bản vẽ đến từng nhà.
tac_gia: {{ten: Đoàn xã Xuân Lập}}
duyet: {{boi: Đoàn xã Xuân Lập, ngay: 2026-03-01}}
ngay_dang: 2026-03-02
---

Ngõ nhỏ trước đây ít ai dừng lại. Nay mỗi bức tường kể một câu chuyện của thôn.
"""


def write_commune(folder: Path) -> MadeRegistry:
    """Write a registry with a plan of 2026–2030 that counts Đoàn xã below the province alone.

    One chi đoàn and the school sent list and report and have a model; one chi đoàn sent them and has none; of one nothing came.
    """
    made = write_registry(folder, 2026, 0, day=DAY)
    movement = folder / "content" / "phong-trao.yml"
    text = movement.read_text("utf-8")
    movement.write_text(text.replace("\n# Cơ quan cấp trên", f"\n{_PERIOD}# Cơ quan cấp trên", 1), "utf-8")
    units = (
        (SCHOOL, "Đoàn Trường THCS Khuyểng", "Trường THCS Khuyểng", "truong-hoc", 1),
        (BRANCHES[0], "Chi đoàn thôn Loảng", "thôn Loảng, xã Xuân Lập", "chi-doan", 1),
        (BRANCHES[1], "Chi đoàn thôn Vườn", "thôn Vườn, xã Xuân Lập", "chi-doan", 0),
        (BRANCHES[2], "Chi đoàn thôn Phên", "thôn Phên, xã Xuân Lập", "chi-doan", None),
    )
    for slug, name, place, kind, models in units:
        years = "" if models is None else _YEAR.format(models=models)
        text = _UNIT.format(name=name, place=place, kind=kind, office=OFFICE, years=years)
        (folder / "content" / "don-vi" / f"{slug}.md").write_text(text, "utf-8")
        if models:
            (folder / "models").mkdir(exist_ok=True)
            path = folder / "models" / f"tranh-tuong-{slug}.md"
            path.write_text(_MODEL.format(title=f"Tranh tường của {name}", unit=slug, owner=name), "utf-8")
    return made
