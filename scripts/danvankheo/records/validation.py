"""From a tree of texts to data of the schema, and from pydantic's errors to findings people understand.

Where a value does not fit, the schema's example takes its place, so that all other rules run in the same pass.
``Validated.replaced`` lists these places, so that rules do not report them.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterator
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from danvankheo.base.text import closest
from danvankheo.base.yaml_tree import Loc, TreeBuilder
from danvankheo.records.diagnostics import (
    Finding,
    Remedy,
    field_at,
    fields_of,
    inner_schema,
    is_list,
    place_name,
    quoted,
    section_at,
)

S = TypeVar("S", bound=BaseModel)
_CURLY = "“”„‟‘’"


class Validated(NamedTuple, Generic[S]):
    """The result of validating a tree.

    data: with the schema's examples where a value does not fit; tree: the tree of ``data``; findings: what does not
    fit; replaced: the places of examples.
    """

    data: S
    tree: dict[str, Any]
    findings: tuple[Finding, ...]
    replaced: tuple[Loc, ...]


def validate(schema: type[S], tree: Any, empty: Collection[Loc] = frozenset()) -> Validated[S]:
    """Return the data of a tree; ``empty``: the places of keys without a value."""
    try:
        return Validated(schema.model_validate(tree), tree, (), ())
    except ValidationError as error:
        errors = error.errors(include_url=False)
    findings = tuple(finding for error in errors for finding in _explain(schema, error, _place(error, tree), empty))
    respelt = {finding.remedy.text for finding in findings if finding.code == "DVK202" and finding.remedy}
    findings = tuple(
        f for f in findings if f.code != "DVK203" or f.remedy is None or _key_of(f.remedy.text) not in respelt
    )
    replaced = tuple(dict.fromkeys(_place(error, tree) for error in errors))
    return Validated(*_repaired(schema, tree, errors), findings, replaced)


def _key_of(text: str) -> str:
    return text.partition(":")[0]


def _place(error: Any, tree: Any) -> Loc:
    """Return the keys of an error in the tree as it is written.

    The schema reads a single value as a list of one, a text as a section: in the tree neither has anything inside.
    """
    place: list[str | int] = []
    node = tree
    for step in error["loc"]:
        if isinstance(node, dict) and step != "[key]" and not isinstance(step, int):
            node = node.get(step)
        elif isinstance(node, list) and isinstance(step, int):
            node = node[step]
        else:
            continue
        place.append(step)
    return tuple(place)


def _explain(schema: type[BaseModel], error: Any, loc: Loc, empty: Collection[Loc]) -> Iterator[Finding]:
    kind, value = error["type"], error["input"]
    name = place_name(schema, loc)
    if kind == "missing":
        yield _missing(schema, loc, name, loc in empty)
    elif kind == "extra_forbidden":
        yield _unknown_key(schema, loc)
    elif kind == "list_type":
        advice = "Mỗi ý một dòng, đầu dòng có dấu gạch ngang và một khoảng trắng."
        yield Finding("DVK212", loc, f"{name} cần một danh sách.", advice, _as_list(value))
    elif kind in ("model_type", "model_attributes_type", "dict_type"):
        inner = inner_schema(getattr(field_at(schema, loc), "annotation", None)) or schema
        keys = ", ".join(fields_of(inner))
        yield Finding(
            "DVK213", loc, f"{name} cần các mục con: {keys}.", "Viết mỗi mục con một dòng, thụt vào hai khoảng trắng."
        )
    else:
        context = error.get("ctx", {})
        code = kind if kind.startswith("DVK") else "DVK213"
        shown = f"“{_short(value)}” – " if isinstance(value, str) else ""
        paste = context.get("value")
        if paste and isinstance(value, str) and value[:1] in _CURLY:
            code = "DVK105"
        remedy = Remedy("value", quoted(paste)) if paste else None
        message_text = context.get("said", "giá trị không dùng được")
        advice = context.get("advice") or ("" if remedy else _example_words(field_at(schema, loc)))
        yield Finding(code, loc, f"{name}: {shown}{message_text}.", advice, remedy)


def _example_words(info: FieldInfo | None) -> str:
    """Return the general advice: write what the source paper says, in the format of the example."""
    example = str(info.examples[0]) if info and info.examples else ""
    written = f"; ví dụ viết đúng: {info.alias}: {example}" if info and example and "\n" not in example else ""
    return f"Xem lại giấy tờ gốc rồi ghi cho đúng{written}."


def _missing(schema: type[BaseModel], loc: Loc, name: str, is_empty: bool) -> Finding:
    info = field_at(schema, loc)
    text = example_yaml(info) if info else ""
    advice = info.description or "" if info else ""
    if is_empty:
        return Finding("DVK204", loc, f"{name} còn để trống.", advice, Remedy("value", text, example=True))
    added = Remedy("add", f"{loc[-1]}: {text}".replace(": \n", ":\n"), example=True)
    return Finding("DVK203", loc[:-1], f"Thiếu mục {name}.", advice, added)


def _unknown_key(schema: type[BaseModel], loc: Loc) -> Finding:
    section = section_at(schema, loc[:-1])
    known = fields_of(section)
    word = str(loc[-1])
    by_label = {info.title or "": key for key, info in known.items()}
    near = closest(word, [*known, *by_label], 1, cutoff=0.7)
    if near:
        meant = by_label.get(near[0], near[0])
        message = f"Không có mục “{_short(word)}”; có phải là “{meant}” ({known[meant].title})?"
        return Finding("DVK202", loc, message, "", Remedy("key", meant))
    above = [key for key, info in known.items() if not is_list(info.annotation) and _has(info.annotation, word)]
    if len(above) == 1:  # right key at the wrong depth: do not delete its value
        advice = f"Mục này là mục con của “{above[0]}”: đặt ngay dưới dòng {above[0]}, thụt vào thêm hai khoảng trắng."
        return Finding("DVK201", loc, f"Không có mục “{_short(word)}” ở đây.", advice)
    advice = "Các mục dùng được ở đây: " + ", ".join(known) + "."
    return Finding("DVK201", loc, f"Không có mục “{_short(word)}”.", advice, Remedy("delete"))


def _has(annotation: Any, key: str) -> bool:
    inner = inner_schema(annotation)
    return inner is not None and key in fields_of(inner)


def _as_list(value: object) -> Remedy | None:
    if isinstance(value, str):
        return Remedy("value", f"[{quoted(value)}]" if "," not in value else f'["{value}"]')
    if isinstance(value, dict) and all(isinstance(item, str) for item in value.values()):
        inner = ", ".join(
            f"{key}: {quoted(item) if not set(item) & set(',[]{}') else _strict(item)}" for key, item in value.items()
        )
        return Remedy("value", "- {" + inner + "}")
    return None


def _strict(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def example_yaml(info: FieldInfo) -> str:
    """Return the schema's example as it is written after ``key: ``; block values begin with a newline."""
    if info.examples:
        return str(info.examples[0]) if str(info.examples[0]).startswith(("\n", "[")) else quoted(str(info.examples[0]))
    return "..."


def _short(value: str, limit: int = 60) -> str:
    flat = " ".join(value.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


def _repaired(schema: type[S], tree: Any, errors: list[Any]) -> tuple[S, dict[str, Any]]:
    """Replace what is wrong by the schema's examples until the tree validates; return the data and that tree."""
    whole = copy.deepcopy(tree) if isinstance(tree, dict) else {}
    for _ in range(12):
        for error in errors:
            _replace(schema, whole, _place(error, whole), error["type"], error.get("ctx", {}).get("value"))
        try:
            return schema.model_validate(whole), whole
        except ValidationError as error_:
            errors = error_.errors(include_url=False)
    whole = example_tree(schema)
    return schema.model_validate(whole), whole


def example_tree(schema: type[BaseModel]) -> dict[str, Any]:
    """Return the smallest tree of a schema that validates, made of its examples."""
    required = {key: info for key, info in fields_of(schema).items() if info.is_required()}
    return {key: _example(info) for key, info in required.items()}


def _example(info: FieldInfo) -> Any:
    inner = inner_schema(info.annotation)
    if inner:
        item = example_tree(inner)
        return [item] if is_list(info.annotation) else item
    text = str(info.examples[0]) if info.examples else ""
    value = TreeBuilder(text).build() if text.startswith("[") else text
    return value if not is_list(info.annotation) or isinstance(value, list) else [value]


def _replace(schema: type[BaseModel], whole: dict[str, Any], loc: Loc, kind: str, meant: str | None) -> None:
    parent: Any = whole
    for step in loc[:-1]:
        parent = parent[step]
    if not loc or isinstance(parent, str):
        return
    last, info = loc[-1], field_at(schema, loc)
    if meant is not None and parent[last] != meant:
        parent[last] = meant
    elif kind == "extra_forbidden" or info is None:
        parent.pop(last, None)
    elif isinstance(last, int):
        inner = inner_schema(info.annotation)
        example = _example(info)
        parent[last] = example_tree(inner) if inner else (example[0] if isinstance(example, list) else example)
    elif info.is_required():
        parent[last] = _example(info)
    else:
        parent.pop(last, None)
