"""The child that reads strangers' files: what it may do, how long and how much, and what the person is told."""

from __future__ import annotations

import os
import runpy
import time
from pathlib import Path

import pytest
from danvankheo.base.child_process import ChildProcess, Limits
from danvankheo.base.errors import DanVanKheoError

# Code that took over a reader: whatever it finds out it says in the one way a reader has.
SAYS = "from danvankheo.base.errors import DanVanKheoError as Says\n"
TRY = SAYS + "try:\n    {}\nexcept BaseException as error:\n    raise Says(type(error).__name__)\nraise Says('done')\n"


def run(folder: Path, code: str, limits: Limits | None = None, child: ChildProcess | None = None) -> str:
    """Return what is told when a reader runs this code."""
    file = folder / "probe.py"
    file.write_text(code, "utf-8")
    asked = child or ChildProcess(limits)
    try:
        with pytest.raises(DanVanKheoError) as told:
            asked.read(runpy.run_path, os.fsencode(file), "")  # type: ignore[arg-type]
    finally:
        if asked is not child:
            asked.close()
    return str(told.value)


@pytest.mark.parametrize(
    "line",
    [
        "import socket; socket.socket()",
        "import socket; socket.create_connection(('127.0.0.1', 9), 1)",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
        "import os; os.execv('/bin/true', ['true'])",
        "import os; os.posix_spawn('/bin/true', ['true'], {})",
        "import os; os.kill(os.getppid(), 0)",
        "import ctypes; ctypes.CDLL(None).getpid()",
        "open('left-behind', 'w')",
        "import os; os.open('left-behind', os.O_CREAT | os.O_WRONLY)",
        "import pathlib; pathlib.Path('left-behind').mkdir()",
        "import os; os.remove('probe.py')",
        "import os; os.rename('probe.py', 'left-behind')",
        "import os; os.symlink('probe.py', 'left-behind')",
    ],
)
def test_code_that_took_over_a_reader_reaches_no_network_no_process_and_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(tmp_path, TRY.format(line)) == "PermissionError"
    assert os.listdir(tmp_path) == ["probe.py"]


def test_the_child_sees_no_token_and_nothing_that_is_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "geheim")
    told = run(tmp_path, SAYS + "import os, sys; raise Says(str(dict(os.environ)) + repr(sys.stdin.read()))")
    assert "geheim" not in told
    assert told.endswith("''")


def test_a_reader_that_hangs_is_ended_and_the_next_file_is_read_all_the_same(tmp_path: Path) -> None:
    with ChildProcess(Limits(seconds=1)) as child:
        before = time.monotonic()
        assert "tốn quá nhiều thời gian hoặc bộ nhớ" in run(tmp_path, "while True: pass", child=child)
        assert time.monotonic() - before < 5
        assert run(tmp_path, SAYS + "raise Says('read')", child=child) == "read"


@pytest.mark.parametrize("code", ["import os; os._exit(0)", "import os; os.abort()", "import sys; sys.exit()"])
def test_a_reader_that_dies_is_one_sentence(tmp_path: Path, code: str) -> None:
    assert "đã dừng lại" in run(tmp_path, code)


def test_what_a_reader_prints_is_no_answer_and_any_error_is_one_sentence(tmp_path: Path) -> None:
    told = run(tmp_path, "import os; print('{}' * 99, flush=True); os.write(1, b'x' * 99); raise RecursionError")
    assert told.startswith("Không đọc được “”")
    assert "\n" not in told


def test_memory_beyond_the_limit_is_refused_where_the_system_has_limits(tmp_path: Path) -> None:
    assert "bộ nhớ" in run(tmp_path, "x = bytearray(400 << 20)", Limits(memory=256 << 20))
    assert run(tmp_path, SAYS + "x = bytearray(50 << 20); raise Says('fits')", Limits(memory=256 << 20)) == "fits"


def test_an_answer_longer_than_allowed_is_cut_off(tmp_path: Path) -> None:
    code = "import os\nos.write(4, (9).to_bytes(8, 'big') + (1 << 40).to_bytes(8, 'big')); os.write(4, bytes(1 << 15))"
    assert "đã dừng lại" in run(tmp_path, code, Limits(answer=1_000))
