"""However YAML is written or broken, the check names a place in the file and the mending comes to rest."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from hostile.front_matter import cases, judge, repository

GOOD = "models/duong-tranh-bich-hoa-thon-tien-nong.md"


def test_every_way_of_yaml_is_told_in_words(repo: Path, tmp_path: Path) -> None:
    root = repository(repo, tmp_path / "kho")
    some = list(islice(cases((repo / GOOD).read_text("utf-8")), 0, None, 23))
    assert len(some) > 150
    assert {data[:200]: faults for data in some if (faults := judge(root, data))} == {}
