"""Garbage collection in the tests' process: off, because that saves a tenth of the time, except when much was left behind."""

from __future__ import annotations

import gc

_MANY = 400_000  # containers since the last collection; about 100 MB


def collect_garbage() -> None:
    """Collect when many objects were made since the last collection."""
    gc.disable()
    if gc.get_count()[0] > _MANY:
        gc.collect()
