"""A pull request's content, checked and built by the code of its target branch.

The two are separate checkouts. Only three folders of the pull request are copied; its code, theme, configuration and
cache are never used.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from danvankheo.base import git, submitted_files
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.problems import Problem
from danvankheo.base.source_paths import entry_of
from danvankheo.base.text import is_slug
from danvankheo.records.files import SECTIONS, Kind, record_files, slug_of
from danvankheo.records.photo_folders import PhotoFolders
from danvankheo.records.record import Record
from danvankheo.records.record_file import read_record, text_of

FOLDERS = ("content", "models", "exemplars")
_PLAIN = re.compile(r"(?:models|exemplars|content/tin)/|content/[^/]+\.md\Z|content/cho-phep\.yml\Z")


@dataclass(frozen=True, order=True, slots=True)
class ChangedEntry:
    """An entry a pull request adds or changes."""

    kind: Kind
    slug: str

    @property
    def address(self) -> str:
        """The path of its page, relative to the site's root."""
        return f"{SECTIONS[self.kind]}/{self.slug}"


def take(source: Path, repo: Path) -> None:
    """Replace the content of ``repo`` by that of another checkout; symbolic links are kept for the check to report."""
    for folder in FOLDERS:
        if (source / folder).is_symlink() or ((source / folder).exists() and not (source / folder).is_dir()):
            raise DanVanKheoError(f"“{folder}” phải là một thư mục.")
        if (repo / folder).exists():
            shutil.rmtree(repo / folder)
        if (source / folder).is_dir():
            shutil.copytree(source / folder, repo / folder, symlinks=True)
    (repo / "content").mkdir(exist_ok=True)


def changed_paths(source: Path) -> list[str]:
    """Return the paths a merge changes in its target branch."""
    answer = git.ask(source, "diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", "HEAD^1", "HEAD")
    if answer is None:
        raise DanVanKheoError("Không so được hai bản: bản lấy về cần có cả bản trước nó (fetch-depth: 2).")
    return git.paths(answer)


def originals_in(source: Path) -> list[Problem]:
    """Return a problem for each original (message, list, photo as sent) that a merge adds outside the content folders."""
    paths = [path for path in changed_paths(source) if not path.startswith(tuple(f"{folder}/" for folder in FOLDERS))]
    return [found for path in paths if os.path.lexists(source / path) and (found := submitted_files.problem(path))]


def changed_since_branch(repo: Path, branch: str) -> list[str]:
    """Return the paths that differ from a branch ("": the main one), committed or not; for an entry its file and photo folder."""
    for base in [branch] if branch else ["origin/main", "main"]:
        if start := git.text(git.ask(repo, "merge-base", base, "HEAD")):
            differs = git.ask(repo, "diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", "--relative", start)
            paths = git.paths(differs) + git.paths(git.ask(repo, "ls-files", "--others", "--exclude-standard", "-z"))
            photos = PhotoFolders(repo)
            names = [place for each in changed_entries(paths)
                     for place in (*_paths(repo, each), *photos.named(each.kind, each.slug))]  # fmt: skip
            return [*paths, *names]
    raise DanVanKheoError(f"Không so được với nhánh {branch or 'origin/main, main'}: cần một kho git có nhánh ấy.")


def needs_tests(paths: Iterable[str]) -> bool:
    """Tell whether other files than entries, photos and hand-written pages changed, so that the tests have to run."""
    return any(not _PLAIN.match(path) for path in paths)


def changed_entries(paths: Iterable[str]) -> list[ChangedEntry]:
    """Return the entries the changed paths belong to."""
    found = filter(None, map(entry_of, paths))
    return sorted({ChangedEntry(Kind(each.folder), each.name) for each in found if is_slug(each.name)})


def _paths(repo: Path, entry: ChangedEntry) -> list[str]:
    """Return the paths of an entry's file; several when files in different folders have its name."""
    names = record_files(repo, entry.kind).names
    return [f"{entry.kind}/{name}" for name in names if slug_of(name) == entry.slug]


def show(repo: Path, entries: Iterable[ChangedEntry], day: date) -> list[ChangedEntry]:
    """Mark entries as approved for a preview; return those that exist. Changes files: only for a temporary checkout."""
    shown = []
    for entry in entries:
        found = [read_record(repo, entry.kind, path.removeprefix(f"{entry.kind}/"))[0] for path in _paths(repo, entry)]
        for record in filter(None, found):
            _approve(repo, record, day)
        shown += [entry] if any(found) else []
    return shown


def _approve(repo: Path, record: Record[Any], day: date) -> None:
    text = text_of(repo, record)
    lines = [line for line in text.front.split("\n") if not re.match(r"nhap\s*:", line)]
    if not any(re.match(r"duyet\s*:", line) for line in lines):
        lines.append(f"duyet: {{boi: Chưa duyệt – bản xem thử, ngay: {day.isoformat()}}}")
    (repo / record.path).write_text("\n".join(["---", *lines, "---", text.story]), "utf-8", newline="\n")


def cards(site: Path, entries: Iterable[ChangedEntry], folder: Path) -> list[str]:
    """Copy the share images of entries from a built site into a folder; return their names."""
    names = []
    for entry in entries:
        for card in sorted((site / "anh" / "the").glob(f"{entry.address}-*.jpg")):
            if re.fullmatch(rf"{entry.slug}(?:-vuong|-dung)?-[0-9a-f]{{8}}\.jpg", card.name):
                folder.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(card, folder / card.name)
                names.append(card.name)
    return names
