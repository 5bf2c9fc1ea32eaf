"""What was withdrawn leaves the releases before, too: which of their files may speak of it, and what stands there instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from danvankheo.publishing.disk import read_json

CARDS = "anh/the"
CARD = re.compile(r"anh/the/(?P<page>[a-z0-9/-]+?)(?P<shape>-vuong|-dung)?-[0-9a-f]{8}\.jpg")
_LIST = f"{CARDS}/da-go.json"
_SEARCH = "assets/tim-kiem/"
_TEXT = (".html", ".json", ".xml", ".txt", ".csv", ".ics", ".css", ".js", ".svg", ".webmanifest")
_PICTURE = (".jpg", ".png", ".webp", ".avif", ".woff2", ".ico")
_TITLE = re.compile(r'property="og:title" content="([^"]{4,})"')
_PHOTO = re.compile(r"anh/[0-9a-f]{16,}")


def listed(release: Path) -> set[str]:
    """Return the withdrawals a release knows: pages, and pages with the mark of one photo ("mo-hinh/x#0a1b2c3d")."""
    rows = read_json(release / _LIST)
    return {row for row in rows if isinstance(row, str)} if isinstance(rows, list) else set()


def pages_of(rows: Iterable[str]) -> set[str]:
    """Return the pages that withdrawals are about."""
    return {row.partition("#")[0] for row in rows}


def own_card(manifest: Mapping[str, str], shape: str) -> str | None:
    """Return the path of the site's own card of a shape ("", "-vuong", "-dung")."""
    fits = re.compile(rf"{CARDS}/trang-chu{shape}-[0-9a-f]{{8}}\.jpg")
    return next((path for path in sorted(manifest) if fits.fullmatch(path)), None)


def photos(release: Path, pages: Iterable[str]) -> set[str]:
    """Return the photos these pages of a release show, each as the beginning of its files' paths."""
    texts = (file.read_text("utf-8", "replace") for page in pages for file in (release / page).rglob("*.html"))
    return {photo for text in texts for photo in _PHOTO.findall(text)}


def holds(release: Path, manifest: Iterable[str], pages: set[str], pictures: set[str]) -> bool:
    """Tell whether a release has one of these pages, or a file of these photos."""
    return any((release / page).is_dir() for page in pages) or any(_photo(path) in pictures for path in manifest)


def instead(
    release: Path, manifest: Mapping[str, str], pages: set[str], pictures: set[str], newest: Mapping[str, str]
) -> dict[str, str]:
    """Return the files of an earlier release that may speak of these pages, and what has to stand there instead.

    The newest release's file of the same name stands for it ("" when there is none: the file goes); of a page that is
    still there, photos that were not withdrawn are such files. What cannot be read as text, and the search index, which
    knows words without their page, may speak of anybody.
    """
    words = set(pages)
    for page in pages:
        for file in (release / page).rglob("*.html"):
            words |= set(_TITLE.findall(file.read_text("utf-8", "replace")))
    needles = [word.encode("utf-8") for word in words]
    spoken: dict[str, bool] = {}

    def speaks(path: str) -> bool:
        card = CARD.fullmatch(path)
        if (card and card["page"] in pages) or _photo(path) in pictures:
            return True
        if path.startswith(tuple(f"{page}/" for page in pages)):
            return True
        if path.startswith(_SEARCH) or not path.endswith((*_TEXT, *_PICTURE)):
            return True
        return path.endswith(_TEXT) and any(needle in (release / path).read_bytes() for needle in needles)

    for path in manifest:
        plain = path.removesuffix(".gz").removesuffix(".br")
        if plain not in spoken:
            spoken[plain] = speaks(plain)
    found = {path: newest.get(path, "") for path in manifest if spoken[path.removesuffix(".gz").removesuffix(".br")]}
    return found | {path: digest for path, digest in newest.items() if path.startswith((_SEARCH, _LIST))}


def _photo(path: str) -> str:
    """Return the beginning of a photo's path, which all its sizes share; "" for another file."""
    found = _PHOTO.match(path)
    return found[0] if found else ""
