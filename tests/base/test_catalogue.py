"""The catalogue of problems: every code is said somewhere, and a test says it."""

from __future__ import annotations

import re
from pathlib import Path

from danvankheo.base.catalogue import catalogue

_CODE = re.compile(r"DVK\d{3}")


def _named(folder: Path, *kinds: str) -> set[str]:
    files = (file for kind in kinds for file in folder.rglob(f"*.{kind}") if "node_modules" not in file.parts)
    return {code for file in files for code in _CODE.findall(file.read_text("utf-8", errors="replace"))}


def test_every_code_of_the_catalogue_is_used_by_the_program(repo: Path) -> None:
    assert sorted(catalogue().keys() - _named(repo / "scripts" / "danvankheo", "py")) == []


def test_every_code_the_program_uses_is_explained(repo: Path) -> None:
    assert sorted(_named(repo / "scripts" / "danvankheo", "py") - catalogue().keys()) == []


def test_every_code_has_a_test_that_names_it(repo: Path) -> None:
    assert sorted(catalogue().keys() - _named(repo / "tests", "py", "toml")) == []
