"""What a real site needs beside right files: a contact, and targets with measures. A trial site is built without them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from danvankheo import gate
from danvankheo.editing.older_plan import mend_movement
from danvankheo.gate.contact import unreachable
from danvankheo.outputs.context import publisher_html
from danvankheo.records.movement import Publisher
from danvankheo.records.reading import read_movement
from outputs.real_sites import CONTACT, lines, repository

NAME = "don_vi_quan_ly:\n  ten: Đơn vị quản lý thử\n"
REAL = '[that]\nloai = "thu-muc"\nnoi = "../dang"\n'
TRIAL = '[thu]\nloai = "thu-muc"\nnoi = "../dang"\nchinh_thuc = false\n'


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("email", "lien-he@vi-du.test"),
        ("phone", "0237 000 0000"),
        ("phone", "+84 237 000 0000"),
        ("zalo", "Ban biên tập"),
        ("zalo", "https://zalo.me/000000000"),
        ("address", "Thôn thử, xã Thọ Xuân, tỉnh Thanh Hóa"),
    ],
)
def test_one_real_way_to_reach_the_publisher_is_enough(key: str, value: str) -> None:
    assert Publisher.model_construct(**{"name": "Thử", "email": None, "phone": None, "zalo": None, "address": None, key: value}).reachable  # fmt: skip


@pytest.mark.parametrize("key", ["email", "phone", "zalo", "address"])
@pytest.mark.parametrize("value", ["", " ", "…", "?", "-", "chưa có", "Chưa rõ", "(đang cập nhật)", "sẽ bổ sung", "xxx", "Không có"])  # fmt: skip
def test_a_placeholder_is_no_contact(key: str, value: str) -> None:
    known = {"name": "Thử", "email": None, "phone": None, "zalo": None, "address": None, key: value}
    assert not Publisher.model_construct(**known).reachable


def refused(repo: Path, target: str) -> list[tuple[str, str, int]]:
    return [(p.code, p.path, p.line) for p in gate.evaluate(repo, gate.target(repo, target)).errors]


def test_the_real_site_is_refused_and_the_trial_site_is_built_and_says_so(tmp_path: Path) -> None:
    repo = repository(tmp_path / "kho", cards=True)
    movement = repo / "content/phong-trao.yml"
    movement.write_text(movement.read_text("utf-8").replace(CONTACT, NAME), "utf-8")
    (repo / "publish.toml").write_text(REAL + TRIAL, "utf-8")
    line = movement.read_text("utf-8").split("\n").index("don_vi_quan_ly:") + 1
    assert refused(repo, "that") == [("DVK760", "content/phong-trao.yml", line)]
    trial = gate.evaluate(repo, gate.target(repo, "thu"))
    assert trial.errors == []
    assert trial.site is not None
    assert "Trang chạy thử, chưa có địa chỉ liên hệ." in lines(trial.site / "index.html")


def test_the_line_to_write_goes_where_it_belongs_and_is_refused_as_it_is(tmp_path: Path) -> None:
    repo = repository(tmp_path / "kho")
    movement = repo / "content/phong-trao.yml"
    movement.write_text(movement.read_text("utf-8").replace(CONTACT, NAME), "utf-8")
    (problem,) = unreachable(repo, read_movement(repo)[0].data)
    assert problem.fix is not None
    mended = problem.fix.apply(movement.read_text("utf-8"))
    assert NAME + "  thu_dien_tu: tên-hộp-thư@tên-miền\n" in mended
    movement.write_text(mended, "utf-8")
    assert unreachable(repo, read_movement(repo)[0].data), "an example is no contact"
    movement.write_text(mended.replace("tên-hộp-thư@tên-miền", "lien-he@vi-du.test"), "utf-8")
    read, problems = read_movement(repo)
    assert (problems, unreachable(repo, read.data)) == ([], [])
    assert "lien-he@vi-du.test" in publisher_html(read.data)
    assert "chưa có địa chỉ liên hệ" not in publisher_html(read.data)


def test_an_older_plan_is_refused_by_the_real_site_until_it_is_mended(tmp_path: Path) -> None:
    repo = repository(tmp_path / "kho", cards=True)
    movement = repo / "content/phong-trao.yml"
    older = (Path(__file__).parents[1] / "fixtures/older/phong-trao.yml").read_text("utf-8")
    begin, _, rest = older.partition("don_vi_quan_ly:\n")
    movement.write_text(begin + CONTACT + rest.partition("\n")[2], "utf-8")
    for unit in (repo / "content/don-vi").glob("*.md"):  # older units name no superior
        unit.write_text(re.sub(r"truc_thuoc:\n(?:  - .*\n)+", "", unit.read_text("utf-8")), "utf-8")
    (repo / "publish.toml").write_text(REAL + TRIAL, "utf-8")
    line = movement.read_text("utf-8").split("\n").index("    chi_tieu:") + 1
    assert refused(repo, "that") == [("DVK371", "content/phong-trao.yml", line)]
    assert refused(repo, "thu") == []
    edit = mend_movement(repo)
    assert edit
    movement.write_text(edit.edit.after, "utf-8")
    assert refused(repo, "that") == []
