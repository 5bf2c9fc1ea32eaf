"""The plain form of a text, for rules: without diacritics, full-width forms, markup and invisible characters.

The case of letters stays. Each index in the plain form leads back to the original text.
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
# HTML entities and tags.
_MARKUP = re.compile(r"&#?\w{1,31};|</?[A-Za-z][^<>\n]{0,200}>")
_REPLACEMENTS = {"đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ς": "σ", "_": " ", "\t": "|", "\r": " ", "−": "-", "’": "'", "‘": "'", "ʼ": "'",
          "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n",
          "*": "", "`": "", "~": "", "\\": ""}  # fmt: skip


class _Letters(dict[int, str]):
    """The plain form of each character, computed at its first use."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = _REPLACEMENTS.get(char)
        if plain is None:
            plain = "".join(_letter(part) for part in unicodedata.normalize("NFKD", char))
        self[code] = plain
        return plain


def _letter(char: str) -> str:
    if char in _REPLACEMENTS:
        return _REPLACEMENTS[char]
    kind = unicodedata.category(char)
    if kind == "Nd":
        return str(unicodedata.digit(char))
    return {"Mn": "", "Me": "", "Cf": "", "Zs": " ", "Pd": "-"}.get(kind, char)


_LETTERS = _Letters()


class PlainText:
    """A text (``written``) and its plain form (``text``). whole: rules search all of it, not only around their key words."""

    def __init__(self, text: str, *, whole: bool = False) -> None:
        self.written = text
        same_length = _MARKUP.sub(_without_markup, text) if "&" in text or "<" in text else text
        self._same_length = same_length
        self.text = same_length.translate(_LETTERS)
        self._whole = whole

    @cached_property
    def lower(self) -> str:
        """The plain form in lower case, with the same indexes."""
        lower = self.text.lower()
        return lower if len(lower) == len(self.text) else "".join(char.lower()[:1] for char in self.text)

    def near(self, words: Mapping[str, tuple[str, ...]], before: int, after: int) -> list[Span]:
        """Return the surroundings of key words. words: lower-case word → the ways in which the text may go on."""
        return self.around(
            (place for word, ends in words.items() for place in _places(word, ends, self.lower)), before, after
        )

    def around(self, places: Iterable[int], before: int, after: int) -> list[Span]:
        """Return the surroundings of indexes; overlapping ones are joined. before, after: characters."""
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
        """Yield the matches of a pattern in the spans for which ``right`` is true; else the search goes on one character later."""
        for start, stop in spans:
            place = start
            while found := pattern.search(self.text, place, stop):
                # A match at the end of a span is repeated without that limit, because a word may go on there.
                match = found if found.end() < stop else pattern.match(self.text, found.start())
                is_right = match is not None and right(match)
                if match and is_right:
                    yield match
                    place = max(match.end(), found.start() + 1)
                else:
                    place = found.start() + 1

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(len(_LETTERS[ord(char)]) for char in self._same_length))

    def at(self, place: int) -> int:
        """Return the index in the original text of a character of the plain form."""
        return bisect_right(self._ends, place)

    def slice(self, start: int, stop: int) -> tuple[int, str]:
        """Return the start and text of a span in the original, with the combining marks of its last letter."""
        first, end = self.at(start), self.at(stop - 1) + 1
        while end < len(self.written) and unicodedata.combining(self.written[end]):
            end += 1
        return first, self.written[first:end]

    def word(self, start: int, stop: int) -> str:
        """Return the original text of a span in NFKC without format characters."""
        written = unicodedata.normalize("NFKC", self.slice(start, stop)[1])
        return "".join(char for char in written if unicodedata.category(char) != "Cf")


def _places(word: str, ends: tuple[str, ...], text: str) -> Iterator[int]:
    place = text.find(word)
    while place >= 0:
        if text.startswith(ends, place + len(word)):
            yield place
        place = text.find(word, place + 1)


def _without_markup(found: re.Match[str]) -> str:
    """Return an entity's character, or a space or nothing for a tag, padded to the same length."""
    breaks = re.match(r"</?(?:br|p|li|ul|ol|t[drh]|div|h\d|d[dt])\b", found[0], re.I)
    shown = unescape(found[0]) if found[0].startswith("&") else " " if breaks else ""
    return (shown + _HIDDEN * len(found[0]))[: len(found[0])] if len(shown) <= len(found[0]) else found[0]
