"""Pages of units: what a place has, when it sent its list and report, what it became."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from danvankheo.figures import Figures, compute
from danvankheo.outputs.pages.unit import UnitView, own_entries, unit_view
from danvankheo.outputs.views.cartogram import cartograms
from danvankheo.outputs.views.unit_years import COLUMNS
from danvankheo.records.reading import load
from danvankheo.records.registry import Registry
from outputs.rendering import render

REPO = Path(__file__).parents[1] / "fixtures" / "figures"


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load(REPO)[0]


@pytest.fixture(scope="module")
def figures(registry: Registry) -> Figures:
    return compute(registry, date(2025, 11, 20))


def _view(registry: Registry, figures: Figures, slug: str) -> UnitView:
    return unit_view(slug, registry, figures, own_entries(registry))


def _rows(registry: Registry, figures: Figures, slug: str) -> list[dict[str, str]]:
    table = _view(registry, figures, slug).tables[0]
    return [dict(zip(COLUMNS, (cell.text for cell in row), strict=True)) for row in table.rows]


def test_the_index_groups_old_units_under_what_they_became(registry: Registry, figures: Figures) -> None:
    groups = cartograms(registry, figures)[0].groups
    assert [(group.title, [tile.name for tile in group.tiles]) for group in groups] == [
        ("Xã Đông", ["An", "Bình"]),
        ("Xã Tây", ["thị trấn Dừa", "Cát"]),
        ("Đơn vị khác", ["trường Sông"]),
    ]
    assert (groups[0].head_validity, groups[0].validity) == ("Từ 01/7/2025", "Đến 30/6/2025")


def test_a_tile_tells_models_and_fields_or_that_nothing_is_known(registry: Registry, figures: Figures) -> None:
    real, samples = cartograms(registry, figures)
    tiles = {tile.slug: tile for group in real.groups for tile in (*group.tiles, *([group.head] if group.head else []))}
    assert (tiles["xa-an"].level, tiles["xa-an"].text) == (2, "2 mô hình, 2 lĩnh vực (năm 2025 đến 30/6)")
    assert (tiles["thi-tran-dua"].level, tiles["thi-tran-dua"].text) == (0, "chưa có mô hình (năm 2024)")
    assert (tiles["xa-tay-2025"].level, tiles["xa-tay-2025"].text) == (None, "chưa có số liệu"), "it only reported"
    sample_tiles = {tile.slug: tile for group in samples.groups for tile in group.tiles}
    assert (sample_tiles["xa-an"].level, sample_tiles["xa-an"].text) == (None, "chưa có số liệu")


def test_a_unit_shows_when_its_papers_came_in_neutral_words(registry: Registry, figures: Figures) -> None:
    rows = {row["Năm"]: row for row in _rows(registry, figures, "xa-binh")}
    assert rows["2022"]["Báo cáo kết quả"] == "16/11/2022, sau hạn 1 ngày"
    assert rows["2023"]["Danh sách đăng ký"] == "16/01/2023, sau hạn 1 ngày"
    assert rows["2023"]["Báo cáo kết quả"] == "chưa nhận được"
    assert rows["2024"]["Báo cáo kết quả"] == "chưa nhận được"
    assert rows["2025 đến 30/6"]["Báo cáo kết quả"] == "không áp dụng – đơn vị đã sắp xếp từ 01/7/2025"


def test_a_number_nobody_gave_is_not_a_zero(registry: Registry, figures: Figures) -> None:
    rows = {row["Năm"]: row for row in _rows(registry, figures, "thi-tran-dua")}
    assert rows["2023"]["Tỷ lệ tập hợp"] == "68,5%"
    assert rows["2023"]["Được tập hợp"] == "chưa có số liệu"
    assert rows["2023"]["Mô hình trên trang này"] == "chưa có số liệu"
    assert rows["2024"]["Mô hình trên trang này"] == "0"


def test_the_units_list_is_held_against_the_records(registry: Registry, figures: Figures) -> None:
    name = "Hồ sơ đăng ký năm đó"
    rows = _rows(registry, figures, "xa-cat")
    assert {row["Năm"]: row[name] for row in rows}["2023"].startswith("1")
    assert {row["Năm"]: row[name] for row in rows}["2022"].startswith("0")
    unknown = _rows(registry, figures, "thi-tran-dua")
    assert {row["Năm"]: row[name] for row in unknown}["2023"] == "chưa có số liệu"


def test_sample_years_stand_in_a_table_of_their_own(registry: Registry, figures: Figures) -> None:
    real, samples = _view(registry, figures, "thi-tran-dua").tables
    assert samples.sample
    assert [row[0].text for row in samples.rows] == ["2022"]
    assert real.sources == ("2023: Một bài báo trong dữ liệu thử", "2024: Danh sách thử")


def test_an_old_unit_leads_to_its_successor_and_back(registry: Registry, figures: Figures) -> None:
    old, new = _view(registry, figures, "xa-an"), _view(registry, figures, "xa-dong-2025")
    assert old.successor is not None
    assert old.successor.name == "Đoàn xã Đông"
    assert [each.name for each in new.predecessors] == ["Đoàn xã An", "Đoàn xã Bình"]
    assert [each.title for each in new.inherited] == ["A1 vườn mẫu", "A3 tổ xung kích", "B2 sân chơi"]
    assert [each.title for each in new.models] == ["D1 thư viện thôn"]


def test_a_model_that_waits_has_no_link_to_a_story(registry: Registry, figures: Figures) -> None:
    models = {each.title: each for each in _view(registry, figures, "xa-cat").models}
    assert models["C1 ao cá"].href is None
    assert models["C1 ao cá"].detail == "2023, đã đăng ký – chưa có bài"
    assert models["S1 minh họa"].sample


def test_every_unit_and_the_index_can_be_drawn(registry: Registry, figures: Figures) -> None:
    for slug in registry.units:
        html = render("unit.html", root="../../", view=_view(registry, figures, slug))
        assert html.count("<table") == html.count("<caption") == html.count('tabindex="0"')
    html = render(
        "units.html",
        root="../",
        blocks=cartograms(registry, figures),
        fields=4,
        note=None,
        merged=True,
        places="xã, thị trấn",
    )
    assert html.count("unit-tile__name") == 14
    assert 'href="../don-vi/xa-an/"' in html
