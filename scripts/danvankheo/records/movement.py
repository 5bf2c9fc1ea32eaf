"""The schema of ``content/phong-trao.yml``: the movement, its periods with their targets, the place, the publisher."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import ClassVar

from danvankheo.base.text import slugify
from danvankheo.records.body_names import names_one_of
from danvankheo.records.choices import HostSetting, Level, UnitKind
from danvankheo.records.plan import Period, Receiver
from danvankheo.records.plan_criteria import PlanCriteria
from danvankheo.records.scalars import Day, Flag, Line, Link, Name, Slug, Text, Word
from danvankheo.records.section import Dated, Section, key

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_DIGIT = re.compile(r"\d")
_SHORTEST_PHONE = 8
# Words people write when they have no contact yet: "chưa có", "đang cập nhật", "xxx" or nothing but punctuation.
_NOT_YET = re.compile(r"[\W_]*(chưa|đang cập nhật|sẽ |không có|không biết|x+\Z|\Z)", re.IGNORECASE)
#: Who receives lists and reports when nobody is named: no body is taken for granted.
DIRECT_SUPERIOR = "cấp trên trực tiếp"
# Kinds of units that follow the state's own units: their lists are public, so they are complete unless the file says otherwise.
STATE_UNITS = frozenset({UnitKind.COMMUNE, UnitKind.TOWN, UnitKind.WARD, UnitKind.SPECIAL_ZONE})


class Locality(Section):
    """The place the site speaks of: a district that was, a commune, a province."""

    code: Slug = key("ma", "Mã địa phương", example="tho-hoa", help="Chữ thường không dấu; đứng trong tên tệp tải về.")
    name: Name = key("ten", "Tên địa phương", example="Tên huyện, xã hoặc tỉnh")
    within: Name | None = key("thuoc", "Thuộc", default=None, example="Tên tỉnh")

    @property
    def identifier(self) -> str:
        """The code with that of the place it belongs to: no other place has it."""
        return f"{slugify(self.within)}.{self.code}" if self.within else self.code

    @property
    def whole_name(self) -> str:
        """The name with that of the place it belongs to."""
        return f"{self.name}, {self.within}" if self.within else self.name


class Body(Dated):
    """A body above the units: of the Union, the Party, the state. What ended stands in nothing dated later."""

    noun: ClassVar[str] = "cơ quan"
    code: Word = key("ma", "Mã cơ quan", example="tinh-doan")
    name: Name = key("ten", "Tên cơ quan", example="Tỉnh Đoàn")
    other_names: list[Name] = key("ten_khac", "Cách gọi khác", default=[])
    level: Level | None = key("cap", "Cấp", default=None, example="cap-tinh")
    since: Day | None = key("tu", "Từ ngày", default=None, example="2025-07-01", ahead=True)
    until: Day | None = key("den", "Đến hết ngày", default=None, example="2025-06-30", ahead=True)


class DatedLevel(Dated):
    """From which day to which a level of recognition exists."""

    noun: ClassVar[str] = "cấp khen thưởng"
    level: Level = key("ma", "Cấp", example="cap-huyen")
    since: Day | None = key("tu", "Từ ngày", default=None, example="2025-07-01", ahead=True)
    until: Day | None = key("den", "Đến hết ngày", default=None, example="2025-06-30", ahead=True)


class UnitList(Dated):
    """Whether the site has all units of a kind. Of an incomplete list no share is given."""

    noun: ClassVar[str] = "danh sách đơn vị"
    kind: UnitKind = key("loai", "Loại đơn vị", example="truong-hoc")
    complete: Flag = key("day_du", "Danh sách đã đầy đủ", example="true")
    source: Line | None = key("nguon", "Nguồn", default=None)
    since: Day | None = key("tu", "Từ ngày", default=None, example="2025-07-01", ahead=True)
    until: Day | None = key("den", "Đến hết ngày", default=None, example="2025-06-30", ahead=True)


class OwnChannel(Section):
    """A channel of the publisher (plan V.1)."""

    noun: ClassVar[str] = "kênh"
    code: Word = key("ma", "Mã kênh", example="fanpage")
    name: Name = key("ten", "Tên kênh", example="Tuổi trẻ làm dân vận khéo")
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

    name: Name = key("ten", "Tên miền", example="ten-mien-cua-trang.vn")
    holder: Line = key(
        "ai_giu",
        "Đơn vị đứng tên",
        help="Như ghi ở nhà đăng ký tên miền; không ghi tên tài khoản, mật khẩu.",
        example="Tên đơn vị ghi ở nhà đăng ký tên miền",
        body=True,
    )
    expires: Day = key("het_han", "Ngày hết hạn", example="2027-11-27", ahead=True)
    seen: LastCheck = key(
        "da_xem", "Lần xem gần nhất", example="{ngay: 2026-11-27, cach: Đăng nhập trang quản lý tên miền}"
    )


class ConsentArchive(Section):
    """Where the consent papers of units that ended are kept."""

    kept_at: Line = key("noi_luu", "Nơi lưu", example="Tên cơ quan đang giữ", body=True)
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
    locality: Locality | None = key("dia_phuong", "Địa phương", default=None)
    periods: list[Period] = key("giai_doan", "Giai đoạn", example="")
    bodies: list[Body] = key("co_quan", "Cơ quan cấp trên, theo thời gian", default=[])
    levels: list[DatedLevel] = key("cap_ghi_nhan", "Cấp khen thưởng có từ ngày nào đến ngày nào", default=[])
    unit_lists: list[UnitList] = key("danh_sach_don_vi", "Danh sách đơn vị đã đầy đủ chưa", default=[])
    channels: list[OwnChannel] = key("kenh", "Kênh", default=[])
    publisher: Publisher = key("don_vi_quan_ly", "Đơn vị quản lý trang", example="\n  ten: Ban biên tập")
    operations: Operations | None = key("van_hanh", "Vận hành trang", default=None)
    reorganisation_note: Text | None = key("ghi_chu_sap_xep", "Ghi chú về sắp xếp đơn vị hành chính", default=None)

    @property
    def site_name(self) -> str:
        """The name of the site: the movement and the place."""
        return f"{self.name} {self.locality.name}" if self.locality else self.name

    @property
    def quoted_name(self) -> str:
        """The same, the movement's name in quotation marks: “Dân vận khéo” Xuân Lai."""
        return f"“{self.name}” {self.locality.name}" if self.locality else f"“{self.name}”"

    @property
    def youth(self) -> str:
        """The young people of the place, as sentences name them: "tuổi trẻ Xuân Lai"."""
        return f"tuổi trẻ {self.locality.name}" if self.locality else "tuổi trẻ"

    def period_on(self, day: date) -> Period | None:
        """Return the period that a day lies in, None between periods."""
        return next((period for period in self.periods if period.contains(day)), None)

    def period_in(self, year: int) -> Period | None:
        """Return the period that a year belongs to; of two, the one that begins first. None without one."""
        return min(
            (each for each in self.periods if each.contains_year(year)), key=lambda each: each.start, default=None
        )

    def criteria_on(self, day: date) -> PlanCriteria:
        """Return the words for the criteria of the plan of a day; the usual ones on days without a plan."""
        period = self.period_on(day)
        return period.criteria if period else PlanCriteria()

    def newest_period(self, day: date) -> Period | None:
        """Return the period that runs on a day, else the last that ended, else the first to come. None when there is no period."""
        return next(iter(self.newest_first(day)), None)

    def newest_first(self, day: date) -> list[Period]:
        """Return the periods, the one that runs on a day or the last that ended first, the earlier ones after it, those to come last."""
        begun = sorted((each for each in self.periods if each.start <= day), key=lambda each: each.start, reverse=True)
        return begun + sorted((each for each in self.periods if each.start > day), key=lambda each: each.start)

    def timeline(self, first: date, today: date) -> list[Period]:
        """Return the periods, the earliest first, and the times without a plan between and after them.

        Without any period the time without a plan begins on ``first``. It ends with the year of ``today``.
        """
        known = sorted(self.periods, key=lambda each: each.start)
        found: list[Period] = []
        free = known[0].start if known else first
        for period in known:
            if free < period.start:
                found.append(Period.without_plan(free, period.start - timedelta(days=1)))
            found.append(period)
            free = period.end + timedelta(days=1)
        if free.year <= today.year:
            found.append(Period.without_plan(free, date(today.year, 12, 31)))
        return found

    def has_plan_for(self, year: int) -> bool:
        """Tell whether the site has the plan of a period that contains the year."""
        return self.period_in(year) is not None

    def receiver_on(self, day: date) -> str:
        """Return the body that receives lists and reports on a day, "" when unknown.

        It is named by the plan of the day, or for the days of no plan by ``van_hanh``; a body is never named after its end.
        """
        period = self.period_on(day)
        named = [*(self.operations.receivers if self.operations else []), *(period.report_to if period else [])]
        return next(reversed(self._still_there(named, day)), "")

    def recipients_on(self, period: Period, day: date) -> tuple[str, ...]:
        """Return whom a plan names as recipients of its reports, without those that are not there on a day."""
        return self._still_there(period.recipients, day)

    def _still_there(self, named: Iterable[Receiver], day: date) -> tuple[str, ...]:
        """Return the receivers that are valid on a day and name no body that ended before it."""
        valid = (receiver.name for receiver in named if receiver.valid_on(day))
        return tuple(name for name in valid if self.ended_body(name, day) is None)

    def ended_body(self, text: str, day: date) -> Body | None:
        """Return the body that a text names and that ended before a day; None when it names none, or one that is there."""
        place = self.locality.name if self.locality else ""
        named = [body for body in self.bodies if names_one_of(text, (body.name, *body.other_names), place)]
        ended = next((body for body in named if body.until and body.until < day), None)
        return None if any(body.valid_on(day) for body in named if ended and body.name == ended.name) else ended

    def body(self, code: str) -> Body | None:
        """Return the body of a code."""
        return next((body for body in self.bodies if body.code == code), None)

    def level_exists_on(self, level: Level, day: date) -> bool:
        """Tell whether recognitions of a level were given on a day; a level the file does not date is always there."""
        dated = [each for each in self.levels if each.level is level]
        return not dated or any(each.valid_on(day) for each in dated)

    def list_is_complete(self, kind: UnitKind, first: date, last: date) -> bool:
        """Tell whether the list of units of a kind is complete in a time; by default that of the state's own units is."""
        declared = [each for each in self.unit_lists if each.kind is kind and each.valid_between(first, last)]
        return declared[-1].complete if declared else kind in STATE_UNITS
