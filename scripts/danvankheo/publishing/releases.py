"""Releases in a folder: each stands whole beside the others, and one rename of a link shows another.

``releases/<id>`` holds a release and ``releases/<id>.json`` its manifest; ``current`` is a link to the one that is
shown. The id is the SHA-256 of the manifest, so the same site is the same release, and a run that was cut short is taken
up again by the next.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from danvankheo.base.errors import DanVanKheoError

RELEASES = "releases"
CURRENT = "current"
LOCK = ".dvk-publish.lock"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a publication would change for visitors; ``id`` is the release's."""

    id: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


def manifest_of(site: Path) -> dict[str, str]:
    """Return every file of a site with its SHA-256; the builder's own notes, named with a dot, are no part of it.

    Raises DanVanKheoError for a link or anything else that is no regular file: it may lead out of the site.
    """
    found: dict[str, str] = {}
    for folder, folders, names in os.walk(site):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in (*folders, *names):
            file = Path(folder) / name
            if file.is_symlink() or not (file.is_file() or file.is_dir()):
                raise DanVanKheoError(f"“{file.relative_to(site)}” trong trang không phải tệp thường; chưa đăng.")
        for name in names:
            if not name.startswith("."):
                file = Path(folder) / name
                found[file.relative_to(site).as_posix()] = _digest(file)
    if "index.html" not in found:
        raise DanVanKheoError(f"“{site}” chưa có index.html; hãy dựng trang trước khi đăng.")
    return dict(sorted(found.items()))


def plan(site: Path, target: Path) -> Plan:
    """Return what publishing ``site`` to ``target`` would change, changing nothing."""
    return _compare(manifest_of(site), _shown(target))


def publish(site: Path, target: Path) -> Plan:
    """Put a site into ``target`` as a release and show it; visitors see wholly the old one until wholly the new one.

    Raises DanVanKheoError when somebody else is publishing there, when a copy is not what was built, or when ``current``
    is not a link of ours. What was shown before is then still shown.
    """
    target.mkdir(parents=True, exist_ok=True)
    with _alone(target):
        manifest = manifest_of(site)
        done = _compare(manifest, _shown(target))
        release = target / RELEASES / done.id
        if not release.is_dir() or manifest_of(release) != manifest:
            if release.exists():
                raise DanVanKheoError(f"Bản {done.id[:12]} ở nơi đăng đã bị sửa; chuyển nó đi nơi khác rồi chạy lại.")
            _copy(site, target, manifest, done.id)
        _note(target / RELEASES / f"{done.id}.json", manifest)
        _show(target, done.id)
        return done


def _compare(manifest: Mapping[str, str], before: Mapping[str, str]) -> Plan:
    rows = "".join(f"{digest}  {path}\n" for path, digest in sorted(manifest.items()))
    return Plan(
        id=hashlib.sha256(rows.encode("utf-8")).hexdigest(),
        added=tuple(sorted(manifest.keys() - before.keys())),
        changed=tuple(sorted(path for path in manifest.keys() & before.keys() if manifest[path] != before[path])),
        removed=tuple(sorted(before.keys() - manifest.keys())),
    )


def _shown(target: Path) -> dict[str, str]:
    """Return the manifest of the release that is shown, as its files are now; empty before the first."""
    current = target / CURRENT
    if not current.is_symlink():
        if current.exists():
            raise DanVanKheoError(f"“{current}” không phải liên kết do dvk tạo; chưa đăng.")
        return {}
    place = current.readlink()
    if place.parent != Path(RELEASES) or not (target / place).is_dir():
        raise DanVanKheoError(f"Liên kết “{current}” không trỏ vào một bản đã đăng; chưa đăng.")
    return manifest_of(target / place)


def _copy(site: Path, target: Path, manifest: Mapping[str, str], name: str) -> None:
    """Make a release under another name, check it, and only then give it its own."""
    part = target / RELEASES / f".part-{name}"
    for path, digest in manifest.items():
        place, before = part / path, target / CURRENT / path
        if place.is_file() and _digest(place) == digest:
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        place.unlink(missing_ok=True)
        if before.is_file() and _digest(before) == digest:
            os.link(before, place)
        else:
            shutil.copyfile(site / path, place)
            _sync(place)
    if manifest_of(part) != manifest:
        raise DanVanKheoError("Bản chép sang nơi đăng không đúng như bản đã dựng; chưa đăng. Hãy chạy lại.")
    for folder, _, _ in os.walk(part):
        _sync(Path(folder))
    part.rename(target / RELEASES / name)
    _sync(target / RELEASES)


def _note(file: Path, manifest: Mapping[str, str]) -> None:
    aside = file.with_name(f".{file.name}")
    aside.write_text(json.dumps(manifest, ensure_ascii=False, indent=0) + "\n", "utf-8")
    _sync(aside)
    aside.replace(file)


def _show(target: Path, name: str) -> None:
    """Rename a new link over the old: there is no moment without one."""
    aside = target / f".{CURRENT}-new"
    aside.unlink(missing_ok=True)
    aside.symlink_to(Path(RELEASES) / name)
    aside.replace(target / CURRENT)
    _sync(target)


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    """Hold the lock of a target; the system lets go of it when the process ends, however it ends."""
    with (target / LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DanVanKheoError("Có người khác đang đăng trang vào nơi này. Chờ họ xong rồi chạy lại.") from None
        yield


def _digest(file: Path) -> str:
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
