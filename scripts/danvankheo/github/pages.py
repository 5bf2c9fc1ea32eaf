"""Confirm after a GitHub Pages deployment that visitors get the new site; deploy once more if they do not.

Pages identifies a deployment by its commit. A second deployment of the same commit (the daily run: same files, another
day) may be dropped although every step reports success. So the second attempt creates a new commit with the same files,
on the branch ``BRANCH``, which is used for nothing else.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from danvankheo.base.errors import DanVanKheoError
from danvankheo.github.api import GitHubApi, id_token
from danvankheo.github.event import words

BRANCH = "trang-da-dang"
_TIMES, _PAUSE = 30, 10  # how often the live address is asked, seconds between
#: Returns the version (``phien-ban.json``) of the live site; raises DanVanKheoError when there is none.
Live = Callable[[], Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Deployment:
    """A deployment. built: its version (``phien-ban.json``); commit: its SHA; artifact: id of the uploaded artifact."""

    built: Mapping[str, object]
    commit: str
    artifact: int


def confirm(api: GitHubApi, deployment: Deployment, live: Live, oidc: tuple[str, str]) -> str:
    """Return a message once the live site is the deployed one.

    oidc: address and token of GitHub's identity token service, needed for a second deployment. Raises DanVanKheoError
    when the live site is still another one after it.
    """
    if _is_shown(deployment.built, live):
        return "Trang đang mở đúng là bản vừa dựng."
    _deploy_again(api, deployment, oidc)
    if _is_shown(deployment.built, live):
        return "GitHub đã bỏ qua lần đăng đầu; đã đăng lại, trang đang mở đúng là bản vừa dựng."
    raise DanVanKheoError(
        "Đã đăng hai lần nhưng trang đang mở vẫn là bản cũ. Xem Settings → Pages: nguồn phải là “GitHub Actions”, tên miền phải đúng;"
        " rồi chạy lại quy trình này."
    )


def _is_shown(built: Mapping[str, object], live: Live) -> bool:
    for turn in range(_TIMES):
        if turn:
            time.sleep(_PAUSE)
        try:
            if live() == built:
                return True
        except DanVanKheoError:
            continue  # not there yet
    return False


def _deploy_again(api: GitHubApi, deployment: Deployment, oidc: tuple[str, str]) -> None:
    tree = words(api.get(f"git/commits/{quote(deployment.commit)}"), "tree", "sha")
    message = f"Đăng trang: bản mã {deployment.commit[:12]}"
    made = words(api.post("git/commits", {"message": message, "tree": tree, "parents": [deployment.commit]}), "sha")
    try:
        api.patch(f"git/refs/heads/{BRANCH}", {"sha": made, "force": True})
    except DanVanKheoError:  # the first time there is no such branch
        api.post("git/refs", {"ref": f"refs/heads/{BRANCH}", "sha": made})
    api.post(
        "pages/deployments",
        {"artifact_id": deployment.artifact, "pages_build_version": made, "oidc_token": id_token(*oidc)},
    )
