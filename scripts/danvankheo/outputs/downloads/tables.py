"""Every table of the downloads, and the dictionary of their columns."""

from __future__ import annotations

from collections.abc import Iterator

from danvankheo.outputs.downloads.columns import Column, ColumnType, DatasetTable, TableRow, TableSource
from danvankheo.outputs.downloads.dataset import DatasetRecords
from danvankheo.outputs.downloads.figure_tables import FIGURE_TABLES
from danvankheo.outputs.downloads.record_tables import RECORD_TABLES
from danvankheo.outputs.downloads.vocabulary_tables import VOCABULARY_TABLES

#: The last column of every sheet, and after the table's own columns in every CSV file: tables of several places can be put together.
PLACE = Column("dia_phuong", "Địa phương", ColumnType.CODE, "Mã của nơi có số liệu này, kể cả mã tỉnh. Mã trong các cột khác chỉ là duy nhất "
               "trong một nơi: khi ghép bảng của nhiều nơi, dùng cột này cùng với mã ấy. Trong JSON ghi một lần ở đầu tệp.")  # fmt: skip
#: Columns that every CSV file has after those of its table: a CSV file has no other place to state its day and source.
CSV_TAIL = (
    PLACE,
    Column("ngay_so_lieu", "Ngày chốt số liệu", ColumnType.DATE, "Số liệu tính đến hết ngày này. Chỉ có trong tệp CSV.", needed=True),
    Column("nguon_so_lieu", "Nguồn", ColumnType.LINK, "Trang mà bảng này lấy ra. Chỉ có trong tệp CSV.", needed=True),
)  # fmt: skip


def _dictionary(records: DatasetRecords) -> Iterator[TableRow]:
    for table in TABLES:
        for column in (*table.columns, *CSV_TAIL):
            values = "; ".join(f"{code}: {label}" if code != label else code for code, label in column.values)
            yield (table.name, table.title, column.name, column.label, str(column.type), column.meaning or None,
                   values or None, column.needed)  # fmt: skip


_DICTIONARY = DatasetTable("tu-dien", "Từ điển", "Ý nghĩa từng cột của từng bảng.", "du-lieu/", TableSource.VOCABULARY, (
    Column("bang", "Bảng", ColumnType.CODE, "Tên tệp, không có phần đuôi.", needed=True),
    Column("ten_bang", "Tên bảng", ColumnType.TEXT, "Tên trang tính trong tệp Excel.", needed=True),
    Column("cot", "Cột", ColumnType.CODE, "Tên cột trong CSV và JSON.", needed=True),
    Column("nhan", "Nhãn", ColumnType.TEXT, "Tên cột trong tệp Excel.", needed=True),
    Column("kieu", "Kiểu", needed=True),
    Column("y_nghia", "Ý nghĩa"),
    Column("gia_tri", "Giá trị", ColumnType.TEXT, "Các giá trị có thể có: mã và nhãn."),
    Column("luon_co", "Luôn có", ColumnType.FLAG, "có (true): không bao giờ trống.", needed=True),
), _dictionary, ("bang", "cot"), sampled=False)  # fmt: skip

TABLES: tuple[DatasetTable, ...] = (*RECORD_TABLES, *VOCABULARY_TABLES, *FIGURE_TABLES, _DICTIONARY)
