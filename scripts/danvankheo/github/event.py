"""Read the event file GitHub gives to a workflow. Its content is untrusted: titles, bodies and names come from anyone."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from danvankheo.base.errors import DanVanKheoError

_MOST_BYTES = 5_000_000
_REPOSITORY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})/[A-Za-z0-9._-]{1,100}\Z")
_SHA = re.compile(r"[0-9a-f]{40}\Z")
_LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:\[bot\])?\Z")


@dataclass(frozen=True, slots=True)
class PullRequest:
    """A pull request. head_repository: "" when the fork was deleted."""

    number: int
    head_repository: str
    head_ref: str
    head_sha: str

    def edit_link(self, server: str, path: str, line: int) -> str:
        """Return the address of GitHub's editor for a line of a file; "" without a fork."""
        if not self.head_repository:
            return ""
        ref, file = (quote(part, errors="replace") for part in (self.head_ref, path))
        return f"{server}/{self.head_repository}/edit/{ref}/{file}#L{line}"


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue with the label that was just added."""

    number: int
    body: str
    author: str
    label: str


def read_event(file: Path) -> object:
    """Return the event as JSON. Raises DanVanKheoError when the file is not JSON."""
    return read_json(file, _MOST_BYTES)


def read_json(file: Path, most_bytes: int) -> object:
    """Return the JSON of a file. Raises DanVanKheoError when it is a link, larger than ``most_bytes``, or not JSON."""
    if file.is_symlink() or not file.is_file() or file.stat().st_size > most_bytes:
        raise DanVanKheoError(f"Không đọc được tệp “{file.name}”.")
    try:
        return json.loads(file.read_bytes())
    except (ValueError, RecursionError):
        raise DanVanKheoError(f"Tệp “{file.name}” không phải JSON.") from None


def at(tree: object, *path: str) -> object:
    """Return the value at a path of keys, None when there is none."""
    for key in path:
        tree = tree.get(key) if isinstance(tree, dict) else None
    return tree


def words(tree: object, *path: str) -> str:
    """Return the text at a path of keys, "" when there is none."""
    found = at(tree, *path)
    return found if isinstance(found, str) else ""


def number(tree: object, *path: str) -> int:
    """Return the positive integer at a path of keys. Raises DanVanKheoError when there is none."""
    found = at(tree, *path)
    if type(found) is not int or not 0 < found < 2**53:
        raise DanVanKheoError(f"Sự kiện thiếu số “{'.'.join(path)}”.")
    return found


def pull_request(tree: object) -> PullRequest:
    """Return the pull request from GitHub's JSON. Raises DanVanKheoError without a commit."""
    repository, sha = words(tree, "head", "repo", "full_name"), words(tree, "head", "sha")
    if not _SHA.match(sha):
        raise DanVanKheoError("Sự kiện không nêu bản sửa nào.")
    known = repository if _REPOSITORY.match(repository) else ""
    return PullRequest(number(tree, "number"), known, words(tree, "head", "ref"), sha)


def issue(event: object) -> Issue:
    """Return the issue of a "labeled" event. Raises DanVanKheoError without an author."""
    author = words(event, "issue", "user", "login")
    if not _LOGIN.match(author):
        raise DanVanKheoError("Sự kiện không nêu người gửi.")
    return Issue(number(event, "issue", "number"), words(event, "issue", "body"), author, words(event, "label", "name"))


def finished_run(event: object) -> tuple[str, str]:
    """Return the commit of a finished workflow run, and the name of the event that started it."""
    sha = words(event, "workflow_run", "head_sha")
    if not _SHA.match(sha):
        raise DanVanKheoError("Sự kiện không nêu bản sửa nào.")
    return sha, words(event, "workflow_run", "event")
