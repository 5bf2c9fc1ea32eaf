"""Which version of a library is installed, read from the names of the folders that installers leave beside it.

``importlib.metadata`` reads those folders' files too, with the parser of mail messages: a tenth of what a command takes to
start. Source: Python Packaging User Guide, "Recording installed projects" (``name-version.dist-info``).
"""

from __future__ import annotations

import os
import re
import sys
from functools import lru_cache


def version(name: str) -> str:
    """Return the version of an installed library, "-" when there is none of that name."""
    return _installed().get(_normal(name), "-")


@lru_cache(maxsize=1)
def _installed() -> dict[str, str]:
    found: dict[str, str] = {}
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")
        except OSError:  # a zip file, or nothing at all
            continue
        for each in sorted(names):
            stem, dot, _ = each.rpartition(".dist-info")
            name, dash, number = stem.partition("-")
            if dot and dash:
                found.setdefault(_normal(name), number)  # the first on the path is the one that is imported
    return found


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
