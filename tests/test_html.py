"""The pages are valid HTML in the eyes of html-validate: here a sample of every kind, all of them in ``make soak ONLY=pages``."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from browser.page_kinds import PAGES

_OF_EACH_FOLDER = 6


def faults(repo: Path, pages: Iterable[Path]) -> str:
    """Return what html-validate finds in pages, "" when they are valid."""
    config = repo / "tests" / "html-validate.json"
    assert json.loads(config.read_text("utf-8"))["root"] is True
    command = ["node_modules/.bin/html-validate", "--config", str(config), "--formatter", "stylish", *map(str, pages)]
    done = subprocess.run(command, cwd=repo, capture_output=True, text=True, check=False)
    return done.stdout[-6000:] + done.stderr if done.returncode else ""


def test_pages_of_every_kind_are_valid_html(repo: Path, built_site: Path) -> None:
    chosen, counted = set(), Counter[str]()
    for path in PAGES.values():
        chosen.add(built_site / (path + "index.html" if not path or path.endswith("/") else path))
    for page in sorted(built_site.rglob("*.html")):
        folder = page.relative_to(built_site).parts[0]
        counted[folder] += 1
        if counted[folder] <= _OF_EACH_FOLDER:
            chosen.add(page)
    assert len(chosen) > 60
    assert faults(repo, sorted(chosen)) == ""
