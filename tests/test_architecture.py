"""Imports run one way, only one module knows MkDocs, and modules stay small enough to read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from danvankheo.outputs import site_pages
from danvankheo.outputs.feeds import sitemap
from danvankheo.rendering import site_addresses

# From the ground up; a room imports what stands below its line, never its own line's neighbour.
LINES = [
    {"base"},
    {"records"},
    {"figures", "media"},
    {"rendering"},
    {"forms"},
    {"editing"},
    {"imports"},
    {"outputs"},
    {"reports"},
    {"cache"},
    {"writer"},
    {"held_back"},
    {"checking"},
    {"build"},
    {"plugin"},
    {"theme_frames", "file_watcher"},
    {"server", "publishing", "new_place"},
    {"gate"},
    {"github"},
    {"commands"},
    {"cli"},
]
# The same inside ``outputs``: views know no page, a page may use any file's module, the list knows all pages.
OUTPUTS = [
    {"views"},
    {"head"},
    {"context"},
    {"downloads", "feeds", "photo_files", "public", "search", "sharing", "withdrawal_ledger"},
    {"pages"},
    {"site_pages"},
]
FLOOR = {room: number for number, line in enumerate(LINES) for room in line}
LONGEST = 350


def imports(source: str) -> Iterator[tuple[int, str]]:
    """Yield (line, module) of every import in a source text, also those inside functions."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            module = node.module or ""
            if module in ("danvankheo", "danvankheo.outputs"):
                yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)
            else:
                yield node.lineno, module


def faults(package: Path) -> list[str]:
    """Return every import that runs up or sideways, or reaches MkDocs from the wrong room."""
    found = []
    for path in sorted(package.rglob("*.py")):
        room = path.relative_to(package).parts[0].removesuffix(".py")
        if room == "__init__":
            continue
        for line, module in imports(path.read_text("utf-8")):
            where = f"{path.relative_to(package)}:{line} imports {module}"
            if module.split(".")[0] in ("mkdocs", "material", "properdocs") and room != "plugin":
                found.append(where)
            parts = module.split(".")
            if parts[0] != "danvankheo" or len(parts) == 1 or parts[1] == room or parts[1] == "__version__":
                continue
            if (room == "publishing" and parts[1] != "base") or (
                room != "publishing" and FLOOR.get(parts[1], 99) >= FLOOR.get(room, -1)
            ):
                found.append(where)
    return found


def test_imports_inside_outputs_run_down_only(repo: Path) -> None:
    floor = {room: number for number, line in enumerate(OUTPUTS) for room in line}
    package = repo / "scripts" / "danvankheo" / "outputs"
    wrong = []
    for path in sorted(package.rglob("*.py")):
        room = path.relative_to(package).parts[0].removesuffix(".py")
        if room == "__init__":
            continue
        for line, module in imports(path.read_text("utf-8")):
            parts = [*module.split("."), "", ""]
            if parts[:2] == ["danvankheo", "outputs"] and parts[2] != room and floor.get(parts[2], 99) >= floor[room]:
                wrong.append(f"{path.relative_to(package)}:{line} imports {module}")
    assert wrong == []


def test_every_page_module_makes_pages_at_addresses_it_declares_by_a_template_of_its_name(repo: Path) -> None:
    package = repo / "scripts" / "danvankheo" / "outputs"
    modules = {path.stem: path.read_text("utf-8") for path in (package / "pages").glob("[!_]*.py")}
    assert all(hasattr(module, "artifacts") for module in site_pages.PAGES)
    declared = {
        address
        for module in (*site_pages.PAGES, *site_pages.FILES, sitemap)
        for address in getattr(module, "ADDRESSES", ())
    }
    assert declared == set(site_addresses.addresses()), "ADDRESSES is one tuple of literals on one line"
    used = {name: re.findall(r'"(\w+)\.html"', text) for name, text in modules.items()}
    used["downloads"] = re.findall(r'"(\w+)\.html"', (package / "downloads" / "page.py").read_text("utf-8"))
    pages = {path.stem for path in (repo / "theme" / "pages").glob("*.html")}
    pages = {name for name in pages if name != "parts" and not name.endswith("_parts")}
    assert pages <= {template for names in used.values() for template in names}
    for module, templates in used.items():
        for template in pages.intersection(templates):
            assert template == module or template.startswith(f"{module}_"), f"{module}.py draws {template}.html"


def test_templates_compare_codes_and_never_printed_words(repo: Path) -> None:
    for path in (repo / "theme" / "pages").glob("*.html"):
        compared = re.findall(r"[=!]= *[\"']([^\"']*)[\"']", path.read_text("utf-8"))
        assert [code for code in compared if not re.fullmatch(r"[a-z-]+", code)] == [], path.name


def test_imports_run_down_only(repo: Path) -> None:
    assert faults(repo / "scripts" / "danvankheo") == []


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("base", "from danvankheo.records import schema"),
        ("figures", "from danvankheo.media import photos"),
        ("outputs", "import mkdocs"),
        ("records", "def f():\n    from danvankheo import rendering"),
        ("publishing", "from danvankheo.records import schema"),
        ("surprise", "from danvankheo.base import text"),
    ],
)
def test_a_wrong_import_is_caught(tmp_path: Path, room: str, line: str) -> None:
    (tmp_path / room).mkdir()
    (tmp_path / room / "x.py").write_text(line + "\n", "utf-8")
    assert len(faults(tmp_path)) == 1


def test_every_room_has_its_floor(repo: Path) -> None:
    rooms = {path.name.removesuffix(".py") for path in (repo / "scripts" / "danvankheo").iterdir()} - {
        "__init__",
        "__pycache__",
    }
    assert rooms <= set(FLOOR) | {"publishing"}


def test_only_the_command_prints(repo: Path) -> None:
    for path in (repo / "scripts" / "danvankheo").rglob("*.py"):
        if path.name != "cli.py" and path.parent.name != "commands":
            assert not re.search(r"^\s*print\(", path.read_text("utf-8"), re.MULTILINE), path


def test_no_module_is_longer_than_a_reader_bears(repo: Path) -> None:
    long = {
        path.name: n
        for path in (repo / "scripts").rglob("*.py")
        if (n := path.read_text("utf-8").count("\n")) > LONGEST
    }
    assert long == {}
