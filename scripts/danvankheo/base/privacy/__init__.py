"""Private data that must not be published: telephone and identity numbers, birth dates, ethnicity, religion.

The check and the audit use the same rules. The rules read a text's plain form (``plain_text``), so that diacritics, width,
case, markup and line breaks make no difference. The office's own contact in ``content/phong-trao.yml`` is not checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from danvankheo.base.privacy import births, numbers, origins
from danvankheo.base.privacy.plain_text import PlainText


class Leak(NamedTuple):
    """A piece of private data. start: its index in the text; shown: as written; what: its kind; instead: the advice."""

    code: str
    start: int
    shown: str
    what: str
    instead: str = ""


_KINDS = {
    "DVK551": ("số điện thoại", "Xóa số này. Ai cần liên hệ thì liên hệ đơn vị quản lý trang."),
    "DVK552": ("số giấy tờ tùy thân", "Xóa số này; giấy tờ giữ ở đơn vị."),
    "DVK553": ("ngày hoặc năm sinh", "Xóa, hoặc viết chung, ví dụ “đoàn viên trẻ”, “học sinh lớp 5”."),
    "DVK554": ("dân tộc hoặc tôn giáo của một người", "Xóa phần này khỏi bài."),
}


# Keys with a numeric value, which the schema checks: an amount of money is no telephone number.
_NUMBER_FIELD = re.compile(r"(?:^|[\s{,-])(?:so|ma_gso): *['\"]?\Z")


def leaks(text: str, *, whole: bool = False) -> Iterator[Leak]:
    """Yield each piece of private data in the text.

    whole: search the whole text and not only the surroundings of each rule's key words; slower, with the same result.
    """
    plain = PlainText(text, whole=whole)
    found_at: set[tuple[str, int]] = set()
    for rules in (numbers, births, origins):
        for found in rules.found(plain):
            start, shown = plain.slice(found.start, found.stop)
            if (found.code, start) not in found_at:
                found_at.add((found.code, start))
                yield Leak(found.code, start, shown.rstrip(), *_KINDS[found.code])


def is_number_field(text: str, leak: Leak) -> bool:
    """Tell whether the digits begin the value of a key for numbers (``so``, ``ma_gso``)."""
    return bool(_NUMBER_FIELD.search(text[text.rfind("\n", 0, leak.start) + 1 : leak.start]))
