"""A text as it sounds, for rules that must not be fooled by its dress: marks, width, markup and hidden characters are taken off.

The letters' case stays. Each place in the plain text can be led back to the text as it was written.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from html import unescape
from itertools import accumulate

Span = tuple[int, int]
_HIDDEN = "\u200b"
# What Markdown or HTML writes within a text and nobody sees: entities, tags.
_DRESS = re.compile(r"&#?\w{1,31};|</?[A-Za-z][^<>\n]{0,200}>")
_ALONE = {"đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ς": "σ", "_": " ", "\t": "|", "\r": " ", "−": "-", "’": "'", "‘": "'", "ʼ": "'",
          "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n",
          "*": "", "`": "", "~": "", "\\": ""}  # fmt: skip


class _Letters(dict[int, str]):
    """What a character becomes, worked out when it is met for the first time."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = _ALONE.get(char)
        if plain is None:
            plain = "".join(_letter(part) for part in unicodedata.normalize("NFKD", char))
        self[code] = plain
        return plain


def _letter(char: str) -> str:
    if char in _ALONE:
        return _ALONE[char]
    kind = unicodedata.category(char)
    if kind == "Nd":
        return str(unicodedata.digit(char))
    return {"Mn": "", "Me": "", "Cf": "", "Zs": " ", "Pd": "-"}.get(kind, char)


_LETTERS = _Letters()


class PlainText:
    """A text and its plain form. whole: rules look at all of it, not only at the surroundings of their words."""

    def __init__(self, text: str, *, whole: bool = False) -> None:
        self.written = text
        same_length = _DRESS.sub(_undressed, text) if "&" in text or "<" in text else text
        self._dressed = same_length
        self.text = same_length.translate(_LETTERS)
        self._whole = whole

    @cached_property
    def lower(self) -> str:
        """The plain form in small letters, place by place the same."""
        lower = self.text.lower()
        return lower if len(lower) == len(self.text) else "".join(char.lower()[:1] for char in self.text)

    def near(self, words: Mapping[str, tuple[str, ...]], before: int, after: int) -> list[Span]:
        """Return the surroundings of words that go on in one of some ways; all in small letters."""
        return self.around(
            (place for word, ends in words.items() for place in _places(word, ends, self.lower)), before, after
        )

    def around(self, places: Iterable[int], before: int, after: int) -> list[Span]:
        """Return the surroundings of some places, those that touch as one."""
        if self._whole:
            return [(0, len(self.text))]
        spans: list[Span] = []
        for place in sorted(places):
            start, stop = max(0, place - before), min(len(self.text), place + after)
            if spans and start <= spans[-1][1]:
                spans[-1] = spans[-1][0], max(stop, spans[-1][1])
            else:
                spans.append((start, stop))
        return spans

    def matches(
        self, pattern: re.Pattern[str], spans: Iterable[Span], right: Callable[[re.Match[str]], bool] = bool
    ) -> Iterator[re.Match[str]]:
        """Yield what a pattern finds there; behind one that is not right it looks on from the next letter."""
        for start, stop in spans:
            place = start
            while found := pattern.search(self.text, place, stop):
                # The end of the surroundings is no end of a word.
                there = found if found.end() < stop else pattern.match(self.text, found.start())
                is_right = there is not None and right(there)
                if there and is_right:
                    yield there
                    place = max(there.end(), found.start() + 1)
                else:
                    place = found.start() + 1

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(len(_LETTERS[ord(char)]) for char in self._dressed))

    def at(self, place: int) -> int:
        """Return where the character that gave this one is written."""
        return bisect_right(self._ends, place)

    def slice(self, start: int, stop: int) -> tuple[int, str]:
        """Return where a piece is written, and the piece as it is written, with the marks of its last letter."""
        first, end = self.at(start), self.at(stop - 1) + 1
        while end < len(self.written) and unicodedata.combining(self.written[end]):
            end += 1
        return first, self.written[first:end]

    def word(self, start: int, stop: int) -> str:
        """Return a piece with its marks, in the one usual form."""
        written = unicodedata.normalize("NFKC", self.slice(start, stop)[1])
        return "".join(char for char in written if unicodedata.category(char) != "Cf")


def _places(word: str, ends: tuple[str, ...], text: str) -> Iterator[int]:
    place = text.find(word)
    while place >= 0:
        if text.startswith(ends, place + len(word)):
            yield place
        place = text.find(word, place + 1)


def _undressed(found: re.Match[str]) -> str:
    """Return an entity's character or nothing for a tag, filled up so that places stay the same."""
    breaks = re.match(r"</?(?:br|p|li|ul|ol|t[drh]|div|h\d|d[dt])\b", found[0], re.I)
    said = unescape(found[0]) if found[0].startswith("&") else " " if breaks else ""
    return (said + _HIDDEN * len(found[0]))[: len(found[0])] if len(said) <= len(found[0]) else found[0]
