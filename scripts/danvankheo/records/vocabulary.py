"""The schema of the files in ``content/``: units, fields, model types, the movement, hand-written pages."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from danvankheo.records.choices import HostSetting, Palette, PlanSection, UnitKind
from danvankheo.records.scalars import (
    Day,
    Flag,
    Line,
    Link,
    Name,
    Number,
    Share,
    Slug,
    Summary,
    Text,
    Whole,
    Word,
    Year,
    refuse,
    scalar,
)  # fmt: skip
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


class UnitPlan(Section):
    """A unit's own plan (plan V.2): number, date, to whom it was reported, which resources it has."""

    number: Name | None = key("so", "Số kế hoạch", default=None)
    day: Day | None = key("ngay", "Ngày ban hành", default=None)
    reported_to: list[Line] = key("bao_cao", "Đã báo cáo", default=[])
    resources: Text | None = key("nguon_luc", "Nguồn lực dành cho phong trào", default=None)
    sample: Flag = key("minh_hoa", "Số liệu minh họa", default=False)


class Inspection(Section):
    """One inspection or supervision (plan I)."""

    noun: ClassVar[str] = "lần kiểm tra"
    day: Day = key("ngay", "Ngày kiểm tra", example="2023-08-15")
    subject: Line = key("noi_dung", "Nội dung kiểm tra", example="Việc thực hiện kế hoạch")
    body: Line = key("co_quan", "Cơ quan kiểm tra", example="Ban Thường vụ Huyện Đoàn")
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
    source: Line | None = key("nguon", "Nguồn số liệu", help="Cần có khi năm ấy có con số nào.", default=None)
    sample: Flag = key("minh_hoa", "Số liệu minh họa", default=False)

    @property
    def rate(self) -> Decimal | None:
        """The youth gathering rate in percent: from the counts when both are there, else as reported."""
        if self.gathered is not None and self.youth:
            return Decimal(self.gathered) * 100 / Decimal(self.youth)
        return self.gathering_rate


class Unit(Section):
    """A grassroots unit (cơ sở Đoàn): ``content/don-vi/<slug>.md``."""

    noun: ClassVar[str] = "đơn vị"
    name: Name = key("ten", "Tên đơn vị", example="Đoàn xã Xuân Lai")
    place: Name = key("dia_ban", "Địa bàn", example="xã Xuân Lai")
    kind: UnitKind = key("loai", "Loại đơn vị", example="xa")
    since: Day | None = key("tu", "Có từ ngày", default=None, ahead=True)
    until: Day | None = key("den", "Đến hết ngày", default=None, ahead=True)
    successor: Slug | None = key(
        "nay_thuoc", "Nay thuộc", help="Mã của đơn vị thành lập trên cơ sở sắp xếp.", default=None
    )
    gso_code: Word | None = key("ma_gso", "Mã số hành chính", help="Để trong dấu nháy, ví dụ '15583'.", default=None)
    area_km2: Number | None = key("dien_tich_km2", "Diện tích (km²)", default=None)
    data_sources: list[Line] = key("nguon_du_lieu", "Nguồn dữ liệu", default=[])
    plan: UnitPlan | None = key("ke_hoach", "Kế hoạch của đơn vị", default=None)
    inspections: list[Inspection] = key("kiem_tra", "Kiểm tra, giám sát", default=[])
    years: dict[Year, YearFigures] = key("theo_nam", "Số liệu theo năm", default={}, ahead=True)

    def existed_on(self, day: date) -> bool:
        """Tell whether the unit existed on the day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def existed_in(self, year: int) -> bool:
        """Tell whether the unit existed on some day of the year."""
        return (self.since is None or self.since.year <= year) and (self.until is None or self.until.year >= year)


class Topic(Section):
    """A sub-area of a field (plan III)."""

    noun: ClassVar[str] = "nội dung"
    slug: Slug = key("ma", "Mã nội dung", example="nong-thon-moi")
    name: Name = key("ten", "Tên nội dung", example="Xây dựng nông thôn mới")


class FieldOfWork(Section):
    """One of the four fields (plan III): ``content/linh-vuc/<slug>.md``."""

    noun: ClassVar[str] = "lĩnh vực"
    name: Name = key("ten", "Tên lĩnh vực", example="Văn hóa – xã hội")
    short_name: Name = key("ten_ngan", "Tên ngắn", example="Văn hóa – xã hội")
    order: Whole = key("thu_tu", "Thứ tự", example="2")
    palette: Palette = key("mau", "Màu", example="van-hoa")
    icon: Palette = key("bieu_tuong", "Biểu tượng", example="van-hoa")
    summary: Summary = key("tom_tat", "Tóm tắt", example="Mô hình làm đẹp thôn xóm.")
    topics: list[Topic] = key("noi_dung", "Các nội dung", default=[])


class ModelType(Section):
    """A type of model (plan II and III): ``content/loai-mo-hinh/<slug>.md``."""

    noun: ClassVar[str] = "loại mô hình"
    name: Name = key("ten", "Tên loại mô hình", example="Đường tranh bích họa")
    order: Whole = key("thu_tu", "Thứ tự", example="2")
    field: Slug | None = key("linh_vuc", "Lĩnh vực thường gặp", default=None)
    plan_section: PlanSection = key("ke_hoach", "Nêu ở mục nào của Kế hoạch", example="muc-ii")
    summary: Summary = key("tom_tat", "Tóm tắt", example="Biến tường cũ thành tranh.")


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


class HandWrittenPage(Section):
    """A hand-written page: ``content/<slug>.md``."""

    noun: ClassVar[str] = "trang"
    title: Name = key("ten", "Tên trang", example="Tiêu chí")
    summary: Summary = key("tom_tat", "Tóm tắt", example="Năm tiêu chí đối với mô hình và ba tiêu chí đối với cá nhân.")
