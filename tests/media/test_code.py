"""What a picture is kept by covers every module that decides about its pixels."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from danvankheo.media import derivatives, layout

ROOM = Path(derivatives.__file__).parent


def needed(name: str) -> set[str]:
    """Return a module of the room with all it imports from the room, directly or not."""
    found, left = {name}, [name]
    while left:
        tree = ast.parse((ROOM / left.pop()).read_text("utf-8"))
        for node in ast.walk(tree):
            if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("danvankheo.media"):
                continue
            below = (node.module or "").split(".")[2:]
            for each in {f"{part}.py" for part in (below or [alias.name for alias in node.names])} - found:
                found.add(each)
                left.append(each)
    return found


@pytest.mark.parametrize(("painter", "code"), [("cards.py", layout._CODE), ("derivatives.py", derivatives._CODE)])
def test_a_change_of_any_module_a_painter_uses_makes_its_pictures_anew(painter: str, code: tuple[str, ...]) -> None:
    modules = needed(painter)
    assert len(modules) > 2
    assert modules - set(code) == set()
