"""The generated entries are the same on every machine and pass the check, as entries of people must."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from danvankheo import checking

sys.path.insert(0, str(Path(__file__).parent))
from generate import generate


def test_generated_entries_pass_the_check_and_are_the_same_for_one_seed(tmp_path: Path) -> None:
    digests = []
    for name in ("a", "b"):
        generate(60, tmp_path / name)
        files = [file for folder in ("models", "exemplars") for file in sorted((tmp_path / name / folder).glob("*.md"))]
        assert len(files) == 60
        digests.append(hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest())
    assert digests[0] == digests[1]
    checked = checking.check(tmp_path / "a", samples=True)
    assert checked.problems == []
    assert (len(checked.registry.models), len(checked.registry.exemplars)) == (55, 5)
