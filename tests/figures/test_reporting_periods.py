"""Rows: a year is cut where a whole set of units ended, in any year, and nowhere else."""

from __future__ import annotations

from datetime import date
from typing import Any

from danvankheo.figures.reporting_periods import (
    official_date,
    predecessors,
    reporting_periods,
    successor_in,
    units_of_target,
)  # fmt: skip
from danvankheo.records.plan import Period
from danvankheo.records.vocabulary import Unit

PERIOD_KEYS = {
    "ma": "2030-2031",
    "tu": "2030-01-01",
    "den": "2031-12-31",
    "han": {"dang_ky": "01-15", "bao_cao": "11-15"},
}
PERIOD = Period.model_validate(PERIOD_KEYS)
AFTER = date(2032, 1, 1)


def _unit(**keys: Any) -> Unit:
    return Unit.model_validate({"ten": "Đoàn xã thử", "dia_ban": "xã thử", "loai": "xa", **keys})


def test_a_year_without_changes_is_one_row() -> None:
    table = reporting_periods([PERIOD], {"a": _unit(), "b": _unit()}, AFTER)
    assert [(row.code, row.units) for row in table] == [("2030", ("a", "b")), ("2031", ("a", "b"))]


def test_a_year_in_which_every_unit_ended_is_two_rows() -> None:
    units = {"a": _unit(den="2030-03-31", nay_thuoc="c"), "b": _unit(den="2030-03-31"), "c": _unit(tu="2030-04-01")}
    table = reporting_periods([PERIOD], units, AFTER)
    assert [(row.label, row.units) for row in table] == [
        ("2030 đến 31/3", ("a", "b")),
        ("2030 từ 1/4", ("c",)),
        ("2031", ("c",)),
    ]
    assert [(row.list_due is not None, row.report_due is not None) for row in table[:2]] == [
        (True, False),
        (False, True),
    ]


def test_when_only_some_units_ended_the_year_stays_one_row() -> None:
    units = {"a": _unit(den="2030-03-31", nay_thuoc="c"), "b": _unit(), "c": _unit(tu="2030-04-01")}
    assert [row.units for row in reporting_periods([PERIOD], units, AFTER)] == [("a", "b", "c"), ("b", "c")]


def test_units_that_end_with_the_year_do_not_cut_it() -> None:
    units = {"a": _unit(den="2030-12-31"), "b": _unit(tu="2031-01-01")}
    assert [(row.label, row.units) for row in reporting_periods([PERIOD], units, AFTER)] == [
        ("2030", ("a",)),
        ("2031", ("b",)),
    ]


def test_a_plan_that_does_not_say_which_units_it_means_counts_those_of_the_state() -> None:
    units = {"a": _unit(), "p": _unit(loai="phuong"), "t": _unit(loai="truong-hoc")}
    assert reporting_periods([PERIOD], units, AFTER)[0].units == ("a", "p")


def _plan(kinds: list[str], under: list[str], **targets: dict[str, Any]) -> Period:
    common = {"ten": "Chỉ tiêu", "dat": "100", "dvt": "%", "cach_tinh": "Đếm.", "do": "ty-le-don-vi-co-mo-hinh"}
    counted = {"co_so_doan": {"loai": kinds, "truc_thuoc": under}} if kinds else {}
    listed = [{"ma": code, **common, **keys} for code, keys in targets.items()]
    return Period.model_validate({**PERIOD_KEYS, **counted, "chi_tieu": listed})


def test_a_row_has_every_unit_that_the_plan_or_one_of_its_targets_counts() -> None:
    units = {"a": _unit(), "t": _unit(loai="truong-hoc"), "n": _unit(loai="doanh-nghiep"), "c": _unit(loai="chi-doan")}
    schools = _plan(
        ["xa", "truong-hoc"], [], one={}, two={"loai_don_vi": ["xa"]}, three={"loai_don_vi": ["doanh-nghiep"]}
    )
    row = reporting_periods([schools], units, AFTER)[0]
    assert row.units == ("a", "t", "n")
    assert [units_of_target(row, each, units) for each in schools.targets] == [("a", "t"), ("a",), ("n",)]


def test_a_unit_counts_while_it_is_below_the_level_that_the_plan_names() -> None:
    moved = [{"ma": "tinh", "den": "2030-06-30"}, {"ma": "a", "tu": "2030-07-01"}]
    units = {"a": _unit(truc_thuoc=[{"ma": "tinh"}]), "t": _unit(loai="truong-hoc", truc_thuoc=moved), "n": _unit()}
    rows = reporting_periods([_plan(["xa", "truong-hoc"], ["tinh"])], units, AFTER)
    assert [(row.code, row.units) for row in rows] == [("2030", ("a", "t")), ("2031", ("a",))]


def test_a_year_is_cut_by_the_units_of_the_state_alone() -> None:
    units = {"a": _unit(den="2030-06-30"), "b": _unit(tu="2030-07-01"), "t": _unit(loai="truong-hoc"),
             "n": _unit(loai="truong-hoc", den="2031-05-31")}  # fmt: skip
    rows = reporting_periods([_plan(["xa", "truong-hoc"], [])], units, AFTER)
    assert [(row.code, row.units) for row in rows] == [
        ("2030-den-30-6", ("a", "t", "n")), ("2030-tu-1-7", ("b", "t", "n")), ("2031", ("b", "t", "n")),
    ]  # fmt: skip
    assert [(row.first_part, row.last_part) for row in rows] == [(True, False), (False, True), (True, True)]


def test_years_that_have_not_begun_have_no_row() -> None:
    assert [row.year for row in reporting_periods([PERIOD], {"a": _unit()}, date(2030, 12, 31))] == [2030]


def test_the_successor_is_found_over_several_changes() -> None:
    units = {"a": _unit(nay_thuoc="b"), "b": _unit(nay_thuoc="c"), "c": _unit(), "lost": _unit(nay_thuoc="nobody")}
    assert successor_in("a", units, frozenset({"c"})) == "c"
    assert successor_in("lost", units, frozenset({"c"})) is None
    assert predecessors(units) == {"a": (), "b": ("a",), "c": ("b",), "lost": ()}


def test_units_that_name_each_other_do_not_go_round_for_ever() -> None:
    assert successor_in("a", {"a": _unit(nay_thuoc="b"), "b": _unit(nay_thuoc="a")}, frozenset({"c"})) is None


def test_dates_are_written_as_documents_write_them() -> None:
    assert [official_date(date(2025, 7, 1)), official_date(date(2023, 1, 15))] == ["01/7/2025", "15/01/2023"]
