"""What the repository says may be shown, read by a few lines of our own: a mistake of the builder's reader is not repeated.

Only keys at the left margin of the front matter count. An entry may be shown when ``duyet`` says who and when.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_KEY = re.compile(r"([a-z_]+):[ \t]*(.*?)[ \t]*$")
_COMMENT = re.compile(r"(?m)(?:^|\s)#.*$")
_WHO, _WHEN = re.compile(r"\bboi:\s*\S"), re.compile(r"\bngay:\s*[\"']?\d")
_YES = frozenset({"true", "yes", "có", "co", "đúng", "1", "x"})
_SECTIONS = {"models": "mo-hinh", "exemplars": "dien-hinh"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A record and what its file says of being shown. page: its folder on the site."""

    page: str
    path: str
    title: str
    draft: bool
    sample: bool
    approved: bool
    withdrawn: bool


def entries(repo: Path) -> Iterator[Entry]:
    """Yield every record of the repository."""
    for folder, section in _SECTIONS.items():
        for file in sorted((repo / folder).glob("*.md")):
            blocks = _blocks(file.read_text("utf-8-sig", errors="replace"))
            approval = _COMMENT.sub("", blocks.get("duyet", ""))
            yield Entry(
                page=f"{section}/{file.stem}/",
                path=f"{folder}/{file.name}",
                title=_plain(blocks.get("ten", "")),
                draft=_plain(blocks.get("nhap", "")).lower() in _YES,
                sample=_plain(blocks.get("minh_hoa", "")).lower() in _YES,
                approved=bool(_WHO.search(approval) and _WHEN.search(approval)),
                withdrawn=bool(_plain(blocks.get("rut_dong_y", ""))),
            )


def free_words(repo: Path) -> str:
    """Return the words of units, fields, types and hand-written pages: a title made of them betrays nothing."""
    files = sorted((repo / "content").rglob("*.md"))
    return "\n".join(file.read_text("utf-8", errors="replace") for file in files)


def _blocks(text: str) -> dict[str, str]:
    """Return each key at the left margin of the front matter with all that follows it up to the next."""
    blocks: dict[str, str] = {}
    key = ""
    for line in text.partition("---")[2].splitlines():
        if line.strip() == "---":
            break
        if found := _KEY.match(line):
            key = found[1]
            blocks.setdefault(key, found[2])
        elif key:
            blocks[key] += "\n" + line
    return blocks


def _plain(value: str) -> str:
    """Return a value of one line without its quotes and comment."""
    value = value.strip()
    if value[:1] in ("'", '"') and (end := value.rfind(value[0])) > 0:
        inner = value[1:end]
        return inner.replace("''", "'") if value[0] == "'" else inner.replace('\\"', '"')
    return _COMMENT.sub("", value).strip()


def own_numbers(repo: Path) -> set[str]:
    """Return the telephone numbers of the body that runs the site, digits only: the only ones it may show."""
    file = repo / "content" / "phong-trao.yml"
    text = file.read_text("utf-8", errors="replace") if file.is_file() else ""
    found = re.findall(r"^ +(?:dien_thoai|zalo): *(.+)$", text, re.MULTILINE)
    return {re.sub(r"\D", "", value) for value in found}
