"""The only thing a publisher's key can do on a server: named in ``authorized_keys`` as a forced command.

A connection either asks, one line of JSON after another, or is rsync writing into the release that was begun. The lock is
held for as long as the asking connection lasts.
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
from danvankheo.publishing.releases import ID, Releases

SESSION = "dvk-publish"
_MOST_LINE, _MOST_KEPT = 256 * 1024 * 1024, 50
# What rsync -rc and -rcz ask the other side to run, whatever the version; nothing else about it may be chosen.
_TRANSFER = re.compile(r"rsync --server -rc(?P<wire>z?e[0-9]*\.[A-Za-z]*) \. (?P<id>[0-9a-f]{64})")


def answer(releases: Releases, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Do one of the five things a publisher may ask for. The caller holds the lock (``list`` needs none)."""
    verb, name = asked.get("do"), str(asked.get("id", ""))
    keep = asked.get("keep", 5)
    if not isinstance(keep, int) or not 1 <= keep <= _MOST_KEPT:
        raise DanVanKheoError(f"Số bản cần giữ phải từ 1 đến {_MOST_KEPT}.")
    if verb == "list":
        return releases.listing()
    if verb == "begin" and isinstance(asked.get("manifest"), dict):
        name = releases.begin(asked["manifest"])
        return {"id": name, "wanted": releases.is_begun(name)}
    if verb in ("verify", "switch", "rollback") and not ID.fullmatch(name):
        raise DanVanKheoError("Tên bản không đúng dạng.")
    if verb == "verify":
        releases.verify(name)
    elif verb == "switch":
        releases.switch(name, keep)
    elif verb == "rollback":
        releases.rollback(name)
    else:
        raise DanVanKheoError("Yêu cầu không hiểu được.")
    return {"id": name}


def serve(releases: Releases, asks: BinaryIO, answers: BinaryIO) -> None:
    """Answer a publisher, one line of JSON for another, until it is gone; the folder is its own for as long."""

    def say(answer: Mapping[str, Any]) -> None:
        answers.write(json.dumps(answer).encode("ascii") + b"\n")
        answers.flush()

    try:
        with releases.alone():
            say({"ready": True})
            while line := asks.readline(_MOST_LINE):
                try:
                    say(answer(releases, json.loads(line)))
                except (DanVanKheoError, OSError, ValueError) as error:
                    say({"error": str(error)})
    except DanVanKheoError as error:
        say({"error": str(error)})


def receive(releases: Releases, wire: str, name: str) -> None:
    """Become rsync, with our own arguments, writing into the release that the publisher who holds the lock has begun."""
    if not releases.is_taken():
        raise DanVanKheoError("Chưa ai mở bản này để đăng.")
    handle = os.open(releases.part(name), os.O_RDONLY | os.O_DIRECTORY)
    fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    if not os.path.samestat(os.fstat(handle), releases.part(name).stat()):
        raise DanVanKheoError("Bản này vừa được đóng lại.")
    os.set_inheritable(handle, True)  # held until rsync ends
    source = releases.link_source()
    like = [f"--link-dest={source.resolve()}"] if source else []
    os.execvp("rsync", ["rsync", "--server", f"-rc{wire}", *like, ".", f"{releases.part(name)}/"])  # noqa: S606


def main() -> int:
    """Do what the other side of the connection asked for, if it is one of the two things that can be asked for."""
    os.umask(0o022)
    releases, asked = Releases(Path(sys.argv[1])), os.environ.get("SSH_ORIGINAL_COMMAND", "")
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
