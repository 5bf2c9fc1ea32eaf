"""The ledger of withdrawals: digests of all pages and photos that were withdrawn, so that no release brings one back."""

from __future__ import annotations

import json
from collections.abc import Iterator

from danvankheo.base import withdrawal_ledger
from danvankheo.base.artifact import Artifact, digest
from danvankheo.base.withdrawal_ledger import row_of
from danvankheo.media.photo_rules import Memory, facts_of
from danvankheo.media.responsive_images import path_stem
from danvankheo.outputs.context import Context
from danvankheo.records.registry import Record, Registry
from danvankheo.records.schema import Article


def artifacts(context: Context) -> Iterator[Artifact]:
    """Yield the ledger."""
    data = ledger_bytes(context.registry, context.memory)
    yield Artifact(withdrawal_ledger.FILE, digest(data), lambda: data, "models/, exemplars/, content/tin/")


def ledger_bytes(registry: Registry, memory: Memory) -> bytes:
    """Return the ledger as JSON: its rows in order."""
    return json.dumps(sorted(set(_rows(registry, memory))), indent=0).encode("utf-8")


def _rows(registry: Registry, memory: Memory) -> Iterator[str]:
    """Yield a row for each withdrawn page, for each withdrawn photo, and for each of these photos on its page.

    Former addresses of a page have rows, too. A photo's own row needs its file; the row of page and photo does not.
    """
    for page, record in registry.withdrawn.items():
        yield from (row_of(name) for name in _names(page, record))
        yield from _photos(registry, record, [photo.file for photo in record.data.photos], memory)
    groups = [
        ("mo-hinh", registry.models.values()),
        ("dien-hinh", registry.exemplars.values()),
        ("tin", registry.news.values()),
    ]
    public: list[tuple[str, Record[Article]]] = [(f"{folder}/{r.slug}", r) for folder, group in groups for r in group]
    for page, record in (*public, *registry.hidden.items()):
        withdrawn = [photo.file for photo in record.data.photos if photo.withdrawn]
        yield from (row_of(name, f"{record.slug}/{file}") for file in withdrawn for name in _names(page, record))
        yield from _photos(registry, record, withdrawn, memory)


def _photos(registry: Registry, record: Record[Article], files: list[str], memory: Memory) -> Iterator[str]:
    """Yield the rows of photos by the name they are served under; a photo without a file has none."""
    for name in files:
        facts = facts_of(registry.photo_file(record, name), memory)
        if facts.is_photo:
            yield row_of(path_stem(facts))


def _names(page: str, record: Record[Article]) -> Iterator[str]:
    yield page
    yield from (f"{page.partition('/')[0]}/{former}" for former in record.data.former_slugs)
