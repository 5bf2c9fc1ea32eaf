"""Addresses on the web that mislead: they look like one place and lead to another."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote, urlsplit

from danvankheo.base.text import fold, visible

# Endings by which people and we know a host when it is written without https://.
_ENDINGS = (
    "com|vn|net|org|me|info|edu|gov|io|be|ly|gl|asia|xyz|top|site|online|shop|store|app|dev|cc|tv|club|link|biz|cn|ru"
)
_HOST = re.compile(rf"(?<![\w-])(?<!\w[@.])(?:https?://)?((?:[a-z0-9-]+\.)+(?:{_ENDINGS}))(?![\w-])", re.I)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
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
# "facebook.com.x.test", but not "google.com.vn".
_IN_FRONT = {known: re.compile(rf"(?:^|[.-]){known.replace('.', '[.-]')}\.(?![a-z]{{2}}\Z)") for known in _KNOWN}
_DIGITS_AS_LETTERS = str.maketrans("01", "ol")
_PORTS = {"http": 80, "https": 443}
# A host that people know by its name ends with a word; numbers are machines.
_NAME = re.compile(r"\.[^\W\d_][^.]*\Z")
_SAME = {"fb.com": "facebook.com", "fb.me": "facebook.com", "youtu.be": "youtube.com"}


def is_bare(address: str) -> bool:
    """Tell whether an address is one of the web written without https:// ("www.facebook.com/x", "zalo.me/g")."""
    return _BARE.match(address) is not None


def misleading(address: str, shown: str = "") -> str | None:
    """Return what is misleading about an http or mail address and the text that is shown for it, None when nothing is."""
    shown = visible(unicodedata.normalize("NFKC", shown)).replace("\u3002", ".")
    if address.lower().startswith("mailto:"):
        to = unquote(address[len("mailto:") :].partition("?")[0]).lower()
        others = sorted({mail.lower() for mail in _MAIL.findall(shown)} - {to})
        return f"chữ hiện ra ghi “{others[0]}”, nhưng thư được gửi tới “{to}”" if others else None
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return "địa chỉ không đúng dạng"
    if "@" in parts.netloc:
        return f"phần trước dấu @ trông như một địa chỉ, nhưng liên kết dẫn tới “{host}”"
    if port is not None and port != _PORTS.get(parts.scheme.lower()):
        return f"địa chỉ có số cổng ({port})"
    if not _NAME.search(host):
        return f"“{host}” không phải một tên miền"
    if "xn--" in host or not all(char.isalnum() or char in ".-" for char in host) or _borrowed(host):
        return f"tên miền “{host}” có chữ lạ, dễ nhầm với tên miền khác"
    named = {_plain(match[1]) for match in _HOST.finditer(shown)}
    if others := sorted(each for each in named if not _same(each, _plain(host))):
        return f"chữ hiện ra ghi “{others[0]}”, nhưng liên kết dẫn tới “{host}”"
    return None


def _borrowed(host: str) -> bool:
    """Tell whether a host looks like a known one: marks, letters of another alphabet, digits for letters, the name in front of another."""
    if any(_same(known, host) for known in _KNOWN):
        return False
    latin = all("LATIN" in unicodedata.name(char, "") for char in host if char.isalpha())
    plain = fold(unicodedata.normalize("NFKC", host)).translate(_DIGITS_AS_LETTERS)
    return not latin or any(_same(known, plain) or _IN_FRONT[known].search(plain) for known in _KNOWN)


def _plain(host: str) -> str:
    name = re.sub(r"^(?:www|m|mobile|web)\.", "", host.lower())
    return _SAME.get(name, name)


def _same(named: str, host: str) -> bool:
    """Tell whether a host is the named one or a part of it."""
    return host == named or host.endswith("." + named)
