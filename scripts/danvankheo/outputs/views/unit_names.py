"""How units are named in lists and when they are valid, in words."""

from __future__ import annotations

from collections.abc import Iterable

from danvankheo.figures.reporting_periods import official_date
from danvankheo.records.choices import UnitKind
from danvankheo.records.vocabulary import Unit


def short_name(unit: Unit) -> str:
    """Return a unit's place for lists: "Xuân Lai", "thị trấn Lam Sơn"."""
    return unit.place.removeprefix("xã ") if unit.kind is UnitKind.COMMUNE else unit.place


def places_word(units: Iterable[Unit]) -> str:
    """Return the noun for units of a reporting period: "xã, thị trấn" or "xã"."""
    return "xã, thị trấn" if any(unit.kind is UnitKind.TOWN for unit in units) else "xã"


def validity(unit: Unit) -> str:
    """Return "đến 30/6/2025" for a unit that ended, else "từ 01/7/2025" when its beginning is known, else ""."""
    if unit.until:
        return f"đến {official_date(unit.until)}"
    return f"từ {official_date(unit.since)}" if unit.since else ""
