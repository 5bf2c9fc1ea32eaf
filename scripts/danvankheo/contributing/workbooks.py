"""An Excel workbook as rows of text. It comes from strangers: nothing is opened before its size and shape are known."""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime
from pathlib import Path

from danvankheo.base.errors import DanVanKheoError

MAX_UNPACKED = 20_000_000
MAX_PARTS = 500
MAX_ROWS = 2_000
MAX_COLUMNS = 50
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([^\"']*)[\"']")
_RANGE = re.compile(rb"([A-Z]{1,2})(\d{1,4}):([A-Z]{1,2})(\d{1,4})\Z")


def sheets(path: Path) -> list[tuple[str, list[list[str]]]]:
    """Return each sheet's name and cells; a cell that was merged carries the text of the whole."""
    import openpyxl  # type: ignore[import-untyped]

    _refuse_hostile(path)
    try:
        book = openpyxl.load_workbook(path, keep_links=False)
        return [(sheet.title, _cells(sheet, path.name)) for sheet in book.worksheets]
    except DanVanKheoError:
        raise
    except Exception as error:
        # Strangers' files break a reader in more ways than it documents; whichever way, the person needs one sentence.
        raise DanVanKheoError(
            f"Không mở được “{path.name}” như một tệp Excel. Hãy mở bằng Excel rồi lưu lại."
        ) from error


def _refuse_hostile(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise DanVanKheoError(
                    f"“{path.name}” mở ra quá lớn so với một danh sách. Hãy chép bảng sang một tệp mới."
                )
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _refuse_part(archive.read(part), path.name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise DanVanKheoError(
            f"Không mở được “{path.name}” như một tệp Excel. Hãy mở bằng Excel rồi lưu lại."
        ) from error


def _refuse_part(data: bytes, name: str) -> None:
    if b"\0" in data or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise DanVanKheoError(f"“{name}” có phần không phải của một bảng tính thường. Hãy chép bảng sang một tệp mới.")
    merged = _MERGED.findall(data)
    ranges = [_RANGE.match(ref) for ref in merged]
    if len(merged) > MAX_ROWS or not all(found and len(found[1]) == len(found[3]) == 1 and int(found[4]) <= MAX_ROWS for found in ranges):  # fmt: skip
        raise DanVanKheoError(f"“{name}” có ô gộp quá lớn. Hãy bỏ gộp ô ở ngoài bảng rồi lưu lại.")
    if sum((ord(f[3]) - ord(f[1]) + 1) * (int(f[4]) - int(f[2]) + 1) for f in ranges if f) > MAX_ROWS * MAX_COLUMNS:
        raise DanVanKheoError(f"“{name}” có quá nhiều ô gộp. Hãy bỏ gộp ô rồi lưu lại.")


def _cells(sheet: object, name: str) -> list[list[str]]:
    bottom, right = sheet.max_row, sheet.max_column  # type: ignore[attr-defined]
    if bottom > MAX_ROWS or right > MAX_COLUMNS:
        raise DanVanKheoError(
            f"“{name}” quá lớn: nhiều nhất {MAX_ROWS} dòng, {MAX_COLUMNS} cột. Hãy xóa dòng, cột trống ở cuối."
        )
    rows = [[_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]  # type: ignore[attr-defined]
    for area in sheet.merged_cells.ranges:  # type: ignore[attr-defined]
        if area.min_row > len(rows) or area.min_col != area.max_col:
            continue  # a title over several columns is one text, not one a column
        for index in range(area.min_row, min(area.max_row, len(rows))):
            rows[index][area.min_col - 1] = rows[area.min_row - 1][area.min_col - 1]
    return rows


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value.day:02d}/{value.month:02d}/{value.year}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, str | int | float) else "="  # an array formula
