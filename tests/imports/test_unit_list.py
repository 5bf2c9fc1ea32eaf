"""Units imported from an office's list by the real command: new files, never one changed, a receipt for every row."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
from danvankheo.imports.unit_list import HEADINGS
from danvankheo.records.reading import load
from dvk_in_process import dvk

HEADER = "STT;Tên đơn vị;Loại;Địa bàn;Trực thuộc;Từ ngày;Đến ngày;Mã"


@pytest.fixture
def root(tmp_path: Path, repo: Path) -> Path:
    """A repository with the real vocabulary."""
    shutil.copytree(repo / "content", tmp_path / "content")
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    return tmp_path


def said(root: Path, *rows: str, header: str = HEADER) -> list[str]:
    """Import rows; return what the command says of them, line by line. The check has nothing against the files."""
    (root / "don-vi.csv").write_text("\n".join(["DANH SÁCH ĐƠN VỊ", header, *rows, ""]), "utf-8")
    done = dvk(root, "import", "don-vi.csv")
    found = dvk(root, "check")
    assert (found.returncode, "DVK" in found.stdout) == (0, False), found.stdout
    return done.stdout.splitlines() or [done.stderr]


def files(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / "content/don-vi").glob("*.md")}


def test_every_row_becomes_a_file_and_a_second_run_changes_nothing(root: Path) -> None:
    before = files(root)
    rows = (
        "1;Đoàn Trường THPT Khuyểng;Đoàn trường học;;Tỉnh Đoàn Thanh Hóa;05/9/2020;;",
        "2;Chi đoàn thôn Loảng;Chi đoàn;;Đoàn xã Xuân Lập;;;",
        "3;Chi đoàn Vườn;;;Chi đoàn thôn Loảng;;;chi-doan-vuon",
        "4;Công an xã Phên;;;tinh-doan;;;",
    )
    lines = said(root, *rows)
    assert lines[:4] == [
        "Dòng 3: tạo mới: content/don-vi/truong-thpt-khuyeng.md",
        "Dòng 4: tạo mới: content/don-vi/chi-doan-thon-loang-xa-xuan-lap-2025.md",
        "Dòng 5: tạo mới: content/don-vi/chi-doan-vuon.md",
        "Dòng 6: tạo mới: content/don-vi/cong-an-xa-phen.md",
    ]
    school = (root / "content/don-vi/truong-thpt-khuyeng.md").read_text("utf-8")
    assert school == (
        "---\nten: Đoàn Trường THPT Khuyểng\ndia_ban: Trường THPT Khuyểng\nloai: truong-hoc\ntu: 2020-09-05\n"
        "truc_thuoc:\n  - {ma: tinh-doan}\n---\n"
    )
    branch = (root / "content/don-vi/chi-doan-thon-loang-xa-xuan-lap-2025.md").read_text("utf-8")
    assert "dia_ban: thôn Loảng, xã Xuân Lập\n" in branch
    assert "  - {ma: xa-xuan-lap-2025, tu: 2025-07-01}\n" in branch
    after = files(root)
    assert {name: data for name, data in after.items() if name in before} == before
    assert all(line.split(": ")[1] == "không đổi" for line in said(root, *rows)[:4])
    assert files(root) == after


def test_chi_doan_of_one_name_below_two_communes_are_two_units(root: Path) -> None:
    lines = said(root, "1;Chi đoàn thôn 1;;;Đoàn xã Xuân Lập;;;", "2;Chi đoàn thôn 1;;;Đoàn xã Xuân Tín;;;")
    assert [line.split(": ")[1] for line in lines[:2]] == ["tạo mới", "tạo mới"]
    assert len({line.split(": ")[2] for line in lines[:2]}) == 2


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("1;;Chi đoàn;;;;;", "B", "thiếu Tên đơn vị"),
        ("1;Hội Loảng;;;;;;", "C", "chưa rõ loại"),
        ("1;Chi đoàn A;Nhóm;;;;;", "C", "chưa rõ loại “Nhóm”"),
        ("1;Chi đoàn A;;;Đoàn xã Xuân Lậpp;;;", "E", "Có phải: Đoàn xã Xuân Lập"),
        ("1;Chi đoàn A;;;;32/13/2020;;", "F", "ngày"),
        ("1;Chi đoàn A;;;;;;Mã Số", "H", "ghi chữ thường không dấu"),
        ("1;Chi đoàn A;;;;01/01/2024;01/01/2023;", "", "kết thúc trước khi bắt đầu"),
    ],
)
def test_a_row_that_is_not_clear_is_told_by_its_cell_and_writes_nothing(
    root: Path, row: str, column: str, reason: str
) -> None:
    before = files(root)
    line = said(root, row)[0]
    assert line.startswith(f"Dòng 3, cột {column}: chưa nhập" if column else "Dòng 3: chưa nhập"), line
    assert reason in line
    assert files(root) == before


def test_a_unit_that_is_there_stays_as_it_is_and_what_differs_is_told(root: Path) -> None:
    before = files(root)
    lines = said(root, "1;Đoàn xã Xuân Lập;Đoàn xã;;Tỉnh Đoàn Thanh Hóa;01/8/2025;;", "2;Đoàn xã Xuân Lập;;;;;;")
    assert lines[0] == (
        "Dòng 3: giữ nguyên: content/don-vi/xa-xuan-lap-2025.md: Từ ngày trong tệp là 2025-07-01, danh sách ghi 2025-08-01: giữ nguyên"
    )
    assert files(root) == before


def test_the_same_unit_twice_in_a_list_is_a_question(root: Path) -> None:
    lines = said(root, "1;Chi đoàn A;;;Đoàn xã Xuân Lập;;;", "2;Chi đoàn A;;;Đoàn xã Xuân Lập;;;")
    assert "trùng với dòng 3" in lines[1]


def test_the_template_has_a_sheet_of_units_that_is_read_as_one(root: Path) -> None:
    assert dvk(root, "import", "--template", "../mau-don-vi.xlsx").returncode == 0
    path = root.parent / "mau-don-vi.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["Đơn vị"]
    assert [cell.value for cell in sheet[4]][: len(HEADINGS)] == list(HEADINGS.values())
    sheet["B5"], sheet["C5"], sheet["E5"] = "Chi đoàn Khối 1", "Chi đoàn", "Đoàn xã Xuân Tín"
    book.save(path)
    done = dvk(root, "import", str(path))
    assert "tạo mới: content/don-vi/chi-doan-khoi-1-xa-xuan-tin-2025.md" in done.stdout
    assert load(root)[0].units["chi-doan-khoi-1-xa-xuan-tin-2025"].data.name == "Chi đoàn Khối 1"


def test_a_row_with_a_value_that_no_unit_can_have_stops_no_other_row(root: Path) -> None:
    lines = said(
        root,
        f"1;Đoàn Trường {'x' * 400};Đoàn trường học;;tinh-doan;;;",
        f"2;Đoàn Trường Một;Đoàn trường học;{'y' * 400};tinh-doan;;;",
        "3;=A1&A2;Đoàn trường học;;tinh-doan;;;",
        "=ROW();Đoàn Trường Hai;Đoàn trường học;;tinh-doan;;;",
    )
    assert [line.partition("chưa nhập")[0] for line in lines[:3]] == [
        "Dòng 3, cột B: ", "Dòng 4, cột D: ", "Dòng 5, cột B: "
    ]  # fmt: skip
    assert lines[3] == "Dòng 6: tạo mới: content/don-vi/truong-hai.md"
