"""The photos of a message: matches files with descriptions, re-encodes them, adds their values to the draft."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from danvankheo.base.child_process import ChildProcess
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.text import slugify
from danvankheo.forms import name_lookup, questions
from danvankheo.forms.questions import MAX_PHOTOS, PHOTO, Question, photo_label
from danvankheo.imports.draft_builder import DraftBuilder
from danvankheo.imports.message_reader import Message
from danvankheo.media.photos import PhotoFacts
from danvankheo.media.received_photos import LIMITS, reencode
from danvankheo.records.choices import Purpose
from danvankheo.records.diagnostics import key_path
from danvankheo.records.registry import Registry
from danvankheo.records.schema import Model


def photos(draft: DraftBuilder, registry: Registry, message: Message, folder: Path | None) -> dict[str, bytes]:
    """Return the JPEG files to write, by their new names; add their values and notes to the draft.

    Raises DanVanKheoError when a photo may show a child and it is not clear which file it is.
    """
    files = _files(folder) if folder else []
    named = [number for number in range(1, MAX_PHOTOS + 1) if message.of(questions.FILE, number)]
    pairs = dict(_by_name(message, named, files))
    others = [file for file in files if file not in pairs.values()]
    unnamed = [number for number in named if number not in pairs]
    made: dict[str, bytes] = {}
    if unnamed and others and any(_refusal(registry, message, number) for number in unnamed):
        raise DanVanKheoError(
            "Tên ảnh đã đổi khi gửi nên không biết ảnh nào có trẻ em. Đổi tên ảnh đúng như trong tin (anh-1.jpg, anh-2.jpg…) "
            "theo mô tả từng ảnh rồi nhập lại; chưa ghi gì vào kho."
        )
    if unnamed and len(unnamed) == len(others):
        draft.notes.append("tên ảnh đã đổi khi gửi nên ghép theo thứ tự tên; xem lại mô tả từng ảnh.")
        pairs |= dict(zip(unnamed, others, strict=True))
        others = []
    for number in named:
        if number not in pairs:
            draft.rest += [f"Ảnh {number}: {message.of(questions.FILE, number)}", *_answers(message, number)]
            draft.notes.append(f"không thấy ảnh {number}, “{message.of(questions.FILE, number)[:60]}”.")
    # Photos without a description come last, with numbers that no question has.
    pairs |= dict(enumerate(others, MAX_PHOTOS + 1))
    for number, (file, facts, data) in _read(pairs).items():
        answer = _answers(message, number)
        if not data:
            draft.rest += answer
            draft.notes.append(
                f"“{file.name}” không dùng được ({_WRONG.get(facts.kind, 'không phải ảnh')}); chưa đưa vào bài."
            )
        elif why := _refusal(registry, message, number):
            draft.rest += answer
            draft.notes.append(f"“{file.name}” {why}; chưa đưa vào bài.")
        else:
            name = f"anh-{len(made) + 1}.jpg"
            _photo_values(draft, registry, message, number, len(made), name)
            if message.of(questions.PAPER[0], number) and not message.of(questions.PURPOSES, number):
                draft.notes.append(
                    f"ảnh {number}: chưa rõ giấy cho dùng vào việc gì, nên chỉ dùng trên trang này và thẻ chia sẻ."
                )
            made[name] = data
    return made


def _read(pairs: Mapping[int, Path]) -> dict[int, tuple[Path, PhotoFacts, bytes]]:
    """Return each file with its facts and its JPEG (empty when it is refused); one child process reads them all."""
    with ChildProcess(LIMITS) as child:
        return {number: (file, *reencode(file, child)) for number, file in sorted(pairs.items())}


_WRONG = {
    "broken": "tệp hỏng",
    "heavy": "quá nặng",
    "vast": "quá lớn",
    "svg": "hình vẽ SVG",
    "irregular": "không phải tệp thường",
}


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise DanVanKheoError(f"Không có thư mục ảnh “{folder}”.")
    with os.scandir(folder) as entries:
        file_names = sorted(
            entry.name for entry in entries if not entry.name.startswith(".") and entry.is_file(follow_symlinks=False)
        )
    files = [folder / name for name in file_names if Path(name).suffix.lower() != ".txt"]
    if len(files) > 4 * MAX_PHOTOS:
        raise DanVanKheoError(f"Thư mục “{folder}” có {len(files)} tệp. Chỉ để vào đó ảnh của bài này.")
    return files


def _by_name(message: Message, named: list[int], files: list[Path]) -> Iterator[tuple[int, Path]]:
    """Yield the number of each described photo whose file name is in the folder, with the file."""
    by_slug = {slugify(file.stem): file for file in files}
    for number in named:
        if file := by_slug.get(slugify(Path(message.of(questions.FILE, number)).stem)):
            yield number, file


def _answers(message: Message, number: int) -> list[str]:
    """Return the answers about a photo as lines for the end of the story."""
    return [f"{photo_label(number, each)}: {answer}" for each in PHOTO if (answer := message.of(each, number))]


def _refusal(registry: Registry, message: Message, number: int) -> str:
    """Return why a photo must not be used yet: a child without a consent, a consent that excludes the site; "" when it may."""
    ticked = slugify(message.of(questions.CHILDREN, number)) == "co"
    if ticked and not all(message.of(each, number) for each in questions.PAPER):
        return "có trẻ em nhận ra được mà chưa có giấy đồng ý (mã, ngày, nơi lưu)"
    purposes = questions.all_chosen(registry, questions.PURPOSES, message.of(questions.PURPOSES, number))
    site = Purpose.SITE.value
    return "có giấy đồng ý không cho đăng trên trang" if purposes and site not in purposes.split(", ") else ""


def _photo_values(
    draft: DraftBuilder, registry: Registry, message: Message, number: int, index: int, name: str
) -> None:
    def put(question: Question, value: str) -> None:
        draft.filled[key_path(Model, "photos", index, *question.place)] = value

    put(questions.FILE, name)
    for each in PHOTO:
        answer = name_lookup.one_line(message.of(each, number))
        value = questions.value_of(registry, each, answer)
        if value and len(answer) >= each.min_length:
            put(each, value)
        elif answer and each is not questions.CHILDREN:
            draft.keep_apart(photo_label(number, each), answer, f"“{answer[:60]}” chưa dùng được; ghi vào bài sau.")
