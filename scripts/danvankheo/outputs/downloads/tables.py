"""Every table of the downloads, and the dictionary of their columns."""

from __future__ import annotations

from collections.abc import Iterator

from danvankheo.outputs.downloads.columns import Column, Group, Kind, Row, Table
from danvankheo.outputs.downloads.figure_tables import FIGURE_TABLES
from danvankheo.outputs.downloads.record_tables import RECORD_TABLES
from danvankheo.outputs.downloads.scope import Scope

#: What a CSV file carries behind its own columns, because it has no place for words of its own.
CSV_TAIL = (
    Column("ngay_so_lieu", "Ngày chốt số liệu", Kind.DATE, "Số liệu tính đến hết ngày này. Chỉ có trong tệp CSV.", needed=True),
    Column("nguon_so_lieu", "Nguồn", Kind.LINK, "Trang mà bảng này lấy ra. Chỉ có trong tệp CSV.", needed=True),
)  # fmt: skip


def _dictionary(scope: Scope) -> Iterator[Row]:
    for table in TABLES:
        for column in (*table.columns, *CSV_TAIL):
            values = "; ".join(f"{code}: {label}" if code != label else code for code, label in column.values)
            yield (table.name, table.title, column.name, column.label, str(column.kind), column.meaning or None,
                   values or None, column.needed)  # fmt: skip


_DICTIONARY = Table("tu-dien", "Từ điển", "Ý nghĩa từng cột của từng bảng.", "du-lieu/", Group.VOCABULARY, (
    Column("bang", "Bảng", Kind.CODE, "Tên tệp, không có phần đuôi.", needed=True),
    Column("ten_bang", "Tên bảng", Kind.TEXT, "Tên trang tính trong tệp Excel.", needed=True),
    Column("cot", "Cột", Kind.CODE, "Tên cột trong CSV và JSON.", needed=True),
    Column("nhan", "Nhãn", Kind.TEXT, "Tên cột trong tệp Excel.", needed=True),
    Column("kieu", "Kiểu", needed=True),
    Column("y_nghia", "Ý nghĩa"),
    Column("gia_tri", "Giá trị", Kind.TEXT, "Các giá trị có thể có: mã và nhãn."),
    Column("luon_co", "Luôn có", Kind.FLAG, "có (true): không bao giờ trống.", needed=True),
), _dictionary, ("bang", "cot"), sampled=False)  # fmt: skip

TABLES: tuple[Table, ...] = (*RECORD_TABLES, *FIGURE_TABLES, _DICTIONARY)
