"""Every field of the schema is a column of the downloads, or is left out for a reason."""

from __future__ import annotations

from itertools import chain
from typing import Any

from danvankheo.outputs.downloads import TABLES
from danvankheo.records.diagnostics import inner_schema
from danvankheo.records.schema import Exemplar, Model
from danvankheo.records.vocabulary import FieldOfWork, ModelType, Unit
from pydantic import BaseModel

# What is in the schema and in no table, and why.
LEFT_OUT = {
    "the author's words": {
        "summary", "forces.text", "method.text", "method.persuasion", "method.novelty", "effect.text", "effect.lasting", "effect.spread",
        "effect.replication.prospects", "effect.replication.preparations", "effect.replication.steps", "effect.replication.cautions",
        "character.text", "achievement.text", "achievement.idea", "achievement.persuasion", "prestige.text", "prestige.peers",
    },
    "private": {"owner.in_charge", "byline.name", "byline.role", "consent.day", "consent.form"},
    "photos are their authors'": {"photos"},
    "how the site is run": {"draft", "withdrawn", "sample", "former_slugs", "palette", "icon", "plan.sample", "inspections.sample", "years.sample"},
}  # fmt: skip


def scalars_of(schema: type[BaseModel], above: str = "") -> set[str]:
    found = set()
    for name, info in schema.model_fields.items():
        inner = inner_schema(info.annotation)
        found |= scalars_of(inner, f"{above}{name}.") if inner and name != "photos" else {above + name}
    return found


def test_every_field_of_the_schema_is_a_column_or_left_out_for_a_reason() -> None:
    """A field that is new to the schema stands in no file by itself: add a column, or name it in LEFT_OUT."""
    labels = {column.label for table in TABLES for column in table.columns}
    out = set(chain.from_iterable(LEFT_OUT.values()))
    for schema in (Model, Exemplar, Unit, FieldOfWork, ModelType):
        for path in scalars_of(schema) - out:
            info: Any = None
            current: Any = schema
            for step in path.split("."):
                info = current.model_fields[step]
                current = inner_schema(info.annotation)
            assert info.title in labels or path in ("topics.slug", "summary", "field"), (schema.__name__, path)
    private = {info.title for info in (Model.model_fields["owner"].annotation.model_fields["in_charge"],)}  # type: ignore[union-attr]
    assert not private & labels
