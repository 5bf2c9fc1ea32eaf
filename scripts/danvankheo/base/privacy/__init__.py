"""Private data that must not be published: telephone and identity numbers, birth dates, ethnicity, religion.

The office's own contact stands in ``content/phong-trao.yml`` and is not looked at here. The rules look at a text's plain
form (``plain``), so that marks, width, case, markup and line breaks make no difference; check and audit share them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from danvankheo.base.privacy import births, numbers, origins
from danvankheo.base.privacy.plain_text import PlainText


class Leak(NamedTuple):
    """A piece of private data in a text: the code, where it begins, how it is written, what it is, what to write instead."""

    code: str
    start: int
    shown: str
    what: str
    instead: str = ""


_WHAT = {
    "DVK551": ("số điện thoại", "Xóa số này. Ai cần liên hệ thì liên hệ đơn vị quản lý trang."),
    "DVK552": ("số giấy tờ tùy thân", "Xóa số này; giấy tờ giữ ở đơn vị."),
    "DVK553": ("ngày hoặc năm sinh", "Xóa, hoặc viết chung, ví dụ “đoàn viên trẻ”, “học sinh lớp 5”."),
    "DVK554": ("dân tộc hoặc tôn giáo của một người", "Xóa phần này khỏi bài."),
}


# Keys whose value is a number by itself: a wrong one is refused elsewhere, and money is no telephone number.
_NUMBER_FIELD = re.compile(r"(?:^|[\s{,-])(?:so|ma_gso): *['\"]?\Z")


def leaks(text: str, *, whole: bool = False) -> Iterator[Leak]:
    """Yield each piece of private data in the text.

    whole: look everywhere, not only around the words that every rule needs, which is much faster and comes to the same.
    """
    plain = PlainText(text, whole=whole)
    told: set[tuple[str, int]] = set()
    for rules in (numbers, births, origins):
        for found in rules.found(plain):
            start, shown = plain.slice(found.start, found.stop)
            if (found.code, start) not in told:
                told.add((found.code, start))
                yield Leak(found.code, start, shown.rstrip(), *_WHAT[found.code])


def is_number_field(text: str, leak: Leak) -> bool:
    """Tell whether digits found in a text are the whole value of a key that holds a number."""
    return bool(_NUMBER_FIELD.search(text[text.rfind("\n", 0, leak.start) + 1 : leak.start]))
