"""The field guide, docs/truong-du-lieu.md: every key with its label, when it is due, what it takes, an example."""

from __future__ import annotations

import typing
from collections.abc import Iterator

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from danvankheo.forms.entry_template import choices
from danvankheo.records import scalars
from danvankheo.records.diagnostics import inner_schema, is_list
from danvankheo.records.movement import Movement
from danvankheo.records.plan import MonthDay
from danvankheo.records.scalars import limit_of
from danvankheo.records.schema import Exemplar, Model, NewsItem
from danvankheo.records.section import Stage, in_file, stage_needed
from danvankheo.records.vocabulary import FieldOfWork, HandWrittenPage, ModelType, Unit

_INTRO = """# Trường dữ liệu

Mọi mục dùng được trong phần khai báo của một tệp: tên mục, ý nghĩa, khi nào cần có, nhận giá trị nào. Người viết bài chỉ cần hai phần
đầu; các phần sau dành cho người phụ trách trang. Trang này do lệnh `dvk derive` viết ra từ `scripts/danvankheo/records/schema.py` và
`vocabulary.py`; đừng sửa tay.

Ngày viết theo thứ tự năm-tháng-ngày. Số chỉ ghi chữ số. Mục chưa biết thì bỏ đi, không ghi 0.
"""


# Every kind of file people write, with its heading and path.
_FILES: tuple[tuple[type[BaseModel], str, str], ...] = (
    (Model, "Bài về mô hình", "models/tên-bài.md"),
    (Exemplar, "Bài về cá nhân, tập thể điển hình", "exemplars/tên-bài.md"),
    (NewsItem, "Tin", "content/tin/tên-tin.md"),
    (Unit, "Đơn vị", "content/don-vi/mã-đơn-vị.md"),
    (FieldOfWork, "Lĩnh vực", "content/linh-vuc/mã-lĩnh-vực.md"),
    (ModelType, "Loại mô hình", "content/loai-mo-hinh/mã-loại.md"),
    (Movement, "Phong trào", "content/phong-trao.yml"),
    (HandWrittenPage, "Trang viết tay", "content/tên-trang.md"),
)
_TYPES = (
    (scalars.Day, "ngày"), (scalars.Number, "số, phần thập phân sau dấu chấm"),
    (scalars.Whole, "số nguyên"), (scalars.Year, "năm, bốn chữ số"), (scalars.Flag, "`true` hoặc `false`"),
    (scalars.Slug, "mã"), (scalars.Link, "địa chỉ mạng, bắt đầu bằng https://"),
    (scalars.Point, "hai số từ 0 đến 1"), (scalars.Share, "số từ 0 đến 100, phần thập phân sau dấu chấm"),
    (MonthDay, "tháng-ngày, ví dụ `01-15`"),
)  # fmt: skip
_DUE = {
    Stage.REGISTERED: "luôn cần",
    Stage.ACTIVE: "từ khi đang thực hiện",
    Stage.COMPLETED: "khi hoàn thành",
    Stage.PUT_FORWARD: "khi được đề nghị hoặc công nhận, biểu dương, khen thưởng",
}


def field_guide() -> str:
    """Return the guide as Markdown: for each kind of file a table, then one for each section that is new in it."""
    parts = [_INTRO]
    described: list[type[BaseModel]] = []
    for schema, heading, path_of in _FILES:
        parts.append(f"## {heading} (`{path_of}`)\n\n{_table(schema, schema)}")
        for path, info, section in _sections(schema):
            if section not in described:
                described.append(section)
                what = " (danh sách)" if is_list(info.annotation) else " (mỗi năm một mục)" if _by_year(info) else ""
                parts.append(f"### {info.title}: `{path}`{what}\n\n{_table(schema, section)}")
    return "\n".join(parts)


def _sections(schema: type[BaseModel], above: str = "") -> Iterator[tuple[str, FieldInfo, type[BaseModel]]]:
    """Yield every section below a schema with its path and field."""
    for name in in_file(schema):
        info = schema.model_fields[name]
        if inner := inner_schema(info.annotation):
            path = f"{above}{info.alias}"
            yield path, info, inner
            yield from _sections(inner, f"{path} › ")


def _table(entry: type[BaseModel], section: type[BaseModel]) -> str:
    rows = ["| Mục | Ý nghĩa | Khi nào cần | Ghi gì | Ví dụ |", "|---|---|---|---|---|"]
    for name in in_file(section):
        info = section.model_fields[name]
        meaning = f"{info.title}. {info.description}" if info.description else str(info.title)
        cells = [f"`{info.alias}`", meaning, _due(entry, info), _takes(info), _example(entry, section, info)]
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(rows) + "\n"


def _due(entry: type[BaseModel], info: FieldInfo) -> str:
    if info.is_required():
        return "luôn cần"
    needed = stage_needed(info)
    if needed is None:
        return ""
    return "luôn cần" if entry is Exemplar else _DUE[needed]


def _takes(info: FieldInfo) -> str:
    """Return the words for what may be written: keys of a section, codes of a closed list, a type of value, or a list of them."""
    many = is_list(info.annotation)
    if inner_schema(info.annotation):
        if _by_year(info):
            return "mỗi năm một mục (`2023:`), gồm các mục con"
        return "danh sách, mỗi mục gồm các mục con" if many else "các mục con"
    members = choices(info)
    if members:
        words = ", ".join(f"`{m.value}`" + (f" ({m.label})" if m.label != m.value else "") for m in members)
        return f"{'danh sách gồm' if many else 'một trong'}: {words}"
    one = kind_of_value(info)
    return f"danh sách {one}" if many else one


def _by_year(info: FieldInfo) -> bool:
    return typing.get_origin(info.annotation) is dict


def kind_of_value(info: FieldInfo) -> str:
    """Return the words for the type of a single value; raises ValueError for a type without words."""
    if limit := limit_of(info):
        return f"chữ, nhiều nhất {limit.most} ký tự" + ("" if limit.lines else ", trên một dòng")
    for kind, words in _TYPES:
        if _reader(kind) in info.metadata or _within(info.annotation, kind):
            return words
    raise ValueError(f"{info.alias}: a type the guide has no words for")


def words_of(kind: object) -> str:
    """Return the words for a scalar type."""
    return dict(_TYPES)[kind]


def _reader(kind: object) -> object:
    """Return what reads a scalar type: pydantic keeps it in the field's metadata and drops the type around it."""
    return getattr(kind, "__metadata__", (None,))[0]


def _within(annotation: object, kind: object) -> bool:
    return annotation == kind or any(
        _within(argument, kind) for argument in getattr(annotation, "__args__", ()) if argument is not annotation
    )


def _example(entry: type[BaseModel], section: type[BaseModel], info: FieldInfo) -> str:
    if entry is Exemplar is section and info.alias == "ten":
        return ""  # the schema's example is the name of a model; the name of a person would be invented
    text = str(info.examples[0]) if info.examples else ""
    return f"`{text}`" if text and "\n" not in text else ""
