"""The template of a new entry's file: the keys in order, each with its label, help, choices and an example in comments.

Comments have lines of their own, never after a value. No key is filled with its example: an example that is forgotten
would be published as if it were true. Sections that may be left out are commented out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from yaml import YAMLError

from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.yaml_tree import Loc, TreeBuilder
from danvankheo.records.choices import Choice, ExemplarKind
from danvankheo.records.diagnostics import fields_of, inner_schema, is_list, key_path, quoted
from danvankheo.records.files import Kind
from danvankheo.records.schema import OF_A_PERSON, Article, Exemplar, Model, NewsItem
from danvankheo.records.section import Stage, declared, in_file, stage_needed

SCHEMAS: dict[Kind, type[Article]] = {Kind.MODEL: Model, Kind.EXEMPLAR: Exemplar, Kind.NEWS: NewsItem}
GUIDE = "docs/truong-du-lieu.md"
_INTRO = (
    "Dòng bắt đầu bằng dấu # là lời nhắc; giữ hay xóa đều được. Điền vào sau dấu hai chấm.",
    "Chưa biết thì để trống. Ngày viết năm-tháng-ngày: 2023-03-26. Số chỉ ghi chữ số: 1250.",
    f"Giải thích mọi mục: {GUIDE}",
)
_STORIES = {
    Kind.MODEL: "Dưới dòng --- là câu chuyện: vì sao làm, vận động thế nào, điều gì đã thay đổi, ai đang gìn giữ.",
    Kind.EXEMPLAR: "Dưới dòng --- là câu chuyện: người ấy làm gì, vận động mọi người thế nào, vì sao được tin và làm theo.",
    Kind.NEWS: "Dưới dòng --- là bản tin: việc gì, ở đâu, ngày nào, ai tham gia, kết quả ra sao.",
}
_COLLECTIVE_STORY = (
    "Dưới dòng --- là câu chuyện: tập thể làm gì, vận động mọi người thế nào, vì sao được tin và làm theo."
)
_TITLES = {Kind.MODEL: "tên mô hình.", Kind.EXEMPLAR: "họ và tên.", Kind.NEWS: "tên tin."}
_NOTES = {
    "consent": "hỏi người được kể trước khi gửi bài.",
    "draft": "true là bản nháp, chưa đăng. Xóa dòng này khi bài đã xong.",
    "model_type": "mã là tên tệp trong content/loai-mo-hinh, không có .md; chưa rõ thì ghi khac.",
}


def template(kind: Kind, slug: str, filled: Mapping[Loc, str], stage: Stage, codes: Mapping[str, Mapping[str, str]], *,
             story: str = "") -> str:  # fmt: skip
    """Return the file of an entry: known values filled in, keys that are due at the stage empty.

    filled: values by the path of their key; codes: by key, the codes it takes with their names. Raises DanVanKheoError
    when a value cannot be written so that YAML reads it back.
    """
    schema = SCHEMAS[kind]
    collective = filled.get(key_path(Exemplar, "kind")) == ExemplarKind.COLLECTIVE and kind is Kind.EXEMPLAR
    lines = ["---", *(f"# {line}" for line in _INTRO)]
    for name in in_file(schema):
        if collective and name in (*OF_A_PERSON, "consent"):
            continue
        info = schema.model_fields[name]
        loc: Loc = (info.alias or name,)
        known = any(place[:1] == loc for place in filled)
        if known or declared(info, "offered") or _due(info, stage) or (kind is Kind.EXEMPLAR and name == "consent"):
            title = "tên tập thể." if collective else _TITLES[kind]
            note = title if name == "title" else _NOTES.get(name, "")
            note = _photo_note(kind, slug) if name == "photos" else note
            lines += ["", *_field(info, loc, filled, stage, codes, note)]
    closing = _COLLECTIVE_STORY if collective else _STORIES[kind]
    text = "\n".join([*lines, "", f"# {closing}", "---", "", story.strip("\n"), ""]).rstrip("\n") + "\n"
    _check_values(text, filled)
    return text


def _photo_note(kind: Kind, slug: str) -> str:
    return f"để tệp ảnh vào {kind}/anh/{slug}/; mỗi ảnh một khối bắt đầu bằng “- tep”."


def _due(info: FieldInfo, stage: Stage) -> bool:
    needed = stage_needed(info)
    return info.is_required() or (needed is not None and needed <= stage)


def _field(info: FieldInfo, loc: Loc, filled: Mapping[Loc, str], stage: Stage, codes: Mapping[str, Mapping[str, str]],
           note: str = "") -> Iterator[str]:  # fmt: skip
    """Yield a key with its comments; an optional section with required keys is commented out."""
    inner = inner_schema(info.annotation)
    known = any(place[: len(loc)] == loc for place in filled)
    indent = "  " * (sum(isinstance(step, str) for step in loc) - 1 + sum(isinstance(step, int) for step in loc))
    notes = _notes(info, note, codes.get(info.alias or "", {}), filled=loc in filled)
    yield from (f"{indent}# {line}" for line in notes)
    if inner is None:
        text = _value(info, filled, loc)
        yield f"{indent}{info.alias}:{' ' + text if text else ''}"
        return
    hidden = (
        not known
        and not _due(info, stage)
        and loc[0] != "dong_y_dang"
        and any(f.is_required() for f in inner.model_fields.values())
    )
    body = [f"{indent}{info.alias}:"]
    if is_list(info.annotation):
        count = len({place[len(loc)] for place in filled if len(place) > len(loc) and place[: len(loc)] == loc})
        for number in range(max(1, count)):
            body += _item(inner, (*loc, number), filled, stage, codes, indent + "  ")
    else:
        body += _children(inner, loc, filled, stage, codes)
    if hidden:  # "#" without a space: deleting it leaves the line with the right indent
        yield f"{indent}# Cần thì xóa dấu # ở đầu các dòng dưới."
    yield from (f"#{line}" for line in body) if hidden else body


def _children(schema: type[BaseModel], loc: Loc, filled: Mapping[Loc, str], stage: Stage,
              codes: Mapping[str, Mapping[str, str]]) -> Iterator[str]:  # fmt: skip
    for key, info in fields_of(schema).items():
        place = (*loc, key)
        known = any(other[: len(place)] == place for other in filled)
        # A section within a section is left out, unless it is due or known.
        if known or _due(info, stage) or inner_schema(info.annotation) is None or key == "tham_gia":
            yield from _field(info, place, filled, stage, {})


def _item(schema: type[BaseModel], loc: Loc, filled: Mapping[Loc, str], stage: Stage, codes: Mapping[str, Mapping[str, str]],
          indent: str) -> Iterator[str]:  # fmt: skip
    """Yield one item of a list: its required keys and the known ones."""
    first = True
    for key, info in fields_of(schema).items():
        place = (*loc, key)
        if not info.is_required() and not any(other[: len(place)] == place for other in filled):
            continue
        text = _value(info, filled, place)
        yield f"{indent}{'- ' if first else '  '}{key}:{' ' + text if text else ''}"
        first = False
        if section := inner_schema(info.annotation):
            for child, child_info in fields_of(section).items():
                if value := _value(child_info, filled, (*place, child)):
                    yield f"{indent}    {child}: {value}"


def _value(info: FieldInfo, filled: Mapping[Loc, str], loc: Loc) -> str:
    text = filled.get(loc, "")
    return (f"[{text}]" if is_list(info.annotation) else quoted(text)) if text else ""


def _notes(info: FieldInfo, note: str, codes: Mapping[str, str], *, filled: bool) -> Iterator[str]:
    """Yield the comments of a key: label and help, then its choices or an example."""
    help_ = note or (info.description or "")
    yield f"{info.title} – {help_[0].lower()}{help_[1:]}" if help_ else f"{info.title}."
    inner = inner_schema(info.annotation)
    known = codes or {member.value: member.label for member in choices(info)}
    if known:
        one = "Ghi một hay nhiều, trong ngoặc vuông: " if is_list(info.annotation) else "Ghi một trong: "
        yield one + "; ".join(_named(code, name) for code, name in known.items()) + "."
    elif inner is not None and is_list(info.annotation):
        for key, child in fields_of(inner).items():
            if child.is_required():
                options = "; ".join(_named(member.value, member.label) for member in choices(child))
                example = f"ví dụ {child.examples[0]}" if child.examples else ""
                yield f"  {key}: {child.title}" + (f" – {options or example}" if options or example else "") + "."
    elif inner is None and not filled and info.examples and "\n" not in str(info.examples[0]):
        yield f"Ví dụ: {info.examples[0]}"


def _named(code: str, name: str) -> str:
    return code if code == name else f"{code} ({name})"


def choices(info: FieldInfo) -> list[Choice]:
    """Return the choices of a field with a closed list; [] for other fields."""
    return _members(info.annotation)


def _members(annotation: object) -> list[Choice]:
    if isinstance(annotation, type) and issubclass(annotation, Choice):
        return list(annotation)
    return [member for argument in getattr(annotation, "__args__", ()) for member in _members(argument)]


def _check_values(text: str, filled: Mapping[Loc, str]) -> None:
    """Raise DanVanKheoError unless YAML reads back exactly the values that were filled in."""
    builder = TreeBuilder(text.split("\n---\n", 1)[0].removeprefix("---\n"))
    try:
        is_same = dict(_leaves(builder.build(), ())) == dict(filled) and not builder.flaws
    except (YAMLError, ValueError):
        is_same = False
    if not is_same:
        raise DanVanKheoError("Không ghi được bài: trong nội dung có ký hiệu lạ. Hãy bỏ ký hiệu ấy rồi làm lại.")


def _leaves(tree: object, loc: Loc) -> Iterator[tuple[Loc, str]]:
    if isinstance(tree, str):
        yield loc, tree
    elif isinstance(tree, list) and tree and all(isinstance(item, str) for item in tree):
        yield loc, ", ".join(tree)
    elif isinstance(tree, (dict, list)):
        for step, item in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from _leaves(item, (*loc, step))


def blank(kind: Kind, names: Mapping[str, Mapping[str, str]], *, collective: bool = False) -> str:
    """Return the empty template, with only ``nhap: true`` filled in, for a collective ``loai: tap-the`` too. names: see ``template`` (codes)."""
    filled: dict[Loc, str] = {key_path(SCHEMAS[kind], "draft"): "true"}
    filled |= {key_path(Exemplar, "kind"): ExemplarKind.COLLECTIVE.value} if collective else {}
    return template(kind, "tên-tệp-bài", filled, Stage.ACTIVE, names)
