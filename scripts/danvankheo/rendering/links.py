"""Where the links of a story lead within the site: what works in the repository host's preview works here.

A link names a place of the page (``#tieu-de``), a file (``duong-hoa.md``, ``../exemplars/x.md``) or a page (``/mo-hinh/x/``). Which
pages there are and which headings they have, ``LinkedPages`` is told: by the check, which knows every file, and by the outputs, which know what is shown.
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
from urllib.parse import unquote

from danvankheo.base.public_content import SECTION_OF
from danvankheo.base.text import normalize, slugify
from danvankheo.rendering.markdown_dialect import PARSER, bare_addresses, is_relative, tag_of

# The folder of files, and where their pages lie on the site.
_FOLDERS = {"content": "", **{folder: f"{section}/" for folder, section in SECTION_OF.items()}}
# Pages and files that no record stands for.
PAGES_WITHOUT_RECORD = frozenset(
    ("", "mo-hinh/", "dien-hinh/", "don-vi/", "linh-vuc/", "loai-mo-hinh/", "nam/", "chi-tieu/", "chi-tieu/do-phu/", "tim-kiem/",
     "du-lieu/", "gui-bai/", "giay-dong-y/", "chia-se/", "feed.xml", "feed.json", "lich.ics", "sitemap.xml")
)  # fmt: skip
# Further pages and files that builds make of records: whether one of this shape is there, the audit of the built site tells.
_MADE = re.compile(
    r"(?:gui-bai/bien-tap|nam/\d{4}|linh-vuc/[a-z0-9-]+/[a-z0-9-]+)/\Z|(?:du-lieu|api/v1)/(?:[a-z0-9-]+/)?[a-z0-9-]+\.(?:csv|json|xlsx)\Z"
)
_KIT = re.compile(r"chia-se/(?=(?:mo-hinh|dien-hinh)/)")
_PAGED = re.compile(r"trang/\d+/\Z")


class Visibility(StrEnum):
    """What visitors find at an address of the site."""

    SHOWN = "shown"
    DRAFT = "bài ấy còn là bản nháp"
    WAITING = "bài ấy chưa được duyệt"
    WITHDRAWN = "bài ấy đã được gỡ"
    NO_PAGE = "mô hình ấy mới đăng ký, chưa có trang riêng"


class LinkTarget(NamedTuple):
    """A place within the site. address: of the page ("mo-hinh/x/", "" the home page); anchor: as the host names headings, "" for none."""

    address: str
    anchor: str


class StoryLinks(NamedTuple):
    """What a story holds: the addresses its links lead to, as written, and its headings, as the host names them."""

    links: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()


def address_of(path: str) -> str | None:
    """Return the address of the page of a file (``models/x.md``), None when such a file has none."""
    folder, _, name = path.rpartition("/")
    home = _FOLDERS.get(folder)
    if home is None or not name.endswith(".md"):
        return None
    slug = name.removesuffix(".md")
    return "" if (folder, slug) == ("content", "index") else f"{home}{slug}/"


def target_of(href: str, source: str) -> LinkTarget | None:
    """Return where a relative link in a source file leads; None when it leads out of the site's files."""
    path, _, anchor = href.partition("#")
    path, anchor = unquote(path.partition("?")[0]), normalize(unquote(anchor))
    home = address_of(source) or ""
    if not path:
        return LinkTarget(home, anchor)
    if path.endswith(".md"):
        file = path[1:] if path.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
        address = address_of(file)
        return None if address is None else LinkTarget(address, anchor)
    whole = posixpath.normpath(posixpath.join("/", home, path)).strip("/").removesuffix("index.html").strip("/")
    if whole and "." not in whole.rpartition("/")[2]:
        whole += "/"
    return LinkTarget(_PAGED.sub("", whole), anchor)


def story_links(text: str) -> StoryLinks:
    """Return the links and headings of a story."""
    if (
        "](" not in text
        and "]:" not in text
        and "://" not in text
        and "#" not in text
        and "---" not in text
        and "===" not in text
    ):
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
    """Tell whether an address is one within the site: a place, a file or a path; ``//host`` and addresses of mail are none."""
    return (bool(address) and not address.startswith("//") and is_relative(address)) or address.startswith("#")


class Heading(NamedTuple):
    """A heading of a story. words: as people read it; name: as the repository host names it; id: on our page."""

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
    """Names headings as the repository host does, and gives each an id of ours; no two of a page are the same."""

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
    """Return the id of a heading of this name that none before it has, and note it down as taken."""
    slug = slugify(name) or "phan"
    made, number = f"muc-{slug}", 1
    while made in taken:
        number += 1
        made = f"muc-{slug}-{number}"
    taken.add(made)
    return made


def _ids_by_name(headings: tuple[str, ...]) -> dict[str, str]:
    """Return the ids of a page's headings by the names that links may give them: the host's, and the id itself."""
    taken: set[str] = set()
    ids: dict[str, str] = {}
    for name in headings:
        made = _new_id(name, taken)
        ids.setdefault(
            name, made
        )  # "Kết quả 1" may be named as a second "Kết quả" is: the first is meant, as on the host
    return {**{made: made for made in taken}, **ids}


def host_name(words: str) -> str:
    """Return what the repository host makes of a heading: small letters, no punctuation, a hyphen for each space."""
    kept = (c for c in normalize(words).strip().lower() if c in " -_" or unicodedata.category(c)[0] in "LMN")
    return "".join(kept).replace(" ", "-")


def is_named(anchor: str, headings: tuple[str, ...]) -> bool:
    """Tell whether an anchor is one of the headings, by the host's name or by our id."""
    return anchor.lower() in _ids_by_name(headings)


@dataclass(frozen=True)
class LinkedPage:
    """A page: what visitors find there, its headings as the host names them."""

    visibility: Visibility = Visibility.SHOWN
    headings: tuple[str, ...] = ()


class LinkedPages:
    """The pages of the site by their addresses."""

    def __init__(
        self, pages: Mapping[str, LinkedPage], site: str = "", moved: Mapping[str, str] = MappingProxyType({})
    ) -> None:  # fmt: skip
        self.pages, self._site, self._moved = pages, site, moved

    def inside(self, written: str) -> str | None:
        """Return an address within the site as a path, None when it leads elsewhere."""
        if self._site and written.startswith(self._site):
            return "/" + written.removeprefix(self._site)
        return written if is_inside(written) else None

    def at(self, address: str) -> LinkedPage | None:
        """Return what is at an address, None when nothing is."""
        if address in PAGES_WITHOUT_RECORD or _MADE.match(address):
            return LinkedPage()
        address = _KIT.sub("", address)
        found = self.pages.get(address)
        if found is None and (moved := self._moved.get(address.rstrip("/"))):
            found = self.pages.get(f"{moved}/")
        return found

    def href(self, written: str, source: str) -> str | None:
        """Return the address below the site's root of a link within the site, None when it leads to nothing that is shown."""
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
        """Tell whether a link within the site leads to what visitors find, the part it names included."""
        address = self.href(inside, source)
        target = target_of(inside, source)
        return address is not None and target is not None and ("#" in address or not target.anchor)

    def near(self, address: str) -> Iterator[str]:
        """Yield the addresses in the folder of one that is not there."""
        folder = address.rstrip("/").rpartition("/")[0]
        return (each for each in self.pages if each.rstrip("/").rpartition("/")[0] == folder)


def within(links: Iterable[str], places: LinkedPages, source: str) -> dict[str, str | None]:
    """Return what becomes of each link of a story within the site: what its page shows of other files."""
    inside = {link: path for link in links if (path := places.inside(link)) is not None}
    return {link: places.href(path, source) for link, path in inside.items()}


def on_page(found: Mapping[str, str | None], home: str, root: str) -> Callable[[str], str | None]:
    """Return what turns the addresses of a story into those of its page at ``home``; root: what leads to the site's root."""

    def turned(written: str) -> str | None:
        if written not in found:
            return written
        address = found[written]
        if address is None:
            return None
        page, _, part = address.partition("#")
        return f"#{part}" if part and page == home else (root + address or "./")

    return turned
