"""Tables of what the records say: facts only. Whole texts and photos belong to their authors and stay on the pages.

Left out on purpose: who is in charge (``phu_trach``), bylines, photos and consents, names of people who did not agree to
be named. Withdrawn entries, drafts and what nobody approved are not in the registry at all.
"""

from __future__ import annotations

from collections.abc import Iterator

from danvankheo.figures.tally import reported
from danvankheo.outputs.downloads.columns import Column, Group, Kind, Row, Table, Value, fields
from danvankheo.outputs.downloads.scope import Scope
from danvankheo.records.evidence import Evidence, exemplar_evidence, model_evidence
from danvankheo.records.schema import (
    Award,
    Entry,
    Exemplar,
    Figure,
    Force,
    Funding,
    Model,
    Registration,
    Share,
    Source,
)
from danvankheo.records.vocabulary import FieldOfWork, Inspection, ModelType, Topic, Unit, UnitPlan, YearFigures

SAMPLE = Column("minh_hoa", "Minh họa", Kind.FLAG, "có (true): dòng minh họa, không phải số liệu thật.", needed=True)
MODEL = Column("mo_hinh", "Mô hình", Kind.CODE, "Theo bảng Mô hình.", needed=True, refers="mo-hinh")
UNIT = (
    Column("don_vi", "Đơn vị", Kind.CODE, "Theo bảng Đơn vị.", needed=True, refers="don-vi"),
    Column("don_vi_ten", "Tên đơn vị", Kind.TEXT, "Tên ứng với cột don_vi.", needed=True),
)
FIELD = (
    Column(
        "linh_vuc",
        "Lĩnh vực",
        Kind.CODE,
        "Theo bảng Lĩnh vực; với mô hình là lĩnh vực chính.",
        needed=True,
        refers="linh-vuc",
    ),
    Column("linh_vuc_ten", "Tên lĩnh vực", Kind.TEXT, "Tên ứng với cột linh_vuc.", needed=True),
)
_TYPE_OF = (
    Column("loai", "Loại mô hình", Kind.CODE, "Theo bảng Loại mô hình.", refers="loai-mo-hinh"),
    Column("loai_ten", "Tên loại mô hình", Kind.TEXT, "Tên ứng với cột loai."),
)
# A fact of either kind of entry names one of the two.
_EITHER = (
    Column(
        "mo_hinh", "Mô hình", Kind.CODE, "Theo bảng Mô hình; trống khi dòng này của một điển hình.", refers="mo-hinh"
    ),
    Column(
        "dien_hinh",
        "Điển hình",
        Kind.CODE,
        "Theo bảng Điển hình; trống khi dòng này của một mô hình.",
        refers="dien-hinh",
    ),
)
_EVIDENCE = (("co", "Có minh chứng"), ("dang-bo-sung", "Đang bổ sung"))


def _code(what: str) -> Column:
    return Column("ma", "Mã", Kind.CODE, f"Của {what}; cũng là phần cuối địa chỉ trang.", needed=True)


def _page(what: str) -> Column:
    return Column("trang", "Trang", Kind.LINK, f"Địa chỉ trang của {what}; trống khi chưa có trang.")


def _proofs(schema: type[Entry], *criteria: str) -> tuple[Column, ...]:
    infos = [schema.model_fields[name] for name in criteria]
    meaning = "Trang chỉ ghi nhận minh chứng đã có, không thay cho việc đánh giá, công nhận."
    return tuple(
        Column(f"minh_chung_{info.alias}", f"Minh chứng: {info.title}", Kind.CODE, meaning, _EVIDENCE, needed=True)
        for info in infos
    )


def _proof_values(evidence: tuple[Evidence, ...]) -> tuple[str, ...]:
    return tuple("co" if each.complete else "dang-bo-sung" for each in evidence)


_ENTRY = fields(Entry, "published", "updated", "approval.by", "approval.day")
_TITLE = fields(Entry, "title")
_MODEL = fields(
    Model, "other_fields", "topics", "address", "status", "started", "ended", "owner.kind", "owner.name",
    "guideline.directed_by", "guideline.confirmation.by_kind", "guideline.confirmation.body", "guideline.confirmation.day",
    "guideline.confirmation.document", "guideline.confirmation.matters", "put_forward.day", "put_forward.to",
    "put_forward.form", "put_forward.document",
)  # fmt: skip
_COPIED = Column("nhan_rong_tu", "Nhân rộng từ", Kind.CODE, "Mô hình mà mô hình này làm theo, khi có trên trang; theo bảng Mô hình.", refers="mo-hinh")  # fmt: skip
_PERSON = fields(
    Exemplar, "year", "position", "character.attested_by", "character.day", "character.document", "prestige.recognised_by",
    "prestige.day", "prestige.document",
)  # fmt: skip
_LED = Column(
    "thanh_tich_mo_hinh", "Mô hình đã dẫn dắt", Kind.LIST, "Theo bảng Mô hình; chỉ những mô hình có trên trang."
)
_MODEL_PROOFS = _proofs(Model, "guideline", "owner", "forces", "method", "effect")
_PERSON_PROOFS = _proofs(Exemplar, "character", "achievement", "prestige")


def _place(entry: Entry, scope: Scope) -> Row:
    """Return an entry's unit and field, each with its name."""
    unit, field = scope.registry.units[entry.unit].data, scope.registry.fields[entry.field].data
    return entry.unit, unit.name, entry.field, field.name


def _models(scope: Scope) -> Iterator[Row]:
    for slug, record in scope.models.items():
        model = record.data
        kind = scope.registry.types[model.model_type].data.name if model.model_type else None
        source = scope.figures.relations.origin.get(slug)
        origin = source if source and scope.registry.models[source].data.sample is scope.sample else None
        page = f"{scope.site_url}mo-hinh/{slug}/" if record.has_page else None
        yield (slug, *_TITLE.take(model), *_place(model, scope), model.model_type, kind, *_MODEL.take(model), origin, *_ENTRY.take(model),
               *_proof_values(model_evidence(model)), page, scope.sample)  # fmt: skip


def _exemplars(scope: Scope) -> Iterator[Row]:
    for slug, record in scope.exemplars.items():
        person, models = record.data, scope.registry.models
        led = person.achievement.models if person.achievement else ()
        shown = tuple(each for each in led if each in models and models[each].data.sample is scope.sample)
        page = f"{scope.site_url}dien-hinh/{slug}/"
        yield (slug, *_TITLE.take(person), *_place(person, scope), *_PERSON.take(person), shown, *_ENTRY.take(person),
               *_proof_values(exemplar_evidence(person)), page, scope.sample)  # fmt: skip


def _entries(scope: Scope) -> Iterator[tuple[Value, Value, Entry]]:
    """Yield every entry with the two columns that name it."""
    yield from ((slug, None, record.data) for slug, record in scope.models.items())
    yield from ((None, slug, record.data) for slug, record in scope.exemplars.items())


_REGISTRATION = fields(Registration, "year", "body_kind", "body", "day", "document")
_FORCE = fields(Force, "group", "count", "unit", "estimate")
_FIGURE = fields(Figure, "name", "value", "unit", "estimate")
_FUNDING = fields(Funding, "source", "amount", "currency", "with_labour")
_AWARD = fields(Award, "level", "form", "day", "body", "document")
_SHARE = fields(Share, "channel", "day", "link")
_SOURCE = fields(Source, "name", "link")


def _registrations(scope: Scope) -> Iterator[Row]:
    for slug, record in scope.models.items():
        for each in record.data.guideline.registrations if record.data.guideline else ():
            yield (slug, *_REGISTRATION.take(each), scope.sample)


def _forces(scope: Scope) -> Iterator[Row]:
    for slug, record in scope.models.items():
        for each in record.data.forces.groups if record.data.forces else ():
            yield (slug, *_FORCE.take(each), scope.sample)


def _effects(scope: Scope) -> Iterator[Row]:
    for model, person, entry in _entries(scope):
        part = entry.effect if isinstance(entry, Model) else entry.achievement if isinstance(entry, Exemplar) else None
        for each in part.figures if part else ():
            yield (model, person, *_FIGURE.take(each), scope.sample)


def _fundings(scope: Scope) -> Iterator[Row]:
    for slug, record in scope.models.items():
        for each in record.data.funding:
            yield (slug, *_FUNDING.take(each), scope.sample)


def _awards(scope: Scope) -> Iterator[Row]:
    for model, person, entry in _entries(scope):
        for each in entry.awards:
            yield (model, person, *_AWARD.take(each), scope.sample)


def _shares(scope: Scope) -> Iterator[Row]:
    for model, person, entry in _entries(scope):
        for each in entry.shares:
            yield (model, person, *_SHARE.take(each), scope.sample)


def _sources(scope: Scope) -> Iterator[Row]:
    for model, person, entry in _entries(scope):
        for each in entry.sources:
            yield (model, person, *_SOURCE.take(each), scope.sample)


_UNIT = fields(Unit, "name", "place", "kind", "since", "until", "successor", "gso_code", "area_km2", "data_sources",
               refers={"successor": "don-vi"})  # fmt: skip
_PLAN = fields(UnitPlan, "number", "day", "reported_to", "resources")
_INSPECTION = fields(Inspection, "day", "subject", "body")
_YEAR = Column("nam", "Năm", Kind.YEAR, "Năm của danh sách, báo cáo.", needed=True)
_REPORT = fields(YearFigures, "list_sent", "report_sent", "models_listed", "youth", "union_members", "federation_members",
                 "gathered", "gathering_rate", "volunteering", "source")  # fmt: skip
_FIELD = fields(FieldOfWork, "name", "short_name", "order")
_TOPIC = fields(Topic, "slug", "name")
_TYPE = fields(ModelType, "name", "order", "field", "plan_section", refers={"field": "linh-vuc"})


def _units(scope: Scope) -> Iterator[Row]:
    for slug, record in scope.units.items():
        yield (slug, *_UNIT.take(record.data), f"{scope.site_url}don-vi/{slug}/")


def _plans(scope: Scope) -> Iterator[Row]:
    for slug, record in scope.units.items():
        if (plan := record.data.plan) and plan.sample is scope.sample:
            yield (slug, record.data.name, *_PLAN.take(plan), scope.sample)


def _inspections(scope: Scope) -> Iterator[Row]:
    for slug, record in scope.units.items():
        for each in record.data.inspections:
            if each.sample is scope.sample:
                yield (slug, record.data.name, *_INSPECTION.take(each), scope.sample)


def _reports(scope: Scope) -> Iterator[Row]:
    for slug, record in scope.units.items():
        for year in sorted(record.data.years):
            if figures := reported(record.data, year, sample=scope.sample, as_of=scope.as_of):
                yield (slug, record.data.name, year, *_REPORT.take(figures), scope.sample)


def _fields(scope: Scope) -> Iterator[Row]:
    return ((slug, *_FIELD.take(record.data)) for slug, record in scope.registry.fields.items())


def _topics(scope: Scope) -> Iterator[Row]:
    for slug, record in scope.registry.fields.items():
        yield from ((slug, *_TOPIC.take(topic)) for topic in record.data.topics)


def _types(scope: Scope) -> Iterator[Row]:
    return ((slug, *_TYPE.take(record.data)) for slug, record in scope.registry.types.items())


RECORD_TABLES = (
    Table("mo-hinh", "Mô hình", "Mỗi dòng một mô hình đã được duyệt đăng.", "mo-hinh/", Group.MODELS,
          (_code("mô hình"), *_TITLE.columns, *UNIT, *FIELD, *_TYPE_OF, *_MODEL.columns, _COPIED,
           *_ENTRY.columns, *_MODEL_PROOFS, _page("mô hình"), SAMPLE), _models, ("ma",),
          ("dang-ky", "luc-luong", "ket-qua", "kinh-phi", "ghi-nhan", "chia-se", "nguon")),
    Table("dang-ky", "Đăng ký", "Các lần đăng ký của mô hình, mỗi năm một dòng.", "mo-hinh/", Group.MODELS,
          (MODEL, *_REGISTRATION.columns, SAMPLE), _registrations),
    Table("luc-luong", "Lực lượng", "Số người, số lượt tham gia từng mô hình. Người và lượt không cộng với nhau.", "mo-hinh/",
          Group.MODELS, (MODEL, *_FORCE.columns, SAMPLE), _forces),
    Table("ket-qua", "Kết quả", "Những con số về hiệu quả, thành tích, kèm đơn vị tính.", "mo-hinh/", Group.ENTRIES,
          (*_EITHER, *_FIGURE.columns, SAMPLE), _effects),
    Table("kinh-phi", "Kinh phí", "Kinh phí theo nguồn; có ghi rõ khoản nào tính cả ngày công.", "mo-hinh/",
          Group.MODELS, (MODEL, *_FUNDING.columns, SAMPLE), _fundings),
    Table("dien-hinh", "Điển hình", "Mỗi dòng một điển hình cá nhân đã đồng ý đăng và được duyệt đăng.", "dien-hinh/",
          Group.EXEMPLARS, (_code("điển hình"), *_TITLE.columns, *UNIT, *FIELD, *_PERSON.columns, _LED,
                            *_ENTRY.columns, *_PERSON_PROOFS, _page("điển hình"), SAMPLE), _exemplars, ("ma",),
          ("ket-qua", "ghi-nhan", "chia-se", "nguon")),
    Table("ghi-nhan", "Ghi nhận", "Công nhận, biểu dương, khen thưởng của mô hình, điển hình.", "mo-hinh/", Group.ENTRIES,
          (*_EITHER, *_AWARD.columns, SAMPLE), _awards),
    Table("chia-se", "Chia sẻ", "Những lần bài được chia sẻ trên các kênh.", "mo-hinh/", Group.ENTRIES,
          (*_EITHER, *_SHARE.columns, SAMPLE), _shares),
    Table("nguon", "Nguồn của bài", "Nguồn mà bài dẫn ra.", "mo-hinh/", Group.ENTRIES,
          (*_EITHER, *_SOURCE.columns, SAMPLE), _sources),
    Table("don-vi", "Đơn vị", "Các đơn vị, cả đơn vị cũ trước ngày 01/7/2025.", "don-vi/", Group.UNITS,
          (_code("đơn vị"), *_UNIT.columns, _page("đơn vị")), _units, ("ma",),
          ("ke-hoach", "kiem-tra", "bao-cao-nam", "han-nop"), sampled=False),
    Table("ke-hoach", "Kế hoạch đơn vị", "Kế hoạch của đơn vị: số, ngày, nơi báo cáo, nguồn lực.", "don-vi/", Group.UNITS,
          (*UNIT, *_PLAN.columns, SAMPLE), _plans, ("don_vi",)),
    Table("kiem-tra", "Kiểm tra, giám sát", "Các lần kiểm tra, giám sát.", "don-vi/", Group.UNITS,
          (*UNIT, *_INSPECTION.columns, SAMPLE), _inspections),
    Table("bao-cao-nam", "Số liệu theo năm", "Danh sách và báo cáo của từng đơn vị, từng năm, như đơn vị gửi. Ô trống là chưa "
          "có số liệu.", "don-vi/", Group.UNITS, (*UNIT, _YEAR, *_REPORT.columns, SAMPLE), _reports, ("don_vi", "nam")),
    Table("linh-vuc", "Lĩnh vực", "Bốn lĩnh vực của Kế hoạch.", "linh-vuc/", Group.VOCABULARY,
          (_code("lĩnh vực"), *_FIELD.columns), _fields, ("ma",), sampled=False),
    Table("noi-dung", "Nội dung", "Các nội dung trong từng lĩnh vực.", "linh-vuc/", Group.VOCABULARY,
          (FIELD[0], *_TOPIC.columns), _topics, ("linh_vuc", "ma"), sampled=False),
    Table("loai-mo-hinh", "Loại mô hình", "Các loại mô hình.", "loai-mo-hinh/", Group.VOCABULARY,
          (_code("loại mô hình"), *_TYPE.columns), _types, ("ma",), sampled=False),
)  # fmt: skip
