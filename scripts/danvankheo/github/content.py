"""A pull request's content, judged and drawn by the program of the branch it is meant for.

The two are separate checkouts. Of the pull request only three folders are taken over; its code, theme, configuration and
cache stay where they are and nothing of them runs.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from danvankheo.base import git, submitted_files
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.problems import Problem
from danvankheo.records.files import Kind
from danvankheo.records.record_file import read_record

FOLDERS = ("content", "models", "exemplars")
_ENTRY = re.compile(r"(models|exemplars)/(?:anh/)?([a-z0-9-]+)(?:\.md\Z|/)")
_PLAIN = re.compile(r"(?:models|exemplars)/|content/[^/]+\.md\Z|content/cho-phep\.yml\Z")


@dataclass(frozen=True, order=True, slots=True)
class ChangedEntry:
    """An entry a pull request adds or changes."""

    kind: Kind
    slug: str

    @property
    def address(self) -> str:
        """The path of its page below the site's root."""
        return f"{'mo-hinh' if self.kind is Kind.MODEL else 'dien-hinh'}/{self.slug}"


def take(source: Path, repo: Path) -> None:
    """Put the content of another checkout in the place of ours; links stay links, so that the check sees them."""
    for folder in FOLDERS:
        if (source / folder).is_symlink() or ((source / folder).exists() and not (source / folder).is_dir()):
            raise DanVanKheoError(f"“{folder}” phải là một thư mục.")
        if (repo / folder).exists():
            shutil.rmtree(repo / folder)
        if (source / folder).is_dir():
            shutil.copytree(source / folder, repo / folder, symlinks=True)
    (repo / "content").mkdir(exist_ok=True)


def changed_paths(source: Path) -> list[str]:
    """Return the paths in which a merge differs from the branch it goes into."""
    answer = git.ask(source, "diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", "HEAD^1", "HEAD")
    if answer is None:
        raise DanVanKheoError("Không so được hai bản: bản lấy về cần có cả bản trước nó (fetch-depth: 2).")
    return git.paths(answer)


def originals_in(source: Path) -> list[Problem]:
    """Return what a merge brings, outside the folders of content, of what people sent and should not be public."""
    paths = [path for path in changed_paths(source) if not path.startswith(tuple(f"{folder}/" for folder in FOLDERS))]
    return [found for path in paths if os.path.lexists(source / path) and (found := submitted_files.problem(path))]


def changed_since_branch(repo: Path, branch: str) -> list[str]:
    """Return what differs from a branch ("": the main one), committed or not; of an entry, its file and its photos."""
    for base in [branch] if branch else ["origin/main", "main"]:
        if start := git.text(git.ask(repo, "merge-base", base, "HEAD")):
            differs = git.ask(repo, "diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", "--relative", start)
            paths = git.paths(differs) + git.paths(git.ask(repo, "ls-files", "--others", "--exclude-standard", "-z"))
            names = [
                f"{entry.kind}/{place}"
                for entry in changed_entries(paths)
                for place in (f"{entry.slug}.md", f"anh/{entry.slug}")
            ]
            return [*paths, *names]
    raise DanVanKheoError(f"Không so được với nhánh {branch or 'origin/main, main'}: cần một kho git có nhánh ấy.")


def needs_tests(paths: Iterable[str]) -> bool:
    """Tell whether more than stories, photos and hand-written pages changed: then the program has to be tested too."""
    return any(not _PLAIN.match(path) for path in paths)


def changed_entries(paths: Iterable[str]) -> list[ChangedEntry]:
    """Return the entries to which changed paths belong."""
    found = (_ENTRY.match(path) for path in paths)
    return sorted({ChangedEntry(Kind(match[1]), match[2]) for match in found if match})


def show(repo: Path, entries: Iterable[ChangedEntry], day: date) -> list[ChangedEntry]:
    """Let entries be seen in a preview although nobody approved them yet; return those that are there.

    Only ever done to a checkout that is thrown away.
    """
    shown = []
    for entry in entries:
        record, _ = read_record(repo, entry.kind, f"{entry.slug}.md") if _is_file(repo, entry) else (None, [])
        if record is None or record.text is None:
            continue
        lines = [line for line in record.text.front.split("\n") if not re.match(r"nhap\s*:", line)]
        if not any(re.match(r"duyet\s*:", line) for line in lines):
            lines.append(f"duyet: {{boi: Chưa duyệt – bản xem thử, ngay: {day.isoformat()}}}")
        text = "\n".join(["---", *lines, "---", record.text.story])
        (repo / entry.kind / f"{entry.slug}.md").write_text(text, "utf-8", newline="\n")
        shown.append(entry)
    return shown


def _is_file(repo: Path, entry: ChangedEntry) -> bool:
    file = repo / entry.kind / f"{entry.slug}.md"
    return file.is_file() and not file.is_symlink()


def cards(site: Path, entries: Iterable[ChangedEntry], folder: Path) -> list[str]:
    """Copy the share cards of entries out of a built site; return their names."""
    names = []
    for entry in entries:
        for card in sorted((site / "anh" / "the").glob(f"{entry.address}-*.jpg")):
            if re.fullmatch(rf"{entry.slug}(?:-vuong|-dung)?-[0-9a-f]{{8}}\.jpg", card.name):
                folder.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(card, folder / card.name)
                names.append(card.name)
    return names
