"""Fields, topics and types have days: what was registered in them stays right, forms offer those of today."""

from __future__ import annotations

import io
import re
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from danvankheo.base.problems import Problem
from danvankheo.forms import questions
from danvankheo.forms.derive import derived
from danvankheo.imports.list_template import workbook
from danvankheo.records.reading import load

TODAY = date(2026, 11, 28)
END = date(2023, 6, 30)
FIELD = "content/linh-vuc/van-hoa-xa-hoi.md"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, repo: Path) -> Path:
    """The samples, with a field, a topic and a type that end in the middle of 2023."""
    root = tmp_path_factory.mktemp("kho")
    for name in ("content", "models", "exemplars"):
        shutil.copytree(repo / name, root / name, ignore=shutil.ignore_patterns("anh"))
    end(root / FIELD)
    end(root / "content/loai-mo-hinh/duong-giao-thong.md")
    economy = root / "content/linh-vuc/phat-trien-kinh-te.md"
    economy.write_text(
        re.sub(r"(?m)^  - \{(ma: [^}]*)\}", rf"  - {{\1, den: {END}}}", economy.read_text("utf-8"), count=1), "utf-8"
    )
    return root


def end(file: Path) -> None:
    front, mark, story = file.read_text("utf-8").partition("\n---\n")
    file.write_text(f"{front}\nden: {END}{mark}{story}", "utf-8")


def told(problems: list[Problem]) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.code == "DVK372":
            found.setdefault(problem.path, []).append(problem)
    return found


def test_a_model_is_judged_by_its_own_first_day_and_told_once_what_is_valid_then(root: Path, repo: Path) -> None:
    registry = load(repo, today=TODAY)[0]
    found = told(load(root, today=TODAY)[1])
    before = after = 0
    for record in registry.models.values():
        if record.data.field != "van-hoa-xa-hoi" or (day := record.summary.known_date) is None:
            continue
        of_the_field = [p for p in found.get(record.path, []) if "Lĩnh vực" in p.message]
        if day > END:
            assert len(of_the_field) == 1, record.path
            assert "phat-trien-kinh-te (Phát triển kinh tế)" in of_the_field[0].hint
            assert "van-hoa-xa-hoi (" not in of_the_field[0].hint
            after += 1
        else:
            assert not of_the_field, record.path
            before += 1
    assert before
    assert after


def test_forms_lists_and_templates_offer_only_what_is_valid_on_their_day(root: Path) -> None:
    registry = load(root, today=TODAY)[0]
    assert "van-hoa-xa-hoi" in registry.fields, "the field keeps its page"
    road = registry.types["duong-giao-thong"].data.name
    for day, offered in ((END, True), (TODAY, False)):
        today = registry.offered_on(day)
        fields = set(questions.options(today, questions.FIELD)) | set(questions.options(today, questions.TYPE))
        assert ("Văn hóa – xã hội" in fields) is offered
        assert (road in fields) is offered
        assert ("van-hoa-xa-hoi (Văn hóa" in derived(today)["docs/mau-bai.md"]) is offered
        sheets = openpyxl.load_workbook(io.BytesIO(workbook(registry, day)))
        cells = {str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row}
        assert any(cell.startswith("Văn hóa – xã hội") for cell in cells) is offered


def test_without_days_everything_is_always_offered(repo: Path) -> None:
    registry = load(repo, today=TODAY)[0]
    for day in (date(2022, 3, 24), TODAY, date(2040, 1, 1)):
        assert registry.offered_on(day).fields == registry.fields
        assert registry.offered_on(day).types == registry.types
