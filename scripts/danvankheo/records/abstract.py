"""What lists say of an entry, and what tells its kin: enough to find and order entries without making each of them."""

from __future__ import annotations

import json
from typing import NamedTuple

from pydantic import BaseModel

from danvankheo.records.choices import OwnerKind
from danvankheo.records.references import model_date
from danvankheo.records.schema import Entry, Exemplar, Model


class Abstract(NamedTuple):
    """An entry in short.

    model_type: "" when there is none; year: of a model's date, or a person's; day: of a model's date or of a person's
    publication (``date.toordinal``; 0: unknown); status: code; origin: the model it was made after; led: the models a
    person led; role: a person's office; by_person: whether a model's owner is a person.
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


def abstract_of(data: BaseModel) -> Abstract:
    """Return an entry in short; TypeError for a record that is no entry."""
    if not isinstance(data, (Model, Exemplar)):
        raise TypeError(type(data).__name__)
    common = data.title, data.summary or "", data.field, data.unit, data.sample
    if isinstance(data, Model):
        day = model_date(data)
        by_person = data.owner.kind is OwnerKind.PERSON
        return Abstract(
            *common,
            day.year,
            day.toordinal(),
            data.model_type or "",
            data.status.value,
            data.replicated_from or "",
            by_person,
        )
    led = tuple(data.achievement.models) if data.achievement else ()
    published = data.published.toordinal() if data.published else 0
    return Abstract(*common, data.year, published, role=data.position or "", led=led)


def to_json(data: BaseModel) -> str:
    """Return an entry in short as ``from_json`` reads it back, "" for other records."""
    return json.dumps(abstract_of(data), ensure_ascii=False) if isinstance(data, Entry) else ""


def from_json(text: str) -> Abstract:
    """Read back what ``to_json`` gave."""
    *values, led = json.loads(text)
    return Abstract._make([*values, tuple(led)])
