"""A host of repositories on this machine, as far as the workflows speak to one: answers, takes down what was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

Answer = tuple[int, dict[str, str], bytes]


class Asked(NamedTuple):
    """One request: its method, path, the JSON it brought, the token."""

    method: str
    path: str
    body: Any
    token: str | None


class Host:
    """Routes by method and beginning of the path; whatever else is asked is 404."""

    def __init__(self) -> None:
        self.routes: dict[tuple[str, str], Any] = {}
        self.asked: list[Asked] = []
        self.address = ""

    def answer(self, method: str, path: str) -> Answer:
        for (verb, beginning), value in self.routes.items():
            if verb == method and path.startswith(beginning):
                return value(path) if callable(value) else (200, {}, json.dumps(value).encode())
        return 404, {}, b"{}"

    def writes(self) -> list[Asked]:
        return [asked for asked in self.asked if asked.method != "GET"]


@contextmanager
def running() -> Iterator[Host]:
    """Serve on a free port until the block ends."""
    host = Host()

    class Handler(BaseHTTPRequestHandler):
        def _any(self) -> None:
            data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            host.asked.append(
                Asked(self.command, self.path, json.loads(data) if data else None, self.headers.get("Authorization"))
            )
            status, headers, body = host.answer(self.command, self.path)
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(OSError):  # who asked may hang up, when it is too much
                self.wfile.write(body)

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _any  # noqa: N815

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    host.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield host
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
