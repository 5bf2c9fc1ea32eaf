"""Which files are read: only regular files of allowed types, opened without following links.

Anything else in the folders of records is a problem: symlinks, submodules, other types, names that are no slugs, two
names that differ in case only, two entries of one name. Entries may lie in folders of their kind's folder
(decisions/0022); the names of files are given below that folder ("2026/x.md").
"""

from __future__ import annotations

import os
import posixpath
import stat
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from danvankheo.base.front_matter import MAX_FILE
from danvankheo.base.locale import number
from danvankheo.base.problems import Problem, Severity
from danvankheo.base.source_paths import ENTRY_FOLDERS, PHOTOS
from danvankheo.base.text import is_slug, slugify


class Kind(StrEnum):
    """The folders of records; the value is the folder below the repository."""

    MODEL = "models"
    EXEMPLAR = "exemplars"
    UNIT = "content/don-vi"
    FIELD = "content/linh-vuc"
    TYPE = "content/loai-mo-hinh"
    NEWS = "content/tin"
    PAGE = "content"


#: The section of the site (first part of the URL) for each kind of article.
SECTIONS = {Kind.MODEL: "mo-hinh", Kind.EXEMPLAR: "dien-hinh", Kind.NEWS: "tin"}

# Names that no entry may have: the site uses them below /mo-hinh/ and /dien-hinh/, or Windows reserves them. A new kind
# of page needs no name here: its address has no entry's section before it.
RESERVED = frozenset(
    """trang feed index anh api loc mo-hinh dien-hinh linh-vuc don-vi loai-mo-hinh nam chi-tieu tim-kiem du-lieu chia-se
    tham-gia gui-bai phong-trao tieu-chi quyen-rieng-tu giay-dong-y assets lich sitemap robots 404 con prn aux nul""".split()  # noqa: SIM905
)
# A repository's host lists 1,000 files of a folder; a notice comes before.
_MANY = 900
#: How many folders may lie in each other below the folder of a kind of entry.
MAX_DEPTH = 4
_PHOTO_SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".svg", ".gif", ".bmp", ".tif", ".tiff", ".avif"}
)


def listing(repo: Path, kind: Kind) -> Iterator[tuple[str, list[os.DirEntry[str]]]]:
    """Yield the folder of a kind and the folders below it with what is directly in them, sorted by name.

    A folder is given as its path below the kind's folder ("", "2026/"). Folders of photos are not listed.
    """
    waiting = [""]
    while waiting:
        below = waiting.pop(0)
        try:
            with os.scandir(f"{repo}/{kind}/{below}") as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            continue
        yield below, found
        waiting += [f"{below}{entry.name}/" for entry in found if _is_folder_of_entries(kind, below, entry)]


def _is_folder_of_entries(kind: Kind, below: str, entry: os.DirEntry[str]) -> bool:
    """Tell whether a folder may hold entries, its name right or not."""
    is_inside = kind in ENTRY_FOLDERS and below.count("/") < MAX_DEPTH
    if not is_inside or entry.name == PHOTOS or not entry.is_dir(follow_symlinks=False):
        return False
    # A folder named like a file was meant to be one.
    has_name = entry.name.isprintable() and "." not in entry.name and bool(slugify(entry.name))
    return has_name and not os.path.lexists(f"{entry.path}/.git")


class FolderContents(NamedTuple):
    """What is in a folder of records: the ``.md`` files to read, texts with a wrong name, and what is wrong with both."""

    names: list[str]
    misnamed: list[str]
    problems: list[Problem]


def slug_of(name: str) -> str:
    """Return the slug of a file's name; for a wrong name, the slug of the right one."""
    stem, suffix = os.path.splitext(posixpath.basename(name))
    return stem if suffix == ".md" and is_slug(stem) else slugify(stem) or stem


def record_files(repo: Path, folder: Kind) -> FolderContents:
    """Return what is in a folder of records and the folders below it, sorted by the files' own names."""
    found = FolderContents([], [], [])
    for part in (*Path(folder).parents, Path(folder)):
        if part != Path() and (problem := _unusable(repo, part.as_posix())):
            return FolderContents([], [], [problem])
    for below, entries in listing(repo, folder):
        _add(found, folder, below, entries)
    by_own_name = lambda name: (posixpath.basename(name), name)  # noqa: E731
    found.names.sort(key=by_own_name)
    found.misnamed.sort(key=by_own_name)
    found.problems.extend(_one_name_twice(folder, found.names))
    return found


def _unusable(repo: Path, path: str) -> Problem | None:
    """Return the problem of a folder that is a link, no folder, or cannot be opened."""
    if (repo / path).is_symlink():
        advice = "Xóa liên kết rồi khôi phục thư mục thật."
        return Problem("DVK001", path, 1, 1, "Thư mục này là liên kết tượng trưng (symlink).", advice)
    if os.path.lexists(repo / path) and not os.access(repo / path, os.R_OK | os.X_OK):
        message, advice = "Không mở được thư mục này.", "Xem đây có phải là thư mục và có quyền đọc không."
        return Problem("DVK001", path, 1, 1, message, advice)
    if os.path.lexists(repo / path) and not (repo / path).is_dir():
        message, advice = "Đây phải là một thư mục.", "Xóa tệp này rồi khôi phục thư mục."
        return Problem("DVK001", path, 1, 1, message, advice)
    return None


def _add(found: FolderContents, kind: Kind, below: str, entries: list[os.DirEntry[str]]) -> None:
    """Add what is directly in one folder."""
    if kind in ENTRY_FOLDERS and len(entries) > _MANY:
        found.problems.append(_many(f"{kind}/{below}".rstrip("/"), len(entries)))
    seen: dict[str, str] = {}
    for entry in entries:
        if _is_right(kind, entry):  # fast path: nearly all names are right, and there may be tens of thousands
            seen[entry.name] = entry.name
            found.names.append(below + entry.name)
            continue
        wrong = list(_entry_problems(kind, below, entry))
        found.problems.extend(wrong)
        if wrong and wrong[0].code == "DVK003" and entry.name.isprintable() and entry.is_file(follow_symlinks=False):
            found.misnamed.append(below + entry.name)
        if wrong or not entry.name.endswith(".md"):
            continue
        key = unicodedata.normalize("NFC", entry.name).casefold()
        if key in seen:
            where = f"{kind}/{below}{entry.name}"
            found.problems.append(Problem("DVK004", where, 1, 1, f"Tên tệp trùng với “{seen[key]}” khi không phân biệt chữ hoa, chữ thường.",
                                          "Đổi tên một trong hai tệp."))  # fmt: skip
            continue
        seen[key] = entry.name
        found.names.append(below + entry.name)


def _many(path: str, count: int) -> Problem:
    return Problem("DVK018", path, 1, 1, f"Thư mục này đã có {number(count)} tệp; GitHub chỉ hiện 1.000 tệp của một thư mục.",
                   f"Xếp bớt bài trong {path}/ vào thư mục con, theo năm hoặc theo xã; địa chỉ trên trang không đổi, ảnh không phải chuyển.",
                   severity=Severity.WARNING)  # fmt: skip


def _one_name_twice(kind: Kind, names: list[str]) -> Iterator[Problem]:
    """Yield a problem for each of the entries that would have one address. names: sorted by the files' own names."""
    for own_name, group in groupby(names, posixpath.basename):
        same = list(group)
        for name in same if len(same) > 1 else ():
            others = ", ".join(f"{kind}/{other}" for other in same if other != name)
            yield Problem("DVK017", f"{kind}/{name}", 1, 1, f"Hai tệp cùng tên {own_name} ở hai thư mục; tên tệp là địa chỉ của bài: {others}.",
                          "Cùng một bài thì giữ một tệp, xóa tệp kia; hai bài khác nhau thì đổi tên tệp của bài mới.")  # fmt: skip


def _is_right(folder: Kind, entry: os.DirEntry[str]) -> bool:
    """Tell whether an entry is a plain file with a right name."""
    stem, suffix = entry.name[:-3], entry.name[-3:]
    is_named = suffix == ".md" and is_slug(stem) and not (stem in RESERVED and folder in SECTIONS)
    return is_named and entry.is_file(follow_symlinks=False)


def _entry_problems(kind: Kind, below: str, entry: os.DirEntry[str]) -> Iterator[Problem]:
    path, name = f"{kind}/{below}{_printable(entry.name)}", entry.name
    allowed_folders = (
        {"don-vi", "linh-vuc", "loai-mo-hinh", "tin"}
        if kind is Kind.PAGE
        else {PHOTOS}
        if kind in ENTRY_FOLDERS
        else ()
    )
    if entry.is_symlink():
        yield Problem("DVK001", path, 1, 1, "Đây là liên kết tượng trưng (symlink), không phải tệp thường.",
                      "Xóa liên kết này rồi đặt vào đây tệp .md thật.")  # fmt: skip
    elif entry.is_dir(follow_symlinks=False):
        if name not in allowed_folders:
            yield from _folder_problems(kind, below, entry)
    elif not entry.is_file(follow_symlinks=False):
        yield Problem("DVK001", path, 1, 1, "Đây không phải tệp thường.", "Xóa mục này.")
    elif name == ".gitkeep" or (kind is Kind.PAGE and name in ("phong-trao.yml", "cho-phep.yml")):
        return
    else:
        yield from _name_problems(kind, path, name)


def _folder_problems(kind: Kind, below: str, entry: os.DirEntry[str]) -> Iterator[Problem]:
    path, name = f"{kind}/{below}{_printable(entry.name)}", entry.name
    if _is_folder_of_entries(kind, below, entry):
        if not is_slug(name) or name in ENTRY_FOLDERS:
            good = slugify(name) if name not in ENTRY_FOLDERS else "2026"
            yield Problem("DVK003", path, 1, 1, "Tên thư mục phải viết thường, không dấu, nối bằng gạch ngang.",
                          f"Đổi tên thư mục, ví dụ: {good}")  # fmt: skip
        elif not os.access(entry.path, os.R_OK | os.X_OK):
            message, advice = "Không mở được thư mục này.", "Xem đây có phải là thư mục và có quyền đọc không."
            yield Problem("DVK001", path, 1, 1, message, advice)
    elif kind in ENTRY_FOLDERS and below.count("/") >= MAX_DEPTH:
        yield Problem("DVK001", path, 1, 1, f"Thư mục lồng nhau quá sâu (nhiều nhất {MAX_DEPTH} tầng dưới {kind}/).",
                      "Đưa các tệp .md trong thư mục này lên thư mục chứa nó rồi xóa thư mục.")  # fmt: skip
    else:
        yield Problem("DVK001", path, 1, 1, "Ở đây chỉ đặt tệp, không đặt thư mục.",
                      "Đưa tệp .md ra ngoài thư mục này rồi xóa thư mục.")  # fmt: skip


def _name_problems(folder: Kind, path: str, name: str) -> Iterator[Problem]:
    stem, suffix = os.path.splitext(name)
    if suffix.lower() in (".md", ".markdown", ".txt"):
        if suffix != ".md" or not is_slug(stem):
            good = slugify(stem) or "ten-bai"
            yield Problem("DVK003", path, 1, 1, "Tên tệp phải viết thường, không dấu, nối bằng gạch ngang, đuôi .md.",
                          f"Đổi tên tệp thành: {good}.md")  # fmt: skip
        elif stem in RESERVED and folder in SECTIONS:
            yield Problem(
                "DVK005",
                path,
                1,
                1,
                f"“{stem}” là tên dành riêng cho trang.",
                f"Đổi tên tệp, ví dụ: mo-hinh-{stem}-xa-em.md",
            )
    elif suffix.lower() in _PHOTO_SUFFIXES and folder in SECTIONS:
        yield Problem("DVK002", path, 1, 1, "Ảnh phải nằm trong thư mục của bài.",
                      f"Chuyển ảnh vào {posixpath.dirname(path)}/anh/<tên bài>/ rồi ghi tên ảnh ở mục anh của bài.")  # fmt: skip
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
