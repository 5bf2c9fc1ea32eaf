"""Numbers and dates are written as Vietnamese readers write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from danvankheo.base.locale import join_words, long_date, number, percent, percent_value, short_date


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (999, "999"),
        (1250, "1.250"),
        (1234567.5, "1.234.567,5"),
        (Decimal("68.50"), "68,5"),
        (12000000, "12.000.000"),
        (-3, "−3"),
    ],
)
def test_thousands_take_a_dot_and_decimals_a_comma(value: float, shown: str) -> None:
    assert number(value) == shown


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [(30, 30, "100%"), (26, 30, "86,7%"), (0, 30, "0%"), (9999, 10000, "99,9%"), (1, 10000, "0,1%"), (1, 2, "50%")],
)
def test_a_share_is_100_percent_only_when_complete_and_0_only_when_empty(
    numerator: int, denominator: int, shown: str
) -> None:
    assert percent(numerator, denominator) == shown


def test_a_rate_keeps_one_decimal() -> None:
    assert percent_value(Decimal("68.55")) == "68,6%"


def test_dates_are_short_or_long() -> None:
    assert short_date(date(2025, 1, 5)) == "05/01/2025"
    assert long_date(date(2025, 1, 5)) == "ngày 5 tháng 1 năm 2025"


@pytest.mark.parametrize(
    ("words", "joined"), [([], ""), (["a"], "a"), (["a", "b"], "a và b"), (["a", "b", "c"], "a, b và c")]
)
def test_words_are_joined_as_spoken(words: list[str], joined: str) -> None:
    assert join_words(words) == joined
