"""What may not be published is refused, in Vietnamese, before anything is sent."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from danvankheo.base.errors import DanVanKheoError
from danvankheo.cli import main
from danvankheo.publishing import prepare, publication, revision, targets, uploads
from danvankheo.publishing.targets import TargetKind
from publishing.servers import folder_target, site
from web_server import serving_folder

REAL = "https://huyendoanthoxuan.vn/"


def git(folder: Path, *words: str) -> str:
    call = ["git", "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@vi-du.test", *words]
    return subprocess.run(call, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def history(tmp_path: Path) -> tuple[Path, list[str]]:
    """A repository with three commits, the last on another branch than the second."""
    repo, commits = tmp_path / "kho", []
    git(tmp_path, "init", "-q", "-b", "main", str(repo))
    for name in ("mot", "hai", "ba"):
        if name == "ba":
            git(repo, "checkout", "-q", "-b", "khac", commits[0])
        (repo / name).write_text(name, "utf-8")
        git(repo, "add", "-A")
        git(repo, "commit", "-q", "-m", name)
        commits.append(git(repo, "rev-parse", "HEAD"))
    return repo, commits


def test_a_revision_is_known_and_clean_or_nothing_is_published(history: tuple[Path, list[str]], tmp_path: Path) -> None:
    repo, commits = history
    assert revision.of(repo) == commits[2]
    (repo / "moi.md").write_text("chưa commit", "utf-8")
    with pytest.raises(DanVanKheoError, match=r"chưa commit \(moi\.md\)"):
        revision.of(repo)
    (tmp_path / "khong").mkdir()
    with pytest.raises(DanVanKheoError, match="không rõ đăng bản nào"):
        revision.of(tmp_path / "khong")


def test_an_older_or_foreign_site_does_not_take_a_newer_ones_place(history: tuple[Path, list[str]]) -> None:
    repo, (one, two, other) = history
    revision.refuse_older(repo, two, "2025-01-02", {})
    revision.refuse_older(repo, two, "2025-01-02", {"ban_ma": one, "chot_den": "2025-01-02"})
    for shown, words in (
        ({"ban_ma": one, "chot_den": "2025-01-03"}, "mới hơn bản này"),
        ({"ban_ma": other, "chot_den": "2025-01-01"}, "nhánh khác"),
        ({"ban_ma": "0" * 40, "chot_den": "2025-01-01"}, "git fetch"),
    ):
        with pytest.raises(DanVanKheoError, match=words):
            revision.refuse_older(repo, two, "2025-01-02", shown)
    with pytest.raises(DanVanKheoError, match="mới hơn, hoặc"):
        revision.refuse_older(repo, one, "2025-01-02", {"ban_ma": two})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            f'loai = "thu-muc"\nnoi = "web"\ndia_chi = "{REAL}"\nminh_hoa = true\nchinh_thuc = true',
            "trang chính thức không có",
        ),
        (
            f'loai = "thu-muc"\nnoi = "web"\ndia_chi = "{REAL}thu/"\nminh_hoa = true\nchinh_thuc = false',
            "không đăng bài minh họa",
        ),
        ('loai = "ftp"', "phải là một trong"),
        ('loai = "thu-muc"\nnoi = "."', "trong chính kho bài"),
        ('loai = "thu-muc"\nnoi = "models/../web"', "trong chính kho bài"),
        ('loai = "thu-muc\nnoi = "web"', "viết sai ở dòng 2"),
        (f'loai = "may-chu"\ndia_chi = "{REAL}"\nnoi = "-oProxyCommand=id"', "tên@máy-chủ"),
        (f'loai = "thu-muc"\nnoi = "web"\ndia_chi = "{REAL}"\nkhac = 1', "không có mục “khac”"),
        (f'loai = "thu-muc"\nnoi = "web"\ndia_chi = "{REAL}"\ngiu = true', "không đúng kiểu"),
        ('loai = "thu-muc"\nnoi = "web"\ndia_chi = "https://a.test/x; return 200"', "địa chỉ của trang"),
        (
            f'loai = "goi-tep"\nnoi = "x"\ndia_chi = "{REAL}"\ndia_chi_cu = {{1 = "https://noi-khac.test/"}}',
            "đường dẫn trong trang",
        ),
    ],
)
def test_a_wrong_target_is_told(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "publish.toml").write_text(f"[thu]\n{text}\n", "utf-8")
    with pytest.raises(DanVanKheoError, match=words):
        targets.read(tmp_path / "publish.toml", REAL)


def test_the_repositorys_own_targets_are_right(repo: Path) -> None:
    assert "trang-github" in targets.read(repo / "publish.toml", REAL)


def test_away_from_the_real_site_every_page_tells_search_engines_to_go(tmp_path: Path) -> None:
    folder = site(tmp_path / "1", 1)
    (folder / "404.html").write_text('<head><meta name="robots" content="index"></head>', "utf-8")
    prepare.hide_from_search(folder)
    for page in folder.rglob("*.html"):
        assert page.read_text("utf-8").count('content="noindex, nofollow"') == 1
        assert 'content="index"' not in page.read_text("utf-8")
    assert "Disallow: /\n" in (folder / "robots.txt").read_text("utf-8")


def test_compressed_forms_are_the_same_bytes_each_time(tmp_path: Path) -> None:
    seen = []
    for name in ("1", "2"):
        prepare.compress(site(tmp_path / name, 1), tmp_path / f"cache-{name}")
        seen.append(publication.manifest_of(tmp_path / name))
    assert seen[0] == seen[1]
    assert {"index.html.gz", "index.html.br"} <= seen[0].keys()


def test_archives_come_in_order_and_name_what_is_to_be_deleted(tmp_path: Path) -> None:
    target = folder_target(tmp_path / "goi")
    for number in (1, 2):
        folder = site(tmp_path / str(number), number, extra={"cu.html": "cũ"} if number == 1 else {})
        manifest = publication.manifest_of(folder)
        uploads.write_archives(folder, target, manifest, publication.release_id(manifest), "")
    gone = (tmp_path / "goi/can-xoa.txt").read_text("utf-8").splitlines()
    assert "cu.html" in gone
    assert all(path == "cu.html" or path.startswith("assets/") for path in gone)
    assert "không đổi trang trong một khoảnh khắc" in (tmp_path / "goi/HUONG-DAN.txt").read_text("utf-8")


def test_server_files_hold_the_public_key_and_are_told_to_stay_out_of_the_repository(
    history: tuple[Path, list[str]], repo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, key = history[0], tmp_path / "khoa"
    shutil.copy(repo / "mkdocs.yml", root)
    for folder in ("theme", "content"):
        shutil.copytree(repo / folder, root / folder)
    (root / "publish.toml").write_text(
        f'[may]\nloai = "may-chu"\ndia_chi = "{REAL}"\nnoi = "dvk@may.test"\nkhoa = "{key}"\n', "utf-8"
    )
    command = ["--repo", str(root), "server-files", "may", "--folder", "/srv/dvk", "--output"]
    assert main([*command, str(tmp_path / "ngoai")]) == 0
    assert "thay chữ KHÓA_CÔNG_KHAI" in capsys.readouterr().out
    (tmp_path / "khoa.pub").write_text("ssh-ed25519 AAAA thu\n", "utf-8")
    for folder, inside in ((tmp_path / "ngoai", False), (root / "may-chu", True)):
        assert main([*command, str(folder)]) == 0
        said = capsys.readouterr().out
        assert ("nằm trong kho bài" in said, "KHÓA_CÔNG_KHAI" in said) == (inside, False)
        assert (folder / "authorized_keys").read_text("utf-8").endswith('/srv/dvk" ssh-ed25519 AAAA thu\n')


def test_a_first_publication_where_something_is_published_is_refused(tmp_path: Path) -> None:
    target = folder_target(tmp_path / "web")
    publication.refuse_first(target)
    publication.publish(site(tmp_path / "1", 1), target, lambda version: None)
    with pytest.raises(DanVanKheoError, match=r"không phải lần đầu\. Chạy lại và bỏ --first"):
        publication.refuse_first(target)
    with serving_folder(tmp_path / "1") as address:
        live = replace(target, kind=TargetKind.PAGES, address=address)
        with pytest.raises(DanVanKheoError, match=r"đang có một bản đã đăng \(số liệu ngày 1\)"):
            publication.refuse_first(live)
    publication.refuse_first(replace(live, address="http://127.0.0.1:9/"))
