"""Publishes a site: compare, send, verify, switch, then check the answers at its address; ``rollback`` shows an earlier release."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from danvankheo.base.errors import DanVanKheoError
from danvankheo.publishing.current_release import NO_RELEASE, CurrentRelease, parse_release
from danvankheo.publishing.live_site import release_at, version_at, wrong_answers
from danvankheo.publishing.receiver import signing
from danvankheo.publishing.receiver.manifest import digest_of, files_below, release_id
from danvankheo.publishing.receiver.release_store import PUBLIC, ReleaseStore
from danvankheo.publishing.sessions import Session, connect
from danvankheo.publishing.targets import PublishTarget, TargetKind

#: Raises DanVanKheoError when the new site may not replace the release that is shown.
CheckReplacement = Callable[[CurrentRelease], object]
_COMPRESSED = (".gz", ".br")


@dataclass(frozen=True, slots=True)
class PublicationChanges:
    """The files that visitors find added, changed and removed, without compressed copies; ``id``: of the new release."""

    id: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


def manifest_of(site: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of a site by its path. Raises DanVanKheoError for a file that is not regular."""
    found = {path: digest_of(site / path) for path in sorted(files_below(site))}
    if "index.html" not in found:
        raise DanVanKheoError(f"“{site}” chưa có index.html; hãy dựng trang trước khi đăng.")
    return found


def compare(manifest: Mapping[str, str], before: Mapping[str, str]) -> PublicationChanges:
    """Return the changes from one manifest to another."""

    def listed(paths: set[str]) -> tuple[str, ...]:
        return tuple(sorted(path for path in paths if not path.endswith(_COMPRESSED)))

    both = manifest.keys() & before.keys()
    changed = {path for path in both if manifest[path] != before[path]}
    return PublicationChanges(
        release_id(manifest), listed(manifest.keys() - both), listed(changed), listed(before.keys() - both)
    )


def plan(site: Path, target: PublishTarget, check: CheckReplacement) -> PublicationChanges:
    """Return what publishing would change, without changing it."""
    before = listing(target)
    check(_current(target, before))
    return compare(manifest_of(site), before["manifest"])


def publish(
    site: Path, target: PublishTarget, check: CheckReplacement, restored: Collection[str] = ()
) -> PublicationChanges:
    """Publish a site; visitors see the whole old release until they see the whole new one.

    restored: addresses of withdrawn pages and photos that a permission allows again. Raises DanVanKheoError when the site
    may not be published, or when its address then answers with other bytes; the earlier release is shown again.
    """
    manifest = manifest_of(site)
    with connect(target) as session:
        before = session.ask("list")
        check(_current(target, before))
        begun = session.ask("begin", manifest=manifest)
        name = begun["id"]
        if begun["wanted"]:
            session.send(site, name, manifest)
        signed = {"signed": signing.signed(target.signing, name)} if target.signing else {}
        session.ask("verify", id=name, restored=list(restored), **signed)
        session.ask("switch", id=name, keep=target.keep, restored=list(restored))
        _check_answers(target, manifest, session, before["current"])
    return compare(manifest, before["manifest"])


def rollback(target: PublishTarget, name: str | None) -> str:
    """Show a kept release again, given by the beginning of its id; None: the one before the current. Return its id."""
    with connect(target) as session:
        listed = session.ask("list")
        chosen = _previous(listed) if name is None else _named(listed, name)
        return str(session.ask("rollback", id=chosen)["id"])


def listing(target: PublishTarget) -> dict[str, Any]:
    """Return the current release and the kept ones (``ReleaseStore.listing``)."""
    if target.kind is not TargetKind.SERVER:
        return ReleaseStore(Path(target.place)).listing()
    with connect(target) as session:
        return session.ask("list")


def current_release(target: PublishTarget) -> CurrentRelease:
    """Return the release that a target shows. Raises DanVanKheoError when the target does not answer."""
    return (
        _current(target, listing(target))
        if target.kind in (TargetKind.SERVER, TargetKind.FOLDER)
        else release_at(target.address)
    )


def refuse_first(target: PublishTarget) -> None:
    """Raise DanVanKheoError when a target has a release: a first publication would lose its share images and withdrawals."""
    advice = "Chạy lại và bỏ --first (trên GitHub: xóa biến FIRST_RELEASE)."
    if target.kind in (TargetKind.SERVER, TargetKind.FOLDER):
        if current := listing(target)["current"]:
            raise DanVanKheoError(f"Nơi này đang có một bản đã đăng ({current[:12]}), không phải lần đầu. {advice}")
        return
    try:
        version = version_at(target.address)
    except DanVanKheoError:
        return
    raise DanVanKheoError(
        f"{target.address} đang có một bản đã đăng (số liệu ngày {version.get('chot_den', '?')}), không phải lần đầu. {advice}"
    )


def _check_answers(target: PublishTarget, manifest: Mapping[str, str], session: Session, before: str) -> None:
    """Show the earlier release again and raise when the address does not answer with the new release."""
    if not target.address or not (wrong := wrong_answers(target.address, manifest)):
        return
    releases = session.ask("list")["releases"]
    text = f"Trang đã đăng không hiện đúng: {', '.join(wrong)}."
    if earlier := list(releases)[:-1]:  # removing what was withdrawn may have renamed the release before
        session.ask("rollback", id=before if before in releases else earlier[-1])
        raise DanVanKheoError(f"{text} Đã trở lại bản trước.")
    raise DanVanKheoError(f"{text} Kiểm tra cấu hình máy chủ, tên miền.")


def _current(target: PublishTarget, listed: Mapping[str, Any]) -> CurrentRelease:
    if not listed["current"]:
        return NO_RELEASE
    if "public" not in listed and PUBLIC in listed["manifest"] and target.address:
        return release_at(target.address)  # a server with an older receiver does not send it
    version = listed["releases"].get(listed["current"]) or {}
    return parse_release(version, listed.get("public"), listed["manifest"], target.address or target.place)


def _previous(listed: Mapping[str, Any]) -> str:
    order = list(listed["releases"])
    place = order.index(listed["current"]) if listed["current"] in order else 0
    if not order:
        raise DanVanKheoError("Nơi này chưa có bản nào được đăng.")
    if place == 0:
        raise DanVanKheoError("Không còn bản nào trước bản đang đăng.")
    return str(order[place - 1])


def _named(listed: Mapping[str, Any], name: str) -> str:
    fits = [known for known in listed["releases"] if known.startswith(name)]
    if len(fits) != 1:
        raise DanVanKheoError(f"Không có đúng một bản tên “{name}”. Xem các bản: dvk rollback NƠI --list")
    return str(fits[0])
