"""Problems of the links in a story: misleading links, and links to pages or headings that do not exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from danvankheo.base.problems import Fix, Problem, Severity
from danvankheo.base.text import closest
from danvankheo.base.web_addresses import is_bare, misleading
from danvankheo.rendering.links import LinkedPage, LinkedPages, Visibility, address_of, is_named, outline, target_of
from danvankheo.rendering.markdown_dialect import PARSER, bare_addresses, tag_of

_SHOWN = 80
_OTHER_SITES = ("http://", "https://", "mailto:")


class WrittenLink(NamedTuple):
    """A link as it is written. words: its text and title; start: where it begins, in bytes."""

    address: str
    words: str
    start: int


def written_in(text: str) -> Iterator[WrittenLink]:
    """Yield the links of a story in order."""
    address, title, words, begin = "", "", [""], -1
    for event, span in PARSER.events_with_range(text):
        if not isinstance(event, dict):
            continue
        ((kind, value),) = event.items()
        if kind == "Start" and (tag := tag_of(value))[0] == "Link" and tag[1]["link_type"] != "Email":
            address, words, begin = tag[1]["dest_url"], [], span["start"]
            title = tag[1]["title"]
        elif kind == "End" and begin >= 0 and tag_of(value)[0] == "Link":
            yield WrittenLink(address, f"{''.join(words)} {title}".strip(), begin)
            begin = -1
        elif kind in ("Text", "Code") and begin >= 0:
            words.append(str(value))
        elif kind == "Text" and "://" in (plain := str(value)):
            for start, bare in bare_addresses(plain):
                yield WrittenLink(bare, bare, span["start"] + len(plain[:start].encode("utf-8")))


class _Lines:
    """The lines of a story, with their numbers in the file."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self._bytes, self._lines = text.encode("utf-8"), text.split("\n")
        self._path, self._first = path, first_line

    def problem(
        self, code: str, link: WrittenLink, message: str, advice: str, right: str = "", *, warning: bool = False
    ) -> Problem:
        """Return a problem at a link. right: the address it should have, "" when it is not known."""
        before = self._bytes[: link.start]
        index = before.count(b"\n")
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        line, old = self._lines[index], f"]({link.address}"
        fix = None
        if right and line.count(old) == 1:
            fix = Fix("replace", self._first + index, line.replace(old, f"]({right}"))
        elif right:
            advice = f"{advice} Viết đúng là: {right}".strip()
        severity = Severity.WARNING if warning else Severity.ERROR
        return Problem(code, self._path, self._first + index, column, message, advice, fix, severity)

    def misleading(self, link: WrittenLink, why: str) -> Problem:
        """Return the problem of a link that looks like another address."""
        advice = "Ghi đúng địa chỉ của nơi liên kết dẫn tới, hoặc bỏ liên kết."
        return self.problem("DVK521", link, f"Liên kết dễ gây nhầm: {why}.", advice)


def in_themselves(text: str, path: str, first_line: int) -> Iterator[Problem]:
    """Yield the problems found in the story alone: misleading links, links without https://."""
    if "](" not in text and "]:" not in text and "://" not in text:
        return
    lines = _Lines(text, path, first_line)
    for link in written_in(text):
        if is_bare(link.address):
            message = f"Địa chỉ “{_cut(link.address)}” thiếu https:// ở đầu, nên dẫn tới một trang không có."
            yield lines.problem("DVK522", link, message, "", f"https://{link.address}")
        elif link.address.lower().startswith(_OTHER_SITES) and (why := misleading(link.address, link.words)):
            yield lines.misleading(link, why)


def imitates_site(address: str, pages: LinkedPages) -> bool:
    """Tell whether a web address imitates the site's own; ``in_themselves`` tells of those that mislead anyway."""
    outside = address.lower().startswith(("http://", "https://")) and pages.inside(address) is None
    return outside and misleading(address) is None and misleading(address, own=pages.host) is not None


def within_site(text: str, path: str, first_line: int, pages: LinkedPages) -> Iterator[Problem]:
    """Yield the problems of links within the site, to pages or headings that are not shown, and of links that imitate the site."""
    lines = _Lines(text, path, first_line)
    for link in written_in(text):
        inside = pages.inside(link.address)
        if inside is None or is_bare(link.address):
            if imitates_site(link.address, pages):
                yield lines.misleading(link, misleading(link.address, link.words, pages.host) or "")
            continue
        target = target_of(inside, path)
        if target is None:
            message = f"Liên kết “{_cut(link.address)}” dẫn tới một tệp không có trang nào."
            yield lines.problem(
                "DVK341", link, message, "Chỉ dẫn tới một bài, một mục có trên trang, hoặc một địa chỉ https://."
            )
            continue
        own = target.address == address_of(path)
        page = (
            LinkedPage(headings=tuple(heading.name for heading in outline(text))) if own else pages.at(target.address)
        )
        if page is None:
            message = f"Liên kết “{_cut(link.address)}” dẫn tới trang không có."
            yield lines.problem("DVK341", link, message, *_near(link.address, target.address, pages))
        elif page.visibility is not Visibility.SHOWN:
            message = f"Liên kết “{_cut(link.address)}”: {page.visibility}; trên trang chỉ hiện chữ, không có liên kết."
            yield lines.problem("DVK342", link, message, "Bỏ liên kết, hoặc đợi bài ấy lên trang.", warning=True)
        elif target.anchor and not is_named(target.anchor, page.headings):
            yield _no_heading(lines, link, target.anchor, page.headings, text if own else "")


def _no_heading(lines: _Lines, link: WrittenLink, anchor: str, headings: tuple[str, ...], text: str) -> Problem:
    message = f"Không có tiêu đề nào ứng với “#{_cut(anchor)}”."
    near = closest(anchor, list(headings), 1)
    words = (
        "; ".join(f"#{heading.name} ({heading.words})" for heading in outline(text))
        if text
        else "; ".join(f"#{name}" for name in headings)
    )
    advice = f"Các tiêu đề có: {words[:600]}." if headings else "Trang ấy không có tiêu đề nào: bỏ phần từ dấu #."
    right = f"{link.address.partition('#')[0]}#{near[0]}" if near else ""
    # Headings of another page may change at any time; the link then leads to the top of that page.
    return lines.problem("DVK340", link, message, advice, right, warning=not text)


def _near(written: str, address: str, pages: LinkedPages) -> tuple[str, str]:
    """Return the advice for a link to no page, and the right address when only one is near ("" otherwise)."""
    slug = address.rstrip("/").rpartition("/")[2]
    known = {each.rstrip("/").rpartition("/")[2]: each for each in pages.near(address)}
    near = closest(slug, list(known))
    if not near:
        return "Xem lại tên tệp, địa chỉ; hoặc bỏ liên kết.", ""
    right = written.replace(slug, near[0]) if len(near) == 1 and written.count(slug) == 1 else ""
    return f"Có phải: {'; '.join(f'/{known[each]}' for each in near)}?", right


def _cut(words: str) -> str:
    return words if len(words) <= _SHOWN else words[:_SHOWN] + "…"
