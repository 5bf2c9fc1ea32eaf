"""The digest that a picture is cached under covers every module that decides about its pixels."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from danvankheo.media import derivatives, layout
from danvankheo.media.source_digest import source_digest

FOLDER = Path(derivatives.__file__).parent


def imported(name: str) -> set[str]:
    """Return a module of the folder with all it imports from the folder, directly or not."""
    found, left = {name}, [name]
    while left:
        tree = ast.parse((FOLDER / left.pop()).read_text("utf-8"))
        for node in ast.walk(tree):
            if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("danvankheo.media"):
                continue
            below = (node.module or "").split(".")[2:]
            for each in {f"{part}.py" for part in (below or [alias.name for alias in node.names])} - found:
                found.add(each)
                left.append(each)
    return found


@pytest.mark.parametrize(
    ("module", "sources"), [("share_images.py", layout.SOURCES), ("derivatives.py", derivatives.SOURCES)]
)
def test_the_sources_name_every_module_that_draws(module: str, sources: tuple[str, ...]) -> None:
    modules = imported(module)
    assert len(modules) > 2
    assert modules - set(sources) == set()


def test_the_sources_name_every_font_and_word_list() -> None:
    data = {
        path.relative_to(FOLDER).as_posix() for pattern in ("*.toml", "fonts/*.ttf") for path in FOLDER.glob(pattern)
    }
    assert data <= set(layout.SOURCES)


def test_another_file_gives_another_digest() -> None:
    assert source_digest("photos.py") != source_digest("photos.py", "typeset.py")
