"""Telephone and identity numbers in a plain text, in any grouping of digits; not amounts, dates or document numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from danvankheo.base.privacy.plain_text import PlainText


class PrivateSpan(NamedTuple):
    """A span of a plain text that a rule found. code: of the problem."""

    code: str
    start: int
    stop: int


_GAP = r"(?:[ .()\-•·]{0,3}| ?\n[ >]*)"
_BEGIN = r"(?<![\w=+])(?<!\D/)(?<!\d[.,\-])"
# Another number may follow directly.
_END = r"(?:(?=[,\-]0[235789]\d{8})|(?!\w|/[A-Za-z]|[.,]\d|-\d|-[A-Za-z]{2}))"
_MOBILE = rf"0{_GAP}[35789](?:{_GAP}\d){{8}}"
_PHONE = re.compile(
    rf"{_BEGIN}(?:(?:\(?\+ ?84\)?|\(?0084\)?|\(?84\)?){_GAP}(?:\(?0\)?)?{_GAP}(?:2\d|[35789])(?:{_GAP}\d){{8}}|\(?{_MOBILE}|\(?0{_GAP}2(?:{_GAP}\d){{9}}"
    rf"|\(?01[2689](?:{_GAP}\d){{8}}|0[35789]\d\d(?P<same>[,/:'])\d{{3}}(?P=same)\d{{3}}){_END}"
)
_PHONE_WORD = re.compile(
    rf"(?<!\w)(?:dien thoai|s\.?d\.?t|d\.?t(?:dd)?|d\.?d|so may|di dong|zalo(?:\.me)?|wa\.me|viber|whatsapp|hotline|tel|phone|mobile|lien he|lien lac|goi)(?![^\W\d])"
    rf"[^\d\n!?]{{0,30}}?(?<![\d])(?P<number>[+(]{{0,2}}\d(?:{_GAP}\d){{6,11}}){_END}",
    re.IGNORECASE,
)
_IDENTITY = re.compile(rf"{_BEGIN}0\d{{2}}(?:{_GAP}\d){{9}}{_END}|{_BEGIN}0(?: \d){{11}}{_END}")
_IDENTITY_WORD = re.compile(
    rf"(?<!\w)(?:cmnd|cmtnd|cccd|cmt|can cuoc|chung minh(?: nhan dan| thu)?|dinh danh|ho chieu|passport|bhxh|bhyt|bao hiem (?:xa hoi|y te)|tuy than)(?!\w)"
    rf"[^\d\n]{{0,40}}?(?P<number>\d(?:{_GAP}\d){{6,14}}){_END}",
    re.IGNORECASE,
)
_RULES = (("DVK552", _IDENTITY_WORD), ("DVK552", _IDENTITY), ("DVK551", _PHONE), ("DVK551", _PHONE_WORD))
# Every number has seven digits close together that are no date.
_DIGITS = re.compile(r"(?<!\d)(?!(?:19|20)\d\d-\d\d-\d\d\b)\d(?:[ .()+\-\n>•·,/:']{0,24}\d){6}")
_MONEY = re.compile(r"[ ]?(?:dong(?! chi)|vnd|d|nghin|ngan|trieu|ty|usd|m2|m3)(?!\w)", re.IGNORECASE)
_COUNTED = re.compile(
    r"[ ]?(?:nguoi|ho|luot|cay|con|km|m|ha|kg|tan|ta|suat|phan|cuon|chiec|bo|ban|hoc sinh|doan vien|thanh vien|%)(?!\w)",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\(?\d{1,2}[.\- ]{1,3}\d{1,2}[.\- ]{1,3}(?:19|20)\d\d(?!\d)|\(?(?:19|20)\d\d[.\- ]\d{1,2}[.\- ]\d{1,2}(?!\d)"
)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+\Z")
_YEARS = re.compile(r"(?:(?:19|20)\d\d[ .\-()]*)+\Z")


def found(plain: PlainText) -> Iterator[PrivateSpan]:
    """Yield the numbers; a number that fits two rules is found once, by the rule of its label."""
    spans = plain.around((match.start() for match in _DIGITS.finditer(plain.text)), 70, 60)
    taken: list[tuple[int, int]] = []

    def is_new(match: re.Match[str]) -> bool:
        start, stop = match.span("number") if "number" in match.re.groupindex else match.span()
        return all(start >= end or begin >= stop for begin, end in taken) and _is_number(match)

    for code, pattern in _RULES if spans else ():
        for match in plain.matches(pattern, spans, is_new):
            taken.append(match.span("number") if "number" in pattern.groupindex else match.span())
            yield PrivateSpan(code, *taken[-1])


def _is_number(match: re.Match[str]) -> bool:
    """Tell whether digits are a telephone or identity number, not an amount, a date, or a row of small numbers."""
    labelled = "number" in match.re.groupindex
    digits = match["number"] if labelled else match[0]
    after = match.string[match.end() : match.end() + 12]
    if _MONEY.match(after) or _DATE.match(digits) or _YEARS.match(digits):
        return False
    groups = re.findall(r"\d+", digits)
    if "\n" in digits and min(map(len, groups)) < 3:  # figures in a column
        return False
    if labelled:
        is_identity = match.re is _IDENTITY_WORD and sum(map(len, groups)) in (9, 12)
        return not _COUNTED.match(after) and (is_identity or not _GROUPED.match(digits))
    if digits.startswith("84") and _GROUPED.match(digits):
        return False
    if all(len(group) == 1 for group in groups):  # spelled digit by digit, with one separator throughout
        return len(set(re.findall(r"\D+", digits))) == 1
    if len(groups[0]) == 1 and not digits.startswith("+"):
        return all(len(group) >= 3 for group in groups[1:])
    days = [int(group) for group in groups]
    return not (
        all(len(group) == 2 for group in groups)
        and max(days) <= 31
        and all(a < b for a, b in zip(days, days[1:], strict=False))
    )
