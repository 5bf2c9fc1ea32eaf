"""Workbook bombs: every kind under every naming of parts, within limits of time and memory."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from imports import workbook_bombs
from imports.test_xlsx_reader import fault, measured


def rows(repo: Path, work: Path) -> Iterator[tuple[str, int, int, float]]:
    """Yield the number of workbooks and of those beyond the limits or without a sentence."""
    begun = time.monotonic()
    told = measured(work, list(workbook_bombs.cases(seed=1)))
    yield "workbooks / too long, too much, no sentence", len(told), sum(map(fault, told)), time.monotonic() - begun
