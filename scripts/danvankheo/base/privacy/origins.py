"""Ethnicity and religion of a person: in a form ("Dân tộc: Mường") or a sentence ("chị Lan, dân tộc Thái"); not of groups."""

from __future__ import annotations

import re
from collections.abc import Iterator

from danvankheo.base.privacy.numbers import PrivateSpan
from danvankheo.base.privacy.plain_text import PlainText

_PEOPLE = (
    r"(?:kinh|muong|thai|tay|nung|dao|h' ?mong|hmong|mong|tho|kho ?-?mu|khmu|hoa|e ?-?de|ba ?na|gia ?rai|cham|khmer|kho ?-?me|san (?:chay|diu|chi)|gie trieng|co tu"
    r"|van kieu|bru|ta oi|xo dang|raglai|m'?nong|co ho|chu ru|la hu|lo lo|pa then|giay|ha nhi|xinh mun|khang|mang|si la|o du|chut|lao|lu|ngai|viet)(?!\w)"
)
_FAITH = r"(?:thien chua|cong giao|ki-?to|kito|ky to|phat|tin lanh|cao dai|hoa hao|hoi giao|islam|ba la mon|co doc|tho cung ong ba)"
# Where a label may begin: at the start of a line, a cell, a part between punctuation, or after "thuộc", "thành phần".
_EDGE = r"(?:^|(?<=[\n|;,.:(\[{>\"'])|(?<=- )|(?<=\d[.)] )|(?<=thuoc )|(?<=phan )|(?<=ten )) {0,3}"
_MARK = r"(?: ?\.{3,120} ?:? ?| ?[:=|][\s|:=\-\"']{0,12}| ?\n[ >|\-]*| ?- )"
_ETHNIC_LABEL = re.compile(
    rf"{_EDGE}(?P<label>(?:thanh phan )?dan toc){_MARK}(?:nguoi )?(?P<said>{_PEOPLE})", re.IGNORECASE
)
_ETHNIC_LABEL_INSIDE = re.compile(rf"(?<!\w)(?P<label>dan toc) ?[:=] ?(?P<said>{_PEOPLE})", re.IGNORECASE)
_FAITH_LABEL = re.compile(
    rf"{_EDGE}(?P<label>ton giao|dao){_MARK}(?P<said>(?:dao )?{_FAITH}|khong(?: ?[|\n,;.)]| ton giao| theo| co| *\Z))",
    re.IGNORECASE,
)
_FAITH_LABEL_INSIDE = re.compile(rf"(?<!\w)(?P<label>ton giao) ?[:=] ?(?P<said>(?:dao )?{_FAITH}|khong)", re.IGNORECASE)
_BOTH_LABELS = re.compile(
    rf"(?P<label>dan toc)[ ,/&\-]{{0,3}}(?:va )?(?:ton giao)?{_MARK}(?P<said>{_PEOPLE})[ ,/;\-]{{1,3}}(?:khong|{_FAITH})",
    re.IGNORECASE,
)
_SEVERAL = re.compile(rf" ?(?:,|;|va|-|/|&) ?(?:nguoi )?(?:dan toc )?{_PEOPLE}", re.IGNORECASE)
_PLURAL = re.compile(
    r"(?<!\w)(?:cac|nhung|nhieu|hai|ba|bon|nam|sau|may|\d+|giua|dong bao|ba con|anh em|doan ket|van hoa|chuc sac|cong tac|co quan|ban|phong|linh vuc|to chuc|giao dan)(?: \w+){0,2} ?\Z",
    re.IGNORECASE,
)
_FAMILY = (
    r"(?:Nguyen|Tran|Le|Pham|Hoang|Huynh|Vu|Vo|Phan|Truong|Bui|Dang|Do|Ngo|Ho|Duong|Dinh|Ha|Luong|Lo|Vi|Quach|Trinh|Cam|Dao|Mai|Lam|Ta|Cao|Luu|Chu"
    r"|Trieu|Giang|Sung|Thao|Vang|Luc|Kha|Lang|Hac|Dieu|Ly|Thai|Tong|Doan|Nghiem|Kieu|Khuong|Pha|Loc|Ngan)"
)
_NAME = rf"(?:(?=[A-Z])(?i:{_FAMILY})(?: [A-Z][A-Za-z']+){{1,4}})"
_CALLED = r"(?:(?i:(?P<who>anh|chi|em|ong|ba|co|chu|bac|chau|ban|toi|minh|dong chi|cu|me|bo|vo|chong|be)(?!\w))(?P<named>(?: (?!(?i:la|theo|dan|nguoi) )[A-Z][A-Za-z']*){0,4}))"
_PERSON = rf"(?<!\w)(?:{_CALLED}|(?P<name>{_NAME}))"
_NEXT = r"(?! ?(?:[A-Z][a-z]|(?i:chiem|la chu yeu|chu yeu|sinh song|(?:va|,|-) ?(?:nguoi )?(?:dan toc )?(?:kinh|muong|thai|tho|mong)(?!\w))))"
# After "người" alone the name must have a capital: "người Thái", not "người thái độ vui vẻ".
_CAPITAL = r"(?:K(?i:inh)|M(?i:uong)|T(?i:hai)|T(?i:ay)|N(?i:ung)|D(?i:ao)|H'?(?i:mong)|M(?i:ong)|T(?i:ho)|K(?i:ho ?mu)|H(?i:oa))(?!\w)"
_BETWEEN = r"(?P<between>[^.!?\n;]{0,40}?)"
_IS = re.compile(
    rf"{_PERSON}{_BETWEEN}(?:(?<!\w)(?i:la)|-|,|\()? ?(?i:mot )?(?i:con em |con )?(?i:nguoi )?"
    rf"(?:(?i:dan toc {_PEOPLE})|(?:(?<=nguoi )|(?<=NGUOI )){_CAPITAL}){_NEXT}"
)
_FAITH_OF = re.compile(
    rf"{_PERSON}{_BETWEEN}(?:(?i:theo (?:dao|ton giao) (?!(?:duc|ly|nghia|hieu|luat|ham|cua|noi|do|dien)(?!\w))\w+|theo {_FAITH}"
    rf"|(?<!\w)la (?:mot )?(?:nguoi |con chien |tin do |giao dan |phat tu )(?:ngoan dao|(?:dao )?{_FAITH})|(?<!\w)la (?:mot )?(?:giao dan|phat tu|tin do)(?!\w)"
    rf"|[,(\-] ?(?:(?:theo )?dao|nguoi|tin do|giao dan) (?:theo )?(?:dao )?{_FAITH}))"
)
_IN_BRACKETS = re.compile(
    rf"{_PERSON}(?P<between>) ?\((?i:dan toc {_PEOPLE}|(?:kinh|muong|thai|tay|nung|dao|h'? ?mong|mong|tho|kho ?mu|hoa)(?!\w)|(?:dao )?{_FAITH}(?: giao)?)(?: ?[,)])"
)
_OLD_AND = re.compile(
    rf"(?:\d tuoi|sinh nam \d+|nam,|nu,) ?,? ?(?:nguoi )?(?P<said>dan toc {_PEOPLE}){_NEXT}", re.IGNORECASE
)
_GROUP = re.compile(
    r"(?<!\w)(?:ho|dong bao|ba con|nhan dan|nguoi dan|cac|nhung|nhieu|vung|thon|ban|lang|xa|van hoa|tieng|trang phuc|phong tuc|ban sac|dieu|dan ca|nha san|am thuc|\d+|chi em|anh em"
    r"|le hoi|cong chieng|tro choi|khap|mua|xuong|nhac cu|doi song|cung|voi|cho|giup|day|gap|tham)(?!\w)",
    re.IGNORECASE,
)
_LABELS = (_ETHNIC_LABEL, _ETHNIC_LABEL_INSIDE, _FAITH_LABEL, _FAITH_LABEL_INSIDE, _BOTH_LABELS)
_SENTENCES = (_IS, _FAITH_OF, _IN_BRACKETS)
# Key words that every rule needs, each with the ways in which the text goes on.
_FAITHS = (
    "thien chua",
    "cong giao",
    "ki",
    "ky to",
    "phat",
    "tin lanh",
    "cao dai",
    "hoa hao",
    "hoi giao",
    "islam",
    "ba la mon",
    "co doc",
    "tho cung",
)
_MAIN = ("kinh", "muong", "thai", "tay", "nung", "dao", "h", "mong", "tho", "kho", "hoa")
_WORDS = {
    **dict.fromkeys(("dan toc", "ton giao", "giao dan", "phat tu", "tin do", "con chien"), ("",)),
    "dao": (":", " :", "=", " =", "|", " |", "\n", " \n", " -", *(f" {faith}" for faith in _FAITHS)),
    "theo ": ("dao", *_FAITHS),
    "nguoi ": (*_MAIN, *_FAITHS, "ngoan dao"),
    "(": (*_MAIN, *_FAITHS, "dao "),
}
_MARKED = frozenset("anh chị em ông bà cô chú bác cháu bạn tôi mình cụ mẹ bố vợ chồng bé".split()) | {"đồng chí"}  # noqa: SIM905


def found(plain: PlainText) -> Iterator[PrivateSpan]:
    """Yield statements of a person's ethnicity or religion."""
    spans = plain.near(_WORDS, 130, 110)
    if not spans:
        return
    for pattern in _LABELS:
        for match in plain.matches(pattern, spans, lambda match: not _is_plural(match)):
            yield PrivateSpan("DVK554", match.start("label"), match.end())
    for match in plain.matches(_OLD_AND, spans):
        yield PrivateSpan("DVK554", *match.span("said"))
    for pattern in _SENTENCES:
        for match in plain.matches(pattern, spans, lambda match: _is_one_person(plain, match)):
            yield PrivateSpan("DVK554", *match.span())


def _is_plural(match: re.Match[str]) -> bool:
    """Tell whether a label names several groups, or a subject ("công tác tôn giáo")."""
    if match.re is _BOTH_LABELS:
        return False
    before = match.string[max(0, match.start() - 30) : match.start()]
    return bool(_SEVERAL.match(match.string, match.end("said")) or _PLURAL.search(before))


def _is_one_person(plain: PlainText, match: re.Match[str]) -> bool:
    """Tell whether the words before are one person: a name, or a pronoun that is not part of another word."""
    if _GROUP.search(match["between"]):
        return False
    before = plain.text[max(0, match.start() - 16) : match.start()]
    if re.search(r"(?i)(?<!\w)(?:cac|nhung|nhieu|moi|[2-9]|\d\d+|ba con|dong bao)(?: \w+)? ?\Z", before):
        return False
    if match["name"]:
        return True
    who = plain.word(match.start("who"), match.end("who")).lower()
    if who not in _MARKED and not (plain.written.isascii() and who.isascii()):
        return False
    return not re.match(r"(?i) (?:em|con|chung|dan|nganh|bo|the)(?!\w)", plain.text[match.end("who") :]) or bool(
        match["named"]
    )
