"""Closed lists of values: the word in the file and the label people read."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from danvankheo.base.text import closest, fold
from danvankheo.records.scalars import QUOTES, refuse, scalar


class Choice(StrEnum):
    """A value of a closed list with its Vietnamese label."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        """Create a member from ``"value", "Nhãn"``."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def parse(cls, value: object) -> Self:
        """Return the member for the word in the file. Other words raise an error that lists the choices, the likeliest first."""
        text = scalar(value)
        try:
            return cls(text)  # type: ignore[call-arg]
        except ValueError:
            pass
        words = {fold(word): member.value for member in cls for word in (member.label, member.value)}
        meant = words.get(fold(text).strip(QUOTES + " ")) or next(iter(closest(text, list(words.values()), 1)), None)
        choices = ", ".join(f"{member.value} ({member.label})" for member in cls)
        raise refuse("DVK214", f"chỉ nhận một trong các giá trị: {choices}", **({"value": meant} if meant else {}))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let a schema use a closed list as the type of a field."""
        return core_schema.no_info_plain_validator_function(cls.parse)


class Status(Choice):
    """The status of a model."""

    REGISTERED = "moi-dang-ky", "Mới đăng ký"
    ACTIVE = "dang-thuc-hien", "Đang thực hiện"
    COMPLETED = "hoan-thanh", "Hoàn thành"
    STOPPED = "da-dung", "Đã dừng"


class RegisteredWith(Choice):
    """The body a model is registered with (plan IV.1.2): party committee, government, or the Union's next level."""

    PARTY = "cap-uy", "Cấp ủy"
    GOVERNMENT = "chinh-quyen", "Chính quyền"
    UNION = "doan-cap-tren", "Đoàn cấp trên"


class ConfirmedBy(Choice):
    """Who confirms a model when it is put forward (plan IV.1.2)."""

    AGENCY = "co-quan", "Cơ quan"
    UNIT = "don-vi", "Đơn vị"
    UNION = "doan-cap-tren", "Đoàn cấp trên"


class Matter(Choice):
    """What a confirmation covers; both are needed (plan IV.1.2)."""

    BUILT = "viec-xay-dung", "Việc xây dựng"
    WORKS = "hieu-qua", "Hiệu quả"


class OwnerKind(Choice):
    """The kind of owner of a model."""

    COLLECTIVE = "tap-the", "Tập thể"
    PERSON = "ca-nhan", "Cá nhân"


class ExemplarKind(Choice):
    """Whether an exemplar is a person or a collective; the plan has criteria of its own for persons alone (IV.2)."""

    PERSON = "ca-nhan", "Điển hình cá nhân"
    COLLECTIVE = "tap-the", "Điển hình tập thể"


class Group(Choice):
    """Who took part."""

    OFFICIALS = "can-bo-doan", "Cán bộ Đoàn"
    UNION_MEMBERS = "doan-vien", "Đoàn viên"
    FEDERATION_MEMBERS = "hoi-vien", "Hội viên"
    YOUTH = "thanh-nien", "Thanh niên"
    CHILDREN = "thieu-nhi", "Thiếu nhi"
    PEOPLE = "nguoi-dan", "Người dân"
    PARTNERS = "phoi-hop", "Lực lượng phối hợp"


class Headcount(Choice):
    """People are counted once, participations each time; the two are never added."""

    PEOPLE = "người", "người"
    PARTICIPATIONS = "lượt", "lượt"


class Estimate(Choice):
    """The qualifier of a number that is not exact."""

    OVER = "hon", "hơn"
    NEARLY = "gan", "gần"
    ABOUT = "khoang", "khoảng"


class PhotoRight(Choice):
    """Why a photo may be shown."""

    PUBLIC_EVENT = "su-kien-cong-cong", "Ảnh chụp sự kiện công cộng"
    CONSENT = "da-dong-y", "Người trong ảnh đã đồng ý"
    NO_PERSON = "khong-co-nguoi", "Không có người nhận ra được"


class Purpose(Choice):
    """What a person allows by a consent: the boxes of the paper form, in its order (``theme/pages/consent_form.html``)."""

    SITE = "trang", "Đăng trên trang “Dân vận khéo” và thẻ chia sẻ của bài"
    SOCIAL = "mang-xa-hoi", "Đăng trên trang, kênh mạng xã hội của tổ chức Đoàn"
    PRINT = "in-an", "In trong báo cáo, tài liệu tuyên truyền của tổ chức Đoàn"
    NAME = "ten", "Ghi tên cùng ảnh, bài viết"


class Level(Choice):
    """The level of a recognition. When each exists: ``cap_ghi_nhan`` in ``content/phong-trao.yml``."""

    UNIT = "cap-co-so", "Cấp cơ sở"
    COMMUNE = "cap-xa", "Cấp xã"
    DISTRICT = "cap-huyen", "Cấp huyện"
    PROVINCE = "cap-tinh", "Cấp tỉnh"
    CENTRAL = "trung-uong", "Trung ương"


class Recognition(Choice):
    """The form of a recognition."""

    RECOGNISED = "cong-nhan", "Công nhận"
    COMMENDED = "bieu-duong", "Biểu dương"
    CERTIFICATE = "giay-khen", "Giấy khen"
    MERIT = "bang-khen", "Bằng khen"


class UnitKind(Choice):
    """Kinds of units. Which of them a target counts is declared in its period."""

    COMMUNE = "xa", "Đoàn xã"
    TOWN = "thi-tran", "Đoàn thị trấn"
    WARD = "phuong", "Đoàn phường"
    SPECIAL_ZONE = "dac-khu", "Đoàn đặc khu"
    SCHOOL = "truong-hoc", "Đoàn trường học"
    AGENCY = "co-quan", "Đoàn cơ quan"
    ARMED_FORCES = "luc-luong-vu-trang", "Đoàn lực lượng vũ trang"
    ENTERPRISE = "doanh-nghiep", "Đoàn doanh nghiệp"
    AFFILIATED = "doan-truc-thuoc", "Đoàn trực thuộc"
    BRANCH = "chi-doan", "Chi đoàn"


class Measure(Choice):
    """How a target of a plan is measured (``figures/measures.py``)."""

    UNITS_WITH_MODELS = "ty-le-don-vi-co-mo-hinh", "Tỷ lệ đơn vị có mô hình"
    UNITS_IN_EACH_FIELD = "ty-le-don-vi-tung-linh-vuc", "Tỷ lệ đơn vị có mô hình ở từng lĩnh vực"
    UNITS_IN_ALL_FIELDS = "ty-le-don-vi-du-linh-vuc", "Tỷ lệ đơn vị có mô hình ở đủ các lĩnh vực"
    UNITS_REPORTING = "ty-le-don-vi-bao-cao-so", "Tỷ lệ đơn vị báo cáo con số từ mức đã định"
    POOLED_RATE = "ty-le-gop", "Tỷ lệ gộp từ số của các đơn vị"
    UNITS_AT_RATE = "ty-le-don-vi-dat-ty-le", "Tỷ lệ đơn vị đạt tỷ lệ đã định"
    COUNT = "so-luong", "Số lượng"
    SHARE_OF_MODELS = "ty-le-mo-hinh", "Tỷ lệ mô hình đạt điều kiện"


class Counted(Choice):
    """What the measure ``so-luong`` counts."""

    MODELS = "mo-hinh", "Mô hình"
    EXEMPLARS = "dien-hinh", "Điển hình"


class Condition(Choice):
    """A condition on the models or exemplars that a measure counts."""

    CONFIRMED = "da-xac-nhan", "Đã được xác nhận"
    RECOGNISED = "duoc-ghi-nhan", "Đã được công nhận, biểu dương, khen thưởng"
    REPLICATED = "duoc-nhan-rong", "Đã được nơi khác làm theo"
    COMPLETED = "da-hoan-thanh", "Đã hoàn thành"
    PUBLISHED = "co-bai-dang", "Đã có bài đăng trên trang"


class Channel(Choice):
    """Where a story was shared."""

    FACEBOOK = "facebook", "Facebook"
    FANPAGE = "fanpage", "Fanpage"
    ZALO = "zalo", "Zalo"
    WEBSITE = "website", "Trang web khác"


class PlanSection(Choice):
    """Where the plan names a model type."""

    TARGETS = "muc-ii", "Mục II của Kế hoạch"
    CONTENT = "muc-iii", "Mục III của Kế hoạch"
    OTHER = "khac", "Loại khác"


class HostSetting(Choice):
    """Settings on the repository's host that only a signed-in person can see."""

    PROTECTION = "bao-ve-nhanh-chinh", "Nhánh main được bảo vệ: cần người duyệt và kiểm tra “Bài viết và ảnh” đạt"
    APPROVAL = "quyen-chay", "Quy trình của người gửi lần đầu phải được cho phép mới chạy; quyền mặc định chỉ đọc"
    LABEL = "nhan-nhap-bai", "Đã có nhãn nhap-bai để nhập bài từ mẫu"
    PAGES = "trang-github", "GitHub Pages đã bật, có biến SITE_URL"


class Palette(Choice):
    """The colours and icons of fields: enough for a plan of eight."""

    ECONOMY = "kinh-te", "Kinh tế"
    CULTURE = "van-hoa", "Văn hóa"
    DEFENCE = "quoc-phong", "Quốc phòng"
    POLITICS = "chinh-tri", "Chính trị"
    ENVIRONMENT = "moi-truong", "Môi trường"
    DIGITAL = "so-hoa", "Số hóa"
    EDUCATION = "giao-duc", "Giáo dục"
    WELFARE = "an-sinh", "An sinh"


class Permitted(Choice):
    """Changes of the public site that are refused without permission (``base/public_changes.py``)."""

    GONE = "mat-trang", "Trang đang công khai được mất đi"
    BACK = "hien-lai", "Bài hoặc ảnh đã gỡ được hiện lại"
