"""How a unit is named beside others: a former unit and the one of today may have one name, and their days tell them apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

from danvankheo.base.locale import official_date
from danvankheo.records.choices import UnitKind
from danvankheo.records.vocabulary import Unit

_NOUN = re.compile(r"(?:xã|phường|đặc khu|thị trấn)\s+", re.IGNORECASE)


def short_name(unit: Unit) -> str:
    """Return a unit's place for lists: "Xuân Lai", "thị trấn Lam Sơn"; a chi đoàn is known by its name."""
    if unit.kind in (UnitKind.BRANCH, UnitKind.AFFILIATED):
        return unit.name
    return unit.place.removeprefix("xã ") if unit.kind is UnitKind.COMMUNE else unit.place


def days_beside(units: Mapping[str, Unit]) -> dict[str, str]:
    """Return for each unit that shares its place's name with another when it stood: " (trước 01/7/2025)", " (từ 01/7/2025)".

    The nouns "xã", "thị trấn" make no other name: of a town Lam Sơn and a commune Lam Sơn both are in the result.
    """
    bare = {slug: _NOUN.sub("", unit.place, count=1).casefold() for slug, unit in units.items()}
    often = Counter(bare.values())
    found = {slug: _days(unit) for slug, unit in units.items() if often[bare[slug]] > 1}
    return {slug: days for slug, days in found.items() if days}


def _days(unit: Unit) -> str:
    if unit.until:
        return f" (trước {official_date(unit.until + timedelta(days=1))})"
    return f" (từ {official_date(unit.since)})" if unit.since else ""
