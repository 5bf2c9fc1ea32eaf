"""Entries with one unusual but honest text each, in any field that holds text."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

from reality.made_entries import MadeEntry

Loc = tuple[str | int, ...]
UNUSUAL = (
    "A < B & C > D", "x <y> z", "“ngoặc” ‘đơn’ \"kép\"", "=SUM(A1)", "+5 hộ nữa", "-Vườn rau", "- gạch đầu", "@đoàn viên", "84912345678",
    "1.234.567.890", "Quyết định 0123456/QĐ", "năm 2024, 0905", "{{ ten }} {% if %}", "%}", "https://example.test/a?b=c&d=e", "a@vi-du.test",
    "</script><b>", "<!-- x -->", "]]>", "&amp; &lt;", "*đậm* _nghiêng_ `mã` ~gạch~", "[ngoặc vuông]", "|a|b|", "# đề mục", "1. một", "> trích",
    "A" * 60, "từ " * 30, "ệ̣", "😀 vui", "中文字", "\\n", "'nháy'", "a;b:c=d", "100%", "5-10 hộ", "10/10/2024", "2024-2025", "x\u00a0y",
    "– gạch dài", "C:\\x", "Ngày sinh nhật Bác", "đồng bào dân tộc Mường trong xã", "giỏi việc nước, đảm việc nhà", "số 1 234 567 890 123",
    "12 34 56 78 90", "0,5 ha", "chức sắc tôn giáo địa phương", "QĐ số 1234567890123456", "00000000000", "mục 2.1: (a) [b] {c}", "ten: x",
    "0123456789abcdef0912345678abcdef", "19h30 ngày 12/5", "từ 8h00 – 17h00", "tỷ lệ 1/3", "1.000.000đ", "Nghị quyết 04-NQ/TW", "Covid-19",
)  # fmt: skip
SHAPES = ("{unusual}", "## {unusual}\n\nLời kể.", "- {unusual}\n- hai", "| {unusual} | b |\n|---|---|\n| {unusual} | 2 |", "Lời kể {unusual} và nữa.", "> {unusual}",
          "1. {unusual}", "**{unusual}**", "Câu có chú.[^o]\n\n[^o]: {unusual}", "`{unusual}`")  # fmt: skip
# Keys that hold codes, choices or slugs of other entries, not free text.
_CODES = frozenset(
    """don_vi linh_vuc linh_vuc_khac noi_dung loai trang_thai tep quyen nhom uoc_luong kenh ten_cu nhan_rong_tu noi mo_hinh hinh_thuc
    giai_doan anh lien_ket""".split()  # noqa: SIM905
)
_STORY: Loc = ("STORY",)


def entry_with_unusual_text(draw: Random, entry: MadeEntry, slug: str) -> tuple[MadeEntry, str]:
    """Return an entry with an unusual text in one place, and a description of the place."""
    keys = copy.deepcopy(entry.keys) | {"ten_cu": None, "nhan_rong_tu": None, "anh": None}
    keys["ten"] = f"{entry.title} {slug}"
    story = "\n".join(line for line in entry.story.split("\n") if not line.startswith("!["))
    place = draw.choice([*_leaves(keys, ()), *[_STORY] * 4])
    unusual = draw.choice(UNUSUAL)
    if place == _STORY:
        paragraphs = story.split("\n\n")
        paragraphs.insert(draw.randrange(len(paragraphs) + 1), draw.choice(SHAPES).format(unusual=unusual))
        story = "\n\n".join(paragraphs)
    else:
        _put(keys, place, unusual, draw)
    return replace(entry, slug=slug, keys=keys, story=story, photos=(), former=()), f"{unusual!r} at {place}"


def _leaves(tree: Any, loc: Loc) -> Iterator[Loc]:
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, value in pairs:
        if step in _CODES:
            continue
        if isinstance(value, str):
            yield (*loc, step)
        yield from _leaves(value, (*loc, step))


def _put(tree: Any, loc: Loc, unusual: str, draw: Random) -> None:
    for step in loc[:-1]:
        tree = tree[step]
    old = tree[loc[-1]]
    tree[loc[-1]] = draw.choice(
        (f"{old} {unusual}", f"{unusual} {old}", unusual if loc != ("ten",) else f"{unusual} {old}")
    )
