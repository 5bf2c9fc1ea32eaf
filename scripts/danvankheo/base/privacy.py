"""Private data that must not be published: telephone and identity numbers, birth dates, ethnicity, religion.

The office's own contact stands in ``content/phong-trao.yml`` and is not looked at here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Leak(NamedTuple):
    """A piece of private data in a text: the code, where it begins, and what it is in words."""

    code: str
    start: int
    shown: str
    what: str


# Looked for first, in bytes, which are several times faster to search: most texts hold nothing of the kind.
_LONG_NUMBER = re.compile(rb"[0-9](?:(?:[ .\-()+]|\xc2\xa0){0,2}[0-9]){8}")
_BIRTH_WORDS = tuple(
    word.encode() for word in ("inh ngày", "inh năm", "inh tháng", "INH NGÀY", "INH NĂM", "INH THÁNG", "SN")
)
_ORIGIN_WORDS = tuple(word.encode() for word in ("dân tộc", "tôn giáo", "theo đạo"))
_SEP = r"[ .\-\u00a0]?"
_PHONE = re.compile(
    rf"(?<![\d.,/\-])(?:\(?\+?84\)?{_SEP}|0)(?:[35789]\d|2\d{{1,2}}){_SEP}\d{{3,4}}{_SEP}\d{{3,4}}(?![\d/\-]|[.,]\d)"
)
_PHONE_PAIRS = re.compile(rf"(?<![\d.,/\-])0[35789](?:{_SEP}\d){{8}}(?![\d/\-]|[.,]\d)")
_IDENTITY = re.compile(r"(?<![\d.,])0\d{2}[0-9]\d{8}(?![\d.,]\d|\d)")
_IDENTITY_WORD = re.compile(
    r"(?:CMND|CCCD|CMT|căn cước|chứng minh(?: nhân dân| thư)?|định danh)[^\d\n]{0,25}(\d[\d .]{7,16}\d)", re.IGNORECASE
)
_BIRTH = re.compile(
    r"sinh (?:ngày|năm|tháng)[^\n\d]{0,6}\d{1,4}(?:[/.\-]\d{1,2}[/.\-]\d{4})?|\bSN:? ?(?:19|20)\d\d", re.IGNORECASE
)
_ETHNICITY = re.compile(
    r"\b(?:người )?dân tộc:? (?:Kinh|Mường|Thái|Tày|Nùng|Dao|H['’]?[Mm]ông|Mông|Thổ|Khơ ?[Mm]ú|Hoa)\b|\b(?:tôn giáo|theo đạo):? (?:\w+)",
    re.UNICODE,
)


def leaks(text: str) -> Iterator[Leak]:
    """Yield each piece of private data in the text, in linear time."""
    data = text.encode("utf-8", "replace")
    if _LONG_NUMBER.search(data):
        for pattern in (_PHONE, _PHONE_PAIRS):
            for match in pattern.finditer(text):
                yield Leak("DVK551", match.start(), match[0].strip(), "số điện thoại")
        for match in _IDENTITY.finditer(text):
            yield Leak("DVK552", match.start(), match[0], "số định danh cá nhân")
        for match in _IDENTITY_WORD.finditer(text):
            yield Leak("DVK552", match.start(1), match[1], "số giấy tờ tùy thân")
    if any(word in data for word in _BIRTH_WORDS):
        for match in _BIRTH.finditer(text):
            yield Leak("DVK553", match.start(), match[0], "ngày hoặc năm sinh")
    if any(word in data for word in _ORIGIN_WORDS):
        for match in _ETHNICITY.finditer(text):
            yield Leak("DVK554", match.start(), match[0], "thông tin về dân tộc hoặc tôn giáo")


def first_of_each(text: str) -> list[Leak]:
    """Return the leaks, one for each code and place."""
    found: dict[tuple[str, int], Leak] = {}
    for leak in leaks(text):
        found.setdefault((leak.code, leak.start), leak)
    return list(found.values())
