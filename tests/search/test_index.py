"""The index holds what may be shown, says where it is, and is the same for the same records."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from danvankheo.outputs.search.documents import Document, Facets, SearchResult
from danvankheo.outputs.search.index import build
from danvankheo.outputs.search.postings import DocumentText, symbol


def document(title: str, body: str = "", summary: str = "") -> Document:
    text = DocumentText(((title, 6.0), (summary, 2.5)), body)
    return Document(
        SearchResult(f"mo-hinh/{title}/", title, summary), Facets(0, 0, 0, 0), f"{title} {body}", lambda: text
    )


def value(sign: str) -> int:
    code = ord(sign)
    return code - 35 - (code > 92) if code < 127 else code - 165


def row(files: dict[str, bytes], word: str, form: str) -> tuple[list[int], list[int], list[int]]:
    """Return documents, levels and raw places of a spelling."""
    rows = next(
        shard[word] for name, data in files.items() if name.startswith("p") and word in (shard := json.loads(data))
    )
    gaps, levels, places = next(signs for name, *signs in rows[1:] if name == form)
    documents, last = [], -1
    for sign in gaps:
        last += value(sign)
        documents.append(last)
    return documents, [value(sign) for sign in levels], [value(sign) for sign in places]


@pytest.mark.parametrize("number", [0, 1, 55, 56, 57, 90, 91, 92, 4095, 40000])
def test_a_number_is_one_character_that_json_leaves_alone(number: int) -> None:
    sign = symbol(number)
    assert value(sign) == number
    assert json.dumps(sign, ensure_ascii=False) == f'"{sign}"'


def test_spellings_of_one_key_are_kept_apart_and_tone_placement_is_not() -> None:
    files = build([document("Hòa giải"), document("Hoà bình"), document("Hoa"), document("hỏa hoạn")], {})
    assert row(files, "hoa", "hòa")[0] == [0, 1]
    assert row(files, "hoa", "hoa")[0] == [2]
    assert row(files, "hoa", "hỏa")[0] == [3]


def test_a_word_weighs_more_in_the_title_than_in_the_story() -> None:
    files = build([document("Bưởi"), document("Cam", body="vườn bưởi"), document("Na", body="bưởi " * 2)], {})
    _, (title, once, often), _ = row(files, "buoi", "bưởi")
    assert title - 16 > often - 16 > once - 16 > 0


def test_places_tell_which_words_stand_side_by_side() -> None:
    files = build([document("Đường tranh", body="Con đường xưa")], {})
    assert row(files, "duong", "đường")[2] == [2 * 0, 2 * (128 + 1) + 1]
    assert row(files, "tranh", "tranh")[2] == [2 * 1 + 1]


def test_a_file_of_postings_does_not_grow_beyond_its_measure() -> None:
    files = build([document(f"số {n}", body=" ".join(f"tu{n * 50 + i}" for i in range(50))) for n in range(40)], {})
    shards = [len(data) for name, data in files.items() if name.startswith("p")]
    assert len(shards) > 10
    assert max(shards) < 1_100 + 2 * 40 + 200


def test_the_same_documents_give_the_same_bytes() -> None:
    documents = [document(f"Mô hình {n}", body="Đoàn viên trồng hoa " * n) for n in range(9)]
    assert build(documents, {}) == build(iter(documents), {})


def test_a_changed_story_changes_the_files_of_its_own_words_only() -> None:
    letters = "bcdghklmnpqrstvx"
    rare = [f"{a}{vowel}{b}" for a in letters for vowel in "aeiou" for b in "cmnpt"]
    documents = [document(f"Mô hình {word}", body=f"{word} " * 3 + "trồng hoa") for word in rare]
    before = build(documents, {})
    documents[200] = document(documents[200].result.title, body=documents[200].text().body + " cam sành")
    after = build(documents, {})
    assert len(before) > 50
    assert 2 <= len(after.keys() - before.keys()) < len(before) / 5


class Memory(dict[str, bytes]):
    """A memory that forgets nothing."""

    put = dict.__setitem__


def test_what_is_remembered_gives_the_same_bytes_and_only_what_changed_is_read_again() -> None:
    asked: list[str] = []

    def asking(one: Document) -> Document:
        return replace(one, text=lambda: (asked.append(one.result.title), one.text())[1])

    documents = [
        asking(document(f"Mô hình {n}", body=f"Đoàn viên trồng hoa Hoà thôn {n % 70} " * 3)) for n in range(900)
    ]
    memory = Memory()
    assert build(documents, {}, memory) == build(documents, {})
    for changed in (
        [*documents[:450], asking(document("Mô hình 450", body="Chuyện khác hẳn, hòa thuận")), *documents[451:]],
        [*documents[:450], *documents[451:]],
        [*documents[:450], asking(document("Mô hình thêm", body="Một chuyện mới")), *documents[450:]],
    ):
        asked.clear()
        again = build(changed, {}, memory)
        assert 0 < len(asked) < 600
        assert again == build(changed, {})


def test_a_word_most_documents_hold_keeps_its_places_in_the_short_fields_only() -> None:
    documents = [document(f"Hoa {n}", body=f"hoa thôn {n}") for n in range(130)]
    files = build([*documents, document("Tranh", body="thôn vắng")], {})
    assert row(files, "thon", "thôn")[2] == []
    assert len(row(files, "hoa", "hoa")[2]) == 130
    assert row(files, "vang", "vắng")[2] == [2 * (128 + 1) + 1]


def shown(site: Path) -> list[Any]:
    files = (site / "assets" / "tim-kiem").glob("d*.json")
    return [row for path in files for row in json.loads(path.read_text("utf-8"))]


def test_everything_found_has_a_page_and_every_story_can_be_found(built_site: Path) -> None:
    found = {row[0] for row in shown(built_site)}
    pages = {path.parent.relative_to(built_site).as_posix() + "/" for path in built_site.glob("*/*/index.html")}
    stories = {
        page
        for page in pages
        if page.startswith(("mo-hinh/", "dien-hinh/"))
        and 'http-equiv="refresh"' not in (built_site / page / "index.html").read_text("utf-8")
    }
    assert all((built_site / href / "index.html").is_file() for href in found)
    assert {href for href in found if href.startswith(("mo-hinh/", "dien-hinh/"))} == stories


def test_what_is_registered_without_a_story_a_draft_or_withdrawn_is_not_found(built_site: Path, repo: Path) -> None:
    found = {row[0].split("/")[1] for row in shown(built_site) if row[0].startswith("mo-hinh/")}
    without = {path.stem for path in (repo / "models").glob("*.md") if "\ntom_tat:" not in path.read_text("utf-8")}
    assert without
    assert not found & without


def test_nothing_of_markdown_addresses_is_indexed(built_site: Path) -> None:
    first = json.loads((built_site / "tim-kiem" / "chi-muc.json").read_text("utf-8"))
    assert not {"https", "http", "jpg"} & set(first["words"].split())
    assert "0https" not in first["words"]
