"""Figures in words, for pages, share images and reports.

Words are neutral: a target that is not reached is "chưa đạt", and an unknown value is "chưa có số liệu", never 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from danvankheo.base.locale import number, percent_value
from danvankheo.figures import Figure, PeriodFigures
from danvankheo.figures.words import BESIDE, kind_word, kinds_word
from danvankheo.outputs.views.parts import Cell
from danvankheo.records.choices import Measure
from danvankheo.records.plan import Period
from danvankheo.records.registry import Registry
from danvankheo.records.vocabulary import Unit

FigureState = Literal["met", "short", "open", "plain", "unknown", "incomplete", "not-applicable"]
UNKNOWN = "chưa có số liệu"
INCOMPLETE = "chưa có danh sách đầy đủ"
# The most headline figures on the home page and on the share image.
MOST_HEADLINES = 4


@dataclass(frozen=True, slots=True)
class NameList:
    """Units named under a summary: "Chưa có mô hình: 4 đơn vị" → "An, Bình, …"."""

    label: str
    count: str
    names: str


@dataclass(frozen=True, slots=True)
class FigureView:
    """One figure as it is printed.

    value: "86,7" without its sign, None = unknown; sign: "%", or " mô hình" after a plain number; bar and mark: widths in percent
    for the drawing ("86.7"), mark None without a target; state: "met", "short", "open" (too little is known to say), "plain" (no
    target), "unknown", "incomplete" (no list of its units is complete), "not-applicable"; kinds: a kind of unit and its result.
    """

    code: str
    title: str
    value: str | None
    sign: str
    bar: str
    mark: str | None
    fraction: str
    verdict: str
    state: FigureState
    kinds: tuple[tuple[str, str], ...]
    lists: tuple[NameList, ...]
    notes: tuple[str, ...]
    method: str
    source: str


def cell(text: str | None) -> Cell:
    """Return a cell of a table; None: nothing is known."""
    return Cell(UNKNOWN, "unknown") if text is None else Cell(text)


def figure_view(figure: Figure, row: PeriodFigures, registry: Registry, *, sample: bool) -> FigureView:
    """Return a figure of a reporting period in words."""
    counted = {*figure.counted, *figure.missing, *figure.unknown}
    units = {slug: registry.units[slug].data for slug in row.period.units if slug in counted}
    names = {slug: registry.unit_short_name(slug) for slug in units}
    state = _state(figure)
    full = Decimal(100) if figure.is_share else max(figure.value or Decimal(0), figure.target or Decimal(0), Decimal(1))
    return FigureView(
        code=figure.code,
        title=figure.name,
        value=value_words(figure, figure.value).removesuffix("%") if figure.value is not None else None,
        sign="%" if figure.is_share else f" {figure.counts}",
        bar=_width(figure.value, full),
        mark=_width(figure.target, full) if figure.target is not None else None,
        fraction=_fraction(figure, row),
        verdict=_verdict(figure, state),
        state=state,
        kinds=tuple(_kinds(figure)),
        lists=tuple(_lists(figure, row, names)),
        notes=tuple(_notes(figure, units, names, row.period.year)),
        method=figure.method,
        source=_source(figure, units, names, row.period.year, sample),
    )


def value_words(figure: Figure, value: Decimal) -> str:
    """Return a value of a figure in words: "86,7%", "12"."""
    return percent_value(value) if figure.is_share else number(value)


def _state(figure: Figure) -> FigureState:
    if not figure.applicable:
        return "not-applicable"
    if not figure.complete:
        return "incomplete"
    if figure.value is None:
        return "unknown"
    if figure.target is None:
        return "plain"
    if figure.meets is None:
        return "open"
    return "met" if figure.meets else "short"


def _width(value: Decimal | None, full: Decimal) -> str:
    """Return a value for a drawing, between 0 and 100, with one decimal. full: the value that is drawn as 100."""
    exact = min(max((value or Decimal(0)) * 100 / full, Decimal(0)), Decimal(100))
    return str(exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))


def _fraction(figure: Figure, row: PeriodFigures) -> str:
    places = kinds_word(figure.kinds)
    if not figure.applicable:
        return row.period.report_note.capitalize()
    part, whole = number(figure.numerator), number(figure.denominator)
    if not figure.complete:
        return f"{part} {places if figure.of_units else figure.counts}; {INCOMPLETE}"
    if figure.value is None:
        return f"{UNKNOWN.capitalize()} của {figure.units} {places}"
    if figure.measure is Measure.POOLED_RATE:
        return f"{part}/{whole} {figure.counts}, ở {len(figure.counted)}/{figure.units} {places} có đủ hai con số"
    if not figure.is_share:
        return f"ở {len(figure.counted)}/{figure.units} {places}"
    if figure.from_reports:
        return f"{part}/{whole} đơn vị có số liệu"
    return f"{part}/{whole} {places if figure.of_units else figure.counts}"


def _kinds(figure: Figure) -> Iterator[tuple[str, str]]:
    """Yield a kind of unit with the figure over its units; without a complete list there is a numerator alone."""
    for each in figure.by_kind:
        count, part = each.count, number(each.count.numerator)
        if not count.applicable:
            words = "không áp dụng"
        elif not each.complete and count.value is None:
            words = f"{part} {figure.counts}; {INCOMPLETE}"
        elif count.value is None:
            words = UNKNOWN
        elif figure.is_share:
            words = f"{percent_value(count.value)} ({part}/{number(count.denominator)} {figure.counts})"
        else:
            words = f"{part} {figure.counts}"
        yield kind_word(each.kind), words


def target_words(target: Decimal, unit: str = "%") -> str:
    """Return a target in words: "100%", "từ 80% trở lên", "từ 20 mô hình trở lên"."""
    if unit != "%":
        return f"từ {number(target)} {unit} trở lên"
    return percent_value(target) if target == 100 else f"từ {percent_value(target)} trở lên"


def deadline_note(period: Period) -> str:
    """Return the sentence that says whether "trước ngày 15/11" in the plan includes that day, or that no deadline is known."""
    if period.deadlines is None:
        return f"Trang này chưa nhận được hạn gửi danh sách, báo cáo của giai đoạn {period.label}."
    (list_month, list_day), (month, day) = period.deadlines.registration, period.deadlines.report
    until = "đến hết ngày" if period.deadlines.inclusive else "đến hết ngày trước ngày"
    return (
        f"Kế hoạch ghi “trước ngày {day}/{month}”; trang này tính {until} {day}/{month}. "
        f"Danh sách đăng ký cũng vậy: “trước ngày {list_day}/{list_month:02}”, tính {until} {list_day}/{list_month:02}."
    )


def _verdict(figure: Figure, state: str) -> str:
    if figure.target is None or not figure.applicable:
        return ""
    words = {
        "met": "đạt",
        "short": "chưa đạt",
        "open": "chưa đủ số liệu để kết luận",
    }
    goal = target_words(figure.target, figure.plan_target.unit)
    return f"Chỉ tiêu {goal}" + (f" – {words[state]}" if state in words else "")


def _lists(figure: Figure, row: PeriodFigures, names: Mapping[str, str]) -> Iterable[NameList]:
    if not figure.applicable:
        return
    counted, missing = figure.labels
    groups: list[tuple[str, Iterable[str]]] = [(missing, figure.missing)]
    if figure.from_reports:
        sent = {slug for slug in figure.unknown if row.submissions[slug].report.sent}
        beside = set(figure.beside)
        groups.append(("Báo cáo chưa có con số này", (slug for slug in figure.unknown if slug in sent - beside)))
        groups.append(("Chưa nhận được báo cáo", (slug for slug in figure.unknown if slug not in sent | beside)))
    else:
        groups.append(("Chưa có số liệu", figure.unknown))
    groups.append((counted, figure.counted))
    for label, slugs in groups:
        named = [names[slug] for slug in slugs]
        if named:
            yield NameList(label, f"{len(named)} đơn vị", ", ".join(named))


def _notes(figure: Figure, units: Mapping[str, Unit], names: Mapping[str, str], year: int) -> Iterable[str]:
    if figure.beside:
        beside = ", ".join(names[slug] + _rate_beside(figure, units[slug], year) for slug in figure.beside)
        yield BESIDE[figure.measure].format(beside)
    if figure.measure is Measure.UNITS_REPORTING and figure.of_all is not None and figure.unknown:
        yield f"Tính trên tất cả {figure.units} {kinds_word(figure.kinds)}: {percent_value(figure.of_all)}."


def _rate_beside(figure: Figure, unit: Unit, year: int) -> str:
    code = figure.reading.parameters.rate
    rate = unit.years[year].number(code) if code and figure.from_reports and year in unit.years else None
    return f" ({percent_value(rate)})" if rate is not None else ""


def _source(figure: Figure, units: Mapping[str, Unit], names: Mapping[str, str], year: int, sample: bool) -> str:
    if sample:
        return "số liệu minh họa, không phải số thật"
    if not figure.from_reports:
        return "danh sách, báo cáo của các đơn vị và hồ sơ mô hình đăng trên trang này"
    used = [slug for slug in units if slug in {*figure.counted, *figure.missing, *figure.beside}]
    sources = {slug: source for slug in used if (source := units[slug].years[year].source)}
    return "; ".join(f"{names[slug]}: {source}" for slug, source in sources.items()) or "báo cáo của các đơn vị"
