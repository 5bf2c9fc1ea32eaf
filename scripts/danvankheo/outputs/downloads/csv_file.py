"""CSV as RFC 4180 says (commas, CRLF, quotes doubled), in UTF-8 with the mark by which Excel knows it.

A spreadsheet takes a text that begins with ``= + - @`` (or their full-width forms) for a formula, and where its list
separator is the semicolon it opens this file with cells that begin after semicolons and line ends. Such a beginning gets
an apostrophe; so does one that has apostrophes already, so that ``restored`` gives back every text as it was. Numbers,
days and codes are ours and stay as they are.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from danvankheo.outputs.downloads.columns import Column, Kind, Row

SEPARATOR = "; "
_BEGINNING = "'*(?:[^\\S\n]|[\u200b\"])*[=+\\-@\uff1d\uff0b\uff0d\uff20]"
_FORMULA = re.compile(f"(\\A|[;\t\n])({_BEGINNING})|\\A()('*(?=[\t\n]))")
_NEUTRALISED = re.compile(f"(\\A|[;\t\n])'({_BEGINNING})|\\A()'('*(?=[\t\n]))")
_LINE_END = re.compile("\r\n?")
_SUSPECT = re.compile("[;\t\r\n]")


def csv_bytes(columns: Iterable[Column], rows: Iterable[Row], tail: tuple[str, ...]) -> bytes:
    """Return a table with its header; the tail is what the last columns hold in every row."""
    columns = tuple(columns)
    written = [(place, write) for place, column in enumerate(columns) if (write := _WRITERS.get(column.kind))]
    out = io.StringIO()
    out.write("\ufeff")
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow([column.name for column in columns])
    for row in rows:
        cells: list[object] = [*row, *tail]
        for place, write in written:
            if cells[place] is not None:
                cells[place] = write(cells[place])
        lines.writerow(cells)
    return out.getvalue().encode("utf-8")


def count_rows(data: bytes) -> int:
    """Return the number of rows below the header; no cell holds a CRLF."""
    return data.count(b"\r\n") - 1


def harmless(text: str) -> str:
    """Return a text no spreadsheet takes for a formula, with line ends as LF."""
    if text[:1].isalnum() and not _SUSPECT.search(text):
        return text
    return _FORMULA.sub(r"\1\3'\2\4", _LINE_END.sub("\n", text))


def restored(text: str) -> str:
    """Return the text a neutralised one was made from."""
    return _NEUTRALISED.sub(r"\1\3\2\4", text)


# What the csv module does not write as it should; it leaves None empty and writes days as ISO 8601 says.
_WRITERS: Mapping[Kind, Callable[[Any], str]] = {
    Kind.TEXT: harmless,
    Kind.LINK: harmless,
    Kind.LIST: lambda cell: SEPARATOR.join(map(harmless, cell)),
    Kind.FLAG: lambda cell: "true" if cell else "false",
    Kind.NUMBER: lambda cell: format(cell, "f"),
}
