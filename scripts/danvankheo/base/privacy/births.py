"""Birth dates and years of persons in a plain text.

Groups are not private: "học sinh năm 2023", "công dân sinh năm 2006". "sinh" in a compound is no birth ("vệ sinh ngày
5/3"), but after a name it is ("chị An sinh năm 1990"); the original spelling decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from danvankheo.base.privacy.numbers import PrivateSpan
from danvankheo.base.privacy.plain_text import PlainText

_YEAR = r"(?:19|20)\d\d(?!\d)"
_DAY = r"(?:(?:ngay )?(?:mong |mung )?\d{1,2} ?(?:[/.\-]|thang) ?\d{1,2}(?!\d)|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2})"
_WHEN = rf"(?:{_DAY}(?:,? ?(?:[/.\-]|nam) ?\d{{2,4}})?|(?:thang )?\d{{1,2}} ?[/.\-] ?{_YEAR}|(?:nam )?{_YEAR})"
_SPELT = r"(?:mong |mung |ngay )?(?:mot|hai|ba|tu|bon|nam|sau|bay|tam|chin|muoi|ram)(?: \w+){0,2} thang "
_STEMS = (
    r"(?:giap|at|binh|dinh|mau|ky|canh|tan|nham|quy) (?:ti|ty|suu|dan|mao|meo|thin|ngo|mui|than|dau|tuat|hoi)(?!\w)"
)
# Syllables after "sinh" in compounds without a birth.
_OTHER = r"(?! ?-? ?(?:hoat|vien|thai|hoc|ke|song|dong|loi|san|truong|quan|to|khi|luc|nghe|tu|phan|ly|cong|nhai)(?!\w))"
_LABEL = rf"(?<!\w)(?:ngay(?:,? ?thang)?(?:,? ?nam)?|thang(?:,? ?nam)?|nam) sinh{_OTHER}(?!\w)"
_AFTER_LABEL = re.compile(
    rf"{_LABEL}(?:(?P<gap>[^\d\n.!?;|]{{0,45}})|[\s:|=()\-–>\"']{{0,40}}| ?\.{{3,120}}[\s:]{{0,3}})(?P<when>{_WHEN}|(?<=[:=| ])\d\d(?!\w|[.,/]))",
    re.IGNORECASE,
)
_BEFORE_LABEL = re.compile(
    rf"(?P<when>{_WHEN})[ ,()\-:]{{0,4}}(?:chinh )?(?:la )?(?:ngay|nam) sinh{_OTHER}(?!\w)(?! (?:cua )?(?:Bac|Chu tich))",
    re.IGNORECASE,
)
_BORN = re.compile(
    rf"(?P<verb>(?<!\w)sinh)(?: ra)?(?: vao)?(?: khoang)?[\s:]{{1,3}}"
    rf"(?:(?:ngay|nam|thang|dau nam|cuoi nam|giua nam)[\s:]{{0,3}}(?:{_WHEN}|\d{{1,2}} ?[/.\-] ?\d{{1,2}}|2k\d{{1,2}}|[0-9]\d(?!\w|[.,/]\d| ?(?:nguoi|con|em|ho|ban|chau|be|dua|lua)(?!\w)))"
    rf"|nam {_STEMS}|ngay {_SPELT}|nam (?:mot|hai) (?:nghin|ngan|chin)|{_WHEN}|2k\d{{1,2}})",
    re.IGNORECASE,
)
_SHORT = re.compile(
    rf"(?<![\w/\-])(?:s\.? ?n\.?[ :.=|]{{0,4}}{_WHEN}|\(s\.?n\.?[ :.]{{0,3}}\d\d\)|n\.?s\.?[ :.=|]{{0,4}}{_DAY}[/.\-]{_YEAR}"
    rf"|(?:dob|d\.o\.b\.?|date of birth|birthday|birth date|born(?: on| in)?)[ :.=|]{{1,4}}(?:{_WHEN}|\w+ \d{{1,2}},? {_YEAR}))",
    re.IGNORECASE,
)
_BIRTHDAY = re.compile(
    rf"sinh nhat(?! (?:tap the|cac|cho))[^\d\n.!?;|]{{0,40}}?(?: ?[:=|]+ ?| (?:la|vao)(?: ngay)? )(?P<when>{_DAY})",
    re.IGNORECASE,
)
_LEADER = re.compile(
    r"(?i:ho chi minh|chu tich ho|bac ho|nguyen ai quoc|nguyen tat thanh|nguyen sinh (?:cung|sac)|le-?nin|cac ?mac|anghen|vo nguyen giap|le hong phong"
    r"|tran phu|nguyen van cu|le huu lap|ly tu trong|truong chinh|le duan|ton duc thang|pham van dong|le loi|le lai|le hoan|danh nhan|phat dan|chua gie)"
)
_OLD = re.compile(r"(?:1[0-8]\d\d|19[0-2]\d)(?!\d)|(?<!\d)19 ?(?:/|thang) ?0?5(?!\d)")
_GROUP_BORN = re.compile(
    r"(?:(?<!\w)(?:cac|nhung|nhieu|so|lop|[2-9]|[1-9]\d+)(?: \w+){0,3} (?:cong dan|thanh nien|nguoi|em|tre|tre em|hoc sinh|chau|ban|doan vien|thieu nhi|nhi dong)"
    r"|(?:nam )?cong dan|thanh nien|(?<!\w)tre|lua|the he|khoa|nhom) (?:duoc )?\Z",
    re.IGNORECASE,
)
_WITH_WORD = (_AFTER_LABEL, _BEFORE_LABEL, _BIRTHDAY, _BORN)
_SINH = {"sinh": ("",)}
_SHORT_WORDS = dict.fromkeys(
    ("sn", "s.n", "s. n", "s n", "ns", "n.s", "dob", "d.o.b", "date of", "birth", "born"), ("",)
)
# First syllables of compounds with "sinh" that are never names.
_NEVER = frozenset(
    [
        "học",
        "vệ",
        "hy",
        "hi",
        "tuyển",
        "thí",
        "giáng",
        "đản",
        "khai",
        "mưu",
        "tái",
        "nảy",
        "nẩy",
        "mức",
        "lệ",
        "suất",
        "sơ",
        "cựu",
        "kháng",
        "sản",
        "song",
        "phát",
    ]
)
_COMPOUND = _NEVER | frozenset(
    "tân giáo thực an dân nhân hồi phục trường sát phóng quyên cứu chúng y ký kí thư môn quang vi tiên nữ nam nội ngoại hậu hộ cộng tu du khoáng tiếp lưu".split()  # noqa: SIM905
)
_PRONOUNS = frozenset("anh chị em ông bà cô chú bác cháu bạn tôi mình cụ mẹ bố dì cậu mợ thím bé chí".split())  # noqa: SIM905
_MIDDLE = frozenset("văn thị đức hữu ngọc thành quốc xuân thanh hoàng minh thế đình công bá".split())  # noqa: SIM905


def found(plain: PlainText) -> Iterator[PrivateSpan]:
    """Yield births, each up to the end of its date."""
    text = plain.text

    def right(match: re.Match[str]) -> bool:
        if _is_history(text, match):
            return False
        return match.re is not _BORN or not (
            _is_compound(plain, match.start("verb"))
            or _GROUP_BORN.search(text[max(0, match.start() - 60) : match.start()])
        )

    for patterns, words in ((_WITH_WORD, _SINH), ((_SHORT,), _SHORT_WORDS)):
        if spans := plain.near(words, 90, 160):
            for pattern in patterns:
                for match in plain.matches(pattern, spans, right):
                    yield PrivateSpan("DVK553", *match.span())


def _is_history(text: str, match: re.Match[str]) -> bool:
    """Tell whether the birth is that of a historical person: 19/5, or a leader born long ago."""
    around = text[max(0, match.start() - 80) : match.end() + 40]
    remembered = _LEADER.search(around) or re.search(r"(?<!\w)Bac(?! [A-Z])|(?i:ky niem)", around)
    return bool(remembered and _OLD.search(match[0]))


def _is_compound(plain: PlainText, verb: int) -> bool:
    """Tell whether "sinh" is the second syllable of a compound ("học sinh") or a given name ("anh Lê Văn Sinh")."""
    before = re.search(r"(?:(\w+) )?(\w+) \Z", plain.text[max(0, verb - 40) : verb])
    if not before:
        return False
    offset = max(0, verb - 40)
    first, second = (plain.word(offset + before.start(n), offset + before.end(n)) if before[n] else "" for n in (1, 2))
    written = plain.word(verb, verb + 4)
    name_before = _is(first, _PRONOUNS) or _is(first, _MIDDLE) or first[:1].isupper()
    if (
        written[:1].isupper()
        and written[1:].islower()
        and (_is(second, _MIDDLE) or _is(second, _PRONOUNS))
        and plain.text[verb + 5 : verb + 6].islower()
    ):
        return second[:1].isupper() or _is(second, _PRONOUNS)
    if not _is(second, _COMPOUND):
        return False
    if _is(second, _NEVER):
        return not (second[:1].isupper() and second[1:].islower() and (_is(first, _MIDDLE) or _is(first, _PRONOUNS)))
    if second.isupper() and len(second) > 1:
        return not (_is(first, _MIDDLE) or _is(first, _PRONOUNS))
    return not (second[:1].isupper() and name_before)


def _is(word: str, words: frozenset[str]) -> bool:
    """Tell whether a word is in a list; a word without diacritics matches every spelling of it."""
    lower = word.lower()
    return lower in words or (lower.isascii() and any(lower == bare(each) for each in words))


def bare(word: str) -> str:
    """Return a word without diacritics."""
    return PlainText(word).text
