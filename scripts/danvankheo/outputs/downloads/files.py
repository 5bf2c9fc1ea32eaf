"""The files of one data set: how each is made, and its size, hash and number of rows once made."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256

from danvankheo.base.artifact import Artifact
from danvankheo.media.photo_rules import Memory
from danvankheo.outputs.downloads.columns import DatasetTable


@dataclass(frozen=True, slots=True)
class FileStats:
    """Size of a file in bytes, its SHA-256 (hex), its number of rows (0 for a file without rows)."""

    size: int
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class DownloadFile:
    """A file to download. inputs: digest of everything its bytes depend on; rows: counts the rows in the bytes."""

    path: str
    inputs: str
    make: Callable[[], bytes]
    rows: Callable[[bytes], int] = lambda data: 0

    def artifact(self, memory: Memory) -> Artifact:
        """Return the artifact for the writer; making it stores the file's statistics in the cache."""

        def render() -> bytes:
            data = self.make()
            self._store(data, memory)
            return data

        return Artifact(self.path, self.inputs, render, "models/")

    def stats(self, memory: Memory) -> FileStats:
        """Return the file's statistics from the cache; make the file when the cache has none for these inputs."""
        stored = json.loads(memory.get(self._key) or b"{}")
        if stored.pop("inputs", "") == self.inputs:
            return FileStats(**stored)
        return self._store(self.make(), memory)

    @property
    def _key(self) -> str:
        return f"data {self.path}"

    def _store(self, data: bytes, memory: Memory) -> FileStats:
        stats = FileStats(len(data), sha256(data).hexdigest(), self.rows(data))
        memory.put(self._key, json.dumps({"inputs": self.inputs, **asdict(stats)}).encode())
        return stats


@dataclass(frozen=True, slots=True)
class DatasetFiles:
    """The files of one data set; csv and json by the table's name; package: path of datapackage.json."""

    sample: bool
    tables: tuple[DatasetTable, ...]
    csv: Mapping[str, DownloadFile]
    json: Mapping[str, DownloadFile]
    workbook: DownloadFile
    package: str
