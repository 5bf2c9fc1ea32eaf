"""A mistake in one file of the vocabulary changes no other unit: 2025, the year of the reorganisation, keeps its two parts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from danvankheo import checking, figures
from danvankheo.records.reading import load
from laws import Cases
from reality.made_registry import DAYS, write_registry

UNIT = "content/don-vi/xa-xuan-lai.md"


@pytest.mark.law(1)
def test_a_broken_unit_joins_no_parts_of_a_year_and_changes_no_other_unit(tmp_path: Path, cases: Cases) -> None:
    made = write_registry(tmp_path / "kho", 2026, 20, day=DAYS[3])
    file = made.folder / UNIT
    good = file.read_text("utf-8")

    def known() -> dict[str, list[str]]:
        rows = figures.compute(load(made.folder)[0], made.day).real.periods
        return {code: sorted(slug for slug in row.tally.known if slug != file.stem) for code, row in rows.items()}

    before = known()
    assert [code for code in before if code.startswith("2025")] == ["2025-den-30-6", "2025-tu-1-7"]
    lines = good.split("\n")
    broken = [
        "---\nten: [\n---\n",
        good.replace("den: 2025-06-30", "den: 2025-06-31"),
        good.replace("den: 2025-06-30", "den: sau này"),
    ]
    broken += ["\n".join([*lines[:number], *lines[number + 1 :]]) for number in range(1, 8)]
    for text in broken:
        cases.count(1, "units' files with a mistake")
        file.write_text(text, "utf-8")
        assert known() == before, text[:200]


def test_a_unit_that_names_its_successor_says_when_it_ended(tmp_path: Path) -> None:
    made = write_registry(tmp_path / "kho", 1, 0, day=DAYS[3])
    file = made.folder / UNIT
    file.write_text(file.read_text("utf-8").replace("den: 2025-06-30\n", ""), "utf-8")
    [found] = [problem for problem in checking.check(made.folder).problems if problem.path == UNIT]
    assert (found.code, found.fix is not None and found.fix.text) == ("DVK203", "den: 2025-06-30")


@pytest.mark.law(1)
@pytest.mark.parametrize("folder", ["don-vi", "linh-vuc", "loai-mo-hinh"])
def test_a_new_file_that_nobody_can_read_is_told_and_stands_nowhere_until_somebody_names_it(
    tmp_path: Path, folder: str, cases: Cases
) -> None:
    made = write_registry(tmp_path / "kho", 2026, 5, day=DAYS[3])

    def known() -> list[str]:
        registry = load(made.folder)[0]
        return [slug for group in (registry.units, registry.fields, registry.types) for slug in group]

    before = known()
    file = made.folder / "content" / folder / "xa-moi-nao-day.md"
    for text in ("x: [", "---\n---\n", "\x00\x01", "---\nten:\nthu_tu: 3\n---\n", "---\nten: [\nthu_tu: 3\n"):
        cases.count(1, "new files nobody can read")
        file.write_text(text, "utf-8")
        assert known() == before, text
        assert [p for p in checking.check(made.folder).problems if p.path == f"content/{folder}/{file.name}"]
    entry = next(
        path for path in sorted((made.folder / "models").glob("*.md")) if "\nloai: " in path.read_text("utf-8")
    )
    key = {"don-vi": "don_vi", "linh-vuc": "linh_vuc", "loai-mo-hinh": "loai"}[folder]
    entry.write_text(re.sub(rf"(?m)^{key}: .*$", f"{key}: {file.stem}", entry.read_text("utf-8")), "utf-8")
    assert file.stem in known()
