"""Another plan is measured by what its file says: every measure of the catalogue, worked by hand from ``other_plan.py``."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from danvankheo.base.locale import percent_value
from danvankheo.figures import Figure, Indicators, compute
from danvankheo.records.choices import Measure, UnitKind
from danvankheo.records.reading import load
from figures import other_plan

REPO = Path(__file__).parents[2]
SHORT = {
    "xa-an": "An",
    "xa-binh": "Bình",
    "xa-cat": "Cát",
    "phuong-dong": "Đông",
    "truong-song": "Sông",
    "truong-lac": "Lạc",
}
# Figure, units in the numerator, units known not to be in it, unknown units, part / whole, value, met. Worked by hand:
# schools have no complete list, so they are in no share; a plain number counts theirs, too.
BY_HAND = """
| A1 | An, Bình | Cát, Đông | | 2 / 4 | 50% | yes |
| A1-tung-phat-trien-kinh-te | An, Bình | Cát, Đông | | 2 / 4 | 50% | yes |
| A1-tung-van-hoa-xa-hoi | An | Bình, Cát, Đông | | 1 / 4 | 25% | no |
| A1-tung-quoc-phong-an-ninh | An, Cát | Bình, Đông | | 2 / 4 | 50% | yes |
| A1-du | An | Bình, Cát, Đông | | 1 / 4 | 25% | no |
| A2 | An, Đông | Bình | Cát | 2 / 3 | 66,7% | ? |
| A3 | An, Bình, Đông | | Cát | 64 / 120 | 53,3% | no |
| A3-don-vi | An, Đông | Bình | Cát | 2 / 3 | 66,7% | ? |
| A4 | An, Sông | Bình, Cát, Đông | Lạc | 2 / 0 | 2 | yes |
| A5 | An, Bình, Cát | Đông | | 3 / 6 | 50% | yes |
| A6 | An, Cát | Bình, Đông | | 2 / 0 | 2 | no |
"""
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in BY_HAND.strip().splitlines()]
# The same over each kind of unit: numerator / denominator, "–" where no share is given.
BY_KIND = {
    "A1": {UnitKind.COMMUNE: "2 / 3", UnitKind.WARD: "0 / 1", UnitKind.SCHOOL: "1 –"},
    "A1-tung-van-hoa-xa-hoi": {UnitKind.COMMUNE: "1 / 3", UnitKind.WARD: "0 / 1", UnitKind.SCHOOL: "1 –"},
    "A2": {UnitKind.COMMUNE: "1 / 2", UnitKind.WARD: "1 / 1", UnitKind.SCHOOL: "1 –"},
    "A3": {UnitKind.COMMUNE: "40 / 90", UnitKind.WARD: "24 / 30", UnitKind.SCHOOL: "5 –"},
    "A4": {UnitKind.COMMUNE: "1 / 0", UnitKind.WARD: "0 / 0", UnitKind.SCHOOL: "1 / 0"},
    "A5": {},
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Indicators:
    folder = tmp_path_factory.mktemp("other-plan")
    for name in ("linh-vuc", "loai-mo-hinh"):
        shutil.copytree(REPO / "content" / name, folder / "content" / name)
    registry, problems = load(other_plan.write(folder))
    assert [problem for problem in problems if problem.severity.name == "ERROR"] == []
    return compute(registry, other_plan.DAY).real.periods["2026"].indicators


def _names(slugs: tuple[str, ...]) -> str:
    order = list(SHORT)
    return ", ".join(SHORT[slug] for slug in sorted(slugs, key=order.index))


def _value(figure: Figure) -> str:
    assert figure.value is not None
    return percent_value(figure.value) if figure.is_share else str(figure.value)


@pytest.mark.parametrize("cells", ROWS, ids=lambda cells: cells[0])
def test_a_figure_of_another_plan_is_what_was_worked_by_hand(found: Indicators, cells: list[str]) -> None:
    code, counted, missing, unknown, fraction, value, met = cells
    figure = found.get(code)
    assert figure is not None
    assert (_names(figure.counted), _names(figure.missing), _names(figure.unknown)) == (counted, missing, unknown)
    assert (f"{figure.numerator} / {figure.denominator}", _value(figure)) == (fraction, value)
    assert figure.meets is {"yes": True, "no": False, "?": None}[met]


def test_the_table_holds_every_figure_in_the_plans_order_and_every_measure(found: Indicators) -> None:
    assert [cells[0] for cells in ROWS] == [figure.code for figure in found]
    assert {figure.measure for figure in found} == set(Measure)


@pytest.mark.parametrize("code", BY_KIND)
def test_a_kind_without_a_complete_list_has_a_numerator_and_no_share(found: Indicators, code: str) -> None:
    figure = found.get(code)
    assert figure is not None
    told = {
        each.kind: f"{each.count.numerator} –"
        if each.count.value is None
        else f"{each.count.numerator} / {each.count.denominator}"
        for each in figure.by_kind
    }
    assert told == BY_KIND[code]


def test_the_main_figure_of_each_target_is_its_first_over_all_fields(found: Indicators) -> None:
    assert [figure.code for figure in found.headlines] == ["A1", "A2", "A3", "A4", "A5", "A6"]


def test_words_come_from_the_measure_and_its_parameters(found: Indicators) -> None:
    names = {figure.code: figure.name for figure in found}
    assert names["A1"] == "Cơ sở Đoàn có từ hai mô hình"
    assert names["A1-du"] == "Có mô hình ở đủ ba lĩnh vực"
    assert names["A3-don-vi"] == "Đơn vị có tỷ lệ từ 50% trở lên"
    methods = {figure.code: figure.method for figure in found}
    assert methods["A1"].startswith("Đơn vị có mô hình là đơn vị có ít nhất hai mô hình đang thực hiện")
    assert methods["A1"].endswith("Mẫu số là tất cả xã, phường.")
    assert methods["A2"].startswith("Số đơn vị báo cáo có ít nhất ba công trình thanh niên trong năm")
    assert methods["A3"].startswith("Tổng số hộ khó khăn được giúp chia cho tổng số hộ khó khăn, cộng từ")
    assert "công nhận, biểu dương, khen thưởng cấp tỉnh" in methods["A4"]
    assert {figure.code: figure.counts for figure in found}["A3"] == "hộ"


def test_no_module_names_a_target_of_one_plan() -> None:
    """Only what brings an older file to today's keys may: it holds that plan as it stood in the program."""
    codes = re.compile(r"""["'](?:1-strict|2-all|3a|3b|3b-pooled|3b-units)["']|\bcode == ["'][123]["']""")
    named = {
        str(path.relative_to(REPO)): codes.findall(text)
        for folder in ("scripts/danvankheo", "theme/pages")
        for path in (REPO / folder).rglob("*.*")
        if path.suffix in (".py", ".html") and codes.search(text := path.read_text("utf-8"))
    }
    assert set(named) <= {"scripts/danvankheo/records/older_plan.py", "scripts/danvankheo/records/plan.py"}, named
