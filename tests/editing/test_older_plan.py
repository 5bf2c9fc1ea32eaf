"""A registry from before targets had measures: told once, mended by ``dvk fix`` byte for byte, with the same figures."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from danvankheo import figures
from danvankheo.base.problems import Problem, Severity
from danvankheo.cli import main
from danvankheo.editing.older_plan import mend_movement
from danvankheo.records.reading import load
from danvankheo.records.registry import MOVEMENT_PATH, Registry

OLDER = Path(__file__).parents[1] / "fixtures" / "older" / "phong-trao.yml"
DAY = date(2026, 11, 28)


@pytest.fixture
def older(repo: Path, tmp_path: Path) -> Iterator[Path]:
    """The samples with the movement's file as it was."""
    for name in ("content", "models", "exemplars"):
        shutil.copytree(repo / name, tmp_path / name, ignore=shutil.ignore_patterns("anh"))
    shutil.copy(OLDER, tmp_path / MOVEMENT_PATH)
    return tmp_path


def about_the_plan(problems: list[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.path == MOVEMENT_PATH]


def rows(registry: Registry) -> dict[str, str]:
    found = figures.compute(registry, DAY)
    return {
        f"{sample} {code}": repr((row.indicators, row.coverage, row.submissions))
        for sample in (False, True)
        for code, row in found.of(sample=sample).periods.items()
    }


def test_it_is_told_once_with_every_line_it_lacks_and_stops_nothing(older: Path) -> None:
    found = about_the_plan(load(older, today=DAY)[1])
    assert [(problem.code, problem.severity) for problem in found] == [("DVK371", Severity.WARNING)]
    assert found[0].line == OLDER.read_text("utf-8").split("\n").index("    chi_tieu:") + 1
    assert "dvk fix" in found[0].hint
    mended = mend_movement(older)
    assert mended
    edit = mended.edit
    before, after = edit.before.split("\n"), edit.after.split("\n")
    added = [line.strip() for line in after]
    for line in before:
        added.remove(line.strip())
    told = [line.strip() for line in found[0].hint.split("\n")]
    assert len(added) > 20
    assert all(line in told for line in added)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_fix_adds_lines_and_changes_no_other_byte_and_a_second_run_nothing(older: Path, line_end: str) -> None:
    file = older / MOVEMENT_PATH
    file.write_bytes(file.read_bytes().replace(b"\n", line_end.encode()))
    mended = mend_movement(older)
    assert mended
    edit = mended.edit
    before, after = edit.before.split(line_end), edit.after.split(line_end)
    kept = iter(after)
    assert all(any(line == each for each in kept) for line in before), "every line is there, in its order"
    assert edit.after.count("\n") == edit.after.count(line_end)
    assert edit.write(older)
    assert mend_movement(older) is None
    assert about_the_plan(load(older, today=DAY)[1]) == []


def test_the_command_mends_it_and_the_figures_are_those_of_todays_file(
    older: Path, repo: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(older)
    assert main(["fix", MOVEMENT_PATH]) == 0
    assert "thêm cách đo" in capsys.readouterr().out
    file = next(older.glob("models/*.md"))
    award = "ghi_nhan:\n  - {cap: cap-co-so, hinh_thuc: bieu-duong, ngay: 2025-11-18, co_quan: Đảng ủy xã Sao Vàng}\n"
    text = re.sub(r"\nghi_nhan:\n(  .*\n)+", "\n", file.read_text("utf-8"))
    file.write_text(text.replace("\nminh_hoa: true\n", f"\n{award}minh_hoa: true\n"), "utf-8")
    shutil.copy(OLDER, older / MOVEMENT_PATH)
    assert main(["fix"]) == 0
    assert "cap: cap-xa" in file.read_text("utf-8"), "what the new lines say counts in the same run"
    capsys.readouterr()
    assert main(["fix"]) == 0
    assert "Không có gì để sửa." in capsys.readouterr().out
    assert "DVK371" not in {problem.code for problem in load(older, today=DAY)[1]}
    then = rows(load(older, today=DAY)[0])
    shutil.copy(repo / MOVEMENT_PATH, older / MOVEMENT_PATH)
    now = rows(load(older, today=DAY)[0])
    assert then.keys() == now.keys()
    assert [code for code in now if then[code] != now[code]] == []


def test_no_receiver_of_the_older_file_outlives_its_body_once_it_is_mended(older: Path) -> None:
    mended = mend_movement(older)
    assert mended
    edit = mended.edit
    edit.write(older)
    movement = load(older, today=DAY)[0].movement.data
    assert "Huyện Đoàn" in movement.receiver_on(date(2025, 6, 30))
    assert movement.receiver_on(date(2025, 7, 1)) == ""
    assert movement.site_name == "Dân vận khéo Thọ Xuân"


def test_a_file_with_mistakes_and_one_of_today_are_left_alone(older: Path, repo: Path) -> None:
    assert mend_movement(repo) is None
    file = older / MOVEMENT_PATH
    file.write_text(file.read_text("utf-8").replace("den: 2025-12-31", "den: 2025-13-31"), "utf-8")
    assert mend_movement(older) is None


@pytest.mark.parametrize("code", ["1", "2", "3a", "3b"])
def test_a_new_plan_whose_target_has_no_measure_yet_is_given_nothing_of_the_plan_that_ended(
    repo: Path, tmp_path: Path, code: str
) -> None:
    for name in ("content", "models", "exemplars"):
        shutil.copytree(repo / name, tmp_path / name, ignore=shutil.ignore_patterns("anh"))
    file = tmp_path / MOVEMENT_PATH
    target = f'{{ma: "{code}", ten: Chưa rõ cách đo, dat: 100, dvt: "%", cach_tinh: Theo văn bản.}}'
    block = f"  - ma: 2026-2030\n    tu: 2026-01-01\n    den: 2030-12-31\n    chi_tieu:\n      - {target}\n"
    text = file.read_text("utf-8")
    file.write_text(
        text.replace("# Cơ quan cấp trên và thời gian", block + "# Cơ quan cấp trên và thời gian", 1), "utf-8"
    )
    registry, problems = load(tmp_path, today=DAY)
    assert [period.code for period in registry.movement.data.periods] == ["2022-2025", "2026-2030"]
    assert not [problem for problem in problems if problem.code == "DVK371"]
    assert mend_movement(tmp_path) is None
