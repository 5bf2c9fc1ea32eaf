"""An artifact: one file of the site, with the digest of its inputs and the function that makes its bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b


@dataclass(frozen=True, slots=True)
class Artifact:
    """One output file.

    path:   POSIX path below the site root, NFC, without a leading slash (``mo-hinh/x/index.html``).
    inputs: digest of everything the bytes depend on; equal digests mean equal bytes.
    render: makes the bytes; called only when the cache does not hold them.
    source: the file to edit to change this one, for messages about it.
    """

    path: str
    inputs: str
    render: Callable[[], bytes]
    source: str


@dataclass(frozen=True, slots=True)
class ArtifactGroup:
    """Artifacts that stay the same while one key stays the same.

    key:  digest of everything that decides their paths and inputs.
    make: lists them; called only when the key is new, or a written file was changed.
    """

    key: str
    make: Callable[[], Iterable[Artifact]]


def digest(*parts: str | bytes) -> str:
    """Return a hex digest (128 bits) of the parts; ("a", "b") and ("ab",) differ."""
    state = blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return state.hexdigest()
