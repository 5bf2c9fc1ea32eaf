"""Rules on the targets of a plan: what is measured is complete, exists, and fits the value to reach."""

from __future__ import annotations

from collections.abc import Iterator

from danvankheo.base.problems import Severity
from danvankheo.base.yaml_tree import Loc
from danvankheo.records.choices import Condition, Counted, Measure
from danvankheo.records.diagnostics import Finding, Remedy, key_path
from danvankheo.records.movement import Movement
from danvankheo.records.older_plan import measures_lacking
from danvankheo.records.plan import Parameters, Period, PlanTarget, Reading
from danvankheo.records.record_index import RecordIndex, not_listed
from danvankheo.records.rules.rule import rule
from danvankheo.records.vocabulary import YEAR_NUMBERS, Unit

_PERIOD = "giai_doan:\n  - ma: 2022-2025\n    tu: 2022-01-01\n    den: 2025-12-31\n    chi_tieu:\n"
_TARGET = '      - ma: "1"\n        ten: Có mô hình\n        dat: 100\n        dvt: "%"\n        cach_tinh: Số đơn vị có mô hình.\n'
_SECOND = _TARGET.replace('ma: "1"', 'ma: "2"')
_NUMBER = _TARGET.replace('"%"', "mô hình")
_GOOD = f"{_PERIOD}{_TARGET}        do: ty-le-don-vi-co-mo-hinh"
# The parameters each measure needs; of the parameters in one group one is enough.
_NEEDED: dict[Measure, tuple[tuple[str, ...], ...]] = {
    Measure.UNITS_REPORTING: (("number",),),
    Measure.POOLED_RATE: (("part",), ("whole",)),
    Measure.UNITS_AT_RATE: (("part", "rate"), ("whole", "rate")),
    Measure.COUNT: (("of",),),
    Measure.SHARE_OF_MODELS: (("condition",),),
}
_OF_EXEMPLARS = frozenset({None, Condition.RECOGNISED, Condition.PUBLISHED})


def _targets(movement: Movement) -> Iterator[tuple[Period, PlanTarget, Loc]]:
    for at, period in enumerate(movement.periods):
        for index, target in enumerate(period.targets):
            yield period, target, key_path(Movement, "periods", at, "targets", index)


def _readings(movement: Movement) -> Iterator[tuple[Period, PlanTarget, Reading, Loc]]:
    """Yield each reading with the place of its keys: the target itself, or a line of ``cach_doc``."""
    for period, target, loc in _targets(movement):
        own = () if target.measure is None else (loc,)
        lines = tuple((*loc, *key_path(PlanTarget, "further_readings", i)) for i in range(len(target.further_readings)))
        yield from ((period, target, *each) for each in zip(target.readings, (*own, *lines), strict=True))


def _alias(attribute: str) -> str:
    return str(Parameters.model_fields[attribute].alias)


@rule(
    "DVK380",
    title="Cách đo thiếu tham số",
    why="Mỗi cách đo cần biết đếm gì: thiếu tham số thì không có con số nào.",
    how="Thêm tham số vào tham_so.",
    bad=(
        f"{_PERIOD}{_TARGET}        do: ty-le-don-vi-bao-cao-so",
        f"{_PERIOD}{_TARGET}        do: ty-le-mo-hinh",
    ),
    good=(
        _GOOD,
        f"{_PERIOD}{_TARGET}        do: ty-le-don-vi-bao-cao-so\n        tham_so: {{so: hoat_dong_tinh_nguyen}}",
    ),
)
def measure_lacks_a_parameter(movement: Movement) -> Iterator[Finding]:
    """A reading has the parameters its measure needs, and none that cannot go together."""
    for _, _, reading, loc in _readings(movement):
        what, where = reading.parameters, (*loc, *key_path(Reading, "measure"))
        for group in _NEEDED.get(reading.measure, ()):
            if all(getattr(what, name) is None for name in group):
                names = " hoặc ".join(f"{_alias(name)} ({Parameters.model_fields[name].title})" for name in group)
                message = f"Cách đo “{reading.measure.label}” thiếu tham số {names}."
                yield Finding("DVK380", where, message, f"Thêm {_alias(group[0])} vào tham_so.")
                break
        if what.of is Counted.EXEMPLARS and what.condition not in _OF_EXEMPLARS and what.condition is not None:
            message = f"Điều kiện “{what.condition.label}” chỉ có ở mô hình, không đếm được với điển hình."
            yield Finding(
                "DVK380", where, message, "Sửa cua thành mo-hinh, hoặc dùng điều kiện duoc-ghi-nhan, co-bai-dang."
            )


@rule(
    "DVK381",
    title="Chỉ tiêu dùng mã không có",
    why="Mã con số, lĩnh vực, cấp trên mà chỉ tiêu dùng phải có trên trang, nếu không thì chỉ tiêu không đếm được gì.",
    how="Dùng mã gợi ý; con số riêng của kế hoạch thì khai ở con_so_hang_nam của giai đoạn.",
    bad=(
        f"{_PERIOD}{_TARGET}        do: ty-le-don-vi-bao-cao-so\n        tham_so: {{so: hoat_dong_tinh_nguen}}",
        f"{_PERIOD}{_TARGET}        do: ty-le-don-vi-co-mo-hinh\n        tham_so: {{linh_vuc: [van-hoa]}}",
        f"{_PERIOD}{_TARGET}        do: ty-le-don-vi-co-mo-hinh\n        truc_thuoc: [tinh-doann]",
        f"{_GOOD}\n    linh_vuc: [van-hoa]",
        f"{_GOOD}\n    co_so_doan: {{loai: [xa], truc_thuoc: [tinh-doann]}}",
    ),
    good=_GOOD,
)
def target_names_what_is_not_there(movement: Movement, others: RecordIndex) -> Iterator[Finding]:
    """The numbers, fields and superiors that periods and their targets name exist."""
    fields = {slug: each.name for slug, each in others.fields.items()}
    named_fields: list[tuple[Loc, list[str]]] = []
    for period, _, reading, loc in _readings(movement):
        numbers = dict(YEAR_NUMBERS) | {each.code: each.name for each in period.year_numbers}
        inside = (*loc, *key_path(Reading, "parameters"))
        for attribute in ("number", "part", "whole", "rate"):
            code = getattr(reading.parameters, attribute)
            if code is not None and code not in numbers:
                yield not_listed("DVK381", (*inside, _alias(attribute)), "con số hằng năm", code, numbers, {})
        named_fields.append(((*inside, _alias("fields")), reading.parameters.fields))
    named_units = [((*loc, *key_path(PlanTarget, "under")), target.under) for _, target, loc in _targets(movement)]
    for at, period in enumerate(movement.periods):
        named_fields.append((key_path(Movement, "periods", at, "fields"), period.fields))
        if period.grassroots:
            named_units.append((key_path(Movement, "periods", at, "grassroots", "under"), period.grassroots.under))
    # Asked by its code, a field whose file is lost is found in an earlier version; in ``fields`` it is not.
    for loc, codes in named_fields:
        for index, code in enumerate(codes):
            if code not in others.fields:
                yield not_listed("DVK381", (*loc, index), "lĩnh vực", code, fields, others.names["field"])
    for loc, codes in named_units:
        for index, code in enumerate(codes):
            if not others.is_superior(code):
                yield others.no_superior("DVK381", (*loc, index), code)


@rule(
    "DVK382",
    title="Hai chỉ tiêu cùng một mã",
    why="Mã chỉ tiêu, mã cách đọc đứng trong địa chỉ và bảng tải về, nên trong một giai đoạn mỗi mã chỉ dùng một lần.",
    how="Đổi một trong hai mã.",
    bad=f"{_GOOD}\n{_TARGET}        do: ty-le-don-vi-du-linh-vuc",
    good=f"{_GOOD}\n{_SECOND}        do: ty-le-don-vi-du-linh-vuc",
    line=12,
)
def code_twice_in_a_period(movement: Movement) -> Iterator[Finding]:
    """In a period no two targets have one code, and no two readings."""
    seen: set[tuple[int, str, str]] = set()
    targets = [
        (period, "chỉ tiêu", target.code, (*loc, *key_path(PlanTarget, "code")))
        for period, target, loc in _targets(movement)
    ]
    readings = [(period, "cách đọc", reading.code, (*loc, *key_path(Reading, "code")))
                for period, target, reading, loc in _readings(movement) if reading in target.further_readings]  # fmt: skip
    for period, noun, code, loc in (*targets, *readings):
        if (id(period), noun, code) in seen:
            message = f"Mã {noun} “{code}” đã dùng ở trên trong giai đoạn “{period.code}”."
            yield Finding("DVK382", loc, message, "Đổi một trong hai mã.")
        seen.add((id(period), noun, code))


@rule(
    "DVK383",
    title="Mức cần đạt không hợp với cách đo",
    why="Tỷ lệ tính bằng phần trăm, từ 0 đến 100; số lượng tính bằng mô hình, điển hình. Ghi lẫn thì trang so hai thứ khác nhau.",
    how="Sửa dat, dvt hoặc do.",
    bad=(
        f"{_PERIOD}{_TARGET}        do: so-luong\n        tham_so: {{cua: mo-hinh}}",
        f"{_PERIOD}{_NUMBER}        do: ty-le-don-vi-co-mo-hinh",
    ),
    good=(
        _GOOD,
        f"{_PERIOD}{_NUMBER}        do: so-luong\n        tham_so: {{cua: mo-hinh}}",
    ),
    line=9,
)
def value_does_not_fit_the_measure(movement: Movement) -> Iterator[Finding]:
    """A share is compared with a percentage up to 100, a number with a number."""
    for _, target, loc in _targets(movement):
        shares = [reading.measure is not Measure.COUNT for reading in target.readings]
        in_percent = "%" in target.unit
        if in_percent and target.value > 100:
            message = f"Mức cần đạt {target.value}% lớn hơn 100%."
            yield Finding(
                "DVK383",
                (*loc, *key_path(PlanTarget, "value")),
                message,
                "Kiểm tra lại con số, hoặc đơn vị tính (dvt).",
            )
        elif in_percent and False in shares:
            message = "Chỉ tiêu đếm số lượng nhưng đơn vị tính là %."
            where = (*loc, *key_path(PlanTarget, "unit"))
            yield Finding("DVK383", where, message, "Ghi dvt là mô hình, điển hình …, hoặc dùng một cách đo tỷ lệ.")
        elif not in_percent and True in shares:
            message = f"Cách đo là tỷ lệ nhưng đơn vị tính là “{target.unit}”."
            where = (*loc, *key_path(PlanTarget, "unit"))
            yield Finding("DVK383", where, message, 'Ghi dvt: "%".', Remedy("value", '"%"'))


@rule(
    "DVK384",
    title="Chỉ tiêu chưa ghi cách đo",
    why="Trang vẫn nêu chỉ tiêu bằng lời, nhưng không có con số nào cho đến khi biết đo gì.",
    how="Thêm do, tham_so như trong docs/truong-du-lieu.md; chưa biết đo thế nào thì cứ để vậy.",
    bad=f"{_PERIOD}{_TARGET}".replace('ma: "1"', "ma: c-1").rstrip("\n"),
    good=_GOOD,
    line=6,
)
def target_without_a_measure(movement: Movement) -> Iterator[Finding]:
    """A target says how it is measured."""
    for period, target, loc in _targets(movement):
        if not target.readings and target not in measures_lacking(period):  # those are told by ``older_plan``
            message = f"Chỉ tiêu “{target.code}” chưa ghi cách đo (do): trang nêu bằng lời, chưa có con số."
            remedy = Remedy("add", "do: ty-le-don-vi-co-mo-hinh", example=True)
            yield Finding(
                "DVK384", loc, message, "Thêm do và tham_so khi biết đo gì.", remedy, severity=Severity.WARNING
            )


@rule(
    "DVK385",
    title="Con số riêng không đúng với kế hoạch của năm",
    why="Con số riêng (so_khac) là số mà kế hoạch của năm ấy yêu cầu: mã phải có ở con_so_hang_nam của giai đoạn, mỗi mã một lần.",
    how="Sửa mã, xóa dòng thừa, hoặc khai con số ở giai đoạn.",
    bad=(
        "theo_nam:\n  2023:\n    nguon: Báo cáo năm\n    so_khac:\n      - {ma: cong_trinh, so: 3}",
        {
            "content/don-vi/xa-xuan-lai.md": "theo_nam:\n  2023:\n    nguon: Báo cáo năm\n    so_khac:\n      - {ma: ho_kho, so: 3}\n      - {ma: ho_kho, so: 4}",
            "content/phong-trao.yml": "giai_doan:\n  - ma: 2022-2025\n    tu: 2022-01-01\n    den: 2025-12-31\n    con_so_hang_nam:\n      - {ma: ho_kho, ten: Số hộ khó, dvt: hộ}",
        },
    ),
    good="theo_nam:\n  2023:\n    nguon: Báo cáo năm\n    thanh_nien: 100",
)
def further_number_is_not_of_the_plan(unit: Unit, movement: Movement) -> Iterator[Finding]:
    """A unit's further numbers are declared by the plan of the year, each once, and no number of people is a fraction."""
    for year, figures in unit.years.items():
        period = movement.period_in(year)
        declared = {each.code: each for each in period.year_numbers} if period else {}
        seen: set[str] = set()
        for index, each in enumerate(figures.further):
            loc: Loc = (*key_path(Unit, "years"), str(year), "so_khac", index)
            named = declared.get(each.code)
            if named is None:
                yield not_listed(
                    "DVK385", (*loc, "ma"), "con số riêng", each.code, {c: n.name for c, n in declared.items()}, {}
                )
            elif each.code in seen:
                yield Finding(
                    "DVK385", (*loc, "ma"), f"Con số “{each.code}” của năm {year} ghi hai lần.", "Xóa một dòng."
                )
            elif named.unit == "%" and each.value > 100:
                yield Finding("DVK385", (*loc, "so"), f"Tỷ lệ {each.value}% lớn hơn 100%.", "Kiểm tra lại con số.")
            elif named.unit != "%" and each.value != each.value.to_integral_value():
                yield Finding(
                    "DVK385", (*loc, "so"), f"Con số đếm {each.value} phải là số nguyên.", "Kiểm tra lại con số."
                )
            seen.add(each.code)
