"""GitHub's REST API as the workflows use it: JSON in and out, answers of bounded size, no redirects."""

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
    """Treats a redirect as an error: the token must not be sent to another address."""

    def redirect_request(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: object, newurl: str) -> None:
        """Do not follow it."""
        return


@dataclass(frozen=True, slots=True)
class GitHubApi:
    """The API of one repository. root: address of the API; repository: "owner/name"; token: the job's token."""

    root: str
    repository: str
    token: str

    def get(self, path: str) -> object:
        """Return the JSON at a path below the repository."""
        return self._request("GET", path)

    def post(self, path: str, body: Mapping[str, object]) -> object:
        """Create a resource; return its JSON."""
        return self._request("POST", path, body)

    def patch(self, path: str, body: Mapping[str, object]) -> object:
        """Change a resource; return its JSON."""
        return self._request("PATCH", path, body)

    def _request(self, method: str, path: str, body: Mapping[str, object] | None = None) -> object:
        return _answer(f"{self.root}/repos/{self.repository}/{path}", self.token, f"{method} {path}", method, body)


def id_token(address: str, token: str) -> str:
    """Return an identity token (OIDC) of the running job, which GitHub Pages requires to deploy.

    Raises DanVanKheoError when the job lacks the permission "id-token: write".
    """
    found = _answer(address, token, "mã nhận dạng", "GET", None)
    value = found.get("value") if isinstance(found, dict) else None
    if not isinstance(value, str):
        raise DanVanKheoError("GitHub không cấp mã nhận dạng: quy trình cần quyền “id-token: write”.")
    return value


def _answer(address: str, token: str, what: str, method: str, body: Mapping[str, object] | None) -> object:
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
        raise DanVanKheoError(f"Không gọi được GitHub ({what}): {error}") from None
    try:
        return json.loads(data)
    except ValueError:
        raise DanVanKheoError(f"Không đọc được phản hồi của GitHub ({what}).") from None
