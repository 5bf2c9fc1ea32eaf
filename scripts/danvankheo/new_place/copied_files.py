"""Which files of this repository go into a new place's, and how the old place's names are replaced in what people read."""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from danvankheo.base import git
from danvankheo.new_place.answers import PlaceAnswers
from danvankheo.records.reading import read_movement
from danvankheo.rendering import link_targets

# Left out: the old place's entries, units, pictures, servers; what is written anew (``texts``) or derived (``dvk derive``).
_LEFT_OUT = (
    "models/", "exemplars/", "content/don-vi/", "content/tin/", "deploy/", "docs/anh/", "docs/benchmarks.md", "docs/truong-du-lieu.md",
    "docs/mau-bai.md", ".github/ISSUE_TEMPLATE/", "README.md", "mkdocs.yml", "publish.toml", "content/phong-trao.yml", "content/phong-trao.md",
    "content/cho-phep.yml", "tests/", "Makefile", "scripts/measure_pictures.py",
)  # fmt: skip
# The tests that need nothing of the old place: of the package's structure and foundations, of figures, and of the registry's own site.
TESTS = (
    "tests/conftest.py", "tests/laws.py", "tests/memory.py", "tests/chromium.py", "tests/web_server.py", "tests/dvk_in_process.py",
    "tests/shared_store.py", "tests/test_architecture.py", "tests/test_glossary.py", "tests/test_own_registry.py", "tests/base/test_",
    "tests/base/privacy_examples.py", "tests/figures/", "tests/fixtures/figures/", "tests/imports/test_xlsx_reader.py", "tests/imports/workbook_bombs.py",
    "tests/imports/measure_reading.py", "tests/outputs/rendering.py",
)  # fmt: skip
# This one looks for every code in tests that stay here.
_TESTS_LEFT_OUT = ("tests/base/test_catalogue.py",)
# Pictures of the old place's pages stay there.
_PICTURE = re.compile(r"^!\[[^\]\n]*\]\((?:docs/)?anh/[^)\n]*\)\n+", re.MULTILINE)
# Where the old place's name and host are replaced: pages and documents that people of the new place read.
_REPLACED = ("content/", "docs/", "CONTRIBUTING.md", "SECURITY.md")
_KEPT_AS_WRITTEN = ("docs/decisions/",)


def copy(repo: Path, to: Path, answers: PlaceAnswers) -> None:
    """Copy the files into a new folder."""
    new_names = _new_names(repo, answers)
    for name in sorted(_tracked(repo)):
        if not goes(name):
            continue
        source, target = repo / name, to / name
        if source.is_symlink() or not source.is_file():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        if name.startswith(_REPLACED) and not name.startswith(_KEPT_AS_WRITTEN) and name.endswith((".md", ".yml")):
            text = _PICTURE.sub("", source.read_text("utf-8"))
            for old, new in new_names.items():
                text = text.replace(old, new)
            target.write_text(text, "utf-8", newline="\n")
        else:
            shutil.copyfile(source, target)
        target.chmod(0o755 if source.stat().st_mode & stat.S_IXUSR else 0o644)


def goes(name: str) -> bool:
    """Tell whether a file of this repository goes into a new one."""
    return (name.startswith(TESTS) and name not in _TESTS_LEFT_OUT) or not name.startswith(_LEFT_OUT)


def _tracked(repo: Path) -> Iterator[str]:
    """Yield the files git knows; without git, all files but hidden folders and what is built."""
    listed = git.paths(git.ask(repo, "ls-files", "-z"))
    if listed:
        yield from listed
        return
    built = {"site", "node_modules", "dist", "__pycache__", "hop-thu", "van-phong", "bao-cao"}
    for folder, folders, files in os.walk(repo):
        folders[:] = [
            each
            for each in folders
            if each not in built and each not in (".venv", ".cache", ".git") and not each.endswith("_cache")
        ]
        yield from (PurePosixPath(Path(folder, file).relative_to(repo)).as_posix() for file in files)


def _new_names(repo: Path, answers: PlaceAnswers) -> Mapping[str, str]:
    """Return the new place's names by the old ones, the longer first."""
    movement = read_movement(repo)[0].data
    host = urlsplit(link_targets.site_of(repo)).hostname or ""
    new_host = urlsplit(answers.site_url).hostname or "dia-chi-trang.vi-du.vn"
    found = {host: new_host} if host else {}
    if movement.locality:
        found[f"{movement.locality.name} ({movement.locality.within})"] = (
            f"{answers.name} ({answers.within})" if answers.within else answers.name
        )
        found[movement.locality.name] = answers.name
    return dict(sorted(found.items(), key=lambda names: -len(names[0])))
