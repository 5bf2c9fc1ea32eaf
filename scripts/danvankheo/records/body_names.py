"""Whether a text names a body: its full name, another name, or one of these without the place, in whole words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from danvankheo.base.text import fold, normalize

_TOKEN = re.compile(r"\w+|[^\w\s]")


def names_one_of(text: str, names: Iterable[str], place: str = "") -> bool:
    """Tell whether a text names a body that has these names.

    place: the name of the body's place. "Huyện Đoàn X" is also named by "VP Huyện Đoàn"; by "Huyện Đoàn Y", another place's
    body of the same name, it is not; nor by "X" alone.
    """
    tokens = _tokens(text)
    return any(_is_named(tokens, name, place) for name in names)


@lru_cache(maxsize=4096)
def _tokens(text: str) -> tuple[tuple[str, str], ...]:
    """Return the words and marks of a text, each as written and folded."""
    return tuple((token, fold(token)) for token in _TOKEN.findall(normalize(text)))


def _is_named(tokens: tuple[tuple[str, str], ...], name: str, place: str) -> bool:
    words, of = tuple(word for _, word in _tokens(name)), tuple(word for _, word in _tokens(place))
    short = words[: -len(of)] if of and words[-len(of) :] == of else words
    if not short:
        return False
    folded = tuple(word for _, word in tokens)
    for start in range(len(tokens) - len(short) + 1):
        end = start + len(short)
        if folded[start:end] == short and (
            (of and folded[end : end + len(of)] == of) or _name_ends(tokens, start, end)
        ):
            return True
    return False


def _name_ends(tokens: tuple[tuple[str, str], ...], start: int, end: int) -> bool:
    """Tell whether a name ends there: nothing or a mark follows, or after a name in capitals a word of the sentence."""
    if end == len(tokens) or not tokens[end][0][0].isalpha():
        return True
    return tokens[end][0][0].islower() and tokens[start][0][0].isupper()
