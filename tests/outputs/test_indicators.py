"""The page of indicators says what the figures say, in neutral words, real and sample apart."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from danvankheo.figures import Figures, compute
from danvankheo.outputs.pages.indicators import IndicatorsView, PeriodView, indicators_view
from danvankheo.outputs.views.figure_views import FigureView
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


@pytest.fixture(scope="module")
def view(registry: Registry, figures: Figures) -> IndicatorsView:
    return indicators_view(registry, figures)


@pytest.fixture(scope="module")
def html(view: IndicatorsView) -> str:
    return render("indicators.html", root="../", view=view)


def _row(view: IndicatorsView, anchor: str) -> PeriodView:
    return next(row for block in view.blocks for row in block.rows if row.anchor == anchor)


def _figure(view: IndicatorsView, anchor: str, code: str) -> FigureView:
    return next(each for group in _row(view, anchor).groups for each in group.figures if each.code == code)


def test_real_figures_stand_before_the_samples_and_apart_from_them(view: IndicatorsView, html: str) -> None:
    assert [block.sample for block in view.blocks] == [False, True]
    assert (
        html.index("Số liệu thật</h2>")
        < html.index("Số liệu minh họa – không phải số thật")
        < html.index("Số liệu minh họa</h2>")
    )


def test_2025_is_two_rows_and_the_newest_row_comes_first(view: IndicatorsView) -> None:
    labels = [row.label for row in view.blocks[0].rows]
    assert labels == ["Năm 2025 từ 1/7", "Năm 2025 đến 30/6", "Năm 2024", "Năm 2023", "Năm 2022"]


def test_a_complete_share_is_100_without_decimals_and_a_part_has_a_comma(view: IndicatorsView) -> None:
    assert _figure(view, "nam-2025-tu-1-7", "3a").value == "100"
    assert _figure(view, "nam-2022", "3b-units").value == "66,7"


def test_a_figure_names_who_misses_and_who_is_unknown_in_neutral_words(view: IndicatorsView) -> None:
    lists = {each.label: each.names for each in _figure(view, "nam-2022", "1").lists}
    assert lists == {"Chưa có mô hình": "Bình, Cát", "Chưa có số liệu": "thị trấn Dừa", "Đã có mô hình": "An"}
    reports = {each.label: each.names for each in _figure(view, "nam-2022", "3a").lists}
    assert reports["Chưa nhận được báo cáo"] == "thị trấn Dừa"
    assert reports["Báo cáo chưa có con số này"] == "Cát"


def test_a_unit_with_only_a_rate_is_named_beside_the_pooled_rate(view: IndicatorsView) -> None:
    pooled = _figure(view, "nam-2023", "3b-pooled")
    assert pooled.notes == ("Chỉ báo cáo tỷ lệ nên không cộng được ở đây: thị trấn Dừa (68,5%).",)
    assert pooled.fraction == "261/300 thanh niên, ở 2/4 xã, thị trấn có đủ hai con số"
    assert "thị trấn Dừa: Một bài báo trong dữ liệu thử" in pooled.source


def test_the_verdict_is_open_where_unknown_units_decide(view: IndicatorsView) -> None:
    assert _figure(view, "nam-2023", "3a").verdict == "Chỉ tiêu 100% – chưa đủ số liệu để kết luận"
    assert _figure(view, "nam-2023", "3b-pooled").verdict == "Chỉ tiêu từ 80% trở lên – đạt"
    assert _figure(view, "nam-2022", "1").verdict == "Chỉ tiêu 100% – chưa đạt"


def test_a_year_in_which_nobody_reported_has_no_figure_and_no_zero(view: IndicatorsView) -> None:
    for code in ("3a", "3b-pooled", "3b-units"):
        figure = _figure(view, "nam-2024", code)
        assert figure.value is None
        assert figure.state == "unknown"
        assert figure.fraction == "Chưa có số liệu của 4 xã, thị trấn"


def test_old_units_are_not_said_to_owe_a_report(view: IndicatorsView) -> None:
    assert _figure(view, "nam-2025-den-30-6", "3a").fraction == "Không áp dụng – đơn vị đã sắp xếp từ 01/7/2025"
    report = _row(view, "nam-2025-den-30-6").submissions[1]
    assert (report.text, report.missing) == ("không áp dụng – đơn vị đã sắp xếp từ 01/7/2025", None)


def test_papers_are_counted_without_naming_who_was_late(view: IndicatorsView, html: str) -> None:
    report = _row(view, "nam-2022").submissions[1]
    assert report.text == "hạn 15/11/2022; đã nhận 3/4, trong đó 2 gửi trong hạn"
    assert report.missing is not None
    assert report.missing.names == "thị trấn Dừa"
    assert "trễ" not in html
    assert "muộn" not in html


def test_the_notes_tell_how_the_plan_was_read(html: str) -> None:
    text = re.sub(r"\s+", " ", html)
    assert "Kế hoạch ghi “trước ngày 15/11”; trang này tính đến hết ngày 15/11." in text
    assert "<dd>Từng lĩnh vực và đủ cả bốn.</dd>" in text
    assert "Các tỷ lệ hiện tính trên Đoàn xã, thị trấn." in text


def test_wide_tables_have_captions_and_scroll_in_a_region_one_can_focus(html: str) -> None:
    assert (
        html.count("<table")
        == html.count("<caption")
        == html.count('class="table-scroll"')
        == html.count('tabindex="0"')
    )
    assert '<th scope="row">' in html
    assert '<th scope="col">' in html


def test_every_id_on_the_page_is_there_once_and_every_anchor_leads_somewhere(html: str) -> None:
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


def test_nothing_is_styled_in_place(html: str) -> None:
    assert "style=" not in html
    assert "<style" not in html
    assert "<script" not in html
