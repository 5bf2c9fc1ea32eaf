"""What was withdrawn leaves the releases before, too.

The ledger (``base/withdrawal_ledger.py``) says what that is, in digests of addresses.

A kept release becomes the newest one in which those pages of the old that certainly speak of nothing withdrawn stand as they
were. Tables, feeds, search, calendars, codes: whatever is no page is the newest's, so that no way of writing a name can
hide it there.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from danvankheo.base.withdrawal_ledger import FILE as LEDGER
from danvankheo.base.withdrawal_ledger import row_of

CARDS = "anh/the"
CARD = re.compile(r"anh/the/(?P<page>[a-z0-9/-]+?)(?P<shape>-vuong|-dung)?-[0-9a-f]{8}\.jpg")
HOME = "trang-chu"
_SEARCH = "assets/tim-kiem/"
_ROW = re.compile(r"[0-9a-f]{64}(#[0-9a-f]{64})?")
_PAGE = "/index.html"
_ENTRY = re.compile(r"api/([a-z0-9-]+/)*(?P<page>[a-z0-9-]+/[a-z0-9-]+)\.json")
_NAMES = (
    re.compile(r'property="og:title" content="([^"]+)"'),
    re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL),
    re.compile(r'"@type":"Person","name":"([^"]+)"'),
)
_NAME_KEYS = ("ten", "chu_the_ten")
_PHOTO = re.compile(r"anh/[0-9a-f]{16,}")
_TAG = re.compile(r"<[^>]*>")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_WORD = re.compile(r"[a-z0-9]+")
# Marks upon letters, and what is not seen within words.
_MARKS = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]")

#: Returns what a file of a release holds, None when there is none.
Read = Callable[[str], bytes | None]
#: By the digest of a page: the photos it shows, None when it speaks of something withdrawn.
Seen = dict[str, frozenset[str] | None]


def ledger_in(data: bytes | None) -> set[str]:
    """Return the rows of a release's ledger, none without one. Lists of before, which named pages, are read as digests.

    Raises ValueError when it is no such list.
    """
    try:
        rows = json.loads(b"[]" if data is None else data)
    except RecursionError:
        raise ValueError(LEDGER) from None
    if not isinstance(rows, list) or not all(isinstance(row, str) for row in rows):
        raise ValueError(LEDGER)
    clear = (row.partition("#") for row in rows if not _ROW.fullmatch(row))
    return {row for row in rows if _ROW.fullmatch(row)} | {row_of(page, mark) for page, _, mark in clear}


def heads(rows: Iterable[str]) -> set[str]:
    """Return the digests of the pages that rows are about."""
    return {row[:64] for row in rows}


def came_back(manifest: Iterable[str], ledger: set[str], own: set[str]) -> list[str]:
    """Return the pages of a release that are withdrawn by the ledger and not by its own list, and photos that are by either.

    A page of the list is a notice; a photo of it has no place in the release at all.
    """
    pages, photos = ledger - own, ledger | own
    back = {page for page in _pages(manifest) if row_of(page) in pages}
    return sorted(back | {photo for photo in _photos(manifest) if row_of(photo) in photos})


def refusal(back: Sequence[str]) -> str:
    """Return the words in which a site that shows what is withdrawn is refused."""
    more = f" và {len(back) - 1} mục khác" if len(back) > 1 else ""
    return (
        f"“{back[0]}”{more} đã được gỡ theo yêu cầu rút đồng ý, nay lại có trong bản cần đăng; chưa đăng. "
        "Ghi lại rut_dong_y vào tệp bài, hoặc vào ảnh ấy, rồi đăng lại."
    )


def without(ledger: set[str], addresses: Iterable[str]) -> set[str]:
    """Return the ledger without pages or photos that people have let back by name."""
    back = {row_of(address) for address in addresses}
    return {row for row in ledger if row[:64] not in back}


def own_card(manifest: Iterable[str], shape: str) -> str | None:
    """Return the path of the site's own card of a shape ("", "-vuong", "-dung")."""
    fits = re.compile(rf"{CARDS}/{HOME}{shape}-[0-9a-f]{{8}}\.jpg")
    return next((path for path in sorted(manifest) if fits.fullmatch(path)), None)


def has_lost_its_page(card: str, manifest: Iterable[str], ledger: set[str]) -> bool:
    """Tell whether the page a card of before belongs to is withdrawn, or is no longer there at all."""
    found = CARD.fullmatch(card)
    if not found or found["page"] == HOME:
        return False
    return row_of(found["page"]) in heads(ledger) or f"{found['page']}{_PAGE}" not in manifest


def is_of_withdrawn(card: str, ledger: set[str]) -> bool:
    """Tell whether a card belongs to a page that is withdrawn as a whole."""
    found = CARD.fullmatch(card)
    return bool(found) and row_of(found["page"] if found else "") in ledger


def words_of(read: Read, manifest: Mapping[str, str], ledger: set[str], newest: Mapping[str, str]) -> set[str]:
    """Return the words by which a release may speak of what is withdrawn: addresses, titles, names, names of photos."""
    pages, touched = set(), heads(ledger)
    photos = {photo for photo in _photos(manifest) if row_of(photo) in ledger}
    for page in _pages(manifest):
        digest = row_of(page)
        if digest in touched:
            text = _text(read(page + _PAGE))
            photos |= {photo for photo in _PHOTO.findall(text) if not any(path.startswith(photo) for path in newest)}
            pages |= {page} if digest in ledger else set()
    words = {_plain(photo) for photo in photos}
    for page in pages:
        words |= {_plain(page), _plain(page.rpartition("/")[2])}
        text = _text(read(page + _PAGE))
        words |= {_plain(_TAG.sub(" ", name)) for pattern in _NAMES for name in pattern.findall(text)}
        for path in manifest:
            if (entry := _ENTRY.fullmatch(path)) and entry["page"] == page:
                words |= {_plain(name) for name in _told(read(path))}
    return {word for word in words if word.strip()}


def staying(
    read: Read, old: Mapping[str, str], newest: Mapping[str, str], ledger: set[str], words: set[str], seen: Seen
) -> set[str]:
    """Return the files of an old release that may stand as they were, in a release that is else the newest one.

    seen: what was found in pages read before, of whatever release.
    """
    touched, pages, photos = heads(ledger), set(), set[str]()
    for path, digest in old.items():
        if not path.endswith(".html") or path not in newest or row_of(path.removesuffix(_PAGE)) in touched:
            continue
        if digest not in seen:
            text = _text(read(path))
            seen[digest] = None if _speaks(text, words) else frozenset(_PHOTO.findall(text))
        if (shown := seen[digest]) is not None:
            pages.add(path)
            photos |= shown
    stay = {path for path in old if _plain_of(path) in pages}
    for path in old.keys() - newest.keys():
        card, photo = CARD.fullmatch(path), _PHOTO.match(path)
        kept = (photo and photo[0] in photos) or (card and f"{card['page']}{_PAGE}" in pages)
        # Old pages ask for their own styles and scripts.
        program = path.startswith("assets/") and not path.startswith(_SEARCH) and _plain_of(path) not in newest
        stay |= {path} if kept or program else set()
    return stay


def mixed(old: Mapping[str, str], newest: Mapping[str, str], stay: set[str]) -> dict[str, str]:
    """Return the manifest of a release made of the newest one and of files of an old one."""
    plain = {_plain_of(path) for path in stay}
    return {p: d for p, d in newest.items() if _plain_of(p) not in plain} | {p: d for p, d in old.items() if p in stay}


def _pages(manifest: Iterable[str]) -> Iterator[str]:
    """Yield the addresses of pages, and of entries that have none but stand in tables with a file of their own."""
    for path in manifest:
        if path.endswith(_PAGE):
            yield path.removesuffix(_PAGE)
        elif entry := _ENTRY.fullmatch(path):
            yield entry["page"]


def _photos(manifest: Iterable[str]) -> Iterator[str]:
    return (found[0] for path in manifest if (found := _PHOTO.match(path)))


def _plain_of(path: str) -> str:
    """Return the path of the file that a compressed form stands beside."""
    return path.removesuffix(".gz").removesuffix(".br")


def _text(data: bytes | None) -> str:
    return (data or b"").decode("utf-8", "replace")


def _told(data: bytes | None) -> list[str]:
    """Return the names an entry's JSON says."""
    try:
        said: Any = json.loads(data or b"{}")
    except (ValueError, RecursionError):
        return []
    return [said[key] for key in _NAME_KEYS if isinstance(said.get(key), str)] if isinstance(said, dict) else []


def _speaks(text: str, words: set[str]) -> bool:
    """Tell whether a page has any of these words, in its text or within its tags, however they are written."""
    forms = (_plain(text), _plain(_TAG.sub(" ", text)), _plain(_TAG.sub("", text)))
    return any(word in form for form in forms for word in words)


def _plain(text: str) -> str:
    """Return a text as its words alone, without case, marks, escapes, each between spaces."""
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), html.unescape(unquote(text))).casefold()
    text = _MARKS.sub("", unicodedata.normalize("NFKD", text)).replace("đ", "d")
    return f" {' '.join(_WORD.findall(text))} "
