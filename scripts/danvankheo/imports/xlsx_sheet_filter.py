"""Reduces one sheet of a workbook to the cells that have a value and the merged areas among them."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from danvankheo.base.errors import DanVanKheoError

ROWS, COLUMNS = 2_000, 50
_LONGEST_TEXT = 32_767  # the limit of Excel
_LONGEST_FORMULA = 255
_MOST_MERGED = 2_000
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})\Z")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KINDS = ("s", "str", "inlineStr", "b", "n", "e", "d")

Area = tuple[int, int, int, int]  # the first column and row, the last column and row


def place(ref: str) -> tuple[int, int] | None:
    """Return column and row, from 1, of a cell's name such as "B12"; None for another text."""
    found = _PLACE.match(ref)
    if not found:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return column, int(found[2])


def letters(column: int) -> str:
    """Return the letters of a column, counted from 1."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


class SheetFilter:
    """A handler for the elements of a sheet that keeps cells with a value. Raises DanVanKheoError beyond the limits.

    Cells without a value are dropped anywhere, because offices format whole columns.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._rows: list[str] = []
        self._hidden_columns: list[str] = []
        self._merged: list[Area] = []
        self._open: list[str] = []
        self._row, self._column = 0, 0
        self._bottom, self._right = 0, 0
        self._row_hidden = False
        self._cells: list[str] = []
        self._cell: dict[str, str] = {}
        self._said: dict[str, list[str]] = {}
        self._letters = 0
        self.kept = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Handle the start of an element."""
        self._open.append(tag)
        if tag == "row":
            said = attributes.get("r", "")
            self._row = int(said) if said.isdecimal() and len(said) < 8 else self._row + 1
            self._column, self._cells = 0, []
            self._row_hidden = attributes.get("hidden", "0") in ("1", "true")
        elif tag == "c":
            at = place(attributes.get("r", ""))
            self._column = at[0] if at else self._column + 1
            self._row = at[1] if at else self._row
            self._cell, self._said, self._letters = attributes, {}, 0
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif tag == "col" and attributes.get("hidden", "0") in ("1", "true") and len(self._hidden_columns) < COLUMNS:
            first, last = attributes.get("min", ""), attributes.get("max", "")
            if first.isdecimal() and last.isdecimal() and 0 < int(first[:6]) <= COLUMNS:
                self._hidden_columns.append(
                    f'<col min="{int(first)}" max="{min(int(last[:6]), COLUMNS)}" width="9" hidden="1"/>'
                )

    def data(self, text: str) -> None:
        """Handle the text within an element."""
        tag = self._open[-1] if self._open else ""
        if tag in ("v", "f", "t") and "c" in self._open and "rPh" not in self._open:
            self._letters += len(text)
            if self._letters <= _LONGEST_TEXT:
                self._said.setdefault(tag, []).append(text)

    def end(self, tag: str) -> None:
        """Handle the end of an element."""
        self._open.pop()
        if tag == "f":
            self._said.setdefault("f", [])
        elif (tag == "c" and any(self._said.values())) or (tag == "c" and "f" in self._said):
            self._keep()
        elif tag == "row" and self._cells:
            hidden = ' hidden="1"' if self._row_hidden else ""
            self._rows.append(f'<row r="{self._row}"{hidden}>{"".join(self._cells)}</row>')
            self._cells = []

    def _keep(self) -> None:
        if self._row > ROWS or self._column > COLUMNS or self._row < 1:
            raise DanVanKheoError(f"“{self._name}” quá lớn: nhiều nhất {ROWS} dòng, {COLUMNS} cột. "
                                  f"Ô {letters(self._column)}{self._row} có chữ; hãy xóa những gì nằm ngoài bảng.")  # fmt: skip
        if self._letters > _LONGEST_TEXT:
            raise DanVanKheoError(f"“{self._name}” có ô {letters(self._column)}{self._row} quá dài. Hãy rút ngắn ô ấy.")
        self.kept += 1
        if self.kept > ROWS * COLUMNS:  # the file may write one cell many times
            raise DanVanKheoError(f"“{self._name}” có quá nhiều ô. Hãy chép bảng sang một tệp mới.")
        self._bottom, self._right = max(self._bottom, self._row), max(self._right, self._column)
        self._cells.append(self._written())

    def _written(self) -> str:
        at = f'r="{letters(self._column)}{self._row}"'
        style, kind = self._cell.get("s", "0"), self._cell.get("t", "n")
        style = style if style.isdecimal() and len(style) < 6 else "0"
        kind = kind if kind in _KINDS else "n"
        said = {tag: "".join(pieces) for tag, pieces in self._said.items()}
        if "f" in said:  # the result of a formula is not trusted: the import reports the formula
            return f"<c {at}><f>{escape(said['f'][:_LONGEST_FORMULA])}</f></c>"
        if kind == "inlineStr" or "v" not in said:
            return f'<c {at} s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(said.get("t", ""))}</t></is></c>'
        return f'<c {at} s="{style}" t="{kind}"><v>{escape(said["v"])}</v></c>'

    def _merge(self, ref: str) -> None:
        first, colon, last = ref.partition(":")
        start, end = place(first), place(last if colon else first)
        if start is None or end is None:
            raise DanVanKheoError(f"Không mở được “{self._name}” như một tệp Excel. Hãy mở bằng Excel rồi lưu lại.")
        self._merged.append(
            (min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1]))
        )
        if len(self._merged) > _MOST_MERGED:
            raise DanVanKheoError(f"“{self._name}” có quá nhiều ô gộp. Hãy bỏ gộp ô rồi lưu lại.")

    def document(self) -> str:
        """Return the reduced sheet."""
        here = [area for area in self._merged if area[0] <= self._right and area[1] <= self._bottom]
        if any(bottom - top >= ROWS for _, top, _, bottom in here):
            raise DanVanKheoError(f"“{self._name}” có ô gộp quá lớn. Hãy bỏ gộp ô ở ngoài bảng rồi lưu lại.")
        cut = [(left, top, min(right, self._right), min(bottom, self._bottom)) for left, top, right, bottom in here]
        kept = [area for area in cut if area[:2] != area[2:]]
        if sum((right - left + 1) * (bottom - top + 1) for left, top, right, bottom in kept) > ROWS * COLUMNS:
            raise DanVanKheoError(f"“{self._name}” có quá nhiều ô gộp. Hãy bỏ gộp ô rồi lưu lại.")
        areas = "".join(f'<mergeCell ref="{letters(a)}{b}:{letters(c)}{d}"/>' for a, b, c, d in kept)
        merged = f"<mergeCells>{areas}</mergeCells>" if areas else ""
        columns = f"<cols>{''.join(self._hidden_columns)}</cols>" if self._hidden_columns else ""
        return f'<worksheet xmlns="{_MAIN}">{columns}<sheetData>{"".join(self._rows)}</sheetData>{merged}</worksheet>'
