"""What figures are called and how they are worked out, in words: from the measure and its parameters.

A plan may give its own words (``ten``, ``cach_tinh`` of a reading). Words are neutral; an unknown value is "chưa có số liệu", never 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from danvankheo.base.locale import number, percent_value
from danvankheo.figures.figure import OF_UNITS
from danvankheo.records.choices import Condition, Counted, Measure, UnitKind
from danvankheo.records.movement import STATE_UNITS
from danvankheo.records.plan import Period, PlanTarget, Reading, YearNumber
from danvankheo.records.vocabulary import YEAR_UNITS, YearFigures

NUMERALS = {1: "một", 2: "hai", 3: "ba", 4: "bốn", 5: "năm", 6: "sáu", 7: "bảy", 8: "tám", 9: "chín", 10: "mười"}
_CONDITIONS = {
    Condition.CONFIRMED: "được xác nhận",
    Condition.RECOGNISED: "được công nhận, biểu dương, khen thưởng",
    Condition.REPLICATED: "được nơi khác làm theo",
    Condition.COMPLETED: "hoàn thành",
    Condition.PUBLISHED: "có bài đăng trên trang",
}
# More kinds than this are called "đơn vị".
_MOST_KINDS = 3


@dataclass(frozen=True, slots=True)
class Wording:
    """What the words of a reading are made from. fields: slug → short name, in the plan's order; kinds: those in the denominator."""

    period: Period
    target: PlanTarget
    reading: Reading
    fields: Mapping[str, str]
    kinds: tuple[UnitKind, ...]

    @property
    def threshold(self) -> Decimal:
        """The value that a unit must reach."""
        return threshold(self.target, self.reading)


def threshold(target: PlanTarget, reading: Reading) -> Decimal:
    """Return the value that a unit must reach: ``it_nhat``; without it the target's value for a rate, else 1."""
    if reading.parameters.at_least is not None:
        return reading.parameters.at_least
    return target.value if reading.measure is Measure.UNITS_AT_RATE else Decimal(1)


def numeral(value: Decimal | int) -> str:
    """Return a small whole number in words, others in figures."""
    return NUMERALS.get(int(value), number(value)) if value == int(value) else number(value)


def kinds_word(kinds: Iterable[UnitKind]) -> str:
    """Return the noun for units of some kinds: "xã, thị trấn"; "đơn vị" for many or mixed kinds, "xã" for none."""
    known = set(kinds)
    words = [kind_word(kind) for kind in UnitKind if kind in known]
    if len(words) > 1 and (len(words) > _MOST_KINDS or not known <= STATE_UNITS):
        return "đơn vị"
    return ", ".join(words) or "xã"


def kind_word(kind: UnitKind) -> str:
    """Return the noun for a unit of a kind: "xã", "trường học", "chi đoàn"."""
    return kind.label.removeprefix("Đoàn ").lower()


def year_number(period: Period, code: str | None) -> YearNumber:
    """Return a yearly number by its code: one that every plan has, or the plan's own; an unknown one is called by its code."""
    for name, info in YearFigures.model_fields.items():
        if info.alias == code and name in YEAR_UNITS:
            return YearNumber.model_construct(code=code, name=info.title or "", unit=YEAR_UNITS[name])
    own = next((each for each in period.year_numbers if each.code == code), None)
    return own or YearNumber.model_construct(code=code or "", name=code or "", unit=None)


def noun(named: YearNumber) -> str:
    """Return what a yearly number counts: "hoạt động tình nguyện" of "Số hoạt động tình nguyện"."""
    words = named.name[:1].lower() + named.name[1:]
    return words.removeprefix("tổng ").removeprefix("số ")


def counts(words: Wording) -> str:
    """Return what the numerator counts, in words: "đơn vị", "thanh niên", "mô hình"."""
    reading = words.reading
    if reading.measure in OF_UNITS:
        return "đơn vị"
    if reading.measure is Measure.POOLED_RATE:
        whole = year_number(words.period, reading.parameters.whole)
        return whole.unit or noun(whole)
    return _entries(reading)


def name(words: Wording, field: str = "") -> str:
    """Return the name of a figure. field: slug, for one figure of several."""
    target, reading = words.target, words.reading
    if field:
        return words.fields.get(field, field)
    if reading.name:
        return reading.name
    return target.name if reading.code == target.code else _NAMES[reading.measure](words)


def method(words: Wording, field: str = "") -> str:
    """Return how a figure is worked out."""
    return words.reading.method or _METHODS[words.reading.measure](words)


def _models_name(words: Wording) -> str:
    what = words.reading.parameters
    many = "" if words.threshold <= 1 else f" từ {numeral(words.threshold)}"
    return f"Có{many} mô hình{_of_fields(words)}" + (" đăng ký trong năm" if what.registered_in_year else "")


def _all_fields_name(words: Wording) -> str:
    return f"Có mô hình ở đủ {numeral(len(words.fields))} lĩnh vực"


def _rate_name(words: Wording) -> str:
    return f"Đơn vị có tỷ lệ từ {percent_value(words.threshold)} trở lên"


def _count_name(words: Wording) -> str:
    return f"Số {_entries(words.reading)}{_condition(words)}"


def _share_name(words: Wording) -> str:
    return f"Tỷ lệ mô hình{_condition(words)}"


def _reporting_name(words: Wording) -> str:
    return f"Có {_some(words, year_number(words.period, words.reading.parameters.number))}"


_NAMES: Mapping[Measure, Callable[[Wording], str]] = {
    Measure.UNITS_WITH_MODELS: _models_name,
    Measure.UNITS_IN_EACH_FIELD: lambda words: words.target.name,
    Measure.UNITS_IN_ALL_FIELDS: _all_fields_name,
    Measure.UNITS_REPORTING: _reporting_name,
    Measure.POOLED_RATE: lambda words: words.target.name,
    Measure.UNITS_AT_RATE: _rate_name,
    Measure.COUNT: _count_name,
    Measure.SHARE_OF_MODELS: _share_name,
}


def _entries(reading: Reading) -> str:
    return "điển hình" if reading.parameters.of is Counted.EXEMPLARS else "mô hình"


def _of_fields(words: Wording) -> str:
    """Return the fields a reading is limited to, with a blank before them; "" without any."""
    fields = [words.fields.get(each, each) for each in words.reading.parameters.fields]
    return f" ở lĩnh vực {', '.join(fields)}" if fields else ""


def _condition(words: Wording) -> str:
    """Return the condition of a reading with a blank before it; "" without one."""
    what = words.reading.parameters
    level = f" {what.level.label[:1].lower()}{what.level.label[1:]}" if what.level else ""
    registered = " đăng ký trong năm" if what.registered_in_year else ""
    return _of_fields(words) + registered + (f" {_CONDITIONS[what.condition]}{level}" if what.condition else "")


def _some(words: Wording, named: YearNumber) -> str:
    """Return "ít nhất một hoạt động tình nguyện"."""
    return f"ít nhất {numeral(words.threshold)} {noun(named)}"


def _denominator(words: Wording) -> str:
    if not words.kinds:
        return "Chưa có danh sách đầy đủ các đơn vị nên chưa có mẫu số."
    return f"Mẫu số là tất cả {kinds_word(words.kinds)}."


def _models_method(words: Wording) -> str:
    if words.reading.parameters.registered_in_year:
        return f"Cách tính chặt hơn: chỉ tính những mô hình{_of_fields(words)} được đăng ký cho đúng năm đó."
    return (
        f"Đơn vị có mô hình là đơn vị có ít nhất {numeral(words.threshold)} mô hình{_of_fields(words)} đang thực hiện hoặc đã hoàn thành, được "
        "đăng ký cho năm đó hoặc vẫn còn hoạt động trong năm đó. Mô hình mới đăng ký chưa tính; mô hình đã dừng chỉ tính đến "
        f"ngày dừng. {_denominator(words)}"
    )


def _each_field_method(words: Wording) -> str:
    many = numeral(words.threshold)
    return f"Đơn vị có ít nhất {many} mô hình lấy lĩnh vực này làm lĩnh vực chính. {_denominator(words)}"


def _all_fields_method(words: Wording) -> str:
    return f"Đơn vị có mô hình ở đủ các lĩnh vực; mỗi lĩnh vực có thể là một mô hình khác nhau. {_denominator(words)}"


def _reporting_method(words: Wording) -> str:
    some = _some(words, year_number(words.period, words.reading.parameters.number))
    return (
        f"Số đơn vị báo cáo có {some} trong năm, chia cho số đơn vị có báo cáo con số này. Đơn vị chưa có số liệu để riêng, không "
        "coi là bằng không."
    )


def _pooled_method(words: Wording) -> str:
    what = words.reading.parameters
    part, whole = (noun(year_number(words.period, code)) for code in (what.part, what.whole))
    rate = " Đơn vị chỉ báo cáo tỷ lệ không tính ở đây, vì không suy ngược từ tỷ lệ ra số người." if what.rate else ""
    return f"Tổng số {part} chia cho tổng số {whole}, cộng từ những đơn vị báo cáo đủ cả hai số.{rate}"


def _rate_method(words: Wording) -> str:
    reported = ", hoặc như đơn vị báo cáo" if words.reading.parameters.rate else ""
    return f"Số đơn vị có tỷ lệ từ {percent_value(words.threshold)} trở lên, chia cho số đơn vị có tỷ lệ (tính từ hai con số{reported})."


def _count_method(words: Wording) -> str:
    what, entries = words.reading.parameters, _entries(words.reading)
    if what.condition:
        return f"Số {entries}{_condition(words)}, có ngày trong kỳ. Mỗi {entries} tính một lần."
    running = "của năm đó" if what.of is Counted.EXEMPLARS else "đang thực hiện hoặc đã hoàn thành, được tính trong kỳ"
    return f"Số {entries}{_condition(words)} {running}. Mỗi {entries} tính một lần, dù của nhiều đơn vị."


def _share_method(words: Wording) -> str:
    return f"Số mô hình{_condition(words)} tính đến hết kỳ, chia cho số mô hình được tính trong kỳ. Mỗi mô hình tính một lần."


_METHODS: Mapping[Measure, Callable[[Wording], str]] = {
    Measure.UNITS_WITH_MODELS: _models_method,
    Measure.UNITS_IN_EACH_FIELD: _each_field_method,
    Measure.UNITS_IN_ALL_FIELDS: _all_fields_method,
    Measure.UNITS_REPORTING: _reporting_method,
    Measure.POOLED_RATE: _pooled_method,
    Measure.UNITS_AT_RATE: _rate_method,
    Measure.COUNT: _count_method,
    Measure.SHARE_OF_MODELS: _share_method,
}


def labels(words: Wording, field: str = "") -> tuple[str, str]:
    """Return what is said of the units in the numerator, and of those known not to be in it."""
    if field:
        some = _so_many(words, " ở lĩnh vực này")
        return f"Đã có {some}", f"Chưa {'có' if words.threshold <= 1 else 'đủ'} {some}"
    return _LABELS[words.reading.measure](words)


def _so_many(words: Wording, rest: str = "") -> str:
    return ("" if words.threshold <= 1 else f"{numeral(words.threshold)} ") + f"mô hình{rest}"


def _models_labels(words: Wording) -> tuple[str, str]:
    if words.reading.parameters.registered_in_year:
        some = _so_many(words, f"{_of_fields(words)} đăng ký trong năm")
        return f"Có {some}", f"Không {'có' if words.threshold <= 1 else 'đủ'} {some}"
    some = _so_many(words, _of_fields(words))
    return f"Đã có {some}", f"Chưa {'có' if words.threshold <= 1 else 'đủ'} {some}"


def _reporting_labels(words: Wording) -> tuple[str, str]:
    named = year_number(words.period, words.reading.parameters.number)
    counted = named.unit or noun(named)
    if words.threshold == 1:
        return f"Đã có {counted}", f"Báo cáo chưa có {counted} nào"
    return f"Từ {number(words.threshold)} {counted} trở lên", f"Báo cáo dưới {number(words.threshold)} {counted}"


def _rate_labels(words: Wording) -> tuple[str, str]:
    line = percent_value(words.threshold)
    return f"Từ {line} trở lên", f"Dưới {line}"


def _count_labels(words: Wording) -> tuple[str, str]:
    some = f"{_entries(words.reading)}{_condition(words)}"
    return f"Có {some}", f"Chưa có {some}"


_LABELS: Mapping[Measure, Callable[[Wording], tuple[str, str]]] = {
    Measure.UNITS_WITH_MODELS: _models_labels,
    Measure.UNITS_IN_ALL_FIELDS: lambda words: ("Đã có đủ các lĩnh vực", "Chưa đủ các lĩnh vực"),
    Measure.UNITS_REPORTING: _reporting_labels,
    Measure.POOLED_RATE: lambda words: ("Có đủ hai con số", "Không có đủ hai con số"),
    Measure.UNITS_AT_RATE: _rate_labels,
    Measure.COUNT: _count_labels,
    Measure.SHARE_OF_MODELS: lambda words: ("Có mô hình", "Chưa có mô hình"),
}
BESIDE = {
    Measure.UNITS_WITH_MODELS: "Địa bàn có mô hình của đơn vị cũ vẫn đang hoạt động, chưa tính vào đơn vị mới: {}.",
    Measure.UNITS_IN_EACH_FIELD: "Có mô hình phục vụ thêm lĩnh vực này nhưng lấy lĩnh vực khác làm chính, chưa tính ở đây: {}.",
    Measure.UNITS_IN_ALL_FIELDS: "Nếu tính cả lĩnh vực phụ của mô hình thì thêm: {}.",
    Measure.POOLED_RATE: "Chỉ báo cáo tỷ lệ nên không cộng được ở đây: {}.",
}
