"""The configuration of the browser editor: two collections, whose fields are the schema's keys in their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from danvankheo.base.text import SLUG_MAX
from danvankheo.forms.entry_template import SCHEMAS, choices
from danvankheo.forms.field_guide import kind_of_value, words_of
from danvankheo.forms.name_lookup import unit_name
from danvankheo.records import scalars
from danvankheo.records.diagnostics import inner_schema, is_list
from danvankheo.records.files import MAX_DEPTH, Kind
from danvankheo.records.registry import Registry
from danvankheo.records.scalars import limit_of
from danvankheo.records.schema import Model, Photo
from danvankheo.records.section import in_file

_NAMES = {
    Kind.MODEL: ("Mô hình", "mô hình", "diversity_3"),
    Kind.EXEMPLAR: ("Điển hình", "điển hình", "person"),
    Kind.NEWS: ("Tin", "tin", "newspaper"),
}
# Texts of this length are two sentences: a field of several lines.
_TWO_SENTENCES = limit_of(Model.model_fields["summary"])
_STORY = "Câu chuyện"
_WIDTH = 2400
_PLACEHOLDER = "kho/dan-van-kheo"


def config(registry: Registry, repository: str = "", oauth: str = "") -> dict[str, Any]:
    """Return the editor's configuration. repository, oauth: "owner/name" and the address of an OAuth service, for signing in."""
    backend: dict[str, Any] = {"name": "github", "repo": repository or _PLACEHOLDER}
    if oauth:
        backend |= {"base_url": oauth, "open_authoring": True, "auth_scope": "public_repo", "auth_methods": ["oauth"]}
    else:
        backend |= {"auth_methods": ["token"]}
    backend["commit_messages"] = {"create": "Thêm bài {{slug}}", "update": "Sửa bài {{slug}}", "delete": "Xóa bài {{slug}}",
                                  "uploadMedia": "Thêm ảnh {{path}}", "deleteMedia": "Xóa ảnh {{path}}"}  # fmt: skip
    raster = {"format": "webp", "quality": 88, "width": _WIDTH, "height": _WIDTH}
    return {
        "backend": backend,
        "publish_mode": "editorial_workflow" if oauth else "simple",
        "app_title": "Soạn bài Dân vận khéo",
        "show_preview_links": False,
        "editor": {"preview": False},
        "media_folder": "models/anh",
        "media_libraries": {"default": {"config": {"slugify_filename": True, "transformations": {"raster_image": raster}}},
                            "stock_assets": False},
        "slug": {"encoding": "ascii", "clean_accents": True, "maxlength": SLUG_MAX},
        "output": {"omit_empty_optional_fields": True},
        "collections": [_collection(kind, registry) for kind in SCHEMAS],
    }  # fmt: skip


def _collection(kind: Kind, registry: Registry) -> dict[str, Any]:
    label, one, icon = _NAMES[kind]
    codes = _codes(registry)
    fields = [_field(info, name, codes) for name, info in _fields(SCHEMAS[kind])]
    fields.append({"name": "body", "label": _STORY, "widget": "richtext", "required": False,
                   "buttons": ["bold", "italic", "link", "heading-two", "heading-three", "quote", "bulleted-list", "numbered-list"],
                   "editor_components": []})  # fmt: skip
    return {
        "name": kind.value.rpartition("/")[2], "label": label, "label_singular": one, "icon": icon, "folder": kind.value, "extension": "md",
        "format": "yaml-frontmatter", "identifier_field": "ten", "slug": "{{ten}}", "summary": "{{ten}}",
        "media_folder": f"/{kind.value}/anh/{{{{filename}}}}", "public_folder": "", "sortable_fields": ["ten"], "aliases_field": False,
        "nested": {"depth": MAX_DEPTH + 1, "subfolders": False}, "delete": False, "fields": fields,
    }  # fmt: skip


def _fields(schema: type[BaseModel]) -> Iterator[tuple[str, FieldInfo]]:
    for name in in_file(schema):
        yield name, schema.model_fields[name]


def _codes(registry: Registry) -> Mapping[str, Mapping[str, str]]:
    """Return the codes, with their words, by the key that takes them."""
    fields = {code: record.data.name for code, record in registry.fields.items()}
    models = {code: record.data.title for code, record in registry.models.items()}
    units = {code: unit_name(registry, code) for code in registry.units}
    return {
        "don_vi": units,
        "don_vi_phoi_hop": units,
        "linh_vuc": fields,
        "linh_vuc_khac": fields,
        "noi_dung": {t.slug: t.name for record in registry.fields.values() for t in record.data.topics},
        "loai": {code: record.data.name for code, record in registry.types.items()},
        "nhan_rong_tu": models,
        "mo_hinh": models,
        "lien_quan": models | {code: record.data.title for code, record in registry.exemplars.items()},
    }


def _field(info: FieldInfo, name: str, codes: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    key = str(info.alias)
    field: dict[str, Any] = {"name": key, "label": info.title, "required": info.is_required()}
    widget = _widget(info, name, codes)
    if info.description and key not in codes:  # the list of codes shows their words
        field["hint"] = info.description
    return field | widget


def _widget(info: FieldInfo, name: str, codes: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    many, inner, key = is_list(info.annotation), inner_schema(info.annotation), str(info.alias)
    if inner:
        fields = [
            _field(child, each, {}) if key != "thanh_tich" else _field(child, each, codes)
            for each, child in _fields(inner)
        ]
        if inner is Photo:
            fields[0].pop("maxlength", None)  # a picture is chosen, not typed
            fields[0] |= {"widget": "image", "choose_url": False, "accept": "image/jpeg,image/png,image/webp"}
        if many:
            return {"widget": "list", "fields": fields, "collapsed": "auto", "label_singular": inner.noun}  # type: ignore[attr-defined]
        return {"widget": "object", "fields": fields, "collapsed": not info.is_required()}
    if members := choices(info) or ():
        return _select([{"label": each.label, "value": each.value} for each in members], many)
    kind = kind_of_value(info)
    if kind == words_of(scalars.Slug) and key in codes and codes[key]:
        return _select([{"label": words, "value": code} for code, words in codes[key].items()], many)
    if kind == words_of(scalars.Point):
        return {"widget": "list", "field": {"name": "so", "label": "Số", "widget": "number", "value_type": "float", "min": 0, "max": 1},
                "max": 2}  # fmt: skip
    if many:
        return {"widget": "list"}
    return _single(kind, info)


def _single(kind: str, info: FieldInfo) -> dict[str, Any]:
    if kind == words_of(scalars.Day):
        return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
    if kind in (words_of(scalars.Whole), words_of(scalars.Year)):
        return {"widget": "number", "value_type": "int"}
    if kind == words_of(scalars.Number):
        return {"widget": "number", "value_type": "float", "step": 0.01}
    if kind == words_of(scalars.Flag):
        # No default: the editor would write it into files that exist, and a draft is never published.
        return {"widget": "boolean"}
    if kind == words_of(scalars.Link):
        return {"widget": "string", "type": "url"}
    limit = limit_of(info)
    is_long = limit and (limit.lines or limit == _TWO_SENTENCES)
    return {"widget": "text" if is_long else "string"} | ({"maxlength": limit.most} if limit else {})


def _select(options: list[dict[str, str]], many: bool) -> dict[str, Any]:
    return {"widget": "select", "options": options} | ({"multiple": True} if many else {})
