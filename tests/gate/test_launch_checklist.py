"""What must be done before the site opens: each item names the file and the line to write, and is done once it is written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from danvankheo import checking
from danvankheo.gate import launch_checklist
from danvankheo.gate.launch_checklist import ChecklistItem, LaunchFacts, checklist, domain_notes
from danvankheo.gate.launch_facts import facts
from danvankheo.records.movement import Domain, LastCheck, Movement, Operations
from outputs.real_sites import CONTACT, DAY, repository

REAL = '[that]\nloai = "thu-muc"\ndia_chi = "https://huyendoanthoxuan.vn/"\nnoi = "../dang"\n'
MOVEMENT = "content/phong-trao.yml"
# The office's values for the examples in the lines to paste.
ANSWERS = {
    "tên-hộp-thư@tên-miền": "lien-he@vi-du.test", "tên-miền-của-trang": "huyendoanthoxuan.vn",
    launch_checklist.A_RECEIVER: "Đơn vị nhận thử", launch_checklist.A_HOLDER: "Đơn vị đứng tên thử", launch_checklist.A_KEEPER: "Đơn vị giữ thử",
    launch_checklist.A_PERSON: "Người thử", "2027-01-01": "2028-01-01",
}  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A repository as it is handed over: a place to publish, no contact, nothing confirmed."""
    repo = repository(tmp_path / "kho")
    text = (repo / MOVEMENT).read_text("utf-8")
    (repo / MOVEMENT).write_text(text.replace(CONTACT, "don_vi_quan_ly:\n  ten: Đơn vị quản lý thử\n"), "utf-8")
    (repo / "publish.toml").write_text(REAL, "utf-8")
    (repo / ".gitignore").write_text("/site/\n/hop-thu/\n", "utf-8")
    return repo


def seen(repo: Path, day: date = DAY) -> LaunchFacts:
    return facts(repo, checking.check(repo).registry, day)


def open_items(repo: Path, day: date = DAY) -> list[ChecklistItem]:
    return [item for item in checklist(seen(repo, day), day) if not item.done]


def dvk(repo: Path, *words: str) -> tuple[int, str]:
    env = {**os.environ, "SOURCE_DATE_EPOCH": "1795737600", "NO_MKDOCS_2_WARNING": "1"}  # 2026-11-27
    done = subprocess.run([sys.executable, "-m", "danvankheo.cli", *words], cwd=repo, env=env, capture_output=True, text=True, check=False)  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_an_office_that_does_what_is_told_line_by_line_ends_with_nothing_left(office: Path) -> None:
    status, said = dvk(office, "launch")
    assert status == 1
    assert "Vì sao:" in said
    assert "Traceback" not in said
    musts = {item.code for item in open_items(office) if item.must}
    assert musts == {"DVK760", "DVK761", "DVK763", "DVK764"}
    for _ in range(20):
        item = next((item for item in open_items(office) if item.path == MOVEMENT and item.fix), None)
        if item is None:
            break
        text = item.fix.apply((office / MOVEMENT).read_text("utf-8"))
        (office / MOVEMENT).write_text(text, "utf-8")
        left = {(item.code, item.title) for item in open_items(office)}
        assert (item.code, item.title) in left, "the example itself is no answer"
        for example, answer in ANSWERS.items():
            text = text.replace(example, answer)
        (office / MOVEMENT).write_text(text, "utf-8")
        assert checking.check(office, today=DAY).problems == [], text
        assert (item.code, item.title) not in {(item.code, item.title) for item in open_items(office)}
    assert [item for item in open_items(office) if item.must] == []
    status, said = dvk(office, "launch")
    assert (status, "Lệnh tiếp theo: dvk check --publish" in said) == (0, True), said


def test_the_lines_a_terminal_shows_can_be_copied_whole(office: Path) -> None:
    for example in (
        "tên-hộp-thư@tên-miền",
        launch_checklist.A_RECEIVER,
        "tên-miền-của-trang",
        launch_checklist.A_KEEPER,
    ):
        _, said = dvk(office, "launch")
        shown = re.findall(r"→ Thêm vào sau dòng (\d+), ví dụ:\n((?:.+\n)+)", said)
        after, pasted = next((int(after), block) for after, block in shown if example in block)
        for word, answer in ANSWERS.items():
            pasted = pasted.replace(word, answer)
        lines = (office / MOVEMENT).read_text("utf-8").split("\n")
        lines[after:after] = pasted.rstrip("\n").split("\n")
        (office / MOVEMENT).write_text("\n".join(lines), "utf-8")
        assert checking.check(office, today=DAY).problems == [], "\n".join(lines)
    assert "còn 0 việc phải làm" in dvk(office, "launch")[1]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("          thu_dien_tu: a@vi-du.test", "DVK1"),  # pasted too far in: the file is no YAML
        ("thu_dien_tu: a@vi-du.test", "Mục này là mục con của “don_vi_quan_ly”"),  # pasted at the edge
    ],
)
def test_a_line_pasted_at_the_wrong_depth_is_told_before_anything_else(office: Path, line: str, told: str) -> None:
    file = office / MOVEMENT
    text = file.read_text("utf-8")
    file.write_text(text.replace("  ten: Đơn vị quản lý thử\n", f"  ten: Đơn vị quản lý thử\n{line}\n"), "utf-8")
    status, said = dvk(office, "launch")
    number = file.read_text("utf-8").split("\n").index(line) + 1
    assert status == 1
    assert f"{MOVEMENT}:{number}:" in said
    assert told in said
    assert "Việc tiếp theo" not in said


@pytest.mark.parametrize(
    ("expires", "looked", "told"),
    [
        (400, 10, ""),
        (60, 10, ""),
        (59, 10, "còn 59 ngày"),
        (0, 10, "còn 0 ngày"),
        (-1, 10, "đã hết hạn"),
        (400, 183, ""),
        (400, 184, "đã quá sáu tháng"),
        (400, -1, "sau ngày hôm nay"),
    ],
)
@pytest.mark.parametrize("today", [date(2025, 7, 1), DAY, date(2028, 2, 29)])
def test_a_domain_is_spoken_of_before_it_lapses_and_looked_at_again(expires: int, looked: int, told: str, today: date) -> None:  # fmt: skip
    look = LastCheck.model_construct(day=today - timedelta(looked), how="Thử")
    domain = Domain.model_construct(name="vi-du.test", holder="Thử", expires=today + timedelta(expires), seen=look)
    movement = Movement.model_construct(operations=Operations.model_construct(domain=domain))
    notes = domain_notes(movement, today)
    assert len(notes) == bool(told)
    assert told in "".join(notes)
    assert launch_checklist.lapsing(movement, today) == notes
    assert launch_checklist.lapsing(Movement.model_construct(operations=None), today) == []


def test_an_address_that_differs_a_lapsed_look_and_files_of_strangers_are_told(office: Path) -> None:
    found = seen(office)
    by_code = {item.code: item for item in checklist(replace(found, site_url=("https://khac.test/", 4)), DAY)}
    assert (by_code["DVK762"].done, by_code["DVK762"].line) == (False, 4)
    by_code = {item.code: item for item in checklist(replace(found, unreadable="publish.toml hỏng"), DAY)}
    assert "hỏng" in by_code["DVK762"].found
    inbox = next(item for item in checklist(replace(found, inbox_tracked=3), DAY) if item.code == "DVK767")
    assert (inbox.done, inbox.must, inbox.remedy) == (False, True, "git rm -r --cached hop-thu")
    place = next(item for item in checklist(replace(found, hindrances={"that": "không ghi được"}), DAY) if item.code == "DVK768")  # fmt: skip
    assert (place.done, place.found) == (False, "không ghi được")
    lacking = [item for item in checklist(replace(found, on_github=True), DAY) if item.code == "DVK765"]
    assert all(item.must for item in lacking if not item.path.endswith("CODEOWNERS"))
    assert "DVK766" in {item.code for item in open_items(office)}
    assert "DVK769" in {item.code for item in open_items(office)}


def test_before_the_units_ended_their_documents_are_not_asked_for_and_the_district_receives(office: Path) -> None:
    for day, codes in ((date(2025, 6, 30), {"DVK764", "DVK761"}), (date(2022, 3, 24), {"DVK764", "DVK761"})):
        assert codes & {item.code for item in open_items(office, day)} == set()
    assert {"DVK764", "DVK761"} <= {item.code for item in open_items(office, date(2025, 7, 1))}


def test_the_body_the_plan_names_receives_nothing_after_the_plan(office: Path) -> None:
    movement = seen(office).movement
    bare = movement.model_copy(update={"operations": None})
    assert bare.receiver_on(date(2023, 1, 15)) == bare.periods[0].report_to[0].name
    assert bare.receiver_on(DAY) == ""
    assert movement.receiver_on(date(2025, 6, 30)) == bare.periods[0].report_to[0].name
    assert movement.receiver_on(date(2025, 7, 1)) == ""
