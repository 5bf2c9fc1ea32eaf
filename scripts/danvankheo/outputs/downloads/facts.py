"""What the downloads say about themselves: titles, licences, and how large each file came out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from hashlib import sha256

from danvankheo.base.artifact import Artifact
from danvankheo.media.photo_rules import Memory


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence: its SPDX identifier, title, address, and the sentence people read."""

    code: str
    title: str
    url: str
    words: str


OPEN = Licence(
    "CC-BY-4.0", "Creative Commons Attribution 4.0 International", "https://creativecommons.org/licenses/by/4.0/deed.vi",
    "Creative Commons Ghi công 4.0 (CC BY 4.0): được dùng lại, kể cả sửa đổi, nếu ghi rõ nguồn là trang này và ngày chốt số liệu. "
    "Không gồm lời văn của bài và ảnh: các bài thuộc về người viết, ảnh thuộc về người chụp.",
)  # fmt: skip
SAMPLES = Licence(
    "MIT", "MIT License", "https://opensource.org/license/mit",
    "Số liệu minh họa do dự án tự đặt ra, theo giấy phép MIT như mã nguồn của trang.",
)  # fmt: skip


def licence(*, sample: bool) -> Licence:
    """Return the licence of a data set."""
    return SAMPLES if sample else OPEN


def title(sample: bool) -> str:
    """Return the name of a data set."""
    return "Số liệu “Dân vận khéo” Thọ Xuân" + (" – số liệu minh họa, không phải số thật" if sample else "")


@dataclass(frozen=True, slots=True)
class Made:
    """What is known of a file once it was made: bytes, SHA-256, and rows (0 where it has none)."""

    size: int
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class File:
    """A file of the downloads; ``inputs`` is the digest of all its bytes depend on."""

    path: str
    inputs: str
    make: Callable[[], bytes]
    rows: Callable[[bytes], int] = lambda data: 0

    def artifact(self, memory: Memory) -> Artifact:
        """Return the file for the writer; what it came out as is remembered for those who tell of it."""

        def render() -> bytes:
            data = self.make()
            self._remember(data, memory)
            return data

        return Artifact(self.path, self.inputs, render, "models/")

    def made(self, memory: Memory) -> Made:
        """Return what the file came out as; it is made again only when nobody remembers."""
        kept = json.loads(memory.get(self._key) or b"{}")
        if kept.pop("inputs", "") == self.inputs:
            return Made(**kept)
        return self._remember(self.make(), memory)

    @property
    def _key(self) -> str:
        return f"data {self.path}"

    def _remember(self, data: bytes, memory: Memory) -> Made:
        made = Made(len(data), sha256(data).hexdigest(), self.rows(data))
        memory.put(self._key, json.dumps({"inputs": self.inputs, **asdict(made)}).encode())
        return made
