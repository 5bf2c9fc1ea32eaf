"""What files of a site say of one another: pictures are as pages say, feeds tell the newest, nothing unapproved is named."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping

from danvankheo.base.problems import Problem
from danvankheo.publishing import audit_documents
from danvankheo.publishing.audit_page import Page
from danvankheo.publishing.audit_pictures import Picture
from danvankheo.publishing.audit_records import Entry, SourceTree, words

# A title shorter than this is words anybody may use.
_SHORT = 12
# The form for stories shows an entry of the repository as its example.
_EXAMPLES = "gui-bai/"
Place = Callable[[Page, str], tuple[str, str] | None]


def names(paths: Iterable[str]) -> Iterator[Problem]:
    """Yield names that are one where capitals or the way of writing marks make no difference."""
    seen: dict[str, str] = {}
    for path in paths:
        first = seen.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
        if first != path or not path.isascii():
            yield Problem("DVK712", path, 1, 1, f"Tên tệp lạ, hoặc trùng với “{first}” ở máy không phân biệt chữ hoa.")


def pictures(pages: Iterable[Page], known: Mapping[str, Picture], place: Place) -> Iterator[Problem]:
    """Yield pictures whose size a page does not say, or says wrong: the page jumps when they come."""
    for page in pages:
        for source, width, height in page.images:
            target = place(page, source)
            picture = known.get(target[0]) if target else None
            if picture is None or not picture.width:
                continue
            said = (int(width), int(height)) if width.isdigit() and height.isdigit() else (0, 0)
            if not all(said) or abs(said[0] * picture.height / said[1] / picture.width - 1) > 0.02:
                shown = f"{picture.width}×{picture.height}"
                yield Problem("DVK703", page.path, 1, 1, f"Ảnh “{source}” là {shown}, trang ghi {width}×{height}.")


def linked_data(pages: Iterable[Page]) -> Iterator[Problem]:
    """Yield pages whose data for search engines cannot be read."""
    for page in pages:
        for data in page.linked_data:
            fault = audit_documents.json_text(data)[1]
            if fault or "<" in data:
                yield Problem("DVK703", page.path, 1, 1, fault or "Dữ liệu cấu trúc có dấu < chưa thoát.")


def newest(pages: Iterable[Page], texts: Mapping[str, str], found: Mapping[str, set[str]]) -> Iterator[Problem]:
    """Yield entries newer than the oldest one a main feed tells, that it does not tell. found: paths a feed names."""
    days = {page.path: page.meta.get("article:published_time", "") for page in pages}
    for feed in ("feed.xml", "feed.json"):
        if feed not in texts:
            yield Problem("DVK711", feed, 1, 1, "Thiếu bản tin.")
            continue
        told = {path for path in found.get(feed, ()) if days.get(path)}
        oldest = min((days[path] for path in told), default="")
        for path in sorted(path for path, day in days.items() if day > oldest and path not in told):
            yield Problem("DVK711", feed, 1, 1, f"Bản tin thiếu bài mới {path}.")


def feed_urls(text: str) -> list[str]:
    """Return the addresses of the entries of a JSON feed; of none when it is no feed."""
    try:
        rows = json.loads(text).get("items", [])
        return [str(row["url"]) for row in rows]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return []


def mentions(tree: SourceTree, texts: Mapping[str, str], production: bool) -> Iterator[Problem]:
    """Yield files of any kind in which the title stands of an entry that may not be shown.

    What the site's own pages and the titles of public entries say betrays nothing. Neither does what a public entry says
    in so many words, which its author means; but the title of what was withdrawn is nobody's to say.
    """
    public = [entry for entry in tree.entries if _may_be_read(entry, production)]
    named = "\n".join([tree.free_words, *(words(entry.title) for entry in public)])
    said = "\n".join([named, *(entry.words for entry in public)])
    barred = [
        entry for entry in tree.entries
        if not _may_be_read(entry, production)
        and len(entry.title) >= _SHORT and words(entry.title) not in (named if entry.withdrawn else said)
    ]  # fmt: skip
    for path, text in texts.items() if barred else ():
        flat = " ".join(text.split())
        for entry in barred:
            if entry.title in flat and not path.startswith(_EXAMPLES):
                code = "DVK709" if entry.public else "DVK710"
                yield Problem(code, path, 1, 1, f"Tệp có nhắc “{entry.title[:80]}” ({entry.path}).", words=entry.title)


def _may_be_read(entry: Entry, production: bool) -> bool:
    return entry.public and not (production and entry.sample)


def strangers(pages: Iterable[Page], tree: SourceTree) -> Iterator[Problem]:
    """Yield articles that stand where the repository has no entry."""
    known = {f"{entry.page}index.html" for entry in tree.entries}
    for page in pages:
        if page.meta.get("article:published_time") and page.path not in known:
            yield Problem("DVK710", page.path, 1, 1, "Bài này không có tệp nào trong kho.")
