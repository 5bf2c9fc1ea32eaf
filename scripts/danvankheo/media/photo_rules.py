"""What a contributor reads about the photos of a record: plain parameters, every message with its remedy."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from danvankheo.base.problems import Fix, Problem, Severity
from danvankheo.base.text import closest, slugify
from danvankheo.media.photos import MAX_BYTES, MAX_PIXELS, MAX_RATIO, MIN_SIDE, SUFFIXES, PhotoFacts, read

_SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\Z")


@dataclass(frozen=True, slots=True)
class PhotoReference:
    """A photo named in a record: the file's name, where it is named, and that line's text when there is one to mend."""

    file: str
    line: int = 1
    column: int = 1
    text: str = ""


class Memory(Protocol):
    """Somewhere to keep what was found out about a file; ``cache.Cache`` is one."""

    def get(self, key: str) -> bytes | None:
        """Return what was kept."""

    def put(self, key: str, value: bytes) -> None:
        """Keep something."""


def facts_of(file: Path, memory: Memory | None = None) -> PhotoFacts:
    """Return what a file is; with a memory, a file whose place, size and time are known is not read again."""
    try:
        status = os.lstat(file)
    except OSError:
        return PhotoFacts("missing")
    key = f"photo {file} {status.st_ino} {status.st_size} {status.st_mtime_ns} {status.st_mode}"
    if memory and (kept := memory.get(key)) is not None:
        return PhotoFacts(**json.loads(kept))
    facts, _ = read(file)
    if memory:
        memory.put(key, json.dumps(asdict(facts)).encode())
    return facts


def check(
    folder: Path,
    entries: Sequence[PhotoReference],
    *,
    path: str,
    folder_path: str,
    former: Sequence[str] = (),
    memory: Memory | None = None,
) -> Iterator[Problem]:
    """Yield what is wrong with a record's photos.

    folder: where they lie; folder_path: the same, relative to the repository (``models/anh/x``); path: the record; former:
    the names it had before.
    """
    for odd, where in ((folder.parent, os.path.dirname(folder_path)), (folder, folder_path)):
        if odd.is_symlink() or (odd.exists() and not odd.is_dir()):
            yield Problem(
                "DVK417",
                where,
                1,
                1,
                "Đây không phải thư mục thường.",
                "Xóa mục này, tạo lại thư mục rồi chép ảnh vào.",
            )
            return
    present = _names(folder)
    yield from _colliding_names(present, folder_path)
    used: set[str] = set()
    for entry in entries:
        name = _match(entry.file, present)
        used.add(name or entry.file)
        if name != entry.file:
            safe = _SAFE_NAME.match(entry.file)
            left = [old for old in former if safe and (folder.parent / old / entry.file).is_file()]
            yield (
                _in_former_folder(entry, left[0], path, folder_path)
                if left
                else _missing(entry, name, present, path, folder_path)
            )
        elif not _SAFE_NAME.match(name):
            yield _unsafe(entry, path, folder_path)
        else:
            yield from _content_problems(facts_of(folder / name, memory), entry, path, folder_path)
    for name in present:
        if name not in used:
            yield _unused(name, folder / name, path, folder_path)
            yield from _location_problem(folder / name, f"{folder_path}/{_printable(name)}", memory)


def _colliding_names(present: list[str], folder_path: str) -> Iterator[Problem]:
    """Yield files whose names many computers take for one: the second copied there replaces the first."""
    seen: dict[str, str] = {}
    for name in present:
        first = seen.setdefault(_normalized(name), name)
        if first != name:
            message = (
                f"Tên tệp “{_printable(name)}” chỉ khác “{_printable(first)}” ở chữ hoa, chữ thường hoặc cách gõ dấu."
            )
            yield Problem(
                "DVK402", f"{folder_path}/{_printable(name)}", 1, 1, message, "Đổi tên một tệp, ví dụ thêm -2."
            )


def unowned_photos(
    root: Path, root_path: str, slugs: Collection[str], moved: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Problem]:
    """Yield what lies in ``anh/`` and belongs to no record.

    slugs: those of all records beside it; moved: what a record was called before, with its name now.
    """
    if root.is_symlink() or not root.is_dir():
        return
    submodule = [".git"] if os.path.lexists(root / ".git") else []
    for name in [*submodule, *_names(root)]:
        where = f"{root_path}/{_printable(name)}"
        if (root / name).is_symlink() or not (root / name).is_dir():
            yield Problem(
                "DVK417",
                where,
                1,
                1,
                "Ảnh phải nằm trong thư mục của bài.",
                f"Chuyển vào {root_path}/<tên bài>/ hoặc xóa.",
            )
        elif name not in slugs:
            near = closest(name, list(slugs), 1)
            if name in moved:
                advice = _renaming(where, f"{root_path}/{moved[name]}")
            elif near:
                advice = (
                    f"Có phải ảnh của bài {near[0]}? Thì đổi tên thư mục thành {near[0]}. Không của bài nào thì xóa."
                )
            else:
                advice = "Đổi tên thư mục cho giống tên tệp bài, hoặc xóa."
            yield Problem(
                "DVK418", where, 1, 1, "Thư mục ảnh này không thuộc bài nào.", advice, severity=Severity.WARNING
            )
            for photo in _names(root / name):
                yield from _location_problem(root / name / photo, f"{where}/{_printable(photo)}", None)


def _renaming(old: str, new: str) -> str:
    return f"Bài đã đổi tên, thư mục ảnh đổi theo: git mv {old} {new}"


def _in_former_folder(entry: PhotoReference, old: str, path: str, folder_path: str) -> Problem:
    """Say that a renamed record's photo still lies under its former name."""
    before = f"{os.path.dirname(folder_path)}/{old}"
    message = f"Ảnh “{entry.file}” còn nằm ở thư mục tên cũ {before}."
    return Problem("DVK401", path, entry.line, entry.column, message, _renaming(before, folder_path))


def _names(folder: Path) -> list[str]:
    try:
        return sorted(name for name in os.listdir(folder) if not name.startswith("."))
    except OSError:
        return []


def _match(wanted: str, present: list[str]) -> str | None:
    """Return the file meant: the very name, else the one that differs in case or Unicode form only."""
    if wanted in present:
        return wanted
    alike = [name for name in present if _normalized(name) == _normalized(wanted)]
    return alike[0] if alike else None


def _normalized(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def good_name(name: str, kind: str = "") -> str:
    """Return a name that works everywhere: "Ảnh 1.JPG" → "anh-1.jpg"; the suffix follows the content if known."""
    stem, suffix = os.path.splitext(name)
    known = SUFFIXES.get(kind.upper())
    suffix = suffix.lower() if known is None or suffix.lower() in known else known[0]
    return (slugify(stem) or "anh") + suffix


def _remedy(entry: PhotoReference, name: str, first: str = "") -> tuple[str, Fix | None]:
    """Return what to do to name another file: the line to paste when the old one is known, else the words."""
    if entry.text.count(entry.file) != 1:
        return f"{first} Ghi: tep: {name}".strip(), None
    return first, Fix("replace", entry.line, entry.text.replace(entry.file, name))


def _missing(entry: PhotoReference, name: str | None, present: list[str], path: str, folder_path: str) -> Problem:
    at = (path, entry.line, entry.column)
    if name:
        message = f"Tên ảnh “{entry.file}” khác chữ hoa, chữ thường hoặc cách gõ dấu so với tệp “{_printable(name)}”."
        if _SAFE_NAME.match(name):
            return Problem("DVK402", *at, message, *_remedy(entry, name))
        good = good_name(name)
        return Problem("DVK402", *at, message, *_remedy(entry, good, f"Đổi tên tệp thành {good}."))
    photos = [
        found for found in present if os.path.splitext(found)[1].lower() in (".jpg", ".jpeg", ".png", ".webp", ".heic")
    ]
    near = closest(entry.file, photos, 1)
    message = f"Không thấy ảnh “{entry.file}” trong thư mục {folder_path}."
    if near:
        return Problem("DVK401", *at, message, *_remedy(entry, near[0], f"Có phải “{near[0]}”?"))
    return Problem("DVK401", *at, message, f"Chép ảnh vào thư mục {folder_path}, hoặc xóa mục ảnh này.")


def _unsafe(entry: PhotoReference, path: str, folder_path: str) -> Problem:
    good = good_name(entry.file)
    message = f"Tên ảnh “{_printable(entry.file)}” có dấu, khoảng trắng hoặc ký tự lạ; nhiều máy không mở được."
    remedy = _remedy(entry, good, f"Trong thư mục {folder_path}, đổi tên tệp thành {good}.")
    return Problem("DVK403", path, entry.line, entry.column, message, *remedy)


def _content_problems(facts: PhotoFacts, entry: PhotoReference, path: str, folder_path: str) -> Iterator[Problem]:
    at = (path, entry.line, entry.column)
    name = entry.file
    suffix = os.path.splitext(name)[1].lower()
    if facts.kind == "odd":
        yield Problem(
            "DVK417", *at, f"“{name}” không phải tệp thường.", "Xóa mục này trong thư mục ảnh rồi chép ảnh thật vào."
        )
    elif facts.kind == "svg":
        yield Problem(
            "DVK406",
            *at,
            f"“{name}” là hình vẽ SVG, có thể chứa mã lệnh nên không dùng.",
            "Xuất hình ra tệp .png hoặc .jpg.",
        )
    elif facts.kind == "unknown":
        yield Problem(
            "DVK404", *at, f"“{name}” không phải ảnh JPEG, PNG, WebP hoặc HEIC.", "Mở ảnh rồi lưu lại dạng JPEG (.jpg)."
        )
    elif facts.kind == "broken":
        yield Problem(
            "DVK407",
            *at,
            f"Ảnh “{name}” bị hỏng hoặc tải lên chưa hết.",
            "Tải lại ảnh gốc lên, chờ cho xong rồi mới gửi.",
        )
    elif facts.kind in ("heavy", "vast"):
        limit = f"{MAX_BYTES >> 20} MB" if facts.kind == "heavy" else f"{MAX_PIXELS // 1_000_000} triệu điểm ảnh"
        yield Problem(
            "DVK414",
            *at,
            f"Ảnh “{name}” quá lớn (hơn {limit}).",
            "Thu nhỏ ảnh còn khoảng 2.000 điểm ảnh chiều ngang rồi gửi lại.",
        )
    elif facts.is_photo and max(facts.width, facts.height) < MIN_SIDE:
        yield Problem(
            "DVK405",
            *at,
            f"Ảnh “{name}” quá nhỏ ({facts.width} × {facts.height} điểm ảnh).",
            f"Gửi ảnh gốc; cạnh dài ít nhất {MIN_SIDE} điểm ảnh. Ảnh lưu lại từ ứng dụng nhắn tin thường là ảnh thu nhỏ.",
        )
    elif facts.is_photo and max(facts.width, facts.height) > MAX_RATIO * min(facts.width, facts.height):
        yield Problem(
            "DVK405",
            *at,
            f"Ảnh “{name}” quá dài và hẹp ({facts.width} × {facts.height} điểm ảnh).",
            f"Cắt lại ảnh: cạnh dài không quá {MAX_RATIO} lần cạnh ngắn.",
        )
    elif facts.is_photo and suffix not in SUFFIXES[facts.kind.upper()]:
        good = good_name(name, facts.kind)
        yield Problem("DVK408", *at, f"Đuôi tệp của “{name}” không đúng: bên trong là ảnh {facts.kind.upper()}.",
                      *_remedy(entry, good, f"Trong thư mục {folder_path}, đổi tên tệp thành {good}."))  # fmt: skip
    if facts.has_location:
        yield _location_warning(name, *at)


def _location_warning(name: str, path: str, line: int = 1, column: int = 1) -> Problem:
    return Problem("DVK415", path, line, column, f"Ảnh “{_printable(name)}” ghi cả nơi chụp (GPS).",
                   "Trang tự bỏ đi, nhưng ảnh gốc còn mãi trong lịch sử kho bài. Khi chọn ảnh để gửi, tắt “Vị trí”.",
                   severity=Severity.WARNING)  # fmt: skip


def _location_problem(file: Path, where: str, memory: Memory | None) -> Iterator[Problem]:
    """Yield a word about a photo that no record names and that says where it was taken."""
    if facts_of(file, memory).has_location:
        yield _location_warning(file.name, where)


def _unused(name: str, file: Path, path: str, folder_path: str) -> Problem:
    where = f"{folder_path}/{_printable(name)}"
    if file.is_symlink() or not file.is_file():
        return Problem("DVK417", where, 1, 1, "Ở đây chỉ đặt tệp ảnh thường.", "Xóa mục này.")
    message = f"Ảnh này chưa được ghi ở mục anh của bài {path}, nên chưa ai cho biết được phép dùng hay không."
    return Problem("DVK416", where, 1, 1, message, "Ghi thêm vào bài, hoặc xóa tệp.")


def _printable(name: str) -> str:
    return "".join(
        char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name.encode("utf-8", "replace").decode()
    )
