"""Rules on the bodies that records name: none is named after the day it ended."""

from __future__ import annotations

from collections.abc import Iterator

from danvankheo.base.locale import short_date
from danvankheo.base.problems import Severity
from danvankheo.base.yaml_tree import Loc
from danvankheo.records.bodies import bodies_in
from danvankheo.records.diagnostics import Finding, key_path, place_name
from danvankheo.records.movement import Movement
from danvankheo.records.rules.rule import rule
from danvankheo.records.schema import Entry
from danvankheo.records.vocabulary import Unit


@rule(
    "DVK370",
    title="Cơ quan đã kết thúc vào ngày ấy",
    why="Cơ quan đã kết thúc không đăng ký, xác nhận, kiểm tra hay khen thưởng gì nữa; tên như vậy thường là chép lại từ mẫu cũ. Bài vẫn được đăng.",
    how="Xem lại ngày và tên cơ quan trên giấy tờ, ghi đúng nơi đã làm việc ấy. Cơ quan nào có đến ngày nào ghi ở mục co_quan của content/phong-trao.yml.",
    bad=(
        "chu_truong:\n  dang_ky:\n"
        "    - {nam: 2025, noi: doan-cap-tren, co_quan: Ban Thường vụ Huyện Đoàn, ngay: 2025-07-02}\n"
        "don_vi: xa-xuan-lap-2025\ndia_chi: Thôn Vũ Hạ, xã Xuân Lập\n# không có bat_dau",
    ),
    good="chu_truong:\n  dang_ky:\n"
    "    - {nam: 2023, noi: doan-cap-tren, co_quan: Ban Thường vụ Huyện Đoàn, ngay: 2023-01-10}",
    line=3,
)
def body_named_after_its_end(record: Entry | Unit | Movement, movement: Movement) -> Iterator[Finding]:
    """A record names no body after the day it ended; it is published all the same."""
    told = _of_ended_levels(record, movement) if isinstance(record, Entry) else frozenset()
    for named in bodies_in(record):
        body = movement.ended_body(named.text, named.day) if named.day else None
        if named.day is None or body is None or body.until is None or named.loc in told:
            continue
        message = (
            f"{place_name(type(record), named.loc)}: “{named.text}” ngày {short_date(named.day)}, "
            f"nhưng {body.name} đã kết thúc ngày {short_date(body.until)}."
        )
        there = "; ".join(each.name for each in movement.bodies if each.valid_on(named.day))
        known = f" Cơ quan cấp trên có vào ngày ấy: {there}." if there else ""
        advice = f"Xem lại ngày; nếu ngày đúng thì ghi cơ quan đã làm việc này, như trên giấy tờ.{known}"
        yield Finding("DVK370", named.loc, message, advice, severity=Severity.WARNING)


def _of_ended_levels(entry: Entry, movement: Movement) -> frozenset[Loc]:
    """Return the bodies of recognitions whose level has ended: another rule tells that."""
    gone = (not movement.level_exists_on(award.level, award.day) for award in entry.awards)
    return frozenset(key_path(Entry, "awards", index, "body") for index, ended in enumerate(gone) if ended)
