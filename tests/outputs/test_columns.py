"""Every field of the schema is a column of the downloads, or is left out for a reason."""

from __future__ import annotations

from itertools import chain
from typing import Annotated, Any

from danvankheo.outputs.downloads import TABLES, record_tables
from danvankheo.outputs.downloads.columns import LEFT_OUT, ColumnType, further_keys, schema_columns
from danvankheo.records.diagnostics import inner_schema
from danvankheo.records.scalars import Limit
from danvankheo.records.schema import Exemplar, Model
from danvankheo.records.section import key
from danvankheo.records.vocabulary import FieldOfWork, ModelType, Unit
from pydantic import BaseModel


def scalars_of(schema: type[BaseModel], above: str = "") -> set[str]:
    found = set()
    for name, info in schema.model_fields.items():
        inner = inner_schema(info.annotation)
        found |= scalars_of(inner, f"{above}{name}.") if inner and name != "photos" else {above + name}
    return found


def test_every_field_of_the_schema_is_a_column_or_left_out_for_a_reason() -> None:
    """A plain key of an entry becomes a column by itself; for all others add a column, or name it in LEFT_OUT."""
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


def test_a_new_plain_key_of_an_entry_becomes_a_column_by_itself() -> None:
    class WithSlogan(Model):
        slogan: Annotated[str, Limit(80)] | None = key("khau_hieu", "Khẩu hiệu", default=None)

    assert further_keys(Model, *record_tables._MODEL_KEYS) == further_keys(Exemplar, *record_tables._PERSON_KEYS) == ()
    assert further_keys(WithSlogan, *record_tables._MODEL_KEYS) == ("slogan",)
    (column,) = schema_columns(WithSlogan, "slogan").columns
    assert (column.name, column.label, column.type) == ("khau_hieu", "Khẩu hiệu", ColumnType.TEXT)
