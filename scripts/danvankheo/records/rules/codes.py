"""Rules on the codes an entry names: its unit, field, topics and type are in the vocabulary and fit the entry."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from danvankheo.base.locale import short_date
from danvankheo.base.text import slugify
from danvankheo.base.yaml_tree import Loc
from danvankheo.records.diagnostics import Finding, Remedy, key_path
from danvankheo.records.movement import STATE_UNITS
from danvankheo.records.record_index import RecordIndex, not_listed
from danvankheo.records.rules.rule import rule
from danvankheo.records.schema import Entry, Exemplar, Model
from danvankheo.records.summary import EntrySummary, ExemplarSummary, ModelSummary
from danvankheo.records.vocabulary import Unit


@rule(
    "DVK301",
    title="Không có đơn vị này",
    why="Đơn vị phải có trong content/don-vi.",
    how="Dùng mã gợi ý, hoặc xem tên tệp trong content/don-vi.",
    bad=(
        "don_vi: xa-xuan-lay",
        {"exemplars/nguoi-neu-guong.md": "don_vi: xa-khong-co"},
        "don_vi_phoi_hop: [xa-khong-co]",
    ),
    good="don_vi: xa-xuan-lai",
)
def unit_unknown(entry: EntrySummary, others: RecordIndex) -> Iterator[Finding]:
    """The unit of an entry, and every partner, is a unit of the site."""
    for loc, unit in _units(entry):
        if others.units.get(unit) is None:
            yield others.no_unit(loc, unit)


def _units(entry: EntrySummary) -> Iterator[tuple[Loc, str]]:
    """Yield the units an entry names, each with its place in the file; the main unit first."""
    yield key_path(Entry, "unit"), entry.unit
    for index, unit in enumerate(entry.partner_units):
        yield key_path(Entry, "partner_units", index), unit


@rule(
    "DVK302",
    title="Đơn vị không tồn tại vào lúc đó",
    why="Từ 01/7/2025 các xã, thị trấn cũ đã sắp xếp lại; bài phải thuộc đơn vị có thật vào ngày của bài.",
    how="Dùng đơn vị có vào ngày đó, theo gợi ý.",
    bad=(
        "chu_truong:\n  dang_ky:\n    - {nam: 2025, noi: cap-uy, co_quan: Đảng ủy xã Xuân Lai, ngay: 2025-08-10}\ndon_vi: xa-xuan-lai",
        "don_vi: xa-xuan-lap-2025",
        "don_vi_phoi_hop: [xa-xuan-lap-2025]",
    ),
    good=("don_vi: xa-xuan-lai", "don_vi: xa-xuan-lai\ndon_vi_phoi_hop: [xa-truong-xuan]"),
)
def unit_not_there_at_the_time(model: ModelSummary, others: RecordIndex) -> Iterator[Finding]:
    """The unit of a model, and every partner, existed when the model began."""
    day = model.known_date
    for loc, slug in _units(model):
        unit = others.units.get(slug)
        if unit is None or day is None or unit.existed_on(day):
            continue
        then = [each for each in _relatives(slug, others) if others.units[each].existed_on(day)]
        words = "; ".join(f"{each} ({others.units[each].name})" for each in then)
        message = f"{unit.name} ({slug}) chỉ có {_span(unit, day)}, không có vào ngày {short_date(day)}."
        advice = f"Đơn vị có ở nơi đó vào ngày ấy: {words}." if words else "Kiểm tra lại ngày hoặc đơn vị."
        remedy = Remedy("value", then[0]) if len(then) == 1 else None
        depends_on = (key_path(Model, "guideline", "registrations"),)
        yield Finding("DVK302", loc, message, advice, remedy, depends_on=depends_on)


def _span(unit: Unit, day: date) -> str:
    """Return in words why a unit did not exist on the day: when it began or ended."""
    if unit.until and day > unit.until:
        return f"đến hết {short_date(unit.until)}"
    return f"từ {short_date(unit.since)}" if unit.since else ""


def _relatives(slug: str, others: RecordIndex) -> list[str]:
    """Return the unit's successor, and the units whose successor it is."""
    unit = others.units[slug]
    before = [s for s, other in others.units.items() if other.successor == slug]
    after = [unit.successor] if unit.successor and unit.successor in others.units else []
    return after + before


@rule("DVK302", bad="nam: 2023\ndon_vi: xa-xuan-lap-2025", good="nam: 2023\ndon_vi: xa-xuan-lai")
def unit_not_there_in_the_year(person: ExemplarSummary, others: RecordIndex) -> Iterator[Finding]:
    """The unit of an exemplar, and every partner, existed on some day of the year."""
    for loc, slug in _units(person):
        unit = others.units.get(slug)
        if unit and not unit.existed_in(person.year):
            message = f"{unit.name} ({slug}) không có trong năm {person.year}."
            depends_on = (key_path(Exemplar, "year"),)
            yield Finding("DVK302", loc, message, "Kiểm tra lại năm hoặc đơn vị.", depends_on=depends_on)


@rule(
    "DVK333",
    title="Đơn vị phối hợp ghi hai lần",
    why="Mô hình được tính cho đơn vị chính và cho từng đơn vị phối hợp, mỗi đơn vị một lần.",
    how="Xóa khỏi don_vi_phoi_hop đơn vị đã ghi ở don_vi hoặc đã ghi ở trên.",
    bad=(
        "don_vi: xa-xuan-lai\ndon_vi_phoi_hop: [xa-xuan-lai]",
        "don_vi: xa-xuan-lai\ndon_vi_phoi_hop: [xa-truong-xuan, xa-truong-xuan]",
    ),
    good="don_vi: xa-xuan-lai\ndon_vi_phoi_hop: [xa-truong-xuan]",
)
def partner_named_twice(entry: EntrySummary, others: RecordIndex) -> Iterator[Finding]:
    """The partners of an entry are neither its main unit nor named twice."""
    seen = {entry.unit}
    for loc, slug in list(_units(entry))[1:]:
        if slug in seen and slug in others.units:
            main = slug == entry.unit
            words = "là đơn vị chính của bài, đã ghi ở don_vi" if main else "đã ghi ở trên"
            yield Finding("DVK333", loc, f"Đơn vị phối hợp “{slug}” {words}.",
                          "Xóa khỏi don_vi_phoi_hop: mỗi đơn vị chỉ tính một lần.",
                          depends_on=(key_path(Entry, "unit"),))  # fmt: skip
        seen.add(slug)


@rule(
    "DVK321",
    title="Địa chỉ và đơn vị không khớp",
    why="Nhiều tên dễ nhầm: Xuân Trường – Trường Xuân, Xuân Phú – Phú Xuân, Xuân Lập – Thọ Lập.",
    how="Xem lại địa chỉ (dia_chi) và đơn vị (don_vi).",
    bad="don_vi: xa-truong-xuan\ndia_chi: Thôn Tiên Nông, xã Xuân Trường",
    good="don_vi: xa-xuan-truong\ndia_chi: Thôn Tiên Nông, xã Xuân Trường",
)
def address_of_another_unit(model: ModelSummary, others: RecordIndex) -> Iterator[Finding]:
    """The address of a commune's model names no other commune; some are easily confused (Xuân Trường, Trường Xuân).

    A school, an agency or a chi đoàn works wherever it is needed.
    """
    unit = others.units.get(model.unit)
    if unit is None or unit.kind not in STATE_UNITS:
        return
    address = _spaced(model.address)
    if _spaced(unit.place) in address:
        return
    for slug, other in others.units.items():
        related = (
            slug in model.units or other.successor == model.unit or unit.successor == slug or other.place == unit.place
        )
        if other.kind in STATE_UNITS and not related and _spaced(other.place) in address:
            yield Finding("DVK321", key_path(Model, "address"), f"Địa chỉ ghi “{other.place}” nhưng đơn vị là {unit.name} ({model.unit}).",
                          f"Sửa địa chỉ, hoặc nếu đúng là {other.name} thì ghi don_vi: {slug}.",
                          depends_on=(key_path(Entry, "unit"),))  # fmt: skip
            return


@lru_cache(maxsize=10_000)
def _spaced(text: str) -> str:
    return " " + slugify(text).replace("-", " ") + " "


@rule(
    "DVK303",
    title="Không có lĩnh vực này",
    why="Lĩnh vực phải có trong content/linh-vuc.",
    how="Dùng mã gợi ý; mã lĩnh vực là tên tệp trong content/linh-vuc.",
    bad=("linh_vuc: van-hoa", "linh_vuc: zzz", "linh_vuc_khac: [van-hoa]"),
    good="linh_vuc: van-hoa-xa-hoi\nlinh_vuc_khac: [phat-trien-kinh-te]",
)
def field_unknown(entry: EntrySummary, others: RecordIndex) -> Iterator[Finding]:
    """The field of an entry, and every further field of a model, is one of the fields."""
    if entry.field not in others.fields:
        yield others.no_field(key_path(Entry, "field"), entry.field)
    for index, other in enumerate(entry.other_fields):
        if other not in others.fields:
            yield others.no_field(key_path(Model, "other_fields", index), other)


@rule(
    "DVK328",
    title="Lĩnh vực khác trùng lĩnh vực chính",
    why="Lĩnh vực chính ghi một lần là đủ.",
    how="Xóa khỏi linh_vuc_khac.",
    bad="linh_vuc: van-hoa-xa-hoi\nlinh_vuc_khac: [van-hoa-xa-hoi]",
    good="linh_vuc: van-hoa-xa-hoi\nlinh_vuc_khac: [phat-trien-kinh-te]",
)
def main_field_named_again(model: ModelSummary, others: RecordIndex) -> Iterator[Finding]:
    """The further fields of a model do not include its main field."""
    for index, other in enumerate(model.other_fields):
        if other == model.field and other in others.fields:
            yield Finding(
                "DVK328",
                key_path(Model, "other_fields", index),
                "Lĩnh vực khác trùng với lĩnh vực chính.",
                "Xóa lĩnh vực này khỏi linh_vuc_khac.",
                depends_on=(key_path(Entry, "field"),),
            )


@rule("DVK305", title="Không có loại mô hình này",
    why="Loại mô hình phải có trong content/loai-mo-hinh.",
    how="Dùng mã gợi ý, hoặc ghi khac.",
      bad="loai: duong-trann", good="loai: duong-tranh-bich-hoa")  # fmt: skip
def type_unknown(model: ModelSummary, others: RecordIndex) -> Iterator[Finding]:
    """The type of a model is one of the types."""
    if model.model_type and model.model_type not in others.types:
        types = {slug: each.name for slug, each in others.types.items()}
        yield not_listed(
            "DVK305", key_path(Model, "model_type"), "loại mô hình", model.model_type, types, others.names["model_type"]
        )


@rule(
    "DVK304",
    title="Nội dung không thuộc lĩnh vực",
    why="Mỗi lĩnh vực có các nội dung riêng theo Kế hoạch.",
    how="Chọn nội dung của lĩnh vực đã ghi, hoặc thêm lĩnh vực vào linh_vuc_khac.",
    bad=("noi_dung: [ly-luan-tre]", "noi_dung: [nong-thon]"),
    good=("noi_dung: [nong-thon-moi]", "linh_vuc_khac: [xay-dung-he-thong-chinh-tri]\nnoi_dung: [ly-luan-tre]"),
)
def topic_of_another_field(model: ModelSummary, others: RecordIndex) -> Iterator[Finding]:
    """The topics of a model belong to one of its fields."""
    serving = (model.field, *model.other_fields)
    served = [others.fields[slug] for slug in serving if slug in others.fields]
    if not served or any(slug in others.incomplete_fields for slug in serving):
        return
    known = {topic.slug: topic.name for field in served for topic in field.topics}
    if known.keys() >= {*model.topics}:
        return
    owner = {topic.slug: field for field in others.fields.values() for topic in field.topics}
    for index, topic in enumerate(model.topics):
        if topic in known:
            continue
        loc = key_path(Model, "topics", index)
        if topic in owner:
            yield Finding("DVK304", loc, f"Nội dung “{topic}” thuộc lĩnh vực {owner[topic].name}, không thuộc lĩnh vực đã ghi.",
                          f"Các nội dung dùng được: {', '.join(known)}. Hoặc thêm lĩnh vực đó vào linh_vuc_khac.",
                          depends_on=(key_path(Entry, "field"), key_path(Model, "other_fields")))  # fmt: skip
        else:
            yield not_listed("DVK304", loc, "nội dung", topic, known, others.names["topics"])
