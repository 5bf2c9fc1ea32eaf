"""The comment under a pull request: one, about the newest commit, written with the standard library alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.problems import Problem
from danvankheo.github import comment
from danvankheo.github.api import GitHubApi
from danvankheo.github.event import pull_request
from danvankheo.github.pull_request_check import PullRequestCheck, comment_text
from github.conftest import PULL, SHA, Dvk
from github.fake_host import Host

REPOSITORY = "/repos/huyen-doan/dan-van-kheo"
EVENT = {"workflow_run": {"head_sha": SHA, "event": "pull_request"}}
FOUND = PullRequestCheck(12, 3, [Problem("DVK205", "models/a.md", 10, 3, "Ngày sai.", "Xem lại.")])
OURS = {"id": 5, "user": {"login": "github-actions[bot]"}, "body": comment.MARK + "\ncũ"}


@pytest.fixture
def api(host: Host) -> GitHubApi:
    """The API of a fake host, on which pull request 12 is at the checked commit."""
    host.routes = {("GET", f"{REPOSITORY}/pulls/12"): PULL, ("GET", f"{REPOSITORY}/issues/12/comments"): [],
                   ("POST", f"{REPOSITORY}/issues/12/comments"): {"id": 5}, ("PATCH", f"{REPOSITORY}/issues/comments/5"): {"id": 5}}  # fmt: skip
    return GitHubApi(host.address, "huyen-doan/dan-van-kheo", "bi-mat")


def test_the_first_check_writes_the_comment_and_the_next_rewrites_it(host: Host, api: GitHubApi) -> None:
    assert comment.write_comment(api, FOUND, SHA, "https://github.com") == "Đã viết nhận xét."
    # Somebody else's comment that begins like ours is not ours.
    theirs = OURS | {"id": 4, "user": {"login": "ai-do"}}
    host.routes[("GET", f"{REPOSITORY}/issues/12/comments")] = [theirs, OURS]
    assert comment.write_comment(api, FOUND, SHA, "https://github.com") == "Đã sửa nhận xét."
    written = host.writes()
    assert [(asked.method, asked.path) for asked in written] == [
        ("POST", f"{REPOSITORY}/issues/12/comments"), ("PATCH", f"{REPOSITORY}/issues/comments/5"),
    ]  # fmt: skip
    assert "models/a.md#L10" in written[0].body["body"]
    assert {asked.token for asked in host.asked} == {"Bearer bi-mat"}


@pytest.mark.parametrize("change", [{"number": 13}, {"head": PULL["head"] | {"sha": "b" * 40}}])  # type: ignore[operator]
def test_a_result_that_names_another_pull_request_or_an_older_commit_is_not_said(
    host: Host, api: GitHubApi, change: dict[str, object]
) -> None:
    host.routes[("GET", f"{REPOSITORY}/pulls/12")] = PULL | change
    with pytest.raises(DanVanKheoError, match="không viết gì"):
        comment.write_comment(api, FOUND, SHA, "https://github.com")
    assert host.writes() == []


def test_the_token_is_not_carried_to_where_the_host_sends_us(host: Host, api: GitHubApi) -> None:
    host.routes[("GET", f"{REPOSITORY}/pulls/12")] = lambda path: (302, {"Location": f"{host.address}/khac"}, b"")
    with pytest.raises(DanVanKheoError, match="Không gọi được"):
        comment.write_comment(api, FOUND, SHA, "https://github.com")
    assert [asked.path for asked in host.asked] == [f"{REPOSITORY}/pulls/12"]


def test_a_hostile_result_gives_a_short_comment_without_links_mentions_or_markup() -> None:
    bad = (
        "@ban https://vi-du.test www.vi-du.test <img src=x> [a](b) ![c](d) | x #99 GH-12 a/b#3\n# to\n<!-- " + "y" * 900
    )
    result = PullRequestCheck(12, 1, [Problem("DVK205", bad, 1, 1, bad, bad)] * 500)
    text = comment_text(result, pull_request(PULL), "https://github.com")
    assert len(text) < 65_000
    told = "".join(
        line.split("](https://github.com/cong-tac-vien/")[0] + line.split("#L1)")[-1] for line in text.splitlines()
    )
    for sign in ("@ban", "://", "www.", "<img", "<!--", "#99", "GH-12", "#3"):
        assert sign not in told, sign
    assert all(line.count("|") == 6 for line in text.splitlines() if line.startswith("| "))
    assert "dòng nữa" in text


def test_it_runs_without_any_package(tmp_path: Path, repo: Path, host: Host, api: GitHubApi, dvk: Dvk) -> None:
    FOUND.write(tmp_path / "ket-qua")
    (tmp_path / "event.json").write_text(json.dumps(EVENT))
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(repo / "scripts"), "GITHUB_EVENT_PATH": str(tmp_path / "event.json"),
           "GITHUB_API_URL": host.address, "GITHUB_REPOSITORY": api.repository, "GITHUB_TOKEN": "x", "GITHUB_SERVER_URL": "https://github.com"}  # fmt: skip
    command = [sys.executable, "-S", "-m", "danvankheo.cli", "github", "comment", "--result", str(tmp_path / "ket-qua")]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "Đã viết nhận xét.\n"), done.stderr


@pytest.mark.parametrize(
    ("left", "event", "status", "says"),
    [
        (None, EVENT, 0, "Không có kết quả"),
        (b"{}", EVENT, 1, "thiếu số"),
        (b"[" * 99_999, EVENT, 1, "không phải JSON"),
        (b'{"number": 12}' + b" " * 3_000_000, EVENT, 1, "Không đọc được"),
        (b'{"number": 12}', {"workflow_run": {"head_sha": SHA, "event": "push"}}, 0, "Không có kết quả"),
        (b'{"number": 12}', {"workflow_run": {"head_sha": "$(id)"}}, 1, "không nêu bản sửa"),
    ],
)
def test_what_no_check_leaves_is_refused_with_a_sentence(
    tmp_path: Path, dvk: Dvk, left: bytes | None, event: object, status: int, says: str
) -> None:
    (tmp_path / "ket-qua").mkdir()
    if left is not None:
        (tmp_path / "ket-qua" / "ket-qua.json").write_bytes(left)
    done = dvk("github", "comment", "--result", str(tmp_path / "ket-qua"), event=event)
    assert done.returncode == status
    assert says in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_result_that_is_a_link_is_not_followed(tmp_path: Path, dvk: Dvk) -> None:
    (tmp_path / "ket-qua").mkdir()
    (tmp_path / "ket-qua" / "ket-qua.json").symlink_to("/etc/passwd")
    done = dvk("github", "comment", "--result", str(tmp_path / "ket-qua"), event=EVENT)
    assert done.returncode == 1
    assert "Không đọc được" in done.stderr
