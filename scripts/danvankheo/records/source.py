"""Reading the files: how bytes become text, where front matter ends and the story begins."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from frontmatter.default_handlers import YAMLHandler

from danvankheo.base.artifact import digest
from danvankheo.base.problems import Fix, Problem, Severity
from danvankheo.base.text import normalize
from danvankheo.records.disk import MAX_FILE, Kind, opened_file, slug_of

MAX_FRONT = 48 * 1024
_BOUNDARY: re.Pattern[str] = YAMLHandler.FM_BOUNDARY
_LEGACY = re.compile(r"[ÄÅÆÇËÎÏÑÖØÛÜÞßäåæçëîïñöøûüþÿµ¸®¹¶·¬«¨§¦¥¤£¢¡]")
_MOJIBAKE = re.compile(r"Ã[\u0080-\u00bf¡-¿]|á»|áº|Æ°|Ä‘|Ä\u2018|â€")
_STRANGE = re.compile(f"[Ã»º€{_LEGACY.pattern[1:-1]}]")  # each of both kinds holds one of these
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0080-\u009f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Source:
    """One file as it was read.

    path: relative to the repository; digest: of the bytes; front: the YAML text, beginning on line ``front_line``;
    body: the Markdown after it, beginning on ``body_line`` (lines count from 1); stamp: of the file on disk.
    """

    kind: Kind
    slug: str
    path: str
    digest: str
    front: str
    front_line: int
    body: str
    body_line: int
    stamp: str = ""

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.path.rpartition("/")[2]


def read(repo: Path, kind: Kind, name: str) -> tuple[Source | None, list[Problem]]:
    """Read one file. A file that cannot be split into front matter and story gives no source."""
    path = f"{kind}/{name}"
    opened = opened_file(repo, path)
    if isinstance(opened, Problem):
        return None, [opened]
    data, stamp = opened
    text, problems = decode(path, data)
    if text is None:
        return None, problems
    source, more = split(kind, slug_of(name), path, digest(data), text)
    return replace(source, stamp=stamp) if source else None, problems + more


def story_of(repo: Path, kind: Kind, path: str) -> tuple[str, int]:
    """Return the story of a file that was found right, and the line it begins on; nothing is judged again."""
    opened = opened_file(repo, path)
    if isinstance(opened, Problem):
        return "", 1
    text = _unix(opened[0].decode("utf-8-sig", "replace"))
    source, _ = split(kind, "", path, "", normalize(text))
    return (source.body, source.body_line) if source else ("", 1)


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def decode(path: str, data: bytes) -> tuple[str | None, list[Problem]]:
    """Turn bytes into text in normal form; None when they are no text a person meant."""
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
    text = _unix(text)
    if any(problem.code == "DVK011" for problem in problems):
        text = _CONTROL.sub(" ", text)
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
    """Yield what can be seen from the text as a whole; everything but control and legacy characters is mended on reading."""
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
    if match := _CONTROL.search(text):
        line, column = _place(text, match.start())
        yield Problem(
            "DVK011",
            path,
            line,
            column,
            "Có ký tự điều khiển không nhìn thấy được.",
            "Xóa dòng này rồi gõ lại bằng tay.",
        )
    if text.isascii():
        return
    if not unicodedata.is_normalized("NFC", text):
        composed = unicodedata.normalize("NFC", text)
        # Most are marks typed apart; a few letters of other alphabets have another form without any mark.
        marks = (i for i, char in enumerate(text) if unicodedata.combining(char))
        start = next(marks, next((i for i, (a, b) in enumerate(zip(text, composed, strict=False)) if a != b), 0))
        line, column = _place(text, start)
        yield _on_line("DVK010", path, text, line, column, "Dấu tiếng Việt gõ rời (Unicode tổ hợp); trang tự ghép lại.")
    if ("Ð" in text or "ð" in text) and (match := re.search("[Ðð]", text)):
        line, column = _place(text, match.start())
        yield _on_line("DVK012", path, text, line, column, "Chữ “Ð” này không phải chữ Đ tiếng Việt; trang tự đổi.")
    strange = (_MOJIBAKE.findall(text) or _LEGACY.findall(text)) if _STRANGE.search(text) else []
    if len(strange) >= 4 and len(strange) * 25 > sum(char.isalpha() for char in text if not char.isascii()):
        match = _MOJIBAKE.search(text) or _LEGACY.search(text)
        line, column = _place(text, match.start() if match else 0)
        yield _not_utf8(path, line, column, "chữ gõ bằng phông cũ (VNI, TCVN3) hoặc đã bị đổi bảng mã")


def _on_line(code: str, path: str, text: str, line: int, column: int, message: str) -> Problem:
    whole = text.replace("\r\n", "\n").split("\n")[line - 1]
    return Problem(code, path, line, column, message, "", Fix("replace", line, normalize(whole)), Severity.WARNING)


def _place(text: str, index: int) -> tuple[int, int]:
    before = text[:index]
    return before.count("\n") + 1, index - before.rfind("\n")


def split(kind: Kind, slug: str, path: str, whole_digest: str, text: str) -> tuple[Source | None, list[Problem]]:
    """Split a file at its ``---`` lines; where one is missing, go on as if it stood where it most likely belongs."""
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
    return Source(kind, slug, path, whole_digest, front, front_line, text[body_start:], body_line), problems


def is_other_text(problems: Iterable[Problem]) -> bool:
    """Tell from the problems of a file whether it begins nothing like a record: it may be anybody's notes."""
    return any(each.code == "DVK013" and each.fix and each.fix.action == "insert" for each in problems)


def _no_opening(path: str, text: str) -> tuple[Problem, int]:
    """Return the problem of a missing first ``---`` and where the front matter begins all the same."""
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
