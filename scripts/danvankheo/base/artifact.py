"""An artifact: one file of the site, described by what its bytes depend on and how they are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b


@dataclass(frozen=True, slots=True)
class Artifact:
    """One output file.

    path:   POSIX path below the site root, NFC, without a leading slash (``mo-hinh/x/index.html``).
    inputs: digest of everything the bytes depend on; equal digests promise equal bytes.
    render: makes the bytes; called only when the cache does not hold them.
    source: what a person would open to change this file, named when two artifacts claim one path.
    """

    path: str
    inputs: str
    render: Callable[[], bytes]
    source: str


@dataclass(frozen=True, slots=True)
class ArtifactGroup:
    """Artifacts of which nothing changes while one thing stays the same.

    key:  digest of everything that decides which they are and what their inputs are.
    make: lists them; called only when the key is new, or a file of theirs is not as it was left.
    """

    key: str
    make: Callable[[], Iterable[Artifact]]


def digest(*parts: str | bytes) -> str:
    """Return a hex digest of the parts; the boundaries between parts count."""
    state = blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return state.hexdigest()
