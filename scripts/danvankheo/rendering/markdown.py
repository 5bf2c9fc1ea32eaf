"""Markdown to safe HTML, in linear time: the parser's events are written as HTML, which then passes an allow-list.

Raw HTML is shown as text. Rendering never fails; ``check`` reports mistakes.

Ids begin with ``muc-`` (headings) and ``ghi-chu-`` (footnotes); templates use neither. Links to other sites have
``rel="nofollow ugc noopener"``, which tells search engines that contributors wrote them.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from danvankheo.media.responsive_images import ResponsiveImage
from danvankheo.rendering.abbreviations import Abbreviations
from danvankheo.rendering.links import HeadingNamer
from danvankheo.rendering.markdown_dialect import (
    MAX_DEPTH,
    PARSER,
    bare_addresses,
    is_external,
    photo_path,
    safe_href,
    tag_of,
)
from danvankheo.rendering.markdown_rules import check
from danvankheo.rendering.sanitize import REL, SIZES, sanitize

__all__ = ["check", "render"]

FindPicture = Callable[[str], ResponsiveImage | None]
FindLink = Callable[[str], str | None]

_ALERTS = {
    "Note": ("note", "Ghi chú"),
    "Tip": ("tip", "Mẹo"),
    "Important": ("important", "Quan trọng"),
    "Warning": ("warning", "Lưu ý"),
    "Caution": ("caution", "Cẩn thận"),
}
_SIMPLE = {
    "Item": ("<li>", "</li>\n"),
    "Emphasis": ("<em>", "</em>"),
    "Strong": ("<strong>", "</strong>"),
    "Strikethrough": ("<del>", "</del>"),
    "HtmlBlock": ("<p>", "</p>\n"),
}
# Below this depth containers are left out and their content stays.
_DEEPEST = 3 * MAX_DEPTH


def render(text: str, *, image: FindPicture, prefix: str = "", link: FindLink | None = None) -> str:
    """Return the story as safe HTML.

    image:  returns the picture listed under a path as the story writes it (``anh/<slug>/file.jpg``), None for none.
    prefix: the relative path from the page to the site's root (``../../``), for pictures.
    link:   returns the address on the page (``links.on_page``), None when it leads nowhere; without it addresses stay.
    """
    writer = _Writer(image, prefix, link, Abbreviations(text))
    for event in PARSER.events(text):
        writer.take(event)
    return sanitize(writer.html())


class _Figure(str):
    """The HTML of a photo as a block; ``inline`` is its HTML within a line of text."""

    __slots__ = ("inline",)
    inline: str


class _Writer:
    """Writes events as HTML. A start event pushes the function for its end; blocks that are changed at their end have a buffer."""

    def __init__(self, image: FindPicture, prefix: str, link: FindLink | None, abbreviations: Abbreviations) -> None:
        self._image, self._prefix, self._link = image, prefix, link
        self._abbreviations = abbreviations
        self._buffers: list[list[str]] = [[]]
        self._ends: list[Callable[[], None]] = []
        self._plain: list[str] | None = None
        self._in_link = 0
        self._names = HeadingNamer()
        self._alignments: tuple[str, ...] = ()
        self._column = 0
        self._cell = "td"
        self._tables = 0
        self._notes: dict[str, int] = {}
        self._references: dict[str, int] = {}
        self._definitions: dict[str, str] = {}

    def take(self, event: Any) -> None:
        """Write one event of the parser."""
        if isinstance(event, str):
            self._mark(event)
            return
        ((name, value),) = event.items()
        if name == "Text":
            self._text(value)
        elif name == "Start":
            self._start(value)
        elif name == "End":
            self._ends.pop()()
        elif name == "Code":
            self._words(value, f"<code>{escape(value, quote=False)}</code>")
        elif name == "FootnoteReference":
            self._reference(value)
        elif name == "TaskListMarker":
            sign, label = ("☑", "Đã xong") if value else ("☐", "Chưa xong")
            self._add(f'<span class="task" role="img" aria-label="{label}">{sign}</span> ')
        else:  # raw HTML, shown as the text it is
            self._words(value, escape(value, quote=False))

    def html(self) -> str:
        """Return everything written, footnotes last, in the order they are referred to."""
        body = "".join(self._buffers[0])
        notes = [self._note(label, number) for label, number in self._notes.items() if label in self._definitions]
        if not notes:
            return body
        items = "".join(notes)
        return (
            f'{body}<section class="footnotes" aria-label="Ghi chú">'
            f'<p class="footnotes__title">Ghi chú</p>\n<ol>\n{items}</ol></section>\n'
        )

    def _add(self, html: str) -> None:
        self._buffers[-1].append(html)

    def _words(self, plain: str, html: str) -> None:
        if self._plain is not None:
            self._plain.append(plain)
        self._add(html)

    def _mark(self, event: str) -> None:
        self._words(" ", {"SoftBreak": "\n", "HardBreak": "<br>\n"}.get(event, "<hr>\n"))

    def _text(self, text: str) -> None:
        if self._plain is None and not self._in_link:
            text = self._abbreviations.spelt(text, opens=not self._buffers[-1])
        if self._in_link or "://" not in text:
            self._words(text, escape(text, quote=False))
            return
        end = 0
        for start, address in bare_addresses(text):
            before = text[end:start]
            end = start + len(address)
            self._words(before, escape(before, quote=False))
            opening = self._anchor(address, "")
            shown = escape(address, quote=False)
            self._words(address, f"{opening}{shown}</a>" if opening else shown)
        self._words(text[end:], escape(text[end:], quote=False))

    def _start(self, tag: Any) -> None:
        name, value = tag_of(tag)
        if name in _SIMPLE:
            self._wrap(*_SIMPLE[name])
        elif name in ("Paragraph", "Heading", "Image", "FootnoteDefinition"):
            self._buffers.append([])
            outer, self._plain = self._plain, [] if name in ("Heading", "Image") else self._plain
            self._ends.append(lambda: self._close(name, value, outer))
        elif name == "Link":
            self._open_link(value)
        elif name == "BlockQuote":
            self._open_quote(value)
        elif name == "List":
            start = f' start="{value}"' if value not in (None, 1) else ""
            self._wrap(*(("<ul>\n", "</ul>\n") if value is None else (f"<ol{start}>\n", "</ol>\n")))
        elif name == "CodeBlock":
            self._wrap('<pre tabindex="0"><code>', "</code></pre>\n")
        else:
            self._open_table(name, value)

    def _wrap(self, opening: str, closing: str) -> None:
        if len(self._ends) >= _DEEPEST:
            opening = closing = ""
        self._add(opening)
        self._ends.append(lambda: self._add(closing))

    def _close(self, name: str, value: Any, outer: list[str] | None) -> None:
        parts, plain = self._buffers.pop(), "".join(self._plain or ())
        self._plain = outer
        if name == "Image":
            if outer is not None:
                outer.append(plain)
            self._add(self._photo(value["dest_url"], plain))
        elif name == "FootnoteDefinition":
            self._definitions.setdefault(value, "".join(parts))
        elif name == "Heading":
            level = max(2, int(value["level"][1]))
            self._add(f'<h{level} id="{self._names.of(plain)[1]}">{_in_line(parts)}</h{level}>\n')
        elif any(isinstance(part, _Figure) for part in parts) and not _in_line(parts, photos=False).strip():
            self._add("".join(part for part in parts if isinstance(part, _Figure)))
        elif words := _in_line(parts):
            self._add(f"<p>{words}</p>\n")

    def _open_link(self, link: dict[str, str]) -> None:
        address = ("mailto:" if link["link_type"] == "Email" else "") + link["dest_url"]
        opening = "" if self._in_link else self._anchor(address, link["title"])
        self._in_link += 1
        self._add(opening)

        def close() -> None:
            self._in_link -= 1
            self._add("</a>" if opening else "")

        self._ends.append(close)

    def _anchor(self, address: str, title: str) -> str:
        href = safe_href(address)
        if href and self._link:
            href = self._link(href)
        if not href:
            return ""
        rel = f' rel="{REL}"' if is_external(href) else ""
        titled = f' title="{escape(title)}"' if title else ""
        return f'<a href="{escape(href)}"{titled}{rel}>'

    def _open_quote(self, kind: str | None) -> None:
        if kind is None:
            self._wrap("<blockquote>\n", "</blockquote>\n")
            return
        name, title = _ALERTS[kind]
        self._wrap(f'<div class="alert alert--{name}" role="note"><p class="alert__title">{title}</p>\n', "</div>\n")

    def _open_table(self, name: str, value: Any) -> None:
        if name == "Table":
            self._tables += 1
            self._alignments = value
            label = f"Bảng {self._tables}"
            region = f'<section class="table-scroll" aria-label="{label}" tabindex="0">'
            self._wrap(f"{region}<table>\n", "</tbody></table></section>\n")
        elif name == "TableHead":
            self._column, self._cell = 0, "th"
            self._wrap("<thead><tr>", "</tr></thead>\n<tbody>\n")
        elif name == "TableRow":
            self._column, self._cell = 0, "td"
            self._wrap("<tr>", "</tr>\n")
        elif name == "TableCell":
            alignment = self._alignments[self._column].lower() if self._column < len(self._alignments) else "none"
            self._column += 1
            aligned = f' class="align-{alignment}"' if alignment in ("center", "right") else ""
            scope = ' scope="col"' if self._cell == "th" else ""
            self._wrap(f"<{self._cell}{scope}{aligned}>", f"</{self._cell}>")
        else:
            self._wrap("", "")

    def _photo(self, address: str, alt: str) -> str:
        picture = self._image(photo_path(address))
        if picture is None:
            return escape(alt, quote=False)
        jpeg, webp = escape(self._prefix + picture.jpeg), escape(picture.srcset(self._prefix))
        words = escape(alt.strip() or picture.alt)
        inline = (
            f'<picture><source type="image/webp" srcset="{webp}" sizes="{SIZES}"><img src="{jpeg}" width="{picture.width}" '
            f'height="{picture.height}" alt="{words}" loading="lazy" decoding="async"></picture>'
        )
        caption = f"<figcaption>{escape(picture.caption, quote=False)}</figcaption>" if picture.caption else ""
        figure = _Figure(f'<figure class="story-photo">{inline}{caption}</figure>\n')
        figure.inline = inline
        return figure

    def _reference(self, label: str) -> None:
        number = self._notes.setdefault(label, len(self._notes) + 1)
        count = self._references[label] = self._references.get(label, 0) + 1
        place = f"ghi-chu-{number}-tu" + (f"-{count}" if count > 1 else "")
        link = f'<a href="#ghi-chu-{number}" id="{place}" aria-label="Ghi chú {number}">{number}</a>'
        self._add(f'<sup class="footnote-ref">{link}</sup>')

    def _note(self, label: str, number: int) -> str:
        back = (
            f' <a class="footnote-back" href="#ghi-chu-{number}-tu" aria-label="Quay lại chỗ có ghi chú {number}">↩</a>'
        )
        content = self._definitions[label].rstrip()
        end = "</p>" if content.endswith("</p>") else ""
        return f'<li id="ghi-chu-{number}">{content.removesuffix("</p>") if end else content}{back}{end}</li>\n'


def _in_line(parts: list[str], *, photos: bool = True) -> str:
    return "".join((part.inline if photos else "") if isinstance(part, _Figure) else part for part in parts)
