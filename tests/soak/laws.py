"""The property tests of the laws, with many more cases and a new seed each day."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

_TIMES = 40
_COUNTED = re.compile(r"^(law \d+): (\d+) (.*)$", re.MULTILINE)


def rows(repo: Path, work: Path) -> Iterator[tuple[str, int, int, float]]:
    """Yield the number of cases of each law and kind; then the number of tests and of failed tests."""
    begun, seed = time.monotonic(), date.today().toordinal()
    command = [sys.executable, "-m", "pytest", "-q", "-m", "law", "--times", str(_TIMES), "--seed", str(seed), "--basetemp", str(work / "tam")]  # fmt: skip
    done = subprocess.run(command, cwd=repo, capture_output=True, text=True, check=False)
    failed = len(re.findall(r"^(?:FAILED|ERROR) ", done.stdout, re.MULTILINE))
    if done.returncode:
        print(done.stdout[-20_000:], done.stderr[-2_000:], file=sys.stderr)
        failed = failed or 1
    passed = sum(map(int, re.findall(r"(\d+) passed", done.stdout)))
    for law, number, what in _COUNTED.findall(done.stdout):
        yield f"{law} / {what}", int(number), 0, 0
    yield f"tests of the laws, seed {seed} / failed", passed + failed, failed, time.monotonic() - begun
