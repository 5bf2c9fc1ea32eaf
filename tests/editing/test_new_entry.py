"""``dvk new`` as a volunteer meets it: with flags, and asked on a terminal. What it writes lacks only what nobody said."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.problems import Severity
from danvankheo.editing import new_entry
from danvankheo.forms import name_lookup
from danvankheo.records.diagnostics import key_path
from danvankheo.records.files import Kind
from danvankheo.records.reading import load, read_all
from danvankheo.records.schema import Model

STILL_DUE = {"DVK203", "DVK204", "DVK306"}


@pytest.fixture
def root(tmp_path: Path, repo: Path) -> Path:
    """A repository with the real vocabulary and no entry."""
    shutil.copytree(repo / "content", tmp_path / "content")
    return tmp_path


def dvk(where: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command with nobody at the terminal."""
    command = [sys.executable, "-W", "error", "-m", "danvankheo.cli", *arguments]
    return subprocess.run(command, cwd=where, capture_output=True, text=True, encoding="utf-8", check=False,
                          stdin=subprocess.DEVNULL)  # fmt: skip


@pytest.mark.parametrize("status", ["moi-dang-ky", "dang-thuc-hien", "hoan-thanh"])
def test_a_new_model_lacks_only_what_is_still_to_be_filled_in(root: Path, status: str) -> None:
    done = dvk(root, "new", "mo-hinh", "--title", "Đường hoa thôn Bàn", "--unit", "xã Xuân Lai", "--status", status)
    assert done.returncode == 0, done.stderr
    assert (root / "models/anh/duong-hoa-thon-ban").is_dir()
    problems = [p for p in read_all(root).problems if p.path.startswith("models/")]
    assert {p.code for p in problems} <= STILL_DUE
    assert {p.severity for p in problems} == {Severity.WARNING}
    assert dvk(root, "check").returncode == 0


def test_a_new_person_is_asked_for_consent(root: Path) -> None:
    assert dvk(root, "new", "dien-hinh", "--title", "Nguyễn Văn Mẫu", "--year", "2024").returncode == 0
    problems = [p for p in read_all(root).problems if p.path.startswith("exemplars/")]
    assert {p.code for p in problems} <= STILL_DUE
    assert any("đồng ý" in p.message.lower() for p in problems)


def test_a_new_collective_is_asked_for_its_models_and_for_nothing_of_a_person(root: Path) -> None:
    assert dvk(root, "new", "tap-the", "--title", "Chi đoàn thôn Bàn", "--year", "2024").returncode == 0
    text = (root / "exemplars/chi-doan-thon-ban.md").read_text("utf-8")
    assert "loai: tap-the" in text
    assert "mo_hinh:" in text
    assert not [key for key in ("pham_chat", "uy_tin", "chuc_vu", "dong_y_dang", "người ấy") if key in text]
    problems = [p for p in read_all(root).problems if p.path.startswith("exemplars/")]
    assert {p.code for p in problems} <= STILL_DUE
    assert {p.severity for p in problems} == {Severity.WARNING}


def test_a_draft_that_is_called_finished_has_errors_again(root: Path) -> None:
    dvk(root, "new", "mo-hinh", "--title", "Đường hoa")
    path = root / "models/duong-hoa.md"
    path.write_text(path.read_text("utf-8").replace("nhap: true", ""), "utf-8")
    assert dvk(root, "check").returncode == 1


def test_nothing_is_overwritten_and_the_second_of_a_name_is_called_after_its_unit(root: Path) -> None:
    paths = ["--title", "Tủ sách", "--unit", "xa-xuan-lai"]
    dvk(root, "new", "mo-hinh", *paths)
    (root / "models/tu-sach.md").write_text("của tôi", "utf-8")
    assert "models/tu-sach-xa-xuan-lai.md" in dvk(root, "new", "mo-hinh", *paths).stdout
    third = dvk(root, "new", "mo-hinh", *paths)
    assert third.returncode == 1
    assert "Đã có bài" in third.stderr
    assert (root / "models/tu-sach.md").read_text("utf-8") == "của tôi"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Đường tranh “Bích họa” thôn Tiên Nông", "duong-tranh-bich-hoa-thon-tien-nong"),
        ("Ðội xung kích", "doi-xung-kich"),
        ("Ngõ   \u200bsạch: #1 & *đẹp*", "ngo-sach-1-dep"),
        ("'nháy' \"kép\"", "nhay-kep"),
        ("- gạch: đầu dòng", "gach-dau-dong"),
        ("x" * 100, "x" * 80),
    ],
)
def test_a_title_becomes_a_slug_and_reads_back_as_it_was_said(root: Path, title: str, slug: str) -> None:
    registry, _ = load(root)
    made = new_entry.make(root, registry, Kind.MODEL, name_lookup.one_line(title), {})
    assert made.path == f"models/{slug}.md"
    draft = read_all(root).records
    assert [d.text.tree["ten"] for d in draft if d.text and d.path == made.path] == [name_lookup.one_line(title)]


@pytest.mark.parametrize("title", ["feed", "Trang", "Api", "…", "🌳🌳"])
def test_reserved_and_empty_names_are_refused(root: Path, title: str) -> None:
    done = dvk(root, "new", "mo-hinh", "--title", title)
    assert done.returncode == 1
    assert not list((root / "models").glob("*.md")) if (root / "models").exists() else True


def test_units_of_like_names_are_not_taken_for_each_other(root: Path) -> None:
    registry, _ = load(root)
    assert name_lookup.unit_code(registry, "Đoàn xã Xuân Trường") == "xa-xuan-truong"
    assert name_lookup.unit_code(registry, "truong xuan") == "xa-truong-xuan"
    with pytest.raises(DanVanKheoError, match="Có nhiều đơn vị"):
        name_lookup.unit_code(registry, "Xuân Lập")  # before and after 1 July 2025
    with pytest.raises(DanVanKheoError, match="xa-xuan-lai"):
        name_lookup.unit_code(registry, "Xuân Lay")


def test_values_that_look_like_yaml_stay_values(root: Path) -> None:
    registry, _ = load(root)
    filled = {key_path(Model, "address"): 'Thôn 1: "x" # y', key_path(Model, "owner", "name"): "{a: b}"}
    made = new_entry.make(root, registry, Kind.MODEL, "Tủ sách", filled)
    tree = next(d.text.tree for d in read_all(root).records if d.text and d.path == made.path)
    assert (tree["dia_chi"], tree["chu_the"]["ten"]) == ('Thôn 1: "x" # y', "{a: b}")


def test_on_a_terminal_it_asks_in_vietnamese_and_forgives_a_wrong_answer(root: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "danvankheo.cli", "new"]
    # kind · title (empty first) · unit (misspelt first) · field · status · address · owner
    answers = ["1", "", "Đường hoa", "Xuân Lay", "Xuân Lai", "2", "9", "1", "", "Chi đoàn thôn Bàn"]
    os.write(ours, ("\n".join(answers) + "\n").encode())
    done = subprocess.run(command, cwd=root, stdin=theirs, capture_output=True, text=True, check=False)
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 0, done.stdout + done.stderr
    for words in (
        "Bài về gì?",
        "Tên chưa có chữ nào",
        "Không có đơn vị “Xuân Lay”",
        "Gõ một số từ 1 đến 3",
        "Bước tiếp theo",
    ):
        assert words in done.stdout
    tree = next(d.text.tree for d in read_all(root).records if d.text and d.path == "models/duong-hoa.md")
    assert (tree["don_vi"], tree["linh_vuc"], tree["trang_thai"], tree["chu_the"]["ten"]) == (
        "xa-xuan-lai", "van-hoa-xa-hoi", "moi-dang-ky", "Chi đoàn thôn Bàn",
    )  # fmt: skip


def test_nothing_is_written_through_a_link_out_of_the_repository(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (root / "models").symlink_to(outside)
    done = dvk(root, "new", "mo-hinh", "--title", "Đường hoa")
    assert done.returncode == 1
    assert "liên kết" in done.stderr
    assert list(outside.iterdir()) == []


def test_a_terminal_that_is_closed_and_digits_that_are_none_end_in_words(root: Path) -> None:
    ours, theirs = pty.openpty()
    os.write(ours, "²\n1\n\x04".encode())
    done = subprocess.run(
        [sys.executable, "-m", "danvankheo.cli", "new"],
        cwd=root,
        stdin=theirs,
        capture_output=True,
        text=True,
        check=False,
    )
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 130
    assert "Traceback" not in done.stderr
    assert "Gõ một số từ 1 đến 4" in done.stdout
    year = dvk(root, "new", "dien-hinh", "--title", "Nguyễn Văn Mẫu", "--year", "²⁰²⁴")
    assert "bốn chữ số" in year.stderr
