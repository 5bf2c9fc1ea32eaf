"""Checks the photos of records: names, places and content of the files. Every problem has a remedy."""

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
_SHRINK = "Thu nhỏ ảnh còn khoảng 2.000 điểm ảnh chiều ngang rồi gửi lại."
# Code, message and remedy of files that cannot be shown, by ``PhotoFacts.kind``.
_UNUSABLE = MappingProxyType(
    {
        "irregular": (
            "DVK417",
            "“{name}” không phải tệp thường.",
            "Xóa mục này trong thư mục ảnh rồi chép ảnh thật vào.",
        ),
        "svg": (
            "DVK406",
            "“{name}” là hình vẽ SVG, có thể chứa mã lệnh nên không dùng.",
            "Xuất hình ra tệp .png hoặc .jpg.",
        ),
        "unknown": (
            "DVK404",
            "“{name}” không phải ảnh JPEG, PNG, WebP hoặc HEIC.",
            "Mở ảnh rồi lưu lại dạng JPEG (.jpg).",
        ),
        "broken": (
            "DVK407",
            "Ảnh “{name}” bị hỏng hoặc tải lên chưa hết.",
            "Tải lại ảnh gốc lên, chờ cho xong rồi mới gửi.",
        ),
        "heavy": ("DVK414", f"Ảnh “{{name}}” quá lớn (hơn {MAX_BYTES >> 20} MB).", _SHRINK),
        "vast": ("DVK414", f"Ảnh “{{name}}” quá lớn (hơn {MAX_PIXELS // 1_000_000} triệu điểm ảnh).", _SHRINK),
    }
)


@dataclass(frozen=True, slots=True)
class PhotoReference:
    """Where a record names a photo: the file's name, line and column, and the text of that line ("" if there is no line to fix)."""

    file: str
    line: int = 1
    column: int = 1
    text: str = ""


class Memory(Protocol):
    """A store of bytes by key that outlives the process, such as ``cache.Cache``."""

    def get(self, key: str) -> bytes | None:
        """Return the stored bytes, None if there are none."""

    def put(self, key: str, value: bytes) -> None:
        """Store bytes under a key."""


def facts_of(file: Path, memory: Memory | None = None) -> PhotoFacts:
    """Return what a file is; a file whose path, size and time the memory knows is not read again."""
    try:
        status = os.lstat(file)
    except OSError:
        return PhotoFacts("missing")
    key = f"photo {file} {status.st_ino} {status.st_size} {status.st_mtime_ns} {status.st_mode}"
    if memory and (stored := memory.get(key)) is not None:
        return PhotoFacts(**json.loads(stored))
    facts, _ = read(file)
    if memory:
        memory.put(key, json.dumps(asdict(facts)).encode())
    return facts


def check(
    repo: Path,
    folders: Sequence[str],
    references: Sequence[PhotoReference],
    *,
    path: str,
    former: Sequence[str] = (),
    memory: Memory | None = None,
) -> Iterator[Problem]:
    """Yield the problems of a record's photos.

    folders: its photo folders, from the repository's root (``models/anh/x``); a photo is looked up in the first one, then in
    the others; path: of the record; former: the photo folders of its earlier slugs.
    """
    for folder_path in dict.fromkeys(each for folder in folders for each in (os.path.dirname(folder), folder)):
        folder = repo / folder_path
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            yield Problem(
                "DVK417",
                folder_path,
                1,
                1,
                "Đây không phải thư mục thường.",
                "Xóa mục này, tạo lại thư mục rồi chép ảnh vào.",
            )
            return
    places: dict[str, str] = {}
    for folder_path in folders:
        present = _names(repo / folder_path)
        yield from _colliding_names(present, folder_path)
        for name in present:
            if places.setdefault(name, folder_path) != folder_path:
                yield _in_two_folders(name, folder_path, places[name])
    everywhere = sorted(places)
    used: set[str] = set()
    for reference in references:
        found = _match(reference.file, everywhere)
        folder_path = places.get(found or "", folders[0])
        used.add(found or reference.file)
        if found != reference.file:
            safe = _SAFE_NAME.match(reference.file)
            holders = [old for old in former if safe and (repo / old / reference.file).is_file()]
            yield (
                _in_former_folder(reference, holders[0], path, folder_path)
                if holders
                else _missing(reference, found, everywhere, path, folder_path)
            )
        elif not _SAFE_NAME.match(found):
            yield _unsafe(reference, path, folder_path)
        else:
            yield from _content_problems(facts_of(repo / folder_path / found, memory), reference, path, folder_path)
    for name in everywhere:
        if name not in used:
            file = repo / places[name] / name
            yield _unused(name, file, path, places[name])
            yield from _location_problem(file, f"{places[name]}/{_printable(name)}", memory)


def _in_two_folders(name: str, folder_path: str, first: str) -> Problem:
    """Return the problem of a photo that lies in two folders of one entry."""
    message = f"Bài này có hai ảnh cùng tên “{_printable(name)}”: một ảnh nữa ở {first}, và trang dùng ảnh ấy."
    advice = "Giữ ảnh đúng, xóa ảnh kia; hai ảnh khác nhau thì đổi tên một ảnh."
    return Problem("DVK419", f"{folder_path}/{_printable(name)}", 1, 1, message, advice)


def _colliding_names(present: list[str], folder_path: str) -> Iterator[Problem]:
    """Yield files whose names are the same on case-insensitive systems, where one would overwrite the other."""
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
    """Yield files and folders in ``anh/`` that belong to no record.

    slugs: of all records of that kind; moved: former slugs with the present ones.
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


def _in_former_folder(reference: PhotoReference, old: str, path: str, folder_path: str) -> Problem:
    """Return the problem of a photo that is still in the folder of the record's former slug."""
    message = f"Ảnh “{reference.file}” còn nằm ở thư mục tên cũ {old}."
    new = f"{os.path.dirname(old)}/{os.path.basename(folder_path)}"
    return Problem("DVK401", path, reference.line, reference.column, message, _renaming(old, new))


def _names(folder: Path) -> list[str]:
    try:
        return sorted(name for name in os.listdir(folder) if not name.startswith("."))
    except OSError:
        return []


def _match(wanted: str, present: list[str]) -> str | None:
    """Return the file with that name, else one whose name differs only in case or Unicode form."""
    if wanted in present:
        return wanted
    similar = [name for name in present if _normalized(name) == _normalized(wanted)]
    return similar[0] if similar else None


def _normalized(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def good_name(name: str, kind: str = "") -> str:
    """Return a portable file name: "Ảnh 1.JPG" → "anh-1.jpg"; kind: format of the content, which decides the suffix."""
    stem, suffix = os.path.splitext(name)
    known = SUFFIXES.get(kind.upper())
    suffix = suffix.lower() if known is None or suffix.lower() in known else known[0]
    return (slugify(stem) or "anh") + suffix


def _remedy(reference: PhotoReference, name: str, first: str = "") -> tuple[str, Fix | None]:
    """Return how to write another file name in the record: a fix if the line is known, otherwise words."""
    if reference.text.count(reference.file) != 1:
        return f"{first} Ghi: tep: {name}".strip(), None
    return first, Fix("replace", reference.line, reference.text.replace(reference.file, name))


def _missing(reference: PhotoReference, name: str | None, present: list[str], path: str, folder_path: str) -> Problem:
    at = (path, reference.line, reference.column)
    if name:
        message = (
            f"Tên ảnh “{reference.file}” khác chữ hoa, chữ thường hoặc cách gõ dấu so với tệp “{_printable(name)}”."
        )
        if _SAFE_NAME.match(name):
            return Problem("DVK402", *at, message, *_remedy(reference, name))
        good = good_name(name)
        return Problem("DVK402", *at, message, *_remedy(reference, good, f"Đổi tên tệp thành {good}."))
    photos = [
        found for found in present if os.path.splitext(found)[1].lower() in (".jpg", ".jpeg", ".png", ".webp", ".heic")
    ]
    near = closest(reference.file, photos, 1)
    message = f"Không thấy ảnh “{reference.file}” trong thư mục {folder_path}."
    if near:
        return Problem("DVK401", *at, message, *_remedy(reference, near[0], f"Có phải “{near[0]}”?"))
    return Problem("DVK401", *at, message, f"Chép ảnh vào thư mục {folder_path}, hoặc xóa mục ảnh này.")


def _unsafe(reference: PhotoReference, path: str, folder_path: str) -> Problem:
    good = good_name(reference.file)
    message = f"Tên ảnh “{_printable(reference.file)}” có dấu, khoảng trắng hoặc ký tự lạ; nhiều máy không mở được."
    remedy = _remedy(reference, good, f"Trong thư mục {folder_path}, đổi tên tệp thành {good}.")
    return Problem("DVK403", path, reference.line, reference.column, message, *remedy)


def _content_problems(facts: PhotoFacts, reference: PhotoReference, path: str, folder_path: str) -> Iterator[Problem]:
    at = (path, reference.line, reference.column)
    name, size = reference.file, (facts.width, facts.height)
    if facts.kind in _UNUSABLE:
        code, message, remedy = _UNUSABLE[facts.kind]
        yield Problem(code, *at, message.format(name=name), remedy)
    elif facts.is_photo and max(size) < MIN_SIDE:
        message = f"Ảnh “{name}” quá nhỏ ({facts.width} × {facts.height} điểm ảnh)."
        remedy = f"Gửi ảnh gốc; cạnh dài ít nhất {MIN_SIDE} điểm ảnh. Ảnh lưu lại từ ứng dụng nhắn tin thường là ảnh thu nhỏ."
        yield Problem("DVK405", *at, message, remedy)
    elif facts.is_photo and max(size) > MAX_RATIO * min(size):
        message = f"Ảnh “{name}” quá dài và hẹp ({facts.width} × {facts.height} điểm ảnh)."
        yield Problem("DVK405", *at, message, f"Cắt lại ảnh: cạnh dài không quá {MAX_RATIO} lần cạnh ngắn.")
    elif facts.is_photo and os.path.splitext(name)[1].lower() not in SUFFIXES[facts.kind.upper()]:
        good = good_name(name, facts.kind)
        message = f"Đuôi tệp của “{name}” không đúng: bên trong là ảnh {facts.kind.upper()}."
        yield Problem(
            "DVK408", *at, message, *_remedy(reference, good, f"Trong thư mục {folder_path}, đổi tên tệp thành {good}.")
        )
    if facts.has_location:
        yield _location_warning(name, *at)


def _location_warning(name: str, path: str, line: int = 1, column: int = 1) -> Problem:
    return Problem("DVK415", path, line, column, f"Ảnh “{_printable(name)}” ghi cả nơi chụp (GPS).",
                   "Trang tự bỏ đi, nhưng ảnh gốc còn mãi trong lịch sử kho bài. Khi chọn ảnh để gửi, tắt “Vị trí”.",
                   severity=Severity.WARNING)  # fmt: skip


def _location_problem(file: Path, where: str, memory: Memory | None) -> Iterator[Problem]:
    """Yield a warning for a photo that no record names and whose metadata hold the place."""
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
