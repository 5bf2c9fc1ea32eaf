"""What was withdrawn leaves the releases before, too: which of their files may speak of it, and what stands there instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from danvankheo.publishing.disk import read_json

CARDS = "anh/the"
CARD = re.compile(r"anh/the/(?P<page>[a-z0-9/-]+?)(?P<shape>-vuong|-dung)?-[0-9a-f]{8}\.jpg")
_LIST = f"{CARDS}/da-go.json"
_SEARCH = "assets/tim-kiem/"
_TEXT = (".html", ".json", ".xml", ".txt", ".csv", ".ics", ".css", ".js", ".svg", ".webmanifest")
_PICTURE = (".jpg", ".png", ".webp", ".avif", ".woff2", ".ico")
_TITLE = re.compile(r'property="og:title" content="([^"]{4,})"')
_PHOTO = re.compile(r"anh/[0-9a-f]{16,}[-0-9a-z]*\.[a-z]+")


def listed(release: Path) -> set[str]:
    """Return the pages whose withdrawal a release knows."""
    rows = read_json(release / _LIST)
    return {row for row in rows if isinstance(row, str)} if isinstance(rows, list) else set()


def own_card(manifest: Mapping[str, str], shape: str) -> str | None:
    """Return the path of the site's own card of a shape ("", "-vuong", "-dung")."""
    fits = re.compile(rf"{CARDS}/trang-chu{shape}-[0-9a-f]{{8}}\.jpg")
    return next((path for path in sorted(manifest) if fits.fullmatch(path)), None)


def instead(release: Path, manifest: Mapping[str, str], pages: set[str], newest: Mapping[str, str]) -> dict[str, str]:
    """Return the files of an earlier release that may speak of these pages, and what has to stand there instead.

    The newest release's file of the same name stands for it ("" when there is none: the file goes). What cannot be read
    as text, and the search index, which knows words without their page, may speak of anybody.
    """
    words, pictures = set(pages), set[str]()
    for page in pages:
        for file in (release / page).rglob("*.html"):
            text = file.read_text("utf-8", "replace")
            words |= set(_TITLE.findall(text))
            pictures |= set(_PHOTO.findall(text))
    needles = [word.encode("utf-8") for word in words]
    spoken: dict[str, bool] = {}

    def speaks(path: str) -> bool:
        card = CARD.fullmatch(path)
        if (card and card["page"] in pages) or path in pictures or path.startswith(tuple(f"{p}/" for p in pages)):
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
