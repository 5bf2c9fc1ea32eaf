"""Rules on recognitions: their level existed on the day, and fits the body that gave it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from danvankheo.base.locale import short_date
from danvankheo.base.problems import Severity
from danvankheo.records.choices import Level, Recognition
from danvankheo.records.diagnostics import Finding, Remedy, key_path
from danvankheo.records.movement import Movement
from danvankheo.records.rules.rule import rule
from danvankheo.records.schema import Entry

# Bodies of the Party and the state at the level of communes. The Union's own bodies recognise at the level of the unit.
_COMMITTEE = r"(?:ubnd|(?:ủy|uỷ) ban nhân dân)"
_COMMUNE = r"(?:xã|phường|đặc khu)\b"
_OF_A_COMMUNE = re.compile(
    rf"(?:ban (?:thường vụ|chấp hành) )?đảng (?:ủy|uỷ|bộ) {_COMMUNE}|(?:chủ tịch )?{_COMMITTEE} {_COMMUNE}",
    re.IGNORECASE,
)
_OF_A_COMMITTEE = re.compile(rf"{_COMMITTEE}\b", re.IGNORECASE)
# By law these are given by the chairman of a people's committee, not by the committee.
_BY_THE_CHAIRMAN = (Recognition.CERTIFICATE, Recognition.MERIT)


@rule(
    "DVK308",
    title="Cấp khen thưởng không có vào ngày ấy",
    why="Cấp huyện kết thúc hoạt động ngày 30/6/2025, từ đó không còn khen thưởng cấp huyện; khen thưởng ghi là cấp xã thì từ 01/7/2025. Cấp nào có từ ngày nào ghi ở mục cap_ghi_nhan của content/phong-trao.yml.",
    how="Sửa ngày, hoặc ghi đúng cấp khen thưởng.",
    bad=(
        "ghi_nhan:\n  - {cap: cap-huyen, hinh_thuc: giay-khen, ngay: 2025-08-01, co_quan: Huyện Đoàn}",
        "ghi_nhan:\n  - {cap: cap-xa, hinh_thuc: bieu-duong, ngay: 2023-12-05, co_quan: Đảng ủy xã Xuân Lai}",
    ),
    good=(
        "ghi_nhan:\n  - {cap: cap-huyen, hinh_thuc: giay-khen, ngay: 2025-06-20, co_quan: Huyện Đoàn}",
        "ghi_nhan:\n  - {cap: cap-xa, hinh_thuc: bieu-duong, ngay: 2025-07-05, co_quan: Đảng ủy xã Xuân Lập}",
    ),
)
def recognised_at_a_level_of_another_time(entry: Entry, movement: Movement) -> Iterator[Finding]:
    """The level of a recognition existed on its day."""
    for index, award in enumerate(entry.awards):
        if movement.level_exists_on(award.level, award.day):
            continue
        level = award.level.label
        dated = next(each for each in movement.levels if each.level is award.level)
        if dated.until and award.day > dated.until:
            message = f"Khen thưởng {level.lower()} ngày {short_date(award.day)}, nhưng {level.lower()} đã kết thúc hoạt động ngày {short_date(dated.until)}."
        else:
            since = short_date(dated.since) if dated.since else ""
            message = f"Khen thưởng {level.lower()} ngày {short_date(award.day)}, nhưng chỉ ghi {level.lower()} từ ngày {since}."
        there = [each for each in Level if each is not award.level and movement.level_exists_on(each, award.day)]
        remedy = Remedy("value", Level.UNIT.value) if award.level is Level.COMMUNE else None
        yield Finding("DVK308", key_path(Entry, "awards", index, "level"), message,
                      f"Sửa ngày, hoặc ghi đúng cấp: {', '.join(f'{each.value} ({each.label})' for each in there)}.", remedy)  # fmt: skip


@rule(
    "DVK336",
    title="Khen thưởng của cấp xã ghi là cấp cơ sở",
    why="Từ 01/7/2025 xã, phường, đặc khu là một cấp của địa phương: khen thưởng của Đảng ủy, Chủ tịch Ủy ban nhân dân xã là cấp xã.",
    how="Ghi cap: cap-xa. Chạy dvk fix thì máy sửa hộ. Khen thưởng của Đoàn xã thì vẫn là cấp cơ sở.",
    bad="ghi_nhan:\n  - {cap: cap-co-so, hinh_thuc: bieu-duong, ngay: 2025-11-18, co_quan: Đảng ủy xã Sao Vàng}",
    good=(
        "ghi_nhan:\n  - {cap: cap-xa, hinh_thuc: bieu-duong, ngay: 2025-11-18, co_quan: Đảng ủy xã Sao Vàng}",
        "ghi_nhan:\n  - {cap: cap-co-so, hinh_thuc: bieu-duong, ngay: 2025-11-18, co_quan: Ban Chấp hành Đoàn xã Sao Vàng}",
        "ghi_nhan:\n  - {cap: cap-co-so, hinh_thuc: bieu-duong, ngay: 2024-11-18, co_quan: Đảng ủy xã Xuân Lai}",
    ),
)
def commune_called_a_unit(entry: Entry, movement: Movement) -> Iterator[Finding]:
    """A recognition by the Party or the state of a commune is of the communes' level, since that level exists."""
    since = [each for each in movement.levels if each.level is Level.COMMUNE]
    for index, award in enumerate(entry.awards):
        if (
            award.level is Level.UNIT
            and any(each.valid_on(award.day) for each in since)
            and _OF_A_COMMUNE.match(award.body)
        ):
            yield Finding("DVK336", key_path(Entry, "awards", index, "level"),
                          f"“{award.body}” khen thưởng ngày {short_date(award.day)}: là cấp xã, không phải cấp cơ sở.",
                          "", Remedy("value", Level.COMMUNE.value), severity=Severity.WARNING)  # fmt: skip


@rule(
    "DVK337",
    title="Giấy khen, bằng khen ghi là của Ủy ban nhân dân",
    why="Giấy khen, bằng khen của chính quyền do Chủ tịch Ủy ban nhân dân tặng. Giấy khen của Đảng ủy, của Đoàn thì ghi tên cơ quan.",
    how="Ghi “Chủ tịch” trước tên Ủy ban nhân dân. Chạy dvk fix thì máy sửa hộ.",
    bad=(
        "ghi_nhan:\n  - {cap: cap-xa, hinh_thuc: giay-khen, ngay: 2025-11-18, co_quan: UBND xã Sao Vàng}",
        "ghi_nhan:\n  - {cap: cap-huyen, hinh_thuc: giay-khen, ngay: 2024-11-18, co_quan: Ủy ban nhân dân huyện Sông Mới}",
    ),
    good=(
        "ghi_nhan:\n  - {cap: cap-xa, hinh_thuc: giay-khen, ngay: 2025-11-18, co_quan: Chủ tịch UBND xã Sao Vàng}",
        "ghi_nhan:\n  - {cap: cap-huyen, hinh_thuc: bieu-duong, ngay: 2024-11-18, co_quan: Ủy ban nhân dân huyện Sông Mới}",
    ),
)
def certificate_of_a_committee(entry: Entry) -> Iterator[Finding]:
    """A certificate or merit of the state is given by the chairman of a people's committee."""
    for index, award in enumerate(entry.awards):
        if award.form in _BY_THE_CHAIRMAN and _OF_A_COMMITTEE.match(award.body):
            yield Finding("DVK337", key_path(Entry, "awards", index, "body"),
                          f"{award.form.label} do Chủ tịch Ủy ban nhân dân tặng, bài ghi “{award.body}”.",
                          "", Remedy("value", f"Chủ tịch {award.body}"), severity=Severity.WARNING)  # fmt: skip
