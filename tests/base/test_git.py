"""Questions to git are answered with bytes as they are, or with nothing."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from danvankheo.base import git


@pytest.fixture
def kho(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    return tmp_path


@pytest.mark.parametrize("name", ["đường hoa.md", 'nháy".md', "hai\ndòng.md", "*.md", ":(top)a.md", "-z"])
def test_a_name_is_given_and_taken_as_it_is_written(kho: Path, name: str) -> None:
    (kho / "khac.md").write_text("", "utf-8")
    (kho / name).write_text("", "utf-8")
    assert git.paths(git.ask(kho, "ls-files", "-z", "--others", "--", git.literal(name))) == [name]


def test_what_git_refuses_is_no_answer(kho: Path) -> None:
    assert git.ask(kho, "rev-parse", "--verify", "HEAD") is None
    assert git.ask(kho, "ls-files", "--", "a\0b") is None
    assert git.ask(kho / "khong-co", "status") is None
    assert (git.text(None), git.paths(None)) == ("", [])


def test_without_git_nothing_is_answered(kho: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(kho))
    assert git.ask(kho, "status") is None
