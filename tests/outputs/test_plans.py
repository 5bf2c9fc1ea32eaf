"""Pages of several plans: the running one first, the earlier ones a step away; a year without a plan is said, not filled."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from danvankheo.figures import compute
from danvankheo.outputs.pages.indicators import indicators_view
from danvankheo.outputs.views.plan_state import plan_state, results_of
from danvankheo.outputs.views.year_counts import without_plan, year_counts
from danvankheo.records.plan import Period
from danvankheo.records.reading import load
from danvankheo.records.registry import Registry
from outputs.rendering import render

FIXTURE = Path(__file__).parents[1] / "fixtures" / "figures"
DAY = date(2026, 11, 28)
TARGET = {"ma": "1", "ten": "Có mô hình", "dat": "90", "dvt": "%", "cach_tinh": "Đếm.", "do": "ty-le-don-vi-co-mo-hinh"}
NEXT = {"ma": "2026-2030", "tu": "2026-01-01", "den": "2030-12-31", "chi_tieu": [TARGET]}


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load(FIXTURE, today=DAY)[0]


def with_plans(registry: Registry, *further: dict[str, object], none: bool = False) -> Registry:
    """Return the registry with further plans, or with none at all."""
    data = registry.movement.data
    periods = [] if none else [*(Period.model_validate(each) for each in further), *data.periods]
    return replace(
        registry, movement=registry.movement.with_data(data.model_copy(update={"periods": periods}), newest=None)
    )


def html(registry: Registry, plan: Period | None = None, day: date = DAY) -> str:
    view = indicators_view(registry, compute(registry, day), plan)
    return re.sub(r"\s+", " ", render("indicators.html", root="../", view=view))


def test_no_module_takes_one_plan_for_all(repo: Path) -> None:
    taken = re.compile(r"periods\[(-?\d)\]")
    found = [path.name for path in (repo / "scripts").rglob("*.py") if taken.search(path.read_text("utf-8"))]
    assert found == []


def test_after_its_end_the_site_says_so_and_what_goes_on(registry: Registry) -> None:
    (old,) = registry.movement.data.periods
    state = plan_state(registry.movement.data, DAY)
    assert state
    assert state.head == f"Kế hoạch giai đoạn {old.label} đã kết thúc ngày 31/12/2025."
    assert "Trang này chưa nhận được kế hoạch năm 2026." in state.rest
    assert "vẫn được đăng ký, gửi bài" in state.rest
    assert state.head in html(registry)
    figures = compute(registry, DAY)
    assert without_plan(figures, 2026).startswith("Trang này chưa nhận được kế hoạch năm 2026.")
    assert [each.results for each in year_counts(registry, figures, 2026)] == [()] * len(figures.sets)
    assert plan_state(registry.movement.data, date(2025, 11, 20)) is None


def test_a_plan_without_its_papers_is_not_filled_from_the_one_before(registry: Registry) -> None:
    two = with_plans(registry, {**NEXT, "chi_tieu": []})
    state = plan_state(two.movement.data, DAY)
    assert state
    assert state.head == "Trang này chưa nhận được chỉ tiêu của kế hoạch giai đoạn 2026–2030."
    text = html(two)
    assert "Phấn đấu:" not in text
    assert "chưa nhận được hạn gửi danh sách, báo cáo của giai đoạn 2026–2030" in text


def test_the_running_plan_has_the_first_address_and_old_anchors_lead_to_the_earlier_one(registry: Registry) -> None:
    two, (old,) = with_plans(registry, NEXT), registry.movement.data.periods
    movement = two.movement.data
    assert results_of(movement, old, DAY) == f"chi-tieu/{old.code}/"
    assert results_of(movement, movement.periods[0], DAY) == "chi-tieu/"
    assert results_of(movement, old, date(2025, 11, 20)) == "chi-tieu/", "a plan to come moves nothing"
    first, earlier = html(two), html(two, old)
    assert f'<a id="nam-2023" href="../chi-tieu/{old.code}/#nam-2023">' in first
    assert 'id="nam-2026"' in first
    assert 'id="nam-2023" aria-labelledby' in earlier
    assert "Kế hoạch này đã kết thúc ngày 31/12/2025." in earlier
    (row, *_) = [each for each in year_counts(two, compute(two, DAY), 2023) if not each.sample]
    assert row.results == ((f"chi-tieu/{old.code}/#nam-2023", "2023"),)


def test_figures_of_an_ended_plan_stay_equal_when_the_next_is_added(registry: Registry) -> None:
    before, after = compute(registry, DAY), compute(with_plans(registry, NEXT), DAY)
    for data, other in ((before.real, after.real), (before.samples, after.samples)):
        old = [code for code, row in data.periods.items() if row.period.plan_period.has_plan]
        assert old
        for code in old:
            assert repr(data.periods[code]) == repr(other.periods[code])
    assert [figure.code for figure in after.real.periods["2026"].indicators] == ["1"]
    assert list(before.real.periods["2026"].indicators) == []


def test_a_site_without_any_plan_has_its_page(registry: Registry) -> None:
    text = html(with_plans(registry, none=True))
    assert "Trang này chưa nhận được kế hoạch năm 2026." in text
    assert "Phấn đấu:" not in text
