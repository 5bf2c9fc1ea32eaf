"""A registration list of 60 rows with 15 mistakes, imported by the real command; what each row became is stated."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import openpyxl
import pytest
from danvankheo.imports.registration_list import is_collective
from danvankheo.records.reading import load, read_all
from dvk_in_process import dvk

HEADER = "TT;Tên mô hình;Chủ thể;Địa chỉ;Lĩnh vực, nội dung;Lực lượng dự kiến;Thời gian;Đăng ký với (số, ngày);Đăng ký mới/duy trì;Ghi chú"
# By row of the list: the column of the mistake, what stands there, the letter and words of the report.
MISTAKES = {
    3: (1, "", "B", "thiếu Tên mô hình"),
    7: (2, "", "C", "thiếu Chủ thể"),
    11: (3, "", "D", "thiếu Địa chỉ"),
    15: (4, "", "E", "thiếu Lĩnh vực"),
    19: (7, "", "H", "thiếu Đăng ký với"),
    23: (3, "Thôn Một, xã Xuân Lay", "D", "xã Xuân Lai"),
    27: (3, "Thôn Một, xã Xuan Truong", "D", "không có đơn vị nào tên"),
    31: (4, "Kinh doanh", "E", "chưa rõ “Kinh doanh” thuộc lĩnh vực nào"),
    35: (7, "Đảng ủy xã Xuân Lai, ngày 30/02/2023", "H", "không có trong lịch"),
    39: (7, "Đảng ủy xã Xuân Lai, số 12-KH/ĐTN", "H", "thiếu ngày đăng ký"),
    43: (7, "Công ty Mẫu, ngày 10/01/2023", "H", "không rõ “Công ty Mẫu”"),
    47: (7, "Đảng ủy xã Xuân Lai, ngày 10/01/2026", "D", "không còn hoặc chưa có"),
    51: (2, "Anh Mẫu", "C", "chưa rõ “Anh Mẫu” là tập thể"),
    55: (1, "=HYPERLINK(1)", "B", "là công thức"),
    59: (1, "Góc đọc sách 58", "B", "trùng với dòng"),
}
OFFSET = 3  # a title, an empty line and the header stand above the first row


def rows() -> list[list[str]]:
    """Return the 60 rows, mistakes included."""
    made = []
    for number in range(1, 61):
        row = [str(number), f"Góc đọc sách {number}", "Chi đoàn thôn Một", "Thôn Một, xã Xuân Lai", "Văn hóa – xã hội: đọc sách",
               "30 đoàn viên", "Quý I", "Đảng ủy xã Xuân Lai, số 12-KH/ĐTN, ngày 10/01/2023", "mới", ""]  # fmt: skip
        if number in MISTAKES:
            column, text, _, _ = MISTAKES[number]
            row[column] = text
        made.append(row)
    return made


def text(separator: str = ";") -> str:
    """Return the list as text."""
    head = HEADER if separator == ";" else separator.join(f'"{name}"' for name in HEADER.split(";"))
    lines = [separator.join(cell if separator == ";" else f'"{cell}"' for cell in row) for row in rows()]
    return "\r\n".join(["DANH SÁCH ĐĂNG KÝ", "", head, *lines, ""])


@pytest.fixture
def root(tmp_path: Path, repo: Path) -> Path:
    """A repository with the real vocabulary and no entries."""
    shutil.copytree(repo / "content", tmp_path / "content")
    (tmp_path / "models").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    return tmp_path


@pytest.mark.parametrize("name", ["list.xlsx", "list.csv"])
def test_sixty_rows_with_fifteen_mistakes_give_forty_five_files_that_the_check_passes(root: Path, name: str) -> None:
    (root / "list.csv").write_bytes(text().encode("utf-8-sig"))
    workbook(root / "list.xlsx")
    done = dvk(root, "import", name)
    said = dict(re.findall(r"^Dòng (\d+)(?:, cột|:) ?(.*)$", done.stdout, re.M))
    for number in range(1, 61):
        line = said[str(number + OFFSET)]
        if number in MISTAKES:
            _, _, letter, words = MISTAKES[number]
            assert line.startswith(f"{letter}: chưa nhập: "), line
            assert words in line
        else:
            assert line.startswith(f"tạo mới: models/goc-doc-sach-{number}-xa-xuan-lai.md"), line
            assert "Thời gian: Quý I" in line
    assert "60 dòng: 45 tạo mới, 15 chưa nhập." in done.stdout
    assert done.returncode == 1
    assert len(list((root / "models").iterdir())) == 45
    checked = dvk(root, "check", "models")
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(
    ("encoding", "separator"), [("utf-16", ";"), ("utf-16", "\t"), ("utf-8", ","), ("utf-8-sig", ",")]
)
def test_the_same_list_is_read_however_excel_saved_it(root: Path, encoding: str, separator: str) -> None:
    (root / "list.csv").write_bytes(text(separator).encode(encoding))
    assert "60 dòng: 45 tạo mới, 15 chưa nhập." in dvk(root, "import", "list.csv").stdout


def test_an_address_that_ends_with_a_hamlet_is_told_that_its_commune_is_missing(root: Path) -> None:
    lines = (
        text().replace("Thôn Một, xã Xuân Lai", "Thôn Một").replace(": đọc sách", "").replace(";mới;", ";Đăng ký mới;")
    )
    kept = lines.split("\r\n")[:4]
    (root / "list.csv").write_bytes("\r\n".join(kept).encode())
    said = dvk(root, "import", "list.csv").stdout
    assert (
        "Dòng 4, cột D: chưa nhập: “Thôn Một” chưa có tên xã, thị trấn. Viết như: Thôn Tiên Nông, xã Xuân Lai." in said
    )
    assert said.splitlines()[-1].startswith("Sửa các dòng “chưa nhập” trong danh sách")
    (root / "list.csv").write_bytes("\r\n".join(kept).replace("Thôn Một", "Thôn Một, xã Xuân Lai").encode())
    said = dvk(root, "import", "list.csv").stdout
    assert "chưa đưa vào bài – Thời gian: Quý I\n" in said, "what trang_thai says already is not told as left out"
    assert "duyet:\n  boi: " in said
    assert "Chưa lên trang: 1 bài chưa có mục duyệt (duyet)." in dvk(root, "check", "models").stdout


def test_a_second_import_updates_what_nobody_edited_and_keeps_what_somebody_did(root: Path) -> None:
    (root / "list.csv").write_bytes(text().encode())
    dvk(root, "import", "list.csv")
    edited = root / "models" / "goc-doc-sach-1-xa-xuan-lai.md"
    edited.write_text(edited.read_text(encoding="utf-8") + "\nLời kể thêm.\n", encoding="utf-8")
    kept = edited.read_bytes()
    assert "60 dòng: 44 không đổi, 1 giữ nguyên, 15 chưa nhập." in dvk(root, "import", "list.csv").stdout
    (root / "list.csv").write_bytes(text().replace("30 đoàn viên", "40 đoàn viên").encode())
    assert "60 dòng: 44 cập nhật, 1 giữ nguyên, 15 chưa nhập." in dvk(root, "import", "list.csv").stdout
    assert edited.read_bytes() == kept
    assert "40 đoàn viên" in (root / "models" / "goc-doc-sach-2-xa-xuan-lai.md").read_text(encoding="utf-8")


def test_a_model_listed_again_the_next_year_keeps_the_registration_it_had(root: Path) -> None:
    (root / "list.csv").write_bytes(text().encode())
    dvk(root, "import", "list.csv")
    first = root / "models" / "goc-doc-sach-1-xa-xuan-lai.md"
    edited = root / "models" / "goc-doc-sach-2-xa-xuan-lai.md"
    edited.write_text(edited.read_text("utf-8") + "\nLời kể thêm.\n", "utf-8")
    (root / "list.csv").write_bytes(text().replace("12-KH/ĐTN, ngày 10/01/2023", "9-KH/ĐTN, ngày 11/01/2024").encode())
    said = dvk(root, "import", "list.csv").stdout
    assert "1 giữ nguyên" in said
    assert "chưa có đăng ký năm 2024: thêm vào mục dang_ky" in said
    assert re.findall(r"nam: (\d+)|ngay: (\S+)", first.read_text("utf-8")) == [
        ("2023", ""), ("", "2023-01-10"), ("2024", ""), ("", "2024-01-11"),
    ]  # fmt: skip
    assert "không đổi: models/goc-doc-sach-1-xa-xuan-lai.md" in dvk(root, "import", "list.csv").stdout
    assert dvk(root, "check").returncode == 0


def test_a_header_of_two_rows_column_numbers_and_a_total_are_no_rows_of_the_list(root: Path) -> None:
    book = openpyxl.Workbook()
    for row in [["DANH SÁCH"], HEADER.split(";"), [], [f"({n})" for n in range(1, 11)], *rows()[:2], ["Tổng cộng", 2]]:
        book.active.append(row)
    for letter in "ABCDEFGHIJ":
        book.active.merge_cells(f"{letter}2:{letter}3")
    book.save(root / "list.xlsx")
    assert "2 dòng: 2 tạo mới." in dvk(root, "import", "list.xlsx").stdout


@pytest.mark.parametrize(
    ("cell", "field", "topics", "left"),
    [
        ("its second topic", "van-hoa-xa-hoi", None, None),
        ("van hoa xa hoi", "van-hoa-xa-hoi", [], ""),
        ("Phát triển kinh tế - nuôi ong", "phat-trien-kinh-te", [], "Nội dung: nuôi ong"),
        ("Xây dựng hệ thống chính trị vững mạnh; dạy chữ", "xay-dung-he-thong-chinh-tri", [], "Nội dung: dạy chữ"),
    ],
)
def test_a_field_is_known_by_its_beginning_and_what_follows_is_a_topic_or_is_told(
    root: Path, cell: str, field: str, topics: list[str] | None, left: str | None
) -> None:
    if topics is None:
        topic = load(root)[0].fields[field].data.topics[1]
        cell, topics, left = f"Văn hóa - xã hội: {topic.name}", [topic.slug], ""
    (root / "list.csv").write_bytes(text(",").replace("Văn hóa – xã hội: đọc sách", cell).encode())
    said = dvk(root, "import", "list.csv").stdout.splitlines()[0]
    assert ("Nội dung:" in said) == bool(left)
    assert (left or "") in said
    model = next(
        record.text.tree
        for record in read_all(root).records
        if record.text and record.slug == "goc-doc-sach-1-xa-xuan-lai"
    )
    assert (model["linh_vuc"], model.get("noi_dung", [])) == (field, topics)


@pytest.mark.parametrize(
    ("name", "collective"),
    [("Chi đoàn thôn Một", True), ("Tổ tự quản", True), ("Đội xung kích", True), ("CLB Lý luận trẻ", True), ("Đoàn xã Xuân Lai", True),
     ("Tô Văn Mẫu", False), ("Đoàn Văn Mẫu", False), ("Đới Thị Mẫu", False), ("Anh Mẫu", False)],
)  # fmt: skip
def test_a_family_name_is_not_taken_for_a_collective(name: str, collective: bool) -> None:
    assert is_collective(name) == collective


def test_a_row_that_the_check_refuses_is_taken_back(root: Path) -> None:
    (root / "list.csv").write_bytes(text().replace("30 đoàn viên", "Gọi số 0353123456", 1).encode())
    done = dvk(root, "import", "list.csv")
    assert "60 dòng: 44 tạo mới, 16 chưa nhập." in done.stdout
    assert not (root / "models" / "goc-doc-sach-1-xa-xuan-lai.md").exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04\xff\xfe\xff", "không ở bảng mã Unicode"),
        (b"a;b\0c;d\n", "không phải là văn bản"),
        ("Tên mô hình;Ghi chú\nA;B\n".encode(), "Không thấy dòng tiêu đề"),
        (b"x" * 5_000_001, "lớn hơn 5 MB"),
        ((";" * 60).encode(), "quá lớn"),
        (b"x\n" * 2_001, "quá lớn"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(root: Path, data: bytes, words: str) -> None:
    (root / "list.csv").write_bytes(data)
    done = dvk(root, "import", "list.csv")
    assert words in done.stderr
    assert done.returncode == 1
    assert not list((root / "models").iterdir())


def workbook(path: Path, merge: str = "") -> None:
    """Write the list as a workbook whose second sheet holds it."""
    book = openpyxl.Workbook()
    book.active.append(["Hướng dẫn"])
    sheet = book.create_sheet("Danh sách")
    for row in [["DANH SÁCH ĐĂNG KÝ"], [], HEADER.split(";"), *rows()]:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    book.save(path)


def test_a_workbook_gives_the_same_as_text_and_merged_cells_count_for_each_row(root: Path) -> None:
    workbook(root / "list.xlsx", merge="F4:F5")
    assert "60 dòng: 45 tạo mới, 15 chưa nhập." in dvk(root, "import", "list.xlsx").stdout
    assert "30 đoàn viên" in (root / "models" / "goc-doc-sach-2-xa-xuan-lai.md").read_text(encoding="utf-8")


def test_a_workbook_that_is_hostile_is_refused_in_words(root: Path) -> None:
    path = root / "list.xlsx"
    path.write_bytes(b"no archive")
    assert "Không mở được" in dvk(root, "import", "list.xlsx").stderr
    book = openpyxl.Workbook()
    book.active.cell(1_048_576, 1, "x")
    book.save(path)
    assert "quá lớn: nhiều nhất" in dvk(root, "import", "list.xlsx").stderr


def test_a_list_of_a_year_without_a_plan_is_taken_in_and_told(root: Path) -> None:
    day = "Đảng ủy xã Xuân Lập, số 02-KH/ĐTN, ngày 12/01/2026"
    row = "1;Góc đọc sách;Chi đoàn thôn Một;Thôn Một, xã Xuân Lập;Văn hóa – xã hội;;;" + day + ";mới;"
    (root / "list.csv").write_text(f"{HEADER}\n{row}\n", "utf-8")
    done = dvk(root, "import", "list.csv")
    assert done.returncode == 0, done.stdout
    assert "tạo mới" in done.stdout
    assert "chưa nhận được kế hoạch năm 2026; bài vẫn đăng, chưa tính vào chỉ tiêu nào" in done.stdout
    assert "nam: 2026" in next((root / "models").glob("*.md")).read_text("utf-8")
