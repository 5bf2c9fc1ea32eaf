"""``dvk serve``: the site on this machine, built anew when a file is saved.

Frames stay in memory and are drawn again only when the theme or mkdocs.yml changes. Browsers learn of a new build by
server-sent events; the script that listens is added to pages as they are sent, never to files. Only requests whose Host
header names this machine are answered: a page of another site whose name points here (DNS rebinding) reads nothing.
"""

from __future__ import annotations

import errno
import gc
import sys
import threading
from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from danvankheo import theme_frames
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.headers import EDITOR_FOLDER
from danvankheo.build import BuildInput, build
from danvankheo.file_watcher import FileWatcher

Say = Callable[[str], None]
EVENTS = "/-/thay-doi"
SCRIPT = "/-/thay-doi.js"
_LISTEN = f'new EventSource("{EVENTS}").onmessage = () => location.reload();\n'.encode()
_ELSEWHERE = "Chỉ mở được trang xem thử bằng địa chỉ http://localhost.".encode()
_TAG = f'<script src="{SCRIPT}"></script></body>'.encode()
_WATCHED = ("content", "models", "exemplars", "theme")
_OWN_NAMES = frozenset({"localhost", "127.0.0.1"})
_SECONDS_BETWEEN_BEATS = 15


class ReloadSignal:
    """Makes every open page reload. Each page waits in its own thread."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._count = 0
        self.closed = False

    def notify(self) -> None:
        """Wake every waiting page."""
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    def close(self) -> None:
        """End every wait, because the server stops."""
        self.closed = True
        self.notify()

    def wait(self, seen: int) -> int:
        """Return the count once it is no longer ``seen``, or after ``_SECONDS_BETWEEN_BEATS``."""
        with self._changed:
            self._changed.wait_for(lambda: self._count != seen, timeout=_SECONDS_BETWEEN_BEATS)
            return self._count

    @property
    def count(self) -> int:
        """How many times ``notify`` was called."""
        return self._count


class _Handler(SimpleHTTPRequestHandler):
    """Serves the built site below its base path; adds the script that listens for changes to each page."""

    protocol_version = "HTTP/1.1"
    extensions_map: dict[str, str] = {  # noqa: RUF012 - the base class has it so
        ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
        ".svg": "image/svg+xml", ".webp": "image/webp", ".jpg": "image/jpeg", ".woff2": "font/woff2",
        ".json": "application/json", ".xml": "application/xml; charset=utf-8", ".txt": "text/plain; charset=utf-8",
        "": "application/octet-stream",
    }  # fmt: skip

    def __init__(self, *arguments: Any, signal: ReloadSignal, base: str, site: Path) -> None:
        self._signal, self._base, self._site = signal, base, site
        super().__init__(*arguments, directory=str(site))

    def do_GET(self) -> None:
        """Answer one request."""
        path = self.path.partition("?")[0]
        if self.headers.get("Host", "").partition(":")[0].lower() not in _OWN_NAMES:
            self._send(HTTPStatus.MISDIRECTED_REQUEST, "text/plain; charset=utf-8", _ELSEWHERE)
        elif path == EVENTS:
            self._events()
        elif path == SCRIPT:
            self._send(HTTPStatus.OK, "text/javascript; charset=utf-8", _LISTEN)
        elif not path.startswith(self._base):
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", self._base)
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self.path = "/" + self.path.removeprefix(self._base)
            self._file()

    def _file(self) -> None:
        file = Path(self.translate_path(self.path))
        if file.is_dir() and not self.path.partition("?")[0].endswith("/"):
            super().do_GET()  # a redirect to the folder
            return
        page = file / "index.html" if file.is_dir() else file
        status = HTTPStatus.OK if page.is_file() else HTTPStatus.NOT_FOUND
        page = page if status is HTTPStatus.OK else self._site / "404.html"
        body = page.read_bytes() if page.is_file() else "Không có trang này.".encode()
        kind = self.guess_type(str(page))
        # The editor saves files; its page must not reload when they change.
        listens = "html" in kind and page != self._site / EDITOR_FOLDER / "index.html"
        self._send(status, kind, body.replace(b"</body>", _TAG) if listens else body)

    def _send(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def _events(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        seen = self._signal.count
        try:
            while not self._signal.closed:
                now = self._signal.wait(seen)
                self.wfile.write(b"data: .\n\n" if now != seen else b": .\n\n")
                self.wfile.flush()
                seen = now
        except OSError:
            pass  # the page was closed
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Print nothing: the terminal shows only problems in the files."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Print nothing when a browser closes its connection, as it does when the page is left or loaded again."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def serve(config: Path, asked: Mapping[str, Any], port: int, say: Say, stop: threading.Event | None = None) -> int:
    """Build, serve on 127.0.0.1 and rebuild on every change until interrupted (or ``stop`` is set).

    Raises DanVanKheoError, before anything is built, when the port is in use.
    """
    asked = {"site_dir": config.parent / ".cache" / "serve", "site_url": f"http://localhost:{port}/"} | {
        name: value for name, value in asked.items() if value is not None
    }
    with _listening(port) as server, FileWatcher(config.parent, _WATCHED, (config.name,)) as watcher:
        preview = _Preview(config, asked, say)
        preview.draw()
        preview.build()
        settings = preview.given.settings
        signal = ReloadSignal()
        server.RequestHandlerClass = partial(_Handler, signal=signal, base=settings.base_path, site=settings.site_dir)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        say(f"Mở xem: http://localhost:{server.server_port}{settings.base_path} (dừng: Ctrl+C)")
        try:
            _follow(preview, watcher, signal, stop)
        finally:
            signal.close()
            server.shutdown()
    return 0


def _listening(port: int) -> ThreadingHTTPServer:
    """Return a server that holds the port and does not answer yet."""
    try:
        return _Server(("127.0.0.1", port), SimpleHTTPRequestHandler)
    except (OSError, OverflowError) as error:
        taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        why = "đang có chương trình khác dùng" if taken else "không dùng được"
        raise DanVanKheoError(
            f"Cổng {port} {why}. Đóng cửa sổ lệnh đang chạy dvk serve trước đó, hoặc chọn cổng khác: dvk serve --port 8001"
        ) from None


def _follow(preview: _Preview, watcher: FileWatcher, signal: ReloadSignal, stop: threading.Event | None) -> None:
    for paths in watcher.changes(stop):
        theme_changed = any(path.is_relative_to(preview.root / "theme") or path == preview.config for path in paths)
        if (not theme_changed or preview.draw()) and preview.build():
            signal.notify()
        gc.collect()  # the command runs without the collector, for hours; no build waits now


class _Preview:
    """Draws and builds the site while it is edited; reports errors instead of stopping."""

    given: BuildInput

    def __init__(self, config: Path, asked: Mapping[str, Any], say: Say) -> None:
        self.config = config
        self.root = config.parent
        self._asked = asked
        self._say = say

    def draw(self) -> bool:
        """Draw the frames; return False and keep the old ones when the theme is broken. The first time, the error is raised."""
        try:
            self.given = theme_frames.draw(self.config, **self._asked)
        except DanVanKheoError as error:
            if not hasattr(self, "given"):
                raise
            self._say(str(error))
            return False
        return True

    def build(self) -> bool:
        """Build the site; print the problems of files with errors. Return False when the build stopped."""
        try:
            report = build(self.given)
        except DanVanKheoError as error:
            self._say(str(error))
            return False
        self._say(report.faults() + report.summary())
        return True
