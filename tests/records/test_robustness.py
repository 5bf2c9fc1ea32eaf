"""Whatever bytes a file holds: problems, no traceback, nothing hangs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from danvankheo.records.reading import read_all
from danvankheo.records.record_file import photo_lines
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
