"""Units and fields by the names people write, and the codes they stand for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.text import closest, fold, normalize, visible
from danvankheo.records.registry import Registry
from danvankheo.records.vocabulary import Unit

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def one_line(text: str) -> str:
    """Return a typed text as one line: without control characters, with single spaces."""
    return " ".join(normalize(visible(_CONTROL.sub(" ", text))).split())


def unit_code(registry: Registry, typed: str) -> str:
    """Return the code of a unit by its code or name. Raises DanVanKheoError, with near names, unless exactly one fits."""
    typed = one_line(typed)
    if typed in registry.units:
        return typed
    found = _named(registry, lambda name: name.casefold() == typed.casefold())
    found = found or _named(registry, lambda name: fold(name) == fold(typed))
    if len(found) == 1:
        return found[0]
    if found:
        raise DanVanKheoError(f"Có nhiều đơn vị tên “{typed}”: {_listed(registry, found)}. Hãy ghi mã.")
    near = closest(typed, [*registry.units, *(record.data.place for record in registry.units.values())], 4)
    by_place = {record.data.place: slug for slug, record in registry.units.items()}
    codes = list(dict.fromkeys(by_place.get(name, name) for name in near))
    hint = f" Có phải: {_listed(registry, codes)}?" if codes else " Mã đơn vị là tên tệp trong content/don-vi."
    raise DanVanKheoError(f"Không có đơn vị “{typed}”.{hint}")


def _named(registry: Registry, fits: Callable[[str], bool]) -> list[str]:
    """Return the codes of the units with a name that fits."""
    return [slug for slug, record in registry.units.items() if any(map(fits, names_of_unit(record.data)))]


def names_of_unit(unit: Unit) -> tuple[str, ...]:
    """Return the names by which people call a unit: "Đoàn xã Xuân Lai", "xã Xuân Lai", "Xuân Lai"."""
    bare = re.sub(r"^(?:xã|thị trấn)\s+", "", unit.place)
    return unit.name, unit.place, bare, f"Đoàn {unit.place}"


def _listed(registry: Registry, codes: Iterable[str]) -> str:
    return ", ".join(f"{code} ({unit_name(registry, code)})" for code in codes)


def unit_name(registry: Registry, code: str) -> str:
    """Return a unit's name with the day it ended or began, which tells units of one name apart."""
    unit = registry.units[code].data
    if unit.until:
        return f"{unit.name}, đến hết {unit.until.day:02d}/{unit.until.month:02d}/{unit.until.year}"
    return f"{unit.name}, từ {unit.since.day:02d}/{unit.since.month:02d}/{unit.since.year}" if unit.since else unit.name


def field_code(registry: Registry, typed: str) -> str:
    """Return the code of a field by its code or name. Raises DanVanKheoError, with all fields, when none fits."""
    typed = one_line(typed)
    for slug, record in registry.fields.items():
        if fold(typed) in {fold(slug), fold(record.data.name), fold(record.data.short_name)}:
            return slug
    listed = ", ".join(f"{slug} ({record.data.name})" for slug, record in registry.fields.items())
    raise DanVanKheoError(f"Không có lĩnh vực “{typed}”. Hãy chọn: {listed}.")


def field_names(registry: Registry) -> dict[str, dict[str, str]]:
    """Return the fields' codes with their names, under the key that takes them."""
    return {"linh_vuc": {slug: record.data.name for slug, record in registry.fields.items()}}
