"""The index visitors search: what results show and the postings (``search_postings``), cut into small files.

Everything is JSON text, since every server compresses that; ``search-engine.js`` reads it back. docs/search.md describes
the files.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from danvankheo.base.artifact import digest
from danvankheo.media.photo_rules import Memory
from danvankheo.outputs.search.postings import Merged, Portion, Spellings, Text, collect, symbol

# A first query fetches a handful of files: small sites have small ones, large sites not too many.
_SHARD_CHARS = 1_100
_SHARD_CHARS_MOST = 12_000
_FEW, _PER_SHARD_FEW, _PER_SHARD = 500, 3, 6
# Hexadecimal digits of its digest that name a file: enough that thousands of files meet no twin.
_TAG = 10
# One word in so many may begin a file that the one before leaves half full.
_ENDS = 8
# One document in so many begins a portion: the portions after a new document are the old ones again.
_PORTION, _PORTION_MOST = 64, 1_000


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
    """One thing to be found. inputs: digest of all that ``text`` depends on, which is asked for when that is new."""

    shown: Shown
    facets: Facets
    inputs: str
    text: Callable[[], Text]


def build(
    documents: Iterable[Document], labels: Mapping[str, Sequence[object]], memory: Memory | None = None
) -> dict[str, str]:
    """Return the files of the index by name: "d…" what results show, "p…" postings, "" what is read first.

    The others are named by a digest of what is in them, so that an address never changes its bytes and a changed story
    changes few addresses; the first file lists the digests in order. memory: where portions of the postings are kept.
    """
    postings, spellings = Merged(), Spellings()
    columns: list[Facets] = []
    rows: list[list[object]] = []
    for portion in _portions(documents):
        postings.add(_kept(portion, spellings, memory))
        for document in portion:
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


def _portions(documents: Iterable[Document]) -> Iterator[list[Document]]:
    portion: list[Document] = []
    for document in documents:
        if portion and (len(portion) >= _PORTION_MOST or crc32(document.shown.href.encode()) % _PORTION == 0):
            yield portion
            portion = []
        portion.append(document)
    if portion:
        yield portion


def _kept(portion: Sequence[Document], spellings: Spellings, memory: Memory | None) -> Portion:
    """Return a portion's postings; the memory keeps one state of each, by the document it begins with."""
    name = f"search portion {portion[0].shown.href}"
    inputs = digest(*(document.inputs for document in portion))
    kept = memory.get(name) if memory is not None else None
    if kept:
        known, count, rows, pairs = json.loads(kept)
        if known == inputs:
            return Portion(count, rows, pairs)
    made = collect((document.text() for document in portion), spellings)
    if memory is not None:
        memory.put(name, _json([inputs, *made]).encode())
    return made


# Made once: ``json.dumps`` makes one for each of ten thousands of words.
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _grouped(postings: Merged, keys: list[str], count: int) -> Iterator[tuple[str, str]]:
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
