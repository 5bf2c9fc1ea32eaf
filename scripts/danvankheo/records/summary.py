"""What lists say of an entry, and what tells its kin: enough to find and order entries without making each of them."""

from __future__ import annotations

import json
from typing import NamedTuple

from pydantic import BaseModel

from danvankheo.records.choices import OwnerKind
from danvankheo.records.days import model_date
from danvankheo.records.evidence import exemplar_evidence, model_evidence
from danvankheo.records.numbers import key_numbers
from danvankheo.records.schema import Entry, Exemplar, Model


class Abstract(NamedTuple):
    """An entry in short.

    model_type: "" when there is none; year: of a model's date, or a person's; day: of a model's date or of a person's
    publication (``date.toordinal``; 0: unknown); status: code; origin: the model it was made after; led: the models a
    person led; role: a person's office; by_person: whether a model's owner is a person; published, updated: like day;
    evidence: of each criterion, whether it is all there; number: the one that stands for a model, with what it counts.
    """

    title: str
    summary: str
    field: str
    unit: str
    sample: bool
    year: int
    day: int
    model_type: str = ""
    status: str = ""
    origin: str = ""
    by_person: bool = False
    role: str = ""
    led: tuple[str, ...] = ()
    published: int = 0
    updated: int = 0
    evidence: tuple[bool, ...] = ()
    number: tuple[str, ...] = ()


def abstract_of(data: BaseModel) -> Abstract:
    """Return an entry in short; TypeError for a record that is no entry."""
    if not isinstance(data, (Model, Exemplar)):
        raise TypeError(type(data).__name__)
    published, updated = (day.toordinal() if day else 0 for day in (data.published, data.updated))
    common = data.title, data.summary or "", data.field, data.unit, data.sample
    if isinstance(data, Model):
        day = model_date(data)
        numbers = key_numbers(data)
        return Abstract(
            *common,
            day.year,
            day.toordinal(),
            data.model_type or "",
            data.status.value,
            data.replicated_from or "",
            data.owner.kind is OwnerKind.PERSON,
            published=published,
            updated=updated,
            evidence=tuple(each.complete for each in model_evidence(data)),
            number=(numbers[0].value, numbers[0].name) if numbers else (),
        )
    return Abstract(
        *common,
        data.year,
        published,
        role=data.position or "",
        led=tuple(data.achievement.models) if data.achievement else (),
        published=published,
        updated=updated,
        evidence=tuple(each.complete for each in exemplar_evidence(data)),
    )


def to_json(data: BaseModel) -> str:
    """Return an entry in short as ``from_json`` reads it back, "" for other records."""
    return json.dumps(abstract_of(data), ensure_ascii=False) if isinstance(data, Entry) else ""


def from_json(text: str) -> Abstract:
    """Read back what ``to_json`` gave."""
    return Abstract._make(tuple(value) if type(value) is list else value for value in json.loads(text))
