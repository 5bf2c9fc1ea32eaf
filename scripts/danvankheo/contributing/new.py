"""A new entry: a name nobody has yet, the template at the right stage, a folder for its photos."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.text import SLUG_MAX, closest, fold, is_slug, normalize, slugify, visible
from danvankheo.base.yaml_tree import Loc
from danvankheo.contributing.template import SCHEMAS, template
from danvankheo.records.choices import Status
from danvankheo.records.disk import RESERVED, SECTIONS, Kind, files
from danvankheo.records.findings import at
from danvankheo.records.registry import Registry
from danvankheo.records.rules import stage_of_status
from danvankheo.records.schema import Model
from danvankheo.records.section import Stage

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
KINDS = {section: kind for kind, section in SECTIONS.items()}


@dataclass(frozen=True, slots=True)
class Made:
    """What was written: the entry's file and the folder of its photos, from the repository's root."""

    path: str
    photos: str


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


def new_slug(repo: Path, registry: Registry, kind: Kind, title: str, unit: str = "") -> str:
    """Return a free slug for a title; a taken or reserved one gets the unit's name. Raises when there is none left."""
    bare = slugify(title)
    if not bare:
        raise DanVanKheoError("Tên bài chưa có chữ nào.")
    with_unit = f"{bare[: SLUG_MAX - len(unit) - 1].rstrip('-')}-{unit}" if unit and not bare.endswith(unit) else ""
    taken = _taken(repo, registry, kind)
    for slug in (bare, with_unit):
        if slug and is_slug(slug) and slug not in taken:
            return slug
    if bare in RESERVED:
        raise DanVanKheoError(f"“{bare}” là tên dành riêng cho trang. Hãy thêm tên nơi làm vào tên bài.")
    raise DanVanKheoError(f"Đã có bài {kind}/{bare}.md. Hãy sửa bài ấy, hoặc đặt tên bài khác (thêm tên thôn, xã).")


def _taken(repo: Path, registry: Registry, kind: Kind) -> set[str]:
    there = {entry.name.casefold().removesuffix(".md") for entry in files(repo, kind)}
    photos = (
        {path.name.casefold() for path in (repo / kind / "anh").glob("*")} if (repo / kind / "anh").is_dir() else set()
    )
    former = {old.partition("/")[2] for old in registry.redirects}
    return there | photos | former | RESERVED


def make(repo: Path, registry: Registry, kind: Kind, title: str, filled: Mapping[Loc, str], *, story: str = "") -> Made:
    """Write the file of a new draft and the folder of its photos; nothing that is there is ever overwritten."""
    schema = SCHEMAS[kind]
    unit = filled.get(at(schema, "unit"), "")
    slug = new_slug(repo, registry, kind, title, unit)
    values = {at(schema, "title"): title, **filled, at(schema, "draft"): "true"}
    status = Status.parse(values.get(at(Model, "status"), Status.REGISTERED.value))
    stage = stage_of_status(status) if kind is Kind.MODEL else Stage.ACTIVE
    text = template(kind, slug, values, stage, field_names(registry), story=story)
    path, photos = f"{kind}/{slug}.md", f"{kind}/anh/{slug}"
    for folder in (str(kind), f"{kind}/anh"):
        if (repo / folder).is_symlink():
            raise DanVanKheoError(f"Thư mục {folder} là liên kết tượng trưng. Xóa liên kết rồi khôi phục thư mục thật.")
    (repo / kind).mkdir(parents=True, exist_ok=True)
    descriptor = os.open(repo / path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o644)
    with open(descriptor, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    (repo / photos).mkdir(parents=True, exist_ok=True)
    return Made(path, photos)


def field_names(registry: Registry) -> dict[str, dict[str, str]]:
    """Return the codes of the fields with their names, by the key that takes them."""
    return {"linh_vuc": {slug: record.data.name for slug, record in registry.fields.items()}}


def blank(kind: Kind, names: Mapping[str, Mapping[str, str]]) -> str:
    """Return the template for people without the command: nothing filled in but that it is a draft."""
    return template(kind, "tên-tệp-bài", {at(SCHEMAS[kind], "draft"): "true"}, Stage.ACTIVE, names)
