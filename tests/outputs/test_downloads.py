"""The downloads: valid, harmless in a spreadsheet, real data and samples in separate files, nothing private."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import warnings
import zipfile
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from danvankheo.figures import Figures, compute
from danvankheo.outputs.downloads import TABLES
from danvankheo.outputs.downloads.columns import Column, ColumnType
from danvankheo.outputs.downloads.csv_file import csv_bytes, harmless, restored
from danvankheo.outputs.downloads.page import size_in_words
from danvankheo.outputs.downloads.tables import PLACE
from danvankheo.outputs.downloads.xlsx import CellStyle, Worksheet, workbook
from danvankheo.records.reading import load
from danvankheo.records.registry import Registry
from frictionless import Package
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import validate as validate_openapi
from outputs.downloads import SITE, artifacts, write

AS_OF = date(2025, 11, 20)
WORKBOOK = "dan-van-kheo-song-moi.xlsx"
HOSTILE = ("=1+1", "+CMD|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "\r=1", "'=1", "''=1", " =1", "＝1+1", "Vườn;=1+1", "Vườn\n-1", 'x;"=1"', "‑không phải", "–dấu gạch",
           'x","=1', "a\r\nb", "</script><b>", "\\u003c", "\u2028", "Đường “Tranh”")  # fmt: skip


@pytest.fixture(scope="module")
def registry(repo: Path) -> Registry:
    return load(repo / "tests" / "fixtures" / "figures")[0]


@pytest.fixture(scope="module")
def figures(registry: Registry) -> Figures:
    return compute(registry, AS_OF)


@pytest.fixture(scope="module")
def folder(registry: Registry, figures: Figures, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(registry, figures, tmp_path_factory.mktemp("downloads"))


def rows_of(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline="")))


def changed(registry: Registry, slug: str, **values: Any) -> Registry:
    """Return the registry with changed values in one model."""
    record = registry.models[slug]
    record = record.with_data(record.data.model_copy(update=values), digest="changed", front="changed")
    return replace(registry, models={**registry.models, slug: record})


# -- valid


def test_every_json_file_is_as_its_schema_says(built_site: Path) -> None:
    schema = json.loads((built_site / "api/v1/schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    seen = set()
    for file in sorted((built_site / "api/v1").rglob("*.json")):
        if file.name in ("schema.json", "openapi.json"):
            continue
        document = json.loads(file.read_text("utf-8"))
        name = ("" if "du_lieu" in document else "mot-") + document["bang"]
        validator = Draft202012Validator(
            {"$ref": f"#/$defs/{name}", "$defs": schema["$defs"]}, format_checker=FormatChecker()
        )
        assert [error.message for error in validator.iter_errors(document)] == [], file
        assert document["minh_hoa"] is ("minh-hoa" in file.relative_to(built_site).parts), file
        seen.add(name)
    assert seen == set(schema["$defs"])


def test_the_api_is_described_file_by_file(built_site: Path) -> None:
    description = json.loads((built_site / "api/v1/openapi.json").read_text("utf-8"))
    validate_openapi(description)
    assert description["servers"] == [{"url": SITE + "api/v1"}]
    patterns = [re.compile(re.escape(path).replace(r"\{ma\}", "[^/]+") + r"\Z") for path in description["paths"]]
    used = set()
    for file in (built_site / "api/v1").rglob("*.json"):
        path = "/" + file.relative_to(built_site / "api/v1").as_posix()
        if path not in ("/openapi.json", "/schema.json"):
            fitting = [pattern for pattern in patterns if pattern.match(path)]
            assert len(fitting) == 1, path
            used.add(fitting[0])
    missing = {pattern.pattern for pattern in set(patterns) - used}
    assert missing <= {r"/mo\-hinh/[^/]+\.json\Z", r"/dien\-hinh/[^/]+\.json\Z"}  # there is no real entry yet


@pytest.mark.parametrize("path", ["du-lieu/datapackage.json", "du-lieu/minh-hoa/datapackage.json"])
def test_frictionless_finds_nothing_wrong_with_the_package(built_site: Path, path: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        report = Package(str(built_site / path)).validate()
    assert report.flatten(["type", "note"]) == []
    assert report.stats["tasks"] == len(list((built_site / path).parent.glob("*.csv")))


def test_excel_finds_typed_cells_and_a_frozen_header(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "du-lieu" / WORKBOOK)
    assert book.sheetnames == ["Cách tính và nguồn", *(table.title for table in TABLES)]
    assert book.properties.modified == datetime(2025, 11, 20)
    words = {row[0].value: row[1].value for row in book.worksheets[0].iter_rows()}
    assert words["Số liệu tính đến hết ngày"] == "20/11/2025"
    assert "CC BY 4.0" in words["Giấy phép"]
    for sheet, table in zip(book.worksheets[1:], TABLES, strict=True):
        assert len(sheet.title) <= 31
        assert sheet.freeze_panes == "A2"
        assert [cell.value for cell in sheet[1]] == [column.label for column in (*table.columns, PLACE)]
        for row in sheet.iter_rows(min_row=2):
            for column, cell in zip((*table.columns, PLACE), row, strict=True):
                assert cell.data_type != "f"
                if cell.value is not None:
                    expected = {
                        ColumnType.DATE: datetime,
                        ColumnType.WHOLE: int,
                        ColumnType.YEAR: int,
                        ColumnType.NUMBER: (int, float),
                    }
                    assert isinstance(cell.value, expected.get(column.type, str)), (table.name, column.name, cell.value)
    models = {row[0].value: row for row in book["Mô hình"].iter_rows(min_row=2)}
    place = {column.name: number for number, column in enumerate(TABLES[0].columns)}
    assert models["a1-vuon-mau"][place["trang_thai"]].value == "Đang thực hiện"
    assert models["a1-vuon-mau"][place["bat_dau"]].value == datetime(2022, 5, 1)
    assert models["a1-vuon-mau"][place["bat_dau"]].number_format == "dd/mm/yyyy"


def test_csv_is_as_rfc_4180_says_with_the_place_the_day_and_the_source_in_every_row(folder: Path) -> None:
    for file in (folder / "du-lieu").rglob("*.csv"):
        data = file.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert data.endswith(b"\r\n")
        assert data.count(b"\n") == data.count(b"\r\n"), "no line ends within the fixture's cells"
        for row in rows_of(file):
            assert row["dia_phuong"] == "hoa-bien.song-moi"
            assert row["ngay_so_lieu"] == "2025-11-20"
            assert row["nguon_so_lieu"].startswith(SITE)


def test_tables_of_two_places_can_be_put_together(folder: Path, registry: Registry, tmp_path: Path) -> None:
    movement = registry.movement
    there = movement.data.locality.model_copy(update={"within": "Đồng Thử"})
    other = replace(
        registry,
        movement=movement.with_data(movement.data.model_copy(update={"locality": there}), digest="x", front="x"),
    )
    write(other, compute(other, AS_OF), tmp_path)
    for table in (table for table in TABLES if table.key):
        file = f"du-lieu/{table.name}.csv"
        rows = [*rows_of(folder / file), *rows_of(tmp_path / file)]
        keys = {tuple(row[name] for name in ("dia_phuong", *table.key)) for row in rows}
        assert len(keys) == len(rows), table.name


def test_the_dictionary_tells_of_every_column(folder: Path) -> None:
    told = {(row["bang"], row["cot"]) for row in rows_of(folder / "du-lieu/tu-dien.csv")}
    for table in TABLES:
        header = (folder / f"du-lieu/{table.name}.csv").read_text("utf-8-sig").splitlines()[0].split(",")
        assert told >= {(table.name, column) for column in header}


# -- harmless


@given(st.one_of(st.text(st.characters(exclude_categories=("Cs",))), st.text("'\t\n\r ;=-+@\"a,＝\u200b", max_size=9)))
def test_a_neutralised_text_is_no_formula_and_can_be_restored(text: str) -> None:
    safe = harmless(text)
    assert restored(safe) == re.sub("\r\n?", "\n", text)
    # Whether a program splits at commas and knows quotes, or at semicolons and does not, no cell begins like a formula.
    line = csv_bytes((Column("a", "A"),), [(text,)], ()).decode("utf-8-sig").split("\r\n", 1)[1]
    for cell in (safe, *re.split("[;\n]", line)):
        assert not re.match("[=+\\-@＝＋－＠]", cell.strip('\u200b "\t')), (text, line)


def test_numbers_and_days_are_left_alone() -> None:
    columns = (
        Column("a", "A", ColumnType.NUMBER),
        Column("b", "B", ColumnType.DATE),
        Column("c", "C", ColumnType.WHOLE),
        Column("d", "D"),
    )
    data = csv_bytes(columns, [(Decimal(-5), date(2025, 1, 2), 0, "-5 độ"), (None, None, None, None)], ())
    assert data.decode("utf-8-sig") == "a,b,c,d\r\n-5,2025-01-02,0,'-5 độ\r\n,,,\r\n"


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_stays_a_text_everywhere(registry: Registry, title: str) -> None:
    hostile = changed(registry, "a1-vuon-mau", title=title)
    made = artifacts(hostile, compute(hostile, AS_OF))
    rows = list(csv.DictReader(io.StringIO(made["du-lieu/mo-hinh.csv"].render().decode("utf-8-sig"), newline="")))
    cell = next(row["ten"] for row in rows if row["ma"] == "a1-vuon-mau")
    assert cell == harmless(title)
    assert cell.lstrip("\u200b \t")[:1] not in tuple("=+-@＝＋－＠\r")
    assert all(len(row) == len(rows[0]) for row in rows)
    listed = json.loads(made["api/v1/mo-hinh.json"].render())["du_lieu"]
    assert next(row["ten"] for row in listed if row["ma"] == "a1-vuon-mau") == title
    assert json.loads(made["api/v1/mo-hinh/a1-vuon-mau.json"].render())["ten"] == title
    sheet = openpyxl.load_workbook(io.BytesIO(made[f"du-lieu/{WORKBOOK}"].render()))["Mô hình"]
    shown = next(row[1] for row in sheet.iter_rows(min_row=2) if row[0].value == "a1-vuon-mau")
    assert shown.data_type == "s"
    assert shown.number_format == "@"
    assert shown.value == re.sub("\r\n?", "\n", title)  # as XML reads line ends


def test_what_xml_refuses_and_excel_cannot_hold_does_not_break_the_workbook() -> None:
    texts = ("\x00\x0b\ud800", "_x0041_", "x" * 40_000, "]]>&<", "50 % #1 %s")
    sheet = Worksheet("Một", ("A", "B"), (CellStyle.TEXT, CellStyle.PLAIN), (9, 9), [(text, None) for text in texts])
    shown = openpyxl.load_workbook(io.BytesIO(workbook([sheet], "T", "C", AS_OF))).worksheets[0]
    assert [len(row[0].value or "") for row in shown.iter_rows(min_row=2)] == [0, 7, 32_767, 5, 10]
    assert (shown["A3"].value, shown["A6"].value) == ("_x0041_", "50 % #1 %s")


def test_a_day_before_excels_first_is_a_text(registry: Registry) -> None:
    old = changed(registry, "a1-vuon-mau", published=date(1, 1, 1))
    made = artifacts(old, compute(old, AS_OF))[f"du-lieu/{WORKBOOK}"]
    sheet = openpyxl.load_workbook(io.BytesIO(made.render()))["Mô hình"]
    assert "0001-01-01" in [cell.value for row in sheet.iter_rows(min_row=2) for cell in row]


# -- real and samples, what is known and what is not


def test_samples_have_files_of_their_own(folder: Path) -> None:
    real, samples = rows_of(folder / "du-lieu/mo-hinh.csv"), rows_of(folder / "du-lieu/minh-hoa/mo-hinh.csv")
    assert {row["minh_hoa"] for row in real} == {"false"}
    assert {row["ma"]: row["minh_hoa"] for row in samples} == {"s1-minh-hoa": "true"}
    for file in folder.rglob("*.*"):
        if "minh-hoa" not in file.parts and file.suffix != ".html":
            assert b"s1-minh-hoa" not in file.read_bytes(), file
    for file in (folder / "du-lieu/minh-hoa").glob("*.csv"):
        assert {row["minh_hoa"] for row in rows_of(file)} <= {"true"}


def test_without_samples_there_is_no_file_of_samples(repo: Path) -> None:
    registry = load(repo / "tests" / "fixtures" / "figures", samples=False)[0]
    made = artifacts(registry, compute(registry, AS_OF))
    assert not [path for path in made if "minh-hoa" in path]
    assert "minh-hoa" not in made["api/v1/openapi.json"].render().decode()


def test_the_unknown_is_empty_and_never_zero(folder: Path) -> None:
    rows = {(row["ky"], row["ma"]): row for row in rows_of(folder / "du-lieu/chi-tieu.csv")}
    unknown = rows["2024", "3a"]
    assert [unknown[name] for name in ("tu_so", "mau_so", "ty_le", "dat")] == ["", "", "", ""]
    assert (unknown["so_don_vi"], unknown["so_don_vi_co_so_lieu"]) == ("4", "0")
    known = rows["2022", "2-quoc-phong-an-ninh"]
    assert [known[name] for name in ("tu_so", "mau_so", "ty_le", "dat")] == ["0", "4", "0.0000", "false"]
    document = json.loads((folder / "api/v1/ky/2024.json").read_text("utf-8"))
    assert next(row["tu_so"] for row in document["chi_tieu"] if row["ma"] == "3a") is None
    report = next(
        row for row in rows_of(folder / "du-lieu/bao-cao-nam.csv") if (row["don_vi"], row["nam"]) == ("xa-cat", "2022")
    )
    assert (report["hoat_dong_tinh_nguyen"], report["ty_le_tap_hop"]) == ("", "85")


def test_an_entry_has_everything_about_it_in_one_file(folder: Path) -> None:
    model = json.loads((folder / "api/v1/mo-hinh/a1-vuon-mau.json").read_text("utf-8"))
    assert [each["nam"] for each in model["dang_ky"]] == [2022, 2023]
    unit = json.loads((folder / "api/v1/don-vi/xa-an.json").read_text("utf-8"))
    assert {each["nam"] for each in unit["bao_cao_nam"]} == {2022, 2023, 2024, 2025}
    assert {each["ky"] for each in unit["han_nop"]} == {"2022", "2023", "2024", "2025-den-30-6"}


# -- nothing private


def test_who_is_in_charge_and_who_took_the_photos_is_nowhere(built_site: Path, repo: Path) -> None:
    registry = load(repo)[0]
    names = {record.data.owner.in_charge for record in registry.models.values()} - {None}
    names |= {photo.author for record in registry.models.values() for photo in record.data.photos}
    names -= {record.data.owner.name for record in registry.models.values()}  # who agreed to be named, elsewhere
    text = "\n".join(
        file.read_text("utf-8") for part in ("du-lieu", "api") for file in (built_site / part).rglob("*.[cj]s*")
    )
    assert len(names) >= 10
    assert [name for name in names if str(name) in text] == []
    assert not re.search(r"\b0\d{9}\b", text)


def test_drafts_and_what_nobody_approved_or_what_was_withdrawn_is_nowhere(repo: Path, tmp_path: Path) -> None:
    shutil.copytree(repo / "tests" / "fixtures" / "figures", tmp_path / "repo")
    models = tmp_path / "repo" / "models"
    model = (models / "a1-vuon-mau.md").read_text("utf-8")
    copies = {"cho-duyet": re.sub(r"(?m)^duyet:.*$", "", model), "ban-nhap": model.replace("---\n", "---\nnhap: true\n", 1),
              "da-rut": model.replace("---\n", "---\nrut_dong_y: 2025-01-01\n", 1), "lam-theo": model.replace("---\n", "---\nnhan_rong_tu: da-rut\n", 1)}  # fmt: skip
    for slug, text in copies.items():
        (models / f"{slug}.md").write_text(re.sub(r"(?m)^ten: .*$", f"ten: Bài {slug}", text), "utf-8")
    registry = load(tmp_path / "repo")[0]
    folder = write(registry, compute(registry, AS_OF), tmp_path / "site")
    text = "\n".join(file.read_text("utf-8") for file in folder.rglob("*.[cj]s*"))
    assert set(registry.withdrawn) == {"mo-hinh/da-rut"}
    assert "Bài lam-theo" in text
    for slug in ("cho-duyet", "ban-nhap", "da-rut"):
        assert slug not in text
        assert not list(folder.rglob(f"{slug}.json"))


# -- made once


def test_the_same_registry_gives_the_same_bytes(registry: Registry, figures: Figures, folder: Path) -> None:
    for path, artifact in artifacts(registry, figures).items():
        assert artifact.render() == (folder / path).read_bytes(), path
    with zipfile.ZipFile(folder / "du-lieu" / WORKBOOK) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_changed_story_leaves_other_files_alone(registry: Registry, figures: Figures) -> None:
    before = artifacts(registry, figures)
    after = artifacts(changed(registry, "a1-vuon-mau"), figures)
    again = {path for path, artifact in after.items() if artifact.inputs != before[path].inputs}
    assert {path for path in again if path.startswith("api/v1/mo-hinh/")} == {"api/v1/mo-hinh/a1-vuon-mau.json"}
    assert "du-lieu/don-vi.csv" not in again
    assert "api/v1/linh-vuc.json" not in again


def test_a_story_told_otherwise_leaves_every_download_alone(registry: Registry, figures: Figures) -> None:
    before = artifacts(registry, figures)
    told = replace(registry.models["a1-vuon-mau"], digest="told otherwise")
    after = artifacts(replace(registry, models={**registry.models, "a1-vuon-mau": told}), figures)
    assert {path for path, artifact in after.items() if artifact.inputs != before[path].inputs} == set()


def test_another_day_leaves_the_files_of_entries_alone(registry: Registry, figures: Figures) -> None:
    before, after = artifacts(registry, figures), artifacts(registry, compute(registry, date(2025, 11, 21)))
    assert {path for path in after if after[path].inputs == before[path].inputs} >= {
        f"api/v1/mo-hinh/{slug}.json" for slug, record in registry.models.items() if not record.data.sample
    }


# -- the page


def test_the_page_tells_how_large_every_file_is(folder: Path) -> None:
    html = (folder / "du-lieu/index.html").read_text("utf-8")
    shown = re.findall(
        r'<a href="\.\./((?:du-lieu|api)/[^"]+\.(?:csv|json))"[^>]*>(?:CSV|JSON)<.*?</a> ([^<]+)</td>', html
    )
    assert len(shown) > 60
    for path, words in shown:
        assert size_in_words((folder / path).stat().st_size) == words
    assert "20/11/2025" in html


def test_a_size_is_told_in_words() -> None:
    assert [size_in_words(812), size_in_words(12_400), size_in_words(3_100_000)] == ["812 byte", "12,4 KB", "3,1 MB"]


def test_search_engines_read_a_data_set(built_site: Path) -> None:
    html = (built_site / "du-lieu/index.html").read_text("utf-8")
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert found
    node = next(each for each in json.loads(found[1])["@graph"] if each["@type"] == "Dataset")
    assert node["license"].startswith("https://creativecommons.org/licenses/by/4.0/")
    assert 50 <= len(node["description"]) <= 5000
    for each in node["distribution"]:
        assert (built_site / each["contentUrl"].removeprefix(SITE)).is_file()


def test_every_page_leads_to_the_downloads(built_site: Path) -> None:
    assert 'href="../du-lieu/">Tải số liệu</a>' in (built_site / "tieu-chi/index.html").read_text("utf-8")
    assert (built_site / "chi-tieu/index.html").read_text("utf-8").count('href="../du-lieu/"') == 2
