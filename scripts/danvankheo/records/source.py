"""Reading the files: which ones may be read, how bytes become text, where front matter ends and the story begins.

Only regular files of allowed types are opened. Whatever else lies in the folders of records (symlinks, submodules,
other types, names that are no slugs or collide) is a problem, and nothing a contributor adds is copied as it is.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from frontmatter.default_handlers import YAMLHandler

from danvankheo.base.artifact import digest
from danvankheo.base.problems import Fix, Problem, Severity
from danvankheo.base.text import is_slug, normalize, slugify


class Kind(StrEnum):
    """The folders of records; the value is the folder below the repository."""

    MODEL = "models"
    EXEMPLAR = "exemplars"
    UNIT = "content/don-vi"
    FIELD = "content/linh-vuc"
    TYPE = "content/loai-mo-hinh"
    PAGE = "content"


MAX_FILE = 256 * 1024
MAX_FRONT = 48 * 1024
RESERVED = frozenset(
    """trang feed index anh api loc mo-hinh dien-hinh linh-vuc don-vi loai-mo-hinh nam chi-tieu tim-kiem du-lieu chia-se
    tham-gia gui-bai phong-trao tieu-chi quyen-rieng-tu giay-dong-y assets lich sitemap robots 404 con prn aux nul""".split()  # noqa: SIM905
)
_BOUNDARY: re.Pattern[str] = YAMLHandler.FM_BOUNDARY
_PHOTO_SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".svg", ".gif", ".bmp", ".tif", ".tiff", ".avif"}
)
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


def files(repo: Path, folder: Kind) -> Iterator[os.DirEntry[str]]:
    """Yield what lies directly in a folder of records, sorted by name; a missing folder holds nothing."""
    try:
        with os.scandir(repo / folder) as entries:
            yield from sorted(entries, key=lambda entry: entry.name)
    except FileNotFoundError:
        return


def record_files(repo: Path, folder: Kind) -> tuple[list[str], list[Problem]]:
    """Return the names of the ``.md`` files to read, and the problems of everything else in the folder."""
    for part in (*Path(folder).parents, Path(folder)):
        if (repo / part).is_symlink() and part != Path():
            advice = "Xóa liên kết rồi khôi phục thư mục thật."
            return [], [
                Problem("DVK001", part.as_posix(), 1, 1, "Thư mục này là liên kết tượng trưng (symlink).", advice)
            ]
    names: list[str] = []
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    for entry in files(repo, folder):
        found = list(_entry_problems(folder, entry))
        problems += found
        if found or not entry.name.endswith(".md"):
            continue
        key = unicodedata.normalize("NFC", entry.name).casefold()
        if key in seen:
            where = f"{folder}/{entry.name}"
            problems.append(Problem("DVK004", where, 1, 1, f"Tên tệp trùng với “{seen[key]}” khi không phân biệt chữ hoa, chữ thường.",
                                    "Đổi tên một trong hai tệp."))  # fmt: skip
            continue
        seen[key] = entry.name
        names.append(entry.name)
    return names, problems


def _entry_problems(folder: Kind, entry: os.DirEntry[str]) -> Iterator[Problem]:
    path, name = f"{folder}/{_printable(entry.name)}", entry.name
    allowed_folders = {Kind.MODEL: {"anh"}, Kind.EXEMPLAR: {"anh"}, Kind.PAGE: {"don-vi", "linh-vuc", "loai-mo-hinh"}}
    if entry.is_symlink():
        yield Problem("DVK001", path, 1, 1, "Đây là liên kết tượng trưng (symlink), không phải tệp thường.",
                      "Xóa liên kết này rồi đặt vào đây tệp .md thật.")  # fmt: skip
    elif entry.is_dir(follow_symlinks=False):
        if name not in allowed_folders.get(folder, set()):
            yield Problem("DVK001", path, 1, 1, "Ở đây chỉ đặt tệp, không đặt thư mục.",
                          "Đưa tệp .md ra ngoài thư mục này rồi xóa thư mục.")  # fmt: skip
    elif not entry.is_file(follow_symlinks=False):
        yield Problem("DVK001", path, 1, 1, "Đây không phải tệp thường.", "Xóa mục này.")
    elif name == ".gitkeep" or (folder is Kind.PAGE and name == "phong-trao.yml"):
        return
    else:
        yield from _name_problems(folder, path, name)


def _name_problems(folder: Kind, path: str, name: str) -> Iterator[Problem]:
    stem, suffix = os.path.splitext(name)
    if suffix.lower() in (".md", ".markdown", ".txt"):
        good = slugify(stem) or "ten-bai"
        if suffix != ".md" or not is_slug(stem):
            yield Problem("DVK003", path, 1, 1, "Tên tệp phải viết thường, không dấu, nối bằng gạch ngang, đuôi .md.",
                          f"Đổi tên tệp thành: {good}.md")  # fmt: skip
        elif stem in RESERVED and folder in (Kind.MODEL, Kind.EXEMPLAR):
            yield Problem(
                "DVK005",
                path,
                1,
                1,
                f"“{stem}” là tên dành riêng cho trang.",
                f"Đổi tên tệp, ví dụ: mo-hinh-{stem}-xa-em.md",
            )
    elif suffix.lower() in _PHOTO_SUFFIXES and folder in (Kind.MODEL, Kind.EXEMPLAR):
        yield Problem("DVK002", path, 1, 1, "Ảnh phải nằm trong thư mục của bài.",
                      f"Chuyển ảnh vào {folder}/anh/<tên bài>/ rồi ghi tên ảnh ở mục anh của bài.")  # fmt: skip
    else:
        yield Problem(
            "DVK002", path, 1, 1, f"Loại tệp “{suffix or name}” không dùng ở đây.", "Chỉ đặt tệp .md; xóa tệp này."
        )


def _printable(name: str) -> str:
    return "".join(
        char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name.encode("utf-8", "replace").decode()
    )


def read(repo: Path, kind: Kind, name: str) -> tuple[Source | None, list[Problem]]:
    """Read one file. A file that cannot be split into front matter and story gives no source."""
    path = f"{kind}/{name}"
    opened = _opened(repo, path)
    if isinstance(opened, Problem):
        return None, [opened]
    data, stamp = opened
    text, problems = decode(path, data)
    if text is None:
        return None, problems
    source, more = split(kind, name.removesuffix(".md"), path, digest(data), text)
    return replace(source, stamp=stamp) if source else None, problems + more


def file_digest(repo: Path, path: str) -> str:
    """Return the digest ``read`` gives a file, "" when it cannot be read."""
    opened = _opened(repo, path)
    return "" if isinstance(opened, Problem) else digest(opened[0])


def stamp_of(status: os.stat_result) -> str:
    """Return what tells one state of a file on disk from another; the time of its last change stands last."""
    return f"{status.st_ino} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"


def _opened(repo: Path, path: str) -> tuple[bytes, str] | Problem:
    """Return a file's bytes and the stamp it had before they were read."""
    try:
        descriptor = os.open(
            f"{repo}/{path}", os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        )
    except OSError:
        return Problem(
            "DVK001", path, 1, 1, "Không mở được tệp này.", "Kiểm tra tệp có phải tệp thường, đọc được không."
        )
    with open(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            return Problem("DVK001", path, 1, 1, "Đây không phải tệp thường.", "Đặt vào đây một tệp .md bình thường.")
        return file.read(MAX_FILE + 1), stamp_of(status)


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
    text = text.replace("\r\n", "\n").replace("\r", "\n")
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
        start = next(i for i, char in enumerate(text) if unicodedata.combining(char))
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
