"""Reads one HTML page with the standard library's parser: its links, loaded files, meta tags and text, and its own faults."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from danvankheo.base.headers import EDITOR_FOLDER, META_POLICY
from danvankheo.base.problems import Problem

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905
# Control characters, U+FFFD, and marks that change the direction of the text.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\u202a-\u202e\u2066-\u2069]")
_BARE = re.compile(r"<(?![a-zA-Z/!])")
_TEMPLATE = re.compile(r"\{\{|\{%|%\}")
# Attributes whose files a browser fetches by itself when it shows the page.
_LOADS = {"img": ("src", "srcset"), "source": ("src", "srcset"), "script": ("src",), "iframe": ("src",), "video": ("src", "poster"),
          "audio": ("src",), "embed": ("src",), "object": ("data",), "track": ("src",), "input": ("src",), "image": ("href", "xlink:href"),
          "use": ("href", "xlink:href")}  # fmt: skip
_LOADED_RELATIONS = frozenset(
    {"stylesheet", "preload", "modulepreload", "icon", "manifest", "prefetch", "apple-touch-icon"}
)
_FORBIDDEN = frozenset(
    "iframe frameset object embed base frame applet portal style math foreignobject animate set plaintext xmp listing noembed noframes marquee".split()  # noqa: SIM905
)
_SCHEME = re.compile(r"[\s\x00-\x20]*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
# The one page with a content security policy of its own.
_EDITOR = f"{EDITOR_FOLDER}index.html"
_SAFE_SCHEMES = frozenset({"http", "https", "mailto"})


@dataclass
class HtmlPage:
    """A page's content; lines count from 1.

    ids: id → line; links, loads: (address, line), loads being the files that a browser fetches by itself; first_loads:
    addresses of styles and scripts; refresh: the page redirects; text: (words, line), attributes such as ``alt`` included;
    images: (address, width, height) as the page states them; linked_data: JSON-LD texts.
    """

    path: str
    ids: dict[str, int] = field(default_factory=dict)
    links: list[tuple[str, int]] = field(default_factory=list)
    loads: list[tuple[str, int]] = field(default_factory=list)
    first_loads: list[str] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    canonical: str = ""
    refresh: bool = False
    title: str = ""
    text: list[tuple[str, int]] = field(default_factory=list)
    images: list[tuple[str, str, str]] = field(default_factory=list)
    linked_data: list[str] = field(default_factory=list)
    classes: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    @property
    def hidden(self) -> bool:
        """Tell whether search engines are asked to leave the page out."""
        return "noindex" in self.meta.get("robots", "")


def read(path: str, html: str) -> HtmlPage:
    """Read a page; its own faults are in ``problems``."""
    reader = _Reader(path)
    reader.feed(html)
    reader.close()
    page = reader.page
    page.problems += reader.unclosed()
    page.problems += _source_problems(path, html)
    policy = page.meta.get("content-security-policy", "")
    own = path == _EDITOR and policy.startswith("default-src 'none'") and "unsafe-" not in policy
    if policy != META_POLICY and not own:
        state = "không có" if not policy else "khác"
        message = f"Chính sách cấm mã lạ (Content-Security-Policy) {state} trong trang."
        page.problems.append(_wrong("DVK704", path, 1, message))
    return page


def _source_problems(path: str, html: str) -> Iterator[Problem]:
    """Yield HTML that browsers may parse in different ways, and invisible characters."""
    if not html.lstrip().startswith("<!doctype html>\n") or not html.rstrip().endswith("</html>"):
        yield _wrong("DVK702", path, 1, "Trang không bắt đầu bằng <!doctype html> hoặc dừng giữa chừng.")
    for name, pattern in (("Dấu < chưa được thoát", _BARE), ("Ký tự không nhìn thấy", _CONTROL)):
        if found := pattern.search(html):
            yield _wrong("DVK702", path, html.count("\n", 0, found.start()) + 1, f"{name} trong trang.")


def _wrong(code: str, path: str, line: int, message: str) -> Problem:
    return Problem(code, path, line, 1, message)


class _Reader(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__(convert_charrefs=True)
        self.page = HtmlPage(path)
        self._open: list[tuple[str, int]] = []
        self._editor = path == _EDITOR

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        self.page.problems += self._attributes(tag, attrs, line)
        if tag not in VOID:
            self._open.append((tag, line))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.problems += self._attributes(tag, attrs, self.getpos()[0])

    def handle_endtag(self, tag: str) -> None:
        names = [name for name, _ in self._open]
        if tag in VOID or tag not in names:
            self._note("DVK702", f"Thẻ đóng </{tag}> không có thẻ mở.")
            return
        while self._open:
            name, line = self._open.pop()
            if name == tag:
                return
            self._note("DVK702", f"Thẻ <{name}> mở ở dòng {line} chưa được đóng.")

    def handle_comment(self, data: str) -> None:
        self._note("DVK702", "Trang có ghi chú ẩn.")

    def handle_pi(self, data: str) -> None:
        self._note("DVK702", "Trang có chỉ thị lạ.")

    def unknown_decl(self, data: str) -> None:
        self._note("DVK702", "Trang có khai báo lạ.")

    def unclosed(self) -> Iterator[Problem]:
        """Yield elements without an end tag."""
        for name, line in self._open:
            yield _wrong("DVK702", self.page.path, line, f"Thẻ <{name}> chưa được đóng.")

    def handle_data(self, data: str) -> None:
        inside = self._open[-1][0] if self._open else ""
        if inside == "title" and "svg" not in [name for name, _ in self._open]:
            self.page.title += data
        if inside == "script" and "data" in self._script:
            self.page.linked_data.append(data)
        if _TEMPLATE.search(data) and not {"main", "head"} & {name for name, _ in self._open}:
            self._note("DVK702", "Trang còn dấu vết của mẫu.")
        if inside == "script" and data.strip() and "data" not in self._script:
            self._note("DVK704", "Có đoạn mã viết thẳng trong trang.")
        elif inside == "style":
            self._note("DVK704", "Có phần kiểu dáng viết thẳng trong trang.")
        if data.strip() and inside != "style":
            self.page.text.append((data, self.getpos()[0]))

    def _note(self, code: str, message: str) -> None:
        self.page.problems.append(_wrong(code, self.page.path, self.getpos()[0], message))

    def _attributes(self, tag: str, attrs: list[tuple[str, str | None]], line: int) -> Iterator[Problem]:
        path = self.page.path
        given = {name: value or "" for name, value in attrs}
        if len(given) < len(attrs):
            yield _wrong("DVK702", path, line, f"Thẻ <{tag}> ghi một thuộc tính hai lần.")
        if tag in _FORBIDDEN:
            yield _wrong("DVK704", path, line, f"Thẻ <{tag}> không được dùng trên trang.")
        for name, value in given.items():
            if name.startswith("on") or name == "srcdoc" or (name == "style" and not self._editor):
                yield _wrong("DVK704", path, line, f"Thẻ <{tag}> có thuộc tính “{name}”.")
            scheme = (
                _SCHEME.match(value)
                if name in ("href", "src", "action", "formaction", "xlink:href", "data", "poster")
                else None
            )
            if scheme and scheme[1].lower() not in _SAFE_SCHEMES:
                message = f"Thẻ <{tag}> dẫn tới địa chỉ kiểu “{scheme[1].lower()}:”."
                yield Problem("DVK704", path, line, 1, message, words=value)
        if tag == "script":
            self._script = {"data"} if given.get("type") == "application/ld+json" else set()
        if tag == "img":
            self.page.images.append((given.get("src", ""), given.get("width", ""), given.get("height", "")))
        self.page.text += [(given[name], line) for name in ("alt", "title", "aria-label", "content") if given.get(name)]
        yield from self._identity(given, line)
        self._addresses(tag, given, line)

    def _identity(self, given: dict[str, str], line: int) -> Iterator[Problem]:
        if "id" in given:
            first = self.page.ids.setdefault(given["id"], line)
            if first != line or given["id"] == "":
                yield _wrong(
                    "DVK702", self.page.path, line, f"Mã (id) “{given['id']}” trống hoặc đã có ở dòng {first}."
                )
        self.page.classes.update(given.get("class", "").split())

    def _addresses(self, tag: str, given: dict[str, str], line: int) -> None:
        page = self.page
        if tag == "meta":
            name = given.get("property") or given.get("name") or given.get("http-equiv", "")
            page.meta.setdefault(name.lower(), given.get("content", ""))
            if name.lower() == "refresh":
                page.refresh = True
                page.links.append((given.get("content", "").partition("url=")[2], line))
        elif tag in ("a", "area") and "href" in given:
            page.links.append((given["href"], line))
        elif tag == "link":
            relations = set(given.get("rel", "").lower().split())
            if "canonical" in relations:
                page.canonical = given.get("href", "")
            if relations & _LOADED_RELATIONS:
                page.loads.append((given.get("href", ""), line))
                page.first_loads.append(given.get("href", ""))
            elif "alternate" in relations:
                page.links.append((given.get("href", ""), line))
        for name in _LOADS.get(tag, ()):
            for address in _addresses_in(name, given.get(name, "")):
                page.loads.append((address, line))
                if tag == "script":
                    page.first_loads.append(address)

    _script: set[str] = set()  # noqa: RUF012 - replaced at each <script>, never changed


def _addresses_in(name: str, value: str) -> Iterator[str]:
    """Yield the addresses of an attribute; ``srcset`` holds several, each with its width."""
    if not value or value.startswith("#"):
        return
    if name == "srcset":
        yield from (part.split()[0] for part in value.split(",") if part.strip())
    else:
        yield value
