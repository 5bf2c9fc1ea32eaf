"""The comment under a pull request with the check's result; each new check rewrites it.

This job has the right to write, so it runs no code of the pull request and reads one small file of its check. It asks
GitHub whether the checked commit is the pull request's newest.
"""

from __future__ import annotations

from danvankheo.base.errors import DanVanKheoError
from danvankheo.github.api import GitHubApi
from danvankheo.github.event import PullRequest, number, pull_request, words
from danvankheo.github.pull_request_check import PullRequestCheck, comment_text

MARK = "<!-- dvk: kiểm tra -->"
_OURS = "github-actions[bot]"
_PAGE, _MOST_PAGES = 100, 10


def write_comment(api: GitHubApi, result: PullRequestCheck, sha: str, server: str) -> str:
    """Write or rewrite the comment; return a message. Raises DanVanKheoError when ``sha`` is not the newest commit."""
    pull = pull_request(api.get(f"pulls/{result.number}"))
    if pull.number != result.number or pull.head_sha != sha:
        raise DanVanKheoError("Kết quả không phải của bản mới nhất trong đề nghị này; không viết gì.")
    return put(api, pull, f"{MARK}\n{comment_text(result, pull, server)}")


def put(api: GitHubApi, pull: PullRequest, text: str) -> str:
    """Write the text as our comment under a pull request; return a message."""
    before = _ours(api, pull.number)
    if before is None:
        api.post(f"issues/{pull.number}/comments", {"body": text})
        return "Đã viết nhận xét."
    api.patch(f"issues/comments/{before}", {"body": text})
    return "Đã sửa nhận xét."


def _ours(api: GitHubApi, pull: int) -> int | None:
    for page in range(1, _MOST_PAGES + 1):
        found = api.get(f"issues/{pull}/comments?per_page={_PAGE}&page={page}")
        rows = found if isinstance(found, list) else []
        for row in rows:
            if words(row, "user", "login") == _OURS and words(row, "body").startswith(MARK):
                return number(row, "id")
        if len(rows) < _PAGE:
            break
    return None
