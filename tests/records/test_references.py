"""Cross-file rules: each case is a change to a good repository, the code it must raise and where."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.problems import in_order
from danvankheo.records.reading import load, read_all

GOOD = (Path(__file__).parents[1] / "fixtures" / "mistakes" / "good.md").read_text("utf-8")
PERSON = """---
ten: Người nêu gương minh họa
don_vi: xa-xuan-lai
linh_vuc: van-hoa-xa-hoi
nam: 2023
tom_tat: Bí thư chi đoàn kiên trì đến từng nhà, cùng bà con dựng nên đường tranh đầu tiên của thôn.
pham_chat: {mo_ta: Gương mẫu., nhan_xet_boi: Chi bộ thôn}
thanh_tich:
  mo_ta: Vận động cả thôn cùng làm.
  mo_hinh: [mo-hinh-a]
uy_tin: {mo_ta: Được bà con tin., cong_nhan_boi: Đảng ủy xã, ngay: 2023-11-01}
duyet: {boi: Ban Chấp hành Đoàn xã, ngay: 2023-11-20}
minh_hoa: true
---
"""


@pytest.fixture
def root(tmp_path: Path, repo: Path) -> Path:
    """A repository with the real vocabulary and two good records, copied for one test."""
    shutil.copytree(repo / "content", tmp_path / "content")
    (tmp_path / "models").mkdir()
    (tmp_path / "exemplars").mkdir()
    (tmp_path / "models" / "mo-hinh-a.md").write_text(GOOD, "utf-8")
    (tmp_path / "exemplars" / "nguoi-a.md").write_text(PERSON, "utf-8")
    return tmp_path


def codes(root: Path) -> set[tuple[str, str, int]]:
    return {(p.code, p.path, p.line) for p in in_order(load(root)[1])}


def edit(root: Path, path: str, old: str, new: str) -> None:
    file = root / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_the_good_repository_has_no_problem(root: Path) -> None:
    registry, problems = load(root)
    assert problems == []
    assert list(registry.models) == ["mo-hinh-a"]
    assert list(registry.exemplars) == ["nguoi-a"]
    assert len(registry.units) == 38


def test_models_replicated_in_a_circle_are_all_named(root: Path) -> None:
    for this, origin in [("a", "c"), ("b", "a"), ("c", "b")]:
        text = GOOD.replace("thôn Tiên Nông\n", f"thôn {this}\n", 1).replace(
            "minh_hoa: true", f"minh_hoa: true\nnhan_rong_tu: mo-hinh-{origin}"
        )
        (root / "models" / f"mo-hinh-{this}.md").write_text(text, "utf-8")
    found = [p for p in load(root)[1] if p.code == "DVK312"]
    assert sorted(p.path for p in found) == [f"models/mo-hinh-{x}.md" for x in "abc"]
    assert all(p.line == 30 for p in found)


def test_a_former_slug_is_nobodys_present_one_and_claimed_once(root: Path) -> None:
    for name in ("b", "c"):
        text = GOOD.replace("thôn Tiên Nông\n", f"thôn {name}\n", 1).replace(
            "minh_hoa: true", "minh_hoa: true\nten_cu: [mo-hinh-a, ten-cu]"
        )
        (root / "models" / f"mo-hinh-{name}.md").write_text(text, "utf-8")
    assert codes(root) == {
        ("DVK314", "models/mo-hinh-b.md", 30),
        ("DVK314", "models/mo-hinh-c.md", 30),
        ("DVK315", "models/mo-hinh-c.md", 30),
    }


def test_of_few_codes_all_are_named_to_who_wrote_none_of_them(root: Path) -> None:
    edit(root, "models/mo-hinh-a.md", "linh_vuc: van-hoa-xa-hoi", "linh_vuc: zzz")
    (problem,) = (problem for problem in load(root)[1] if problem.code == "DVK303")
    for code in load(root)[0].fields:
        assert f"{code} (" in problem.hint


def test_a_former_slug_is_redirected(root: Path) -> None:
    edit(root, "models/mo-hinh-a.md", "minh_hoa: true", "minh_hoa: true\nten_cu: [ten-cu]")
    assert load(root)[0].redirects == {"mo-hinh/ten-cu": "mo-hinh/mo-hinh-a"}


def test_one_title_sent_twice_by_a_unit_is_a_warning(root: Path) -> None:
    (root / "models" / "mo-hinh-b.md").write_text(GOOD, "utf-8")
    assert codes(root) == {("DVK317", "models/mo-hinh-b.md", 2)}


@pytest.mark.parametrize("change", ["nhap: true", "duyet:", "rut_dong_y: 2024-01-01"])
def test_a_draft_an_unapproved_and_a_withdrawn_entry_are_not_public(root: Path, change: str) -> None:
    if change == "duyet:":
        edit(
            root,
            "models/mo-hinh-a.md",
            "duyet: {boi: Ban Chấp hành Đoàn xã Xuân Lai, ngay: 2023-11-20}\nngay_dang: 2023-11-21\n",
            "",
        )
    else:
        edit(root, "models/mo-hinh-a.md", "minh_hoa: true", f"minh_hoa: true\n{change}")
    registry, problems = load(root)
    assert problems == []
    assert registry.models == {}
    assert list(registry.withdrawn) == (["mo-hinh/mo-hinh-a"] if "rut" in change else [])


def test_samples_can_be_left_out(root: Path) -> None:
    registry, _ = load(root, samples=False)
    assert registry.models == {}
    assert registry.exemplars == {}
    years = [figures for unit in registry.units.values() for figures in unit.data.years.values()]
    assert years
    assert not any(figures.sample for figures in years)


def _directory(path: Path) -> None:
    path.mkdir()


def _submodule(path: Path) -> None:
    path.mkdir()
    (path / ".git").write_text("gitdir: ../../.git/modules/kho-con", "utf-8")


def _symlink(path: Path) -> None:
    path.symlink_to("/etc/hostname")


def _dangling(path: Path) -> None:
    path.symlink_to("khong-co.md")


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(path))


def _text(path: Path) -> None:
    path.write_text(GOOD, "utf-8")


@pytest.mark.parametrize(
    ("name", "make", "code"),
    [
        ("x.md", _directory, "DVK001"),
        ("kho-con", _submodule, "DVK001"),
        ("lien-ket.md", _symlink, "DVK001"),
        ("dut.md", _dangling, "DVK001"),
        ("ong.md", _fifo, "DVK001"),
        ("o.md", _socket, "DVK001"),
        ("Đường tranh.md", _text, "DVK003"),
        ("Duong-Tranh.md", _text, "DVK003"),
        ("duong-tranh.markdown", _text, "DVK003"),
        ("duong-tranh.txt", _text, "DVK003"),
        ("feed.md", _text, "DVK005"),
        ("anh-1.jpg", _text, "DVK002"),
        ("trang.html", _text, "DVK002"),
        ("ma.js", _text, "DVK002"),
        (".an.md", _text, "DVK003"),
    ],
)
def test_only_regular_files_of_the_right_name_and_type_are_read(
    root: Path, name: str, make: Callable[[Path], None], code: str
) -> None:
    make(root / "models" / name)
    found = [p for p in load(root)[1] if p.path.endswith(name)]
    assert {p.code for p in found} == {code}, found
    assert all(p.hint for p in found)


OTHER = GOOD.replace("ten: ", "ten: Một việc khác, ", 1)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Đường tranh.md", OTHER, {"DVK003"}),
        ("Đường tranh.md", OTHER.replace("xa-xuan-lai", "xa-khong-co", 1), {"DVK003", "DVK301"}),
        ("bai-cua-em.txt", OTHER.replace("ten: ", "ten:", 1), {"DVK003", "DVK102"}),
        ("Bai-Cua-Em.markdown", OTHER.replace("xa-xuan-lai", "xa-khong-co", 1), {"DVK003", "DVK301"}),
        ("Bài của em.md", "\n\n" + OTHER, {"DVK003", "DVK013"}),
        ("Ghi chú.txt", "Nhớ gọi chị Bí thư.\n", {"DVK003"}),
        ("README.md", "# Bài của xã\n", {"DVK003"}),
        ("Mô hình A.md", OTHER.replace("xa-xuan-lai", "xa-khong-co", 1), {"DVK003"}),  # mo-hinh-a.md is there already
    ],
)
def test_what_else_is_wrong_with_a_record_of_the_wrong_name_is_told_in_the_same_run(
    root: Path, name: str, text: str, expected: set[str]
) -> None:
    (root / "models" / name).write_text(text, "utf-8")
    registry, problems = load(root)
    assert {problem.code for problem in problems} == expected, problems
    assert {problem.path for problem in problems} == {f"models/{name}"}
    assert list(registry.models) == ["mo-hinh-a"], "nothing of a wrong name is published"


def test_a_folder_of_records_that_is_itself_a_symlink_is_not_followed(root: Path) -> None:
    shutil.rmtree(root / "exemplars")
    (root / "exemplars").symlink_to(root / "models")
    assert [p.code for p in load(root)[1] if p.path == "exemplars"] == ["DVK001"]


def test_names_that_differ_in_case_only_collide(root: Path) -> None:
    (root / "models" / "MO-HINH-A.md").write_text(GOOD, "utf-8")
    assert {p.code for p in load(root)[1]} & {"DVK003", "DVK004"}


def test_a_missing_vocabulary_is_said_and_no_traceback(tmp_path: Path) -> None:
    reading = read_all(tmp_path)
    assert ("DVK016", "content/phong-trao.yml") in [(p.code, p.path) for p in reading.problems]
    with pytest.raises(DanVanKheoError, match=r"phong-trao\.yml"):
        load(tmp_path)
