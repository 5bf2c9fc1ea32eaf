"""A fake of the repository host's API on this machine: it answers the workflows' requests and records them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import Any, NamedTuple

from web_server import serving

Answer = tuple[int, dict[str, str], bytes]


class Request(NamedTuple):
    """One request: its method, path, the JSON it brought, the token."""

    method: str
    path: str
    body: Any
    token: str | None


class Host:
    """Routes by method and beginning of the path; whatever else is asked is 404."""

    def __init__(self) -> None:
        self.routes: dict[tuple[str, str], Any] = {}
        self.asked: list[Request] = []
        self.address = ""

    def answer(self, method: str, path: str) -> Answer:
        for (verb, beginning), value in self.routes.items():
            if verb == method and path.startswith(beginning):
                return value(path) if callable(value) else (200, {}, json.dumps(value).encode())
        return 404, {}, b"{}"

    def writes(self) -> list[Request]:
        return [asked for asked in self.asked if asked.method != "GET"]


@contextmanager
def running() -> Iterator[Host]:
    """Serve on a free port until the block ends."""
    host = Host()

    class Handler(BaseHTTPRequestHandler):
        def _any(self) -> None:
            data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            host.asked.append(
                Request(self.command, self.path, json.loads(data) if data else None, self.headers.get("Authorization"))
            )
            status, headers, body = host.answer(self.command, self.path)
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _any  # noqa: N815

        def log_message(self, *arguments: object) -> None:
            pass

    with serving(Handler) as address:
        host.address = address.rstrip("/")
        yield host
