"""A repository with a pull request: two checkouts, as in the workflow, and the event file."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from github.fake_host import Host, running

Dvk = Callable[..., subprocess.CompletedProcess[str]]
SHA = "a" * 40
PULL = {
    "number": 12,
    "head": {"sha": SHA, "ref": "bai-moi", "repo": {"full_name": "cong-tac-vien/dan-van-kheo"}},
}


def git(where: Path, *arguments: str) -> str:
    """Run git without a user's configuration."""
    env = {"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
           **{f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in (("NAME", "x"), ("EMAIL", "x@vi-du.test"))}}  # fmt: skip
    return subprocess.run(["git", *arguments], cwd=where, env=env, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def host() -> Iterator[Host]:
    """The host on this machine."""
    with running() as host:
        yield host


@pytest.fixture
def base(tmp_path: Path, repo: Path) -> Path:
    """The target branch: the real vocabulary and one model."""
    base = tmp_path / "may"
    shutil.copytree(repo / "content", base / "content")
    (base / "models").mkdir()
    shutil.copy(repo / "tests/fixtures/mistakes/good.md", base / "models/mo-hinh-a.md")
    return base


@pytest.fixture
def pull(tmp_path: Path, base: Path) -> Callable[[Callable[[Path], None]], Path]:
    """Make the checkout of a pull request: a merge commit with a contributor's changes."""

    def make(change: Callable[[Path], None]) -> Path:
        merge = tmp_path / "bai"
        shutil.copytree(base, merge)
        git(merge, "init", "-q", "-b", "main")
        git(merge, "add", "-A")
        git(merge, "commit", "-q", "-m", "trước")
        change(merge)
        git(merge, "add", "-A")
        git(merge, "commit", "-q", "--allow-empty", "-m", "sau")
        return merge

    return make


@pytest.fixture
def dvk(tmp_path: Path) -> Dvk:
    """Run a verb of ``dvk github`` as a workflow does; its summary and outputs are written to files named like the variables."""

    def run(*arguments: str, event: Any, host: str = "http://127.0.0.1:1") -> subprocess.CompletedProcess[str]:
        file = tmp_path / "event.json"
        file.write_bytes(event if isinstance(event, bytes) else json.dumps(event).encode())
        for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"):
            (tmp_path / name).write_text("")
        env = os.environ | {
            "GITHUB_EVENT_PATH": str(file), "GITHUB_API_URL": host, "GITHUB_REPOSITORY": "huyen-doan/dan-van-kheo",
            "GITHUB_SERVER_URL": "https://github.com", "GITHUB_TOKEN": "bi-mat", "NO_MKDOCS_2_WARNING": "1",
            **{name: str(tmp_path / name) for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT")},
        }  # fmt: skip
        command = [sys.executable, "-W", "error", "-m", "danvankheo.cli", *arguments]
        return subprocess.run(
            command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
        )

    return run
