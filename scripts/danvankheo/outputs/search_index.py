"""The index visitors search: postings by syllable with ranking worked out beforehand, cut into small files.

A *posting* says that a document holds a word, how much the word weighs there (0–15, BM25 with weighted fields) and, for
the short fields, where it stands. Postings are kept per spelling (canon) below their key, so that a query without marks
meets all spellings and one with marks ranks the right ones first. Everything is JSON text, since every server compresses
that; ``search-engine.js`` reads it back. docs/search.md describes the files.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from operator import sub
from zlib import crc32

from danvankheo.base.artifact import digest
from danvankheo.base.syllables import canon, key, words

LEVELS = 16
# A first query fetches a handful of files: small sites have small ones, large sites not too many.
_SHARD_CHARS = 1_100
_SHARD_CHARS_MOST = 12_000
_FEW, _PER_SHARD_FEW, _PER_SHARD = 500, 3, 6
# Hexadecimal digits of its digest that name a file: enough that thousands of files meet no twin.
_TAG = 10
# One word in so many may begin a file that the one before leaves half full.
_ENDS = 8
_FOLLOWERS = 8
# The short fields have so many places, words further back none; then come those of the body, kept only for words that
# few documents hold, so that no file grows without end.
_BODY, _SPOTS = 128, 1_900
_TOO_COMMON = 700
# Fields never run into one another.
_FIELD_GAP = 3
_SATURATION = 2.0
_USUAL_BODY = 300
_MOST_TIMES = 24
# Gaps beyond are cut into steps: the next symbols would be surrogates.
_LONGEST_GAP = 40_000


@dataclass(frozen=True, slots=True)
class Shown:
    """What a result shows: where it leads, its title, its summary, a line about the person, whether it is a sample."""

    href: str
    title: str
    summary: str
    role: str = ""
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Facets:
    """What results can be narrowed by; each is a number into the labels given to ``build``."""

    field: int
    unit: int
    year: int
    kind: int


@dataclass(frozen=True, slots=True)
class Document:
    """One thing to be found. short: (text, weight) of the short fields, the title first; body: everything else."""

    shown: Shown
    facets: Facets
    short: tuple[tuple[str, float], ...]
    body: str


def build(documents: Iterable[Document], labels: Mapping[str, Sequence[object]]) -> dict[str, str]:
    """Return the files of the index by name: "d…" what results show, "p…" postings, "" what is read first.

    The others are named by a digest of what is in them, so that an address never changes its bytes and a changed story
    changes few addresses; the first file lists the digests in order.
    """
    postings = _Postings()
    columns: list[Facets] = []
    rows: list[list[object]] = []
    for number, document in enumerate(documents):
        postings.add(number, document)
        columns.append(document.facets)
        row = document.shown
        rows.append([row.href, row.title, row.summary, row.role, int(row.sample)])
    per = _PER_SHARD_FEW if len(rows) < _FEW else _PER_SHARD
    shown = [_json(rows[start : start + per]) for start in range(0, len(rows), per)]
    often = postings.often()
    keys = sorted(often)
    firsts: list[str] = []
    grouped: list[str] = []
    for first, text in _grouped(postings, keys, len(columns)):
        firsts.append(first)
        grouped.append(text)
    tags: dict[str, str] = {}
    files: dict[str, str] = {}
    for kind, group in (("d", shown), ("p", grouped)):
        names = [digest(content)[:_TAG] for content in group]
        tags[kind] = "".join(names)
        files |= zip(map(kind.__add__, names), group, strict=True)
    lexicon = [word for word in keys if not word[0].isdigit()]
    files[""] = _json({
        "count": len(columns), "shard": per, "words": _front_coded(lexicon),
        "often": "".join(symbol(often[word].bit_length()) for word in lexicon), "firsts": " ".join(firsts),
        "columns": {name: "".join(symbol(getattr(row, name)) for row in columns) for name in Facets.__slots__},
        "labels": labels, "tags": tags,
    })  # fmt: skip
    return files


def symbol(number: int) -> str:
    """Return a number as one character: printable ASCII without quote and backslash first, then U+0100 on."""
    if number < 91:
        return chr(35 + number + (number > 56))
    return chr(165 + number)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class _Spellings(dict[str, tuple[int, ...]]):
    """From what stands between spaces to the numbers of its words' spellings; each such piece is taken apart once."""

    def __init__(self) -> None:
        self.word_keys: list[str] = []
        self.forms: list[str] = []
        self._by_canon: dict[tuple[str, str], int] = {}

    def __missing__(self, piece: str) -> tuple[int, ...]:
        self[piece] = numbers = tuple(map(self._number, words(piece)))
        return numbers

    def of(self, text: str) -> list[int]:
        """Return the words of a text."""
        return list(chain.from_iterable(map(self.__getitem__, text.split())))

    def _number(self, word: str) -> int:
        found, spelling = key(word), canon(word)
        number = self._by_canon.setdefault((found, spelling), len(self.forms))
        if number == len(self.forms):
            self.word_keys.append(found)
            self.forms.append(word)
        return number


class _Postings:
    """Postings as they are collected: per spelling the documents, the signs of the levels, and where the word stands."""

    def __init__(self) -> None:
        self._spellings = _Spellings()
        self._documents: list[array[int]] = []
        self._levels: list[bytearray] = []
        # Packed with the document's number: places in the short fields, all of them; the first place in the body, None
        # once a word is too common.
        self._places: list[array[int]] = []
        self._spots: list[array[int] | None] = []
        self._rare: set[int] = set()
        self._pairs: Counter[tuple[int, int]] = Counter()
        self._signs: dict[int, list[int]] = {}

    def add(self, number: int, document: Document) -> None:
        """Take in a document; documents come in the order of their numbers."""
        spellings = self._spellings
        rows = [spellings.of(text) for text, _ in document.short]
        tokens = spellings.of(document.body)
        for spelling in range(len(self._documents), len(spellings.forms)):
            self._documents.append(array("I"))
            self._levels.append(bytearray())
            self._places.append(array("I"))
            self._spots.append(array("I"))
            self._rare.add(spelling)
        counts = Counter(tokens)
        norm = min(20, max(6, round(5 + 5 * len(tokens) / _USUAL_BODY)))
        self._add_short(number, rows, [weight for _, weight in document.short], counts, norm / 10)
        signs = self._signs.get(norm) or self._signs.setdefault(norm, _signs(norm / 10))
        documents, levels = self._documents, self._levels
        for spelling, times in counts.items():
            documents[spelling].append(number)
            levels[spelling].append(signs[times] if times < _MOST_TIMES else signs[-1])
        self._add_spots(number, tokens)

    def _add_short(
        self, number: int, rows: list[list[int]], heavy: list[float], counts: Counter[int], norm: float
    ) -> None:
        """Take in the short fields; the counts of their words in the body are taken out."""
        weights: dict[int, float] = {}
        places, base, place = self._places, number * _BODY, 0
        for row, weight in zip(rows, heavy, strict=True):
            for step, spelling in enumerate(row, base + place):
                weights[spelling] = weights.get(spelling, 0.0) + weight
                if step < base + _BODY:
                    places[spelling].append(step)
            self._pairs.update(pairwise(row))
            place += len(row) + _FIELD_GAP
        for spelling, weight in weights.items():
            sign = _sign(weight + counts.pop(spelling, 0) / norm)
            self._documents[spelling].append(number)
            row_ = places[spelling]
            self._levels[spelling].append(sign + (LEVELS if row_ and row_[-1] >= base else 0))

    def _add_spots(self, number: int, tokens: list[int]) -> None:
        """Note down where words that are not too common first stand in the body."""
        first = dict(zip(reversed(tokens), range(len(tokens) - 1, -1, -1), strict=True))
        base = number * _SPOTS
        for spelling in self._rare & first.keys():
            spots = self._spots[spelling]
            if spots is not None and first[spelling] < _SPOTS:
                spots.append(base + first[spelling])
                if len(spots) > _TOO_COMMON:
                    self._spots[spelling] = None
                    self._rare.discard(spelling)

    def often(self) -> dict[str, int]:
        """Return in how many documents words of a key stand (a document with two spellings counts twice)."""
        found: dict[str, int] = defaultdict(int)
        for word, documents in zip(self._spellings.word_keys, self._documents, strict=True):
            found[word] += len(documents)
        return found

    def rows(self) -> dict[str, list[list[str]]]:
        """Return per key its spellings, the most frequent first: form, gaps, levels, places as symbols."""
        rows: dict[str, list[tuple[int, list[str]]]] = defaultdict(list)
        for number, word in enumerate(self._spellings.word_keys):
            row = [self._spellings.forms[number], *self._encoded(number)]
            rows[word].append((-len(self._documents[number]), row))
        return {word: [row for _, row in sorted(found)] for word, found in rows.items()}

    def _encoded(self, spelling: int) -> tuple[str, str, str]:
        documents, levels = self._documents[spelling], self._levels[spelling]
        gaps = list(map(sub, documents, chain((-1,), documents)))
        shown = "".join(map(_SYMBOLS.__getitem__, gaps) if max(gaps) < len(_SYMBOLS) else map(_steps, gaps))
        placed: dict[int, list[int]] = {}
        for packed in self._places[spelling]:
            placed.setdefault(packed // _BODY, []).append(packed % _BODY)
        if spots := self._spots[spelling]:
            for packed in spots:
                placed.setdefault(packed // _SPOTS, []).append(_BODY + packed % _SPOTS)
            for at, document in enumerate(documents):
                if levels[at] < _ZERO + LEVELS and document in placed:
                    levels[at] += LEVELS
        return shown, levels.decode("ascii"), "".join([_places(placed[number]) for number in sorted(placed)])

    def followers(self) -> dict[str, str]:
        """Return per key the keys that most often come next in titles and summaries."""
        keys = self._spellings.word_keys
        pairs: dict[str, Counter[str]] = defaultdict(Counter)
        for (first, second), times in self._pairs.items():
            pairs[keys[first]][keys[second]] += times
        return {
            word: " ".join(sorted(found, key=lambda other: (-found[other], other))[:_FOLLOWERS])
            for word, found in pairs.items()
        }


_SYMBOLS = tuple(symbol(number) for number in range(4_096))
_ZERO = ord(symbol(0))


def _places(row: list[int]) -> str:
    """Return where a word stands in one document; odd numbers are the last."""
    if len(row) == 1:
        return _SYMBOLS[2 * row[0] + 1]
    return "".join([_SYMBOLS[2 * place] for place in row[:-1]]) + _SYMBOLS[2 * row[-1] + 1]


def _steps(gap: int) -> str:
    """Return a gap of any length (1: the next document): full steps, then the rest."""
    steps, rest = divmod(gap, _LONGEST_GAP)
    return symbol(_LONGEST_GAP) * steps + symbol(rest)


def _sign(weight: float) -> int:
    """Return the level of a weight, 1 to 15, as the code of its symbol."""
    return _ZERO + max(1, round((LEVELS - 1) * weight / (weight + _SATURATION)))


def _signs(norm: float) -> list[int]:
    """Return the levels of a word by how often it stands in a body of this length."""
    return [_sign(times / norm) for times in range(_MOST_TIMES)]


def _grouped(postings: _Postings, keys: list[str], count: int) -> Iterator[tuple[str, str]]:
    """Yield files of postings: neighbours in the alphabet together, until a file is long enough.

    Where a file ends depends on the words themselves: after a place where a story made one longer, the next ends are
    the old ones again.
    """
    rows, followers = postings.rows(), postings.followers()
    enough = min(_SHARD_CHARS_MOST, _SHARD_CHARS + 2 * count)
    group: list[str] = []
    first, size = "", 0
    for word in keys:
        text = f"{_json(word)}:{_json([followers.get(word, ''), *rows[word]])}"
        if group and (size + len(text) > enough or (size > enough // 2 and crc32(word.encode()) % _ENDS == 0)):
            yield first, "{" + ",".join(group) + "}"
            group, size = [], 0
        if not group:
            first = word
        group.append(text)
        size += len(text)
    if group:
        yield first, "{" + ",".join(group) + "}"


def _front_coded(lexicon: Sequence[str]) -> str:
    """Return sorted words, each as a digit (letters shared with the one before) and the rest."""
    parts = []
    before = ""
    for word in lexicon:
        shared = 0
        while shared < min(9, len(word), len(before)) and word[shared] == before[shared]:
            shared += 1
        parts.append(f"{shared}{word[shared:]}")
        before = word
    return " ".join(parts)
