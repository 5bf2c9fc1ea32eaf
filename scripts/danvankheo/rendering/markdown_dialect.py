"""The Markdown dialect: GitHub-flavoured CommonMark, its limits, and which addresses a link may have.

The site shows what the host's preview shows, with three exceptions that ``dvk check`` reports: raw HTML, first-level
headings, and pictures that the record does not list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from pyromark import Markdown, Options

PARSER = Markdown(
    options=Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_GFM
)

MAX_BYTES = 64 * 1024
MAX_LINE = 5_000
MAX_DEPTH = 10
MAX_LINKS = 200
MAX_IMAGES = 40
MAX_CELLS = 2_000

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
# An encoded colon, or one that ends no known scheme: no address needs it.
_HIDDEN_SCHEME = re.compile(r"[^/?#]*(?::|%3a|&#|&colon)", re.IGNORECASE)
_TO_PHOTOS = re.compile(r"\A(?:[A-Za-z0-9._-]+/)+(?=anh/[^/]+/[^/]+\Z)")
_BARE_LINK = re.compile(r"https?://[^\s<>“”\"]+")
_ALLOWED = {"http": "http://", "https": "https://", "mailto": "mailto:"}


def tag_of(tag: Any) -> tuple[str, Any]:
    """Return the name and the data of a tag of the parser: ``"Item"`` or ``{"List": 1}``."""
    return (tag, None) if isinstance(tag, str) else next(iter(tag.items()))


def safe_href(address: str) -> str | None:
    """Return the address when a page may link to it, else None.

    http, https, mailto and addresses below this site are allowed. Refused are parts that browsers may read differently: spaces,
    invisible characters, backslashes, two slashes at the beginning.
    """
    if not address.isprintable() or "\\" in address or address.startswith("//") or any(map(str.isspace, address)):
        return None
    scheme = _SCHEME.match(address)
    if scheme is None:
        return None if _HIDDEN_SCHEME.match(address) else address
    start = _ALLOWED.get(scheme[1].lower())
    return address if start and address.lower().startswith(start) else None


def is_external(address: str) -> bool:
    """Tell whether an address leads away from this site."""
    return address.lower().startswith(("http://", "https://"))


def is_relative(address: str) -> bool:
    """Tell whether an address is a path: it has no scheme and is not a place on the same page."""
    return not address.startswith("#") and _SCHEME.match(address) is None


def photo_path(address: str) -> str:
    """Return a picture's address as records list it: ``../anh/x/anh%201.jpg`` becomes ``anh/x/anh 1.jpg``.

    The part before ``anh`` leads from an entry in a folder to its photos; whose they are, ``anh/x`` says.
    """
    return _TO_PHOTOS.sub("", unquote(address).removeprefix("./"))


def bare_addresses(text: str) -> Iterator[tuple[int, str]]:
    """Yield the bare addresses in a text, each with its offset."""
    for match in _BARE_LINK.finditer(text):
        yield match.start(), _without_punctuation(match[0])


def _without_punctuation(address: str) -> str:
    """Return a bare address without the punctuation that belongs to the sentence."""
    address = address.rstrip(".,;:!?…'*_~")
    while address.endswith(")") and address.count(")") > address.count("("):
        address = address[:-1].rstrip(".,;:!?…'*_~")
    return address
