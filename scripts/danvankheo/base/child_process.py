"""Files from outside are read in a child process: it receives bytes and returns JSON, and its crash harms nothing else.

The child is a new Python process (no fork), so it works on every system. It is stopped after a time limit, and its answer
has a size limit. On Linux and macOS its memory is limited too, and it can write no file. It gets only the environment
variables that the system needs, so no token. An audit hook refuses sockets, new processes and changes of files; native code
could bypass the hook, so it is only an additional defence.

One child reads several files in turn. After a crash the next file gets a new child.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import Any, BinaryIO, Self

from danvankheo.base.errors import DanVanKheoError

Answer = tuple[Any, bytes]
_HEAD = 8
_BEGIN = "import sys; sys.path.insert(0, sys.argv[1]); from danvankheo.base.child_process import serve; serve()"
_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG")
# Prefixes of Python's audit events that the child refuses.
_REFUSED = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.startfile", "pty.",
    "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown",
    "os.kill", "shutil.", "webbrowser.", "urllib.", "http.", "ftplib.", "smtplib.", "ctypes.", "_winapi.", "winreg.",
)  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits for one file: seconds of time, bytes of memory, bytes of the answer."""

    seconds: float = 20
    memory: int = 512 << 20
    answer: int = 32 << 20


class ChildProcess:
    """A process that reads files from outside; it starts with the first ``read``."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        if self._process:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe:
                    pipe.close()
            self._process = None

    def read(self, reader: Callable[[bytes, str], Answer], data: bytes, name: str) -> Answer:
        """Return the result of ``reader(data, name)``, a top-level function of a module; it returns a JSON value and bytes.

        Raises DanVanKheoError with a message that names the file when the reader refuses it, fails, or exceeds a limit.
        """
        process = self._process = self._process or self._started()
        assert process.stdin
        assert process.stdout
        timer = Timer(self._limits.seconds, process.kill)
        timer.start()
        try:
            request = json.dumps([f"{reader.__module__}:{reader.__qualname__}", name]).encode()
            _write(process.stdin, request, data)
            head, more = _read(process.stdout, self._limits.answer)
            answer = json.loads(head)
        except (OSError, EOFError, ValueError):  # it crashed, was stopped, or wrote another form of answer
            self.close()
            raise DanVanKheoError(_TOO_MUCH.format(name=name)) from None
        except BaseException:
            self.close()
            raise
        finally:
            timer.cancel()
        if "refused" in answer:
            raise DanVanKheoError(str(answer["refused"]))
        if "fault" in answer:
            raise DanVanKheoError((_TOO_MUCH if answer["fault"] == "MemoryError" else _BROKEN).format(name=name))
        return answer["answer"], more

    def _started(self) -> subprocess.Popen[bytes]:
        root = str(Path(__file__).parents[2])
        environment = {key: os.environ[key] for key in _ENVIRONMENT if key in os.environ}
        limits = [str(self._limits.memory), str(int(self._limits.seconds * 10) + 1)]
        return subprocess.Popen(
            [sys.executable, "-I", "-B", "-c", _BEGIN, root, *limits],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
        )  # fmt: skip


_TOO_MUCH = (
    "Đọc “{name}” tốn quá nhiều thời gian hoặc bộ nhớ nên đã dừng lại. Hãy chép nội dung sang một tệp mới rồi gửi lại."
)
_BROKEN = "Không đọc được “{name}”: tệp hỏng hoặc không đúng loại. Hãy mở tệp trên máy, lưu lại rồi gửi lại."


def serve() -> None:
    """Read one file after the other until the pipe closes; this runs in the child."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    quiet = os.open(os.devnull, os.O_RDWR)
    os.dup2(quiet, 0)
    os.dup2(quiet, 1)  # text that a library prints must not mix with answers
    _limit(int(sys.argv[2]), int(sys.argv[3]))
    sys.addaudithook(_refuse)
    while True:
        try:
            head, data = _read(requests, sys.maxsize)
        except EOFError:
            return
        _write(answers, *_answer(json.loads(head), data))


def _answer(request: tuple[str, str], data: bytes) -> tuple[bytes, bytes]:
    place, title = request
    module, _, name = place.partition(":")
    try:
        answer, more = getattr(import_module(module), name)(data, title)
        return json.dumps({"answer": answer}).encode(), more
    except DanVanKheoError as error:
        return json.dumps({"refused": str(error)}).encode(), b""
    except Exception as error:  # readers raise undocumented errors for broken files
        return json.dumps({"fault": type(error).__name__}).encode(), b""


def _limit(memory: int, seconds: int) -> None:
    try:
        import resource
    except ImportError:
        return  # Windows; the time limit and the screening before a reader remain
    wanted = {"RLIMIT_AS": memory, "RLIMIT_DATA": memory, "RLIMIT_CPU": seconds, "RLIMIT_FSIZE": 0, "RLIMIT_CORE": 0}
    for key, most in wanted.items():
        try:
            resource.setrlimit(getattr(resource, key), (most, most))
        except (AttributeError, ValueError, OSError):
            continue  # unknown to this system, or already lower


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Raise PermissionError for operations that no reader needs."""
    if event == "open":
        mode, flags = arguments[1], arguments[2]
        if (isinstance(mode, str) and set(mode) & set("wax+")) or (isinstance(flags, int) and flags & _WRITING):
            raise PermissionError(event)
    elif event.startswith(_REFUSED):
        raise PermissionError(event)


def _write(pipe: BinaryIO | Any, head: bytes, data: bytes) -> None:
    pipe.write(len(head).to_bytes(_HEAD, "big") + len(data).to_bytes(_HEAD, "big") + head)
    pipe.write(data)
    pipe.flush()


def _read(pipe: BinaryIO | Any, most: int) -> tuple[bytes, bytes]:
    sizes = _exactly(pipe, 2 * _HEAD)
    head, data = int.from_bytes(sizes[:_HEAD], "big"), int.from_bytes(sizes[_HEAD:], "big")
    if head + data > most:
        raise ValueError("too long")
    return _exactly(pipe, head), _exactly(pipe, data)


def _exactly(pipe: BinaryIO | Any, size: int) -> bytes:
    data: bytes = pipe.read(size)
    if len(data) != size:
        raise EOFError
    return data
