"""The schema of models and exemplars: every key of their files is declared here, once.

Attributes are English, front-matter keys Vietnamese without diacritics (the alias); every field carries its label,
help and an example. What is required grows with the stage (``needed``), so that the January list can be entered in
minutes. Sections of the plan are cited as in the plan; its second section IV is called V here.
"""

from __future__ import annotations

from typing import ClassVar

from danvankheo.records.choices import (
    Channel,
    ConfirmedBy,
    Estimate,
    Group,
    Headcount,
    Level,
    Matter,
    OwnerKind,
    PhotoRight,
    Purpose,
    Recognition,
    RegisteredWith,
    Status,
)  # fmt: skip
from danvankheo.records.scalars import (
    Day,
    Flag,
    Line,
    Link,
    Name,
    Number,
    Point,
    Slug,
    Summary,
    Text,
    Whole,
    Word,
    Year,
)  # fmt: skip
from danvankheo.records.section import Section, Stage, key


class Consent(Section):
    """A signed consent paper; it stays at the unit, the file holds its number, date and place."""

    code: Word = key("ma", "Mã giấy đồng ý", example="GDY-01/2023")
    day: Day = key("ngay", "Ngày ký", example="2023-02-20")
    kept_at: Line = key("noi_luu", "Nơi lưu giấy", example="Văn phòng Đoàn xã")
    purposes: list[Purpose] = key("pham_vi", "Giấy cho dùng ảnh vào việc gì", default=[], example="[trang, mang-xa-hoi]",
        help="Ghi những ô đã đánh dấu ở mục 3 của giấy. Không ghi: chỉ trang này và thẻ chia sẻ của bài.")  # fmt: skip


class Photo(Section):
    """A photo of a record; the file lies in ``anh/<slug>/`` beside it."""

    noun: ClassVar[str] = "ảnh"
    file: Name = key("tep", "Tệp ảnh", example="anh-1.jpg")
    alt: Line = key("mo_ta", "Mô tả ảnh", example="Đoàn viên vẽ tranh quê hương trên tường nhà văn hóa thôn",
                    help="Kể cho người không nhìn thấy ảnh: ai, đang làm gì, ở đâu.")  # fmt: skip
    caption: Line | None = key("chu_thich", "Chú thích ảnh", default=None)
    author: Name = key("tac_gia", "Người chụp ảnh", example="Đoàn xã cung cấp")
    right: PhotoRight = key("quyen", "Quyền dùng ảnh", example="su-kien-cong-cong")
    children: Flag = key("tre_em", "Có trẻ em nhận ra được", default=False)
    consent: Consent | None = key("giay_dong_y", "Giấy đồng ý", default=None)
    focus: Point | None = key("tam_diem", "Tâm điểm của ảnh", default=None, example="[0.5, 0.3]",
        help="Chỗ phải còn thấy khi ảnh bị cắt: từ mép trái, từ mép trên, mỗi số từ 0 đến 1.")  # fmt: skip
    withdrawn: Day | None = key("rut_dong_y", "Ngày rút đồng ý", default=None)


class Registration(Section):
    """One registration; a model that runs for years has one a year."""

    noun: ClassVar[str] = "lần đăng ký"
    year: Year = key("nam", "Năm đăng ký", example="2023", ahead=True)
    body_kind: RegisteredWith = key("noi", "Đăng ký với", example="cap-uy")
    body: Line = key("co_quan", "Nơi nhận đăng ký", example="Đảng ủy xã Xuân Lai")
    day: Day = key("ngay", "Ngày đăng ký", example="2023-01-10")
    document: Line | None = key("van_ban", "Văn bản đăng ký", default=None, example="12-KH/ĐTN")


class Confirmation(Section):
    """The confirmation that a model was built and that it has an effect."""

    by_kind: ConfirmedBy = key("boi", "Bên xác nhận", example="doan-cap-tren")
    body: Line = key("co_quan", "Cơ quan xác nhận", example="Ban Thường vụ Huyện Đoàn")
    day: Day = key("ngay", "Ngày xác nhận", example="2023-11-02")
    document: Line | None = key("van_ban", "Văn bản xác nhận", default=None)
    matters: list[Matter] = key("noi_dung", "Nội dung xác nhận", example="[viec-xay-dung, hieu-qua]")


class Guideline(Section):
    """Criterion 1 of a model (plan IV.1): directed by the Union, registered, confirmed."""

    directed_by: Line | None = key(
        "chi_dao", "Cấp bộ Đoàn chỉ đạo", default=None, example="Ban Chấp hành Đoàn xã Xuân Lai"
    )
    registrations: list[Registration] = key("dang_ky", "Đăng ký", default=[], needed=Stage.REGISTERED,
        example="\n  - nam: 2023\n    noi: cap-uy\n    co_quan: Đảng ủy xã Xuân Lai\n    ngay: 2023-01-10")  # fmt: skip
    confirmation: Confirmation | None = key("xac_nhan", "Xác nhận", default=None, needed=Stage.PUT_FORWARD,
        example="\n  boi: doan-cap-tren\n  co_quan: Ban Thường vụ Huyện Đoàn\n  ngay: 2023-11-02\n"
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
    to: Line = key("gui", "Gửi đến", example="Ban Thường vụ Huyện Đoàn")
    form: Recognition = key("hinh_thuc", "Hình thức đề nghị", example="bieu-duong")
    document: Line | None = key("van_ban", "Văn bản đề nghị", default=None)


class Award(Section):
    """A recognition that was given: level, form, date, body, document number."""

    noun: ClassVar[str] = "ghi nhận"
    level: Level = key("cap", "Cấp ghi nhận", example="cap-huyen")
    form: Recognition = key("hinh_thuc", "Hình thức", example="giay-khen")
    day: Day = key("ngay", "Ngày ghi nhận", example="2023-11-20")
    body: Line = key("co_quan", "Cơ quan ghi nhận", example="Ban Thường vụ Huyện Đoàn")
    document: Line | None = key("van_ban", "Số quyết định", default=None)


class SourceDocument(Section):
    """The document or address a story or figure comes from."""

    noun: ClassVar[str] = "nguồn"
    name: Line = key("ten", "Tên nguồn", example="Báo cáo của Đoàn xã")
    link: Link | None = key("lien_ket", "Liên kết", default=None)


class Byline(Section):
    """Who wrote the story."""

    name: Name = key("ten", "Tên người viết", example="Ban biên tập")
    role: Name | None = key("vai_tro", "Vai trò", default=None)


class Approval(Section):
    """The approval of publication: by whom, when."""

    by: Line = key("boi", "Đơn vị duyệt", example="Ban Chấp hành Đoàn xã")
    day: Day = key("ngay", "Ngày duyệt", example="2023-11-20")


class PersonConsent(Section):
    """A person's consent to be named and shown."""

    day: Day = key("ngay", "Ngày đồng ý", example="2023-11-10")
    form: Line = key("hinh_thuc", "Hình thức đồng ý", example="văn bản")
    purposes: list[Purpose] = key("pham_vi", "Đồng ý cho dùng vào việc gì", default=[], example="[trang, ten, mang-xa-hoi]",
        help="Ghi những việc người ấy đã đồng ý; bài về một người cần trang và ten. Không ghi: chỉ trang này, có ghi tên.")  # fmt: skip


class Share(Section):
    """A post about the entry on a channel."""

    noun: ClassVar[str] = "lần chia sẻ"
    channel: Channel = key("kenh", "Kênh", example="facebook")
    day: Day = key("ngay", "Ngày chia sẻ", example="2023-11-22")
    link: Link | None = key("lien_ket", "Liên kết bài đã chia sẻ", default=None)


class Entry(Section):
    """The keys that models and exemplars share."""

    title: Name = key("ten", "Tên", example="Đường tranh bích họa thôn Tiên Nông")
    unit: Slug = key(
        "don_vi", "Đơn vị", example="xa-xuan-lai", help="Mã đơn vị: tên tệp trong content/don-vi, không có .md."
    )
    partner_units: list[Slug] = key("don_vi_phoi_hop", "Đơn vị phối hợp", default=[],
        help="Mã những đơn vị cùng làm; mỗi đơn vị đều được tính. Không ghi lại đơn vị chính.")  # fmt: skip
    field: Slug = key("linh_vuc", "Lĩnh vực", example="van-hoa-xa-hoi")
    summary: Summary | None = key("tom_tat", "Tóm tắt", default=None, needed=Stage.ACTIVE, offered=True,
        example="Một hai câu kể việc đã làm, ai tham gia và điều gì đã thay đổi ở nơi đó.",
        help="60–200 ký tự, dùng cho thẻ và khi chia sẻ; Facebook hiện chừng 110 ký tự đầu.")  # fmt: skip
    photos: list[Photo] = key("anh", "Ảnh", default=[], offered=True, help="Ảnh đầu tiên là ảnh bìa.")
    awards: list[Award] = key("ghi_nhan", "Công nhận, biểu dương, khen thưởng", default=[])
    sources: list[SourceDocument] = key("nguon", "Nguồn", default=[])
    byline: Byline | None = key("tac_gia", "Người viết", default=None, offered=True)
    consent: PersonConsent | None = key("dong_y_dang", "Đồng ý đăng", default=None)
    approval: Approval | None = key(
        "duyet", "Duyệt đăng", default=None, help="Không có mục này thì bài không được đăng."
    )
    published: Day | None = key("ngay_dang", "Ngày đăng", default=None)
    updated: Day | None = key("cap_nhat", "Ngày cập nhật", default=None)
    draft: Flag = key(
        "nhap", "Bản nháp", default=False, offered=True, help="Dùng khi bài chưa xong: máy kiểm tra nhưng không đăng."
    )
    shares: list[Share] = key("da_chia_se", "Đã chia sẻ", default=[])
    former_slugs: list[Slug] = key("ten_cu", "Địa chỉ cũ", default=[])
    withdrawn: Day | None = key("rut_dong_y", "Ngày rút đồng ý", default=None)
    sample: Flag = key("minh_hoa", "Bài minh họa", default=False)

    @property
    def units(self) -> tuple[str, ...]:
        """The units the entry counts for: the main one first, then its partners, each once."""
        return tuple(dict.fromkeys((self.unit, *self.partner_units)))


class Model(Entry):
    """A model (mô hình), owned by a collective or a person: ``models/<slug>.md`` (plan IV.1)."""

    noun: ClassVar[str] = "mô hình"
    other_fields: list[Slug] = key("linh_vuc_khac", "Lĩnh vực khác", default=[], after="field")
    topics: list[Slug] = key("noi_dung", "Nội dung trong lĩnh vực", default=[], offered=True)
    model_type: Slug | None = key("loai", "Loại mô hình", default=None, offered=True, example="duong-tranh-bich-hoa")
    address: Line = key("dia_chi", "Địa chỉ", example="Thôn Tiên Nông, xã Xuân Lai")
    status: Status = key(
        "trang_thai", "Trạng thái", default=Status.REGISTERED, example="dang-thuc-hien", after="summary", offered=True
    )
    started: Day | None = key("bat_dau", "Ngày bắt đầu", default=None, offered=True)
    ended: Day | None = key("ket_thuc", "Ngày kết thúc", default=None, ahead=True)
    guideline: Guideline | None = key("chu_truong", "Chủ trương, định hướng", default=None, needed=Stage.REGISTERED, after="photos",
        example="\n  dang_ky:\n  - nam: 2023\n    noi: cap-uy\n    co_quan: Đảng ủy xã Xuân Lai\n    ngay: 2023-01-10")  # fmt: skip
    owner: Owner = key("chu_the", "Chủ thể", example="\n  loai: tap-the\n  ten: Chi đoàn thôn Tiên Nông")
    forces: Forces | None = key("luc_luong", "Lực lượng tham gia", default=None, needed=Stage.ACTIVE,
        example="\n  mo_ta: Những ai đã tham gia, làm việc gì.")  # fmt: skip
    method: Method | None = key("phuong_phap", "Phương pháp, cách làm", default=None, needed=Stage.ACTIVE,
        example="\n  mo_ta: Đã làm như thế nào, vận động ra sao.")  # fmt: skip
    effect: Effect | None = key("hieu_qua", "Hiệu quả", default=None, needed=Stage.COMPLETED,
        example="\n  mo_ta: Điều gì đã thay đổi, ai được lợi, ai giữ gìn.")  # fmt: skip
    funding: list[Funding] = key("kinh_phi", "Kinh phí", default=[])
    replicated_from: Slug | None = key("nhan_rong_tu", "Nhân rộng từ", default=None)
    put_forward: PutForward | None = key("de_nghi", "Đề nghị biểu dương, khen thưởng", default=None)


class Character(Section):
    """Criterion 1 of an exemplar (plan IV.2), attested by someone else."""

    text: Text = key("mo_ta", "Phẩm chất", example="Gương mẫu thực hiện chủ trương của Đảng, pháp luật của Nhà nước.")
    attested_by: Line | None = key("nhan_xet_boi", "Nơi nhận xét", default=None)
    day: Day | None = key("ngay", "Ngày nhận xét", default=None)
    document: Line | None = key("van_ban", "Văn bản nhận xét", default=None)


class Achievement(Section):
    """Criterion 2 of an exemplar: results, ideas, the ability to mobilise."""

    text: Text = key("mo_ta", "Thành tích", example="Những việc đã làm và kết quả.")
    idea: Text | None = key("y_tuong", "Ý tưởng, cách làm sáng tạo", default=None)
    persuasion: Text | None = key("van_dong", "Vận động mọi người", default=None)
    models: list[Slug] = key("mo_hinh", "Mô hình đã dẫn dắt", default=[])
    figures: list[StoryFigure] = key("so_lieu", "Số liệu", default=[])


class Prestige(Section):
    """Criterion 3 of an exemplar: influence, recognised by a body."""

    text: Text = key("mo_ta", "Uy tín", example="Được đoàn viên, nhân dân tin và làm theo như thế nào.")
    peers: Text | None = key("ghi_nhan_cua_doan_vien", "Ghi nhận của đoàn viên, hội viên", default=None)
    recognised_by: Line | None = key("cong_nhan_boi", "Nơi công nhận", default=None)
    day: Day | None = key("ngay", "Ngày công nhận", default=None)
    document: Line | None = key("van_ban", "Văn bản công nhận", default=None)


class Exemplar(Entry):
    """An exemplar (điển hình cá nhân), a person: ``exemplars/<slug>.md`` (plan IV.2)."""

    noun: ClassVar[str] = "điển hình"
    year: Year = key("nam", "Năm", example="2023", after="field")
    position: Line | None = key("chuc_vu", "Chức vụ", default=None, after="unit", offered=True)
    character: Character | None = key("pham_chat", "Phẩm chất", default=None, needed=Stage.ACTIVE, after="photos",
        example="\n  mo_ta: Nhận xét của nơi công tác hoặc nơi cư trú.")  # fmt: skip
    achievement: Achievement | None = key("thanh_tich", "Thành tích, sáng tạo, khả năng vận động", default=None, needed=Stage.ACTIVE,
        example="\n  mo_ta: Những việc đã làm và kết quả.")  # fmt: skip
    prestige: Prestige | None = key("uy_tin", "Uy tín, ảnh hưởng", default=None, needed=Stage.ACTIVE,
        example="\n  mo_ta: Được mọi người tin và làm theo như thế nào.")  # fmt: skip
