"""The weight of pages for a first visitor on a slow network, in gzipped bytes (budget of docs/design.md)."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from danvankheo.base.headers import EDITOR_FOLDER
from danvankheo.base.problems import Problem, Severity
from danvankheo.publishing.audit import picture_files
from danvankheo.publishing.audit.built_site import BuiltSite

#: Bytes of a page with the styles and scripts it loads, without pictures.
_FIRST_VISIT = 130 * 1024
#: Bytes of these styles and scripts alone.
_FIRST_LOADS = 115 * 1024
#: Bytes of a story's page alone.
_STORY = 15 * 1024
_COMPRESSED = (".woff2", *picture_files.SUFFIXES)


def weight_problems(site: BuiltSite) -> Iterator[Problem]:
    """Yield pages above the budget.

    A page grows with what people write: that is a warning. What the page loads is the program's own: that is an error.
    """
    weights: dict[str, int] = {}

    def weight(path: str) -> int:
        if path not in weights:
            data = site.data(path)
            is_compressed = PurePosixPath(path).suffix in _COMPRESSED
            weights[path] = len(data) if is_compressed else len(gzip.compress(data, 6, mtime=0))
        return weights[path]

    for page in site.pages.values():
        if page.path.startswith(EDITOR_FOLDER):
            continue
        own = weight(page.path)
        if re.match(r"(?:mo-hinh|dien-hinh)/[^/]+/index\.html\Z", page.path) and own > _STORY:
            message = f"Bài nặng {own / 1024:.1f} KB khi nén, nên dưới {_STORY // 1024} KB"
            yield _too_heavy(page.path, message, Severity.WARNING)
        targets = [site.resolve(page, address) for address in page.first_loads]
        loads = sum(weight(path) for path in {target[0] for target in targets if target and target[0] in site.files})
        if loads > _FIRST_LOADS:
            message = f"Lần mở đầu tải kèm {loads / 1024:.0f} KB, nhiều nhất {_FIRST_LOADS // 1024} KB"
            yield _too_heavy(page.path, message, Severity.ERROR)
        elif own + loads > _FIRST_VISIT:
            message = f"Lần mở đầu tải {(own + loads) / 1024:.0f} KB, nên dưới {_FIRST_VISIT // 1024} KB"
            yield _too_heavy(page.path, message, Severity.WARNING)


def _too_heavy(path: str, message: str, severity: Severity) -> Problem:
    advice = "Nếu là bài: chia thành hai bài, hoặc bớt bảng và đoạn kể dài." if severity is Severity.WARNING else ""
    return Problem("DVK706", path, 1, 1, f"{message}; điện thoại mạng chậm phải đợi lâu.", advice, severity=severity)
