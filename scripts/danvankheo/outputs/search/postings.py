"""Postings by syllable: worked out for a portion of neighbouring documents, then merged over all portions.

A *posting* gives the weight of a word in a document (0–15, BM25 with weighted fields) and its places in the short fields.
Postings belong to a spelling (canon) below a key without marks: a query without marks finds all spellings, and one with
marks ranks the exact ones first. They are strings of the symbols that the browser reads. Documents are numbered within
their portion, so that a portion does not change with others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import chain, pairwise
from operator import sub
from typing import NamedTuple

from danvankheo.base.syllables import canon, key, words

LEVELS = 16
_FOLLOWERS = 8
# Places 0 to _BODY - 1 are in the short fields, the next _SPOTS in the body; words further back have none. Places in the
# body are kept only for words that are in few documents: at most _TOO_COMMON of all, and at most half of a portion with
# more than _SMALL documents; otherwise files would grow without limit.
_BODY, _SPOTS = 128, 1_900
_TOO_COMMON, _SMALL = 700, 64
# Places left free between two fields, so that a phrase does not match across them.
_FIELD_GAP = 3
_SATURATION = 2.0
_USUAL_BODY = 300
_MOST_TIMES = 24
# A longer gap is written in several steps: the symbols after this one are surrogates.
_LONGEST_GAP = 40_000


class DocumentText(NamedTuple):
    """The text of a document. short: (text, weight) of the short fields, the title first; body: all other text."""

    short: tuple[tuple[str, float], ...]
    body: str


class SpellingPostings(NamedTuple):
    """The postings of a spelling in a portion.

    key: without marks; canon: with marks; form: as it is shown; documents: their number; first, last: the first and the last
    document; gaps: from one document to the next; levels, places: weight and places in each document, of the short fields
    alone and together with the first place in each body; bodies: the number of bodies. With too many bodies the strings
    ending in ``_and_bodies`` are empty.
    """

    key: str
    canon: str
    form: str
    documents: int
    first: int
    last: int
    gaps: str
    levels: str
    places: str
    bodies: int
    levels_and_bodies: str
    places_and_bodies: str


class Portion(NamedTuple):
    """The postings of neighbouring documents. pairs: key → key that follows it in the short fields → how often."""

    documents: int
    rows: list[SpellingPostings]
    pairs: dict[str, dict[str, int]]


def symbol(number: int) -> str:
    """Return a number as one character: printable ASCII without quote and backslash first, then U+0100 on."""
    if number < 91:
        return chr(35 + number + (number > 56))
    return chr(165 + number)


class Spellings(dict[str, tuple[int, ...]]):
    """A text between two spaces → the numbers of its words' spellings; each such text is split once."""

    def __init__(self) -> None:
        self.named: list[tuple[str, str]] = []
        self.words: dict[str, list[str]] = {}
        self._numbers: dict[tuple[str, str], int] = {}

    def __missing__(self, piece: str) -> tuple[int, ...]:
        self.words[piece] = found = words(piece)
        self[piece] = numbers = tuple(map(self._number, found))
        return numbers

    def _number(self, word: str) -> int:
        name = key(word), canon(word)
        number = self._numbers.setdefault(name, len(self.named))
        if number == len(self.named):
            self.named.append(name)
        return number


def collect(texts: Iterable[DocumentText], spellings: Spellings) -> Portion:
    """Return the postings of neighbouring documents; spellings: shared by all portions."""
    builder = _PortionBuilder(spellings)
    for text in texts:
        builder.add(text)
    return builder.portion()


class _PortionBuilder:
    """Builds the postings of a portion, by the number of the spelling."""

    def __init__(self, spellings: Spellings) -> None:
        self._spellings = spellings
        self._count = 0
        self._pieces: set[str] = set()
        self._documents: dict[int, list[int]] = defaultdict(list)
        self._levels: dict[int, bytearray] = defaultdict(bytearray)
        # Numbers that hold the document and a place: all places in the short fields; the first place in the body.
        self._places: dict[int, list[int]] = defaultdict(list)
        self._spots: dict[int, list[int]] = defaultdict(list)
        self._pairs: Counter[tuple[int, int]] = Counter()

    def add(self, text: DocumentText) -> None:
        """Add the next document."""
        rows = [self._spelt(short) for short, _ in text.short]
        tokens = self._spelt(text.body)
        counts = Counter(tokens)
        norm = min(20, max(6, round(5 + 5 * len(tokens) / _USUAL_BODY)))
        self._add_short(rows, [weight for _, weight in text.short], counts, norm / 10)
        documents, levels, signs, number = self._documents, self._levels, _SIGNS[norm], self._count
        for spelling, times in counts.items():
            documents[spelling].append(number)
            levels[spelling].append(signs[times] if times < _MOST_TIMES else signs[-1])
        first = dict(zip(reversed(tokens), range(len(tokens) - 1, -1, -1), strict=True))
        spots, base = self._spots, number * _SPOTS
        for spelling, place in first.items():
            if place < _SPOTS:
                spots[spelling].append(base + place)
        self._count += 1

    def _spelt(self, text: str) -> list[int]:
        pieces = text.split()
        self._pieces.update(pieces)
        return list(chain.from_iterable(map(self._spellings.__getitem__, pieces)))

    def _add_short(self, rows: list[list[int]], heavy: list[float], counts: Counter[int], norm: float) -> None:
        """Add the short fields; their words are removed from ``counts``, the words of the body."""
        weights: dict[int, float] = {}
        places, base, place = self._places, self._count * _BODY, 0
        for row, weight in zip(rows, heavy, strict=True):
            for step, spelling in enumerate(row, base + place):
                weights[spelling] = weights.get(spelling, 0.0) + weight
                if step < base + _BODY:
                    places[spelling].append(step)
            self._pairs.update(pairwise(row))
            place += len(row) + _FIELD_GAP
        for spelling, weight in weights.items():
            sign = _LEVEL_OF[weight + counts.pop(spelling, 0) / norm]
            self._documents[spelling].append(self._count)
            row_ = places.get(spelling)
            self._levels[spelling].append(sign + (LEVELS if row_ and row_[-1] >= base else 0))

    def portion(self) -> Portion:
        """Return the postings of the added documents."""
        forms: dict[int, str] = {}
        for piece in self._pieces:
            for spelling, word in zip(self._spellings[piece], self._spellings.words[piece], strict=True):
                # Of several ways to write a syllable the last in the alphabet is the usual one: hòa, kỹ, lý.
                forms[spelling] = max(word, forms.get(spelling, ""))
        named = self._spellings.named
        rows = [self._row(*named[spelling], form, spelling) for spelling, form in sorted(forms.items())]
        pairs: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for (one, other), times in self._pairs.items():
            pairs[named[one][0]][named[other][0]] += times
        return Portion(self._count, rows, pairs)

    def _row(self, key: str, canon: str, form: str, spelling: int) -> SpellingPostings:
        documents, levels = self._documents[spelling], self._levels[spelling]
        spots = self._spots[spelling]
        placed: dict[int, list[int]] = {}
        for packed in self._places.get(spelling, ()):
            placed.setdefault(packed // _BODY, []).append(packed % _BODY)
        gaps = "".join(map(_SYMBOLS.__getitem__, map(sub, documents[1:], documents)))
        short = levels.decode("ascii"), "".join([_places(row) for row in placed.values()])
        if len(spots) > max(_SMALL, self._count) // 2:
            return SpellingPostings(
                key, canon, form, len(documents), documents[0], documents[-1], gaps, *short, _TOO_COMMON + 1, "", ""
            )
        for packed in spots:
            placed.setdefault(packed // _SPOTS, []).append(_BODY + packed % _SPOTS)
        for at, document in enumerate(documents):
            if levels[at] < _ZERO + LEVELS and document in placed:
                levels[at] += LEVELS
        long = (
            levels.decode("ascii"),
            "".join([_places(placed[document]) for document in documents if document in placed]),
        )
        return SpellingPostings(
            key, canon, form, len(documents), documents[0], documents[-1], gaps, *short, len(spots), *long
        )


class MergedPostings:
    """The postings of all documents, portion after portion."""

    def __init__(self) -> None:
        self._count = 0
        self._spellings: dict[tuple[str, str], _Spelling] = {}
        self._pairs: dict[str, dict[str, int]] = {}

    def add(self, portion: Portion) -> None:
        """Add the documents of the next portion."""
        spellings, base = self._spellings, self._count
        for row in portion.rows:
            name = row[0], row[1]
            spelling = spellings.get(name)
            if spelling is None:
                spelling = spellings[name] = _Spelling()
            spelling.add(row, base)
        for word, more in portion.pairs.items():
            known = self._pairs.setdefault(word, more)
            if known is not more:
                for other, times in more.items():
                    known[other] = known.get(other, 0) + times
        self._count += portion.documents

    def often(self) -> dict[str, int]:
        """Return for each key the number of documents with it; a document with two spellings counts twice."""
        found: dict[str, int] = defaultdict(int)
        for (word, _), spelling in self._spellings.items():
            found[word] += spelling.documents
        return found

    def rows(self) -> dict[str, list[list[str]]]:
        """Return for each key its spellings, the most frequent first: form, gaps, levels, places as symbols."""
        rows: dict[str, list[tuple[int, list[str]]]] = defaultdict(list)
        for (word, _), spelling in self._spellings.items():
            rows[word].append((-spelling.documents, spelling.row()))
        return {word: [row for _, row in sorted(found)] for word, found in rows.items()}

    def followers(self) -> dict[str, str]:
        """Return for each key the keys that most often follow it in titles and summaries."""
        return {
            # Keys with equal counts stay in the order of the alphabet.
            word: " ".join(sorted(sorted(found), key=found.__getitem__, reverse=True)[:_FOLLOWERS])
            for word, found in self._pairs.items()
        }


class _Spelling:
    """The postings of a spelling over all portions."""

    __slots__ = ("_bodies", "_form", "_gaps", "_last", "_long", "_short", "documents")

    def __init__(self) -> None:
        self.documents = 0
        self._form = ""
        self._last = -1
        self._bodies = 0
        self._gaps: list[str] = []
        self._short: list[tuple[str, str]] = []
        self._long: list[tuple[str, str]] = []

    def add(self, row: SpellingPostings, base: int) -> None:
        """Add the postings of a portion whose first document has the number ``base``."""
        _, _, form, documents, first, last, gaps, levels, places, bodies, long_levels, long_places = row
        self._gaps.append(_steps(base + first - self._last) + gaps)
        self._form = max(form, self._form)
        self.documents += documents
        self._last = base + last
        self._bodies += bodies
        self._short.append((levels, places))
        if self._bodies > _TOO_COMMON:
            self._long.clear()
        else:
            self._long.append((long_levels, long_places))

    def row(self) -> list[str]:
        """Return form, gaps, levels, places."""
        levels, places = zip(*(self._long or self._short), strict=True)
        return [self._form, "".join(self._gaps), "".join(levels), "".join(places)]


_SYMBOLS = tuple(symbol(number) for number in range(4_096))
_ZERO = ord(symbol(0))


def _places(row: list[int]) -> str:
    """Return the places of a word in one document: 2 × place, plus 1 for the last."""
    if len(row) == 1:
        return _SYMBOLS[2 * row[0] + 1]
    return "".join([_SYMBOLS[2 * place] for place in row[:-1]]) + _SYMBOLS[2 * row[-1] + 1]


def _steps(gap: int) -> str:
    """Return a gap of any length (1: the next document): steps of the greatest length, then the rest."""
    if gap < len(_SYMBOLS):
        return _SYMBOLS[gap]
    steps, rest = divmod(gap, _LONGEST_GAP)
    return symbol(_LONGEST_GAP) * steps + symbol(rest)


def _sign(weight: float) -> int:
    """Return the level of a weight, 1 to 15, as the code of its symbol."""
    return _ZERO + max(1, round((LEVELS - 1) * weight / (weight + _SATURATION)))


class _LevelOf(dict[float, int]):
    """Weight → level; there are few different weights."""

    def __missing__(self, weight: float) -> int:
        self[weight] = level = _sign(weight)
        return level


_LEVEL_OF = _LevelOf()
# By the length of a body (6 to 20, 10 is usual): the levels of a word by its number of occurrences.
_SIGNS = {norm: [_sign(10 * times / norm) for times in range(_MOST_TIMES)] for norm in range(6, 21)}
