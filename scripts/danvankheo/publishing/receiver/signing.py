"""Signatures of releases, made outside the server: a stolen publishing key alone can then publish nothing.

The signature is OpenSSH's (``ssh-keygen -Y``, OpenSSH 8.0 or newer), by a key that opens no connection. It covers the
release's id, and so every byte, and the moment of signing: a release signed before the last accepted one is refused.
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
    """Return the ``allowed_signers`` file for the line of a ``.pub`` file."""
    kind, key = public_key.split()[:2]
    return f'{_WHO} namespaces="{_NAMESPACE}" {kind} {key}\n'


def signed(key: Path, release: str) -> dict[str, Any]:
    """Return the moment (milliseconds since 1970) and the signature of a release."""
    moment = time.time_ns() // 1_000_000
    command = ["ssh-keygen", "-Y", "sign", "-q", "-f", str(key), "-n", _NAMESPACE]
    try:
        done = subprocess.run(command, input=_statement(release, moment), capture_output=True, check=False)
    except FileNotFoundError:
        raise DanVanKheoError("Máy này chưa có ssh-keygen; không ký được bản cần đăng.") from None
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().split("\n")[-1]
        raise DanVanKheoError(f"Không ký được bằng khóa “{key}” (khoa_ky): {reason}")
    return {"moment": moment, "signature": done.stdout.decode("ascii")}


def verify(signers: Path, release: str, sent: Any, last: int) -> int:
    """Return the moment of a release's signature. Raises DanVanKheoError unless it is valid and later than ``last``."""
    moment, signature = (sent.get(key) for key in ("moment", "signature")) if isinstance(sent, dict) else (None, None)
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
