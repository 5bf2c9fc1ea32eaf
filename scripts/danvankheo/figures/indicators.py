"""The plan's targets as figures (plan II; SCHEMA "What a figure means").

Every figure carries what a reader needs to check it: numerator and denominator, the units behind the numerator, the
units without, the units without data, the target and the method. ``value`` is None where nothing is
known: "chưa có số liệu", never 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from danvankheo.base.locale import percent_value
from danvankheo.figures.coverage import Coverage
from danvankheo.figures.reporting_periods import ReportingPeriod
from danvankheo.figures.tally import Tally, reported_in
from danvankheo.records.vocabulary import Unit, YearFigures

Names = tuple[str, ...]

METHODS = {
    "1": "Đơn vị có mô hình là đơn vị có ít nhất một mô hình đang thực hiện hoặc đã hoàn thành, được đăng ký cho năm "
    "đó hoặc vẫn còn hoạt động trong năm đó. Mô hình mới đăng ký chưa tính; mô hình đã dừng chỉ tính đến ngày dừng. "
    "Mẫu số là tất cả xã, thị trấn.",
    "1-strict": "Cách tính chặt hơn: chỉ tính những mô hình được đăng ký cho đúng năm đó.",
    "2": "Đơn vị có ít nhất một mô hình lấy lĩnh vực này làm lĩnh vực chính. Mẫu số là tất cả xã, thị trấn.",
    "2-all": "Đơn vị có mô hình ở đủ các lĩnh vực; mỗi lĩnh vực có thể là một mô hình khác nhau. Mẫu số là tất cả xã, "
    "thị trấn.",
    "3a": "Số đơn vị báo cáo có ít nhất một hoạt động tình nguyện trong năm, chia cho số đơn vị có báo cáo con số này. "
    "Đơn vị chưa có số liệu để riêng, không coi là bằng không.",
    "3b-pooled": "Tổng số thanh niên được tập hợp chia cho tổng số thanh niên, cộng từ những đơn vị báo cáo đủ cả hai "
    "số. Đơn vị chỉ báo cáo tỷ lệ không tính ở đây, vì không suy ngược từ tỷ lệ ra số người.",
    "3b-units": "Số đơn vị có tỷ lệ từ {target} trở lên, chia cho số đơn vị có tỷ lệ (tính từ hai con số, hoặc như đơn "
    "vị báo cáo).",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one reporting period.

    code: "1", "1-strict", "2-<field>", "2-all", "3a", "3b-pooled", "3b-units".
    numerator, denominator: units, or young people for "3b-pooled". value: percent, exact, None = nothing known.
    counted, missing, unknown: slugs of the units in the numerator, of those known not to count, of those without
    data; together the units of the period. beside: units for a note ("2-…": it is only a further field of their
    models; "3b-pooled": they reported only a rate; "1": a predecessor's model runs in them).
    target: percent, None where the plan sets none for this reading. meets: None when unknown.
    applicable: False when the period's units need not send this number and none did.
    """

    code: str
    numerator: int
    denominator: int
    value: Decimal | None
    counted: Names
    missing: Names
    unknown: Names
    target: Decimal | None
    meets: bool | None
    method: str
    beside: Names = ()
    applicable: bool = True

    @property
    def of_all(self) -> Decimal | None:
        """The share of all units of the period that are in the numerator, in percent; None when nothing is known."""
        units = len(self.counted) + len(self.missing) + len(self.unknown)
        return None if self.value is None or not units else _percent(len(self.counted), units)


@dataclass(frozen=True, slots=True)
class Indicators:
    """All figures of one period; ``fields`` holds one figure for each field, in the plan's order."""

    has_model: Figure
    registered: Figure
    fields: tuple[Figure, ...]
    all_fields: Figure
    volunteering: Figure
    gathering: Figure
    gathering_units: Figure

    def all(self) -> tuple[Figure, ...]:
        """Return the figures in the plan's order."""
        return (self.has_model, self.registered, *self.fields, self.all_fields, self.volunteering, self.gathering,
                self.gathering_units)  # fmt: skip


def indicators(
    period: ReportingPeriod, tally: Tally, matrix: Coverage, units: Mapping[str, Unit], *, sample: bool, as_of: date
) -> Indicators:
    """Return the figures of a period over the real data or over the samples."""
    targets = {target.code: target.value for target in period.plan_period.targets}
    reports = {slug: reported_in(units[slug], period, sample=sample, as_of=as_of) for slug in period.units}
    inherited = [slug for slug in period.units if tally.inherited.get(slug) and slug not in tally.counting]
    every = [slug for slug in period.units if matrix.covered(slug) == len(matrix.fields)]
    wide = [slug for slug in period.units if slug not in every and _serves(matrix, slug) >= set(matrix.fields)]
    return Indicators(
        has_model=_share("1", period, tally, tally.counting, targets.get("1"), inherited),
        registered=_share("1-strict", period, tally, tally.registered, targets.get("1")),
        fields=tuple(_field(field, period, tally, matrix, targets.get("2")) for field in matrix.fields),
        all_fields=_share("2-all", period, tally, every, targets.get("2"), wide),
        volunteering=_volunteering(period, reports, targets.get("3a")),
        gathering=_pooled(period, reports, targets.get("3b")),
        gathering_units=_units_at_target(period, reports, targets.get("3b")),
    )


def _serves(matrix: Coverage, unit: str) -> set[str]:
    return {field for field in matrix.fields if matrix.count(unit, field)} | matrix.also[unit]


def _field(field: str, period: ReportingPeriod, tally: Tally, matrix: Coverage, target: Decimal | None) -> Figure:
    counted = [slug for slug in period.units if matrix.count(slug, field)]
    beside = [slug for slug in period.units if field in matrix.also[slug] and slug not in counted]
    return _share(f"2-{field}", period, tally, counted, target, beside)


def _share(code: str, period: ReportingPeriod, tally: Tally, having: Iterable[str], target: Decimal | None,
           beside: Iterable[str] = ()) -> Figure:  # fmt: skip
    """Return a share of all units of the period; its value is None when no unit has data."""
    have = frozenset(having)
    counted = tuple(slug for slug in period.units if slug in have)
    missing = tuple(slug for slug in period.units if slug not in have and slug in tally.known)
    unknown = tuple(slug for slug in period.units if slug not in tally.known)
    value = _percent(len(counted), len(period.units)) if tally.known else None
    method = METHODS.get(code) or METHODS["2"]
    meets = _meets(len(counted), len(unknown), len(period.units), target)
    return Figure(
        code, len(counted), len(period.units), value, counted, missing, unknown, target, meets, method, tuple(beside)
    )


def _volunteering(period: ReportingPeriod, reports: Mapping[str, YearFigures | None], target: Decimal | None) -> Figure:
    numbers = {
        slug: figures.volunteering for slug, figures in reports.items() if figures and figures.volunteering is not None
    }
    counted = tuple(slug for slug in period.units if numbers.get(slug))
    missing = tuple(slug for slug in period.units if numbers.get(slug) == 0)
    unknown = tuple(slug for slug in period.units if slug not in numbers)
    value = _percent(len(counted), len(numbers)) if numbers else None
    meets = _meets(len(counted), len(unknown), len(period.units), target)
    return Figure("3a", len(counted), len(numbers), value, counted, missing, unknown, target, meets, METHODS["3a"],
                  applicable=bool(period.report_due or numbers))  # fmt: skip


def _pooled(period: ReportingPeriod, reports: Mapping[str, YearFigures | None], target: Decimal | None) -> Figure:
    """Return reading (i), the headline: the pooled rate of the units that reported both numbers."""
    pairs = {
        slug: (each.gathered, each.youth)
        for slug, each in reports.items()
        if each and each.gathered is not None and each.youth
    }
    gathered, youth = sum(pair[0] for pair in pairs.values()), sum(pair[1] for pair in pairs.values())
    value = _percent(gathered, youth) if youth else None
    rate_only = tuple(slug for slug in period.units if slug not in pairs and _rate(reports[slug]) is not None)
    unknown = tuple(slug for slug in period.units if slug not in pairs)
    meets = None if value is None or target is None else gathered * 100 >= target * youth
    counted = tuple(slug for slug in period.units if slug in pairs)
    method, applicable = METHODS["3b-pooled"], bool(period.report_due or pairs)
    return Figure(
        "3b-pooled", gathered, youth, value, counted, (), unknown, target, meets, method, rate_only, applicable
    )


def _units_at_target(
    period: ReportingPeriod, reports: Mapping[str, YearFigures | None], target: Decimal | None
) -> Figure:
    """Return reading (ii): units at the target or above among units with a rate. The plan sets no share for it."""
    rates = {slug: rate for slug, figures in reports.items() if (rate := _rate(figures)) is not None}
    line = target if target is not None else Decimal(80)
    counted = tuple(slug for slug in period.units if slug in rates and rates[slug] >= line)
    missing = tuple(slug for slug in period.units if slug in rates and rates[slug] < line)
    unknown = tuple(slug for slug in period.units if slug not in rates)
    value = _percent(len(counted), len(rates)) if rates else None
    method, applicable = METHODS["3b-units"].format(target=percent_value(line)), bool(period.report_due or rates)
    return Figure(
        "3b-units", len(counted), len(rates), value, counted, missing, unknown, None, None, method, (), applicable
    )


def _rate(figures: YearFigures | None) -> Decimal | None:
    return figures.rate if figures else None


def _percent(part: int, whole: int) -> Decimal:
    return Decimal(part) * 100 / Decimal(whole)


def _meets(counted: int, unknown: int, units: int, target: Decimal | None) -> bool | None:
    """Tell whether a share of all units meets the target; None when that depends on the unknown ones."""
    if target is None or not units:
        return None
    if counted * 100 >= target * units:
        return True
    return False if (counted + unknown) * 100 < target * units else None
