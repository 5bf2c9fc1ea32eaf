"""The lines of one year's figures in a unit's file; every other byte stays."""

from __future__ import annotations

from collections.abc import Mapping

from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.yaml_tree import TreeBuilder
from danvankheo.imports.receipts import mark
from danvankheo.records.diagnostics import fields_of, key_path, quoted
from danvankheo.records.vocabulary import Unit, YearFigures

_YEARS = key_path(Unit, "years")[0]


class YearBlock:
    """The lines of one year in a unit's file. Raises DanVanKheoError when the file cannot be edited line by line.

    stands: the file has the year; untouched: its lines are unchanged since an import wrote them.
    """

    def __init__(self, data: bytes, path: str, year: str) -> None:
        text = data.decode("utf-8")
        self._end = "\r\n" if "\r\n" in text else "\n"
        self._lines = text.split(self._end)
        if any("\r" in line or "\n" in line for line in self._lines):
            raise DanVanKheoError(f"{path} trộn nhiều kiểu xuống dòng. Chạy: dvk check {path}")
        close = next(i for i, line in enumerate(self._lines) if i and line.rstrip() == "---")
        builder = TreeBuilder("\n".join(self._lines[1:close]), places=True)
        builder.build()
        found = {
            loc[1:]: place.line + 1 for loc, place in builder.keys.items() if loc[:1] == (_YEARS,) and len(loc) <= 2
        }
        self._year, self._head = year, found.get(())
        years = {str(loc[0]): line for loc, line in found.items() if loc}
        for line in (self._head, years.get(year)):
            if line is not None and self._lines[line].partition(":")[2].partition("#")[0].strip():
                raise DanVanKheoError(
                    f"mục {_YEARS} trong {path} viết trên một dòng. Hãy viết mỗi mục một dòng rồi nhập lại."
                )
        self.stands = year in years
        first = min(years.values(), default=None)
        self._indent = " " * (len(self._lines[first]) - len(self._lines[first].lstrip())) if first is not None else "  "
        self._start = years[year] if self.stands else self._place(years, close)
        self._stop = self._after(self._start) if self.stands else self._start
        inside = self._lines[self._start + 1 : self._stop]
        self.untouched = bool(inside) and inside[0].strip() == mark("\n".join(line.strip() for line in inside[1:]))

    def _place(self, years: Mapping[str, int], close: int) -> int:
        """Return the line before which the year's block belongs, in the order of the years."""
        later = [line for other, line in years.items() if other > self._year]
        if later:
            return min(later)
        return self._after(self._head) if self._head is not None else close

    def _after(self, line: int) -> int:
        """Return the line after a key's block."""
        depth = len(self._lines[line]) - len(self._lines[line].lstrip())
        last = line
        for number in range(line + 1, len(self._lines)):
            text = self._lines[number]
            if text.strip() and len(text) - len(text.lstrip()) <= depth:
                break
            last = number if text.strip() else last
        return last + 1

    def rewritten(self, figures: Mapping[str, str]) -> bytes:
        """Return the file with the year's block replaced, or added, as an import writes it."""
        body = [f"{key}: {quoted(figures[key])}" for key in fields_of(YearFigures) if key in figures]
        deeper = self._indent + "  "
        block = [f"{self._indent}{self._year}:", *(deeper + line for line in (mark("\n".join(body)), *body))]
        head = [] if self._head is not None else [f"{_YEARS}:"]
        return self._end.join([*self._lines[: self._start], *head, *block, *self._lines[self._stop :]]).encode()

    def extended(self, figures: Mapping[str, str]) -> bytes:
        """Return the file with figures added at the end of a year that was written by hand."""
        inside = [
            line
            for line in self._lines[self._start + 1 : self._stop]
            if line.strip() and not line.lstrip().startswith("#")
        ]
        indent = inside[0][: len(inside[0]) - len(inside[0].lstrip())] if inside else self._indent + "  "
        more = [f"{indent}{key}: {quoted(value)}" for key, value in figures.items()]
        return self._end.join([*self._lines[: self._stop], *more, *self._lines[self._stop :]]).encode()
