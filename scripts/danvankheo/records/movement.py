"""The schema of ``content/phong-trao.yml``: the movement, its periods with their targets, the place, the publisher."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from danvankheo.records.choices import HostSetting
from danvankheo.records.scalars import Day, Flag, Line, Link, Name, Share, Text, Word, refuse, scalar
from danvankheo.records.section import Section, key


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


_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_DIGIT = re.compile(r"\d")
_SHORTEST_PHONE = 8
# Words people write when they have no contact yet: "chưa có", "đang cập nhật", "xxx" or nothing but punctuation.
_NOT_YET = re.compile(r"[\W_]*(chưa|đang cập nhật|sẽ |không có|không biết|x+\Z|\Z)", re.IGNORECASE)

MonthDay = Annotated[tuple[int, int], BeforeValidator(_month_day)]


class PlanTarget(Section):
    """One target of the plan (II)."""

    code: Word = key("ma", "Mã chỉ tiêu", example="1")
    name: Line = key("ten", "Tên chỉ tiêu", example="Cơ sở Đoàn có mô hình")
    value: Share = key("dat", "Mức cần đạt", example="100")
    unit: Word = key("dvt", "Đơn vị tính", example="%")
    method: Text = key("cach_tinh", "Cách tính", example="Số đơn vị có mô hình chia cho số đơn vị.")


class Deadlines(Section):
    """The two deadlines a year (plan V.2)."""

    registration: MonthDay = key("dang_ky", "Hạn gửi danh sách", example="01-15")
    report: MonthDay = key("bao_cao", "Hạn gửi báo cáo", example="11-15")
    inclusive: Flag = key("tinh_ca_ngay_han", "Tính cả ngày hạn", default=True)


class LegalBasis(Section):
    """A document on which the plan is based."""

    noun: ClassVar[str] = "căn cứ"
    number: Name = key("so", "Số văn bản", example="427-KH/TĐTN-ĐKTHTN")
    day: Day = key("ngay", "Ngày ban hành", example="2022-03-07")
    name: Line = key("ten", "Trích yếu", example="Kế hoạch thực hiện phong trào")
    body: Line = key("co_quan", "Cơ quan ban hành", example="Ban Thường vụ Tỉnh Đoàn Thanh Hóa")


class Period(Section):
    """One period of the movement. A new plan is a new period in the file and needs no code."""

    noun: ClassVar[str] = "giai đoạn"
    code: Word = key("ma", "Mã giai đoạn", example="2022-2025")
    start: Day = key("tu", "Từ ngày", example="2022-01-01", ahead=True)
    end: Day = key("den", "Đến ngày", example="2025-12-31", ahead=True)
    targets: list[PlanTarget] = key("chi_tieu", "Chỉ tiêu", example="")
    deadlines: Deadlines = key("han", "Hạn trong năm", example="")
    report_to: Line | None = key("gui_ve", "Gửi về", default=None)
    recipients: list[Line] = key("noi_nhan", "Nơi nhận báo cáo", default=[])
    bases: list[LegalBasis] = key("can_cu", "Căn cứ", default=[])


class OwnChannel(Section):
    """A channel of the publisher (plan V.1)."""

    noun: ClassVar[str] = "kênh"
    code: Word = key("ma", "Mã kênh", example="fanpage")
    name: Name = key("ten", "Tên kênh", example="Huyện Đoàn Thọ Xuân")
    link: Link | None = key("lien_ket", "Liên kết", default=None)


class Publisher(Section):
    """The body responsible for the site. It is configuration because the district level, which began the site, has ended."""

    name: Name = key("ten", "Tên đơn vị quản lý", example="Ban biên tập")
    address: Line | None = key("dia_chi", "Địa chỉ", default=None)
    email: Name | None = key(
        "thu_dien_tu", "Thư điện tử", help="Trang chính thức cần ít nhất một trong bốn cách liên hệ.", default=None
    )
    phone: Name | None = key("dien_thoai", "Điện thoại", default=None)
    zalo: Name | None = key("zalo", "Zalo", default=None)

    @property
    def reachable(self) -> bool:
        """Tell whether one contact is usable; words for "not known yet" are no contact."""
        return bool(
            (self.email and _EMAIL.fullmatch(self.email))
            or (self.phone and len(_DIGIT.findall(self.phone)) >= _SHORTEST_PHONE)
            or (self.zalo and not _NOT_YET.match(self.zalo))
            or (self.address and not _NOT_YET.match(self.address))
        )


class LastCheck(Section):
    """The day of the last manual check of something that no file shows, and the method."""

    noun: ClassVar[str] = "lần xem"
    day: Day = key("ngay", "Ngày xem", example="2026-11-27")
    how: Line = key("cach", "Xem bằng cách nào", example="Đăng nhập trang quản lý tên miền")


class Domain(Section):
    """The domain of the site: its holder and its day of expiry. After that day others can register it."""

    name: Name = key("ten", "Tên miền", example="huyendoanthoxuan.vn")
    holder: Line = key(
        "ai_giu",
        "Đơn vị đứng tên",
        help="Như ghi ở nhà đăng ký tên miền; không ghi tên tài khoản, mật khẩu.",
        example="Tên đơn vị ghi ở nhà đăng ký tên miền",
    )
    expires: Day = key("het_han", "Ngày hết hạn", example="2027-11-27", ahead=True)
    seen: LastCheck = key(
        "da_xem", "Lần xem gần nhất", example="{ngay: 2026-11-27, cach: Đăng nhập trang quản lý tên miền}"
    )


class Receiver(Section):
    """A body that receives the lists and reports of units, from one day to another."""

    noun: ClassVar[str] = "nơi nhận"
    name: Line = key("ten", "Nơi nhận", example="Tên cơ quan, bộ phận nhận")
    since: Day | None = key("tu", "Từ ngày", default=None, example="2025-07-01", ahead=True)
    until: Day | None = key("den", "Đến hết ngày", default=None, example="2025-06-30", ahead=True)

    def receives_on(self, day: date) -> bool:
        """Tell whether lists and reports go there on the day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class ConsentArchive(Section):
    """Where the consent papers of units that ended are kept."""

    kept_at: Line = key("noi_luu", "Nơi lưu", example="Tên cơ quan đang giữ")
    seen: LastCheck = key("da_xem", "Lần xem gần nhất", example="{ngay: 2026-11-27, cach: Gọi điện hỏi người đang giữ}")


class CheckedSetting(Section):
    """A setting that no file shows, with the day of its last manual check."""

    noun: ClassVar[str] = "việc đã xem"
    chore: HostSetting = key("viec", "Việc", example="bao-ve-nhanh-chinh")
    day: Day = key("ngay", "Ngày xem", example="2026-11-27")
    by: Name = key("ai", "Ai xem", example="Ban biên tập")


class Operations(Section):
    """Facts needed to run the site that are in no other file; ``dvk launch`` reads them."""

    receivers: list[Receiver] = key("noi_nhan", "Nơi nhận danh sách, báo cáo theo từng thời kỳ", default=[])
    domain: Domain | None = key("ten_mien", "Tên miền", default=None)
    archive: ConsentArchive | None = key("giay_dong_y", "Giấy đồng ý của các đơn vị đã kết thúc", default=None)
    ticks: list[CheckedSetting] = key("da_xem", "Việc trên kho bài đã xem", default=[])


class Movement(Section):
    """The movement: ``content/phong-trao.yml``."""

    noun: ClassVar[str] = "phong trào"
    name: Name = key("ten", "Tên phong trào", example="Dân vận khéo")
    full_name: Name = key("ten_day_du", "Tên đầy đủ", example="Phong trào thi đua “Dân vận khéo”")
    periods: list[Period] = key("giai_doan", "Giai đoạn", example="")
    channels: list[OwnChannel] = key("kenh", "Kênh", default=[])
    publisher: Publisher = key("don_vi_quan_ly", "Đơn vị quản lý trang", example="\n  ten: Ban biên tập")
    operations: Operations | None = key("van_hanh", "Vận hành trang", default=None)
    reorganisation_note: Text | None = key("ghi_chu_sap_xep", "Ghi chú về sắp xếp đơn vị hành chính", default=None)

    def has_plan_for(self, year: int) -> bool:
        """Tell whether the site has the plan of a period that contains the year."""
        return any(period.start.year <= year <= period.end.year for period in self.periods)

    def receiver_on(self, day: date) -> str:
        """Return the body that receives lists and reports on a day, "" when unknown.

        Without a list of receivers it is the body named in the last plan, until the end of its period.
        """
        listed = self.operations.receivers if self.operations else []
        if not listed:
            return (self.periods[-1].report_to or "") if day <= self.periods[-1].end else ""
        return next((receiver.name for receiver in reversed(listed) if receiver.receives_on(day)), "")
