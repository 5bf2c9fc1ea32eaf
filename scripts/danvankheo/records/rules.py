"""The rules of one record. Each rule is a small generator: what is looked at, what a volunteer reads, how to mend it.

Rules on other files (units at a date, links between entries) are in ``references``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from pydantic import BaseModel

from danvankheo.base.locale import short_date
from danvankheo.base.problems import Severity
from danvankheo.base.text import cut, fold
from danvankheo.base.yaml_tree import Loc
from danvankheo.records.choices import Level, Matter, OwnerKind, PhotoRight, Status
from danvankheo.records.diagnostics import Finding, Remedy, at
from danvankheo.records.plan_years import years_with_a_plan
from danvankheo.records.schema import Entry, Exemplar, Model
from danvankheo.records.section import Stage
from danvankheo.records.validation import example_yaml
from danvankheo.records.vocabulary import Movement

DISTRICT_ENDED = date(2025, 6, 30)
# How many characters of a title and of a summary Facebook shows of a shared link; Zalo publishes no limits.
SEEN_TITLE, SEEN_TEXT = 65, 110
SAMPLE_MARK = "MINH-HOA/"
_FILE_NAME = re.compile(r"(?i)(?:img|dsc|dscf|image|photo|anh|zalo|fb_img|screenshot|z\d)?[\w\- ()]*\.(?:jpe?g|png|webp|heic|heif)\Z|"
                        r"(?i:img|dsc|dscf|image|photo|zalo|fb_img|screenshot)[_\- ]?\d+\w*\Z|[\d_\-]+\Z")  # fmt: skip
_NO_ALT = {
    "khong co mo ta",
    "anh",
    "hinh anh",
    "anh minh hoa",
    "khong co",
    "chua co",
    "mo ta anh",
    "mo ta",
    "no description",
    "image",
    "photo",
}

Rule = Callable[[Any, Movement], Iterator[Finding]]


def stage_of(model: Model) -> Stage:
    """Return how far a model has come; it decides what its file must say."""
    return Stage.PUT_FORWARD if model.put_forward or model.awards else stage_of_status(model.status)


def stage_of_status(status: Status) -> Stage:
    """Return the stage a status alone stands for."""
    if status is Status.COMPLETED:
        return Stage.COMPLETED
    return Stage.ACTIVE if status is Status.ACTIVE else Stage.REGISTERED


_STAGE_WORDS = {Stage.REGISTERED: "mọi mô hình", Stage.ACTIVE: "mô hình đang thực hiện", Stage.COMPLETED: "mô hình đã hoàn thành",
                Stage.PUT_FORWARD: "mô hình được đề nghị hoặc đã được công nhận"}  # fmt: skip


def required_by_stage(model: Model, movement: Movement) -> Iterator[Finding]:
    """What is required grows with the stage."""
    stage = stage_of(model)
    yield from _due(Model, model, (), stage)
    if model.guideline:
        yield from _due(type(model.guideline), model.guideline, at(Model, "guideline"), stage)


def _due(section: type[BaseModel], data: BaseModel, where: Loc, stage: Stage) -> Iterator[Finding]:
    for name, info in section.model_fields.items():
        extra = info.json_schema_extra
        needed = extra.get("needed") if isinstance(extra, dict) else None
        value = getattr(data, name)
        if needed is None or int(str(needed)) > stage or (value and not _hollow(value)):
            continue
        alias = info.alias or name
        words = "bài về cá nhân" if section is Exemplar else _STAGE_WORDS[Stage(int(str(needed)))]
        if value:
            inner = ", ".join(child.alias or "" for child in type(value).model_fields.values())
            yield Finding("DVK204", (*where, alias), f"Mục {info.title} ({alias}) còn để trống: {words} cần có mục này.",
                          f"Điền ít nhất một mục con: {inner}.")  # fmt: skip
            continue
        remedy = Remedy("add", f"{alias}: {example_yaml(info)}".replace(": \n", ":\n"), example=True)
        path = " › ".join(str(step) for step in (*where, alias))
        yield Finding(
            "DVK306", where, f"Thiếu mục {info.title} ({path}): {words} cần có mục này.", info.description or "", remedy
        )


def _hollow(value: object) -> bool:
    """Tell whether a section stands there with nothing in it: the template's lines, not yet filled in."""
    return isinstance(value, BaseModel) and not any(getattr(value, name) for name in type(value).model_fields)


def exemplar_criteria(person: Exemplar, movement: Movement) -> Iterator[Finding]:
    """An exemplar's page needs its summary and the three criteria of the plan."""
    yield from _due(Exemplar, person, (), Stage.ACTIVE)


def summary_length(entry: Entry, movement: Movement) -> Iterator[Finding]:
    """A summary tells something; how long it may be the schema says."""
    if entry.summary is not None and len(entry.summary) < 60:
        length = len(entry.summary)
        yield Finding("DVK216", at(Entry, "summary"), f"Tóm tắt (tom_tat) dài {length} ký tự; cần từ 60 đến 200 ký tự.",
                      "Viết một hai câu: việc gì, ai làm, điều gì thay đổi.")  # fmt: skip


def title_in_capitals(entry: Entry, movement: Movement) -> Iterator[Finding]:
    """A title is a name, not a poster."""
    if len(entry.title) > 10 and entry.title == entry.title.upper():
        message, advice = "Tên (ten) viết hoa toàn bộ.", "Viết hoa chữ đầu và tên riêng."
        yield Finding("DVK220", at(Entry, "title"), message, advice, severity=Severity.WARNING)


def cut_when_shared(entry: Entry, movement: Movement) -> Iterator[Finding]:
    """Whoever meets a story as a card in a feed should meet the whole sentence; samples are never shared."""
    parts = [
        ("title", "Tên (ten)", entry.title, SEEN_TITLE),
        ("summary", "Tóm tắt (tom_tat)", entry.summary or "", SEEN_TEXT),
    ]
    for attribute, label, text, seen in parts:
        if len(text) > seen and not entry.sample:
            message = f"{label} dài {len(text)} ký tự; khi chia sẻ, Facebook chỉ hiện chừng {seen} ký tự: “{cut(text, seen)}”."
            advice = "Rút ngắn, hoặc đưa ý chính lên đầu câu."
            yield Finding("DVK222", at(Entry, attribute), message, advice, severity=Severity.WARNING)


def registration_years(model: Model, movement: Movement) -> Iterator[Finding]:
    """A registration is dated in its year or at the end of the year before; one registration a year."""
    seen: set[int] = set()
    for index, registration in enumerate(model.guideline.registrations if model.guideline else []):
        if registration.day.year not in (registration.year, registration.year - 1):
            yield Finding("DVK219", at(Model, "guideline", "registrations", index, "day"),
                          f"Ngày đăng ký {short_date(registration.day)} không khớp với năm đăng ký {registration.year}.",
                          "Sửa lại năm (nam) hoặc ngày (ngay).")  # fmt: skip
        if registration.year in seen:
            yield Finding("DVK221", at(Model, "guideline", "registrations", index, "year"),
                          f"Năm {registration.year} đã có một lần đăng ký ở trên.", "Mỗi năm chỉ ghi một lần đăng ký.")  # fmt: skip
        seen.add(registration.year)


def order_of_dates(model: Model, movement: Movement) -> Iterator[Finding]:
    """Registration ≤ confirmation ≤ put forward ≤ recognition (plan IV.1.2)."""
    steps: list[tuple[str, Loc, date]] = []
    guideline = model.guideline
    if guideline and guideline.registrations:
        index, first = min(enumerate(guideline.registrations), key=lambda item: item[1].day)
        steps.append(("đăng ký", at(Model, "guideline", "registrations", index, "day"), first.day))
    if guideline and guideline.confirmation:
        steps.append(("xác nhận", at(Model, "guideline", "confirmation", "day"), guideline.confirmation.day))
    if model.put_forward:
        steps.append(("đề nghị", at(Model, "put_forward", "day"), model.put_forward.day))
    awards = [("ghi nhận", at(Model, "awards", i, "day"), award.day) for i, award in enumerate(model.awards)]
    for earlier, later in [*zip(steps, steps[1:], strict=False), *((steps[-1], award) for award in awards if steps)]:
        if later[2] < earlier[2]:
            yield Finding("DVK307", later[1], f"Ngày {later[0]} {short_date(later[2])} trước ngày {earlier[0]} {short_date(earlier[2])}.",
                          "Thứ tự phải là: đăng ký → xác nhận → đề nghị → công nhận, khen thưởng. Sửa lại ngày ghi sai.", needs=(earlier[1],))  # fmt: skip


def confirmed_in_both_matters(model: Model, movement: Movement) -> Iterator[Finding]:
    """Put forward or recognised only when both the building and the effect are confirmed (plan IV.1.2)."""
    confirmation = model.guideline.confirmation if model.guideline else None
    if stage_of(model) is not Stage.PUT_FORWARD:
        return
    if model.guideline is None:
        return
    if confirmation and set(confirmation.matters) != set(Matter):
        missing = ", ".join(matter.value for matter in Matter if matter not in confirmation.matters)
        yield Finding("DVK310", at(Model, "guideline", "confirmation", "matters"),
                      f"Xác nhận còn thiếu nội dung: {missing}; khi đề nghị hoặc công nhận cần đủ cả việc xây dựng và hiệu quả.",
                      "Chỉ thêm khi văn bản xác nhận có ghi.", Remedy("value", "[viec-xay-dung, hieu-qua]"))  # fmt: skip


def district_recognitions(entry: Entry, movement: Movement) -> Iterator[Finding]:
    """The district level ended on 2025-06-30."""
    for index, award in enumerate(entry.awards):
        if award.level is Level.DISTRICT and award.day > DISTRICT_ENDED:
            yield Finding("DVK308", at(Entry, "awards", index, "level"),
                          f"Ghi nhận cấp huyện ngày {short_date(award.day)}, nhưng cấp huyện đã kết thúc ngày 30/06/2025.",
                          "Sửa ngày, hoặc ghi đúng cấp: cap-co-so (xã), cap-tinh, trung-uong.")  # fmt: skip


def starts_before_it_ends(model: Model, movement: Movement) -> Iterator[Finding]:
    """The end is not before the start."""
    if model.started and model.ended and model.ended < model.started:
        yield Finding("DVK322", at(Model, "ended"), f"Ngày kết thúc {short_date(model.ended)} trước ngày bắt đầu {short_date(model.started)}.",
                      "Sửa lại một trong hai ngày.")  # fmt: skip
    if model.status is Status.STOPPED and not model.ended:
        yield Finding(
            "DVK323",
            (),
            "Mô hình đã dừng nhưng chưa ghi ngày kết thúc (ket_thuc).",
            "",
            Remedy("add", "ket_thuc: 2024-12-31", example=True),
        )


def updated_after_published(entry: Entry, movement: Movement) -> Iterator[Finding]:
    """An update is not before the publication, a publication not before the approval."""
    if entry.published and entry.updated and entry.updated < entry.published:
        yield Finding("DVK324", at(Entry, "updated"), f"Ngày cập nhật {short_date(entry.updated)} trước ngày đăng {short_date(entry.published)}.",
                      "Sửa lại một trong hai ngày.")  # fmt: skip
    if entry.published and entry.approval and entry.published < entry.approval.day:
        yield Finding("DVK325", at(Entry, "published"),
                      f"Ngày đăng {short_date(entry.published)} trước ngày duyệt {short_date(entry.approval.day)}.",
                      "Bài chỉ được đăng từ ngày duyệt.")  # fmt: skip
    if entry.published and not entry.approval and not entry.draft:
        yield Finding("DVK316", at(Entry, "published"), "Có ngày đăng nhưng chưa có mục duyệt (duyet); bài chưa được đăng.",
                      "Người duyệt ghi mục duyet gồm boi và ngay.", severity=Severity.WARNING)  # fmt: skip


def person_consent(entry: Entry, movement: Movement) -> Iterator[Finding]:
    """A person is named only with their consent."""
    owner_is_person = isinstance(entry, Model) and entry.owner.kind is OwnerKind.PERSON
    if (
        (owner_is_person or isinstance(entry, Exemplar))
        and not entry.consent
        and not entry.sample
        and not entry.withdrawn
    ):
        yield Finding("DVK319", (), "Bài về một cá nhân cần mục Đồng ý đăng (dong_y_dang).",
                      "Hỏi ý kiến người đó trước, rồi ghi ngày và hình thức đồng ý.",
                      Remedy("add", "dong_y_dang: {ngay: 2023-11-10, hinh_thuc: văn bản}", example=True))  # fmt: skip


def attested_by_someone_else(person: Exemplar, movement: Movement) -> Iterator[Finding]:
    """Criteria of a person are attested by someone else (plan IV.2); a recognition needs a recognised influence."""
    attested = [("character", "attested_by", person.character and person.character.attested_by),
                ("prestige", "recognised_by", person.prestige and person.prestige.recognised_by)]  # fmt: skip
    for section, attribute, by in attested:
        if by and fold(by) == fold(person.title):
            yield Finding("DVK326", at(Exemplar, section, attribute), "Người được nêu gương không thể tự nhận xét mình.",
                          "Ghi cơ quan, đơn vị hoặc chi đoàn đã nhận xét.")  # fmt: skip
    if person.awards and person.prestige and not (person.prestige.recognised_by and person.prestige.day):
        yield Finding("DVK327", at(Exemplar, "prestige"), "Đã có khen thưởng thì mục Uy tín (uy_tin) cần nơi công nhận và ngày công nhận.",
                      "Thêm cong_nhan_boi và ngay vào mục uy_tin.")  # fmt: skip


def photos_described(entry: Entry, movement: Movement) -> Iterator[Finding]:
    """A photo has words for those who cannot see it, a caption that is none of a camera, and the consent it needs."""
    seen: set[str] = set()
    for index, photo in enumerate(entry.photos):
        if fold(photo.alt).strip(" .") in _NO_ALT or len(photo.alt) < 10 or _FILE_NAME.match(photo.alt):
            yield Finding("DVK409", at(Entry, "photos", index, "alt"), f"Mô tả ảnh (mo_ta) “{photo.alt}” chưa tả được ảnh.",
                          "Kể cho người không nhìn thấy ảnh: ai, đang làm gì, ở đâu (ít nhất 10 ký tự).")  # fmt: skip
        if photo.caption and _FILE_NAME.match(photo.caption):
            yield Finding("DVK410", at(Entry, "photos", index, "caption"), f"Chú thích ảnh “{photo.caption}” là tên tệp.",
                          "Viết một câu chú thích, hoặc bỏ mục này.", Remedy("delete"))  # fmt: skip
        if photo.file in seen:
            yield Finding(
                "DVK411",
                at(Entry, "photos", index, "file"),
                f"Ảnh “{photo.file}” đã có ở trên.",
                "Mỗi ảnh chỉ ghi một lần.",
            )
        seen.add(photo.file)
        if photo.children and not photo.consent and not entry.sample and not photo.withdrawn:
            yield Finding("DVK412", at(Entry, "photos", index), "Ảnh có trẻ em nhận ra được nhưng chưa có giấy đồng ý (giay_dong_y).",
                          "Cần giấy đồng ý của cha mẹ hoặc người giám hộ, và của em từ đủ 7 tuổi; giấy lưu ở đơn vị.",
                          Remedy("add", "giay_dong_y: {ma: GDY-01/2023, ngay: 2023-02-20, noi_luu: Văn phòng Đoàn xã}", example=True))  # fmt: skip
        if photo.children and photo.right is PhotoRight.NO_PERSON:
            yield Finding("DVK413", at(Entry, "photos", index, "right"), "Ảnh ghi có trẻ em (tre_em) nhưng quyền lại là khong-co-nguoi.",
                          "Sửa một trong hai mục cho khớp.")  # fmt: skip


def sample_documents(entry: Entry, movement: Movement) -> Iterator[Finding]:
    """Documents of samples are numbered MINH-HOA/…, and no real record carries such a number."""
    for loc, number in _documents(entry):
        if entry.sample and not number.startswith(SAMPLE_MARK):
            yield Finding("DVK320", loc, f"Bài minh họa không được ghi số văn bản như thật: “{number}”.",
                          "", Remedy("value", SAMPLE_MARK + number))  # fmt: skip
        if not entry.sample and number.startswith(SAMPLE_MARK):
            yield Finding(
                "DVK320",
                loc,
                f"“{number}” là số văn bản của bài minh họa.",
                "Ghi số văn bản thật, hoặc bỏ mục này.",
                Remedy("delete"),
            )


def _documents(section: BaseModel, where: Loc = ()) -> Iterator[tuple[Loc, str]]:
    """Yield every document number below a section."""
    fields = type(section).model_fields
    for name, value in section.__dict__.items():
        if isinstance(value, BaseModel):
            yield from _documents(value, (*where, fields[name].alias or name))
        elif type(value) is list:
            for index, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from _documents(item, (*where, fields[name].alias or name, index))
        elif name == "document" and value:
            yield (*where, fields[name].alias or name), value


ENTRY_RULES: tuple[Rule, ...] = (title_in_capitals, summary_length, cut_when_shared, years_with_a_plan, district_recognitions, updated_after_published,
                                 person_consent, photos_described, sample_documents)  # fmt: skip
MODEL_RULES: tuple[Rule, ...] = (*ENTRY_RULES, required_by_stage, registration_years, order_of_dates, confirmed_in_both_matters,
                                 starts_before_it_ends)  # fmt: skip
EXEMPLAR_RULES: tuple[Rule, ...] = (*ENTRY_RULES, exemplar_criteria, attested_by_someone_else)
