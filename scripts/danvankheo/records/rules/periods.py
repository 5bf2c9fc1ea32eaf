"""Rules on the periods of the movement: each has an end after its start, a code of its own, and no day of another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations

from danvankheo.base.locale import short_date
from danvankheo.records.diagnostics import Finding, Remedy, key_path
from danvankheo.records.movement import Movement
from danvankheo.records.plan import Period
from danvankheo.records.rules.rule import rule

# The code stands in addresses (/chi-tieu/2022-2025/) and in tables.
_CODE = re.compile(r"\d[a-z0-9]*(?:-[a-z0-9]+)*")

_FIRST = "giai_doan:\n  - ma: 2022-2025\n    tu: 2022-01-01\n    den: 2025-12-31"
_SECOND = "  - ma: 2027-2030\n    tu: 2027-01-01\n    den: 2030-12-31"


@rule(
    "DVK350",
    title="Giai đoạn kết thúc trước khi bắt đầu",
    why="Ngày cuối của giai đoạn phải sau ngày đầu, nếu không thì không năm nào thuộc giai đoạn ấy.",
    how="Xem lại kế hoạch, sửa một trong hai ngày.",
    bad="giai_doan:\n  - ma: 2022-2025\n    tu: 2022-01-01\n    den: 2021-12-31",
    good=_FIRST,
)
def period_ends_before_it_starts(movement: Movement) -> Iterator[Finding]:
    """A period does not end before it starts."""
    for index, period in enumerate(movement.periods):
        if period.end < period.start:
            message = f"Giai đoạn “{period.code}” kết thúc ngày {short_date(period.end)}, trước ngày bắt đầu {short_date(period.start)}."
            start = key_path(Movement, "periods", index, "start")
            advice = "Sửa lại một trong hai ngày theo kế hoạch."
            yield Finding("DVK350", key_path(Movement, "periods", index, "end"), message, advice, depends_on=(start,))


@rule(
    "DVK351",
    title="Hai giai đoạn trùng ngày",
    why="Mỗi ngày chỉ thuộc một kế hoạch: chỉ tiêu, hạn gửi, nơi nhận của ngày ấy lấy theo một kế hoạch. Giữa hai giai đoạn có thể cách quãng, thứ tự trong tệp thế nào cũng được.",
    how="Xem lại kế hoạch: sửa ngày cuối của giai đoạn trước, hoặc ngày đầu của giai đoạn sau.",
    bad=(
        f"{_FIRST}\n  - ma: 2025-2030\n    tu: 2025-07-01\n    den: 2030-12-31",
        "giai_doan:\n  - ma: 2026-2030\n    tu: 2025-12-31\n    den: 2030-12-31\n" + _FIRST.partition("\n")[2],
    ),
    good=(f"{_FIRST}\n{_SECOND}", "giai_doan:\n" + _SECOND + "\n" + _FIRST.partition("\n")[2]),
    line=(3, 6),
)
def periods_overlap(movement: Movement) -> Iterator[Finding]:
    """No day lies in two periods; both are told."""
    for (one, first), (other, second) in combinations(enumerate(movement.periods), 2):
        begins, ends = max(first.start, second.start), min(first.end, second.end)
        if begins > ends or first.end < first.start or second.end < second.start:
            continue
        read = tuple(
            key_path(Movement, "periods", index, attribute) for index in (one, other) for attribute in ("start", "end")
        )
        days = f"từ {short_date(begins)} đến {short_date(ends)}"
        for index, period, against in ((one, first, second), (other, second, first)):
            message = f"Giai đoạn “{period.code}” trùng ngày với giai đoạn “{against.code}” ({days})."
            where = key_path(Movement, "periods", index, "start")
            yield Finding("DVK351", where, message, _without_overlap(first, second), depends_on=read)


def _without_overlap(first: Period, second: Period) -> str:
    """Return the two ways to separate two periods, in Vietnamese."""
    if first.start == second.start:
        return "Hai giai đoạn bắt đầu cùng ngày: sửa ngày của một giai đoạn, hoặc xóa giai đoạn ghi thừa."
    earlier, later = sorted((first, second), key=lambda period: period.start)
    return (
        f"Nếu giai đoạn “{later.code}” bắt đầu đúng thì ghi den: {later.start - timedelta(days=1)} ở giai đoạn “{earlier.code}”; "
        f"nếu giai đoạn “{earlier.code}” kết thúc đúng thì ghi tu: {earlier.end + timedelta(days=1)} ở giai đoạn “{later.code}”."
    )


@rule(
    "DVK352",
    title="Mã giai đoạn trùng nhau hoặc không dùng được",
    why="Mã giai đoạn đứng trong địa chỉ trang, trong bảng số liệu và trong lệnh dvk report --period, nên mỗi giai đoạn một mã.",
    how="Ghi năm đầu và năm cuối, nối bằng dấu gạch ngang ngắn: 2026-2030.",
    bad=(
        f"{_FIRST}\n{_SECOND.replace('ma: 2027-2030', 'ma: 2022-2025')}",
        "giai_doan:\n  - ma: 2022–2025\n    tu: 2022-01-01\n    den: 2025-12-31",
    ),
    good=f"{_FIRST}\n{_SECOND}",
    line=2,
)
def code_of_a_period(movement: Movement) -> Iterator[Finding]:
    """Each period has a code of its own, fit for an address."""
    first: dict[str, int] = {}
    for index, period in enumerate(movement.periods):
        where = key_path(Movement, "periods", index, "code")
        remedy = Remedy("value", f"{period.start.year}-{period.end.year}")
        if not _CODE.fullmatch(period.code):
            message = f"Mã giai đoạn “{period.code}” không dùng được: chỉ gồm chữ số, chữ thường không dấu và dấu gạch ngang, bắt đầu bằng chữ số."
            yield Finding("DVK352", where, message, "Ghi năm đầu và năm cuối.", remedy)
        elif period.code in first:
            message = f"Đã có một giai đoạn mang mã “{period.code}” ở trên."
            fits = remedy if remedy.text != period.code else None
            yield Finding("DVK352", where, message, "Mỗi giai đoạn một mã, ví dụ năm đầu và năm cuối.", fits)
        first.setdefault(period.code, index)


@rule(
    "DVK353",
    title="Ngày ghi nhận nằm ngoài giai đoạn",
    why="Mục da_ghi_nhan_den cho biết văn phòng đã ghi đủ danh sách, báo cáo của giai đoạn đến ngày nào; ngày ấy phải nằm trong giai đoạn.",
    how="Ghi một ngày của giai đoạn; đã ghi đủ cả giai đoạn thì ghi ngày cuối.",
    bad=f"{_FIRST}\n    da_ghi_nhan_den: 2026-01-15",
    good=f"{_FIRST}\n    da_ghi_nhan_den: 2025-12-31",
)
def recorded_outside_the_period(movement: Movement) -> Iterator[Finding]:
    """The day up to which everything is recorded lies in the period."""
    for index, period in enumerate(movement.periods):
        day = period.recorded_until
        if day and not period.contains(day):
            where = key_path(Movement, "periods", index, "recorded_until")
            message = f"Ngày ghi nhận {short_date(day)} không nằm trong giai đoạn “{period.code}” ({short_date(period.start)} – {short_date(period.end)})."
            advice = "Đã ghi đủ cả giai đoạn thì ghi ngày cuối; chưa ghi đủ năm nào thì bỏ mục này."
            days = tuple(key_path(Movement, "periods", index, each) for each in ("start", "end"))
            remedy = Remedy("value", period.end.isoformat()) if day > period.end else None
            yield Finding("DVK353", where, message, advice, remedy, depends_on=days)
