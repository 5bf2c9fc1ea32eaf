"""Measures the search: builds a site of a corpus, asks every query in Chromium, prints JSON.

    .venv/bin/python tests/search/evaluate.py --corpus tests/search/corpus.json --queries tests/search/queries.json

Corpus: a list of {id, title, commune, field, kind, year, summary, body}. Queries: a list of {cat, q, expect}, where expect
lists the ids that should come first. recall@5: how many of the expected (five at most) are among the first five; MRR: one
divided by the rank of the first expected one. Bytes are what Chromium fetched for the search, compressed with gzip -6:
before anybody turned to search, and from the key "/" to the results of the first query, everything counted (scripts,
styles, index). With ``--entries N`` the corpus is filled up to N entries with seeded made-up ones, to measure size.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Response

REPO = Path(__file__).parents[2]
sys.path[:0] = [str(REPO / "scripts"), str(REPO / "tests")]

import chromium  # noqa: E402
from danvankheo.base.text import fold, slugify  # noqa: E402
from web_server import serving_folder  # noqa: E402

FIELDS = {"kinh-te": "phat-trien-kinh-te", "he-thong-chinh-tri": "xay-dung-he-thong-chinh-tri"}
BASE = "/dan-van-kheo/"
Entry = dict[str, Any]


def quoted(text: str) -> str:
    """Return a text as a YAML scalar on one line."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def record(entry: Entry, unit: str) -> str:
    """Return an entry of the corpus as a model's file: just registered, so that nothing has to be made up."""
    summary, body = entry["summary"], entry["body"]
    if len(summary) < 60:  # a summary has 60 characters at least: it takes the story's first words
        summary = f"{summary} {body}"[:190].rpartition(" ")[0]
    person = entry["kind"] == "ca-nhan"
    lines = [
        f"ten: {quoted(entry['title'])}", f"don_vi: {unit}", f"linh_vuc: {FIELDS.get(entry['field'], entry['field'])}",
        f"dia_chi: {quoted(entry['commune'])}", f"tom_tat: {quoted(summary[:200])}", "trang_thai: moi-dang-ky",
        f"chu_the: {{loai: {entry['kind']}, ten: {quoted('Đoàn ' + entry['commune'])}}}", "chu_truong:",
        f"  dang_ky: [{{nam: {entry['year']}, noi: cap-uy, co_quan: {quoted('Đảng ủy ' + entry['commune'])}, ngay: {entry['year']}-02-01}}]",
        f"duyet: {{boi: {quoted('Đoàn ' + entry['commune'])}, ngay: {entry['year']}-11-20}}", f"ngay_dang: {entry['year']}-11-21",
        *([f"dong_y_dang: {{ngay: {entry['year']}-11-01, hinh_thuc: văn bản}}"] if person else []), "minh_hoa: true",
    ]  # fmt: skip
    return "---\n" + "\n".join(lines) + f"\n---\n{body}\n"


def repository(corpus: list[Entry], folder: Path) -> None:
    """Write a repository whose only records are those of the corpus."""
    for name in ("content", "theme"):
        shutil.copytree(REPO / name, folder / name)
    settings = (REPO / "mkdocs.yml").read_text("utf-8")  # share images take long to draw, and no search shows them
    (folder / "mkdocs.yml").write_text(settings.replace("samples: true", "samples: true\n      cards: false"), "utf-8")
    for name in ("models", "exemplars"):
        (folder / name).mkdir()
    units = {fold(place(path)): path.stem for path in sorted((folder / "content" / "don-vi").glob("*.md"), reverse=True)
             if "-2025" not in path.stem}  # fmt: skip
    for entry in corpus:
        unit = units.get(fold(entry["commune"]))
        if unit is None:
            unit = units[fold(entry["commune"])] = slugify(entry["commune"])
            kind = "thi-tran" if entry["commune"].startswith("thị") else "xa"
            text = f"---\nten: {quoted('Đoàn ' + entry['commune'])}\ndia_ban: {quoted(entry['commune'])}\nloai: {kind}\n---\n"
            (folder / "content" / "don-vi" / f"{unit}.md").write_text(text, "utf-8")
        (folder / "models" / f"{entry['id']}.md").write_text(record(entry, unit), "utf-8")


def place(unit: Path) -> str:
    """Return what a unit's file says of its place."""
    return next(line.split(": ", 1)[1] for line in unit.read_text("utf-8").splitlines() if line.startswith("dia_ban: "))


def filled_up(corpus: list[Entry], entries: int, seed: int = 7) -> list[Entry]:
    """Return the corpus with made-up entries of about 320 words: its sentences, one word in three another one."""
    chance = random.Random(seed)
    texts = [text for entry in corpus for text in (entry["summary"], *entry["body"].split("."))]
    sentences = [[word for word in text.split() if word.strip(",.:;“”").isalpha()] for text in texts if len(text) > 20]
    words = [
        word.lower()
        for sentence in sentences
        for word in sentence
        if word.strip(",") not in ("sinh", "năm", "tháng", "đạo", "theo", "dân")
    ]

    def sentence() -> str:
        made = [chance.choice(words) if chance.random() < 0.35 else word for word in chance.choice(sentences)]
        return " ".join(made).strip(",.").capitalize() + "."

    made = []
    for number in range(len(corpus), entries):
        body = " ".join(sentence() for _ in range(22))
        made.append({**chance.choice(corpus), "id": f"them-{number}", "title": f"{sentence()[:70].rpartition(' ')[0]} {number}",
                     "commune": chance.choice(corpus)["commune"], "year": chance.choice((2022, 2023, 2024)),
                     "summary": f"{sentence()} {sentence()}"[:190].rpartition(" ")[0], "body": body})  # fmt: skip
    return [*corpus, *made]


def build(corpus: list[Entry], folder: Path) -> tuple[Path, float]:
    """Build the site of a corpus and return its folder and the seconds of processor time it took."""
    repository(corpus, folder / "repo")
    site = folder / "www" / BASE.strip("/")
    command = [
        sys.executable,
        "-m",
        "danvankheo.cli",
        "build",
        "--site-dir",
        str(site),
        "--site-url",
        f"https://vi-du.test{BASE}",
    ]
    before = os.times()
    done = subprocess.run(command, cwd=folder / "repo", capture_output=True, text=True,
                          env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(REPO / "scripts")})  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    after = os.times()
    return site, after.children_user + after.children_system - before.children_user - before.children_system


class Meter:
    """Counts what a page fetched for the search, as a server that compresses would send it."""

    def __init__(self, page: Page, site: Path) -> None:
        self._site = site
        self.names: dict[str, int] = {}
        page.on("response", self._take)

    def _take(self, response: Response) -> None:
        path = urlsplit(response.url).path.removeprefix(BASE)
        if path.startswith(
            ("assets/tim-kiem/", "assets/javascripts/search", "assets/stylesheets/search", "tim-kiem/chi-muc")
        ):
            self.names[path] = len(gzip.compress((self._site / path).read_bytes(), 6, mtime=0))

    def taken(self) -> dict[str, int]:
        """Return what was fetched since the last call."""
        names, self.names = self.names, {}
        return names


ASK = """async ([query]) => {
  const link = document.querySelector("[data-search]").dataset;
  const at = (name) => new URL(link[name], document.baseURI).href;
  window.engine ??= Promise.all([import(at("searchText")), import(at("searchEngine"))])
    .then(([text, engine]) => engine.open(at("searchIndex"), at("searchFolder"), text));
  const engine = await window.engine;
  const start = performance.now();
  const found = await engine.search(query);
  const shown = await engine.details(found.stories.slice(0, 10));
  return { ids: shown.map((row) => row.href.split("/")[1]), suggestion: found.suggestion, count: found.stories.length, ms: performance.now() - start };
}"""


def ask(browser: Browser, address: str, site: Path, queries: list[Entry]) -> dict[str, Any]:
    """Ask every query and return the figures."""
    page = browser.new_page()
    page.goto(address)
    rows = []
    for query in queries:
        answer = page.evaluate(ASK, [query["q"]])
        best = [answer["ids"].index(wanted) + 1 for wanted in query["expect"] if wanted in answer["ids"]]
        among = sum(wanted in answer["ids"][:5] for wanted in query["expect"]) / min(5, len(query["expect"]))
        rows.append({**query, "recall": among, "rr": 1 / min(best) if best else 0.0, **answer})
    page.close()
    return {"rows": rows, **costs(browser, address, site, queries)}


def costs(browser: Browser, address: str, site: Path, queries: list[Entry], most: int = 25) -> dict[str, Any]:
    """Measure the first query of fresh visitors: bytes before and for it, milliseconds until results stand there."""
    before, during, waits, parts = [], [], [], {}
    for query in queries[:: max(1, len(queries) // most)]:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        meter = Meter(page, site)
        page.goto(address, wait_until="networkidle")
        before.append(sum(meter.taken().values()))
        page.locator("[data-search][aria-keyshortcuts]").wait_for(state="attached")
        page.keyboard.press("/")
        field = page.locator("dialog input[type=search]")
        field.wait_for()
        start = time.perf_counter()
        field.fill(query["q"])
        page.locator("dialog [data-search-done]").wait_for(state="attached")
        waits.append(1000 * (time.perf_counter() - start))
        page.wait_for_load_state("networkidle")
        fetched = meter.taken()
        if sum(fetched.values()) >= max([0, *during]):
            parts = {"query": query["q"], **fetched}
        during.append(sum(fetched.values()))
        context.close()
    return {"before": max(before), "during": during, "waits": waits, "largest": parts}


def main() -> None:
    """Parse the command line and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--entries", type=int, default=0, help="fill the corpus up to so many entries")
    parser.add_argument("--rows", action="store_true", help="also print every query that did not come first")
    options = parser.parse_args()
    corpus = json.loads(options.corpus.read_text("utf-8"))
    queries = json.loads(options.queries.read_text("utf-8"))
    corpus = filled_up(corpus, options.entries)
    with tempfile.TemporaryDirectory() as name:
        site, seconds = build(corpus, Path(name))
        with serving_folder(site.parent) as address, chromium.launched() as browser:
            found = ask(browser, address.rstrip("/") + BASE, site, queries)
    print(
        json.dumps(report(found, len(corpus), seconds, options.rows, options.entries > 0), ensure_ascii=False, indent=1)
    )


def report(found: dict[str, Any], entries: int, seconds: float, rows: bool, filled: bool) -> dict[str, Any]:
    """Return the figures as they are printed."""
    groups: dict[str, list[Entry]] = {"all": found["rows"]}
    for row in found["rows"]:
        groups.setdefault(row["cat"], []).append(row)
    result = {
        "entries": entries,
        "quality": "made-up entries repeat the corpus: only sizes and times mean something" if filled else {name: {"queries": len(group), "recall@5": round(statistics.fmean(row["recall"] for row in group), 3),
                           "mrr": round(statistics.fmean(row["rr"] for row in group), 3)} for name, group in groups.items()},
        "bytes_before_first_query": found["before"],
        "bytes_for_first_query": {"median": statistics.median(found["during"]), "max": max(found["during"]), "largest": found["largest"]},
        "first_query_ms": {"median": round(statistics.median(found["waits"])), "max": round(max(found["waits"]))},
        "later_query_ms": {"median": round(statistics.median(row["ms"] for row in found["rows"]), 1), "max": round(max(row["ms"] for row in found["rows"]), 1)},
        "build_cpu_seconds": round(seconds, 1),
    }  # fmt: skip
    if rows:
        result["not first"] = [row for row in found["rows"] if row["rr"] < 1 or row["recall"] < 1]
    return result


if __name__ == "__main__":
    main()
