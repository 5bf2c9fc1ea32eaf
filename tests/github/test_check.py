"""The check of a pull request checks its content, runs none of its code, and escapes its text in the output."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from danvankheo.base.errors import DanVanKheoError
from danvankheo.github import content, pull_request_check
from danvankheo.github.event import at, pull_request, read_event
from danvankheo.records.files import Kind
from github.conftest import PULL, Dvk

Pull = Callable[[Callable[[Path], None]], Path]
EVENT = {"pull_request": PULL}


def check(dvk: Dvk, base: Path, merge: Path, event: object = EVENT) -> tuple[int, str, Path]:
    done = dvk(
        "--repo", str(base), "github", "check", "--from", str(merge), "--out", str(base.parent / "ket-qua"), event=event
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr, base.parent


def test_a_wrong_story_is_annotated_and_each_line_of_the_table_leads_to_its_place(
    repo: Path, base: Path, pull: Pull, dvk: Dvk
) -> None:
    merge = pull(lambda at: shutil.copy(repo / "tests/fixtures/mistakes/tab.md", at / "models/bai-moi.md"))
    status, said, folder = check(dvk, base, merge)
    assert status == 1
    assert "::error file=models/bai-moi.md,line=12" in said
    table = (folder / "GITHUB_STEP_SUMMARY").read_text("utf-8")
    assert "[12](https://github.com/cong-tac-vien/dan-van-kheo/edit/bai-moi/models/bai-moi.md#L12)" in table
    assert (folder / "GITHUB_OUTPUT").read_text() == "tests=false\n"
    found = pull_request_check.read(folder / "ket-qua")
    assert found is not None
    assert (found.number, found.problems[0].code) == (12, "DVK101")


def test_a_right_story_passes(repo: Path, base: Path, pull: Pull, dvk: Dvk) -> None:
    status, said, folder = check(dvk, base, pull(lambda at: None))
    assert (status, "không có lỗi" in said) == (0, True)
    assert "Không có lỗi" in (folder / "GITHUB_STEP_SUMMARY").read_text("utf-8")


def test_nothing_of_a_pull_request_but_its_content_is_taken(base: Path, pull: Pull, dvk: Dvk) -> None:
    def evil(at: Path) -> None:
        for name in (
            "scripts/danvankheo/cli.py",
            "mkdocs.yml",
            ".cache/store/shelf",
            "theme/main.html",
            "danvankheo/__init__.py",
        ):
            (at / name).parent.mkdir(parents=True, exist_ok=True)
            (at / name).write_text("raise SystemExit('ran')")
        (at / "models/passwd.md").symlink_to("/etc/passwd")
        (at / "models/mo-hinh-a.md").unlink()

    merge = pull(evil)
    status, said, folder = check(dvk, base, merge)
    assert status == 1
    assert "models/passwd.md" in said
    assert "ran" not in said
    assert "root:" not in said
    assert {path.name for path in base.iterdir()} == {"content", "models", ".cache"}
    assert not (base / "models/mo-hinh-a.md").exists()
    assert (folder / "GITHUB_OUTPUT").read_text() == "tests=true\n"


@pytest.mark.parametrize("folder", ["models", "content"])
def test_a_folder_that_is_a_link_is_refused(base: Path, pull: Pull, dvk: Dvk, folder: str) -> None:
    def link(at: Path) -> None:
        shutil.rmtree(at / folder)
        (at / folder).symlink_to("/etc")

    status, said, _ = check(dvk, base, pull(link))
    assert status == 1
    assert "phải là một thư mục" in said


def test_names_and_branches_with_commands_in_them_stay_text(base: Path, pull: Pull, dvk: Dvk) -> None:
    bad = "x\n::error::đã chạy\n](https://vi-du.test) @ban $(id) `id`"
    event = {"pull_request": PULL | {"head": PULL["head"] | {"ref": bad, "repo": {"full_name": "a/b](c"}}}}  # type: ignore[operator]

    def write(at: Path) -> None:
        (at / "models/a\n::error::chay @ban.md").write_text("x")
        (at / "models/b.md").write_text("---\nten: '::set-output name=x::y'\nla: '@ban https://vi-du.test #12'\n---\n")

    _, said, folder = check(dvk, base, pull(write), event)
    assert all(line.startswith(("::error file=", "::warning file=", "Đã kiểm tra")) for line in said.splitlines())
    table = (folder / "GITHUB_STEP_SUMMARY").read_text("utf-8")
    assert "@ban" not in table
    assert "://" not in table


@pytest.mark.parametrize("event", [b"", b"[", b"[" * 100_000, {"pull_request": {"number": "12"}}, {"pull_request": PULL | {"number": -1}},
                                   {"pull_request": PULL | {"head": None}}, {"pull_request": [1]}])  # fmt: skip
def test_an_event_nobody_sends_is_refused_with_a_sentence(tmp_path: Path, event: object) -> None:
    file = tmp_path / "event.json"
    file.write_bytes(event if isinstance(event, bytes) else json.dumps(event).encode())
    with pytest.raises(DanVanKheoError, match=r"Sự kiện|Không đọc|không phải JSON"):
        pull_request(at(read_event(file), "pull_request"))


@pytest.mark.parametrize(
    ("path", "tests"),
    [("models/a.md", False), ("models/anh/a/1.jpg", False), ("exemplars/b.md", False), ("content/index.md", False),
     ("content/don-vi/xa.md", True), ("content/phong-trao.yml", True), ("theme/main.html", True), ("scripts/x.py", True),
     ("tests/x.py", True), ("Makefile", True), (".github/workflows/check.yml", True), ("models", True), ("xmodels/a.md", True)],
)  # fmt: skip
def test_what_is_more_than_content_calls_for_the_tests(path: str, tests: bool) -> None:
    assert content.needs_tests([path]) is tests


def test_the_entries_a_pull_request_touches_are_known_by_file_and_by_photo() -> None:
    paths = [
        "models/a.md",
        "models/anh/b/1.jpg",
        "exemplars/c.md",
        "models/A.md",
        "models/../x.md",
        "README.md",
        "models/a.md",
    ]
    found = [(entry.kind, entry.slug) for entry in content.changed_entries(paths)]
    assert found == [(Kind.EXEMPLAR, "c"), (Kind.MODEL, "a"), (Kind.MODEL, "b")]


def test_a_draft_nobody_approved_is_seen_in_the_preview_with_its_card(
    repo: Path, base: Path, pull: Pull, dvk: Dvk
) -> None:
    shutil.copytree(repo / "theme", base / "theme")
    shutil.copy(repo / "mkdocs.yml", base)
    good = (repo / "tests/fixtures/mistakes/good.md").read_text("utf-8").split("\n")
    lines = ["---", "nhap: true", *(line for line in good[1:] if not line.startswith(("duyet", "ngay_dang")))]
    draft = "\n".join(lines).replace("ten: ", "ten: Bài mới – ", 1)

    def write(at: Path) -> None:
        (at / "models/bai-moi.md").write_text(draft, "utf-8")

    merge = pull(write)
    assert check(dvk, base, merge)[0] == 0
    done = dvk("--repo", str(base), "github", "preview", "--from", str(merge), "--out", "xem-thu", event=EVENT)
    assert done.returncode == 0, done.stderr
    out = base.parent / "xem-thu"
    assert (out / "site/mo-hinh/bai-moi/index.html").is_file()
    assert len(list((out / "the").glob("bai-moi-*.jpg"))) == 3
    assert "site/mo-hinh/bai-moi/index.html" in (base.parent / "GITHUB_STEP_SUMMARY").read_text("utf-8")


def test_a_result_is_read_as_a_strangers(tmp_path: Path) -> None:
    good = {
        "code": "DVK101",
        "severity": "error",
        "path": "models/a.md",
        "line": 1,
        "column": 1,
        "message": "x",
        "hint": "y",
    }
    rows = [
        good,
        good | {"code": "<b>"},
        good | {"line": "1"},
        good | {"severity": "fatal"},
        [],
        None,
        good | {"message": "x" * 9999},
    ]
    (tmp_path / pull_request_check.FILE).write_text(json.dumps({"number": 3, "files": 2, "problems": rows}))
    found = pull_request_check.read(tmp_path)
    assert found is not None
    assert [len(p.message) for p in found.problems] == [1, 1000]
