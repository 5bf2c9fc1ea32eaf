"""A file with a wrong name, such as a copy of another, removes nothing from the site and stops nothing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from danvankheo import checking

GOOD = Path(__file__).parents[1] / "fixtures" / "mistakes" / "good.md"
# Names that file managers and people give to copies, names without a possible address, bytes that are no text.
COPIES = (
    "DUONG-HOA.md",
    "duong_hoa.md",
    "duong-hoa .md",
    "Đường hoa.md",
    "duong hoa.md",
    "Duong-Hoa.md",
    "duong--hoa.md",
)
NAMELESS = ("😀.md", "中文.md", "\u0301.md", "\u2028.md", "---.md", "!.md")


@pytest.fixture
def repository(repo: Path, tmp_path: Path) -> Path:
    """One good entry, with the real vocabulary."""
    shutil.copytree(repo / "content", tmp_path / "content")
    (tmp_path / "models").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nsite_url: https://vi-du.test/\n")
    (tmp_path / "models/duong-hoa.md").write_bytes(GOOD.read_bytes())
    return tmp_path


@pytest.mark.parametrize("name", [*COPIES, *NAMELESS])
def test_a_copy_under_a_wrong_name_is_told_and_the_entry_stays(repository: Path, name: str) -> None:
    (repository / "models" / name).write_bytes(GOOD.read_bytes())
    checked = checking.check(repository)
    assert "DVK003" in {problem.code for problem in checked.problems}
    assert list(checked.registry.models) == ["duong-hoa"]
    assert checked.held_back == []
    assert checked.registry.mending == {}


def test_a_withdrawal_in_a_copy_counts(repository: Path) -> None:
    text = GOOD.read_text("utf-8").replace("minh_hoa: true", "rut_dong_y: 2024-01-10\nminh_hoa: true")
    (repository / "models/DUONG-HOA.md").write_text(text, "utf-8")
    checked = checking.check(repository)
    assert [each.fallback.name for each in checked.held_back] == ["WITHDRAWN"]


def test_names_that_are_no_text_are_told(repository: Path) -> None:
    for place in (
        b"models/\xff.md",
        b"models/anh/duong-hoa/\xff.jpg",
        b"content/don-vi/\xff.md",
    ):
        path = os.fsencode(repository) + b"/" + place
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(b"x")
    told = {problem.path for problem in checking.check(repository).problems}
    assert told == {"models/?.md", "models/anh/duong-hoa/?.jpg", "content/don-vi/?.md"}
