"""A folder shows wholly one release or wholly another, keeps the last, forgets what was withdrawn, touches nothing foreign."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.withdrawal_ledger import FILE as LEDGER
from danvankheo.base.withdrawal_ledger import row_of
from danvankheo.publishing import publication
from danvankheo.publishing.sessions import connect
from publishing.servers import folder_target, shown, site

HOME = {f"anh/the/trang-chu{shape}-00000000.jpg": "thẻ của trang" for shape in ("", "-vuong", "-dung")}
GONE = "dien-hinh/nguyen-van-mau"
PHOTO = "anh/0123456789abcdef0123456789abcdef.webp"


def anything(version: object) -> None:
    """Every site may take another's place."""


def withdrawn(*pages: str) -> dict[str, str]:
    return HOME | {LEDGER: json.dumps([row_of(*page.split("#")) for page in pages])}


def test_a_release_shares_what_is_the_same_and_dry_runs_change_nothing(tmp_path: Path) -> None:
    target = folder_target(tmp_path / "web")
    planned = publication.plan(site(tmp_path / "1", 1), target, anything)
    assert not (tmp_path / "web").exists()
    first = publication.publish(tmp_path / "1", target, anything)
    assert first == planned
    (tmp_path / "web" / "portal.php").write_text("của người khác", "utf-8")
    site(tmp_path / "2", 1, extra={"mo-hinh/m1/index.html": "khác"})
    second = publication.publish(tmp_path / "2", target, anything)
    assert (second.added, second.changed, second.removed) == ((), ("mo-hinh/m1/index.html",), ())
    old, new = (tmp_path / "web/releases" / done.id / "anh/lon.bin" for done in (first, second))
    assert old.stat().st_ino == new.stat().st_ino
    assert (tmp_path / "web" / "portal.php").is_file()


def test_times_are_made_of_the_content_whatever_the_clock_says(tmp_path: Path) -> None:
    """Servers name a version by time and size: an equal page has an equal name, another page of equal size another."""
    target = folder_target(tmp_path / "web")
    times = []
    for number in (1, 2, 1):
        publication.publish(site(tmp_path / str(number), number), target, anything)
        times.append((tmp_path / "web/current/index.html").stat().st_mtime_ns)
    assert times[0] == times[2] != times[1]


def test_the_last_releases_are_kept_and_their_assets_with_every_card(tmp_path: Path) -> None:
    target = folder_target(tmp_path / "web", keep=2)
    card = {"anh/the/mo-hinh/m1-11111111.jpg": "thẻ"}
    styles = []
    for number in range(1, 5):
        folder = site(tmp_path / str(number), number, extra=HOME | (card if number == 1 else {}))
        styles.append(next((folder / "assets/stylesheets").iterdir()).name)
        publication.publish(folder, target, anything)
    web = tmp_path / "web"
    assert len(publication.listing(target)["releases"]) == 2
    assert sorted(path.name for path in (web / "shared/assets/stylesheets").iterdir()) == sorted(styles[-2:])
    assert (web / "shared/anh/the/mo-hinh/m1-11111111.jpg").read_text("utf-8") == "thẻ"


def test_files_of_others_stay_even_inside_our_folders(tmp_path: Path) -> None:
    target, web = folder_target(tmp_path / "web", keep=1), tmp_path / "web"
    first = publication.publish(site(tmp_path / "1", 1), target, anything)
    foreign = [
        web / "releases" / first.id / "portal.php",
        web / "shared/assets/cua-ai.css",
        web / "releases/ghi-chu.txt",
    ]
    for file in foreign:
        file.write_text("của người khác", "utf-8")
    publication.publish(site(tmp_path / "2", 2), target, anything)
    assert [file.read_text("utf-8") for file in foreign] == ["của người khác"] * 3
    assert not (web / "releases" / first.id / "index.html").exists()


def test_what_was_withdrawn_leaves_kept_releases_shared_files_and_cards_and_a_rollback_does_not_bring_it_back(
    tmp_path: Path,
) -> None:
    target, web = folder_target(tmp_path / "web", keep=5), tmp_path / "web"
    person = withdrawn() | {
        f"{GONE}/index.html": f'<meta property="og:title" content="Nguyễn Văn Mẫu"><img src="../../{PHOTO}">',
        PHOTO: "ảnh của người ấy",
        "dien-hinh/index.html": f'<a href="nguyen-van-mau/">Nguyễn Văn Mẫu</a> {GONE}',
        "feed.xml": f"<link>https://vi-du.test/{GONE}/</link>",
        "du-lieu/bang.xlsx": "nén: không ai đọc được",
        "assets/tim-kiem/pd11111111.json": "nguyen van mau",
        f"anh/the/{GONE}-11111111.jpg": "thẻ có mặt người ấy",
    }
    after = withdrawn(GONE) | {
        f"{GONE}/index.html": "Bài này đã được gỡ.",
        "dien-hinh/index.html": "chưa có ai",
        "feed.xml": "<feed/>",
        "du-lieu/bang.xlsx": "bảng mới",
        "assets/tim-kiem/pd22222222.json": "khong ai",
    }
    publication.publish(site(tmp_path / "1", 1, extra=person), target, anything)
    assert (web / "shared" / PHOTO).is_file()
    publication.publish(site(tmp_path / "2", 2, extra=after), target, anything)

    def traces() -> list[str]:
        texts = {p: p.read_text("utf-8") for p in web.rglob("*") if p.is_file() and not p.is_symlink()}
        words = ("Nguyễn Văn Mẫu", "của người ấy", "mặt người ấy", "không ai đọc được", "nguyen van mau")
        return [str(path) for path, text in texts.items() if any(word in text for word in words)]

    assert traces() == []
    assert (web / "shared/anh/the" / f"{GONE.split('/')[0]}/nguyen-van-mau-11111111.jpg").read_text(
        "utf-8"
    ) == "thẻ của trang"
    back = publication.rollback(target, None)
    now = {path: data.decode() for path, data in shown(web).items()}
    assert "so 1" in now["index.html"]
    assert (now[f"{GONE}/index.html"], now["dien-hinh/index.html"]) == ("Bài này đã được gỡ.", "chưa có ai")
    assert traces() == []
    assert publication.release_id(publication.manifest_of(web / "current")) == back


def test_withdrawn_photos_leave_kept_releases_and_shared_files_one_after_the_other(tmp_path: Path) -> None:
    """Of a page that stays: the second photo is withdrawn after the first, the page was renamed in between."""
    target, web = folder_target(tmp_path / "web", keep=5), tmp_path / "web"
    photos = [f"anh/{number:032x}" for number in range(3)]
    stays, first, second = (
        {f"{photo}.webp": f"ảnh {n}", f"{photo}-480.webp": f"ảnh nhỏ {n}"} for n, photo in enumerate(photos)
    )

    def page(name: str, *shown: dict[str, str], gone: tuple[str, ...] = (), card: str) -> dict[str, str]:
        images = "".join(f'<img src="../../{next(iter(files))}">' for files in shown)
        told = {f"mo-hinh/{name}/index.html": f'<meta property="og:title" content="Vườn rau">{images}',
                f"anh/the/mo-hinh/{name}-{card * 8}.jpg": f"thẻ {card}", "mo-hinh/index.html": f"Vườn rau {len(shown)}"}  # fmt: skip
        return withdrawn(*gone) | told | {path: text for files in shown for path, text in files.items()}

    both = (
        ("mo-hinh/vuon#0a0a0a0a", "mo-hinh/vuon-rau#0a0a0a0a"),
        ("mo-hinh/vuon#0b0b0b0b", "mo-hinh/vuon-rau#0b0b0b0b"),
    )
    for number, extra in enumerate((
        page("vuon", first, second, stays, card="1"),
        page("vuon-rau", second, stays, gone=both[0], card="2"),
        page("vuon-rau", stays, gone=both[0] + both[1], card="3"),
    )):  # fmt: skip
        publication.publish(site(tmp_path / str(number), number, extra=extra), target, anything)
        texts = [file.read_text("utf-8") for file in web.rglob("*") if file.is_file()]
        assert ("ảnh 1" in texts, "ảnh nhỏ 1" in texts) == ((True,) * 2 if number == 0 else (False,) * 2)
        assert ("ảnh 2" in texts, "ảnh nhỏ 2" in texts) == ((True,) * 2 if number < 2 else (False,) * 2)
        assert "ảnh 0" in texts
    cards = {path.name: path.read_text("utf-8") for path in (web / "shared/anh/the/mo-hinh").iterdir()}
    assert cards == {
        "vuon-11111111.jpg": "thẻ của trang",
        "vuon-rau-22222222.jpg": "thẻ của trang",
        "vuon-rau-33333333.jpg": "thẻ 3",
    }
    publication.rollback(target, None)
    now = {path: data.decode() for path, data in shown(web).items()}
    assert "so 1" in now["index.html"]
    assert not {"ảnh 1", "ảnh 2", "thẻ 1", "thẻ 2"} & set(now.values())


@pytest.mark.parametrize("what", ["folder", "link"])
def test_what_is_named_current_and_not_ours_is_not_replaced(tmp_path: Path, what: str) -> None:
    (tmp_path / "web/khac").mkdir(parents=True)
    current = tmp_path / "web/current"
    current.mkdir() if what == "folder" else current.symlink_to("khac")
    with pytest.raises(DanVanKheoError, match="chưa đăng"):
        publication.publish(site(tmp_path / "1", 1), folder_target(tmp_path / "web"), anything)


def test_a_kept_release_that_somebody_changed_is_not_shown_again(tmp_path: Path) -> None:
    target = folder_target(tmp_path / "web")
    first = publication.publish(site(tmp_path / "1", 1), target, anything)
    publication.publish(site(tmp_path / "2", 2), target, anything)
    (tmp_path / "web/releases" / first.id / "index.html").write_text("sửa tay", "utf-8")
    with pytest.raises(DanVanKheoError, match="đã bị sửa"):
        publication.publish(tmp_path / "1", target, anything)


def test_a_link_in_the_site_is_refused_and_two_do_not_publish_at_once(tmp_path: Path) -> None:
    target, folder = folder_target(tmp_path / "web"), site(tmp_path / "1", 1)
    with connect(target), pytest.raises(DanVanKheoError, match="người khác đang đăng"):
        publication.publish(folder, target, anything)
    (folder / "x").symlink_to("/etc")
    with pytest.raises(DanVanKheoError, match="không phải tệp thường"):
        publication.publish(folder, target, anything)


def test_going_back_needs_a_release_that_is_kept(tmp_path: Path) -> None:
    target = folder_target(tmp_path / "web")
    publication.publish(site(tmp_path / "1", 1), target, anything)
    for name, words in ((None, "Không còn bản nào trước"), ("0" * 64, "Không có đúng một bản")):
        with pytest.raises(DanVanKheoError, match=words):
            publication.rollback(target, name)
