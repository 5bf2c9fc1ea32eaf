"""What the repository says may be shown, read by a few lines of our own: a mistake of the builder's reader is not repeated.

Only top-level keys of the front matter are looked at, and whether they stand there at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_KEY = re.compile(r"^([a-z_]+): *(.*?) *$", re.MULTILINE)
_SECTIONS = {"models": "mo-hinh", "exemplars": "dien-hinh"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A record and what its file says of being shown. page: its folder on the site."""

    page: str
    path: str
    draft: bool
    sample: bool
    approved: bool
    withdrawn: bool


def entries(repo: Path) -> Iterator[Entry]:
    """Yield every record of the repository."""
    for folder, section in _SECTIONS.items():
        for file in sorted((repo / folder).glob("*.md")):
            front = file.read_text("utf-8-sig", errors="replace").partition("\n---")[0]
            keys = {match[1]: match[2].strip("\"'") for match in _KEY.finditer(front)}
            yield Entry(
                f"{section}/{file.stem}/", f"{folder}/{file.name}", keys.get("nhap") == "true", keys.get("minh_hoa") == "true",
                "duyet" in keys, bool(keys.get("rut_dong_y")),
            )  # fmt: skip


def own_numbers(repo: Path) -> set[str]:
    """Return the telephone numbers of the body that runs the site, digits only: the only ones it may show."""
    file = repo / "content" / "phong-trao.yml"
    text = file.read_text("utf-8", errors="replace") if file.is_file() else ""
    found = re.findall(r"^ +(?:dien_thoai|zalo): *(.+)$", text, re.MULTILINE)
    return {re.sub(r"\D", "", value) for value in found}
