"""``dvk withdraw`` finds what is meant, adds one line whatever the file is like, and lists where else it stands."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pytest
from danvankheo.base import submitted_files
from danvankheo.base.errors import DanVanKheoError
from danvankheo.cli import main
from danvankheo.editing.withdrawal import EntryFile, find, marked
from danvankheo.records.files import Kind

DAY, ROW = date(2026, 11, 27), "rut_dong_y: 2026-11-27"
PERSON, MODEL = "exemplars/vu-nang-thu.md", "models/duong-tranh-bich-hoa-thon-tien-nong.md"
FRONT = """ten:   "Vườn rau"  # tên cũ
don_vi: xa-thuan-minh
anh:
  - tep: hop.jpg
    mo_ta: Họp đội
  # ảnh bìa cũ
  -   mo_ta: "Luống rau: mới"
      tep: "luong-rau.jpg"
  - {tep: gieo.jpg, mo_ta: Gieo hạt}
"""
STORY = "\nLời kể.  \n\n---\nrut_dong_y: trong bài\n  - tep: hop.jpg\n"


def entry(text: str, photo: str = "") -> EntryFile:
    return EntryFile(Kind.MODEL, "models/vuon-rau.md", "vuon-rau", "Vườn rau", text, photo)


@pytest.fixture
def root(repo: Path, tmp_path: Path) -> Path:
    """A registry of its own: the vocabulary and every sample."""
    for name in ("content", "models", "exemplars"):
        shutil.copytree(repo / name, tmp_path / name)
    shutil.copy(repo / "mkdocs.yml", tmp_path)
    return tmp_path


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("first", ["", "\ufeff"])
@pytest.mark.parametrize(
    ("tail", "after"),
    [
        ("", f"{ROW}\n"),
        ("minh_hoa: true\n", f"{ROW}\nminh_hoa: true\n"),
        ("# bài mẫu\nminh_hoa: true # thật\n", f"{ROW}\n# bài mẫu\nminh_hoa: true # thật\n"),
        ("rut_dong_y:\nminh_hoa: true\n", f"{ROW}\nminh_hoa: true\n"),
        ("tom_tat: |\n  Kể\n  minh_hoa: chuyện\n", f"tom_tat: |\n  Kể\n  minh_hoa: chuyện\n{ROW}\n"),
        ('tom_tat: "Kể\nminh_hoa: chuyện\n  thật"\n', f'tom_tat: "Kể\nminh_hoa: chuyện\n  thật"\n{ROW}\n'),
        ("da_chia_se:\n- {kenh: zalo, ngay: 2024-05-01}\n", f"da_chia_se:\n- {{kenh: zalo, ngay: 2024-05-01}}\n{ROW}\n"),
    ],
)  # fmt: skip
def test_one_line_is_added_and_every_other_byte_stays(tail: str, after: str, end: str, first: str) -> None:
    text = f"{first}---\n{FRONT}{tail}---\n{STORY}".replace("\n", end)
    assert marked(entry(text), DAY).after == f"{first}---\n{FRONT}{after}---\n{STORY}".replace("\n", end)


@pytest.mark.parametrize(
    ("photo", "before", "after"),
    [
        ("hop.jpg", "  - tep: hop.jpg\n", f"  - tep: hop.jpg\n    {ROW}\n"),
        ("luong-rau.jpg", '      tep: "luong-rau.jpg"\n', f'      tep: "luong-rau.jpg"\n      {ROW}\n'),
        ("gieo.jpg", "{tep: gieo.jpg, mo", f"{{tep: gieo.jpg, {ROW}, mo"),
    ],
)
def test_one_photo_is_marked_whatever_way_it_is_written(photo: str, before: str, after: str) -> None:
    text = f"---\n{FRONT}---\n{STORY}"
    assert marked(entry(text, photo), DAY).after == text.replace(before, after, 1)


@pytest.mark.parametrize(
    "text",
    [
        f"---\n{FRONT}",
        f"---\n{FRONT}ten: [hở\n---\n{STORY}",
        f"---\n\tten: thụt bằng Tab\n---\n{STORY}",
        f"---\n{FRONT}don_vi: hai lần\n---\n{STORY}",
        "ten: Vườn rau\n\nkhông có gạch",
        b"---\nten: V\xb5n rau\n---\nTCVN3\n".decode("utf-8", "surrogateescape"),
        "",
    ],
)
def test_a_file_that_cannot_be_read_gets_its_line_too(text: str) -> None:
    done = marked(entry(text), DAY)
    lines = done.after.split("\n")
    assert ROW in lines
    rest = [line for line in lines if line != ROW]
    assert "\n".join(rest) == text or ("\n".join(rest[2:]) == text and rest[:2] == ["---", "---"])


def test_flow_mappings_are_written_into(root: Path) -> None:
    done = marked(entry("---\n{ten: Vườn rau, don_vi: xa-thuan-minh}\n---\n"), DAY)
    assert done.after == f"---\n{{{ROW}, ten: Vườn rau, don_vi: xa-thuan-minh}}\n---\n"


def test_what_is_withdrawn_already_is_told(root: Path) -> None:
    for found in (entry(f"---\n{FRONT}rut_dong_y: 2025-01-02\n---\n"),
                  entry(f"---\n{FRONT}---\n".replace("hop.jpg\n", "hop.jpg\n    rut_dong_y: 2025-01-02\n", 1), "hop.jpg")):  # fmt: skip
        with pytest.raises(DanVanKheoError, match="đã ghi rut_dong_y: 2025-01-02"):
            marked(found, DAY)


def test_every_sample_and_each_of_its_photos_can_be_withdrawn(root: Path) -> None:
    count = 0
    for file in sorted([*root.glob("models/*.md"), *root.glob("exemplars/*.md")]):
        found = find(root, file.relative_to(root).as_posix())
        for photo in ("", *found.photos):
            done = marked(EntryFile(found.kind, found.path, found.slug, found.title, found.text, photo), DAY)
            old, new = done.before.split("\n"), done.after.split("\n")
            assert len(new) - len(old) in (0, 1)
            assert sum(line not in old for line in new) == 1
            count += 1
    assert count > 80


@pytest.mark.parametrize(
    "said",
    [
        "vu-nang-thu", "vu-nang-thu.md", "dien-hinh/vu-nang-thu", "/dien-hinh/vu-nang-thu/", PERSON, "Vũ Nắng Thu", "vu nang thu",
        "VŨ NẮNG", "https://huyendoanthoxuan.vn/dien-hinh/vu-nang-thu/?utm_source=zalo#anh", "chia-se/dien-hinh/vu-nang-thu",
        "http://localhost:8000/thu/dien-hinh/vu-nang-thu/index.html",
        "https://huyendoanthoxuan.vn/anh/the/dien-hinh/vu-nang-thu-vuong-49790943.jpg",
    ],
)  # fmt: skip
def test_an_entry_is_found_by_whatever_a_person_has_at_hand(root: Path, said: str) -> None:
    assert find(root, said).path == PERSON


@pytest.mark.parametrize("said", ["duong-tranh-bich-hoa-thon-tien-nong/{}", "mo-hinh/duong-tranh-bich-hoa-thon-tien-nong/{}",
                                  "models/anh/duong-tranh-bich-hoa-thon-tien-nong/{}", f"{MODEL}/{{}}"])  # fmt: skip
def test_a_photo_is_found_by_its_entry_and_file(root: Path, said: str) -> None:
    photo = find(root, MODEL).photos[1]
    assert (find(root, said.format(photo)).path, find(root, said.format(photo)).photo) == (MODEL, photo)
    with pytest.raises(DanVanKheoError, match=r"không ghi ảnh “la\.jpg”"):
        find(root, said.format("la.jpg"))


def test_several_that_fit_are_told_with_their_titles_without_marks(root: Path) -> None:
    with pytest.raises(DanVanKheoError, match=r"Có 2 bài khớp(.|\n)*mo-hinh/vuon-rau-thuan-minh .*\(don vuon tap"):
        find(root, "vuon")
    with pytest.raises(DanVanKheoError, match="Không thấy bài nào khớp"):
        find(root, "khong co bai nay")


@pytest.mark.parametrize("said", ["thien-nong", "ien-nong-", "bich-hoa-thon-tien-non", "iên Nông"])
def test_a_piece_of_a_word_takes_nothing_off_though_only_one_entry_has_it(root: Path, said: str) -> None:
    before = (root / MODEL).read_bytes()
    with pytest.raises(DanVanKheoError, match=r"Có 1 bài khớp|Không thấy bài nào khớp"):
        find(root, said)
    assert (root / MODEL).read_bytes() == before


def test_broken_neighbours_and_a_former_name_do_not_hinder(root: Path) -> None:
    draw = random.Random(3)
    for file in root.glob("models/*.md"):
        if file.name != Path(MODEL).name:
            file.write_bytes(draw.randbytes(300))
    text = (root / MODEL).read_text("utf-8")
    (root / MODEL).write_text(
        text.replace("minh_hoa: true\n", "ten_cu: [tranh-cu]\nminh_hoa: true\nhong: [hở\n"), "utf-8"
    )
    assert find(root, "https://vi-du.test/mo-hinh/tranh-cu/").path == MODEL


def test_the_command_marks_the_file_and_lists_everything_else(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder in ("bao-cao", "van-phong", "hop-thu/thu-1"):
        (root / folder).mkdir(parents=True)
    with zipfile.ZipFile(root / "bao-cao/bao-cao-2023.docx", "w") as word:
        word.writestr("word/document.xml", "<w:t>Đường tranh bích</w:t><w:r/><w:t> họa thôn Tiên Nông</w:t>")
    with zipfile.ZipFile(root / "bao-cao/khac.docx", "w") as word:
        word.writestr("word/document.xml", "<w:t>Không nói gì</w:t>")
    (root / "hop-thu/thu-1/tin.txt").write_text("Gửi bài ĐƯỜNG TRANH BÍCH HỌA  thôn Tiên Nông", "utf-8")
    (root / "van-phong/hong.xlsx").write_bytes(b"khong phai zip")
    (root / "van-phong/lien-he.csv").write_text("don_vi;ten\n", "utf-8")
    before = (root / MODEL).read_text("utf-8")
    arguments = ["--repo", str(root), "withdraw", "duong tranh bich hoa", "--day", "2026-11-27"]

    assert main([*arguments, "--dry-run"]) == 0
    assert (root / MODEL).read_text("utf-8") == before
    capsys.readouterr()
    assert main(arguments) == 0
    said = capsys.readouterr().out
    assert (root / MODEL).read_text("utf-8") == before.replace("minh_hoa: true\n", f"{ROW}\nminh_hoa: true\n", 1)
    ticks = re.findall(r"\[ \] (.*)", said)
    assert {"Fanpage 23/11/2023", "Zalo 23/11/2023", "bao-cao/bao-cao-2023.docx", "van-phong/hong.xlsx", "hop-thu/thu-1/tin.txt",
            "exemplars/le-nang-mai.md"} <= set(ticks)  # fmt: skip
    assert not {"bao-cao/khac.docx", "van-phong/lien-he.csv"} & set(ticks)
    assert "CHƯA ĐĂNG" in said
    assert "gỡ bài “Đường tranh bích họa thôn Tiên Nông” ngày 27/11/2026" in said


def test_publishing_at_once_commits_that_file_alone_and_says_what_keeps_it(
    repo: Path, root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(repo / "theme", root / "theme")
    shutil.copy(repo / ".gitignore", root)

    def git(*words: str) -> str:
        call = ["git", "-C", str(root), "-c", "user.name=a", "-c", "user.email=a@vi-du.test", *words]
        return subprocess.run(call, check=True, capture_output=True, text=True).stdout

    git("init", "-q")
    git("config", "user.name", "a")
    git("config", "user.email", "a@vi-du.test")
    git("add", "-A")
    git("commit", "-q", "-m", "đầu")
    (root / "publish.toml").write_text("[thu]\nloai = 'thu-muc'\nnoi = '../web'\n", "utf-8")
    hook = root / ".git/hooks/pre-commit"  # finds a mistake in another file
    hook.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    hook.chmod(0o755)
    assert main(["--repo", str(root), "withdraw", PERSON, "--day", "2026-11-27", "--publish", "thu"]) == 1
    assert git("show", "--name-only", "--format=%s").split("\n")[0] == "Gỡ theo yêu cầu rút đồng ý"
    assert git("show", "--name-only", "--format=").strip() == PERSON
    said = capfd.readouterr()
    assert "Có tệp chưa commit (publish.toml)" in said.err
    assert "CHƯA ĐĂNG ĐƯỢC" in said.err
    assert "Lời trả lời" in said.out


def test_what_git_refuses_is_told_and_the_lists_come_all_the_same(
    root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    photo = submitted_files.inbox(root) / "thu-1/IMG_1.JPG"
    photo.parent.mkdir()
    photo.write_bytes(b"x")
    assert main(["--repo", str(root), "withdraw", PERSON, "--day", "2026-11-27", "--publish", "thu"]) == 1
    said = capfd.readouterr()
    assert "CHƯA ĐĂNG ĐƯỢC: tệp đã ghi nhưng git không commit được (fatal:" in said.err
    assert "Lời trả lời" in said.out
    assert "[ ] hop-thu/thu-1: 1 ảnh" in said.out
    assert "hop-thu/.gitignore" not in said.out
