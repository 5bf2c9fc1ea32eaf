"""What passes the check can be published: every text at its longest, with line breaks, with invisible marks, in every file."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from random import Random

import pytest
from danvankheo import checking
from danvankheo.base.problems import Problem, Severity
from danvankheo.base.yaml_tree import Loc, TreeBuilder
from danvankheo.records.diagnostics import field_at
from danvankheo.records.movement import Movement
from danvankheo.records.record import SCHEMAS
from danvankheo.records.registry import MOVEMENT_PATH, Kind
from danvankheo.records.scalars import limit_of
from laws import Cases
from pydantic import BaseModel
from reality.made_registry import MadeRegistry, at_day, write_registry
from schema_trees import front_matter

TODAY = date(2024, 5, 20)
# File names, addresses and codes refer to other things; every other text is only shown.
NOT_SHOWN = {"tep", "ma", "thu_dien_tu", "dien_thoai", "zalo"}
# In these sections every text is such a code.
CODES = {"tham_so", "co_so_doan"}


def twisted(value: str, most: int, draw: Random) -> str:
    """Return an allowed text: of the greatest length, one long word, with line breaks, or with invisible marks."""
    ways = (
        lambda: value.replace(" ", "\n", 1) + "\n",
        lambda: value + " " + "đ" * (most - len(value) - 1),
        lambda: (value + " đường hoa của thôn" * most)[:most].strip(),
        lambda: value[: most - 4] + "a\u0338\u20d2",
        lambda: value.replace(" ", "\u200b \u00a0", 1),
        lambda: value + " <b>&\"'`|*_[x](y)",
    )
    text = draw.choice(ways)()
    return text if len(text) <= most else value


def everywhere(tree: object, schema: type[BaseModel], draw: Random, loc: Loc = ()) -> object:
    """Return a tree with its texts twisted."""
    if isinstance(tree, dict):
        return {key: everywhere(item, schema, draw, (*loc, key)) for key, item in tree.items()}
    if isinstance(tree, list):
        return [everywhere(item, schema, draw, (*loc, number)) for number, item in enumerate(tree)]
    info = field_at(schema, loc)
    limit = limit_of(info) if info else None
    named = next(step for step in reversed(loc) if isinstance(step, str))
    return (
        twisted(str(tree), min(limit.most, 1_500), draw)
        if limit and named not in NOT_SHOWN and not CODES.intersection(loc)
        else tree
    )


def rewrite(made: MadeRegistry, draw: Random) -> None:
    """Twist every text of every file."""
    for kind, schema in SCHEMAS.items():
        for path in sorted((made.folder / str(kind)).glob("*.md")):
            _, front, story = path.read_text("utf-8").split("---\n", 2)
            tree = everywhere(TreeBuilder(front).build(), schema, draw)
            path.write_text(f"---\n{front_matter(tree)}---\n{story}", "utf-8")
    path = made.folder / MOVEMENT_PATH
    path.write_text(front_matter(everywhere(TreeBuilder(path.read_text("utf-8")).build(), Movement, draw)), "utf-8")


def errors(problems: list[Problem]) -> list[str]:
    return [f"{p.path}:{p.line}: {p.code} {p.message[:300]}" for p in problems if p.severity is Severity.ERROR]


@pytest.mark.law(2)
def test_what_the_check_lets_through_is_drawn_counted_and_published(tmp_path: Path, cases: Cases) -> None:
    for number, draw in enumerate(cases.draws(1, "registries with twisted texts")):
        made = write_registry(tmp_path / str(number), draw.randint(0, 10**6), 5, day=TODAY)
        rewrite(made, draw)
        assert errors(checking.check(made.folder, today=TODAY).problems) == []
        for words in (("build",), ("report", "2023"), ("office",), ("share",), ("check", "--publish", "thu-muc")):
            done = subprocess.run(
                [sys.executable, "-m", "danvankheo.cli", *words], cwd=made.folder, env={**os.environ, **at_day(TODAY)},
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert done.returncode == 0, (words, done.stdout[-3000:], done.stderr[-3000:])


HOSTILE = (
    '"Đường\\bhoa"', '"a\\x07"', '"\\uFFFD"', '"\\ud800"', '"\\L\\P\\N"', '"\\u202Ea"', '"\\u2066a"', '"\\uFDD0"', '"\\0"',
    "Đường\u202ehoa", "Đường\ufffdhoa", "Đường\u0007hoa", '"' + "e\u0301\u0301\u0301\u0301\u0301" * 80 + '"', "x" * 4_000, "đường " * 700,
)  # fmt: skip


@pytest.mark.law(1)
def test_hostile_texts_in_every_field_at_once_stop_no_check(repo: Path, tmp_path: Path, cases: Cases) -> None:
    made = write_registry(tmp_path / "kho", 5, 5, day=TODAY)
    files = [p for kind in Kind for p in sorted((made.folder / str(kind)).glob("*.md"))[:2]] + [
        made.folder / MOVEMENT_PATH
    ]
    before = {path: path.read_text("utf-8") for path in files}
    for hostile in HOSTILE:
        for path, text in before.items():
            lines = text.split("\n")
            changed = [
                f"{line.partition(': ')[0]}: {hostile}"
                if ": " in line and not line.lstrip().startswith(("-", "#"))
                else line
                for line in lines
            ]
            path.write_text("\n".join(changed), "utf-8")
        cases.count(len(files), "files full of a hostile text")
        found = checking.check(made.folder, today=TODAY).problems
        assert {p.path for p in found} >= {path.relative_to(made.folder).as_posix() for path in files}, hostile
