"""Which page a file of the repository belongs to: its path gives the address, an address gives a path.

Entries may lie in folders (``models/2026/x.md``). The name of the file alone makes the address, so that a file can be moved.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

#: First part of a page's address → folder of its source.
SOURCES: Mapping[str, str] = MappingProxyType(
    {
        "mo-hinh": "models",
        "dien-hinh": "exemplars",
        "don-vi": "content/don-vi",
        "linh-vuc": "content/linh-vuc",
        "loai-mo-hinh": "content/loai-mo-hinh",
        "tin": "content/tin",
    }
)
#: Folder of a source → first part of the page's address.
SECTION_OF: Mapping[str, str] = MappingProxyType({folder: section for section, folder in SOURCES.items()})
#: The folders whose entries may lie in further folders.
ENTRY_FOLDERS = ("models", "exemplars", "content/tin")
#: The name of the folders that hold the photo folders of entries.
PHOTOS = "anh"


class EntryPath(NamedTuple):
    """The entry that a path belongs to. folder: one of ``ENTRY_FOLDERS``; name: of the entry's file, without ``.md``."""

    folder: str
    name: str

    @property
    def usual(self) -> str:
        """The path of the entry's file outside of folders; stands for the entry wherever its file lies."""
        return f"{self.folder}/{self.name}.md"

    @property
    def address(self) -> str:
        """The address of its page, below the site's root."""
        return f"{SECTION_OF[self.folder]}/{self.name}"


def entry_of(path: str) -> EntryPath | None:
    """Return the entry whose file, photo or photo folder lies at a path; None for other paths."""
    folder = next((each for each in ENTRY_FOLDERS if path.startswith(f"{each}/")), "")
    if not folder:
        return None
    *between, name = path.removeprefix(f"{folder}/").split("/")
    if ".." in between:
        return None
    if PHOTOS in between:
        return EntryPath(folder, [*between, name][between.index(PHOTOS) + 1])
    return EntryPath(folder, name.removesuffix(".md")) if name.endswith(".md") else None


def address_of(path: str) -> str:
    """Return the address of the page of a file of ``SECTION_OF``; "" for files without a page, photos and hand-written pages."""
    folder, _, name = path.rpartition("/")
    if not name.endswith(".md"):
        return ""
    if entry := entry_of(path):
        return entry.address if PHOTOS not in path.split("/") else ""
    return f"{SECTION_OF[folder]}/{name.removesuffix('.md')}" if folder in SECTION_OF else ""


def source_of(address: str) -> str:
    """Return the path of a page's source file, outside of folders."""
    folder, _, slug = address.partition("#")[0].rpartition("/")
    return f"{SOURCES.get(folder, folder or 'content')}/{slug}.md"
