"""The host's REST interface, as far as the workflows need it: one place, JSON in and out, bounded, no redirects."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from typing import IO
from urllib.error import URLError
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from danvankheo.base.errors import DanVanKheoError

_SECONDS, _MOST_BYTES = 30, 10_000_000


class NoRedirects(HTTPRedirectHandler):
    """A redirect is an error: what we were given the token for answers itself."""

    def redirect_request(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: object, newurl: str) -> None:
        """Follow none."""
        return


@dataclass(frozen=True, slots=True)
class GitHubApi:
    """The interface of one repository. ``root`` is the interface's address, ``token`` the job's own."""

    root: str
    repository: str
    token: str

    def get(self, path: str) -> object:
        """Return what lies at a path below the repository."""
        return self._asked("GET", path)

    def post(self, path: str, body: Mapping[str, object]) -> object:
        """Make something."""
        return self._asked("POST", path, body)

    def patch(self, path: str, body: Mapping[str, object]) -> object:
        """Change something."""
        return self._asked("PATCH", path, body)

    def _asked(self, method: str, path: str, body: Mapping[str, object] | None = None) -> object:
        return _answer(f"{self.root}/repos/{self.repository}/{path}", self.token, f"{method} {path}", method, body)


def id_token(address: str, token: str) -> str:
    """Return an identity token of the running job, with which the host lets it deploy pages."""
    found = _answer(address, token, "mã nhận dạng", "GET", None)
    value = found.get("value") if isinstance(found, dict) else None
    if not isinstance(value, str):
        raise DanVanKheoError("GitHub không cấp mã nhận dạng: quy trình cần quyền “id-token: write”.")
    return value


def _answer(address: str, token: str, said: str, method: str, body: Mapping[str, object] | None) -> object:
    request = Request(  # noqa: S310 -- the address comes from the workflow's own environment
        address,
        data=None if body is None else json.dumps(body).encode(),
        method=method,
        headers={"Accept": "application/vnd.github+json", "Authorization": f"Bearer {token}",
                 "Content-Type": "application/json", "User-Agent": "dvk"},
    )  # fmt: skip
    opener: OpenerDirector = build_opener(NoRedirects)
    try:
        answer: HTTPResponse
        with opener.open(request, timeout=_SECONDS) as answer:
            data = answer.read(_MOST_BYTES + 1)
    except (URLError, HTTPException, OSError) as error:
        raise DanVanKheoError(f"Không gọi được GitHub ({said}): {error}") from None
    try:
        return json.loads(data)
    except ValueError:
        raise DanVanKheoError(f"Không đọc được phản hồi của GitHub ({said}).") from None
