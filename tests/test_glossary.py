"""One word for one thing: class names are unique, and every word in them stands in docs/glossary.md."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))
from measure_structure import PACKAGE, public_classes

_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z]|$)|[A-Z][a-z0-9]*")


def words_of(name: str) -> list[str]:
    """Return the words of a class name: "ShareImage" gives "share" and "image"."""
    return [word.lower() for word in _WORD.findall(name.replace("GitHub", "Github"))]


def terms(glossary: str) -> list[str]:
    """Return the terms the glossary explains: the first cell of each row, parted at commas."""
    cells = [
        line.split("|")[1] for line in glossary.splitlines() if line.startswith("| ") and not line.startswith("| Code")
    ]
    return [term.strip() for cell in cells for term in cell.split(",")]


def unknown(name: str, glossary: str) -> list[str]:
    """Return the words of a class name that the glossary does not hold, singular or plural."""
    known = {word for term in terms(glossary) for word in term.lower().split()}
    singular = {word: {word, word.removesuffix("s"), word.removesuffix("es"), re.sub("ies$", "y", word)} for word in words_of(name)}  # fmt: skip
    return [word for word, forms in singular.items() if not forms & known]


@pytest.fixture(scope="module")
def glossary(repo: Path) -> str:
    return (repo / "docs" / "glossary.md").read_text("utf-8")


def test_no_two_public_classes_have_the_same_name() -> None:
    assert {name: paths for name, paths in public_classes(PACKAGE).items() if len(paths) > 1} == {}


def test_every_word_of_a_class_name_is_in_the_glossary(glossary: str) -> None:
    missing = {name: words for name in public_classes(PACKAGE) if (words := unknown(name, glossary))}
    assert missing == {}


def test_the_glossary_explains_no_term_twice(glossary: str) -> None:
    found = terms(glossary)
    assert sorted({term for term in found if found.count(term) > 1}) == []


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("ShareImage", []),
        ("ShareImages", []),
        ("ShareThing", ["thing"]),
        ("XMLEntry", ["xml"]),
        ("GitHubEntry", ["github"]),
        ("Thing", ["thing"]),
    ],
)
def test_a_word_that_nobody_explained_is_found(name: str, missing: list[str]) -> None:
    assert (
        unknown(name, "| Code | What |\n|---|---|\n| share image | a picture |\n| entry, draft | a file |\n") == missing
    )


def test_a_second_class_of_one_name_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("class Row: ...\nclass _Hidden: ...\n", "utf-8")
    (tmp_path / "b.py").write_text("class Row: ...\nclass _Hidden: ...\n", "utf-8")
    assert public_classes(tmp_path) == {"Row": ["a.py", "b.py"]}
