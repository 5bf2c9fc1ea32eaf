"""A value that is left empty is asked for; what stands for it in memory is never held against what else the file says."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from danvankheo.base.problems import Problem
from danvankheo.records.files import Kind
from danvankheo.records.judging import judge_alone, judge_among
from danvankheo.records.reading import RepositoryRecords, read_all
from danvankheo.records.record_file import read_record

DAY = date(2026, 11, 27)
# What may be said on another line: a section that is empty now, a day or an honour without what goes with it.
LACKING = {"DVK204", "DVK316", "DVK327"}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, repo: Path) -> Path:
    """Every fourth entry of the samples, with the vocabulary."""
    root = tmp_path_factory.mktemp("kho")
    shutil.copytree(repo / "content", root / "content")
    for kind in (Kind.MODEL, Kind.EXEMPLAR):
        (root / kind).mkdir()
        for file in sorted((repo / kind).glob("*.md"))[::4]:
            shutil.copy(file, root / kind)
    return root


@pytest.fixture(scope="module")
def reading(root: Path) -> RepositoryRecords:
    return read_all(root, today=DAY)


def problems(root: Path, reading: RepositoryRecords, kind: Kind, name: str) -> list[Problem]:
    record, found = read_record(root, kind, name)
    assert record is not None
    record, private = judge_alone(root, record, reading.movement.data)
    return [*found, *private, *judge_among(root, record, reading.index, DAY)]


@pytest.mark.parametrize("kind", [Kind.MODEL, Kind.EXEMPLAR])
def test_emptying_one_value_accuses_no_other_line(root: Path, reading: RepositoryRecords, kind: Kind) -> None:
    emptied = 0
    for file in sorted((root / kind).glob("*.md")):
        text = file.read_text("utf-8")
        lines = text.split("\n")
        before = {(p.code, p.line) for p in problems(root, reading, kind, file.name)}
        for number, line in enumerate(lines[: lines.index("---", 1)]):
            key = re.match(r"(\s*(?:- )?(?!minh_hoa)[a-z_]+:) \S", line)
            if key is None:
                continue
            file.write_text("\n".join([*lines[:number], key[1], *lines[number + 1 :]]), "utf-8")
            now = problems(root, reading, kind, file.name)
            others = [p for p in now if p.line != number + 1 and (p.code, p.line) not in before]
            # An exemplar without a kind is a person, who needs the criteria that a collective does not have.
            lacking = LACKING | {"DVK306"} if key[1] == "loai:" and kind is Kind.EXEMPLAR else LACKING
            assert {p.code for p in others} <= lacking, (file.name, line, others)
            emptied += 1
        file.write_text(text, "utf-8")
    assert emptied > 30
