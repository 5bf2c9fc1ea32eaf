"""Links within the site in a story: an address that works in the repository host's preview works on the site.

A link names a heading of its own page (``#tieu-de``), a file (``duong-hoa.md``, ``../exemplars/x.md``) or a page
(``/mo-hinh/x/``). ``LinkedPages`` holds the pages and their headings; ``link_targets`` makes one for the check, with
every file, and one for the outputs, with the shown pages.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from danvankheo.base import source_paths
from danvankheo.base.source_paths import ENTRY_FOLDERS
from danvankheo.base.text import is_slug, normalize, slugify
from danvankheo.rendering import site_addresses
from danvankheo.rendering.markdown_dialect import PARSER, bare_addresses, is_relative, tag_of

_RECORDS = re.compile(rf"(?:\A|(?<=/))((?:{'|'.join(ENTRY_FOLDERS)}|content)/)")
_SHARE_KIT = re.compile(r"chia-se/(?=(?:mo-hinh|dien-hinh)/)")
_PAGE_NUMBER = re.compile(r"trang/\d+/\Z")


class Visibility(StrEnum):
    """What visitors find at the address of a record's page."""

    SHOWN = "shown"
    DRAFT = "bài ấy còn là bản nháp"
    WAITING = "bài ấy chưa được duyệt"
    WITHDRAWN = "bài ấy đã được gỡ"
    NO_PAGE = "mô hình ấy mới đăng ký, chưa có trang riêng"
    NO_NEWS_PAGE = "tin ấy chưa có trang, vì trang này chưa đăng tin"


class LinkTarget(NamedTuple):
    """Where a link within the site leads.

    address: of the page ("mo-hinh/x/", "" for the home page); anchor: the repository host's name of the heading, "" for none.
    """

    address: str
    anchor: str


class StoryLinks(NamedTuple):
    """The links of a story, as they are written, and its headings, as the repository host names them."""

    links: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()


def address_of(path: str) -> str | None:
    """Return the address of the page made of a file (``models/2026/x.md``); None when no page is made of such a file."""
    if address := source_paths.address_of(path):
        return f"{address}/"
    folder, _, name = path.rpartition("/")
    if folder != "content" or not name.endswith(".md"):
        return None
    return "" if name == "index.md" else f"{name.removesuffix('.md')}/"


def _file_at(path: str, source: str) -> str:
    """Return the file that a link names. path: as written in the file ``source``.

    An entry that is moved into another folder keeps its links. Their ``..`` are then too many or too few, so what counts is
    the last folder of records that a link names, without one that of its own file.
    """
    file = path[1:] if path.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
    own = source_paths.entry_of(source)
    if own is None:
        return file
    named = [match.start(1) for match in _RECORDS.finditer(file)]
    if named:
        return file[named[-1] :]
    name = posixpath.basename(file)
    left_all_folders = file.removesuffix(name).strip("./") == "" and is_slug(name.removesuffix(".md"))
    return f"{own.folder}/{name}" if left_all_folders else file


def target_of(href: str, source: str) -> LinkTarget | None:
    """Return where a link in the file ``source`` leads; None when it leads to a file without a page."""
    path, _, anchor = href.partition("#")
    path, anchor = unquote(path.partition("?")[0]), normalize(unquote(anchor))
    home = address_of(source) or ""
    if not path:
        return LinkTarget(home, anchor)
    if path.endswith(".md"):
        address = address_of(_file_at(path, source))
        return None if address is None else LinkTarget(address, anchor)
    whole = posixpath.normpath(posixpath.join("/", home, path)).strip("/").removesuffix("index.html").strip("/")
    if whole and "." not in whole.rpartition("/")[2]:
        whole += "/"
    return LinkTarget(_PAGE_NUMBER.sub("", whole), anchor)


def story_links(text: str) -> StoryLinks:
    """Return the links and headings of a story."""
    if not any(mark in text for mark in ("](", "]:", "://", "#", "---", "===")):
        return StoryLinks()
    links: list[str] = []
    for event in PARSER.events(text):
        tag = event.get("Start") if isinstance(event, dict) else None
        if tag is not None and (name := tag_of(tag))[0] == "Link" and name[1]["link_type"] != "Email":
            links.append(name[1]["dest_url"])
        elif isinstance(event, dict) and "://" in (words := str(event.get("Text", ""))):
            links += (address for _, address in bare_addresses(words))
    return StoryLinks(tuple(dict.fromkeys(links)), tuple(heading.name for heading in outline(text)))


def is_inside(address: str) -> bool:
    """Tell whether an address is within the site: a heading, a file or a path; ``//host`` and ``mailto:`` are not."""
    return (bool(address) and not address.startswith("//") and is_relative(address)) or address.startswith("#")


class Heading(NamedTuple):
    """A heading of a story. words: its text; name: the repository host's anchor for it; id: the anchor on our page."""

    words: str
    name: str
    id: str


def outline(text: str) -> list[Heading]:
    """Return the headings of a story in order."""
    names, found = HeadingNamer(), []
    words: list[str] | None = None
    for event in PARSER.events(text):
        if not isinstance(event, dict):
            if words is not None:
                words.append(" ")
            continue
        ((kind, value),) = event.items()
        if kind == "Start" and tag_of(value)[0] == "Heading":
            words = []
        elif kind == "End" and words is not None and tag_of(value)[0] == "Heading":
            plain = "".join(words)
            found.append(Heading(" ".join(plain.split()), *names.of(plain)))
            words = None
        elif words is not None and kind in ("Text", "Code"):
            words.append(str(value))
    return found


class HeadingNamer:
    """Gives each heading of one page a name, as the repository host does, and an id of ours; both are unique on the page."""

    def __init__(self) -> None:
        self._names: dict[str, int] = {}
        self._ids: set[str] = set()

    def of(self, words: str) -> tuple[str, str]:
        """Return a heading's name and id."""
        base = host_name(words)
        count = self._names.get(base, 0)
        self._names[base] = count + 1
        name = f"{base}-{count}" if count else base
        return name, _new_id(name, self._ids)


def _new_id(name: str, taken: set[str]) -> str:
    """Return an id for a heading of this name that is not taken yet, and add it to the taken ones."""
    slug = slugify(name) or "phan"
    made, number = f"muc-{slug}", 1
    while made in taken:
        number += 1
        made = f"muc-{slug}-{number}"
    taken.add(made)
    return made


def _ids_by_name(headings: tuple[str, ...]) -> dict[str, str]:
    """Return the ids of a page's headings by the anchors a link may use: the host's name, and the id itself."""
    taken: set[str] = set()
    ids: dict[str, str] = {}
    for name in headings:
        made = _new_id(name, taken)
        ids.setdefault(name, made)  # two headings may have one name: the first is meant, as on the host
    return {**{made: made for made in taken}, **ids}


def host_name(words: str) -> str:
    """Return the repository host's anchor for a heading: lower case, no punctuation, a hyphen for each space."""
    letters = (c for c in normalize(words).strip().lower() if c in " -_" or unicodedata.category(c)[0] in "LMN")
    return "".join(letters).replace(" ", "-")


def is_named(anchor: str, headings: tuple[str, ...]) -> bool:
    """Tell whether an anchor belongs to one of the headings, by the host's name or by our id."""
    return anchor.lower() in _ids_by_name(headings)


@dataclass(frozen=True)
class LinkedPage:
    """A page that a link may lead to; headings: as the repository host names them."""

    visibility: Visibility = Visibility.SHOWN
    headings: tuple[str, ...] = ()


class LinkedPages:
    """The pages that links may lead to.

    pages: of records, by address; site: the address of the site itself, "" when unknown; moved: the present
    addresses by the former ones.
    """

    def __init__(
        self,
        pages: Mapping[str, LinkedPage],
        site: str = "",
        moved: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.pages, self._site, self._moved = pages, site, moved
        self.host = urlsplit(site).hostname or ""

    def inside(self, written: str) -> str | None:
        """Return an address within the site as a path; None when it leads to another site."""
        if self._site and written.startswith(self._site):
            return "/" + written.removeprefix(self._site)
        return written if is_inside(written) else None

    def at(self, address: str) -> LinkedPage | None:
        """Return the page at an address; None when there is none."""
        of_record = _SHARE_KIT.sub("", address)
        found = self.pages.get(of_record)
        if found is None and (moved := self._moved.get(of_record.rstrip("/"))):
            found = self.pages.get(f"{moved}/")
        if found is None and site_addresses.is_page(address):
            return LinkedPage()
        return found

    def href(self, written: str, source: str) -> str | None:
        """Return the address, below the site's root, of a link within the site; None when its page is not shown."""
        target = target_of(written, source)
        place = self.at(target.address) if target else None
        if (
            target is None
            or place is None
            or (place.visibility is not Visibility.SHOWN and target.address != address_of(source))
        ):
            return None
        part = _ids_by_name(place.headings).get(target.anchor.lower())
        return target.address + (f"#{part}" if part else "")

    def is_shown(self, inside: str, source: str) -> bool:
        """Tell whether a link within the site leads to a page that is shown, and to a heading of it if it names one."""
        address = self.href(inside, source)
        target = target_of(inside, source)
        return address is not None and target is not None and ("#" in address or not target.anchor)

    def near(self, address: str) -> Iterator[str]:
        """Yield the addresses of pages in the same folder."""
        folder = address.rstrip("/").rpartition("/")[0]
        return (each for each in self.pages if each.rstrip("/").rpartition("/")[0] == folder)


def within(links: Iterable[str], pages: LinkedPages, source: str) -> dict[str, str | None]:
    """Return the addresses below the site's root by the links as written, for links within the site; None: no page is shown."""
    inside = {link: path for link in links if (path := pages.inside(link)) is not None}
    return {link: pages.href(path, source) for link, path in inside.items()}


def on_page(resolved: Mapping[str, str | None], home: str, root: str) -> Callable[[str], str | None]:
    """Return a function from an address in a story to the address on its page.

    resolved: what ``within`` returned; home: the page's address; root: the relative path from the page to the site's root.
    """

    def address_on_page(written: str) -> str | None:
        if written not in resolved:
            return written
        address = resolved[written]
        if address is None:
            return None
        page, _, part = address.partition("#")
        return f"#{part}" if part and page == home else (root + address or "./")

    return address_on_page
