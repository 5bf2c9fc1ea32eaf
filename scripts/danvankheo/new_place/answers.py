"""What is asked about a new place, and how each answer is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.text import is_slug, normalize, slugify, unusable, visible
from danvankheo.imports.named_units import NewUnit
from danvankheo.records.choices import UnitKind

_LONGEST_NAME, _LONGEST_LINE = 60, 120
_ADDRESS = re.compile(
    r"https?://[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+/(?:[a-z0-9._-]+/)*"
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_FEWEST_DIGITS = 8
# Signs that mean something in the files the name is written into.
_NOT_IN_NAMES = re.compile(r"[:#|<>{}\[\]\\*_`]")


class PlaceLevel(Enum):
    """The kind of body that keeps the registry."""

    PROVINCE = "tinh"
    COMMUNE = "xa"
    SCHOOL = "truong"
    OTHER = "khac"

    @property
    def label(self) -> str:
        """The level in Vietnamese."""
        return _LABELS[self]

    @property
    def usual_kind(self) -> UnitKind | None:
        """The kind of a unit whose name does not tell it; None when it must be told."""
        return None if self is PlaceLevel.PROVINCE else UnitKind.BRANCH


_LABELS = MappingProxyType({
    PlaceLevel.PROVINCE: "Tỉnh Đoàn, Thành Đoàn: đơn vị là Đoàn xã, phường, trường, cơ quan",
    PlaceLevel.COMMUNE: "Đoàn xã, phường, đặc khu: đơn vị là chi đoàn, trường, cơ quan",
    PlaceLevel.SCHOOL: "Đoàn trường: đơn vị là chi đoàn",
    PlaceLevel.OTHER: "khác (huyện cũ, cơ quan, doanh nghiệp, lực lượng vũ trang)",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlaceAnswers:
    """The answers; "" stands for what is not known.

    within: the province or the body it belongs to; union: the body of the Union that the units belong to; address, email,
    phone, zalo: contacts of the publisher; site_url: ending with a slash.
    """

    name: str
    code: str
    within: str
    level: PlaceLevel
    union: str
    publisher: str
    address: str
    email: str
    phone: str
    zalo: str
    site_url: str
    units: tuple[NewUnit, ...]

    @property
    def reachable(self) -> bool:
        """Whether there is a contact; without one no real site is published."""
        return bool(self.address or self.email or self.phone or self.zalo)


def line(answer: str, longest: int = _LONGEST_LINE) -> str:
    """Return an answer as one line of usable characters. Raises DanVanKheoError when it is too long."""
    text = " ".join(normalize(visible(answer)).split())
    if found := unusable(text):
        raise DanVanKheoError(f"Có chữ không dùng được ({found.what}). {found.advice}")
    if len(text) > longest:
        raise DanVanKheoError(f"Dài quá {longest} ký tự; hãy rút ngắn.")
    return text


def place_name(answer: str) -> str:
    """Return the name of a place. Raises DanVanKheoError when it holds no letter."""
    text = line(answer, _LONGEST_NAME)
    if not slugify(text):
        raise DanVanKheoError("Tên chưa có chữ nào.")
    if sign := _NOT_IN_NAMES.search(text):
        raise DanVanKheoError(f"Tên nơi không có dấu {sign[0]}")
    return text


def place_code(answer: str) -> str:
    """Return the code of a place. Raises DanVanKheoError with the code it could be."""
    text = line(answer, 40)
    if not is_slug(text):
        made = slugify(text)[:40].strip("-")
        raise DanVanKheoError("Mã viết thường, không dấu, nối bằng gạch ngang" + (f", ví dụ {made}." if made else "."))
    return text


def default_code(name: str) -> str:
    """Return the code made of a name."""
    return slugify(name)[:40].strip("-")


def default_union(name: str, level: PlaceLevel) -> str:
    """Return what the body of the Union is usually called: "Đoàn xã Sông Mới"."""
    return {PlaceLevel.PROVINCE: f"Tỉnh Đoàn {name}", PlaceLevel.OTHER: ""}.get(level, f"Đoàn {name}")


def site_address(answer: str) -> str:
    """Return the site's address with https:// and a slash at its end. Raises DanVanKheoError when it is none."""
    text = line(answer).lower()
    if not text:
        return ""
    whole = (text if "://" in text else f"https://{text}").rstrip("/") + "/"
    if not _ADDRESS.fullmatch(whole):
        raise DanVanKheoError("Địa chỉ trang viết như https://dan-van-kheo.vi-du.vn/, không dấu, không khoảng trắng.")
    return whole


def email_address(answer: str) -> str:
    """Return an e-mail address, "" for none. Raises DanVanKheoError when it is none."""
    text = line(answer)
    if text and not _EMAIL.fullmatch(text):
        raise DanVanKheoError("Thư điện tử viết như bientap@vi-du.vn.")
    return text


def phone_number(answer: str) -> str:
    """Return an office's telephone number, "" for none. Raises DanVanKheoError when it has too few digits."""
    text = line(answer)
    if text and sum(char.isdigit() for char in text) < _FEWEST_DIGITS:
        raise DanVanKheoError("Số điện thoại cơ quan cần ít nhất 8 chữ số.")
    return text


def place_level(answer: str) -> PlaceLevel:
    """Return the level by its code. Raises DanVanKheoError for another word."""
    try:
        return PlaceLevel(slugify(answer))
    except ValueError:
        codes = ", ".join(level.value for level in PlaceLevel)
        raise DanVanKheoError(f"Cấp của đơn vị là một trong: {codes}.") from None
