"""From the bytes of a record file to its front matter and story; the only reader of these files.

``decode`` turns bytes into text, ``split`` separates it at its ``---`` lines, and ``yaml_tree`` reads the YAML between
them. ``textual_keys`` reads the keys of files that are no valid YAML: keys that forbid showing an entry count in them too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from frontmatter.default_handlers import YAMLHandler

from danvankheo.base.problems import Fix, Problem, Severity
from danvankheo.base.text import UnusableCharacter, fold, normalize, position, unusable, without_unusable

MAX_FILE = 256 * 1024  # bytes
MAX_FRONT = 48 * 1024  # characters
#: The keys that decide whether an entry is shown, and whether as a sample.
STANDING_KEYS = frozenset({"nhap", "duyet", "rut_dong_y", "minh_hoa"})
_NO = frozenset({"false", "no", "khong", "sai", "0"})
_BOUNDARY: re.Pattern[str] = YAMLHandler.FM_BOUNDARY
_LEGACY = re.compile(r"[ÄÅÆÇËÎÏÑÖØÛÜÞßäåæçëîïñöøûüþÿµ¸®¹¶·¬«¨§¦¥¤£¢¡]")
_MOJIBAKE = re.compile(r"Ã[\u0080-\u00bf¡-¿]|á»|áº|Æ°|Ä‘|Ä\u2018|â€")
_STRANGE = re.compile(f"[Ã»º€{_LEGACY.pattern[1:-1]}]")  # a fast test: both patterns need one of these
# A key in any spelling: quoted, in capitals, with spaces before the colon, with a full-width colon.
_KEY = re.compile(
    r"""(?P<indent>\s*)(?P<quote>["']?)(?P<key>[^\W\d]\w*)(?P=quote)[ \t\u00a0]*[:\uff1a](?P<value>.*)\Z"""
)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The parts of a file. front: the YAML, from ``front_line``; body: the Markdown, from ``body_line`` (lines count from 1)."""

    front: str
    front_line: int
    body: str
    body_line: int


def unix_lines(text: str) -> str:
    """Return the text with LF line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def decode(path: str, data: bytes) -> tuple[str | None, list[Problem]]:
    """Return the text in normal form (NFC, LF), None when the bytes are no UTF-8 text; and the problems."""
    if len(data) > MAX_FILE:
        return None, [
            Problem(
                "DVK006", path, 1, 1, f"Tệp lớn hơn {MAX_FILE // 1024} KB.", "Rút ngắn bài; ảnh để thành tệp riêng."
            )
        ]
    if not data.strip():
        return None, [
            Problem(
                "DVK008", path, 1, 1, "Tệp trống.", "Chép mẫu bài (docs/mau-bai.md) vào tệp rồi điền, hoặc xóa tệp này."
            )
        ]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None, [_not_utf8(path, 1, 1, "tệp lưu dạng UTF-16")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        binary = b"\x00" in data[:8192]
        return None, [
            _binary(path)
            if binary
            else _not_utf8(path, line, column, "tệp dùng bảng mã cũ (TCVN3, VNI hoặc Windows-1258)")
        ]
    if "\x00" in text:
        return None, [_binary(path)]
    problems = list(_text_problems(path, text, data))
    text = unix_lines(text)
    if any(problem.code == "DVK011" for problem in problems):
        text = without_unusable(text)
    if not text.isascii():
        text = normalize(text)
    return text, problems


def _binary(path: str) -> Problem:
    return Problem(
        "DVK008",
        path,
        1,
        1,
        "Tệp này không phải văn bản.",
        "Chép nội dung sang một tệp văn bản .md; ảnh để vào thư mục anh.",
    )


def _not_utf8(path: str, line: int, column: int, why: str) -> Problem:
    return Problem("DVK007", path, line, column, f"Không đọc được chữ tiếng Việt: {why}.",
                   "Mở tệp, chuyển chữ sang Unicode rồi lưu lại với mã UTF-8 (trong Notepad: Lưu thành… → Mã hóa: UTF-8).")  # fmt: skip


def _text_problems(path: str, text: str, data: bytes) -> Iterator[Problem]:
    """Yield problems of the characters. BOM, decomposed marks and Ð are repaired on reading; the others are not."""
    if data.startswith(b"\xef\xbb\xbf"):
        yield Problem(
            "DVK009",
            path,
            1,
            1,
            "Đầu tệp có dấu BOM; trang tự bỏ qua.",
            "Lưu lại dạng UTF-8 không có BOM.",
            None,
            Severity.WARNING,
        )
    if flaw := unusable(unicodedata.normalize("NFC", text)):
        # Decomposed marks are no stack once composed; the position refers to the original text.
        yield _unusable(path, text, unusable(text) or flaw)
    if text.isascii():
        return
    if not unicodedata.is_normalized("NFC", text):
        composed = unicodedata.normalize("NFC", text)
        # Mostly decomposed marks; a few letters of other alphabets change without any mark.
        marks = (i for i, char in enumerate(text) if unicodedata.combining(char))
        start = next(marks, next((i for i, (a, b) in enumerate(zip(text, composed, strict=False)) if a != b), 0))
        line, column = position(text, start)
        yield _on_line("DVK010", path, text, line, column, "Dấu tiếng Việt gõ rời (Unicode tổ hợp); trang tự ghép lại.")
    if ("Ð" in text or "ð" in text) and (match := re.search("[Ðð]", text)):
        line, column = position(text, match.start())
        yield _on_line("DVK012", path, text, line, column, "Chữ “Ð” này không phải chữ Đ tiếng Việt; trang tự đổi.")
    strange = (_MOJIBAKE.findall(text) or _LEGACY.findall(text)) if _STRANGE.search(text) else []
    if len(strange) >= 4 and len(strange) * 25 > sum(char.isalpha() for char in text if not char.isascii()):
        match = _MOJIBAKE.search(text) or _LEGACY.search(text)
        line, column = position(text, match.start() if match else 0)
        yield _not_utf8(path, line, column, "chữ gõ bằng phông cũ (VNI, TCVN3) hoặc đã bị đổi bảng mã")


def _unusable(path: str, text: str, flaw: UnusableCharacter) -> Problem:
    line, column = position(text, flaw.start)
    return Problem("DVK011", path, line, column, f"Có {flaw.what}.", flaw.advice)


def _on_line(code: str, path: str, text: str, line: int, column: int, message: str) -> Problem:
    whole = text.replace("\r\n", "\n").split("\n")[line - 1]
    return Problem(code, path, line, column, message, "", Fix("replace", line, normalize(whole)), Severity.WARNING)


def split(path: str, text: str) -> tuple[FrontMatter | None, list[Problem]]:
    """Split a file at its ``---`` lines; a missing line is assumed where it most likely belongs. None: the YAML is too long."""
    problems: list[Problem] = []
    opening = _BOUNDARY.match(text)
    front_start, front_line = 0, 1
    if opening:
        front_start, front_line = text.find("\n", opening.start()) + 1 or len(text), 2
    else:
        problem, front_start = _no_opening(path, text)
        front_line += text.count("\n", 0, front_start)
        problems.append(problem)
    closing = _BOUNDARY.search(text, front_start)
    if closing:
        front_end, body_start = closing.start(), text.find("\n", closing.start()) + 1 or len(text)
    else:
        end = _end_of_front(text, front_line)
        advice = "Đặt ba dấu gạch ngang trên một dòng riêng, ngay dưới phần khai báo."
        fix = Fix("insert", end, "---")
        problems.append(Problem("DVK014", path, end + 1, 1, "Thiếu dòng “---” đóng phần khai báo.", advice, fix))
        front_end = body_start = sum(len(line) + 1 for line in text.split("\n")[:end])
    front = text[front_start:front_end].removesuffix("\n")
    if len(front) > MAX_FRONT:
        advice = "Chuyển phần kể chuyện xuống dưới dòng “---” thứ hai."
        return None, [*problems, Problem("DVK006", path, 2, 1, "Phần khai báo giữa hai dòng “---” quá dài.", advice)]
    body_line = text.count("\n", 0, body_start) + 1
    return FrontMatter(front, front_line, text[body_start:], body_line), problems


def is_other_text(problems: Iterable[Problem]) -> bool:
    """Tell from a file's problems whether it does not begin like a record, so that it may be another kind of text."""
    return any(each.code == "DVK013" and each.fix and each.fix.action == "insert" for each in problems)


def _no_opening(path: str, text: str) -> tuple[Problem, int]:
    """Return the problem of a missing first ``---``, and the index where the front matter begins."""
    later = _BOUNDARY.search(text)
    if later and later.start() and not text[: later.start()].strip():
        blank = text.count("\n", 0, later.start())
        fix = Fix("delete", 1, "", blank)
        problem = Problem("DVK013", path, 1, 1, "Trước dòng “---” đầu tiên còn dòng trống.", "", fix)
        return problem, text.find("\n", later.start()) + 1
    advice = "Tệp phải bắt đầu bằng một dòng chỉ có ba dấu gạch ngang."
    return Problem("DVK013", path, 1, 1, "Thiếu dòng “---” ở đầu tệp.", advice, Fix("insert", 0, "---")), 0


def _end_of_front(text: str, first: int) -> int:
    """Return the last line that still looks like front matter, for a file whose second ``---`` is missing."""
    last = first - 1
    for number, line in enumerate(text.split("\n")[first - 1 :], first):
        if re.match(r"\s*(?:- |[A-Za-z_]+ ?:|#(?!#)\s)", line) or (line.startswith(" ") and line.strip()):
            last = number
        elif line.strip():
            break
    return last


def says_yes(keys: Mapping[str, str], key: str) -> bool:
    """Tell whether a yes-or-no key is present with any value but a no; keys: from ``textual_keys``."""
    return key in keys and fold(keys[key].strip("\"' ")) not in _NO


def textual_keys(text: str) -> dict[str, str]:
    """Return the keys at the left margin with the text up to the next key, for files that are no valid YAML.

    Lenient on purpose: keys in quotes, in capitals, with marks, after a stray ``---`` or in the story count too, and
    ``STANDING_KEYS`` count at any indentation. The first value of a key wins. Callers use the result only to keep an entry
    from being shown, never to allow it.
    """
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in unix_lines(text.removeprefix("\ufeff")).split("\n"):
        match = _KEY.match(line)
        if match and (not match["indent"] or fold(match["key"]) in STANDING_KEYS):
            lines = [match["value"]]
            found.setdefault(fold(match["key"]), lines)
        else:
            lines.append(line)
    return {key: "\n".join(value).strip() for key, value in found.items()}
