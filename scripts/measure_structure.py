"""Count modules, classes and lines that a reader of the package has to know: ``.venv/bin/python scripts/measure_structure.py [FOLDER]``.

FOLDER is a package (default: this repository's ``scripts/danvankheo``), so that two checkouts can be compared. Lines are
all lines of the Python files; public means: no leading underscore.
"""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent / "danvankheo"
# A module uses the cache when it imports one of these: present module names and those of earlier versions.
CACHE_MODULES = frozenset({"cache", "record_cache", "recall", "lazily"})


def public_classes(package: Path) -> dict[str, list[str]]:
    """Return the modules (paths below the package) of every public class at the top of a module, by its name."""
    found: dict[str, list[str]] = defaultdict(list)
    for path, tree in _modules(package):
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(path.relative_to(package).as_posix())
    return dict(sorted(found.items()))


def figures(package: Path) -> dict[str, int]:
    """Return what is counted, by its name."""
    modules = list(_modules(package))
    names = public_classes(package)
    lines = [path.read_text("utf-8").count("\n") for path, _ in modules]
    nodes = [node for _, tree in modules for node in ast.walk(tree)]
    return {
        "lines": sum(lines),
        "modules": len(modules),
        "lines of the longest module": max(lines),
        "classes": sum(isinstance(node, ast.ClassDef) for node in nodes),
        "public classes": sum(map(len, names.values())),
        "public class names for two or more things": sum(len(paths) > 1 for paths in names.values()),
        "functions": sum(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) for node in nodes),
        "modules that know of the cache": sum(map(_knows_cache, (tree for _, tree in modules))),
    }


def _modules(package: Path) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(package.rglob("*.py")):
        yield path, ast.parse(path.read_text("utf-8"))


def _knows_cache(tree: ast.Module) -> bool:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("danvankheo"):
            parts = {*(node.module or "").split("."), *(alias.name for alias in node.names)}
            if CACHE_MODULES & parts:
                return True
    return False


if __name__ == "__main__":
    for name, count in figures(Path(sys.argv[1]) if len(sys.argv) > 1 else PACKAGE).items():
        print(f"{count:>7,}  {name}")
