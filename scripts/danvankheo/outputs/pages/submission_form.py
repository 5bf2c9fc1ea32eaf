"""/gui-bai/: the form to send a story without an account, made from ``forms/questions.py``; without scripts, its questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.headers import EDITOR_FOLDER
from danvankheo.forms import questions
from danvankheo.forms.entry_template import blank
from danvankheo.forms.name_lookup import field_names
from danvankheo.forms.questions import FILE, MAX_PHOTOS, PHOTO, Question, photo_label
from danvankheo.outputs.context import Context
from danvankheo.records.files import Kind
from danvankheo.records.plan_criteria import PlanCriteria
from danvankheo.records.registry import Registry
from danvankheo.rendering import link_targets, markdown
from danvankheo.rendering.frame import MenuSection
from danvankheo.rendering.templates import Markup

ADDRESSES = ("gui-bai/",)

SLUG = "gui-bai"
_USUAL = PlanCriteria()


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """A question as the page shows it.

    label: on the page; said: in the text of the message; shape: see ``questions.AnswerType``; most: characters; rows: lines of
    the text field; groups: heading and choices.
    """

    id: str
    label: str
    said: str
    help: str
    shape: str
    most: int
    rows: int
    groups: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class FormPart:
    """Questions under a heading; the heading of a single question is its label."""

    heading: str
    asked: tuple[FormQuestion, ...]


@dataclass(frozen=True, slots=True)
class PhotoSlot:
    """The fields of one photo. file: the name of the file in the text; paper: questions on the paper of consent."""

    label: str
    file: str
    asked: tuple[FormQuestion, ...]
    paper: tuple[FormQuestion, ...]


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield the page."""
    registry = context.registry.offered_on(context.as_of)
    record = registry.pages.get(SLUG)
    if record is None:
        return
    publisher = registry.movement.data.publisher
    plan = registry.movement.data.criteria_on(context.as_of)
    data = {
        "title": record.data.title,
        "lead": record.data.summary,
        "first": tuple(FormPart(part.heading, tuple(_asked(registry, each, plan=plan) for each in part.questions)) for part in questions.FIRST),
        "later": tuple(_asked(registry, each, plan=plan) for each in questions.LATER),
        "slots": tuple(_slot(registry, number) for number in range(1, MAX_PHOTOS + 1)),
        "mark": questions.MARK,
        "title_line": questions.TITLE_LINE,
        "end": questions.END,
        "publisher": publisher.name,
        "email": publisher.email or "",
        "zalo": publisher.zalo or "",
        "editor": EDITOR_FOLDER.removeprefix(f"{SLUG}/") if context.settings.editor_oauth else "",
    }  # fmt: skip

    def more_data() -> dict[str, object]:
        link = link_targets.link_of(context.places, record, "../")
        text, _ = record.story(registry.repo)
        story = Markup(markdown.render(text, image=lambda _: None, prefix="../", link=link))
        names = field_names(registry)
        blanks = (
            ("mô hình", "models", blank(Kind.MODEL, names)),
            ("cá nhân", "exemplars", blank(Kind.EXEMPLAR, names)),
            ("tập thể", "exemplars", blank(Kind.EXEMPLAR, names, collective=True)),
        )
        return {"story": story, "blanks": blanks}

    yield context.page(
        f"{SLUG}/", MenuSection.SUBMIT, "submission_form.html", title=record.data.title, description=record.data.summary,
        data=data, more_data=more_data, inputs=digest(record.digest, repr(data)), source=record.path,
    )  # fmt: skip


def _asked(registry: Registry, question: Question, photo: int = 0, plan: PlanCriteria = _USUAL) -> FormQuestion:
    """Return a question as the page prints it. plan: what the running plan asks about each criterion."""
    said = photo_label(photo, question) if photo else question.label
    name = f"anh-{photo}-{question.name}" if photo else question.name
    rows = 3 if question.max_length < 1000 else 5
    is_choice = question.answer_type in (questions.AnswerType.CHOICE, questions.AnswerType.CHOICES)
    groups = _groups(registry, question) if is_choice else ()
    asked = _asked_by(plan, question) if not photo else None
    return FormQuestion(
        f"q-{name}",
        question.label,
        said,
        asked or question.help,
        question.answer_type.value,
        question.max_length,
        rows,
        groups,
    )


def _asked_by(plan: PlanCriteria, question: Question) -> str | None:
    """Return what a plan asks about the criterion whose first question this is."""
    section = question.place[0] if question.place else ""
    every = (*(each for part in questions.FIRST for each in part.questions), *questions.LATER)
    first = next((each for each in every if each.place[:1] == question.place[:1]), None)
    return plan.words(section).question if section in PlanCriteria.model_fields and first is question else None


def _groups(registry: Registry, question: Question) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the choices in groups (heading, choices); the units of today come before former ones."""
    options = questions.options(registry, question)
    if question is not questions.UNIT:
        return (("", tuple(options)),)
    now = tuple(words for words, code in options.items() if registry.units[code].data.until is None)
    former = tuple(words for words in options if words not in now)
    return (("Đơn vị hiện nay", now), *((("Đơn vị trước khi sắp xếp", former),) if former else ()))


def _slot(registry: Registry, number: int) -> PhotoSlot:
    on_paper = (*questions.PAPER, questions.PURPOSES)
    asked = tuple(_asked(registry, each, number) for each in PHOTO if each not in on_paper)
    paper = tuple(_asked(registry, each, number) for each in on_paper)
    return PhotoSlot(f"Ảnh {number}", photo_label(number, FILE), asked, paper)
