"""Whatever bytes a file holds: problems, no traceback, nothing hangs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from danvankheo.base.problems import Severity
from danvankheo.records.movement import Movement
from danvankheo.records.parsing import parse
from danvankheo.records.reading import read_all
from danvankheo.records.record_file import photo_lines
from danvankheo.records.validation import validate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

GOOD = (Path(__file__).parents[1] / "fixtures" / "mistakes" / "good.md").read_text("utf-8")
TOKENS = st.sampled_from(
    ['"', "'", ": ", ":", "- ", "[", "]", "{", "}", "\t", " #", "&a ", "*a", "!x ", "|", ">", "@", "`", "%", "\n", "\n---\n", "  ", "“",
     "\u00a0", "1.250", "~", "<<: ", "? ", "\x00", "\x85", "\u2028", "Ð", "2023-02-30", "[[[[", "}}}", "\\", "\r", "\ufeff", "o\u0302", "\u2126", "\u1100\u1161"]
)  # fmt: skip


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, repo: Path) -> Path:
    """A repository with two fields and units enough for the rules to look things up."""
    folder = tmp_path_factory.mktemp("kho")
    shutil.copytree(repo / "content", folder / "content", ignore=shutil.ignore_patterns("loai-mo-hinh"))
    (folder / "models").mkdir()
    return folder


def read(root: Path, data: bytes) -> None:
    """Check one file and use every problem as a report would."""
    (root / "models" / "a.md").write_bytes(data)
    reading = read_all(root)
    for problem in reading.problems:
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.hint
        if problem.fix:
            problem.fix.apply(data.decode("utf-8", "replace"))
    for record in reading.records:
        assert record.text
        assert len(record.photos) == len(photo_lines(record.text))


@given(st.lists(st.tuples(st.integers(0, len(GOOD)), st.integers(0, 12), TOKENS), min_size=1, max_size=5))
@settings(
    max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_good_file_torn_anywhere_gives_problems_and_no_traceback(
    root: Path, tears: list[tuple[int, int, str]]
) -> None:
    text = GOOD
    for start, length, token in tears:
        text = text[:start] + token + text[start + length :]
    read(root, text.encode())


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_give_problems_and_no_traceback(root: Path, data: bytes) -> None:
    read(root, data)
    read(root, b"---\n" + data + b"\n---\n")


@pytest.mark.parametrize("key", ["gui_ve", "noi_nhan"])
@pytest.mark.parametrize(
    "value",
    ["{}", "[]", "[{}]", "[[x]]", "{a: b}", "{ten: {}}", "{ten: Tỉnh Đoàn, tu: 01/07/2026}", "[Tỉnh Đoàn, {a: b}]", "x" * 9_000],
)  # fmt: skip
def test_a_receiver_written_any_way_gives_problems_on_its_line_and_leaves_the_rest(
    root: Path, key: str, value: str
) -> None:
    file = root / "content/phong-trao.yml"
    before = file.read_text("utf-8")
    try:
        start = before.index(f"    {key}:")
        end = before.index("\n    ", before.index("den: 2025-06-30}", start))
        text = f"{before[:start]}    {key}: {value}{before[end:]}"
        file.write_text(text, "utf-8")
        reading = read_all(root)
        found = [
            problem
            for problem in reading.problems
            if problem.path == "content/phong-trao.yml" and problem.severity is Severity.ERROR
        ]
        assert {problem.line for problem in found} <= {text[:start].count("\n") + 1}
        assert bool(found) is (value != "[]")
        kept = validate(Movement, parse("", text, 1, Movement)[0].tree).data
        assert [(len(period.targets), period.code) for period in kept.periods] == [(4, "2022-2025")]
    finally:
        file.write_text(before, "utf-8")


@pytest.mark.parametrize("day", ["0001-01-01", "0999-12-31", "9999-12-31"])
def test_a_day_beside_which_there_is_no_other_is_refused(root: Path, day: str) -> None:
    file = root / "content/phong-trao.yml"
    before = file.read_text("utf-8")
    try:
        file.write_text(before.replace("    den: 2025-12-31\n", f"    den: {day}\n", 1), "utf-8")
        assert "DVK206" in {problem.code for problem in read_all(root).problems}
    finally:
        file.write_text(before, "utf-8")
