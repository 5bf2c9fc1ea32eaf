"""For every form of YAML, valid or broken, the check names a place in the file, and ``dvk fix`` settles."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from hostile.front_matter import cases, judge, repository

GOOD = "models/duong-tranh-bich-hoa-thon-tien-nong.md"


def test_every_form_of_yaml_is_reported_in_words(repo: Path, tmp_path: Path) -> None:
    root = repository(repo, tmp_path / "kho")
    some = list(islice(cases((repo / GOOD).read_text("utf-8")), 0, None, 23))
    assert len(some) > 150
    assert {data[:200]: faults for data in some if (faults := judge(root, data))} == {}
