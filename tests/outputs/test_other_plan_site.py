"""The site of another plan: its six targets, three fields and deadlines come from the file, on every page and paper."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from danvankheo import figures, reports
from danvankheo.records.reading import load
from danvankheo.records.registry import Registry
from danvankheo.reports import office
from docx import Document
from figures import other_plan
from outputs.real_sites import built, lines, repository


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = repository(tmp_path_factory.mktemp("other-plan-site"))
    for unit in (folder / "content/don-vi").iterdir():
        unit.unlink()
    return other_plan.write(folder)


@pytest.fixture(scope="module")
def site(root: Path) -> Path:
    return built(root, other_plan.DAY)


@pytest.fixture(scope="module")
def registry(root: Path) -> Registry:
    return load(root)[0]


def _table(site: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((site / f"du-lieu/{name}.csv").read_text("utf-8-sig"))))


def test_the_page_of_indicators_tells_the_six_targets_and_their_figures(site: Path) -> None:
    page = lines(site / "chi-tieu/index.html")
    text = "\n".join(page)
    assert "Phong trào đề ra sáu chỉ tiêu." in text
    for value in ("từ 50% trở lên", "từ 2 mô hình trở lên", "từ 3 điển hình trở lên"):
        assert f"Phấn đấu: {value}" in text
    for cell in ("50% (2/4)", "25% (1/4)", "66,7% (2/3)", "53,3%", "2 mô hình", "50% (3/6)", "2 điển hình"):
        assert cell in page, cell
    assert "Chỉ tiêu từ 2 mô hình trở lên – đạt" in page
    assert "Chỉ tiêu từ 3 điển hình trở lên – chưa đạt" in page
    assert "Trường học: 1 đơn vị; chưa có danh sách đầy đủ." in page
    assert "Đoàn trường học: đã có hồ sơ của 2 đơn vị, chưa đủ danh sách." in text
    assert "Chi đoàn: chưa có danh sách" not in text
    assert "ngày 31/10" in text
    assert "15/11" not in text


def test_the_downloads_hold_the_same_figures(site: Path) -> None:
    rows = {row["ma"]: row for row in _table(site, "chi-tieu")}
    kept = ("tu_so", "mau_so", "dem_gi", "ty_le", "muc_can_dat", "dat")
    assert [rows["A1"][key] for key in kept] == ["2", "4", "đơn vị", "50.0000", "50", "true"]
    assert [rows["A2"][key] for key in kept] == ["2", "3", "đơn vị", "66.6667", "75", ""]
    assert [rows["A3"][key] for key in kept] == ["64", "120", "hộ", "53.3333", "60", "false"]
    assert [rows["A4"][key] for key in kept] == ["2", "", "mô hình", "", "2", "true"]
    assert [rows["A6"][key] for key in kept] == ["2", "", "điển hình", "", "3", "false"]
    further = {(row["don_vi"], row["ma"]): row["so"] for row in _table(site, "so-khac")}
    assert further["xa-an", "ho_giup"] == "30"
    states = {row["don_vi"]: row["tinh_trang"] for row in _table(site, "chi-tieu-don-vi") if row["chi_tieu"] == "A2"}
    assert states == {"xa-an": "tinh", "xa-binh": "chua", "xa-cat": "chua-co-so-lieu", "phuong-dong": "tinh",
                      "truong-song": "tinh", "truong-lac": "chua-co-so-lieu"}  # fmt: skip
    kinds = {(row["chi_tieu"], row["loai"]): (row["tu_so"], row["mau_so"], row["danh_sach_day_du"])
             for row in _table(site, "chi-tieu-loai")}  # fmt: skip
    assert kinds["A1", "xa"] == ("2", "3", "true")
    assert kinds["A1", "truong-hoc"] == ("1", "", "false")


def test_a_unit_shows_the_numbers_this_plan_asks_for(site: Path) -> None:
    page = lines(site / "don-vi/xa-an/index.html")
    for words in ("Số công trình thanh niên", "Số hộ khó khăn được giúp", "5", "30"):
        assert words in page


def test_the_home_page_has_the_first_of_its_targets(site: Path) -> None:
    page = lines(site / "index.html")
    for words in ("Cơ sở Đoàn có từ hai mô hình", "Tỷ lệ hộ khó khăn được giúp", "Mô hình được cấp tỉnh khen"):
        assert words in page


def test_reports_hold_the_figures_and_a_unit_its_own_part(registry: Registry) -> None:
    found = figures.compute(registry, other_plan.DAY)
    text = _text(reports.draft(registry, found, year=2026))
    for words in ("A1. Cơ sở Đoàn có từ hai mô hình", "64/120 hộ, ở 3/4 xã, phường có đủ hai con số", "A4. Mô hình được cấp tỉnh khen",
                  "Trường học: 1 đơn vị; chưa có danh sách đầy đủ"):  # fmt: skip
        assert words in text, words
    own = _text(reports.draft(registry, found, year=2026, unit="xa-an"))
    assert "75% (30/40 hộ)" in own
    assert "5 công trình" in own
    school = _text(reports.draft(registry, found, year=2026, unit="truong-song"))
    assert "100% (5/5 hộ)" in school


def test_the_office_asks_by_the_deadlines_of_this_plan(registry: Registry) -> None:
    text = office.render(registry, figures.compute(registry, other_plan.DAY), {}, sample=False)
    assert "20/02/2026" in text
    assert "31/10/2026" in text
    assert "15/11" not in text


def _text(report: reports.Report) -> str:
    document = Document(io.BytesIO(reports.to_docx(report, other_plan.DAY)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)
