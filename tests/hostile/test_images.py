"""For every photo file, the check reports it or the build makes clean pictures of it: no traceback, no hang."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from hostile.images import cases, judge


def test_hostile_photos_are_refused_in_words_or_made_into_clean_pictures(tmp_path: Path) -> None:
    kinds: Counter[str] = Counter()
    faults = {}
    for what, name, data in cases(800):
        kind, found = judge(tmp_path / "anh", name, data)
        kinds[kind] += 1
        if found:
            faults[f"{what} ({name})"] = found
    assert faults == {}
    assert min(kinds[kind] for kind in ("jpeg", "png", "webp", "heif", "broken", "unknown")) > 20, (
        "both kinds were there"
    )
    assert kinds["vast"]
    assert kinds["svg"]
