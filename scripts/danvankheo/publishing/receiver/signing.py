"""Releases signed off the server: a publishing key alone, stolen, can then put up nothing.

The signature is OpenSSH's own (``ssh-keygen -Y``, OpenSSH 8.0 or newer), by a key that opens no connection. It covers the
release's id, hence every byte of it, and the moment of signing, which only ever grows: what was signed before is not taken again.
The standard library alone: a server runs this file too.
"""

from __future__ import annotations

import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from danvankheo.base.errors import DanVanKheoError

_NAMESPACE, _WHO = "dvk-release", "dvk"


def allowed_signers(public_key: str) -> str:
    """Return the file by which a server knows the signer, made of the line of a ``.pub`` file."""
    kind, key = public_key.split()[:2]
    return f'{_WHO} namespaces="{_NAMESPACE}" {kind} {key}\n'


def signed(key: Path, release: str) -> dict[str, Any]:
    """Return what a publisher says of a release: the moment, and the signature by a key of one's own."""
    moment = time.time_ns() // 1_000_000
    command = ["ssh-keygen", "-Y", "sign", "-q", "-f", str(key), "-n", _NAMESPACE]
    try:
        done = subprocess.run(command, input=_statement(release, moment), capture_output=True, check=False)
    except FileNotFoundError:
        raise DanVanKheoError("Máy này chưa có ssh-keygen; không ký được bản cần đăng.") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().split("\n")[-1]
        raise DanVanKheoError(f"Không ký được bằng khóa “{key}” (khoa_ky): {said}")
    return {"moment": moment, "signature": done.stdout.decode("ascii")}


def verify(signers: Path, release: str, said: Any, last: int) -> int:
    """Return the moment at which a release was signed; raises unless that is right, and later than the last taken."""
    moment, signature = (said.get(key) for key in ("moment", "signature")) if isinstance(said, dict) else (None, None)
    if type(moment) is not int or not isinstance(signature, str) or len(signature) > 16_384:
        raise DanVanKheoError("Nơi đăng này chỉ nhận bản đã ký; ghi khoa_ky vào publish.toml rồi đăng lại.")
    with tempfile.NamedTemporaryFile() as file:
        file.write(signature.encode("utf-8", "replace"))
        file.flush()
        command = ["ssh-keygen", "-Y", "verify", "-f", str(signers), "-I", _WHO, "-n", _NAMESPACE, "-s", file.name]
        try:
            done = subprocess.run(command, input=_statement(release, moment), capture_output=True, check=False)
        except FileNotFoundError:
            raise DanVanKheoError("Máy chủ chưa có ssh-keygen; không kiểm tra được chữ ký, chưa đăng.") from None
    if done.returncode:
        raise DanVanKheoError("Chữ ký của bản này không đúng với khóa mà máy chủ biết; chưa đăng.")
    if moment <= last:
        raise DanVanKheoError("Bản này đã ký từ trước lần đăng gần nhất; chưa đăng. Chạy lại dvk publish để ký mới.")
    return moment


def _statement(release: str, moment: int) -> bytes:
    return f"{_NAMESPACE} {release} {moment}\n".encode("ascii")
