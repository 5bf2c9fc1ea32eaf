"""The format of the search index: results and postings as JSON, cut into small files.

JSON text is compressed by every server; ``search-engine.js`` reads it. docs/search.md describes the files.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from zlib import crc32

from danvankheo.base.artifact import digest
from danvankheo.media.photo_rules import Memory
from danvankheo.outputs.search.documents import Document, Facets
from danvankheo.outputs.search.postings import MergedPostings, Portion, Spellings, collect, symbol

# Characters in a file of postings: a first query needs a few files; a small site has small ones, a large one not too many.
_SHARD_CHARS = 1_100
_SHARD_CHARS_MOST = 12_000
_FEW, _PER_SHARD_FEW, _PER_SHARD = 500, 3, 6
# Hexadecimal digits of the digest in a file's name: enough to tell thousands of files apart.
_TAG = 10
# One word in this many may end a file that is half full (see ``_grouped``).
_ENDS = 8
# One document in this many, chosen by its address, begins a portion; so a new document changes one portion alone.
_PORTION, _PORTION_MOST = 64, 1_000


def build(
    documents: Iterable[Document], labels: Mapping[str, Sequence[object]], memory: Memory | None = None
) -> dict[str, str]:
    """Return the files of the index by name: "d…" results, "p…" postings, "" the file that is read first.

    The names of the others are digests of their content, so an address never changes its bytes and a changed story changes
    few addresses; the first file lists the digests in order. memory: keeps the postings of portions between builds.
    """
    postings, spellings = MergedPostings(), Spellings()
    columns: list[Facets] = []
    results: list[list[object]] = []
    for portion in _portions(documents):
        postings.add(_postings(portion, spellings, memory))
        for document in portion:
            columns.append(document.facets)
            result = document.result
            results.append([result.href, result.title, result.summary, result.role, int(result.sample)])
    per = _PER_SHARD_FEW if len(results) < _FEW else _PER_SHARD
    result_files = [_json(results[start : start + per]) for start in range(0, len(results), per)]
    often = postings.often()
    keys = sorted(often)
    firsts: list[str] = []
    grouped: list[str] = []
    for first, text in _grouped(postings, keys, len(columns)):
        firsts.append(first)
        grouped.append(text)
    tags: dict[str, str] = {}
    files: dict[str, str] = {}
    for kind, group in (("d", result_files), ("p", grouped)):
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
        if portion and (len(portion) >= _PORTION_MOST or crc32(document.result.href.encode()) % _PORTION == 0):
            yield portion
            portion = []
        portion.append(document)
    if portion:
        yield portion


def _postings(portion: Sequence[Document], spellings: Spellings, memory: Memory | None) -> Portion:
    """Return a portion's postings; the memory keeps the last ones of each portion, by its first document."""
    name = f"search portion {portion[0].result.href}"
    inputs = digest(*(document.inputs for document in portion))
    cached = memory.get(name) if memory is not None else None
    if cached:
        known, count, rows, pairs = json.loads(cached)
        if known == inputs:
            return Portion(count, rows, pairs)
    made = collect((document.text() for document in portion), spellings)
    if memory is not None:
        memory.put(name, _json([inputs, *made]).encode())
    return made


# One encoder for all: ``json.dumps`` would make one for each of tens of thousands of words.
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _grouped(postings: MergedPostings, keys: list[str], count: int) -> Iterator[tuple[str, str]]:
    """Yield files of postings, each with its first word: neighbours in the alphabet together, until a file is long enough.

    The ends of files depend on the words themselves, so when a story makes one file longer, most others stay the same.
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
    """Return sorted words in front coding: the number of letters shared with the word before, then the rest."""
    parts = []
    before = ""
    for word in lexicon:
        shared = 0
        while shared < min(9, len(word), len(before)) and word[shared] == before[shared]:
            shared += 1
        parts.append(f"{shared}{word[shared:]}")
        before = word
    return " ".join(parts)
