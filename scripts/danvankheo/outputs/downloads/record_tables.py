"""Tables of the records: facts only. Texts and photos belong to their authors and are not in the downloads.

Left out on purpose: the person in charge (``phu_trach``), bylines, photos, consents. The registry holds no withdrawn
entry, no draft and no entry without approval.
"""

from __future__ import annotations

from collections.abc import Iterator

from danvankheo.outputs.downloads.columns import (
    CellValue,
    Column,
    ColumnType,
    DatasetTable,
    TableRow,
    TableSource,
    further_keys,
    schema_columns,
)
from danvankheo.outputs.downloads.dataset import DatasetRecords
from danvankheo.records.evidence import Evidence, exemplar_evidence, model_evidence
from danvankheo.records.model_sections import Force, Funding, Registration, StoryFigure
from danvankheo.records.plan import LegalBasis
from danvankheo.records.schema import Award, Entry, Exemplar, Model, Share, SourceDocument

SAMPLE = Column(
    "minh_hoa", "Minh họa", ColumnType.FLAG, "có (true): dòng minh họa, không phải số liệu thật.", needed=True
)
MODEL = Column("mo_hinh", "Mô hình", ColumnType.CODE, "Theo bảng Mô hình.", needed=True, refers="mo-hinh")
UNIT = (
    Column("don_vi", "Đơn vị", ColumnType.CODE, "Theo bảng Đơn vị.", needed=True, refers="don-vi"),
    Column(
        "don_vi_ten",
        "Tên đơn vị",
        ColumnType.TEXT,
        "Tên ứng với cột don_vi; đơn vị trùng tên thì kèm thời gian.",
        needed=True,
    ),
)
FIELD = (
    Column(
        "linh_vuc",
        "Lĩnh vực",
        ColumnType.CODE,
        "Theo bảng Lĩnh vực; với mô hình là lĩnh vực chính.",
        needed=True,
        refers="linh-vuc",
    ),
    Column("linh_vuc_ten", "Tên lĩnh vực", ColumnType.TEXT, "Tên ứng với cột linh_vuc.", needed=True),
)
_TYPE_OF = (
    Column("loai", "Loại mô hình", ColumnType.CODE, "Theo bảng Loại mô hình.", refers="loai-mo-hinh"),
    Column("loai_ten", "Tên loại mô hình", ColumnType.TEXT, "Tên ứng với cột loai."),
)
# A row about a model or an exemplar: one of the two columns is filled.
_EITHER = (
    Column(
        "mo_hinh",
        "Mô hình",
        ColumnType.CODE,
        "Theo bảng Mô hình; trống khi dòng này của một điển hình.",
        refers="mo-hinh",
    ),
    Column(
        "dien_hinh",
        "Điển hình",
        ColumnType.CODE,
        "Theo bảng Điển hình; trống khi dòng này của một mô hình.",
        refers="dien-hinh",
    ),
)
_EVIDENCE = (("co", "Có minh chứng"), ("dang-bo-sung", "Đang bổ sung"))


def code_column(what: str) -> Column:
    """Return the column of a table's own codes. what: whose they are, in words."""
    return Column("ma", "Mã", ColumnType.CODE, f"Của {what}; cũng là phần cuối địa chỉ trang.", needed=True)


def page_column(what: str) -> Column:
    """Return the column of pages. what: whose they are, in words."""
    return Column("trang", "Trang", ColumnType.LINK, f"Địa chỉ trang của {what}; trống khi chưa có trang.")


def _evidence_columns(
    schema: type[Entry], *criteria: str, meaning: str = "", needed: bool = True
) -> tuple[Column, ...]:
    infos = [schema.model_fields[name] for name in criteria]
    meaning = f"Trang chỉ ghi nhận minh chứng đã có, không thay cho việc đánh giá, công nhận.{meaning}"
    return tuple(
        Column(
            f"minh_chung_{info.alias}", f"Minh chứng: {info.title}", ColumnType.CODE, meaning, _EVIDENCE, needed=needed
        )
        for info in infos
    )


def _evidence_values(evidence: tuple[Evidence, ...]) -> tuple[str, ...]:
    return tuple("co" if each.complete else "dang-bo-sung" for each in evidence)


_ENTRY = schema_columns(Entry, "published", "updated", "approval.by", "approval.day")
_TITLE = schema_columns(Entry, "title")
_MODEL_KEYS = (
    "partner_units", "other_fields", "topics", "address", "status", "started", "ended", "owner.kind", "owner.name",
    "guideline.directed_by", "guideline.confirmation.by_kind", "guideline.confirmation.body", "guideline.confirmation.day",
    "guideline.confirmation.document", "guideline.confirmation.matters", "put_forward.day", "put_forward.to",
    "put_forward.form", "put_forward.document",
)  # fmt: skip
_MODEL = schema_columns(Model, *_MODEL_KEYS, *further_keys(Model, *_MODEL_KEYS))
_COPIED = Column("nhan_rong_tu", "Nhân rộng từ", ColumnType.CODE, "Mô hình mà mô hình này làm theo, khi có trên trang; theo bảng Mô hình.", refers="mo-hinh")  # fmt: skip
_PERSON_KEYS = (
    "kind", "partner_units", "year", "position", "character.attested_by", "character.day", "character.document", "prestige.recognised_by",
    "prestige.day", "prestige.document",
)  # fmt: skip
_PERSON = schema_columns(Exemplar, *_PERSON_KEYS, *further_keys(Exemplar, *_PERSON_KEYS))
_LED = Column(
    "thanh_tich_mo_hinh",
    "Mô hình đã dẫn dắt",
    ColumnType.LIST,
    "Theo bảng Mô hình; chỉ những mô hình có trên trang. Với tập thể: các mô hình của tập thể.",
)
_MODEL_EVIDENCE = _evidence_columns(Model, "guideline", "owner", "forces", "method", "effect")
_PERSON_EVIDENCE = _evidence_columns(Exemplar, "character", "achievement", "prestige", needed=False,
    meaning=" Trống với tập thể: minh chứng ở các mô hình.")  # fmt: skip


def _place(entry: Entry, records: DatasetRecords) -> TableRow:
    """Return an entry's unit and field: code and name of each."""
    field = records.registry.fields[entry.field].data
    return entry.unit, records.registry.unit_name(entry.unit), entry.field, field.name


def _models(records: DatasetRecords) -> Iterator[TableRow]:
    for slug, record in records.models.items():
        model = record.data
        kind = records.registry.types[model.model_type].data.name if model.model_type else None
        source = records.figures.relations.origin.get(slug)
        origin = source if source and records.registry.models[source].data.sample is records.sample else None
        page = f"{records.site_url}mo-hinh/{slug}/" if record.has_page else None
        yield (slug, *_TITLE.take(model), *_place(model, records), model.model_type, kind, *_MODEL.take(model), origin, *_ENTRY.take(model),
               *_evidence_values(model_evidence(model)), page, records.sample)  # fmt: skip


def _exemplars(records: DatasetRecords) -> Iterator[TableRow]:
    for slug, record in records.exemplars.items():
        person, models = record.data, records.registry.models
        led = person.achievement.models if person.achievement else ()
        shown = tuple(each for each in led if each in models and models[each].data.sample is records.sample)
        page = f"{records.site_url}dien-hinh/{slug}/"
        yield (slug, *_TITLE.take(person), *_place(person, records), *_PERSON.take(person), shown, *_ENTRY.take(person),
               *(_evidence_values(exemplar_evidence(person)) or (None,) * len(_PERSON_EVIDENCE)), page, records.sample)  # fmt: skip


def _entries(records: DatasetRecords) -> Iterator[tuple[CellValue, CellValue, Entry]]:
    """Yield every entry after the values of its columns ``mo_hinh`` and ``dien_hinh``, one of them None."""
    yield from ((slug, None, record.data) for slug, record in records.models.items())
    yield from ((None, slug, record.data) for slug, record in records.exemplars.items())


_REGISTRATION = schema_columns(Registration, "year", "body_kind", "body", "day", "document")
_FORCE = schema_columns(Force, "group", "count", "unit", "estimate")
_FIGURE = schema_columns(StoryFigure, "name", "value", "unit", "estimate", "phrase")
_DIRECTIVE = schema_columns(LegalBasis, "number", "day", "name", "body")
_FUNDING = schema_columns(Funding, "source", "amount", "currency", "with_labour")
_AWARD = schema_columns(Award, "level", "form", "day", "body", "document")
_SHARE = schema_columns(Share, "channel", "day", "link")
_SOURCE = schema_columns(SourceDocument, "name", "link")


def _registrations(records: DatasetRecords) -> Iterator[TableRow]:
    for slug, record in records.models.items():
        for each in record.data.guideline.registrations if record.data.guideline else ():
            yield (slug, *_REGISTRATION.take(each), records.sample)


def _forces(records: DatasetRecords) -> Iterator[TableRow]:
    for slug, record in records.models.items():
        for each in record.data.forces.groups if record.data.forces else ():
            yield (slug, *_FORCE.take(each), records.sample)


def _effects(records: DatasetRecords) -> Iterator[TableRow]:
    for model, person, entry in _entries(records):
        part = entry.effect if isinstance(entry, Model) else entry.achievement if isinstance(entry, Exemplar) else None
        for each in part.figures if part else ():
            yield (model, person, *_FIGURE.take(each), records.sample)


def _fundings(records: DatasetRecords) -> Iterator[TableRow]:
    for slug, record in records.models.items():
        for each in record.data.funding:
            yield (slug, *_FUNDING.take(each), records.sample)


def _directives(records: DatasetRecords) -> Iterator[TableRow]:
    for slug, record in records.models.items():
        for each in record.data.directives:
            yield (slug, *_DIRECTIVE.take(each), records.sample)


def _awards(records: DatasetRecords) -> Iterator[TableRow]:
    for model, person, entry in _entries(records):
        for each in entry.awards:
            yield (model, person, *_AWARD.take(each), records.sample)


def _shares(records: DatasetRecords) -> Iterator[TableRow]:
    for model, person, entry in _entries(records):
        for each in entry.shares:
            yield (model, person, *_SHARE.take(each), records.sample)


def _sources(records: DatasetRecords) -> Iterator[TableRow]:
    for model, person, entry in _entries(records):
        for each in entry.sources:
            yield (model, person, *_SOURCE.take(each), records.sample)


RECORD_TABLES = (
    DatasetTable("mo-hinh", "Mô hình", "Mỗi dòng một mô hình đã được duyệt đăng.", "mo-hinh/", TableSource.MODELS,
          (code_column("mô hình"), *_TITLE.columns, *UNIT, *FIELD, *_TYPE_OF, *_MODEL.columns, _COPIED,
           *_ENTRY.columns, *_MODEL_EVIDENCE, page_column("mô hình"), SAMPLE), _models, ("ma",),
          ("dang-ky", "chu-truong", "luc-luong", "ket-qua", "kinh-phi", "ghi-nhan", "chia-se", "nguon")),
    DatasetTable("dang-ky", "Đăng ký", "Các lần đăng ký của mô hình, mỗi năm một dòng.", "mo-hinh/", TableSource.MODELS,
          (MODEL, *_REGISTRATION.columns, SAMPLE), _registrations),
    DatasetTable("chu-truong", "Chủ trương", "Chủ trương của cấp ủy, chính quyền mà mô hình góp phần thực hiện.", "mo-hinh/", TableSource.MODELS,
          (MODEL, *_DIRECTIVE.columns, SAMPLE), _directives),
    DatasetTable("luc-luong", "Lực lượng", "Số người, số lượt tham gia từng mô hình. Người và lượt không cộng với nhau.", "mo-hinh/",
          TableSource.MODELS, (MODEL, *_FORCE.columns, SAMPLE), _forces),
    DatasetTable("ket-qua", "Kết quả", "Những con số về hiệu quả, thành tích, kèm đơn vị tính.", "mo-hinh/", TableSource.ENTRIES,
          (*_EITHER, *_FIGURE.columns, SAMPLE), _effects),
    DatasetTable("kinh-phi", "Kinh phí", "Kinh phí theo nguồn; có ghi rõ khoản nào tính cả ngày công.", "mo-hinh/",
          TableSource.MODELS, (MODEL, *_FUNDING.columns, SAMPLE), _fundings),
    DatasetTable("dien-hinh", "Điển hình", "Mỗi dòng một tập thể, cá nhân điển hình đã được duyệt đăng; cá nhân đã đồng ý đăng.", "dien-hinh/",
          TableSource.EXEMPLARS, (code_column("điển hình"), *_TITLE.columns, *UNIT, *FIELD, *_PERSON.columns, _LED,
                            *_ENTRY.columns, *_PERSON_EVIDENCE, page_column("điển hình"), SAMPLE), _exemplars, ("ma",),
          ("ket-qua", "ghi-nhan", "chia-se", "nguon")),
    DatasetTable("ghi-nhan", "Khen thưởng", "Công nhận, biểu dương, khen thưởng của mô hình, điển hình.", "mo-hinh/", TableSource.ENTRIES,
          (*_EITHER, *_AWARD.columns, SAMPLE), _awards),
    DatasetTable("chia-se", "Chia sẻ", "Những lần bài được chia sẻ trên các kênh.", "mo-hinh/", TableSource.ENTRIES,
          (*_EITHER, *_SHARE.columns, SAMPLE), _shares),
    DatasetTable("nguon", "Nguồn của bài", "Nguồn mà bài dẫn ra.", "mo-hinh/", TableSource.ENTRIES,
          (*_EITHER, *_SOURCE.columns, SAMPLE), _sources),
)  # fmt: skip
