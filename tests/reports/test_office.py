"""The office page lists exactly the units with missing submissions, and is never part of the site."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from danvankheo import figures
from danvankheo.base.errors import DanVanKheoError
from danvankheo.records.reading import load
from danvankheo.reports import office
from playwright.sync_api import Browser, expect

HERE = Path(__file__).parents[1] / "fixtures" / "figures"


def page(day: date, known: dict[str, tuple[tuple[str, str], ...]] | None = None) -> str:
    registry, _ = load(HERE)
    return office.render(registry, figures.compute(registry, day), known or {}, sample=False)


def test_what_has_just_been_due_shows_everybody_and_of_what_was_never_noted_nobody_is_blamed(tmp_path: Path) -> None:
    shutil.copytree(HERE / "content", tmp_path / "content")
    for unit in (tmp_path / "content" / "don-vi").glob("*.md"):
        lines = unit.read_text("utf-8").split("\n")
        start = next((i for i, line in enumerate(lines) if line.startswith("theo_nam")), None)
        if start is not None:
            end = next(i for i in range(start + 1, len(lines)) if not lines[i].startswith(" "))
            unit.write_text("\n".join(lines[:start] + lines[end:]), "utf-8")
    registry, problems = load(tmp_path)
    assert problems == []
    found = figures.compute(registry, date(2023, 12, 1))
    row = found.real.periods["2023"]
    text = office.render(registry, found, {}, sample=False)
    for slug in row.period.units:
        name = registry.units[slug].data.name
        assert text.count(f"Lời nhắc gửi {name}") == 1, name
    assert len(re.findall("hạn 15/11/2023</span>|– hạn 15/11/2023<br>", text)) == len(row.period.units)
    assert text.count("chưa rõ: trang chưa ghi nhận văn bản nào của hạn này") == 2
    later = figures.compute(registry, date(2024, 10, 1))
    assert "Lời nhắc gửi" not in office.render(registry, later, {}, sample=False).partition("sắp đến hạn")[0]
    assert office.missing(registry, later, sample=False)[0] == 0
    assert office.missing(registry, found, sample=False) == (len(row.period.units), 2)


def test_a_paper_that_came_is_not_asked_for_again() -> None:
    registry, _ = load(HERE)
    papers = figures.compute(registry, date(2023, 12, 1)).real.periods["2023"].submissions
    asked = re.findall(r"Kính gửi ([^.]+)\. Tính đến[^<]*báo cáo kết quả[^<]*hạn 15/11/2023", page(date(2023, 12, 1)))
    owing = {registry.units[slug].data.name for slug, paper in papers.items() if paper.report.sent is None}
    assert 0 < len(owing) < len(papers)
    assert set(asked) == owing


def test_before_the_day_units_are_reminded_and_not_blamed() -> None:
    text = page(date(2023, 11, 1))
    assert "sắp đến hạn" in text
    assert "Hạn gửi báo cáo kết quả “Dân vận khéo” là hết ngày 15/11/2023" in text


def test_contacts_come_from_the_ignored_file_and_are_escaped(tmp_path: Path, repo: Path) -> None:
    (tmp_path / office.CONTACTS).write_text(
        "don_vi;Người phụ trách\nxa-binh;<script>alert(1)</script>\nla-ai;x\n", "utf-8-sig"
    )
    known = office.contacts(tmp_path)
    assert known["xa-binh"] == (("Người phụ trách", "<script>alert(1)</script>"),)
    text = page(date(2023, 12, 1), known)
    assert "&lt;script&gt;alert(1)" in text
    assert "mã không thuộc đơn vị nào: la-ai" in text
    assert f"/{office.FOLDER}/" in (repo / ".gitignore").read_text("utf-8").split("\n")


@pytest.mark.parametrize("content", [b"ten,so\nx,1\n", b"\xff\xfe\x00"])
def test_a_file_of_contacts_that_cannot_be_used_is_said_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / office.CONTACTS).write_bytes(content)
    with pytest.raises(DanVanKheoError, match=r"lien-he\.csv"):
        office.contacts(tmp_path)


def test_the_command_writes_the_page_outside_the_site_and_the_filter_works(
    repo: Path, tmp_path: Path, browser: Browser
) -> None:
    for folder in ("content", "models", "exemplars"):
        shutil.copytree(repo / folder, tmp_path / folder)
    command = [
        sys.executable,
        "-m",
        "danvankheo.cli",
        "--repo",
        str(tmp_path),
        "office",
        "--samples",
        "--as-of",
        "2024-12-01",
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "Tính đến 01/12/2024" in done.stdout
    shown = browser.new_page(viewport={"width": 390, "height": 844})
    shown.goto((tmp_path / office.FOLDER / "index.html").as_uri())
    rows = shown.locator("tr[data-deadline]")
    before = rows.count()
    shown.locator("select").select_option(index=1)
    expect(shown.locator("[data-count]")).not_to_have_text(f"{before} dòng")
    visible = [row.get_attribute("data-deadline") for row in rows.all() if row.is_visible()]
    assert len(set(visible)) == 1
    assert 0 < len(visible) < before
    shown.close()
