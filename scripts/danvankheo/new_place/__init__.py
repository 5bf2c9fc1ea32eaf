"""A registry for another place (``dvk init``): the code at its version, the content emptied, the answers written in.

The new folder appears whole or not at all: it is made beside its place and renamed (docs/decisions/0023-any-place.md).
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from danvankheo.base import git
from danvankheo.base.errors import DanVanKheoError
from danvankheo.forms import derive
from danvankheo.new_place import copied_files, texts
from danvankheo.new_place.answers import PlaceAnswers
from danvankheo.records.reading import load


def refuse(repo: Path, folder: Path) -> None:
    """Raise DanVanKheoError when the new registry cannot be made in the folder."""
    whole = folder.resolve()
    if whole.is_relative_to(repo.resolve()):
        raise DanVanKheoError(
            f"“{folder}” nằm trong kho bài này. Chọn một thư mục ở ngoài, ví dụ {repo.resolve().parent / whole.name}."
        )
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise DanVanKheoError(f"“{folder}” đã có và không phải thư mục. Chọn tên khác.")
    if folder.is_dir() and any(folder.iterdir()):
        raise DanVanKheoError(f"Thư mục “{folder}” đã có tệp. Chọn một thư mục mới, để không đè lên gì.")


def make(repo: Path, folder: Path, answers: PlaceAnswers) -> str:
    """Write the registry of a place into a new folder; return the commit, "" when git could not make it.

    repo: the registry whose code and pages are copied. Raises DanVanKheoError when the folder cannot be used.
    """
    refuse(repo, folder)
    parent = folder.resolve().parent
    parent.mkdir(parents=True, exist_ok=True)
    draft = parent / f".{folder.resolve().name}.dvk-init"
    shutil.rmtree(draft, ignore_errors=True)
    try:
        copied_files.copy(repo, draft, answers)
        for path, text in texts.written(repo, answers).items():
            _write(draft / path, text)
        for path, text in derive.derived(load(draft)[0]).items():
            _write(draft / path, text)
        if folder.exists():
            folder.rmdir()
        draft.rename(folder.resolve())
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return _first_commit(folder.resolve(), answers)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8", newline="\n")


def _first_commit(folder: Path, answers: PlaceAnswers) -> str:
    """Make the repository and its first commit, in the publisher's name where git knows nobody."""
    who = ["-c", f"user.name={answers.publisher}", "-c", f"user.email={answers.email or 'dvk@localhost'}"]
    known = git.ask(folder, "config", "user.email") is not None
    steps = (
        ["init", "-q", "-b", "main"],
        ["add", "-A"],
        [*([] if known else who), "commit", "-q", "-m", f"Kho bài của {answers.name}"],
    )
    for step in steps:
        try:
            done = subprocess.run(["git", *step], cwd=folder, capture_output=True, check=False)
        except OSError:
            return ""
        if done.returncode:
            return ""
    return git.text(git.ask(folder, "rev-parse", "HEAD"))
