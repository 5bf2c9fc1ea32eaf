"""Draft reports: layout, the same figures as the site, gaps in words, samples marked."""

from __future__ import annotations

import hashlib
import io
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from danvankheo import figures, reports
from danvankheo.base.errors import DanVanKheoError
from danvankheo.cli import main
from danvankheo.records.choices import UnitKind
from danvankheo.records.plan import Period, PlanTarget
from danvankheo.records.reading import load
from danvankheo.records.registry import Registry
from docx import Document
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph
from outputs.real_sites import STORY

DAY = date(2026, 3, 1)
SECTIONS = [
    "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI, TUYÊN TRUYỀN",
    "II. KẾT QUẢ THỰC HIỆN CHỈ TIÊU",
    "III. KẾT QUẢ THEO BỐN LĨNH VỰC",
    "IV. TẬP THỂ, CÁ NHÂN ĐIỂN HÌNH",
    "V. HẠN CHẾ, NGUYÊN NHÂN",
    "VI. PHƯƠNG HƯỚNG, ĐỀ XUẤT",
    "PHỤ LỤC",
]


@pytest.fixture(scope="module")
def registry(repo: Path) -> Registry:
    return load(repo)[0]


@pytest.fixture(scope="module")
def small(repo: Path) -> Registry:
    """The registry in tests/fixtures/figures, whose figures were counted by hand."""
    return load(repo / "tests" / "fixtures" / "figures")[0]


def draft(registry: Registry, **asked: object) -> reports.Report:
    return reports.draft(registry, figures.compute(registry, DAY), **asked)  # type: ignore[arg-type]


def words(report: reports.Report) -> list[str]:
    """Return the text of every paragraph and cell of the .docx file."""
    document = Document(io.BytesIO(reports.to_docx(report, DAY)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


@pytest.mark.parametrize("asked", [{"year": 2023}, {"year": 2023, "unit": "xa-xuan-lai"}, {"period": "2022-2025"}])
def test_every_report_has_the_form_and_its_seven_parts(registry: Registry, asked: dict[str, object]) -> None:
    found = words(draft(registry, **asked))
    assert [each for each in found if each in SECTIONS] == SECTIONS
    form = "\n".join(found)
    for part in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc", "/BC-", "Nơi nhận:", "BÁO CÁO"):
        assert part in form


def test_figures_are_those_of_the_site(small: Registry) -> None:
    found = figures.compute(small, DAY)
    report = reports.draft(small, found, year=2023)
    figure = found.real.periods["2023"].indicators.get("1")
    assert not report.sample
    assert any(each.startswith(f"{figure.numerator}/{figure.denominator} ") for each in words(report))


def test_the_signature_stands_before_the_annex_which_begins_a_page_and_pages_are_numbered(small: Registry) -> None:
    document = Document(io.BytesIO(reports.to_docx(draft(small, year=2023), DAY)))
    content = list(document.iter_inner_content())
    signed = next(
        n for n, each in enumerate(content) if isinstance(each, DocxTable) and "Nơi nhận:" in each.cell(0, 0).text
    )
    assert "PHỤ LỤC" in [each.text for each in content[signed:] if isinstance(each, Paragraph)]
    annex = next(each for each in document.paragraphs if each.text == "PHỤ LỤC")
    assert annex.paragraph_format.page_break_before
    assert 'instr="PAGE"' in document.sections[0].header._element.xml
    assert 'instr="PAGE"' not in document.sections[0].first_page_header._element.xml


def test_many_units_are_told_by_number_and_found_by_name_in_the_annex(registry: Registry) -> None:
    report = draft(registry, period="2022-2025", sample=True)
    gaps = [block for block in report.sections[4].blocks if isinstance(block, reports.draft_report.ReportTable)]
    cells = [cell for table in gaps for line in table.lines for cell in line]
    assert [table.caption for table in gaps] == [
        "Năm 2022",
        "Năm 2023",
        "Năm 2024",
        "Năm 2025 đến 30/6",
        "Năm 2025 từ 1/7",
    ]
    assert any(each.endswith("/30 đơn vị (xem Phụ lục 1)") for each in cells)
    assert max(each.count(", ") for each in cells if "lĩnh vực" in each) < 8
    annexed = {
        line[0]
        for block in report.annex.blocks
        if isinstance(block, reports.draft_report.ReportTable)
        for line in block.lines
    }
    assert {"Xuân Lai", "thị trấn Lam Sơn (trước 01/7/2025)"} <= annexed


def test_the_review_of_a_period_follows_each_target_over_the_years(small: Registry) -> None:
    table = draft(small, period="2022-2025").sections[1].blocks[0]
    assert isinstance(table, reports.draft_report.ReportTable)
    lines = {line[0]: line[1:] for line in table.lines}
    assert lines["Tổ chức hoạt động tình nguyện"] == (
        "50%",
        "100%",
        "Chưa có số liệu",
        "Không áp dụng",
        "100%",
        "Đã đạt",
    )
    assert lines["Cơ sở Đoàn có mô hình"][-1] == "Còn thiếu 1 đơn vị, đều chưa có số liệu"


def test_samples_are_never_counted_beside_real_data(small: Registry) -> None:
    titles = {record.data.title for record in small.models.values() if record.data.sample}
    assert titles
    assert not titles & set(words(draft(small, year=2023)))


def test_samples_alone_give_a_report_marked_on_every_page(registry: Registry) -> None:
    report = draft(registry, year=2023, unit="xa-xuan-lai")
    assert report.sample
    page = Document(io.BytesIO(reports.to_docx(report, DAY))).sections[0]
    for header in (page.first_page_header, page.header):
        assert "MINH HỌA" in "".join(paragraph.text for paragraph in header.paragraphs)


def test_an_office_with_one_real_entry_is_given_no_report_of_samples(repo: Path, tmp_path: Path) -> None:
    for folder in ("content", "models"):
        shutil.copytree(repo / folder, tmp_path / folder, ignore=shutil.ignore_patterns("anh"))
    assert draft(load(tmp_path)[0], year=2025).sample
    (tmp_path / "models/that.md").write_text(STORY.format(1, "xa-xuan-lai", "2025"), "utf-8")
    registry = load(tmp_path)[0]
    assert not any(draft(registry, year=year).sample for year in (2022, 2023, 2025))


def test_where_samples_are_off_a_report_is_never_made_of_them_unasked(repo: Path, tmp_path: Path) -> None:
    for folder in ("content", "models", "theme"):
        shutil.copytree(repo / folder, tmp_path / folder, ignore=shutil.ignore_patterns("anh"))
    config = (repo / "mkdocs.yml").read_text("utf-8")
    for samples, name in (("true", "bao-cao-2025-minh-hoa"), ("false", "bao-cao-2025")):
        (tmp_path / "mkdocs.yml").write_text(config.replace("samples: true", f"samples: {samples}"), "utf-8")
        main(["--repo", str(tmp_path), "report", "2025", "--as-of", "2026-03-01"])
        assert [file.stem for file in (tmp_path / "bao-cao").iterdir()] == [name]
        shutil.rmtree(tmp_path / "bao-cao")


def test_what_is_missing_is_said_in_words_not_as_zero(small: Registry) -> None:
    row = figures.compute(small, DAY).real.periods["2023"]
    assert row.indicators.get("3b-pooled").unknown
    gaps = next(
        block
        for block in draft(small, year=2023).sections[4].blocks
        if isinstance(block, reports.draft_report.ReportTable)
    )
    assert ("Tỷ lệ tập hợp đoàn kết thanh niên", "–", "thị trấn Dừa và Bình") in gaps.lines


def test_the_same_report_gives_the_same_bytes(registry: Registry) -> None:
    twice = {hashlib.sha256(reports.to_docx(draft(registry, year=2023), DAY)).hexdigest() for _ in range(2)}
    assert len(twice) == 1


@pytest.mark.parametrize("asked", [{"year": 1999}, {"period": "2030-2035"}, {"year": 2023, "unit": "xa-khong-co"},
                                   {"year": 2023, "unit": "xa-xuan-lap-2025"}])  # fmt: skip
def test_what_does_not_exist_is_refused_in_a_sentence(registry: Registry, asked: dict[str, object]) -> None:
    with pytest.raises(DanVanKheoError, match="có"):
        draft(registry, **asked)


def test_a_year_without_a_plan_has_a_report_of_what_was_registered(registry: Registry) -> None:
    for asked in ({"year": 2026}, {"year": 2026, "unit": "xa-xuan-lap-2025"}):
        report = draft(registry, sample=True, **asked)
        found = words(report)
        assert [each for each in found if each in SECTIONS] == SECTIONS
        text = "\n".join(found)
        assert "Năm 2026: trang này chưa nhận được kế hoạch" in text
        assert "Mức cần đạt" not in text
        assert "2022" not in text.partition("I. CÔNG TÁC")[0], "no plan that ended is named as the ground"
        assert report.name.startswith("bao-cao-2026")


def with_plan_of_2026(registry: Registry, targets: list[PlanTarget]) -> Registry:
    data = registry.movement.data
    plan = Period.model_construct(**{
        **dict(data.periods[0]), "code": "2026-2030", "start": date(2026, 1, 1), "end": date(2030, 12, 31),
        "targets": targets, "deadlines": None, "bases": [],
    })  # fmt: skip
    return replace(
        registry,
        movement=registry.movement.with_data(data.model_copy(update={"periods": [*data.periods, plan]}), newest=None),
    )


EVERY_REPORT: tuple[dict[str, object], ...] = (
    {"year": 2026}, {"period": "2026-2030"}, {"period": "2026-2030", "mid_term": True}, {"year": 2026, "unit": "xa-xuan-lap-2025"},
)  # fmt: skip


@pytest.mark.parametrize("asked", EVERY_REPORT)
def test_a_plan_without_targets_is_told_plainly_and_nothing_is_called_complete(
    registry: Registry, asked: dict[str, object]
) -> None:
    report = draft(with_plan_of_2026(registry, []), sample=True, **asked)
    text = "\n".join(words(report))
    assert "Năm 2026: trang này chưa nhận được chỉ tiêu của kế hoạch 2026–2030" in text
    assert "- Năm 2026: chưa nhận được chỉ tiêu của kế hoạch 2026–2030 để so." in text
    assert "chưa nhận được kế hoạch, nên" not in text
    assert "đã có đủ" not in text
    assert "So với chỉ tiêu" not in text
    assert "Xây dựng mô hình ở lĩnh vực" not in text
    assert "năm 2026" in report.subject if "year" in asked else "giai đoạn 2026 – 2030, tính đến" in report.subject


def test_targets_without_a_measure_stand_in_words_and_are_named_as_a_gap(registry: Registry) -> None:
    first = registry.movement.data.periods[0].targets[0]
    worded = first.model_copy(update={"measure": None, "further_readings": []})
    text = "\n".join(words(draft(with_plan_of_2026(registry, [worded]), sample=True, year=2026)))
    assert f"{worded.code}. {worded.name}" in text
    assert f"chỉ tiêu {worded.code} chưa có cách đo nên chưa có con số" in text
    assert "đã có đủ" not in text


def test_a_unit_that_no_target_counts_is_neither_without_a_plan_nor_told_to_fill_fields(registry: Registry) -> None:
    slug = "xa-xuan-lap-2025"
    first = registry.movement.data.periods[0].targets[0]
    schools = first.model_copy(update={"kinds": [UnitKind.SCHOOL], "under": []})
    text = "\n".join(words(draft(with_plan_of_2026(registry, [schools]), sample=True, year=2026, unit=slug)))
    assert "không có chỉ tiêu nào tính riêng cho đơn vị" in text
    assert "chưa nhận được kế hoạch" not in text
    assert "mô hình ở lĩnh vực" not in text.partition("V. HẠN CHẾ")[2].partition("Nơi nhận")[0]


def test_a_year_to_come_and_a_plan_to_come_are_refused(registry: Registry) -> None:
    with pytest.raises(DanVanKheoError, match="Các năm có"):
        draft(registry, year=2031)
    coming = registry.movement.data.periods[0].model_copy(
        update={"code": "2027-2030", "start": date(2027, 1, 1), "end": date(2030, 12, 31)}
    )
    data = registry.movement.data
    movement = registry.movement.with_data(data.model_copy(update={"periods": [*data.periods, coming]}), newest=None)
    with pytest.raises(DanVanKheoError, match="bắt đầu ngày 01/01/2027"):
        draft(replace(registry, movement=movement), period="2027-2030")


def test_a_mid_term_report_covers_the_period_up_to_its_day(registry: Registry) -> None:
    known = figures.compute(registry, date(2024, 6, 30))
    found = reports.draft(registry, known, period="2022-2025", mid_term=True, sample=True)
    assert (
        found.subject
        == "Sơ kết thực hiện phong trào thi đua “Dân vận khéo” giai đoạn 2022 – 2025, tính đến ngày 30/6/2024"
    )
    captions = {block.caption for block in found.annex.blocks if isinstance(block, reports.draft_report.ReportTable)}
    assert any("năm 2024" in caption for caption in captions)
    assert not any("năm 2025" in caption for caption in captions)
    assert not [line for line in words(found) if "31/12/2024" in line or "2025-" in line]


def test_reports_of_a_year_of_a_period_and_up_to_a_day_have_files_of_their_own(registry: Registry) -> None:
    known = figures.compute(registry, date(2022, 6, 30))
    asked: list[dict[str, object]] = [
        {"year": 2022},
        {"period": "2022-2025"},
        {"period": "2022-2025", "mid_term": True},
    ]
    names = [
        reports.draft(registry, known, unit=unit, sample=sample, **each).name  # type: ignore[arg-type]
        for each in asked for unit in (None, "xa-xuan-lai") for sample in (False, True)
    ]  # fmt: skip
    assert len(set(names)) == len(names) == 12
    assert "bao-cao-so-ket-2022-2025-den-2022-06-30-xa-xuan-lai-minh-hoa" in names
    assert "bao-cao-tong-ket-2022-2025" in names


def test_a_period_that_has_ended_has_no_mid_term_report(registry: Registry) -> None:
    with pytest.raises(DanVanKheoError, match=r"đã kết thúc ngày 31/12/2025\. Tổng kết: dvk report --period 2022-2025"):
        draft(registry, period="2022-2025", mid_term=True)
