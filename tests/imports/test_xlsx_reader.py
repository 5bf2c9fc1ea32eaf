"""Workbooks from strangers: bombs end in one sentence within bounds, and what offices really send is read as it stands."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import openpyxl
from danvankheo.base.child_process import ChildProcess
from danvankheo.imports import xlsx_reader
from dvk_in_process import dvk
from imports import workbook_bombs
from openpyxl.comments import Comment
from openpyxl.styles import Border, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

SECONDS, MEGABYTES = 25, 700


def test_every_kind_of_bomb_ends_in_one_sentence_or_in_the_rows_within_time_and_memory(tmp_path: Path) -> None:
    told = measured(tmp_path, list(workbook_bombs.cases(seed=13, each=1)))
    assert len(told) > 40
    wrong = [row for row in told if fault(row)]
    assert not wrong, wrong


def measured(folder: Path, cases: list[tuple[str, bytes]]) -> list[dict[str, object]]:
    """Read the cases in a process of their own; return what each gave, how long it took, the peak of both processes."""
    for number, (_, data) in enumerate(cases):
        (folder / f"{number}.xlsx").write_bytes(data)
    code = Path(__file__).with_name("measure_reading.py")
    done = subprocess.run([sys.executable, code, folder, str(len(cases))], capture_output=True, text=True, check=True)
    return [{"what": what} | json.loads(line) for (what, _), line in zip(cases, done.stdout.splitlines(), strict=True)]


def fault(row: dict[str, object]) -> bool:
    """Tell whether a case took too much, or gave neither one sentence nor the rows of the table."""
    said, rows = str(row["refused"]), row["rows"]
    one_sentence = said.startswith(("“", "Không ", "Đọc ")) and "\n" not in said and len(said) < 250
    right = not said and isinstance(rows, list) and rows[: len(workbook_bombs.ROWS)] == workbook_bombs.ROWS
    return not (one_sentence or right) or float(str(row["seconds"])) > SECONDS or int(str(row["peak"])) > MEGABYTES


def read(path: Path) -> list[tuple[str, list[list[str]]]]:
    with ChildProcess() as child:
        return [tuple(sheet) for sheet in child.read(xlsx_reader.sheets, path.read_bytes(), path.name)[0]]


def test_a_workbook_as_offices_keep_them_is_read_as_it_stands(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Đăng ký & số liệu"
    sheet.append(["DANH SÁCH"])
    sheet.merge_cells("A1:J1")
    for number in range(1, 1_001):
        sheet.append(
            [number, f"Góc đọc sách <{number}>", "Chi đoàn\nthôn Một", date(2023, 1, 10), 2.5, True, None, "  thụt "]
        )
    line = Side(style="thin")
    for row in range(1, 5_001):  # lines drawn down to row 5,000, as many do
        for column in "ABCDEFGHIJ":
            sheet[f"{column}{row}"].border = Border(line, line, line, line)
    sheet["D3"].number_format = 'dd" tháng "mm" năm "yyyy'
    sheet["I2"] = "=SUM(A2:A9)"
    sheet["B2"].comment = Comment("xem lại", "ai đó")
    sheet["B3"].hyperlink = "https://example.org/"
    sheet["C4"].fill = PatternFill("solid", "FFFF00")
    sheet.merge_cells("J2:J4")
    sheet["J2"] = "chung"
    sheet.add_data_validation(DataValidation("list", formula1='"a,b"', sqref="C1:C1048576"))
    sheet.conditional_formatting.add(
        "A1:XFD1048576", openpyxl.formatting.rule.ColorScaleRule("min", None, "FF0000", "max", None, "00FF00")
    )
    book.create_sheet("Trống")
    book.save(tmp_path / "a.xlsx")
    (name, rows), (other, none) = read(tmp_path / "a.xlsx")
    assert (name, other, none) == ("Đăng ký & số liệu", "Trống", [])
    assert len(rows) == 1_001
    assert rows[1] == [
        "1",
        "Góc đọc sách <1>",
        "Chi đoàn\nthôn Một",
        "10/01/2023",
        "2.5",
        "True",
        "",
        "  thụt ",
        "=SUM(A2:A9)",
        "chung",
    ]
    assert [row[3] for row in rows[2:4]] == ["10/01/2023"] * 2
    assert [row[9] for row in rows[2:5]] == ["chung", "chung", ""]


def test_our_own_form_comes_through_with_its_lists_of_choices(repo: Path, tmp_path: Path) -> None:
    assert dvk(repo, "import", "--template", str(tmp_path / "mau.xlsx")).returncode == 0
    names = [name for name, rows in read(tmp_path / "mau.xlsx") if len(rows) > 3]
    assert names[:2] == ["Đăng ký mô hình", "Số liệu năm"]


def test_dates_of_the_other_calendar_are_the_same_days(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["A1"] = date(2024, 2, 29)
    book.save(tmp_path / "a.xlsx")
    assert read(tmp_path / "a.xlsx")[0][1] == [["29/02/2024"]]
