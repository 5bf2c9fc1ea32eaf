"""Releases in a folder: each stands whole beside the others, and one rename of a link shows another.

``releases/<id>/`` holds a release, ``releases/<id>.sha256`` its manifest (``sha256sum --strict -c`` reads it), and the id
is the SHA-256 of that manifest: the same site is the same release, and a run cut short is taken up again by the next.
``current`` is a link to the release that is shown. ``shared/`` holds what pages of the kept releases ask for by hashed
names, and every share card ever published. Nothing that is not listed in a manifest of ours is ever removed.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from danvankheo.base.errors import DanVanKheoError
from danvankheo.publishing import withdrawals
from danvankheo.publishing.disk import (
    digest_of,
    files_below,
    link,
    manifest_text,
    nobody_sends,
    read_json,
    release_id,
    remove_empty,
    sync,
    write,
)  # fmt: skip
from danvankheo.publishing.withdrawals import CARD

RELEASES, CURRENT, SHARED = "releases", "current", "shared"
LOCK, STATE = ".dvk-publish.lock", ".dvk-state.json"
VERSION = "phien-ban.json"
MOST_FILES = 500_000
ID = re.compile(r"[0-9a-f]{64}")
# No control characters, no backslash (sha256sum would escape it), no segment that begins with a dot.
_PATH = re.compile(r"(?!\.)[^/\\\x00-\x1f\x7f]+(/(?!\.)[^/\\\x00-\x1f\x7f]+)*")


class Releases:
    """A folder that sites are published into. Whoever changes it holds ``alone()``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._releases = root / RELEASES
        self._begun: dict[str, dict[str, str]] = {}

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the folder's lock; the system lets go of it when the process ends, however it ends."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / LOCK).open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise DanVanKheoError("Có người khác đang đăng trang vào nơi này. Chờ họ xong rồi chạy lại.") from None
            self._releases.mkdir(exist_ok=True)
            yield

    def is_taken(self) -> bool:
        """Tell whether somebody is publishing here now."""
        with (self.root / LOCK).open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def listing(self) -> dict[str, Any]:
        """Return what is shown, with its manifest, and the kept releases, the oldest first, each with its version."""
        shown = self._shown()
        manifest = self._manifest(shown) if shown else {}
        order = [name for name in self._state()["order"] if (self._releases / name).is_dir()]
        return {"current": shown, "manifest": manifest, "releases": {name: self._version(name) for name in order}}

    def begin(self, manifest: Mapping[str, Any]) -> str:
        """Make room for a release; what an earlier, interrupted run brought of it is still there."""
        rows = {path: digest for path, digest in manifest.items() if isinstance(digest, str)}
        odd = [p for p, digest in rows.items() if not (_PATH.fullmatch(p) and ID.fullmatch(digest))]
        if odd or len(rows) != len(manifest) or len(rows) > MOST_FILES or "index.html" not in rows:
            raise DanVanKheoError("Danh sách tệp của bản cần đăng không đúng dạng" + (f": “{odd[0]}”." if odd else "."))
        name = release_id(rows)
        self._begun[name] = rows
        if not (self._releases / name).is_dir():
            self._part(name).mkdir(exist_ok=True)
        return name

    def is_begun(self, name: str) -> bool:
        """Tell whether files of a release are still to come; a release that is kept is whole already."""
        return self._part(name).is_dir()

    def part(self, name: str) -> Path:
        """Return where the files of a release that was begun are to be put."""
        place = self._part(name)
        if not place.is_dir():
            raise DanVanKheoError("Bản này chưa được mở để nhận tệp.")
        return place

    def link_source(self) -> Path | None:
        """Return the release whose files may be linked instead of sent."""
        shown = self._shown()
        return self._releases / shown if shown else None

    def verify(self, name: str) -> None:
        """Compare every file that came with the manifest, and only then give the release its name."""
        manifest, release, part = self._begun.get(name), self._releases / name, self._part(name)
        if manifest is None:
            raise DanVanKheoError("Bản này chưa được mở để nhận tệp.")
        if release.is_dir():
            if files_below(release) != manifest.keys() or self._wrong(release, manifest):
                raise DanVanKheoError(f"Bản {name[:12]} ở nơi đăng đã bị sửa; chuyển nó đi nơi khác rồi chạy lại.")
            return
        with nobody_sends(part):
            for path in files_below(part) - manifest.keys():
                (part / path).unlink()
            if wrong := self._wrong(part, manifest):
                text = f"{len(wrong)} tệp sang nơi đăng thiếu hoặc không đúng như bản đã dựng, ví dụ {wrong[0]}"
                raise DanVanKheoError(f"{text}; chưa đăng. Hãy chạy lại.")
            self._name(part, manifest)

    def switch(self, name: str, keep: int) -> None:
        """Show a release that is whole, put away what visitors of earlier ones still ask for, remove the rest."""
        manifest, state = self._manifest(name), self._state()
        self._share(name, manifest, state)
        self._turn(name)
        state["order"] = [known for known in state["order"] if known != name] + [name]
        self._write_state(state)
        self._settle(state)
        self._prune(state, keep)

    def rollback(self, name: str) -> None:
        """Show a kept release again, without whatever was withdrawn since."""
        state = self._state()
        if name not in state["order"]:
            raise DanVanKheoError(f"Không còn giữ bản {name[:12]}.")
        place = state["order"].index(name)
        self._settle(state)
        name = state["order"][place]
        self._share(name, self._manifest(name), state)
        self._turn(name)

    # What is on disk

    def _part(self, name: str) -> Path:
        return self._releases / f".part-{name}"

    def _shown(self) -> str:
        current = self.root / CURRENT
        if not current.is_symlink():
            if current.exists():
                raise DanVanKheoError(f"“{current}” không phải liên kết do dvk tạo; chưa đăng.")
            return ""
        place = current.readlink()
        if place.parent != Path(RELEASES) or not ID.fullmatch(place.name) or not (self.root / place).is_dir():
            raise DanVanKheoError(f"Liên kết “{current}” không trỏ vào một bản đã đăng; chưa đăng.")
        return place.name

    def _manifest(self, name: str) -> dict[str, str]:
        file = self._releases / f"{name}.sha256"
        if not (self._releases / name).is_dir() or not file.is_file() or digest_of(file) != name:
            raise DanVanKheoError(f"Bản {name[:12]} không còn nguyên vẹn ở nơi đăng.")
        return {row[66:]: row[:64] for row in file.read_text("utf-8").splitlines()}

    def _version(self, name: str) -> dict[str, Any]:
        version = read_json(self._releases / name / VERSION)
        return version if isinstance(version, dict) else {}

    def _state(self) -> dict[str, Any]:
        state = read_json(self.root / STATE)
        state = state if isinstance(state, dict) else {"order": [], "shared": {}}
        shown = self._shown()
        if shown and shown not in state["order"]:  # killed between the link and the note
            state["order"].append(shown)
        return state

    def _write_state(self, state: Mapping[str, Any]) -> None:
        write(self.root / STATE, json.dumps(state, indent=0) + "\n")

    def _wrong(self, folder: Path, manifest: Mapping[str, str]) -> list[str]:
        return [
            p for p, digest in sorted(manifest.items()) if not (folder / p).is_file() or digest_of(folder / p) != digest
        ]

    def _name(self, part: Path, manifest: Mapping[str, str]) -> str:
        """Make a checked folder a release: safe on the disk first, its manifest before itself."""
        name = release_id(manifest)
        for path, digest in manifest.items():
            file = part / path
            # A time made of the content: servers name a version by time and size, and their clocks may be wrong.
            moment = 946_684_800 + int(digest[:7], 16)
            if file.stat().st_mtime != moment:
                os.utime(file, (moment, moment))
                file.chmod(0o644)
                sync(file)
        for folder, _, _ in os.walk(part):
            Path(folder).chmod(0o755)
            sync(Path(folder))
        write(self._releases / f"{name}.sha256", manifest_text(manifest))
        if not (self._releases / name).is_dir():
            part.rename(self._releases / name)
        sync(self._releases)
        return name

    def _turn(self, name: str) -> None:
        """Rename a new link over the old: there is no moment without one."""
        aside = self.root / f".{CURRENT}-new"
        aside.unlink(missing_ok=True)
        aside.symlink_to(Path(RELEASES) / name)
        aside.replace(self.root / CURRENT)
        sync(self.root)

    def _share(self, name: str, manifest: Mapping[str, str], state: dict[str, Any]) -> None:
        """Link a release's assets, photos and cards where they are found after it is no longer shown."""
        shared: dict[str, str] = state["shared"]
        new = {p: d for p, d in manifest.items() if _is_shared(p) and shared.get(p) != d}
        ours = {p: d for p, d in new.items() if p in shared or not (self.root / SHARED / p).exists()}
        shared |= ours
        self._write_state(state)
        for path in {p for p in manifest if _is_shared(p) and p in shared}:
            if path in ours or not (self.root / SHARED / path).is_file():
                link(self._releases / name / path, self.root / SHARED / path)

    def _settle(self, state: dict[str, Any]) -> None:
        """Take what was withdrawn out of earlier releases and shared cards; the newest release says what that is."""
        newest = state["order"][-1]
        donor, gone = self._manifest(newest), withdrawals.listed(self._releases / newest)
        kept = [name for name in state["order"][:-1] if (self._releases / name).is_dir()]
        unknown = {name: withdrawals.pages_of(gone - withdrawals.listed(self._releases / name)) for name in kept}
        # A release may still hold files of a photo whose page it lost to an earlier withdrawal.
        pictures = {photo for name in kept for photo in withdrawals.photos(self._releases / name, unknown[name])}
        pictures -= {photo for photo in pictures if any(path.startswith(photo) for path in donor)}
        for name in kept:
            if unknown[name] and withdrawals.holds(
                self._releases / name, self._manifest(name), unknown[name], pictures
            ):
                fresh = self._without(name, unknown[name], pictures, newest, donor)
                if self._shown() == name:
                    self._turn(fresh)
                state["order"] = list(dict.fromkeys(fresh if known == name else known for known in state["order"]))
                self._write_state(state)
                if fresh != name:
                    self._remove(name)
        pages = withdrawals.pages_of(gone)
        for path, digest in sorted(state["shared"].items()):
            card = CARD.fullmatch(path) if path not in donor else None  # the newest release's own know of it already
            own = withdrawals.own_card(donor, card["shape"] or "") if card and card["page"] in pages else None
            if own and digest != donor[own]:
                link(self._releases / newest / own, self.root / SHARED / path)
                state["shared"][path] = donor[own]
        self._write_state(state)

    def _without(self, name: str, pages: set[str], pictures: set[str], newest: str, donor: Mapping[str, str]) -> str:
        """Make a release of another one and the newest, in which no file speaks of these pages."""
        old = self._manifest(name)
        other = withdrawals.instead(self._releases / name, old, pages, pictures, donor)
        other.pop(VERSION, None)
        manifest = {path: digest for path, digest in (old | other).items() if digest}
        part = self._part(release_id(manifest))
        for path in manifest:
            link(self._releases / (newest if path in other else name) / path, part / path)
        return self._name(part, manifest)

    def _prune(self, state: dict[str, Any], keep: int) -> None:
        """Keep the last releases and what they share; the one that is shown and every card stay."""
        shown = self._shown()
        kept = [name for name in state["order"] if name in state["order"][-keep:] or name == shown]
        for file in sorted(self._releases.glob("*.sha256")):
            if ID.fullmatch(file.stem) and file.stem not in kept:
                self._remove(file.stem)
        for part in self._releases.glob(".part-*"):
            for path in files_below(part):
                (part / path).unlink()
            remove_empty(part)
        asked = set().union(*(self._manifest(name) for name in kept))
        for path in sorted(set(state["shared"]) - asked):
            if not CARD.fullmatch(path):
                (self.root / SHARED / path).unlink(missing_ok=True)
                del state["shared"][path]
        remove_empty(self.root / SHARED)
        state["order"] = kept
        self._write_state(state)

    def _remove(self, name: str) -> None:
        """Remove a release: the files of its manifest, then the folders that leaves empty."""
        file = self._releases / f"{name}.sha256"
        for row in file.read_text("utf-8").splitlines():
            (self._releases / name / row[66:]).unlink(missing_ok=True)
        remove_empty(self._releases / name)
        file.unlink()


def _is_shared(path: str) -> bool:
    return path.startswith(("assets/", "anh/")) and not path.startswith(("anh/the/da-go.", "anh/the/danh-sach."))
