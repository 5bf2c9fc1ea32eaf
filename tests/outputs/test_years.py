"""Pages of years: what was registered for a year, what still ran in it, more pages where there is much."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from danvankheo.figures import compute
from danvankheo.outputs.pages.year import PAGE_SIZE, pages
from danvankheo.records.reading import load
from danvankheo.records.registry import Registry
from outputs.rendering import render

REPO = Path(__file__).parents[1] / "fixtures" / "figures"
AS_OF = date(2025, 11, 20)


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load(REPO)[0]


def test_a_year_counts_what_was_registered_for_it_and_what_still_ran(registry: Registry) -> None:
    (page,) = pages(registry, compute(registry, AS_OF), 2024)
    real = page.sets[0]
    assert (real.registered, real.running, real.waiting) == (2, 5, 0)
    assert {field.slug: field.count for field in real.fields} == {
        "phat-trien-kinh-te": 1,
        "van-hoa-xa-hoi": 4,
        "quoc-phong-an-ninh": 2,
        "xay-dung-he-thong-chinh-tri": 0,
    }


def test_a_year_leads_to_its_rows_among_the_indicators(registry: Registry) -> None:
    (page,) = pages(registry, compute(registry, AS_OF), 2025)
    assert page.sets[0].results == (
        ("chi-tieu/#nam-2025-den-30-6", "2025 đến 30/6"),
        ("chi-tieu/#nam-2025-tu-1-7", "2025 từ 1/7"),
    )
    assert (page.earlier, page.later) == (2024, None)


def test_what_waits_is_listed_without_a_link(registry: Registry) -> None:
    (page,) = pages(registry, compute(registry, AS_OF), 2023)
    waiting = next(item for item in page.items if item.title == "C1 ao cá")
    assert (waiting.href, waiting.detail) == (None, "đã đăng ký – chưa có bài")


def test_many_models_are_spread_over_pages_and_none_is_lost(registry: Registry) -> None:
    one = registry.models["a1-vuon-mau"]
    many = replace(registry, models={f"m{n:03}": replace(one, slug=f"m{n:03}") for n in range(PAGE_SIZE + 5)})
    found = list(pages(many, compute(many, AS_OF), 2022))
    assert [len(page.items) for page in found] == [PAGE_SIZE, 5]
    assert found[0].sets
    assert not found[1].sets
    html = render("year.html", root="../../../../", page=found[1])
    assert "trang 2/2" in html
    assert 'href="../../../../nam/2022/"' in html


def test_the_index_has_the_newest_year_first(built_site: Path) -> None:
    index = (built_site / "nam/index.html").read_text("utf-8")
    years = re.findall(r'<h2 id="nam-(\d+)">', index)
    assert len(years) > 2
    assert years == sorted(years, reverse=True)


def test_every_year_can_be_drawn(registry: Registry) -> None:
    figures = compute(registry, AS_OF)
    for year in figures.real.years:
        for page in pages(registry, figures, year):
            assert f"Năm {year}" in render("year.html", root="../../", page=page)
