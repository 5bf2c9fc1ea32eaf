"""``dvk share … --done``: adds an item under ``da_chia_se``; every other byte of the file stays.

The item goes below those already there, written the way they are; without any, to the key's place in the order of keys.
The result is parsed again. Unless it equals the data before plus the new share, nothing is written.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import yaml

from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.front_matter import split, unix_lines
from danvankheo.base.locale import short_date
from danvankheo.base.yaml_tree import Place, TreeBuilder
from danvankheo.editing.file_edit import FileEdit, comments_above, join_lines, split_lines
from danvankheo.records.files import Kind
from danvankheo.records.parsing import parse
from danvankheo.records.record import SCHEMAS
from danvankheo.records.schema import Entry, Share
from danvankheo.records.section import keys_in_file
from danvankheo.records.validation import validate

KEY = "da_chia_se"
# Characters that have a meaning in YAML within braces; an address with one of them is quoted.
_QUOTED = re.compile(r"[,\[\]{}#&*!|>%@]|:\Z")


def share_of(channel: str, link: str, day: date) -> Share:
    """Return a share as the schema reads it. Raises DanVanKheoError with the schema's message when a value is wrong."""
    shaped: Any = validate(Share, {"kenh": channel, "ngay": day.isoformat(), "lien_ket": link}, set())
    for finding in shaped.findings:
        raise DanVanKheoError(f"{finding.message} {finding.advice}".strip())
    share: Share = shaped.data
    return share


def recorded(kind: Kind, path: str, data: bytes, share: Share) -> FileEdit:
    """Return the edit that adds a share. Raises DanVanKheoError when it is there already, or cannot be added safely."""
    try:
        before = data.decode("utf-8")
    except UnicodeDecodeError:
        raise _refused(path, share) from None
    old = _entry(kind, path, before)
    if old is None:
        raise _refused(path, share)
    for known in old.shares:
        if (known.channel, known.link) == (share.channel, share.link):
            raise DanVanKheoError(f"{path} đã ghi lần chia sẻ này, ngày {short_date(known.day)}.")
    after = _with(kind, before, share)
    new = _entry(kind, path, after) if after else None
    if new is None or new != old.model_copy(update={"shares": [*old.shares, share]}):
        raise _refused(path, share)
    return FileEdit(path, before, after)


def _refused(path: str, share: Share) -> DanVanKheoError:
    return DanVanKheoError(
        f"Không ghi được vào {path} mà không đụng chỗ khác. Mở tệp, thêm vào mục {KEY}: - {_row(share)}"
    )


def _row(share: Share) -> str:
    link = share.link or ""
    address = f'"{link}"' if _QUOTED.search(link) else link
    return f"{{kenh: {share.channel.value}, ngay: {share.day.isoformat()}" + (
        f", lien_ket: {address}}}" if link else "}"
    )


def _entry(kind: Kind, path: str, text: str) -> Entry | None:
    """Return the entry a file describes; None when something in it is wrong."""
    source, problems = split(path, unix_lines(text.removeprefix("\ufeff")))
    if source is None or problems:
        return None
    parsed, problems = parse(path, source.front, source.front_line, SCHEMAS[kind])
    if parsed.tree is None or problems:
        return None
    shaped: Any = validate(SCHEMAS[kind], parsed.tree, parsed.empty)
    return shaped.data if not shaped.findings and isinstance(shaped.data, Entry) else None


def _with(kind: Kind, text: str, share: Share) -> str:
    """Return the text with the share added; "" when there is no place for it."""
    lines, ends = split_lines(text)
    bounds = [number for number, line in enumerate(lines) if line.removeprefix("\ufeff").rstrip() == "---"][:2]
    if len(bounds) < 2:
        return ""
    first, last = bounds[0] + 1, bounds[1]
    builder = TreeBuilder("\n".join(lines[first:last]), places=True)
    try:
        builder.build()
    except (yaml.YAMLError, ValueError):
        return ""
    tops = {str(loc[0]): place.line + first for loc, place in builder.keys.items() if len(loc) == 1}
    value = builder.values.get((KEY,))
    if value and lines[value.line + first][value.column : value.column + 1] == "[":
        return _in_brackets(lines, ends, value, first, share)
    at, new = _place(kind, lines, tops, first, last), [f"  - {_row(share)}"]
    if KEY not in tops:
        new = [f"{KEY}:", *new]
    elif value and (KEY, 0) in builder.values:
        new = [" " * value.column + f"- {_row(share)}"]
    lines[at:at] = new
    ends[at:at] = [ends[first - 1]] * len(new)
    return join_lines(lines, ends)


def _place(kind: Kind, lines: list[str], tops: dict[str, int], first: int, last: int) -> int:
    """Return the line before which the share goes."""
    if KEY in tops:
        start = tops[KEY] + 1
        end = min((line for line in tops.values() if line >= start), default=last)
        return max((n + 1 for n in range(start, end) if not _is_comment(lines[n])), default=start)
    order = keys_in_file(SCHEMAS[kind])
    later = [line for key, line in tops.items() if key in order and order.index(key) > order.index(KEY)]
    at = min(later, default=last)
    return comments_above(lines, at, first)


def _is_comment(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _in_brackets(lines: list[str], ends: list[str], value: Place, first: int, share: Share) -> str:
    """Return the text with the share at the end of a list in brackets."""
    number, column = value.end_line + first, value.end_column - 1
    line = lines[number]
    inside = line[:column].rstrip()
    comma = "" if inside.endswith(("[", ",")) else ","
    gap = "" if inside.endswith("[") else " "
    lines[number] = f"{inside}{comma}{gap}{_row(share)}{line[len(inside) :]}"
    return join_lines(lines, ends)
