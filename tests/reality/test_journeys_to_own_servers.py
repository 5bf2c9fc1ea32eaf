"""Registries of every size, on every day, published to a folder and a server of one's own: every pair of day, target and size."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from laws import Cases
from playwright.sync_api import Browser
from reality.journeys import pairs, run


@pytest.mark.law(2)
@pytest.mark.parametrize(("day", "target", "size", "event"), pairs("folder", "server"), ids=str)
def test_what_the_check_passes_is_published(
    tmp_path: Path, browser: Browser, cases: Cases, day: date, target: str, size: int, event: str
) -> None:
    cases.count(1, "journeys, every pair of 5 days, 4 targets, 4 sizes")
    run(tmp_path / "ban", browser, day, target, size, event)
