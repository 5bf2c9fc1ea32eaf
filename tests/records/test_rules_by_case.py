"""Rules whose mistake is no file of its own in the fixtures: one change to a right file, one problem at one line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from danvankheo import checking
from danvankheo.base.problems import Problem

Put = Callable[[str, str], list[Problem]]
MODEL = "models/duong-tranh-bich-hoa.md"


@pytest.fixture
def put(repo: Path, tmp_path: Path) -> Put:
    """Put a file into a repository with the real vocabulary; return what the check says of it."""
    shutil.copytree(repo / "content", tmp_path / "content")

    def check(path: str, text: str) -> list[Problem]:
        file = tmp_path / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
        return [problem for problem in checking.check(tmp_path).problems if problem.path == path]

    return check


@pytest.fixture
def good(repo: Path) -> str:
    return (repo / "tests/fixtures/mistakes/good.md").read_text("utf-8")


def changed(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    return text


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


@pytest.mark.parametrize(
    ("code", "changes", "at"),
    [
        ("DVK006", [("ten: ", "# " + "x" * 70_000 + "\nten: ")], "ten:"),
        ("DVK109", [("noi_dung: [nong", "noi_dung: [&neo nong")], "noi_dung:"),
        ("DVK109", [("luc_luong:\n", "luc_luong: &neo\n")], "luc_luong:"),
        ("DVK199", [("bat_dau: 2023-02-15", "bat_dau: 2023-02-15\n}")], "}\nchu_truong"),
        ("DVK213", [("phuong_phap:\n", "phuong_phap: Đến từng nhà\n"), ("  mo_ta: Mỗi tối một ngõ, đoàn viên mang bản vẽ đến từng nhà.\n", ""),
                    ("  van_dong: Gia đình tự chọn bức tranh cho bức tường của mình.\n", "")], "phuong_phap:"),
        ("DVK213", [("bat_dau: 2023-02-15", "bat_dau: {ngay: 2023-02-15}")], "bat_dau:"),
        ("DVK553", [("Trục đường", "Em sinh năm 2014 ở thôn.\n\nTrục đường")], "Em sinh"),
        ("DVK554", [("Trục đường", "Chị là người dân tộc Mường.\n\nTrục đường")], "Chị là"),
    ],
)  # fmt: skip
def test_a_model_with_one_mistake(put: Put, good: str, code: str, changes: list[tuple[str, str]], at: str) -> None:
    text = changed(good, *changes)
    found = {problem.code: problem for problem in put(MODEL, text)}
    assert code in found
    if code == "DVK006":
        assert found[code].line == 2, "the front matter as a whole"
    else:
        assert found[code].line == line_of(text, at)
    assert found[code].message
