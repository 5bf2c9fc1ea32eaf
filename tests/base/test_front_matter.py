"""What text that YAML cannot read still says in plain sight of being shown."""

from __future__ import annotations

import pytest
from danvankheo.base.front_matter import textual_keys


@pytest.mark.parametrize(
    "line",
    [
        "nhap: true", "nhap : true", '"nhap": true', "'nhap':true", "NHAP: true", "nháp: true", "  nhap: true",
        "\tnhap: true", "nhap\uff1a true", "nhap:true", "nhap\u00a0: true",
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", ["---\nten: [A\n", "ten: B: C\n---\n", "\ufeff---\r\nso: 'x\r\n", ""])
def test_a_key_that_keeps_an_entry_back_is_seen_however_it_is_written(before: str, line: str) -> None:
    assert textual_keys(f"{before}{line}\nlinh_vuc: x\n")["nhap"] == "true"


def test_a_key_carries_the_lines_below_it_and_its_first_value_stands() -> None:
    found = textual_keys("---\nduyet:\n  boi: A\n  ngay: [2024\nten: Một\nten: Hai\n  ba\n---\nLời kể.\n")
    assert found == {"duyet": "boi: A\n  ngay: [2024", "ten": "Một"}


def test_what_is_nested_is_no_key_of_the_record() -> None:
    assert textual_keys("---\nanh:\n  - tep: a.jpg\n    ten: Ảnh\nten: Bài\n").keys() == {"anh", "ten"}
