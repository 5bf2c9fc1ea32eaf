"""A made-up registry under another plan: six targets of other forms, other deadlines, three fields. Nothing in it is real.

Small enough to be counted by hand; the figures stand in ``test_other_plan.py``.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

DAY = date(2026, 11, 27)
PLAN = """\
ten: Dân vận khéo
ten_day_du: Phong trào thi đua “Dân vận khéo” thử
dia_phuong: {ma: vung-thu, ten: Vùng Thử, thuoc: Tỉnh Thử}
giai_doan:
  - ma: 2026-2028
    tu: 2026-01-01
    den: 2028-12-31
    co_so_doan: {loai: [xa, phuong, truong-hoc]}
    linh_vuc: [phat-trien-kinh-te, van-hoa-xa-hoi, quoc-phong-an-ninh]
    con_so_hang_nam:
      - {ma: cong_trinh, ten: Số công trình thanh niên, dvt: công trình}
      - {ma: ho_kho, ten: Tổng số hộ khó khăn, dvt: hộ}
      - {ma: ho_giup, ten: Số hộ khó khăn được giúp, dvt: hộ}
    chi_tieu:
      - ma: A1
        ten: Cơ sở Đoàn có từ hai mô hình
        dat: 50
        dvt: "%"
        cach_tinh: Số cơ sở Đoàn có từ hai mô hình chia cho số cơ sở Đoàn.
        do: ty-le-don-vi-co-mo-hinh
        tham_so: {it_nhat: 2}
        cach_doc:
          - {ma: A1-tung, do: ty-le-don-vi-tung-linh-vuc}
          - {ma: A1-du, do: ty-le-don-vi-du-linh-vuc}
      - ma: A2
        ten: Cơ sở Đoàn làm từ ba công trình thanh niên
        dat: 75
        dvt: "%"
        cach_tinh: Số cơ sở Đoàn làm từ ba công trình chia cho số cơ sở Đoàn báo cáo.
        do: ty-le-don-vi-bao-cao-so
        tham_so: {so: cong_trinh, it_nhat: 3}
      - ma: A3
        ten: Tỷ lệ hộ khó khăn được giúp
        dat: 60
        dvt: "%"
        cach_tinh: Số hộ được giúp chia cho số hộ khó khăn.
        do: ty-le-gop
        tham_so: {tu_so: ho_giup, mau_so: ho_kho}
        cach_doc:
          - {ma: A3-don-vi, do: ty-le-don-vi-dat-ty-le, tham_so: {tu_so: ho_giup, mau_so: ho_kho, it_nhat: 50}}
      - ma: A4
        ten: Mô hình được cấp tỉnh khen
        dat: 2
        dvt: mô hình
        cach_tinh: Số mô hình được cấp tỉnh công nhận, biểu dương, khen thưởng trong năm.
        do: so-luong
        tham_so: {cua: mo-hinh, dieu_kien: duoc-ghi-nhan, cap: cap-tinh}
      - ma: A5
        ten: Mô hình đã được xác nhận
        dat: 40
        dvt: "%"
        cach_tinh: Số mô hình đã được xác nhận chia cho số mô hình.
        loai_don_vi: [xa, phuong]
        do: ty-le-mo-hinh
        tham_so: {dieu_kien: da-xac-nhan}
      - ma: A6
        ten: Điển hình được nêu gương
        dat: 3
        dvt: điển hình
        cach_tinh: Số điển hình của năm.
        loai_don_vi: [xa, phuong]
        do: so-luong
        tham_so: {cua: dien-hinh}
    han: {dang_ky: 02-20, bao_cao: 10-31, tinh_ca_ngay_han: true}
cap_ghi_nhan:
  - {ma: cap-huyen, den: 2025-06-30}
  - {ma: cap-xa, tu: 2025-07-01}
don_vi_quan_ly:
  ten: Ban biên tập thử
  thu_dien_tu: lien-he@vi-du.test
"""
# Name, place, kind, and the year 2026: papers, number of models in the list, youth works, families in need, families helped.
UNITS = {
    "xa-an": ("Đoàn xã An", "xã An", "xa", "gui_danh_sach: 2026-02-10", 3, (5, 40, 30)),
    "xa-binh": ("Đoàn xã Bình", "xã Bình", "xa", "gui_danh_sach: 2026-02-25", 2, (2, 50, 10)),
    "xa-cat": ("Đoàn xã Cát", "xã Cát", "xa", "", None, (None, 20, None)),
    "phuong-dong": ("Đoàn phường Đông", "phường Đông", "phuong", "gui_danh_sach: 2026-02-20", 0, (3, 30, 24)),
    "truong-song": ("Đoàn trường Sông", "trường Sông", "truong-hoc", "gui_danh_sach: 2026-02-01", 2, (4, 5, 5)),
    "truong-lac": ("Đoàn trường Lạc", "trường Lạc", "truong-hoc", "", None, (None, None, None)),
}
ECONOMY, CULTURE, DEFENCE = "phat-trien-kinh-te", "van-hoa-xa-hoi", "quoc-phong-an-ninh"
OTHER = "xay-dung-he-thong-chinh-tri"  # a field that this plan does not have
# Unit, field, day of the confirmation, level and day of a recognition.
MODELS = {
    "m1-vuon": ("xa-an", ECONOMY, "2026-05-01", ("cap-tinh", "2026-06-01")),
    "m2-tranh": ("xa-an", CULTURE, "", None),
    "m3-ao": ("xa-binh", ECONOMY, "2026-06-10", None),
    "m4-to": ("xa-cat", DEFENCE, "2026-06-20", ("cap-co-so", "2026-07-01")),
    "m5-chot": ("xa-an", DEFENCE, "", None),
    "m6-sach": ("truong-song", CULTURE, "", None),
    "m7-quy": ("truong-song", ECONOMY, "2026-07-15", ("cap-tinh", "2026-08-01")),
    "m8-hop": ("xa-binh", OTHER, "", None),
}
EXEMPLARS = {"e1-hoa": ("xa-an", 2026), "e2-lan": ("xa-cat", 2026), "e3-mai": ("xa-binh", 2025)}


def write(folder: Path) -> Path:
    """Write the registry into a folder; fields and types are copied by the caller when it has none."""
    for name in ("content/don-vi", "content/linh-vuc", "content/loai-mo-hinh", "models", "exemplars"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "content/phong-trao.yml").write_text(PLAN, "utf-8")
    for slug, (name, place, kind, papers, listed, numbers) in UNITS.items():
        (folder / f"content/don-vi/{slug}.md").write_text(_unit(name, place, kind, papers, listed, numbers), "utf-8")
    for order, (slug, (unit, field, confirmed, award)) in enumerate(MODELS.items(), 1):
        (folder / f"models/{slug}.md").write_text(_model(order, unit, field, confirmed, award), "utf-8")
    for order, (slug, (unit, year)) in enumerate(EXEMPLARS.items(), 1):
        (folder / f"exemplars/{slug}.md").write_text(_exemplar(order, unit, year), "utf-8")
    return folder


def _unit(name: str, place: str, kind: str, papers: str, listed: int | None, numbers: tuple[int | None, ...]) -> str:
    codes = zip(("cong_trinh", "ho_kho", "ho_giup"), numbers, strict=True)
    further = [f"      - {{ma: {code}, so: {number}}}" for code, number in codes if number is not None]
    year = [papers] if papers else []
    year += [f"so_mo_hinh_dang_ky: {listed}"] if listed is not None else []
    year += ["so_khac:\n" + "\n".join(further)] if further else []
    year += ["nguon: Báo cáo thử"] if further or listed is not None else []
    years = "theo_nam:\n  2026:\n    " + "\n    ".join(year) + "\n" if year else ""
    return f"---\nten: {name}\ndia_ban: {place}\nloai: {kind}\n{years}---\n"


_NUMERALS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám")


def _model(order: int, unit: str, field: str, confirmed: str, award: tuple[str, str] | None) -> str:
    body = UNITS[unit][0]
    confirmation = (
        f"  xac_nhan: {{boi: don-vi, co_quan: Ban thử, ngay: {confirmed}, noi_dung: [viec-xay-dung, hieu-qua]}}\n"
        if confirmed
        else ""
    )
    awards = (
        f"ghi_nhan:\n  - {{cap: {award[0]}, hinh_thuc: bieu-duong, ngay: {award[1]}, co_quan: Ban thử, van_ban: 01-QĐ}}\n"
        if award
        else ""
    )
    return f"""---
ten: Việc khéo thứ {_NUMERALS[order]}
don_vi: {unit}
linh_vuc: {field}
dia_chi: Thôn thử
tom_tat: Cả thôn cùng bàn, cùng làm một việc nhỏ, rồi chia nhau giữ gìn việc ấy qua từng mùa.
trang_thai: dang-thuc-hien
chu_truong:
  chi_dao: {body}
  dang_ky:
    - {{nam: 2026, noi: cap-uy, co_quan: Đảng ủy thử, ngay: 2026-01-10}}
{confirmation}chu_the: {{loai: tap-the, ten: Chi đoàn thôn thử}}
luc_luong: {{mo_ta: Đoàn viên và bà con trong thôn.}}
phuong_phap: {{mo_ta: Bàn với từng nhà trước khi làm.}}
hieu_qua: {{mo_ta: Việc thứ {_NUMERALS[order]} được bà con giữ gìn.}}
{awards}duyet: {{boi: {body}, ngay: 2026-09-01}}
ngay_dang: 2026-09-02
---

Việc thứ {_NUMERALS[order]} bắt đầu từ một buổi họp thôn. Chi đoàn đến từng nhà hỏi ý kiến, rồi cả thôn cùng làm.
"""


def _exemplar(order: int, unit: str, year: int) -> str:
    return f"""---
ten: Người Thử {_NUMERALS[order].capitalize()}
don_vi: {unit}
linh_vuc: {CULTURE}
nam: {year}
tom_tat: Nhiều năm cùng chi đoàn đến từng nhà vận động bà con, việc thứ {_NUMERALS[order]} nào cũng làm trước.
pham_chat: {{mo_ta: Gần dân và giữ lời., nhan_xet_boi: Đảng ủy thử, ngay: {year}-09-01}}
thanh_tich: {{mo_ta: Vận động các hộ cùng làm.}}
uy_tin: {{mo_ta: Bà con tin và làm theo., cong_nhan_boi: Đảng ủy thử, ngay: {year}-09-01}}
dong_y_dang: {{ngay: {year}-09-01, hinh_thuc: văn bản}}
duyet: {{boi: {UNITS[unit][0]}, ngay: {year}-09-10}}
ngay_dang: {year}-09-11
---

Chuyện thứ {_NUMERALS[order]} kể ở đây.
"""
