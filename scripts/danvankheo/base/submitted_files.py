"""Submitted files (lists, messages, original photos) stay out of the repository, because its history is public for ever.

They belong in the ignored folder ``hop-thu/``. This module recognises them by name and place alone;
``editing/staged_files.py`` reads their content.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from danvankheo.base import git
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.problems import Problem, seen

INBOX = "hop-thu"
_NOTE = (
    "Thư mục này giữ những gì mọi người gửi: tin nhắn, danh sách, ảnh gốc, giấy tờ.\n"
    "Nó ở lại máy này: git không đưa vào kho bài, trang không đăng.\n"
    "Nhập bằng: dvk import hop-thu/TỆP\n"
)
_LISTS = frozenset(".xlsx .xlsm .xlsb .xls .ods .csv .tsv".split())  # noqa: SIM905
_PAPERS = frozenset(".doc .docx .odt .rtf .pdf .zip .rar .7z .eml .msg .mp4 .mov .3gp .m4a .mp3 .heif".split())  # noqa: SIM905
PHOTOS = frozenset(".jpg .jpeg .png .webp .heic .heif .tif .tiff .gif .bmp .avif".split())  # noqa: SIM905
_TEXTS = frozenset({".txt"})
# Folders of the program, its tests and its documents.
_PROGRAM = ("tests/", "theme/", "scripts/", "docs/", "deploy/", ".github/", ".ci/", ".githooks/", "node_modules/")
_ENTRY_PHOTO = re.compile(r"(?:models|exemplars|content/tin)/(?:[^/]+/)*anh/[^/]+/[^/]+\Z")


def kind_of(path: str) -> str:
    """Return the kind of a submitted file in Vietnamese; "" for a file that belongs in the repository."""
    place, suffix = path.replace("\\", "/"), PurePosixPath(path).suffix.lower()
    if place.startswith("tests/"):
        return ""
    if suffix in _LISTS:
        return "danh sách"
    if suffix in _PAPERS:
        return "giấy tờ hoặc tệp nén"
    if place.startswith(_PROGRAM):
        return ""
    if suffix in PHOTOS and not _ENTRY_PHOTO.match(place):
        return "ảnh gốc"
    return "tin nhắn hoặc danh sách" if suffix in _TEXTS else ""


def problem(path: str) -> Problem | None:
    """Return the problem of a submitted file in the repository, None for other files."""
    if not (kind := kind_of(path)):
        return None
    shown = seen(path).encode("utf-8", "replace").decode()
    return Problem("DVK420", shown, 1, 1, f"Tệp này trông như {kind} người khác gửi; kho bài ai cũng xem được, kể cả các bản cũ.",
                   f"Chuyển tệp vào thư mục {INBOX}/ (ở lại máy bạn) rồi nhập bằng dvk import.")  # fmt: skip


def inbox(repo: Path) -> Path:
    """Return the folder ``hop-thu/``, created with a note and a ``.gitignore`` when they are missing."""
    folder = repo / INBOX
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise DanVanKheoError(f"“{INBOX}” phải là một thư mục thường. Hãy đổi tên tệp ấy rồi chạy lại.")
    folder.mkdir(exist_ok=True)
    for name, text in ((".gitignore", "*\n"), ("DOC-TRUOC.txt", _NOTE)):
        if not (folder / name).exists():
            (folder / name).write_text(text, "utf-8", newline="\n")
    return folder


def is_exposed(repo: Path, path: Path) -> bool:
    """Tell whether git tracks a file or folder of the repository, or does not ignore it."""
    try:
        relative = path.resolve().relative_to(repo.resolve())
    except (ValueError, OSError):
        return False
    name = relative.as_posix()
    if git.text(git.ask(repo, "rev-parse", "--is-inside-work-tree")) != "true":
        return False
    tracked = git.ask(repo, "ls-files", "-z", "--", git.literal(name))
    return bool(tracked) or git.ask(repo, "check-ignore", "-q", "--no-index", "--", f"./{name}") is None


def in_tree(repo: Path) -> list[str]:
    """Return the paths that git tracks or would add; none without git."""
    if not (repo / ".git").exists():
        return []
    return sorted(set(git.paths(git.ask(repo, "ls-files", "-z", "--cached", "--others", "--exclude-standard"))))


def moved(repo: Path, path: Path) -> Path:
    """Move a file or folder into the inbox under a free name and return its new path."""
    folder = inbox(repo)
    target, number = folder / path.name, 1
    while target.exists() or target.is_symlink():
        number += 1
        target = folder / f"{path.stem}-{number}{path.suffix}"
    path.rename(target)
    return target
