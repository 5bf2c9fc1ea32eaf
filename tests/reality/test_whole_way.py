"""One site on one server: empty, with 1, 5 and 24 stories, lists, a withdrawal, a rename, the next year."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from laws import Cases
from playwright.sync_api import Browser
from reality.journeys import journey


@pytest.mark.law(7)
def test_from_an_empty_site_to_two_dozen_stories_and_through_the_years(
    tmp_path: Path, browser: Browser, cases: Cases
) -> None:
    cases.count(1, "journeys through every step")
    with journey(tmp_path / "ban", date(2025, 6, 30), "server", 0, browser) as way:
        way.published(opened=True)
        for size in (1, 5, 24):  # 100 and 300 in make soak ONLY=journeys
            way.add(size - len(way.entries))
            way.published(opened=size == 24)
        way.january(2025)
        way.published()
        assert way.withdraw()
        way.published()
        way.rename()
        way.published()
        way.new_year()
        way.slip()
        way.published(opened=True)
        way.back()
