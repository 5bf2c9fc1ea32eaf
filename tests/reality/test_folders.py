"""Entries may lie in folders: whoever moves one changes nothing that visitors see, and nothing is lost on the way."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import pytest
from danvankheo import checking, theme_frames
from danvankheo.base.problems import Problem, Severity
from danvankheo.base.source_paths import entry_of
from danvankheo.build import build
from danvankheo.editing import renames
from danvankheo.github import content, pull_request_check
from danvankheo.held_back import Fallback, PublishedState
from danvankheo.records.files import record_files
from laws import Cases
from playwright.sync_api import Browser
from reality.journeys import journey
from reality.made_entries import MadeEntry, Visibility
from reality.made_registry import FOLDERS, MadeRegistry, commit, move_entries, write_registry
from reality.office import dvk
from shared_store import link_pictures

DAY = date(2025, 7, 1)


def built(made: MadeRegistry, site: str) -> dict[str, bytes]:
    """Build the site without share images, which take long to draw; return its files. Their names say what is on them."""
    drawn = theme_frames.draw(made.folder / "mkdocs.yml", site_dir=made.folder / site, as_of=DAY, site_url="https://vi-du.test/")  # fmt: skip
    build(drawn)
    folder = made.folder / site
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def problems(made: MadeRegistry) -> list[Problem]:
    return checking.check(made.folder, today=DAY, samples=False).problems


def told(made: MadeRegistry) -> list[tuple[str, str, int, int, str]]:
    """Return what the check says, with the usual path of each entry."""
    found = [(each, entry_of(each.path)) for each in problems(made)]
    return sorted((each.code, entry.usual if entry else each.path, each.line, each.column, str(each.severity)) for each, entry in found)  # fmt: skip


def spoiled(made: MadeRegistry, draw: Random) -> None:
    """Make mistakes of several kinds: a key nobody knows, a link to nowhere, a photo that is not there, a broken file."""
    changes: list[Callable[[str], str]] = [
        lambda text: text.replace("---\n", "---\nkhoa_la: 1\n", 1),
        lambda text: text + "\nXem [bài ấy](khong-co-bai-nay.md).\n",
        lambda text: text.replace("tep: anh-1.", "tep: anh-9.", 1),
        lambda text: text.replace("---\n", "---\nx: [\n", 1),
        lambda text: text.replace("---\n", "---\nnhap: true\n", 1),
    ]
    for entry, change in zip(draw.sample(made.entries, len(changes)), changes, strict=True):
        made.path(entry).write_text(change(made.path(entry).read_text("utf-8")), "utf-8")


def linked(made: MadeRegistry) -> None:
    """Let two stories lead to another entry and to hand-written pages, as a file beside them would."""
    one, other, person, *_ = [
        *made.seen(Visibility.PAGE, "models")[:2],
        *made.seen(Visibility.PAGE, "exemplars"),
    ]
    words = f"\nXem [bài kia]({other.slug}.md), [một người](../exemplars/{person.slug}.md), [tiêu chí](../content/tieu-chi.md).\n"
    made.path(one).write_text(made.path(one).read_text("utf-8") + words, "utf-8")


@pytest.mark.law(8)
def test_where_entries_lie_makes_no_difference(tmp_path: Path, cases: Cases) -> None:
    """The site is the same byte for byte, and the check says the same, on any layout, built anew or over what was there."""
    for number, draw in enumerate(cases.draws(2, "layouts of entries in folders")):
        made = write_registry(tmp_path / f"kho-{number}", 7 + number, 24, day=DAY)
        link_pictures(made.folder)
        linked(made)
        settings = made.folder / "mkdocs.yml"
        settings.write_text(settings.read_text("utf-8").replace("samples: false", "samples: false\n      cards: false"))
        spoiled(made, draw)
        before, said = built(made, "site"), told(made)
        assert len({code for code, *_ in said}) >= 3
        for _ in range(2):
            made = move_entries(made, draw)
            assert sorted({*told(made)} ^ {*said}) == []
            assert built(made, "site") == before
        shutil.rmtree(made.folder / ".cache/store", ignore_errors=True)
        assert built(made, "moi") == before


@pytest.mark.law(5)
def test_a_year_with_folders_from_the_first_story_to_a_rollback(tmp_path: Path, browser: Browser, cases: Cases) -> None:
    cases.count(1, "journeys of entries in folders")
    with journey(tmp_path / "ban", date(2025, 6, 30), "folder", 12, browser, FOLDERS) as way:
        way.published()
        assert way.withdraw()
        way.rename()
        way.published()
        way.move()
        way.published()
        way.january(2025)
        way.add()
        way.slip()
        way.published(opened=True)
        way.back()


@pytest.fixture
def made(tmp_path: Path) -> MadeRegistry:
    """A registry with entries in folders, with a history and without a mistake."""
    return write_registry(tmp_path / "kho", 5, 12, day=DAY, folders=FOLDERS)


def story(made: MadeRegistry, *, photos: bool = False) -> MadeEntry:
    return next(each for each in made.seen(Visibility.PAGE, "models") if each.folder and (each.photos or not photos))


def held(made: MadeRegistry, shown: str) -> checking.CheckResult:
    return checking.check(made.folder, samples=False, today=DAY, published=PublishedState(shown))


def test_a_registry_in_folders_has_no_mistake(made: MadeRegistry) -> None:
    assert [each for each in problems(made) if each.severity is Severity.ERROR] == []


def test_two_files_of_one_name_are_told_at_both_and_stop_nothing_else(made: MadeRegistry) -> None:
    entry, shown = story(made, photos=True), commit(made.folder, "đang hiện")
    others = len(held(made, shown).registry.models)
    copy = made.folder / "models" / f"{entry.slug}.md"
    shutil.copy(made.path(entry), copy)
    found = held(made, shown)
    errors = [each for each in found.problems if each.severity is Severity.ERROR]
    assert [(each.code, each.path) for each in errors] == [("DVK017", f"models/{entry.slug}.md"), ("DVK017", entry.path)] or [
        (each.code, each.path) for each in errors
    ] == [("DVK017", entry.path), ("DVK017", f"models/{entry.slug}.md")]  # fmt: skip
    assert all(other.path in each.message for each, other in zip(errors, reversed(errors), strict=True))
    assert {each.fallback for each in found.held_back} == {Fallback.EARLIER}
    assert len(found.registry.models) == others
    copy.write_text(copy.read_text("utf-8").replace("---\n", "---\nrut_dong_y: 2025-06-20\n", 1), "utf-8")
    assert {each.fallback for each in held(made, shown).held_back} == {Fallback.WITHDRAWN}
    copy.write_text(made.path(entry).read_text("utf-8").replace("---\n", "---\nnhap: true\n", 1), "utf-8")
    assert {each.fallback for each in held(made, shown).held_back} == {Fallback.NOTICE}


@pytest.mark.parametrize("folder", ["", "2027/"])
def test_a_moved_file_with_a_mistake_leaves_the_version_that_was_shown(made: MadeRegistry, folder: str) -> None:
    entry, shown = story(made, photos=True), commit(made.folder, "đang hiện")
    now = made.folder / "models" / folder / f"{entry.slug}.md"
    now.parent.mkdir(exist_ok=True)
    made.path(entry).rename(now)
    now.write_text(now.read_text("utf-8").replace("---\n", "---\nx: [\n", 1), "utf-8")
    found = held(made, shown)
    path = f"models/{folder}{entry.slug}.md"
    assert [(each.path, each.fallback) for each in found.held_back] == [(path, Fallback.EARLIER)]
    record = found.registry.models[entry.slug]
    assert (record.photos, record.path) == (entry.photos, path)
    assert all(found.registry.photo_file(record, name).is_file() for name in entry.photos)
    assert list(found.registry.files) == [path]
    # The next release: the version it shows stays known under the entry's usual path.
    commit(made.folder, "hỏng")
    (each,) = found.held_back
    assert (each.usual_path, each.commit) == (f"models/{entry.slug}.md", shown)


def test_a_photo_is_found_where_it_was_left_and_beside_the_file_first(made: MadeRegistry) -> None:
    entry = story(made, photos=True)
    left = made.folder / entry.photo_folder
    there = made.folder / "models/2030"
    there.mkdir()
    made.path(entry).rename(there / f"{entry.slug}.md")
    assert [each for each in problems(made) if each.severity is Severity.ERROR] == []
    beside = there / "anh" / entry.slug
    beside.mkdir(parents=True)
    new = beside / entry.photos[0]
    shutil.copy(left / entry.photos[0], new)
    found = checking.check(made.folder, samples=False, today=DAY)
    twice = [each for each in found.problems if each.severity is Severity.ERROR]
    assert [(each.code, each.path) for each in twice] == [("DVK419", f"{entry.photo_folder}/{entry.photos[0]}")]
    assert found.registry.photo_file(found.registry.models[entry.slug], entry.photos[0]) == new
    (left / entry.photos[0]).unlink()
    assert [each for each in problems(made) if each.severity is Severity.ERROR] == []


def test_a_moved_file_is_not_renamed_and_whoever_moves_it_answers_for_no_older_mistake(made: MadeRegistry) -> None:
    commit(made.folder, "đang hiện")
    before = problems(made)
    moved = move_entries(made, Random(3))
    assert any(one.folder != other.folder for one, other in zip(made.entries, moved.entries, strict=True))
    assert renames.former_names(made.folder) == {}
    assert pull_request_check.divided(problems(moved), before)[0] == []
    commit(made.folder, "xếp vào thư mục")
    assert renames.former_names(made.folder) == {}
    entry = story(moved)
    new = made.path(entry).with_name("ten-moi-cua-bai.md")
    made.path(entry).rename(new)
    path = new.relative_to(made.folder).as_posix()
    assert renames.former_names(made.folder) == {path: [entry.slug]}
    assert dvk(made.folder, "fix", path, day=DAY)[0] == 0
    assert f"ten_cu: [{entry.slug}]" in new.read_text("utf-8")


def test_every_command_finds_an_entry_wherever_it_lies(made: MadeRegistry) -> None:
    entry = story(made, photos=True)
    for words in ((entry.slug,), (entry.path,), (f"models/{entry.slug}.md",), (entry.address,)):
        status, said = dvk(made.folder, "withdraw", *words, "--dry-run", day=DAY)
        assert (status, entry.path in said) == (0, True), said
    photo = f"{entry.photo_folder}/{entry.photos[0]}"
    status, said = dvk(made.folder, "withdraw", photo, "--dry-run", day=DAY)
    assert (status, entry.photos[0] in said) == (0, True), said
    status, said = dvk(
        made.folder, "new", "mo-hinh", "--title", entry.title, "--unit", str(entry.keys["don_vi"]), day=DAY
    )
    assert (status, made.folder.joinpath("models", f"{entry.slug}.md").exists()) != (0, True), said
    assert content.changed_entries([entry.path, photo]) == [content.ChangedEntry(checking.Kind(entry.kind), entry.slug)]
    commit(made.folder, "đang hiện")
    made.path(entry).write_text(made.path(entry).read_text("utf-8") + "\nThêm một câu.\n", "utf-8")
    changed = content.changed_since_branch(made.folder, "main")
    assert {entry.path, entry.photo_folder} <= set(changed)


HOSTILE: dict[str, Callable[[Path], object]] = {
    "a hidden folder": lambda models: (models / ".an").mkdir(),
    "a link to a folder": lambda models: (models / "lien-ket").symlink_to("/etc"),
    "a folder whose name is no text": lambda models: (models / "a\u2028b").mkdir(),
    "a folder of marks": lambda models: (models / "---").mkdir(),
    "another repository": lambda models: (models / "kho-con" / ".git").mkdir(parents=True),
    "folders too deep": lambda models: (models / "a/b/c/d/e").mkdir(parents=True),
    "a page's name in a folder": lambda models: (models / "2026" / "trang.md").write_text("x", "utf-8"),
    "a photo beside the entries": lambda models: (models / "2026" / "anh-1.jpg").write_bytes(b"x"),
    "a link in a folder": lambda models: (models / "2026" / "a.md").symlink_to("../../mkdocs.yml"),
}
CODES = {"a page's name in a folder": "DVK005", "a photo beside the entries": "DVK002"}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_refused_beside_entries_is_refused_in_folders(made: MadeRegistry, what: str) -> None:
    (made.folder / "models/2026").mkdir(exist_ok=True)
    HOSTILE[what](made.folder / "models")
    errors = [each for each in problems(made) if each.severity is Severity.ERROR]
    assert [each.code for each in errors] == [CODES.get(what, "DVK001")]


def test_a_folder_with_a_wrong_name_is_told_once_and_its_entries_are_read(made: MadeRegistry) -> None:
    entry = story(made)
    folder = made.folder / "models" / "Năm 2027"
    folder.mkdir()
    made.path(entry).rename(folder / f"{entry.slug}.md")
    found = checking.check(made.folder, samples=False, today=DAY)
    errors = [each for each in found.problems if each.severity is Severity.ERROR]
    assert [(each.code, each.path) for each in errors] == [("DVK003", "models/Năm 2027")]
    assert "nam-2027" in errors[0].hint
    assert entry.slug in found.registry.models
    assert found.held_back == []


def test_a_folder_near_the_hosts_limit_is_told_and_where_to_put_entries(tmp_path: Path) -> None:
    folder = tmp_path / "models" / "2026"
    folder.mkdir(parents=True)
    for number in range(901):
        (folder / f"bai-{number}.md").touch()
    (told,) = record_files(tmp_path, checking.Kind.MODEL).problems
    assert (told.code, told.path, told.severity) == ("DVK018", "models/2026", Severity.WARNING)
    (folder / "bai-900.md").unlink()
    assert record_files(tmp_path, checking.Kind.MODEL).problems == []
