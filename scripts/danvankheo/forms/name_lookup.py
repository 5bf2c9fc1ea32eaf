"""Names of units and fields as people write them, and the codes they stand for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.text import closest, fold, normalize, visible
from danvankheo.records.registry import Registry

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def line(text: str) -> str:
    """Return what somebody typed as one clean line, without characters that only steer a terminal."""
    return " ".join(normalize(visible(_CONTROL.sub(" ", text))).split())


def unit_code(registry: Registry, said: str) -> str:
    """Return the code of the unit a person named, by code or by name; raises with suggestions."""
    said = line(said)
    if said in registry.units:
        return said
    found = _named(registry, lambda name: name.casefold() == said.casefold())
    found = found or _named(registry, lambda name: fold(name) == fold(said))
    if len(found) == 1:
        return found[0]
    if found:
        raise DanVanKheoError(f"Có nhiều đơn vị tên “{said}”: {_listed(registry, found)}. Hãy ghi mã.")
    near = closest(said, [*registry.units, *(record.data.place for record in registry.units.values())], 4)
    by_place = {record.data.place: slug for slug, record in registry.units.items()}
    codes = list(dict.fromkeys(by_place.get(name, name) for name in near))
    hint = f" Có phải: {_listed(registry, codes)}?" if codes else " Mã đơn vị là tên tệp trong content/don-vi."
    raise DanVanKheoError(f"Không có đơn vị “{said}”.{hint}")


def _named(registry: Registry, fits: Callable[[str], bool]) -> list[str]:
    """Return the units one of whose names fits: "Đoàn xã Xuân Lai", "xã Xuân Lai", "Xuân Lai"."""
    found = []
    for slug, record in registry.units.items():
        place = record.data.place
        if any(fits(name) for name in (record.data.name, place, re.sub(r"^(?:xã|thị trấn)\s+", "", place))):
            found.append(slug)
    return found


def _listed(registry: Registry, codes: Iterable[str]) -> str:
    return ", ".join(f"{code} ({unit_name(registry, code)})" for code in codes)


def unit_name(registry: Registry, code: str) -> str:
    """Return a unit's name with the day it ended, for units that share a name."""
    unit = registry.units[code].data
    if unit.until:
        return f"{unit.name}, đến hết {unit.until.day:02d}/{unit.until.month:02d}/{unit.until.year}"
    return f"{unit.name}, từ {unit.since.day:02d}/{unit.since.month:02d}/{unit.since.year}" if unit.since else unit.name


def field_code(registry: Registry, said: str) -> str:
    """Return the code of the field a person named; raises with the four of them."""
    said = line(said)
    for slug, record in registry.fields.items():
        if fold(said) in {fold(slug), fold(record.data.name), fold(record.data.short_name)}:
            return slug
    listed = ", ".join(f"{slug} ({record.data.name})" for slug, record in registry.fields.items())
    raise DanVanKheoError(f"Không có lĩnh vực “{said}”. Hãy chọn: {listed}.")


def field_names(registry: Registry) -> dict[str, dict[str, str]]:
    """Return the codes of the fields with their names, by the key that takes them."""
    return {"linh_vuc": {slug: record.data.name for slug, record in registry.fields.items()}}
