"""Other copies of a withdrawn entry: posts, printed papers, drafts, files that mention it.

Nothing is changed here: people work through the lists by hand.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from danvankheo.base import submitted_files
from danvankheo.base.archives import BROKEN
from danvankheo.base.locale import short_date
from danvankheo.base.settings import as_of_day
from danvankheo.base.text import fold
from danvankheo.editing.withdrawal import EntryFile, entries
from danvankheo.records.choices import Channel
from danvankheo.records.files import Kind

#: Folders that git ignores, with drafts and received files of the program and the office.
DRAFTS = ("bao-cao", "van-phong", submitted_files.INBOX)
_LINK = re.compile(r"https?://[^\s\"',}\]]+")
_WORD = re.compile(r"[a-z0-9]+")
_TAG = re.compile(r"<[^>]*>")
_PACKED, _READABLE = (".docx", ".xlsx", ".zip"), (".md", ".txt", ".csv", ".html", ".json", ".yml", ".eml")
_MAX_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Post:
    """One post of an entry: channel, day and link as people read them; "" if not in the file."""

    channel: str
    day: str
    link: str


def posts(entry: EntryFile) -> list[Post]:
    """Return the posts listed in the entry's file; if YAML cannot read it, every link below that key."""
    listed = entry.tree.get("da_chia_se")
    if not isinstance(listed, list):
        return [Post("", "", link) for link in _LINK.findall(entry.keys.get("da_chia_se", ""))]
    names = {channel.value: channel.label for channel in Channel}
    rows = [row for row in listed if isinstance(row, dict)]
    return [
        Post(names.get(str(row.get("kenh")), str(row.get("kenh", ""))), _day(str(row.get("ngay", ""))), str(row.get("lien_ket", "")))
        for row in rows
    ]  # fmt: skip


def names(entry: EntryFile) -> tuple[str, ...]:
    """Return the words by which other files may mention an entry: its slug, its title, its owner if that is a person."""
    owner = entry.tree.get("chu_the")
    who = owner.get("ten") if isinstance(owner, dict) and owner.get("loai") == "ca-nhan" else ""
    return tuple(dict.fromkeys(word for word in (entry.slug, entry.title, str(who or "")) if _plain(word).strip()))


def drafts(repo: Path, entry: EntryFile) -> list[str]:
    """Return the draft files that name the entry, and those that cannot be searched."""
    needles = [_plain(word) for word in names(entry)]
    return [
        path.relative_to(repo).as_posix()
        for folder in DRAFTS
        for path in _files(repo / folder)
        if path.name != ".gitignore" and _may_name(path, needles)
    ]


def received_photos(repo: Path) -> list[tuple[str, int]]:
    """Return the inbox's folders with photos as they were sent, and how many; their names do not say which entry they belong to."""
    photos = [path for path in _files(repo / submitted_files.INBOX) if path.suffix.lower() in submitted_files.PHOTOS]
    return sorted(Counter(path.parent.relative_to(repo).as_posix() for path in photos).items())


def others(repo: Path, entry: EntryFile) -> list[str]:
    """Return the paths of other entries and pages whose text names this one."""
    needles = [_plain(word) for word in names(entry)]
    found = [each.path for each in entries(repo) if each.path != entry.path and _names(each.text, needles)]
    for path in _files(repo / "content"):
        if path.suffix in (".md", ".yml") and _names(path.read_text("utf-8", "replace"), needles):
            found.append(path.relative_to(repo).as_posix())
    return sorted(found)


def public(entry: EntryFile) -> list[str]:
    """Return what the next publication removes from the site, of an entry or of its one photo."""
    if entry.kind is Kind.NEWS:
        return ["chưa có gì: trang chưa đăng tin; tin và ảnh này sẽ không bao giờ được đăng"]
    if entry.photo:
        return [
            f"ảnh “{entry.photo}” của trang {entry.page}/, mọi cỡ",
            "ba thẻ chia sẻ của trang ấy (làm lại, không có ảnh này)",
            "ảnh và thẻ ấy trong mọi bản đã đăng còn giữ",
        ]
    count = len(entry.photos)
    return [
        f"trang {entry.page}/ (chỉ còn một dòng báo đã gỡ)",
        *([f"{count} ảnh, mọi cỡ"] if count else []),
        f"thẻ chia sẻ, trang chia-se/{entry.page}/ và mã QR",
        "dòng của bài trong các bảng số liệu, tệp Excel, tin, tìm kiếm, trang đơn vị, lĩnh vực, năm",
        "những thứ ấy trong mọi bản đã đăng còn giữ",
    ]


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        folders.sort()
        yield from (path for name in sorted(files) if not (path := Path(place, name)).is_symlink() and path.is_file())


def _may_name(path: Path, needles: list[str]) -> bool:
    """Tell whether a file names the entry, or cannot be searched."""
    if _names(path.stem, needles):
        return True
    suffix = path.suffix.lower()
    if suffix not in (*_PACKED, *_READABLE) or path.stat().st_size > _MAX_BYTES:
        return suffix not in submitted_files.PHOTOS
    if suffix in _READABLE:
        return _names(path.read_text("utf-8", "replace"), needles)
    try:
        with zipfile.ZipFile(path) as archive:
            rows = [row for row in archive.infolist() if row.filename.endswith((".xml", ".txt"))]
            if sum(row.file_size for row in rows) > _MAX_BYTES:
                return True
            return any(_names(archive.read(row).decode("utf-8", "replace"), needles) for row in rows)
    except BROKEN:
        return True


def _names(text: str, needles: list[str]) -> bool:
    """Tell whether a text has one of the names; in a Word file tags may stand within a name."""
    forms = (_plain(text), _plain(_TAG.sub("", text))) if "<" in text else (_plain(text),)
    return any(needle in form for form in forms for needle in needles)


def _plain(text: str) -> str:
    return f" {' '.join(_WORD.findall(fold(text)))} "


def _day(text: str) -> str:
    """Return a day as people read it; a text that is not a day stays as it is."""
    try:
        day = as_of_day(text, {})
    except ValueError:
        return text
    return short_date(day) if day else text
