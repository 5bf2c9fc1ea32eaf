"""Units' figures of a year, imported by the real command: added where absent, never written over what somebody wrote."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import openpyxl
import pytest
from danvankheo.imports.year_figures_list import HEADINGS
from danvankheo.records.reading import load
from dvk_in_process import dvk

HEADER = "TT;Đơn vị;Năm;Ngày gửi danh sách đăng ký;Tổng số thanh niên;Số đoàn viên;Tỷ lệ tập hợp thanh niên (%);Nguồn số liệu"
ROW = "1;Đoàn xã Xuân Lai;2023;10/01/2023;1.350;210;68,5;Báo cáo của Đoàn xã"


@pytest.fixture
def root(tmp_path: Path, repo: Path) -> Path:
    """A repository with the real vocabulary and no figures."""
    shutil.copytree(repo / "content", tmp_path / "content")
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    for file in (tmp_path / "content/don-vi").glob("*.md"):
        file.write_text(re.sub(r"\ntheo_nam:\n(?:[ ].*\n)+", "\n", file.read_text("utf-8")), "utf-8")
    return tmp_path


def said(root: Path, *rows: str, header: str = HEADER) -> list[str]:
    """Import rows; return what the command says of them, line by line. The check has nothing against the files."""
    (root / "so-lieu.csv").write_text("\n".join(["SỐ LIỆU NĂM", "", header, *rows, ""]), "utf-8")
    done = dvk(root, "import", "so-lieu.csv")
    assert dvk(root, "check").returncode == 0
    return done.stdout.splitlines()


def unit(root: Path) -> Path:
    return root / "content/don-vi/xa-xuan-lai.md"


def test_figures_are_added_below_the_unit_and_the_rest_of_its_file_stays_byte_for_byte(root: Path) -> None:
    before = unit(root).read_text("utf-8")
    assert said(root, ROW)[0] == (
        "Dòng 4: tạo mới: content/don-vi/xa-xuan-lai.md: thêm Ngày gửi danh sách đăng ký, Tổng số thanh niên, Số đoàn viên, "
        "Tỷ lệ tập hợp thanh niên (%), Nguồn số liệu"
    )
    after = unit(root).read_text("utf-8")
    head, _, tail = after.partition("theo_nam:\n")
    assert head + "---\n" == before
    block = re.sub(r"mã: [0-9a-f]{16}", "mã: …", tail)
    assert block == (
        "  2023:\n    # Nhập tự động, mã: …\n    gui_danh_sach: 2023-01-10\n    thanh_nien: 1350\n    doan_vien: 210\n"
        "    ty_le_tap_hop: 68.5\n    nguon: Báo cáo của Đoàn xã\n---\n"
    )
    figures = load(root)[0].units["xa-xuan-lai"].data.years[2023]
    assert (figures.youth, figures.union_members) == (1350, 210)
    assert said(root, ROW)[0] == "Dòng 4: không đổi: content/don-vi/xa-xuan-lai.md"
    assert unit(root).read_text("utf-8") == after


def test_a_block_nobody_edited_is_updated_and_one_somebody_edited_only_gets_what_it_lacks(root: Path) -> None:
    said(root, ROW)
    assert "cập nhật" in said(root, ROW.replace("210", "220"))[0]
    assert "doan_vien: 220" in unit(root).read_text("utf-8")
    assert "thanh_nien: 1350" in unit(root).read_text("utf-8"), "a cell that is empty takes nothing away"
    edited = unit(root).read_text("utf-8").replace("thanh_nien: 1350", "thanh_nien: 1351   # đếm lại")
    unit(root).write_text(edited, "utf-8")
    line = said(root, ROW.replace("210", "220"))[0]
    assert line.startswith("Dòng 4: giữ nguyên")
    assert "Tổng số thanh niên trong tệp là 1351, danh sách ghi 1350" in line
    assert unit(root).read_text("utf-8") == edited
    header = HEADER.replace("Số đoàn viên", "Số hội viên")
    line = said(root, ROW.replace("210", "99"), header=header)[0]
    assert "cập nhật" in line
    assert "thêm Số hội viên" in line
    assert "giữ nguyên" in line
    assert unit(root).read_text("utf-8") == edited.replace(
        "    nguon: Báo cáo của Đoàn xã\n", "    nguon: Báo cáo của Đoàn xã\n    hoi_vien: 99\n"
    )


def test_years_stand_in_their_order_and_other_years_stay(root: Path) -> None:
    said(root, ROW.replace(";2023;10/01/2023", ";2024;10/01/2024"), ROW.replace(";2023;10/01/2023", ";2022;"), ROW)
    text = unit(root).read_text("utf-8")
    assert re.findall(r"^  (\d{4}):$", text, re.M) == ["2022", "2023", "2024"]
    assert said(root, ROW.replace("210", "211"))[0].startswith("Dòng 4: cập nhật")
    assert text.replace("doan_vien: 210", "doan_vien: 211").count("doan_vien: 211") == 3
    assert unit(root).read_text("utf-8").count("doan_vien: 210") == 2


def test_a_block_written_by_hand_with_line_ends_of_windows_keeps_them(root: Path) -> None:
    text = unit(root).read_text("utf-8")
    body = (
        text.removesuffix("---\n")
        + "theo_nam:\n  2023:\n    doan_vien: 210\n    nguon: Sổ tay\n\n  # năm sau\n  2024:\n    doan_vien: 5\n    nguon: Sổ tay\n---\n"
    )
    unit(root).write_bytes(b"\xef\xbb\xbf" + body.replace("\n", "\r\n").encode())
    line = said(root, ROW)[0]
    assert "thêm Ngày gửi danh sách đăng ký, Tổng số thanh niên, Tỷ lệ tập hợp thanh niên (%)" in line
    assert "Nguồn số liệu trong tệp là Sổ tay, danh sách ghi Báo cáo của Đoàn xã: giữ nguyên" in line
    added = "    gui_danh_sach: 2023-01-10\n    thanh_nien: 1350\n    ty_le_tap_hop: 68.5\n"
    wanted = body.replace("    nguon: Sổ tay\n\n", f"    nguon: Sổ tay\n{added}\n", 1)
    assert unit(root).read_bytes() == b"\xef\xbb\xbf" + wanted.replace("\n", "\r\n").encode()


# What stands in a row instead of what should, the letter of the report and words of its reason.
MISTAKES = [
    ("Xuân Lai", "Xuân Lay", "B", "xã Xuân Lai"),
    ("xã Xuân Lai", "xã Truong Xuan", "B", "không có đơn vị nào"),
    ("Đoàn xã Xuân Lai", "", "B", "thiếu Đơn vị"),
    ("Đoàn xã Xuân Lai;2023", "xã Xuân Lập;2025", "B", "Đoàn xã Xuân Lập, từ 01/07/2025"),
    (";2023;", ";2026;", "B", "không có đơn vị nào"),
    (";2023;", ";23;", "C", "không phải một năm"),
    ("10/01/2023", "31/02/2023", "D", "không có trong lịch"),
    ("1.350", "1.35", "E", "Tổng số thanh niên"),
    ("210", "hơn 200", "F", "Số đoàn viên"),
    ("210", "=SUM(A1)", "F", "Số đoàn viên"),
    ("68,5", "0,685", "G", "ghi số phần trăm"),
    ("68,5", "168,5", "G", "Tỷ lệ"),
    ("Báo cáo của Đoàn xã", "", "H", "thiếu Nguồn số liệu"),
]


def test_a_row_with_a_doubt_is_refused_with_its_column_and_the_others_go_on(root: Path) -> None:
    before = unit(root).read_bytes()
    right = ROW.replace("Xuân Lai", "Xuân Trường")
    taken_back = (
        ROW.replace("Xuân Lai", "Thọ Lập")
        .replace("Báo cáo của Đoàn xã", "Báo cáo của anh Mẫu, sinh năm 1990")
        .replace("210", "2100")
    )
    lines = said(
        root, *(ROW.replace(good, bad) for good, bad, _, _ in MISTAKES), right, right, taken_back, "Tổng cộng;;;;99"
    )
    for number, (_, _, letter, words) in enumerate(MISTAKES):
        assert lines[number].startswith(f"Dòng {number + 4}, cột {letter}: chưa nhập: "), lines[number]
        assert words in lines[number]
    assert lines[13].startswith("Dòng 17: tạo mới: content/don-vi/xa-xuan-truong.md")
    assert "cột B: chưa nhập: trùng với dòng 17" in lines[14]
    assert lines[15].startswith("Dòng 19: chưa nhập: content/don-vi/xa-tho-lap.md: ")
    assert lines[16] == "16 dòng: 1 tạo mới, 15 chưa nhập."
    assert unit(root).read_bytes() == before
    assert "theo_nam" not in (root / "content/don-vi/xa-tho-lap.md").read_text("utf-8")


def test_figures_of_samples_give_way_to_real_ones_as_a_whole(root: Path) -> None:
    text = unit(root).read_text("utf-8").removesuffix("---\n")
    unit(root).write_text(
        text + "theo_nam:\n  2023:\n    hoi_vien: 1\n    nguon: x\n    minh_hoa: true\n---\n", "utf-8"
    )
    line = said(root, ROW.rpartition(";")[0] + ";")[0]
    assert line.startswith("Dòng 4, cột H: chưa nhập: thiếu Nguồn số liệu"), "a sample's source is nobody else's"
    line = said(root, ROW)[0]
    assert line.startswith("Dòng 4: cập nhật")
    assert line.endswith("thay số liệu minh họa")
    figures = load(root)[0].units["xa-xuan-lai"].data.years[2023]
    assert (figures.sample, figures.federation_members, figures.union_members) == (False, None, 210)


def test_a_file_of_another_form_is_left_to_people(root: Path) -> None:
    text = unit(root).read_text("utf-8").removesuffix("---\n")
    for block in (
        "theo_nam: {2023: {doan_vien: 1, nguon: x}}\n---\n",
        "theo_nam:\n  2023: {doan_vien: 1, nguon: x}\n---\n",
    ):
        unit(root).write_text(text + block, "utf-8")
        assert "viết trên một dòng" in said(root, ROW)[0]
        assert unit(root).read_text("utf-8") == text + block


def test_the_form_is_filled_in_and_read_back_from_both_sheets(root: Path) -> None:
    assert dvk(root, "import", "--template", "mau.xlsx").returncode == 0
    first = (root / "mau.xlsx").read_bytes()
    assert "không ghi đè" in dvk(root, "import", "--template", "mau.xlsx").stderr
    assert "Chưa có dòng nào được điền." in dvk(root, "import", "mau.xlsx").stdout
    book = openpyxl.load_workbook(root / "mau.xlsx")
    models, figures = book["Đăng ký mô hình"], book["Số liệu năm"]
    assert [cell.value for cell in models[4]] == ["TT", "Tên mô hình", "Chủ thể", "Địa chỉ", "Lĩnh vực, nội dung", "Lực lượng dự kiến",
                                                  "Thời gian", "Đăng ký với (số, ngày)", "Đăng ký mới/duy trì", "Ghi chú"]  # fmt: skip
    assert [cell.value for cell in figures[4]] == list(HEADINGS.values())
    choices = {
        column[0].value: [cell.value for cell in column[1:] if cell.value] for column in book["Danh mục"].columns
    }
    lists = {str(rule.sqref).split(":")[0]: rule.formula1 for sheet in (models, figures) for rule in sheet.data_validations.dataValidation
             if rule.type == "list"}  # fmt: skip
    assert set(lists) == {"E5", "I5", "B5", "C5"}
    registry, _ = load(root)
    assert len(choices["unit"]) == len(registry.units)
    for number, field in enumerate(choices["field"], 1):
        models.append([number, f"Góc đọc sách {number}", "Chi đoàn thôn Một", "Thôn Một, xã Xuân Lai", field, None, "Quý I",
                       "Đảng ủy xã Xuân Lai, ngày 10/01/2023", "Đăng ký mới", None])  # fmt: skip
    models.move_range(f"A305:J{304 + len(choices['field'])}", rows=-300)
    keys = list(HEADINGS)
    for number, name in enumerate(choices["unit"], 5):
        year = 2024 if "đến hết" in name else 2025
        for column, value in {
            "number": number - 4,
            "unit": name,
            "year": year,
            "union_members": 200 + number,
            "source": "Báo cáo",
        }.items():
            figures.cell(number, keys.index(column) + 1, value)
    book.save(root / "dien.xlsx")
    done = dvk(root, "import", "dien.xlsx")
    assert done.returncode == 0, done.stdout
    assert f"{len(choices['field'])} dòng: {len(choices['field'])} tạo mới." in done.stdout
    assert f"{len(choices['unit'])} dòng: {len(choices['unit'])} tạo mới." in done.stdout
    assert dvk(root, "check").returncode == 0
    topics = sum(len(record.data.topics) for record in registry.fields.values())
    files = [file.read_text("utf-8") for file in (root / "models").glob("*.md")]
    assert sum("noi_dung: [" in file for file in files) == topics
    registry, _ = load(root)
    assert all(record.data.years for record in registry.units.values())
    (root / "mau.xlsx").unlink()
    dvk(root, "import", "--template", "mau.xlsx")
    assert (root / "mau.xlsx").read_bytes() == first
