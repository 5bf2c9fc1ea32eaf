"""Every problem code is explained, used by the program, and named by a test or by a rule's examples."""

from __future__ import annotations

import re
from pathlib import Path

from danvankheo.base.catalogue import catalogue
from danvankheo.records.rules import RULES, explanations

_CODE = re.compile(r"DVK\d{3}")


def _named(folder: Path, *kinds: str) -> set[str]:
    files = (file for kind in kinds for file in folder.rglob(f"*.{kind}") if "node_modules" not in file.parts)
    return {code for file in files for code in _CODE.findall(file.read_text("utf-8", errors="replace"))}


def test_every_code_that_is_explained_is_used_by_the_program(repo: Path) -> None:
    assert sorted(catalogue().keys() - _named(repo / "scripts" / "danvankheo", "py")) == []


def test_every_code_the_program_uses_is_explained_once(repo: Path) -> None:
    assert sorted(_named(repo / "scripts" / "danvankheo", "py") - catalogue().keys() - explanations().keys()) == []
    assert sorted(catalogue().keys() & explanations().keys()) == []
    explained = [rule.code for rule in RULES if rule.explanation]
    assert len(explained) == len(set(explained))


def test_every_code_has_a_test_that_names_it_or_a_rule_with_examples(repo: Path) -> None:
    tested = {rule.code for rule in RULES if rule.bad and rule.good}
    assert sorted(catalogue().keys() - tested - _named(repo / "tests", "py", "toml")) == []
