"""The fuzzer over every reader, for many seeds."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from hostile.fuzzing import Target, run

_SEEDS, _CASES = 20, 500


def rows(repo: Path, work: Path) -> Iterator[tuple[str, int, int, float]]:
    """Yield the number of cases and of those with a traceback, a hang or a stray file."""
    begun = time.monotonic()
    target, cases, failed = Target(work, repo), 0, []
    for seed in range(100, 100 + _SEEDS):
        outcome = run(target, seed, _CASES)
        cases += outcome.cases
        failed += outcome.failed
    for line in failed[:40]:
        print(f"    {line}", file=sys.stderr)
    yield "fuzz cases / tracebacks, hangs, stray files", cases, len(failed), time.monotonic() - begun
