"""Rules on the levels above a unit (``truc_thuoc``): units or bodies that exist, one at a time, and no circle."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from danvankheo.base.locale import short_date
from danvankheo.base.problems import Severity
from danvankheo.base.yaml_tree import Loc
from danvankheo.records.diagnostics import Finding, Remedy, key_path
from danvankheo.records.movement import Body
from danvankheo.records.record_index import RecordIndex
from danvankheo.records.rules.rule import rule
from danvankheo.records.vocabulary import Superior, Unit

_DAY = timedelta(days=1)
# A time from a first to a last day, both included.
_Span = tuple[date, date]


def _loc(index: int, attribute: str = "") -> Loc:
    return key_path(Unit, "superiors", index, attribute) if attribute else key_path(Unit, "superiors", index)


def _span(each: Superior | Unit | Body) -> _Span:
    return each.since or date.min, each.until or date.max


def _common(one: _Span, other: _Span) -> _Span | None:
    """Return the time that two spans have in common."""
    first, last = max(one[0], other[0]), min(one[1], other[1])
    return (first, last) if first <= last else None


@rule(
    "DVK360",
    title="Không có cấp trên này",
    why="Cấp trên của đơn vị là một đơn vị trong content/don-vi, hoặc một cơ quan ghi ở co_quan trong content/phong-trao.yml.",
    how="Dùng mã gợi ý, hoặc thêm cơ quan vào co_quan.",
    bad="truc_thuoc:\n  - {ma: tinh-doann}",
    good=("truc_thuoc:\n  - {ma: tinh-doan}", "truc_thuoc:\n  - {ma: xa-nam-giang}"),
)
def superior_unknown(unit: Unit, others: RecordIndex) -> Iterator[Finding]:
    """The level above a unit is a unit of the site, or a body of the movement."""
    for index, superior in enumerate(unit.superiors):
        if not others.is_superior(superior.code):
            yield others.no_superior("DVK360", _loc(index, "code"), superior.code)


@rule(
    "DVK361",
    title="Đơn vị trực thuộc chính mình",
    why="Cấp trên phải là đơn vị khác; đi lên từng cấp không được quay lại đơn vị ban đầu.",
    how="Kiểm tra lại truc_thuoc của các đơn vị nêu tên.",
    bad=(
        "truc_thuoc:\n  - {ma: xa-xuan-lai}",
        {
            "content/don-vi/xa-xuan-lai.md": "truc_thuoc:\n  - {ma: xa-nam-giang}",
            "content/don-vi/xa-nam-giang.md": "truc_thuoc:\n  - {ma: xa-xuan-lai}",
        },
    ),
    good="truc_thuoc:\n  - {ma: huyen-doan}",
)
def superior_in_a_circle(unit: Unit, slug: str, others: RecordIndex) -> Iterator[Finding]:
    """No unit is above itself, directly or over other units, on any day."""
    for index, superior in enumerate(unit.superiors):
        circle = _way_back(slug, superior, _span(superior), others, (slug,))
        if circle:
            way = " → ".join(others.units[each].name for each in circle)
            yield Finding(
                "DVK361", _loc(index, "code"), f"Đơn vị trực thuộc chính mình: {way}.", "Sửa lại mã cấp trên (ma)."
            )


def _way_back(slug: str, superior: Superior, span: _Span, others: RecordIndex, way: tuple[str, ...]) -> tuple[str, ...]:
    """Return the units from a unit up to itself within a time; () when the way up leads elsewhere."""
    if superior.code == slug:
        return (*way, slug)
    above = others.units.get(superior.code)
    for each in above.superiors if above and superior.code not in way else ():
        common = _common(span, _span(each))
        if common and (found := _way_back(slug, each, common, others, (*way, superior.code))):
            return found
    return ()


@rule(
    "DVK362",
    title="Cấp trên không có vào lúc đó",
    why="Cơ quan, đơn vị đã kết thúc không còn là cấp trên của ai sau ngày đó; chưa rõ cấp trên mới thì để trống.",
    how="Thêm den (hoặc tu) cho dòng ấy theo gợi ý; từ ngày sau, ghi thêm một dòng có cấp trên mới khi đã biết.",
    bad=(
        "tu: 2000-01-01\nden: 2026-01-01\ntruc_thuoc:\n  - {ma: huyen-doan}",
        "den: 2026-01-01\ntruc_thuoc:\n  - ma: huyen-doan",
    ),
    good=(
        "den: 2025-06-30\ntruc_thuoc:\n  - {ma: huyen-doan}",
        "den: 2026-01-01\ntruc_thuoc:\n  - {ma: huyen-doan, den: 2025-06-30}\n  - {ma: tinh-doan, tu: 2025-07-01}",
    ),
)
def superior_not_there_at_the_time(unit: Unit, others: RecordIndex) -> Iterator[Finding]:
    """The level above a unit exists as long as the unit is said to be below it."""
    for index, superior in enumerate(unit.superiors):
        above: Body | Unit | None = others.movement.body(superior.code) or others.units.get(superior.code)
        said = _common(_span(superior), _span(unit))
        if above is None or said is None or (unit.successor and not unit.until):  # its end is missing: DVK203
            continue
        since, until = _span(above)
        if until < said[1]:
            message = f"{above.name} kết thúc ngày {short_date(until)}, không còn là cấp trên của đơn vị này từ {short_date(until + _DAY)}."
            remedy = Remedy("value" if superior.until else "add", f"{until}" if superior.until else f"den: {until}")
            loc = _loc(index, "until") if superior.until else _loc(index)
            yield Finding("DVK362", loc, message, "Chưa rõ cấp trên mới thì chỉ thêm den.", remedy, Severity.WARNING)
        if since > said[0]:
            message = f"{above.name} có từ ngày {short_date(since)}, trước đó chưa là cấp trên của đơn vị này."
            remedy = Remedy("value" if superior.since else "add", f"{since}" if superior.since else f"tu: {since}")
            loc = _loc(index, "since") if superior.since else _loc(index)
            yield Finding("DVK362", loc, message, "Ghi ngày bắt đầu của dòng này.", remedy, Severity.WARNING)


@rule(
    "DVK363",
    title="Hai cấp trên cùng một lúc",
    why="Mỗi ngày một đơn vị có một cấp trên trực tiếp.",
    how="Ghi den cho dòng trước, tu cho dòng sau; hoặc bỏ dòng thừa.",
    bad="truc_thuoc:\n  - {ma: tinh-doan}\n  - {ma: huyen-doan}",
    good="truc_thuoc:\n  - {ma: tinh-doan, den: 2023-12-31}\n  - {ma: huyen-doan, tu: 2024-01-01}",
)
def superiors_at_the_same_time(unit: Unit) -> Iterator[Finding]:
    """The times of two superiors of a unit do not overlap."""
    for index, superior in enumerate(unit.superiors):
        for before in unit.superiors[:index]:
            common = _common(_span(before), _span(superior))
            if common:
                first = "" if common[0] == date.min else f" từ ngày {short_date(common[0])}"
                message = f"Hai cấp trên cùng một lúc{first}: {before.code} và {superior.code}."
                yield Finding("DVK363", _loc(index), message, "Ghi den cho dòng trước, tu cho dòng sau.")
                break
