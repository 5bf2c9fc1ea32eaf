"""How a field of the front matter is declared: what the schemas of entries and of the vocabulary are written with."""

from __future__ import annotations

from enum import IntEnum
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field


class Stage(IntEnum):
    """How far a model has come; each stage asks for what the earlier ones ask and more."""

    REGISTERED = 0
    ACTIVE = 1
    COMPLETED = 2
    PUT_FORWARD = 3


class Section(BaseModel):
    """A mapping of the front matter: closed, immutable, addressed by its Vietnamese keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)
    noun: ClassVar[str] = "mục"


def key(
    alias: str, label: str, *, example: str = "", help: str = "", needed: Stage | None = None, ahead: bool = False, **extra: Any
) -> Any:  # fmt: skip
    """Declare a field: its key in the file, the label people know, an example to copy, help, from which stage it is due.

    ahead: a day that may lie ahead (something planned), or a year that may be the next one; all others have come.

    Without a default in ``extra`` the field is required in its mapping whatever the stage.
    """
    words: dict[str, Any] = {"needed": int(needed)} if needed is not None else {}
    words |= {"ahead": True} if ahead else {}
    return Field(alias=alias, title=label, description=help, examples=[example] if example else None,
                 json_schema_extra=words or None, **extra)  # fmt: skip
