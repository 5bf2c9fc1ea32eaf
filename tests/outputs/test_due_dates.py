"""The calendar is read by a calendar's own library; the banner knows its two days."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from danvankheo import build, theme_frames
from icalendar import Calendar
from playwright.sync_api import Browser

CLOCK = "Date"


@pytest.fixture(scope="module")
def site(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("han") / "site"
    build.build(
        theme_frames.draw(repo / "mkdocs.yml", site_dir=folder, site_url="https://vi-du.test/", as_of=date(2025, 1, 5))
    )
    return folder


def test_every_deadline_of_the_period_is_in_the_calendar_once(site: Path) -> None:
    events = list(Calendar.from_ical((site / "lich.ics").read_bytes()).walk("VEVENT"))
    days = [event["dtstart"].dt for event in events]
    # The plan is of March 2022: nothing was due in January of that year.
    assert days == sorted([date(y, 11, 15) for y in range(2022, 2026)] + [date(y, 1, 15) for y in range(2023, 2026)])
    assert len({event["uid"] for event in events}) == len(events)
    for event in events:
        (alarm,) = event.walk("VALARM")
        assert alarm["trigger"].dt == timedelta(hours=-15)
        assert event["dtend"].dt == event["dtstart"].dt + timedelta(days=1)
        assert event["dtstamp"].dt.date() == date(2025, 1, 5)


def test_lines_are_folded_within_75_bytes_and_end_as_the_standard_says(site: Path) -> None:
    data = (site / "lich.ics").read_bytes()
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75


def test_the_banner_states_the_deadline_without_scripts(site: Path) -> None:
    home = (site / "index.html").read_text("utf-8")
    banners = re.findall(r'<aside class="due" data-since="([\d-]+)" data-until="([\d-]+)"[^>]*>(.*?)</aside>', home)
    assert [banner[:2] for banner in banners] == [("2024-12-16", "2025-01-15"), ("2025-10-16", "2025-11-15")]
    assert "hết ngày 15/01/2025" in banners[0][2]
    assert not any("hôm nay" in banner[2] for banner in banners)


@pytest.mark.parametrize(
    ("day", "shown"),
    [("2024-12-15", []), ("2024-12-16", ["15/01/2025"]), ("2025-01-15", ["15/01/2025"]), ("2025-01-16", []), ("2025-11-01", ["15/11/2025"])],
)  # fmt: skip
def test_the_banner_stands_between_its_two_days_only(site: Path, browser: Browser, day: str, shown: list[str]) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("https://vi-du.test/**", lambda route: route.fulfill(path=_file(site, route.request.url)))
    page.clock.set_fixed_time(f"{day}T05:00:00+07:00")
    page.goto("https://vi-du.test/")
    visible = [banner.inner_text() for banner in page.locator(".due").all() if banner.is_visible()]
    assert [re.findall(r"\d\d/\d\d/\d{4}", text)[0] for text in visible] == shown
    context.close()


def _file(site: Path, url: str) -> Path:
    path = site / url.removeprefix("https://vi-du.test/")
    return path / "index.html" if path.is_dir() else path
