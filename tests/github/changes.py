"""Changes to a registry, each with the messages a comparison must give: exactly these, once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from danvankheo.base.public_changes import ChangeKind
from reality.made_entries import MadeEntry, Visibility
from reality.made_registry import MadeRegistry, write_entry

ExpectedChange = tuple[ChangeKind, str]
DAY = date(2025, 6, 30)
APPROVAL = {"boi": "Ban Chấp hành Đoàn xã Khuyểng Đượp", "ngay": date(2025, 6, 20)}


@dataclass(frozen=True)
class Edit:
    """One change of an entry. on: its public state before; expects: the messages of the comparison."""

    name: str
    on: tuple[Visibility, ...]
    do: Callable[[Path, MadeEntry, Random], list[ExpectedChange]]
    fits: Callable[[MadeEntry], bool] = lambda entry: True


def address(entry: MadeEntry) -> str:
    return entry.address.rstrip("/")


def file_of(folder: Path, entry: MadeEntry) -> Path:
    return folder / entry.kind / f"{entry.slug}.md"


def put(folder: Path, entry: MadeEntry, draw: Random, slug: str = "", **keys: Any) -> MadeEntry:
    """Write an entry with changed keys, optionally under another name, with its photos."""
    if slug:
        file_of(folder, entry).unlink()
        photos = folder / entry.kind / "anh" / entry.slug
        if photos.is_dir():
            photos.rename(photos.with_name(slug))
    story = entry.story.replace(f"anh/{entry.slug}/", f"anh/{slug or entry.slug}/")
    made = replace(
        entry, slug=slug or entry.slug, keys=entry.keys | keys, story=story, photos=() if slug else entry.photos
    )
    write_entry(folder, made, draw)
    return made


def _delete(folder: Path, entry: MadeEntry, draw: Random) -> list[ExpectedChange]:
    _remove(folder, entry)
    return [(ChangeKind.GONE, address(entry))]


def _remove(folder: Path, entry: MadeEntry) -> None:
    file_of(folder, entry).unlink()
    photos = folder / entry.kind / "anh" / entry.slug
    for photo in photos.iterdir() if photos.is_dir() else ():
        photo.unlink()
    if photos.is_dir():
        photos.rmdir()


def _forget(folder: Path, entry: MadeEntry, draw: Random) -> list[ExpectedChange]:
    _remove(folder, entry)
    return [(ChangeKind.UNWITHDRAWN, address(entry))]


def _rename(folder: Path, entry: MadeEntry, draw: Random) -> list[ExpectedChange]:
    put(folder, entry, draw, f"{entry.slug[:60]}-ten-moi")
    return [(ChangeKind.DEAD, address(entry)), *((ChangeKind.DEAD, _at(entry, old)) for old in () if old)]


def _at(entry: MadeEntry, slug: str) -> str:
    return f"{address(entry).partition('/')[0]}/{slug}"


def _move(folder: Path, entry: MadeEntry, draw: Random) -> list[ExpectedChange]:
    former = [*(entry.keys.get("ten_cu") or []), entry.slug]
    put(folder, entry, draw, f"{entry.slug[:60]}-ten-moi", ten_cu=former, ten="Nay là một tên khác hẳn")
    return [(ChangeKind.MOVED, address(entry))]


def _move_the_withdrawn(folder: Path, entry: MadeEntry, draw: Random) -> list[ExpectedChange]:
    put(folder, entry, draw, f"{entry.slug[:60]}-ten-moi", ten_cu=[entry.slug])
    return []


def _rename_the_withdrawn(folder: Path, entry: MadeEntry, draw: Random) -> list[ExpectedChange]:
    put(folder, entry, draw, f"{entry.slug[:60]}-ten-moi")
    return [(ChangeKind.UNWITHDRAWN, address(entry))]


def _drop_former(folder: Path, entry: MadeEntry, draw: Random) -> list[ExpectedChange]:
    put(folder, entry, draw, ten_cu=None)
    return [(ChangeKind.DEAD, _at(entry, old)) for old in entry.keys["ten_cu"]]


def _keyed(kind: ChangeKind | None, **keys: Any) -> Callable[[Path, MadeEntry, Random], list[ExpectedChange]]:
    def do(folder: Path, entry: MadeEntry, draw: Random) -> list[ExpectedChange]:
        put(folder, entry, draw, **keys)
        return [(kind, address(entry))] if kind else []

    return do


def _tell(folder: Path, entry: MadeEntry, draw: Random) -> list[ExpectedChange]:
    write_entry(folder, replace(entry, story="Chiều thứ bảy, cả thôn ra đường làm.\n"), draw)
    return [(ChangeKind.TOLD, address(entry))]


def _show_photo_again(folder: Path, entry: MadeEntry, draw: Random) -> list[ExpectedChange]:
    photos = entry.keys["anh"]
    put(
        folder,
        entry,
        draw,
        anh=[{key: value for key, value in photo.items() if key != "rut_dong_y"} for photo in photos],
    )
    return [(ChangeKind.UNWITHDRAWN, f"{address(entry)}#{photo['tep']}") for photo in photos if "rut_dong_y" in photo]


def _edit(folder: Path, entry: MadeEntry, draw: Random) -> list[ExpectedChange]:
    """Change a file without changing what is public: wording, comments, line ends, order."""
    path = file_of(folder, entry)
    text = path.read_text("utf-8")
    how = draw.randrange(4)
    if how == 0:
        path.write_text(f"{text}\nThêm một câu kể.\n", "utf-8")
    elif how == 1:
        path.write_text(
            text.replace("\nten:", "\n# ghi chú của người viết\nten:", 1).replace("---\n", "---\n# ghi chú\n", 1),
            "utf-8",
        )
    elif how == 2:
        path.write_bytes(text.replace("\n", "\r\n").encode())
    else:
        put(folder, entry, draw, ten=f"{entry.title[:100]}…", cap_nhat=None)
    return []


def _has_photo_withdrawn(entry: MadeEntry) -> bool:
    return any("rut_dong_y" in photo for photo in entry.keys.get("anh") or [])


def _plain(entry: MadeEntry) -> bool:
    return not entry.keys.get("ten_cu") and not _has_photo_withdrawn(entry)


SHOWN = (Visibility.PAGE, Visibility.LISTED)
EDITS = (
    Edit("delete", SHOWN, _delete, _plain),
    Edit("rename without a redirect", SHOWN, _rename, _plain),
    Edit("rename with a redirect", SHOWN, _move, lambda entry: not _has_photo_withdrawn(entry)),
    Edit("drop a redirect", SHOWN, _drop_former, lambda entry: bool(entry.keys.get("ten_cu"))),
    Edit("withdraw", SHOWN, _keyed(ChangeKind.WITHDRAWN, rut_dong_y=DAY)),
    Edit("remove the approval", SHOWN, _keyed(ChangeKind.UNAPPROVED, duyet=None, ngay_dang=None), _plain),
    Edit("make it a draft", SHOWN, _keyed(ChangeKind.DRAFTED, nhap=True), _plain),
    Edit("approve anew", SHOWN, _keyed(ChangeKind.APPROVAL, duyet=APPROVAL, ngay_dang=None)),
    Edit("make it a sample", SHOWN, _keyed(ChangeKind.MADE_SAMPLE, minh_hoa=True), lambda entry: _plain(entry) and "van_ban" not in str(entry.keys)),
    Edit("tell the story", (Visibility.LISTED,), _tell),
    Edit("show it again", (Visibility.NOTICE,), _keyed(ChangeKind.UNWITHDRAWN, rut_dong_y=None)),
    Edit("delete the withdrawn", (Visibility.NOTICE,), _forget),
    Edit("rename the withdrawn", (Visibility.NOTICE,), _rename_the_withdrawn),
    Edit("rename the withdrawn with its address", (Visibility.NOTICE,), _move_the_withdrawn),
    Edit("show a photo again", SHOWN, _show_photo_again, _has_photo_withdrawn),
    Edit("publish what waits", (Visibility.NOTHING,), _keyed(ChangeKind.PUBLISHED, nhap=None, duyet=APPROVAL, ngay_dang=None)),
    Edit("go on waiting", (Visibility.NOTHING,), _keyed(None, ten="Bài vẫn còn chờ, tên đã đổi")),
    Edit("edit", (*SHOWN, Visibility.NOTICE, Visibility.NOTHING), _edit),
)  # fmt: skip


def referred(made: MadeRegistry) -> set[str]:
    """Return the entries that others refer to; a change of those is also reported for the others."""
    texts = {entry.slug: made.path(entry).read_text("utf-8") for entry in made.entries}
    return {
        slug
        for slug in texts
        for other, text in texts.items()
        if other != slug and re.search(rf"\b{slug}\b(?!-)", text)
    }
