"""Tables of the vocabulary: units with what their files tell of them, fields, types of model."""

from __future__ import annotations

from collections.abc import Iterator

from danvankheo.figures.tally import reported
from danvankheo.figures.words import year_number
from danvankheo.outputs.downloads.columns import (
    Column,
    ColumnType,
    DatasetTable,
    TableRow,
    TableSource,
    schema_columns,
)
from danvankheo.outputs.downloads.dataset import DatasetRecords
from danvankheo.outputs.downloads.record_tables import FIELD, SAMPLE, UNIT, code_column, page_column
from danvankheo.records.vocabulary import (
    Cooperation,
    FieldOfWork,
    FurtherNumber,
    Inspection,
    ModelType,
    Outreach,
    Superior,
    Topic,
    Unit,
    UnitPlan,
    YearFigures,
)

_UNIT = schema_columns(Unit, "name", "place", "kind", "since", "until", "successor", "gso_code", "area_km2", "data_sources",
               refers={"successor": "don-vi"})  # fmt: skip
_PLAN = schema_columns(UnitPlan, "number", "day", "reported_to", "resources")
_INSPECTION = schema_columns(Inspection, "day", "subject", "body")
_COOPERATION = schema_columns(Cooperation, "year", "body", "subject")
_OUTREACH = schema_columns(Outreach, "year", "subject", "form", "count", "count_unit")
_SUPERIOR = schema_columns(Superior, "code", "since", "until")
_YEAR = Column("nam", "Năm", ColumnType.YEAR, "Năm của danh sách, báo cáo.", needed=True)
_REPORT = schema_columns(YearFigures, "list_sent", "report_sent", "models_listed", "youth", "union_members", "federation_members",
                 "gathered", "gathering_rate", "volunteering", "source")  # fmt: skip
_FURTHER = schema_columns(FurtherNumber, "code", "value")
_FURTHER_NAME = (Column("ten", "Tên con số", needed=True), Column("dvt", "Đơn vị tính"))
_FIELD = schema_columns(FieldOfWork, "name", "short_name", "order")
_TOPIC = schema_columns(Topic, "slug", "name")
_TYPE = schema_columns(ModelType, "name", "order", "field", "plan_section", refers={"field": "linh-vuc"})


def _units(records: DatasetRecords) -> Iterator[TableRow]:
    for slug, record in records.units.items():
        yield (slug, *_UNIT.take(record.data), f"{records.site_url}don-vi/{slug}/")


def _superiors(records: DatasetRecords) -> Iterator[TableRow]:
    for slug, record in records.units.items():
        yield from ((slug, records.registry.unit_name(slug), *_SUPERIOR.take(each)) for each in record.data.superiors)


def _plans(records: DatasetRecords) -> Iterator[TableRow]:
    for slug, record in records.units.items():
        if (plan := record.data.plan) and plan.sample is records.sample:
            yield (slug, records.registry.unit_name(slug), *_PLAN.take(plan), records.sample)


def _inspections(records: DatasetRecords) -> Iterator[TableRow]:
    for slug, record in records.units.items():
        for each in record.data.inspections:
            if each.sample is records.sample:
                yield (slug, records.registry.unit_name(slug), *_INSPECTION.take(each), records.sample)


def _cooperations(records: DatasetRecords) -> Iterator[TableRow]:
    for slug, record in records.units.items():
        for each in record.data.cooperations:
            if each.sample is records.sample:
                yield (slug, records.registry.unit_name(slug), *_COOPERATION.take(each), records.sample)


def _outreach(records: DatasetRecords) -> Iterator[TableRow]:
    for slug, record in records.units.items():
        for each in record.data.outreach:
            if each.sample is records.sample:
                yield (slug, records.registry.unit_name(slug), *_OUTREACH.take(each), records.sample)


def _reports(records: DatasetRecords) -> Iterator[TableRow]:
    for slug, record in records.units.items():
        for year in sorted(record.data.years):
            if figures := reported(record.data, year, sample=records.sample, as_of=records.as_of):
                yield (slug, records.registry.unit_name(slug), year, *_REPORT.take(figures), records.sample)


def _further_numbers(records: DatasetRecords) -> Iterator[TableRow]:
    for slug, record in records.units.items():
        for year in sorted(record.data.years):
            figures = reported(record.data, year, sample=records.sample, as_of=records.as_of)
            period = records.registry.movement.data.period_in(year)
            if figures is None or period is None:
                continue
            for each in figures.further:
                named = year_number(period, each.code)
                yield (slug, records.registry.unit_name(slug), year, *_FURTHER.take(each), named.name, named.unit,
                       records.sample)  # fmt: skip


def _fields(records: DatasetRecords) -> Iterator[TableRow]:
    return ((slug, *_FIELD.take(record.data)) for slug, record in records.registry.fields.items())


def _topics(records: DatasetRecords) -> Iterator[TableRow]:
    for slug, record in records.registry.fields.items():
        yield from ((slug, *_TOPIC.take(topic)) for topic in record.data.topics)


def _types(records: DatasetRecords) -> Iterator[TableRow]:
    return ((slug, *_TYPE.take(record.data)) for slug, record in records.registry.types.items())


VOCABULARY_TABLES = (
    DatasetTable("don-vi", "Đơn vị", "Các đơn vị, cả đơn vị đã kết thúc.", "don-vi/", TableSource.UNITS,
          (code_column("đơn vị"), *_UNIT.columns, page_column("đơn vị")), _units, ("ma",),
          ("truc-thuoc", "ke-hoach", "kiem-tra", "bao-cao-nam", "so-khac", "han-nop"), sampled=False),
    DatasetTable("truc-thuoc", "Trực thuộc", "Cấp trên trực tiếp của từng đơn vị, mỗi thời gian một dòng.", "don-vi/", TableSource.UNITS,
          (*UNIT, *_SUPERIOR.columns), _superiors, sampled=False),
    DatasetTable("ke-hoach", "Kế hoạch đơn vị", "Kế hoạch của đơn vị: số, ngày, nơi báo cáo, nguồn lực.", "don-vi/", TableSource.UNITS,
          (*UNIT, *_PLAN.columns, SAMPLE), _plans, ("don_vi",)),
    DatasetTable("kiem-tra", "Kiểm tra, giám sát", "Các lần kiểm tra, giám sát.", "don-vi/", TableSource.UNITS,
          (*UNIT, *_INSPECTION.columns, SAMPLE), _inspections),
    DatasetTable("phoi-hop", "Phối hợp", "Việc đơn vị phối hợp với các tổ chức chính trị – xã hội.", "don-vi/", TableSource.UNITS,
          (*UNIT, *_COOPERATION.columns, SAMPLE), _cooperations),
    DatasetTable("tuyen-truyen", "Tuyên truyền", "Việc tuyên truyền của đơn vị về phong trào.", "don-vi/", TableSource.UNITS,
          (*UNIT, *_OUTREACH.columns, SAMPLE), _outreach),
    DatasetTable("bao-cao-nam", "Số liệu theo năm", "Danh sách và báo cáo của từng đơn vị, từng năm, như đơn vị gửi. Ô trống là chưa "
          "có số liệu.", "don-vi/", TableSource.UNITS, (*UNIT, _YEAR, *_REPORT.columns, SAMPLE), _reports, ("don_vi", "nam")),
    DatasetTable("so-khac", "Con số riêng", "Những con số mà kế hoạch của năm ấy hỏi thêm, như đơn vị gửi.", "don-vi/", TableSource.UNITS,
          (*UNIT, _YEAR, *_FURTHER.columns, *_FURTHER_NAME, SAMPLE), _further_numbers, ("don_vi", "nam", "ma")),
    DatasetTable("linh-vuc", "Lĩnh vực", "Các lĩnh vực của Kế hoạch.", "linh-vuc/", TableSource.VOCABULARY,
          (code_column("lĩnh vực"), *_FIELD.columns), _fields, ("ma",), sampled=False),
    DatasetTable("noi-dung", "Nội dung", "Các nội dung trong từng lĩnh vực.", "linh-vuc/", TableSource.VOCABULARY,
          (FIELD[0], *_TOPIC.columns), _topics, ("linh_vuc", "ma"), sampled=False),
    DatasetTable("loai-mo-hinh", "Loại mô hình", "Các loại mô hình.", "loai-mo-hinh/", TableSource.VOCABULARY,
          (code_column("loại mô hình"), *_TYPE.columns), _types, ("ma",), sampled=False),
)  # fmt: skip
