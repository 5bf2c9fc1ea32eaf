"""The search finds what a Vietnamese reader means, measured in Chromium on the corpus."""

from __future__ import annotations

import statistics
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from search.conftest import SearchPage
from search.evaluate import ask as measure


@pytest.fixture(scope="module")
def figures(browser: Browser, corpus_address: str, corpus_site: Path, queries: list[dict[str, Any]]) -> dict[str, Any]:
    return measure(browser, corpus_address, corpus_site, queries)


def test_the_queries_find_what_they_should(figures: dict[str, Any]) -> None:
    rows = figures["rows"]
    assert statistics.fmean(row["recall"] for row in rows) >= 0.95
    assert statistics.fmean(row["rr"] for row in rows) >= 0.93
    bare = [row for row in rows if row["cat"] == "unaccented"]
    assert {row["recall"] for row in bare} == {1.0}
    assert {row["rr"] for row in bare} == {1.0}


def test_the_first_query_is_light_and_nothing_is_fetched_before(figures: dict[str, Any]) -> None:
    assert figures["before"] == 0
    assert max(figures["during"]) <= 25_000


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("dduongf tranh bichs hoaj", "duong-tranh-bich-hoa-xuan-lai"),
        ("nga2n ha2ng ma1u", "hien-mau"),
        ("lí luận trẻ", "clb-ly-luan-tre"),
        ("khởi nghệp", "trong-dua-luoi-nha-mang"),
        ("chuyen doi xo", "to-cong-nghe-so"),
        ("thanhnien tuquan", "tuyen-duong-thanh-nien-tu-quan-lam-son"),
        ("vuon ta", "cai-tao-vuon-tap-tho-lap"),
        ("27 tháng 7", "den-on-dap-nghia"),
        ("2400", "cai-tao-vuon-tap-tho-lap"),
        ("xuân trường", "ket-nap-dang-vien-tre"),
        ("truong xuan", "ong-nuoc-lam-duong-truong-xuan"),
    ],
)
def test_it_is_found_however_it_is_typed(ask: SearchPage, query: str, first: str) -> None:
    assert ask(query)[0] == first


def test_exact_marks_come_first_and_contradicting_marks_last(ask: SearchPage) -> None:
    found = ask("bưởi")
    assert found[0] == "buoi-luan-van"
    found = ask("buổi")
    assert found[-1] == "buoi-luan-van" or "buoi-luan-van" not in found
    assert "buoi-luan-van" in ask("buoi")


def test_a_slip_is_mended_and_told(ask: SearchPage) -> None:
    assert ask.meant("đường tranh bích hạo") == "đường tranh bích họa"
    assert ask.meant("bười") == "bưởi"
    assert ask.meant("nuooi bof sinh sanr") == "nuôi bò sinh sản"
    assert ask.meant("bưởi") == ask.meant("duong tranh bich hoa") == ""


@pytest.mark.parametrize(
    "query",
    ["", " ", "…", "qzxqzx", "____", "a" * 200, "(((", "constructor", "__proto__", "toString", "27/7/7/7", "😀"],
)
def test_odd_queries_do_no_harm(ask: SearchPage, query: str) -> None:
    assert isinstance(ask(query), list)
