"""Rows: a year is cut where a whole set of units ended, in any year, and nowhere else."""

from __future__ import annotations

from datetime import date
from typing import Any

from danvankheo.figures.reporting_periods import official_date, predecessors, reporting_periods, successor_in
from danvankheo.records.plan import Period
from danvankheo.records.vocabulary import Unit

PERIOD = Period.model_validate(
    {
        "ma": "2030-2031",
        "tu": "2030-01-01",
        "den": "2031-12-31",
        "chi_tieu": [],
        "han": {"dang_ky": "01-15", "bao_cao": "11-15"},
    }
)
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


def test_schools_stand_in_no_row() -> None:
    assert reporting_periods([PERIOD], {"a": _unit(), "t": _unit(loai="truong-hoc")}, AFTER)[0].units == ("a",)


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
