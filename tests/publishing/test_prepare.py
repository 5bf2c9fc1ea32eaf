"""What is made ready to be sent: compressed forms, kept for the next time as long as somebody needs them."""

from __future__ import annotations

import gzip
import os
import time
from pathlib import Path

import pytest
from danvankheo.publishing import prepare

MONTH_AGO = time.time() - 31 * 86_400


def site(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "index.html").write_text(text, "utf-8")
    return folder


def test_a_compressed_form_that_was_made_before_is_used_again(tmp_path: Path) -> None:
    kept = tmp_path / "nen"
    for name in ("a", "b"):
        prepare.compress(site(tmp_path / name, "chữ " * 500), kept)
    first, second = (tmp_path / name / "index.html.gz" for name in ("a", "b"))
    assert first.samefile(second)
    assert gzip.decompress(second.read_bytes()).decode("utf-8") == "chữ " * 500


def test_what_no_publication_needed_for_a_month_goes(tmp_path: Path) -> None:
    kept = tmp_path / "nen"
    prepare.compress(site(tmp_path / "a", "cũ " * 500), kept)
    old = set(kept.iterdir())
    prepare.compress(site(tmp_path / "b", "còn dùng " * 500), kept)
    for file in kept.iterdir():
        os.utime(file, (MONTH_AGO, MONTH_AGO))
    prepare.compress(site(tmp_path / "c", "còn dùng " * 500), kept)
    assert len(set(kept.iterdir())) == 2
    assert old.isdisjoint(kept.iterdir())
    assert (tmp_path / "a" / "index.html.gz").is_file(), "what was published stays as it is"


def test_files_with_equal_bytes_are_compressed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    encoded: list[bytes] = []
    monkeypatch.setattr(prepare, "CORES", 8)
    monkeypatch.setattr(prepare, "_ENCODINGS", ((".gz", lambda data: encoded.append(data) or gzip.compress(data)),))
    folder = site(tmp_path / "trang", "chữ " * 500)
    for number in range(40):
        (folder / f"{number}.html").write_text("chữ " * 500, "utf-8")
    prepare.compress(folder, tmp_path / "nen")
    assert len(encoded) == 1, "two threads that write one copy would take it away from each other"
    assert len(list(folder.glob("*.gz"))) == 41
