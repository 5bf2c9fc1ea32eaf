"""A digest of program code, part of what a picture is cached under: changed code draws the picture again."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from danvankheo.base.artifact import digest
from danvankheo.base.versions import version


@lru_cache(maxsize=4)
def source_digest(*names: str) -> str:
    """Return the digest of files of this folder and of the versions of the libraries that decode and encode pictures."""
    here = Path(__file__).parent
    return digest(version("pillow"), version("pillow-heif"), *((here / name).read_bytes() for name in names))
