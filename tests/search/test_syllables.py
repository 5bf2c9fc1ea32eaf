"""Words are compared alike in Python, where the index is made, and in the browser, where it is asked."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from danvankheo.base.syllables import canon, key, words
from playwright.sync_api import Browser, Page

VECTORS = json.loads((Path(__file__).parent / "fold_vectors.json").read_text("utf-8"))
ODD = "Straße ÐOÀN ðường M2 m² 2.400 1,8 05/03 27/7 3.000m2 ﬁ İ Ǆ Y ý quy quỷ huy ily ngủ, ngã-ba “hoà” ę̂ H\u00f4\u0300a 100% a_b"


@pytest.mark.parametrize("form", ["word", "nfd"])
def test_the_fold_and_the_canon_are_those_of_the_vectors(form: str) -> None:
    assert [(key(v[form]), canon(v[form])) for v in VECTORS] == [(v["fold"], v["canon"]) for v in VECTORS]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ngày 27/7, hoà giải", ["ngày", "27/7", "hoà", "giải"]),
        ("3.000m2 đất; 1,8 km", ["3.000", "m2", "đất", "1,8", "km"]),
        (unicodedata.normalize("NFD", "Đường Ủy"), ["đường", "ủy"]),
        ("…", []),
    ],
)
def test_a_text_falls_into_words(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    ("word", "found"), [("2.400", "2400"), ("05/03", "5/3"), ("1,8", "1,8"), ("kĩ", "ki"), ("kỹ", "ki"), ("ý", "y")]
)
def test_numbers_and_i_are_written_one_way(word: str, found: str) -> None:
    assert key(word) == found


def test_the_browser_folds_letter_for_letter_as_python_does(
    browser: Browser, address: str, repo: Path, corpus: list[dict[str, Any]]
) -> None:
    texts = [v[form] for v in VECTORS for form in ("word", "nfd")] + [ODD, unicodedata.normalize("NFD", ODD)]
    texts += [text for entry in corpus for text in (entry["title"], entry["body"])]
    texts += [path.read_text("utf-8") for path in sorted((repo / "models").glob("*.md"))]
    texts += [" ".join(chr(code) for code in range(start, start + 64)) for start in range(0x20, 0x2000, 64)]
    page = browser.new_page()
    page.goto(address)
    found = page.evaluate(
        """async ([url, texts]) => {
          const text = await import(url);
          return texts.map((one) => text.words(one).map((word) => [word, text.key(word), text.canon(word)]));
        }""",
        [_module(page), texts],
    )
    page.close()
    for text, rows in zip(texts, found, strict=True):
        assert rows == [[word, key(word), canon(word)] for word in words(text)]


def _module(page: Page) -> str:
    """The address of the module under its published name."""
    return str(
        page.evaluate("new URL(document.querySelector('[data-search]').dataset.searchText, document.baseURI).href")
    )


def test_keys_that_reached_us_raw_become_words(browser: Browser, address: str) -> None:
    typed = {
        "dduwowngf": "đường", "duowngf": "dường", "dduongf": "đuòng", "d9u7o7ng2": "đường", "hoaf": "hoà", "nhaan": "nhân",
        "nhana": "nhân", "nieen": "niên", "ddoaan": "đoân", "huw": "hư", "lys": "lý", "nghia4": "nghiã", "phong": None, "12": None,
    }  # fmt: skip
    page = browser.new_page()
    page.goto(address)
    made = page.evaluate(
        "async ([url, words]) => { const text = await import(url); return words.map(text.typedKeys); }",
        [_module(page), list(typed)],
    )
    page.close()
    assert [word and (key(word), canon(word)) for word in made] == [
        word and (key(word), canon(word)) for word in typed.values()
    ]
