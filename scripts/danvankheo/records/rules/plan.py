"""Rules of the plan: what a file must hold at its stage, what is confirmed, years without a plan."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from danvankheo.base.problems import Severity
from danvankheo.base.yaml_tree import Loc
from danvankheo.records.choices import Matter, Status
from danvankheo.records.diagnostics import Finding, Remedy, key_path, place_name
from danvankheo.records.movement import Movement
from danvankheo.records.rules.rule import rule
from danvankheo.records.schema import OF_A_PERSON, Award, Entry, Exemplar, Model
from danvankheo.records.section import Stage, stage_needed
from danvankheo.records.validation import example_yaml

NO_PLAN = "DVK218"
_PERSON = "bài về cá nhân"
_STAGE_WORDS = {Stage.REGISTERED: "mọi mô hình", Stage.ACTIVE: "mô hình đang thực hiện", Stage.COMPLETED: "mô hình đã hoàn thành",
                Stage.PUT_FORWARD: "mô hình được đề nghị hoặc đã được công nhận"}  # fmt: skip


def stage_of(model: Model) -> Stage:
    """Return the stage of a model: it decides what its file must hold."""
    return Stage.PUT_FORWARD if model.put_forward or model.awards else stage_of_status(model.status)


def stage_of_status(status: Status) -> Stage:
    """Return the stage of a model that is neither put forward nor recognised."""
    if status is Status.COMPLETED:
        return Stage.COMPLETED
    return Stage.ACTIVE if status is Status.ACTIVE else Stage.REGISTERED


@rule(
    "DVK306",
    title="Thiếu mục cần có ở giai đoạn này",
    why="Mô hình đi càng xa thì càng cần nhiều thông tin: mới đăng ký chỉ cần vài dòng, được đề nghị khen thì cần xác nhận.",
    how="Thêm mục gợi ý, hoặc sửa trạng thái (trang_thai) cho đúng.",
    bad=(
        "# không có phuong_phap",
        "trang_thai: hoan-thanh\n# không có hieu_qua",
        {"exemplars/nguoi-neu-guong.md": "# không có pham_chat"},
    ),
    good="phuong_phap:\n  mo_ta: Mỗi tối một ngõ, đoàn viên mang bản vẽ đến từng nhà.",
    line=0,
)
def missing_at_its_stage(entry: Entry) -> Iterator[Finding]:
    """An entry holds what its stage requires; an exemplar the summary, and a person the three criteria of the plan."""
    for where, info, who, value in _lacking(entry):
        if not value:
            remedy = Remedy("add", f"{info.alias}: {example_yaml(info)}".replace(": \n", ":\n"), example=True)
            path = " › ".join(str(step) for step in (*where, info.alias))
            message = f"Thiếu mục {info.title} ({path}): {who} cần có mục này."
            advice = info.description or ("Bài về một tập thể thì ghi loai: tap-the." if who == _PERSON else "")
            yield Finding("DVK306", where, message, advice, remedy)


@rule(
    "DVK204",
    bad="phuong_phap:\n  mo_ta:\n  van_dong:",
    good="phuong_phap:\n  mo_ta: Mỗi tối một ngõ, đoàn viên mang bản vẽ đến từng nhà.",
    line=1,
)
def empty_at_its_stage(entry: Entry) -> Iterator[Finding]:
    """A required section is not empty: the template's lines are filled in."""
    for where, info, who, value in _lacking(entry):
        if value:
            inner = ", ".join(child.alias or "" for child in type(value).model_fields.values())
            message = f"Mục {info.title} ({info.alias}) còn để trống: {who} cần có mục này."
            yield Finding("DVK204", (*where, info.alias or ""), message, f"Điền ít nhất một mục con: {inner}.")


def _lacking(entry: Entry) -> Iterator[tuple[Loc, FieldInfo, str, BaseModel | None]]:
    """Yield what is missing in an entry at its stage: place, field, the stage or kind that requires it, its empty section."""
    if isinstance(entry, Exemplar):
        yield from _lacking_in(entry, (), Stage.ACTIVE)
    if isinstance(entry, Model):
        yield from _lacking_in(entry, (), stage_of(entry))
        if entry.guideline:
            yield from _lacking_in(entry.guideline, key_path(Model, "guideline"), stage_of(entry))


def _lacking_in(section: BaseModel, where: Loc, stage: Stage) -> Iterator[tuple[Loc, FieldInfo, str, BaseModel | None]]:
    for name, info in type(section).model_fields.items():
        needed = stage_needed(info)
        value = getattr(section, name)
        if needed is None or needed > stage or (value and not _is_empty(value)):
            continue
        if isinstance(section, Exemplar) and section.collective and name in OF_A_PERSON:
            continue
        who = _STAGE_WORDS[needed]
        if isinstance(section, Exemplar):
            who = "bài về tập thể" if section.collective else _PERSON
        yield where, info, who, value or None


def _is_empty(value: object) -> bool:
    """Tell whether a section holds nothing: the template's lines, not yet filled in."""
    return isinstance(value, BaseModel) and not any(getattr(value, name) for name in type(value).model_fields)


@rule(
    "DVK310",
    title="Xác nhận chưa đủ hai nội dung",
    why="Khi đề nghị, nơi xác nhận phải xác nhận cả việc xây dựng và hiệu quả của mô hình.",
    how="Ghi noi_dung: [viec-xay-dung, hieu-qua] khi văn bản xác nhận có đủ.",
    bad="de_nghi: {ngay: 2023-11-05, gui: Ban Thường vụ Huyện Đoàn, hinh_thuc: bieu-duong}\n"
    "chu_truong:\n  dang_ky:\n    - {nam: 2023, noi: cap-uy, co_quan: Đảng ủy xã Xuân Lai, ngay: 2023-01-10}\n"
    "  xac_nhan: {boi: doan-cap-tren, co_quan: Huyện Đoàn, ngay: 2023-11-02, noi_dung: [hieu-qua]}",
    good="de_nghi: {ngay: 2023-11-05, gui: Ban Thường vụ Huyện Đoàn, hinh_thuc: bieu-duong}\n"
    "chu_truong:\n  dang_ky:\n    - {nam: 2023, noi: cap-uy, co_quan: Đảng ủy xã Xuân Lai, ngay: 2023-01-10}\n"
    "  xac_nhan: {boi: doan-cap-tren, co_quan: Huyện Đoàn, ngay: 2023-11-02, noi_dung: [viec-xay-dung, hieu-qua]}",
)
def confirmed_in_one_matter_only(model: Model) -> Iterator[Finding]:
    """A model that is put forward or recognised is confirmed in both matters, building and effect (plan IV.1.2)."""
    confirmation = model.guideline.confirmation if model.guideline else None
    if stage_of(model) is Stage.PUT_FORWARD and confirmation and set(confirmation.matters) != set(Matter):
        missing = ", ".join(matter.value for matter in Matter if matter not in confirmation.matters)
        yield Finding("DVK310", key_path(Model, "guideline", "confirmation", "matters"),
                      f"Xác nhận còn thiếu nội dung: {missing}; khi đề nghị hoặc công nhận cần đủ cả việc xây dựng và hiệu quả.",
                      "Chỉ thêm khi văn bản xác nhận có ghi.", Remedy("value", "[viec-xay-dung, hieu-qua]"))  # fmt: skip


@rule(
    "DVK218",
    title="Năm chưa có kế hoạch trên trang",
    why="Chỉ tiêu đặt theo từng kế hoạch. Năm mà trang chưa nhận được kế hoạch thì bài vẫn được đăng, số liệu vẫn được giữ, nhưng chưa tính vào chỉ tiêu nào.",
    how="Không phải sửa gì nếu giấy tờ ghi đúng như vậy. Khi có kế hoạch mới, người quản lý trang thêm một giai đoạn vào content/phong-trao.yml.",
    bad=(
        "chu_truong:\n  dang_ky:\n    - {nam: 2023, noi: cap-uy, co_quan: Đảng ủy xã Xuân Lai, ngay: 2023-01-10}\n"
        "    - {nam: 2026, noi: cap-uy, co_quan: Đảng ủy xã Xuân Lai, ngay: 2026-01-10}",
        "chu_truong:\n  dang_ky:\n    - {nam: 2023, noi: cap-uy, co_quan: Đảng ủy xã Xuân Lai, ngay: 2023-01-10}\n"
        "    - {nam: 2019, noi: cap-uy, co_quan: Đảng ủy xã Xuân Lai, ngay: 2019-01-10}",
        {"exemplars/nguoi-neu-guong.md": "don_vi: xa-xuan-lap-2025\nnam: 2026"},
    ),
    good="chu_truong:\n  dang_ky:\n    - {nam: 2023, noi: cap-uy, co_quan: Đảng ủy xã Xuân Lai, ngay: 2023-01-10}",
)
def year_without_a_plan(entry: Entry, movement: Movement) -> Iterator[Finding]:
    """The site has a plan for every year an entry names; what is dated in other years is kept and counts in no target."""
    seen: set[int] = set()
    for loc, year in sorted(_years(entry), key=lambda each: each[1]):
        if year not in seen and not _has_plan(movement, year, loc):
            seen.add(year)
            yield without_plan(movement, type(entry), loc, year, "bài vẫn đăng")


def without_plan(movement: Movement, schema: type[BaseModel], loc: Loc, year: int, kept: str) -> Finding:
    """Return the finding that the site has no plan for a year. kept: what happens to the record, in words."""
    lacking = f"trang này chưa nhận được kế hoạch năm {year}"
    if movement.periods and year < min(period.start.year for period in movement.periods):
        lacking = f"năm {year} sớm hơn mọi kế hoạch trang này đã nhận"
    message = f"{place_name(schema, loc)}: {lacking}; {kept}, chưa tính vào chỉ tiêu nào."
    return Finding(NO_PLAN, loc, message, "Không phải sửa gì nếu giấy tờ ghi đúng như vậy.", severity=Severity.WARNING)


def _has_plan(movement: Movement, year: int, loc: Loc) -> bool:
    """Tell whether a year has a plan; a recognition may follow within a year of the end of one."""
    follows = loc[-1] == key_path(Award, "day")[0] and movement.has_plan_for(year - 1)
    return movement.has_plan_for(year) or follows


def _years(entry: Entry) -> Iterator[tuple[Loc, int]]:
    """Yield the years of the movement: of registrations and people, of confirmation, putting forward, recognition."""
    if isinstance(entry, Exemplar):
        yield key_path(Exemplar, "year"), entry.year
    if isinstance(entry, Model):
        guideline = entry.guideline
        if guideline:
            for index, registration in enumerate(guideline.registrations):
                yield key_path(Model, "guideline", "registrations", index, "year"), registration.year
            if guideline.confirmation:
                yield key_path(Model, "guideline", "confirmation", "day"), guideline.confirmation.day.year
        if entry.put_forward:
            yield key_path(Model, "put_forward", "day"), entry.put_forward.day.year
    for index, award in enumerate(entry.awards):
        yield key_path(Entry, "awards", index, "day"), award.day.year
