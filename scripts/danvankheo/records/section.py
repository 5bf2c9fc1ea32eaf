"""How the keys of front matter are declared (``Section``, ``key``), and their order in a file."""

from __future__ import annotations

from datetime import date
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo


class Stage(IntEnum):
    """The stage of a model. Each stage requires what the one before requires, and more."""

    REGISTERED = 0
    ACTIVE = 1
    COMPLETED = 2
    PUT_FORWARD = 3


class Section(BaseModel):
    """A mapping of front matter: immutable, only with declared keys. noun: the Vietnamese word for one such mapping."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)
    noun: ClassVar[str] = "mục"


class Dated(Section):
    """A section that is valid from one day to another, both included; without days, always. Subclasses declare the two keys."""

    if TYPE_CHECKING:
        since: date | None
        until: date | None

    def valid_on(self, day: date) -> bool:
        """Tell whether it is valid on a day."""
        return self.valid_between(day, day)

    def valid_between(self, first: date, last: date) -> bool:
        """Tell whether it is valid on at least one day from ``first`` to ``last``."""
        return (self.since is None or self.since <= last) and (self.until is None or first <= self.until)


def key(
    alias: str,
    label: str,
    *,
    example: str = "",
    help: str = "",
    needed: Stage | None = None,
    ahead: bool = False,
    after: str = "",
    offered: bool = False,
    body: bool = False,
    **extra: Any,
) -> Any:
    """Declare a key.

    alias: the key in the file, Vietnamese without diacritics; label, help: what people read about it; example: a value to
    copy, a block value begins with a line break; needed: the stage from which it is required.
    ahead: a day may be in the future (it is planned), a year may be the next one; all others must not be after today.
    after: in a schema that extends another, the inherited field this one follows in the file (``in_file``).
    offered: a new file (``dvk new``, docs/mau-bai.md) shows the key even if it is optional.
    body: the text names a body of the Union, the Party or the state; one that has ended is told (``rules/bodies.py``).

    extra: arguments of pydantic's ``Field``; without a ``default`` the key is required at every stage.
    """
    words: dict[str, Any] = {"needed": int(needed)} if needed is not None else {}
    words |= {"ahead": True} if ahead else {}
    words |= {"after": after} if after else {}
    words |= {"offered": True} if offered else {}
    words |= {"body": True} if body else {}
    return Field(alias=alias, title=label, description=help, examples=[example] if example else None,
                 json_schema_extra=words or None, **extra)  # fmt: skip


def declared(info: FieldInfo, word: str) -> Any:
    """Return the value that ``key`` declares for a field as "needed", "ahead", "after", "offered" or "body"; None without one."""
    return info.json_schema_extra.get(word) if isinstance(info.json_schema_extra, dict) else None


def stage_needed(info: FieldInfo) -> Stage | None:
    """Return the stage from which a field is due; None when it is never due, or required at every stage."""
    needed = declared(info, "needed")
    return None if needed is None else Stage(needed)


@cache
def in_file(schema: type[BaseModel]) -> tuple[str, ...]:
    """Return the attributes of a schema in the order of their keys in a file: the order of declaration.

    Fields of a schema that extends another come after the inherited ones, unless ``after`` moves them and the ones
    declared below them up. Raises ValueError when ``after`` names no inherited field.
    """
    order: list[str] = []
    place = 0
    for name, info in schema.model_fields.items():
        if follows := declared(info, "after"):
            place = order.index(follows) + 1
        order.insert(place, name)
        place += 1
    return tuple(order)


def keys_in_file(schema: type[BaseModel]) -> tuple[str, ...]:
    """Return the keys of a schema as people write them, in the order of the file."""
    return tuple(schema.model_fields[name].alias or name for name in in_file(schema))
