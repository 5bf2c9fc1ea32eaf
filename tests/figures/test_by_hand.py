"""The figures equal the table worked by hand in tests/fixtures/figures/README.md, name by name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from danvankheo.base.locale import percent_value
from danvankheo.figures import Figure, Figures, compute
from danvankheo.records.reading import load

HERE = Path(__file__).parents[1] / "fixtures" / "figures"
NAMES = {
    "An": "xa-an",
    "Bình": "xa-binh",
    "Cát": "xa-cat",
    "Dừa": "thi-tran-dua",
    "Đông": "xa-dong-2025",
    "Tây": "xa-tay-2025",
}
CODES = {
    "KT": "2-phat-trien-kinh-te",
    "VH": "2-van-hoa-xa-hoi",
    "QP": "2-quoc-phong-an-ninh",
    "CT": "2-xay-dung-he-thong-chinh-tri",
}
MET = {"yes": True, "no": False, "?": None, "": None}
AS_OF = date(2025, 11, 20)


def _tables() -> tuple[list[list[str]], list[list[str]]]:
    """Return the rows of the real and of the samples' table."""
    text = (HERE / "README.md").read_text(encoding="utf-8").partition("## The figures")[2]
    real, _, samples = text.partition("The samples, apart")
    return _cells(real), _cells(samples)


def _cells(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.startswith("| 20")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@pytest.fixture(scope="module")
def figures() -> Figures:
    registry, problems = load(HERE)
    assert problems == []
    return compute(registry, AS_OF)


def _figure(figures: Figures, label: str, code: str, *, sample: bool) -> Figure:
    row = next(each for each in figures.of(sample=sample).periods.values() if each.period.label == label)
    return next(each for each in row.indicators if each.code == CODES.get(code, code))


def _slugs(cell: str) -> set[str]:
    return {NAMES[name.strip()] for name in cell.split(",") if name.strip()}


REAL, SAMPLES = _tables()


def _compare(figure: Figure, cells: list[str]) -> None:
    _, _, counted, missing, unknown, fraction, value, beside, met = cells
    assert set(figure.counted) == _slugs(counted)
    assert set(figure.missing) == _slugs(missing)
    assert set(figure.unknown) == _slugs(unknown)
    assert f"{figure.numerator} / {figure.denominator}" == fraction
    assert ("–" if figure.value is None else percent_value(figure.value)) == value
    assert set(figure.beside) == _slugs(beside)
    assert figure.meets is MET[met]


@pytest.mark.parametrize("cells", REAL, ids=lambda cells: f"{cells[0]} {cells[1]}")
def test_a_real_figure_is_what_was_worked_by_hand(figures: Figures, cells: list[str]) -> None:
    _compare(_figure(figures, cells[0], cells[1], sample=False), cells)


@pytest.mark.parametrize("cells", SAMPLES, ids=lambda cells: f"{cells[0]} {cells[1]}")
def test_a_sample_figure_is_what_was_worked_by_hand(figures: Figures, cells: list[str]) -> None:
    _compare(_figure(figures, cells[0], cells[1], sample=True), cells)


def test_the_table_holds_every_row_and_every_figure(figures: Figures) -> None:
    expected = {(row.period.label, figure.code) for row in figures.real.periods.values() for figure in row.indicators}
    assert {(cells[0], CODES.get(cells[1], cells[1])) for cells in REAL} == expected


def test_every_unit_of_a_row_is_counted_missing_or_unknown_and_only_one_of_them(figures: Figures) -> None:
    for data in (figures.real, figures.samples):
        for row in data.periods.values():
            for figure in row.indicators:
                assert sorted([*figure.counted, *figure.missing, *figure.unknown]) == sorted(row.period.units)
