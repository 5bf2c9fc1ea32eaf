"""Totals of the work that entries report (people, money, recognitions, days until publication) in words."""

from __future__ import annotations

from collections.abc import Iterator

from danvankheo.base.locale import join_words, number
from danvankheo.figures.totals import PublicationDelays, ReportedSum, WorkTotals
from danvankheo.outputs.views.figure_views import UNKNOWN
from danvankheo.outputs.views.parts import Fact
from danvankheo.records.choices import Headcount


def work_facts(work: WorkTotals) -> Iterator[Fact]:
    """Yield the totals of some entries."""
    for kind, label in ((Headcount.PEOPLE, "Người tham gia"), (Headcount.PARTICIPATIONS, "Lượt tham gia")):
        yield _fact(label, _sum(work.forces.get(kind), kind.value, work.models))
    for labour, label in ((False, "Kinh phí, không gồm ngày công"), (True, "Kinh phí, gồm cả ngày công quy ra tiền")):
        sums = [
            _sum(found, currency, work.models) for (currency, with_it), found in work.money.items() if with_it is labour
        ]
        yield _fact(label, "; ".join(sums))
    awards = join_words([f"{level.label.lower()} {count} lần" for level, count in work.awards.items()])
    yield Fact("Công nhận, biểu dương, khen thưởng", awards or "chưa có hồ sơ nào ghi")
    yield _fact("Từ ngày bắt đầu làm đến ngày đăng bài", _lags(work.since_start, "trước ngày bắt đầu"))
    yield _fact(
        "Từ ngày được khen thưởng lần đầu đến ngày đăng bài", _lags(work.since_award, "trước ngày được khen thưởng")
    )


def _fact(label: str, words: str) -> Fact:
    return Fact(label, words or UNKNOWN, known=bool(words))


def _sum(found: ReportedSum | None, unit: str, models: int) -> str:
    if found is None:
        return ""
    about = "khoảng " if found.estimated else ""
    return f"{about}{number(found.total)} {unit}, theo {found.models}/{models} mô hình"


def _lags(lags: PublicationDelays, before: str) -> str:
    early = f"{lags.early} bài đăng {before}" if lags.early else ""
    if not lags.days:
        return early
    if len(lags.days) == 1:
        words = f"{number(lags.days[0])} ngày (1 bài)"
    else:
        words = (f"một nửa trong {len(lags.days)} bài đăng trong vòng {number(lags.median)} ngày; "
                 f"nhanh nhất {number(lags.days[0])} ngày, chậm nhất {number(lags.days[-1])} ngày")  # fmt: skip
    return f"{words}; {early}" if early else words
