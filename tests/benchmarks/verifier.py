"""What a peer's site must show before its times count."""

from __future__ import annotations

import html
import re
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from engines import front_of

SECTIONS = ("mo-hinh", "dien-hinh", "linh-vuc", "loai-mo-hinh")
TOLERANCE = 0.15
_MEASURES = r"Chiều dài|Số hộ|Cây đã|Buổi làm|Rác thu"  # shown with a small letter, beside their number


def verify(root: Path, mine: Path, other: Path) -> list[str]:
    """Return what is wrong with another engine's site: URLs, related entries, values shown, sizes; empty when it counts."""
    wrong = []
    pages = {name: {path.parent.relative_to(site).as_posix() for section in SECTIONS for path in (site / section).rglob("index.html")}
             for name, site in (("mine", mine), ("other", other))}  # fmt: skip
    # Hugo writes a first page twice; a page for each topic is ours alone, and empty here: no generated entry names one.
    pages = {
        name: {page for page in found if not re.search(r"/trang/1$|^linh-vuc/[^/]+/(?!trang)", page)}
        for name, found in pages.items()
    }
    if pages["mine"] != pages["other"]:
        wrong.append(
            f"URLs differ: {sorted(pages['mine'] ^ pages['other'])[:6]} … {len(pages['mine'] ^ pages['other'])}"
        )
    paged = sorted(page for page in pages["mine"] if re.search(r"/trang/\d+$", page))
    for page in ["mo-hinh", *paged[:: max(1, len(paged) // 30)]]:
        links = {name: _pager(site, page) for name, site in (("mine", mine), ("other", other))}
        if links["mine"] != links["other"]:
            wrong.append(f"{page}: pager {sorted(links['mine'])} ≠ {sorted(links['other'])}")
    entries = sorted(path for folder in ("models", "exemplars") for path in (root / folder).glob("*.md"))
    sizes: dict[str, list[int]] = {"mine": [], "other": []}
    for entry in entries[:: max(1, len(entries) // 60)]:
        section = "mo-hinh" if entry.parent.name == "models" else "dien-hinh"
        texts = {
            name: (site / section / entry.stem / "index.html").read_text("utf-8")
            for name, site in (("mine", mine), ("other", other))
        }
        for name, text in texts.items():
            sizes[name].append(len(text.encode()))
        related = {
            name: re.findall(rf'story-card__title"><a href="?[./]*({section}/[\w-]+)/', text)
            for name, text in texts.items()
        }
        if related["mine"] != related["other"]:
            wrong.append(f"{entry.stem}: related {related['mine']} ≠ {related['other']}")
        shown = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", texts["other"])).split())
        wrong += [f"{entry.stem}: {value!r} is not shown" for value in _values(front_of(entry)) if value not in shown]
    ratio = statistics.median(sizes["other"]) / statistics.median(sizes["mine"])
    if abs(ratio - 1) > TOLERANCE:
        wrong.append(f"median story: {ratio:.2f} × our bytes")
    return wrong


def _pager(site: Path, page: str) -> set[str]:
    """Return where the pager of a gallery's page leads."""
    text = (site / page / "index.html").read_text("utf-8")
    pager = re.search(r'<nav class="pager".*?</nav>', text, re.S)
    base = f"https://vi-du.test/{page}/"
    return {urljoin(base, href) for href in re.findall(r'href="?([^" >]+)', pager[0])} if pager else set()


def _values(data: Any) -> Iterator[str]:
    """Yield the sentences of an entry that its page must show (codes and numbers are shown in words)."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key not in ("duyet",):
                yield from _values(value)
    elif isinstance(data, list):
        for value in data:
            yield from _values(value)
    elif isinstance(data, str) and " " in data and data[0].isupper() and not re.match(_MEASURES, data):
        yield " ".join(data.split())
