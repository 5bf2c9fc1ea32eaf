"""The commit that a site is built from, and whether it may replace the commit of the current release."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from danvankheo.base import git, submitted_files
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.source_paths import ENTRY_FOLDERS, address_of

REVISION, AS_OF = "ban_ma", "chot_den"
#: Key of the entries held back: digest of the entry's address → the commit whose version the release shows.
HELD = "giu_lai"
# A shorter beginning of a commit could fit several commits.
_SHORTEST_PREFIX = 7


def of(repo: Path) -> str:
    """Return the commit that is checked out. Raises DanVanKheoError when a file differs from it."""
    commit = git.ask(repo, "rev-parse", "--verify", "HEAD^{commit}")
    changed = git.ask(repo, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all")
    if commit is None or changed is None:
        raise DanVanKheoError(
            "Thư mục này không phải kho git có ít nhất một lần commit, hoặc máy này chưa có git; không rõ đăng bản nào."
        )
    if changed:
        paths = [row[3:] for row in git.paths(changed)]
        if sent := [path for path in paths if submitted_files.kind_of(path)]:
            raise DanVanKheoError(
                f"Trong kho bài có tệp người khác gửi ({', '.join(sent[:5])}); đừng commit. Chuyển vào thư mục {submitted_files.INBOX}/ rồi đăng."
            )
        names = ", ".join(paths[:5])
        raise DanVanKheoError(
            f"Có tệp chưa commit ({names}); hãy commit rồi đăng. Chưa muốn commit thì cất tạm: git stash -u; "
            "đăng xong lấy lại: git stash pop."
        )
    return git.text(commit)


def refuse_older(repo: Path, revision: str, as_of: str, shown: Mapping[str, Any], rewritten: str = "") -> None:
    """Raise DanVanKheoError when the current release is newer, or its commit is no ancestor of ``revision``.

    shown: its ``phien-ban.json``; rewritten: the beginning of its commit, when it was removed from the history on purpose.
    """
    known, day = str(shown.get(REVISION, "")), str(shown.get(AS_OF, ""))
    if day > as_of:
        raise DanVanKheoError(f"Bản đang đăng chốt số liệu ngày {day}, mới hơn bản này ({as_of}); chưa đăng.")
    if known and git.ask(repo, "merge-base", "--is-ancestor", known, revision) is None:
        if git.ask(repo, "cat-file", "-e", f"{known}^{{commit}}") is None:
            if len(rewritten) >= _SHORTEST_PREFIX and known.startswith(rewritten):
                return
            raise DanVanKheoError(
                f"Bản đang đăng ({known[:12]}) không có trong kho trên máy này. Chạy “git fetch” lấy bản mới rồi đăng lại. "
                f"Nếu lịch sử kho vừa được viết lại để gỡ hẳn một điều thì thêm --rewritten {known[:12]}."
            )
        raise DanVanKheoError(
            f"Bản đang đăng ({known[:12]}) mới hơn, hoặc thuộc nhánh khác với bản này ({revision[:12]}); chưa đăng. "
            "Muốn trở lại bản trước, dùng “dvk rollback”."
        )


def samples_in(repo: Path, commit: str) -> list[str]:
    """Return the addresses of the entries that were samples in a commit; none when the commit is not in this clone."""
    found = git.text(git.ask(repo, "grep", "-l", "-E", "^minh_hoa: *[\"']?(true|yes|có)", commit, "--", *ENTRY_FOLDERS))
    return [address for row in found.splitlines() if (address := address_of(row.partition(":")[2]))]
