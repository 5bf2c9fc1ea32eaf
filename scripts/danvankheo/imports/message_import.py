"""Imports a message and its photos as a draft. No answer is lost: one that fits no key goes to the end of the story."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.text import fold, slugify
from danvankheo.editing import new_entry
from danvankheo.forms import name_lookup, questions
from danvankheo.forms.questions import ALL, MAX_PHOTOS, OWNER_AND_PLACE, AnswerType, Question
from danvankheo.imports.draft_builder import REST, DraftBuilder
from danvankheo.imports.message_photos import photos as photos_of
from danvankheo.imports.message_reader import Message
from danvankheo.imports.receipts import RowError
from danvankheo.imports.registration_list import directive, is_collective, registration
from danvankheo.records.choices import OwnerKind
from danvankheo.records.diagnostics import key_path
from danvankheo.records.files import Kind
from danvankheo.records.reading import read_all
from danvankheo.records.registry import Registry
from danvankheo.records.schema import Model

_MAX_VALUE = 600  # characters of an answer that becomes a key's value; a longer one is part of the story
_NOT_READ = {
    AnswerType.CHOICE: "không có trong danh sách.",
    AnswerType.DAY: "không đọc được ngày; ghi như 2023-03-26.",
}
_PLACED = re.compile(r"\b(?:xa|thi tran)\b")


@dataclass(frozen=True, slots=True)
class ImportResult:
    """The outcome of an import. path, photos: files written, from the repository's root; notes: for the editor."""

    path: str
    photos: tuple[str, ...]
    notes: tuple[str, ...]


def import_message(repo: Path, registry: Registry, message: Message, photos: Path | None) -> ImportResult:
    """Write the draft and its photos. Raises DanVanKheoError when there is no title, or the entry exists already."""
    title = name_lookup.one_line(message.of(questions.TITLE))
    if not slugify(title):
        raise DanVanKheoError("Không thấy tên mô hình. Thêm vào đầu tệp một dòng “Tên mô hình: …” rồi nhập lại.")
    if len(title) > questions.TITLE.max_length:
        raise DanVanKheoError(
            f"Tên mô hình dài quá {questions.TITLE.max_length} ký tự; hãy rút ngắn trong tệp rồi nhập lại."
        )
    if photos is None and any(message.of(questions.FILE, number) for number in range(1, MAX_PHOTOS + 1)):
        raise DanVanKheoError(
            "Tin nhắn có kèm ảnh. Lưu ảnh vào một thư mục rồi thêm --photos THƯ_MỤC (chưa có ảnh thì chỉ thư mục trống)."
        )
    draft = DraftBuilder()
    _add_answers(draft, registry, message)
    _refuse_duplicate(repo, title, draft.filled.get(key_path(Model, "unit"), ""))
    pictures = photos_of(draft, registry, message, photos)
    draft.keep_long_values_apart(Model)
    if message.cut:
        draft.notes.append(f"không thấy dòng cuối “{questions.END}”: tin nhắn có thể bị cắt, hãy chép lại cho đủ.")
    if message.hidden:
        draft.notes.append(f"đã bỏ {message.hidden} số điện thoại, số giấy tờ: trang không đăng.")
    draft.rest += message.rest
    if message.rest:
        draft.notes.append(f"có {len(message.rest)} đoạn không rõ thuộc mục nào; để ở cuối bài, mục “{REST}”.")
    made = new_entry.make(repo, registry, Kind.MODEL, title, draft.filled, story=draft.text())
    for name, data in pictures.items():
        (repo / made.photos / name).write_bytes(data)
    return ImportResult(made.path, tuple(f"{made.photos}/{name}" for name in pictures), tuple(draft.notes))


def _refuse_duplicate(repo: Path, title: str, unit: str) -> None:
    """Raise DanVanKheoError when the unit has an entry with this title already."""
    for record in read_all(repo).records:
        tree = record.text.tree if record.kind is Kind.MODEL and record.text else {}
        if fold(str(tree.get("ten", ""))) == fold(title) and tree.get("don_vi", "") == unit:
            raise DanVanKheoError(
                f"Đã có bài tên này của cùng đơn vị: {record.path}. Hãy sửa bài ấy, hoặc đổi tên trong tệp tin nhắn."
            )


def _add_answers(draft: DraftBuilder, registry: Registry, message: Message) -> None:
    where = message.answers.get(OWNER_AND_PLACE.heading, "")
    for question in ALL:
        answer = message.of(question)
        if not answer or question is questions.TITLE:
            continue
        flat = name_lookup.one_line(answer)
        if question in _READERS:
            _READERS[question](draft, registry, question, flat)
        elif question.answer_type in _NOT_READ:
            _add_value(
                draft, question, questions.value_of(registry, question, flat), flat, _NOT_READ[question.answer_type]
            )
        elif question.min_length:
            why = f"cần từ {question.min_length} đến {question.max_length} ký tự."
            _add_value(draft, question, flat if question.fits(flat) else None, flat, why)
        elif question.place and "\n\n" not in answer and len(flat) <= _MAX_VALUE:
            draft.filled[question.loc] = flat
        else:
            draft.story.append((question.label, answer))
            if question.place:
                draft.notes.append(f"{question.label}: câu trả lời dài nên để trong bài; tóm lại vài câu cho mục này.")
    if questions.STATUS.loc not in draft.filled:
        draft.notes.append("chưa rõ mô hình đang ở bước nào: ghi vào trang_thai.")
    if where:
        _add_owner_and_complete_address(draft, registry, where)
    _complete_address(draft, registry)


def _add_value(draft: DraftBuilder, question: Question, value: str | None, answer: str, why: str) -> None:
    if value:
        draft.filled[question.loc] = value
    else:
        draft.keep_apart(question.label, answer, f"“{answer[:60]}” {why}")


def _unit(draft: DraftBuilder, registry: Registry, question: Question, answer: str) -> None:
    code = questions.chosen(registry, question, answer)
    try:
        draft.filled[question.loc] = code or name_lookup.unit_code(registry, answer)
    except DanVanKheoError as error:
        draft.keep_apart(question.label, answer, str(error))


def _owner(draft: DraftBuilder, registry: Registry, question: Question, answer: str) -> None:
    draft.filled[question.loc] = answer
    if is_collective(answer):
        draft.filled[key_path(Model, "owner", "kind")] = OwnerKind.COLLECTIVE.value
    else:
        draft.notes.append(
            f"chưa rõ “{answer[:60]}” là tập thể hay cá nhân: ghi vào chu_the › loai; của cá nhân thì cần người đó đồng ý."
        )


def _registered(draft: DraftBuilder, registry: Registry, question: Question, answer: str) -> None:
    try:
        body, kind, day, document = registration(answer)
    except RowError as error:
        draft.keep_apart(question.label, answer, str(error))
        return
    values = {"year": str(day.year), "body_kind": kind, "body": body, "day": day.isoformat(), "document": document}
    for name, value in values.items():
        if value:
            draft.filled[key_path(Model, "guideline", "registrations", 0, name)] = value


def _served(draft: DraftBuilder, registry: Registry, question: Question, answer: str) -> None:
    try:
        name, number, day, body = directive(answer)
    except RowError as error:
        draft.keep_apart(question.label, answer, str(error))
        return
    values = {"name": name, "number": number, "day": day.isoformat(), "body": body}
    for attribute, value in values.items():
        draft.filled[key_path(Model, "directives", 0, attribute)] = value


_READERS = {
    questions.UNIT: _unit,
    questions.OWNER: _owner,
    questions.REGISTERED: _registered,
    questions.DIRECTIVE: _served,
}


def _add_owner_and_complete_address(draft: DraftBuilder, registry: Registry, answer: str) -> None:
    """Add the one-line answer to "whose, where": owner and address, if the owner is clearly a collective."""
    owner, _, address = name_lookup.one_line(answer).partition(",")
    if address.strip() and is_collective(owner) and questions.OWNER.loc not in draft.filled:
        _owner(draft, registry, questions.OWNER, owner.strip())
        draft.filled.setdefault(questions.ADDRESS.loc, address.strip())
    else:
        draft.keep_apart(OWNER_AND_PLACE.heading, answer, "ghi riêng của ai và ở đâu.")


def _complete_address(draft: DraftBuilder, registry: Registry) -> None:
    """Take the unit from the end of the address; add the unit's place to an address that names no commune."""
    address = draft.filled.get(questions.ADDRESS.loc, "")
    if address and questions.UNIT.loc not in draft.filled:
        try:
            draft.filled[questions.UNIT.loc] = name_lookup.unit_code(
                registry, re.split(r"[,–-]", address)[-1].strip(" .")
            )
        except DanVanKheoError:
            draft.notes.append("chưa rõ đơn vị: ghi mã vào don_vi.")
    elif address and not _PLACED.search(fold(address)):
        draft.filled[questions.ADDRESS.loc] = (
            f"{address}, {registry.units[draft.filled[questions.UNIT.loc]].data.place}"
        )
