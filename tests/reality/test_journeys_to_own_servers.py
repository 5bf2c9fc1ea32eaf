"""Registries of every size, on every day, published to a folder and a server of one's own: a sample of days and sizes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from laws import Cases
from playwright.sync_api import Browser
from reality.journeys import run, sample


@pytest.mark.law(2)
@pytest.mark.parametrize(("day", "target", "size", "event"), sample("folder", "server"), ids=str)
def test_what_the_check_passes_is_published(
    tmp_path: Path, browser: Browser, cases: Cases, day: date, target: str, size: int, event: str
) -> None:
    cases.count(1, "journeys")
    run(tmp_path / "ban", browser, day, target, size, event)
