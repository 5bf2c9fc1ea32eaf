"""After a deployment to Pages the live site is compared; a dropped deployment is repeated under a new commit."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from danvankheo.cli import main
from github.conftest import SHA
from github.fake_host import Answer, Host

REPOSITORY = "/repos/huyen-doan/dan-van-kheo"
OLD = {"ban_ma": SHA, "chot_den": "2026-11-26"}
NEW = {"ban_ma": SHA, "chot_den": "2026-11-27"}
FRESH = "c" * 40


class Pages:
    """A fake host and its live site. accepts: whether it accepts a deployment under another commit."""

    def __init__(self, host: Host, shown: object, *, accepts: bool = True, late: int = 0) -> None:
        self.host, self.shown, self.accepts, self.late = host, shown, accepts, late
        host.routes = {
            ("GET", "/trang/phien-ban.json"): self._version,
            ("GET", "/danh-tinh"): {"value": "ma-nhan-dang"},
            ("GET", f"{REPOSITORY}/git/commits/{SHA}"): {"tree": {"sha": "t" * 40}},
            ("POST", f"{REPOSITORY}/git/commits"): {"sha": FRESH},
            ("POST", f"{REPOSITORY}/git/refs"): {"ref": "refs/heads/trang-da-dang"},
            ("POST", f"{REPOSITORY}/pages/deployments"): self._deployed,
        }  # fmt: skip

    def _version(self, path: str) -> Answer:
        if self.late:
            self.late -= 1
            return 200, {}, json.dumps(OLD).encode()
        return (200, {}, json.dumps(self.shown).encode()) if self.shown else (404, {}, b"")

    def _deployed(self, path: str) -> Answer:
        asked: Any = self.host.writes()[-1].body
        if self.accepts and asked["pages_build_version"] != SHA:
            self.shown = NEW
        return 200, {}, b'{"id": 1}'


@dataclass
class ExpectedChange:
    """How the command ended."""

    status: int
    out: str
    err: str


Confirm = Callable[[Host], ExpectedChange]


@pytest.fixture
def confirm(tmp_path: Path, repo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Confirm:
    """Run the workflow's last step."""

    def run(host: Host) -> ExpectedChange:
        for name in ("mkdocs.yml", "theme", "content"):
            if not (tmp_path / name).exists():
                (tmp_path / name).symlink_to(repo / name)
        target = f'[trang-github]\nloai = "github-pages"\ndia_chi = "{host.address}/trang/"\nnoi = ".cache/pages"\n'
        (tmp_path / "publish.toml").write_text(target, "utf-8")
        env = {
            "BUILT_VERSION": json.dumps(NEW), "ARTIFACT_ID": "77", "GITHUB_SHA": SHA, "GITHUB_TOKEN": "bi-mat",
            "GITHUB_API_URL": host.address, "GITHUB_REPOSITORY": "huyen-doan/dan-van-kheo",
            "ACTIONS_ID_TOKEN_REQUEST_URL": f"{host.address}/danh-tinh?x=1", "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "xin",
        }  # fmt: skip
        for name, value in env.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("danvankheo.github.pages.time.sleep", lambda seconds: None)
        status = main(["--repo", str(tmp_path), "github", "live", "trang-github"])
        return ExpectedChange(status, *capsys.readouterr())

    return run


@pytest.mark.parametrize("late", [0, 3])
def test_a_site_that_shows_what_was_built_sooner_or_later_is_left_alone(
    confirm: Confirm, host: Host, late: int
) -> None:
    Pages(host, NEW, late=late)
    done = confirm(host)
    assert done.status == 0, done.err
    assert "đúng là bản vừa dựng" in done.out
    assert host.writes() == []


@pytest.mark.parametrize("shown", [OLD, None, ["không phải"], {}])
def test_a_dropped_deployment_is_made_again_under_a_commit_of_its_own(
    confirm: Confirm, host: Host, shown: object
) -> None:
    Pages(host, shown)
    done = confirm(host)
    assert done.status == 0, done.err
    assert "đã đăng lại" in done.out
    commit, _, branch, deployed = host.writes()
    assert commit.body["parents"] == [SHA]
    assert branch.body == {"ref": "refs/heads/trang-da-dang", "sha": FRESH}
    assert deployed.body == {"artifact_id": 77, "pages_build_version": FRESH, "oidc_token": "ma-nhan-dang"}


def test_the_branch_of_an_earlier_second_try_is_moved(confirm: Confirm, host: Host) -> None:
    Pages(host, OLD)
    host.routes[("PATCH", f"{REPOSITORY}/git/refs/heads/trang-da-dang")] = {"ref": "refs/heads/trang-da-dang"}
    assert confirm(host).status == 0
    assert [(asked.method, asked.body) for asked in host.writes() if "refs" in asked.path] == [
        ("PATCH", {"sha": FRESH, "force": True})
    ]


def test_a_live_site_that_stays_old_fails_the_run_and_says_where_to_look(confirm: Confirm, host: Host) -> None:
    Pages(host, OLD, accepts=False)
    done = confirm(host)
    assert done.status == 1
    assert "vẫn là bản cũ" in done.err
    assert "Settings → Pages" in done.err
    assert "Traceback" not in done.err


def test_without_the_right_to_deploy_the_missing_right_is_named(confirm: Confirm, host: Host) -> None:
    Pages(host, OLD)
    host.routes[("GET", "/danh-tinh")] = {"message": "không"}
    done = confirm(host)
    assert done.status == 1
    assert "id-token: write" in done.err
