"""Hostile text in every place that a contributor can write to: after a whole build, in Chromium without the policy, nothing runs."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from danvankheo.publishing.audit import audit
from hostile import attack
from hostile.payloads import CONTEXTS, ENCODINGS, VECTORS, payloads
from playwright.sync_api import Browser
from web_server import serving_folder

# Every 13th combination: 13 divides the length of no list, so that each item of each list occurs.
STEP = 13


@pytest.fixture(scope="module")
def hostile(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, attack.Outcome]:
    root = tmp_path_factory.mktemp("doc")
    outcome = attack.repository(root, repo, list(payloads(STEP)))
    attack.build(root)
    return root, outcome


def test_nothing_hostile_runs_survives_or_asks_elsewhere(
    browser: Browser, hostile: tuple[Path, attack.Outcome]
) -> None:
    root, outcome = hostile
    with serving_folder(root) as address:
        attack.browse(browser, f"{address}dan-van-kheo/", root / "dan-van-kheo", outcome)
    assert outcome.tried > len(CONTEXTS) * len(VECTORS) * len(ENCODINGS) // STEP
    assert outcome.refused == 0
    assert outcome.pages > 20
    assert (outcome.hits, outcome.survivors, outcome.foreign) == ([], [], [])


def test_every_output_of_hostile_text_is_well_formed(hostile: tuple[Path, attack.Outcome]) -> None:
    root, _ = hostile
    found = [p for p in audit(root / "dan-van-kheo").problems if p.code not in ("DVK701", "DVK706")]
    assert found == []


def test_reports_of_hostile_text_open(hostile: tuple[Path, attack.Outcome], tmp_path: Path) -> None:
    root, _ = hostile
    file = tmp_path / "nam.docx"
    command = [sys.executable, "-m", "danvankheo.cli", "report", "2023", "--samples", "--output", str(file)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "Dự thảo chưa tính những gì sai ở các tệp trên" in done.stderr, "it is written all the same"
    assert "Traceback" not in done.stderr
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(name))


@pytest.mark.parametrize("form", ["text", "github", "markdown", "json"])
def test_messages_show_hostile_text_without_executing_it(tmp_path: Path, repo: Path, form: str) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "phong-trao.yml").write_bytes((repo / "content" / "phong-trao.yml").read_bytes())
    (tmp_path / "models").mkdir()
    evil = "a\x1b]0;b\x07\x1b[2J%0A::error file=x::\\n::set-output name=a::b\u202e@all"
    for name, text in {
        "a.md": f'---\nten: "{evil}"\n"{evil}": 1\ndon_vi: {evil}\n---\n<b>{evil}</b> [x](javascript:{evil})\n',
        "b\n::error::x.md": "x", "c\x1b[2J.md": "x", "::error::.md": "x",
    }.items():  # fmt: skip
        (tmp_path / "models" / name).write_text(text, "utf-8")
    command = [sys.executable, "-m", "danvankheo.cli", "--repo", str(tmp_path), "check", "--format", form]
    done = subprocess.run(command, capture_output=True, check=False)
    said = done.stdout.decode() + done.stderr.decode()
    assert done.returncode == 1
    assert "Traceback" not in said
    assert not any(char in said for char in "\x1b\x07\u202e\r\x00")
    if form == "github":
        assert all(line.startswith(("::error file=", "::warning file=")) for line in done.stdout.decode().splitlines())
