"""Journeys of whole registries: every day with every target and every size, three hundred entries too."""

from __future__ import annotations

import shutil
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

import chromium
from reality.journeys import EVENTS, EVERYTHING, run


def rows(repo: Path, work: Path) -> Iterator[tuple[str, int, int, float]]:
    """Yield the number of journeys and of those with a failed step."""
    begun, failed = time.monotonic(), 0
    with chromium.launched() as browser:
        for number, (day, target, size) in enumerate(EVERYTHING):
            event, place = EVENTS[(number + number // len(EVENTS)) % len(EVENTS)], work / str(number)
            try:
                run(place, browser, day, target, size, event)
            except Exception:
                failed += 1
                print(f"    {day} {target} {size} {event}:\n{traceback.format_exc()[-3000:]}", file=sys.stderr)
                shutil.rmtree(place, ignore_errors=True)
    yield "journeys, every day × target × size / failed", len(EVERYTHING), failed, time.monotonic() - begun
