"""Releases in a folder: each stands whole beside the others, and one rename of a link shows another.

``releases/<id>/`` holds a release, ``releases/<id>.sha256`` its manifest (``sha256sum --strict -c`` reads it), and the id
is the SHA-256 of that manifest: the same site is the same release, and a run cut short is taken up again by the next.
``current`` is a link to the release that is shown. ``shared/`` holds what pages of the kept releases ask for by hashed
names, and every share card ever published. Nothing that is not listed in a manifest of ours is ever removed.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.withdrawal_ledger import FILE as LEDGER
from danvankheo.publishing.receiver import contained_files, release_state, signing, withdrawals
from danvankheo.publishing.receiver.manifest import (
    ID,
    files_below,
    is_path,
    manifest_text,
    nobody_sends,
    read_manifest,
    release_id,
)
from danvankheo.publishing.receiver.withdrawals import CARD

RELEASES, CURRENT, SHARED = "releases", "current", "shared"
LOCK = ".dvk-publish.lock"
VERSION, PUBLIC = "phien-ban.json", "cong-khai.json"
MOST_FILES = 500_000


class ReleaseStore:
    """A folder that sites are published into. Whoever changes it holds ``alone()``."""

    def __init__(self, root: Path, signers: Path | None = None) -> None:
        """signers: who signs releases (OpenSSH's ``allowed_signers``); None: they need not be signed."""
        self.root = root
        self._signers = signers
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
            contained_files.make_folder(self.root, RELEASES)
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
        """Return what is shown, the kept releases, the oldest first, and the ledger of withdrawals.

        Of what is shown also its manifest and its own word of what is public, None without one.
        """
        shown, state = self._shown(), self._state()
        manifest = self._manifest(shown) if shown else {}
        order = [name for name in state["order"] if contained_files.is_folder(self.root, self._release(name))]
        releases = {name: self._version(name) for name in order}
        told = (
            release_state.told(contained_files.read(self.root, f"{self._release(shown)}/{PUBLIC}"))
            if PUBLIC in manifest
            else None
        )
        public = told or ([] if PUBLIC in manifest else None)
        return {
            "current": shown,
            "manifest": manifest,
            "public": public,
            "releases": releases,
            "withdrawn": state["gone"],
        }

    def begin(self, manifest: Mapping[str, Any]) -> str:
        """Make room for a release; what an earlier, interrupted run brought of it is still there."""
        rows = {path: digest for path, digest in manifest.items() if isinstance(digest, str)}
        odd = [p for p, digest in rows.items() if not (is_path(p) and ID.fullmatch(digest))]
        if odd or len(rows) != len(manifest) or len(rows) > MOST_FILES or "index.html" not in rows:
            raise DanVanKheoError("Danh sách tệp của bản cần đăng không đúng dạng" + (f": “{odd[0]}”." if odd else "."))
        name = release_id(rows)
        self._begun[name] = rows
        if not contained_files.is_folder(self.root, self._release(name)):
            contained_files.make_folder(self.root, self._part(name))
        return name

    def is_begun(self, name: str) -> bool:
        """Tell whether files of a release are still to come; a release that is kept is whole already."""
        return contained_files.is_folder(self.root, self._part(name))

    def part(self, name: str) -> str:
        """Return where, below the root, the files of a release that was begun are to be put."""
        if not self.is_begun(name):
            raise DanVanKheoError("Bản này chưa được mở để nhận tệp.")
        return self._part(name)

    def link_source(self) -> str:
        """Return the release, below the root, whose files may be linked instead of sent; "" when there is none."""
        shown = self._shown()
        return self._release(shown) if shown else ""

    def verify(self, name: str, restored: Collection[str] = (), signed: Any = None) -> None:
        """Compare every file that came with the manifest, and only then give the release its name.

        restored: withdrawn pages and photos that people let back by name; signed: the signature, where one is needed.
        """
        manifest = self._begun.get(name)
        if manifest is None:
            raise DanVanKheoError("Bản này chưa được mở để nhận tệp.")
        if contained_files.is_folder(self.root, self._release(name)):
            if files_below(self._releases / name) != manifest.keys() or self._wrong(self._release(name), manifest):
                raise DanVanKheoError(f"Bản {name[:12]} ở nơi đăng đã bị sửa; chuyển nó đi nơi khác rồi chạy lại.")
            return
        part = self.part(name)
        with nobody_sends(self.root / part):
            contained_files.tidy(self.root, part, manifest.keys())
            if wrong := self._wrong(part, manifest):
                text = f"{len(wrong)} tệp sang nơi đăng thiếu hoặc không đúng như bản đã dựng, ví dụ {wrong[0]}"
                raise DanVanKheoError(f"{text}; chưa đăng. Hãy chạy lại.")
            self._refuse_withdrawn(part, manifest, restored)
            if self._signers:
                state = self._state()
                state["signed"] = signing.verify(self._signers, name, signed, state["signed"])
                self._write_state(state)
            self._name(part, manifest)

    def switch(self, name: str, keep: int, restored: Collection[str] = ()) -> None:
        """Show a release that is whole, put away what visitors of earlier ones still ask for, remove the rest."""
        manifest, state = self._manifest(name), self._state()
        self._refuse_withdrawn(self._release(name), manifest, restored)
        state["gone"] = sorted(withdrawals.without(set(state["gone"]), restored))
        self._share(name, manifest, state)
        self._turn(name)
        state["order"] = [known for known in state["order"] if known != name] + [name]
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
        if self._wrong(self._release(name), self._manifest(name)):
            raise DanVanKheoError(f"Bản {name[:12]} không còn nguyên vẹn ở nơi đăng.")
        self._share(name, self._manifest(name), state)
        self._turn(name)

    # What is on disk

    def _part(self, name: str) -> str:
        return f"{RELEASES}/.part-{name}"

    def _release(self, name: str) -> str:
        return f"{RELEASES}/{name}"

    def _listed(self, name: str) -> str:
        return f"{RELEASES}/{name}.sha256"

    def _shown(self) -> str:
        current = self.root / CURRENT
        if not current.is_symlink():
            if current.exists():
                raise DanVanKheoError(f"“{current}” không phải liên kết do dvk tạo; chưa đăng.")
            return ""
        place = current.readlink()
        if (
            place.parent != Path(RELEASES)
            or not ID.fullmatch(place.name)
            or not contained_files.is_folder(self.root, str(place))
        ):
            raise DanVanKheoError(f"Liên kết “{current}” không trỏ vào một bản đã đăng; chưa đăng.")
        return place.name

    def _manifest(self, name: str) -> dict[str, str]:
        data = contained_files.read(self.root, self._listed(name)) or b""
        if not contained_files.is_folder(self.root, self._release(name)) or hashlib.sha256(data).hexdigest() != name:
            raise DanVanKheoError(f"Bản {name[:12]} không còn nguyên vẹn ở nơi đăng.")
        return read_manifest(data)

    def _version(self, name: str) -> dict[str, Any]:
        version = release_state.told(contained_files.read(self.root, f"{self._release(name)}/{VERSION}"))
        return version if isinstance(version, dict) else {}

    def _state(self) -> dict[str, Any]:
        return release_state.read(self.root, self._shown())

    def _write_state(self, state: Mapping[str, Any]) -> None:
        release_state.write(self.root, state)

    def _wrong(self, folder: str, manifest: Mapping[str, str]) -> list[str]:
        return [
            p for p, digest in sorted(manifest.items()) if contained_files.digest(self.root, f"{folder}/{p}") != digest
        ]

    def _refuse_withdrawn(self, folder: str, manifest: Mapping[str, str], restored: Collection[str]) -> None:
        """Raise when a release shows what is withdrawn, unless it was let back by name."""
        gone = withdrawals.without(set(self._state()["gone"]), restored)
        if back := withdrawals.came_back(manifest, gone, self._own_ledger(folder)):
            contained_files.tidy(self.root, folder)
            raise DanVanKheoError(withdrawals.refusal(back))

    def _own_ledger(self, folder: str) -> set[str]:
        try:
            return withdrawals.ledger_in(contained_files.read(self.root, f"{folder}/{LEDGER}"))
        except ValueError:
            raise DanVanKheoError(f"Tệp {LEDGER} của bản này không đúng dạng; chưa đăng.") from None

    def _name(self, part: str, manifest: Mapping[str, str]) -> str:
        """Make a checked folder a release: safe on the disk first, its manifest before itself."""
        name = release_id(manifest)
        for path, digest in manifest.items():
            # A time made of the content: servers name a version by time and size, and their clocks may be wrong.
            contained_files.seal(self.root, f"{part}/{path}", 946_684_800 + int(digest[:7], 16))
        contained_files.seal_folders(self.root, part)
        contained_files.write(self.root, self._listed(name), manifest_text(manifest).encode("utf-8"))
        if not contained_files.is_folder(self.root, self._release(name)):
            contained_files.rename(self.root, part, self._release(name))
        self._sync(self._releases)
        return name

    def _turn(self, name: str) -> None:
        """Rename a new link over the old: there is no moment without one."""
        aside = self.root / f".{CURRENT}-new"
        aside.unlink(missing_ok=True)
        aside.symlink_to(Path(RELEASES) / name)
        aside.replace(self.root / CURRENT)
        self._sync(self.root)

    def _sync(self, folder: Path) -> None:
        """Wait until what a folder holds is safe on the disk."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def _share(self, name: str, manifest: Mapping[str, str], state: dict[str, Any]) -> None:
        """Link a release's assets, photos and cards where they are found after it is no longer shown."""
        shared: dict[str, str] = state["shared"]
        new = {p: d for p, d in manifest.items() if _is_shared(p) and shared.get(p) != d}
        ours = {p: d for p, d in new.items() if p in shared or not contained_files.digest(self.root, f"{SHARED}/{p}")}
        shared |= ours
        self._write_state(state)
        for path in {p for p in manifest if _is_shared(p) and p in shared}:
            if path in ours or not contained_files.digest(self.root, f"{SHARED}/{path}"):
                contained_files.link(self.root, f"{self._release(name)}/{path}", f"{SHARED}/{path}")

    def _settle(self, state: dict[str, Any]) -> None:
        """Take what is withdrawn out of earlier releases and shared files."""
        newest = state["order"][-1]
        ledger = set(state["gone"]) | self._own_ledger(self._release(newest))
        state["gone"] = sorted(ledger)
        mark = state["settled"][newest] = release_state.mark(state)
        self._write_state(state)
        donor, seen = self._manifest(newest), withdrawals.Seen()
        kept = [name for name in state["order"][:-1] if contained_files.is_folder(self.root, self._release(name))]
        behind = [name for name in kept if ledger and state["settled"].get(name) != mark]
        old = {name: self._manifest(name) for name in behind}
        words = set().union(*(withdrawals.words_of(self._reader(n), old[n], ledger, donor) for n in behind))
        for name in behind:
            stay = withdrawals.staying(self._reader(name), old[name], donor, ledger, words, seen)
            fresh = self._mixed(name, withdrawals.mixed(old[name], donor, stay | {VERSION}), stay | {VERSION}, newest)
            if self._shown() == name:
                self._turn(fresh)
            state["order"] = list(dict.fromkeys(fresh if known == name else known for known in state["order"]))
            state["settled"][fresh] = mark
            self._write_state(state)
            if fresh != name:
                self._remove(name)
        for path, digest in sorted(state["shared"].items()):
            # The newest release's own cards know of it already.
            if path not in donor and withdrawals.has_lost_its_page(path, donor, ledger):
                own = withdrawals.own_card(donor, (CARD.fullmatch(path) or {"shape": ""})["shape"] or "")
                if own and digest != donor[own]:
                    contained_files.link(self.root, f"{self._release(newest)}/{own}", f"{SHARED}/{path}")
                    state["shared"][path] = donor[own]
        self._prune_shared(state, state["order"])
        self._write_state(state)

    def _reader(self, name: str) -> withdrawals.Read:
        return lambda path: contained_files.read(self.root, f"{self._release(name)}/{path}")

    def _mixed(self, name: str, manifest: Mapping[str, str], stay: Collection[str], newest: str) -> str:
        """Make a release of the newest one and of the files of another that stay."""
        part = self._part(release_id(manifest))
        if contained_files.is_folder(self.root, self._release(release_id(manifest))):
            return release_id(manifest)
        contained_files.tidy(self.root, part)  # of a run that was cut off
        for path in manifest:
            contained_files.link(
                self.root, f"{self._release(name if path in stay else newest)}/{path}", f"{part}/{path}"
            )
        return self._name(part, manifest)

    def _prune(self, state: dict[str, Any], keep: int) -> None:
        """Keep the last releases and what they share; the one that is shown and every card stay."""
        shown = self._shown()
        kept = [name for name in state["order"] if name in state["order"][-keep:] or name == shown]
        for file in sorted(self._releases.iterdir()):
            if file.suffix == ".sha256" and ID.fullmatch(file.stem) and file.stem not in kept:
                self._remove(file.stem)
            elif file.name.startswith(".part-") and ID.fullmatch(file.name.removeprefix(".part-")):
                contained_files.tidy(self.root, f"{RELEASES}/{file.name}")
        self._prune_shared(state, kept)
        state["order"] = kept
        state["settled"] = {name: mark for name, mark in state["settled"].items() if name in kept}
        self._write_state(state)

    def _prune_shared(self, state: dict[str, Any], kept: Collection[str]) -> None:
        """Remove shared files that no kept release asks for; cards stay."""
        asked = set().union(
            *(self._manifest(name) for name in kept if contained_files.is_folder(self.root, self._release(name)))
        )
        for path in sorted(set(state["shared"]) - asked):
            if not CARD.fullmatch(path):
                contained_files.remove(self.root, f"{SHARED}/{path}")
                del state["shared"][path]
        contained_files.remove_empty(self.root, SHARED)

    def _remove(self, name: str) -> None:
        """Remove a release: the files of its manifest, then the folders that leaves empty."""
        for path in read_manifest(contained_files.read(self.root, self._listed(name)) or b""):
            contained_files.remove(self.root, f"{self._release(name)}/{path}")
        contained_files.remove_empty(self.root, self._release(name))
        contained_files.remove(self.root, self._listed(name))


def _is_shared(path: str) -> bool:
    return path.startswith(("assets/", "anh/")) and not path.startswith(("anh/the/da-go.", "anh/the/danh-sach."))
