"""What the plan asks of a unit and a model beside figures: whom a unit works with, how it tells, which directive a model serves."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from danvankheo import figures, reports
from danvankheo.records.reading import load
from danvankheo.reports.draft_report import Gap, Paragraph
from outputs.real_sites import DAY, built, lines, repository

UNIT = "xa-xuan-lai"
WORK = """phoi_hop:
  - {nam: 2024, to_chuc: Hội Nông dân xã, noi_dung: Trồng hoa hai bên đường}
tuyen_truyen:
  - {nam: 2024, noi_dung: Mục đích của phong trào, hinh_thuc: Loa truyền thanh xã, so: 12, dvt: buổi}
  - {nam: 2023, noi_dung: Chỉ tiêu, hinh_thuc: Hội nghị}
"""
SERVED = """thuc_hien_chu_truong:
  - {so: 05-NQ/ĐU, ngay: 2024-01-05, ten: Nghị quyết về nông thôn mới, co_quan: Đảng ủy xã}
"""


@pytest.fixture(scope="module")
def repo_of_one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    repo = repository(tmp_path_factory.mktemp("ke-hoach"), stories=1)
    unit, model = repo / f"content/don-vi/{UNIT}.md", repo / "models/con-duong-1.md"
    text = unit.read_text("utf-8")
    unit.write_text(text.replace("theo_nam:\n", f"{WORK}theo_nam:\n"), "utf-8")
    model.write_text(model.read_text("utf-8").replace("chu_the:", f"{SERVED}chu_the:"), "utf-8")
    return repo


@pytest.fixture(scope="module")
def site(repo_of_one: Path) -> Path:
    return built(repo_of_one)


def test_a_units_page_tells_whom_it_works_with_and_how_it_tells(site: Path) -> None:
    told = lines(site / f"don-vi/{UNIT}/index.html")
    at = told.index("Phối hợp với các tổ chức chính trị – xã hội")
    assert told[at + 1 : at + 3] == ["2024", "Hội Nông dân xã: Trồng hoa hai bên đường"]
    at = told.index("Tuyên truyền")
    assert told[at + 1 : at + 5] == [
        "2023",
        "Chỉ tiêu (hội nghị)",
        "2024",
        "Mục đích của phong trào (loa truyền thanh xã, 12 buổi)",
    ]


def test_a_model_tells_which_directive_it_serves_under_the_first_criterion(site: Path) -> None:
    told = lines(site / "mo-hinh/con-duong-1/index.html")
    at = told.index("Chủ trương, định hướng")
    line = "Thực hiện chủ trương: Nghị quyết về nông thôn mới (số 05-NQ/ĐU, ngày 05/01/2024, Đảng ủy xã)"
    assert line in told[at : told.index("Chủ thể", at)]


def test_the_downloads_have_a_table_of_each(site: Path) -> None:
    for name, count, word in (
        ("phoi-hop", 1, "Hội Nông dân xã"),
        ("tuyen-truyen", 2, "Hội nghị"),
        ("chu-truong", 1, "05-NQ/ĐU"),
    ):
        with next((site / "du-lieu").rglob(f"*{name}.csv")).open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        assert len(rows) == count + 1
        assert word in [cell for row in rows for cell in row]


@pytest.mark.parametrize(("year", "missing"), [(2024, False), (2022, True)])
def test_a_units_report_tells_both_in_their_year(repo_of_one: Path, year: int, *, missing: bool) -> None:
    registry = load(repo_of_one)[0]
    draft = reports.draft(registry, figures.compute(registry, DAY), year=year, unit=UNIT, sample=False)
    told = [block.words for block in draft.sections[0].blocks if isinstance(block, Paragraph | Gap)]
    assert ("Chưa có số liệu về việc phối hợp trong thời gian này." in told) is missing
    assert ("- 2024: Trồng hoa hai bên đường (Hội Nông dân xã)." in told) is not missing
    assert ("- 2024: Mục đích của phong trào (loa truyền thanh xã, 12 buổi)." in told) is not missing
