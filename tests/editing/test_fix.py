"""``dvk fix`` mends what has one meaning, leaves what has two, and touches nothing else."""

from __future__ import annotations

import random
import unicodedata
from pathlib import Path

import pytest
from danvankheo.base.catalogue import catalogue
from danvankheo.cli import main
from danvankheo.editing import fix
from danvankheo.editing.fix import MENDED, mend, mend_all
from danvankheo.forms.entry_template import blank
from danvankheo.forms.name_lookup import field_names
from danvankheo.records.files import Kind
from danvankheo.records.reading import load, read_movement
from danvankheo.records.rules import explanations

PATH = "models/vuon-rau.md"
FILE = """---
# Phần này do Chi đoàn ghi.
ten: Dọn vườn tạp
don_vi: xa-thuan-minh
linh_vuc: phat-trien-kinh-te   # hỏi lại anh Bí thư
bat_dau: 2024-02-25
luc_luong:
  tham_gia:
    - {nhom: thanh-nien, so: 9, dvt: người}
hieu_qua:
  so_lieu:
    - chi_so: Tiền bán rau
      so: 40
      dvt: triệu đồng
minh_hoa: true
---
## Phiên chợ

Bà nói “bán rau” rồi cười.
"""


def mended(text: str, kind: Kind = Kind.MODEL) -> str:
    done = mend(kind, PATH, text.encode())
    assert done is not None
    return done.after


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("bat_dau: 2024-02-25", "bat_dau: 25/2/2024"),
        ("bat_dau: 2024-02-25", "bat_dau: ngày 25 tháng 2 năm 2024"),
        ("bat_dau: 2024-02-25  # theo sổ", "bat_dau: 25-02-2024  # theo sổ"),
        ("bat_dau: 2024-02-25", "bat_dau:2024-02-25"),
        ("bat_dau: 2024-02-25", "bat_dau： 2024-02-25"),
        ("so: 9,", "so: 9,"),
        ("      so: 1250", "      so: 1.250,0"),
        ("nhom: thanh-nien, so: 1250,", "nhom: thanh-nien, so: 1.250,"),
        ("ten: Dọn vườn tạp", unicodedata.normalize("NFD", "ten: Dọn vườn tạp")),
        ("ten: Đường hoa", "ten: Ðường hoa"),
        ("ten: Dọn vườn tạp", "ten: Dọn\u200b vườn\u00ad tạp"),
        ('ten: "Dọn vườn: tạp và mới"', "ten: Dọn vườn: tạp và mới"),
        ("luc_luong:\n  tham_gia:\n", "luc_luong:\n\ttham_gia:\n"),
        ("luc_luong:\n  tham_gia:\n", "luc_luong:\n\u00a0\u00a0tham_gia:\n"),
        ("Bà nói “bán rau” rồi cười 👩\u200d🌾.", "Bà nói “bán rau” rồi cười\u200b 👩\u200d🌾."),
    ],
)
def test_what_has_one_meaning_is_mended_and_all_else_stays_byte_for_byte(good: str, bad: str) -> None:
    def put(text: str) -> str:
        key = text.split(":")[0].split("：")[0]
        whole = {"bat_dau": "bat_dau: 2024-02-25", "so": "so: 9,", "      so": "      so: 40", "nhom": "nhom: thanh-nien, so: 9,",
                 "luc_luong": "luc_luong:\n  tham_gia:\n"}.get(key, "ten: Dọn vườn tạp")  # fmt: skip
        if text.startswith("Bà"):
            whole = "Bà nói “bán rau” rồi cười."
        assert whole in FILE
        return FILE.replace(whole, text)

    result = mended(put(bad))
    if "1.250,0" in bad:
        good = good.replace("1250", "1250.0")
    assert result == put(good)
    assert mended(result) == result


# Of every code in ``MENDED``: a line as it is written, and the same line mended.
AWARD = "ghi_nhan:\n  - {{cap: {}, hinh_thuc: {}, ngay: 2025-11-18, co_quan: {}}}\nminh_hoa: true"
MENDABLE = {
    "DVK101": ("luc_luong:\n\ttham_gia:\n", "luc_luong:\n  tham_gia:\n"),
    "DVK102": ("bat_dau:2024-02-25", "bat_dau: 2024-02-25"),
    "DVK103": ("ten: Dọn vườn: tạp", 'ten: "Dọn vườn: tạp"'),
    "DVK105": ("ten: “Dọn vườn: tạp”", 'ten: "Dọn vườn: tạp"'),
    "DVK107": ("ten: *Dọn vườn tạp", 'ten: "*Dọn vườn tạp"'),
    "DVK111": ("luc_luong:\n\u00a0\u00a0tham_gia:\n", "luc_luong:\n  tham_gia:\n"),
    "DVK112": ("bat_dau 2024-02-25", "bat_dau: 2024-02-25"),
    "DVK205": ("bat_dau: 25/2/2024", "bat_dau: 2024-02-25"),
    "DVK207": ("so: 1.250, dvt: người", "so: 1250, dvt: người"),
    "DVK336": (
        f"{AWARD.format('cap-co-so', 'bieu-duong', 'Đảng ủy xã Sao Vàng')}",
        f"{AWARD.format('cap-xa', 'bieu-duong', 'Đảng ủy xã Sao Vàng')}",
    ),
    "DVK337": (
        f"{AWARD.format('cap-xa', 'giay-khen', 'UBND xã Sao Vàng')}",
        f"{AWARD.format('cap-xa', 'giay-khen', 'Chủ tịch UBND xã Sao Vàng')}",
    ),
    "DVK522": ("[đây](www.vi-du.test/a)", "[đây](https://www.vi-du.test/a)"),
}
PUT_FORWARD = "de_nghi: {ngay: 2023-11-05, gui: Huyện Đoàn Thọ Xuân, hinh_thuc: bieu-duong, van_ban: 12-TTr/ĐTN}"
WHOLE = {"luc_luong": "luc_luong:\n  tham_gia:\n", "bat_dau": "bat_dau: 2024-02-25", "ten": "ten: Dọn vườn tạp",
         "so": "so: 9, dvt: người", "[đây]": "Bà nói “bán rau” rồi cười.", "ghi_nhan": "minh_hoa: true"}  # fmt: skip


@pytest.mark.parametrize("code", sorted(MENDED))
def test_every_listed_code_is_mended_by_an_example(code: str, repo: Path) -> None:
    assert code in MENDABLE, f"{code} is in MENDED: add an example of a line that it mends"
    bad, good = MENDABLE[code]
    here = next(whole for start, whole in WHOLE.items() if good.startswith(start))
    done = mend(Kind.MODEL, PATH, FILE.replace(here, bad).encode(), read_movement(repo)[0].data)
    assert done
    assert done.after == FILE.replace(here, good)
    title = (catalogue() | explanations())[code].title
    assert any(reason.endswith(title) for reason in done.reasons), done.reasons


def test_two_mistakes_on_one_line_are_both_mended(repo: Path) -> None:
    bad = AWARD.format("cap-co-so", "giay-khen", "Ủy ban nhân dân xã Sao Vàng")
    good = AWARD.format("cap-xa", "giay-khen", "Chủ tịch Ủy ban nhân dân xã Sao Vàng")
    done = mend(Kind.MODEL, PATH, FILE.replace("minh_hoa: true", bad).encode(), read_movement(repo)[0].data)
    assert done
    assert done.after == FILE.replace("minh_hoa: true", good)


def test_the_exact_remedy_of_a_rule_is_carried_out_once_its_code_is_listed(
    repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = FILE.replace("minh_hoa: true", f"{PUT_FORWARD}\nminh_hoa: true")
    movement = read_movement(repo)[0].data
    before = mend(Kind.MODEL, PATH, text.encode(), movement)
    monkeypatch.setattr(fix, "MENDED", MENDED | {"DVK320"})
    done = mend(Kind.MODEL, PATH, text.encode(), movement)
    assert before
    assert before.after == text
    assert done
    assert done.after == text.replace("12-TTr", "MINH-HOA/12-TTr")


@pytest.mark.parametrize(
    "line",
    [
        "bat_dau: 31/2/2024",  # no such day
        "bat_dau: tháng 2/2024",
        "ten: “Xanh” và “sạch”",  # quotes that belong to the text
        "tom_tat: Một câu “trích” ở giữa",
        "so_nguoi: khoảng 20",
        "tieu_de: Dọn vườn",  # a key only the author can name
        'ten: "Dọn vườn tạp',  # a quote that does not close
        "tom_tat: Có cả\nanh em giúp sức",  # a word that happens to be a key
    ],
)
def test_what_only_the_author_knows_stays_as_it_is(line: str) -> None:
    here = "linh_vuc: phat-trien-kinh-te   # hỏi lại anh Bí thư"
    text = FILE.replace("ten: Dọn vườn tạp", line) if line.startswith("ten") else FILE.replace(here, f"{here}\n{line}")
    assert mended(text) == text


def test_keys_are_put_in_the_order_of_the_schema_with_what_stands_above_them() -> None:
    head, ten, don_vi = (
        "---\n# Đầu tệp.\n",
        "\n# Tên đây.\nten: A  # tên\n",
        "\n# Đơn vị.\n#  - cũ\ndon_vi: xa-thuan-minh\n",
    )
    rest, last = 'linh_vuc: phat-trien-kinh-te\ntom_tat: "hai\n  # dòng"\n', "\nluc_luong:\n  mo_ta: x\n"
    foot = "\n# Cuối phần khai báo.\n---\nten: không phải mục\n"
    right = head + ten + don_vi + rest + last + foot
    assert mended(right) == right
    for wrong in (don_vi + ten + rest + last, last + ten + don_vi + rest, "\n" + rest + last + don_vi + ten):
        assert mended(head + wrong + foot).replace("\n\n", "\n") == right.replace("\n\n", "\n")
    unknown = head + "la: x\n" + don_vi + ten + foot
    assert mended(unknown) == unknown, "a key that is not the schema's is the author's to name first"


@pytest.mark.parametrize("status", ["moi-dang-ky", "dang-thuc-hien", "hoan-thanh"])
def test_what_dvk_new_writes_needs_no_mending(repo: Path, status: str) -> None:
    registry, _ = load(repo)
    for kind in (Kind.MODEL, Kind.EXEMPLAR):
        text = blank(kind, field_names(registry)).replace("trang_thai:", f"trang_thai: {status}")
        assert mended(text, kind) == text


def test_a_point_between_thousands_is_taken_out_only_where_a_whole_number_is_due() -> None:
    doubtful = FILE.replace("so: 40", "so: 1.250")
    assert mended(doubtful) == doubtful, "1.250 triệu đồng may be one and a quarter"


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_line_ends_and_a_missing_last_one_stay(end: str) -> None:
    text = FILE.replace("2024-02-25", "25/2/2024").rstrip("\n").replace("\n", end)
    assert mended(text) == FILE.rstrip("\n").replace("\n", end)


def test_a_byte_order_mark_goes() -> None:
    assert mended("\ufeff" + FILE) == FILE


@pytest.mark.parametrize(
    "data", [b"", b"\x00\x01", b"\xff\xfea\x00", "Tr\u1ed3ng".encode("utf-16"), b"---\nten: \xe0\n---\n"]
)
def test_bytes_that_are_no_text_are_left_alone(data: bytes) -> None:
    assert mend(Kind.MODEL, PATH, data) is None


def test_a_record_of_the_wrong_name_is_mended_and_another_text_is_not(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "Vườn rau.md").write_text(FILE.replace("2024-02-25", "25/2/2024"), "utf-8")
    (tmp_path / "models" / "Ghi chú.txt").write_text("bat_dau: 25/2/2024\u200b\n", "utf-8")
    (done,) = mend_all(tmp_path)
    assert (done.path, done.after) == ("models/Vườn rau.md", FILE)


def test_the_files_of_the_repository_need_no_mending(repo: Path) -> None:
    assert [done.path for done in mend_all(repo)] == []


def test_whatever_stands_in_a_file_mending_twice_is_mending_once_and_the_story_stays(repo: Path) -> None:
    chance = random.Random(27)
    bits = [
        "\t",
        "“",
        "”",
        ": ",
        "#",
        "- ",
        "1.250",
        "3/2/2023",
        "\u200b",
        "Ð",
        '"',
        "{",
        "[",
        "&x ",
        "\r\n",
        "\n  ",
        "e\u0301",
        "---\n",
    ]
    files = sorted((repo / "models").glob("*.md"))
    for _ in range(150):
        text = chance.choice(files).read_text("utf-8")
        front, rest = text[: text.index("\n---\n", 4)], text[text.index("\n---\n", 4) :]
        for _ in range(chance.randint(1, 4)):
            place = chance.randrange(4, len(front))
            front = front[:place] + chance.choice(bits) + front[place:]
        once = mended(front + rest)
        assert mended(once) == once
        assert once.endswith(rest)


def test_the_command_shows_the_difference_and_writes_unless_told_not_to(
    tmp_path: Path, repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "mkdocs.yml").write_bytes((repo / "mkdocs.yml").read_bytes())
    file = tmp_path / PATH
    wrong = FILE.replace("2024-02-25", "25/2/2024")
    file.write_text(wrong, "utf-8")
    link = tmp_path / "models" / "lien-ket.md"
    link.symlink_to(file)
    assert main(["--repo", str(tmp_path), "fix", "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "-bat_dau: 25/2/2024\n+bat_dau: 2024-02-25\n" in said
    assert "- dòng 6: Ngày viết chưa đúng dạng\n" in said
    assert "Có thể sửa 1 tệp." in said
    assert file.read_text("utf-8") == wrong
    assert main(["--repo", str(tmp_path), "fix", str(file)]) == 0
    assert "Đã sửa 1 tệp." in capsys.readouterr().out
    assert file.read_text("utf-8") == FILE
    assert link.is_symlink()
    assert main(["--repo", str(tmp_path), "fix"]) == 0
    assert "Không có gì để sửa." in capsys.readouterr().out
    assert main(["--repo", str(tmp_path), "fix", "khong-co.md"]) == 2


def test_each_mend_is_named_with_its_line() -> None:
    text = "\ufeff" + FILE.replace("Dọn vườn", "Ðọn\u200b vườn").replace("2024-02-25", "25/2/2024").replace(
        "chợ", unicodedata.normalize("NFD", "chợ")
    )
    done = mend(Kind.MODEL, PATH, text.encode())
    assert done
    assert done.after == FILE.replace("Dọn", "Đọn")
    assert done.reasons == (
        "đầu tệp: Có dấu BOM ở đầu tệp", "dòng 3: Có ký tự không nhìn thấy", "dòng 3: Chữ Ð không phải chữ Đ",
        "dòng 17: Dấu tiếng Việt gõ rời", "dòng 6: Ngày viết chưa đúng dạng",
    )  # fmt: skip
