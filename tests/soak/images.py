"""Hostile photos, thousands of them."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from hostile.images import cases, judge

_CASES = 12_000


def rows(repo: Path, work: Path) -> Iterator[tuple[str, int, int, float]]:
    """Yield the number of photos and of those with a traceback, a hang or a picture that is not clean."""
    begun, failed = time.monotonic(), 0
    for what, name, data in cases(_CASES):
        _, faults = judge(work / "anh", name, data)
        if faults:
            failed += 1
            print(f"    {what} ({name}): {'; '.join(faults)}", file=sys.stderr)
    yield "photos / tracebacks, hangs, unclean pictures", _CASES, failed, time.monotonic() - begun
