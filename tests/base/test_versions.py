"""Versions of libraries are those their metadata give."""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path

import pytest
from danvankheo import cache
from danvankheo.base import versions


def test_every_library_that_makes_bytes_has_the_version_its_metadata_give() -> None:
    for name in {*cache._MAKERS, *cache._PAINTERS, "mkdocs", "mkdocs-material"}:
        assert versions.version(name) == metadata.version(name), name


def test_a_library_that_is_not_there_has_no_version() -> None:
    assert versions.version("khong-co-thu-vien-nay") == "-"


@pytest.mark.parametrize("folder", ["Thu_Vien.X-1.2.dist-info", "thu.vien_x-1.2.dist-info"])
def test_names_are_compared_as_installers_compare_them_and_the_first_on_the_path_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    (tmp_path / "a" / folder).mkdir(parents=True)
    (tmp_path / "b" / "thu_vien_x-9.dist-info").mkdir(parents=True)
    (tmp_path / "a" / "la-1.0.txt").write_text("", "utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "khong-co"), str(tmp_path / "a"), str(tmp_path / "b")])
    versions._installed.cache_clear()
    try:
        assert versions.version("thu-vien-x") == "1.2"
        assert versions.version("la") == "-"
    finally:
        versions._installed.cache_clear()
