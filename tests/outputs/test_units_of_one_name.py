"""Units of one name, one before and one after a merger, are told apart wherever they stand beside others."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from danvankheo import figures, reports
from danvankheo.cli import main
from danvankheo.records.reading import load
from danvankheo.reports.draft_report import Gap, Paragraph, ReportTable
from outputs.real_sites import DAY, STORY, built, lines, repository

# A made-up name that stands nowhere else on the site; the units keep their days and their merger.
NAME = "Trùng Danh"
RENAMED = {"xa-xuan-lai": "xã Xuân Lai", "thi-tran-lam-son": "thị trấn Lam Sơn", "xa-xuan-lap-2025": "xã Xuân Lập"}
# What follows the name: "(trước 01/7/2025)", "(từ 01/7/2025)", or the days a page or a form gives anyway.
TOLD = re.compile(
    r"\s*(?:\((?:trước|từ|đến) \d\d/\d\d?/\d{4}|, (?:từ|đến hết) \d\d/\d\d/\d{4}|(?:từ|đến) \d\d/\d\d?/\d{4})"
)


def _repository(folder: Path) -> Path:
    repo = repository(folder, stories=2)
    for slug, place in RENAMED.items():
        file = repo / f"content/don-vi/{slug}.md"
        new = f"{place.rsplit(' ', 2)[0]} {NAME}"
        file.write_text(file.read_text("utf-8").replace(place, new), "utf-8")
    for number, unit in enumerate(("xa-xuan-lap-2025", "thi-tran-lam-son"), 3):
        text = STORY.format(("ba", "bốn")[number - 3], unit)
        text = text.replace("2024-01-10", "2025-08-10").replace("2024-06", "2025-09").replace("nam: 2024", "nam: 2025")
        (repo / f"models/con-duong-{number}.md").write_text(STORY.format("bốn", unit) if number == 4 else text, "utf-8")
    return repo


@pytest.fixture(scope="module")
def repo_of_two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _repository(tmp_path_factory.mktemp("trung-ten"))


@pytest.fixture(scope="module")
def site(repo_of_two: Path) -> Path:
    return built(repo_of_two)


def bare(text: str) -> Iterator[str]:
    """Yield each place of a text where the name stands without its days."""
    for match in re.finditer(NAME, text):
        if not TOLD.match(text[match.end() :]):
            yield text[max(0, match.start() - 60) : match.end() + 40]


def test_no_page_prints_the_bare_name_but_a_units_own_place(site: Path) -> None:
    found: dict[str, list[str]] = {}
    named = 0
    for page in sorted(site.rglob("*.html")):
        title = re.findall(r"<title>(.*?)</title>", page.read_text("utf-8"))
        told = [line for line in (*title, *lines(page)) if NAME in line]
        named += len(told)
        if left := [each for line in told for each in bare(line)]:
            found[str(page.parent.relative_to(site))] = left
    places = {f"don-vi/{slug}": [f"{place.rsplit(' ', 2)[0]} {NAME}"] for slug, place in RENAMED.items()}
    assert found == places
    assert named > 80


def test_filters_feeds_and_search_name_them_with_their_days(site: Path) -> None:
    units = json.loads((site / "mo-hinh/loc/chon.json").read_text("utf-8"))["facets"][2]["values"]
    names = [name for slug, name in units if slug in RENAMED]
    assert names == [f"thị trấn {NAME} (trước 01/7/2025)", f"{NAME} (trước 01/7/2025)", f"{NAME} (từ 01/7/2025)"]
    cards = (site / "mo-hinh/loc/the-0.json").read_text("utf-8")
    assert NAME in cards
    assert list(bare(cards)) == []
    assert list(bare((site / "feed.json").read_text("utf-8") + (site / "feed.xml").read_text("utf-8"))) == []
    index = next(path.read_text("utf-8") for path in site.rglob("*.json") if '"often"' in path.read_text("utf-8"))
    assert list(bare(" ; ".join(json.loads(index)["labels"]["unit"]))) == []


def test_the_downloads_name_them_with_their_days(site: Path) -> None:
    rows = 0
    for path in (site / "du-lieu").rglob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                told = [value for key, value in row.items() if key in ("don_vi_ten", "Tên đơn vị") and NAME in value]
                rows += len(told) if "don-vi.csv" not in path.name else 0
                assert path.name.endswith("don-vi.csv") or list(bare(" ; ".join(told))) == []
    assert rows > 20


def test_reports_name_them_with_their_days(repo_of_two: Path) -> None:
    registry = load(repo_of_two)[0]
    draft = reports.draft(registry, figures.compute(registry, DAY), period="2022-2025", sample=False)
    words: list[str] = []
    for part in (*draft.sections, draft.annex):
        for block in part.blocks:
            if isinstance(block, ReportTable):
                words += [block.caption, *(cell for line in block.lines for cell in line)]
            elif isinstance(block, Paragraph | Gap):
                words.append(block.words)
    assert NAME in " ; ".join(words)
    assert list(bare(" ; ".join(words))) == []


def test_what_a_wrong_code_is_answered_with_tells_them_apart(
    repo_of_two: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--repo", str(repo_of_two), "new", "mo-hinh", "--title", "Đường hoa", "--unit", NAME]) != 0
    told = capsys.readouterr()
    assert NAME in told.err + told.out
    assert list(bare(re.sub(f"tên “{NAME}”", "", told.err + told.out))) == []
