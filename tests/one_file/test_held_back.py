"""What is at the address of an entry that cannot be shown, and what every registry holds."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from danvankheo import checking, cli
from danvankheo.base.problems import Problem, Severity
from danvankheo.base.public_changes import ChangeKind, compare
from danvankheo.base.public_content import withdrawal
from danvankheo.base.withdrawal_ledger import row_of
from danvankheo.cache import Cache
from danvankheo.checking import CheckResult
from danvankheo.held_back import Fallback, PublishedState
from danvankheo.outputs.public import public_of
from danvankheo.outputs.withdrawal_ledger import ledger_bytes
from danvankheo.records.reading import load as load_all
from danvankheo.records.registry import Registry
from laws import Cases
from reality import made_photos
from reality.made_entries import MadeEntry, Visibility
from reality.made_registry import MadeRegistry, commit, write_registry

DAY = date(2025, 6, 30)


@pytest.fixture
def made(tmp_path: Path) -> MadeRegistry:
    """A registry with a history and without a mistake."""
    return write_registry(tmp_path / "kho", 5, 12, day=DAY)


def checked(made: MadeRegistry, shown: str = "") -> CheckResult:
    return checking.check(made.folder, samples=False, today=DAY, published=PublishedState(shown))


def load(folder: Path) -> tuple[Registry, list[Problem]]:
    registry, problems = load_all(folder, today=DAY)
    return registry, [problem for problem in problems if problem.severity is Severity.ERROR]


def first(made: MadeRegistry, kind: str = "models", photos: bool = False) -> MadeEntry:
    return next(entry for entry in made.seen(Visibility.PAGE, kind) if not photos or entry.photos)


def spoil(text: str) -> str:
    return text.replace("---\n", "---\nlinh_vuc_la: [\n", 1)


def in_front(line: str) -> Callable[[str], str]:
    return lambda text: spoil(text).replace("---\n", f"---\n{line}\n", 1)


def without_approval(text: str) -> str:
    lines = spoil(text).split("\n")
    start = next(number for number, line in enumerate(lines) if line.startswith("duyet:"))
    end = next(number for number in range(start + 1, len(lines)) if not lines[number].startswith((" ", "-  ")))
    return "\n".join([*lines[:start], *lines[end:]])


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        pytest.param(spoil, Fallback.EARLIER, id="a typing error"),
        pytest.param(lambda text: "", Fallback.EARLIER, id="an empty file"),
        pytest.param(lambda text: text[: len(text) // 3], Fallback.EARLIER, id="a file cut off"),
        pytest.param(in_front("nhap: true"), Fallback.NOTICE, id="a draft"),
        pytest.param(in_front('"NHAP" : có'), Fallback.NOTICE, id="a draft in other letters"),
        pytest.param(in_front("nhap: false"), Fallback.EARLIER, id="no draft"),
        pytest.param(in_front("rut_dong_y: 2025-06-01"), Fallback.WITHDRAWN, id="a withdrawal"),
        pytest.param(in_front("rut_dong_y:"), Fallback.WITHDRAWN, id="a withdrawal without its day"),
        pytest.param(without_approval, Fallback.NOTICE, id="an approval taken back"),
        pytest.param(lambda text: spoil(text).replace("---\n", "---\nx:\n  rut_dong_y: 2025-01-01\n", 1), Fallback.NOTICE, id="a withdrawn photo"),
    ],
)  # fmt: skip
def test_the_version_shown_stays_unless_the_new_text_forbids_it(
    made: MadeRegistry, change: Callable[[str], str], shown: Fallback
) -> None:
    entry = first(made)
    made.path(entry).write_text(change(made.path(entry).read_text("utf-8")), "utf-8")
    head = commit(made.folder, "hỏng")
    found = checked(made, commit_before(made, head))
    assert [(each.path, each.fallback) for each in found.held_back] == [(f"models/{entry.slug}.md", shown)]
    assert (entry.slug in found.registry.models) == (shown is Fallback.EARLIER)
    assert (f"mo-hinh/{entry.slug}" in found.registry.withdrawn) == (shown is Fallback.WITHDRAWN)
    assert (f"mo-hinh/{entry.slug}" in found.registry.mending) == (shown is Fallback.NOTICE)
    assert found.held_back[0].problem.path == found.held_back[0].path


def commit_before(made: MadeRegistry, head: str) -> str:
    from reality.made_registry import git

    return git(made.folder, "rev-parse", f"{head}^")


def approval_gone(text: str) -> str:
    return without_approval(text).replace("linh_vuc_la: [\n", "", 1)


def story_gone(text: str) -> str:
    head, _, _ = text[4:].partition("\n---\n")
    lines = head.split("\n")
    start = next(number for number, line in enumerate(lines) if line.startswith("tom_tat:"))
    return "---\n" + "\n".join(lines[:start] + lines[start + 1 :]) + "\n---\n"


TAKEN_BACK = {
    "a draft": lambda text: text.replace("---\n", "---\nnhap: true\n", 1),
    "an approval taken away": approval_gone,
    "a sample": lambda text: text.replace("---\n", "---\nminh_hoa: true\n", 1),
    "no story": story_gone,
}


@pytest.mark.law(8)
@pytest.mark.parametrize("renamed", [False, True], ids=["", "renamed"])
@pytest.mark.parametrize("reason", TAKEN_BACK)
def test_an_address_visitors_know_says_that_it_is_being_mended_as_long_as_its_file_is_there(
    made: MadeRegistry, reason: str, renamed: bool, cases: Cases
) -> None:
    entry = next(each for each in made.seen(Visibility.PAGE, "models") if not each.photos and not each.former)
    file, address = made.path(entry), f"mo-hinh/{entry.slug}"
    shown = commit(made.folder, "đang hiện")
    text = TAKEN_BACK[reason](file.read_text("utf-8"))
    if renamed:
        file.unlink()
        file = file.with_name("ten-khac.md")
        text = text.replace("---\n", f"---\nten_cu: [{entry.slug}]\n", 1)
    file.write_text(text, "utf-8")
    known = frozenset({address})
    for broken in (False, True, False):  # taken back; then unreadable; then mended
        file.write_text(text[: len(text) // 3] if broken else text, "utf-8")
        found = checking.check(made.folder, samples=False, today=DAY, published=PublishedState(shown, known=known))
        if broken and renamed:
            break  # its former address cannot be read any more
        assert [each.path for each in found.held_back] == [f"models/{file.name}"]
        registry = found.registry
        if (record := registry.models.get(entry.slug)) and record.has_page:  # the text is wrong, but not taken back
            assert (reason, found.held_back[0].fallback) == ("no story", Fallback.EARLIER)
            break
        assert registry.noticed == known <= registry.mending.keys()
        assert (found.held_back[0].problem.code == "DVK770") == (found.held_back[0].path not in found.wrong)
        known, shown = registry.noticed, commit(made.folder, "sau đó")
        cases.count(1, "addresses whose entry was taken back")
    assert (
        checking.check(made.folder, samples=False, today=DAY, published=PublishedState(shown)).registry.noticed
        == frozenset()
    )


@pytest.mark.law(5)
@pytest.mark.parametrize("change", ["spoil", "draft", "private", "unapproved", "torn"])
def test_a_photo_that_was_withdrawn_is_not_forgotten_while_its_entry_is_held_back(
    made: MadeRegistry, change: str, cases: Cases
) -> None:
    entry = first(made, photos=True)
    file, photo = made.path(entry), entry.photos[-1]
    text = file.read_text("utf-8")
    gone = re.sub(rf"(?m)^(?:  - |- )tep: {photo}$", lambda found: f"{found[0]}\n    rut_dong_y: 2025-06-01", text)
    assert gone != text
    file.write_text(gone, "utf-8")
    shown = commit(made.folder, "đang hiện")
    address = f"mo-hinh/{entry.slug}"
    before = public_of(checking.check(made.folder, samples=False, today=DAY).registry, DAY)
    row = withdrawal([f"{address}#{photo}"], "")[0]
    assert row in before.withdrawn
    changes = {
        "spoil": spoil, "draft": TAKEN_BACK["a draft"], "unapproved": approval_gone, "torn": lambda text: text[: len(text) // 4],
        "private": lambda text: text + "\nGọi 0912 345 678.\n",
    }  # fmt: skip
    file.write_text(changes[change](gone), "utf-8")
    known = frozenset(before.known)
    for _ in range(2):  # the second publication finds no earlier version
        found = checking.check(made.folder, samples=False, today=DAY, published=PublishedState(shown, known=known))
        after = public_of(found.registry, DAY, held=frozenset(found.registry.mending))
        assert row in after.withdrawn
        assert not [each for each in compare(before, after) if each.kind is ChangeKind.UNWITHDRAWN]
        rows = json.loads(ledger_bytes(found.registry, Cache(made.folder / ".cache/store")))
        assert row_of(address, f"{entry.slug}/{photo}") in rows
        shown = commit(made.folder, "sau đó")
        cases.count(1, "withdrawn photos of entries held back")


def test_without_a_release_that_is_shown_the_address_says_that_it_is_being_mended(made: MadeRegistry) -> None:
    entry = first(made)
    made.path(entry).write_text(spoil(made.path(entry).read_text("utf-8")), "utf-8")
    assert [each.fallback for each in checked(made).held_back] == [Fallback.NOTICE]


def test_an_old_version_that_fails_the_rules_of_today_is_not_shown_again(made: MadeRegistry) -> None:
    entry = first(made)
    text = made.path(entry).read_text("utf-8")
    made.path(entry).write_text(text.rstrip() + "\n\nGọi 0912 345 678.\n", "utf-8")
    shown = commit(made.folder, "trước khi có quy định")
    made.path(entry).write_text(spoil(text), "utf-8")
    assert [each.fallback for each in checked(made, shown).held_back] == [Fallback.NOTICE]


def test_a_photo_that_was_taken_out_does_not_come_back_with_the_old_version(made: MadeRegistry) -> None:
    entry = first(made, photos=True)
    shown = commit(made.folder, "đang hiện")
    folder = made.folder / entry.kind / "anh" / entry.slug
    (folder / entry.photos[0]).unlink()
    found = checked(made, shown)
    assert [each.fallback for each in found.held_back] == [Fallback.EARLIER]
    record = found.registry.models[entry.slug]
    assert record.photos == entry.photos[1:]
    assert not found.registry.photo_file(record, entry.photos[0]).exists()


def test_what_a_paper_no_longer_allows_does_not_stay_with_the_old_version(made: MadeRegistry) -> None:
    shown = commit(made.folder, "đang hiện")
    entry, person = first(made, photos=True), first(made, "exemplars")
    text, file = made.path(entry).read_text("utf-8"), entry.photos[0]
    paper = "giay_dong_y: {ma: GDY-01/2024, ngay: 2024-01-02, noi_luu: Văn phòng Đoàn xã, pham_vi: [in-an]}"
    made.path(entry).write_text(
        re.sub(rf"(?m)^(?:  - |- )tep: {file}$", lambda line: f"{line[0]}\n    {paper}", text), "utf-8"
    )
    text = made.path(person).read_text("utf-8")
    text, replaced = re.subn(
        r"(?m)^(dong_y_dang:(?: \{|\n  ))",
        lambda key: f"{key[0]}pham_vi: [trang]" + (", " if "{" in key[0] else "\n  "),
        text,
    )
    assert replaced == 1
    made.path(person).write_text(text, "utf-8")
    found = checked(made, shown)
    assert {(each.path, each.problem.code, each.fallback) for each in found.held_back} == {
        (f"models/{entry.slug}.md", "DVK421", Fallback.EARLIER),
        (f"exemplars/{person.slug}.md", "DVK421", Fallback.NOTICE),
    }
    assert file not in found.registry.models[entry.slug].photos
    assert person.slug not in found.registry.exemplars


def test_a_photo_that_was_blurred_stays_blurred_in_the_old_version(made: MadeRegistry) -> None:
    entry = first(made, photos=True)
    shown = commit(made.folder, "đang hiện")
    folder = made.folder / entry.kind / "anh" / entry.slug
    made_photos.write(folder / entry.photos[0], "khuôn mặt đã làm mờ")
    data = (folder / entry.photos[0]).read_bytes()
    made.path(entry).write_text(spoil(made.path(entry).read_text("utf-8")), "utf-8")
    found = checked(made, shown)
    assert found.registry.photo_file(found.registry.models[entry.slug], entry.photos[0]).read_bytes() == data


def test_a_unit_with_a_wrong_figure_keeps_all_but_that_figure(made: MadeRegistry) -> None:
    file = made.folder / "content" / "don-vi" / "xa-xuan-lai.md"
    before = load(made.folder)[0].units["xa-xuan-lai"].data
    text = file.read_text("utf-8")
    file.write_text(text.replace("---\n", "---\ndien_tich_km2: 5,x\n", 1).replace("\ndien_tich_km2: 5.32", ""), "utf-8")
    registry, problems = load(made.folder)
    assert [problem.path for problem in problems] == ["content/don-vi/xa-xuan-lai.md"]
    after = registry.units["xa-xuan-lai"].data
    assert after.area_km2 is None
    assert after.model_copy(update={"area_km2": before.area_km2}) == before


@pytest.mark.parametrize("folder", ["don-vi", "linh-vuc", "loai-mo-hinh"])
def test_a_deleted_file_that_others_name_is_told_once_and_found_again(made: MadeRegistry, folder: str) -> None:
    before = load(made.folder)[0]
    group = {"don-vi": "units", "linh-vuc": "fields", "loai-mo-hinh": "types"}[folder]
    named = {"don-vi": "unit", "linh-vuc": "field", "loai-mo-hinh": "model_type"}[folder]
    slug = next(code for record in before.models.values() if (code := getattr(record.data, named)))
    (made.folder / "content" / folder / f"{slug}.md").unlink()
    registry, problems = load(made.folder)
    assert [(p.code, p.path) for p in problems] == [("DVK730", f"content/{folder}/{slug}.md")]
    assert getattr(registry, group)[slug].data == getattr(before, group)[slug].data
    assert registry.models.keys() == before.models.keys()


def test_a_deleted_unit_that_a_plan_or_a_unit_names_as_superior_is_told_once(made: MadeRegistry) -> None:
    movement, below = made.folder / "content/phong-trao.yml", made.folder / "content/don-vi/chi-doan-thu.md"
    text = movement.read_text("utf-8")
    movement.write_text(text.replace("    co_so_doan:\n", "    co_so_doan:\n      truc_thuoc: [huyen-doan, tinh-doan, xa-xuan-hoa-2025]\n", 1), "utf-8")  # fmt: skip
    below.write_text(
        "---\nten: Chi đoàn thử\ndia_ban: thôn Thử\nloai: chi-doan\ntu: 2025-07-01\ntruc_thuoc:\n  - {ma: xa-xuan-hoa-2025}\n---\n",
        "utf-8",
    )
    assert load(made.folder)[1] == []
    commit(made.folder, "có cấp trên")
    (made.folder / "content/don-vi/xa-xuan-hoa-2025.md").unlink()
    registry, problems = load(made.folder)
    assert [(p.code, p.path) for p in problems] == [("DVK730", "content/don-vi/xa-xuan-hoa-2025.md")]
    assert {"xa-xuan-hoa-2025", "chi-doan-thu"} <= registry.units.keys()


def test_a_unit_whose_file_cannot_be_read_keeps_the_name_that_entries_give_it(made: MadeRegistry) -> None:
    before = load(made.folder)[0]
    record = next(r for r in before.models.values() if before.units[r.data.unit].data.place in r.data.address)
    (made.folder / ".git").rename(made.folder.parent / "git")
    (made.folder / "content" / "don-vi" / f"{record.data.unit}.md").write_bytes(b"\0\xff" * 50)
    registry, _ = load(made.folder)
    assert registry.units[record.data.unit].data.place == before.units[record.data.unit].data.place
    assert registry.models.keys() == before.models.keys()


def test_a_page_that_the_navigation_names_is_built_although_its_file_is_broken(made: MadeRegistry) -> None:
    (made.folder / "content" / "tieu-chi.md").unlink()
    registry, problems = load(made.folder)
    assert [(p.code, p.path) for p in problems] == [("DVK731", "content/tieu-chi.md")]
    assert "tieu-chi" in registry.pages
    (made.folder / "content" / "tieu-chi.md").write_bytes(b"\0")
    assert "tieu-chi" in load(made.folder)[0].pages
    (made.folder / ".git").rename(made.folder.parent / "git")
    assert "tieu-chi" in load(made.folder)[0].mending


def test_the_movement_is_read_as_it_last_was_right(made: MadeRegistry) -> None:
    file = made.folder / "content" / "phong-trao.yml"
    before = load(made.folder)[0].movement.data
    file.write_text("giai_doan: [\n", "utf-8")
    commit(made.folder, "hỏng")
    registry, problems = load(made.folder)
    assert {problem.path for problem in problems} == {"content/phong-trao.yml"}
    assert registry.movement.data == before


def test_a_report_is_drafted_all_the_same_and_says_what_it_lacks(
    made: MadeRegistry, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = first(made)
    made.path(entry).write_text(spoil(made.path(entry).read_text("utf-8")), "utf-8")
    for words, file in ((("report", "2024"), "bao-cao"), (("office",), "van-phong")):
        assert cli.main(["--repo", str(made.folder), *words, "--as-of", DAY.isoformat()]) == 1
        said = capsys.readouterr()
        assert f"models/{entry.slug}.md:" in said.err
        assert "chưa tính" in said.err
        assert any((made.folder / file).iterdir())
