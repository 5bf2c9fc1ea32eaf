"""The forms on the repository's host, made from the schema. People attach photos there.

``imports.issue_form_import`` finds the answers by their labels, so both modules use the lists here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from danvankheo.forms import questions
from danvankheo.forms.questions import MAX_PHOTOS, AnswerType, Question, ask
from danvankheo.records.registry import Registry
from danvankheo.records.schema import Exemplar
from danvankheo.records.vocabulary import ONE_CELL, YearFigures

FOLDER = ".github/ISSUE_TEMPLATE"
_HEAD = "# Do lệnh “dvk derive” viết ra từ schema; đừng sửa tay.\n"

NAME = ask(AnswerType.LINE, "title", of=Exemplar, label="Họ và tên")
STORY = ask(AnswerType.TEXT, label="Câu chuyện", name="story",
    help="Người ấy làm gì, vận động mọi người thế nào, vì sao được tin và làm theo.")  # fmt: skip
CONSENT = (
    ask(AnswerType.DAY, "consent", "day", of=Exemplar, help="Ngày người được kể đồng ý cho đăng. Ví dụ: 26/3/2024."),
    ask(AnswerType.LINE, "consent", "form", of=Exemplar, help="Ví dụ: văn bản, tin nhắn."),
)
PURPOSES = ask(AnswerType.CHOICES, "consent", "purposes", of=Exemplar,
    help="Chọn những việc người ấy đã đồng ý. Không chọn: chỉ trang này, có ghi tên.")  # fmt: skip
PERSON = (
    NAME,
    questions.UNIT,
    ask(AnswerType.LINE, "position", of=Exemplar, help="Ví dụ: Bí thư chi đoàn thôn."),
    questions.FIELD,
    ask(AnswerType.YEAR, "year", of=Exemplar, label="Năm nêu gương", help="Bốn chữ số."),
    ask(AnswerType.TEXT, "summary", of=Exemplar, min_length=60),
    ask(AnswerType.TEXT, "character", "text", of=Exemplar, help="Nhận xét của nơi công tác hoặc nơi cư trú."),
    ask(AnswerType.LINE, "character", "attested_by", of=Exemplar),
    ask(AnswerType.TEXT, "achievement", "text", of=Exemplar, help="Những việc đã làm và kết quả."),
    ask(AnswerType.TEXT, "achievement", "persuasion", of=Exemplar),
    ask(AnswerType.TEXT, "prestige", "text", of=Exemplar, help="Được mọi người tin và làm theo như thế nào."),
    ask(AnswerType.LINE, "prestige", "recognised_by", of=Exemplar),
    STORY,
    *CONSENT,
    PURPOSES,
    questions.BYLINE,
)

COLLECTIVE_NAME = ask(AnswerType.LINE, "title", of=Exemplar, label="Tên tập thể", help="Ví dụ: Chi đoàn thôn Bàn.")
COLLECTIVE_STORY = ask(AnswerType.TEXT, label="Câu chuyện", name="story",
    help="Tập thể làm gì, vận động mọi người thế nào, vì sao được tin và làm theo.")  # fmt: skip
MODELS = ask(AnswerType.TEXT, label="Mô hình của tập thể", name="models",
    help="Mỗi dòng một mô hình đã có bài trên trang này: tên mô hình, hoặc địa chỉ trang của mô hình.")  # fmt: skip
COLLECTIVE = (
    COLLECTIVE_NAME,
    questions.UNIT,
    questions.FIELD,
    ask(AnswerType.YEAR, "year", of=Exemplar, label="Năm nêu gương", help="Bốn chữ số."),
    MODELS,
    ask(AnswerType.TEXT, "summary", of=Exemplar, min_length=60),
    ask(AnswerType.TEXT, "achievement", "text", of=Exemplar, label="Kết quả", help="Những việc đã làm và kết quả."),
    ask(AnswerType.TEXT, "achievement", "persuasion", of=Exemplar),
    COLLECTIVE_STORY,
    questions.BYLINE,
)

YEAR = ask(AnswerType.YEAR, label="Năm báo cáo", name="year", help="Bốn chữ số.")
REPORT = tuple(
    ask(AnswerType.LINE, name, of=YearFigures, help="Ví dụ: 12/11/2023." if name.endswith("_sent") else "")
    for name in ONE_CELL
)

PICTURES = ask(AnswerType.TEXT, label="Ảnh", name="pictures",
    help=f"Nhiều nhất {MAX_PHOTOS} ảnh. Bấm vào khung, bấm biểu tượng ảnh rồi chọn từ điện thoại. Chưa có ảnh thì để trống.")  # fmt: skip
ALTS = ask(AnswerType.TEXT, label="Trong ảnh có gì", name="alts",
    help="Mỗi dòng một ảnh, theo thứ tự ở trên: ai, đang làm gì, ở đâu. Để người không nhìn thấy ảnh cũng hiểu.")  # fmt: skip
PHOTOS = (PICTURES, ALTS, questions.AUTHOR, questions.RIGHT)
_NEEDED = frozenset(
    {questions.TITLE, questions.OWNER, questions.ADDRESS, questions.UNIT, NAME, COLLECTIVE_NAME, MODELS, YEAR, *CONSENT}
)


@dataclass(frozen=True, slots=True)
class IssueForm:
    """A form on the repository's host. file: its name; says: the text above the questions; confirms: the required check boxes."""

    file: str
    name: str
    says: str
    questions: tuple[Question, ...]
    confirms: tuple[str, ...]


_PUBLIC = "Mọi điều gửi ở đây **ai cũng xem được ngay**, kể cả trước khi duyệt."
_NO_NUMBERS = "Trong bài không có số điện thoại, ngày sinh, số căn cước của ai."
_NO_CHILDREN = "Trong ảnh không có trẻ em nhận ra được. (Có trẻ em thì gửi chữ ở đây, còn ảnh gửi cho tổ chức Đoàn.)"
MODEL_FORM = IssueForm("mo-hinh.yml", "Gửi bài về một mô hình",
    f"Trả lời được câu nào thì gửi câu ấy, bổ sung dần. {_PUBLIC}",
    (*(each for part in questions.FIRST for each in part.questions), *questions.LATER, *PHOTOS),
    ("Người được kể tên, người trong ảnh đã đồng ý.", _NO_NUMBERS, _NO_CHILDREN))  # fmt: skip
PERSON_FORM = IssueForm("dien-hinh.yml", "Gửi bài về một người",
    f"Hỏi người được kể trước khi gửi. {_PUBLIC}", (*PERSON, *PHOTOS),
    ("Người được kể đã đọc và đồng ý cho đăng.", _NO_NUMBERS, _NO_CHILDREN))  # fmt: skip
COLLECTIVE_FORM = IssueForm("tap-the.yml", "Gửi bài về một tập thể",
    f"Tập thể được nêu gương qua mô hình của mình, nên mô hình cần có bài trên trang trước. {_PUBLIC}", (*COLLECTIVE, *PHOTOS),
    ("Người được kể tên, người trong ảnh đã đồng ý.", _NO_NUMBERS, _NO_CHILDREN))  # fmt: skip
REPORT_FORM = IssueForm("bao-cao.yml", "Gửi số liệu năm của đơn vị",
    "Dành cho cơ sở Đoàn. Số nào chưa có thì để trống, không ghi 0.", (questions.UNIT, YEAR, *REPORT),
    ("Số liệu này lấy từ báo cáo đã gửi của đơn vị.",))  # fmt: skip
FORMS = (MODEL_FORM, PERSON_FORM, COLLECTIVE_FORM, REPORT_FORM)


def issue_forms(registry: Registry) -> dict[str, str]:
    """Return the text of the forms' files, by path."""
    return {f"{FOLDER}/{form.file}": _HEAD + _yaml(_form(form, registry)) for form in FORMS}


def _form(form: IssueForm, registry: Registry) -> dict[str, Any]:
    body = [{"type": "markdown", "attributes": {"value": form.says}}]
    body += [_field(question, registry) for question in form.questions]
    ticks = [{"label": words, "required": True} for words in form.confirms]
    body.append({"type": "checkboxes", "id": "xac-nhan", "attributes": {"label": "Xác nhận", "options": ticks}})
    return {"name": form.name, "description": form.says.replace("*", ""), "title": f"{form.name}: ", "body": body}


def _field(question: Question, registry: Registry) -> dict[str, Any]:
    attributes: dict[str, Any] = {"label": question.label} | ({"description": question.help} if question.help else {})
    if question.answer_type in (AnswerType.CHOICE, AnswerType.CHOICES):
        attributes |= {"multiple": True} if question.answer_type is AnswerType.CHOICES else {}
        attributes["options"] = list(questions.options(registry, question))
    kinds = {AnswerType.CHOICE: "dropdown", AnswerType.CHOICES: "dropdown", AnswerType.TEXT: "textarea"}
    kind = kinds.get(question.answer_type, "input")
    field = {"type": kind, "id": question.name, "attributes": attributes}
    return field | ({"validations": {"required": True}} if question in _NEEDED else {})


def labels(form: IssueForm) -> Iterator[str]:
    """Yield the labels of a form in order, the ticks last."""
    yield from (question.label for question in form.questions)
    yield "Xác nhận"


def _yaml(tree: object) -> str:
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=120)
