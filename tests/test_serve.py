"""``dvk serve`` as people meet it: a taken port, another site's page, files that are replaced or taken away for a while."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from danvankheo import server
from danvankheo.base.errors import DanVanKheoError
from danvankheo.cli import main
from danvankheo.file_watcher import FileWatcher


def wait_for(ask: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not ask():
        assert time.monotonic() < end, "no answer in time"
        time.sleep(0.02)


class WatchRecorder:
    """What a watch told, by another thread."""

    def __init__(self, root: Path) -> None:
        self.paths: set[Path] = set()
        self._stop = threading.Event()
        self._watch = FileWatcher(root, ("content", "models"), ("mkdocs.yml",))
        self._thread = threading.Thread(target=self._listen)

    def _listen(self) -> None:
        for paths in self._watch.changes(self._stop):
            self.paths |= paths

    def __enter__(self) -> WatchRecorder:
        self._watch.__enter__()
        self._thread.start()
        time.sleep(0.7)  # both watchers have begun
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._thread.join()
        self._watch.__exit__(None, None, None)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "models" / "anh").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("site_name: Tên\n", "utf-8")
    (tmp_path / "models" / "bai.md").write_text("một\n", "utf-8")
    return tmp_path


def saved_by_renaming(file: Path, text: str) -> None:
    aside = file.with_name(".tam")
    aside.write_text(text, "utf-8")
    os.replace(aside, file)


def saved_again(file: Path) -> None:
    saved_by_renaming(file, f"{time.monotonic()}\n")


@pytest.mark.parametrize("name", ["mkdocs.yml", "models/bai.md"])
def test_a_file_saved_by_renaming_is_seen_each_time(root: Path, name: str) -> None:
    with WatchRecorder(root) as heard:
        for turn in range(3):
            heard.paths.clear()
            saved_by_renaming(root / name, f"lần {turn}\n")
            wait_for(lambda: root / name in heard.paths)


def test_a_folder_taken_away_and_put_back_is_followed_again(root: Path) -> None:
    with WatchRecorder(root) as heard:
        for _ in range(2):
            shutil.rmtree(root / "models")
            wait_for(lambda: root / "models" in heard.paths)
            (root / "models").mkdir()
            heard.paths.clear()
            wait_for(lambda: heard.paths)
            heard.paths.clear()
            wait_for(lambda: saved_again(root / "models" / "bai.md") or heard.paths)


def test_a_folder_that_was_not_there_at_first_is_followed_once_it_comes(root: Path) -> None:
    (root / "content").rmdir()
    with WatchRecorder(root) as heard:
        (root / "content").mkdir()
        wait_for(lambda: root / "content" in heard.paths)
        (root / "content" / "index.md").write_text("mới\n", "utf-8")
        wait_for(lambda: root / "content" / "index.md" in heard.paths or root / "content" in heard.paths)


def test_nothing_is_told_of_what_is_not_watched(root: Path) -> None:
    with WatchRecorder(root) as heard:
        (root / "site").mkdir()
        (root / "site" / "index.html").write_text("x", "utf-8")
        (root / "README.md").write_text("x", "utf-8")
        time.sleep(0.5)
        assert heard.paths == set()


def test_a_taken_port_is_said_before_anything_is_built(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("danvankheo.theme_frames.draw", lambda *a, **k: pytest.fail("built before the port was known"))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["--repo", str(repo), "serve", "--port", str(port)]) == 1
    said = capsys.readouterr().err
    assert f"Cổng {port} đang có chương trình khác dùng" in said
    assert "--port" in said


@pytest.mark.parametrize("port", [70_000, -1])
def test_a_port_that_is_none_is_said(repo: Path, port: int) -> None:
    with pytest.raises(DanVanKheoError, match="không dùng được"):
        server.serve(repo / "mkdocs.yml", {}, port, print)


@pytest.fixture
def answering(tmp_path: Path) -> Iterator[int]:
    """The handler of ``dvk serve`` over a site of one page, its port."""
    from functools import partial

    (tmp_path / "index.html").write_text("<body>Trang xem thử</body>", "utf-8")
    listening = server._listening(0)
    listening.RequestHandlerClass = partial(server._Handler, signal=server.ReloadSignal(), base="/", site=tmp_path)
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    yield listening.server_port
    listening.shutdown()
    thread.join()
    listening.server_close()


def test_a_browser_that_hangs_up_leaves_no_traceback_in_the_terminal(
    answering: int, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "lon.bin").write_bytes(bytes(10_000_000))
    for _ in range(3):
        with socket.create_connection(("127.0.0.1", answering)) as connection:
            connection.sendall(b"GET /lon.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
            connection.recv(1)
    connection = http.client.HTTPConnection("localhost", answering, timeout=10)
    connection.request("GET", "/")
    assert connection.getresponse().status == 200
    connection.close()
    time.sleep(0.3)  # the threads of the closed connections have met the error
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("host", "answered"),
    [
        ("localhost", True), ("localhost:{port}", True), ("127.0.0.1:{port}", True), ("LOCALHOST:{port}", True),
        ("evil.example", False), ("evil.example:{port}", False), ("localhost.evil.example", False), ("", False),
        ("127.0.0.1.nip.io:{port}", False), ("[::ffff:127.0.0.1]", False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/-/thay-doi.js", "/khong-co/"])
def test_only_requests_that_name_this_machine_are_answered(
    answering: int, host: str, answered: bool, path: str
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", answering, timeout=10)
    connection.putrequest("GET", path, skip_host=True)
    connection.putheader("Host", host.format(port=answering))
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read().decode("utf-8")
    connection.close()
    assert (answer.status != http.HTTPStatus.MISDIRECTED_REQUEST) is answered
    assert ("Trang xem thử" in body or "EventSource" in body) is (answered and path != "/khong-co/")
