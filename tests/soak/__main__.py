"""Long tests: ``make soak`` runs every module of this folder and prints one table.

A module is a family of rows. It has ``rows(repo, work)``, which yields (what, tried, failed, seconds) as they are done.
``make soak ONLY=fuzz`` runs one.
"""

from __future__ import annotations

import importlib
import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    """Run the families and return 1 when anything failed."""
    repo = HERE.parents[1]
    names = sorted(file.stem for file in HERE.glob("[a-z]*.py"))
    wanted = [name for name in os.environ.get("ONLY", "").split() if name in names] or names
    rows = []
    for name in wanted:
        with tempfile.TemporaryDirectory(prefix="soak-") as work:
            for row in importlib.import_module(f"soak.{name}").rows(repo, Path(work)):
                print(f"  {row[0]}: {row[1]} / {row[2]} ({row[3]:.0f} s)", file=sys.stderr, flush=True)
                rows.append((name, *row))
    print(f"\n{'':<10} {'what':<52} {'tried':>8} {'failed':>7} {'seconds':>8}")
    for name, what, tried, failed, seconds in rows:
        print(f"{name:<10} {what:<52} {tried:>8} {failed:>7} {seconds:>8.0f}")
    return 1 if any(row[3] for row in rows) else 0


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent))
    sys.exit(main())
