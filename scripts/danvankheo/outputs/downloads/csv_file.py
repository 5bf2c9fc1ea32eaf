"""CSV as in RFC 4180 (commas, CRLF, quotes doubled), in UTF-8 with a byte order mark, by which Excel recognises it.

A spreadsheet takes a text that begins with ``= + - @`` (or their full-width forms) for a formula. With the semicolon as
list separator it also begins a new cell after each semicolon and line end. ``harmless`` puts an apostrophe before such a
beginning, and before apostrophes already there, so that ``restored`` gives back the original text. Numbers, days and
codes cannot be formulas and are written as they are.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from danvankheo.outputs.downloads.columns import Column, ColumnType, TableRow

SEPARATOR = "; "
_BEGINNING = "'*(?:[^\\S\n]|[\u200b\"])*[=+\\-@\uff1d\uff0b\uff0d\uff20]"
_FORMULA = re.compile(f"(\\A|[;\t\n])({_BEGINNING})|\\A()('*(?=[\t\n]))")
_NEUTRALISED = re.compile(f"(\\A|[;\t\n])'({_BEGINNING})|\\A()'('*(?=[\t\n]))")
_LINE_END = re.compile("\r\n?")
_SUSPECT = re.compile("[;\t\r\n]")


def csv_bytes(columns: Iterable[Column], rows: Iterable[TableRow], tail: TableRow) -> bytes:
    """Return a table with its header. tail: the values of the last columns, the same in every row."""
    columns = tuple(columns)
    writers = [(place, write) for place, column in enumerate(columns) if (write := _WRITERS.get(column.type))]
    out = io.StringIO()
    out.write("\ufeff")
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow([column.name for column in columns])
    for row in rows:
        cells: list[object] = [*row, *tail]
        for place, write in writers:
            if cells[place] is not None:
                cells[place] = write(cells[place])
        lines.writerow(cells)
    return out.getvalue().encode("utf-8")


def count_rows(data: bytes) -> int:
    """Return the number of rows below the header; no cell holds a CRLF."""
    return data.count(b"\r\n") - 1


def harmless(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula; line ends become LF."""
    if text[:1].isalnum() and not _SUSPECT.search(text):
        return text
    return _FORMULA.sub(r"\1\3'\2\4", _LINE_END.sub("\n", text))


def restored(text: str) -> str:
    """Return the text that ``harmless`` was given, with line ends as LF."""
    return _NEUTRALISED.sub(r"\1\3\2\4", text)


# Types the csv module does not write as needed. It writes None as an empty cell and days in ISO 8601.
_WRITERS: Mapping[ColumnType, Callable[[Any], str]] = {
    ColumnType.TEXT: harmless,
    ColumnType.LINK: harmless,
    ColumnType.LIST: lambda cell: SEPARATOR.join(map(harmless, cell)),
    ColumnType.FLAG: lambda cell: "true" if cell else "false",
    ColumnType.NUMBER: lambda cell: format(cell, "f"),
}
