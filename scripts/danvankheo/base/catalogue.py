"""Every problem code with the words ``dvk explain`` prints: what it means, why it matters, how to mend it.

Codes never change their meaning; a retired code is not used again. The hundreds are the place where a mistake lives:
0 the file · 1 YAML · 2 a value · 3 the record among the others · 4 photos · 5 the story's text · 6 the site.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """title: the mistake in a few words; why: why it matters; how: how to mend it, with an example where one helps."""

    title: str
    why: str
    how: str


CATALOGUE: dict[str, Entry] = {
    # 0 — the file
    "DVK001": Entry(
        "Không phải tệp thường",
        "Trang chỉ đọc tệp thường. Liên kết tượng trưng (symlink), kho con (submodule) hay thư mục đặt tên như tệp có thể "
        "đưa lên mạng thứ không ai định công bố.",
        "Xóa liên kết hoặc thư mục đó, rồi đặt vào một tệp .md bình thường.",
    ),
}
