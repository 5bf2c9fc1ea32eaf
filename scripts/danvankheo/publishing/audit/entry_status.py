"""Checks that entries are shown only as their source files allow: approved, not withdrawn, samples marked."""

from __future__ import annotations

from collections.abc import Iterator

from danvankheo.base.problems import Problem
from danvankheo.publishing.audit.built_site import BuiltSite
from danvankheo.publishing.audit.html_pages import HtmlPage
from danvankheo.publishing.audit.source_entries import SourceEntry, SourceTree, words

#: Classes of HTML elements that mark samples on pages, in lists and above figures.
_SAMPLE_MARKS = frozenset({"sample-note", "ribbon", "figures-ribbon", "chip--sample"})
# Titles of the notices that replace an entry's page.
_WITHDRAWN, _IN_REPAIR = "Bài đã được gỡ", "Bài đang được sửa"
# Shorter titles, in characters, are common words.
_SHORTEST_TITLE = 12
# The submission form shows an entry of the repository as its example.
_EXAMPLES = "gui-bai/"


def entry_problems(site: BuiltSite, sources: SourceTree | None, *, production: bool) -> Iterator[Problem]:
    """Yield samples on the real site; with ``sources`` also entries that are shown against what their files say."""
    for page in site.pages.values():
        if page.classes & _SAMPLE_MARKS and production:
            yield Problem("DVK709", page.path, 1, 1, "Trang thật có nội dung minh họa.")
    if sources is None:
        return
    yield from _mention_problems(site, sources, production=production)
    yield from _unknown_articles(site, sources)
    for entry in sources.entries:
        shown = site.pages.get(f"{entry.page}index.html")
        if shown:
            yield from _page_problems(shown, entry, production=production)


def _page_problems(page: HtmlPage, entry: SourceEntry, *, production: bool) -> Iterator[Problem]:
    """Yield why an entry's page may not be shown; a notice in its place may."""
    in_repair = page.title.startswith(_IN_REPAIR)
    notice = in_repair or page.title.startswith(_WITHDRAWN)
    if (entry.draft and not in_repair) or not (entry.approved or notice):
        reason = "còn là bản nháp" if entry.draft else "chưa được duyệt"
        yield Problem("DVK710", page.path, 1, 1, f"Bài {reason} ({entry.path}).")
    if entry.withdrawn and not notice:
        yield Problem("DVK710", page.path, 1, 1, f"Bài đã rút đồng ý ({entry.path}).")
    marked = page.hidden and "sample-note" in page.classes
    if entry.sample and not notice and (production or not marked):
        message = (
            f"Bài minh họa ({entry.path}) phải ghi rõ là minh họa, ẩn với máy tìm kiếm, và không có trên trang thật."
        )
        yield Problem("DVK709", page.path, 1, 1, message)


def _mention_problems(site: BuiltSite, sources: SourceTree, *, production: bool) -> Iterator[Problem]:
    """Yield files that contain the title of an entry that may not be shown.

    Titles that occur in the vocabulary, in hand-written pages or in titles of public entries are no leak. The text of a
    public entry may name another entry, because its author means to; but never a withdrawn one.
    """
    public = [entry for entry in sources.entries if _is_readable(entry, production)]
    in_titles = "\n".join([sources.vocabulary_words, *(words(entry.title) for entry in public)])
    in_texts = "\n".join([in_titles, *(entry.words for entry in public)])
    secret = [
        entry for entry in sources.entries
        if not _is_readable(entry, production)
        and len(entry.title) >= _SHORTEST_TITLE and words(entry.title) not in (in_titles if entry.withdrawn else in_texts)
    ]  # fmt: skip
    for path, text in site.texts.items() if secret else ():
        flat = " ".join(text.split())
        for entry in secret:
            if entry.title in flat and not path.startswith(_EXAMPLES):
                code = "DVK709" if entry.public else "DVK710"
                message = f"Tệp có nhắc “{entry.title[:80]}” ({entry.path})."
                yield Problem(code, path, 1, 1, message, words=entry.title)


def _is_readable(entry: SourceEntry, production: bool) -> bool:
    return entry.public and not (production and entry.sample)


def _unknown_articles(site: BuiltSite, sources: SourceTree) -> Iterator[Problem]:
    """Yield articles whose entry is not in the repository."""
    known = {f"{entry.page}index.html" for entry in sources.entries}
    for page in site.pages.values():
        if page.meta.get("article:published_time") and page.path not in known:
            yield Problem("DVK710", page.path, 1, 1, "Bài này không có tệp nào trong kho.")
