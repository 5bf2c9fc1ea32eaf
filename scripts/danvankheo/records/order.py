"""The order in which keys stand in a file: what a reader asks first comes first, what the office adds comes last."""

from __future__ import annotations

from pydantic import BaseModel

from danvankheo.records.schema import Exemplar, Model

_MODEL = """title unit field other_fields topics model_type address summary status started ended photos guideline owner forces
    method effect funding replicated_from put_forward awards sources byline consent approval published updated draft shares
    former_slugs withdrawn sample""".split()  # noqa: SIM905
_EXEMPLAR = """title unit position field year summary photos character achievement prestige awards sources byline consent
    approval published updated draft shares former_slugs withdrawn sample""".split()  # noqa: SIM905
_ORDERS: dict[type[BaseModel], list[str]] = {Model: _MODEL, Exemplar: _EXEMPLAR}


def in_file(schema: type[BaseModel]) -> tuple[str, ...]:
    """Return the schema's attributes in the order of the file; a section's are in the order it declares them."""
    return tuple(_ORDERS.get(schema, list(schema.model_fields)))


def keys_in_file(schema: type[BaseModel]) -> tuple[str, ...]:
    """Return the same as the keys people write."""
    return tuple(schema.model_fields[name].alias or name for name in in_file(schema))
