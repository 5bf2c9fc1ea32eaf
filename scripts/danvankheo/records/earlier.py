"""Earlier versions of files, from git: the site shows them in place of files that have mistakes now.

A version is written below ``.cache/earlier/<commit>/`` at the path the file has now, and read there like any other file;
photos are written beside it. In the commit an entry is found by its slug, in whichever folder it lay. For entries only the commit of the published release is used, because no other version was public.
"""

from __future__ import annotations

import os
import posixpath
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from danvankheo.base import git
from danvankheo.base.artifact import digest
from danvankheo.base.front_matter import MAX_FILE
from danvankheo.base.problems import Severity
from danvankheo.base.source_paths import ENTRY_FOLDERS, PHOTOS
from danvankheo.records.files import Kind
from danvankheo.records.photo_folders import PhotoFolders, beside
from danvankheo.records.record import Record
from danvankheo.records.record_file import ReadRecord, read_record

_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?\Z")
_MOST_BYTES = 64 * 1024 * 1024
# How many changes of a file are searched.
_MOST_COMMITS = 20


@dataclass(frozen=True)
class EarlierVersions:
    """The earlier versions of a repository's files.

    commit: of the published release, "" when none is known; held_at: the commits of the entries which that release itself
    held back, by ``mark_of`` their usual paths; read: reads a file below a root.
    """

    repo: Path
    commit: str = ""
    held_at: Mapping[str, str] = field(default_factory=dict)
    read: ReadRecord = read_record

    @property
    def nowhere(self) -> str:
        """A root folder that contains no files."""
        return str(self._folder("khong-co"))

    def texts(self, path: str) -> Iterator[tuple[str, bytes]]:
        """Yield a file's bytes at the published commit, then at the last commits that changed it, each with the root it lies below."""
        for commit in self._commits(git.literal(path)):
            if (data := self._file(commit, path)) is not None:
                _put(self._folder(commit) / path, data)
                yield str(self._folder(commit)), data

    def record(self, kind: Kind, slug: str) -> Record[Any] | None:
        """Return the last version of a file that fits its schema. Not for what is shown of entries: see ``entry``."""
        spec = f":(glob){kind}/**/{slug}.md" if kind in ENTRY_FOLDERS else git.literal(f"{kind}/{slug}.md")
        for commit in self._commits(spec):
            record = self._record(commit, kind, slug, f"{kind}/{slug}.md")
            if record and not record.findings:
                return record
        return None

    def entry(self, kind: Kind, slug: str, path: str, is_photo: Callable[[Path], bool]) -> Record[Any] | None:
        """Return an entry as the published release has it, with its photos.

        path: of its file now; is_photo: tells whether a file can be shown.
        """
        commit = self.commit_of(f"{kind}/{slug}.md")
        if not self._known(commit):
            return None
        record = self._record(commit, kind, slug, path)
        if record and record.photos:
            self._write_photos(commit, record, is_photo)
        return record

    def commit_of(self, path: str) -> str:
        """Return the commit whose version of an entry the published release shows. path: its usual one, see ``EntryPath``."""
        return self.held_at.get(mark_of(path), self.commit)

    def _record(self, commit: str, kind: Kind, slug: str, path: str) -> Record[Any] | None:
        before, root = self._path(commit, kind, slug), self._folder(commit)
        if not before or (data := self._file(commit, before)) is None:
            return None
        _put(root / path, data)
        record, problems = self.read(root, kind, path.removeprefix(f"{kind}/"))
        if record is None or any(problem.severity is Severity.ERROR for problem in problems):
            return None
        return replace(record, root=str(root))

    def _write_photos(self, commit: str, record: Record[Any], is_photo: Callable[[Path], bool]) -> None:
        """Write the photos of an entry from a commit.

        A photo that was deleted since is left out, because people withdraw photos by deleting them. If the file was replaced
        (by one with blurred faces, for example), the new file is used.
        """
        root, folder = self._folder(commit), beside(record)
        shutil.rmtree(root / folder, ignore_errors=True)
        for name in record.photos:
            now = self._photos.file(record, name)
            if "/" in name or not os.path.lexists(now):
                continue
            end = f"/{PHOTOS}/{record.slug}/{name}"
            before = [path for path in self._paths(commit, record.kind) if path.endswith(end)]
            before.sort(key=lambda path: path != f"{folder}/{name}")
            data = now.read_bytes() if is_photo(now) else self._file(commit, before[0], _MOST_BYTES) if before else None
            if data is not None:
                _put(root / folder / name, data)

    def _path(self, commit: str, kind: Kind, slug: str) -> str:
        """Return the path of a file in a commit; "" when several entries there have the slug, or none."""
        if kind not in ENTRY_FOLDERS:
            return f"{kind}/{slug}.md"
        found = [path for path in self._paths(commit, kind) if posixpath.basename(path) == f"{slug}.md"]
        return found[0] if len(found) == 1 else ""

    def _paths(self, commit: str, kind: Kind) -> list[str]:
        """Return the paths of all files below the folder of a kind in a commit."""
        if (commit, kind) not in self._listed:
            listed = git.ask(self.repo, "ls-tree", "-r", "-z", "--name-only", commit, "--", f"{kind}/")
            self._listed[commit, kind] = git.paths(listed)
        return self._listed[commit, kind]

    @cached_property
    def _listed(self) -> dict[tuple[str, Kind], list[str]]:
        return {}

    @cached_property
    def _photos(self) -> PhotoFolders:
        return PhotoFolders(self.repo)

    def _commits(self, spec: str) -> Iterator[str]:
        """Yield the commits to search for a file. spec: git's pathspec of it."""
        if self._known(self.commit):
            yield self.commit
        log = git.ask(
            self.repo,
            "log",
            f"--max-count={_MOST_COMMITS}",
            "--format=%H",
            "--end-of-options",
            "HEAD",
            "--",
            spec,
        )
        yield from (log or b"").decode("ascii", "replace").split()

    def _known(self, commit: str) -> bool:
        """Tell whether a commit is HEAD or one of its ancestors."""
        return (
            bool(_COMMIT.match(commit))
            and git.ask(self.repo, "merge-base", "--is-ancestor", commit, "HEAD") is not None
        )

    def _file(self, commit: str, path: str, most: int = MAX_FILE) -> bytes | None:
        """Return the bytes of a regular file; None for anything else and for files that are too large."""
        listed = git.ask(self.repo, "ls-tree", "-z", "-l", commit, "--", path)
        mode, kind, blob, size = (listed or b"").partition(b"\t")[0].split() or (b"",) * 4
        if kind != b"blob" or not mode.startswith(b"100") or int(size) > most:
            return None
        return git.ask(self.repo, "cat-file", "blob", blob.decode("ascii"))

    def _folder(self, commit: str) -> Path:
        return self.repo / ".cache" / "earlier" / commit


def mark_of(path: str) -> str:
    """Return the hash that stands for an entry's path in a release: the path itself would stay readable after a withdrawal."""
    return digest(path)[:16]


def _put(file: Path, data: bytes) -> None:
    if not (file.is_file() and file.read_bytes() == data):
        file.parent.mkdir(parents=True, exist_ok=True)
        aside = file.with_name(f"{file.name}.{os.getpid()}.new")
        aside.write_bytes(data)
        aside.replace(file)
