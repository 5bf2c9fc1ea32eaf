"""The sections of a model's front matter: its criteria (plan IV.1), its money, the request that it be recognised."""

from __future__ import annotations

from typing import ClassVar

from danvankheo.records.choices import (
    ConfirmedBy,
    Estimate,
    Group,
    Headcount,
    Matter,
    OwnerKind,
    Recognition,
    RegisteredWith,
)
from danvankheo.records.scalars import Day, Flag, Line, Name, Number, Phrase, Text, Whole, Word, Year
from danvankheo.records.section import Section, Stage, key


class Registration(Section):
    """One registration; a model that runs for years has one a year."""

    noun: ClassVar[str] = "lần đăng ký"
    year: Year = key("nam", "Năm đăng ký", example="2023", ahead=True)
    body_kind: RegisteredWith = key("noi", "Đăng ký với", example="cap-uy")
    body: Line = key("co_quan", "Nơi nhận đăng ký", example="Đảng ủy xã Xuân Lai", body=True)
    day: Day = key("ngay", "Ngày đăng ký", example="2023-01-10")
    document: Line | None = key("van_ban", "Văn bản đăng ký", default=None, example="12-KH/ĐTN")


class Confirmation(Section):
    """The confirmation that a model was built and that it has an effect."""

    by_kind: ConfirmedBy = key("boi", "Bên xác nhận", example="doan-cap-tren")
    body: Line = key("co_quan", "Cơ quan xác nhận", example="Ban Thường vụ Tỉnh Đoàn", body=True)
    day: Day = key("ngay", "Ngày xác nhận", example="2023-11-02")
    document: Line | None = key("van_ban", "Văn bản xác nhận", default=None)
    matters: list[Matter] = key("noi_dung", "Nội dung xác nhận", example="[viec-xay-dung, hieu-qua]")


class Guideline(Section):
    """Criterion 1 of a model (plan IV.1): directed by the Union, registered, confirmed."""

    directed_by: Line | None = key(
        "chi_dao", "Cấp bộ Đoàn chỉ đạo", default=None, example="Ban Chấp hành Đoàn xã Xuân Lai", body=True
    )
    registrations: list[Registration] = key("dang_ky", "Đăng ký", default=[], needed=Stage.REGISTERED,
        example="\n  - nam: 2023\n    noi: cap-uy\n    co_quan: Đảng ủy xã Xuân Lai\n    ngay: 2023-01-10")  # fmt: skip
    confirmation: Confirmation | None = key("xac_nhan", "Xác nhận", default=None, needed=Stage.PUT_FORWARD,
        example="\n  boi: doan-cap-tren\n  co_quan: Ban Thường vụ Tỉnh Đoàn\n  ngay: 2023-11-02\n"
                "  noi_dung: [viec-xay-dung, hieu-qua]")  # fmt: skip


class Owner(Section):
    """Criterion 2 of a model: the collective or person it belongs to."""

    kind: OwnerKind = key("loai", "Loại chủ thể", example="tap-the")
    name: Name = key("ten", "Tên chủ thể", example="Chi đoàn thôn Tiên Nông")
    in_charge: Name | None = key("phu_trach", "Người phụ trách", default=None)


class Force(Section):
    """A number of people or participations of one group."""

    noun: ClassVar[str] = "lực lượng"
    group: Group = key("nhom", "Nhóm", example="doan-vien")
    count: Whole = key("so", "Số người hoặc lượt", example="45")
    unit: Headcount = key("dvt", "Đơn vị tính", example="người")
    estimate: Estimate | None = key("uoc_luong", "Ước lượng", default=None)


class Forces(Section):
    """Criterion 3 of a model: who took part."""

    text: Text | None = key("mo_ta", "Lực lượng tham gia", default=None)
    groups: list[Force] = key("tham_gia", "Số người tham gia", default=[])


class Method(Section):
    """Criterion 4 of a model: how it was done, how people were won over, what is new."""

    text: Text | None = key("mo_ta", "Cách làm", default=None)
    persuasion: Text | None = key("van_dong", "Vận động thế nào", default=None)
    novelty: Text | None = key("sang_tao", "Điểm mới, sáng tạo", default=None)


class StoryFigure(Section):
    """One number of the effect, with its unit of measure and whether it is estimated."""

    noun: ClassVar[str] = "số liệu"
    name: Name = key("chi_so", "Tên số liệu", example="Chiều dài tường tranh")
    value: Number = key("so", "Số", example="600")
    unit: Word = key("dvt", "Đơn vị tính", example="m")
    estimate: Estimate | None = key("uoc_luong", "Ước lượng", default=None)
    phrase: Phrase | None = key("cau_ngan", "Câu ngắn", default=None, example="600 m tường thành tranh",
        help="Người đọc thấy câu này thay cho số và tên số liệu. Bắt đầu bằng con số (có uoc_luong thì thêm hơn, gần, khoảng ở trước).")  # fmt: skip


class Replication(Section):
    """How others can do the same."""

    prospects: Text | None = key("kha_nang", "Khả năng nhân rộng", default=None)
    preparations: list[Text] = key("can_chuan_bi", "Cần chuẩn bị", default=[])
    steps: list[Text] = key("cac_buoc", "Các bước làm", default=[])
    cautions: Text | None = key("luu_y", "Lưu ý", default=None)


class Effect(Section):
    """Criterion 5 of a model: what changed, whether it lasts, spreads and can be replicated."""

    text: Text | None = key("mo_ta", "Hiệu quả", default=None)
    figures: list[StoryFigure] = key("so_lieu", "Số liệu", default=[])
    lasting: Text | None = key("ben_vung", "Ai gìn giữ, duy trì", default=None)
    spread: Text | None = key("lan_toa", "Sức lan tỏa", default=None)
    replication: Replication | None = key("nhan_rong", "Nhân rộng", default=None)


class Funding(Section):
    """Money given by one source, or the value of work in money."""

    noun: ClassVar[str] = "khoản kinh phí"
    source: Line = key("nguon", "Nguồn kinh phí", example="Nhân dân, nhà hảo tâm đóng góp")
    amount: Whole = key("so", "Số tiền", example="12000000")
    currency: Word = key("dvt", "Đơn vị tiền", default="đồng", example="đồng")
    with_labour: Flag = key("gom_ngay_cong", "Gồm cả ngày công quy ra tiền", default=False)


class PutForward(Section):
    """The request that a model be recognised."""

    day: Day = key("ngay", "Ngày đề nghị", example="2023-11-05")
    to: Line = key("gui", "Gửi đến", example="Ban Thường vụ Tỉnh Đoàn", body=True)
    form: Recognition = key("hinh_thuc", "Hình thức đề nghị", example="bieu-duong")
    document: Line | None = key("van_ban", "Văn bản đề nghị", default=None)
