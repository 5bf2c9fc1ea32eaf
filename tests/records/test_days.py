"""Days and years that have not come: every one the schema knows is told at its line, and is right when its day comes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from danvankheo.base.problems import Severity, in_order
from danvankheo.records.days import named_in, settled_on
from danvankheo.records.movement import Movement
from danvankheo.records.reading import load
from danvankheo.records.record import SCHEMAS
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from schema_trees import example, full

FAR = date(2203, 11, 25)
TODAY = date(2026, 11, 27)
PLANNED = {"ket_thuc", "tu", "den", "het_han"}
GOOD = Path(__file__).parents[1] / "fixtures" / "mistakes" / "good.md"


def takes(info: FieldInfo, *words: str) -> bool:
    """Tell whether a field is declared with one of the scalar types, by the name of what reads it."""
    return any(f"function _{word} at" in repr((info.annotation, info.metadata)) for word in words)


def keys(tree: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(tree, str):
        yield path
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ():
        yield from keys(value, (*path, key))


def value_at(tree: Any, loc: tuple[str | int, ...]) -> Any:
    for step in loc:
        tree = tree[step]
    return tree


@pytest.mark.parametrize("schema", [*SCHEMAS.values(), Movement])
def test_every_day_of_the_schema_is_looked_at_but_what_may_be_planned(schema: type[BaseModel]) -> None:
    tree = full(schema, lambda _, info: FAR.isoformat() if takes(info, "day") else example(info))
    days = {loc for loc in keys(tree) if value_at(tree, loc) == FAR.isoformat()}
    looked_at = {named.loc for named in named_in(schema.model_validate(tree)) if named.is_day}
    assert {str(loc[-1]) for loc in days - looked_at} <= PLANNED
    assert looked_at <= days
    assert settled_on(schema.model_validate(tree)) == (FAR if looked_at else None)


@pytest.fixture
def site(repo: Path, tmp_path: Path) -> Path:
    shutil.copytree(repo / "content", tmp_path / "content")
    (tmp_path / "models").mkdir()
    return tmp_path


WRONG = [
    ("ngay_dang: 2023-11-21", "ngay_dang: 2203-11-25", Severity.ERROR),
    ("ngay_dang: 2023-11-21", "ngay_dang: 2023-11-21\ncap_nhat: 2203-11-25", Severity.ERROR),
    ("ngay: 2023-11-20}", "ngay: 2203-11-25}", Severity.ERROR),
    ("bat_dau: 2023-02-15", "bat_dau: 2203-11-25", Severity.ERROR),
    ("trang_thai: dang-thuc-hien\nbat_dau: 2023-02-15", "trang_thai: moi-dang-ky\nbat_dau: 2203-11-25", Severity.WARNING),
    ("minh_hoa: true", "minh_hoa: true\nda_chia_se: [{kenh: facebook, ngay: 2203-11-25}]", Severity.ERROR),
    ("minh_hoa: true", "minh_hoa: true\nrut_dong_y: 2203-11-25", Severity.WARNING),
    ("minh_hoa: true", "minh_hoa: true\nket_thuc: 2203-11-25", None),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "severity"), WRONG)
def test_a_day_that_has_not_come_is_told_until_it_comes(
    site: Path, old: str, new: str, severity: Severity | None
) -> None:
    text = GOOD.read_text("utf-8")
    assert old in text
    text = text.replace(old, new)
    (site / "models" / "bai.md").write_text(text, "utf-8")
    registry, problems = load(site, today=TODAY)
    found = [(p.line, p.severity) for p in in_order(problems) if p.code == "DVK230"]
    line = text[: text.index("2203-11-25")].count("\n") + 1
    assert found == ([(line, severity)] if severity else [])
    assert registry.newest_date() <= TODAY
    assert [p.code for p in load(site, today=date(2203, 11, 24))[1] if p.code == "DVK230"] == ["DVK230"] * bool(
        severity
    )
    assert [p.code for p in load(site, today=date(2203, 11, 25))[1] if p.path == "models/bai.md"] in ([], ["DVK325"])


def test_days_of_the_movement_and_of_units_are_told_too(site: Path) -> None:
    movement, unit = site / "content/phong-trao.yml", site / "content/don-vi/xa-xuan-lai.md"
    movement.write_text(movement.read_text("utf-8").replace("ngay: 2022-03-24", "ngay: 2203-03-24"), "utf-8")
    unit.write_text(
        unit.read_text("utf-8").replace("theo_nam:", "theo_nam:\n  2091:\n    gui_danh_sach: 2091-01-10"), "utf-8"
    )
    registry, problems = load(site, today=TODAY)
    told = {(p.path, p.severity) for p in problems if p.code == "DVK230"}
    assert told >= {("content/phong-trao.yml", Severity.WARNING), ("content/don-vi/xa-xuan-lai.md", Severity.ERROR)}
    assert registry.newest_date() <= TODAY
