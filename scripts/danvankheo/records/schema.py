"""The schema of models, exemplars and news: every key of their files is declared here, once.

Attributes are English, front-matter keys Vietnamese without diacritics (the alias); every field carries its label,
help and an example. What is required grows with the stage (``needed``), so that the January list can be entered in
minutes. Sections of the plan are cited as in the plan; its second section IV is called V here.
"""

from __future__ import annotations

from typing import ClassVar

from danvankheo.records.choices import (
    Channel,
    ExemplarKind,
    Level,
    PhotoRight,
    Purpose,
    Recognition,
    Status,
)  # fmt: skip
from danvankheo.records.model_sections import Effect, Forces, Funding, Guideline, Method, Owner, PutForward, StoryFigure
from danvankheo.records.plan import LegalBasis
from danvankheo.records.scalars import (
    Day,
    Flag,
    Line,
    Link,
    Name,
    Point,
    Slug,
    Summary,
    Text,
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


class Award(Section):
    """A recognition that was given: level, form, date, body, document number."""

    noun: ClassVar[str] = "lần khen thưởng"
    level: Level = key("cap", "Cấp khen thưởng", example="cap-tinh")
    form: Recognition = key("hinh_thuc", "Hình thức", example="giay-khen")
    day: Day = key("ngay", "Ngày khen thưởng", example="2023-11-20")
    body: Line = key("co_quan", "Cơ quan khen thưởng", example="Ban Thường vụ Tỉnh Đoàn", body=True)
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

    by: Line = key("boi", "Đơn vị duyệt", example="Ban Chấp hành Đoàn xã", body=True)
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


class Article(Section):
    """The keys of everything that an office approves and publishes: models, exemplars, news."""

    title: Name = key("ten", "Tên", example="Đường tranh bích họa thôn Tiên Nông")
    summary: Summary | None = key("tom_tat", "Tóm tắt", default=None, needed=Stage.ACTIVE, offered=True,
        example="Một hai câu kể việc đã làm, ai tham gia và điều gì đã thay đổi ở nơi đó.",
        help="60–200 ký tự, dùng cho thẻ và khi chia sẻ; Facebook hiện chừng 110 ký tự đầu.")  # fmt: skip
    photos: list[Photo] = key("anh", "Ảnh", default=[], offered=True, help="Ảnh đầu tiên là ảnh bìa.")
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
    former_slugs: list[Slug] = key("ten_cu", "Địa chỉ cũ", default=[])
    withdrawn: Day | None = key("rut_dong_y", "Ngày rút đồng ý", default=None)
    sample: Flag = key("minh_hoa", "Bài minh họa", default=False)


class Entry(Article):
    """The keys that models and exemplars share."""

    unit: Slug = key(
        "don_vi", "Đơn vị", example="xa-xuan-lai", help="Mã đơn vị: tên tệp trong content/don-vi, không có .md.",
        after="title",
    )  # fmt: skip
    partner_units: list[Slug] = key("don_vi_phoi_hop", "Đơn vị phối hợp", default=[],
        help="Mã những đơn vị cùng làm; mỗi đơn vị đều được tính. Không ghi lại đơn vị chính.")  # fmt: skip
    field: Slug = key("linh_vuc", "Lĩnh vực", example="van-hoa-xa-hoi")
    awards: list[Award] = key("ghi_nhan", "Công nhận, biểu dương, khen thưởng", default=[], after="photos")
    shares: list[Share] = key("da_chia_se", "Đã chia sẻ", default=[], after="draft")

    @property
    def units(self) -> tuple[str, ...]:
        """The units the entry counts for: the main one first, then its partners, each once."""
        return tuple(dict.fromkeys((self.unit, *self.partner_units)))


class NewsItem(Article):
    """A news item: ``content/tin/<slug>.md``. The site has no page of it yet."""

    noun: ClassVar[str] = "tin"
    day: Day = key("ngay", "Ngày của tin", example="2023-11-20", after="title")
    summary: Summary = key("tom_tat", "Tóm tắt", example="Một hai câu kể việc gì, ở đâu, ai tham gia, kết quả ra sao.",
        help="60–200 ký tự, dùng cho thẻ và khi chia sẻ; Facebook hiện chừng 110 ký tự đầu.")  # fmt: skip
    related: list[Slug] = key("lien_quan", "Mô hình, điển hình liên quan", default=[], after="photos", offered=True,
        example="[duong-tranh-bich-hoa-thon-tien-nong]", help="Tên tệp bài trong models, exemplars, không có .md.")  # fmt: skip
    unit: Slug | None = key("don_vi", "Đơn vị", default=None, offered=True, example="xa-xuan-lai",
        help="Mã đơn vị: tên tệp trong content/don-vi, không có .md. Tin chung thì bỏ mục này.")  # fmt: skip


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
    directives: list[LegalBasis] = key("thuc_hien_chu_truong", "Thực hiện chủ trương của cấp ủy, chính quyền", default=[], offered=True,
        help="Nghị quyết, kế hoạch, chỉ thị của cấp ủy, chính quyền mà mô hình góp phần thực hiện.")  # fmt: skip
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
    attested_by: Line | None = key("nhan_xet_boi", "Nơi nhận xét", default=None, body=True)
    day: Day | None = key("ngay", "Ngày nhận xét", default=None)
    document: Line | None = key("van_ban", "Văn bản nhận xét", default=None)


class Achievement(Section):
    """Criterion 2 of an exemplar: results, ideas, the ability to mobilise; of a collective also the models it is honoured for."""

    text: Text = key("mo_ta", "Thành tích", example="Những việc đã làm và kết quả.")
    idea: Text | None = key("y_tuong", "Ý tưởng, cách làm sáng tạo", default=None)
    persuasion: Text | None = key("van_dong", "Vận động mọi người", default=None)
    models: list[Slug] = key("mo_hinh", "Mô hình đã dẫn dắt", default=[],
        help="Mã mô hình trên trang: tên tệp trong models, không có .md. Bài về tập thể cần ít nhất một mô hình của tập thể.")  # fmt: skip
    figures: list[StoryFigure] = key("so_lieu", "Số liệu", default=[])


class Prestige(Section):
    """Criterion 3 of an exemplar: influence, recognised by a body."""

    text: Text = key("mo_ta", "Uy tín", example="Được đoàn viên, nhân dân tin và làm theo như thế nào.")
    peers: Text | None = key("ghi_nhan_cua_doan_vien", "Ghi nhận của đoàn viên, hội viên", default=None)
    recognised_by: Line | None = key("cong_nhan_boi", "Nơi công nhận", default=None, body=True)
    day: Day | None = key("ngay", "Ngày công nhận", default=None)
    document: Line | None = key("van_ban", "Văn bản công nhận", default=None)


#: The keys of an exemplar that are about one person; a collective has none of them.
OF_A_PERSON = ("position", "character", "prestige")


class Exemplar(Entry):
    """An exemplar (điển hình), a person or a collective: ``exemplars/<slug>.md`` (plan IV.2).

    A person is honoured through three criteria; a collective through the five criteria of its models.
    """

    noun: ClassVar[str] = "điển hình"
    kind: ExemplarKind = key("loai", "Loại điển hình", default=ExemplarKind.PERSON, example="ca-nhan", after="title",
        help="Cá nhân thì bỏ mục này cũng được.")  # fmt: skip
    year: Year = key("nam", "Năm", example="2023", after="field")
    position: Line | None = key("chuc_vu", "Chức vụ", default=None, after="unit", offered=True)
    character: Character | None = key("pham_chat", "Phẩm chất", default=None, needed=Stage.ACTIVE, after="photos",
        example="\n  mo_ta: Nhận xét của nơi công tác hoặc nơi cư trú.")  # fmt: skip
    achievement: Achievement | None = key("thanh_tich", "Thành tích, sáng tạo, khả năng vận động", default=None, needed=Stage.ACTIVE,
        example="\n  mo_ta: Những việc đã làm và kết quả.")  # fmt: skip
    prestige: Prestige | None = key("uy_tin", "Uy tín, ảnh hưởng", default=None, needed=Stage.ACTIVE,
        example="\n  mo_ta: Được mọi người tin và làm theo như thế nào.")  # fmt: skip

    @property
    def collective(self) -> bool:
        """Whether a collective is honoured, not a person."""
        return self.kind is ExemplarKind.COLLECTIVE
