"""Vietnamese formats: numbers 1.234.567,5 · dates 05/01/2025 · "ngày 5 tháng 1 năm 2025"."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

_SMALL = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")


def number(value: int | float | Decimal, digits: int | None = None) -> str:
    """Return a number in Vietnamese format; ``digits``: the number of decimals, halves rounded away from zero."""
    exact = Decimal(str(value))
    if digits is not None:
        exact = exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    sign, whole, fraction = _parts(format(exact, "f"))
    groups = f"{int(whole):,}".replace(",", ".")
    return sign + groups + ("," + fraction if fraction else "")


def _parts(text: str) -> tuple[str, str, str]:
    sign = "−" if text.startswith("-") and text.strip("-0.") else ""
    whole, _, fraction = text.lstrip("-").partition(".")
    return sign, whole, fraction.rstrip("0")


def percent(numerator: int | float | Decimal, denominator: int | float | Decimal) -> str:
    """Return a share as "68,5%"; "100%" only when it is complete, never by rounding up."""
    return percent_value(Decimal(str(numerator)) * 100 / Decimal(str(denominator)))


def percent_value(value: int | float | Decimal) -> str:
    """Return a percentage with at most one decimal: 68.5 → "68,5%"; 99.97 stays "99,9%", 0.02 stays "0,1%"."""
    exact = Decimal(str(value))
    shown = exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    if shown == 100 and exact < 100:
        shown = Decimal("99.9")
    if shown == 0 and exact > 0:
        shown = Decimal("0.1")
    return number(shown) + "%"


def short_date(day: date) -> str:
    """Return dd/MM/yyyy."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def long_date(day: date) -> str:
    """Return "ngày 5 tháng 1 năm 2025"."""
    return f"ngày {day.day} tháng {day.month} năm {day.year}"


def small_number(number: int) -> str:
    """Return a number from one to ten in words: "bốn"; "" for others."""
    return _SMALL[number - 1] if 0 < number <= len(_SMALL) else ""


def join_words(words: list[str]) -> str:
    """Return "a, b và c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} và {words[-1]}"


def official_date(day: date) -> str:
    """Return a day in the form of official documents: 01/7/2025, 15/01/2023 (a zero before days below 10, months below 3)."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{day.day:02}/{month}/{day.year}"
