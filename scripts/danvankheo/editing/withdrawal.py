"""``dvk withdraw``: adds one line, ``rut_dong_y``, to an entry's file or to one of its photos; every other byte stays.

It works even if files have mistakes: entries are found by the text of their files, and a file that YAML
cannot read gets its line, too. A file that YAML can read is parsed again, to prove that nothing else changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import yaml

from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.front_matter import MAX_FILE, split, textual_keys, unix_lines
from danvankheo.base.source_paths import PHOTOS, entry_of
from danvankheo.base.text import fold, slugify
from danvankheo.base.yaml_tree import TreeBuilder
from danvankheo.editing.file_edit import FileEdit, comments_above, join_lines, split_lines
from danvankheo.records.files import SECTIONS, Kind, record_files, slug_of

KEY = "rut_dong_y"
# A part of a title is accepted for an entry from this many letters on, in whole words, if no other title has it.
_MIN_LETTERS = 6
_SHARE_IMAGE = re.compile(r"anh/the/(?P<page>[a-z0-9/-]+?)(-vuong|-dung)?-[0-9a-f]{8}\.jpg")


@dataclass(frozen=True, slots=True)
class EntryFile:
    """An entry, read from its file's text without YAML. photo: the file of the one withdrawn photo, "" for the whole entry."""

    kind: Kind
    path: str
    slug: str
    title: str
    text: str
    photo: str = ""

    @property
    def page(self) -> str:
        """The path of the entry's page below the site's root."""
        return f"{SECTIONS[self.kind]}/{self.slug}"

    @property
    def tree(self) -> dict[str, Any]:
        """The front matter; {} when YAML cannot read it."""
        return _tree(self.path, self.text) or {}

    @property
    def keys(self) -> dict[str, str]:
        """The text after each top-level key."""
        return textual_keys(self.text)

    @property
    def photos(self) -> list[str]:
        """The files of its photos, as far as they can be found in the text."""
        listed = self.tree.get("anh")
        if isinstance(listed, list):
            return [row["tep"] for row in listed if isinstance(row, dict) and isinstance(row.get("tep"), str)]
        return re.findall(r"""\btep\s*:\s*["']?([^\s"',}]+)""", self.keys.get("anh", ""))


def entries(repo: Path) -> Iterator[EntryFile]:
    """Yield every entry that has a file."""
    for kind in SECTIONS:
        found = record_files(repo, kind)
        for name in (*found.names, *found.misnamed):
            path = f"{kind}/{name}"
            file = repo / path
            if not file.is_symlink() and file.is_file() and file.stat().st_size <= MAX_FILE:
                text = file.read_bytes().decode("utf-8", "surrogateescape")
                title = textual_keys(text).get("ten", "").split("\n")[0].strip().strip("\"'")
                yield EntryFile(kind, path, slug_of(name), title, text)


def find(repo: Path, search_text: str) -> EntryFile:
    """Return the entry, or the photo of an entry, that ``search_text`` names.

    search_text: a slug, a file, an address, a link to the page, to its share image or share kit, or the title, with diacritics or
    without; for a photo: the entry, "/" and the photo's file. Raises DanVanKheoError, with the entries that fit, unless
    exactly one does.
    """
    known = list(entries(repo))
    wanted, photo = _place(search_text)
    fits = [
        entry
        for entry in known
        if wanted in (entry.slug, entry.page, entry.path.removesuffix(".md"), f"{entry.kind}/{entry.slug}")
    ]
    fits = fits or [entry for entry in known if wanted.rpartition("/")[2] in _words(entry.keys.get("ten_cu", ""))]
    certain = True
    if not fits and (title := slugify(search_text)):
        fits = [entry for entry in known if slugify(entry.title) == title]
        if not fits:
            fits = [entry for entry in known if title in slugify(entry.title) or title in entry.slug]
            certain = all(_is_certain(title, entry) for entry in fits)
    if len(fits) != 1 or not certain:
        listing = "\n".join(f"  {entry.page}  {entry.title} ({fold(entry.title)})" for entry in fits[:20])
        raise DanVanKheoError(
            f"Có {len(fits)} bài khớp với “{search_text}”; hãy ghi rõ một bài:\n{listing}"
            if fits
            else f"Không thấy bài nào khớp với “{search_text}”. Ghi tên tệp, địa chỉ trang, hoặc vài chữ trong tên bài."
        )
    entry = fits[0]
    if photo and photo not in entry.photos:
        has = ", ".join(entry.photos) or "không có ảnh nào"
        raise DanVanKheoError(f"{entry.path} không ghi ảnh “{photo}”. Bài này có: {has}.")
    return EntryFile(entry.kind, entry.path, entry.slug, entry.title, entry.text, photo)


def _place(search_text: str) -> tuple[str, str]:
    """Return the part of ``search_text`` that names the entry, and the photo's file ("" for none)."""
    place = unquote(search_text.strip()).partition("#")[0].partition("?")[0]
    if "://" in place:
        place = place.partition("://")[2].partition("/")[2]
        starts = [at for at in (place.find(f"{name}/") for name in ("anh/the", *SECTIONS.values())) if at >= 0]
        place = place[min(starts) :] if starts else place
    place = place.strip("/").removesuffix("/index.html").removeprefix("chia-se/")
    if image := _SHARE_IMAGE.search(place):
        return image["page"], ""
    if (entry := entry_of(place)) and place.split("/")[-3:-1] == [PHOTOS, entry.name]:
        return entry.address, place.rpartition("/")[2]
    head, _, tail = place.rpartition("/")
    if "." in tail and not tail.endswith(".md") and head:
        return head.removesuffix(".md"), tail
    return place.removesuffix(".md"), ""


def _is_certain(words: str, entry: EntryFile) -> bool:
    """Tell whether a part of a title identifies an entry: whole words of the title, and long enough."""
    return len(words) >= _MIN_LETTERS and any(
        f"-{words}-" in f"-{name}-" for name in (slugify(entry.title), entry.slug)
    )


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9-]+", text)


def marked(entry: EntryFile, day: date) -> FileEdit:
    """Return the edit that adds the day on which consent was withdrawn.

    Raises DanVanKheoError when the file has a day already, or it cannot be added without other changes.
    """
    before, tree = entry.text, _tree(entry.path, entry.text)
    if tree is not None and (known := _withdrawn(tree, entry.photo)):
        raise DanVanKheoError(f"{entry.path} đã ghi {KEY}: {known} rồi. Đăng lại trang là xong: dvk publish NƠI")
    row = f"{KEY}: {day.isoformat()}"
    for after in _with_photo(before, entry.photo, row) if entry.photo else _with(before, row):
        if tree is None or _tree(entry.path, after) == _expected(tree, entry.photo, day):
            return FileEdit(entry.path, before, after)
    where = f"dưới dòng “tep: {entry.photo}”" if entry.photo else "vào phần đầu tệp, giữa hai dòng ---"
    raise DanVanKheoError(f"Không ghi được vào {entry.path} mà không đụng chỗ khác. Mở tệp, thêm {where}: {row}")


def _withdrawn(tree: dict[str, Any], photo: str) -> str:
    """Return the day of withdrawal in a file, "" for none."""
    places = (
        [row for row in tree.get("anh", []) if isinstance(row, dict) and row.get("tep") == photo] if photo else [tree]
    )
    return str(next((place[KEY] for place in places if place.get(KEY)), ""))


def _expected(tree: dict[str, Any], photo: str, day: date) -> dict[str, Any]:
    """Return the front matter as it must be after the edit."""
    search_text = {KEY: day.isoformat()}
    if not photo:
        return tree | search_text
    rows = [row | search_text if isinstance(row, dict) and row.get("tep") == photo else row for row in tree["anh"]]
    return tree | {"anh": rows}


def _tree(path: str, text: str) -> dict[str, Any] | None:
    """Return the front matter; None when YAML cannot read it."""
    source = split(path, unix_lines(text.removeprefix("\ufeff")))[0]
    try:
        builder = TreeBuilder(f"{source.front}\n" if source else "")
        tree = builder.build()
    except (yaml.YAMLError, ValueError):
        return None
    return tree if isinstance(tree, dict) and not builder.flaws else None


def _with(text: str, row: str) -> Iterator[str]:
    """Yield the text with the row among the top-level keys: first in its place, then in other places that YAML allows."""
    lines, ends = split_lines(text)
    end = ends[0] or "\n"
    bounds = [number for number, line in enumerate(lines) if line.removeprefix("\ufeff").rstrip() == "---"][:2]
    if not bounds:
        mark = "\ufeff" if text.startswith("\ufeff") else ""
        yield f"{mark}---{end}{row}{end}---{end}{text.removeprefix(mark)}"
        yield f"{mark}{row}{end}{text.removeprefix(mark)}"
        return
    first, last = bounds[0] + 1, bounds[1] if len(bounds) == 2 else bounds[0] + 1
    empty = [n for n in range(first, last) if re.fullmatch(rf"{KEY}\s*:\s*", lines[n])]
    for number in empty:
        yield join_lines([*lines[:number], row, *lines[number + 1 :]], ends)
    later = [n for n in range(first, last) if lines[n].startswith("minh_hoa")]
    for at in dict.fromkeys((*later[:1], last, first)):
        at = comments_above(lines, at, first) if later[:1] == [at] else at
        yield join_lines([*lines[:at], row, *lines[at:]], [*ends[:at], end, *ends[at:]])
    for number in range(first, last):
        if (column := lines[number].find("{")) >= 0:
            line = lines[number]
            yield join_lines(
                [*lines[:number], f"{line[: column + 1]}{row}, {line[column + 1 :]}", *lines[number + 1 :]], ends
            )


def _with_photo(text: str, photo: str, row: str) -> Iterator[str]:
    """Yield the text with the row at a photo."""
    lines, ends = split_lines(text)
    named = re.compile(rf"""(?P<head>.*?)\btep\s*:\s*(?P<quote>["']?){re.escape(photo)}(?P=quote)(?=[\s,}}]|\Z)""")
    for number, line in enumerate(lines):
        for match in named.finditer(line):
            yield join_lines(
                [*lines[:number], f"{line[: match.end()]}, {row}{line[match.end() :]}", *lines[number + 1 :]], ends
            )
        if found := named.match(line):
            indent = re.sub(r"\S", " ", found["head"])
            whole = [*lines[: number + 1], f"{indent}{row}", *lines[number + 1 :]]
            yield join_lines(whole, [*ends[: number + 1], ends[number] or "\n", *ends[number + 1 :]])
