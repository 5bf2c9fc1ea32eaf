"""The page of coverage: who has what where, unknown apart from none, real and samples apart."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from danvankheo.figures import compute
from danvankheo.outputs.pages.coverage import CoverageView, coverage_view
from danvankheo.outputs.views.parts import Cell
from danvankheo.records.reading import load
from outputs.rendering import render

REPO = Path(__file__).parents[1] / "fixtures" / "figures"


@pytest.fixture(scope="module")
def view() -> CoverageView:
    registry = load(REPO)[0]
    return coverage_view(registry, compute(registry, date(2025, 11, 20)))


@pytest.fixture(scope="module")
def html(view: CoverageView) -> str:
    return render("coverage.html", root="../../", view=view)


def test_a_line_names_what_a_unit_lacks_and_tells_unknown_from_none(view: CoverageView) -> None:
    year = next(each for each in view.blocks[0].years if each.label == "2023")
    lines = {line.name: line for line in year.lines}
    assert (lines["Bình"].covered, lines["Bình"].lacking) == ("4/4", "")
    assert (lines["An"].covered, lines["An"].lacking) == ("3/4", "quoc-phong-an-ninh")
    assert lines["Cát"].counts == (Cell("0", "none"),) * 4
    assert lines["Cát"].covered == "0/4"
    assert (lines["thị trấn Dừa"].counts, lines["thị trấn Dừa"].lacking) == (None, "?")
    assert [total.text for total in year.totals] == ["2", "2", "1", "2"]
    assert year.summary == "1/4 đơn vị có mô hình ở đủ các lĩnh vực; có số liệu của 3/4 đơn vị"


def test_only_the_latest_year_stands_open_and_the_newest_comes_first(view: CoverageView) -> None:
    years = view.blocks[0].years
    assert [each.label for each in years] == ["2025 từ 1/7", "2025 đến 30/6", "2024", "2023", "2022"]
    assert [each.latest for each in years] == [True, False, False, False, False]


def test_evidence_is_counted_over_models_that_are_told_and_not_over_those_only_registered(view: CoverageView) -> None:
    real, samples = (block.evidence for block in view.blocks)
    assert (real.models, real.waiting) == (11, 1)
    assert (samples.models, samples.waiting) == (1, 0)
    for each in real.criteria:
        assert each.complete + each.partial + each.none == real.models


def test_samples_stand_apart_under_their_ribbon(view: CoverageView, html: str) -> None:
    assert [block.sample for block in view.blocks] == [False, True]
    assert html.index('id="so-lieu-that"') < html.index("Số liệu minh họa – không phải số thật")
    assert [total.text for total in view.blocks[1].years[-1].totals] == ["0", "0", "1", "0"], "S1 alone"


def test_the_page_works_without_a_script(html: str) -> None:
    assert html.count("<table") == html.count("<caption") == html.count('tabindex="0"')
    assert html.count("<tr data-lacking") == 2 * (4 * 4 + 2)
    assert "style=" not in html
    assert "<script" not in html
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
