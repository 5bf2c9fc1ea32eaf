"""Turn a proposal into a branch and a pull request. This job has the right to write; it reads one file of bounded size.

Every path is checked again: only entries, their re-encoded photos and units' files are accepted.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from danvankheo.base.errors import DanVanKheoError
from danvankheo.github.api import GitHubApi
from danvankheo.github.event import at, number, read_json, words

FILE = "de-nghi.json"
_MOST_BYTES = 20_000_000
_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_PATH = re.compile(rf"(?:models|exemplars)/(?:{_SLUG}\.md|anh/{_SLUG}/anh-[0-9]\.jpg)|content/don-vi/{_SLUG}\.md")
_MOST_FILES = 8


@dataclass(frozen=True, slots=True)
class Proposal:
    """The content of a pull request to open. words: its text; files: base64 of each file by its path."""

    issue: int
    title: str
    words: str
    files: Mapping[str, str]

    def write(self, folder: Path) -> None:
        """Write the proposal for the job that opens the pull request."""
        folder.mkdir(parents=True, exist_ok=True)
        tree = {"issue": self.issue, "title": self.title, "words": self.words, "files": dict(self.files)}
        (folder / FILE).write_text(json.dumps(tree, ensure_ascii=False), "utf-8", newline="\n")


def read(folder: Path, issue: int) -> Proposal:
    """Return the proposal of an issue. Raises DanVanKheoError for another issue's, and for files outside the allowed paths."""
    tree = read_json(folder / FILE, _MOST_BYTES)
    found = at(tree, "files")
    files = {path: data for path, data in found.items() if isinstance(data, str)} if isinstance(found, dict) else {}
    if number(tree, "issue") != issue or not 0 < len(files) <= _MOST_FILES:
        raise DanVanKheoError("Đề nghị không khớp với mẫu đã gửi.")
    for path, data in files.items():
        if not _PATH.fullmatch(path):
            raise DanVanKheoError(f"Đề nghị có tệp ngoài bài viết: {path[:80]!r}.")
        try:
            base64.b64decode(data, validate=True)
        except ValueError:
            raise DanVanKheoError("Đề nghị có tệp hỏng.") from None
    return Proposal(issue, words(tree, "title")[:200], words(tree, "words")[:60_000], files)


def send(api: GitHubApi, proposal: Proposal, commit: str, branch: str) -> str:
    """Create branch and pull request on top of a commit, comment on the issue; return the pull request's address."""
    blobs = {
        path: words(api.post("git/blobs", {"content": data, "encoding": "base64"}), "sha")
        for path, data in proposal.files.items()
    }
    base = words(api.get(f"git/commits/{commit}"), "tree", "sha")
    rows = [{"path": path, "mode": "100644", "type": "blob", "sha": sha} for path, sha in blobs.items()]
    tree = words(api.post("git/trees", {"base_tree": base, "tree": rows}), "sha")
    title = proposal.title
    made = words(api.post("git/commits", {"message": title, "tree": tree, "parents": [commit]}), "sha")
    name = f"bai-gui/{proposal.issue}"
    try:
        api.post("git/refs", {"ref": f"refs/heads/{name}", "sha": made})
    except DanVanKheoError as error:
        raise DanVanKheoError(
            f"Mẫu này đã được nhập: có nhánh “{name}”. Xóa nhánh ấy nếu muốn nhập lại. ({error})"
        ) from None
    opened = api.post("pulls", {"title": title, "head": name, "base": branch, "body": proposal.words})
    pull = number(opened, "number")
    api.post(
        f"issues/{proposal.issue}/comments",
        {"body": f"Cảm ơn bạn! Bài đã được nhập, mời xem ở #{pull}. Bài được đăng sau khi tổ chức Đoàn duyệt."},
    )
    return words(opened, "html_url")
