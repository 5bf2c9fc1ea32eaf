"""Time our build beside its peers, in the same run, on the same generated entries: ``make bench``.

CPU (user and system, children included), wall time, memory of all processes; medians of interleaved runs and their ratios to
the fastest peer. A peer's times count only when its pages pass ``verifier.verify``. What peers do not do here (checks,
figures, years, units with their record, search, feeds, downloads) is part of our times and told apart as stages.

``bench.py [--sizes 300,10000] [--runs 3] [--limit 600] [--write docs/benchmarks.md]``
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from engines import HERE, PEERS, Engine, ours
from generate import generate
from serving import seconds_to_show
from timing import Failed, Run, medians, run
from verifier import verify


def cold(engine: Engine) -> None:
    """Make an engine forget what it built.

    Old files are put aside: many that were removed a moment ago make new ones cost a file system several times as much.
    """
    for path in engine.forget:
        if path.exists():
            aside = Path(tempfile.mkdtemp(prefix="old-", dir=engine.site.parent.parent))
            path.rename(aside / path.name)


def changed(engine: Engine) -> None:
    """Change one story."""
    with engine.story.open("a", encoding="utf-8") as file:
        file.write("\nThêm một câu kể về buổi sáng hôm ấy.\n")


def titled(engine: Engine) -> None:
    """Change one title, which stands on the cards of many galleries."""
    text = engine.story.read_text("utf-8")
    engine.story.write_text(re.sub(r"^ten: (.*)", r"ten: \1 nữa", text, count=1, flags=re.M), "utf-8")


def renamed(engine: Engine) -> None:
    """Give a field its other name, which stands on a quarter of all pages and on their cards."""
    _turn(*engine.field)


def restyled(engine: Engine) -> None:
    """Give a heading of every story its other wording."""
    _turn(*engine.template)


def _turn(file: Path, one: str, other: str) -> None:
    text = file.read_text("utf-8")
    if one not in text and other not in text:
        raise SystemExit(f"{file} holds neither {one!r} nor {other!r}")
    file.write_text(text.replace(one, other) if one in text else text.replace(other, one), "utf-8")


CASES: dict[str, Callable[[Engine], None]] = {
    "cold": cold,
    "one story changed": changed,
    "one title changed": titled,
    "one field renamed": renamed,
    "templates changed": restyled,
}


def measure(size: int, runs: int, work: Path, limit: float) -> Iterator[str]:
    """Yield the lines of the report for one size."""
    root, log = work / f"{size}", work / "log.txt"
    for copy in (root, work / f"{size}-alone"):
        generate(size, copy)
    mine, alone = ours(root), ours(work / f"{size}-alone", pages_alone=True)
    run(mine.command, log)
    run(alone.command, work / "peer.txt")
    yield f"### {size:,} entries\n"
    peers: list[Engine] = []
    for name, make in PEERS.items():
        peer = make(root, mine.site, work / f"{name}-{size}")
        if reason := _refused(peer, root, mine, work / "peer.txt", limit):
            yield f"{peer.name} does not count: {reason}\n"
        else:
            peers.append(peer)
    engines = [mine, alone, *peers]
    stories = [path.stat().st_size for path in (mine.site / "mo-hinh").glob("mo-hinh-*/index.html")]
    files = ", ".join(f"{each.name} {sum(1 for path in each.site.rglob('*') if path.is_file()):,}" for each in engines)
    yield f"Files written: {files}; median story {statistics.median(stories) / 1024:.1f} KB.\n"
    yield "| case | engine | CPU s | wall s | peak MiB | CPU ratio | wall ratio | memory ratio |"
    yield "|---|---|--:|--:|--:|--:|--:|--:|"
    stages = ""
    for case, prepare in CASES.items():
        found: dict[str, list[Run]] = {engine.name: [] for engine in engines}
        for _ in range(runs):
            for engine in engines:
                prepare(engine)
                found[engine.name].append(run(engine.command, log if engine is mine else work / "peer.txt"))
        steps = "; ".join(re.findall(r"^  (.+? +[\d.]+ s)$", log.read_text("utf-8"), re.M))
        stages += f"Stages, dvk, {case}: {steps}.\n"
        yield from _rows(case, {name: medians(each) for name, each in found.items()}, [peer.name for peer in peers])
    yield ""
    yield re.sub(r" {2,}", " ", stages)
    yield _check(mine, size, runs, log)
    shown = seconds_to_show(root, mine.story, max(3, runs))
    yield f"`dvk serve`, from saving a story to the answer that shows it: {statistics.median(shown):.2f} s.\n"
    yield from floor(mine, work)


def _refused(peer: Engine, root: Path, mine: Engine, log: Path, limit: float) -> str:
    """Build a peer's site; return why its times do not count, "" when they do."""
    try:
        took = run(peer.command, log, limit)
    except Failed as failed:
        return str(failed)
    wrong = verify(root, mine.site, peer.site)
    return f"{wrong[0]} (and {len(wrong) - 1} more; {took.cpu:.1f} CPU s, {took.wall:.1f} s)" if wrong else ""


def _rows(case: str, found: dict[str, Run], peers: Sequence[str]) -> Iterator[str]:
    """Yield the rows of a case, with ratios to the best peer of each column."""
    for name, each in found.items():
        columns = [
            (each.cpu, [found[peer].cpu for peer in peers]),
            (each.wall, [found[peer].wall for peer in peers]),
            (each.memory, [found[peer].memory for peer in peers]),
        ]
        ratios = [f"{value / min(others):.2f}" if others and min(others) else "–" for value, others in columns]
        yield f"| {case} | {name} | {each.cpu:.2f} | {each.wall:.2f} | {each.memory:.0f} | {' | '.join(ratios)} |"


def _check(mine: Engine, size: int, runs: int, log: Path) -> str:
    command = [*mine.command[:-2], "check"]
    run(command, log)
    found = []
    for _ in range(runs):
        changed(mine)
        found.append(run(command, log))
    took = medians(found)
    return f"`dvk check` with one of {size:,} entries changed: {took.cpu:.2f} CPU s, {took.wall:.2f} s.\n"


def floor(mine: Engine, work: Path) -> Iterator[str]:
    """Yield what reading and writing the bytes of a site alone costs."""
    before, used = time.monotonic(), os.times()
    shutil.copytree(mine.site, work / f"copy-{mine.site.parent.name}")
    wall, after = time.monotonic() - before, os.times()
    cpu = after.user + after.system - used.user - used.system
    yield f"The floor, the site's files read and written again: {cpu:.2f} CPU s, {wall:.2f} s.\n"


def alone(sizes: Sequence[int], work: Path) -> Iterator[str]:
    """Yield our own figures for sizes that are not compared."""
    yield "### Ours alone\n"
    yield "| entries | case | CPU s | wall s | peak MiB | files | CPU ms a file |"
    yield "|--:|---|--:|--:|--:|--:|--:|"
    for size in sizes:
        root = work / f"alone-{size}"
        generate(size, root)
        mine = ours(root)
        for case, prepare in (("cold", cold), ("one story changed", changed)):
            prepare(mine)
            took = run(mine.command, work / "log.txt")
            files = sum(1 for path in mine.site.rglob("*") if path.is_file())
            yield f"| {size:,} | {case} | {took.cpu:.1f} | {took.wall:.1f} | {took.memory:.0f} | {files:,} | {1000 * took.cpu / files:.2f} |"
    yield ""


def machine() -> str:
    """Return versions and machine in a line."""
    cpu = (
        re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text()) if Path("/proc/cpuinfo").exists() else None
    )
    return (f"{time.strftime('%Y-%m-%d')}, {cpu[1] if cpu else platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
            f"pydantic {version('pydantic')}, Hugo {version('hugo')}, Eleventy {_eleventy_version()}, MkDocs Material {version('mkdocs-material')}")  # fmt: skip


def _eleventy_version() -> str:
    package = json.loads((HERE / "eleventy" / "package.json").read_text("utf-8"))
    return str(package["dependencies"]["@11ty/eleventy"])


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="300,1000", help="compared with the peers")
    parser.add_argument("--alone", default="", help="ours alone, one run each: 1000,10000,100000")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--limit", type=float, default=600, help="a peer that takes more seconds does not count")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    lines = [machine(), ""]
    with tempfile.TemporaryDirectory(prefix="dvk-bench-") as folder:
        compared = (
            measure(int(size), options.runs, Path(folder), options.limit) for size in options.sizes.split(",") if size
        )
        own = alone([int(size) for size in options.alone.split(",") if size], Path(folder)) if options.alone else ()
        print("\n".join(lines))
        for line in chain(chain.from_iterable(compared), own):
            print(line, flush=True)  # as it comes: the last sizes take long
            lines.append(line)
    if options.write:
        text = options.write.read_text("utf-8")
        head = text.partition("<!-- figures -->")[0]
        options.write.write_text(f"{head}<!-- figures -->\n{chr(10).join(lines)}\n", "utf-8")


if __name__ == "__main__":
    main()
