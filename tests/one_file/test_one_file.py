"""Law 1: one broken file never stops the others.

A made-up registry is published; then one file is broken, and every command must still work: the pages of good files stay the
same bytes, the broken file is reported. A failing case names the file and the way it was broken.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

import pytest
from danvankheo import build, cli, theme_frames
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.problems import Severity
from danvankheo.held_back import Fallback, PublishedState
from laws import Cases
from one_file.broken_files import WAYS
from reality.made_entries import Visibility
from reality.made_registry import MadeRegistry, commit, git, write_registry

DAY = date(2025, 6, 30)
COMMANDS = (
    ("check",), ("check", "--format", "markdown"), ("share",), ("derive", "--check"), ("fix", "--dry-run"),
    ("report", "2024"), ("report", "--period", "2022-2025"), ("report", "2024", "--unit", "xa-xuan-lai"), ("office",),
    ("new", "mo-hinh", "--title", "Đường hoa thôn Thử", "--unit", "xa-xuan-lai"), ("import", "--template", "mau.xlsx"),
    ("check", "--changed", "main"), ("audit", "site"), ("keep-cards", "--first"), ("rollback", "thu-muc", "--list"),
    ("publish", "thu-muc", "--dry-run"), ("check", "--publish", "thu-muc"),
)  # fmt: skip
SLOW = ("publish", "--publish")


@dataclass(frozen=True)
class PublishedRegistry:
    """A published registry: its commit, its theme frames, and the HTML pages of its site by path."""

    made: MadeRegistry
    commit: str
    drawn: build.BuildInput
    pages: dict[str, bytes]

    @property
    def folder(self) -> Path:
        return self.made.folder

    def files(self) -> list[str]:
        """Every file of the content and the entries."""
        tracked = git(self.folder, "ls-files", "-z", "content", "models", "exemplars").split("\0")
        return [path for path in tracked if path]

    def mend(self) -> None:
        for path in ("content", "models", "exemplars"):
            shutil.rmtree(self.folder / path, ignore_errors=True)
        git(self.folder, "checkout", "-q", "-f", "HEAD", "--", ".")
        git(self.folder, "clean", "-q", "-f", "-d")


def contents(site: Path) -> dict[str, bytes]:
    return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*.html")}


@pytest.fixture(scope="module")
def bed(tmp_path_factory: pytest.TempPathFactory) -> PublishedRegistry:
    folder = tmp_path_factory.mktemp("mot-tep") / "kho"
    made = write_registry(folder, 11, 24, day=DAY)
    settings = folder / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace("samples: false", "samples: false\n      cards: false"), "utf-8"
    )
    (folder / ".gitignore").write_text(".cache/\nsite/\nbao-cao/\nvan-phong/\n", "utf-8")
    shown = commit(folder, "Trang đang hiện")
    drawn = theme_frames.draw(settings, site_dir=folder / "site", as_of=DAY, site_url="https://vi-du.test/")
    build.build(drawn)
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    return PublishedRegistry(made, shown, drawn, contents(folder / "site"))


def chosen(bed: PublishedRegistry, draw: Random) -> str:
    """Choose a file; every folder has the same chance."""
    folders: dict[str, list[str]] = {}
    for path in bed.files():
        parts = path.split("/")
        folders.setdefault("/".join(parts[:2]) if parts[0] == "content" or "anh" in parts else parts[0], []).append(
            path
        )
    return draw.choice(folders[draw.choice(sorted(folders))])


@contextlib.contextmanager
def broken(bed: PublishedRegistry, draw: Random) -> Iterator[tuple[str, str]]:
    """Break one file in one way, and mend it at the end."""
    path, way = chosen(bed, draw), draw.choice(sorted(WAYS))
    WAYS[way](bed.folder / path, draw)
    try:
        yield path, way
    except BaseException as error:
        error.add_note(f"broken: {path}, {way}")
        raise
    finally:
        bed.mend()


def entry_pages(bed: PublishedRegistry) -> dict[str, str]:
    """The pages of shown entries, with the source of each."""
    return {f"{entry.address}index.html": f"{entry.kind}/{entry.slug}" for entry in bed.made.seen(Visibility.PAGE)}


@pytest.mark.law(1)
def test_what_was_good_stays_as_it_was(bed: PublishedRegistry, cases: Cases) -> None:
    own = entry_pages(bed)
    assert set(own) <= set(bed.pages)
    for draw in cases.draws(12, "broken files, site built on the release shown"):
        with broken(bed, draw) as (path, _):
            try:
                report = build.build(bed.drawn, published=PublishedState(bed.commit))
            except build.BuildRefused as refused:
                raise AssertionError([problem.message for problem in refused.problems]) from refused
            after = contents(bed.folder / "site")
            told = {problem.path for problem in report.checked.problems if problem.severity is Severity.ERROR}
            held = {each.path: each for each in report.checked.held_back}
            stem = path.replace("/anh/", "/").split(".")[0]
            for page, source in own.items():
                if stem == source or stem.startswith(f"{source}/"):
                    continue  # the broken entry's own page: checked below
                assert page in after, f"{page} is gone"
                if told and path.startswith(("models/", "exemplars/")):
                    assert "đang được sửa" not in after[page].decode(), page
            for each in held.values():
                page = f"{each.address}index.html"
                assert each.path in told
                if each.fallback is Fallback.EARLIER and page in bed.pages and "/anh/" not in path:
                    assert after[page] == bed.pages[page], "the entry as it was shown"
                if each.fallback is Fallback.NOTHING:
                    assert page not in after
                if each.fallback is Fallback.NOTICE:
                    assert "Bài đang được sửa" in after[page].decode()
            lost = set(bed.pages) - set(after)
            assert not lost or told or path.startswith(("models/", "exemplars/", "content/")), lost
            if held and all(each.fallback is Fallback.EARLIER for each in held.values()) and told == {path}:
                differing = [page for page in bed.pages if after.get(page) != bed.pages[page]]
                assert differing == [], "with the version shown in its place the site is the site shown"


@pytest.mark.law(1)
def test_every_command_goes_on(bed: PublishedRegistry, cases: Cases, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(bed.folder)
    quick = [command for command in COMMANDS if not set(SLOW) & set(command)]
    for draw in cases.draws(18, "broken files, one command each"):
        with broken(bed, draw):
            command = draw.choice(quick)
            status, said = run(*command)
            assert status in (0, 1, 2), (command, said)
            assert "Traceback" not in said


@pytest.mark.law(1)
def test_a_broken_configuration_or_memory_ends_in_no_traceback(
    bed: PublishedRegistry, cases: Cases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(bed.folder)
    commands = [("check",), ("derive", "--check"), ("rollback", "thu-muc", "--list"), ("fix", "--dry-run")]
    for draw in cases.draws(8, "broken configurations and memories, one command each"):
        memories = sorted(str(path) for path in (bed.folder / ".cache" / "store").rglob("*") if path.is_file())
        file = bed.folder / draw.choice(["mkdocs.yml", "publish.toml", draw.choice(memories)])
        way = draw.choice(sorted(WAYS.keys() - {"a pipe"}))
        command = draw.choice(commands)
        kept = file.read_bytes()
        WAYS[way](file, draw)
        try:
            status, said = run(*command)
            assert status in (0, 1, 2), (file, way, command, said)
            assert "Traceback" not in said
        finally:
            bed.mend()
            if file.is_dir() and not file.is_symlink():
                file.rmdir()
            file.unlink(missing_ok=True)
            file.write_bytes(kept)


def run(*words: str) -> tuple[int, str]:
    """Run ``dvk`` in this process; an exception it raises fails the test."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            status = cli.main(list(words))
        except SystemExit as stop:
            status = int(stop.code or 0)
    return status, said.getvalue()


@pytest.mark.law(1)
def test_without_a_past_the_rest_is_built_all_the_same(bed: PublishedRegistry, cases: Cases, tmp_path: Path) -> None:
    hidden = tmp_path / "git"
    for draw in cases.draws(7, "broken files, no git"):
        with broken(bed, draw) as (path, _):
            (bed.folder / ".git").rename(hidden)
            stopped = ""
            try:
                report = build.build(bed.drawn)
            except DanVanKheoError as error:
                stopped = str(error)
            finally:
                hidden.rename(bed.folder / ".git")
            if stopped:
                assert path == "content/phong-trao.yml", stopped
                assert path in stopped
                continue
            after = contents(bed.folder / "site")
            held = {f"{each.address}index.html" for each in report.checked.held_back}
            for page, source in entry_pages(bed).items():
                own = path.replace("/anh/", "/").split(".")[0]
                if page not in held and own != source and not own.startswith(f"{source}/"):
                    assert page in after
