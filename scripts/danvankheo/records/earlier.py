"""Files as they were: what stands in for a file that cannot be read now.

An old version is written below ``.cache/earlier/<commit>/`` where it stood in the repository, so that whoever reads
records reads it there like any other. Of entries only the commit of the release shown counts: nothing else was public.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from danvankheo.base import git
from danvankheo.base.artifact import digest
from danvankheo.base.front_matter import MAX_FILE
from danvankheo.base.problems import Severity
from danvankheo.records.draft import Draft, read_draft
from danvankheo.records.files import Kind

_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?\Z")
_MOST_BYTES = 64 * 1024 * 1024
# How many changes of a file are looked back at.
_MOST_COMMITS = 20


@dataclass(frozen=True, slots=True)
class Earlier:
    """The past of a repository.

    shown: the commit of the release that is shown, "" when none is known; held: the commits of which that release shows
    entries it held back itself, by ``mark_of`` their paths.
    """

    repo: Path
    shown: str = ""
    held: Mapping[str, str] = field(default_factory=dict)

    @property
    def nowhere(self) -> str:
        """A root below which no file stands."""
        return str(self._folder("khong-co"))

    def texts(self, path: str) -> Iterator[tuple[str, bytes]]:
        """Yield what a file held at the commit shown, then at each of the last that changed it, with the root it is below."""
        for commit in self._commits(path):
            if (data := self._file(commit, path)) is not None:
                _put(self._folder(commit) / path, data)
                yield str(self._folder(commit)), data

    def draft(self, kind: Kind, slug: str) -> Draft | None:
        """Return the last version of a file in which nothing was wrong by itself; for records that are no entries."""
        path = f"{kind}/{slug}.md"
        for commit in self._commits(path):
            draft = self._draft(commit, kind, slug)
            if draft and not draft.shaped.findings:
                return draft
        return None

    def entry(self, kind: Kind, slug: str, is_photo: Callable[[Path], bool]) -> Draft | None:
        """Return an entry as the release shown has it, with its photos; is_photo: whether a file of now can be shown."""
        commit = self.commit_of(f"{kind}/{slug}.md")
        if not self._known(commit):
            return None
        draft = self._draft(commit, kind, slug)
        if draft and draft.photos:
            self._write_photos(commit, f"{kind}/anh/{slug}", draft.photos, is_photo)
        return draft

    def commit_of(self, path: str) -> str:
        """Return the commit as of which the release shown has an entry."""
        return self.held.get(mark_of(path), self.shown)

    def _draft(self, commit: str, kind: Kind, slug: str) -> Draft | None:
        path, root = f"{kind}/{slug}.md", self._folder(commit)
        if (data := self._file(commit, path)) is None:
            return None
        _put(root / path, data)
        draft, problems = read_draft(root, kind, f"{slug}.md")
        if draft is None or any(problem.severity is Severity.ERROR for problem in problems):
            return None
        return replace(draft, source=replace(draft.source, root=str(root)))

    def _write_photos(self, commit: str, folder: str, names: tuple[str, ...], is_photo: Callable[[Path], bool]) -> None:
        """Write the photos of an entry as a commit has them.

        One that was taken out since is not written: taking out a photo is how people withdraw it. Nor is one written in
        whose place another picture lies now (faces made unknown, say): that one is taken.
        """
        root = self._folder(commit)
        shutil.rmtree(root / folder, ignore_errors=True)
        for name in names:
            now = self.repo / folder / name
            if "/" in name or not os.path.lexists(now):
                continue
            data = now.read_bytes() if is_photo(now) else self._file(commit, f"{folder}/{name}", _MOST_BYTES)
            if data is not None:
                _put(root / folder / name, data)

    def _commits(self, path: str) -> Iterator[str]:
        """Yield the commits at which to look for a file."""
        if self._known(self.shown):
            yield self.shown
        told = git.ask(
            self.repo,
            "log",
            f"--max-count={_MOST_COMMITS}",
            "--format=%H",
            "--end-of-options",
            "HEAD",
            "--",
            git.literal(path),
        )
        yield from (told or b"").decode("ascii", "replace").split()

    def _known(self, commit: str) -> bool:
        """Tell whether a commit is part of the history of what is checked out."""
        return (
            bool(_COMMIT.match(commit))
            and git.ask(self.repo, "merge-base", "--is-ancestor", commit, "HEAD") is not None
        )

    def _file(self, commit: str, path: str, most: int = MAX_FILE) -> bytes | None:
        """Return the bytes of a regular file; None for what is none, or is too large."""
        listed = git.ask(self.repo, "ls-tree", "-z", "-l", commit, "--", path)
        mode, kind, blob, size = (listed or b"").partition(b"\t")[0].split() or (b"",) * 4
        if kind != b"blob" or not mode.startswith(b"100") or int(size) > most:
            return None
        return git.ask(self.repo, "cat-file", "blob", blob.decode("ascii"))

    def _folder(self, commit: str) -> Path:
        return self.repo / ".cache" / "earlier" / commit


def mark_of(path: str) -> str:
    """Return the mark by which a release notes an entry it held back; the name itself would outlive a withdrawal."""
    return digest(path)[:16]


def _put(file: Path, data: bytes) -> None:
    if not (file.is_file() and file.read_bytes() == data):
        file.parent.mkdir(parents=True, exist_ok=True)
        aside = file.with_name(f"{file.name}.{os.getpid()}.new")
        aside.write_bytes(data)
        aside.replace(file)
