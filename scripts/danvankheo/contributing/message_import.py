"""A message and its photos become a draft. Nothing said is lost: what fits no key stands at the end of the story."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.text import fold, slugify
from danvankheo.contributing import new, questions
from danvankheo.contributing.messages import Message
from danvankheo.contributing.questions import ALL, FIRST, MAX_PHOTOS, PHOTO, Question, Shape, photo_label
from danvankheo.contributing.registrations import is_collective, registration
from danvankheo.contributing.rows import Doubt
from danvankheo.media.intake import kept
from danvankheo.records.choices import OwnerKind
from danvankheo.records.disk import Kind
from danvankheo.records.findings import at
from danvankheo.records.registry import Registry, read_all
from danvankheo.records.scalars import iso_date
from danvankheo.records.schema import Model
from danvankheo.records.tree import Loc

# A paragraph of this length stands under its criterion; more than that is part of the story, for an editor to sum up.
_PARAGRAPH = 600
_REST = "Phần chưa rõ thuộc mục nào"
_MARKUP = re.compile(r"([\\<`\[|])|^(\s*)(#|={2,}|-{2,}|\*{3,}|_{3,}|~{3,}|\+{3,}|>)", re.M)
_PLACED = re.compile(r"\b(?:xa|thi tran)\b")


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a message: the files written and what a person has to look at."""

    path: str
    photos: tuple[str, ...]
    notes: tuple[str, ...]


class _Draft:
    """A draft in the making: values by their place, the story's sections, notes for whoever goes on with it."""

    def __init__(self) -> None:
        self.filled: dict[Loc, str] = {}
        self.story: list[tuple[str, str]] = []
        self.rest: list[str] = []
        self.notes: list[str] = []

    def leave(self, label: str, said: str, why: str) -> None:
        """Keep an answer that fits no key at the end of the story, and say why."""
        self.rest.append(f"{label}: {said}")
        self.notes.append(f"{label}: {why}")


def import_message(repo: Path, registry: Registry, message: Message, photos: Path | None) -> Imported:
    """Write the draft and its photos; raises when there is no title or the story is there already."""
    title = new.line(message.of(questions.TITLE))
    if not slugify(title):
        raise DanVanKheoError("Không thấy tên mô hình. Thêm vào đầu tệp một dòng “Tên mô hình: …” rồi nhập lại.")
    if len(title) > questions.LONGEST_TITLE:
        raise DanVanKheoError(
            f"Tên mô hình dài quá {questions.LONGEST_TITLE} ký tự; hãy rút ngắn trong tệp rồi nhập lại."
        )
    if photos is None and any(message.of(questions.FILE, number) for number in range(1, MAX_PHOTOS + 1)):
        raise DanVanKheoError(
            "Tin nhắn có kèm ảnh. Lưu ảnh vào một thư mục rồi thêm --photos THƯ_MỤC (chưa có ảnh thì chỉ thư mục trống)."
        )
    draft = _Draft()
    _answers(draft, registry, message)
    _twice(repo, title, draft.filled.get(at(Model, "unit"), ""))
    pictures = _photos(draft, registry, message, photos)
    if message.hidden:
        draft.notes.append(f"đã bỏ {message.hidden} số điện thoại, số giấy tờ: trang không đăng.")
    draft.rest += message.rest
    if message.rest:
        draft.notes.append(f"có {len(message.rest)} đoạn không rõ thuộc mục nào; để ở cuối bài, mục “{_REST}”.")
    made = new.make(repo, registry, Kind.MODEL, title, draft.filled, story=_story(draft))
    for name, data in pictures.items():
        (repo / made.photos / name).write_bytes(data)
    return Imported(made.path, tuple(f"{made.photos}/{name}" for name in pictures), tuple(draft.notes))


def _twice(repo: Path, title: str, unit: str) -> None:
    """Refuse a story that was imported before."""
    for draft in read_all(repo).drafts:
        tree = draft.tree if draft.source.kind is Kind.MODEL and isinstance(draft.tree, dict) else {}
        if fold(str(tree.get("ten", ""))) == fold(title) and tree.get("don_vi", "") == unit:
            raise DanVanKheoError(
                f"Đã có bài tên này của cùng đơn vị: {draft.source.path}. Hãy sửa bài ấy, hoặc đổi tên trong tệp tin nhắn."
            )


def _answers(draft: _Draft, registry: Registry, message: Message) -> None:
    where = message.answers.get(FIRST[1].heading, "")
    for question in ALL:
        said = message.of(question)
        if not said or question is questions.TITLE:
            continue
        flat = new.line(said)
        if question in _READERS:
            _READERS[question](draft, registry, question, flat)
        elif question.shape is Shape.CHOICE:
            code = questions.chosen(registry, question, flat)
            _put(draft, question, code, flat, "không có trong danh sách.")
        elif question.shape is Shape.DAY:
            _put(draft, question, iso_date(flat), flat, "không đọc được ngày; ghi như 26/3/2023.")
        elif question.place and "\n\n" not in said and len(flat) <= _PARAGRAPH:
            draft.filled[question.loc] = flat
        else:
            draft.story.append((question.label, said))
            if question.place:
                draft.notes.append(f"{question.label}: câu trả lời dài nên để trong bài; tóm lại vài câu cho mục này.")
    if questions.STATUS.loc not in draft.filled:
        draft.notes.append("chưa rõ mô hình đang ở bước nào: ghi vào trang_thai.")
    if where:
        _where(draft, registry, where)
    _place(draft, registry)


def _put(draft: _Draft, question: Question, value: str | None, said: str, why: str) -> None:
    if value:
        draft.filled[question.loc] = value
    else:
        draft.leave(question.label, said, f"“{said[:60]}” {why}")


def _unit(draft: _Draft, registry: Registry, question: Question, said: str) -> None:
    code = questions.chosen(registry, question, said)
    try:
        draft.filled[question.loc] = code or new.unit_code(registry, said)
    except DanVanKheoError as error:
        draft.leave(question.label, said, str(error))


def _owner(draft: _Draft, registry: Registry, question: Question, said: str) -> None:
    draft.filled[question.loc] = said
    if is_collective(said):
        draft.filled[at(Model, "owner", "kind")] = OwnerKind.COLLECTIVE.value
    else:
        draft.notes.append(
            f"chưa rõ “{said[:60]}” là tập thể hay cá nhân: ghi vào chu_the › loai; của cá nhân thì cần người đó đồng ý."
        )


def _registered(draft: _Draft, registry: Registry, question: Question, said: str) -> None:
    try:
        body, kind, day, document = registration(said)
    except Doubt as doubt:
        draft.leave(question.label, said, str(doubt))
        return
    values = {"year": str(day.year), "body_kind": kind, "body": body, "day": day.isoformat(), "document": document}
    for name, value in values.items():
        if value:
            draft.filled[at(Model, "guideline", "registrations", 0, name)] = value


def _summary(draft: _Draft, registry: Registry, question: Question, said: str) -> None:
    _put(draft, question, said if 60 <= len(said) <= 200 else None, said, "cần từ 60 đến 200 ký tự.")


_READERS = {
    questions.UNIT: _unit,
    questions.OWNER: _owner,
    questions.REGISTERED: _registered,
    questions.SUMMARY: _summary,
}


def _where(draft: _Draft, registry: Registry, said: str) -> None:
    """Read "whose, where" answered in one line; only an owner that can be told is taken out of it."""
    owner, _, address = new.line(said).partition(",")
    if address.strip() and is_collective(owner) and questions.OWNER.loc not in draft.filled:
        _owner(draft, registry, questions.OWNER, owner.strip())
        draft.filled.setdefault(questions.ADDRESS.loc, address.strip())
    else:
        draft.leave(FIRST[1].heading, said, "ghi riêng của ai và ở đâu.")


def _place(draft: _Draft, registry: Registry) -> None:
    """Let unit and address agree: an address that ends with the unit's name tells it, one that names no commune gets it."""
    address = draft.filled.get(questions.ADDRESS.loc, "")
    if address and questions.UNIT.loc not in draft.filled:
        try:
            draft.filled[questions.UNIT.loc] = new.unit_code(registry, re.split(r"[,–-]", address)[-1].strip(" ."))
        except DanVanKheoError:
            draft.notes.append("chưa rõ đơn vị: ghi mã vào don_vi.")
    elif address and not _PLACED.search(fold(address)):
        draft.filled[questions.ADDRESS.loc] = (
            f"{address}, {registry.units[draft.filled[questions.UNIT.loc]].data.place}"
        )


def _photos(draft: _Draft, registry: Registry, message: Message, folder: Path | None) -> dict[str, bytes]:
    """Return the photos to write by their new names, and put what is said of them into the draft."""
    files = _files(folder) if folder else []
    named = [number for number in range(1, MAX_PHOTOS + 1) if message.of(questions.FILE, number)]
    pairs = dict(_paired(draft, message, named, files))
    made: dict[str, bytes] = {}
    for number in [*named, *range(MAX_PHOTOS + 1, MAX_PHOTOS + 1 + len(files))]:
        file = pairs.get(number) if number <= MAX_PHOTOS else next((f for f in files if f not in pairs.values()), None)
        said = _said(message, number)
        if file is None:
            if number <= MAX_PHOTOS:
                draft.rest += [f"Ảnh {number}: {message.of(questions.FILE, number)}", *said]
                draft.notes.append(f"không thấy ảnh {number}, “{message.of(questions.FILE, number)[:60]}”.")
            continue
        pairs[number] = file
        facts, data = kept(file)
        if not data:
            draft.rest += said
            draft.notes.append(
                f"“{file.name}” không dùng được ({_WRONG.get(facts.kind, 'không phải ảnh')}); chưa đưa vào bài."
            )
        elif why := _not_yet(message, number):
            draft.rest += said
            draft.notes.append(f"“{file.name}” {why}; chưa đưa vào bài.")
        else:
            name = f"anh-{len(made) + 1}.jpg"
            _photo_values(draft, registry, message, number, len(made), name)
            made[name] = data
    return made


_WRONG = {
    "broken": "tệp hỏng",
    "heavy": "quá nặng",
    "vast": "quá lớn",
    "svg": "hình vẽ SVG",
    "odd": "không phải tệp thường",
}


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise DanVanKheoError(f"Không có thư mục ảnh “{folder}”.")
    with os.scandir(folder) as entries:
        names = sorted(
            entry.name for entry in entries if not entry.name.startswith(".") and entry.is_file(follow_symlinks=False)
        )
    files = [folder / name for name in names if Path(name).suffix.lower() != ".txt"]
    if len(files) > 4 * MAX_PHOTOS:
        raise DanVanKheoError(f"Thư mục “{folder}” có {len(files)} tệp. Chỉ để vào đó ảnh của bài này.")
    return files


def _paired(draft: _Draft, message: Message, named: list[int], files: list[Path]) -> Iterator[tuple[int, Path]]:
    """Yield each described photo with its file: by name, else in their order when the numbers agree."""
    by_slug = {slugify(file.stem): file for file in files}
    found = {number: by_slug.get(slugify(Path(message.of(questions.FILE, number)).stem)) for number in named}
    pairs = {number: file for number, file in found.items() if file}
    others = [file for file in files if file not in pairs.values()]
    unnamed = [number for number in named if number not in pairs]
    if unnamed and len(unnamed) == len(others):
        draft.notes.append("tên ảnh đã đổi khi gửi nên ghép theo thứ tự tên; xem lại mô tả từng ảnh.")
        pairs |= dict(zip(unnamed, others, strict=True))
    yield from pairs.items()


def _said(message: Message, number: int) -> list[str]:
    """Return what a message says of a photo, as lines for the end of the story."""
    return [f"{photo_label(number, each)}: {said}" for each in PHOTO if (said := message.of(each, number))]


def _not_yet(message: Message, number: int) -> str:
    """Tell why a photo must not be kept yet: a child can be told, and no paper says that it may be shown."""
    ticked = slugify(message.of(questions.CHILDREN, number)) == "co"
    papers = all(message.of(each, number) for each in questions.PAPER)
    return "có trẻ em nhận ra được mà chưa có giấy đồng ý (mã, ngày, nơi lưu)" if ticked and not papers else ""


def _photo_values(draft: _Draft, registry: Registry, message: Message, number: int, index: int, name: str) -> None:
    def put(question: Question, value: str) -> None:
        draft.filled[at(Model, "photos", index, *question.place)] = value

    put(questions.FILE, name)
    for each in PHOTO:
        said = new.line(message.of(each, number))
        value: str | None = said
        if each is questions.CHILDREN:
            value = "true" if slugify(said) == "co" else None
        elif each.shape is Shape.CHOICE:
            value = questions.chosen(registry, each, said)
        elif each.shape is Shape.DAY:
            value = iso_date(said)
        elif each is questions.ALT and len(said) < 10:
            value = None
        if value:
            put(each, value)
        elif said and each is not questions.CHILDREN:
            draft.leave(photo_label(number, each), said, f"“{said[:60]}” chưa dùng được; ghi vào bài sau.")


def _story(draft: _Draft) -> str:
    """Return the story: sections in the order of the questions, then what fits nowhere."""
    sections = [f"## {heading}\n\n{plain(text)}" for heading, text in draft.story]
    if draft.rest:
        sections.append(f"## {_REST}\n\n" + "\n\n".join(plain(text) for text in draft.rest))
    return "\n\n".join(sections)


def plain(text: str) -> str:
    """Return the text so that Markdown shows it as it was typed; what people type as a list stays one."""
    return _MARKUP.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", text)
