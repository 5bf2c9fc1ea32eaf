"""Reports upwards as Word drafts: what the registry knows, what it lacks in words, and room for what only people know.

A draft never mixes real data and samples. Samples alone give a document that says MINH HỌA on every page.
"""

from __future__ import annotations

from danvankheo.base.errors import DanVanKheoError
from danvankheo.figures import Figures
from danvankheo.records.registry import Registry
from danvankheo.reports import district, single
from danvankheo.reports.document import to_docx
from danvankheo.reports.parts import Report
from danvankheo.reports.scope import Scope

__all__ = ["Report", "draft", "to_docx"]


def draft(registry: Registry, figures: Figures, *, year: int | None = None, period: str | None = None,
          unit: str | None = None, sample: bool | None = None) -> Report:  # fmt: skip
    """Return the report of a year or a period, of one unit or of all.

    sample: whether samples are reported on; None: only when no entry is real and nothing real is known. Raises DanVanKheoError when there is
    no such year, period or unit.
    """
    rows = tuple(row for row in figures.rows if row.year == year or row.period.code == period)
    if not rows:
        if year and not registry.movement.data.has_plan_for(year):
            raise DanVanKheoError(f"Trang này chưa nhận được kế hoạch năm {year}, nên chưa có chỉ tiêu nào để báo cáo.")
        asked = period or str(year)
        known = ", ".join(dict.fromkeys(row.period.code if period else str(row.year) for row in figures.rows))
        raise DanVanKheoError(f"Không có số liệu của “{asked}”. Các {'giai đoạn' if period else 'năm'} có: {known}.")
    if unit is not None:
        if unit not in registry.units:
            raise DanVanKheoError(f"Không có đơn vị “{unit}”. Mã đơn vị là tên tệp trong content/don-vi, không có .md.")
        rows = tuple(row for row in rows if unit in row.units)
        if not rows:
            raise DanVanKheoError(f"“{registry.units[unit].data.name}” không có trong thời gian này.")
    if sample is None:
        real = any(not record.abstract.sample for record in (*registry.models.values(), *registry.exemplars.values()))
        sample = (
            not real
            and not Scope(registry, figures, rows, unit, sample=False).known
            and Scope(registry, figures, rows, unit, sample=True).known
        )
    scope = Scope(registry, figures, rows, unit, sample=sample)
    return single.report(scope, unit) if unit else district.report(scope)
