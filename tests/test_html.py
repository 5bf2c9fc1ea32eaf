"""Every kind of page is valid HTML in the eyes of html-validate."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path


def test_the_built_pages_are_valid_html(repo: Path, built_site: Path) -> None:
    config = repo / "tests" / "html-validate.json"
    assert json.loads(config.read_text("utf-8"))["root"] is True
    command = [
        "node_modules/.bin/html-validate",
        "--config",
        str(config),
        "--formatter",
        "stylish",
        f"{built_site}/**/*.html",
    ]
    done = subprocess.run(command, cwd=repo, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr
