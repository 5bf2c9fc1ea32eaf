"""The criteria of an entry (plan IV.1, IV.2) as its page shows them, and the documents behind a model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from danvankheo.base.locale import join_words, short_date
from danvankheo.outputs.views.parts import Fact
from danvankheo.records.evidence import Evidence, exemplar_evidence, model_evidence
from danvankheo.records.numbers import amount, figure_line, force_number
from danvankheo.records.plan_criteria import PlanCriteria
from danvankheo.records.schema import Exemplar, Model


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion. missing: evidence that is not there yet, in words ("số liệu và sức lan tỏa"); facts: what the file says.

    code: "chu-truong" …; help: what the plan asks for, "" for the usual words.
    """

    code: str
    name: str
    complete: bool
    missing: str
    facts: tuple[Fact, ...]
    help: str = ""


def in_words_of(plan: PlanCriteria, criteria: Iterable[Criterion]) -> Iterator[Criterion]:
    """Yield criteria with the names and words that a plan has for them."""
    sections = {str(info.alias).replace("_", "-"): name for name, info in PlanCriteria.model_fields.items()}
    for each in criteria:
        words = plan.words(sections[each.code])
        yield replace(each, name=words.name or each.name, help=words.help or "")


def _criterion(evidence: Evidence, lines: list[tuple[str, str | None]]) -> Criterion:
    facts = tuple(Fact(label, text) for label, text in lines if text)
    return Criterion(evidence.code, evidence.label, evidence.complete, join_words(list(evidence.missing)), facts)


def model_criteria(model: Model) -> Iterator[Criterion]:
    """Yield the five criteria of the plan (IV.1) in its order."""
    sections = (_guideline(model), _owner(model), _forces(model), _method(model), _effect(model))
    for evidence, lines in zip(model_evidence(model), sections, strict=True):
        yield _criterion(evidence, lines)


def _guideline(model: Model) -> list[tuple[str, str | None]]:
    served = [
        ("Thực hiện chủ trương", f"{each.name} (số {each.number}, ngày {short_date(each.day)}, {each.body})")
        for each in model.directives
    ]
    return [*_registered_and_confirmed(model), *served]


def _registered_and_confirmed(model: Model) -> list[tuple[str, str | None]]:
    guideline = model.guideline
    if guideline is None:
        return []
    lines: list[tuple[str, str | None]] = [("Cấp bộ Đoàn chỉ đạo", guideline.directed_by)]
    for each in guideline.registrations:
        lines.append(
            (
                f"Đăng ký năm {each.year}",
                f"với {each.body_kind.label.lower()}: {each.body}, ngày {short_date(each.day)}",
            )
        )
    if confirmation := guideline.confirmation:
        matters = join_words([matter.label.lower() for matter in confirmation.matters])
        lines.append(("Xác nhận", f"{confirmation.body} xác nhận {matters}, ngày {short_date(confirmation.day)}"))
    return lines


def _owner(model: Model) -> list[tuple[str, str | None]]:
    owner = model.owner
    return [(owner.kind.label, owner.name), ("Phụ trách", owner.in_charge), ("Địa chỉ", model.address)]


def _forces(model: Model) -> list[tuple[str, str | None]]:
    if model.forces is None:
        return []
    groups = [f"{each.group.label}: {force_number(each).value}" for each in model.forces.groups]
    return [("", model.forces.text), ("Số người tham gia", "; ".join(groups) or None)]


def _method(model: Model) -> list[tuple[str, str | None]]:
    method = model.method
    if method is None:
        return []
    return [("", method.text), ("Vận động thế nào", method.persuasion), ("Điểm mới, sáng tạo", method.novelty)]


def _effect(model: Model) -> list[tuple[str, str | None]]:
    effect = model.effect
    if effect is None:
        return []
    figures = [figure_line(each) for each in effect.figures]
    replication = effect.replication
    return [
        ("", effect.text),
        ("Số liệu", "; ".join(figures) or None),
        ("Ai gìn giữ, duy trì", effect.lasting),
        ("Sức lan tỏa", effect.spread),
        ("Khả năng nhân rộng", replication.prospects if replication else None),
    ]


def exemplar_criteria(person: Exemplar) -> Iterator[Criterion]:
    """Yield the three criteria of a person (plan IV.2) in the plan's order."""
    character, achievement, prestige = person.character, person.achievement, person.prestige
    sections: list[list[tuple[str, str | None]]] = [[], [], []]
    if character:
        by = character.attested_by
        attestation = by + (f", ngày {short_date(character.day)}" if character.day else "") if by else None
        sections[0] = [("", character.text), ("Nơi nhận xét", attestation)]
    if achievement:
        figures = [figure_line(each) for each in achievement.figures]
        sections[1] = [
            ("", achievement.text), ("Ý tưởng, cách làm", achievement.idea), ("Vận động mọi người", achievement.persuasion),
            ("Số liệu", "; ".join(figures) or None),
        ]  # fmt: skip
    if prestige:
        by = prestige.recognised_by
        attestation = by + (f", ngày {short_date(prestige.day)}" if prestige.day else "") if by else None
        sections[2] = [
            ("", prestige.text),
            ("Đoàn viên, hội viên ghi nhận", prestige.peers),
            ("Nơi công nhận", attestation),
        ]
    for evidence, lines in zip(exemplar_evidence(person), sections, strict=True):
        yield _criterion(evidence, lines)


def collective_criteria(models: Sequence[Model]) -> Iterator[Criterion]:
    """Yield the five criteria of the plan (IV.1) as the models of a collective meet them; complete: one model has all its evidence."""
    if len(models) == 1:
        yield from model_criteria(models[0])
        return
    for found in zip(*(model_evidence(model) for model in models), strict=True):
        facts = tuple(Fact(model.title, each.words) for model, each in zip(models, found, strict=True))
        least = min(found, key=lambda each: len(each.missing))
        yield Criterion(least.code, least.label, least.complete, join_words(list(least.missing)), facts)


def model_documents(model: Model) -> Iterator[Fact]:
    """Yield the documents of a model: registrations, confirmation, request, recognitions, money."""
    guideline = model.guideline
    for each in guideline.registrations if guideline else []:
        yield Fact(f"Đăng ký năm {each.year}", _document(each.body, each.day, each.document))
    if guideline and guideline.confirmation:
        each_ = guideline.confirmation
        yield Fact("Xác nhận", _document(each_.body, each_.day, each_.document))
    if request := model.put_forward:
        yield Fact(
            f"Đề nghị {request.form.label.lower()}", _document(f"gửi {request.to}", request.day, request.document)
        )
    for award in model.awards:
        yield Fact(f"{award.form.label} {award.level.label.lower()}", _document(award.body, award.day, award.document))
    for money in model.funding:
        labour = " (gồm cả ngày công quy ra tiền)" if money.with_labour else ""
        yield Fact("Kinh phí", f"{money.source}: {amount(money.amount, money.currency)}{labour}")


def _document(body: str, day: date, number: str | None) -> str:
    return f"{body}, ngày {short_date(day)}" + (f", số {number}" if number else "")
