"""Spells out the first use of an abbreviation in a story: "câu lạc bộ (CLB)", then "CLB".

An abbreviation is not changed if the story spells it out earlier, or explains it in brackets.
"""

from __future__ import annotations

import re

WORDS = {
    "ANTT": "an ninh trật tự",
    "ATGT": "an toàn giao thông",
    "ATTP": "an toàn thực phẩm",
    "BCH": "ban chấp hành",
    "BHYT": "bảo hiểm y tế",
    "BTV": "ban thường vụ",
    "BVMT": "bảo vệ môi trường",
    "CLB": "câu lạc bộ",
    "CNTT": "công nghệ thông tin",
    "ĐVTN": "đoàn viên thanh niên",
    "HĐND": "Hội đồng nhân dân",
    "HTX": "hợp tác xã",
    "KHKT": "khoa học kỹ thuật",
    "LHTN": "Liên hiệp Thanh niên",
    "LHPN": "Liên hiệp Phụ nữ",
    "MTTQ": "Mặt trận Tổ quốc",
    "NTM": "nông thôn mới",
    "OCOP": "mỗi xã một sản phẩm",
    "PCCC": "phòng cháy, chữa cháy",
    "THCS": "trung học cơ sở",
    "THPT": "trung học phổ thông",
    "TNTP": "Thiếu niên Tiền phong",
    "UBND": "Ủy ban nhân dân",
    "VSMT": "vệ sinh môi trường",
}
_FOUND = re.compile(rf"(?<![\w./-])(?:{'|'.join(WORDS)})(?![\w/-])(?!\s*\()")
# Most stories have no abbreviation; this pattern takes a fifth of the time.
_ANY = re.compile("|".join(WORDS))
_SENTENCE_END = ".!?…"


class Abbreviations:
    """Spells out the abbreviations of one story, each once."""

    __slots__ = ("_due",)

    def __init__(self, story: str) -> None:
        self._due = {
            match[0] for match in (_FOUND.finditer(story) if _ANY.search(story) else ())
            if WORDS[match[0]].casefold() not in story[: story.index(match[0])].casefold()
        }  # fmt: skip

    def spelt(self, text: str, *, opens: bool) -> str:
        """Return a piece of text with first uses spelt out. opens: the piece begins a paragraph, so its first letter is a capital."""
        return _FOUND.sub(lambda match: self._words(match, opens), text) if self._due else text

    def _words(self, match: re.Match[str], opens: bool) -> str:
        short = match[0]
        before = match.string[: match.start()].rstrip(" \"“‘'")
        if short not in self._due or before.endswith("("):
            return short
        self._due.discard(short)
        long = WORDS[short]
        capital = before[-1] in _SENTENCE_END if before else opens
        return f"{long[0].upper() + long[1:] if capital else long} ({short})"
