"""Vietnamese text is folded, slugged and sorted as Vietnamese readers expect."""

from __future__ import annotations

import json
import re
import subprocess
import unicodedata
from pathlib import Path

import pytest
from danvankheo.base.text import closest, fold, is_slug, normalize, slugify, sort_key, visible


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đường tranh bích họa", "duong tranh bich hoa"),
        ("ỦY BAN", "uy ban"),
        ("hoà, hòa", "hoa, hoa"),
        (unicodedata.normalize("NFD", "Nghĩa tình"), "nghia tinh"),
        ("ÐOÀN VIÊN", "doan vien"),
        ("Ẫ ễ ượ Ậ ỹ", "a e uo a y"),
        ("", ""),
    ],
)
def test_folding_drops_marks_and_case_and_keeps_letters(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Đội tình nguyện", "doi-tinh-nguyen"),
        ("  “Sáng – Xanh – Sạch”  ", "sang-xanh-sach"),
        ("Số 1: đường 26/3", "so-1-duong-26-3"),
        ("🙂", ""),
        ("ab " * 60, "-".join(["ab"] * 27)),
        ("x" * 200, "x" * 80),
    ],
)
def test_a_slug_is_ascii_keeps_d_and_is_cut_between_words(text: str, slug: str) -> None:
    assert slugify(text) == slug
    assert slug == "" or is_slug(slug)


@pytest.mark.parametrize("bad", ["", "-a", "a-", "a--b", "A", "đ", "a_b", "a.b", "a/b", "..", "a\n", "x" * 81])
def test_what_is_no_slug_is_refused(bad: str) -> None:
    assert not is_slug(bad)


def test_eth_becomes_d_with_stroke_and_marks_are_composed() -> None:
    assert normalize("Ðo\u0301n ðe\u0302\u0309") == "Đón để"


def test_characters_nobody_can_see_are_taken_out() -> None:
    assert visible("Đ\u200bo\u00ad\u2066àn\ufeff") == "Đoàn"


def test_sorting_puts_letters_before_tones_and_numbers_by_value() -> None:
    words = ["đa", "da", "Dạ", "dà", "ăn", "an", "ân", "“Ba”", "xã 10", "xã 9", "xa"]
    assert sorted(words, key=sort_key) == ["an", "ăn", "ân", "“Ba”", "da", "dà", "Dạ", "đa", "xa", "xã 9", "xã 10"]


def test_sorting_equals_the_browsers_collator(repo: Path) -> None:
    texts = "\n".join(path.read_text("utf-8") for path in sorted((repo / "content").rglob("*.md")))
    words = sorted(set(re.findall(r"[^\W\d_]+(?: [^\W\d_]+)?", unicodedata.normalize("NFC", texts.casefold()))))
    assert len(words) > 1000
    script = (
        "const w=JSON.parse(require('fs').readFileSync(0,'utf8'));"
        "console.log(JSON.stringify(w.sort(new Intl.Collator('vi').compare)))"
    )
    done = subprocess.run(["node", "-e", script], input=json.dumps(words), capture_output=True, text=True, check=True)
    assert sorted(words, key=sort_key) == json.loads(done.stdout)


def test_the_closest_choices_come_best_first_whatever_the_marks() -> None:
    assert closest("linh vục", ["linh_vuc", "loai", "linh_vuc_khac"])[0] == "linh_vuc"
    assert closest("zzz", ["linh_vuc", "loai"]) == []
