"""GitHub Pages, after a deployment: are visitors given what was built? If not, the site is deployed once more.

Pages knows a deployment by a commit. A second one of the same commit (the daily run: same files, another day) may be
dropped while every step says success. It takes a deployment only under a commit that is really there, so the second try
makes one: the same files, kept on a branch of its own that nobody works on.
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
#: Returns the version an address gives to visitors; raises DanVanKheoError when it gives none.
Live = Callable[[], Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Deployment:
    """What was deployed. built: its version (``phien-ban.json``); commit: its commit; artifact: the number of what was uploaded."""

    built: Mapping[str, object]
    commit: str
    artifact: int


def confirm(api: GitHubApi, deployment: Deployment, live: Live, oidc: tuple[str, str]) -> str:
    """Return what is to be said once visitors are given what was built.

    oidc: the address and the token of the host's service of identity tokens, which a deployment needs. Raises
    DanVanKheoError when the live site is an older one even after a second deployment.
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
