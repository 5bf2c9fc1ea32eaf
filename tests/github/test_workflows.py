"""The workflow files: valid, minimal permissions, every action pinned, no user input in a shell command."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

# The reader compiled for Node is older than these two of the host's own words.
_NEWER = re.compile(r'label "ubuntu-24\.04" is unknown|undefined variable "vars"')


@pytest.fixture(scope="module")
def workflows(repo: Path) -> list[Path]:
    return sorted((repo / ".github/workflows").glob("*.yml"))


def run(*command: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)


def test_they_are_valid_and_their_reader_of_faults_finds_none(repo: Path, workflows: list[Path]) -> None:
    tools = Path(sys.executable).parent
    valid = run(tools / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", *workflows)
    assert valid.returncode == 0, valid.stdout
    safe = run(tools / "zizmor", "--offline", "--no-progress", "--persona=regular", *workflows)
    assert safe.returncode == 0, safe.stdout
    node = shutil.which("node")
    assert node, "Node is missing: run scripts/setup/system.sh"
    lint = run(node, repo / "tests/github/read-workflows.mjs", *workflows)
    assert lint.returncode == 0, lint.stderr
    assert [found for found in json.loads(lint.stdout) if not _NEWER.search(found)] == []


def test_every_action_is_pinned_by_its_commit(workflows: list[Path]) -> None:
    uses = [line for file in workflows for line in file.read_text("utf-8").splitlines() if "uses:" in line]
    assert uses
    assert [line for line in uses if not re.search(r"uses: actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line)] == []


def test_nobody_elses_text_is_ever_in_a_command(workflows: list[Path]) -> None:
    for file in workflows:
        for job in yaml.safe_load(file.read_text("utf-8"))["jobs"].values():
            assert [step["run"] for step in job["steps"] if "${{" in step.get("run", "")] == []


def test_what_runs_a_pull_requests_code_may_only_read_and_knows_no_secret(workflows: list[Path]) -> None:
    (check,) = (file for file in workflows if file.name == "check.yml")
    text = check.read_text("utf-8")
    assert yaml.safe_load(text)["permissions"] == {"contents": "read"}
    assert "permissions:" in text
    assert text.count("permissions:") == 1
    assert "secrets." not in text
    assert text.count("actions/checkout@") == text.count("persist-credentials: false")
    assert not any("pull_request_target" in file.read_text("utf-8") for file in workflows)
