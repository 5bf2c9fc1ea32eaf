"""The first days of a real site: no story, one, five. It invites; it counts nothing that is not there and blames nobody."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from danvankheo.publishing.audit import audit
from outputs.real_sites import built, lines, repository

# A word that has a meaning only beside samples; "Sự thật" is a newspaper, the others are plain words of stories.
_REAL = re.compile(r"(?<!sự )(?<!người )(?<!việc )(?<!có )(?<!kể )\bthật\b", re.IGNORECASE)
_ZERO = re.compile(r"(?<![\d.,/–-])0\s?(%|mô hình|điển hình|bài|đơn vị|lĩnh vực|$)")
_ASKS = {"gui-bai", "phong-trao", "quyen-rieng-tu", "tham-gia", "tieu-chi", "tim-kiem"}  # pages whose sentences ask


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(repository(tmp_path_factory.mktemp("trong"), figures=False))


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As the repository is handed over: no story, one unit's report."""
    return built(repository(tmp_path_factory.mktemp("ban-giao")))


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(repository(tmp_path_factory.mktemp("mot"), 1))


def test_the_audit_finds_nothing_in_the_first_days(empty: Path, shipped: Path, one: Path) -> None:
    for site in (empty, shipped, one):
        found = audit(site, repo=site.parent, production=True).problems
        assert [
            p for p in found if p.code not in ("DVK703", "DVK712")
        ] == []  # no share images, which nobody looks at here


def told(site: Path) -> dict[str, list[str]]:
    return {page.parent.relative_to(site).as_posix(): lines(page) for page in site.rglob("*.html")}


def test_an_empty_home_page_invites_and_shows_how_and_what(empty: Path) -> None:
    home = " ".join(lines(empty / "index.html"))
    for words in ("Hãy là người kể đầu tiên", "Nhớ lại một việc khéo", "Trả lời năm câu hỏi", "Gửi cho người phụ trách",
                  "Một câu chuyện gồm những gì", "Khéo là chọn việc dân cần"):  # fmt: skip
        assert words in home
    assert "?" not in home
    assert "%" not in home, "a target reads as a result"
    assert not re.search(r"\b0\b|Số liệu|tính đến", home)
    assert "unit-tile" not in (empty / "index.html").read_text("utf-8"), "a map of nothing"


def test_no_page_of_an_empty_site_counts_nothing_blames_anybody_or_knows_samples(empty: Path) -> None:
    pages = told(empty)
    assert len(pages) > 100
    for address, page in pages.items():
        for line in page:
            where = f"{address}: {line}"
            assert not re.search("minh họa", line, re.IGNORECASE), where
            assert not _REAL.search(line), where
            assert not _ZERO.search(line), where
            assert not re.search(r"chưa nhận được của|chưa nhận được: |còn thiếu \d", line, re.IGNORECASE), where
            assert "?" not in line or address.split("/")[0] in _ASKS or line == "Bạn có một câu chuyện?", where


def test_pages_of_figures_say_in_one_neutral_sentence_that_nothing_came(empty: Path) -> None:
    for address in ("chi-tieu", "chi-tieu/do-phu", "don-vi"):
        page = lines(empty / address / "index.html")
        assert sum("Chưa đơn vị nào gửi số liệu lên trang" in line for line in page) == 1
        assert "chưa có số liệu" not in page, "a table of nothing"
    targets = [line for line in lines(empty / "chi-tieu/index.html") if line.endswith("100%")]
    assert all(line.startswith(("Phấn đấu: ", "Cơ sở Đoàn", "Đoàn xã")) for line in targets)


def test_feeds_search_and_sitemap_of_an_empty_site_are_whole(empty: Path) -> None:
    assert json.loads((empty / "feed.json").read_text("utf-8"))["items"] == []
    assert "<feed" in (empty / "feed.xml").read_text("utf-8")
    assert "<loc>https://vi-du.test/</loc>" in (empty / "sitemap.xml").read_text("utf-8")
    assert any("Đơn vị" in line for line in lines(empty / "tim-kiem/index.html"))


def test_a_single_report_makes_no_result_and_no_list_of_the_silent_on_the_home_page(shipped: Path) -> None:
    home = " ".join(lines(shipped / "index.html"))
    assert "Hãy là người kể đầu tiên" in home
    assert "%" not in home
    figures = " ".join(lines(shipped / "chi-tieu/index.html"))
    assert "trang chưa có số liệu về việc gửi danh sách" in figures
    assert "chưa nhận được của đơn vị nào" not in figures


def test_a_few_stories_make_nobody_lack_anything(tmp_path: Path) -> None:
    site = built(repository(tmp_path, 5))
    assert "%" not in " ".join(lines(site / "index.html"))
    figures = " ".join(lines(site / "chi-tieu/index.html"))
    assert "25 đơn vị chưa có số liệu" in figures
    assert not re.search(r"còn thiếu \d", figures, re.IGNORECASE)


def test_a_first_story_stands_there_and_asks_for_the_next(one: Path) -> None:
    home = " ".join(lines(one / "index.html"))
    assert "Con đường thứ một" in home
    assert "Câu chuyện tiếp theo ở đâu?" in home
    assert "Hãy là người kể đầu tiên" not in home
    assert "%" not in home, "one unit of thirty is no result"
    everything = " ".join(line for page in told(one).values() for line in page)
    assert not re.search(r"minh họa|\b0 (mô hình|điển hình)", everything)
