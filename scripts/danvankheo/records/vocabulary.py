"""The schema of the files in ``content/``: units, fields, model types, hand-written pages. The movement: ``movement.py``."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from danvankheo.records.choices import Palette, PlanSection, UnitKind
from danvankheo.records.scalars import (
    Day,
    Flag,
    Line,
    Name,
    Number,
    Share,
    Slug,
    Summary,
    Text,
    Whole,
    Word,
    Year,
)  # fmt: skip
from danvankheo.records.section import Dated, Section, key


class UnitPlan(Section):
    """A unit's own plan (plan V.2): number, date, to whom it was reported, which resources it has."""

    number: Name | None = key("so", "Số kế hoạch", default=None)
    day: Day | None = key("ngay", "Ngày ban hành", default=None)
    reported_to: list[Line] = key("bao_cao", "Đã báo cáo", default=[], body=True)
    resources: Text | None = key("nguon_luc", "Nguồn lực dành cho phong trào", default=None)
    sample: Flag = key("minh_hoa", "Số liệu minh họa", default=False)


class Inspection(Section):
    """One inspection or supervision (plan I)."""

    noun: ClassVar[str] = "lần kiểm tra"
    day: Day = key("ngay", "Ngày kiểm tra", example="2023-08-15")
    subject: Line = key("noi_dung", "Nội dung kiểm tra", example="Việc thực hiện kế hoạch")
    body: Line = key("co_quan", "Cơ quan kiểm tra", example="Ban Thường vụ Tỉnh Đoàn", body=True)
    sample: Flag = key("minh_hoa", "Số liệu minh họa", default=False)


class FurtherNumber(Section):
    """A number that the plan of the year asks for beside those every plan has (``con_so_hang_nam`` of its period)."""

    noun: ClassVar[str] = "con số riêng"
    code: Word = key("ma", "Mã con số", example="cong_trinh_thanh_nien")
    value: Number = key("so", "Con số", example="3")


class Cooperation(Section):
    """What a unit did together with a political or social organisation in a year (plan V.2)."""

    noun: ClassVar[str] = "lần phối hợp"
    year: Year = key("nam", "Năm", example="2023")
    body: Line = key("to_chuc", "Tổ chức phối hợp", example="Hội Liên hiệp Phụ nữ xã Xuân Lai")
    subject: Line = key("noi_dung", "Nội dung phối hợp", example="Vận động các hộ trồng hoa hai bên đường")
    sample: Flag = key("minh_hoa", "Số liệu minh họa", default=False)


class Outreach(Section):
    """How a unit made the movement known in a year (plan V.2)."""

    noun: ClassVar[str] = "lần tuyên truyền"
    year: Year = key("nam", "Năm", example="2023")
    subject: Line = key("noi_dung", "Nội dung tuyên truyền", example="Mục đích, chỉ tiêu của phong trào")
    form: Line = key("hinh_thuc", "Hình thức tuyên truyền", example="Loa truyền thanh xã")
    count: Whole | None = key("so", "Số lượng", default=None, example="12")
    count_unit: Word | None = key("dvt", "Đơn vị tính", default=None, example="buổi", help="Buổi, tin, bài, lượt…")
    sample: Flag = key("minh_hoa", "Số liệu minh họa", default=False)


class YearFigures(Section):
    """The list and the report of a unit for one year. An absent number is unknown, not zero."""

    noun: ClassVar[str] = "năm"
    list_sent: Day | None = key("gui_danh_sach", "Ngày gửi danh sách đăng ký", default=None)
    report_sent: Day | None = key("gui_bao_cao", "Ngày gửi báo cáo", default=None)
    models_listed: Whole | None = key("so_mo_hinh_dang_ky", "Số mô hình theo danh sách", default=None)
    youth: Whole | None = key("thanh_nien", "Tổng số thanh niên", default=None)
    union_members: Whole | None = key("doan_vien", "Số đoàn viên", default=None)
    federation_members: Whole | None = key("hoi_vien", "Số hội viên", default=None)
    gathered: Whole | None = key(
        "tap_hop",
        "Số thanh niên được tập hợp",
        help="Là đoàn viên hoặc hội viên, mỗi người tính một lần.",
        default=None,
    )
    gathering_rate: Share | None = key(
        "ty_le_tap_hop",
        "Tỷ lệ tập hợp thanh niên (%)",
        help="Chỉ ghi khi báo cáo nêu tỷ lệ mà không nêu số người.",
        default=None,
    )
    volunteering: Whole | None = key("hoat_dong_tinh_nguyen", "Số hoạt động tình nguyện", default=None)
    further: list[FurtherNumber] = key(
        "so_khac",
        "Con số riêng của kế hoạch",
        help="Những con số kế hoạch của năm ấy hỏi thêm, khai ở con_so_hang_nam trong phong-trao.yml.",
        default=[],
    )
    source: Line | None = key("nguon", "Nguồn số liệu", help="Cần có khi năm ấy có con số nào.", default=None)
    sample: Flag = key("minh_hoa", "Số liệu minh họa", default=False)

    def number(self, code: str) -> Decimal | None:
        """Return a number by its code: a key of the year's block, or of the plan's own numbers. None when it is not reported."""
        own = next((name for name, info in type(self).model_fields.items() if info.alias == code), "")
        value = getattr(self, own, None)
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return Decimal(value)
        return next((each.value for each in self.further if each.code == code), None)

    @property
    def rate(self) -> Decimal | None:
        """The youth gathering rate in percent: from the counts when both are there, else as reported."""
        if self.gathered is not None and self.youth:
            return Decimal(self.gathered) * 100 / Decimal(self.youth)
        return self.gathering_rate


#: The numbers a unit reports every year under any plan: attribute → what it counts.
YEAR_UNITS = {"youth": "thanh niên", "union_members": "đoàn viên", "federation_members": "hội viên", "gathered": "thanh niên",
              "gathering_rate": "%", "models_listed": "mô hình", "volunteering": "hoạt động"}  # fmt: skip
#: Their codes and names.
YEAR_NUMBERS = tuple(
    (str(info.alias), str(info.title)) for name, info in YearFigures.model_fields.items() if name in YEAR_UNITS
)
#: What a list of a year's figures asks in one cell each.
ONE_CELL = tuple(name for name in YearFigures.model_fields if name not in ("further", "sample"))


class Superior(Dated):
    """The level above a unit, from one day to another: another unit, or a body of ``co_quan`` in ``content/phong-trao.yml``."""

    noun: ClassVar[str] = "cấp trên"
    code: Word = key(
        "ma",
        "Mã cấp trên",
        example="tinh-doan",
        help="Mã đơn vị (tên tệp trong content/don-vi) hoặc mã cơ quan ghi ở co_quan trong phong-trao.yml.",
    )
    since: Day | None = key("tu", "Từ ngày", default=None, example="2025-07-01", ahead=True)
    until: Day | None = key("den", "Đến hết ngày", default=None, example="2025-06-30", ahead=True)


class Unit(Section):
    """A unit of the Union: ``content/don-vi/<slug>.md``."""

    noun: ClassVar[str] = "đơn vị"
    name: Name = key("ten", "Tên đơn vị", example="Đoàn xã Xuân Lai")
    place: Name = key("dia_ban", "Địa bàn", example="xã Xuân Lai")
    kind: UnitKind = key("loai", "Loại đơn vị", example="xa")
    since: Day | None = key("tu", "Có từ ngày", default=None, ahead=True)
    until: Day | None = key("den", "Đến hết ngày", default=None, ahead=True)
    successor: Slug | None = key("nay_thuoc", "Nay thuộc", help="Mã của đơn vị thay đơn vị này.", default=None)
    superiors: list[Superior] = key(
        "truc_thuoc", "Trực thuộc", help="Cấp Đoàn trên trực tiếp, mỗi thời gian một dòng.", default=[]
    )
    gso_code: Word | None = key("ma_gso", "Mã số hành chính", help="Để trong dấu nháy, ví dụ '15583'.", default=None)
    area_km2: Number | None = key("dien_tich_km2", "Diện tích (km²)", default=None)
    data_sources: list[Line] = key("nguon_du_lieu", "Nguồn dữ liệu", default=[])
    plan: UnitPlan | None = key("ke_hoach", "Kế hoạch của đơn vị", default=None)
    inspections: list[Inspection] = key("kiem_tra", "Kiểm tra, giám sát", default=[])
    cooperations: list[Cooperation] = key("phoi_hop", "Phối hợp với các tổ chức chính trị – xã hội", default=[])
    outreach: list[Outreach] = key("tuyen_truyen", "Tuyên truyền", default=[])
    years: dict[Year, YearFigures] = key("theo_nam", "Số liệu theo năm", default={}, ahead=True)

    def superior_on(self, day: date) -> str:
        """Return the code of the level above on a day, "" when unknown."""
        return next((each.code for each in reversed(self.superiors) if each.valid_on(day)), "")

    def existed_on(self, day: date) -> bool:
        """Tell whether the unit existed on the day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def existed_between(self, first: date, last: date) -> bool:
        """Tell whether the unit existed on some day from ``first`` to ``last``."""
        return (self.since is None or self.since <= last) and (self.until is None or self.until >= first)

    def existed_in(self, year: int) -> bool:
        """Tell whether the unit existed on some day of the year."""
        return self.existed_between(date(year, 1, 1), date(year, 12, 31))


class Topic(Dated):
    """A sub-area of a field (plan III)."""

    noun: ClassVar[str] = "nội dung"
    slug: Slug = key("ma", "Mã nội dung", example="nong-thon-moi")
    name: Name = key("ten", "Tên nội dung", example="Xây dựng nông thôn mới")
    since: Day | None = key("tu", "Từ ngày", default=None, example="2026-01-01", ahead=True)
    until: Day | None = key("den", "Đến hết ngày", default=None, example="2025-12-31", ahead=True)


class FieldOfWork(Dated):
    """A field of the movement (plan III): ``content/linh-vuc/<slug>.md``."""

    noun: ClassVar[str] = "lĩnh vực"
    name: Name = key("ten", "Tên lĩnh vực", example="Văn hóa – xã hội")
    short_name: Name = key("ten_ngan", "Tên ngắn", example="Văn hóa – xã hội")
    order: Whole = key("thu_tu", "Thứ tự", example="2")
    palette: Palette = key("mau", "Màu", example="van-hoa")
    icon: Palette = key("bieu_tuong", "Biểu tượng", example="van-hoa")
    summary: Summary = key("tom_tat", "Tóm tắt", example="Mô hình làm đẹp thôn xóm.")
    topics: list[Topic] = key("noi_dung", "Các nội dung", default=[])
    since: Day | None = key("tu", "Từ ngày", default=None, example="2026-01-01", ahead=True)
    until: Day | None = key("den", "Đến hết ngày", default=None, example="2025-12-31", ahead=True)


class ModelType(Dated):
    """A type of model (plan II and III): ``content/loai-mo-hinh/<slug>.md``."""

    noun: ClassVar[str] = "loại mô hình"
    name: Name = key("ten", "Tên loại mô hình", example="Đường tranh bích họa")
    order: Whole = key("thu_tu", "Thứ tự", example="2")
    field: Slug | None = key("linh_vuc", "Lĩnh vực thường gặp", default=None)
    plan_section: PlanSection = key("ke_hoach", "Nêu ở mục nào của Kế hoạch", example="muc-ii")
    summary: Summary = key("tom_tat", "Tóm tắt", example="Biến tường cũ thành tranh.")
    since: Day | None = key("tu", "Từ ngày", default=None, example="2026-01-01", ahead=True)
    until: Day | None = key("den", "Đến hết ngày", default=None, example="2025-12-31", ahead=True)


class HandWrittenPage(Section):
    """A hand-written page: ``content/<slug>.md``."""

    noun: ClassVar[str] = "trang"
    title: Name = key("ten", "Tên trang", example="Tiêu chí")
    summary: Summary = key("tom_tat", "Tóm tắt", example="Năm tiêu chí đối với mô hình và ba tiêu chí đối với cá nhân.")
