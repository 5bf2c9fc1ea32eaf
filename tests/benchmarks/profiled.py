"""Where the time of a build goes: ``make profile``. A cold build and one after a changed story, own time by room and by function.

``profiled.py [--size 2000] [--top 25]``
"""

from __future__ import annotations

import argparse
import os
import pstats
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from engines import ours
from generate import generate
from timing import ENVIRONMENT

_ROOM = re.compile(r"danvankheo/([\w]+)(?:\.py$|/)")
_LIBRARY = re.compile(r"site-packages/([\w]+)")


def main() -> None:
    """Profile and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=2000)
    parser.add_argument("--top", type=int, default=25)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dvk-profile-") as folder:
        root, profile = Path(folder, "kho"), Path(folder, "profile")
        generate(options.size, root)
        mine = ours(root)
        _profile(mine.command, profile)
        _print(f"{options.size:,} entries, cold", profile, options.top)
        with mine.story.open("a", encoding="utf-8") as file:
            file.write("\nThêm một câu kể về buổi sáng hôm ấy.\n")
        _profile(mine.command, profile)
        _print(f"{options.size:,} entries, one story changed", profile, options.top)


def _profile(command: list[str], profile: Path) -> None:
    """Run a build on one core, so that nothing is done in processes the profile does not see."""
    core = min(os.sched_getaffinity(0))
    program, *arguments = command
    subprocess.run(
        [program, "-m", "cProfile", "-o", str(profile), *arguments], check=True, env=ENVIRONMENT,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=lambda: os.sched_setaffinity(0, {core}),
    )  # fmt: skip


def _print(title: str, profile: Path, top: int) -> None:
    rooms: Counter[str] = Counter()
    stats: Any = pstats.Stats(str(profile), stream=sys.stdout)
    for (file, _, _), (_, _, own, _, _) in stats.stats.items():
        found = _ROOM.search(file) or _LIBRARY.search(file)
        rooms[found[1] if found else "theme" if "/theme/" in file else "Python"] += own
    print(f"\n## {title}\n\nOwn time by room (seconds under the profiler):")
    for room, seconds in rooms.most_common(20):
        print(f"  {seconds:8.2f}  {room}")
    stats.sort_stats("tottime").print_stats(top)


if __name__ == "__main__":
    main()
