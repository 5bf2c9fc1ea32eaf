"""Figures in words, for pages, share images and reports.

Words are neutral: a target that is not reached is "chưa đạt", and an unknown value is "chưa có số liệu", never 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from danvankheo.base.locale import number, percent_value
from danvankheo.figures import Figure, PeriodFigures
from danvankheo.outputs.views.parts import Cell
from danvankheo.outputs.views.unit_names import places_word, short_name
from danvankheo.records.plan import Period
from danvankheo.records.registry import Registry
from danvankheo.records.vocabulary import Unit

FigureState = Literal["met", "short", "open", "plain", "unknown", "not-applicable"]
UNKNOWN = "chưa có số liệu"
# The four figures on the home page and on the share image.
HEADLINE_FIGURES = ("1", "2-all", "3a", "3b-pooled")
NUMERALS = {2: "hai", 3: "ba", 4: "bốn", 5: "năm"}
TITLES = {
    "1": "Cơ sở Đoàn có mô hình",
    "1-strict": "Có mô hình đăng ký trong năm",
    "3a": "Tổ chức hoạt động tình nguyện",
    "3b-pooled": "Tỷ lệ tập hợp đoàn kết thanh niên",
}
MISSING = {
    "1": "Chưa có mô hình",
    "1-strict": "Không có mô hình đăng ký trong năm",
    "2": "Chưa có mô hình ở lĩnh vực này",
    "2-all": "Chưa đủ các lĩnh vực",
    "3a": "Báo cáo chưa có hoạt động nào",
}
COUNTED = {
    "1": "Đã có mô hình",
    "1-strict": "Có mô hình đăng ký trong năm",
    "2": "Đã có mô hình ở lĩnh vực này",
    "2-all": "Đã có đủ các lĩnh vực",
    "3a": "Đã có hoạt động",
    "3b-pooled": "Có đủ hai con số",
}
BESIDE = {
    "1": "Địa bàn có mô hình của đơn vị cũ vẫn đang hoạt động, chưa tính vào đơn vị mới: {}.",
    "2": "Có mô hình phục vụ thêm lĩnh vực này nhưng lấy lĩnh vực khác làm chính, chưa tính ở đây: {}.",
    "2-all": "Nếu tính cả lĩnh vực phụ của mô hình thì thêm: {}.",
    "3b-pooled": "Chỉ báo cáo tỷ lệ nên không cộng được ở đây: {}.",
}


@dataclass(frozen=True, slots=True)
class NameList:
    """Units named under a summary: "Chưa có mô hình: 4 đơn vị" → "An, Bình, …"."""

    label: str
    count: str
    names: str


@dataclass(frozen=True, slots=True)
class FigureView:
    """One figure as it is printed.

    value: "86,7" without its sign, None = unknown; bar and mark: widths in percent for the drawing ("86.7"), mark None
    without a target; state: "met", "short", "open" (too little is known to say), "plain" (no target), "unknown", "not-applicable".
    """

    code: str
    title: str
    value: str | None
    bar: str
    mark: str | None
    fraction: str
    verdict: str
    state: FigureState
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
    state = _state(figure)
    return FigureView(
        code=figure.code,
        title=figure_title(figure.code, registry, row),
        value=percent_value(figure.value).removesuffix("%") if figure.value is not None else None,
        bar=_width(figure.value),
        mark=_width(figure.target) if figure.target is not None else None,
        fraction=_fraction(figure, units, row),
        verdict=_verdict(figure, state),
        state=state,
        lists=tuple(_lists(figure, row, units)),
        notes=tuple(_notes(figure, row, units, sample)),
        method=figure.method,
        source=_source(figure, units, row.period.year, sample),
    )


def figure_title(code: str, registry: Registry, row: PeriodFigures) -> str:
    """Return the name of a figure."""
    if code == "2-all":
        count = len(registry.fields)
        return f"Có mô hình ở đủ {NUMERALS.get(count, str(count))} lĩnh vực"
    if code == "3b-units":
        return f"Đơn vị có tỷ lệ từ {_gathering_line(row)} trở lên"
    return TITLES.get(code) or registry.fields[code.removeprefix("2-")].data.short_name


def _gathering_line(row: PeriodFigures) -> str:
    target = row.indicators.gathering.target
    return percent_value(target if target is not None else 80)


def _state(figure: Figure) -> FigureState:
    if not figure.applicable:
        return "not-applicable"
    if figure.value is None:
        return "unknown"
    if figure.target is None:
        return "plain"
    if figure.meets is None:
        return "open"
    return "met" if figure.meets else "short"


def _width(value: Decimal | None) -> str:
    """Return a percentage for a drawing, between 0 and 100, with one decimal."""
    exact = min(max(value or Decimal(0), Decimal(0)), Decimal(100))
    return str(exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))


def _fraction(figure: Figure, units: Mapping[str, Unit], row: PeriodFigures) -> str:
    if not figure.applicable:
        return row.period.report_note.capitalize()
    if figure.value is None:
        return f"{UNKNOWN.capitalize()} của {figure_units(figure)} {places_word(units.values())}"
    part, whole = number(figure.numerator), number(figure.denominator)
    if figure.code == "3b-pooled":
        return f"{part}/{whole} thanh niên, ở {len(figure.counted)}/{len(units)} {places_word(units.values())} có đủ hai con số"
    if figure.code in ("3a", "3b-units"):
        return f"{part}/{whole} đơn vị có số liệu"
    return f"{part}/{whole} {places_word(units.values())}"


def figure_units(figure: Figure) -> int:
    """Return the number of units in the figure's reporting period."""
    return len(figure.counted) + len(figure.missing) + len(figure.unknown)


def target_words(target: Decimal) -> str:
    """Return a target in words: "100%", "từ 80% trở lên"."""
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
    return f"Chỉ tiêu {target_words(figure.target)}" + (f" – {words[state]}" if state in words else "")


def _lists(figure: Figure, row: PeriodFigures, units: Mapping[str, Unit]) -> Iterable[NameList]:
    if not figure.applicable:
        return
    family = "2" if figure.code.startswith("2-") and figure.code != "2-all" else figure.code
    missing = MISSING.get(family) or f"Dưới {_gathering_line(row)}"
    groups: list[tuple[str, Iterable[str]]] = [(missing, figure.missing)]
    if figure.code.startswith("3"):
        sent = {slug for slug in figure.unknown if row.submissions[slug].report.sent}
        beside = set(figure.beside)
        groups.append(("Báo cáo chưa có con số này", (slug for slug in figure.unknown if slug in sent - beside)))
        groups.append(("Chưa nhận được báo cáo", (slug for slug in figure.unknown if slug not in sent | beside)))
    else:
        groups.append(("Chưa có số liệu", figure.unknown))
    groups.append((COUNTED.get(family) or f"Từ {_gathering_line(row)} trở lên", figure.counted))
    for label, slugs in groups:
        names = [short_name(units[slug]) for slug in slugs]
        if names:
            yield NameList(label, f"{len(names)} đơn vị", ", ".join(names))


def _notes(figure: Figure, row: PeriodFigures, units: Mapping[str, Unit], sample: bool) -> Iterable[str]:
    family = "2" if figure.code.startswith("2-") and figure.code != "2-all" else figure.code
    if figure.beside:
        yield BESIDE[family].format(
            ", ".join(_beside_name(figure, slug, units[slug], row.period.year) for slug in figure.beside)
        )
    if figure.code == "3a" and figure.of_all is not None and figure.unknown:
        yield f"Tính trên tất cả {len(units)} {places_word(units.values())}: {percent_value(figure.of_all)}."


def _beside_name(figure: Figure, slug: str, unit: Unit, year: int) -> str:
    rate = unit.years[year].rate if figure.code == "3b-pooled" and year in unit.years else None
    return short_name(unit) + (f" ({percent_value(rate)})" if rate is not None else "")


def _source(figure: Figure, units: Mapping[str, Unit], year: int, sample: bool) -> str:
    if sample:
        return "số liệu minh họa, không phải số thật"
    if not figure.code.startswith("3"):
        return "danh sách, báo cáo của các đơn vị và hồ sơ mô hình đăng trên trang này"
    used = [slug for slug in units if slug in {*figure.counted, *figure.missing, *figure.beside}]
    sources = {slug: source for slug in used if (source := units[slug].years[year].source)}
    return (
        "; ".join(f"{short_name(units[slug])}: {source}" for slug, source in sources.items())
        or "báo cáo của các đơn vị"
    )
