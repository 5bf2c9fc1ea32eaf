"""Problems of a story's Markdown: text that the site cannot show as it is written.

One pass over the parser's events; columns count characters. ``records.rules.privacy`` finds private data.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import chain
from typing import Any

from danvankheo.base.problems import Fix, Problem, Severity
from danvankheo.base.text import closest, unusable
from danvankheo.rendering import link_rules
from danvankheo.rendering.markdown_dialect import (
    MAX_BYTES,
    MAX_CELLS,
    MAX_DEPTH,
    MAX_IMAGES,
    MAX_LINE,
    MAX_LINKS,
    PARSER,
    is_external,
    photo_path,
    safe_href,
    tag_of,
)

# A code is reported at most this often for one story.
_AT_MOST = 20
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<[!?][^>]*>?|</?([A-Za-z][A-Za-z0-9-]*)[^<>]*(?:>|\Z)", re.DOTALL)
_IN_MARKDOWN = {"b": "**", "strong": "**", "i": "*", "em": "*", "s": "~~", "del": "~~", "strike": "~~", "br": " "}
_ADVICE = {
    "b": "Chữ đậm viết là **chữ đậm**.",
    "strong": "Chữ đậm viết là **chữ đậm**.",
    "i": "Chữ nghiêng viết là *chữ nghiêng*.",
    "em": "Chữ nghiêng viết là *chữ nghiêng*.",
    "br": "Muốn xuống dòng, để một dòng trống giữa hai đoạn.",
    "a": "Liên kết viết là [chữ hiện ra](https://…).",
    "img": "Ảnh viết là ![mô tả ảnh](anh/<tên bài>/<tên ảnh>) và ghi ở mục anh của bài.",
    "table": "Bảng viết bằng dấu | giữa các cột.",
}
_HASHES = re.compile(r"^((?:\s*>)*\s{0,3}(?:(?:[-*+]|\d+[.)])\s+)*)#{1,6}(?=\s|$)")


def check(text: str, *, path: str, first_line: int = 1, images: Collection[str] = ()) -> Iterator[Problem]:
    """Yield the problems of a story.

    path: the file; first_line: the line of the file on which the text begins; images: the paths of the pictures that the
    record lists, as a story writes them (``anh/<slug>/file.jpg``).
    """
    size = len(text.encode("utf-8"))
    if size > MAX_BYTES:
        message = f"Bài dài {size // 1024 + 1} KB, quá giới hạn {MAX_BYTES // 1024} KB."
        yield Problem("DVK507", path, first_line, 1, message, "Rút ngắn bài, hoặc tách thành hai bài.")
        return
    for number, line in enumerate(text.split("\n"), first_line):
        if len(line) > MAX_LINE:
            message = f"Dòng này dài {len(line)} ký tự, quá giới hạn {MAX_LINE}."
            yield Problem("DVK508", path, number, 1, message, "Ngắt thành nhiều đoạn, giữa hai đoạn để một dòng trống.")
    reader = _Reader(text, path, first_line, images)
    counts: Counter[str] = Counter()
    for problem in chain(reader.problems(), link_rules.in_themselves(text, path, first_line)):
        counts[problem.code] += 1
        if counts[problem.code] <= _AT_MOST:
            yield problem


class _Reader:
    """Yields the problems of one story from the parser's events."""

    def __init__(self, text: str, path: str, first_line: int, images: Collection[str]) -> None:
        self._text, self._path, self._first, self._images = text, path, first_line, images
        self._bytes = text.encode("utf-8")
        self._lines = text.split("\n")
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line.encode("utf-8")) + 1)
        self._raw: list[tuple[int, int]] = []
        self._counts: Counter[str] = Counter()
        self._depth = 0
        self._level = 1

    def problems(self) -> Iterator[Problem]:
        """Yield problems in the order of the text; raw HTML last, when all pieces of a line are known."""
        for event, span in PARSER.events_with_range(self._text):
            if isinstance(event, str):
                continue
            start, end = span["start"], span["end"]
            if (tag := event.get("Start")) is not None:
                yield from self._opened(tag, start, end)
            elif (tag := event.get("End")) is not None:
                self._depth -= isinstance(tag, dict) and ("List" in tag or "BlockQuote" in tag)
            elif "InlineHtml" in event:
                self._raw.append((start, end))
            elif flaw := unusable(str(event.get("Text", ""))):
                # Such characters in the file are found when it is read; here one is written as an entity ("&#8;").
                written = self._bytes[start:end].decode("utf-8", "replace")
                message = f"“{written[:20]}” là {flaw.what}; trang không hiện được."
                yield self._problem("DVK520", start, message, "Xóa mã này; cần chữ gì thì gõ thẳng chữ ấy.")
        for start, end in self._raw[:_AT_MOST]:
            yield self._raw_html(start, end)

    def _opened(self, tag: Any, start: int, end: int) -> Iterator[Problem]:
        name, value = tag_of(tag)
        if name == "HtmlBlock":
            self._raw.append((start, end))
        elif name == "Heading":
            yield from self._heading(int(value["level"][1]), start, end)
        elif name in ("List", "BlockQuote"):
            self._depth += 1
            if self._depth == MAX_DEPTH + 1:
                yield self._problem(
                    "DVK509",
                    start,
                    f"Danh sách, trích dẫn lồng nhau quá {MAX_DEPTH} tầng.",
                    "Bớt tầng, chia thành nhiều đoạn.",
                )
        elif name == "Image":
            yield from self._counted("ảnh", MAX_IMAGES, start)
            yield from self._image(value["dest_url"], start)
        elif name == "Link":
            yield from self._counted("liên kết", MAX_LINKS, start)
            yield from self._link(value, start)
        elif name == "TableCell":
            yield from self._counted("ô trong bảng", MAX_CELLS, start)

    def _problem(
        self, code: str, offset: int, message: str, advice: str, fix: Fix | None = None, *, warning: bool = False
    ) -> Problem:
        index = self._line_of(offset)
        column = len(self._bytes[self._starts[index] : offset].decode("utf-8", "replace")) + 1
        severity = Severity.WARNING if warning else Severity.ERROR
        return Problem(code, self._path, self._first + index, column, message, advice, fix, severity)

    def _line_of(self, offset: int) -> int:
        return min(bisect_right(self._starts, offset), len(self._lines)) - 1

    def _replace(self, first: int, last: int, text: str) -> Fix:
        start, stop = self._first + first, self._first + last
        return Fix("replace", start, text, stop) if text.strip() else Fix("delete", start, "", stop)

    def _counted(self, what: str, limit: int, start: int) -> Iterator[Problem]:
        self._counts[what] += 1
        if self._counts[what] == limit + 1:
            yield self._problem(
                "DVK510",
                start,
                f"Bài có quá nhiều {what} (hơn {limit}).",
                "Bớt lại, chỉ giữ những gì cần cho câu chuyện.",
            )

    def _heading(self, level: int, start: int, end: int) -> Iterator[Problem]:
        previous, self._level = self._level, max(2, level)
        if level == 1:
            message = "Tiêu đề cấp một (#) dành cho tên bài; trong bài bắt đầu từ cấp hai (##)."
            yield self._problem("DVK502", start, message, "", self._relevel(start, end, 2))
        elif level > previous + 1:
            message = (
                f"Tiêu đề nhảy từ cấp {previous} xuống cấp {level}; người dùng trình đọc màn hình tưởng thiếu một phần."
            )
            fix = self._relevel(start, end, previous + 1)
            self._level = previous + 1
            yield self._problem("DVK503", start, message, "", fix, warning=True)

    def _relevel(self, start: int, end: int, level: int) -> Fix:
        first, last = self._line_of(start), self._line_of(max(start, end - 1))
        line = self._lines[first]
        if _HASHES.match(line):
            return self._replace(first, first, _HASHES.sub(lambda match: match[1] + "#" * level, line))
        title = " ".join(part.strip() for part in self._lines[first:last])
        return self._replace(first, last, f"{'#' * level} {title}")

    def _image(self, address: str, start: int) -> Iterator[Problem]:
        wanted = photo_path(address)
        if wanted in self._images:
            return
        if is_external(address) or address.startswith("//"):
            message = "Ảnh lấy từ trang khác: trang ấy biết ai đang xem, và ảnh có thể mất bất cứ lúc nào."
            yield self._problem(
                "DVK505", start, message, "Xin phép rồi tải ảnh về, đặt vào thư mục ảnh của bài và ghi ở mục anh."
            )
            return
        names = {known.rpartition("/")[2]: known for known in self._images}
        near = closest(wanted.rpartition("/")[2], list(names), 1)
        message = f"Ảnh “{wanted}” chưa được ghi ở mục anh của bài."
        if not near:
            yield self._problem(
                "DVK504", start, message, "Ghi ảnh ở mục anh (tep, mo_ta, tac_gia, quyen), hoặc xóa chỗ này."
            )
            return
        right = names[near[0]]
        index = self._line_of(start)
        line = self._lines[index]
        fix = self._replace(index, index, line.replace(address, right)) if line.count(f"({address}") == 1 else None
        advice = f"Ảnh viết đúng là: {right}" if fix is None else f"Có phải “{right}”?"
        yield self._problem("DVK504", start, message, advice, fix)

    def _link(self, link: dict[str, str], start: int) -> Iterator[Problem]:
        address = link["dest_url"]
        if link["link_type"] == "Email" or (address and safe_href(address)):
            return
        if not address:
            yield self._problem("DVK506", start, "Liên kết chưa có địa chỉ.", "Viết [chữ hiện ra](https://…).")
            return
        shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in address[:80])
        message = f"Liên kết “{shown}” không dùng được trên trang."
        yield self._problem("DVK506", start, message, "Dùng địa chỉ bắt đầu bằng https://, không có khoảng trắng.")

    def _raw_html(self, start: int, end: int) -> Problem:
        piece = self._bytes[start:end].decode("utf-8", "replace").rstrip("\n")
        if piece.startswith("<!--"):
            message, advice = "Trong bài có ghi chú ẩn <!-- … -->; trang sẽ hiện ra như chữ thường.", "Xóa ghi chú này."
        else:
            tag = _TAG.match(piece)
            name = (tag[1] or "").lower() if tag else ""
            message = f"Trong bài có mã HTML “{piece[:40].splitlines()[0]}”; trang sẽ hiện ra như chữ thường."
            advice = _ADVICE.get(name, "Bỏ mã này, chỉ giữ chữ.")
        first, last = self._line_of(start), self._line_of(max(start, start + len(piece.encode("utf-8")) - 1))
        return self._problem(
            "DVK501", start, message, advice, self._replace(first, last, self._without_html(first, last))
        )

    def _without_html(self, first: int, last: int) -> str:
        """Return lines without HTML: tags become Markdown where there is a mark for them, others are removed."""
        begin, stop = self._starts[first], self._starts[last + 1] - 1
        parts, place = [], begin
        for start, end in self._raw:
            if place <= start and end <= stop + 1:
                parts.append(self._bytes[place:start].decode("utf-8", "replace"))
                parts.append(_TAG.sub(_as_markdown, self._bytes[start : min(end, stop)].decode("utf-8", "replace")))
                place = min(end, stop)
        parts.append(self._bytes[place:stop].decode("utf-8", "replace"))
        return "".join(parts)


def _as_markdown(tag: re.Match[str]) -> str:
    return _IN_MARKDOWN.get((tag[1] or "").lower(), "")
