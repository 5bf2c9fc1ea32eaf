"""The rules of units, fields and model types."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from danvankheo.base.locale import short_date
from danvankheo.base.yaml_tree import Loc
from danvankheo.records.diagnostics import Finding, Remedy, at
from danvankheo.records.plan_years import without_plan
from danvankheo.records.references import Book, existed_in, unknown
from danvankheo.records.vocabulary import FieldOfWork, ModelType, Movement, Unit


def unit_figures(unit: Unit, movement: Movement) -> Iterator[Finding]:
    """A unit's annual figures agree with each other and name their source; a year without a plan is told."""
    for year, figures in unit.years.items():
        here: Loc = ("theo_nam", str(year))
        if not movement.has_plan_for(year):
            yield without_plan(movement, Unit, here, year, "số liệu được giữ")
        counted = figures.model_dump(exclude={"list_sent", "report_sent", "source", "sample"}, exclude_none=True)
        if counted and not figures.source:
            yield Finding(
                "DVK331",
                here,
                f"Số liệu năm {year} chưa ghi nguồn (nguon).",
                "",
                Remedy("add", "nguon: Báo cáo năm của đơn vị", example=True),
            )
        if figures.youth is not None:
            for part in ("gathered", "union_members", "federation_members"):
                value = getattr(figures, part)
                if value is not None and value > figures.youth:
                    alias = type(figures).model_fields[part].alias or part
                    yield Finding("DVK330", (*here, alias), f"Số ở mục {alias} ({value}) lớn hơn tổng số thanh niên ({figures.youth}).",
                                  "Kiểm tra lại hai số.")  # fmt: skip
        reported, counted_rate = figures.gathering_rate, figures.rate
        if reported is not None and counted_rate is not None and abs(reported - counted_rate) > 1:
            yield Finding("DVK332", (*here, "ty_le_tap_hop"), f"Tỷ lệ {reported}% không khớp với số người đã ghi ({counted_rate:.1f}%).",
                          "Kiểm tra lại; nếu báo cáo chỉ có tỷ lệ thì bỏ số người.")  # fmt: skip
        for name in ("list_sent", "report_sent"):
            day = getattr(figures, name)
            if day and not date(year - 1, 12, 1) <= day <= date(year + 1, 3, 31):
                alias = type(figures).model_fields[name].alias or name
                yield Finding(
                    "DVK219",
                    (*here, alias),
                    f"Ngày {short_date(day)} không khớp với năm {year}.",
                    "Sửa lại ngày hoặc năm.",
                )


def unit_links(slug: str, unit: Unit, book: Book) -> Iterator[Finding]:
    """A unit ends after it begins and its successor begins when it ends."""
    if unit.since and unit.until and unit.until < unit.since:
        yield Finding("DVK322", at(Unit, "until"), "Đơn vị kết thúc trước khi bắt đầu.", "Sửa lại mục tu hoặc den.")
    if unit.successor and not unit.until:
        after = book.units.get(unit.successor)
        day = after.since - timedelta(days=1) if after and after.since else None
        remedy = Remedy("add", f"den: {day}") if day else Remedy("add", "den: 2025-06-30", example=True)
        message = "Thiếu mục Đến hết ngày (den): đơn vị ghi nay_thuoc là đơn vị đã kết thúc."
        yield Finding("DVK203", (), message, "Đơn vị còn hoạt động thì bỏ nay_thuoc.", remedy)
    if unit.successor and unit.successor not in book.units:
        yield unknown(
            "DVK301",
            at(Unit, "successor"),
            "đơn vị",
            unit.successor,
            {s: u.name for s, u in book.units.items()},
            book.names["unit"],
        )
    for year in unit.years:
        if not existed_in(unit, year):
            yield Finding(
                "DVK302", ("theo_nam", str(year)), f"{unit.name} không có trong năm {year}.", "Kiểm tra lại năm."
            )


def vocabulary_links(slug: str, entry: FieldOfWork | ModelType, book: Book) -> Iterator[Finding]:
    """A type's usual field exists; a topic's code stands in one field only."""
    if isinstance(entry, ModelType) and entry.field and entry.field not in book.fields:
        yield unknown(
            "DVK303",
            at(ModelType, "field"),
            "lĩnh vực",
            entry.field,
            {s: f.name for s, f in book.fields.items()},
            book.names["field"],
        )
    if isinstance(entry, FieldOfWork):
        for index, topic in enumerate(entry.topics):
            others = [s for s, f in book.fields.items() if s < slug and any(t.slug == topic.slug for t in f.topics)]
            if others:
                yield Finding("DVK329", at(FieldOfWork, "topics", index, "slug"), f"Mã nội dung “{topic.slug}” đã có ở lĩnh vực {others[0]}.",
                              "Đặt mã khác.")  # fmt: skip
