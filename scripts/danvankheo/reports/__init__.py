"""Drafts of reports to higher levels as Word files: the registry's data, its gaps in words, and lines to be filled in.

A draft never mixes real data and samples. A draft from samples says MINH HỌA on every page.
"""

from __future__ import annotations

from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.locale import short_date
from danvankheo.figures import Figures
from danvankheo.records.registry import Registry
from danvankheo.reports import movement_report, unit_report
from danvankheo.reports.draft_report import DraftReport
from danvankheo.reports.scope import ReportScope
from danvankheo.reports.word_file import to_docx

__all__ = ["Report", "draft", "to_docx"]


def draft(registry: Registry, figures: Figures, *, year: int | None = None, period: str | None = None,
          unit: str | None = None, sample: bool | None = None) -> DraftReport:  # fmt: skip
    """Return the report of a year or a period, of one unit or of all.

    sample: report on the samples; None: only when there are samples and no real data at all. Raises DanVanKheoError for
    an unknown year, period or unit.
    """
    rows = tuple(row for row in figures.periods if row.year == year or row.plan_period.code == period)
    if not rows:
        coming = next((each for each in registry.movement.data.periods if each.code == period), None)
        if coming:
            raise DanVanKheoError(
                f"Giai đoạn “{coming.code}” bắt đầu ngày {short_date(coming.start)}; chưa có gì để báo cáo."
            )
        wanted = period or str(year)
        named = (row.plan_period.code if period else str(row.year) for row in figures.periods)
        known = ", ".join(dict.fromkeys(filter(None, named))) or "chưa có"
        raise DanVanKheoError(f"Không có số liệu của “{wanted}”. Các {'giai đoạn' if period else 'năm'} có: {known}.")
    if unit is not None:
        if unit not in registry.units:
            raise DanVanKheoError(f"Không có đơn vị “{unit}”. Mã đơn vị là tên tệp trong content/don-vi, không có .md.")
        rows = tuple(row for row in rows if unit in row.units)
        if not rows:
            raise DanVanKheoError(f"“{registry.units[unit].data.name}” không có trong thời gian này.")
    if sample is None:
        real = any(not record.summary.sample for record in (*registry.models.values(), *registry.exemplars.values()))
        sample = (
            not real
            and not ReportScope(registry, figures, rows, unit, sample=False).has_data
            and ReportScope(registry, figures, rows, unit, sample=True).has_data
        )
    scope = ReportScope(registry, figures, rows, unit, sample=sample)
    return unit_report.report(scope, unit) if unit else movement_report.report(scope)
