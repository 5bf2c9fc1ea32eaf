"""The questions that people without an account answer, each with the key of the schema its answer goes to.

The form on the site, the message it writes and ``dvk import`` are made from these lists: a new question is a line in
``FIRST`` or ``LATER``. Labels, help and lengths come from the schema; a label is here only where volunteers need
other words than the office.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel

from danvankheo.base.text import fold, slugify
from danvankheo.base.yaml_tree import Loc
from danvankheo.forms.entry_template import choices
from danvankheo.forms.name_lookup import unit_name
from danvankheo.records.diagnostics import field_at, key_path
from danvankheo.records.registry import Registry
from danvankheo.records.scalars import iso_date, limit_of
from danvankheo.records.schema import Model, Photo

# The mark before each label in a message: apps keep this character and people do not type it.
MARK = "■"
TITLE_LINE = "BÀI GỬI TRANG DÂN VẬN KHÉO"
END = "Hết bài gửi"
MAX_PHOTOS = 3
LONGEST_LINE, LONGEST_TEXT = 300, 6_000


class AnswerType(StrEnum):
    """How a question is answered."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    DAY = "day"
    YEAR = "year"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    name: its id on the page and in the form; place: the attributes its answer goes to, of ``Model`` or of ``Photo``, () when
    the answer is part of the story; max_length, min_length: of an answer, in characters.
    """

    name: str
    label: str
    help: str
    answer_type: AnswerType
    place: tuple[str, ...]
    max_length: int
    min_length: int = 0

    @property
    def loc(self) -> Loc:
        """The keys in the file that the answer goes to."""
        return key_path(Model, *self.place)

    def fits(self, answer: str) -> bool:
        """Tell whether an answer is neither too short nor too long."""
        return self.min_length <= len(answer) <= self.max_length


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions under one heading."""

    heading: str
    questions: tuple[Question, ...]


def ask(
    answer_type: AnswerType,
    *place: str,
    label: str = "",
    help: str = "",
    max_length: int = 0,
    min_length: int = 0,
    of: type[BaseModel] = Model,
    name: str = "",
) -> Question:
    """Return a question; label, help and max_length come from the schema (``of``) unless given."""
    info = field_at(of, key_path(of, *place)) if place else None
    limit = limit_of(info) if info else None
    longest = limit.most if limit else LONGEST_TEXT if answer_type is AnswerType.TEXT else LONGEST_LINE
    return Question(
        name or "-".join(place).replace("_", "-"),
        label or (info.title or "" if info else ""),
        help or (info.description or "" if info else ""),
        answer_type,
        place,
        max_length or longest,
        min_length,
    )


TITLE = ask(AnswerType.LINE, "title", label="Tên mô hình", help="Ví dụ: Đường hoa thôn Bàn.")
OWNER = ask(AnswerType.LINE, "owner", "name", label="Của ai", help="Chi đoàn, tổ, đội, câu lạc bộ… nào làm.")
ADDRESS = ask(AnswerType.LINE, "address", label="Ở đâu", help="Thôn, tổ, khu phố.")
UNIT = ask(AnswerType.CHOICE, "unit", label="Xã, thị trấn", help="Nơi làm mô hình, theo tên lúc bắt đầu làm.")
WHY = ask(AnswerType.TEXT, label="Vì sao làm", name="why", help="Trước đó mọi việc thế nào? Vì sao phải làm?")
PERSUASION = ask(AnswerType.TEXT, "method", "persuasion",
    help="Lúc đầu ai chưa đồng tình, vì sao, rồi nhờ đâu họ đổi ý? Ai góp gì?")  # fmt: skip
GAIN = ask(AnswerType.TEXT, "effect", "text", label="Được gì",
    help="Điều gì đã thay đổi, ai được lợi? Có con số nào thì ghi, và con số ấy lấy từ đâu.")  # fmt: skip

OWNER_AND_PLACE = QuestionGroup("Của ai, ở đâu", (OWNER, ADDRESS, UNIT))
FIRST = (
    QuestionGroup(TITLE.label, (TITLE,)),
    OWNER_AND_PLACE,
    QuestionGroup(WHY.label, (WHY,)),
    QuestionGroup(PERSUASION.label, (PERSUASION,)),
    QuestionGroup(GAIN.label, (GAIN,)),
)

FIELD = ask(AnswerType.CHOICE, "field")
TYPE = ask(AnswerType.CHOICE, "model_type")
STATUS = ask(AnswerType.CHOICE, "status", label="Mô hình đang ở bước nào")
STARTED = ask(AnswerType.DAY, "started")
REGISTERED = ask(AnswerType.LINE, "guideline", "registrations", label="Đăng ký với (nơi nhận, số, ngày)",
    help="Ví dụ: Đảng ủy xã Xuân Lai, số 12-KH/ĐTN, ngày 10/01/2023.")  # fmt: skip
DIRECTIVE = ask(AnswerType.LINE, "directives", label="Thực hiện chủ trương nào (tên, số, ngày, nơi ban hành)",
    help="Ví dụ: Nghị quyết về chuyển đổi số, số 05-NQ/ĐU, ngày 12/01/2023, Đảng ủy xã Xuân Lai.")  # fmt: skip
SUMMARY = ask(AnswerType.TEXT, "summary", min_length=60)
BYLINE = ask(AnswerType.LINE, "byline", "name", help="Có thể để trống.")

LATER = (
    FIELD,
    TYPE,
    STATUS,
    STARTED,
    REGISTERED,
    DIRECTIVE,
    ask(AnswerType.TEXT, "forces", "text", help="Những ai, bao nhiêu người, mỗi bên làm việc gì."),
    ask(AnswerType.TEXT, "method", "text", help="Đã làm những bước nào."),
    ask(AnswerType.TEXT, "method", "novelty"),
    ask(AnswerType.TEXT, "effect", "lasting"),
    ask(AnswerType.TEXT, "effect", "spread", help="Đã có nơi nào hỏi, đến xem hoặc làm theo."),
    SUMMARY,
    BYLINE,
)

FILE = ask(AnswerType.LINE, "file", of=Photo)
ALT = ask(AnswerType.LINE, "alt", of=Photo, min_length=10)
AUTHOR = ask(AnswerType.LINE, "author", of=Photo)
RIGHT = ask(AnswerType.CHOICE, "right", of=Photo)
CHILDREN = ask(AnswerType.TICK, "children", of=Photo)
PAPER = (
    ask(AnswerType.LINE, "consent", "code", of=Photo),
    ask(AnswerType.DAY, "consent", "day", of=Photo, label="Ngày ký giấy đồng ý"),
    ask(AnswerType.LINE, "consent", "kept_at", of=Photo),
)
PURPOSES = ask(AnswerType.CHOICES, "consent", "purposes", of=Photo)
PHOTO = (ALT, AUTHOR, RIGHT, CHILDREN, *PAPER, PURPOSES)

ALL = tuple(question for part in FIRST for question in part.questions) + LATER


def photo_label(number: int, question: Question) -> str:
    """Return the label of a question about one photo (number from 1). The number makes the label unique in a message."""
    return f"Ảnh {number}" if question is FILE else f"Ảnh {number} – {question.label}"


def options(registry: Registry, question: Question) -> Mapping[str, str]:
    """Return what a question of choice may be answered with: the words people read, and the code for the file."""
    if question is UNIT:
        return {unit_name(registry, code): code for code in registry.units}
    if question is FIELD:
        return {record.data.name: code for code, record in registry.fields.items()}
    if question is TYPE:
        return {record.data.name: code for code, record in registry.types.items()}
    schema: type[Model] | type[Photo] = Photo if question in PHOTO else Model
    info = field_at(schema, key_path(schema, *question.place))
    return {member.label: member.value for member in choices(info)} if info else {}


def chosen(registry: Registry, question: Question, answer: str) -> str | None:
    """Return the code of the option with these words, compared without marks, spaces and case; None when there is none."""
    by_slug = {slugify(words): code for words, code in options(registry, question).items()}
    return by_slug.get(slugify(answer))


def all_chosen(registry: Registry, question: Question, answer: str) -> str | None:
    """Return the codes of the options an answer names, with commas between; None when a part of it names none.

    Parts are separated in any way: forms write ";" or ",", and options may hold commas themselves.
    """
    left, found = _plain(answer), set()
    choices = options(registry, question)
    for words, code in (*choices.items(), *((code, code) for code in choices.values())):
        if _plain(words) in left:
            left = left.replace(_plain(words), "--")
            found.add(code)
    return None if left.strip("-") or not found else ", ".join(code for code in choices.values() if code in found)


def _plain(words: str) -> str:
    """Return words without marks, spaces and case, hyphens around."""
    return f"-{re.sub('[^a-z0-9]+', '-', fold(words)).strip('-')}-"


def value_of(registry: Registry, question: Question, answer: str) -> str | None:
    """Return an answer on one line as the file's value: a code, a day, a year, "true" or the text; None if it is not valid.

    The length is not checked: see ``Question.fits``.
    """
    match question.answer_type:
        case AnswerType.CHOICE:
            return chosen(registry, question, answer)
        case AnswerType.CHOICES:
            return all_chosen(registry, question, answer)
        case AnswerType.DAY:
            return iso_date(answer)
        case AnswerType.YEAR:
            return answer if re.fullmatch(r"20\d\d", answer) else None
        case AnswerType.TICK:
            return "true" if slugify(answer) == "co" else None
        case _:
            return answer
