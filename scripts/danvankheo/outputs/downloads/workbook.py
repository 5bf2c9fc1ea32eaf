"""The workbook of a data set: first a sheet of notes (source, licence, how figures are computed), then one sheet per table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Any

from danvankheo.base.locale import short_date
from danvankheo.outputs.downloads.columns import CellValue, Column, ColumnType, DatasetTable, TableRow
from danvankheo.outputs.downloads.csv_file import SEPARATOR
from danvankheo.outputs.downloads.dataset import DatasetRecords, dataset_title
from danvankheo.outputs.downloads.licences import Licence
from danvankheo.outputs.downloads.tables import PLACE
from danvankheo.outputs.downloads.xlsx import FIRST_DAY, CellStyle, Worksheet, workbook
from danvankheo.outputs.views.figure_views import deadline_note, target_words

NOTES = "Cách tính và nguồn"
_STYLES = {
    ColumnType.DATE: CellStyle.DATE,
    ColumnType.WHOLE: CellStyle.GROUPED,
    ColumnType.YEAR: CellStyle.PLAIN,
    ColumnType.NUMBER: CellStyle.PLAIN,
}
# The widest column, in characters; how many rows its width is computed from.
_WIDEST, _MEASURED_ROWS = 50, 200


def workbook_bytes(records: DatasetRecords, tables: Iterable[DatasetTable], licence: Licence) -> bytes:
    """Return the workbook of one data set."""
    tables = tuple(tables)
    sheets = [_notes(records, tables, licence), *(_table(table, records) for table in tables)]
    movement = records.registry.movement.data
    title = dataset_title(movement, sample=records.sample)
    return workbook(sheets, title, movement.publisher.name, records.as_of)


def _table(table: DatasetTable, records: DatasetRecords) -> Worksheet:
    columns, place = (*table.columns, PLACE), records.place
    writers = [(number, write) for number, column in enumerate(columns) if (write := _writer(column))]
    rows = (_formatted((*row, place), writers) for row in table.rows(records))
    first = list(islice(rows, _MEASURED_ROWS))
    widths = tuple(_width(column, [row[number] for row in first]) for number, column in enumerate(columns))
    styles = tuple(_STYLES.get(column.type, CellStyle.TEXT) for column in columns)
    return Worksheet(table.title, tuple(column.label for column in columns), styles, widths, chain(first, rows))


def _formatted(row: TableRow, writers: list[tuple[int, Callable[[Any], CellValue]]]) -> TableRow:
    """Return a row with its values as the workbook shows them."""
    cells = list(row)
    for place, write in writers:
        if cells[place] is not None:
            cells[place] = write(cells[place])
    return tuple(cells)


def _writer(column: Column) -> Callable[[Any], CellValue] | None:
    """Return the function that formats a column's values: labels for codes, text for flags, lists and days Excel cannot store."""
    if column.type is ColumnType.FLAG:
        return lambda cell: "có" if cell else "không"
    if column.type is ColumnType.DATE:
        return lambda cell: cell if cell >= FIRST_DAY else cell.isoformat()
    labels = dict(column.values)
    if column.type is ColumnType.LIST:
        return lambda cell: SEPARATOR.join([labels.get(each, each) for each in cell]) or None
    return labels.__getitem__ if labels else None


def _width(column: Column, cells: list[CellValue]) -> int:
    """Return a width in characters that shows most cells, and the header on two lines."""
    longest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
    return max(9, min(_WIDEST, longest + 2), len(column.label) // 2 + 4)


def _notes(records: DatasetRecords, tables: tuple[DatasetTable, ...], licence: Licence) -> Worksheet:
    rows = tuple(_note_rows(records, tables, licence))
    return Worksheet(NOTES, None, (CellStyle.LABEL, CellStyle.WRAPPED), (32, 100), rows)


def _note_rows(records: DatasetRecords, tables: tuple[DatasetTable, ...], licence: Licence) -> Iterator[TableRow]:
    movement = records.registry.movement.data
    yield "Tên", dataset_title(movement, sample=records.sample)
    yield "Số liệu tính đến hết ngày", short_date(records.as_of)
    if movement.locality:
        yield "Địa phương", f"{movement.locality.whole_name} (mã {records.place})"
    yield "Đơn vị quản lý trang", movement.publisher.name
    if records.site_url:
        yield "Trang", f"{records.site_url}du-lieu/"
    yield (
        "Nguồn",
        "Hồ sơ mô hình, điển hình đăng trên trang; danh sách, báo cáo của các đơn vị; văn bản nêu trong từng dòng.",
    )
    yield "Giấy phép", licence.words
    if records.sample:
        yield (
            "Minh họa",
            "Mọi con số trong tệp này do người làm trang đặt ra để xem thử, không phải số thật; không cộng với số thật.",
        )
    yield "Ô trống", "Chưa có số liệu. Không bao giờ hiểu là 0."
    yield "Người và lượt", "“người” đếm mỗi người một lần, “lượt” đếm mỗi lần tham gia; hai số này không cộng với nhau."
    if movement.reorganisation_note:
        yield "Sắp xếp đơn vị", movement.reorganisation_note
    plans = movement.newest_first(records.figures.as_of)
    for plan in plans:
        of = f", giai đoạn {plan.label}" if len(plans) > 1 else ""
        yield f"Hạn nộp{of}", deadline_note(plan)
        for target in plan.targets:
            aim = target_words(target.value, target.unit)
            yield f"Chỉ tiêu {target.code}{of}: {target.name}; cần đạt: {aim}", target.method
    yield "", ""
    yield "Trang tính", "Có gì"
    for table in tables:
        yield table.title, table.about
