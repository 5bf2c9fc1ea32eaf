"""Removes what was withdrawn from earlier releases. The ledger lists it as digests of addresses.

An earlier release is replaced by a copy of the newest one, with those earlier pages that contain no name, address or photo
of anything withdrawn. All other files (tables, feeds, search, calendars) are the newest ones, because a name can be written
there in too many ways.
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
from danvankheo.publishing.receiver.manifest import original_of

#: The folder of share images, and the form of their paths.
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
# Combining marks, and invisible characters.
_MARKS = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]")

#: Returns the bytes of a release's file, None when there is none.
ReadFile = Callable[[str], bytes | None]
#: Digest of a page → the photos it shows, None when it mentions something withdrawn.
PhotosOfPages = dict[str, frozenset[str] | None]


def ledger_in(data: bytes | None) -> set[str]:
    """Return the rows of a release's ledger; older ledgers with plain addresses are converted. None: no rows.

    Raises ValueError when the data has another form.
    """
    try:
        rows = json.loads(b"[]" if data is None else data)
    except RecursionError:
        raise ValueError(LEDGER) from None
    if not isinstance(rows, list) or not all(isinstance(row, str) for row in rows):
        raise ValueError(LEDGER)
    addresses = (row.partition("#") for row in rows if not _ROW.fullmatch(row))
    return {row for row in rows if _ROW.fullmatch(row)} | {row_of(page, photo) for page, _, photo in addresses}


def pages_of(rows: Iterable[str]) -> set[str]:
    """Return the first digest of each row: of its page, or of a photo as it is served."""
    return {row[:64] for row in rows}


def shown_again(manifest: Iterable[str], ledger: set[str], own: set[str]) -> list[str]:
    """Return withdrawn pages and photos that a release contains.

    ledger: of the store; own: of the release. A page in the release's own ledger is a notice, so it is allowed.
    """
    pages, photos = ledger - own, ledger | own
    again = {page for page in _pages(manifest) if row_of(page) in pages}
    return sorted(again | {photo for photo in _photos(manifest) if row_of(photo) in photos})


def refusal(again: Sequence[str]) -> str:
    """Return the message for a site that contains what is withdrawn."""
    more = f" và {len(again) - 1} mục khác" if len(again) > 1 else ""
    return (
        f"“{again[0]}”{more} đã được gỡ theo yêu cầu rút đồng ý, nay lại có trong bản cần đăng; chưa đăng. "
        "Ghi lại rut_dong_y vào tệp bài, hoặc vào ảnh ấy, rồi đăng lại."
    )


def without(ledger: set[str], addresses: Iterable[str]) -> set[str]:
    """Return the ledger without the rows of some pages or photos."""
    removed = {row_of(address) for address in addresses}
    return {row for row in ledger if row[:64] not in removed}


def own_image(manifest: Iterable[str], shape: str) -> str | None:
    """Return the path of the site's own share image of a shape ("", "-vuong", "-dung")."""
    fits = re.compile(rf"{CARDS}/{HOME}{shape}-[0-9a-f]{{8}}\.jpg")
    return next((path for path in sorted(manifest) if fits.fullmatch(path)), None)


def has_lost_its_page(image: str, manifest: Iterable[str], ledger: set[str]) -> bool:
    """Tell whether the page of an earlier share image is withdrawn or no longer exists."""
    found = CARD.fullmatch(image)
    if not found or found["page"] == HOME:
        return False
    return row_of(found["page"]) in pages_of(ledger) or f"{found['page']}{_PAGE}" not in manifest


def is_of_withdrawn_page(image: str, ledger: set[str]) -> bool:
    """Tell whether the page of a share image is withdrawn as a whole."""
    found = CARD.fullmatch(image)
    return bool(found) and row_of(found["page"] if found else "") in ledger


def withdrawn_words(
    read: ReadFile, manifest: Mapping[str, str], ledger: set[str], newest: Mapping[str, str]
) -> set[str]:
    """Return the words that identify what is withdrawn in a release: addresses, titles, names of persons and photos."""
    pages, touched = set(), pages_of(ledger)
    photos = {photo for photo in _photos(manifest) if row_of(photo) in ledger}
    for page in _pages(manifest):
        digest = row_of(page)
        if digest in touched:
            text = _text(read(page + _PAGE))
            photos |= {photo for photo in _PHOTO.findall(text) if not any(path.startswith(photo) for path in newest)}
            pages |= {page} if digest in ledger else set()
    words = {_normalized(photo) for photo in photos}
    for page in pages:
        words |= {_normalized(page), _normalized(page.rpartition("/")[2])}
        text = _text(read(page + _PAGE))
        words |= {_normalized(_TAG.sub(" ", name)) for pattern in _NAMES for name in pattern.findall(text)}
        for path in manifest:
            if (entry := _ENTRY.fullmatch(path)) and entry["page"] == page:
                words |= {_normalized(name) for name in _names(read(path))}
    return {word for word in words if word.strip()}


def unaffected_files(
    read: ReadFile,
    old: Mapping[str, str],
    newest: Mapping[str, str],
    ledger: set[str],
    words: set[str],
    photos_of: PhotosOfPages,
) -> set[str]:
    """Return the files of an old release that mention nothing withdrawn and can stay.

    photos_of: results for pages of all releases, extended here.
    """
    touched, pages, photos = pages_of(ledger), set(), set[str]()
    for path, digest in old.items():
        if not path.endswith(".html") or path not in newest or row_of(path.removesuffix(_PAGE)) in touched:
            continue
        if digest not in photos_of:
            text = _text(read(path))
            photos_of[digest] = None if _mentions(text, words) else frozenset(_PHOTO.findall(text))
        if (shown := photos_of[digest]) is not None:
            pages.add(path)
            photos |= shown
    stay = {path for path in old if original_of(path) in pages}
    for path in old.keys() - newest.keys():
        image, photo = CARD.fullmatch(path), _PHOTO.match(path)
        of_page = (photo and photo[0] in photos) or (image and f"{image['page']}{_PAGE}" in pages)
        # Old pages use their own styles and scripts.
        is_program = path.startswith("assets/") and not path.startswith(_SEARCH) and original_of(path) not in newest
        stay |= {path} if of_page or is_program else set()
    return stay


def mixed(old: Mapping[str, str], newest: Mapping[str, str], stay: set[str]) -> dict[str, str]:
    """Return the manifest of the newest release with the files ``stay`` of an old one in place of its own."""
    replaced = {original_of(path) for path in stay}
    return {p: d for p, d in newest.items() if original_of(p) not in replaced} | {
        p: d for p, d in old.items() if p in stay
    }


def _pages(manifest: Iterable[str]) -> Iterator[str]:
    """Yield the addresses of pages, and of entries that have a JSON file but no page."""
    for path in manifest:
        if path.endswith(_PAGE):
            yield path.removesuffix(_PAGE)
        elif entry := _ENTRY.fullmatch(path):
            yield entry["page"]


def _photos(manifest: Iterable[str]) -> Iterator[str]:
    return (found[0] for path in manifest if (found := _PHOTO.match(path)))


def _text(data: bytes | None) -> str:
    return (data or b"").decode("utf-8", "replace")


def _names(data: bytes | None) -> list[str]:
    """Return the names in an entry's JSON file."""
    try:
        entry: Any = json.loads(data or b"{}")
    except (ValueError, RecursionError):
        return []
    return [entry[key] for key in _NAME_KEYS if isinstance(entry.get(key), str)] if isinstance(entry, dict) else []


def _mentions(text: str, words: set[str]) -> bool:
    """Tell whether a page contains any of these words (``_normalized``), in its text or in its tags."""
    forms = (_normalized(text), _normalized(_TAG.sub(" ", text)), _normalized(_TAG.sub("", text)))
    return any(word in form for form in forms for word in words)


def _normalized(text: str) -> str:
    """Return a text's words in lower-case ASCII without marks and escapes, each between spaces."""
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), html.unescape(unquote(text))).casefold()
    text = _MARKS.sub("", unicodedata.normalize("NFKD", text)).replace("đ", "d")
    return f" {' '.join(_WORD.findall(text))} "
