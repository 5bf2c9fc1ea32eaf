"""When a model counts for a year, what a year holds, and that counting stays cheap."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from danvankheo.figures import compute
from danvankheo.figures.lifetimes import counts_in, lifetime
from danvankheo.figures.reporting_periods import ReportingPeriod
from danvankheo.records.reading import load
from danvankheo.records.registry import Kind, Record, Registry
from danvankheo.records.summary import summary_of
from figures.made_records import model

HERE = Path(__file__).parents[1] / "fixtures" / "figures"
AS_OF = date(2025, 11, 20)


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load(HERE)[0]


def _years(registry: Registry, **keys: str) -> list[str]:
    rows: tuple[ReportingPeriod, ...] = compute(registry, AS_OF).periods
    known = lifetime(model(**keys), AS_OF)
    return [row.label for row in rows if known and counts_in(known, row)]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"trang_thai": "moi-dang-ky"}, []),
        ({"trang_thai": "dang-thuc-hien"}, ["2023", "2024", "2025 đến 30/6", "2025 từ 1/7"]),
        ({"trang_thai": "dang-thuc-hien", "ket_thuc": "2024-05-01"}, ["2023", "2024"]),
        ({"trang_thai": "hoan-thanh"}, ["2023"]),
        ({"trang_thai": "hoan-thanh", "ket_thuc": "2025-06-30"}, ["2023", "2024", "2025 đến 30/6"]),
        ({"trang_thai": "da-dung", "ket_thuc": "2023-03-01"}, ["2023"]),
        ({"trang_thai": "da-dung", "ket_thuc": "2022-12-31", "day": "2022-12-20"}, ["2022"]),
        ({"trang_thai": "dang-thuc-hien", "bat_dau": "2021-05-01", "ket_thuc": "2023-12-31"}, ["2023"]),
    ],
)
def test_a_model_counts_while_it_is_registered_or_runs(
    registry: Registry, keys: dict[str, str], expected: list[str]
) -> None:
    assert _years(registry, **keys) == expected


def test_a_model_registered_after_the_as_of_day_is_not_known() -> None:
    assert lifetime(model("2025-12-01"), AS_OF) is None


def test_models_of_a_school_and_models_that_wait_make_no_unit_count(registry: Registry) -> None:
    tally = compute(registry, AS_OF).real.periods["2023"].tally
    assert tally.waiting == {"xa-cat": ("c1-ao-ca",)}
    assert "t1-goc-sach" not in {slug for slugs in tally.counting.values() for slug in slugs}


def test_a_model_that_runs_on_keeps_its_unit_and_is_named_under_the_successor(registry: Registry) -> None:
    tally = compute(registry, AS_OF).real.periods["2025-tu-1-7"].tally
    assert tally.counting == {"xa-dong-2025": ("d1-thu-vien",)}
    assert tally.inherited == {
        "xa-dong-2025": ("a1-vuon-mau", "a3-to-xung-kich", "b2-san-choi"),
        "xa-tay-2025": ("c2-ngo-den",),
    }


def test_a_unit_nothing_is_known_of_has_no_zero_in_the_matrix(registry: Registry) -> None:
    matrix = compute(registry, AS_OF).real.periods["2023"].coverage
    assert matrix.covered("thi-tran-dua") is None
    assert matrix.covered("xa-cat") == 0
    assert matrix.covered("xa-binh") == 4
    assert matrix.count("xa-an", "phat-trien-kinh-te") == 1
    assert matrix.total("phat-trien-kinh-te") == 2


def test_a_year_names_its_models_once_each(registry: Registry) -> None:
    year = compute(registry, AS_OF).real.years[2024]
    assert year.registered == ("a3-to-xung-kich", "c2-ngo-den")
    assert year.running == ("a1-vuon-mau", "a2-tranh-tuong", "b2-san-choi", "b3-cong-truong", "t1-goc-sach")
    assert sum(year.by_field.values()) == year.models == 7


def test_kinds_of_unit_without_a_list_are_said_so(registry: Registry) -> None:
    kinds = compute(registry, AS_OF).other_kinds
    assert {str(kind): count for kind, count in kinds.items() if count} == {"truong-hoc": 1}


def test_the_same_registry_gives_the_same_figures(registry: Registry) -> None:
    one, other = compute(registry, AS_OF), compute(registry, AS_OF)
    assert (one.real, one.samples, one.relations) == (other.real, other.samples, other.relations)


def test_ten_thousand_models_are_all_counted_and_each_has_its_kin(registry: Registry) -> None:
    units = [slug for slug in registry.units if slug.startswith("xa-") or slug.startswith("thi-")]
    fields = list(registry.fields)
    templates = [model(f"202{n % 4 + 2}-03-10", don_vi=units[n % 4], linh_vuc=fields[n % 4]) for n in range(40)]
    many = {
        f"m{n:05}": Record(
            Kind.MODEL, f"m{n:05}", f"models/m{n:05}.md", templates[n % 40], "", "", True, summary_of(templates[n % 40])
        )
        for n in range(10_000)
    }
    figures = compute(replace(registry, models=many), AS_OF)
    assert sum(len(year.registered) for year in figures.real.years.values()) == 10_000
    assert sum(len(year.registered) for year in figures.samples.years.values()) == 0
    assert all(len(figures.relations.related_models(slug)) == 3 for slug in many)
