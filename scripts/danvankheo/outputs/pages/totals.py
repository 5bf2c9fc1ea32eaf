"""What entries tell of the work itself, in words: the same lines for a unit and for all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from danvankheo.base.locale import join_words, number
from danvankheo.figures.totals import Lags, Sum, Work
from danvankheo.outputs.pages.figure_views import UNKNOWN
from danvankheo.records.choices import Headcount


@dataclass(frozen=True, slots=True)
class Line:
    """A fact: label and value."""

    label: str
    value: str


def work_lines(work: Work) -> Iterator[Line]:
    """Yield the lines of some entries."""
    for kind, label in ((Headcount.PEOPLE, "Người tham gia"), (Headcount.PARTICIPATIONS, "Lượt tham gia")):
        yield Line(label, _sum(work.forces.get(kind), kind.value, work.models))
    for labour, label in ((False, "Kinh phí, không gồm ngày công"), (True, "Kinh phí, gồm cả ngày công quy ra tiền")):
        sums = [
            _sum(found, currency, work.models) for (currency, with_it), found in work.money.items() if with_it is labour
        ]
        yield Line(label, "; ".join(sums) or UNKNOWN)
    awards = join_words([f"{level.label.lower()} {count} lần" for level, count in work.awards.items()])
    yield Line("Công nhận, biểu dương, khen thưởng", awards or "chưa có hồ sơ nào ghi")
    yield Line("Từ ngày bắt đầu làm đến ngày đăng bài", _lags(work.since_start, "trước ngày bắt đầu"))
    yield Line("Từ ngày được ghi nhận lần đầu đến ngày đăng bài", _lags(work.since_award, "trước ngày được ghi nhận"))


def _sum(found: Sum | None, unit: str, models: int) -> str:
    if found is None:
        return UNKNOWN
    about = "khoảng " if found.estimated else ""
    return f"{about}{number(found.total)} {unit}, theo {found.models}/{models} mô hình"


def _lags(lags: Lags, before: str) -> str:
    early = f"{lags.early} bài đăng {before}" if lags.early else ""
    if not lags.days:
        return early or UNKNOWN
    if len(lags.days) == 1:
        told = f"{number(lags.days[0])} ngày (1 bài)"
    else:
        told = (f"một nửa trong {len(lags.days)} bài đăng trong vòng {number(lags.median)} ngày; "
                f"nhanh nhất {number(lags.days[0])} ngày, chậm nhất {number(lags.days[-1])} ngày")  # fmt: skip
    return f"{told}; {early}" if early else told
