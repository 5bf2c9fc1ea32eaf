"""Scalar types of front matter. YAML gives texts only; these types read days, numbers and codes from them.

A type refuses a text with a ``PydanticCustomError``: its type is the problem code, ``ctx["value"]`` the value to paste
when the meaning is certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, get_args
from urllib.parse import urlsplit

from pydantic import BeforeValidator, GetCoreSchemaHandler
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError, core_schema

from danvankheo.base.text import fold, is_slug, normalize, slugify, unusable, visible
from danvankheo.base.web_addresses import misleading

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z")
_WRITTEN_DATE = re.compile(r"(?:ngay\s*)?(\d{1,2})\s*(?:[/.\-]|thang)\s*(\d{1,2})\s*(?:[/.\-]|nam)\s*(\d{4})\.?\Z")
_YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})\Z")
_NUMBER = re.compile(r"\d{1,15}(?:\.\d{1,6})?\Z")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+\Z")
_COMMA = re.compile(r"\d{1,15},\d{1,6}\Z")
_QUALIFIED = re.compile(r"(hon|gan|khoang|tren|duoi|chung)\s+(.+)\Z")
_LEADING_NUMBER = re.compile(r"(\d[\d.,]*)\s+(\D.*)\Z")
QUOTES = "“”„‟\"'‘’«»"
_ESTIMATES = {"hon": "hon", "tren": "hon", "gan": "gan"}
_QUALIFIER = "số chỉ ghi chữ số; chữ “hơn, gần, khoảng” ghi riêng ở mục uoc_luong"
_TRUE = {"co", "yes", "y", "on", "dung", "dung vay", "true", "x", "1"}
_FALSE = {"khong", "no", "n", "off", "sai", "false", "0"}
_BREAKS = re.compile(r"[ \t\r\n]*[\t\r\n][ \t\r\n]*")


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a text may be, in characters: ``Annotated[str, Limit(80)]`` is the type of a text of at most 80.

    lines: the text may hold line breaks; otherwise a break, as YAML folds long lines, is read as a space.
    """

    most: int
    lines: bool = False

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Make pydantic read the field with ``read``."""
        return core_schema.no_info_before_validator_function(self.read, handler(source))

    def read(self, value: object) -> str:
        """Return a value's text in normal form; refuse one that is too long (DVK216)."""
        text = scalar(value)
        text = text if self.lines else _BREAKS.sub(" ", text)
        if len(text) > self.most:
            raise refuse("DVK216", f"dài {len(text)} ký tự, nhiều nhất {self.most} ký tự")
        return text


def refuse(code: str, message: str, **context: Any) -> PydanticCustomError:
    """Return the error for a code; ``value`` in the context is the text to paste."""
    return PydanticCustomError(code, "{said}", {"said": message, **context})


def scalar(value: object) -> str:
    """Return a value's text in normal form; refuse lists and mappings."""
    if not isinstance(value, str):
        what = "một danh sách" if isinstance(value, list) else "một nhóm mục con"
        raise refuse("DVK213", f"cần một giá trị, nhưng ở đây là {what}")
    if flaw := unusable(value):
        raise refuse("DVK231", f"có {flaw.what}", advice=flaw.advice)
    return normalize(visible(value)).strip()


def limit_of(info: FieldInfo) -> Limit | None:
    """Return the limit of a field's text, or of each text of its list; None for fields that hold no text."""
    return next((part for part in _parts(info.annotation, info.metadata) if isinstance(part, Limit)), None)


def _parts(annotation: Any, metadata: Iterable[Any]) -> Iterator[Any]:
    yield from (*metadata, *getattr(annotation, "__metadata__", ()))
    for part in get_args(annotation):
        yield from _parts(part, ())


def iso_date(text: str) -> str | None:
    """Return ``YYYY-MM-DD`` for a date written another way ("26/3/2023", "ngày 26 tháng 3 năm 2023"), else None."""
    folded = fold(text).strip(QUOTES + " ")
    if match := _WRITTEN_DATE.match(folded):
        day, month, year = (int(part) for part in match.groups())
    elif match := _YEAR_FIRST.match(folded):
        year, month, day = (int(part) for part in match.groups())
    else:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _day(value: object) -> date:
    text = scalar(value)
    if match := _DATE.match(text):
        year, month, day = (int(part) for part in match.groups())
        try:
            found = date(year, month, day)
        except ValueError:
            raise refuse("DVK206", "ngày này không có trong lịch") from None
        if (
            not 1000 <= year <= 2999
        ):  # "9999-12-31" stands for "no end" elsewhere; there is no day after it to count with
            raise refuse("DVK206", "năm phải từ 1000 đến 2999")
        return found
    if written := iso_date(text):
        raise refuse("DVK205", "ngày phải viết dạng năm-tháng-ngày", value=written)
    if _WRITTEN_DATE.match(fold(text)) or _YEAR_FIRST.match(text):
        raise refuse("DVK206", "ngày này không có trong lịch")
    raise refuse("DVK205", "không đọc được ngày; hãy viết dạng năm-tháng-ngày, ví dụ 2023-03-26")


def plain_number(text: str) -> str | None:
    """Return the plain form of a number written for people ("1.250" → "1250", "1,5" → "1.5"), else None."""
    if _GROUPED.match(text):
        return text.replace(".", "")
    if _COMMA.match(text):
        return text.replace(",", ".")
    if re.match(r"\d{1,3}(?:\.\d{3})+,\d{1,6}\Z", text):
        return text.replace(".", "").replace(",", ".")
    return text if _NUMBER.match(text) else None


def _decimal(value: object) -> Decimal:
    text = scalar(value)
    if _NUMBER.match(text) and not (_GROUPED.match(text)):
        return Decimal(text)
    raise _bad_number(text, whole=False)


def _whole(value: object) -> int:
    text = scalar(value)
    if text.isascii() and text.isdigit() and len(text) <= 15:
        return int(text)
    raise _bad_number(text, whole=True)


def _bad_number(text: str, *, whole: bool) -> PydanticCustomError:
    folded = fold(text).strip(QUOTES + " ")
    if match := _QUALIFIED.match(folded):
        rest = match[2].split(" ")[0]
        number = plain_number(rest)
        if number and match[1] not in ("duoi", "chung") and (not whole or number.isdigit()):
            estimate = _ESTIMATES.get(match[1], "khoang")
            advice = f"Nếu mục này có uoc_luong, ghi thêm uoc_luong: {estimate}."
            return refuse("DVK209", _QUALIFIER, value=number, advice=advice)
        return refuse("DVK209", _QUALIFIER)
    if match := _LEADING_NUMBER.match(text):
        number = plain_number(match[1].rstrip(".,"))
        if number and (not whole or number.isdigit()):
            return refuse(
                "DVK208", f"số chỉ ghi chữ số; “{match[2].strip()}” là đơn vị tính, ghi ở mục dvt", value=number
            )
    if _GROUPED.match(text) and not whole:
        joined, decimal = text.replace(".", ""), text.rstrip("0").rstrip(".")
        return refuse(
            "DVK207", f"không rõ dấu chấm ngăn hàng nghìn hay phần thập phân: hãy ghi {joined} hoặc {decimal}"
        )
    number = plain_number(text)
    if number and (not whole or number.isdigit()):
        return refuse("DVK207", "số viết liền, không có dấu ngăn hàng nghìn; phần thập phân sau dấu chấm", value=number)
    if number and whole:
        return refuse("DVK207", "phải là số nguyên, không âm")
    return refuse("DVK207", "không đọc được số; chỉ ghi chữ số, ví dụ 1250 hoặc 68.5")


def _share(value: object) -> Decimal:
    share = _decimal(value.rstrip("% ") if isinstance(value, str) and value.endswith("%") else value)
    if isinstance(value, str) and value.strip().endswith("%"):
        raise refuse("DVK208", "tỷ lệ chỉ ghi chữ số, không ghi dấu %", value=str(share))
    if not 0 <= share <= 100:
        raise refuse("DVK207", "tỷ lệ phải từ 0 đến 100")
    return share


def _point(value: object) -> tuple[float, float]:
    """Return a point of a picture as fractions (0–1) of its width and height."""
    parts = value if isinstance(value, (list, tuple)) else scalar(value).strip("[] ").split(";")
    if len(parts) != 2:
        raise refuse("DVK207", "cần hai số từ 0 đến 1, ví dụ [0.5, 0.3]: từ mép trái, từ mép trên")
    left, top = (_decimal(part) for part in parts)
    if not (0 <= left <= 1 and 0 <= top <= 1):
        raise refuse("DVK207", "mỗi số phải từ 0 đến 1: từ mép trái, từ mép trên")
    return float(left), float(top)


def _year(value: object) -> int:
    text = scalar(value)
    if re.match(r"(?:19|20)\d\d\Z", text):
        return int(text)
    if match := re.search(r"\b(20\d\d)\b", text):
        raise refuse("DVK205", "năm chỉ ghi bốn chữ số", value=match[1])
    raise refuse("DVK205", "không đọc được năm; hãy ghi bốn chữ số, ví dụ 2023")


def _flag(value: object) -> bool:
    text = scalar(value)
    if text in ("true", "false"):
        return text == "true"
    folded = fold(text).strip(QUOTES + " ")
    if folded in _TRUE:
        raise refuse("DVK210", "mục này chỉ nhận true (có) hoặc false (không)", value="true")
    if folded in _FALSE:
        raise refuse("DVK210", "mục này chỉ nhận true (có) hoặc false (không)", value="false")
    raise refuse("DVK210", "mục này chỉ nhận true (có) hoặc false (không)")


def _slug(value: object) -> str:
    text = scalar(value)
    if is_slug(text):
        return text
    made = slugify(text)
    raise refuse(
        "DVK215", "cần mã viết thường, không dấu, nối bằng gạch ngang", name=text, **({"value": made} if made else {})
    )


def _link(value: object) -> str:
    text = scalar(value)
    if any(char.isspace() or char in "<>\"'`\\" for char in text) or len(text) > 1_000:
        raise refuse("DVK217", "địa chỉ mạng không được có khoảng trắng hay dấu nháy")
    try:
        parts = urlsplit(text)
    except ValueError:
        raise refuse("DVK217", "địa chỉ mạng không đúng dạng") from None
    if parts.scheme in ("http", "https") and parts.hostname:
        if why := misleading(text):
            raise refuse("DVK217", f"địa chỉ dễ gây nhầm: {why}")
        return text
    if not parts.scheme and re.match(r"[a-z0-9-]+(\.[a-z0-9-]+)+(/|\Z)", text):
        raise refuse("DVK217", "địa chỉ mạng thiếu https://", value="https://" + text)
    raise refuse("DVK217", "địa chỉ mạng phải bắt đầu bằng https:// hoặc http://")


# Metadata of fields that hold a year.
IS_YEAR = "year"
# Texts by their length: a unit of measure or code, some words, a name, two sentences, a line, paragraphs.
Word = Annotated[str, Limit(40)]
Phrase = Annotated[str, Limit(80)]
Name = Annotated[str, Limit(120)]
Summary = Annotated[str, Limit(200)]
Line = Annotated[str, Limit(400)]
Text = Annotated[str, Limit(4_000, lines=True)]
Day = Annotated[date, BeforeValidator(_day)]
Number = Annotated[Decimal, BeforeValidator(_decimal)]
Whole = Annotated[int, BeforeValidator(_whole)]
Share = Annotated[Decimal, BeforeValidator(_share)]
Year = Annotated[int, BeforeValidator(_year), IS_YEAR]
Point = Annotated[tuple[float, float], BeforeValidator(_point)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Slug = Annotated[str, BeforeValidator(_slug)]
Link = Annotated[str, BeforeValidator(_link)]
