"""One publication: compare, send, have it verified, show it, look at it as a visitor does."""

from __future__ import annotations

import hashlib
import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.headers import HEADERS
from danvankheo.publishing.current_release import NOTHING, ShownRelease, shown
from danvankheo.publishing.receiver import signing
from danvankheo.publishing.receiver.manifest import digest_of, files_below, release_id
from danvankheo.publishing.receiver.release_store import PUBLIC, VERSION, Releases
from danvankheo.publishing.sessions import Session, connect
from danvankheo.publishing.targets import Kind, Target

#: Raises DanVanKheoError when a site may not take the place of what is shown.
Judge = Callable[[ShownRelease], object]
_TIMEOUT = 20
_MOST_BYTES = 64 * 1024 * 1024
SITEMAP, _MOST_SITEMAPS = "sitemap.xml", 50
_LOCATION = re.compile(r"<loc>\s*([^<\s]+)\s*</loc>")
_PACKED = (".gz", ".br")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a publication changes for visitors (compressed forms are not named); ``id`` is the release's."""

    id: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


def manifest_of(site: Path) -> dict[str, str]:
    """Return every file of a site with its SHA-256; raises DanVanKheoError for what is no regular file."""
    found = {path: digest_of(site / path) for path in sorted(files_below(site))}
    if "index.html" not in found:
        raise DanVanKheoError(f"“{site}” chưa có index.html; hãy dựng trang trước khi đăng.")
    return found


def compare(manifest: Mapping[str, str], before: Mapping[str, str]) -> Plan:
    """Return what would change."""

    def told(paths: set[str]) -> tuple[str, ...]:
        return tuple(sorted(path for path in paths if not path.endswith(_PACKED)))

    both = manifest.keys() & before.keys()
    changed = {path for path in both if manifest[path] != before[path]}
    return Plan(release_id(manifest), told(manifest.keys() - both), told(changed), told(before.keys() - both))


def plan(site: Path, target: Target, judge: Judge) -> Plan:
    """Return what publishing would change, changing nothing."""
    shown = kept(target)
    judge(_shown(target, shown))
    return compare(manifest_of(site), shown["manifest"])


def publish(site: Path, target: Target, judge: Judge, restored: Collection[str] = ()) -> Plan:
    """Publish a site: visitors see wholly the old one until wholly the new one.

    restored: withdrawn pages and photos that people let back by name. Raises DanVanKheoError when it may not, or when what
    visitors are given afterwards is not what was built; then the release before is shown again.
    """
    manifest = manifest_of(site)
    with connect(target) as session:
        shown = session.ask("list")
        judge(_shown(target, shown))
        begun = session.ask("begin", manifest=manifest)
        name = begun["id"]
        if begun["wanted"]:
            session.send(site, name, manifest)
        signed = {"signed": signing.signed(target.signing, name)} if target.signing else {}
        session.ask("verify", id=name, restored=list(restored), **signed)
        session.ask("switch", id=name, keep=target.keep, restored=list(restored))
        _look(target, manifest, session, shown["current"])
    return compare(manifest, shown["manifest"])


def rollback(target: Target, name: str | None) -> str:
    """Show a kept release again: the one named by the beginning of its id, else the one before what is shown."""
    with connect(target) as session:
        shown = session.ask("list")
        chosen = _before(shown) if name is None else _named(shown, name)
        return str(session.ask("rollback", id=chosen)["id"])


def kept(target: Target) -> dict[str, Any]:
    """Return what a target shows and keeps, changing nothing."""
    if target.kind is not Kind.SERVER:
        return Releases(Path(target.place)).listing()
    with connect(target) as session:
        return session.ask("list")


def faults(address: str, manifest: Mapping[str, str]) -> list[str]:
    """Return what a visitor is given at an address that is not what a release holds."""
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


def release_shown(target: Target) -> ShownRelease:
    """Return what a target shows, changing nothing; raises DanVanKheoError when that cannot be asked."""
    return _shown(target, kept(target)) if target.kind in (Kind.SERVER, Kind.FOLDER) else shown_at(target.address)


def version_at(address: str, *, fresh: bool = False) -> dict[str, Any]:
    """Return the version of the site that visitors of an address are given; raises DanVanKheoError when none is told.

    fresh: ask past what a network of caches keeps.
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


def shown_at(address: str) -> ShownRelease:
    """Return what visitors of an address are given; raises DanVanKheoError when no release of ours answers."""
    version = version_at(address)
    status, body, _ = _get(address + PUBLIC)
    if status == 404:
        return shown(version, None, pages_at(address) or (), address)
    try:
        return shown(version, json.loads(body) or [] if status == 200 else [], (), address)
    except (ValueError, RecursionError):
        return shown(version, [], (), address)


def pages_at(address: str) -> frozenset[str] | None:
    """Return the pages an address lists for search engines, each below it ("mo-hinh/x/"); None when it lists none.

    What answers there need not be ours: it is read as text, bounded, and no other host is asked.
    """
    if not address:
        return None
    found: set[str] = set()
    waiting = [SITEMAP]
    for _ in range(_MOST_SITEMAPS):
        if not waiting:
            break
        status, body, _headers = _get(address + waiting.pop())
        listed = _LOCATION.findall(body.decode("utf-8", "replace")) if status == 200 else []
        own = {unescape(place).removeprefix(address) for place in listed if unescape(place).startswith(address)}
        waiting += sorted(place for place in own if place.endswith(".xml"))
        found |= {place for place in own if not place.endswith(".xml")}
    return frozenset(found) or None


def is_shown(url: str) -> bool | None:
    """Tell whether visitors of an address are given the page that names itself so; None when nothing answers.

    Whoever holds a lapsed domain may answer any address with a page; it does not name itself by ours.
    """
    status, body, _ = _get(url)
    return f'rel="canonical" href="{url}"'.encode() in body if status else None


def refuse_first(target: Target) -> None:
    """Raise when something was published to a target already: a first publication would forget its cards and withdrawals."""
    advice = "Chạy lại và bỏ --first (trên GitHub: xóa biến FIRST_RELEASE)."
    if target.kind in (Kind.SERVER, Kind.FOLDER):
        if shown := kept(target)["current"]:
            raise DanVanKheoError(f"Nơi này đang có một bản đã đăng ({shown[:12]}), không phải lần đầu. {advice}")
        return
    try:
        version = version_at(target.address)
    except DanVanKheoError:
        return
    raise DanVanKheoError(
        f"{target.address} đang có một bản đã đăng (số liệu ngày {version.get('chot_den', '?')}), không phải lần đầu. {advice}"
    )


def unguarded(address: str) -> list[str]:
    """Return the headers that every page of ours is to have and that an address does not send, or sends otherwise."""
    sent = _get(address)[2]
    return [name for name, value in HEADERS.items() if sent.get(name.lower()) != value]


def _look(target: Target, manifest: Mapping[str, str], session: Session, before: str) -> None:
    if not target.address or not (wrong := faults(target.address, manifest)):
        return
    kept = session.ask("list")["releases"]
    text = f"Trang đã đăng không hiện đúng: {', '.join(wrong)}."
    if earlier := list(kept)[:-1]:  # the one shown before may have lost what was withdrawn, and its name with it
        session.ask("rollback", id=before if before in kept else earlier[-1])
        raise DanVanKheoError(f"{text} Đã trở lại bản trước.")
    raise DanVanKheoError(f"{text} Kiểm tra cấu hình máy chủ, tên miền.")


def _get(url: str) -> tuple[int, bytes, Mapping[str, str]]:
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


def _shown(target: Target, listing: Mapping[str, Any]) -> ShownRelease:
    if not listing["current"]:
        return NOTHING
    if "public" not in listing and PUBLIC in listing["manifest"] and target.address:
        return shown_at(target.address)  # a server with an earlier receiver
    version = listing["releases"].get(listing["current"]) or {}
    return shown(version, listing.get("public"), listing["manifest"], target.address or target.place)


def _before(shown: Mapping[str, Any]) -> str:
    order = list(shown["releases"])
    place = order.index(shown["current"]) if shown["current"] in order else 0
    if not order:
        raise DanVanKheoError("Nơi này chưa có bản nào được đăng.")
    if place == 0:
        raise DanVanKheoError("Không còn bản nào trước bản đang đăng.")
    return str(order[place - 1])


def _named(shown: Mapping[str, Any], name: str) -> str:
    fits = [known for known in shown["releases"] if known.startswith(name)]
    if len(fits) != 1:
        raise DanVanKheoError(f"Không có đúng một bản tên “{name}”. Xem các bản: dvk rollback NƠI --list")
    return str(fits[0])
