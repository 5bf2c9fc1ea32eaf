"""The catalogue of problem codes: the words ``dvk explain`` prints. They stand in ``catalogue.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Entry:
    """title: the mistake in a few words; why: why it matters; how: how to mend it, with an example where one helps."""

    title: str
    why: str
    how: str


@cache
def catalogue() -> dict[str, Entry]:
    """Return every entry by its code, in order."""
    text = files(__package__).joinpath("catalogue.toml").read_text("utf-8")
    return {code: Entry(**words) for code, words in sorted(tomllib.loads(text).items())}
