"""Rows of plans for tests: one to four periods with gaps, beginning and ending on any day, each with targets and deadlines of its own."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random

MOVEMENT = Path("content") / "phong-trao.yml"
TARGETS = (
    'ten: Có mô hình, dat: {dat}, dvt: "%", cach_tinh: Đếm đơn vị có mô hình., do: ty-le-don-vi-co-mo-hinh, tham_so: {{it_nhat: {n}}}',
    'ten: Đủ lĩnh vực, dat: {dat}, dvt: "%", cach_tinh: Đếm đơn vị đủ lĩnh vực., do: ty-le-don-vi-du-linh-vuc',
    'ten: Tình nguyện, dat: {dat}, dvt: "%", cach_tinh: Đếm đơn vị., do: ty-le-don-vi-bao-cao-so, tham_so: {{so: hoat_dong_tinh_nguyen, it_nhat: {n}}}',
    'ten: Tập hợp, dat: {dat}, dvt: "%", cach_tinh: Chia hai tổng., do: ty-le-gop, tham_so: {{tu_so: tap_hop, mau_so: thanh_nien}}',
)


def any_days(draw: Random, count: int, after: date) -> list[tuple[date, date]]:
    """Return the days of periods, the earliest first: no two share a day, some follow at once, some after months or years."""
    found = []
    for _ in range(count):
        whole = draw.random() < 0.4
        start = after + timedelta(draw.choice((0, 0, draw.randint(1, 200), draw.randint(200, 900))))
        start = date(start.year + (start != date(start.year, 1, 1)), 1, 1) if whole else start
        end = start + timedelta(draw.randint(0, 1600))
        end = date(end.year, 12, 31) if whole else end
        found.append((start, end))
        after = end + timedelta(days=1)
    return found


def block(draw: Random, number: int, days: tuple[date, date], *, empty: bool = False) -> str:
    """Return the lines of a period. empty: without targets, deadlines and recipients."""
    start, end = days
    lines = [f"  - ma: {start.year}-{end.year}-{number}", f"    tu: {start}", f"    den: {end}"]
    if not empty:
        chosen = [
            each.format(dat=draw.randint(1, 100), n=draw.randint(1, 3))
            for each in draw.sample(TARGETS, draw.randint(1, 4))
        ]
        lines += ["    chi_tieu:", *(f'      - {{ma: "{place}", {each}}}' for place, each in enumerate(chosen, 1))]
        lines += [
            f"    han: {{dang_ky: {draw.randint(1, 6):02}-{draw.randint(1, 28):02}, bao_cao: {draw.randint(7, 12):02}-{draw.randint(1, 28):02}}}"
        ]
        lines += [f"    gui_ve: Nơi nhận số {number}"]
    return "\n".join(lines) + "\n"


def put(folder: Path, blocks: list[str]) -> None:
    """Write the periods into the movement's file in place of its own."""
    file = folder / MOVEMENT
    text = file.read_text("utf-8")
    start, end = text.index("giai_doan:"), text.index("# Cơ quan cấp trên")
    periods = "giai_doan:\n" + "".join(blocks) if blocks else "giai_doan: []\n"
    file.write_text(text[:start] + periods + text[end:], "utf-8")
