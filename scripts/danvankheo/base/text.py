"""Vietnamese text: normal form, fold, slugs, sort order.

``fold`` removes case and diacritics; slugs, heading ids and search are built on it.
The sort order is CLDR ``vi``: letters first over the whole string (a ă â b c d đ e ê …), tones second.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

# Eth looks like đ; some keyboards and OCR programs produce it, and Vietnamese does not use it.
_ETH = str.maketrans({"Ð": "Đ", "ð": "đ"})
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_D_WITH_STROKE = str.maketrans("Đđ", "Dd")
_MARK = re.compile("[\u0300-\u034e\u0350-\u036f]")  # the marks of Vietnamese; ``fold`` looks up the rare others
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
SLUG_MAX = 80

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: chr(0x100 + rank) for rank, letter in enumerate(_LETTERS)}
# CLDR vi: no tone, huyền, hỏi, ngã, sắc, nặng.
_TONE_RANK = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_BASE_MARKS = {"a\u0306": "ă", "a\u0302": "â", "e\u0302": "ê", "o\u0302": "ô", "o\u031b": "ơ", "u\u031b": "ư"}
_DIGITS = re.compile(r"\d+")


def normalize(text: str) -> str:
    """Return the text in NFC with Ð/ð (U+00D0/F0) as Đ/đ."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text)
    return text.translate(_ETH) if "Ð" in text or "ð" in text else text


def visible(text: str) -> str:
    """Return the text without invisible characters (soft hyphen, zero width, direction marks)."""
    return text if text.isprintable() else _INVISIBLE.sub("", text)


def has_invisible(text: str) -> bool:
    """Tell whether the text has an invisible character."""
    return _INVISIBLE.search(text) is not None


class UnusableCharacter(NamedTuple):
    """A character that no page may contain: its index, its kind and the advice, in Vietnamese."""

    start: int
    what: str
    advice: str


# Line breaks are not among them; one-line values turn them into spaces.
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffb"
_DIRECTION = "\u202a-\u202e\u2066-\u2069"
_LOST = "\ufffd\ufffe\uffff\ufdd0-\ufdef\ud800-\udfff" + "".join(
    chr(p * 0x10000 + end) for p in range(1, 17) for end in (0xFFFE, 0xFFFF)
)
_HIDDEN = "\U000e0000-\U000e007f"
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_STACK = re.compile(f"[{_MARKS}]{{4,}}")
_UNUSABLE = re.compile(
    f"(?P<control>[{_CONTROL}{_HIDDEN}])|(?P<direction>[{_DIRECTION}])|(?P<lost>[{_LOST}])|(?P<stack>{_STACK.pattern})"
)
_FLAWS = {
    "control": ("ký tự điều khiển không nhìn thấy được", "Xóa chỗ này rồi gõ lại bằng tay."),
    "direction": ("ký tự ẩn đảo chiều chữ", "Xóa chỗ này rồi gõ lại bằng tay."),
    "lost": ("ký tự hỏng, thường là chữ đã mất khi chép hay đổi bảng mã", "Gõ lại chữ đã mất ở chỗ này."),
    "stack": ("nhiều dấu chồng lên một chữ", "Gõ lại chữ này, mỗi chữ chỉ giữ dấu tiếng Việt."),
}


def unusable(text: str) -> UnusableCharacter | None:
    """Return the first character of a text that no page may contain, None when there is none."""
    one_line = text.replace("\n", "").replace("\r", "").replace("\t", "")
    if one_line.isprintable() and "\ufffd" not in one_line:  # a fast test that most texts pass
        found = None if text.isascii() else _STACK.search(text)
    else:
        found = _UNUSABLE.search(text)
    return UnusableCharacter(found.start(), *_FLAWS[found.lastgroup or "stack"]) if found else None


def without_unusable(text: str) -> str:
    """Return a text with a space for each character that no page may contain."""
    return _UNUSABLE.sub(" ", text)


def position(text: str, index: int) -> tuple[int, int]:
    """Return the line and column of an index in a text, both from 1."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def fold(text: str) -> str:
    """Return the text without case and marks: "Đường Ủy" → "duong uy"."""
    if text.isascii():
        return text.lower()
    letters = _MARK.sub("", unicodedata.normalize("NFD", normalize(text).casefold())).replace("đ", "d")
    return letters if letters.isascii() else "".join(c for c in letters if not unicodedata.combining(c))


def without_marks(text: str) -> str:
    """Return the text in ASCII letters as far as they go, capitals kept: "Đường Ủy" → "Duong Uy"."""
    return _MARK.sub("", unicodedata.normalize("NFD", normalize(text))).translate(_D_WITH_STROKE)


def slugify(text: str) -> str:
    """Return an ASCII slug of at most 80 characters, cut between words; "" when nothing is left."""
    slug = _NOT_SLUG.sub("-", fold(text)).strip("-")
    if len(slug) <= SLUG_MAX:
        return slug
    head, _, _ = slug[: SLUG_MAX + 1].rpartition("-")
    return head or slug[:SLUG_MAX]


def cut(text: str, limit: int) -> str:
    """Return a text of at most ``limit`` characters, cut between words, with an ellipsis."""
    words = " ".join(text.split())
    if len(words) <= limit:
        return words
    shortened = words[: limit - 1]
    if not words[limit - 1].isspace():
        shortened = shortened[: shortened.rfind(" ")] if " " in shortened else shortened
    return shortened.rstrip(" ,;:.–-“(") + "…"


def is_slug(text: str) -> bool:
    """Tell whether the text may stand in a URL and as a file name."""
    return len(text) <= SLUG_MAX and _SLUG.match(text) is not None


def sort_key(text: str) -> tuple[str, str]:
    """Return a key for the order of Vietnamese dictionaries; numbers sort by value, punctuation is ignored."""
    letters: list[str] = []
    tones: list[str] = []
    for cluster in _clusters(text):
        base, tone = _letter_and_tone(cluster)
        letters.append(base)
        tones.append(tone)
    primary = _DIGITS.sub(lambda m: m[0].lstrip("0").zfill(18), "".join(letters))
    return primary, "".join(tones)


def _clusters(text: str) -> list[str]:
    """Split a text into base characters with their combining marks; punctuation becomes a space."""
    clusters: list[str] = []
    for char in unicodedata.normalize("NFD", text.translate(_ETH).casefold()):
        if unicodedata.combining(char):
            if clusters:
                clusters[-1] += char
        elif char.isalnum():
            clusters.append(char)
        elif clusters and clusters[-1] != " ":
            clusters.append(" ")
    return clusters


@lru_cache(4096)
def _letter_and_tone(cluster: str) -> tuple[str, str]:
    tone = "0"
    marks = []
    for mark in cluster[1:]:
        if mark in _TONE_RANK:
            tone = _TONE_RANK[mark]
        else:
            marks.append(mark)
    letter = _BASE_MARKS.get(cluster[0] + "".join(marks), cluster[0])
    return _LETTER_RANK.get(letter, letter), tone


def closest(word: str, choices: list[str], count: int = 3, cutoff: float = 0.6) -> list[str]:
    """Return the choices most similar to a word, the best first, compared by their slugs."""
    by_fold: dict[str, list[str]] = {}
    for choice in choices:
        by_fold.setdefault(slugify(choice), []).append(choice)
    near = get_close_matches(slugify(word), list(by_fold), n=count, cutoff=cutoff)
    return [choice for key in near for choice in by_fold[key]][:count]
