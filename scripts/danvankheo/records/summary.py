"""A summary of an entry: the data that lists show and rules between files read. Most code needs no more of an entry."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from pydantic import BaseModel

from danvankheo.records.choices import OwnerKind
from danvankheo.records.days import NO_DATE, model_date
from danvankheo.records.evidence import exemplar_evidence, model_evidence
from danvankheo.records.numbers import key_numbers
from danvankheo.records.schema import Article, Entry, Exemplar, Model, NewsItem


class EntrySummary(NamedTuple):
    """An entry in short.

    year: of a model's date, or of an exemplar; day: a model's date, or the day an exemplar was published
    (``date.toordinal``; 0: unknown); published, updated: like ``day``; model_type, status: codes; origin: the model it is
    replicated from; led: the models an exemplar led; partner_units: further units it counts for;
    collective: whether an exemplar is a collective; owner: the name of a model's owner; role: an exemplar's office; by_person: whether a person owns the
    model; evidence: for each criterion, whether it is complete; number: the main figure of a model, with
    what it counts; withdrawn_photos: file names that no page may show; related: the entries a news item is about.
    """

    title: str = ""
    summary: str = ""
    field: str = ""
    unit: str = ""
    address: str = ""
    year: int = 0
    day: int = 0
    sample: bool = False
    draft: bool = False
    approved: bool = True
    withdrawn: bool = False
    published: int = 0
    updated: int = 0
    evidence: tuple[bool, ...] = ()
    former_slugs: tuple[str, ...] = ()
    withdrawn_photos: tuple[str, ...] = ()
    model_type: str = ""
    status: str = ""
    origin: str = ""
    other_fields: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    by_person: bool = False
    number: tuple[str, ...] = ()
    role: str = ""
    led: tuple[str, ...] = ()
    partner_units: tuple[str, ...] = ()
    collective: bool = False
    owner: str = ""
    related: tuple[str, ...] = ()

    @property
    def units(self) -> tuple[str, ...]:
        """The units the entry counts for: the main one first, then its partners, each once."""
        return tuple(dict.fromkeys((self.unit, *self.partner_units)))


class ModelSummary(EntrySummary):
    """A model in short."""

    __slots__ = ()

    @property
    def known_date(self) -> date | None:
        """The model's date; None when its file gives none."""
        day = date.fromordinal(self.day)
        return None if day == NO_DATE else day


class ExemplarSummary(EntrySummary):
    """An exemplar in short."""

    __slots__ = ()


class NewsSummary(EntrySummary):
    """A news item in short: without a field, its unit "" when it has none."""

    __slots__ = ()


#: The summary of a record that is no entry: public, without former addresses.
NO_ENTRY = EntrySummary()


def summary_of(data: BaseModel) -> EntrySummary:
    """Return the summary of an entry or a news item; ``NO_ENTRY`` for other records."""
    if isinstance(data, Model):
        day, numbers = model_date(data), key_numbers(data)
        return ModelSummary(
            **_of_entry(data),
            year=day.year,
            day=day.toordinal(),
            evidence=tuple(each.complete for each in model_evidence(data)),
            address=data.address,
            model_type=data.model_type or "",
            status=data.status.value,
            origin=data.replicated_from or "",
            other_fields=tuple(data.other_fields),
            topics=tuple(data.topics),
            owner=data.owner.name,
            by_person=data.owner.kind is OwnerKind.PERSON,
            number=(numbers[0].value, numbers[0].name) if numbers else (),
        )
    if isinstance(data, Exemplar):
        return ExemplarSummary(
            **_of_entry(data),
            year=data.year,
            day=_ordinal(data.published),
            evidence=tuple(each.complete for each in exemplar_evidence(data)),
            role=data.position or "",
            collective=data.collective,
            led=tuple(data.achievement.models) if data.achievement else (),
        )
    if isinstance(data, NewsItem):
        return NewsSummary(
            **_common(data),
            unit=data.unit or "",
            year=data.day.year,
            day=data.day.toordinal(),
            related=tuple(data.related),
        )
    return NO_ENTRY


def _of_entry(data: Entry) -> dict[str, Any]:
    return _common(data) | {"field": data.field, "unit": data.unit, "partner_units": tuple(data.partner_units)}


def _common(data: Article) -> dict[str, Any]:
    return {
        "title": data.title,
        "summary": data.summary or "",
        "sample": data.sample,
        "draft": data.draft,
        "approved": data.approval is not None,
        "withdrawn": data.withdrawn is not None,
        "published": _ordinal(data.published),
        "updated": _ordinal(data.updated),
        "former_slugs": tuple(data.former_slugs),
        "withdrawn_photos": tuple(photo.file for photo in data.photos if data.withdrawn or photo.withdrawn),
    }


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0
