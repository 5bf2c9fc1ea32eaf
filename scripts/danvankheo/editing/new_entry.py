"""``dvk new`` and the imports: a file for a new entry, with a free name, and a folder for its photos."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.text import SLUG_MAX, is_slug, slugify
from danvankheo.base.yaml_tree import Loc
from danvankheo.forms.entry_template import SCHEMAS, template
from danvankheo.forms.name_lookup import field_names
from danvankheo.records.choices import Status
from danvankheo.records.diagnostics import key_path
from danvankheo.records.files import RESERVED, SECTIONS, Kind, listing
from danvankheo.records.photo_folders import PhotoFolders
from danvankheo.records.registry import Registry
from danvankheo.records.rules.plan import stage_of_status
from danvankheo.records.schema import Model
from danvankheo.records.section import Stage

KINDS = {section: kind for kind, section in SECTIONS.items()}


@dataclass(frozen=True, slots=True)
class NewEntry:
    """The paths of a new entry's file and of the folder of its photos, from the repository's root."""

    path: str
    photos: str


def new_slug(repo: Path, registry: Registry, kind: Kind, title: str, unit: str = "") -> str:
    """Return a free slug for a title, with the unit's slug when needed. Raises DanVanKheoError when both are taken or reserved."""
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
    there = {entry.name.casefold().removesuffix(".md") for _, entries in listing(repo, kind) for entry in entries}
    photos = {slug.casefold() for slug in PhotoFolders(repo).slugs(kind)}
    former = {old.partition("/")[2] for old in registry.redirects}
    return there | photos | former | RESERVED


def make(
    repo: Path, registry: Registry, kind: Kind, title: str, filled: Mapping[Loc, str], *, story: str = ""
) -> NewEntry:
    """Write the file of a new draft and the folder of its photos. Raises FileExistsError rather than overwrite a file."""
    schema = SCHEMAS[kind]
    unit = filled.get(key_path(schema, "unit"), "")
    slug = new_slug(repo, registry, kind, title, unit)
    values = {key_path(schema, "title"): title, **filled, key_path(schema, "draft"): "true"}
    status = Status.parse(values.get(key_path(Model, "status"), Status.REGISTERED.value))
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
    return NewEntry(path, photos)
