"""Whole pages as someone has read them: a change shows up as a difference to look at.

``pytest tests/golden --write-golden`` writes them anew; read the difference before you commit it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGES = {
    "mo-hinh": "mo-hinh/duong-tranh-bich-hoa-thon-tien-nong/index.html",
    "dien-hinh": "dien-hinh/tran-ha-biec/index.html",
    "don-vi": "don-vi/xa-xuan-lai/index.html",
    "tieu-chi": "tieu-chi/index.html",
}
_DIGESTS = re.compile(r"\b[0-9a-f]{32}(?=\.(?:webp|jpg))|(?<=-)[0-9a-f]{8}(?=\.jpg)|(?<=\.)[0-9a-f]{8}(?=\.(?:js|css))")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_as_it_was_read(built_site: Path, name: str, pytestconfig: pytest.Config) -> None:
    page = (built_site / PAGES[name]).read_text("utf-8")
    start, end = page.index('id="noi-dung"'), page.index("</main>")
    shown = _DIGESTS.sub("…", page[start:end].replace("><", ">\n<")) + "\n"
    golden = Path(__file__).parent / f"{name}.html"
    if pytestconfig.getoption("--write-golden"):
        golden.write_text(shown, "utf-8")
    assert shown == golden.read_text("utf-8")
