"""Rules on units with their annual figures, on fields and on types of model."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from danvankheo.base.locale import short_date
from danvankheo.base.yaml_tree import Loc
from danvankheo.records.diagnostics import Finding, Remedy, key_path
from danvankheo.records.movement import Movement
from danvankheo.records.record_index import RecordIndex
from danvankheo.records.rules.plan import without_plan
from danvankheo.records.rules.rule import rule
from danvankheo.records.vocabulary import FieldOfWork, ModelType, Unit, YearFigures


def _year_loc(year: int, attribute: str = "") -> Loc:
    """Return the place of a unit's year, or of a figure in it."""
    loc = (*key_path(Unit, "years"), str(year))
    return (*loc, *key_path(YearFigures, attribute)) if attribute else loc


@rule(
    "DVK218",
    bad="theo_nam:\n  2019:\n    thanh_nien: 100\n    nguon: Báo cáo năm",
    good="theo_nam:\n  2023:\n    thanh_nien: 100\n    nguon: Báo cáo năm",
    line=2,
)
def figures_of_a_year_without_a_plan(unit: Unit, movement: Movement) -> Iterator[Finding]:
    """The site has a plan for every year of a unit's figures."""
    for year in unit.years:
        if not movement.has_plan_for(year):
            yield without_plan(movement, Unit, _year_loc(year), year, "số liệu được giữ")


@rule(
    "DVK331",
    title="Số liệu chưa ghi nguồn",
    why="Mọi con số trên trang đều phải nói được lấy từ đâu.",
    how="Thêm mục nguon.",
    bad="theo_nam:\n  2023:\n    thanh_nien: 100",
    good="theo_nam:\n  2023:\n    thanh_nien: 100\n    nguon: Báo cáo năm",
    line=2,
)
def figures_without_a_source(unit: Unit) -> Iterator[Finding]:
    """The figures of a year name their source."""
    for year, figures in unit.years.items():
        plain = {"list_sent", "report_sent", "further", "source", "sample"}
        counted = figures.model_dump(exclude=plain, exclude_none=True) or figures.further
        if counted and not figures.source:
            remedy = Remedy("add", "nguon: Báo cáo năm của đơn vị", example=True)
            yield Finding("DVK331", _year_loc(year), f"Số liệu năm {year} chưa ghi nguồn (nguon).", "", remedy)


@rule(
    "DVK330",
    title="Phần lớn hơn tổng",
    why="Số thanh niên được tập hợp không thể nhiều hơn tổng số thanh niên.",
    how="Kiểm tra lại báo cáo.",
    bad=(
        "theo_nam:\n  2023:\n    nguon: Báo cáo năm\n    thanh_nien: 100\n    tap_hop: 120",
        "theo_nam:\n  2023:\n    nguon: Báo cáo năm\n    thanh_nien: 100\n    doan_vien: 101",
    ),
    good="theo_nam:\n  2023:\n    nguon: Báo cáo năm\n    thanh_nien: 100\n    tap_hop: 60",
)
def part_above_the_total(unit: Unit) -> Iterator[Finding]:
    """No group of young people is larger than all young people of the unit."""
    for year, figures in unit.years.items():
        for part in ("gathered", "union_members", "federation_members"):
            value = getattr(figures, part)
            if figures.youth is not None and value is not None and value > figures.youth:
                loc = _year_loc(year, part)
                message = f"Số ở mục {loc[-1]} ({value}) lớn hơn tổng số thanh niên ({figures.youth})."
                yield Finding("DVK330", loc, message, "Kiểm tra lại hai số.")


@rule(
    "DVK332",
    title="Tỷ lệ không khớp với số người",
    why="Hai cách tính cho hai kết quả khác nhau.",
    how="Kiểm tra lại; nếu báo cáo chỉ có tỷ lệ thì bỏ số người.",
    bad="theo_nam:\n  2023:\n    nguon: Báo cáo năm\n    thanh_nien: 100\n    tap_hop: 60\n    ty_le_tap_hop: 80",
    good="theo_nam:\n  2023:\n    nguon: Báo cáo năm\n    thanh_nien: 100\n    tap_hop: 60\n    ty_le_tap_hop: 60.4",
)
def rate_against_the_counts(unit: Unit) -> Iterator[Finding]:
    """The reported gathering rate differs by at most one percentage point from the rate of the counts."""
    for year, figures in unit.years.items():
        reported, counted = figures.gathering_rate, figures.rate
        if reported is not None and counted is not None and abs(reported - counted) > 1:
            message = f"Tỷ lệ {reported}% không khớp với số người đã ghi ({counted:.1f}%)."
            advice = "Kiểm tra lại; nếu báo cáo chỉ có tỷ lệ thì bỏ số người."
            yield Finding("DVK332", _year_loc(year, "gathering_rate"), message, advice)


@rule(
    "DVK219",
    bad="theo_nam:\n  2023:\n    gui_danh_sach: 2025-01-10",
    good="theo_nam:\n  2023:\n    gui_danh_sach: 2023-01-10\n    gui_bao_cao: 2024-01-05",
)
def sent_in_another_year(unit: Unit) -> Iterator[Finding]:
    """A list or report is sent from December before its year to March after it."""
    for year, figures in unit.years.items():
        for name in ("list_sent", "report_sent"):
            day = getattr(figures, name)
            if day and not date(year - 1, 12, 1) <= day <= date(year + 1, 3, 31):
                message = f"Ngày {short_date(day)} không khớp với năm {year}."
                yield Finding("DVK219", _year_loc(year, name), message, "Sửa lại ngày hoặc năm.")


@rule(
    "DVK322",
    bad="# không có theo_nam\ntu: 2025-07-01\nden: 2025-06-30",
    good="tu: 2000-07-01\nden: 2025-06-30",
)
def unit_ends_before_it_starts(unit: Unit) -> Iterator[Finding]:
    """A unit does not end before it begins."""
    if unit.since and unit.until and unit.until < unit.since:
        yield Finding(
            "DVK322", key_path(Unit, "until"), "Đơn vị kết thúc trước khi bắt đầu.", "Sửa lại mục tu hoặc den."
        )


@rule(
    "DVK203",
    bad="nay_thuoc: xa-xuan-lap-2025\n# không có den",
    good="nay_thuoc: xa-xuan-lap-2025\nden: 2025-06-30",
    line=0,
)
def successor_without_an_end(unit: Unit, others: RecordIndex) -> Iterator[Finding]:
    """A unit that has a successor has ended: on the day before the successor begins."""
    if unit.successor and not unit.until:
        after = others.units.get(unit.successor)
        day = after.since - timedelta(days=1) if after and after.since else None
        remedy = Remedy("add", f"den: {day}") if day else Remedy("add", "den: 2025-06-30", example=True)
        message = "Thiếu mục Đến hết ngày (den): đơn vị ghi nay_thuoc là đơn vị đã kết thúc."
        yield Finding("DVK203", (), message, "Đơn vị còn hoạt động thì bỏ nay_thuoc.", remedy)


@rule("DVK301", bad="nay_thuoc: xa-khong-co", good="nay_thuoc: xa-xuan-lap-2025")
def successor_unknown(unit: Unit, others: RecordIndex) -> Iterator[Finding]:
    """The successor of a unit is a unit of the site."""
    if unit.successor and unit.successor not in others.units:
        yield others.no_unit(key_path(Unit, "successor"), unit.successor)


@rule(
    "DVK302",
    bad={"content/don-vi/xa-xuan-lap-2025.md": "theo_nam:\n  2023:\n    gui_danh_sach: 2023-01-10"},
    good={"content/don-vi/xa-xuan-lap-2025.md": "theo_nam:\n  2025:\n    gui_danh_sach: 2025-07-10"},
    line=2,
)
def figures_before_or_after_the_unit(unit: Unit) -> Iterator[Finding]:
    """A unit has figures of years in which it existed."""
    for year in unit.years:
        if not unit.existed_in(year):
            yield Finding("DVK302", _year_loc(year), f"{unit.name} không có trong năm {year}.", "Kiểm tra lại năm.")


@rule(
    "DVK302",
    bad={
        "content/don-vi/xa-xuan-lap-2025.md": "phoi_hop:\n  - {nam: 2023, to_chuc: Hội Nông dân xã, noi_dung: Trồng hoa}"
    },
    good={
        "content/don-vi/xa-xuan-lap-2025.md": "phoi_hop:\n  - {nam: 2025, to_chuc: Hội Nông dân xã, noi_dung: Trồng hoa}"
    },
)
def work_before_or_after_the_unit(unit: Unit) -> Iterator[Finding]:
    """A unit cooperates and makes the movement known in years in which it existed."""
    years = {
        "cooperations": [each.year for each in unit.cooperations],
        "outreach": [each.year for each in unit.outreach],
    }
    for name, named in years.items():
        for index, year in enumerate(named):
            if not unit.existed_in(year):
                loc = key_path(Unit, name, index, "year")
                yield Finding("DVK302", loc, f"{unit.name} không có trong năm {year}.", "Kiểm tra lại năm.")


@rule("DVK303", bad="linh_vuc: van-hoa", good="linh_vuc: van-hoa-xa-hoi")
def usual_field_unknown(model_type: ModelType, others: RecordIndex) -> Iterator[Finding]:
    """The usual field of a type of model is one of the fields."""
    if model_type.field and model_type.field not in others.fields:
        yield others.no_field(key_path(ModelType, "field"), model_type.field)


@rule(
    "DVK329",
    title="Mã nội dung trùng nhau",
    why="Mỗi nội dung thuộc một lĩnh vực.",
    how="Đặt mã khác.",
    bad={
        "content/linh-vuc/van-hoa-xa-hoi.md": "noi_dung:\n  - {ma: nong-thon-moi, ten: Xây dựng nông thôn mới}",
        "content/linh-vuc/phat-trien-kinh-te.md": "noi_dung:\n  - {ma: nong-thon-moi, ten: Xây dựng nông thôn mới}",
    },
    good="noi_dung:\n  - {ma: nong-thon-moi, ten: Xây dựng nông thôn mới}",
)
def topic_of_two_fields(field: FieldOfWork, slug: str, others: RecordIndex) -> Iterator[Finding]:
    """The code of a topic belongs to one field only."""
    for index, topic in enumerate(field.topics):
        fields = [s for s, f in others.fields.items() if s < slug and any(t.slug == topic.slug for t in f.topics)]
        if fields:
            yield Finding("DVK329", key_path(FieldOfWork, "topics", index, "slug"), f"Mã nội dung “{topic.slug}” đã có ở lĩnh vực {fields[0]}.",
                          "Đặt mã khác.")  # fmt: skip
