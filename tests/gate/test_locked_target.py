"""Two runs for one target at the same time: the second waits, and reports the first when it waits too long."""

from __future__ import annotations

from pathlib import Path

import pytest
from danvankheo import gate
from danvankheo.base.errors import DanVanKheoError
from danvankheo.publishing.targets import production_target


def test_a_second_run_for_a_target_is_told_of_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "_PATIENCE", 0.1)
    target = production_target({}, "https://vi-du.test/")
    with gate.locked_target(tmp_path, target), pytest.raises(DanVanKheoError, match="Một lượt khác đang dựng"):
        gate.locked_target(tmp_path, target).__enter__()
    with gate.locked_target(tmp_path, target):
        """A run that has ended does not block the next."""
