"""Imports a list of units' figures of a year into the units' files; see decisions/0006.

Missing figures are added. A figure that differs is replaced only in a block that an import wrote and that was not edited
since; elsewhere it stays, and the receipt reports this. Every byte around the year's block stays.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.text import closest, slugify
from danvankheo.editing.fix import MENDED
from danvankheo.forms.name_lookup import names_of_unit, unit_name
from danvankheo.imports.office_lists import ListLayout, ListRow, OfficeList
from danvankheo.imports.receipts import Check, Outcome, Receipt, RowError, checked
from danvankheo.imports.year_block import YearBlock
from danvankheo.records.diagnostics import key_path
from danvankheo.records.files import Kind
from danvankheo.records.record_file import read_record
from danvankheo.records.registry import Registry
from danvankheo.records.validation import validate
from danvankheo.records.vocabulary import ONE_CELL, Unit, YearFigures

FIGURES = ONE_CELL
HEADINGS = {"number": "TT", "unit": "Đơn vị", "year": "Năm"} | {
    name: str(YearFigures.model_fields[name].title) for name in FIGURES
}
LAYOUT = ListLayout(
    "số liệu năm", {name: (slugify(words), *(("stt",) if name == "number" else ())) for name, words in HEADINGS.items()},
    ("unit", "year"), FIGURES,
)  # fmt: skip
_YEARS = key_path(Unit, "years")[0]
_SAMPLE = key_path(YearFigures, "sample")[0]
_KEYS = {name: str(key_path(YearFigures, name)[0]) for name in FIGURES}


def import_list(repo: Path, table: OfficeList, registry: Registry, check: Check) -> list[Receipt]:
    """Write a list's figures into the units' files; return a receipt for each row. check: see ``receipts.checked``."""
    lines: list[Receipt] = []
    before: dict[str, bytes | None] = {}
    seen: dict[tuple[str, str], int] = {}
    for row in table.rows:
        try:
            year = row.cells["year"]
            unit, figures = _unit(row.cells["unit"], year, registry), _figures(row)
            if (unit, year) in seen:
                raise RowError("unit", f"trùng với dòng {seen[unit, year]}: cùng đơn vị, cùng năm. Xóa bớt một dòng.")
            seen[unit, year] = row.number
            lines.append(_written(repo, row, unit, year, figures, before))
        except RowError as doubt:
            lines.append(Receipt(row.number, table.letters.get(doubt.column, ""), Outcome.REFUSED, "", str(doubt)))
    return checked(repo, lines, before, check)


def _unit(said: str, year: str, registry: Registry) -> str:
    """Return the code of the unit of that name, with its diacritics, that existed in the year."""
    if not re.fullmatch(r"20\d\d", year):
        raise RowError("year", f"“{year}” không phải một năm; ghi bốn chữ số, ví dụ 2024.")
    if not said:
        raise RowError("unit", "thiếu Đơn vị.")
    there = {slug: record.data for slug, record in registry.units.items() if record.data.existed_in(int(year))}
    named = [slug for slug, unit in there.items() if said.casefold() in _names(registry, slug, unit)]
    if len(named) == 1:
        return named[0]
    if named:
        listed = "; ".join(unit_name(registry, slug) for slug in named)
        raise RowError("unit", f"năm {year} có nhiều đơn vị tên “{said}”. Ghi rõ một trong: {listed}.")
    near = closest(said, [unit.place for unit in there.values()])
    hint = f" Có phải: {', '.join(dict.fromkeys(near))}?" if near else ""
    raise RowError("unit", f"không có đơn vị nào tên “{said}” trong năm {year}.{hint}")


def _names(registry: Registry, slug: str, unit: Unit) -> set[str]:
    return {name.casefold() for name in (slug, unit_name(registry, slug), *names_of_unit(unit))}


def _figures(row: ListRow) -> dict[str, str]:
    """Return a row's figures by key, as a file has them; an empty cell is unknown and left out. Raises RowError."""
    tree = {key: row.cells[name] for name, key in _KEYS.items() if row.cells.get(name)}
    if re.fullmatch(r"0[.,]\d+|1", tree.get(_KEYS["gathering_rate"], "")):
        raise RowError(
            "gathering_rate", f"tỷ lệ {tree[_KEYS['gathering_rate']]} quá nhỏ; ghi số phần trăm, ví dụ 68,5."
        )
    for _ in range(2):  # the second pass uses the corrections of ``dvk fix``: "1.250" people, "10/01/2023"
        findings = validate(YearFigures, tree).findings
        for finding in findings:
            if finding.code in MENDED and finding.remedy and finding.remedy.kind == "value":
                tree[str(finding.loc[0])] = finding.remedy.text.strip("\"'")
    for finding in findings:
        name = next((name for name, key in _KEYS.items() if finding.loc[:1] == (key,)), "unit")
        raise RowError(name, finding.message)
    return tree


def _written(
    repo: Path, row: ListRow, unit: str, year: str, figures: Mapping[str, str], before: dict[str, bytes | None]
) -> Receipt:
    path = f"{Kind.UNIT}/{unit}.md"
    record, _ = read_record(repo, Kind.UNIT, f"{unit}.md")
    if record is None or record.text is None:
        raise RowError("unit", f"không đọc được {path}. Chạy: dvk check {path}")
    years = record.text.tree.get(_YEARS)
    there = years.get(year) if isinstance(years, dict) else None
    there = there if isinstance(there, dict) else {}
    sample = there.get(_SAMPLE) == "true"
    # The source of sample figures is removed with them.
    if figures and not (figures.get(_KEYS["source"]) or (not sample and there.get(_KEYS["source"]))):
        raise RowError("source", "thiếu Nguồn số liệu: số lấy từ báo cáo nào, ngày nào.")
    old, now = (validate(YearFigures, dict(tree)).data for tree in ({} if sample else there, figures))
    new = [name for name, key in _KEYS.items() if key in figures and getattr(old, name) is None]
    differing = [
        name
        for name, key in _KEYS.items()
        if key in figures and name not in new and getattr(old, name) != getattr(now, name)
    ]
    data = (repo / path).read_bytes()
    try:
        block = YearBlock(data, path, year)
    except DanVanKheoError as error:
        raise RowError("unit", str(error)) from error
    is_import = block.untouched and not sample
    report = [f"thêm {', '.join(HEADINGS[name] for name in new)}"] if new else []
    for name in differing:
        here, listed = there[_KEYS[name]], figures[_KEYS[name]]
        report.append(
            f"{HEADINGS[name]} đổi từ {here} thành {listed}"
            if is_import
            else f"{HEADINGS[name]} trong tệp là {here}, danh sách ghi {listed}: giữ nguyên"
        )
    if not new and not (is_import and differing):
        return Receipt(row.number, "", Outcome.KEPT if differing else Outcome.SAME, path, "; ".join(report))
    if sample:
        changed = block.rewritten(figures)
        report.append("thay số liệu minh họa")
    elif is_import or not block.stands:
        changed = block.rewritten({**there, **figures})
    else:
        changed = block.extended({_KEYS[name]: figures[_KEYS[name]] for name in new})
    before.setdefault(path, data)
    (repo / path).write_bytes(changed)
    return Receipt(row.number, "", Outcome.UPDATED if block.stands else Outcome.NEW, path, "; ".join(report))
