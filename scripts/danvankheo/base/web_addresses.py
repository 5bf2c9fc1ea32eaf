"""Web addresses that mislead: the visible text or the host looks like another site."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from urllib.parse import unquote, urlsplit

from danvankheo.base.text import fold, visible

# Top-level domains by which a host without https:// is recognised.
_ENDINGS = (
    "com|vn|net|org|me|info|edu|gov|io|be|ly|gl|asia|xyz|top|site|online|shop|store|app|dev|cc|tv|club|link|biz|cn|ru"
)
_HOST = re.compile(rf"(?<![\w-])(?<!\w[@.])(?:https?://)?((?:[a-z0-9-]+\.)+(?:{_ENDINGS}))(?![\w-])", re.I)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_BARE = re.compile(rf"(?:www\.[a-z0-9.-]+|(?:[a-z0-9-]+\.)+(?:{_ENDINGS}))(?::\d+)?(?:[/?#].*)?\Z", re.I)
# Hosts that are imitated most.
_KNOWN = (
    "facebook.com",
    "fb.com",
    "zalo.me",
    "youtube.com",
    "google.com",
    "tiktok.com",
    "gov.vn",
)
_DIGITS_AS_LETTERS = str.maketrans("01", "ol")
_PORTS = {"http": 80, "https": 443}
# A domain name ends with a word; a host that ends with a number is an IP address.
_NAME = re.compile(r"\.[^\W\d_][^.]*\Z")
_SAME = {"fb.com": "facebook.com", "fb.me": "facebook.com", "youtu.be": "youtube.com"}


def is_bare(address: str) -> bool:
    """Tell whether a web address is written without https:// ("www.facebook.com/x", "zalo.me/g")."""
    return _BARE.match(address) is not None


def misleading(address: str, shown: str = "", own: str = "") -> str | None:
    """Return why an http or mail address misleads, given the visible text ``shown`` of its link; None when it does not.

    own: the site's own host, which others may imitate, too.
    """
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
    if (
        "xn--" in host
        or not all(char.isalnum() or char in ".-" for char in host)
        or _imitates(host, (*_KNOWN, own) if own else _KNOWN)
    ):
        return f"tên miền “{host}” có chữ lạ, dễ nhầm với tên miền khác"
    named = {_without_prefix(match[1]) for match in _HOST.finditer(shown)}
    if others := sorted(each for each in named if not _same(each, _without_prefix(host))):
        return f"chữ hiện ra ghi “{others[0]}”, nhưng liên kết dẫn tới “{host}”"
    return None


def _imitates(host: str, known: Sequence[str]) -> bool:
    """Tell whether a host looks like a known one: marks, other alphabets, digits as letters, or its name before another domain."""
    if any(_same(each, host) for each in known):
        return False
    latin = all("LATIN" in unicodedata.name(char, "") for char in host if char.isalpha())
    plain = fold(unicodedata.normalize("NFKC", host)).translate(_DIGITS_AS_LETTERS)
    return not latin or any(_same(each, plain) or _as_prefix(each).search(plain) for each in known)


@cache
def _as_prefix(known: str) -> re.Pattern[str]:
    """Return the pattern of hosts that begin with a known one: "facebook.com.x.test", but not "google.com.vn"."""
    return re.compile(rf"(?:^|[.-]){re.escape(known).replace(chr(92) + '.', '[.-]')}\.(?![a-z]{{2}}\Z)")


def _without_prefix(host: str) -> str:
    name = re.sub(r"^(?:www|m|mobile|web)\.", "", host.lower())
    return _SAME.get(name, name)


def _same(named: str, host: str) -> bool:
    """Tell whether a host is the named one or a subdomain of it."""
    return host == named or host.endswith("." + named)
