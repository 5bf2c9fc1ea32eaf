"""The shipped samples, turned into real records, pass the check and are published."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from laws import Cases
from reality import site_checks
from reality.made_registry import make_samples_real
from reality.office import dvk, static_host
from shared_store import share_store

DAY = date(2026, 11, 27)


@pytest.mark.law(2)
def test_every_sample_made_real_passes_the_check_and_is_published(tmp_path: Path, cases: Cases) -> None:
    files = make_samples_real(tmp_path / "kho")
    cases.count(len(files), "samples made real and published")
    share_store(tmp_path / "kho")
    for words in (("check",), ("publish", "thu-muc")):
        status, said = dvk(tmp_path / "kho", *words, day=DAY)
        assert status == 0, said
    with static_host(tmp_path / "kho-da-dang/current") as site:
        for file in files:
            text = file.read_text("utf-8")
            if "\nduyet:" in text and not any(
                f"\n{line}" in text for line in ("nhap: true", "trang_thai: moi-dang-ky")
            ):
                kind = "mo-hinh" if file.parent.name == "models" else "dien-hinh"
                status, page = site_checks.get(f"{site.address}{kind}/{file.stem}/")
                assert (status, "ribbon" in page) == (200, False), file.name
