"""Vietnamese words as search compares them; ``search-text.js`` computes the same in the browser.

The *key* of a word is its fold with i and y unified where they are interchangeable ("kỹ", "kĩ", "ky" → "ki"). Its *canon*
keeps the diacritics but not the position of the tone mark ("hoà", "hòa" → "hoa2"). A query without diacritics finds all
words of a key; diacritics in a query are compared by canon.
"""

from __future__ import annotations

import re
import unicodedata

from danvankheo.base.text import fold, normalize

# Dates and decimals are one word ("27/7", "1,8"); other words are Vietnamese letters and digits ("m2", "vneid").
_WORD = re.compile("[0-9]+(?:[.,/][0-9]+)+|[0-9a-zà-öø-ýăđĩũơưạ-ỹ]+")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+\Z")
_LONE_Y = re.compile(r"\A([bcdđghklmnprstvx]{1,3})y\Z")
_TONES = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}


def words(text: str) -> list[str]:
    """Return the words of a text in lower case with diacritics: "Ngày 27/7" → ["ngày", "27/7"]."""
    return _WORD.findall(normalize(text).lower())


def key(word: str) -> str:
    """Return the key of a word: "Lý" → "li", "quý" → "qui", "2.400" → "2400", "05/03" → "5/3"."""
    if word[0].isdigit() and not word.isalnum():
        return _number(word)
    return _one_i(fold(word))


def canon(word: str) -> str:
    """Return the canon of a word, the tone as a digit at the end: "hoạ" → "hoa5", "đường" → "đương2"."""
    letters, tone = [], ""
    for char in unicodedata.normalize("NFD", normalize(word).lower()):
        if char in _TONES:
            tone = _TONES[char]
        else:
            letters.append(char)
    return _one_i(unicodedata.normalize("NFC", "".join(letters))) + tone


def _one_i(word: str) -> str:
    return "qui" + word[3:] if word.startswith("quy") else _LONE_Y.sub(r"\1i", word)


def _number(word: str) -> str:
    if _THOUSANDS.match(word):
        return word.replace(".", "")
    if "/" in word:
        return "/".join(part.lstrip("0") or "0" for part in word.split("/"))
    return word
