"""Units for made-up registries: the real communes and towns without sample figures, made-up units of other kinds, their years."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from reality import made_words as words
from reality.made_yaml import front_matter

DISTRICT_ENDED = date(2025, 6, 30)
BODY_ABOVE = "Ban Thường vụ Huyện Đoàn Thọ Xuân"
_KEY = re.compile(r"([a-z_0-9]+):(.*)\Z")
_YEAR = re.compile(r"  (\d{4}):\Z")
_OTHERS = (
    ("truong-hoc", "Đoàn Trường THPT", "Trường THPT"),
    ("co-quan", "Đoàn cơ quan Trạm", "cơ quan Trạm"),
    ("luc-luong-vu-trang", "Đoàn Đồn", "Đồn"),
    ("doanh-nghiep", "Đoàn Công ty", "Công ty"),
)


@dataclass(frozen=True)
class MadeUnit:
    """The facts of a unit that made-up records name."""

    slug: str
    name: str
    place: str
    kind: str
    since: date | None
    until: date | None
    successor: str  # the place of the unit that came after, "" while it stands

    def existed_on(self, day: date) -> bool:
        """Return whether the unit existed on a day."""
        return (self.since or day) <= day <= (self.until or day)


def later_name(unit: MadeUnit, day: date) -> str:
    """Return the place whose bodies were responsible for the unit on a day: its own, or its successor's."""
    return unit.place if unit.existed_on(day) or not unit.successor else unit.successor


def without_samples(text: str, last_year: int = 9999) -> str:
    """Return a unit's file without its sample plan, inspections and years, and without years after the given one."""
    blocks: list[list[str]] = []
    for line in text.split("\n"):
        if blocks and line.startswith((" ", "- ")):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return "\n".join(line for block in blocks for line in _real(block, last_year))


def _real(block: list[str], last_year: int) -> list[str]:
    if block[0] != "theo_nam:":
        return [] if any("minh_hoa: true" in line for line in block) else block
    years: dict[int, list[str]] = {}
    for line in block[1:]:
        if match := _YEAR.match(line):
            here = years.setdefault(int(match[1]), [])
        here.append(line)
    kept = [year for number, year in years.items() if number <= last_year and not any("minh_hoa: true" in line for line in year)]  # fmt: skip
    return [block[0], *(line for year in kept for line in year)] if kept else []


def read(folder: Path) -> list[MadeUnit]:
    """Return the units of ``content/don-vi``."""
    rows = {}
    for path in sorted(folder.glob("*.md")):
        found = (_KEY.match(line) for line in path.read_text("utf-8").split("\n"))
        rows[path.stem] = {match[1]: match[2].strip() for match in found if match}
    return [
        MadeUnit(
            slug, row["ten"], row["dia_ban"], row["loai"], _day(row.get("tu")), _day(row.get("den")),
            rows.get(row.get("nay_thuoc", ""), {}).get("dia_ban", ""),
        )
        for slug, row in rows.items()
    ]  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def write_others(folder: Path, draw: Random) -> None:
    """Write a made-up unit of every kind that is neither commune nor town."""
    for number, (kind, name, place) in enumerate(_OTHERS):
        called = words.names(draw, 2)
        keys = {"ten": f"{name} {called}", "dia_ban": f"{place} {called}", "loai": kind, "tu": date(2020, 9, 5) if number % 2 else None}  # fmt: skip
        (folder / f"{kind}-{number + 1}.md").write_text(f"---\n{front_matter(keys, draw)}---\n", "utf-8")


def write_levels(folder: Path) -> None:
    """Write a ward, and units below a former commune and the one it became part of: chi đoàn and a school that moved along."""
    moved = [
        {"ma": "xa-xuan-lai", "den": DISTRICT_ENDED},
        {"ma": "xa-xuan-lap-2025", "tu": DISTRICT_ENDED + timedelta(1)},
    ]
    units: dict[str, dict[str, Any]] = {
        "phuong-khuyeng": {"ten": "Đoàn phường Khuyểng", "dia_ban": "phường Khuyểng", "loai": "phuong", "tu": date(2025, 7, 1), "truc_thuoc": [{"ma": "tinh-doan"}]},
        "chi-doan-thon-thuom": {"ten": "Chi đoàn thôn Thuồm", "dia_ban": "thôn Thuồm", "loai": "chi-doan", "truc_thuoc": moved},
        "chi-doan-thon-phuo": {"ten": "Chi đoàn thôn Phượ", "dia_ban": "thôn Phượ", "loai": "chi-doan", "truc_thuoc": moved},
        "truong-thcs-guom": {"ten": "Đoàn Trường THCS Guờm", "dia_ban": "Trường THCS Guờm", "loai": "truong-hoc", "truc_thuoc": moved},
    }  # fmt: skip
    for slug, keys in units.items():
        (folder / f"{slug}.md").write_text(f"---\n{front_matter(keys, Random(slug))}---\n", "utf-8")


def write_years(folder: Path, units: list[MadeUnit], draw: Random, day: date, share: float) -> None:
    """Write what units sent each year up to the day into their files: whole, in part, the rate alone, zero, nothing."""
    for unit in units:
        path = folder / f"{unit.slug}.md"
        begin, end, rest = path.read_text("utf-8").partition("\n---\n")
        years: dict[int, dict[str, Any]] = {}
        for year in range(2022, day.year + 1):
            if f"\n  {year}:\n" not in begin and draw.random() < share and (row := _year(draw, unit, year, day)):
                years[year] = row
        if not years:
            continue
        plan = {
            "so": f"{draw.randint(1, 30):02}-KH/ĐTN",
            "ngay": date(2022, 3, 15),
            "bao_cao": [f"Đảng ủy {unit.place}"],
        }
        added: dict[str, Any] = {} if unit.since or draw.random() < 0.5 else {"ke_hoach": plan}
        lines = ""
        if "\ntheo_nam:\n" not in begin:
            lines = front_matter(added, draw) + "theo_nam:\n"
        for year, row in years.items():
            lines += f"  {year}:\n" + "".join(f"    {line}\n" for line in front_matter(row, draw).splitlines())
        path.write_text(f"{begin}\n{lines.rstrip()}{end}{rest}", "utf-8")


def _year(draw: Random, unit: MadeUnit, year: int, day: date) -> dict[str, Any]:
    row: dict[str, Any] = {}
    listed = date(year, 1, 4) + timedelta(draw.randint(0, 14))
    if year == 2022:
        listed = date(2022, 1, 10)
    if unit.existed_on(listed) and listed <= day:
        row |= {"gui_danh_sach": listed, "so_mo_hinh_dang_ky": draw.choice((0, 1, 1, 2, 4))}
    reported = date(year, 11, 1) + timedelta(draw.randint(0, 18))
    if unit.existed_on(reported) and reported <= day:
        youth = draw.randint(60, 900)
        shape = draw.choice(("whole", "whole", "part", "rate", "zero", "late"))
        row["gui_bao_cao"] = (
            reported + timedelta(40) if shape == "late" and reported + timedelta(40) <= day else reported
        )
        if shape in ("whole", "late"):
            row |= {"thanh_nien": youth, "doan_vien": youth // 3, "hoi_vien": youth // 4, "tap_hop": youth * draw.randint(55, 95) // 100, "hoat_dong_tinh_nguyen": draw.randint(1, 20)}  # fmt: skip
        elif shape == "part":
            row |= {"doan_vien": youth // 3, "hoat_dong_tinh_nguyen": draw.randint(1, 9)}
        elif shape == "rate":
            row["ty_le_tap_hop"] = draw.randint(500, 950) / 10
        else:
            row |= {"thanh_nien": youth, "tap_hop": 0, "hoat_dong_tinh_nguyen": 0}
    if len(row) > 1:
        row["nguon"] = f"Báo cáo số {draw.randint(1, 90):02}-BC/ĐTN của đơn vị"
    return row
