"""Explanations for ``dvk explain`` of the problem codes that no rule declares, read from ``catalogue.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Explanation:
    """What one problem code means.

    title: the mistake in a few words; why: why it matters; how: how to mend it; bad, good: lines of a file with the
    mistake and without it, "" where there is no example.
    """

    title: str
    why: str
    how: str
    bad: str = ""
    good: str = ""


@cache
def catalogue() -> dict[str, Explanation]:
    """Return the explanations of ``catalogue.toml`` by code, in order."""
    text = files(__package__).joinpath("catalogue.toml").read_text("utf-8")
    return {code: Explanation(**words) for code, words in sorted(tomllib.loads(text).items())}
