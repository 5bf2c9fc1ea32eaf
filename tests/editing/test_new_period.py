"""``dvk period`` adds an empty block for a new plan to the movement's file and leaves every other byte as it is."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from danvankheo.records.movement import Movement
from danvankheo.records.reading import judged_movement
from danvankheo.records.registry import MOVEMENT_PATH
from dvk_in_process import CommandResult, dvk

TODAY = date(2026, 11, 28)
HEAD = "# Phong trào\nten:   Dân vận khéo  # tên\nten_day_du: Phong trào thử\n"
TAIL = "# Đơn vị quản lý trang\ndon_vi_quan_ly:\n  ten: Ban biên tập\n"
OLD = "giai_doan:\n  - ma: 2022-2025   # kế hoạch đầu\n    tu: 2022-01-01\n    den: 2025-12-31\n"
FLUSH = "giai_doan:\n- {ma: 2022-2025, tu: 2022-01-01, den: 2025-12-31}\n\n"


@pytest.fixture
def root(tmp_path: Path, repo: Path) -> Path:
    """A repository with the real vocabulary and no entry."""
    shutil.copytree(repo / "content", tmp_path / "content")
    return tmp_path


def written(root: Path, text: str, *words: str) -> CommandResult:
    """Write the movement's file, run the command, return its result."""
    (root / MOVEMENT_PATH).write_bytes(text.encode())
    return dvk(root, "period", *words)


def movement(root: Path) -> Movement:
    record, problems = judged_movement((root / MOVEMENT_PATH).read_bytes(), TODAY)
    assert record
    assert problems == []
    return record.data


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "text",
    [HEAD + OLD + TAIL, HEAD + FLUSH + TAIL, HEAD + "giai_doan: []\n" + TAIL, HEAD + TAIL + OLD, HEAD + TAIL + OLD.rstrip(),
     HEAD + "giai_doan:\n" + OLD.partition("\n")[2] + "    # hết\n" + TAIL, HEAD + "giai_doan: []  # chưa có\n" + TAIL],
)  # fmt: skip
def test_the_block_comes_last_and_nothing_else_changes(root: Path, text: str, end: str) -> None:
    text = text.replace("\n", end)
    assert written(root, text, "2026-2030").returncode == 0
    after = (root / MOVEMENT_PATH).read_bytes().decode()
    block = after[after.index("- ma: 2026-2030") :]
    block = block[: block.index("can_cu: []") + len("can_cu: []")]
    rest = [line.strip() for line in after.replace(block, "").split(end) if line.strip()]
    assert rest == [line.replace("giai_doan: []", "giai_doan:").strip() for line in text.split(end) if line.strip()]
    assert after.count("\n") == after.count(end)
    new = movement(root).periods[-1]
    assert (new.code, new.start, new.end) == ("2026-2030", date(2026, 1, 1), date(2030, 12, 31))
    assert (new.targets, new.deadlines, new.report_to, new.recipients, new.bases) == ([], None, [], [], [])


def test_the_project_s_own_file_takes_a_new_plan_and_the_check_stays_clean(root: Path) -> None:
    before = (root / MOVEMENT_PATH).read_text("utf-8")
    done = dvk(root, "period", "2026-2030", "--from", "2026-07-01", "--to", "2030-06-30")
    assert done.returncode == 0, done.stderr
    after = (root / MOVEMENT_PATH).read_text("utf-8")
    start = after.index("  - ma: 2026-2030")
    assert after[:start] + after[after.index("# Cơ quan cấp trên", start) :] == before
    assert (movement(root).periods[-1].start, movement(root).periods[-1].end) == (date(2026, 7, 1), date(2030, 6, 30))
    checked = dvk(root, "check")
    assert (checked.returncode, "LỖI" in checked.stdout) == (0, False), checked.stdout
    again = dvk(root, "period", "2026-2030")
    assert (again.returncode, "đã có giai đoạn 2026-2030" in again.stderr) == (1, True)


def test_every_example_in_the_block_is_valid_once_its_marks_are_taken_away(root: Path) -> None:
    assert written(root, HEAD + OLD + TAIL, "2026-2030").returncode == 0
    lines = (root / MOVEMENT_PATH).read_text("utf-8").split("\n")
    keys = ("co_so_doan", "chi_tieu", "han", "gui_ve", "can_cu")
    used: list[str] = []
    inside = False
    for line in lines:
        bare = line.strip().removeprefix("# ")
        inside = line.strip().startswith("# ") and (
            bare.startswith(tuple(f"{key}:" for key in keys)) or (inside and bare.startswith(" "))
        )
        if inside:
            used.append(line.replace("# ", "", 1))
        elif not line.strip().endswith(": []") or line.strip() == "noi_nhan: []":
            used.append(line)
    (root / MOVEMENT_PATH).write_text("\n".join(used), "utf-8")
    new = movement(root).periods[-1]
    assert [target.code for target in new.targets] == ["1"]
    assert new.deadlines
    assert new.grassroots
    assert new.report_to[0].since == new.start
    assert new.bases


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["2026"], "năm đầu và năm cuối"),
        (["2026–2030"], "năm đầu và năm cuối"),
        (["2026 - 2030"], "không có dấu cách"),
        (["26-30"], "không phải mã giai đoạn"),
        (["2030-2026"], "Có phải là 2026-2030 không"),
        (["2025-2030"], "trùng ngày với giai đoạn 2022-2025"),
        (["2020-2022"], "trùng ngày"),
        (["2022-2025"], "đã có giai đoạn"),
        (["2026-2030", "--from", "2025-07-01"], "phải bắt đầu trong năm 2026"),
        (["2026-2030", "--to", "1/1/2030"], "không phải một ngày"),
        (["2026-2026", "--from", "2026-07-01", "--to", "2026-06-01"], "phải bắt đầu"),
    ],
)
def test_what_cannot_be_a_period_is_refused_in_plain_words(root: Path, words: list[str], told: str) -> None:
    done = written(root, HEAD + OLD + TAIL, *words)
    assert done.returncode == 1
    assert told in done.stderr
    assert (root / MOVEMENT_PATH).read_text("utf-8") == HEAD + OLD + TAIL


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEAD + OLD.replace("2025-12-31", "2021-12-31") + TAIL, "kết thúc ngày 31/12/2021"),
        (HEAD + "giai_doan: [{ma: 2022-2025, tu: 2022-01-01, den: 2025-12-31}]\n" + TAIL, "bằng tay"),
        (HEAD + TAIL, "giai_doan"),
    ],
)
def test_a_file_that_is_wrong_or_written_on_one_line_is_left_alone(root: Path, text: str, told: str) -> None:
    done = written(root, text, "2026-2030")
    assert (done.returncode, told in done.stderr, "Traceback" in done.stderr) == (1, True, False), done.stderr
    assert (root / MOVEMENT_PATH).read_text("utf-8") == text
