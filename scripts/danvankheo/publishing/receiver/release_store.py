"""Releases in a folder: complete releases side by side, and a link to the current one.

``releases/<id>/`` holds a release and ``releases/<id>.sha256`` its manifest (for ``sha256sum --strict -c``). The id is the
SHA-256 of the manifest, so the same site is the same release, and the next run continues an interrupted one. ``current``
links to the release that visitors see; renaming a new link over it shows another release at once. ``shared/`` holds the
hashed files (assets, photos) of all kept releases, and every published share image. Files in no manifest stay untouched.
"""

from __future__ import annotations

import fcntl
import hashlib
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
    read_manifest,
    release_id,
)
from danvankheo.publishing.receiver.withdrawals import CARD

RELEASES, CURRENT, SHARED = "releases", "current", "shared"
LOCK = ".dvk-publish.lock"
VERSION, PUBLIC = "phien-ban.json", "cong-khai.json"
_MOST_FILES = 500_000


class ReleaseStore:
    """A folder that sites are published into. Callers that change it hold ``locked()``."""

    def __init__(self, root: Path, signers: Path | None = None) -> None:
        """signers: the ``allowed_signers`` file of OpenSSH; None: releases need no signature."""
        self.root = root
        self._signers = signers
        self._releases = root / RELEASES
        self._begun: dict[str, dict[str, str]] = {}

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the store's lock until the block or the process ends. Raises DanVanKheoError when it is taken."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / LOCK).open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise DanVanKheoError("Có người khác đang đăng trang vào nơi này. Chờ họ xong rồi chạy lại.") from None
            contained_files.make_folder(self.root, RELEASES)
            yield

    def is_locked(self) -> bool:
        """Tell whether a publication is running."""
        with (self.root / LOCK).open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def listing(self) -> dict[str, Any]:
        """Return the current release and the kept ones.

        current: its id, "" for none; manifest: of the current release; public: its ``cong-khai.json``, None when it has
        none; releases: id → ``phien-ban.json``, the oldest first; withdrawn: the rows of the withdrawal ledger.
        """
        shown, state = self._shown(), self._state()
        manifest = self._manifest(shown) if shown else {}
        order = [name for name in state["order"] if contained_files.is_folder(self.root, self._release(name))]
        releases = {name: self._version(name) for name in order}
        public = None
        if PUBLIC in manifest:
            public = release_state.parsed(contained_files.read(self.root, f"{self._release(shown)}/{PUBLIC}")) or []
        return {
            "current": shown,
            "manifest": manifest,
            "public": public,
            "releases": releases,
            "withdrawn": state["gone"],
        }

    def begin(self, manifest: Mapping[str, Any]) -> str:
        """Make the folder that receives a release, and return its id; files of an interrupted run are still in it."""
        rows = {path: digest for path, digest in manifest.items() if isinstance(digest, str)}
        invalid = [p for p, digest in rows.items() if not (is_path(p) and ID.fullmatch(digest))]
        if invalid or len(rows) != len(manifest) or len(rows) > _MOST_FILES or "index.html" not in rows:
            raise DanVanKheoError(
                "Danh sách tệp của bản cần đăng không đúng dạng" + (f": “{invalid[0]}”." if invalid else ".")
            )
        name = release_id(rows)
        self._begun[name] = rows
        if not contained_files.is_folder(self.root, self._release(name)):
            contained_files.make_folder(self.root, self._part(name))
        return name

    def is_begun(self, name: str) -> bool:
        """Tell whether a release is still to be received; a kept release is complete."""
        return contained_files.is_folder(self.root, self._part(name))

    def part(self, name: str) -> str:
        """Return the folder, relative to the root, that receives the files. Raises DanVanKheoError unless it was begun."""
        if not self.is_begun(name):
            raise DanVanKheoError("Bản này chưa được mở để nhận tệp.")
        return self._part(name)

    def link_source(self) -> str:
        """Return the folder of the current release, whose files can be linked instead of sent; "" when there is none."""
        shown = self._shown()
        return self._release(shown) if shown else ""

    def verify(self, name: str, restored: Collection[str] = (), signed: Any = None) -> None:
        """Compare every received file with the manifest; when all are right, rename the folder to the release.

        restored: withdrawn pages and photos that a permission allows again; signed: see ``signing.signed``.
        """
        manifest = self._begun.get(name)
        if manifest is None:
            raise DanVanKheoError("Bản này chưa được mở để nhận tệp.")
        if contained_files.is_folder(self.root, self._release(name)):
            if files_below(self._releases / name) != manifest.keys() or self._wrong(self._release(name), manifest):
                raise DanVanKheoError(f"Bản {name[:12]} ở nơi đăng đã bị sửa; chuyển nó đi nơi khác rồi chạy lại.")
            return
        part = self.part(name)
        with contained_files.no_transfer(self.root / part):
            contained_files.remove_others(self.root, part, manifest.keys())
            if wrong := self._wrong(part, manifest):
                text = f"{len(wrong)} tệp sang nơi đăng thiếu hoặc không đúng như bản đã dựng, ví dụ {wrong[0]}"
                raise DanVanKheoError(f"{text}; chưa đăng. Hãy chạy lại.")
            self._refuse_withdrawn(part, manifest, restored)
            if self._signers:
                state = self._state()
                state["signed"] = signing.verify(self._signers, name, signed, state["signed"])
                self._write_state(state)
            self._finish(part, manifest)

    def switch(self, name: str, keep: int, restored: Collection[str] = ()) -> None:
        """Show a complete release, keep the hashed files of earlier pages in ``shared/``, remove old releases."""
        manifest, state = self._manifest(name), self._state()
        self._refuse_withdrawn(self._release(name), manifest, restored)
        state["gone"] = sorted(withdrawals.without(set(state["gone"]), restored))
        self._share(name, manifest, state)
        self._point_current(name)
        state["order"] = [known for known in state["order"] if known != name] + [name]
        self._apply_withdrawals(state)
        self._prune(state, keep)

    def rollback(self, name: str) -> None:
        """Show a kept release again, without anything withdrawn since."""
        state = self._state()
        if name not in state["order"]:
            raise DanVanKheoError(f"Không còn giữ bản {name[:12]}.")
        place = state["order"].index(name)
        self._apply_withdrawals(state)
        name = state["order"][place]
        if self._wrong(self._release(name), self._manifest(name)):
            raise DanVanKheoError(f"Bản {name[:12]} không còn nguyên vẹn ở nơi đăng.")
        self._share(name, self._manifest(name), state)
        self._point_current(name)

    # Paths and files

    def _part(self, name: str) -> str:
        return f"{RELEASES}/.part-{name}"

    def _release(self, name: str) -> str:
        return f"{RELEASES}/{name}"

    def _manifest_path(self, name: str) -> str:
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
        data = contained_files.read(self.root, self._manifest_path(name)) or b""
        if not contained_files.is_folder(self.root, self._release(name)) or hashlib.sha256(data).hexdigest() != name:
            raise DanVanKheoError(f"Bản {name[:12]} không còn nguyên vẹn ở nơi đăng.")
        return read_manifest(data)

    def _version(self, name: str) -> dict[str, Any]:
        version = release_state.parsed(contained_files.read(self.root, f"{self._release(name)}/{VERSION}"))
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
        """Raise when a release contains what is withdrawn and not in ``restored``; its files are removed."""
        ledger = withdrawals.without(set(self._state()["gone"]), restored)
        if again := withdrawals.shown_again(manifest, ledger, self._own_ledger(folder)):
            contained_files.remove_others(self.root, folder)
            raise DanVanKheoError(withdrawals.refusal(again))

    def _own_ledger(self, folder: str) -> set[str]:
        try:
            return withdrawals.ledger_in(contained_files.read(self.root, f"{folder}/{LEDGER}"))
        except ValueError:
            raise DanVanKheoError(f"Tệp {LEDGER} của bản này không đúng dạng; chưa đăng.") from None

    def _finish(self, part: str, manifest: Mapping[str, str]) -> str:
        """Turn a checked folder into a release: flush it to the disk, write the manifest, then rename the folder."""
        name = release_id(manifest)
        for path, digest in manifest.items():
            # Servers make ETags of time and size; a time made of the content gives equal ETags for equal bytes.
            contained_files.seal(self.root, f"{part}/{path}", 946_684_800 + int(digest[:7], 16))
        contained_files.seal_folders(self.root, part)
        contained_files.write(self.root, self._manifest_path(name), manifest_text(manifest).encode("utf-8"))
        if not contained_files.is_folder(self.root, self._release(name)):
            contained_files.rename(self.root, part, self._release(name))
        contained_files.flush_folder(self._releases)
        return name

    def _point_current(self, name: str) -> None:
        """Replace the link ``current`` in one rename, so that it exists at every moment."""
        link = self.root / f".{CURRENT}-new"
        link.unlink(missing_ok=True)
        link.symlink_to(Path(RELEASES) / name)
        link.replace(self.root / CURRENT)
        contained_files.flush_folder(self.root)

    def _share(self, name: str, manifest: Mapping[str, str], state: dict[str, Any]) -> None:
        """Link a release's assets, photos and share images into ``shared/``."""
        shared: dict[str, str] = state["shared"]
        new = {p: d for p, d in manifest.items() if _is_shared(p) and shared.get(p) != d}
        ours = {p: d for p, d in new.items() if p in shared or not contained_files.digest(self.root, f"{SHARED}/{p}")}
        shared |= ours
        self._write_state(state)
        for path in {p for p in manifest if _is_shared(p) and p in shared}:
            if path in ours or not contained_files.digest(self.root, f"{SHARED}/{path}"):
                contained_files.link(self.root, f"{self._release(name)}/{path}", f"{SHARED}/{path}")

    def _apply_withdrawals(self, state: dict[str, Any]) -> None:
        """Remove what is withdrawn from earlier releases and shared files."""
        newest = state["order"][-1]
        ledger = set(state["gone"]) | self._own_ledger(self._release(newest))
        state["gone"] = sorted(ledger)
        digest = state["settled"][newest] = release_state.ledger_digest(state)
        self._write_state(state)
        newest_files, photos_of = self._manifest(newest), withdrawals.PhotosOfPages()
        kept = [name for name in state["order"][:-1] if contained_files.is_folder(self.root, self._release(name))]
        behind = [name for name in kept if ledger and state["settled"].get(name) != digest]
        old = {name: self._manifest(name) for name in behind}
        words = set().union(
            *(withdrawals.withdrawn_words(self._reader(n), old[n], ledger, newest_files) for n in behind)
        )
        for name in behind:
            stay = withdrawals.unaffected_files(self._reader(name), old[name], newest_files, ledger, words, photos_of)
            fresh = self._mixed(
                name, withdrawals.mixed(old[name], newest_files, stay | {VERSION}), stay | {VERSION}, newest
            )
            if self._shown() == name:
                self._point_current(fresh)
            state["order"] = list(dict.fromkeys(fresh if known == name else known for known in state["order"]))
            state["settled"][fresh] = digest
            self._write_state(state)
            if fresh != name:
                self._remove(name)
        for path, shared_digest in sorted(state["shared"].items()):
            # Share images of the newest release are its own.
            if path not in newest_files and withdrawals.has_lost_its_page(path, newest_files, ledger):
                own = withdrawals.own_image(newest_files, (CARD.fullmatch(path) or {"shape": ""})["shape"] or "")
                if own and shared_digest != newest_files[own]:
                    contained_files.link(self.root, f"{self._release(newest)}/{own}", f"{SHARED}/{path}")
                    state["shared"][path] = newest_files[own]
        self._prune_shared(state, state["order"])
        self._write_state(state)

    def _reader(self, name: str) -> withdrawals.ReadFile:
        return lambda path: contained_files.read(self.root, f"{self._release(name)}/{path}")

    def _mixed(self, name: str, manifest: Mapping[str, str], stay: Collection[str], newest: str) -> str:
        """Make a release of the newest one with the files ``stay`` of another; return its id."""
        part = self._part(release_id(manifest))
        if contained_files.is_folder(self.root, self._release(release_id(manifest))):
            return release_id(manifest)
        contained_files.remove_others(self.root, part)  # files of an interrupted run
        for path in manifest:
            contained_files.link(
                self.root, f"{self._release(name if path in stay else newest)}/{path}", f"{part}/{path}"
            )
        return self._finish(part, manifest)

    def _prune(self, state: dict[str, Any], keep: int) -> None:
        """Remove all but the last ``keep`` releases and the current one, and shared files that none of them uses."""
        shown = self._shown()
        kept = [name for name in state["order"] if name in state["order"][-keep:] or name == shown]
        for file in sorted(self._releases.iterdir()):
            if file.suffix == ".sha256" and ID.fullmatch(file.stem) and file.stem not in kept:
                self._remove(file.stem)
            elif file.name.startswith(".part-") and ID.fullmatch(file.name.removeprefix(".part-")):
                contained_files.remove_others(self.root, f"{RELEASES}/{file.name}")
        self._prune_shared(state, kept)
        state["order"] = kept
        state["settled"] = {name: digest for name, digest in state["settled"].items() if name in kept}
        self._write_state(state)

    def _prune_shared(self, state: dict[str, Any], kept: Collection[str]) -> None:
        """Remove shared files that no kept release uses; share images stay."""
        used = set().union(
            *(self._manifest(name) for name in kept if contained_files.is_folder(self.root, self._release(name)))
        )
        for path in sorted(set(state["shared"]) - used):
            if not CARD.fullmatch(path):
                contained_files.remove(self.root, f"{SHARED}/{path}")
                del state["shared"][path]
        contained_files.remove_empty(self.root, SHARED)

    def _remove(self, name: str) -> None:
        """Remove a release: the files of its manifest, then empty folders."""
        for path in read_manifest(contained_files.read(self.root, self._manifest_path(name)) or b""):
            contained_files.remove(self.root, f"{self._release(name)}/{path}")
        contained_files.remove_empty(self.root, self._release(name))
        contained_files.remove(self.root, self._manifest_path(name))


def _is_shared(path: str) -> bool:
    return path.startswith(("assets/", "anh/")) and not path.startswith(("anh/the/da-go.", "anh/the/danh-sach."))
