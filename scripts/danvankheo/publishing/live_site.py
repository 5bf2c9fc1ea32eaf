"""What visitors of an address receive over HTTP: the release shown there, its pages, files and headers.

The site at an address need not be this program's: answers are read as text, with a limit, and no other host is asked.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from html import unescape
from typing import Any

from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.headers import HEADERS
from danvankheo.publishing.current_release import CurrentRelease, parse_release
from danvankheo.publishing.receiver.release_store import PUBLIC, VERSION

_TIMEOUT = 20  # seconds
_MOST_BYTES = 64 * 1024 * 1024
_SITEMAP, _MOST_SITEMAPS = "sitemap.xml", 50
_LOCATION = re.compile(r"<loc>\s*([^<\s]+)\s*</loc>")


def wrong_answers(address: str, manifest: Mapping[str, str]) -> list[str]:
    """Return the addresses, of a sample of a release's files, whose answer differs from the file, each with its HTTP status."""
    asset = next((path for path in manifest if path.startswith("assets/") and path.endswith(".css")), VERSION)
    story = next((path for path in manifest if path.startswith("mo-hinh/") and path.count("/") > 1), "index.html")
    found = []
    for path in dict.fromkeys(path for path in ("index.html", VERSION, story, asset) if path in manifest):
        status, body, _ = _get(address + path.removesuffix("index.html"))
        if status != 200 or hashlib.sha256(body).hexdigest() != manifest[path]:
            found.append(f"{address}{path.removesuffix('index.html')} (mã {status})")
    if _get(f"{address}khong-co-trang-nay/")[0] != 404:
        found.append(f"{address}khong-co-trang-nay/ (phải là 404)")
    return found


def version_at(address: str, *, fresh: bool = False) -> dict[str, Any]:
    """Return ``phien-ban.json`` of the release shown at an address. Raises DanVanKheoError when there is none.

    fresh: bypass the caches of a content delivery network.
    """
    status, body, _ = _get(address + VERSION + (f"?{time.time_ns()}" if fresh else ""))
    try:
        version = json.loads(body) if status == 200 else None
    except ValueError:
        version = None
    if not isinstance(version, dict):
        raise DanVanKheoError(
            f"Không đọc được {address}{VERSION} (mã {status}); không rõ đang đăng bản nào. Lần đăng đầu tiên thì thêm --first."
        )
    return version


def release_at(address: str) -> CurrentRelease:
    """Return the release shown at an address. Raises DanVanKheoError when no release of this program answers."""
    version = version_at(address)
    status, body, _ = _get(address + PUBLIC)
    if status == 404:
        return parse_release(version, None, pages_at(address) or (), address)
    try:
        return parse_release(version, json.loads(body) or [] if status == 200 else [], (), address)
    except (ValueError, RecursionError):
        return parse_release(version, [], (), address)


def pages_at(address: str) -> frozenset[str] | None:
    """Return the pages in the sitemap of an address, relative to it ("mo-hinh/x/"); None when it lists none."""
    if not address:
        return None
    found: set[str] = set()
    waiting = [_SITEMAP]
    for _ in range(_MOST_SITEMAPS):
        if not waiting:
            break
        status, body, _headers = _get(address + waiting.pop())
        listed = _LOCATION.findall(body.decode("utf-8", "replace")) if status == 200 else []
        own = {unescape(place).removeprefix(address) for place in listed if unescape(place).startswith(address)}
        waiting += sorted(place for place in own if place.endswith(".xml"))
        found |= {place for place in own if not place.endswith(".xml")}
    return frozenset(found) or None


def is_online(url: str) -> bool | None:
    """Tell whether the page at an address names this address as its canonical one; None when nothing answers.

    The canonical address shows that the page is ours: the new holder of a lapsed domain may answer every address.
    """
    status, body, _ = _get(url)
    return f'rel="canonical" href="{url}"'.encode() in body if status else None


def missing_headers(address: str) -> list[str]:
    """Return the headers of ``HEADERS`` that an address does not send, or sends with another value."""
    sent = _get(address)[2]
    return [name for name, value in HEADERS.items() if sent.get(name.lower()) != value]


def _get(url: str) -> tuple[int, bytes, Mapping[str, str]]:
    """Return status, body and headers (lower-case names) of an answer; status 0 when there is none."""
    request = urllib.request.Request(url, headers={"Cache-Control": "no-cache", "User-Agent": "dvk"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310 (http or https: targets.py)
            return (
                answer.status,
                answer.read(_MOST_BYTES),
                {name.lower(): value for name, value in answer.headers.items()},
            )
    except urllib.error.HTTPError as error:
        with error:
            return error.code, b"", {}
    except OSError:
        return 0, b"", {}
