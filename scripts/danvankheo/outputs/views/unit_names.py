"""What units of several kinds are called together, and when a unit is valid, in words. Their names: ``Registry.unit_name``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from danvankheo.base.locale import number
from danvankheo.figures.reporting_periods import official_date
from danvankheo.records.choices import UnitKind
from danvankheo.records.vocabulary import Outreach, Unit

# The nouns of state units, by the values of their kinds, in the order in which a sentence names them.
_NOUNS = MappingProxyType({"xa": "xã", "phuong": "phường", "dac-khu": "đặc khu", "thi-tran": "thị trấn"})


def places_word(units: Iterable[Unit]) -> str:
    """Return the noun for units: "xã", "xã, thị trấn", "xã, phường"; "đơn vị" when none of them is a commune or town."""
    kinds = {unit.kind.value for unit in units}
    return ", ".join(noun for kind, noun in _NOUNS.items() if kind in kinds) or "đơn vị"


def kind_name(kind: UnitKind) -> str:
    """Return the name of a kind within a sentence: "Đoàn xã", "chi đoàn"."""
    return kind.label if kind.label.startswith("Đoàn") else kind.label.lower()


def units_by_kind(units: Iterable[Unit]) -> str:
    """Return how many units there are of each kind: "2 Đoàn trường học, 5 chi đoàn"; "" without any."""
    kinds = [unit.kind for unit in units]
    return ", ".join(f"{kinds.count(kind)} {kind_name(kind)}" for kind in UnitKind if kind in kinds)


def merged_on(units: Mapping[str, Unit]) -> date | None:
    """Return the first day on which a unit took the place of others; None where no unit was merged into another."""
    successors = [units[unit.successor] for unit in units.values() if unit.successor and unit.successor in units]
    return min((unit.since for unit in successors if unit.since), default=None)


def validity(unit: Unit) -> str:
    """Return "đến 30/6/2025" for a unit that ended, else "từ 01/7/2025" when its beginning is known, else ""."""
    if unit.until:
        return f"đến {official_date(unit.until)}"
    return f"từ {official_date(unit.since)}" if unit.since else ""


def time_words(since: date | None, until: date | None) -> str:
    """Return a time in words: "từ 01/7/2025", "đến 30/6/2025", "từ 01/7/2025 đến 31/12/2026"; "" for always."""
    words = (f"từ {official_date(since)}" if since else "", f"đến {official_date(until)}" if until else "")
    return " ".join(filter(None, words))


def outreach_words(outreach: Outreach) -> str:
    """Return how a unit made the movement known: "Mục đích, chỉ tiêu (loa truyền thanh xã, 12 buổi)"."""
    form = outreach.form[:1].lower() + outreach.form[1:]
    count = f", {number(outreach.count)} {outreach.count_unit or ''}".rstrip() if outreach.count is not None else ""
    return f"{outreach.subject} ({form}{count})"
