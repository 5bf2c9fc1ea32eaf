"""The units of a new place, from a list: a workbook, a CSV file, or lines as people paste them, with administrative codes or without."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from danvankheo.base.child_process import ChildProcess
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.text import fold, normalize, slugify, unusable, visible
from danvankheo.imports import office_lists, xlsx_reader
from danvankheo.imports.named_units import NewUnit, kind_of, named_unit
from danvankheo.records.choices import UnitKind

MOST = 2_000
_HEADER_WITHIN = 15
_LONGEST = 100
_HEADINGS = MappingProxyType({
    "name": ("ten-don-vi", "ten-xa", "ten-co-so", "ten-chi-doan", "ten", "don-vi", "xa-phuong"),
    "kind": ("loai",), "code": ("ma-gso", "ma-so", "ma-hanh-chinh", "ma-xa", "ma-don-vi", "ma"),
})  # fmt: skip
_CODE = re.compile(r"[0-9]{4,6}")
_BULLET = re.compile(r"\A(?:[-–•*+]|[0-9]{1,3}[.)])\s*")
_CODE_BEFORE, _CODE_AFTER = re.compile(r"\A([0-9]{4,6})\s+(\S.*)\Z"), re.compile(r"\A(.*\S)\s+\(?([0-9]{4,6})\)?\Z")


@dataclass(frozen=True, slots=True)
class UnitListResult:
    """The units of a list, and in Vietnamese what was left out or read otherwise than written."""

    units: tuple[NewUnit, ...]
    notes: tuple[str, ...]


def from_file(path: Path, usual: UnitKind | None) -> UnitListResult:
    """Return the units of a workbook or a text file. Raises DanVanKheoError when it cannot be read. usual: see ``from_rows``."""
    if not path.is_file():
        raise DanVanKheoError(f"Không thấy tệp “{path}”.")
    if path.stat().st_size > office_lists.MAX_BYTES:
        raise DanVanKheoError(f"Tệp “{path.name}” lớn hơn 5 MB; một danh sách không lớn đến thế.")
    reader = xlsx_reader.sheets if path.suffix.lower() == ".xlsx" else office_lists.text_rows
    with ChildProcess() as child:
        sheets, _ = child.read(reader, path.read_bytes(), path.name)
    return from_rows((row for _, rows in sheets for row in rows), usual)


def from_lines(text: str, usual: UnitKind | None) -> UnitListResult:
    """Return the units of pasted lines, one a line."""
    return from_rows(([line] for line in text.splitlines()), usual)


def from_rows(rows: Iterable[Sequence[str]], usual: UnitKind | None) -> UnitListResult:
    """Return the units of rows of cells; a row of one cell is parted at tabs and semicolons, then commas.

    usual: the kind of a unit whose name does not tell it. Raises DanVanKheoError, with every row, when a kind is not known.
    """
    given = list(rows)
    parted = [[_clean(cell) for cell in _parted(row)] for row in given]
    head = next((number for number, cells in enumerate(parted[:_HEADER_WITHIN], 1) if _header(cells)), 0)
    places = _header(parted[head - 1]) if head else {}
    units: list[NewUnit] = []
    notes: list[str] = []
    unclear: list[str] = []
    for number, cells in enumerate(parted[head:], head + 1):
        if not any(cells):
            continue
        # Below a header of several columns a row with one filled cell keeps that cell in its column.
        whole = len(places) > 1 and len(given[number - 1]) > 1
        name, kind, code = _told([_clean(cell) for cell in given[number - 1]] if whole else cells, places)
        if slugify(name) in office_lists.TOTALS:
            continue
        if name.startswith("="):
            notes.append(f"dòng {number} “{name[:60]}”: là công thức, bỏ qua; hãy gõ chữ")
            continue
        if not slugify(name):
            notes.append(f"dòng {number} “{' '.join(filter(None, cells))[:60]}”: không thấy tên đơn vị, bỏ qua")
            continue
        if unusable(name) or len(name) > _LONGEST:
            notes.append(
                f"dòng {number} “{name[:60]}”: tên dài quá {_LONGEST} ký tự hoặc có chữ không dùng được, bỏ qua"
            )
            continue
        unit = named_unit(name, kind_of(kind), code, usual)
        if unit is None:
            unclear.append(f"dòng {number}: {name}")
            continue
        notes += _put(units, unit, number)
        if len(units) > MOST:
            raise DanVanKheoError(f"Danh sách có hơn {MOST} đơn vị.")
    if unclear:
        raise DanVanKheoError(
            "Chưa rõ loại của " + "; ".join(unclear[:10]) + ("; …" if len(unclear) > 10 else "")
            + ". Ghi đủ “xã …”, “phường …”, “Trường …” trước tên, hoặc thêm cột Loại."
        )  # fmt: skip
    return UnitListResult(tuple(units), tuple(notes))


def _put(units: list[NewUnit], unit: NewUnit, number: int) -> list[str]:
    """Add a unit whose slug no other has; return what is to be told."""
    same = [
        each for each in units if each.name == unit.name and (each.code == unit.code or not each.code or not unit.code)
    ]
    if same:
        return [f"dòng {number} “{unit.name}”: đã có ở trên, bỏ qua"]
    taken = {each.slug for each in units}
    if unit.slug not in taken:
        units.append(unit)
        return []
    choices = [f"{unit.slug[:70].rstrip('-')}-{end}" for end in (unit.code, *range(2, MOST)) if end]
    units.append(replace(unit, slug=next(slug for slug in choices if slug not in taken)))
    return [f"dòng {number} “{unit.name}”: mã trùng với đơn vị trên nên đặt là {units[-1].slug}"]


def _clean(cell: str) -> str:
    return " ".join(normalize(visible(cell)).split())


def _parted(cells: Sequence[str]) -> Sequence[str]:
    filled = [cell for cell in cells if cell.strip()]
    if len(filled) != 1:
        return cells
    (whole,) = filled
    for mark in ("\t", ";", "|", ","):
        if mark in whole:
            return [part.strip().strip('"') for part in whole.split(mark)]
    for pattern, order in ((_CODE_BEFORE, (2, 1)), (_CODE_AFTER, (1, 2))):
        if match := pattern.match(_BULLET.sub("", whole.strip())):
            return [match[order[0]], match[order[1]]]
    return [whole]


def _header(cells: Sequence[str]) -> dict[str, int]:
    """Return the columns of a header row; {} when the row is none."""
    slugs = [slugify(cell) for cell in cells]
    found: dict[str, int] = {}
    for name, headings in _HEADINGS.items():
        at = next((place for heading in headings for place, slug in enumerate(slugs) if slug == heading or (slug.startswith(f"{heading}-")
                   and name == "code")), None)  # fmt: skip
        if at is not None:
            found[name] = at
    return found if "name" in found and not any(_CODE.fullmatch(cell) for cell in cells) else {}


def _told(cells: Sequence[str], places: dict[str, int]) -> tuple[str, str, str]:
    """Return name, kind and code as a row says them."""
    if places and places["name"] < len(cells) and not _CODE.fullmatch(cells[places["name"]]):
        found = {name: cells[place] if place < len(cells) else "" for name, place in places.items()}
        code = found.get("code", "")
        return _BULLET.sub("", found["name"]), found.get("kind", ""), code if _CODE.fullmatch(code) else ""
    code = next((cell for cell in cells if _CODE.fullmatch(cell)), "")
    kinds = {fold(kind.label): kind.value for kind in UnitKind} | {kind.value: kind.value for kind in UnitKind}
    kind = next((kinds[fold(cell)] for cell in cells if fold(cell) in kinds), "")
    names = [cell for cell in cells if not cell.isdecimal() and slugify(cell) and fold(cell) not in kinds]
    return (_BULLET.sub("", names[0]) if names else ""), kind, code
