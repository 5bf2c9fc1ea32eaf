"""Damaged files given to every reader: no traceback, no hang, no file outside the repository."""

from __future__ import annotations

from pathlib import Path

from hostile.fuzzing import Target, run


def test_no_accident_breaks_a_reader(repo: Path, tmp_path: Path) -> None:
    outcome = run(Target(tmp_path, repo), seed=1, cases=160)
    assert outcome.cases == 160
    assert outcome.failed == []
