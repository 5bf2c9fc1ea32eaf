"""Rules on dates: in the future, in the wrong order, in another year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from danvankheo.base.locale import short_date
from danvankheo.base.problems import Severity
from danvankheo.base.yaml_tree import Loc
from danvankheo.records.choices import Status
from danvankheo.records.days import named_in
from danvankheo.records.diagnostics import Finding, Remedy, key_path, place_name
from danvankheo.records.movement import Movement
from danvankheo.records.rules.rule import rule
from danvankheo.records.schema import Article, Entry, Model
from danvankheo.records.section import Section

# Fields that take effect at once, even if their date is in the future.
_HOLDS_AT_ONCE = frozenset({"withdrawn"})
# Fields in which a model with the status "registered" may have planned days.
_PLANNED = frozenset({"started"})
_ADVICE = {
    "published": "Trang không hẹn giờ đăng. Ghi ngày hôm nay, hoặc đợi đến ngày ấy rồi mới gửi bài.",
    "withdrawn": "Trang gỡ ngay từ bây giờ, không đợi đến ngày ấy. Sửa lại ngày nếu gõ nhầm.",
}
_OTHER_ADVICE = "Nếu gõ nhầm thì sửa lại; việc chưa diễn ra thì ghi sau khi đã làm."


@rule(
    "DVK230",
    title="Ngày, năm chưa đến",
    why="Trang chỉ ghi việc đã diễn ra; một ngày chưa đến thường là gõ nhầm năm, và làm sai ngày chốt số liệu của cả trang. Chỉ ngày kết thúc (ket_thuc) được ghi trước, vì đó là dự định. Trang cũng không hẹn giờ đăng: bài lên trang khi được duyệt và nhập vào kho.",
    how="Sửa lại ngày, hoặc ghi sau khi việc đã diễn ra. Đến ngày ấy thì lỗi này tự hết.",
    bad=(
        "ngay_dang: 2203-11-21",
        "rut_dong_y: 2203-11-21",
        "bat_dau: 2203-02-15",
        "trang_thai: moi-dang-ky\nbat_dau: 2203-02-15",
    ),
    good=("ngay_dang: 2023-11-21", "ket_thuc: 2203-12-31"),
)
def not_come(record: Section, today: date) -> Iterator[Finding]:
    """Days and years are not after today, unless the schema allows it. In the movement's file they only cause a warning."""
    registered = isinstance(record, Model) and record.status is Status.REGISTERED
    harmless = _HOLDS_AT_ONCE | _PLANNED if registered else _HOLDS_AT_ONCE
    for named in named_in(record):
        if named.since > today:
            warns = isinstance(record, Movement) or named.attribute in harmless
            severity = Severity.WARNING if warns else Severity.ERROR
            message = f"{place_name(type(record), named.loc)}: {named.words} chưa đến (hôm nay là {short_date(today)})."
            yield Finding("DVK230", named.loc, message, _ADVICE.get(named.attribute, _OTHER_ADVICE), severity=severity)


@rule(
    "DVK219",
    title="Ngày không khớp với năm",
    why="Đăng ký, danh sách hay báo cáo của năm nào thì gửi trong năm đó hoặc sát năm đó.",
    how="Sửa lại ngày hoặc năm.",
    bad="chu_truong:\n  dang_ky:\n    - {nam: 2025, noi: cap-uy, co_quan: Đảng ủy xã Xuân Lai, ngay: 2023-01-10}",
    good="chu_truong:\n  dang_ky:\n    - {nam: 2024, noi: cap-uy, co_quan: Đảng ủy xã Xuân Lai, ngay: 2023-12-20}",
)
def registration_of_another_year(model: Model) -> Iterator[Finding]:
    """A registration is dated in its year or in the year before."""
    for index, registration in enumerate(model.guideline.registrations if model.guideline else []):
        if registration.day.year not in (registration.year, registration.year - 1):
            yield Finding("DVK219", key_path(Model, "guideline", "registrations", index, "day"),
                          f"Ngày đăng ký {short_date(registration.day)} không khớp với năm đăng ký {registration.year}.",
                          "Sửa lại năm (nam) hoặc ngày (ngay).")  # fmt: skip


@rule(
    "DVK221",
    title="Một năm đăng ký hai lần",
    why="Mỗi mô hình mỗi năm chỉ có một lần đăng ký.",
    how="Gộp hoặc xóa một lần.",
    bad="chu_truong:\n  dang_ky:\n    - {nam: 2023, noi: chinh-quyen, co_quan: UBND xã, ngay: 2023-01-09}\n"
    "    - {nam: 2023, noi: cap-uy, co_quan: Đảng ủy xã Xuân Lai, ngay: 2023-01-10}",
    good="chu_truong:\n  dang_ky:\n    - {nam: 2023, noi: chinh-quyen, co_quan: UBND xã, ngay: 2023-01-09}\n"
    "    - {nam: 2024, noi: cap-uy, co_quan: Đảng ủy xã Xuân Lai, ngay: 2024-01-10}",
)
def registered_twice_in_a_year(model: Model) -> Iterator[Finding]:
    """A model has one registration a year."""
    seen: set[int] = set()
    for index, registration in enumerate(model.guideline.registrations if model.guideline else []):
        if registration.year in seen:
            yield Finding("DVK221", key_path(Model, "guideline", "registrations", index, "year"),
                          f"Năm {registration.year} đã có một lần đăng ký ở trên.", "Mỗi năm chỉ ghi một lần đăng ký.")  # fmt: skip
        seen.add(registration.year)


@rule(
    "DVK307",
    title="Ngày tháng ngược thứ tự",
    why="Kế hoạch quy định: đăng ký, rồi xác nhận, rồi đề nghị, rồi biểu dương, khen thưởng.",
    how="Sửa ngày ghi sai.",
    bad=(
        "de_nghi: {ngay: 2022-05-05, gui: Ban Thường vụ Huyện Đoàn, hinh_thuc: bieu-duong}",
        "de_nghi: {ngay: 2023-12-20, gui: Ban Thường vụ Huyện Đoàn, hinh_thuc: bieu-duong}\n"
        "ghi_nhan:\n  - {cap: cap-huyen, hinh_thuc: bieu-duong, ngay: 2023-12-05, co_quan: Huyện Đoàn}",
        "chu_truong:\n  dang_ky:\n    - {nam: 2023, noi: cap-uy, co_quan: Đảng ủy xã Xuân Lai, ngay: 2023-01-10}\n"
        "  xac_nhan: {boi: doan-cap-tren, co_quan: Huyện Đoàn, ngay: 2022-11-02, noi_dung: [hieu-qua]}",
    ),
    good="de_nghi: {ngay: 2023-11-05, gui: Ban Thường vụ Huyện Đoàn, hinh_thuc: bieu-duong}\n"
    "ghi_nhan:\n  - {cap: cap-huyen, hinh_thuc: bieu-duong, ngay: 2023-12-05, co_quan: Huyện Đoàn}",
)
def steps_out_of_order(model: Model) -> Iterator[Finding]:
    """Registration ≤ confirmation ≤ put forward ≤ recognition (plan IV.1.2)."""
    steps: list[tuple[str, Loc, date]] = []
    guideline = model.guideline
    if guideline and guideline.registrations:
        index, first = min(enumerate(guideline.registrations), key=lambda item: item[1].day)
        steps.append(("đăng ký", key_path(Model, "guideline", "registrations", index, "day"), first.day))
    if guideline and guideline.confirmation:
        steps.append(("xác nhận", key_path(Model, "guideline", "confirmation", "day"), guideline.confirmation.day))
    if model.put_forward:
        steps.append(("đề nghị", key_path(Model, "put_forward", "day"), model.put_forward.day))
    awards = [("khen thưởng", key_path(Model, "awards", i, "day"), award.day) for i, award in enumerate(model.awards)]
    for earlier, later in [*zip(steps, steps[1:], strict=False), *((steps[-1], award) for award in awards if steps)]:
        if later[2] < earlier[2]:
            yield Finding("DVK307", later[1], f"Ngày {later[0]} {short_date(later[2])} trước ngày {earlier[0]} {short_date(earlier[2])}.",
                          "Thứ tự phải là: đăng ký → xác nhận → đề nghị → công nhận, khen thưởng. Sửa lại ngày ghi sai.", depends_on=(earlier[1],))  # fmt: skip


@rule(
    "DVK322",
    title="Kết thúc trước khi bắt đầu",
    why="Ngày kết thúc phải sau ngày bắt đầu.",
    how="Sửa một trong hai ngày.",
    bad="bat_dau: 2023-05-01\nket_thuc: 2023-02-15",
    good="bat_dau: 2023-02-15\nket_thuc: 2023-05-01",
)
def ends_before_it_starts(model: Model) -> Iterator[Finding]:
    """A model does not end before it starts."""
    if model.started and model.ended and model.ended < model.started:
        yield Finding("DVK322", key_path(Model, "ended"), f"Ngày kết thúc {short_date(model.ended)} trước ngày bắt đầu {short_date(model.started)}.",
                      "Sửa lại một trong hai ngày.")  # fmt: skip


@rule(
    "DVK323",
    title="Đã dừng nhưng chưa có ngày kết thúc",
    why="Mô hình đã dừng được tính đến ngày kết thúc.",
    how="Thêm mục ket_thuc.",
    bad="trang_thai: da-dung",
    good="trang_thai: da-dung\nket_thuc: 2024-12-31",
    line=0,
)
def stopped_without_an_end(model: Model) -> Iterator[Finding]:
    """A model that stopped has an end day."""
    if model.status is Status.STOPPED and not model.ended:
        remedy = Remedy("add", "ket_thuc: 2024-12-31", example=True)
        yield Finding("DVK323", (), "Mô hình đã dừng nhưng chưa ghi ngày kết thúc (ket_thuc).", "", remedy)


@rule(
    "DVK324",
    title="Cập nhật trước khi đăng",
    why="Ngày cập nhật phải từ ngày đăng trở đi.",
    how="Sửa một trong hai ngày.",
    bad="ngay_dang: 2023-11-21\ncap_nhat: 2023-11-20",
    good="ngay_dang: 2023-11-21\ncap_nhat: 2023-12-01",
)
def updated_before_published(entry: Article) -> Iterator[Finding]:
    """An entry is not updated before it is published."""
    if entry.published and entry.updated and entry.updated < entry.published:
        yield Finding("DVK324", key_path(Entry, "updated"), f"Ngày cập nhật {short_date(entry.updated)} trước ngày đăng {short_date(entry.published)}.",
                      "Sửa lại một trong hai ngày.")  # fmt: skip


@rule(
    "DVK325",
    title="Đăng trước khi duyệt",
    why="Bài chỉ được đăng từ ngày duyệt.",
    how="Sửa một trong hai ngày.",
    bad="duyet: {boi: Ban Chấp hành Đoàn xã Xuân Lai, ngay: 2023-11-20}\nngay_dang: 2023-11-19",
    good="duyet: {boi: Ban Chấp hành Đoàn xã Xuân Lai, ngay: 2023-11-20}\nngay_dang: 2023-11-21",
)
def published_before_approved(entry: Article) -> Iterator[Finding]:
    """An entry is not published before it is approved."""
    if entry.published and entry.approval and entry.published < entry.approval.day:
        yield Finding("DVK325", key_path(Entry, "published"),
                      f"Ngày đăng {short_date(entry.published)} trước ngày duyệt {short_date(entry.approval.day)}.",
                      "Bài chỉ được đăng từ ngày duyệt.")  # fmt: skip


@rule(
    "DVK316",
    title="Có ngày đăng nhưng chưa duyệt",
    why="Không có gì được đăng khi chưa duyệt.",
    how="Người có trách nhiệm thêm mục duyet: boi và ngay.",
    bad="# không có duyet\nngay_dang: 2023-11-21",
    good="duyet: {boi: Ban Chấp hành Đoàn xã Xuân Lai, ngay: 2023-11-20}\nngay_dang: 2023-11-21",
)
def published_without_approval(entry: Article) -> Iterator[Finding]:
    """An entry that has a day of publication has an approval."""
    if entry.published and not entry.approval and not entry.draft:
        yield Finding("DVK316", key_path(Entry, "published"), "Có ngày đăng nhưng chưa có mục duyệt (duyet); bài chưa được đăng.",
                      "Người duyệt ghi mục duyet gồm boi và ngay.", severity=Severity.WARNING)  # fmt: skip
