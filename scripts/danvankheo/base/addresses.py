"""Addresses on the web that mislead: they look like one place and lead to another."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from danvankheo.base.text import fold

# Endings by which people and we know a host when it is written without https://.
_ENDINGS = "com|vn|net|org|me|info|edu|gov|io|be"
_HOST = re.compile(rf"(?<![\w@.-])(?:https?://)?((?:[a-z0-9-]+\.)+(?:{_ENDINGS}))(?=[/:?#\s.,;)”\"']|\Z)", re.I)
_BARE = re.compile(rf"(?:www\.[a-z0-9.-]+|(?:[a-z0-9-]+\.)+(?:{_ENDINGS}))(?::\d+)?(?:[/?#].*)?\Z", re.I)
# Whose name strangers borrow most.
_KNOWN = (
    "facebook.com",
    "fb.com",
    "zalo.me",
    "youtube.com",
    "google.com",
    "tiktok.com",
    "gov.vn",
    "huyendoanthoxuan.vn",
)
_SAME = {"fb.com": "facebook.com", "fb.me": "facebook.com", "youtu.be": "youtube.com"}


def is_bare(address: str) -> bool:
    """Tell whether an address is one of the web written without https:// ("www.facebook.com/x", "zalo.me/g")."""
    return _BARE.match(address) is not None


def misleading(address: str, shown: str = "") -> str | None:
    """Return what is misleading about an http address and the text that is shown for it, None when nothing is."""
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return "địa chỉ không đúng dạng"
    if "@" in parts.netloc:
        return f"phần trước dấu @ trông như một địa chỉ, nhưng liên kết dẫn tới “{host}”"
    if port is not None:
        return f"địa chỉ có số cổng ({port})"
    if "xn--" in host or _borrowed(host):
        return f"tên miền “{host}” có chữ lạ, dễ nhầm với tên miền khác"
    named = {_plain(match[1]) for match in _HOST.finditer(shown)}
    if others := sorted(each for each in named if not _same(each, _plain(host))):
        return f"chữ hiện ra ghi “{others[0]}”, nhưng liên kết dẫn tới “{host}”"
    return None


def _borrowed(host: str) -> bool:
    """Tell whether a host is written with letters of another alphabet, or is a known one with marks."""
    if host.isascii():
        return False
    latin = all("LATIN" in unicodedata.name(char, "") for char in host if char.isalpha())
    plain = fold(unicodedata.normalize("NFKC", host))
    return not latin or any(plain == known or plain.endswith("." + known) for known in _KNOWN)


def _plain(host: str) -> str:
    name = re.sub(r"^(?:www|m|mobile|web)\.", "", host.lower())
    return _SAME.get(name, name)


def _same(named: str, host: str) -> bool:
    """Tell whether a host is the named one or a part of it."""
    return host == named or host.endswith("." + named)
