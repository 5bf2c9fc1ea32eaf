"""The memory of the tests' process: a command run in it switches the garbage collector off (it saves a tenth of the time)."""

from __future__ import annotations

import gc

_MANY = 400_000  # objects that may hold others, made since the last collection: some 100 MB


def collect_garbage() -> None:
    """Collect what a test or a command left behind, once it is much; between collections the collector stays off."""
    gc.disable()
    if gc.get_count()[0] > _MANY:
        gc.collect()
