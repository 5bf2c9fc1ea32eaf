"""The file of permissions: read strictly, told line by line, and nothing is allowed by a file that is not right."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from danvankheo import checking
from danvankheo.base.problems import Severity
from danvankheo.records.permissions import read_permissions
from reality.made_registry import made_real

GOOD = "cho_phep:\n  - dia_chi: mo-hinh/a/\n    viec: hien-lai\n    ngay: 2026-11-27\n    boi: Đoàn xã\n    ly_do: Đã ký lại.\n"


def read(folder: Path, text: str | bytes) -> tuple[int, list[tuple[str, int]]]:
    (folder / "content").mkdir(exist_ok=True)
    data = text if isinstance(text, bytes) else text.encode()
    (folder / "content/cho-phep.yml").write_bytes(data)
    given, problems = read_permissions(folder)
    return len(given), [(problem.code, problem.line) for problem in problems]


def test_the_shipped_file_allows_nothing_and_lines_below_it_do(repo: Path, tmp_path: Path) -> None:
    shipped = (repo / "content/cho-phep.yml").read_text("utf-8")
    assert read(tmp_path, shipped) == (0, [])
    assert read(tmp_path, shipped.replace("cho_phep:\n", GOOD)) == (1, [])
    permission = read_permissions(tmp_path)[0][0]
    assert (permission.address, permission.what, permission.day) == ("mo-hinh/a", "hien-lai", "2026-11-27")
    assert (
        "dia_chi: mo-hinh/a" in (tmp_path / "content/cho-phep.yml").read_text("utf-8").split("\n")[permission.line - 1]
    )


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (GOOD.replace("Đoàn xã", "(ai cho phép)"), [("DVK748", 5)]),
        (GOOD.replace("Đã ký lại.", "x"), [("DVK748", 6)]),
        (GOOD.replace("hien-lai", "tat-ca"), [("DVK214", 3)]),
        (GOOD.replace("    ngay: 2026-11-27\n", ""), [("DVK203", 2)]),
        (GOOD + GOOD.replace("cho_phep:\n", "").replace("2026-11-27", "mai"), [("DVK205", 9)]),
        ("cho_phep: tất cả\n", [("DVK212", 1)]),
        (b"\xff\xfe\x00", [("DVK007", 1)]),
    ],
)
def test_what_is_not_right_is_told_and_allows_nothing(
    tmp_path: Path, text: str | bytes, problems: list[tuple[str, int]]
) -> None:
    given, found = read(tmp_path, text)
    assert given == 0
    assert found == problems


def test_a_link_in_its_place_is_not_followed_and_the_check_says_so(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "elsewhere.yml").write_text(GOOD, "utf-8")
    (tmp_path / "content/cho-phep.yml").symlink_to("../elsewhere.yml")
    given, problems = read_permissions(tmp_path)
    assert (given, [p.code for p in problems]) == ([], ["DVK001"])
    assert ("DVK001", "content/cho-phep.yml") in {(p.code, p.path) for p in checking.check(tmp_path).problems}


def test_a_withdrawn_entry_does_not_come_back_in_another_file(tmp_path: Path, repo: Path) -> None:
    """However often it is asked, and also when what was right is remembered."""
    shutil.copytree(repo / "content", tmp_path / "content")
    (tmp_path / "models").mkdir()
    good = made_real((repo / "tests/fixtures/mistakes/good.md").read_text("utf-8"))
    other = good.replace("\nten: ", "\nten: Khác ", 1)
    (tmp_path / "models/cu.md").write_text(good, "utf-8")
    (tmp_path / "models/khac.md").write_text(other, "utf-8")

    def told() -> list[tuple[str, str]]:
        found = checking.check(tmp_path).problems
        return [(p.path, p.code) for p in found if p.severity is Severity.ERROR]

    assert told() == []
    (tmp_path / "models/moi.md").write_text(good, "utf-8")
    assert told() == []  # one entry sent twice is told, and no error
    (tmp_path / "models/cu.md").write_text(good.replace("---\n", "---\nrut_dong_y: 2025-06-20\n", 1), "utf-8")
    assert told() == told() == [("models/moi.md", "DVK742")]
    (tmp_path / "models/moi.md").write_text(good.replace("---\n", "---\nnhap: true\n", 1), "utf-8")
    assert told() == []
    (tmp_path / "models/moi.md").write_text(good, "utf-8")
    (tmp_path / "content/cho-phep.yml").write_text(GOOD.replace("mo-hinh/a", "mo-hinh/moi"), "utf-8")
    assert told() == told() == []
    (tmp_path / "content/cho-phep.yml").unlink()
    assert told() == [("models/moi.md", "DVK742")]
