"""Units' figures of a year become part of the units' files; see decisions/0006.

What is absent is added. A figure that differs is replaced only in a block that an import wrote and nobody edited; anywhere
else it stays, and the report says which. Everything around the year's block stays byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from danvankheo.base.text import closest, slugify
from danvankheo.contributing.mending import MENDED
from danvankheo.contributing.new import unit_name
from danvankheo.contributing.rows import Check, Doubt, Line, Outcome, judged, mark
from danvankheo.contributing.tables import Layout, Row, Table
from danvankheo.records.disk import Kind
from danvankheo.records.draft import read_draft
from danvankheo.records.findings import at, fields_of, quoted
from danvankheo.records.references import existed_in
from danvankheo.records.registry import Registry
from danvankheo.records.shape import shape
from danvankheo.records.tree import TreeBuilder
from danvankheo.records.vocabulary import Unit, YearFigures

FIGURES = tuple(name for name in YearFigures.model_fields if name != "sample")
HEADINGS = {"number": "TT", "unit": "Đơn vị", "year": "Năm"} | {
    name: str(YearFigures.model_fields[name].title) for name in FIGURES
}
LAYOUT = Layout(
    "số liệu năm", {name: (slugify(words), *(("stt",) if name == "number" else ())) for name, words in HEADINGS.items()},
    ("unit", "year"), FIGURES,
)  # fmt: skip
_YEARS = at(Unit, "years")[0]
_SAMPLE = at(YearFigures, "sample")[0]
_KEYS = {name: str(at(YearFigures, name)[0]) for name in FIGURES}


def import_list(repo: Path, table: Table, registry: Registry, check: Check) -> list[Line]:
    """Write what the list says into the units' files and return what happened, row by row."""
    lines: list[Line] = []
    before: dict[str, bytes | None] = {}
    seen: dict[tuple[str, str], int] = {}
    for row in table.rows:
        try:
            year = row.cells["year"]
            unit, figures = _unit(row.cells["unit"], year, registry), _figures(row)
            if (unit, year) in seen:
                raise Doubt("unit", f"trùng với dòng {seen[unit, year]}: cùng đơn vị, cùng năm. Xóa bớt một dòng.")
            seen[unit, year] = row.number
            lines.append(_written(repo, row, unit, year, figures, before))
        except Doubt as doubt:
            lines.append(Line(row.number, table.letters.get(doubt.column, ""), Outcome.REFUSED, "", str(doubt)))
    return judged(repo, lines, before, check)


def _unit(said: str, year: str, registry: Registry) -> str:
    """Return the unit of that name, with all its marks, that existed in the year."""
    if not re.fullmatch(r"20\d\d", year):
        raise Doubt("year", f"“{year}” không phải một năm; ghi bốn chữ số, ví dụ 2024.")
    if not said:
        raise Doubt("unit", "thiếu Đơn vị.")
    there = {slug: record.data for slug, record in registry.units.items() if existed_in(record.data, int(year))}
    named = [slug for slug, unit in there.items() if said.casefold() in _names(registry, slug, unit)]
    if len(named) == 1:
        return named[0]
    if named:
        listed = "; ".join(unit_name(registry, slug) for slug in named)
        raise Doubt("unit", f"năm {year} có nhiều đơn vị tên “{said}”. Ghi rõ một trong: {listed}.")
    near = closest(said, [unit.place for unit in there.values()])
    hint = f" Có phải: {', '.join(dict.fromkeys(near))}?" if near else ""
    raise Doubt("unit", f"không có đơn vị nào tên “{said}” trong năm {year}.{hint}")


def _names(registry: Registry, slug: str, unit: Unit) -> set[str]:
    bare = re.sub(r"^(?:xã|thị trấn)\s+", "", unit.place)
    return {
        name.casefold() for name in (slug, unit.name, unit.place, bare, f"Đoàn {unit.place}", unit_name(registry, slug))
    }


def _figures(row: Row) -> dict[str, str]:
    """Return the row's figures by their keys, as a file has them; a cell that is empty is unknown."""
    tree = {key: row.cells[name] for name, key in _KEYS.items() if row.cells.get(name)}
    if re.fullmatch(r"0[.,]\d+|1", tree.get(_KEYS["gathering_rate"], "")):
        raise Doubt("gathering_rate", f"tỷ lệ {tree[_KEYS['gathering_rate']]} quá nhỏ; ghi số phần trăm, ví dụ 68,5.")
    for _ in range(
        2
    ):  # once more after what dvk fix mends too ("1.250" people, "10/01/2023") is written as it should be
        findings = shape(YearFigures, tree).findings
        for finding in findings:
            if finding.code in MENDED and finding.remedy and finding.remedy.kind == "value":
                tree[str(finding.loc[0])] = finding.remedy.text.strip("\"'")
    for finding in findings:
        name = next((name for name, key in _KEYS.items() if finding.loc[:1] == (key,)), "unit")
        raise Doubt(name, finding.message)
    return tree


def _written(
    repo: Path, row: Row, unit: str, year: str, figures: Mapping[str, str], before: dict[str, bytes | None]
) -> Line:
    path = f"{Kind.UNIT}/{unit}.md"
    draft, _ = read_draft(repo, Kind.UNIT, f"{unit}.md")
    if draft is None:
        raise Doubt("unit", f"không đọc được {path}. Chạy: dvk check {path}")
    years = draft.tree.get(_YEARS)
    there = years.get(year) if isinstance(years, dict) else None
    there = there if isinstance(there, dict) else {}
    if there.get(_SAMPLE) == "true":
        raise Doubt("unit", f"số liệu năm {year} trong {path} là minh họa. Xóa khối ấy khỏi tệp rồi nhập lại.")
    if figures and not (figures.get(_KEYS["source"]) or there.get(_KEYS["source"])):
        raise Doubt("source", "thiếu Nguồn số liệu: số lấy từ báo cáo nào, ngày nào.")
    data = (repo / path).read_bytes()
    block = _Block(data.decode("utf-8-sig"), path, year)
    new = {key: value for key, value in figures.items() if key not in there}
    old, now = (shape(YearFigures, dict(tree)).data for tree in (there, figures))
    differing = [
        name
        for name, key in _KEYS.items()
        if key in figures and key in there and getattr(old, name) != getattr(now, name)
    ]
    if block.untouched and (new or differing):
        text = block.rewritten({**there, **figures})
    elif new:
        text = block.extended(new) if block.stands else block.rewritten(new)
    else:
        says = "; ".join(
            f"{HEADINGS[name]} trong tệp là {there[_KEYS[name]]}, danh sách ghi {figures[_KEYS[name]]}"
            for name in differing
        )
        return Line(row.number, "", Outcome.KEPT if says else Outcome.SAME, path, says)
    before.setdefault(path, data)
    bom = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    (repo / path).write_bytes(bom + text.encode())
    labels = {key: HEADINGS[name] for name, key in _KEYS.items()}
    says = f"thêm {', '.join(labels[key] for key in new)}" if new else ""
    for name in differing:
        key = _KEYS[name]
        kept = "" if block.untouched else ": giữ nguyên"
        says += f"; {HEADINGS[name]} {'đổi từ' if block.untouched else 'trong tệp là'} {there[key]}, danh sách ghi {figures[key]}{kept}"
    return Line(row.number, "", Outcome.UPDATED if block.stands else Outcome.NEW, path, says.lstrip("; "))


class _Block:
    """The lines of one year in a unit's file, and the file with them changed."""

    def __init__(self, text: str, path: str, year: str) -> None:
        self._end = "\r\n" if "\r\n" in text else "\n"
        self._lines = text.split(self._end)
        if any("\r" in line or "\n" in line for line in self._lines):
            raise Doubt("unit", f"{path} trộn nhiều kiểu xuống dòng. Chạy: dvk check {path}")
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
                raise Doubt(
                    "unit", f"mục {_YEARS} trong {path} viết trên một dòng. Hãy viết mỗi mục một dòng rồi nhập lại."
                )
        self.stands = year in years
        first = min(years.values(), default=None)
        self._indent = " " * (len(self._lines[first]) - len(self._lines[first].lstrip())) if first is not None else "  "
        self._start = years[year] if self.stands else self._place(years, close)
        self._stop = self._after(self._start) if self.stands else self._start
        inside = self._lines[self._start + 1 : self._stop]
        self.untouched = bool(inside) and inside[0].strip() == mark("\n".join(line.strip() for line in inside[1:]))

    def _place(self, years: Mapping[str, int], close: int) -> int:
        """Return the line before which the year's block belongs: the years stand in their order."""
        later = [line for other, line in years.items() if other > self._year]
        if later:
            return min(later)
        return self._after(self._head) if self._head is not None else close

    def _after(self, line: int) -> int:
        """Return the line after the block that a key heads."""
        depth = len(self._lines[line]) - len(self._lines[line].lstrip())
        last = line
        for number in range(line + 1, len(self._lines)):
            text = self._lines[number]
            if text.strip() and len(text) - len(text.lstrip()) <= depth:
                break
            last = number if text.strip() else last
        return last + 1

    def rewritten(self, figures: Mapping[str, str]) -> str:
        """Return the file with the year as an import writes it."""
        body = [f"{key}: {quoted(figures[key])}" for key in fields_of(YearFigures) if key in figures]
        deeper = self._indent + "  "
        block = [f"{self._indent}{self._year}:", *(deeper + line for line in (mark("\n".join(body)), *body))]
        head = [] if self._head is not None else [f"{_YEARS}:"]
        return self._end.join([*self._lines[: self._start], *head, *block, *self._lines[self._stop :]])

    def extended(self, figures: Mapping[str, str]) -> str:
        """Return the file with more figures at the end of the year that somebody wrote."""
        inside = [
            line
            for line in self._lines[self._start + 1 : self._stop]
            if line.strip() and not line.lstrip().startswith("#")
        ]
        indent = inside[0][: len(inside[0]) - len(inside[0].lstrip())] if inside else self._indent + "  "
        more = [f"{indent}{key}: {quoted(value)}" for key, value in figures.items()]
        return self._end.join([*self._lines[: self._stop], *more, *self._lines[self._stop :]])
