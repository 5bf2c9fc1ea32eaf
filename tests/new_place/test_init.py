"""``dvk init`` makes a right registry of another place, whatever is answered, and says what it left out."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from danvankheo import checking
from danvankheo.base.errors import DanVanKheoError
from danvankheo.commands import init
from danvankheo.new_place import answers, unit_list
from danvankheo.records.choices import UnitKind
from danvankheo.records.reading import load
from dvk_in_process import CommandResult, dvk
from shared_store import share_store

GIVEN = ("--place", "xã Sông Mới", "--level", "xa", "--publisher", "Đoàn xã Sông Mới", "--email", "bientap@vi-du.test")


def made(repo: Path, folder: Path, *words: str) -> CommandResult:
    return dvk(repo, "init", str(folder), *(words or GIVEN))


@pytest.fixture(scope="module")
def new(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The registry of a commune with three units."""
    folder = tmp_path_factory.mktemp("moi") / "song-moi"
    units = folder.parent / "don-vi.csv"
    units.write_text("Tên đơn vị;Loại\nthôn Một;\nTrường THPT Sông Mới;\nCông an xã;\n", "utf-8")
    done = made(repo, folder, *GIVEN, "--within", "Hòa Biên", "--site-url", "dvk.vi-du.test", "--units", str(units))
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_the_new_registry_is_right_committed_and_empty(new: Path) -> None:
    assert checking.check(new).problems == []
    registry, _ = load(new)
    assert {slug: (record.data.name, record.data.kind) for slug, record in registry.units.items()} == {
        "chi-doan-thon-mot": ("Chi đoàn thôn Một", UnitKind.BRANCH),
        "cong-an-xa": ("Đoàn Công an xã", UnitKind.ARMED_FORCES),
        "truong-thpt-song-moi": ("Đoàn Trường THPT Sông Mới", UnitKind.SCHOOL),
    }
    movement = registry.movement.data
    assert (movement.site_name, movement.youth) == ("Dân vận khéo xã Sông Mới", "tuổi trẻ xã Sông Mới")
    assert movement.locality
    assert movement.locality.identifier == "hoa-bien.xa-song-moi"
    assert (movement.periods, dict(registry.models), dict(registry.exemplars)) == ([], {}, {})
    assert len(registry.fields) == 4
    log = subprocess.run(["git", "log", "--oneline"], cwd=new, capture_output=True, text=True, check=True).stdout
    assert log.count("\n") == 1
    assert subprocess.run(["git", "status", "--porcelain"], cwd=new, capture_output=True, check=True).stdout == b""


def test_nothing_that_people_read_names_the_old_place(repo: Path, new: Path) -> None:
    old = load(repo)[0].movement.data.locality
    assert old
    read = [*(new / "content").rglob("*"), *new.glob("*.yml"), new / "README.md", new / "publish.toml", *(new / "docs").glob("*.md"), *(new / ".github").rglob("*.yml")]  # fmt: skip
    found = {
        path.name
        for path in read
        if path.is_file() and re.search(f"{old.name}|{old.code}|huyendoan", path.read_text("utf-8"))
    }
    assert found == set()


def test_the_tests_that_go_along_pass_there(new: Path) -> None:
    """All are collected there, so that none misses what it imports; those of ``make check`` and one of each kind are run."""
    command = re.search(r"-m pytest -q (tests/.*)", (new / "Makefile").read_text("utf-8"))
    assert command
    run = (
        *command[1].split(),
        "tests/test_glossary.py",
        "tests/figures/test_trends.py",
        "tests/imports/test_xlsx_reader.py",
    )
    for words in (("--collect-only",), run):
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *words],
            cwd=new,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout


def test_a_place_without_an_address_is_published_to_its_folder(repo: Path, tmp_path: Path) -> None:
    assert made(repo, tmp_path / "moi").returncode == 0
    share_store(tmp_path / "moi")
    done = dvk(tmp_path / "moi", "publish", "thu-muc")
    assert done.returncode == 0, done.stdout + done.stderr
    shown = tmp_path / "xa-song-moi-da-dang" / "current"
    assert "tuổi trẻ xã Sông Mới" in (shown / "index.html").read_text("utf-8")
    assert "chưa nhận được kế hoạch" in (shown / "phong-trao/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--place", "xã Sông Mới"), 2, "thiếu --level, --publisher"),
        ((*GIVEN, "--place", " "), 1, "Chưa có câu trả lời: Tên nơi"),
        ((*GIVEN, "--place", "…"), 1, "chưa có chữ nào"),
        ((*GIVEN, "--place", "xã Sông: Mới"), 1, "không có dấu :"),
        ((*GIVEN, "--place", "x" * 61), 1, "Dài quá 60 ký tự"),
        ((*GIVEN, "--code", "Sông Mới"), 1, "ví dụ song-moi"),
        ((*GIVEN, "--level", "huyện"), 1, "tinh, xa, truong, khac"),
        ((*GIVEN, "--site-url", "trang của tôi"), 1, "Địa chỉ trang viết như"),
        ((*GIVEN, "--email", "không có"), 1, "Thư điện tử viết như"),
        ((*GIVEN, "--phone", "12"), 1, "ít nhất 8 chữ số"),
        ((*GIVEN, "--units", "khong-co.xlsx"), 1, "Không thấy tệp"),
    ],
)
def test_an_odd_answer_is_told_and_nothing_is_written(
    repo: Path, tmp_path: Path, words: tuple[str, ...], status: int, said: str
) -> None:
    done = made(repo, tmp_path / "moi", *words)
    assert (done.returncode, list(tmp_path.iterdir())) == (status, [])
    assert said in done.stderr


def test_a_folder_in_use_or_inside_the_registry_is_refused(repo: Path, tmp_path: Path) -> None:
    (tmp_path / "day").mkdir()
    (tmp_path / "day" / "tep.txt").write_text("giữ", "utf-8")
    assert "đã có tệp" in made(repo, tmp_path / "day").stderr
    assert "không phải thư mục" in made(repo, tmp_path / "day" / "tep.txt").stderr
    assert "nằm trong kho bài này" in made(repo, repo / "noi-moi").stderr
    assert not (repo / "noi-moi").exists()
    (tmp_path / "trong").mkdir()
    assert made(repo, tmp_path / "trong").returncode == 0


def test_names_with_quotes_and_stacked_marks_are_written_as_they_are(repo: Path, tmp_path: Path) -> None:
    name, publisher = 'xã “Ễnh” Ươ\'ng "Ộp"', 'Ban "biên tập": \\ Ễ'
    done = made(repo, tmp_path / "moi", *GIVEN, "--place", name, "--publisher", publisher, "--code", "enh-uong")
    assert done.returncode == 0, done.stdout + done.stderr
    movement = load(tmp_path / "moi")[0].movement.data
    assert movement.locality
    assert (movement.locality.name, movement.publisher.name) == (name.replace("Ễ", "Ễ"), publisher.replace("Ễ", "Ễ"))


def test_questions_are_asked_on_a_terminal_until_they_are_answered(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter(
        [
            "huyen",
            "truong",
            "",
            "Trường THPT Sông Mới",
            "",
            "Hòa Biên",
            "",
            "Đoàn trường",
            "",
            "",
            "",
            "",
            "",
            "10A1",
            "10A2",
            "",
        ]
    )
    monkeypatch.setattr("builtins.input", lambda _: next(typed))
    monkeypatch.setattr(init.sys, "stdin", type("Terminal", (io.StringIO,), {"isatty": lambda self: True})())
    done = dvk(repo, "init", str(tmp_path / "moi"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "tinh, xa, truong, khac" in done.stdout
    assert sorted(load(tmp_path / "moi")[0].units) == ["chi-doan-10a1", "chi-doan-10a2"]


PASTED = """
TT\tTên\tMã
1. Đoàn xã Sông Mới
91004 xã Đồi Cát
Phường Bến Lạ; 91007
xã Xuân Hòa, 91010
xã Xuân Hòa, 91013
đặc khu Cồn Nhót (91016)
xã Đồi Cát
Đoàn Trường THPT “Ễnh Ương”
123
"""


def test_pasted_lines_are_read_with_codes_and_every_line_left_out_is_told() -> None:
    found = unit_list.from_lines(PASTED, None)
    assert [(unit.slug, unit.name, unit.kind.value, unit.code) for unit in found.units] == [
        ("xa-song-moi", "Đoàn xã Sông Mới", "xa", ""),
        ("xa-doi-cat", "Đoàn xã Đồi Cát", "xa", "91004"),
        ("phuong-ben-la", "Đoàn phường Bến Lạ", "phuong", "91007"),
        ("xa-xuan-hoa", "Đoàn xã Xuân Hòa", "xa", "91010"),
        ("xa-xuan-hoa-91013", "Đoàn xã Xuân Hòa", "xa", "91013"),
        ("dac-khu-con-nhot", "Đoàn đặc khu Cồn Nhót", "dac-khu", "91016"),
        ("truong-thpt-enh-uong", "Đoàn Trường THPT “Ễnh Ương”", "truong-hoc", ""),
    ]
    assert [note.partition(" “")[0] for note in found.notes] == ["dòng 7", "dòng 9", "dòng 11"]


def test_a_workbook_of_units_is_read_by_its_headings(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["Danh sách"],
        ["TT", "Tên đơn vị", "Mã số", "Loại"],
        [1, "xã Sông Mới", 91001, None],
        [2, "Khối các cơ quan", None, "Đoàn trực thuộc"],
    ):
        book.active.append(row)
    book.save(tmp_path / "ds.xlsx")
    found = unit_list.from_file(tmp_path / "ds.xlsx", None)
    assert [(unit.slug, unit.kind.value, unit.code) for unit in found.units] == [
        ("xa-song-moi", "xa", "91001"),
        ("khoi-cac-co-quan", "doan-truc-thuoc", ""),
    ]


def test_a_name_that_tells_no_kind_is_asked_for() -> None:
    with pytest.raises(DanVanKheoError, match="Chưa rõ loại của dòng 1: Sông Mới"):
        unit_list.from_lines("Sông Mới\n", answers.PlaceLevel.PROVINCE.usual_kind)


def test_rows_that_name_no_unit_make_none(tmp_path: Path) -> None:
    rows = ("Tên đơn vị;Loại", "Chi đoàn thôn Một;Chi đoàn", ";Chi đoàn", "=A1;Chi đoàn", "Tổng cộng;1", "Cộng;")
    (tmp_path / "ds.csv").write_text("\n".join(rows), "utf-8")
    found = unit_list.from_file(tmp_path / "ds.csv", UnitKind.BRANCH)
    assert [unit.slug for unit in found.units] == ["chi-doan-thon-mot"]
    assert [note.partition(" “")[0] for note in found.notes] == ["dòng 3", "dòng 4"]
