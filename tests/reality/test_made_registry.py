"""The made registries themselves: right on their day, the same for a seed, whole in what they hold."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from danvankheo import checking
from danvankheo.base.problems import Severity
from laws import Cases
from reality.made_entries import RECIPES, Visibility
from reality.made_registry import DAYS, git, write_registry


def errors(folder: Path) -> list[str]:
    found = checking.check(folder).problems
    return [f"{p.path}:{p.line}: {p.code} {p.message}" for p in found if p.severity is Severity.ERROR]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_what_is_made_for_a_day_has_no_error_on_it(
    tmp_path: Path, cases: Cases, day: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    for draw in cases.draws(2, "registries checked"):
        size = draw.choice((0, 1, 5, 20, 40))
        made = write_registry(tmp_path / f"{size}-{draw.random()}", draw.randint(0, 10**6), size, day=day)
        assert errors(made.folder) == []
        assert len(made.entries) == size


def test_the_same_seed_gives_the_same_commit(tmp_path: Path) -> None:
    made = [
        write_registry(tmp_path / name / "kho", seed, 30, day=DAYS[1]) for name, seed in (("a", 7), ("b", 7), ("c", 8))
    ]
    first, second, other = (git(registry.folder, "rev-parse", "HEAD") for registry in made)
    assert first == second
    assert first != other
    assert git(made[0].folder, "status", "--porcelain") == ""


def test_every_kind_of_entry_is_there_and_no_sample(tmp_path: Path) -> None:
    made = write_registry(tmp_path / "kho", 3, 2 * len(RECIPES), day=DAYS[1])
    counted = Counter(entry.seen for entry in made.entries)
    assert all(counted[state] for state in Visibility)
    for name in ("content", "models", "exemplars"):
        assert not [path for path in (made.folder / name).rglob("*.md") if "minh_hoa" in path.read_text("utf-8")]
    kinds = {line.removeprefix("loai: ") for path in (made.folder / "content/don-vi").glob("*.md")
             for line in path.read_text("utf-8").split("\n") if line.startswith("loai: ")}  # fmt: skip
    assert kinds == {
        "xa",
        "thi-tran",
        "phuong",
        "truong-hoc",
        "co-quan",
        "luc-luong-vu-trang",
        "doanh-nghiep",
        "chi-doan",
    }
