"""``dvk share … --done`` adds one line to a file and leaves every other byte as it is."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from danvankheo.base.errors import DanVanKheoError
from danvankheo.cli import main
from danvankheo.editing.shares import recorded, share_of
from danvankheo.records.files import Kind
from danvankheo.records.reading import load
from github.fake_host import Host, running

PATH = "models/vuon-rau.md"
LINK = "https://www.facebook.com/trang/posts/12?a=1"
FRONT = """ten:   "Vườn rau"  # tên cũ: Vườn tạp
don_vi: xa-thuan-minh
linh_vuc: phat-trien-kinh-te
dia_chi: Thôn 1
chu_the: {loai: tap-the, ten: Chi đoàn thôn 1}
"""
STORY = "\nLời kể --- vẫn thế.  \n\n---\nda_chia_se: trong bài\n"
SHARE = share_of("facebook", LINK, date(2024, 5, 2))
ROW = f"{{kenh: facebook, ngay: 2024-05-02, lien_ket: {LINK}}}"


def added(front: str, end: str = "\n", first: str = "") -> tuple[str, str]:
    """Return the file after and the file before."""
    text = f"{first}---\n{front}---\n{STORY}".replace("\n", end)
    done = recorded(Kind.MODEL, PATH, text.encode(), SHARE)
    assert done.before == text
    return done.after, text


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("first", ["", "\ufeff"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f"da_chia_se:\n  - {ROW}\n"),
        ("minh_hoa: true\n", f"da_chia_se:\n  - {ROW}\nminh_hoa: true\n"),
        ("# của người duyệt\nten_cu: [vuon]\n", f"da_chia_se:\n  - {ROW}\n# của người duyệt\nten_cu: [vuon]\n"),
        ("da_chia_se:\nminh_hoa: true\n", f"da_chia_se:\n  - {ROW}\nminh_hoa: true\n"),
        ("da_chia_se: []\n", f"da_chia_se: [{ROW}]\n"),
        ("da_chia_se: [{kenh: zalo, ngay: 2024-05-01} ] # hai\n", f"da_chia_se: [{{kenh: zalo, ngay: 2024-05-01}}, {ROW} ] # hai\n"),
        ("da_chia_se:\n- {kenh: zalo, ngay: 2024-05-01}  # tối\n\n# sau\nminh_hoa: true\n",
         f"da_chia_se:\n- {{kenh: zalo, ngay: 2024-05-01}}  # tối\n- {ROW}\n\n# sau\nminh_hoa: true\n"),
        ("da_chia_se:\n    - kenh: zalo\n      ngay: 2024-05-01\nduyet: {boi: Đoàn xã, ngay: 2024-04-01}\n",
         f"da_chia_se:\n    - kenh: zalo\n      ngay: 2024-05-01\n    - {ROW}\nduyet: {{boi: Đoàn xã, ngay: 2024-04-01}}\n"),
    ],
)  # fmt: skip
def test_the_share_is_added_where_it_belongs_and_nothing_else_changes(
    before: str, after: str, end: str, first: str
) -> None:
    found, old = added(FRONT + before, end, first)
    wanted = f"{first}---\n{FRONT}{after}---\n{STORY}".replace("\n", end)
    assert found == wanted
    assert len(found) > len(old)


def test_every_file_of_the_repository_gains_its_row_and_nothing_else(repo: Path) -> None:
    files = [file for kind in ("models", "exemplars") for file in sorted((repo / kind).glob("*.md"))]
    assert len(files) > 30
    for file in files:
        done = recorded(Kind(file.parent.name), f"{file.parent.name}/{file.name}", file.read_bytes(), SHARE)
        new = done.after.replace(f"  - {ROW}\n", "", 1)
        assert new.replace("da_chia_se:\n", "", "da_chia_se:\n" not in done.before) == done.before


def test_the_same_share_is_not_noted_twice() -> None:
    once, _ = added(FRONT)
    with pytest.raises(DanVanKheoError, match="đã ghi lần chia sẻ này, ngày 02/05/2024"):
        recorded(Kind.MODEL, PATH, once.encode(), SHARE)


@pytest.mark.parametrize(
    "text",
    [b"\xff\xfe", b"khong co khung", f"---\n{FRONT}ten: hai\n---\n".encode(), f"---\n{FRONT}da_chia_se: zalo\n---\n".encode()],
)  # fmt: skip
def test_a_file_that_cannot_be_added_to_safely_is_left_with_the_line_to_paste(text: bytes) -> None:
    with pytest.raises(DanVanKheoError, match="kenh: facebook, ngay: 2024-05-02"):
        recorded(Kind.MODEL, PATH, text, SHARE)


@pytest.mark.parametrize(("channel", "link"), [("tiktok", LINK), ("zalo", "javascript:alert(1)"), ("zalo", "a b")])
def test_only_known_channels_and_real_addresses_are_noted(channel: str, link: str) -> None:
    with pytest.raises(DanVanKheoError):
        share_of(channel, link, date(2024, 5, 2))


def test_an_address_that_means_something_to_yaml_is_quoted() -> None:
    share = share_of("website", "https://vi-du.test/a,b#c", date(2024, 5, 2))
    done = recorded(Kind.MODEL, PATH, f"---\n{FRONT}---\n".encode(), share)
    assert 'lien_ket: "https://vi-du.test/a,b#c"}' in done.after


@pytest.fixture
def root(repo: Path, tmp_path: Path) -> Path:
    """A small copy of the repository: one sample, one entry that is none."""
    for name in ("content", "theme"):
        shutil.copytree(repo / name, tmp_path / name)
    shutil.copy(repo / "mkdocs.yml", tmp_path)
    (tmp_path / "models").mkdir()
    (tmp_path / "exemplars").mkdir()
    text = (repo / "models" / "loa-nho-noi-chuyen-luat-xuan-tin.md").read_text("utf-8")
    text = re.sub(r"^anh:\n(?:[ -].*\n)+", "", text, flags=re.M)
    (tmp_path / "models" / "mau.md").write_text(text, "utf-8")
    real = text.replace("minh_hoa: true\n", "").replace("MINH-HOA/", "")
    (tmp_path / "models" / "loa-nho.md").write_text(real, "utf-8")
    return tmp_path


def run(root: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    status = main(["--repo", str(root), "share", *arguments])
    read = capsys.readouterr()
    return status, read.out + read.err


ENTRY = "mo-hinh/loa-nho/"


class Live:
    """The live site, as far as it is asked: a sitemap and pages that name themselves."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self.address = f"{host.address}/"

    def shows(self, *paths: str) -> None:
        rows = "".join(f"<url>\n  <loc>{self.address}{path}</loc></url>" for path in ("", *paths))
        self._host.routes = {("GET", "/sitemap.xml"): lambda path: (200, {}, f"<urlset>{rows}</urlset>".encode())}
        for path in paths:
            page = f'<link rel="canonical" href="{self.address}{path}">'.encode()
            self._host.routes[("GET", f"/{path}")] = lambda asked, page=page: (200, {}, page)


@pytest.fixture
def live() -> Iterator[Live]:
    with running() as host:
        yield Live(host)


def test_the_command_prints_the_kit_and_notes_down_what_was_posted(
    root: Path, capsys: pytest.CaptureFixture[str], live: Live
) -> None:
    live.shows(ENTRY)
    there = ("--site-url", live.address)
    status, text = run(root, capsys, *there)
    assert status == 0
    assert "Chưa chia sẻ (1)" in text
    status, text = run(root, capsys, "loa-nho", *there)
    assert status == 0
    for part in ("── Facebook (chưa đăng)", "── Zalo", "#DanVanKheo", "utm_source=fanpage", "anh/the/mo-hinh/loa-nho-vuong-",
                 "chia-se/mo-hinh/loa-nho/ma-qr.png", "Mô tả ảnh:", "developers.facebook.com/tools/debug/?q=http%3A%2F%2F"):  # fmt: skip
        assert part in text, part
    assert "CHƯA LÊN TRANG" not in text

    before = (root / "models/loa-nho.md").read_bytes()
    status, text = run(root, capsys, "loa-nho", "--done", "zalo", "https://zalo.me/s/1", "--day", "2025-05-02")
    assert status == 0
    after = (root / "models/loa-nho.md").read_bytes()
    assert b"  - {kenh: zalo, ngay: 2025-05-02, lien_ket: https://zalo.me/s/1}\n" in after
    assert len(after) == len(before) + len(
        "da_chia_se:\n  - {kenh: zalo, ngay: 2025-05-02, lien_ket: https://zalo.me/s/1}\n"
    )
    assert "Đã ghi vào models/loa-nho.md." in text
    assert "(đã đăng ngày 02/05/2025 https://zalo.me/s/1)" in run(root, capsys, "loa-nho", *there)[1]
    assert "Đã chia sẻ (1)" in run(root, capsys, *there)[1]


def test_a_person_who_did_not_agree_is_offered_nowhere_and_what_was_posted_is_noted_with_a_warning(
    root: Path, capsys: pytest.CaptureFixture[str], live: Live
) -> None:
    file, there = root / "models/loa-nho.md", ("--site-url", live.address)
    text = re.sub(r"chu_the:.*\n(?:[ -].*\n)*", "", file.read_text("utf-8"))
    consent = "chu_the: {loai: ca-nhan, ten: Người Mẫu Thử}\ndong_y_dang: {ngay: 2024-11-10, hinh_thuc: văn bản}\n"
    file.write_text(text.replace("---\n", f"---\n{consent}", 1), "utf-8")
    live.shows(ENTRY)
    assert "Không đăng lên mạng xã hội: người được kể chưa đồng ý (1)\n  loa-nho" in run(root, capsys, *there)[1]
    status, told = run(root, capsys, "loa-nho", *there)
    assert (status, "KHÔNG ĐĂNG LÊN KÊNH NÀO: Người được kể chưa đồng ý" in told, "utm_source" in told) == (
        0,
        True,
        False,
    )
    status, told = run(root, capsys, "loa-nho", "--done", "zalo", "https://zalo.me/s/1", "--day", "2025-05-02")
    assert (status, "Hỏi lại người ấy" in told) == (0, True)
    assert "kenh: zalo" in file.read_text("utf-8")
    assert "DVK422" in [p.code for p in load(root)[1] if p.path == "models/loa-nho.md"]


def test_samples_are_never_offered(root: Path, capsys: pytest.CaptureFixture[str], live: Live) -> None:
    live.shows(ENTRY, "mo-hinh/mau/")
    assert "mau " not in run(root, capsys, "--site-url", live.address)[1]
    (root / "models/loa-nho.md").unlink()
    assert "Chưa có bài thật nào để chia sẻ." in run(root, capsys, "--site-url", live.address)[1]


def test_what_visitors_cannot_open_yet_is_named_apart(
    root: Path, capsys: pytest.CaptureFixture[str], live: Live
) -> None:
    live.shows("mo-hinh/bai-khac/")
    text = run(root, capsys, "--site-url", live.address)[1]
    assert "Chưa chia sẻ" not in text
    assert "Chưa lên trang, đăng trang xong mới chia sẻ (1)\n  loa-nho" in text
    text = run(root, capsys, "loa-nho", "--site-url", live.address)[1]
    assert text.startswith("BÀI CHƯA LÊN TRANG")


def test_a_stranger_who_answers_every_address_shows_none_of_our_pages(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with running() as host:
        host.routes = {("GET", "/"): lambda path: (200, {}, b"<html><loc>https://ban-ten-mien.example/</loc></html>")}
        status, text = run(root, capsys, "loa-nho", "--site-url", f"{host.address}/")
        assert status == 0
        assert text.startswith("BÀI CHƯA LÊN TRANG")
        assert "có thể có bài chưa lên trang" in run(root, capsys, "--site-url", f"{host.address}/")[1]


def test_a_site_that_does_not_answer_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    silent = ("--site-url", "http://127.0.0.1:9/")
    assert "Không hỏi được http://127.0.0.1:9/." in run(root, capsys, *silent)[1]
    assert run(root, capsys, "loa-nho", *silent)[1].startswith("Không hỏi được http://127.0.0.1:9/.")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("loa-no",), "Có phải: loa-nho?"),
        (("mau", "--done", "zalo", "https://zalo.me/s/1"), "là bài minh họa"),
        (("loa-nho", "--done", "tiktok", "https://zalo.me/s/1"), "tiktok"),
        (("loa-nho", "--done", "zalo", "zalo.me/s/1"), "https://"),
        (("loa-nho", "--done", "zalo", "https://zalo.me/s/1", "--day", "2/5/2024"), "năm-tháng-ngày"),
    ],
)
def test_what_cannot_be_noted_is_said(
    root: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    files = {file: file.read_bytes() for file in root.rglob("models/*.md")}
    status, text = run(root, capsys, *arguments, "--site-url", "http://127.0.0.1:9/")
    assert status == 1
    assert words in text
    assert files == {file: file.read_bytes() for file in root.rglob("models/*.md")}
