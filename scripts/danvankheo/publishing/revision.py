"""Which revision of the repository a site comes from, and whether it may take the place of another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from danvankheo.base import git, originals
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.public import SECTION_OF

REVISION, AS_OF = "ban_ma", "chot_den"
#: The commits of which a release shows entries that it held back, by a mark of each.
HELD = "giu_lai"
# Fewer letters of a commit could be anybody's.
_NAMED = 7


def of(repo: Path) -> str:
    """Return the commit that is checked out; raises unless every file is as committed."""
    commit = git.ask(repo, "rev-parse", "--verify", "HEAD^{commit}")
    changed = git.ask(repo, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all")
    if commit is None or changed is None:
        raise DanVanKheoError(
            "Thư mục này không phải kho git có ít nhất một lần commit, hoặc máy này chưa có git; không rõ đăng bản nào."
        )
    if changed:
        paths = [row[3:] for row in git.paths(changed)]
        if sent := [path for path in paths if originals.kind_of(path)]:
            raise DanVanKheoError(
                f"Trong kho bài có tệp người khác gửi ({', '.join(sent[:5])}); đừng commit. Chuyển vào thư mục {originals.INBOX}/ rồi đăng."
            )
        names = ", ".join(paths[:5])
        raise DanVanKheoError(
            f"Có tệp chưa commit ({names}); hãy commit rồi đăng. Chưa muốn commit thì cất tạm: git stash -u; "
            "đăng xong lấy lại: git stash pop."
        )
    return git.text(commit)


def refuse_older(repo: Path, revision: str, as_of: str, shown: Mapping[str, Any], rewritten: str = "") -> None:
    """Raise when what is shown there is newer than this, or of a history that is not this one's past.

    rewritten: the first letters of the shown commit when it was taken out of the history on purpose.
    """
    known, day = str(shown.get(REVISION, "")), str(shown.get(AS_OF, ""))
    if day > as_of:
        raise DanVanKheoError(f"Bản đang đăng chốt số liệu ngày {day}, mới hơn bản này ({as_of}); chưa đăng.")
    if known and git.ask(repo, "merge-base", "--is-ancestor", known, revision) is None:
        if git.ask(repo, "cat-file", "-e", f"{known}^{{commit}}") is None:
            if len(rewritten) >= _NAMED and known.startswith(rewritten):
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
    """Return the addresses of the entries that were samples in a commit; none when it is not known here."""
    found = git.text(
        git.ask(repo, "grep", "-l", "-E", "^minh_hoa: *[\"']?(true|yes|có)", commit, "--", "models", "exemplars")
    )
    rows = (re.fullmatch(r"[^:]+:(models|exemplars)/([a-z0-9-]+)\.md", row) for row in found.splitlines())
    return [f"{SECTION_OF[row[1]]}/{row[2]}" for row in rows if row]
