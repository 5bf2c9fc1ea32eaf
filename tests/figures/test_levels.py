"""Levels of units: what a chi đoàn does counts for the Đoàn xã above it, and an office counts its own units."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from danvankheo.figures import Figures, compute
from danvankheo.figures.deadlines import SubmissionState
from danvankheo.figures.reporting_periods import credited_units, units_of_target
from danvankheo.records.files import Kind
from danvankheo.records.plan import PlanTarget
from danvankheo.records.reading import load
from danvankheo.records.record import Record
from danvankheo.records.registry import Registry
from danvankheo.records.summary import summary_of
from danvankheo.records.vocabulary import Unit
from figures.made_records import model

HERE = Path(__file__).parents[1] / "fixtures" / "figures"
AS_OF = date(2025, 11, 20)
MOVED = [{"ma": "xa-an", "den": "2025-06-30"}, {"ma": "xa-dong-2025", "tu": "2025-07-01"}]
LISTED = {"2024": {"gui_danh_sach": "2024-01-10", "so_mo_hinh_dang_ky": "1", "nguon": "Danh sách"}}


def _unit(name: str, kind: str, superior: object, **keys: object) -> Record[Unit]:
    unit = Unit.model_validate({"ten": name, "dia_ban": name, "loai": kind, "truc_thuoc": superior, **keys})
    return Record(Kind.UNIT, name, f"content/don-vi/{name}.md", unit, "", "", True, None)


@pytest.fixture(scope="module")
def registry() -> Registry:
    """The fixture with chi đoàn and a school below xã An, which became part of xã Đông."""
    plain = load(HERE)[0]
    added = {
        "chi-doan-mot": _unit("chi đoàn Một", "chi-doan", MOVED, theo_nam=LISTED),
        "chi-doan-hai": _unit("chi đoàn Hai", "chi-doan", MOVED),
        "truong": _unit("trường Một", "truong-hoc", MOVED),
        "nhom": _unit("nhóm", "chi-doan", [{"ma": "chi-doan-mot"}]),
    }
    entries = {"duong-hoa": model("2024-01-10", don_vi="chi-doan-mot"), "to-doc": model("2025-08-10", don_vi="nhom")}
    models = {
        slug: Record(Kind.MODEL, slug, f"models/{slug}.md", each, "", "", True, summary_of(each))
        for slug, each in entries.items()
    }
    return replace(plain, units={**plain.units, **added}, models={**plain.models, **models})


@pytest.fixture(scope="module")
def figures(registry: Registry) -> Figures:
    return compute(registry, AS_OF)


def test_the_models_of_a_unit_that_the_plan_does_not_count_are_those_of_the_level_above(figures: Figures) -> None:
    assert "duong-hoa" in figures.real.periods["2024"].tally.counting["xa-an"]
    assert "to-doc" in figures.real.periods["2025-tu-1-7"].tally.counting["xa-dong-2025"]
    assert "chi-doan-mot" not in figures.real.periods["2024"].period.units


def test_a_unit_that_moved_to_another_level_takes_its_running_models_along(figures: Figures) -> None:
    row = figures.real.periods["2025-tu-1-7"].tally
    assert "duong-hoa" in row.counting["xa-dong-2025"]
    assert "duong-hoa" not in row.inherited.get("xa-dong-2025", ())


def test_an_office_counts_its_own_units_and_what_is_below_them(registry: Registry, figures: Figures) -> None:
    rows = figures.below("xa-dong-2025").real.periods
    row = rows["2025-tu-1-7"]
    assert row.period.units == ("chi-doan-mot", "chi-doan-hai", "truong")
    assert row.tally.counting["chi-doan-mot"] == ("duong-hoa", "to-doc")
    assert rows["2024"].period.units == ()
    assert (
        figures.below("xa-an").real.periods["2024"].submissions["chi-doan-mot"].models.state is SubmissionState.ON_TIME
    )
    units = {slug: record.data for slug, record in registry.units.items()}
    common = {"ma": "1", "ten": "Chỉ tiêu", "dat": "100", "dvt": "%", "cach_tinh": "Đếm."}
    assert units_of_target(row.period, PlanTarget.model_validate(common), units) == row.period.units
    schools = PlanTarget.model_validate({**common, "loai_don_vi": ["truong-hoc"]})
    assert units_of_target(row.period, schools, units) == ("truong",)


def test_a_unit_that_no_plan_counts_has_its_years_without_a_deadline(figures: Figures) -> None:
    rows = {row.period.code: row for row in figures.periods_of("chi-doan-mot", sample=False)}
    assert list(rows) == list(figures.real.periods)
    listed = rows["2024"].submissions["chi-doan-mot"].models
    assert (listed.state, listed.due) == (SubmissionState.SENT, None)
    assert (
        rows["2024"].submissions["chi-doan-hai"].models.note == "không áp dụng – Kế hoạch không đặt hạn cho đơn vị này"
    )


def test_units_above_each_other_do_not_go_round_for_ever(registry: Registry) -> None:
    circle = {"a": _unit("a", "chi-doan", [{"ma": "b"}]).data, "b": _unit("b", "chi-doan", [{"ma": "a"}]).data}
    period = compute(registry, AS_OF).periods[0]
    assert credited_units(period, circle) == {}
