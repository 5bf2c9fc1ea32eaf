"""Imports a form that was filled in on the repository's host: a draft, or a unit's figures of a year.

The body of an issue is not trusted: only headings that are labels of the form, in the form's order, divide it, and only
the photos that the caller fetched are used.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from danvankheo.base.child_process import ChildProcess
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.text import slugify
from danvankheo.base.yaml_tree import Loc
from danvankheo.editing import new_entry
from danvankheo.forms import issue_forms, name_lookup, questions
from danvankheo.forms.issue_forms import COLLECTIVE_FORM, FORMS, MODEL_FORM, REPORT_FORM, IssueForm
from danvankheo.forms.questions import MARK, photo_label
from danvankheo.imports import draft_builder, message_import, message_reader
from danvankheo.imports.message_import import ImportResult
from danvankheo.imports.report_form_import import put_year
from danvankheo.media.received_photos import LIMITS, reencode
from danvankheo.records.choices import ExemplarKind, Purpose
from danvankheo.records.diagnostics import key_path
from danvankheo.records.files import Kind
from danvankheo.records.registry import Registry
from danvankheo.records.schema import Exemplar

MAX_LETTERS = 100_000
_EMPTY = "_No response_"
_MARKS = re.compile(r"[■◼▪◾⬛]")
# Photos in the text; they are fetched separately.
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)|<img\b[^>]*>")


def form_of(body: str) -> IssueForm:
    """Return the form of an issue's body, by its first two labels. Raises DanVanKheoError when it is not one of ours."""
    first = re.search(r"^### (.+?)\s*$", body[:MAX_LETTERS], re.M)
    for form in FORMS:
        if first and first[1] == form.questions[0].label and form.questions[1].label in _divided(body, form):
            return form
    raise DanVanKheoError("Nội dung này không phải là một mẫu gửi bài của trang.")


def answers(body: str, form: IssueForm) -> dict[str, str]:
    """Return the answers by label, without empty ones."""
    return {label: given for label, given in _divided(body, form).items() if given and given != _EMPTY}


def _divided(body: str, form: IssueForm) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    left = list(issue_forms.labels(form))
    here: list[str] = []
    for line in body[:MAX_LETTERS].replace("\r\n", "\n").split("\n"):
        label = line.removeprefix("### ").strip() if line.startswith("### ") else ""
        if label in left:
            del left[: left.index(label) + 1]
            here = found.setdefault(label, [])
        else:
            here.append(line)
    return {label: "\n".join(lines).strip() for label, lines in found.items()}


def write(repo: Path, registry: Registry, body: str, photos: Sequence[Path]) -> ImportResult:
    """Write the answers of a form into the repository. Raises DanVanKheoError when they are not enough."""
    form = form_of(body)
    given = answers(body, form)
    if form is REPORT_FORM:
        return put_year(repo, registry, _code(registry, given), given)
    if form is MODEL_FORM:
        # The answers are written as a message, so that one reader serves both.
        message = message_reader.read(_as_message(form, given, photos))
        return message_import.import_message(repo, registry, message, photos[0].parent if photos else None)
    return _exemplar(repo, registry, form, given, photos)


def _code(registry: Registry, given: Mapping[str, str]) -> str:
    code = questions.chosen(registry, questions.UNIT, given.get(questions.UNIT.label, ""))
    if code is None:
        raise DanVanKheoError("Không rõ đơn vị nào. Hãy chọn đơn vị trong danh sách của mẫu.")
    return code


def _as_message(form: IssueForm, given: Mapping[str, str], photos: Sequence[Path]) -> str:
    lines = []
    for question in form.questions:
        if question not in issue_forms.PHOTOS and (text := given.get(question.label)):
            lines.append(f"{MARK} {question.label}: {_MARKS.sub('-', text)}")
    for number, (photo, alt) in enumerate(zip(photos, _alts(given, len(photos)), strict=True), 1):
        lines.append(f"{MARK} {photo_label(number, questions.FILE)}: {photo.name}")
        values = {
            questions.ALT: alt,
            **{each: given.get(each.label, "") for each in (questions.AUTHOR, questions.RIGHT)},
        }
        lines += [
            f"{MARK} {photo_label(number, each)}: {_MARKS.sub('-', text)}" for each, text in values.items() if text
        ]
    loose = _PICTURE.sub("", given.get(issue_forms.PICTURES.label, "")).strip()
    return "\n".join([*lines, f"{MARK} {questions.END}", _MARKS.sub("-", loose)])


def _alts(given: Mapping[str, str], count: int) -> list[str]:
    """Return a description for each photo, from the lines of the answer; "" where there is none."""
    lines = [line.strip(" -*") for line in given.get(issue_forms.ALTS.label, "").split("\n")]
    return [*(line for line in lines if line), *[""] * count][:count]


def _exemplar(
    repo: Path, registry: Registry, form: IssueForm, given: Mapping[str, str], photos: Sequence[Path]
) -> ImportResult:
    """Write the draft of a person or a collective."""
    filled: dict[Loc, str] = {}
    if form is COLLECTIVE_FORM:
        filled[key_path(Exemplar, "kind")] = ExemplarKind.COLLECTIVE.value
    story: list[str] = []
    notes: list[str] = []
    title = ""
    for question in (each for each in form.questions if each not in issue_forms.PHOTOS):
        text, hidden = message_reader.cleaned(given.get(question.label, ""))
        if hidden:
            notes.append(f"{question.label}: đã bỏ {hidden} số điện thoại, số giấy tờ: trang không đăng.")
        flat = name_lookup.one_line(text)
        if not flat:
            continue
        if question in (issue_forms.NAME, issue_forms.COLLECTIVE_NAME):
            title = flat[: questions.TITLE.max_length]
        elif question in (issue_forms.STORY, issue_forms.COLLECTIVE_STORY):
            story.insert(0, draft_builder.plain(text))
        elif question is issue_forms.MODELS:
            found, unknown = _models(registry, text)
            if found:
                filled[key_path(Exemplar, "achievement", "models")] = ", ".join(found)
            if unknown:
                notes.append(f"{question.label}: không có trên trang “{'”, “'.join(unknown)}”; ghi vào bài sau.")
                story.append(draft_builder.plain(f"{question.label}: {'; '.join(unknown)}"))
        elif not (value := questions.value_of(registry, question, flat)) or not question.fits(value):
            notes.append(f"{question.label}: “{flat[:60]}” chưa dùng được; ghi vào bài sau.")
            story.append(draft_builder.plain(f"{question.label}: {text}"))
        else:
            filled[key_path(Exemplar, *question.place)] = value
    if not slugify(title):
        raise DanVanKheoError(f"Không thấy {form.questions[0].label.lower()} trong mẫu.")
    _refuse_without_consent(filled.get(key_path(Exemplar, *issue_forms.PURPOSES.place), ""))
    pictures = _pictures(registry, given, photos, filled, notes)
    made = new_entry.make(repo, registry, Kind.EXEMPLAR, title, filled, story="\n\n".join(story))
    for name, data in pictures.items():
        (repo / made.photos / name).write_bytes(data)
    return ImportResult(made.path, tuple(f"{made.photos}/{name}" for name in pictures), tuple(notes))


def _refuse_without_consent(purposes: str) -> None:
    """Raise DanVanKheoError when the person agreed to some uses, but not to a page with their name."""
    missing = [
        each.label for each in (Purpose.SITE, Purpose.NAME) if purposes and each.value not in purposes.split(", ")
    ]
    if missing:
        raise DanVanKheoError(f"Người được kể chưa đồng ý: {'; '.join(missing)}. Hỏi lại người ấy rồi mới gửi bài.")


def _models(registry: Registry, text: str) -> tuple[list[str], list[str]]:
    """Return the models that lines of a text name by title, slug or address; and the lines that name none, shortened."""
    by_name = {name: slug for slug, record in registry.models.items() for name in (slug, slugify(record.summary.title))}
    found: dict[str, None] = {}
    unknown: list[str] = []
    for line in (name_lookup.one_line(line).strip(" -*") for line in text.split("\n")):
        last = line.rstrip("/").rpartition("/")[2]
        slug = by_name.get(slugify(line)) or by_name.get(last)
        if slug:
            found[slug] = None
        elif line:
            unknown.append(line[:80])
    return list(found), unknown


def _pictures(registry: Registry, given: Mapping[str, str], photos: Sequence[Path], filled: dict[Loc, str], notes: list[str]
              ) -> dict[str, bytes]:  # fmt: skip
    """Return the photos, re-encoded, by their new names; add their values to ``filled``."""
    made: dict[str, bytes] = {}
    right = questions.chosen(registry, questions.RIGHT, given.get(questions.RIGHT.label, ""))
    author = name_lookup.one_line(message_reader.cleaned(given.get(questions.AUTHOR.label, ""))[0])
    with ChildProcess(LIMITS) as child:
        jpegs = [reencode(photo, child)[1] for photo in photos]
    for number, (data, alt) in enumerate(zip(jpegs, _alts(given, len(photos)), strict=True), 1):
        if not data:
            notes.append(f"ảnh {number} không dùng được; chưa đưa vào bài.")
            continue
        name, index = f"anh-{len(made) + 1}.jpg", len(made)
        values = {
            questions.FILE: name,
            questions.ALT: name_lookup.one_line(message_reader.cleaned(alt)[0]),
            questions.AUTHOR: author,
            questions.RIGHT: right,
        }
        filled.update(
            {key_path(Exemplar, "photos", index, *each.place): value for each, value in values.items() if value}
        )
        made[name] = data
    return made
