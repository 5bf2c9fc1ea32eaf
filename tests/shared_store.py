"""The repository's own .cache/store (made pictures, compressed files), lent to the copies of the repository that tests build."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

REPO = Path(__file__).parents[1]


def share_store(folder: Path) -> Path:
    """Link a copy's store to the repository's: a picture that one test made is not made again in the next. Return the copy."""
    for name in ("store", "publish/packed"):
        shared, here = REPO / ".cache" / name, folder / ".cache" / name
        shared.mkdir(parents=True, exist_ok=True)
        here.parent.mkdir(parents=True, exist_ok=True)
        if not here.exists():
            here.symlink_to(shared)
    return folder


def link_pictures(folder: Path) -> None:
    """Give a copy a store of its own with the pictures made so far, as hard links, and without remembered records."""
    store = REPO / ".cache" / "store"
    if store.is_dir():
        shutil.copytree(
            store, folder / ".cache/store", copy_function=os.link, ignore=shutil.ignore_patterns("records.*")
        )
