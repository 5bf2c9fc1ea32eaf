"""The schema of a plan: a period of the movement with its targets, deadlines, recipients, in ``content/phong-trao.yml``.

Nothing here holds a number, a name or a day of one plan: a new plan is a new block in the file.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator

from danvankheo.records.choices import Condition, Counted, Level, Measure, UnitKind
from danvankheo.records.plan_criteria import PlanCriteria
from danvankheo.records.scalars import Day, Flag, Line, Name, Number, Share, Slug, Text, Word, refuse, scalar
from danvankheo.records.section import Dated, Section, key


def _month_day(value: object) -> tuple[int, int]:
    text = scalar(value)
    if match := re.match(r"(\d\d)-(\d\d)\Z", text):
        month, day = int(match[1]), int(match[2])
        try:
            date(2024, month, day)
        except ValueError:
            raise refuse("DVK206", "ngày này không có trong lịch") from None
        return month, day
    raise refuse("DVK205", "cần dạng tháng-ngày, ví dụ 01-15")


def _named(value: Any) -> Any:
    """Read a bare text as the name of a body that is valid during the whole period."""
    return {"ten": value} if isinstance(value, str) else value


def _one_or_more(value: Any) -> Any:
    """Read a single value as a list of one."""
    return value if isinstance(value, list) else [value]


MonthDay = Annotated[tuple[int, int], BeforeValidator(_month_day)]


class Receiver(Dated):
    """A body that receives lists and reports, from one day to another."""

    noun: ClassVar[str] = "nơi nhận"
    name: Line = key("ten", "Nơi nhận", example="Tên cơ quan, bộ phận nhận")
    since: Day | None = key("tu", "Từ ngày", default=None, example="2025-07-01", ahead=True)
    until: Day | None = key("den", "Đến hết ngày", default=None, example="2025-06-30", ahead=True)


Receivers = Annotated[list[Annotated[Receiver, BeforeValidator(_named)]], BeforeValidator(_one_or_more)]


class Parameters(Section):
    """What a measure counts. Which parameters each measure needs: ``rules/targets.py``."""

    noun: ClassVar[str] = "tham số"
    at_least: Number | None = key("it_nhat", "Ít nhất", default=None, example="1")
    number: Word | None = key("so", "Con số hằng năm của đơn vị", default=None, example="hoat_dong_tinh_nguyen")
    part: Word | None = key("tu_so", "Tử số", default=None, example="tap_hop")
    whole: Word | None = key("mau_so", "Mẫu số", default=None, example="thanh_nien")
    rate: Word | None = key("ty_le", "Tỷ lệ đơn vị báo cáo sẵn", default=None, example="ty_le_tap_hop")
    of: Counted | None = key("cua", "Đếm gì", default=None, example="mo-hinh")
    condition: Condition | None = key("dieu_kien", "Điều kiện", default=None, example="duoc-ghi-nhan")
    level: Level | None = key("cap", "Cấp khen thưởng", default=None, example="cap-tinh")
    fields: list[Slug] = key("linh_vuc", "Lĩnh vực", help="Không ghi thì tính mọi lĩnh vực của kế hoạch.", default=[])
    registered_in_year: Flag = key("dang_ky_trong_nam", "Chỉ tính mô hình đăng ký cho đúng năm đó", default=False)


class Reading(Section):
    """One way to read a target: what is measured. A plan's words often allow two."""

    noun: ClassVar[str] = "cách đọc"
    code: Word = key("ma", "Mã cách đọc", example="1-strict")
    measure: Measure = key("do", "Cách đo", example="ty-le-don-vi-co-mo-hinh")
    parameters: Parameters = key("tham_so", "Tham số", default=Parameters())
    name: Line | None = key("ten", "Tên cách đọc", default=None)
    short_name: Line | None = key("ten_ngan", "Tên ngắn, cho đầu cột của bảng", default=None)
    method: Text | None = key("cach_tinh", "Cách tính", default=None)
    to_target: Flag = key("so_voi_muc", "So với mức cần đạt", default=True)


class PlanTarget(Section):
    """One target of the plan (II): either one measure, or several readings, the first of them the one that is shown first."""

    noun: ClassVar[str] = "chỉ tiêu"
    code: Word = key("ma", "Mã chỉ tiêu", example="1")
    name: Line = key("ten", "Tên chỉ tiêu", example="Cơ sở Đoàn có mô hình")
    heading: Line | None = key(
        "nhom",
        "Đầu đề trên trang Kết quả",
        help="Các chỉ tiêu liền nhau có cùng đầu đề đứng chung một chỗ.",
        default=None,
    )
    value: Number = key("dat", "Mức cần đạt", example="100")
    unit: Word = key("dvt", "Đơn vị tính", example="%")
    method: Text = key("cach_tinh", "Cách tính", example="Số đơn vị có mô hình chia cho số đơn vị.")
    kinds: list[UnitKind] = key(
        "loai_don_vi", "Tính trên loại đơn vị nào", help="Không ghi thì lấy theo co_so_doan của giai đoạn.", default=[]
    )
    under: list[Word] = key(
        "truc_thuoc", "Đơn vị trực thuộc cấp nào", help="Không ghi thì lấy theo co_so_doan của giai đoạn.", default=[]
    )
    measure: Measure | None = key("do", "Cách đo", default=None, example="ty-le-don-vi-co-mo-hinh")
    parameters: Parameters = key("tham_so", "Tham số", default=Parameters())
    further_readings: list[Reading] = key(
        "cach_doc", "Các cách đọc", help="Dùng thay cho do khi chỉ tiêu có nhiều cách hiểu.", default=[]
    )

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The readings of the target, the first one shown first; empty when the file does not say how it is measured."""
        if self.measure is None:
            return tuple(self.further_readings)
        own = Reading.model_construct(
            code=self.code, measure=self.measure, parameters=self.parameters, name=None, short_name=None, method=None,
            to_target=True,
        )  # fmt: skip
        return (own, *self.further_readings)


class Deadlines(Section):
    """The two deadlines a year (plan V.2)."""

    registration: MonthDay = key("dang_ky", "Hạn gửi danh sách", example="01-15")
    report: MonthDay = key("bao_cao", "Hạn gửi báo cáo", example="11-15")
    inclusive: Flag = key("tinh_ca_ngay_han", "Tính cả ngày hạn", default=True)


class LegalBasis(Section):
    """A document on which a plan is based, or which a model serves."""

    noun: ClassVar[str] = "căn cứ"
    number: Name = key("so", "Số văn bản", example="427-KH/TĐTN-ĐKTHTN")
    day: Day = key("ngay", "Ngày ban hành", example="2022-03-07")
    name: Line = key("ten", "Trích yếu", example="Kế hoạch thực hiện phong trào")
    body: Line = key("co_quan", "Cơ quan ban hành", example="Ban Thường vụ Tỉnh Đoàn", body=True)


class Grassroots(Section):
    """Which units the plan calls "cơ sở Đoàn": by kind, and by the level they belong to."""

    kinds: list[UnitKind] = key("loai", "Loại đơn vị", example="[xa, thi-tran]")
    under: list[Word] = key(
        "truc_thuoc",
        "Trực thuộc",
        help="Mã đơn vị hoặc mã cơ quan cấp trên; không ghi thì tính mọi đơn vị của các loại ấy.",
        default=[],
    )


class YearNumber(Section):
    """A number that units report every year under this plan, beside those that every plan has."""

    noun: ClassVar[str] = "con số hằng năm"
    code: Word = key("ma", "Mã con số", example="cong_trinh_thanh_nien")
    name: Line = key("ten", "Tên con số", example="Số công trình thanh niên")
    unit: Word | None = key("dvt", "Đơn vị tính", default=None, example="công trình")


class Period(Section):
    """One period of the movement and its plan.

    Everything that belongs to a plan stands in its period; nothing is taken over from an earlier one. Without targets or
    deadlines (the plan has not come yet) these are simply unknown.
    """

    noun: ClassVar[str] = "giai đoạn"
    code: Word = key("ma", "Mã giai đoạn", example="2022-2025")
    start: Day = key("tu", "Từ ngày", example="2022-01-01", ahead=True)
    end: Day = key("den", "Đến ngày", example="2025-12-31", ahead=True)
    grassroots: Grassroots | None = key("co_so_doan", "Đơn vị tính là cơ sở Đoàn", default=None)
    fields: list[Slug] = key(
        "linh_vuc",
        "Các lĩnh vực của kế hoạch",
        help="Không ghi thì lấy mọi lĩnh vực có trong thời gian ấy.",
        default=[],
    )
    criteria: PlanCriteria = key(
        "tieu_chi",
        "Lời của kế hoạch về các tiêu chí",
        help="Năm tiêu chí của mô hình, ba của cá nhân giữ nguyên; ở đây ghi tên gọi, gợi ý, câu hỏi khác đi.",
        default=PlanCriteria(),
    )
    targets: list[PlanTarget] = key("chi_tieu", "Chỉ tiêu", default=[])
    conclusion_threshold: Share = key(
        "nguong_ket_luan",
        "Ngưỡng kết luận (%)",
        help="Tỷ lệ đơn vị đã có thông tin, dưới mức này thì không nêu tỷ lệ.",
        default=Decimal(50),
    )
    year_numbers: list[YearNumber] = key("con_so_hang_nam", "Con số hằng năm", default=[])
    deadlines: Deadlines | None = key("han", "Hạn trong năm", default=None)
    recorded_until: Day | None = key(
        "da_ghi_nhan_den",
        "Đã ghi nhận đủ đến ngày",
        help="Đến ngày này, văn phòng đã ghi vào trang mọi danh sách, báo cáo nhận được.",
        default=None,
    )
    report_to: Receivers = key("gui_ve", "Gửi về", default=[])
    recipients: Receivers = key("noi_nhan", "Nơi nhận báo cáo", default=[])
    bases: list[LegalBasis] = key("can_cu", "Căn cứ", default=[])

    @classmethod
    def without_plan(cls, start: date, end: date) -> Period:
        """Return a time for which the file has no plan: no code, no targets, no deadlines, no recipients."""
        return cls.model_construct(code="", start=start, end=end)

    def contains(self, day: date) -> bool:
        """Tell whether a day lies in the period."""
        return self.start <= day <= self.end

    def contains_year(self, year: int) -> bool:
        """Tell whether at least one day of a year lies in the period."""
        return self.start.year <= year <= self.end.year

    @property
    def has_plan(self) -> bool:
        """Whether the file has a plan for these days; False for a time between two periods, or after the last."""
        return bool(self.code)

    @property
    def label(self) -> str:
        """The years as people write them: "2022–2025"."""
        first, last = self.start.year, self.end.year
        return str(first) if first == last else f"{first}–{last}"
