"""The forced command of a publisher's key in ``authorized_keys``: the only program that the key can run on a server.

A connection either sends requests, one JSON object per line, or is rsync writing into the release that was begun. The
requesting connection holds the lock of the store until it ends.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from danvankheo.base.errors import DanVanKheoError
from danvankheo.publishing.receiver.manifest import ID
from danvankheo.publishing.receiver.release_store import ReleaseStore

SESSION = "dvk-publish"
_MOST_LINE, _MOST_KEPT = 96 * 1024 * 1024, 50
# What rsync -rc and -rcz of any version ask the other side to run; all other options are refused.
_TRANSFER = re.compile(r"rsync --server -rc(?P<wire>z?e[0-9]*\.[A-Za-z]*) \. (?P<id>[0-9a-f]{64})")


def answer(releases: ReleaseStore, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Carry out one of five requests: list, begin, verify, switch, rollback. The caller holds the lock (not for ``list``).

    Raises DanVanKheoError with the reason of a refusal.
    """
    verb, name, keep, restored = (
        asked.get(key, other) for key, other in (("do", ""), ("id", ""), ("keep", 5), ("restored", []))
    )
    if not isinstance(verb, str) or not isinstance(name, str) or not isinstance(restored, list):
        raise DanVanKheoError("Yêu cầu không hiểu được.")
    if type(keep) is not int or not 1 <= keep <= _MOST_KEPT:
        raise DanVanKheoError(f"Số bản cần giữ phải từ 1 đến {_MOST_KEPT}.")
    if verb == "list":
        return releases.listing()
    if verb == "begin" and isinstance(asked.get("manifest"), dict):
        name = releases.begin(asked["manifest"])
        return {"id": name, "wanted": releases.is_begun(name)}
    if verb in ("verify", "switch", "rollback") and not ID.fullmatch(name):
        raise DanVanKheoError("Tên bản không đúng dạng.")
    if verb == "verify":
        releases.verify(name, [each for each in restored if isinstance(each, str)], asked.get("signed"))
    elif verb == "switch":
        releases.switch(name, keep, [each for each in restored if isinstance(each, str)])
    elif verb == "rollback":
        releases.rollback(name)
    else:
        raise DanVanKheoError("Yêu cầu không hiểu được.")
    return {"id": name}


def serve(releases: ReleaseStore, asks: BinaryIO, answers: BinaryIO) -> None:
    """Answer each line of JSON with a line of JSON until the connection ends, holding the lock."""

    def reply(answer: Mapping[str, Any]) -> None:
        answers.write(json.dumps(answer).encode("ascii") + b"\n")
        answers.flush()

    try:
        with releases.locked():
            reply({"ready": True})
            while line := asks.readline(_MOST_LINE):
                whole = line.endswith(b"\n")
                # The rest of a line that is too long is no request of its own.
                while line and not line.endswith(b"\n"):
                    line = asks.readline(_MOST_LINE)
                try:
                    reply(answer(releases, _request(line if whole else b"")))
                except DanVanKheoError as error:
                    reply({"error": str(error)})
                except OSError as error:
                    reply({"error": f"Nơi đăng không ghi được: {error.strerror or error}."})
    except DanVanKheoError as error:
        reply({"error": str(error)})


def _request(line: bytes) -> Mapping[str, Any]:
    """Return the request of a line. Raises DanVanKheoError unless it is a JSON object."""

    def no_number(text: str) -> None:
        raise ValueError(text)

    try:
        asked = json.loads(line.decode("utf-8"), parse_constant=no_number)
    except (ValueError, RecursionError, MemoryError):
        asked = None
    if not isinstance(asked, dict):
        raise DanVanKheoError("Yêu cầu không đọc được; nơi đăng chỉ hiểu dvk publish và dvk rollback.")
    return asked


def receive(releases: ReleaseStore, wire: str, name: str) -> None:
    """Replace this process by rsync, with fixed arguments, writing into a release that was begun under the lock."""
    if not releases.is_locked():
        raise DanVanKheoError("Chưa ai mở bản này để đăng.")
    part = releases.root / releases.part(name)
    handle = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    if not os.path.samestat(os.fstat(handle), part.lstat()):
        raise DanVanKheoError("Bản này vừa được đóng lại.")
    os.set_inheritable(handle, True)  # so rsync holds the lock
    source = releases.link_source()
    like = [f"--link-dest={(releases.root / source).resolve()}"] if source else []
    # Links and devices that the other side sends are not made.
    arguments = ["--server", f"-rc{wire}", "--no-links", "--no-devices", "--no-specials", *like, ".", f"{part}/"]
    os.execvp("rsync", ["rsync", *arguments])  # noqa: S606


def main() -> int:
    """Run the one of the two commands that the connection asks for; return the exit status."""
    os.umask(0o022)
    signers = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    releases, asked = ReleaseStore(Path(sys.argv[1]), signers), os.environ.get("SSH_ORIGINAL_COMMAND", "")
    try:
        if asked == SESSION:
            serve(releases, sys.stdin.buffer, sys.stdout.buffer)
            return 0
        if transfer := _TRANSFER.fullmatch(asked):
            receive(releases, transfer["wire"], transfer["id"])
        raise DanVanKheoError("Khóa này chỉ dùng để đăng trang bằng dvk publish.")
    except (DanVanKheoError, OSError) as error:
        sys.stderr.buffer.write(f"{error}\n".encode())
        return 1


if __name__ == "__main__":
    sys.exit(main())
