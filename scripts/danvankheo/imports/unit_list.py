"""Imports a list of units into ``content/don-vi``: one new file a row; no file is ever changed. See decisions/0006.

A unit is known by its name, the level above it and its time: chi đoàn of one name below several communes are several units.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from danvankheo.base.text import closest, fold, slugify
from danvankheo.editing.fix import MENDED
from danvankheo.forms.name_lookup import names_of_unit
from danvankheo.imports.named_units import NewUnit, kind_of, named_unit
from danvankheo.imports.office_lists import ListLayout, ListRow, OfficeList
from danvankheo.imports.receipts import Check, Outcome, Receipt, RowError, checked
from danvankheo.records.choices import UnitKind
from danvankheo.records.diagnostics import quoted
from danvankheo.records.files import Kind
from danvankheo.records.registry import Registry
from danvankheo.records.validation import validate
from danvankheo.records.vocabulary import Superior, Unit

HEADINGS = {"number": "TT", "name": "Tên đơn vị", "kind": "Loại", "place": "Địa bàn", "superior": "Trực thuộc", "since": "Từ ngày",
            "until": "Đến ngày", "code": "Mã"}  # fmt: skip
LAYOUT = ListLayout(
    "đơn vị",
    {
        "number": ("tt", "stt"),
        "name": ("ten-don-vi", "ten-co-so", "ten-chi-doan", "ten", "don-vi", "co-so-doan", "chi-doan"),
        "kind": ("loai", "loai-hinh", "loai-don-vi"),
        "place": ("dia-ban", "dia-chi", "noi-dong"),
        "superior": ("truc-thuoc", "cap-tren", "doan-cap-tren", "don-vi-cap-tren"),
        "since": ("tu-ngay", "tu", "ngay-thanh-lap", "thanh-lap"),
        "until": ("den-ngay", "den-het-ngay", "den", "ngay-ket-thuc"),
        "code": ("ma",),
    },
    ("name",),
    ("kind", "superior", "place"),
)
# The column of a list that gives a key of the file; the other keys come from the name.
_COLUMNS = {"dia_ban": "place", "loai": "kind", "tu": "since", "den": "until", "truc_thuoc": "superior"}
_GSO = re.compile(r"\d{4,6}")
_LONGEST_SLUG = 70


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """A unit as a row gives it. superior: code of a unit or body, "" when the row names none."""

    unit: NewUnit
    superior: str
    since: date | None
    until: date | None


def import_list(repo: Path, table: OfficeList, registry: Registry, check: Check) -> list[Receipt]:
    """Write the units of a list that are not there yet; return a receipt for each row. check: see ``receipts.checked``."""
    known = {slug: record.data for slug, record in registry.units.items()}
    own = _own_names(table)
    lines: dict[int, Receipt] = {}
    before: dict[str, bytes | None] = {}
    seen: dict[str, int] = {}
    # A row whose superior is in the list, too, comes after that one.
    waiting = list(table.rows)
    while waiting:
        later: list[ListRow] = []
        for row in waiting:
            try:
                found = _listed(row, registry, known, own)
            except RowError as doubt:
                lines[row.number] = Receipt(
                    row.number, table.letters.get(doubt.column, ""), Outcome.REFUSED, "", str(doubt)
                )
                continue
            if found is None:
                later.append(row)
                continue
            try:
                lines[row.number] = _written(repo, row, found, known, seen, before)
            except RowError as doubt:
                lines[row.number] = Receipt(
                    row.number, table.letters.get(doubt.column, ""), Outcome.REFUSED, "", str(doubt)
                )
        if len(later) == len(waiting):
            own = {}  # nothing more can come: now their superiors are unknown
        waiting = later
    return checked(repo, [lines[row.number] for row in table.rows], before, check)


def _own_names(table: OfficeList) -> dict[str, int]:
    return {fold(row.cells["name"]): row.number for row in table.rows if row.cells["name"]}


def _listed(row: ListRow, registry: Registry, known: Mapping[str, Unit], own: Mapping[str, int]) -> ListedUnit | None:
    """Return the unit of a row, None while its superior is a row that is not written yet. Raises RowError."""
    cells = {name: row.cells.get(name, "") for name in HEADINGS}
    for name, cell in cells.items():
        if cell.startswith("=") and name != "number":
            raise RowError(name, f"{HEADINGS[name]} là công thức; hãy gõ chữ.")
    if not slugify(cells["name"]):
        raise RowError("name", "thiếu Tên đơn vị.")
    kind = kind_of(cells["kind"]) if cells["kind"] else None
    if cells["kind"] and kind is None:
        raise RowError(
            "kind", f"chưa rõ loại “{cells['kind']}”. Ghi một trong: {', '.join(each.label for each in UnitKind)}."
        )
    gso = cells["code"] if _GSO.fullmatch(cells["code"]) else ""
    unit = named_unit(cells["name"], kind, gso)
    if unit is None:
        raise RowError(
            "kind" if "kind" in row.cells else "name",
            f"chưa rõ loại của “{cells['name']}”; ghi ở cột Loại, ví dụ Chi đoàn.",
        )
    since, until = (_day(cells[name], name) for name in ("since", "until"))
    superior = _superior(cells["superior"], since, until, registry, known)
    if superior is None:
        if fold(cells["superior"]) in own and own[fold(cells["superior"])] != row.number:
            return None
        raise _no_superior(cells["superior"], registry, known)
    return ListedUnit(replace(unit, slug=_slug(cells["code"], gso, unit, superior, known), place=_place(cells["place"], unit, superior, known)),
                      superior, since, until)  # fmt: skip


def _slug(code: str, gso: str, unit: NewUnit, superior: str, known: Mapping[str, Unit]) -> str:
    if code and not gso:
        if slugify(code) != code:
            raise RowError(
                "code",
                f"mã “{code}” không dùng được; ghi chữ thường không dấu, nối bằng gạch ngang, ví dụ {slugify(code) or 'chi-doan-thon-1'}.",
            )
        return code
    if unit.kind is UnitKind.BRANCH and superior in known:
        return f"{unit.slug[: _LONGEST_SLUG - len(superior) - 1].rstrip('-')}-{superior}"
    return unit.slug


def _place(said: str, unit: NewUnit, superior: str, known: Mapping[str, Unit]) -> str:
    if said:
        return said
    above = known.get(superior)
    return f"{unit.place}, {above.place}" if above and unit.kind is UnitKind.BRANCH else unit.place


def _day(said: str, name: str) -> date | None:
    """Return the day of a cell, mended as ``dvk fix`` does ("01/07/2025"). Raises RowError."""
    key = str(Superior.model_fields[name].alias)
    tree = {"ma": "x", **({key: said} if said else {})}
    findings = validate(Superior, tree).findings
    for finding in findings:
        if finding.code in MENDED and finding.remedy and finding.remedy.kind == "value":
            tree[key] = finding.remedy.text.strip("\"'")
    again = validate(Superior, tree)
    if again.findings:
        raise RowError(name, again.findings[0].message)
    day: date | None = getattr(again.data, name)
    return day


def _superior(
    said: str, since: date | None, until: date | None, registry: Registry, known: Mapping[str, Unit]
) -> str | None:
    """Return the code of a unit or body by its name or code, "" for an empty cell; None when there is none. Raises RowError."""
    if not said:
        return ""
    bodies = {body.code: (body.code, body.name, *body.other_names) for body in registry.movement.data.bodies}
    for code, names in bodies.items():
        if fold(said) in map(fold, names):
            return code
    found = [slug for slug, unit in known.items()
             if fold(said) in (slug, *map(fold, names_of_unit(unit))) and unit.existed_between(since or date.min, until or date.max)]  # fmt: skip
    lasting = [slug for slug in found if known[slug].until is None or (until and known[slug].existed_on(until))]
    found = lasting if len(lasting) == 1 else found
    if len(found) > 1:
        raise RowError("superior", f"có nhiều đơn vị tên “{said}”. Ghi mã của một trong: {', '.join(found)}.")
    return found[0] if found else None


def _no_superior(said: str, registry: Registry, known: Mapping[str, Unit]) -> RowError:
    near = closest(
        said, [*(unit.name for unit in known.values()), *(body.name for body in registry.movement.data.bodies)]
    )
    hint = f" Có phải: {', '.join(dict.fromkeys(near))}?" if near else ""
    return RowError("superior", f"không có đơn vị hay cơ quan nào tên “{said}” trong thời gian ấy.{hint}")


def _written(
    repo: Path,
    row: ListRow,
    listed: ListedUnit,
    known: dict[str, Unit],
    seen: dict[str, int],
    before: dict[str, bytes | None],
) -> Receipt:
    """Write a unit that is not there yet; return its receipt. Raises RowError when the row may mean another unit of that code."""
    same = _same(listed, known)
    if same in seen:
        raise RowError(
            "name",
            f"trùng với dòng {seen[same]}. Hai đơn vị khác nhau thì ghi mã khác nhau ở cột Mã; nếu là một thì xóa bớt một dòng.",
        )
    if same:
        seen[same] = row.number
        differing = "; ".join(_differing(listed, known[same]))
        return Receipt(row.number, "", Outcome.KEPT if differing else Outcome.SAME, f"{Kind.UNIT}/{same}.md", differing)
    slug = listed.unit.slug
    if slug in known and listed.since:
        slug = f"{slug}-{listed.since.year}"
    path = f"{Kind.UNIT}/{slug}.md"
    if slug in known or (repo / path).exists():
        raise RowError(
            "name",
            f"đã có đơn vị khác mang mã {slug}. Đây là đơn vị khác thì ghi mã riêng ở cột Mã; nếu là một thì sửa tên cho khớp.",
        )
    text, data = _file(listed, known)
    before[path] = None
    (repo / path).write_text(text, "utf-8")
    known[slug], seen[slug] = data, row.number
    return Receipt(row.number, "", Outcome.NEW, path, "" if listed.superior else "chưa ghi trực thuộc cấp nào")


def _same(listed: ListedUnit, known: Mapping[str, Unit]) -> str:
    """Return the unit that a row means: of its name, below the same superior, at a common time; "" for a new one."""
    for slug, unit in known.items():
        above = {each.code for each in unit.superiors}
        if (
            fold(unit.name) == fold(listed.unit.name)
            and unit.existed_between(listed.since or date.min, listed.until or date.max)
            and (not above or not listed.superior or listed.superior in above)
            and not (listed.since and unit.until and unit.until < listed.since)
        ):
            return slug
    return ""


def _differing(listed: ListedUnit, there: Unit) -> list[str]:
    pairs = (
        ("Loại", listed.unit.kind.label, there.kind.label),
        ("Từ ngày", listed.since, there.since),
        ("Đến ngày", listed.until, there.until),
    )
    return [
        f"{label} trong tệp là {has or 'để trống'}, danh sách ghi {says}: giữ nguyên"
        for label, says, has in pairs
        if says and says != has
    ]


def _file(listed: ListedUnit, known: Mapping[str, Unit]) -> tuple[str, Unit]:
    """Return the text of a unit's file, and its data. Raises RowError for a value that no unit can have."""
    unit, above = listed.unit, known.get(listed.superior)
    lines = [f"ten: {quoted(unit.name)}", f"dia_ban: {quoted(unit.place)}", f"loai: {unit.kind}"]
    lines += [f"tu: {listed.since}"] if listed.since else []
    lines += [f"den: {listed.until}"] if listed.until else []
    superior: dict[str, object] = {"ma": listed.superior}
    if above and above.since and (listed.since is None or listed.since < above.since):
        superior["tu"] = above.since
    if above and above.until and (listed.until is None or above.until < listed.until):
        superior["den"] = above.until
    if listed.superior:
        lines += ["truc_thuoc:", "  - {" + ", ".join(f"{key}: {value}" for key, value in superior.items()) + "}"]
    lines += [f"ma_gso: '{unit.code}'"] if unit.code else []
    tree = {"ten": unit.name, "dia_ban": unit.place, "loai": str(unit.kind)}
    days = {key: str(day) for key, day in (("tu", listed.since), ("den", listed.until)) if day}
    above_tree = [{key: str(value) for key, value in superior.items()}] if listed.superior else []
    read = validate(Unit, {**tree, **days, "truc_thuoc": above_tree})
    if read.findings:
        key = str(read.findings[0].loc[0])
        raise RowError(_COLUMNS.get(key, "name"), read.findings[0].message)
    return "---\n" + "\n".join(lines) + "\n---\n", read.data
