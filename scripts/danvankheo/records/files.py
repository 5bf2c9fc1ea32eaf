"""Which files are read: only regular files of allowed types, opened without following links.

Anything else in the folders of records is a problem: symlinks, submodules, other types, names that are no slugs, two
names that differ in case only.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from danvankheo.base.front_matter import MAX_FILE
from danvankheo.base.problems import Problem
from danvankheo.base.text import is_slug, slugify


class Kind(StrEnum):
    """The folders of records; the value is the folder below the repository."""

    MODEL = "models"
    EXEMPLAR = "exemplars"
    UNIT = "content/don-vi"
    FIELD = "content/linh-vuc"
    TYPE = "content/loai-mo-hinh"
    PAGE = "content"


#: The section of the site (first part of the URL) for each kind of entry.
SECTIONS = {Kind.MODEL: "mo-hinh", Kind.EXEMPLAR: "dien-hinh"}

# Names that no entry may have: the site uses them below /mo-hinh/ and /dien-hinh/, or Windows reserves them. A new kind
# of page needs no name here: its address has no entry's section before it.
RESERVED = frozenset(
    """trang feed index anh api loc mo-hinh dien-hinh linh-vuc don-vi loai-mo-hinh nam chi-tieu tim-kiem du-lieu chia-se
    tham-gia gui-bai phong-trao tieu-chi quyen-rieng-tu giay-dong-y assets lich sitemap robots 404 con prn aux nul""".split()  # noqa: SIM905
)
_PHOTO_SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".svg", ".gif", ".bmp", ".tif", ".tiff", ".avif"}
)


def files(repo: Path, folder: Kind) -> Iterator[os.DirEntry[str]]:
    """Yield what is directly in a folder of records, sorted by name; nothing when there is no such folder."""
    try:
        with os.scandir(repo / folder) as entries:
            yield from sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return


class FolderContents(NamedTuple):
    """What is in a folder of records: the ``.md`` files to read, texts with a wrong name, and what is wrong with both."""

    names: list[str]
    misnamed: list[str]
    problems: list[Problem]


def slug_of(name: str) -> str:
    """Return the slug of a file's name; for a wrong name, the slug of the right one."""
    stem, suffix = os.path.splitext(name)
    return stem if suffix == ".md" and is_slug(stem) else slugify(stem) or stem


def record_files(repo: Path, folder: Kind) -> FolderContents:
    """Return what is in a folder of records, sorted by name."""
    for part in (*Path(folder).parents, Path(folder)):
        if (repo / part).is_symlink() and part != Path():
            advice = "Xóa liên kết rồi khôi phục thư mục thật."
            message = "Thư mục này là liên kết tượng trưng (symlink)."
            return FolderContents([], [], [Problem("DVK001", part.as_posix(), 1, 1, message, advice)])
        if os.path.lexists(repo / part) and not os.access(repo / part, os.R_OK | os.X_OK):
            message, advice = "Không mở được thư mục này.", "Xem đây có phải là thư mục và có quyền đọc không."
            return FolderContents([], [], [Problem("DVK001", part.as_posix(), 1, 1, message, advice)])
        if os.path.lexists(repo / part) and not (repo / part).is_dir():
            message, advice = "Đây phải là một thư mục.", "Xóa tệp này rồi khôi phục thư mục."
            return FolderContents([], [], [Problem("DVK001", part.as_posix(), 1, 1, message, advice)])
    names: list[str] = []
    misnamed: list[str] = []
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    for entry in files(repo, folder):
        if _is_right(folder, entry):  # fast path: nearly all names are right, and there may be tens of thousands
            seen[entry.name] = entry.name
            names.append(entry.name)
            continue
        found = list(_entry_problems(folder, entry))
        problems += found
        if [problem.code for problem in found] == ["DVK003"] and entry.name.isprintable():
            misnamed.append(entry.name)
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
    return FolderContents(names, misnamed, problems)


def _is_right(folder: Kind, entry: os.DirEntry[str]) -> bool:
    """Tell whether an entry is a plain file with a right name."""
    stem, suffix = entry.name[:-3], entry.name[-3:]
    is_named = suffix == ".md" and is_slug(stem) and not (stem in RESERVED and folder in (Kind.MODEL, Kind.EXEMPLAR))
    return is_named and entry.is_file(follow_symlinks=False)


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
    elif name == ".gitkeep" or (folder is Kind.PAGE and name in ("phong-trao.yml", "cho-phep.yml")):
        return
    else:
        yield from _name_problems(folder, path, name)


def _name_problems(folder: Kind, path: str, name: str) -> Iterator[Problem]:
    stem, suffix = os.path.splitext(name)
    if suffix.lower() in (".md", ".markdown", ".txt"):
        if suffix != ".md" or not is_slug(stem):
            good = slugify(stem) or "ten-bai"
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
    if name.isprintable():
        return name
    return "".join(
        char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name.encode("utf-8", "replace").decode()
    )


def opened_file(repo: Path, path: str) -> bytes | Problem:
    """Return a file's bytes, at most one more than the limit of a record, so that the caller sees that it is too large."""
    try:
        descriptor = os.open(
            f"{repo}/{path}", os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        )
    except OSError:
        return Problem(
            "DVK001", path, 1, 1, "Không mở được tệp này.", "Kiểm tra tệp có phải tệp thường, đọc được không."
        )
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return Problem("DVK001", path, 1, 1, "Đây không phải tệp thường.", "Đặt vào đây một tệp .md bình thường.")
        size = min(status.st_size, MAX_FILE) + 1
        data = os.read(descriptor, size)
        while len(data) < size - 1 and (more := os.read(descriptor, size - len(data))):
            data += more
    except OSError:
        return Problem(
            "DVK001", path, 1, 1, "Không mở được tệp này.", "Kiểm tra tệp có phải tệp thường, đọc được không."
        )
    finally:
        os.close(descriptor)
    return data
