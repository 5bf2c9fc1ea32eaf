"""The only module that writes the site: claims every path once, makes what changed, then renames it into place.

New bytes go to a folder of the site whose name begins with a dot (a rename inside one file system is atomic). They are
renamed at the end, assets before pages, so a build that fails leaves the last good site whole. ``.dvk-manifest.json`` in
the site lists the files written here; no other file is ever removed.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from danvankheo.base.artifact import Artifact, ArtifactGroup, digest
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.file_lock import locked
from danvankheo.base.output_paths import ClaimedPaths, parents_of, refusal
from danvankheo.base.problems import Problem
from danvankheo.base.settings import CORES
from danvankheo.cache import Cache, LastBuild, WrittenFile, keeps

MANIFEST = ".dvk-manifest.json"
_STAGING = ".dvk-staging"
LOCK, _PATIENCE = ".dvk-lock", 120  # seconds
# A path, the name of its new bytes in the staging folder ("" when the file on disk is right), size in bytes, time in ns.
_Row = tuple[str, str, int, int]


@dataclass(frozen=True, slots=True)
class WriteReport:
    """The changes of the site by a build; none when there are problems.

    unchanged: number of files left as they were; sources: for each path, the file a person opens to change it.
    """

    written: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)


def write(
    artifacts: Iterable[Artifact | ArtifactGroup],
    site_dir: Path,
    cache: Cache,
    pictures: Callable[[int, int], None] | None = None,
) -> WriteReport:
    """Write these artifacts into the site and remove those of earlier runs; other files stay.

    pictures: called after each picture with the number made and the total.

    Artifacts are taken one at a time; a group with an unchanged key is not listed. An exception of ``render`` leaves the
    site as it was. Raises DanVanKheoError when the folder holds a symbolic link where the site needs a folder, or when
    another build keeps the folder locked for more than two minutes.
    """
    site_dir.mkdir(parents=True, exist_ok=True)
    busy = DanVanKheoError(f"Một lượt dựng khác đang ghi vào “{site_dir}”. Chờ lượt ấy xong rồi chạy lại.")
    with locked(site_dir / LOCK, _PATIENCE, busy):
        return _written(artifacts, site_dir, cache, pictures)


def _written(
    artifacts: Iterable[Artifact | ArtifactGroup],
    site_dir: Path,
    cache: Cache,
    pictures: Callable[[int, int], None] | None,
) -> WriteReport:
    staging = _Staging(site_dir, cache)
    try:
        for artifact in artifacts:
            staging.take(artifact)
        if staging.claims.problems:
            return WriteReport((), 0, (), tuple(staging.claims.problems))
        staging.finish(pictures or (lambda done, total: None))
        return staging.publish()
    finally:
        staging.clear()


class _Staging:
    """One run of the writer: the files on disk, and new bytes that wait to be renamed."""

    def __init__(self, site_dir: Path, cache: Cache) -> None:
        self.claims = ClaimedPaths()
        self._site = site_dir
        self._cache = cache
        self._folder = site_dir / _STAGING
        # Image codecs release the interpreter lock: pictures are made in threads while this thread makes pages.
        self._threads = ThreadPoolExecutor(CORES)
        self._pictures: deque[Future[_Row]] = deque()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir()
        self._links: set[str] = set()
        self._on_disk = dict(_files(site_dir, "", self._links))
        self._before = cache.last_build(site_dir)
        self._ours = _manifest(site_dir)
        self._after: dict[str, WrittenFile] = {}
        self._groups: dict[str, Sequence[str]] = {}
        self._waiting: dict[str, str] = {}
        self._asked: dict[str, tuple[str, str]] = {}

    def take(self, item: Artifact | ArtifactGroup) -> None:
        """Make the bytes that the site does not hold yet."""
        if isinstance(item, Artifact):
            self._take(item)
        elif not self._as_before(item.key):
            self._groups[item.key] = [self._take(artifact) for artifact in item.make()]

    def _as_before(self, key: str) -> bool:
        """Claim the paths of an unchanged group; return False when its key is new or one of its files was changed."""
        files = self._before.files
        paths = self._before.groups.get(key)
        if paths is None or not all(self._is_untouched(path, files[path]) for path in paths):
            return False
        for path in paths:
            self._after[path] = known = files[path]
            self.claims.claim(path, known.source)
        self._groups[key] = paths
        return True

    def _is_untouched(self, path: str, known: WrittenFile) -> bool:
        return self._on_disk.get(path) == (known.size, known.mtime_ns)

    def _take(self, artifact: Artifact) -> str:
        """Make one artifact's bytes unless the site holds them already; return its path."""
        path = artifact.path
        if not self.claims.claim(path, artifact.source):
            return path
        known = self._before.files.get(path)
        if known and known.inputs == artifact.inputs and self._is_untouched(path, known):
            self._after[path] = known if known.source == artifact.source else replace(known, source=artifact.source)
            return path
        if not self.claims.problems:
            self._ask(artifact)
        return path

    def _ask(self, artifact: Artifact) -> None:
        self._asked[artifact.path] = artifact.inputs, artifact.source
        if keeps(artifact):
            self._pictures.append(self._threads.submit(self._keep, artifact))
        else:
            self._note_row(self._keep(artifact))

    def finish(self, pictures: Callable[[int, int], None]) -> None:
        """Wait for the pictures."""
        total = len(self._pictures)
        while self._pictures:
            self._note_row(self._pictures.popleft().result())
            pictures(total - len(self._pictures), total)

    def _keep(self, artifact: Artifact) -> _Row:
        """Make the bytes and put them into the staging folder, unless the file on disk holds them already."""
        path, found = artifact.path, self._on_disk.get(artifact.path)
        data = self._cache.make(artifact)
        if found and found[0] == len(data) and (self._site / path).read_bytes() == data:
            return path, "", *found
        name = digest(path)
        return path, name, len(data), _put(f"{self._folder}/{name}", data)

    def _note_row(self, row: _Row) -> None:
        path, name, size, mtime = row
        inputs, source = self._asked[path]
        self._after[path] = WrittenFile(inputs, size, mtime, source)
        if name:
            self._waiting[path] = name

    def publish(self) -> WriteReport:
        """Rename the new files into place, remove files that are no longer part of the site, write the manifest."""
        current = self._after.keys()
        stale = sorted(path for path in self._ours - current if path in self._on_disk and not refusal(path))
        self._refuse_links(current)
        self._note(current | set(stale))
        blocking = self._blocking(stale)
        for path in blocking:
            _remove(self._site, path)
        folders = {""}
        for path in sorted(self._waiting, key=_assets_first):
            self._rename(path, folders)
        for path in stale:
            if path not in blocking:
                _remove(self._site, path)
        if stale:
            self._note(current)
        self._cache.remember_build(self._site, LastBuild(self._after, self._groups))
        sources = {path: known.source for path, known in self._after.items()}
        return WriteReport(tuple(sorted(self._waiting)), len(current) - len(self._waiting), tuple(stale), (), sources)

    def clear(self) -> None:
        """Remove the staging folder; nothing of it is in the site."""
        self._threads.shutdown(cancel_futures=True)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _refuse_links(self, paths: Iterable[str]) -> None:
        """Refuse to write through a symbolic link, which may lead out of the site."""
        for link in self._links:
            if any(path.startswith(link + "/") for path in paths):
                raise DanVanKheoError(f"“{link}” trong thư mục trang là liên kết (symlink). Xóa nó rồi chạy lại.")

    def _blocking(self, stale: list[str]) -> set[str]:
        """Return stale files that stand where a folder is needed now, and those in a folder where a file is."""
        if not stale:
            return set()
        needed = set().union(*map(parents_of, self._waiting))
        return {path for path in stale if path in needed or not parents_of(path).isdisjoint(self._waiting)}

    def _rename(self, path: str, folders: set[str]) -> None:
        target = self._site / path
        if path.rpartition("/")[0] not in folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            folders |= parents_of(path)
        (self._folder / self._waiting[path]).replace(target)

    def _note(self, paths: Iterable[str]) -> None:
        """Write the manifest, before and after the renames, so that the next run knows every file written here."""
        text = json.dumps(sorted(paths), ensure_ascii=False, indent=0) + "\n"
        file = self._site / MANIFEST
        if not file.is_file() or file.read_text("utf-8") != text:
            aside = self._folder / "manifest"
            aside.write_text(text, "utf-8")
            aside.replace(file)


def _put(file: str, data: bytes) -> int:
    """Write a new file; return its modification time in nanoseconds."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        return os.fstat(descriptor).st_mtime_ns
    finally:
        os.close(descriptor)


def _assets_first(path: str) -> tuple[bool, str]:
    """Sort key: assets before the pages that load them, the home page last because it links to all others."""
    return path.endswith(".html"), "\uffff" if path == "index.html" else path


def _files(folder: Path | str, prefix: str, links: set[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield every regular file below a folder with its size and time. Symbolic links are added to ``links``, not followed."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_symlink():
                links.add(prefix + entry.name)
            elif entry.is_dir(follow_symlinks=False):
                if entry.name != _STAGING:
                    yield from _files(entry.path, f"{prefix}{entry.name}/", links)
            elif entry.is_file(follow_symlinks=False):
                status = entry.stat(follow_symlinks=False)
                yield prefix + entry.name, (status.st_size, status.st_mtime_ns)


def _manifest(site_dir: Path) -> set[str]:
    """Return the paths an earlier run wrote; an empty set, so that nothing is removed, when the manifest cannot be read."""
    try:
        paths = json.loads((site_dir / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return set()
    rows = paths if isinstance(paths, list) else []
    return {path for path in rows if isinstance(path, str)}


def _remove(site_dir: Path, path: str) -> None:
    """Remove a file and the folders it leaves empty."""
    file = site_dir / path
    file.unlink(missing_ok=True)
    for parent in file.parents:
        if parent == site_dir:
            return
        try:
            parent.rmdir()
        except OSError:
            return
