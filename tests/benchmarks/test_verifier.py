"""A peer counts only when its site is the same; one that fails or takes too long is told, and the others go on."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import bench
from engines import Engine
from verifier import verify

ENTRY = "---\nten: Đường hoa số 1\ntom_tat: Các cụ góp ngày công.\n---\nKể lại.\n"
STORY = (
    '<h1>Đường hoa số 1</h1><p>Các cụ góp ngày công.</p><h3 class="story-card__title"><a href="/mo-hinh/b/">B</a></h3>'
)
PAGER = '<nav class="pager"><a href="/mo-hinh/">1</a><a href="/mo-hinh/trang/2/">2</a></nav>'


def lay_out(site: Path) -> None:
    """Make a site of two stories and a gallery of two pages."""
    for path, text in {"mo-hinh": PAGER, "mo-hinh/trang/2": PAGER, "mo-hinh/a": STORY, "mo-hinh/b": STORY}.items():
        (site / path).mkdir(parents=True, exist_ok=True)
        (site / path / "index.html").write_text(text, "utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Make a repository of two entries with two equal sites."""
    for folder in ("models", "exemplars"):
        (tmp_path / folder).mkdir()
    for name in ("a", "b"):
        (tmp_path / "models" / f"{name}.md").write_text(ENTRY, "utf-8")
    for site in ("mine", "other"):
        lay_out(tmp_path / site)
    return tmp_path


def replaced(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(site: Path) -> None:
        file = site / path / "index.html"
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")

    return change


def another_page(site: Path) -> None:
    (site / "mo-hinh" / "c").mkdir()
    (site / "mo-hinh" / "c" / "index.html").write_text(STORY, "utf-8")


def longer(site: Path) -> None:
    for name in ("a", "b"):
        file = site / "mo-hinh" / name / "index.html"
        file.write_text(f"{file.read_text('utf-8')}{'.' * 60}", "utf-8")


def test_equal_sites_count(root: Path) -> None:
    assert verify(root, root / "mine", root / "other") == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (another_page, "URLs differ"),
        (replaced("mo-hinh", "/mo-hinh/trang/2/", "/mo-hinh/trang/3/"), "pager"),
        (replaced("mo-hinh/a", "/mo-hinh/b/", "/mo-hinh/c/"), "related"),
        (replaced("mo-hinh/a", "Các cụ góp ngày công.", "Các cụ góp công."), "is not shown"),
        (longer, "× our bytes"),
    ],
)
def test_what_differs_is_told(root: Path, change: Callable[[Path], None], told: str) -> None:
    change(root / "other")
    assert any(told in problem for problem in verify(root, root / "mine", root / "other"))


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("raise SystemExit('không có mẫu')", "không có mẫu"),
        ("import time; time.sleep(30)", "more than 1 s"),
        ("pass", "URLs differ"),
    ],
)
def test_a_peer_that_fails_or_is_late_or_differs_does_not_count(root: Path, code: str, told: str) -> None:
    another_page(root / "other")
    file = root / "models" / "a.md"
    mine = Engine("dvk", [], [], root / "mine", file, (file, "", ""), (file, "", ""))
    peer = Engine("peer", [sys.executable, "-c", code], [], root / "other", file, (file, "", ""), (file, "", ""))
    assert told in bench._refused(peer, root, mine, root / "log", limit=1)


def test_a_peer_that_is_the_same_counts(root: Path) -> None:
    file = root / "models" / "a.md"
    mine = Engine("dvk", [], [], root / "mine", file, (file, "", ""), (file, "", ""))
    peer = Engine("peer", [sys.executable, "-c", ""], [], root / "other", file, (file, "", ""), (file, "", ""))
    assert bench._refused(peer, root, mine, root / "log", limit=10) == ""
