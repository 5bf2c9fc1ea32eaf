"""The command ``dvk`` as people and workflows use it: a real process, its output and its exit status."""

from __future__ import annotations

import gc
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from danvankheo.cli import main

MISTAKES = Path(__file__).parent / "fixtures" / "mistakes"


def dvk(where: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder."""
    command = [sys.executable, "-W", "error", "-m", "danvankheo.cli", *arguments]
    return subprocess.run(command, cwd=where, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture
def root(tmp_path: Path, repo: Path) -> Path:
    """A repository with the real vocabulary and one good model."""
    shutil.copytree(repo / "content", tmp_path / "content")
    (tmp_path / "models").mkdir()
    (tmp_path / "exemplars").mkdir()
    shutil.copy(MISTAKES / "good.md", tmp_path / "models" / "mo-hinh-a.md")
    return tmp_path


def test_a_clean_repository_exits_0_and_says_so(root: Path) -> None:
    done = dvk(root, "check")
    assert (done.returncode, done.stderr) == (0, "")
    assert "không có lỗi" in done.stdout


def test_the_repository_itself_is_clean(repo: Path) -> None:
    done = dvk(repo, "check", "--format", "json")
    assert json.loads(done.stdout) == []
    assert done.returncode == 0


def test_problems_exit_1_and_json_is_a_list_of_objects(root: Path) -> None:
    shutil.copy(MISTAKES / "tab.md", root / "models" / "mo-hinh-b.md")
    done = dvk(root, "check", "--format", "json")
    assert done.returncode == 1
    rows = json.loads(done.stdout)
    assert {"code", "severity", "path", "line", "column", "message", "hint"} == set(rows[0])
    assert [(row["code"], row["path"], row["line"]) for row in rows if row["severity"] == "error"] == [
        ("DVK101", "models/mo-hinh-b.md", 12)
    ]


def test_warnings_alone_are_shown_and_exit_0(root: Path) -> None:
    shutil.copy(MISTAKES / "bom.md", root / "models" / "mo-hinh-a.md")
    done = dvk(root, "check")
    assert done.returncode == 0
    assert "DVK009" in done.stdout


@pytest.mark.parametrize("given", ["models/mo-hinh-b.md", "./models/mo-hinh-b.md", "models"])
def test_only_the_problems_of_the_given_paths_are_reported(root: Path, given: str) -> None:
    shutil.copy(MISTAKES / "tab.md", root / "models" / "mo-hinh-b.md")
    (root / "exemplars" / "x.html").write_text("x", "utf-8")
    rows = json.loads(dvk(root, "check", given, "--format", "json").stdout)
    assert {row["path"] for row in rows} == {"models/mo-hinh-b.md"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "models/khong-co.md"],
        ["check", "--format", "xml"],
        ["lam-gi"],
        [],
        ["explain", "DVK999"],
        ["check", "/etc/hostname"],
    ],
)
def test_wrong_use_exits_2_with_a_vietnamese_sentence(root: Path, arguments: list[str]) -> None:
    done = dvk(root, *arguments)
    assert done.returncode == 2
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def git(root: Path, *words: str) -> None:
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@vi-du.test", *words]
    subprocess.run(command, cwd=root, check=True, capture_output=True)


def test_only_what_a_volunteer_changed_is_reported_committed_or_not(root: Path) -> None:
    shutil.copy(MISTAKES / "tab.md", root / "models" / "cua-nguoi-khac.md")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "mot")
    done = dvk(root, "check", "--changed")
    assert (done.returncode, done.stderr) == (0, "")
    assert "không có lỗi.\nCòn 1 tệp khác có lỗi. Xem tất cả: dvk check" in done.stdout

    git(root, "checkout", "-q", "-b", "bai-moi")
    shutil.copy(MISTAKES / "tab.md", root / "models" / "bai-da-commit.md")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "hai")
    shutil.copy(MISTAKES / "tab.md", root / "models" / "bai-moi.md")
    photos = root / "models" / "anh" / "mo-hinh-a"
    photos.mkdir(parents=True)
    (photos / "a.svg").write_text("<svg/>", "utf-8")
    done = dvk(root, "check", "--changed", "--format", "json")
    assert done.returncode == 1
    assert {row["path"] for row in json.loads(done.stdout)} == {
        "models/bai-da-commit.md", "models/bai-moi.md", "models/mo-hinh-a.md", "models/anh/mo-hinh-a/a.svg"}  # fmt: skip
    done = dvk(root, "check", "--changed", "khong-co-nhanh-nay")
    assert (done.returncode, "Không so được với nhánh khong-co-nhanh-nay" in done.stderr) == (1, True)


def test_outside_a_repository_the_command_says_so(tmp_path: Path) -> None:
    done = dvk(tmp_path, "check")
    assert done.returncode == 1
    assert "Không thấy kho bài" in done.stderr


def test_explain_tells_what_why_and_how(root: Path) -> None:
    done = dvk(root, "explain", "dvk205")
    assert done.returncode == 0
    assert "Ngày viết chưa đúng dạng" in done.stdout
    assert "Vì sao:" in done.stdout
    assert "Cách sửa:" in done.stdout


def test_explain_shows_a_rules_examples(root: Path) -> None:
    done = dvk(root, "explain", "DVK322")
    assert "Chưa đúng:\n\n    bat_dau: 2023-05-01\n    ket_thuc: 2023-02-15\n" in done.stdout
    assert "Đúng:\n\n    bat_dau: 2023-02-15\n" in done.stdout


def test_help_is_in_vietnamese(root: Path) -> None:
    done = dvk(root, "--help")
    assert done.returncode == 0
    assert "Cách dùng:" in done.stdout
    assert "kiểm tra các tệp" in done.stdout


@pytest.mark.parametrize("form", ["github", "markdown", "text"])
def test_every_form_names_file_line_and_code(root: Path, form: str) -> None:
    shutil.copy(MISTAKES / "tab.md", root / "models" / "mo-hinh-b.md")
    out = dvk(root, "check", "--format", form).stdout
    assert "DVK101" in out
    assert "12" in out
    assert "mo-hinh-b.md" in out


def test_no_file_gives_a_traceback_and_every_mistake_is_said_in_one_run(root: Path) -> None:
    for file in MISTAKES.glob("*.md"):
        shutil.copy(file, root / "models" / file.name)
    (root / "models" / "x.md").mkdir()
    (root / "models" / "ra-ngoai.md").symlink_to("/etc/hostname")
    done = dvk(root, "check", "--format", "json")
    assert "Traceback" not in done.stderr + done.stdout
    assert done.returncode == 1
    wrong = {Path(row["path"]).name for row in json.loads(done.stdout)}
    assert {f"{path.stem}.md" for path in MISTAKES.glob("*.md")} - wrong <= {"good.md", "mo-hinh-a.md"}
    assert {"x.md", "ra-ngoai.md"} <= wrong


def test_a_command_run_inside_a_program_leaves_its_garbage_collector_on(root: Path) -> None:
    gc.enable()
    assert main(["--repo", str(root), "check"]) == 0
    assert gc.isenabled()
