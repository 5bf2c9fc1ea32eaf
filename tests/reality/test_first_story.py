"""The first real story of a new site, published to every kind of target by commands typed in a terminal."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import yaml
from playwright.sync_api import Browser
from publishing.servers import host, same_port
from reality import site_checks
from reality.made_registry import FOLDER_TARGET, REPO, at_day, write_registry
from reality.office import static_host, targets
from shared_store import share_store

TODAY = date(2026, 11, 27)


def typed(folder: Path, *words: str, env: dict[str, str] | None = None) -> str:
    """Run ``dvk`` in a process of its own and check that it succeeds; return its output."""
    program = Path(sys.executable).with_name("dvk")
    done = subprocess.run(
        [program, *words], cwd=folder, capture_output=True, text=True, check=False, timeout=300,
        env={**os.environ, **at_day(TODAY), "NO_MKDOCS_2_WARNING": "1", **(env or {})},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_the_first_real_story_is_published_to_a_production_folder(tmp_path: Path, browser: Browser) -> None:
    made = write_registry(tmp_path / "kho", 1, 1, day=TODAY, targets=FOLDER_TARGET)
    share_store(made.folder)
    typed(made.folder, "check")
    typed(made.folder, "check", "--publish")
    said = typed(made.folder, "publish", "thu-muc")
    assert "Đã đăng bản" in said
    with static_host(tmp_path / "kho-da-dang/current") as site:
        assert site_checks.faults(site.address, made.entries) == []
        page = site_checks.get(site.address + made.entries[0].address)[1]
        assert made.entries[0].title in page
        assert "minh họa" not in page.lower()


def test_the_first_real_story_is_published_to_sshd_and_nginx(tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "may-chu").mkdir()
    with host(tmp_path / "may-chu", port=same_port()) as server:
        made = write_registry(tmp_path / "kho", 1, 1, day=TODAY, targets=targets("http://127.0.0.1:1/", server.target))
        share_store(made.folder)
        typed(made.folder, "check")
        said = typed(made.folder, "publish", "may-chu")
        assert "Đã đăng bản" in said
        assert "Lưu ý" not in said, "the server sends every header that was declared"
        assert site_checks.faults(server.target.address, made.entries) == []
        assert site_checks.visit(browser, server.target.address, made.entries[0]) == []


def test_the_first_real_story_is_published_through_the_recorded_workflow_for_pages(
    tmp_path: Path, browser: Browser
) -> None:
    with static_host(tmp_path / "chua-co-gi") as site:
        made = write_registry(tmp_path / "kho", 1, 1, day=TODAY, targets=targets(site.address, None))
        share_store(made.folder)
        (made.folder / ".venv/bin").mkdir(parents=True)
        (made.folder / ".venv/bin/dvk").symlink_to(Path(sys.executable).with_name("dvk"))
        run_build_job(made.folder, first=True)
        shutil.copytree(made.folder / ".cache/github-pages", tmp_path / "pages")
        site.show(tmp_path / "pages")
        assert site_checks.faults(site.address, made.entries) == []
        assert site_checks.visit(browser, site.address, made.entries[0]) == []

        # The next morning's run, from the schedule: nothing was merged, the day has moved on.
        run_build_job(made.folder, first=False)


def run_build_job(folder: Path, *, first: bool) -> None:
    """Run the shell steps of the build job as they stand in the workflow, after ``make setup``, which the tests' own machine had."""
    workflow = yaml.safe_load((REPO / ".github/workflows/publish.yml").read_text("utf-8"))
    steps = [step["run"] for step in workflow["jobs"]["build"]["steps"] if "run" in step]
    assert steps[0] == "make setup"
    said = folder.parent / "GITHUB_OUTPUT"
    env = {
        **os.environ,
        **at_day(TODAY),
        "NO_MKDOCS_2_WARNING": "1",
        "GITHUB_OUTPUT": str(said),
        "FIRST_RELEASE": "yes" if first else "",
    }
    for step in steps[1:]:
        assert "${{" not in step
        done = subprocess.run(["bash", "-e", "-c", step], cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=300)  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
