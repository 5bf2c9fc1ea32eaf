"""A publisher's connection to a target: the same requests to a local folder or, over SSH, to a server."""

from __future__ import annotations

import json
import shlex
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from danvankheo.base.errors import DanVanKheoError, why
from danvankheo.publishing.receiver import contained_files
from danvankheo.publishing.receiver.command import SESSION, answer
from danvankheo.publishing.receiver.release_store import ReleaseStore
from danvankheo.publishing.targets import PublishTarget, TargetKind


class Session(Protocol):
    """An open connection; it holds the target's lock."""

    def ask(self, do: str, **arguments: Any) -> dict[str, Any]:
        """Send a request of ``receiver.command.answer``. Raises DanVanKheoError with the target's reason when it refuses."""

    def send(self, site: Path, name: str, manifest: Mapping[str, str]) -> None:
        """Send the files of the release that was begun."""


@contextmanager
def connect(target: PublishTarget) -> Iterator[Session]:
    """Open a session. Raises DanVanKheoError when the target cannot be reached or another publication is running."""
    if target.kind is TargetKind.SERVER:
        with _over_ssh(target) as session:
            yield session
    else:
        releases = ReleaseStore(Path(target.place))
        try:
            with releases.locked():
                yield _Folder(releases)
        except OSError as error:
            raise DanVanKheoError(
                f"Không ghi được vào “{target.place}”: {why(error)}. Chạy lại là làm tiếp."
            ) from error


class _Folder:
    def __init__(self, releases: ReleaseStore) -> None:
        self._releases = releases

    def ask(self, do: str, **arguments: Any) -> dict[str, Any]:
        return answer(self._releases, {"do": do, **arguments})

    def send(self, site: Path, name: str, manifest: Mapping[str, str]) -> None:
        root, part, before = self._releases.root, self._releases.part(name), self._releases.link_source()
        for path, digest in manifest.items():
            place = f"{part}/{path}"
            if contained_files.digest(root, place) == digest:
                continue
            if before and contained_files.digest(root, f"{before}/{path}") == digest:
                contained_files.link(root, f"{before}/{path}", place)
            else:
                contained_files.write(root, place, (site / path).read_bytes())


@contextmanager
def _over_ssh(target: PublishTarget) -> Iterator[Session]:
    session = _Server(target)
    try:
        session.receive()
        yield session
    finally:
        session.close()


class _Server:
    def __init__(self, target: PublishTarget) -> None:
        self._target = target
        self._ssh = [
            "ssh", "-T", "-p", str(target.port), "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes",
            "-o", "ConnectTimeout=20", "-o", "ServerAliveInterval=15", "-o", "ServerAliveCountMax=4", "-o", "LogLevel=ERROR",
        ]  # fmt: skip
        if target.key:
            self._ssh += ["-i", str(target.key), "-o", "IdentitiesOnly=yes"]
        if target.known_hosts:
            self._ssh += ["-o", f"UserKnownHostsFile={target.known_hosts}"]
        try:
            self._process = subprocess.Popen(
                [*self._ssh, target.place, SESSION], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        except FileNotFoundError:
            raise DanVanKheoError("Máy này chưa có ssh.") from None

    def receive(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        try:
            reply = json.loads(line)
        except (ValueError, RecursionError):
            raise DanVanKheoError(f"Mất kết nối với {self._target.place}, hoặc máy chủ không nhận khóa này.") from None
        if not isinstance(reply, dict) or "error" in reply:
            raise DanVanKheoError(str(reply.get("error")) if isinstance(reply, dict) else "Máy chủ trả lời lạ.")
        return reply

    def ask(self, do: str, **arguments: Any) -> dict[str, Any]:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps({"do": do, **arguments}).encode("ascii") + b"\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise DanVanKheoError(f"Mất kết nối với {self._target.place}.") from None
        return self.receive()

    def send(self, site: Path, name: str, manifest: Mapping[str, str]) -> None:
        # -c compares contents: a page of equal size and time may have changed.
        command = [
            "rsync",
            "-rcz",
            "--no-times",
            "--exclude=.*",
            "-e",
            shlex.join(self._ssh),
            f"{site}/",
            f"{self._target.place}:{name}",
        ]
        try:
            done = subprocess.run(command, stderr=subprocess.PIPE, check=False)
        except FileNotFoundError:
            raise DanVanKheoError("Máy này chưa có rsync.") from None
        if done.returncode:
            text = done.stderr.decode("utf-8", "replace").strip().split("\n")
            raise DanVanKheoError(
                f"Chép sang {self._target.place} chưa xong ({text[0] if text else done.returncode}); trang đang đăng không đổi. "
                "Chạy lại là chép tiếp."
            )

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.stdout.close()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
