"""What passes the check can be published; what publishing refuses is reported at the line that caused it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from danvankheo import checking, gate
from danvankheo.base.problems import Severity
from gate.conftest import DAY, refusals
from gate.unusual_entries import entry_with_unusual_text
from laws import Cases
from reality.made_entries import MadeEntry, Visibility
from reality.made_registry import MadeRegistry, at_day, write_entry

Only = Callable[[Iterable[MadeEntry]], Path]
OWN = "https://huyendoanthoxuan.vn/"


@pytest.fixture(autouse=True)
def that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in at_day(DAY).items():
        monkeypatch.setenv(name, value)


@pytest.mark.law(2)
def test_what_the_check_passes_publishes(made: MadeRegistry, only: Only, cases: Cases) -> None:
    folder = only(())
    shown = [entry for entry in made.entries if entry.seen in (Visibility.PAGE, Visibility.LISTED)]
    unusual = {}
    for number, draw in enumerate(cases.draws(24, "entries with an unusual text")):
        entry, place = entry_with_unusual_text(draw, draw.choice(shown), f"bai-la-{number}")
        unusual[f"{entry.kind}/{entry.slug}.md"] = place
        write_entry(folder, entry)
    checked = checking.check(folder, today=DAY)
    for path in checked.wrong:
        (folder / path).unlink()
    passed = unusual.keys() - checked.wrong
    assert len(passed) > len(unusual) / 2
    cases.count(len(passed), "of them pass the check")
    errors = refusals(folder)
    assert [(p.code, p.path, p.line, p.message, unusual.get(p.path)) for p in errors] == []


def story(words: str) -> Callable[[MadeEntry], MadeEntry]:
    return lambda entry: replace(entry, story=f"{entry.story}\n\n{words}\n")


def value(*loc: str, words: str) -> Callable[[MadeEntry], MadeEntry]:
    def change(entry: MadeEntry) -> MadeEntry:
        tree: Any = {**entry.keys}
        keys = tree
        for step in loc[:-1]:
            tree[step] = {**tree[step]}
            tree = tree[step]
        tree[loc[-1]] = words
        return replace(entry, keys=keys)

    return change


# A change of an entry, and the words by which the test finds its line.
IN_ENTRIES: dict[str, tuple[str, Callable[[MadeEntry], MadeEntry]]] = {
    "a telephone number in a story": ("0912 345 678", story("Gọi chị Hoa 0912 345 678 nhé.")),
    "a telephone number in a table": ("0912345678", story("| Ai | Số |\n|---|---|\n| Hoa | 0912345678 |")),
    "a document number of digits alone": ("038095001234", value("de_nghi", "van_ban", words="038095001234")),
    "a number said of a person": ("0987.654.321", value("tom_tat", words="Bà con gọi số 0987.654.321 là đoàn viên tới giúp, ai cũng khen cách làm hay và lạ này.")),
    "a link to a page of ours that is not there": (f"{OWN}mo-hinh/khong-co/", story(f"Xem [bài kia]({OWN}mo-hinh/khong-co/).")),
    "a source on our own site that is not there": (f"{OWN}khong-co/", lambda entry: replace(entry, keys={**entry.keys, "nguon": [{"ten": "Bài cũ", "lien_ket": f"{OWN}khong-co/"}]})),
    "the name of what was withdrawn": ("Vườn Ươm Khuyểng Đượp", story("Cách làm này học ở Vườn Ươm Khuyểng Đượp năm ngoái.")),
}  # fmt: skip
# A text put into a file of the content, and the words by which the test finds its line.
IN_CONTENT = {
    "content/tieu-chi.md": ("0912 345 678", "\nHỏi thêm: 0912 345 678.\n"),
    "content/phong-trao.md": ("0987654321", "\nLiên hệ 0987654321.\n"),
    "content/linh-vuc/phat-trien-kinh-te.md": ("0905.111.222", "\nGọi 0905.111.222.\n"),
    "content/loai-mo-hinh/doi-xung-kich.md": (f"{OWN}mat/", f"\nXem [trang]({OWN}mat/).\n"),
}


@pytest.mark.law(2)
def test_what_publishing_refuses_is_told_at_the_line_that_made_it(made: MadeRegistry, only: Only, cases: Cases) -> None:
    whole = without_photos(
        next(entry for entry in made.entries if entry.seen is Visibility.PAGE and "de_nghi" in entry.keys)
    )
    gone = next(entry for entry in made.entries if entry.seen is Visibility.NOTICE and entry.kind == "models")
    folder = only([replace(gone, keys={**gone.keys, "ten": "Vườn Ươm Khuyểng Đượp"})])
    before = {path: (folder / path).read_text("utf-8") for path in IN_CONTENT}
    expected = {}
    for number, (what, (mark, change)) in enumerate(IN_ENTRIES.items()):
        entry = change(replace(whole, slug=f"doi-{number}", keys={**whole.keys, "ten": f"Ngõ hoa thôn {number} Khuây"}))
        expected[what] = (write_entry(folder, entry), mark)
    for path, (mark, text) in IN_CONTENT.items():
        (folder / path).write_text(before[path] + text, "utf-8")
        expected[path] = (folder / path, mark)
    try:
        texts = {file: file.read_text("utf-8") for file, _ in expected.values()}
        told = {(problem.path, problem.line): problem for problem in refusals(folder)}
    finally:
        for path, text in before.items():
            (folder / path).write_text(text, "utf-8")
    cases.count(len(expected), "mutations")
    for what, (file, mark) in expected.items():
        path, lines = file.relative_to(folder).as_posix(), texts[file].split("\n")
        line = next(number for number, text in enumerate(lines, 1) if mark in text)
        assert (path, line) in told, (what, *((p.code, *place, p.message) for place, p in told.items()))
        assert told[path, line].hint, what
    assert {path for path, _ in told} == {file.relative_to(folder).as_posix() for file in texts}


def without_photos(entry: MadeEntry) -> MadeEntry:
    lines = [line for line in entry.story.split("\n") if not line.startswith("![")]
    return replace(entry, keys={**entry.keys, "anh": None}, story="\n".join(lines), photos=())


@pytest.mark.law(2)
def test_a_draft_with_a_common_title_stops_no_other_story(made: MadeRegistry, only: Only) -> None:
    shown = without_photos(
        next(entry for entry in made.entries if entry.seen is Visibility.PAGE and entry.kind == "models")
    )
    said = "Xã có nhiều Đường hoa **thanh niên** và vườn rau."
    draft = replace(
        shown, slug="nhap", keys={**shown.keys, "ten": "Đường hoa thanh niên", "nhap": True}, seen=Visibility.NOTHING
    )
    folder = only(
        [
            replace(
                shown,
                slug="that",
                keys={**shown.keys, "ten": "Ngõ nhỏ phố Khuây", "tom_tat": shown.keys["tom_tat"]},
                story=said,
            ),
            draft,
        ]
    )
    assert refusals(folder) == []
    site = folder / ".cache/publish/thu-muc/site"
    assert not (site / "mo-hinh/nhap").exists()
    assert "Đường hoa thanh niên" not in (site / "mo-hinh/index.html").read_text("utf-8")


@pytest.mark.law(2)
def test_a_long_story_is_told_to_be_heavy_and_published(made: MadeRegistry, only: Only) -> None:
    shown = without_photos(
        next(entry for entry in made.entries if entry.seen is Visibility.PAGE and entry.kind == "models")
    )
    draw = Random(5)
    words = ["".join(draw.choices("abcdeghiklmnopqrstuvxy", k=draw.randint(2, 6))) for _ in range(4000)]
    long = "\n\n".join(" ".join(draw.choices(words, k=80)) for _ in range(120))
    folder = only([replace(shown, story=f"{long}\n")])
    target = gate.target(folder)
    judged = gate.evaluate_and_hold_back(folder, target)
    assert (judged.errors, judged.found, judged.held_back) == ([], [], [])
    (told,) = (problem for problem in judged.checked.problems if problem.code == "DVK706")
    assert (told.path, told.severity) == (f"models/{shown.slug}.md", Severity.WARNING)
    assert judged.site is not None
    assert words[0] in (judged.site / shown.address / "index.html").read_text("utf-8")


def test_links_to_the_site_are_judged_by_the_address_it_is_built_for(made: MadeRegistry, only: Only) -> None:
    shown = without_photos(
        next(entry for entry in made.entries if entry.seen is Visibility.PAGE and entry.kind == "models")
    )
    folder = only([replace(shown, story="Xem [bài kia](https://khac.test/mo-hinh/khong-co/).\n")])
    told = {site: [p.code for p in checking.check(folder, today=DAY, site=site).problems if p.code == "DVK341"] for site in ("", "https://khac.test/")}  # fmt: skip
    assert told == {"": [], "https://khac.test/": ["DVK341"]}
