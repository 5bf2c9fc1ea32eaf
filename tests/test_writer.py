"""The writer: every path claimed once, only changes written, only our files removed, the last good site whole."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from danvankheo import writer
from danvankheo.base.artifact import Artifact, ArtifactGroup, digest
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.file_lock import locked
from danvankheo.cache import Cache
from danvankheo.writer import LOCK, MANIFEST, WriteReport, write


def page(path: str, text: str = "chữ", source: str = "models/a.md") -> Artifact:
    """Return an artifact whose bytes are its text."""
    return Artifact(path, digest(path, text), text.encode, source)


def failing(path: str) -> Artifact:
    """Return an artifact that cannot be made."""

    def render() -> bytes:
        raise RuntimeError("không dựng được")

    return Artifact(path, "hỏng", render, "models/hong.md")


def untouched(file: Path) -> tuple[int, int, int]:
    """Return what shows that a file was not written again: reading it may change when it was last read."""
    status = file.stat()
    return status.st_ino, status.st_size, status.st_mtime_ns


class Site:
    """A site folder and the cache beside it."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "site"
        self.cache = root / "cache"

    def write(self, *artifacts: Artifact | ArtifactGroup) -> WriteReport:
        return write(iter(artifacts), self.folder, Cache(self.cache, salt="x"))

    def files(self) -> dict[str, str]:
        found = (file for file in self.folder.rglob("*") if file.is_file() and file.name not in (MANIFEST, LOCK))
        return {file.relative_to(self.folder).as_posix(): file.read_text("utf-8") for file in found}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Make an empty site."""
    return Site(tmp_path)


def test_a_first_build_writes_everything(site: Site) -> None:
    report = site.write(page("index.html", "a"), page("mo-hinh/x/index.html", "b"))
    assert report == WriteReport(("index.html", "mo-hinh/x/index.html"), 0, ())
    assert site.files() == {"index.html": "a", "mo-hinh/x/index.html": "b"}


def test_what_did_not_change_is_neither_made_nor_touched(site: Site) -> None:
    site.write(page("index.html"), page("a.html", "cũ"))
    before = untouched(site.folder / "index.html")
    unmade = Artifact("index.html", page("index.html").inputs, failing("x").render, "models/a.md")
    report = site.write(unmade, page("a.html", "mới"))
    assert (report.written, report.unchanged) == (("a.html",), 1)
    assert untouched(site.folder / "index.html") == before


def test_other_inputs_that_make_the_same_bytes_touch_nothing(site: Site) -> None:
    site.write(page("index.html"))
    before = untouched(site.folder / "index.html")
    report = site.write(Artifact("index.html", "khác", "chữ".encode, "models/a.md"))
    assert report.written == ()
    assert untouched(site.folder / "index.html") == before


def test_a_file_changed_by_another_hand_is_made_anew(site: Site) -> None:
    site.write(page("index.html", "đúng"))
    (site.folder / "index.html").write_text("sửa tay", "utf-8")
    assert site.write(page("index.html", "đúng")).written == ("index.html",)
    assert site.files() == {"index.html": "đúng"}


def test_a_lost_cache_changes_nothing_but_time(site: Site) -> None:
    site.write(page("index.html"), page("cu/index.html"))
    site.cache = site.cache.with_name("cache-khac")
    report = site.write(page("index.html"))
    assert (report.written, report.unchanged, report.removed) == ((), 1, ("cu/index.html",))


def test_stale_files_go_with_the_folders_they_leave_empty(site: Site) -> None:
    site.write(page("index.html"), page("mo-hinh/cu/index.html"))
    assert site.write(page("index.html")).removed == ("mo-hinh/cu/index.html",)
    assert not (site.folder / "mo-hinh").exists()


def test_files_of_others_are_never_removed(site: Site) -> None:
    site.write(page("index.html"), page("mo-hinh/cu/index.html"))
    (site.folder / "mo-hinh" / "cu" / "cua-cong-cu.html").write_text("của cổng cũ", "utf-8")
    (site.folder / "CNAME").write_text("huyendoanthoxuan.vn", "utf-8")
    site.write(page("index.html"))
    assert set(site.files()) == {"index.html", "CNAME", "mo-hinh/cu/cua-cong-cu.html"}


@pytest.mark.parametrize("content", ["khong phai json", "{}", '["../ngoai.txt", "/etc/passwd", 5, "CNAME/.."]'])
def test_a_manifest_that_lies_removes_nothing(site: Site, content: str) -> None:
    site.write(page("index.html"))
    outside = site.folder.parent / "ngoai.txt"
    outside.write_text("giữ", "utf-8")
    (site.folder / MANIFEST).write_text(content, "utf-8")
    assert site.write(page("index.html")).removed == ()
    assert outside.exists()


def test_a_build_that_fails_leaves_the_site_as_it_was(site: Site) -> None:
    site.write(page("index.html", "cũ"), page("a.html"))
    before = {file: untouched(file) for file in site.folder.rglob("*") if file.is_file()}
    with pytest.raises(RuntimeError, match="không dựng được"):
        site.write(page("index.html", "mới"), page("b.html"), failing("c.html"))
    assert {file: untouched(file) for file in site.folder.rglob("*") if file.is_file()} == before
    assert sorted(os.listdir(site.folder)) == sorted([MANIFEST, LOCK, "a.html", "index.html"])


def unlisted() -> list[Artifact]:
    """Stand for the list of a group that nobody should ask for."""
    raise AssertionError("listed")


def test_a_group_of_which_nothing_changed_is_not_even_listed(site: Site) -> None:
    both = [page("a/index.html"), page("b.html")]
    site.write(page("index.html"), ArtifactGroup("như trước", lambda: both))
    report = site.write(page("index.html", "mới"), ArtifactGroup("như trước", unlisted))
    assert report == WriteReport(("index.html",), 2, ())
    assert set(site.files()) == {"index.html", "a/index.html", "b.html"}
    assert site.write(ArtifactGroup("như trước", unlisted)).removed == ("index.html",)


@pytest.mark.parametrize(
    "spoil", [Path.unlink, partial(Path.write_text, data="sửa tay"), partial(os.utime, times=(1, 1))]
)
def test_a_group_is_listed_again_when_one_of_its_files_is_not_as_it_was_left(
    site: Site, spoil: Callable[[Path], object]
) -> None:
    group = ArtifactGroup("như trước", lambda: [page("a.html", "một"), page("b.html", "hai")])
    site.write(group)
    spoil(site.folder / "b.html")
    site.write(group)
    assert site.files() == {"a.html": "một", "b.html": "hai"}


def test_a_group_with_another_key_is_listed_and_what_left_it_goes(site: Site) -> None:
    site.write(ArtifactGroup("cũ", lambda: [page("a.html"), page("b.html", "hai")]))
    report = site.write(ArtifactGroup("mới", lambda: [page("a.html", "khác")]))
    assert (report.written, report.removed) == (("a.html",), ("b.html",))


def test_a_claim_on_a_file_of_a_group_that_was_not_listed_names_both_sources(site: Site) -> None:
    site.write(ArtifactGroup("như trước", lambda: [page("a.html", source="models/a.md")]))
    (problem,) = site.write(ArtifactGroup("như trước", unlisted), page("A.html", source="models/b.md")).problems
    assert (problem.code, problem.path) == ("DVK601", "models/b.md")
    assert "models/a.md" in problem.message


def test_a_build_that_stops_leaves_what_is_known_of_groups(site: Site) -> None:
    site.write(ArtifactGroup("một", lambda: [page("a.html")]))
    with pytest.raises(RuntimeError):
        site.write(ArtifactGroup("hai", lambda: [page("b.html")]), failing("c.html"))
    assert site.write(ArtifactGroup("một", unlisted)).unchanged == 1


CLASHES = [
    ("mo-hinh/a/index.html", "mo-hinh/a/index.html"),
    ("mo-hinh/A/index.html", "mo-hinh/a/index.html"),
    ("anh/\u1ea3.jpg", "anh/a\u0309.jpg"),
    ("mo-hinh", "mo-hinh/index.html"),
    ("mo-hinh/index.html", "mo-hinh"),
]


@pytest.mark.parametrize(("first", "second"), CLASHES)
def test_a_second_claim_names_both_sources_and_stops_the_build(site: Site, first: str, second: str) -> None:
    report = site.write(page("index.html"), page(first, source="models/a.md"), page(second, source="models/b.md"))
    (problem,) = report.problems
    assert (problem.code, problem.path) == ("DVK601", "models/b.md")
    assert "models/a.md" in problem.message
    assert site.files() == {}


OUTSIDE = [
    "/etc/x",
    "../x",
    "a/../../x",
    "a//x",
    "a/./x",
    "",
    ".htaccess",
    "a/.git/x",
    "c:/x",
    "a\\..\\x",
    "a/\x00",
    "a /x",
    "a\n",
]


@pytest.mark.parametrize("path", OUTSIDE)
def test_a_path_that_is_no_path_of_the_site_is_refused(site: Site, path: str) -> None:
    report = site.write(page("index.html"), page(path))
    assert [problem.code for problem in report.problems] == ["DVK602"]
    assert site.files() == {}


def test_nothing_is_written_through_a_linked_folder(site: Site, tmp_path: Path) -> None:
    (tmp_path / "ngoai").mkdir()
    site.folder.mkdir()
    (site.folder / "mo-hinh").symlink_to(tmp_path / "ngoai")
    with pytest.raises(DanVanKheoError, match="mo-hinh"):
        site.write(page("mo-hinh/index.html"))
    assert os.listdir(tmp_path / "ngoai") == []


def test_a_linked_file_is_replaced_not_followed(site: Site, tmp_path: Path) -> None:
    outside = tmp_path / "ngoai.txt"
    outside.write_text("giữ", "utf-8")
    site.folder.mkdir()
    (site.folder / "index.html").symlink_to(outside)
    site.write(page("index.html", "trang"))
    assert outside.read_text("utf-8") == "giữ"
    assert not (site.folder / "index.html").is_symlink()


@pytest.mark.parametrize(("old", "new"), [("mo-hinh", "mo-hinh/index.html"), ("mo-hinh/index.html", "mo-hinh")])
def test_a_file_may_become_a_folder_and_back(site: Site, old: str, new: str) -> None:
    site.write(page(old))
    site.write(page(new))
    assert set(site.files()) == {new}


def test_two_builds_in_two_folders_are_equal_byte_for_byte(tmp_path: Path) -> None:
    one, two = Site(tmp_path / "1"), Site(tmp_path / "2")
    pages = [page("index.html"), page("b/index.html"), page("a.css")]
    one.write(*pages)
    two.write(page("cu.html"), *reversed(pages))
    two.write(*reversed(pages))
    assert one.files() == two.files()
    assert (one.folder / MANIFEST).read_bytes() == (two.folder / MANIFEST).read_bytes()
    assert json.loads((one.folder / MANIFEST).read_text("utf-8")) == ["a.css", "b/index.html", "index.html"]


def test_a_page_is_made_as_soon_as_it_is_listed(site: Site) -> None:
    made: list[int] = []

    def render(number: int) -> Callable[[], bytes]:
        return lambda: made.append(number) or b"x"  # type: ignore[func-returns-value]

    def stream() -> object:
        for number in range(5):
            assert made == list(range(number))
            yield Artifact(f"{number}.html", str(number), render(number), "models/a.md")

    write(stream(), site.folder, Cache(site.cache, salt="x"))  # type: ignore[arg-type]
    assert made == list(range(5))


@pytest.mark.parametrize("path", ["b.html", "b.webp"])
def test_a_page_or_picture_that_fails_fails_the_build_and_leaves_the_site(site: Site, path: str) -> None:
    site.write(page("index.html"))
    before = site.files()

    def broken() -> bytes:
        raise DanVanKheoError("mẫu hỏng")

    with pytest.raises(DanVanKheoError, match="mẫu hỏng"):
        site.write(page("index.html", "mới"), Artifact(path, "b", broken, "theme"), page("a.webp"), page("c.html"))
    assert site.files() == before


class TestCache:
    """What is kept, and what counts as lost."""

    def test_pictures_are_made_once_and_pages_every_time(self, tmp_path: Path) -> None:
        made: list[str] = []

        def render() -> bytes:
            made.append(path)
            return b"x"

        for path in ("a.webp", "a.webp", "a.html", "a.html"):
            assert Cache(tmp_path, salt="x").make(Artifact(path, path, render, "a")) == b"x"
        assert made == ["a.webp", "a.html", "a.html"]

    def test_a_torn_entry_counts_as_lost(self, tmp_path: Path) -> None:
        cache = Cache(tmp_path, salt="x")
        cache.put("khóa", b"a" * 100)
        (file,) = (file for file in tmp_path.rglob("*") if file.is_file())
        file.write_bytes(file.read_bytes()[:50])
        assert cache.get("khóa") is None

    def test_another_program_does_not_see_what_this_one_kept(self, tmp_path: Path) -> None:
        Cache(tmp_path, salt="1").put("khóa", b"a")
        assert Cache(tmp_path, salt="2").get("khóa") is None
        assert Cache(tmp_path, salt="1").get("khóa") == b"a"

    def test_what_nobody_read_for_a_month_goes_and_what_is_read_stays(self, tmp_path: Path) -> None:
        cache = Cache(tmp_path, salt="x")
        cache.put("cũ", b"a")
        cache.put("dùng", b"b")
        now = time.time()
        for file in tmp_path.glob("??/*"):
            os.utime(file, (now - 40 * 86_400, now - 40 * 86_400))
        assert cache.get("dùng") == b"b"
        assert cache.prune(now) == 1
        assert cache.get("cũ") is None
        assert cache.get("dùng") == b"b"

    def test_the_cache_is_looked_through_once_a_day(self, tmp_path: Path) -> None:
        cache = Cache(tmp_path, salt="x")
        cache.put("a", b"a")
        now = time.time()
        assert cache.prune(now) == 0
        for file in tmp_path.glob("??/*"):
            os.utime(file, (now - 40 * 86_400, now - 40 * 86_400))
        assert cache.prune(now + 60) == 0
        assert cache.prune(now + 90_000) == 1

    def test_a_cache_that_is_not_there_is_not_made_by_pruning(self, tmp_path: Path) -> None:
        assert Cache(tmp_path / "chua-co", salt="x").prune(time.time()) == 0
        assert not (tmp_path / "chua-co").exists()


def test_a_second_build_waits_for_the_first(site: Site) -> None:
    begun, go_on = threading.Event(), threading.Event()
    order: list[str] = []

    def slow() -> bytes:
        begun.set()
        assert go_on.wait(30)
        order.append("first")
        return b"1"

    first = threading.Thread(target=site.write, args=(Artifact("index.html", "1", slow, "a"),))
    first.start()
    assert begun.wait(30)

    def fast() -> bytes:
        order.append("second")
        return b"2"

    second = threading.Thread(target=site.write, args=(Artifact("index.html", "2", fast, "a"),))
    second.start()
    second.join(0.3)
    assert order == []
    go_on.set()
    first.join(30)
    second.join(30)
    assert order == ["first", "second"]
    assert site.files() == {"index.html": "2"}


def test_a_build_that_waits_in_vain_says_so_and_changes_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write(page("index.html", "một"))
    monkeypatch.setattr(writer, "_PATIENCE", 0.1)
    with (
        locked(site.folder / LOCK, 0, AssertionError()),
        pytest.raises(DanVanKheoError, match="Một lượt dựng khác đang ghi"),
    ):
        site.write(page("index.html", "hai"))
    assert site.files() == {"index.html": "một"}


def test_whoever_waits_is_told_of_each_picture(site: Site) -> None:
    told: list[tuple[int, int]] = []
    artifacts = [page("index.html"), *(page(f"anh/{number}.jpg") for number in range(5))]
    write(iter(artifacts), site.folder, Cache(site.cache, salt="x"), pictures=lambda *row: told.append(row))
    assert told == [(number, 5) for number in range(1, 6)]
    told.clear()
    write(iter(artifacts), site.folder, Cache(site.cache, salt="x"), pictures=lambda *row: told.append(row))
    assert told == [], "unchanged pictures cost nothing"
