"""The store of made pictures, frames and compressed files in the repository's own .cache, for copies that tests build."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

REPO = Path(__file__).parents[1]


def share_store(folder: Path) -> Path:
    """Let the copy of a repository use the store, so that a picture made for one test is not made again for the next."""
    for name in ("store", "publish/packed"):
        shared, here = REPO / ".cache" / name, folder / ".cache" / name
        shared.mkdir(parents=True, exist_ok=True)
        here.parent.mkdir(parents=True, exist_ok=True)
        if not here.exists():
            here.symlink_to(shared)
    return folder


def link_pictures(folder: Path) -> None:
    """Give the copy of a repository a store of its own that begins with the made pictures and knows nothing of records."""
    store = REPO / ".cache" / "store"
    if store.is_dir():
        shutil.copytree(
            store, folder / ".cache/store", copy_function=os.link, ignore=shutil.ignore_patterns("records.*")
        )
