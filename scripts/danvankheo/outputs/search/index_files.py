"""The files of the search index as artifacts: taken over from the last build, or made beside the drawing of pages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Set
from functools import partial

from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.hands import Hands
from danvankheo.media.photo_rules import Memory
from danvankheo.outputs.search.documents import documents, labels, years_of
from danvankheo.outputs.search.index import build
from danvankheo.records.registry import Registry

FIRST_FILE = "tim-kiem/chi-muc.json"
FOLDER = "assets/tim-kiem/"
# With fewer entries an index that exists already is brought up to date faster than another process starts.
_FEW = 1_000
# The name under which the memory keeps the last index: a digest of its inputs and its addresses.
_LAST = "search index"


class IndexFiles:
    """The files of the index by their addresses; when a record changed, another process makes them."""

    def __init__(self, registry: Registry, memory: Memory) -> None:
        self.inputs = _inputs(registry)
        self._memory = memory
        inputs, *paths = (memory.get(_LAST) or b"").decode().split("\n")
        self.paths = paths if inputs == self.inputs else None
        self._make = partial(_index, registry, memory)
        self._files: dict[str, str] = {}
        few = bool(paths) and len(registry.models) + len(registry.exemplars) < _FEW
        self._hands = Hands(1) if few else Hands()
        if self.paths is None:
            years_of(registry)  # reads each entry's summary here, so that other processes need not
            self._hands.give(partial(self._made, frozenset(paths) - {FIRST_FILE}))

    def _made(self, before: Set[str]) -> bytes:
        """Return the files as JSON; those of the last index without their content, which the writer has already."""
        files = self._make().items()
        return json.dumps({path: "" if path in before else text for path, text in files}, ensure_ascii=False).encode()

    def wait(self) -> list[str]:
        """Return the addresses; waits for the index if it is being made."""
        if self.paths is None:
            (made,) = self._hands.results()
            self._files = json.loads(made)
            self.paths = list(self._files)
            self._memory.put(_LAST, "\n".join([self.inputs, *self.paths]).encode())
        return self.paths

    def file(self, path: str) -> bytes:
        """Return a file's bytes."""
        if not self._files.get(path):
            self._files = self._make()
        return self._files[path].encode("utf-8")


def begin(registry: Registry, memory: Memory) -> IndexFiles:
    """Begin to make the index, if a record changed since the last build."""
    return IndexFiles(registry, memory)


def artifacts(index: IndexFiles) -> Iterator[Artifact]:
    """Yield the files of the index."""
    for path in index.wait():
        # The name of every file but the first is a digest of its content, so the path is its inputs.
        yield Artifact(path, index.inputs if path == FIRST_FILE else path, partial(index.file, path), "models/")


def _inputs(registry: Registry) -> str:
    groups = (registry.models, registry.exemplars, registry.units, registry.fields, registry.types, registry.pages)
    return digest(*(part for group in groups for slug, record in group.items() for part in (slug, record.digest)))


def _index(registry: Registry, memory: Memory) -> dict[str, str]:
    """Return the files of the index by their addresses."""
    files = build(documents(registry), labels(registry), memory)
    return {f"{FOLDER}{name}.json" if name else FIRST_FILE: content for name, content in files.items()}
