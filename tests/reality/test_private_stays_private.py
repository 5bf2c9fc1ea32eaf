"""Law 9: private data in any field, story, photo's text or file name is refused at its line; honest sentences are published."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest
from base.privacy_examples import HONEST, PRIVATE
from danvankheo import checking
from danvankheo.base.problems import Problem
from danvankheo.base.yaml_tree import Loc, TreeBuilder
from danvankheo.records.diagnostics import field_at
from danvankheo.records.record import SCHEMAS
from danvankheo.records.registry import Kind
from danvankheo.records.scalars import limit_of
from laws import Cases
from reality.made_registry import MadeRegistry, commit, write_registry
from reality.office import dvk
from schema_trees import front_matter, replaced
from shared_store import share_store

TODAY = date(2026, 11, 27)
_CODES = ("DVK551", "DVK552", "DVK553", "DVK554")


def texts(tree: object, kind: Kind, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    """Yield every free text of a record, with its place."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from texts(value, kind, (*loc, key))
    elif isinstance(tree, list):
        for number, value in enumerate(tree):
            yield from texts(value, kind, (*loc, number))
    elif (info := field_at(SCHEMAS[kind], loc)) and limit_of(info) and "tep" not in loc:
        yield loc, str(tree)


def put(path: Path, kind: Kind, said: str, draw: Random) -> int:
    """Put a sentence into the story or a random text field of a record; return its line."""
    _, front, story = path.read_text("utf-8").split("---\n", 2)
    tree = TreeBuilder(front).build()
    everywhere = list(texts(tree, kind))
    if draw.random() < 0.3 or not everywhere:
        path.write_text(f"---\n{front_matter(tree)}---\n{story.rstrip()}\n\n{said}\n", "utf-8")
    else:
        loc, old = draw.choice(everywhere)
        info = field_at(SCHEMAS[kind], loc)
        assert info
        value = f"{old.rstrip('. ')}. {said}"
        place = loc[:-1] if isinstance(loc[-1], int) else loc
        path.write_text(f"---\n{front_matter(replaced(tree, place, info, value))}---\n{story}", "utf-8")
    # In a quoted value the sentence is escaped.
    lines = path.read_text("utf-8").split("\n")
    escaped = said.replace("\\", "\\\\").replace('"', '\\"')
    return max((number for number, line in enumerate(lines, 1) if said in line or escaped in line), default=0)


def files(made: MadeRegistry) -> list[tuple[Path, Kind]]:
    kinds = (Kind.MODEL, Kind.EXEMPLAR, Kind.UNIT, Kind.FIELD, Kind.TYPE)
    return [(path, kind) for kind in kinds for path in sorted((made.folder / kind).glob("*.md"))[:25]]


def private(made: MadeRegistry) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = {}
    for problem in checking.check(made.folder, today=TODAY).problems:
        if problem.code in _CODES:
            found.setdefault(problem.path, []).append(problem)
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> MadeRegistry:
    return write_registry(tmp_path_factory.mktemp("rieng-tu") / "kho", 9, 24, day=TODAY)


@pytest.mark.law(9)
def test_private_data_anywhere_in_a_record_is_refused_at_its_line(made: MadeRegistry, cases: Cases) -> None:
    # A value of one line has no line breaks; tests/base/test_privacy.py tries the phrasings of two lines.
    phrasings = [
        (code, said) for code, each in PRIVATE.items() for said in each if "\n" not in said and "|" not in said
    ]
    for draw in cases.draws(2, "registries with private data in every record"):
        wanted, kept = {}, {path: path.read_text("utf-8") for path, _ in files(made)}
        for path, kind in files(made):
            code, said = draw.choice(phrasings)
            wanted[path.relative_to(made.folder).as_posix()] = code, said, put(path, kind, said, draw)
        found = private(made)
        cases.count(len(wanted), "private sentences in records")
        for path, text in kept.items():
            path.write_text(text, "utf-8")
        for name, (code, said, line) in wanted.items():
            told = [(problem.code, problem.line) for problem in found.get(name, [])]
            assert (code, line) in told, (name, said, line, told)
            assert all(problem.hint and problem.column for problem in found[name])


@pytest.mark.law(9)
def test_honest_sentences_anywhere_in_a_record_are_left_alone(made: MadeRegistry, cases: Cases) -> None:
    for draw in cases.draws(2, "registries with honest sentences in every record"):
        kept = {path: path.read_text("utf-8") for path, _ in files(made)}
        said = {}
        for path, kind in files(made):
            said[path.relative_to(made.folder).as_posix()] = sentence = draw.choice(HONEST)
            put(path, kind, sentence, draw)
        found = private(made)
        cases.count(len(said), "honest sentences in records")
        for path, text in kept.items():
            path.write_text(text, "utf-8")
        assert {name: (said.get(name), problems) for name, problems in found.items()} == {}


@pytest.mark.parametrize("name", ["goi-0912345678", "duong-hoa-chi-lan-sinh-nam-1990", "cccd-038204001234"])
def test_private_data_in_the_name_of_a_file_is_refused(made: MadeRegistry, name: str) -> None:
    source = files(made)[0][0]
    other = source.with_name(f"{name}.md")
    other.write_bytes(source.read_bytes())
    try:
        assert "Tên tệp có" in private(made)[f"models/{name}.md"][0].message
    finally:
        other.unlink()


def test_an_escape_of_yaml_hides_nothing(made: MadeRegistry) -> None:
    path, _ = files(made)[0]
    kept = path.read_text("utf-8")
    line = 2 + kept.split("\n").index(next(row for row in kept.split("\n") if row.startswith("dia_chi")))
    path.write_text(kept.replace("\ndia_chi:", '\ntac_gia: {ten: "Lan \\u0030912\\x20345 678"}\ndia_chi:', 1), "utf-8")
    try:
        (problem,) = private(made)[path.relative_to(made.folder).as_posix()]
        assert (problem.code, problem.line) == ("DVK551", line - 1)
    finally:
        path.write_text(kept, "utf-8")


@pytest.mark.law(9)
def test_no_byte_of_a_published_folder_holds_private_data(tmp_path: Path, cases: Cases) -> None:
    """Half the entries get private data and a unique word; no file, compressed or not, holds the word or the number."""
    for draw in cases.draws(1, "published folders searched byte by byte"):
        made = write_registry(tmp_path / f"kho-{draw.random()}", draw.randrange(99), 8, day=TODAY)
        share_store(made.folder)
        secrets = []
        for number, (path, kind) in enumerate(each for each in files(made) if each[1] in (Kind.MODEL, Kind.EXEMPLAR)):
            if number % 2:
                word, phone = f"Xuychphong{number}", f"09876{number:05}"
                said = draw.choice(
                    (f"Gọi {word} {phone}", f"{word}. Ngày sinh: 07/03/2011", f"{word}. CCCD 0382{phone[2:]}")
                )
                put(path, kind, said, draw)
                secrets += [word, phone]
        commit(made.folder, "Bài mới")
        status, told = dvk(made.folder, "publish", "thu-muc", day=TODAY)
        assert status == 0, told
        shown = made.folder.parent / f"{made.folder.name}-da-dang" / "current"
        held = dict(unpacked(shown))
        cases.count(len(held), "files searched")
        assert any(b"index" in name.encode() for name in held)
        for name, data in held.items():
            there = [secret for secret in secrets if secret.encode() in data or secret.lower().encode() in data]
            assert there == [], name


def unpacked(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file with its bytes, and the files packed in it."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        data = path.read_bytes()
        name = path.relative_to(folder).as_posix()
        yield name, data
        if name.endswith(".gz"):
            yield f"{name}:", gzip.decompress(data)
        elif name.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                yield from ((f"{name}:{part}", archive.read(part)) for part in archive.namelist())
