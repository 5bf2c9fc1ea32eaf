"""The corpus as a site of its own, below a sub-path, and the address it is served at."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from search.evaluate import ASK, BASE, build
from web_server import serving_folder

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def corpus() -> list[dict[str, Any]]:
    return json.loads((HERE / "corpus.json").read_text("utf-8"))  # type: ignore[no-any-return]


@pytest.fixture(scope="session")
def queries() -> list[dict[str, Any]]:
    return json.loads((HERE / "queries.json").read_text("utf-8"))  # type: ignore[no-any-return]


@pytest.fixture(scope="session")
def corpus_site(corpus: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(corpus, tmp_path_factory.mktemp("corpus"))[0]


@pytest.fixture(scope="session")
def corpus_address(corpus_site: Path) -> Iterator[str]:
    with serving_folder(corpus_site.parent) as address:
        yield address.rstrip("/") + BASE


class SearchPage:
    """Asks the engine as the page would."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def __call__(self, query: str) -> list[str]:
        """Return the slugs found, best first."""
        return self.page.evaluate(ASK, [query])["ids"]  # type: ignore[no-any-return]

    def meant(self, query: str) -> str:
        """Return what the engine thinks was meant, "" when it has nothing to say."""
        return self.page.evaluate(ASK, [query])["suggestion"]  # type: ignore[no-any-return]


@pytest.fixture(scope="session")
def ask(browser: Browser, corpus_address: str) -> Iterator[SearchPage]:
    page = browser.new_page()
    page.goto(corpus_address)
    yield SearchPage(page)
    page.close()
