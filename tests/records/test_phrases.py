"""The short phrase of a figure: it says the figure's number, and is shown in place of number and name."""

from __future__ import annotations

from decimal import Decimal

import pytest
from danvankheo.base.locale import number
from danvankheo.records.choices import Estimate
from danvankheo.records.model_sections import StoryFigure
from danvankheo.records.numbers import Number, figure_line, figure_number, phrase_of
from laws import Cases


def figure(value: str, unit: str, phrase: str | None, estimate: Estimate | None = None) -> StoryFigure:
    return StoryFigure.model_construct(
        name="Chiều dài tường tranh", value=Decimal(value), unit=unit, estimate=estimate, phrase=phrase
    )


@pytest.mark.parametrize(
    ("value", "unit", "estimate", "phrase", "shown"),
    [
        ("600", "m", None, "600 m tường thành tranh", ("600 m", "tường thành tranh")),
        ("600", "m", None, "600 mét tường thành tranh", ("600", "mét tường thành tranh")),
        ("63", "hộ", None, "63 hộ có nước sạch", ("63 hộ", "có nước sạch")),
        ("1250", "lượt", None, "1.250 lượt bạn đọc", ("1.250 lượt", "bạn đọc")),
        ("1250", "lượt", None, "1250 lượt bạn đọc", ("1250 lượt", "bạn đọc")),
        ("68.5", "%", None, "68,5% thanh niên vào tổ chức", ("68,5%", "thanh niên vào tổ chức")),
        ("12000000", "đồng", None, "12 triệu đồng mua sơn", ("12 triệu đồng", "mua sơn")),
        ("600", "m", Estimate.OVER, "Hơn 600 m tường thành tranh", ("Hơn 600 m", "tường thành tranh")),
        ("600", "m", None, "60 m tường thành tranh", None),
        ("600", "m", None, "Hơn 600 m tường thành tranh", None),
        ("600", "m", Estimate.OVER, "600 m tường thành tranh", None),
        ("600", "m", Estimate.OVER, "gần 600 m tường thành tranh", None),
        ("600", "m", None, "Tường dài 600 m", None),
        ("600", "m", None, "600 m", None),
        ("1.5", "km", None, "1.5 km đường", None),
        ("1.5", "km", None, "1,5 km đường", ("1,5 km", "đường")),
        ("1250", "lượt", None, "1,250 lượt bạn đọc", None),
    ],
)  # fmt: skip
def test_a_phrase_is_read_as_its_number_and_the_words_after_it(
    value: str, unit: str, estimate: Estimate | None, phrase: str, shown: tuple[str, str] | None
) -> None:
    made = figure(value, unit, phrase, estimate)
    assert phrase_of(made) == (Number(*shown) if shown else None)
    if shown:
        assert figure_number(made) == Number(*shown)
        assert figure_line(made) == phrase


def test_without_a_phrase_number_and_name_are_shown_as_before() -> None:
    made = figure("600", "m", None, Estimate.OVER)
    assert figure_number(made) == Number("hơn 600 m", "chiều dài tường tranh")
    assert figure_line(made) == "Chiều dài tường tranh: hơn 600 m"


@pytest.mark.law(6)
def test_no_phrase_contradicts_its_number(cases: Cases) -> None:
    for draw in cases.draws(300, "phrases"):
        value = Decimal(
            draw.choice((draw.randint(0, 3_000), draw.randint(0, 99_999), draw.randint(1, 9_999_999)))
        ) / draw.choice((1, 1, 10, 100))
        other = value + draw.choice((1, -1, 10, Decimal("0.5"), value * 9, value * 999))
        made = figure(str(value), "m", f"{number(value)} m đường")
        assert phrase_of(made) == Number(f"{number(value)} m", "đường")
        if other > 0 and other != value:
            assert phrase_of(figure(str(value), "m", f"{number(other)} m đường")) is None
