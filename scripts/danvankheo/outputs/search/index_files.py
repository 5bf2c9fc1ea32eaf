"""The files of the search index as artifacts: their addresses are known from the last build while no record changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial

from danvankheo.base.artifact import Artifact, digest
from danvankheo.media.photo_rules import Memory
from danvankheo.outputs.search.documents import documents, labels
from danvankheo.outputs.search.index import build
from danvankheo.records.registry import Registry

FIRST_FILE = "tim-kiem/chi-muc.json"
FOLDER = "assets/tim-kiem/"
# The name under which the memory keeps the last index: a digest of its inputs and its addresses.
_LAST = "search index"


def artifacts(registry: Registry, memory: Memory) -> Iterator[Artifact]:
    """Yield the files of the index; the index itself is made when a record changed or a file is missing."""
    inputs = _inputs(registry)
    last, *paths = (memory.get(_LAST) or b"").decode().split("\n")
    files = cache(partial(_index, registry, memory))
    if last != inputs:
        paths = list(files())
        memory.put(_LAST, "\n".join([inputs, *paths]).encode())
    for path in paths:
        # The name of every file but the first is a digest of its content, so the path is its inputs.
        made = partial(_file, files, path)
        yield Artifact(path, inputs if path == FIRST_FILE else path, made, "models/")


def _file(files: Callable[[], dict[str, str]], path: str) -> bytes:
    return files()[path].encode("utf-8")


def _inputs(registry: Registry) -> str:
    groups = (registry.models, registry.exemplars, registry.units, registry.fields, registry.types, registry.pages)
    return digest(*(part for group in groups for slug, record in group.items() for part in (slug, record.digest)))


def _index(registry: Registry, memory: Memory) -> dict[str, str]:
    """Return the files of the index by their addresses."""
    files = build(documents(registry), labels(registry), memory)
    return {f"{FOLDER}{name}.json" if name else FIRST_FILE: content for name, content in files.items()}
