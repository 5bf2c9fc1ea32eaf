"""What people sent stays out of the repository: import, check, publishing and the hook before a commit, on a real git repository."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from danvankheo.base import submitted_files
from danvankheo.base.errors import DanVanKheoError
from danvankheo.publishing import revision
from dvk_in_process import dvk
from PIL import Image

HEADER = "TT;Tên mô hình;Chủ thể;Địa chỉ;Lĩnh vực, nội dung;Đăng ký với (số, ngày)\n"
ROW = "1;Góc đọc sách;Chi đoàn thôn Một;Thôn Một, xã Xuân Lai;Văn hóa – xã hội;Đảng ủy xã Xuân Lai, số 12-KH/ĐTN, ngày 10/01/2023\n"


def git(where: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    return subprocess.run(["git", *identity, *arguments], cwd=where, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def root(tmp_path: Path, repo: Path) -> Path:
    """A git repository with the real vocabulary and no entries."""
    shutil.copytree(repo / "content", tmp_path / "kho" / "content")
    root = tmp_path / "kho"
    (root / "models").mkdir()
    (root / "mkdocs.yml").write_text("site_name: x\n")
    (root / ".gitignore").write_text("/.cache/\n")
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "x")
    return root


def photo(place: bool) -> bytes:
    exif = Image.Exif()
    if place:
        exif.get_ifd(0x8825).update({1: "N", 2: (19.0, 56.0, 1.0), 3: "E", 4: (105.0, 31.0, 1.0)})
    out = io.BytesIO()
    Image.new("RGB", (600, 400), (9, 120, 60)).save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_a_list_in_the_repository_is_not_imported_until_it_is_moved(root: Path) -> None:
    (root / "ds.csv").write_text(HEADER + ROW, "utf-8")
    refused = dvk(root, "import", "ds.csv")
    assert refused.returncode == 1
    assert "“ds.csv” nằm trong kho bài" in refused.stderr
    assert "--move" in refused.stderr
    assert not list((root / "models").iterdir())
    done = dvk(root, "import", "ds.csv", "--move")
    assert "Đã chuyển ds.csv vào hop-thu/ds.csv." in done.stdout
    assert "1 dòng: 1 tạo mới." in done.stdout
    assert "hop-thu" not in git(root, "status", "--porcelain", "--untracked-files=all")
    assert "ở lại máy này" in (root / "hop-thu" / "DOC-TRUOC.txt").read_text("utf-8")
    assert "1 không đổi" in dvk(root, "import", "hop-thu/ds.csv").stdout
    (root / "ds.csv").write_text(HEADER + ROW, "utf-8")
    assert "hop-thu/ds-2.csv" in dvk(root, "import", "ds.csv", "--move").stdout, "nothing in the inbox is written over"


def test_a_message_and_its_photos_are_moved_together(root: Path) -> None:
    folder = root / "anh gửi"
    folder.mkdir()
    (folder / "tin.txt").write_text("Tên mô hình: Đường hoa\nĐịa chỉ: Thôn Một, xã Xuân Lai\n", "utf-8")
    (folder / "anh-1.jpg").write_bytes(photo(place=True))
    arguments = ("import", str(folder / "tin.txt"), "--photos", str(folder))
    assert "nằm trong kho bài" in dvk(root, *arguments).stderr
    done = dvk(root, *arguments, "--move")
    assert "Đã tạo models/duong-hoa" in done.stdout, done.stderr
    assert not folder.exists()
    assert (root / "hop-thu" / "anh gửi" / "tin.txt").is_file()


def test_a_list_outside_or_ignored_is_imported_and_a_form_is_written_into_the_inbox(root: Path, tmp_path: Path) -> None:
    (tmp_path / "ds.csv").write_text(HEADER + ROW, "utf-8")
    assert dvk(root, "import", str(tmp_path / "ds.csv")).returncode == 0
    done = dvk(root, "import", "--template", "mau.xlsx")
    assert "hop-thu/mau.xlsx" in done.stdout
    assert not (root / "mau.xlsx").exists()
    assert "hop-thu/mau-2.xlsx" in dvk(root, "import", "--template", "hop-thu/mau-2.xlsx").stdout


@pytest.mark.parametrize(
    "name",
    [
        "ds.xlsx",
        "models/ds.XLSX",
        "tin.txt",
        "thư của em.docx",
        "giay/dong-y.pdf",
        "anh.zip",
        "IMG_1.jpg",
        "docs/ds.xlsx",
        "-x.csv",
        "a\nb.csv",
    ],
)
def test_the_check_tells_of_originals_in_the_tree_and_publishing_does_not_ask_to_commit_them(
    root: Path, name: str
) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_bytes(b"x")
    told = dvk(root, "check")
    assert told.returncode == 1
    assert "DVK420" in told.stdout or "DVK002" in told.stdout
    assert "hop-thu/" in told.stdout or "DVK002" in told.stdout
    if "\n" not in name:
        with pytest.raises(DanVanKheoError, match="đừng commit"):
            revision.of(root)


def staged(root: Path, name: str, data: bytes) -> str:
    """Stage bytes, then put something harmless on the disk: only what is staged counts. Return what is told."""
    file = root / os.fsencode(name).decode("utf-8", "surrogateescape")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    git(root, "add", "-f", "--", name)
    file.write_bytes(b"an")
    done = dvk(root, "check", "--staged")
    git(root, "reset", "-q")
    file.unlink()
    assert done.returncode == (1 if done.stdout else 0)
    return done.stdout


PHONE = "Gọi chị Lan 0912 345 678 nhé\n".encode()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("models/anh/a/anh-1.jpg", photo(place=True), "DVK415"),
        ("exemplars/anh/a/Ảnh chụp 1.JPG", photo(place=True), "DVK415"),
        ("models/anh/a/x.png", b"\x89PNG\r\n\x1a\nexif:GPSLatitude", "DVK415"),
        ("anh gốc/1.jpg", photo(place=False), "DVK420"),
        ("ds.xlsx", b"PK", "DVK420"),
        ("models/giay to.docx", b"PK", "DVK420"),
        ("docs/ds.zip", b"PK", "DVK420"),
        ("tin.txt", b"x", "DVK420"),
        ("ghi-chu.md", PHONE, "DVK551"),
        ("content/ghi-chú\nlạ.md", PHONE, "DVK551"),
        ("models/a.md", PHONE, "DVK551"),
        ("models/a.md", b"CCCD: 038204001234\n", "DVK552"),
        ("models/a.md", "Ngày sinh: 05/03/2014\n".encode(), "DVK553"),
        ("exemplars/a.md", "Dân tộc: Mường\n".encode(), "DVK554"),
        ("content/don-vi/xa-xuan-lai.md", PHONE, "DVK551"),
    ],
)
def test_what_must_not_become_public_is_not_committed(root: Path, name: str, data: bytes, code: str) -> None:
    told = staged(root, name, data)
    assert f"LỖI {code}" in told
    assert "git restore --staged" in told
    assert "→" in told


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("models/anh/a/anh-1.jpg", photo(place=False)),
        ("models/anh/a/anh-2.jpg", b"no photo"),
        ("models/a.md", "---\nten: Đường hoa\nso_lieu: [{so: 0912345678}]\n---\nhọc sinh năm 2023\n".encode()),
        ("content/phong-trao.yml", b"lien_he:\n  dien_thoai: 0237 3833 999\n"),
        ("tests/x/ds.xlsx", b"PK"),
        ("docs/anh/a.png", b"x"),
        ("tests/x.txt", PHONE),
    ],
)
def test_what_may_be_public_is_committed_without_a_word(root: Path, name: str, data: bytes) -> None:
    assert staged(root, name, data) == ""


def test_a_removed_file_and_a_first_commit_are_no_trouble(tmp_path: Path, root: Path) -> None:
    git(root, "rm", "-q", "--cached", "mkdocs.yml")
    assert dvk(root, "check", "--staged").returncode == 0
    new = tmp_path / "moi"
    new.mkdir()
    (new / "mkdocs.yml").write_text("x: y\n")
    git(new, "init", "-q")
    (new / "a.md").write_bytes(PHONE)
    git(new, "add", "-A")
    assert "DVK551" in dvk(new, "check", "--staged").stdout


def test_the_hook_stops_a_commit_and_the_history_stays_clean(root: Path, repo: Path) -> None:
    shutil.copytree(repo / ".githooks", root / ".githooks")
    (root / "Makefile").write_text("check:\n\t@true\n")
    (root / ".venv" / "bin").mkdir(parents=True)
    (root / ".venv" / "bin" / "dvk").symlink_to(repo / ".venv" / "bin" / "dvk")
    with open(root / ".gitignore", "a") as ignored:
        ignored.write("/.venv/\n/Makefile\n/.githooks/\n")
    git(root, "config", "core.hooksPath", ".githooks")
    (root / "ghi-chu.md").write_bytes(PHONE)
    git(root, "add", "-A")
    with pytest.raises(subprocess.CalledProcessError) as stopped:
        git(root, "commit", "-m", "x")
    assert "DVK551" in stopped.value.stdout + stopped.value.stderr
    (root / "ghi-chu.md").write_text("Gọi chị Lan nhé\n", "utf-8")
    with pytest.raises(subprocess.CalledProcessError):
        git(root, "commit", "-m", "what is staged counts, not what lies on the disk")
    git(root, "add", "-A")
    git(root, "commit", "-m", "x")
    assert git(root, "rev-list", "--count", "HEAD").strip() == "2"


@pytest.mark.parametrize(
    ("path", "asks_for_tools"), [("models/bai.md", False), ("content/tham-gia.md", False), ("x.py", True)]
)
def test_whoever_commits_stories_alone_needs_no_tools_of_the_program(
    root: Path, repo: Path, path: str, asks_for_tools: bool
) -> None:
    shutil.copytree(repo / ".githooks", root / ".githooks")
    (root / "Makefile").write_text("check:\n\t@echo công cụ kiểm tra && false\n")
    (root / ".venv" / "bin").mkdir(parents=True)
    (root / ".venv" / "bin" / "dvk").symlink_to(repo / ".venv" / "bin" / "dvk")
    with open(root / ".git" / "info" / "exclude", "a") as ignored:
        ignored.write("/.venv/\n/Makefile\n/.githooks/\n")
    git(root, "config", "core.hooksPath", ".githooks")
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).write_text("chưa đúng mẫu\n", "utf-8")
    git(root, "add", "-A")
    with pytest.raises(subprocess.CalledProcessError) as stopped:
        git(root, "commit", "-m", "x")
    said = stopped.value.stdout + stopped.value.stderr
    assert ("công cụ kiểm tra" in said) is asks_for_tools
    assert (path in said) is not asks_for_tools, "a story that is not right is told all the same"


def test_a_file_in_the_place_of_the_inbox_is_told(root: Path) -> None:
    (root / "hop-thu").write_text("x")
    with pytest.raises(DanVanKheoError, match="thư mục thường"):
        submitted_files.inbox(root)
