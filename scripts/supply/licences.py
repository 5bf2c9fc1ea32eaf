"""Write the packages of a lock file with their licences, one package a line; licences come from the installed metadata.

Usage: licences.py LOCK FILE
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

_PINNED = re.compile(r"^([a-z0-9._-]+)==(\S+?)(?: ;.*?)? \\$", re.MULTILINE)


def licence_of(name: str) -> str:
    """Return the licence in a package's metadata: "chưa rõ" without one, "không cài ở máy này" when it is not installed."""
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return "không cài ở máy này"
    classes = [row.rpartition(" :: ")[2] for row in said.get_all("Classifier") or [] if row.startswith("License :: ")]
    plain = (said.get("License") or "").strip().split("\n")[0]
    return said.get("License-Expression") or ", ".join(sorted(classes)) or plain[:60] or "chưa rõ"


def main(lock: Path, target: Path) -> None:
    """Write the list."""
    rows = [
        f"{name}\t{version}\t{licence_of(name)}\n" for name, version in sorted(_PINNED.findall(lock.read_text("utf-8")))
    ]
    target.write_text("".join(rows), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
