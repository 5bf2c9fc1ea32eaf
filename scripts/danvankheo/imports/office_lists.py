"""Reads an office's lists: an Excel workbook, or text in UTF-8 or UTF-16 separated by semicolons, commas or tabs."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from danvankheo.base.child_process import Answer, ChildProcess
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.text import normalize, slugify, visible
from danvankheo.imports import xlsx_reader
from danvankheo.imports.xlsx_sheet_filter import letters as letters_of

MAX_BYTES = 5_000_000
MAX_ROWS = 2_000
MAX_COLUMNS = 50
#: What rows of totals begin with, as slugs.
TOTALS = frozenset({"tong", "tong-cong", "cong", "tong-so"})
_HEADER_WITHIN = 15


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row below the header. number: in the file, from 1; cells: by the name of their column."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class ListLayout:
    """A kind of list.

    columns: by name, how their headings begin, as slugs; needed: columns it must have; any_of: it must have one of these.
    """

    name: str
    columns: Mapping[str, Sequence[str]]
    needed: Sequence[str]
    any_of: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class OfficeList:
    """A list as it was read. sheet: "" for a text file; letters: of the known columns; unknown: headings of the other ones."""

    layout: ListLayout
    sheet: str
    rows: list[ListRow]
    letters: dict[str, str]
    unknown: list[str]


def read(path: Path, layouts: Sequence[ListLayout]) -> list[OfficeList]:
    """Return every list of a known kind in a file. Raises DanVanKheoError when there is none."""
    if path.stat().st_size > MAX_BYTES:
        raise DanVanKheoError(f"Tệp “{path.name}” lớn hơn 5 MB; một danh sách không lớn đến thế. Hãy chia nhỏ.")
    reader = xlsx_reader.sheets if path.suffix.lower() == ".xlsx" else text_rows
    with ChildProcess() as child:
        sheets, _ = child.read(reader, path.read_bytes(), path.name)
    candidates = [(name, _numbered(rows)) for name, rows in sheets]
    found = [table for name, rows in candidates if (table := _table(name, rows, layouts))]
    if found:
        return found
    raise DanVanKheoError(
        f"Không thấy dòng tiêu đề trong {_HEADER_WITHIN} dòng đầu của “{path.name}”. Danh sách đăng ký cần ít nhất các cột: "
        "Tên mô hình, Chủ thể, Địa chỉ, Lĩnh vực, Đăng ký với. Số liệu năm cần: Đơn vị, Năm và ít nhất một cột số liệu. Danh sách đơn vị cần: Tên đơn vị và một trong các cột Loại, Trực thuộc, Địa bàn. "
        "Lấy mẫu Excel: dvk import --template mau.xlsx"
    )


def _table(sheet: str, rows: Sequence[tuple[int, list[str]]], layouts: Sequence[ListLayout]) -> OfficeList | None:
    for index, (_, cells) in enumerate(rows[:_HEADER_WITHIN]):
        for layout in layouts:
            places = _places(cells, layout.columns)
            if not _is_header(places, layout):
                continue
            letters = {name: letters_of(place + 1) for name, place in places.items()}
            unknown = [cell for place, cell in enumerate(cells) if cell and place not in places.values()]
            below = [row for row in rows[index + 1 :] if not _has_no_data(row[1], layout)]
            return OfficeList(layout, sheet, [row for rest in below if (row := _row(rest, places))], letters, unknown)
    return None


def _is_header(places: Mapping[str, int], layout: ListLayout) -> bool:
    some = not layout.any_of or any(name in places for name in layout.any_of)
    return some and all(name in places for name in layout.needed)


def _has_no_data(cells: Sequence[str], layout: ListLayout) -> bool:
    """Tell whether a row below the header holds no data: a repeated header, column numbers, a total."""
    filled = [cell for cell in cells if cell]
    numbers = [cell.strip("()") for cell in filled]
    counted = len(filled) >= 4 and numbers == [str(number) for number in range(1, len(filled) + 1)]
    total = bool(filled) and slugify(filled[0]) in TOTALS
    return counted or total or _is_header(_places(cells, layout.columns), layout)


def _numbered(rows: Sequence[Sequence[str]]) -> list[tuple[int, list[str]]]:
    return [(number, [_clean(cell) for cell in cells]) for number, cells in enumerate(rows, start=1)]


def _clean(cell: str) -> str:
    return " ".join(normalize(visible(cell)).split())


def decoded(data: bytes, name: str) -> str:
    """Return the text of a file in UTF-8 or UTF-16. Raises DanVanKheoError for other encodings."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise DanVanKheoError(
            f"Tệp “{name}” không ở bảng mã Unicode. Trong Excel chọn Lưu thành → CSV UTF-8, trong Notepad chọn mã hóa UTF-8, rồi thử lại."
        ) from None


def text_rows(data: bytes, name: str) -> Answer:
    """Return the cells of a text file as one sheet without a name. For ``ChildProcess.read``."""
    text = decoded(data, name)
    if "\0" in text:
        raise DanVanKheoError(f"Tệp “{name}” không phải là văn bản. Trong Excel chọn Lưu thành → CSV UTF-8.")
    # The separator that most lines have: a title above the table may contain commas, too.
    delimiter = max(";\t,", key=lambda mark: sum(line.count(mark) >= 3 for line in text.splitlines()))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[list[str]] = []
    try:
        for number, cells in enumerate(reader, start=1):
            if number > MAX_ROWS or len(cells) > MAX_COLUMNS:
                raise DanVanKheoError(f"“{name}” quá lớn: nhiều nhất {MAX_ROWS} dòng, {MAX_COLUMNS} cột.")
            rows.append(cells)
    except csv.Error:
        raise DanVanKheoError(f"Không đọc được bảng trong “{name}” từ dòng {len(rows) + 1}.") from None
    return [("", rows)], b""


def _places(cells: Sequence[str], columns: Mapping[str, Sequence[str]]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, cell in enumerate(cells):
        heading = slugify(cell)
        for name, beginnings in columns.items():
            if name not in places and any(heading == b or heading.startswith(b + "-") for b in beginnings):
                places[name] = place
                break
    return places


def _row(row: tuple[int, list[str]], places: Mapping[str, int]) -> ListRow | None:
    number, cells = row
    values = {name: cells[place] if place < len(cells) else "" for name, place in places.items()}
    return ListRow(number, values) if any(values.values()) else None
