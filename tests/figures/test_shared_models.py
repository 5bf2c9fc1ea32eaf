"""A model of several units counts for each of them, and once in the totals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from danvankheo.figures import Figures, compute
from danvankheo.records.reading import load
from danvankheo.records.registry import Kind, Record, Registry
from danvankheo.records.summary import summary_of
from figures.made_records import model

HERE = Path(__file__).parents[1] / "fixtures" / "figures"
AS_OF = date(2025, 11, 20)
CULTURE = "van-hoa-xa-hoi"


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load(HERE)[0]


def _figures(registry: Registry, **keys: object) -> Figures:
    """Return the figures of a registry with one model, of 2024."""
    data = model("2024-03-10", don_vi="xa-an", **keys)
    record = Record(Kind.MODEL, "m", "models/m.md", data, "", "", True, summary_of(data))
    return compute(replace(registry, models={"m": record}), AS_OF)


def test_each_unit_of_a_model_is_credited_and_the_total_counts_it_once(registry: Registry) -> None:
    row = _figures(registry, don_vi_phoi_hop=["xa-binh", "thi-tran-dua"]).real.periods["2024"]
    assert row.tally.counting == dict.fromkeys(("xa-an", "xa-binh", "thi-tran-dua"), ("m",))
    assert row.indicators.get("1").counted == ("thi-tran-dua", "xa-an", "xa-binh")
    assert [row.coverage.count(unit, CULTURE) for unit in ("xa-an", "xa-binh", "thi-tran-dua")] == [1, 1, 1]
    assert row.coverage.total(CULTURE) == 1
    assert row.coverage.shared


def test_a_year_counts_a_model_of_several_units_once(registry: Registry) -> None:
    year = _figures(registry, don_vi_phoi_hop=["xa-binh"]).real.years[2024]
    assert (year.models, year.by_field) == (1, {CULTURE: 1})


def test_a_model_of_one_unit_is_shared_by_none(registry: Registry) -> None:
    assert not _figures(registry).real.periods["2024"].coverage.shared


def test_a_model_of_two_units_that_became_one_is_inherited_once(registry: Registry) -> None:
    row = _figures(registry, don_vi_phoi_hop=["xa-binh"]).real.periods["2025-tu-1-7"]
    assert row.tally.inherited == {"xa-dong-2025": ("m",)}


def test_a_partner_that_waits_with_the_main_unit_is_known_without_a_model(registry: Registry) -> None:
    row = _figures(registry, don_vi_phoi_hop=["thi-tran-dua"], trang_thai="moi-dang-ky").real.periods["2024"]
    assert row.coverage.covered("thi-tran-dua") == 0
