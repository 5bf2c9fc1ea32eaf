"""Every construct of YAML in every place."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from hostile.front_matter import cases, judge, repository
from hostile.test_front_matter import GOOD


def rows(repo: Path, work: Path) -> Iterator[tuple[str, int, int, float]]:
    """Yield the number of files and of those with a traceback, a wrong place or fixes that never settle."""
    begun, tried, failed, root = time.monotonic(), 0, 0, repository(repo, work / "kho")
    for data in cases((repo / GOOD).read_text("utf-8")):
        tried += 1
        if faults := judge(root, data):
            failed += 1
            print(f"    {data[:120]!r}: {'; '.join(faults)}", file=sys.stderr)
    yield "front matter / tracebacks, wrong places", tried, failed, time.monotonic() - begun
