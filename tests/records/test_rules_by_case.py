"""Rules whose mistake is no file of its own in the fixtures: one change to a right file, one problem at one line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from danvankheo import checking
from danvankheo.base.problems import Problem

Put = Callable[[str, str], list[Problem]]
MODEL = "models/duong-tranh-bich-hoa.md"
REAL = [("minh_hoa: true\n", ""), ("MINH-HOA/12", "12-KH/ĐTN")]
PHOTO = "anh:\n  - {tep: tuong.jpg, mo_ta: Đoàn viên vẽ tranh trên tường, tac_gia: Ban biên tập, quyen: su-kien-cong-cong%s}\n"
AWARD = "ghi_nhan:\n  - {cap: cap-co-so, hinh_thuc: bieu-duong, ngay: 2023-12-05, co_quan: Đoàn xã Xuân Lai}\n"
CONFIRMED = (
    "  xac_nhan: {boi: doan-cap-tren, co_quan: Huyện Đoàn Thọ Xuân, ngay: 2023-11-25, van_ban: 3-XN/ĐTN, noi_dung: [hieu-qua]}\n"
    "chu_the:"
)
PERSON = """---
ten: Người Mẫu Thử
don_vi: xa-xuan-lai
chuc_vu: Bí thư chi đoàn thôn Tiên Nông
linh_vuc: van-hoa-xa-hoi
nam: 2023
tom_tat: Hai năm liền cùng chi đoàn đến từng nhà vận động bà con mở đường, trồng hoa, gom rác đầu ngõ.
pham_chat: {mo_ta: Gần dân và giữ lời., nhan_xet_boi: Đảng ủy xã Xuân Lai, ngay: 2023-11-01, van_ban: 5-NX/ĐU}
thanh_tich: {mo_ta: Vận động các hộ trên tuyến liên thôn dỡ rào mở đường., y_tuong: Căng dây trước hai tuần., van_dong: Đoàn viên làm trước.}
uy_tin: {mo_ta: Bà con tin và làm theo.}
duyet: {boi: Ban Chấp hành Đoàn xã Xuân Lai, ngay: 2023-12-10}
ngay_dang: 2023-12-11
dong_y_dang: {ngay: 2023-12-01, hinh_thuc: bang-van-ban}
%s---

Chuyện kể ở đây.
"""


@pytest.fixture
def put(repo: Path, tmp_path: Path) -> Put:
    """Put a file into a repository with the real vocabulary; return what the check says of it."""
    shutil.copytree(repo / "content", tmp_path / "content")

    def check(path: str, text: str) -> list[Problem]:
        file = tmp_path / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
        return [problem for problem in checking.check(tmp_path).problems if problem.path == path]

    return check


@pytest.fixture
def good(repo: Path) -> str:
    return (repo / "tests/fixtures/mistakes/good.md").read_text("utf-8")


def changed(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    return text


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


@pytest.mark.parametrize(
    ("code", "changes", "at"),
    [
        ("DVK006", [("ten: ", "# " + "x" * 70_000 + "\nten: ")], "ten:"),
        ("DVK109", [("noi_dung: [nong", "noi_dung: [&neo nong")], "noi_dung:"),
        ("DVK109", [("luc_luong:\n", "luc_luong: &neo\n")], "luc_luong:"),
        ("DVK199", [("bat_dau: 2023-02-15", "bat_dau: 2023-02-15\n}")], "}\nchu_truong"),
        ("DVK213", [("phuong_phap:\n", "phuong_phap: Đến từng nhà\n"), ("  mo_ta: Mỗi tối một ngõ, đoàn viên mang bản vẽ đến từng nhà.\n", ""),
                    ("  van_dong: Gia đình tự chọn bức tranh cho bức tường của mình.\n", "")], "phuong_phap:"),
        ("DVK213", [("bat_dau: 2023-02-15", "bat_dau: {ngay: 2023-02-15}")], "bat_dau:"),
        ("DVK220", [("ten: Đường tranh bích họa thôn Tiên Nông", "ten: ĐƯỜNG TRANH BÍCH HỌA THÔN TIÊN NÔNG")], "ten:"),
        ("DVK221", [("    - {nam: 2023,", "    - {nam: 2023, noi: chinh-quyen, co_quan: UBND xã, ngay: 2023-01-09, van_ban: MINH-HOA/1}\n    - {nam: 2023,")],
         "    - {nam: 2023, noi: cap-uy"),
        ("DVK310", [*REAL, ("chu_the:", CONFIRMED), ("duyet:", AWARD + "duyet:")], "  xac_nhan:"),
        ("DVK316", [("duyet: {boi: Ban Chấp hành Đoàn xã Xuân Lai, ngay: 2023-11-20}\n", "")], "ngay_dang:"),
        ("DVK328", [("linh_vuc: van-hoa-xa-hoi", "linh_vuc: van-hoa-xa-hoi\nlinh_vuc_khac: [van-hoa-xa-hoi]")], "linh_vuc_khac:"),
        ("DVK411", [("chu_truong:", PHOTO % "" + (PHOTO % "").removeprefix("anh:\n") + "chu_truong:")], "  - {tep: tuong.jpg"),
        ("DVK412", [*REAL, ("chu_truong:", PHOTO % ", tre_em: true" + "chu_truong:")], "  - {tep: tuong.jpg"),
        ("DVK413", [("chu_truong:", (PHOTO % ", tre_em: true").replace("su-kien-cong-cong", "khong-co-nguoi") + "chu_truong:")],
         "  - {tep: tuong.jpg"),
        ("DVK553", [("Trục đường", "Em sinh năm 2014 ở thôn.\n\nTrục đường")], "Em sinh"),
        ("DVK554", [("Trục đường", "Chị là người dân tộc Mường.\n\nTrục đường")], "Chị là"),
    ],
)  # fmt: skip
def test_a_model_with_one_mistake(put: Put, good: str, code: str, changes: list[tuple[str, str]], at: str) -> None:
    text = changed(good, *changes)
    found = {problem.code: problem for problem in put(MODEL, text)}
    assert code in found
    if code == "DVK006":
        assert found[code].line == 2, "the front matter as a whole"
    elif code == "DVK411":
        assert found[code].line == line_of(text, at) + 1, "the second of the two"
    else:
        assert found[code].line == line_of(text, at)
    assert found[code].message


def test_praise_asks_for_who_recognised_a_persons_prestige(put: Put) -> None:
    text = PERSON % AWARD
    found = {problem.code: problem for problem in put("exemplars/nguoi-mau-thu.md", text)}
    assert found["DVK327"].line == line_of(text, "uy_tin:")
    assert "DVK327" not in {problem.code for problem in put("exemplars/nguoi-mau-thu.md", PERSON % "")}


def test_two_fields_with_one_topic(put: Put, repo: Path) -> None:
    other = (repo / "content/linh-vuc/van-hoa-xa-hoi.md").read_text("utf-8")
    topic = (repo / "content/linh-vuc/phat-trien-kinh-te.md").read_text("utf-8")
    slug = topic.partition("ma: ")[2].split("\n")[0].split(",")[0].strip()
    first = other.partition("ma: ")[2].split("\n")[0].split(",")[0].strip()
    text = other.replace(f"ma: {first}", f"ma: {slug}", 1)
    assert "DVK329" in {problem.code for problem in put("content/linh-vuc/van-hoa-xa-hoi.md", text)}


@pytest.mark.parametrize(
    ("code", "figures", "at"),
    [
        ("DVK330", "thanh_nien: 100\n    tap_hop: 120\n    nguon: Báo cáo năm", "tap_hop"),
        ("DVK330", "thanh_nien: 100\n    doan_vien: 101\n    nguon: Báo cáo năm", "doan_vien"),
        ("DVK331", "thanh_nien: 100", "2023:"),
        ("DVK332", "thanh_nien: 100\n    tap_hop: 60\n    ty_le_tap_hop: 80\n    nguon: Báo cáo năm", "ty_le_tap_hop"),
    ],
)
def test_a_units_year_that_contradicts_itself(put: Put, repo: Path, code: str, figures: str, at: str) -> None:
    path = "content/don-vi/xa-tho-hai.md"
    front = (repo / path).read_text("utf-8").split("---")[1].partition("theo_nam:")[0]
    text = f"---{front}theo_nam:\n  2023:\n    {figures}\n---\n"
    found = {problem.code: problem for problem in put(path, text)}
    assert found[code].line == line_of(text, at)
