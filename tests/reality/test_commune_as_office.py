"""A Đoàn xã's year as an office over its own chi đoàn and schools; a school's year on page, office, Word and CSV."""

from __future__ import annotations

import csv
from pathlib import Path

import docx
import pytest
from danvankheo.figures import compute
from danvankheo.outputs.pages.coverage import coverage_view
from danvankheo.records.reading import load
from dvk_in_process import dvk
from reality.made_commune import BRANCHES, OFFICE, SCHOOL, write_commune
from reality.made_registry import DAYS, write_registry


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The registry, built."""
    made = write_commune(tmp_path_factory.mktemp("xa") / "kho").folder
    found = dvk(made, "check")
    assert (found.returncode, found.stdout + found.stderr) == (0, found.stdout), found.stdout + found.stderr
    built = dvk(made, "build", "--site-dir", "site", "--as-of", "2026-11-20")
    assert built.returncode == 0, built.stderr
    return made


def page(folder: Path, address: str) -> str:
    return (folder / "site" / address / "index.html").read_text("utf-8")


def words(path: Path) -> str:
    """Return the text of a Word file: paragraphs, then the cells of its tables row by row."""
    document = docx.Document(str(path))
    lines = [each.text for each in document.paragraphs]
    lines += [" | ".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    return "\n".join(lines)


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / "site" / "du-lieu" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def draft(folder: Path, *arguments: str) -> str:
    found = dvk(folder, "report", "2026", *arguments, "--as-of", "2026-11-20", "--output", "bao-cao/thu.docx")
    assert found.returncode == 0, found.stderr
    return words(folder / "bao-cao" / "thu.docx")


def test_the_page_of_the_office_lists_its_units_and_their_models(folder: Path) -> None:
    text = page(folder, f"don-vi/{OFFICE}")
    assert "Trực thuộc:" in text
    assert "Tỉnh Đoàn Thanh Hóa" in text
    assert all(f"don-vi/{slug}/" in text for slug in (*BRANCHES, SCHOOL))
    assert "Mô hình của các đơn vị trực thuộc" in text
    assert "Tranh tường của Chi đoàn thôn Loảng" in text


def test_a_time_that_the_name_of_the_office_says_is_not_said_twice(folder: Path) -> None:
    text = page(folder, f"don-vi/{BRANCHES[0]}")
    assert "Đoàn xã Xuân Lập (từ 01/7/2025)</a>" in text
    assert "(từ 01/7/2025) (từ 01/7/2025)" not in text


def test_the_page_of_a_school_has_its_year_from_list_to_report(folder: Path) -> None:
    text = page(folder, f"don-vi/{SCHOOL}")
    assert "09/01/2026" in text
    assert "12/11/2026" in text
    assert f"don-vi/{OFFICE}/" in text
    assert "1, khớp danh sách" in text


def test_the_office_page_tells_what_each_of_its_units_still_owes(folder: Path) -> None:
    found = dvk(folder, "office", "--of", OFFICE, "--as-of", "2026-11-20")
    assert found.returncode == 0, found.stderr
    assert "còn 2 văn bản quá hạn" in found.stdout
    text = (folder / "van-phong" / f"{OFFICE}.html").read_text("utf-8")
    assert "Đơn vị trực thuộc Đoàn xã Xuân Lập còn thiếu danh sách, báo cáo" in text
    assert "4 đơn vị (1 Đoàn trường học, 3 chi đoàn); 2 mô hình, ở 2 đơn vị; chưa biết gì về 1 đơn vị." in text
    assert "Đề nghị đồng chí gửi về Đoàn xã Xuân Lập" in text
    assert "Kính gửi Đoàn Trường THCS" not in text


def test_the_report_of_the_office_over_its_units_has_its_own_totals(folder: Path) -> None:
    text = draft(folder, "--of", OFFICE)
    assert "của các đơn vị trực thuộc Đoàn xã Xuân Lập" in text
    assert "TỈNH ĐOÀN THANH HÓA" in text
    assert "thôn Phên" in text
    assert "Xuân Tín" not in text


def test_the_report_of_the_office_upwards_has_a_section_on_its_units(folder: Path) -> None:
    text = draft(folder, "--unit", OFFICE)
    assert "5. Các đơn vị trực thuộc" in text
    assert "trên trang có 4 đơn vị trực thuộc (1 Đoàn trường học, 3 chi đoàn)" in text
    assert "Chưa có danh sách đầy đủ các đơn vị trực thuộc." in text
    assert "Tranh tường của Đoàn Trường THCS Khuyểng" in text


@pytest.mark.parametrize(("unit", "name"), [(SCHOOL, "Đoàn Trường THCS Khuyểng"), (BRANCHES[0], "Chi đoàn thôn Loảng")])
def test_a_unit_that_the_plan_does_not_count_reports_to_its_office(folder: Path, unit: str, name: str) -> None:
    text = draft(folder, "--unit", unit)
    assert "ĐOÀN XÃ XUÂN LẬP" in text
    assert f"Tranh tường của {name}" in text
    assert "- Đoàn xã Xuân Lập;" in text


def test_the_tables_to_take_away_have_the_kind_the_superior_and_the_year(folder: Path) -> None:
    school = next(row for row in rows(folder, "don-vi") if row["ma"] == SCHOOL)
    assert school["loai"] == "truong-hoc"
    above = [row for row in rows(folder, "truc-thuoc") if row["don_vi"] == SCHOOL]
    assert [(row["ma"], row["tu"]) for row in above] == [(OFFICE, "2025-07-01")]
    year = next(row for row in rows(folder, "bao-cao-nam") if row["don_vi"] == SCHOOL)
    assert (year["nam"], year["gui_danh_sach"], year["gui_bao_cao"]) == ("2026", "2026-01-09", "2026-11-12")


def test_an_office_without_units_is_told_how_to_name_them(folder: Path) -> None:
    found = dvk(folder, "office", "--of", "xa-xuan-tin-2025", "--as-of", "2026-11-20")
    assert found.returncode != 0
    assert "truc_thuoc: [{ma: xa-xuan-tin-2025}]" in found.stderr
    assert dvk(folder, "report", "2026", "--of", "xa-khong-co", "--as-of", "2026-11-20").returncode != 0


def test_coverage_shows_units_that_owe_no_field_in_a_table_of_their_own(tmp_path: Path) -> None:
    made = write_registry(tmp_path / "kho", 2026, 5, day=DAYS[3])
    registry = load(made.folder)[0]
    view = coverage_view(registry, compute(registry, made.day))
    year = next(each for each in view.blocks[0].years if each.code == "2023")
    assert {line.kind for line in year.lines} == {"xa", "thi-tran"}
    assert {line.kind[0] for line in year.others} == {"truong-hoc", "co-quan", "luc-luong-vu-trang", "doanh-nghiep"}
    assert [name for _, name in view.kinds][:3] == ["Đoàn xã", "Đoàn thị trấn", "Đoàn phường"]
