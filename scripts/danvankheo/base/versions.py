"""Versions of installed libraries, read from the names of their folders ``name-version.dist-info``.

``importlib.metadata`` also parses the files in them, which takes a tenth of a command's start. Source: Python Packaging User
Guide, "Recording installed projects".
"""

from __future__ import annotations

import os
import re
import sys
from functools import lru_cache


def version(name: str) -> str:
    """Return the version of a library, "-" when it is not installed."""
    return _installed().get(_normal(name), "-")


@lru_cache(maxsize=1)
def _installed() -> dict[str, str]:
    found: dict[str, str] = {}
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")
        except OSError:  # a zip file or a missing folder
            continue
        for each in sorted(names):
            stem, dot, _ = each.rpartition(".dist-info")
            name, dash, number = stem.partition("-")
            if dot and dash:
                found.setdefault(_normal(name), number)  # Python imports the first one on the path
    return found


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
