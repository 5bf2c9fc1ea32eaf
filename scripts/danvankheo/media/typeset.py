"""Breaks Vietnamese titles into lines without splitting words or names. Pure functions: the caller measures text widths.

Vietnamese has a space between syllables, not between words, so a break at any space may split a word: "hệ thống chính / trị".
Every space gets a cost. The set of lines with the least total cost is chosen; lines of uneven length add to the cost.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

# Returns the width of a text, in the unit of the line width.
Measure = Callable[[str], float]

# Costs of a break: where only no other break is possible; inside a word of two syllables; inside a longer word, or between the
# kind and the name of a place; where a line ends or begins badly; elsewhere; after punctuation.
FORBIDDEN, IN_WORD, IN_NAME, AVOIDED, NEUTRAL, PREFERRED = 400.0, 60.0, 24.0, 14.0, 0.0, -3.0
# Cost of a line with a single short word.
_LONE_SYLLABLE = 90.0
# A name of this many syllables may be broken: no line has room for it.
_LONG_NAME = 5
_ELLIPSIS = "…"
# The most characters looked at; longer than any format shows.
_MAX_TEXT = 600

_QUOTES = "“”‘’\"'«»()[]"
_NUMBER = re.compile(r"[(“]?\d[\d.,/–-]*\Z")


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Lines of text, the font size they fit at (pixels), and the cost of their breaks."""

    lines: tuple[str, ...]
    size: int
    cost: float = 0.0


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    """Return the word lists of ``words.toml`` by name."""
    lists = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
    return {name: frozenset(text.split()) for name, text in lists.items() if name != "phrases"}


@lru_cache(maxsize=1)
def _phrases() -> dict[tuple[str, ...], float]:
    """Return the words of several syllables, each with the cost of a break inside it."""
    text = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))["phrases"]
    phrases = (tuple(phrase.split()) for phrase in " ".join(text.split()).split("|"))
    return {phrase: IN_WORD if len(phrase) == 2 else IN_NAME for phrase in phrases}


def break_costs(words: list[str]) -> list[float]:
    """Return the cost of a line break after each word but the last."""
    costs = [_break_cost(words, place) for place in range(len(words) - 1)]
    plain = [_bare(word).lower() for word in words]
    for (start, length), cost in _phrases_in(plain).items():
        for place in range(start, start + length - 1):
            if not words[place].endswith((",", ";", ":", ".")):
                costs[place] = max(costs[place], cost)
    for start, length in _long_names(words):
        costs[start + 1 : start + length - 2] = [IN_NAME] * (length - 3)
    for place in range(len(words) - 2):
        if plain[place : place + 3] == ["dân", "vận", "khéo"]:
            costs[place] = costs[place + 1] = FORBIDDEN
    return costs


def _long_names(words: list[str]) -> list[tuple[int, int]]:
    """Return start and length of names of five or more syllables, which may be broken but for two syllables at each end."""
    found, start = [], 0
    for place in range(len(words) + 1):
        inside = place < len(words) and words[place][:1].isupper() and not words[place].isupper()
        inside = inside and words[place].lower() not in _words()["places"] - {"trường"}
        if not inside or (place > start and words[place - 1].endswith((",", ".", ":", ";"))):
            if place - start >= _LONG_NAME:
                found.append((start, place - start))
            start = place + (not inside)
    return found


def _phrases_in(plain: list[str]) -> dict[tuple[int, int], float]:
    """Return start and length of each known phrase, with the cost of a break inside it."""
    known = _phrases()
    found = {}
    for start in range(len(plain)):
        for length in range(2, 6):
            cost = known.get(tuple(plain[start : start + length]))
            if cost is not None and start + length <= len(plain):
                found[start, length] = cost
    return found


def _bare(word: str) -> str:
    """Return a word without quotes and punctuation."""
    return word.strip(_QUOTES + ",.;:!?")


def _break_cost(words: list[str], place: int) -> float:
    """Return the cost of a break after ``words[place]``, judged by that word and its neighbours."""
    word, following = words[place], words[place + 1]
    left, right = _bare(word), _bare(following)
    if following in ("–", "-", "—", "·", "+", "&"):
        return FORBIDDEN
    if word in ("–", "-", "—", "·", "+", "&") or word.endswith((",", ";", ":", ".", "!", "?", ")")):
        return PREFERRED
    if _is_number(words, place) or (
        _NUMBER.match(right) and left.lower() in _words()["counted_before"] | _words()["qualifiers"]
    ):
        return FORBIDDEN
    if following[0] in "“‘(" and word[0] not in "“‘(":
        return PREFERRED
    if left.lower() in _words()["scales"] and place and _NUMBER.match(_bare(words[place - 1])):
        return FORBIDDEN
    if left.lower() == right.lower():
        return IN_WORD
    named = right[:1].isupper()
    if named and left.lower() in _words()["places"] and (left.islower() or not place):
        return IN_NAME
    if named and left[:1].isupper() and not left.isupper():
        return IN_WORD if place else AVOIDED
    if left.lower() in _words()["ends_badly"]:
        return AVOIDED
    return PREFERRED if right.lower() in _words()["joints"] else NEUTRAL


def _is_number(words: list[str], place: int) -> bool:
    """Tell whether a word is a number whose unit follows; "năm 2023" needs none."""
    if not _NUMBER.match(words[place].lstrip("(“")):
        return False
    return not (place and _bare(words[place - 1]).lower() in _words()["counted_before"])


def break_lines(text: str, measure: Measure, width: float, most: int) -> TextBlock | None:
    """Return the text in at most ``most`` lines no wider than ``width``, None if it does not fit; the size stays 0."""
    words = text[:_MAX_TEXT].split()
    if not words:
        return TextBlock((), 0)
    space = measure(" ")
    widths = [measure(word) for word in words]
    if len(text) > _MAX_TEXT or sum(widths) > most * width or max(widths) > width:
        return None  # cannot fit, so no break is tried
    costs = break_costs(words)
    best: TextBlock | None = None
    for count in range(1, most + 1):
        found = _break_into(words, widths, space, costs, width, count)
        if found is not None and (best is None or found.cost + 8 * count < best.cost + 8 * len(best.lines)):
            best = found
    return best


def _break_into(
    words: list[str], widths: list[float], space: float, costs: list[float], width: float, count: int
) -> TextBlock | None:
    """Return the words in exactly ``count`` lines with the least cost, None if they do not fit (dynamic programming)."""
    total = len(words)
    if total < count:
        return None
    ideal = min(width, (sum(widths) + space * (total - 1)) / count)
    # ways[n]: least cost, and its breaks, of the first n words in the lines so far
    ways: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for line in range(1, count + 1):
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, breaks) in ways.items():
            length = -space
            for end in range(start + 1, total + 1):
                length += space + widths[end - 1]
                if length > width:
                    break
                if (line == count) != (end == total):
                    continue
                price = cost + 60 * ((length - ideal) / width) ** 2
                price += _LONE_SYLLABLE if count > 1 and end - start == 1 and len(words[start]) < 9 else 0.0
                price += 0.0 if end == total else costs[end - 1]
                if end not in reached or price < reached[end][0]:
                    reached[end] = (price, (*breaks, end))
        ways = reached
    if total not in ways:
        return None
    cost, breaks = ways[total]
    return TextBlock(tuple(" ".join(words[a:b]) for a, b in zip((0, *breaks), breaks, strict=False)), 0, cost)


def fit(
    text: str, measure_at: Callable[[int], Measure], width: float, sizes: tuple[int, ...], most: int = 4
) -> TextBlock:
    """Return the text at the best of the sizes (largest first): a smaller size is chosen rather than a break inside a word.

    Text that does not fit at the smallest size ends at a word, with an ellipsis.
    """
    found: list[TextBlock] = []
    for size in sizes:
        block = break_lines(text, measure_at(size), width, most)
        if block is not None:
            found.append(TextBlock(block.lines, size, block.cost))
    if found:
        largest = found[0].size
        return min(found, key=lambda block: block.cost + 100 * (1 - block.size / largest))
    return _truncated(text, measure_at(sizes[-1]), width, sizes[-1], most)


def _truncated(text: str, measure: Measure, width: float, size: int, most: int) -> TextBlock:
    """Return as many words as fit, with an ellipsis; a word wider than a line is shortened."""
    words, room = [], most * width
    for word in text[:_MAX_TEXT].split():
        word = word[: _letters_that_fit(word, measure, width)]
        words.append(word)
        room -= measure(word)
        if room < 0:
            break
    while len(words) > 1:
        words.pop()
        if break_costs([*words, "x"])[-1] >= AVOIDED and len(words) > 1:
            continue
        block = break_lines(" ".join(words).rstrip(" ,;:–-") + _ELLIPSIS, measure, width, most)
        if block is not None:
            return TextBlock(block.lines, size, block.cost)
    return TextBlock((words[0] + _ELLIPSIS,) if words else (), size)


def _letters_that_fit(word: str, measure: Measure, width: float) -> int:
    """Return how many letters of a word fit a line together with an ellipsis, at least one (binary search)."""
    fits, too_many = 1, len(word) + 1
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        fits, too_many = (middle, too_many) if measure(word[:middle] + _ELLIPSIS) <= width else (fits, middle)
    return fits


def paragraph(text: str, measure: Measure, width: float, most: int) -> tuple[str, ...]:
    """Return the lines of running text, ending with an ellipsis if it does not fit."""
    block = break_lines(text, measure, width, most)
    return (block or _truncated(text, measure, width, 0, most)).lines
