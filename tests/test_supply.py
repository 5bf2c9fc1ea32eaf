"""What a release consists of: the same commit gives the same bytes, everything is listed, the checksums are right."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tarfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def clone(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The last commit somewhere else, with this environment."""
    folder = tmp_path_factory.mktemp("phat-hanh") / "kho"
    subprocess.run(["git", "clone", "-q", str(repo), str(folder)], check=True)
    (folder / ".venv").symlink_to(repo / ".venv")
    (folder / ".git" / "info" / "exclude").write_text(".venv\n", "utf-8")
    return folder


def released(clone: Path, target: Path, umask: int, **environment: str) -> dict[str, bytes]:
    command = ["scripts/supply/release.sh", str(target)]
    env = {**os.environ, **environment}
    done = subprocess.run(command, cwd=clone, capture_output=True, text=True, env=env, umask=umask, check=False)
    assert done.returncode == 0, done.stderr
    return {file.name: file.read_bytes() for file in sorted(target.iterdir())}


def test_a_release_is_the_same_bytes_at_another_place_hour_and_umask(repo: Path, clone: Path, tmp_path: Path) -> None:
    first = released(clone, tmp_path / "a", 0o022, TZ="UTC")
    second = released(clone, tmp_path / "b", 0o077, TZ="Asia/Ho_Chi_Minh", LC_ALL="C", SOURCE_DATE_EPOCH="")
    assert first == second
    assert (
        subprocess.run(
            ["sha256sum", "--strict", "-c", "SHA256SUMS"], cwd=tmp_path / "a", capture_output=True
        ).returncode
        == 0
    )
    archive = next(name for name in first if name.endswith(".tar.gz"))
    with tarfile.open(tmp_path / "a" / archive) as files:
        names = {name.partition("/")[2] for name in files.getnames()}
    assert {"Makefile", "LICENSE", "SECURITY.md", "requirements.lock", "mkdocs.yml"} <= names
    assert not any(name.startswith((".venv", "site/", ".cache", ".git/")) for name in names)
    parts = {(part["name"], part["version"]) for part in json.loads(first["sbom.cdx.json"])["components"]}
    listed = {tuple(row.split("\t")[:2]) for row in first["licences.tsv"].decode().splitlines()}
    pinned = set(
        re.findall(r"^([a-z0-9._-]+)==([^ ;]+)", (repo / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    )
    assert parts == listed == pinned


def test_every_package_is_pinned_with_a_digest(repo: Path) -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        for part in re.split(r"\n(?=[a-z0-9])", (repo / lock).read_text("utf-8").strip()):
            assert "==" in part.split("\n")[0]
            assert "--hash=sha256:" in part
    for lock in ("package-lock.json", "tests/benchmarks/eleventy/package-lock.json"):
        text = (repo / lock).read_text("utf-8")
        packages = json.loads(text)["packages"]
        assert [name for name, package in packages.items() if name and not package.get("integrity")] == []
        assert "://" not in text, f"{lock} names an address"


def test_what_is_not_committed_is_not_released(clone: Path, tmp_path: Path) -> None:
    (clone / "la.txt").write_text("a", "utf-8")
    done = subprocess.run(
        ["scripts/supply/release.sh", str(tmp_path / "a")], cwd=clone, capture_output=True, check=False
    )
    (clone / "la.txt").unlink()
    assert done.returncode == 1
    assert not (tmp_path / "a").exists()
