"""Trends over the period equal what is worked by hand from tests/fixtures/figures/README.md; unknown stays unknown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from danvankheo.figures import compute
from danvankheo.figures.trends import Comparison, Trend, TrendPoint, trends
from danvankheo.outputs.pages.indicators import indicators_view
from danvankheo.outputs.views.trends import TrendView, trend_views
from danvankheo.records.reading import load
from danvankheo.records.registry import Registry
from outputs.rendering import render

HERE = Path(__file__).parents[1] / "fixtures" / "figures"


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load(HERE)[0]


@pytest.fixture(scope="module")
def found(registry: Registry) -> dict[str, Trend]:
    data = compute(registry, date(2025, 11, 20)).real
    return {each.code: each for each in trends((row.period, row.indicators) for row in data.periods.values())}


@pytest.fixture(scope="module")
def views(registry: Registry) -> dict[str, TrendView]:
    return {each.code: each for each in trend_views(compute(registry, date(2025, 11, 20)).real, registry)}


def _points(trend: Trend) -> dict[str, TrendPoint]:
    return {point.period.label: point for point in trend.points}


def test_every_target_has_its_trend_over_the_period(found: dict[str, Trend]) -> None:
    assert tuple(found) == ("1", "2-all", "3a", "3b-pooled", "3b-units")
    for trend in found.values():
        assert [point.period.label for point in trend.points] == [
            "2022",
            "2023",
            "2024",
            "2025 đến 30/6",
            "2025 từ 1/7",
        ]


def test_the_gap_is_the_units_still_needed_and_points_for_the_pooled_rate(found: dict[str, Trend]) -> None:
    assert [point.gap for point in found["1"].points] == [3, 2, 1, 1, 1]
    assert [point.gap for point in found["2-all"].points] == [4, 3, 4, 4, 2]
    assert [point.gap for point in found["3a"].points] == [3, 2, None, None, 0]
    assert [point.gap for point in found["3b-pooled"].points] == [18, 0, None, None, 0]
    assert {point.gap for point in found["3b-units"].points} == {None}, "the plan sets no share of units"


def test_the_share_of_units_with_data_counts_whoever_is_known(found: dict[str, Trend]) -> None:
    assert [point.known for point in found["1"].points] == [3, 3, 4, 3, 1]
    assert [point.known for point in found["3a"].points] == [2, 2, 0, 0, 2]
    assert [point.known for point in found["3b-units"].points] == [3, 3, 0, 0, 2]


def test_a_change_is_told_only_of_whole_years_known_of_the_same_units(found: dict[str, Trend]) -> None:
    assert _points(found["1"])["2023"].change == 1
    assert _points(found["2-all"])["2023"].change == 1
    whys = {code: [point.compared for point in trend.points] for code, trend in found.items()}
    first, yes, unknown = Comparison.FIRST, Comparison.YES, Comparison.UNKNOWN
    other, part, units = Comparison.OTHER_REPORTS, Comparison.PART_OF_YEAR, Comparison.OTHER_UNITS
    assert whys["1"] == [first, yes, other, part, units]
    assert whys["3a"] == [first, other, unknown, part, units]
    assert whys["3b-pooled"] == [first, other, unknown, part, units]
    assert all(
        (point.change is None) is (point.compared is not yes) for each in found.values() for point in each.points
    )


def test_the_two_rows_of_a_cut_year_are_never_compared(views: dict[str, TrendView]) -> None:
    for view in views.values():
        assert view.points[-1].change == "không so, vì đơn vị đã sắp xếp lại"


def test_gaps_and_changes_are_told_in_words(views: dict[str, TrendView]) -> None:
    assert views["1"].points[0].gap == "còn thiếu 3 đơn vị, trong đó 1 đơn vị chưa có số liệu"
    assert views["1"].points[1].change == "tăng 1 đơn vị"
    assert views["1"].points[2].gap == "còn thiếu 1 đơn vị"
    assert views["3a"].points[1].gap == "còn thiếu 2 đơn vị, đều chưa có số liệu"
    assert views["3b-pooled"].points[0].gap == "còn thiếu 18 điểm phần trăm"
    assert views["3b-pooled"].points[1].gap == "đã đạt"
    assert views["3b-units"].points[1].gap == "–"
    assert (
        views["3b-pooled"].latest == "Năm 2025 từ 1/7: 81,1% (730/900 thanh niên, ở 2/2 xã có đủ hai con số). Đã đạt."
    )


def test_a_year_nobody_reported_is_unknown_and_no_zero(views: dict[str, TrendView]) -> None:
    for code in ("3a", "3b-pooled", "3b-units"):
        point = views[code].points[2]
        assert (point.label, point.value, point.known, point.state) == (
            "2024",
            "chưa có số liệu",
            "0/4 đơn vị",
            "unknown",
        )


def test_the_chart_says_in_a_sentence_what_it_shows_and_hatches_the_unknown(registry: Registry) -> None:
    html = render("indicators.html", root="../", view=indicators_view(registry, compute(registry, date(2025, 11, 20))))
    assert (
        '<title id="so-lieu-that-bieu-do-1-3">Tổ chức hoạt động tình nguyện, chỉ tiêu 100%: năm 2022 50%; năm 2023 100%; '
        "năm 2024 chưa có số liệu; năm 2025 đến 30/6 không áp dụng; năm 2025 từ 1/7 100%.</title>"
    ) in html
    real = html[html.index('id="so-lieu-that"') : html.index('id="minh-hoa"')]
    assert real.count('role="img"') == 5
    assert real.count('class="trend-chart__unknown"') == 3, "2024 of the three figures that come from reports"
