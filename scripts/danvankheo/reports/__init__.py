"""Drafts of reports to higher levels as Word files: the registry's data, its gaps in words, and lines to be filled in.

A draft never mixes real data and samples. A draft from samples says MINH HỌA on every page.
"""

from __future__ import annotations

from datetime import date
from typing import NoReturn

from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.locale import short_date
from danvankheo.figures import Figures
from danvankheo.records.plan import Period
from danvankheo.records.registry import Registry
from danvankheo.reports import movement_report, unit_report
from danvankheo.reports.draft_report import DraftReport
from danvankheo.reports.scope import ReportKind, ReportScope
from danvankheo.reports.word_file import to_docx

__all__ = ["Report", "draft", "to_docx"]


def draft(registry: Registry, figures: Figures, *, year: int | None = None, period: str | None = None, mid_term: bool = False,
          unit: str | None = None, office: str | None = None, sample: bool | None = None) -> DraftReport:  # fmt: skip
    """Return the report of a year or a period: of one unit, of an office over its own units, or of all units.

    mid_term: the period has not ended, the report covers it up to the day of the figures; sample: report on the samples;
    None: only when there are samples and no real data at all. Raises DanVanKheoError for an unknown year, period or unit,
    for an office without units, and for a mid-term report of a period that has ended.
    """
    if office is not None:
        figures = figures_of_office(registry, figures, office)
    if unit is not None:
        check_unit(registry, unit)
        periods = tuple(each.period for each in figures.periods_of(unit, sample=False))
    else:
        periods = figures.periods
    rows = tuple(row for row in periods if row.year == year or row.plan_period.code == period)
    if not rows:
        _refuse(registry, figures, year, period, unit)
    kind = ReportKind.MID_TERM if mid_term else ReportKind.FINAL if period else ReportKind.YEAR
    if mid_term:
        _refuse_after_the_end(rows[-1].plan_period, figures.as_of)
    if office is not None and not any(row.units for row in rows):
        raise DanVanKheoError(f"“{office}” không có đơn vị trực thuộc nào trong thời gian này.")
    if sample is None:
        real = any(not record.summary.sample for record in (*registry.models.values(), *registry.exemplars.values()))
        sample = (
            not real
            and not ReportScope(registry, figures, rows, unit, sample=False).has_data
            and ReportScope(registry, figures, rows, unit, sample=True).has_data
        )
    scope = ReportScope(registry, figures, rows, unit, sample=sample, office=office, kind=kind)
    return unit_report.report(scope, unit) if unit else movement_report.report(scope)


def _refuse_after_the_end(plan: Period, as_of: date) -> None:
    if plan.end <= as_of:
        raise DanVanKheoError(
            f"Giai đoạn “{plan.code}” đã kết thúc ngày {short_date(plan.end)}. Tổng kết: dvk report --period {plan.code}. "
            f"Sơ kết tính đến một ngày trước đó: thêm --as-of NGÀY."
        )


def check_unit(registry: Registry, unit: str) -> None:
    """Raise DanVanKheoError when there is no such unit."""
    if unit not in registry.units:
        raise DanVanKheoError(f"Không có đơn vị “{unit}”. Mã đơn vị là tên tệp trong content/don-vi, không có .md.")


def figures_of_office(registry: Registry, figures: Figures, office: str) -> Figures:
    """Return the figures of an office over its own units. Raises DanVanKheoError when it is unknown or has none."""
    if registry.movement.data.body(office) is None:
        check_unit(registry, office)
    if not any(each.code == office for record in registry.units.values() for each in record.data.superiors):
        raise DanVanKheoError(
            f"Chưa có đơn vị nào trực thuộc “{office}”. Ghi ở tệp của từng đơn vị cấp dưới: truc_thuoc: [{{ma: {office}}}]."
        )
    return figures.below(office)


def _refuse(registry: Registry, figures: Figures, year: int | None, period: str | None, unit: str | None) -> NoReturn:
    """Raise the error that says why there is nothing to report on."""
    coming = next((each for each in registry.movement.data.periods if each.code == period), None)
    rows = figures.periods
    if unit and any(row.year == year or row.plan_period.code == period for row in rows):
        raise DanVanKheoError(f"“{registry.units[unit].data.name}” không có trong thời gian này.")
    if coming:
        raise DanVanKheoError(
            f"Giai đoạn “{coming.code}” bắt đầu ngày {short_date(coming.start)}; chưa có gì để báo cáo."
        )
    wanted = period or str(year)
    known = (
        ", ".join(dict.fromkeys(filter(None, (row.plan_period.code if period else str(row.year) for row in rows))))
        or "chưa có"
    )
    raise DanVanKheoError(f"Không có số liệu của “{wanted}”. Các {'giai đoạn' if period else 'năm'} có: {known}.")
