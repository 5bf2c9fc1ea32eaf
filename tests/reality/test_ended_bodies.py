"""What is dated after the end of a body names it nowhere: calendar, reminders, drafts, pages, forms, messages, templates."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from pathlib import Path
from random import Random

import docx
import openpyxl
import pytest
from danvankheo import build, figures, reports, theme_frames
from danvankheo.forms.derive import derived
from danvankheo.imports.list_template import workbook
from danvankheo.records.reading import load, read_movement
from danvankheo.reports import office
from icalendar import Calendar
from laws import Cases
from reality.made_registry import write_registry

NAME = "Ban Khuyểng Đượp"
# What tells the history of the movement, or that the body has ended.
_WITH_ITS_END = re.compile(rf"{NAME} Thọ Xuân \((?:từ [\d/]+ )?đến [\d/]+\)")
_HISTORY = {"content/phong-trao.md", "docs/go-khoi-lich-su.md"}
_ENDED_WORDS = re.compile("kết thúc|đến hết|trước ngày 01/7/2025")


def with_a_body(folder: Path, draw: Random, end: date) -> None:
    """Let the plan and every unit name a body that ends on a day, in all the ways the file allows."""
    file = folder / "content" / "phong-trao.yml"
    text = file.read_text("utf-8")
    name = draw.choice((NAME, f"{NAME} Thọ Xuân", f"Văn phòng {NAME}"))
    last = draw.choice(("", f", den: {end}"))
    text = re.sub(r"\n      - \{ten: \"Ban Thường vụ[^\n]*", f'\n      - {{ten: "{name}"{last}}}', text)
    text = text.replace("    noi_nhan:\n", f"    noi_nhan:\n      - {draw.choice((name, f'VP, {name} (b/c)'))}\n", 1)
    text = text.replace(
        "co_quan:\n  - {ma: tinh", f"co_quan:\n  - {{ma: khuyeng, ten: {NAME} Thọ Xuân, den: {end}}}\n  - {{ma: tinh", 1
    )
    file.write_text(text, "utf-8")
    for unit in (folder / "content" / "don-vi").glob("*.md"):
        unit.write_text(re.sub(r"\{ma: (huyen|tinh)-doan", "{ma: khuyeng", unit.read_text("utf-8")), "utf-8")


def words_of(data: bytes, scratch: Path) -> str:
    scratch.write_bytes(data)
    document = docx.Document(str(scratch))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


@pytest.mark.law(7)
def test_nothing_of_a_later_day_names_a_body_that_ended(tmp_path: Path, cases: Cases) -> None:
    met = 0
    for number, draw in enumerate(cases.draws(3, "bodies that end")):
        end = date(2023, 1, 1) + timedelta(draw.randrange(1000))
        day = max(end, date(2023, 12, 1)) + timedelta(draw.randrange(1, 500))
        folder = write_registry(tmp_path / str(number), draw.randrange(10**6), 5, day=day).folder
        with_a_body(folder, draw, end)
        registry = load(folder, today=day)[0]
        found = figures.compute(registry, day)
        assert registry.movement.data.ended_body(NAME, day)
        assert NAME not in office.render(registry, found, {}, sample=False)
        for row in found.periods:
            unit = draw.choice(sorted(row.units))
            for draft in (
                reports.draft(registry, found, year=row.year),
                reports.draft(registry, found, year=row.year, unit=unit),
            ):
                assert NAME not in words_of(reports.to_docx(draft, day), tmp_path / "nhap.docx")
                cases.count(1, "drafts")
        if number == 0:
            settings = folder / "mkdocs.yml"
            settings.write_text(
                settings.read_text("utf-8").replace("samples: false", "samples: false\n      cards: false"), "utf-8"
            )
            site = build.build(
                theme_frames.draw(settings, site_dir=folder / "site", site_url="https://vi-du.test/", as_of=day)
            ).site_dir
            for page in (*site.rglob("*.html"), *site.rglob("*.json"), *site.rglob("*.csv"), *site.rglob("*.xml")):
                assert NAME not in _WITH_ITS_END.sub("", page.read_text("utf-8")), page
                cases.count(1, "files of a site")
            for event in Calendar.from_ical((site / "lich.ics").read_bytes()).walk("VEVENT"):
                assert (NAME in event["description"]) is (event["dtstart"].dt <= end), (event["dtstart"].dt, end)
                met += event["dtstart"].dt > end
    assert met, "a deadline comes after the end of the body"


def test_on_its_last_day_the_body_is_still_the_one_that_receives(tmp_path: Path) -> None:
    end = date(2023, 11, 20)
    folder = write_registry(tmp_path / "kho", 1, 5, day=end).folder
    with_a_body(folder, Random(1), end)
    for day in (end, end + timedelta(1)):
        registry = load(folder, today=day)[0]
        page = office.render(registry, figures.compute(registry, day), {}, sample=False)
        assert (NAME in page) is (day == end)
        assert ("gửi về cấp trên trực tiếp" in page) is (day != end)


@pytest.mark.parametrize("day", [date(2025, 7, 1), date(2025, 11, 10), date(2026, 11, 28)])
def test_forms_guides_and_pages_name_no_body_of_the_district_as_if_it_were_there(repo: Path, day: date) -> None:
    registry = load(repo, today=day)[0]
    movement = read_movement(repo)[0].data
    texts = dict(derived(registry))
    pages = [*repo.glob("*.md"), *repo.glob("content/*.md"), *repo.glob("docs/*.md"), *repo.glob(".github/**/*.*"), *repo.glob("theme/**/*.html"),
             *repo.glob("scripts/danvankheo/**/*.html")]  # fmt: skip
    texts |= {str(page.relative_to(repo)): page.read_text("utf-8") for page in pages if page.name != "CHANGELOG.md"}
    named = [
        (path, line)
        for path, text in texts.items()
        if path not in _HISTORY
        for line in text.split("\n")
        if movement.ended_body(line, day) and not _ENDED_WORDS.search(line)
    ]
    assert not named
    sheets = openpyxl.load_workbook(io.BytesIO(workbook(registry, day)))
    cells = [str(cell.value or "") for sheet in sheets for row in sheet.iter_rows() for cell in row]
    assert len(cells) > 100
    assert not [words for words in cells if movement.ended_body(words, day)]
