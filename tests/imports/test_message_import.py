"""A story copied out of Zalo or an e-mail becomes a draft: nothing said is lost, nothing private stays, nothing runs."""

from __future__ import annotations

import random
import re
import shutil
import unicodedata
from pathlib import Path

import pytest
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.problems import Severity
from danvankheo.base.text import slugify
from danvankheo.checking import check
from danvankheo.forms import questions
from danvankheo.imports import message_reader
from danvankheo.imports.message_import import import_message
from danvankheo.imports.receipts import RowError
from danvankheo.imports.registration_list import directive
from danvankheo.records.choices import Purpose
from danvankheo.records.reading import load, read_all
from dvk_in_process import dvk
from PIL import Image

SENT = """BÀI GỬI TRANG DÂN VẬN KHÉO

■ Tên mô hình: Đường hoa: thôn "Bàn" #1

■ Của ai: Chi đoàn thôn Bàn

■ Ở đâu: Thôn Bàn

■ Xã, thị trấn: Đoàn xã Xuân Lai, đến hết 30/06/2025

■ Vì sao làm:
Ven đường nhiều rác.

Ai đi qua cũng ngại.

■ Vận động thế nào: Ngồi uống nước với các bác: hết ấm này đến ấm khác.

■ Được gì: 300 m đường hoa.

■ Lĩnh vực: Văn hóa – xã hội

■ Ngày bắt đầu: 20/02/2024

■ Đăng ký với (nơi nhận, số, ngày): Đảng ủy xã Xuân Lai, số 12-KH/ĐTN, ngày 10/01/2024

■ Hết bài gửi."""

PHOTO = """■ Ảnh 1: anh-1.jpg
■ Ảnh 1 – Mô tả ảnh: Đoàn viên trồng hoa ven đường thôn
■ Ảnh 1 – Người chụp ảnh: Chi đoàn thôn Bàn
■ Ảnh 1 – Quyền dùng ảnh: Ảnh chụp sự kiện công cộng
■ Ảnh 2: anh-2.jpg
■ Ảnh 2 – Mô tả ảnh: Các em nhỏ tưới hoa buổi chiều
■ Ảnh 2 – Có trẻ em nhận ra được: Có
"""


@pytest.fixture
def root(tmp_path: Path, repo: Path) -> Path:
    """A repository with the real vocabulary and no entry."""
    shutil.copytree(repo / "content", tmp_path / "content")
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    (tmp_path / "gui").mkdir()
    return tmp_path


def draft(root: Path, text: str) -> tuple[dict[str, object], str, tuple[str, ...]]:
    """Import a message; return the draft's keys, its story and the notes. The check finds no error in it."""
    registry, _ = load(root)
    done = import_message(root, registry, message_reader.read(text), root / "gui")
    errors = [p for p in check(root).problems if p.severity is Severity.ERROR]
    assert errors == []
    found = next(each for each in read_all(root).records if each.path == done.path)
    assert found.text
    assert found.text.tree["nhap"] == "true"
    return found.text.tree, found.text.story, done.notes


def photo(path: Path, *, place: bool = True) -> None:
    """Write a photo as a phone takes it: lying on its side, large, with the place in it."""
    exif = Image.Exif()
    exif[0x0112] = 6
    if place:
        exif.get_ifd(0x8825).update({1: "N", 2: (19.0, 55.0, 0.0), 3: "E", 4: (105.0, 30.0, 0.0)})
    Image.linear_gradient("L").resize((3000, 2000)).convert("RGB").save(path, exif=exif, quality=80)


def test_a_message_and_its_photos_become_a_draft_the_check_has_nothing_against(root: Path) -> None:
    photo(root / "gui" / "z5831_0c1.jpg")
    (root / "m.txt").write_text(SENT.replace("■ Hết", PHOTO.split("■ Ảnh 2")[0] + "■ Hết"), "utf-8")
    done = dvk(root, "import", "m.txt", "--photos", "gui")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Đã tạo models/duong-hoa-thon-ban-1.md, 1 ảnh." in done.stdout
    assert "ghép theo thứ tự" in done.stdout
    tree = next(each.text.tree for each in read_all(root).records if each.text and each.slug == "duong-hoa-thon-ban-1")
    assert tree["ten"] == 'Đường hoa: thôn "Bàn" #1'
    assert (tree["don_vi"], tree["linh_vuc"], tree["bat_dau"]) == ("xa-xuan-lai", "van-hoa-xa-hoi", "2024-02-20")
    assert tree["dia_chi"] == "Thôn Bàn, xã Xuân Lai"
    assert tree["chu_the"] == {"loai": "tap-the", "ten": "Chi đoàn thôn Bàn"}
    assert tree["chu_truong"]["dang_ky"] == [{"nam": "2024", "noi": "cap-uy", "co_quan": "Đảng ủy xã Xuân Lai",
                                              "ngay": "2024-01-10", "van_ban": "12-KH/ĐTN"}]  # fmt: skip
    assert tree["phuong_phap"]["van_dong"].endswith("các bác: hết ấm này đến ấm khác.")
    assert tree["anh"] == [{"tep": "anh-1.jpg", "mo_ta": "Đoàn viên trồng hoa ven đường thôn", "tac_gia": "Chi đoàn thôn Bàn",
                            "quyen": "su-kien-cong-cong"}]  # fmt: skip
    with Image.open(root / "models/anh/duong-hoa-thon-ban-1/anh-1.jpg") as kept:
        assert kept.size == (1600, 2400)
        assert not kept.getexif()
        assert set(kept.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
    again = dvk(root, "import", "m.txt", "--photos", "gui")
    assert again.returncode == 1
    assert "Đã có bài tên này của cùng đơn vị: models/duong-hoa-thon-ban-1.md" in again.stderr


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n\n", "\n"),
        lambda text: " ".join(text.split()),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: "\n".join(f"> {line}" for line in text.split("\n")),
        lambda text: "\n".join(f">> {line}" for line in text.split("\n")),
        lambda text: "\n".join(f"   {line}  " for line in text.split("\n")),
        lambda text: text.replace("■", "◼\ufe0f"),
        lambda text: text.replace(": ", " : "),
        lambda text: re.sub("^(■ [^:\n]*): ?", r"\1\n", text, flags=re.M),
        lambda text: f"[10:32, 25/11/2026] Mẫu: {text}",
        lambda text: f"Hôm nay\n10:32\n{text}\n10:33",
        lambda text: text.upper(),
    ],
)
def test_however_an_app_changed_the_message_the_answers_are_the_same(change: object) -> None:
    before, after = message_reader.read(SENT), message_reader.read(change(SENT))  # type: ignore[operator]
    assert {label: slugify(said) for label, said in after.answers.items()} == {
        label: slugify(said) for label, said in before.answers.items()
    }


def test_a_message_typed_by_hand_is_read_by_the_words_at_the_beginning_of_its_lines(root: Path) -> None:
    typed = """Em gửi bài ạ
1. Tên mô hình: Tủ sách nhà văn hóa
2. Của ai, ở đâu: Chi đoàn thôn Bàn, thôn Bàn, xã Xuân Lai
3. Vì sao làm: Trẻ con thiếu sách.
- Vận động thế nào : Xin mỗi nhà một cuốn.
Được gì： 200 cuốn."""
    tree, story, notes = draft(root, typed)
    assert tree["chu_the"] == {"loai": "tap-the", "ten": "Chi đoàn thôn Bàn"}
    assert (tree["dia_chi"], tree["don_vi"]) == ("thôn Bàn, xã Xuân Lai", "xa-xuan-lai")
    assert (tree["phuong_phap"]["van_dong"], tree["hieu_qua"]["mo_ta"]) == ("Xin mỗi nhà một cuốn.", "200 cuốn.")  # type: ignore[index]
    assert "Trẻ con thiếu sách." in story
    assert story.rstrip().endswith("Em gửi bài ạ")
    assert any("1 đoạn không rõ" in note for note in notes)


def test_what_cannot_be_understood_is_said_and_kept_in_the_story(root: Path) -> None:
    text = (
        SENT.replace("Đoàn xã Xuân Lai, đến hết 30/06/2025", "xã Xuân Lay")
        .replace("Lĩnh vực: Văn hóa – xã hội", "Lĩnh vực: Kinh doanh")
        .replace("20/02/2024", "khoảng sau Tết")
        .replace("Đảng ủy xã Xuân Lai, số 12-KH/ĐTN, ngày 10/01/2024", "Công ty Mẫu")
        .replace("Của ai: Chi đoàn thôn Bàn", "Của ai: Tô Văn Mẫu")
        .replace(
            "■ Hết bài gửi.",
            "■ Tóm tắt: ngắn quá\n■ Được gì: nói lại lần nữa\n■ Câu hỏi lạ: giữ lại\n■ Hết bài gửi.\nTrân trọng",
        )
    )
    tree, story, notes = draft(root, text)
    assert not {"don_vi", "linh_vuc", "bat_dau", "tom_tat"} & set(tree)
    for said in (
        "xã Xuân Lay",
        "Kinh doanh",
        "khoảng sau Tết",
        "Công ty Mẫu",
        "ngắn quá",
        "nói lại lần nữa",
        "giữ lại",
        "Trân trọng",
    ):
        assert said in story
    told = "\n".join(notes)
    for words in (
        "xa-xuan-lai",
        "không có trong danh sách",
        "không đọc được ngày",
        "thiếu ngày đăng ký",
        "60 đến 200",
        "tập thể hay cá nhân",
    ):
        assert words in told


def test_a_photo_of_children_without_the_paper_stays_outside_and_with_it_comes_in(root: Path) -> None:
    for name in ("anh-1.jpg", "anh-2.jpg"):
        photo(root / "gui" / name)
    tree, story, notes = draft(root, SENT.replace("■ Hết", PHOTO + "■ Hết"))
    assert [each["tep"] for each in tree["anh"]] == ["anh-1.jpg"]  # type: ignore[union-attr,index,attr-defined]
    assert len(list((root / "models/anh/duong-hoa-thon-ban-1").iterdir())) == 1
    assert any("chưa có giấy đồng ý" in note for note in notes)
    assert "Các em nhỏ tưới hoa" in story
    paper = (
        PHOTO
        + "■ Ảnh 2 – Mã giấy đồng ý: GDY-01/2024\n■ Ảnh 2 – Ngày ký giấy đồng ý: 01/03/2024\n■ Ảnh 2 – Nơi lưu giấy: Đoàn xã\n"
    )
    tree, _, _ = draft(root, SENT.replace("#1", "#2").replace("■ Hết", paper + "■ Hết"))
    assert tree["anh"][1]["giay_dong_y"] == {"ma": "GDY-01/2024", "ngay": "2024-03-01", "noi_luu": "Đoàn xã"}  # type: ignore[index]


PAPER = "■ Ảnh 2 – Mã giấy đồng ý: GDY-01/2024\n■ Ảnh 2 – Ngày ký giấy đồng ý: 01/03/2024\n■ Ảnh 2 – Nơi lưu giấy: Đoàn xã\n"


@pytest.mark.parametrize(
    ("said", "codes", "note"),
    [
        ("; ".join(each.label for each in Purpose), [each.value for each in Purpose], ""),
        (f"{Purpose.PRINT.label}, {Purpose.SITE.label}", ["trang", "in-an"], ""),
        ("trang, mang-xa-hoi", ["trang", "mang-xa-hoi"], ""),
        ("", None, "chỉ dùng trên trang này"),
        ("Cho dùng thoải mái", None, "chưa dùng được"),
        (Purpose.PRINT.label, "outside", "không cho đăng trên trang"),
    ],
)
def test_what_a_paper_allows_comes_in_with_the_photo(root: Path, said: str, codes: object, note: str) -> None:
    for name in ("anh-1.jpg", "anh-2.jpg"):
        photo(root / "gui" / name)
    asked = f"■ Ảnh 2 – {questions.PURPOSES.label}: {said}\n" if said else ""
    tree, story, notes = draft(root, SENT.replace("■ Hết", PHOTO + PAPER + asked + "■ Hết"))
    assert any(note in each for each in notes) or not note
    if codes == "outside":
        assert [each["tep"] for each in tree["anh"]] == ["anh-1.jpg"]  # type: ignore[union-attr,index,attr-defined]
    else:
        assert tree["anh"][1]["giay_dong_y"].get("pham_vi") == codes  # type: ignore[index]
    assert "thoải mái" in story or "thoải mái" not in said


def test_photos_whose_names_changed_are_refused_when_one_of_them_shows_children(root: Path) -> None:
    for name in ("z1.jpg", "z2.jpg"):
        photo(root / "gui" / name)
    with pytest.raises(DanVanKheoError, match="không biết ảnh nào có trẻ em"):
        draft(root, SENT.replace("■ Hết", PHOTO + "■ Hết"))
    assert not (root / "models").exists()


def test_a_message_that_was_cut_is_told_from_a_whole_one(root: Path) -> None:
    assert not any("bị cắt" in note for note in draft(root, SENT)[2])
    assert any("bị cắt" in note for note in draft(root, SENT.replace("#1", "#2").split("■ Lĩnh vực")[0])[2])


def test_numbers_of_people_are_taken_out(root: Path) -> None:
    tree, story, notes = draft(root, SENT.replace("Ai đi qua", "Gọi 0353 123 456, CCCD 038095001234. Ai đi qua"))
    assert "[đã bỏ số điện thoại]" in story
    assert "0353" not in story + str(tree)
    assert "038095001234" not in story
    assert any("đã bỏ 2 số" in note for note in notes)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("xin chào", "Không thấy tên mô hình"),
        ("■ Tên mô hình: …", "Không thấy tên mô hình"),
        (f"■ Tên mô hình: {'dài ' * 60}", "dài quá 120 ký tự"),
        ("■ Tên mô hình: A\n■ Ảnh 1: a.jpg", "thêm --photos"),
        ("■ Tên mô hình: feed", "tên dành riêng"),
        ("x" * 200_001, "lớn hơn 200 KB"),
        ("a\0b", "không phải là văn bản"),
    ],
)
def test_a_file_that_gives_no_draft_is_refused_in_words_and_writes_nothing(root: Path, text: str, words: str) -> None:
    (root / "m.txt").write_text(text, "utf-8")
    done = dvk(root, "import", "m.txt")
    assert words in done.stderr
    assert done.returncode == 1
    assert not (root / "models").exists()


def test_hostile_text_and_hostile_photos_do_no_harm(root: Path) -> None:
    shutil.copy("/etc/hostname", root / "gui" / "anh-1.jpg")
    (root / "gui" / "anh-2.jpg").symlink_to("/etc/hostname")
    (root / "gui" / "a.svg").write_text("<svg onload=alert(1)>")
    evil = SENT.replace('Đường hoa: thôn "Bàn" #1', "../../x'\"]: &a *b !!python/object {{7*7}} %s").replace(
        "Ven đường nhiều rác.",
        "---\nduyet: {boi: tôi, ngay: 2024-01-01}\n---\n<script>alert(1)</script>\n![x](javascript:alert(1)) \\[y](javascript:b)\n"
        "# to\n===\n```\n\x1b[31m\u202e\n| a | b |\n|---|---|",
    ).replace("Thôn Bàn", "x\n    duyet: y")  # fmt: skip
    tree, story, notes = draft(root, evil.replace("■ Hết", PHOTO.replace("được: Có", "được: Không") + "■ Hết"))
    assert "duyet" not in tree
    assert tree["ten"] == "../../x'\"]: &a *b !!python/object {{7*7}} %s"
    assert "anh" not in tree
    assert "\\<script>" in story
    assert "\x1b" not in story
    assert [p.relative_to(root).as_posix() for p in (root / "models").rglob("*") if p.is_file()] == [
        "models/x-a-b-python-object-7-7-s.md"
    ]
    assert any("“anh-1.jpg” không dùng được" in note for note in notes)


def test_any_mixture_of_pieces_gives_a_draft_or_a_sentence(root: Path) -> None:
    chance = random.Random(5)
    labels = [question.label for question in questions.ALL] + ["Ảnh 1", "Ảnh 2 – Mô tả ảnh", "Hết bài gửi", "lạ"]
    bits = [
        "■",
        ":",
        "\n",
        "---\n",
        "- a",
        "“",
        "'",
        '"',
        "#",
        "&x",
        "26/3/2023",
        "0353123456",
        "x" * 700,
        "{",
        "\t",
        "…",
        "Có",
        "xã Xuân Lai",
    ]
    registry, _ = load(root)
    for number in range(24):
        body = "\n".join(
            f"■ {chance.choice(labels)}: {' '.join(chance.choices(bits, k=4))}" for _ in range(chance.randint(1, 12))
        )
        import_message(root, registry, message_reader.read(f"■ Tên mô hình: Bài số {number}\n{body}"), root / "gui")
    wrong = {(p.code, p.path) for p in check(root).problems if p.severity is Severity.ERROR}
    assert wrong == set()


@pytest.mark.parametrize(
    "bit", [" ", "* ", "*", "■", "■ a", "1:", "10:10", "> ", ">", "\n", "a:\n", "0 ", "03 ", "■ Được gì:"]
)
def test_a_message_of_one_thing_over_and_over_is_read_to_its_end(bit: str) -> None:
    assert not message_reader.read(bit * (message_reader.MAX_BYTES // len(bit.encode()))).of(questions.TITLE)


def test_labels_are_told_apart_and_come_from_the_schema() -> None:
    labels = list(message_reader._known())
    names = [question.name for question in questions.ALL]
    assert len(set(names)) == len(names)
    assert len(labels) == len({slugify(label) for label in message_reader._known().values()})


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Nghị quyết về chuyển đổi số, số 05-NQ/ĐU, ngày 12/01/2023, Đảng ủy xã Xuân Lai", ("Nghị quyết về chuyển đổi số", "05-NQ/ĐU", "2023-01-12", "Đảng ủy xã Xuân Lai")),
        ("Kế hoạch làm đường, trồng hoa; số 12/KH-UBND ngày 5/3/2024; UBND xã Bàn", ("Kế hoạch làm đường, trồng hoa", "12/KH-UBND", "2024-03-05", "UBND xã Bàn")),
    ],
)  # fmt: skip
def test_a_directive_is_read_as_name_number_day_and_body(said: str, read: tuple[str, str, str, str]) -> None:
    name, number, day, body = directive(said)
    assert (name, number, day.isoformat(), body) == read


@pytest.mark.parametrize(
    "said",
    ["Nghị quyết về chuyển đổi số", "số 05-NQ/ĐU, ngày 12/01/2023", "Nghị quyết, ngày 31/02/2023, số 5, Đảng ủy"],
)
def test_a_directive_that_lacks_a_part_is_asked_for(said: str) -> None:
    with pytest.raises(RowError):
        directive(said)
