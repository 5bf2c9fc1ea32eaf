"""Reads an Excel workbook as rows of text. Workbooks are not trusted: ``xlsx_filter`` reduces them first, in a child process."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

from danvankheo.base.child_process import Answer
from danvankheo.base.errors import DanVanKheoError
from danvankheo.imports.xlsx_filter import screened

MAX_LETTERS = 8_000_000  # of all cells together: many cells may share one text


def sheets(data: bytes, name: str) -> Answer:
    """Return each sheet's name and cells; cells merged in one column all get its text. For ``ChildProcess.read``."""
    import openpyxl  # type: ignore[import-untyped]

    small = screened(data, name)
    try:
        book = openpyxl.load_workbook(io.BytesIO(small), keep_links=False)
        found = [(sheet.title, _cells(sheet)) for sheet in book.worksheets]
    except MemoryError:
        raise
    except Exception as error:
        # openpyxl raises undocumented exceptions for broken files; people get one message for all.
        raise DanVanKheoError(f"Không mở được “{name}” như một tệp Excel. Hãy mở bằng Excel rồi lưu lại.") from error
    if sum(len(text) for _, rows in found for row in rows for text in row) > MAX_LETTERS:
        raise DanVanKheoError(f"“{name}” có quá nhiều chữ so với một danh sách. Hãy chép bảng sang một tệp mới.")
    return found, b""


def _cells(sheet: Any) -> list[list[str]]:
    rows = [[_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    for area in sheet.merged_cells.ranges:
        if area.min_row > len(rows) or area.min_col != area.max_col:
            continue  # a title over several columns stays in its first cell
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
