"""The registry in this repository, whosever it is: its files are right, its site is built, passes the audit and opens."""

from __future__ import annotations

import urllib.request
from pathlib import Path

import pytest
from danvankheo import checking
from danvankheo.base.problems import Severity
from danvankheo.forms import derive
from danvankheo.records.reading import load
from dvk_in_process import dvk
from web_server import serving_folder


@pytest.fixture(scope="module")
def site(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site without samples, as it is published."""
    folder = tmp_path_factory.mktemp("trang") / "site"
    done = dvk(repo, "build", "--no-samples", "--site-dir", str(folder), "--site-url", "https://vi-du.test/")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_every_file_is_right(repo: Path) -> None:
    assert [problem for problem in checking.check(repo).problems if problem.severity is Severity.ERROR] == []


def test_the_derived_documents_agree_with_the_schema_and_the_units(repo: Path) -> None:
    assert derive.stale(repo, load(repo)[0]) == {}


def test_the_site_passes_the_audit(repo: Path, site: Path) -> None:
    done = dvk(repo, "audit", str(site))
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_page_of_a_unit_is_there_and_names_the_place(repo: Path, site: Path) -> None:
    registry, _ = load(repo)
    with serving_folder(site) as address:
        for path in ("", "don-vi/", "chi-tieu/", "du-lieu/", *(f"don-vi/{slug}/" for slug in registry.units)):
            with urllib.request.urlopen(f"{address.rstrip('/')}/{path}") as answer:
                assert registry.movement.data.site_name in answer.read().decode("utf-8"), path
